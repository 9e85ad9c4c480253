"""The tables that the page asks, made once when it starts, so that every page is a few short queries.

They lie in a temporary DuckDB file, which uses the disk where the memory does not do; the run itself is only read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from nlp.events.concepts import all_concepts
from nlp.web.names import known_names

if TYPE_CHECKING:
    import duckdb


def _plain(column: str) -> str:
    """Write a decimal without the zeros that its type adds."""
    return f"CASE WHEN {column} IS NOT NULL THEN rtrim(rtrim(CAST({column} AS VARCHAR), '0'), '.') END"


_COPIES = {
    "article": """
        SELECT article_id, lang, title, text, CAST(published AS DATE) AS published, source, url, copy_of,
            row_number() OVER () AS place
        FROM articles""",
    "claim_read": f"""
        SELECT claim_id, article_id, lang, kind, subject, subject_id, concept, metric_text, segment, aspect,
            {_plain("low")} AS low, {_plain("high")} AS high, qualifier, unit,
            CAST(period_start AS DATE) AS period_start, CAST(period_end AS DATE) AS period_end, modality, speaker,
            quantity_text, "start", "end", evidence, evidence_start, evidence_end, confidence,
            list_transform(flags, lambda flag: flag.note) AS doubts
        FROM claims""",
    "event_read": """
        SELECT event_id, event_type, subject, subject_id, CAST(period_start AS DATE) AS period_start,
            CAST(period_end AS DATE) AS period_end, languages, len(article_ids) AS articles,
            CAST(first_published AS DATE) AS first_published, CAST(last_published AS DATE) AS last_published
        FROM events""",
    "fact_read": f"""
        SELECT event_id, concept, segment, aspect, unit, CAST(period_start AS DATE) AS period_start,
            CAST(period_end AS DATE) AS period_end, {_plain("low")} AS low, {_plain("high")} AS high,
            relation, languages, claim_ids, note
        FROM facts""",
    "mention": "SELECT entity_id, label, text, count(*) AS times FROM entities GROUP BY ALL",
    "entity_gold": """
        SELECT article_id, entity_id, label, list(DISTINCT text ORDER BY text) AS names FROM entities GROUP BY ALL""",
}
RELATIONS = ("conflict", "superseded", "agree", "consistent", "single")
_ASPECTS = ("level", "change_yoy", "change_qoq", "change")

# What is in conflict comes first: facts in their event, events in their list, articles in the review. Rows that a page
# shows lie together, so that a page touches few of the file's row groups, and what it shows is joined already.
_DERIVED = """
    CREATE TABLE fact AS SELECT f.*, row_number() OVER (
            PARTITION BY event_id ORDER BY list_position(getvariable('relations'), relation), c.place,
            segment NULLS FIRST, list_position(getvariable('aspects'), aspect), period_start NULLS LAST,
            period_end NULLS LAST, unit, low
        ) AS place, coalesce(c.place, 1000) AS concept_place
        FROM fact_read f LEFT JOIN concept c USING (concept)
        ORDER BY event_id, place;
    CREATE TABLE title_fact AS SELECT * FROM fact
        QUALIFY row_number() OVER (
            PARTITION BY event_id ORDER BY aspect NOT IN ('level', 'change_yoy'), concept = 'Other',
            segment IS NOT NULL, concept_place, place
        ) <= 12
        ORDER BY event_id, concept_place, place;
    CREATE TABLE fact_claim AS SELECT event_id, place, relation, unnest(claim_ids) AS claim_id FROM fact;
    CREATE TABLE event AS SELECT e.*, facts, conflicts, superseded, row_number() OVER (
            ORDER BY conflicts > 0 DESC, superseded > 0 DESC, len(e.languages) DESC, articles DESC, conflicts DESC,
            superseded DESC, period_end DESC NULLS LAST, event_id
        ) AS place
        FROM event_read e JOIN (
            SELECT event_id, count(*) AS facts, count(*) FILTER (relation = 'conflict') AS conflicts,
                count(*) FILTER (relation = 'superseded') AS superseded
            FROM fact GROUP BY event_id
        ) USING (event_id)
        ORDER BY place;
    CREATE TABLE claim AS SELECT c.*, r.title, r.published, r.url, r.copy_of, row_number() OVER (
            ORDER BY coalesce(a.conflicts, 0) > 0 DESC, r.place, c.start, c.claim_id
        ) AS place
        FROM claim_read c JOIN article r USING (article_id) LEFT JOIN (
            SELECT article_id, count(*) AS conflicts FROM fact_claim JOIN claim_read USING (claim_id)
            WHERE relation = 'conflict' GROUP BY article_id
        ) a USING (article_id)
        ORDER BY place;
    CREATE TABLE source AS SELECT f.event_id, f.place AS fact_place, row_number() OVER (
            PARTITION BY f.event_id, f.place, c.lang ORDER BY c.published NULLS LAST, c.place
        ) AS number, c.*
        FROM fact_claim f JOIN claim c USING (claim_id)
        ORDER BY event_id, fact_place, published NULLS LAST, c.place;
    CREATE TABLE level AS SELECT e.subject_id, f.concept, f.concept_place, f.unit, f.period_start, f.period_end,
            f.relation, f.event_id, c.low, c.high, c.qualifier, c.modality, min(c.published) AS published
        FROM event e JOIN fact f USING (event_id) JOIN source c ON c.event_id = f.event_id AND c.fact_place = f.place
        WHERE e.subject_id IS NOT NULL AND f.aspect = 'level' AND f.concept <> 'Other' AND f.period_end IS NOT NULL
            AND f.segment IS NULL
        GROUP BY ALL
        ORDER BY subject_id, concept_place, unit, f.period_end, f.period_start, published, modality, c.low;
    CREATE TABLE company AS SELECT subject_id AS entity_id, count(*) AS events, sum(facts)::BIGINT AS facts,
            sum(conflicts)::BIGINT AS conflicts, min(place) AS place
        FROM event WHERE subject_id IS NOT NULL GROUP BY subject_id;
    CREATE TABLE called AS SELECT entity_id, name, max(times) AS times FROM (
            SELECT entity_id, text AS name, times FROM mention
            UNION ALL SELECT subject_id, subject, 0 FROM event WHERE subject_id IS NOT NULL AND subject IS NOT NULL
            UNION ALL SELECT subject_id, subject, 0 FROM claim WHERE subject_id IS NOT NULL AND subject IS NOT NULL
        ) GROUP BY ALL;
    DROP TABLE claim_read; DROP TABLE event_read; DROP TABLE fact_read; DROP TABLE mention;
    CREATE INDEX claim_by_id ON claim (claim_id);
    CREATE INDEX article_by_id ON article (article_id);
    CREATE INDEX event_by_id ON event (event_id);
