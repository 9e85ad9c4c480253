"""Which metric, subject, segment, period, comparison, modality and speaker each number belongs to; who said what."""

from nlp.claims.explain import Choice, Explanation, explanations, tracing
from nlp.claims.extract import extract_claims
from nlp.claims.protagonist import find_protagonist
from nlp.claims.statements import Statement, find_statements

__all__ = [
    "Choice",
    "Explanation",
    "Statement",
    "explanations",
    "extract_claims",
    "find_protagonist",
    "find_statements",
    "tracing",
]
