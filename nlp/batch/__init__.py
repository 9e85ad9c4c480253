"""The runner: articles in, an output folder out; and what reads such a folder back."""

from nlp.batch.results import Results, read_results
from nlp.batch.runner import run
from nlp.batch.summary import Summary

__all__ = ["Results", "Summary", "read_results", "run"]
