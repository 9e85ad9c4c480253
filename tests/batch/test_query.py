"""Questions in SQL: the same answers from each format, nothing changed, and mistakes explained."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import duckdb
import pytest
from test_stores import CLAIM, DAY, EVENT, FACT, ROWS, write

from nlp.batch.query import connect
from nlp.batch.stores import FORMATS
from nlp.cli import main
from nlp.records import Article, Claim, EventRecord, Fact, QuarantineEntry

LATER = Article("乙", "ko", 0.9, "Kore", None, "=SUM(A1)", date(2024, 9, 1), "metadata", "=b.txt", None)
SECOND = Claim.from_dict({**CLAIM.to_dict(), "claim_id": "c2", "article_id": "乙"})
CONFLICT = Fact.from_dict({**FACT.to_dict(), "relation": "conflict", "claim_ids": ["c1", "c2"], "segment": "云"})
RUN = {
    **ROWS,
    "articles": [LATER, *ROWS["articles"]],
    "claims": [CLAIM, SECOND],
    "quarantine": [QuarantineEntry("x", "[E1] bad", "reading", {"a": [1, "云"]})],
    "events": [EventRecord.from_dict({**EVENT.to_dict(), "facts": [FACT.to_dict(), CONFLICT.to_dict()]})],
}


@pytest.fixture(params=FORMATS)
def out(request, tmp_path):
    return write(tmp_path / "it's [a] *run*", request.param, RUN)


QUESTIONS = [
    # (sql, rows)
    ("SELECT count(*) FROM articles", [(2,)]),
    ("SELECT low, period_end FROM claims LIMIT 1", [(Decimal("4162000000"), DAY)]),
    ("SELECT source, record FROM quarantine ", [("x", '{"a":[1,"云"]}')]),
    ("SELECT event_id, subject_id, concept, high, claim_ids FROM facts WHERE relation = 'single'", None),
    ("SELECT subject, segment, note FROM conflicts", [("甲公司", "云", "a\tnote")]),
    ("SELECT relation, first_published, first_article, articles FROM timeline", None),
    ("SELECT first_source FROM timeline WHERE articles = 2", [("a'b.txt",)]),
]


@pytest.mark.parametrize(("sql", "rows"), QUESTIONS)
def test_answers(out, sql, rows):
    with connect(out) as database:
        found = database.execute(sql).fetchall()
    assert found
    assert rows is None or found == rows


def test_formats_answer_alike(tmp_path):
    folders = [write(tmp_path / store, store, RUN) for store in FORMATS]
    for sql, _ in QUESTIONS:
        answers = []
        for folder in folders:
            with connect(folder) as database:
                answers.append(database.execute(sql).fetchall())
        assert answers[0] == answers[1] == answers[2], sql


def test_the_columns_of_facts(out):
    with connect(out) as database:
        names = [row[0] for row in database.execute("DESCRIBE facts").fetchall()]
    assert names == [
        *("event_id", "event_type", "subject", "subject_id", "concept", "segment", "aspect", "unit"),
        *("period_start", "period_end", "low", "high", "relation", "languages", "claim_ids", "note"),
    ]


def test_two_connections_at_once(out):
    with connect(out) as one, connect(out) as two:
        assert one.execute("FROM facts").fetchall() == two.execute("FROM facts").fetchall()


@pytest.mark.parametrize(
    "sql",
    ["SELECT * FROM read_text('/etc/hostname')", "COPY facts TO '/tmp/facts.csv'", "SET threads = 1", "ATTACH 'x.db'"],
)
def test_a_connection_reaches_nothing_else(out, sql):
    with connect(out) as database, pytest.raises(duckdb.Error):
        database.execute(sql)


def ask(capsys, out, *args: str) -> tuple[int, str, str]:
    code = main(["query", str(out), *args])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_a_table_for_reading(out, capsys):
    code, shown, _ = ask(capsys, out, "SELECT subject, low, period_end, note FROM facts WHERE relation = 'single'")
    assert code == 0
    assert shown.splitlines() == [
        "subject  low  period_end  note",
        "甲公司        2024-06-30  a note",
        "(1 row)",
    ]


def test_csv_runs_no_formula(out, capsys):
    sql = "SELECT source, -1.50::DECIMAL(5, 2) AS n, NULL AS x, ['a'] AS l FROM articles"
    assert ask(capsys, out, sql, "--csv")[1].splitlines() == [
        "source,n,x,l",
        '\'=b.txt,-1.5,,"[""a""]"',
        'a\'b.txt,-1.5,,"[""a""]"',
    ]


def test_json_is_as_the_tables_are(out, capsys):
    lines = ask(capsys, out, "SELECT high, period_end, claim_ids FROM facts LIMIT 1", "--json")[1].splitlines()
    assert [json.loads(line) for line in lines] == [
        {"high": "-1.5", "period_end": "2024-06-30", "claim_ids": ["c1"]},
    ]


def test_a_long_answer_is_cut_on_the_screen_alone(out, capsys):
    assert (
        ask(capsys, out, "FROM range(1200)")[1].splitlines()[-1] == "(the first 1,000 rows; --csv and --json print all)"
    )
    assert len(ask(capsys, out, "FROM range(1200)", "--csv")[1].splitlines()) == 1201


@pytest.mark.parametrize(
    ("sql", "code", "message"),
    [
        ("SELECT * FROM factz", 2, "Table with name factz does not exist"),
        ("SELEC 1", 2, "[E409]"),
        ("SELECT nothing FROM facts", 2, "Tables and views: articles"),
        ("DROP TABLE facts", 2, "[E410]"),
        ("SELECT 1; SELECT 2", 2, "[E410]"),
        ("", 2, "[E410]"),
        ("INSERT INTO claims SELECT * FROM claims", 2, "[E410]"),
        ("SELECT CAST(event_id AS INTEGER) FROM facts", 2, "Could not convert string 'v1'"),
    ],
)
def test_a_wrong_query_is_explained(out, capsys, sql, code, message):
    found, shown, error = ask(capsys, out, sql)
    assert (found, shown) == (code, "")
    assert message in error


def test_a_folder_that_is_no_run(tmp_path, capsys):
    assert ask(capsys, tmp_path, "FROM facts")[0] == 2


@pytest.mark.parametrize("store", FORMATS)
def test_a_missing_table_is_told(tmp_path, capsys, store):
    out = write(tmp_path, store, RUN)
    (out / ("xinmun.duckdb" if store == "duckdb" else f"claims.{store}")).unlink()
    code, _, error = ask(capsys, out, "FROM facts")
    assert (code, "is not there" in error) == (2, True)
