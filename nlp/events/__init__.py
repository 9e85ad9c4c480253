"""Claims become event records, aligned across articles and languages."""

from nlp.events.build import build_events, build_part
from nlp.events.copies import read_source
from nlp.events.partitions import event_order, merge_parts, route

__all__ = ["build_events", "build_part", "event_order", "merge_parts", "read_source", "route"]
