"""Which metric, subject, segment, period, comparison, modality and speaker each number belongs to; who said what."""

from nlp.claims.extract import extract_claims
from nlp.claims.statements import Statement, find_statements

__all__ = ["Statement", "extract_claims", "find_statements"]
