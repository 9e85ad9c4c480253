"""Claims become event records, aligned across articles and languages."""

from nlp.events.build import build_bucket, build_events
from nlp.events.titles import event_title

__all__ = ["build_bucket", "build_events", "event_title"]
