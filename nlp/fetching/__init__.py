"""`xinmun fetch`: the only part of the toolkit that goes out to the network."""

from nlp.fetching.client import Limits
from nlp.fetching.feeds import Fetched, fetch

__all__ = ["Fetched", "Limits", "fetch"]