"""


def build_tables(source: duckdb.DuckDBPyConnection, own: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of the page.

    Args:
        source: a connection with the tables and views of a run, as `nlp.batch.query.connect` gives it.
        own: where the page's tables are made.
    """
    for table, query in _COPIES.items():
        rows = source.sql(query).to_arrow_reader()
        own.register("rows_read", rows)
        own.execute(f"CREATE TABLE {table} AS SELECT * FROM rows_read")
        own.unregister("rows_read")
    concepts = ((concept.code, concept.order) for concept in all_concepts())
    _insert(own, "concept (concept VARCHAR, place INTEGER)", concepts)
    own.execute("SET VARIABLE relations = $1::VARCHAR[]", [list(RELATIONS)])
    own.execute("SET VARIABLE aspects = $1::VARCHAR[]", [list(_ASPECTS)])
    own.execute(_DERIVED)
    counted = own.execute("SELECT entity_id, name, times FROM called ORDER BY entity_id, times DESC, name").fetchall()
    columns = "entity_id VARCHAR, name VARCHAR, folded VARCHAR, script VARCHAR, place INTEGER"
    _insert(own, f"name ({columns})", known_names(counted))
    own.execute("CREATE INDEX name_by_entity ON name (entity_id)")


def _insert(own: duckdb.DuckDBPyConnection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Make a table of rows that Python has."""
    import pyarrow as pa  # noqa: PLC0415 - 0.2 s that help does not pay

    own.execute(f"CREATE TABLE {table}")
    name = table.partition(" ")[0]
    columns = [str(row[0]) for row in own.execute(f"DESCRIBE {name}").fetchall()]
    held = list(rows)
    if held:
        cells = [list(column) for column in zip(*held, strict=True)]
        own.register("rows_made", pa.table(dict(zip(columns, cells, strict=True))))
        own.execute(f"INSERT INTO {name} SELECT * FROM rows_made")
        own.unregister("rows_made")
