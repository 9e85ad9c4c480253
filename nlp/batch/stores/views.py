"""The views that every output answers to, and the SQL types of its columns."""

from __future__ import annotations

from types import MappingProxyType

import pyarrow as pa

_FACTS = """
SELECT event_id, event_type, subject, subject_id, fact.concept, fact.segment, fact.aspect, fact.unit,
    fact.period_start, fact.period_end, fact.low, fact.high, fact.relation, fact.languages, fact.claim_ids, fact.note
FROM (SELECT *, unnest(facts) AS fact FROM events)
"""

# The values of one thing in the order of time, each with the article that told it first.
_TIMELINE = """
WITH told AS (SELECT *, unnest(claim_ids) AS claim_id FROM facts),
sourced AS (
    SELECT told.* EXCLUDE (claim_id), articles.article_id, articles.published, articles.source
    FROM told JOIN claims USING (claim_id) JOIN articles USING (article_id)
)
SELECT subject, subject_id, concept, segment, aspect, unit, period_start, period_end, low, high, relation,
    min(published) AS first_published,
    arg_min(article_id, (coalesce(published, DATE '9999-12-31'), article_id)) AS first_article,
    arg_min(source, (coalesce(published, DATE '9999-12-31'), article_id)) AS first_source,
    count(DISTINCT article_id) AS articles
FROM sourced
GROUP BY ALL
ORDER BY subject, subject_id, concept, segment NULLS FIRST, aspect, unit, period_end, period_start, low, high
"""

VIEWS = MappingProxyType(
    {
        "facts": _FACTS,
        "conflicts": "SELECT * FROM facts WHERE relation = 'conflict'",
        "timeline": _TIMELINE,
    }
)


def sql_type(kind: pa.DataType) -> str:
    """Write a type as DuckDB's SQL does."""
    if pa.types.is_list(kind):
        return f"{sql_type(kind.value_type)}[]"
    if pa.types.is_struct(kind):
        return "STRUCT(" + ", ".join(f'"{field.name}" {sql_type(field.type)}' for field in kind.fields) + ")"
    if pa.types.is_decimal(kind):
        return f"DECIMAL({kind.precision}, {kind.scale})"
    return _SCALARS[kind]


_SCALARS = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
}
