"""The same rows come back from each format, typed where the format has types."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nlp.batch import read_results
from nlp.batch.output import json_line, open_output
from nlp.batch.stores import FORMATS, TABLES, read_rows, table_place
from nlp.batch.stores.schema import arrow_schema
from nlp.batch.stores.tables import fits
from nlp.errors import OutputError
from nlp.records import Article, Claim, EntityMention, EventRecord, Fact, Flag, QuarantineEntry

DAY = date(2024, 6, 30)
ARTICLE = Article("甲", "zh", 0.9, "Hans", None, "营收41.62亿元。\n\x00", DAY, "metadata", "a'b.txt", None)
MENTION = EntityMention("甲", 0, 2, "营收", "ORG", "e1", "Name", 0.25)
CLAIM = Claim(
    *("c1", "甲", "zh", "measure", "甲公司", "id1", None, "Revenue", "营收", None, "level"),
    *(Decimal("4162000000"), Decimal("0.333333333333333"), "range", "CNY", date(2024, 1, 1), DAY, "上半年"),
    *("reported", None, "41.62亿元", 2, 9, "营收41.62亿元。", 0, 10, None, 0.5, -6, (Flag("change_mismatch", "off"),)),
)
FACT = Fact("Revenue", None, "level", "CNY", None, DAY, None, Decimal("-1.5"), "single", ("c1",), ("zh",), "a\tnote")
EVENT = EventRecord("v1", "results", "甲公司", "id1", None, DAY, ("zh",), ("甲",), DAY, None, (FACT, FACT))
ENTRIES = [QuarantineEntry("x", "[E1] bad", "reading", record) for record in (None, "cut \ud83d", {"a": [1, None]})]
ROWS = {
    "articles": [ARTICLE],
    "entities": [MENTION],
    "claims": [CLAIM],
    "events": [EVENT],
    "quarantine": ENTRIES,
}


def write(out: Path, store: str, rows: dict = ROWS) -> Path:
    with open_output(out, store) as (write_lines, commit):
        for table, records in rows.items():
            write_lines(table, b"".join(json_line(record.to_dict()) for record in records))
        commit({"settings": {"format": store}})
    return out


@pytest.mark.parametrize("store", FORMATS)
def test_records_come_back_as_they_were(tmp_path, store):
    results = read_results(write(tmp_path, store))
    assert list(results.articles()) == [ARTICLE]
    assert list(results.entities()) == [MENTION]
    assert list(results.claims()) == [CLAIM]
    assert list(results.events()) == [EVENT]
    assert list(results.quarantine()) == ENTRIES


@pytest.mark.parametrize("store", FORMATS)
def test_rows_are_written_alike(tmp_path, store):
    write(tmp_path, store)
    for table, records in ROWS.items():
        assert list(read_rows(tmp_path, store, table)) == [record.to_dict() for record in records]


@pytest.mark.parametrize("store", FORMATS)
def test_tables_without_rows_are_there(tmp_path, store):
    write(tmp_path, store, {})
    assert [list(read_rows(tmp_path, store, table)) for table in TABLES] == [[]] * len(TABLES)


@pytest.mark.parametrize("former", FORMATS)
@pytest.mark.parametrize("store", FORMATS)
def test_tables_of_another_format_do_not_stay(tmp_path, former, store):
    write(tmp_path, former)
    write(tmp_path, store)
    places = {table_place(tmp_path, store, table) for table in TABLES}
    assert set(tmp_path.iterdir()) == {*places, tmp_path / "run.json"}


@pytest.mark.parametrize("cut", [1, 4_096])
def test_parquet_has_the_same_bytes_however_rows_come_in(tmp_path, cut):
    lines = [json_line({**MENTION.to_dict(), "start": number}) for number in range(4_200)]
    for name, size in (("whole", len(lines)), ("cut", cut)):
        with open_output(tmp_path / name, "parquet") as (write_lines, commit):
            for start in range(0, len(lines), size):
                write_lines("entities", b"".join(lines[start : start + size]))
            commit({"settings": {"format": "parquet"}})
    files = [table_place(tmp_path / name, "parquet", "entities").read_bytes() for name in ("whole", "cut")]
    assert files[0] == files[1]
    assert pq.ParquetFile(table_place(tmp_path / "cut", "parquet", "entities")).num_row_groups == 2


COLUMNS = [
    # (table, column, type)
    ("claims", "low", "decimal128(38, 15)"),
    ("claims", "high", "decimal128(38, 15)"),
    ("claims", "period_start", "date32[day]"),
    ("claims", "start", "int32"),
    ("claims", "confidence", "double"),
    ("claims", "concept", "string"),
    ("claims", "decimals", "int32"),
    ("claims", "flags", "list<item: struct<code: string, note: string>>"),
    ("articles", "published", "date32[day]"),
    ("articles", "published_source", "string"),
    ("events", "article_ids", "list<item: string>"),
    ("quarantine", "record", "string"),
]


@pytest.mark.parametrize(("table", "column", "kind"), COLUMNS)
def test_columns_are_typed(table, column, kind):
    assert str(arrow_schema(table).field(column).type) == kind


def test_facts_are_nested():
    facts = arrow_schema("events").field("facts").type
    assert pa.types.is_list(facts)
    assert {field.name: str(field.type) for field in facts.value_type.fields}.items() >= {
        "low": "decimal128(38, 15)",
        "claim_ids": "list<item: string>",
        "period_end": "date32[day]",
    }.items()


VALUES = [
    # (value, whether each store holds it exactly)
    ("0", True),
    ("-0.333333333333333", True),
    ("99999999999999999999999.999999999999999", True),
    ("100000000000000000000000", False),
    ("0.0000000000000001", False),
    ("1E+22", True),
    ("1E+23", False),
    ("1.5000000000000000000", True),
    ("NaN", False),
    ("-Infinity", False),
]


@pytest.mark.parametrize(("value", "held"), VALUES)
def test_what_fits_is_held_exactly(tmp_path, value, held):
    number = Decimal(value)
    assert fits(number) is held
    if held:
        claim = Claim.from_dict({**CLAIM.to_dict(), "low": number})
        for store in FORMATS:
            (back,) = read_results(write(tmp_path / store, store, {"claims": [claim]})).claims()
            assert back.low == number


@pytest.mark.parametrize("store", ["parquet", "duckdb"])
def test_what_does_not_fit_is_never_rounded(tmp_path, store):
    fact = Fact.from_dict({**FACT.to_dict(), "low": "0.3333333333333333"})
    event = EventRecord.from_dict({**EVENT.to_dict(), "facts": [fact.to_dict()]})
    with pytest.raises(OutputError, match=r"\[E408\] events: 0.3333333333333333 does not fit"):
        write(tmp_path / "out", store, {"events": [event]})
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("store", ["parquet", "duckdb"])
def test_other_programs_read_the_types(tmp_path, store):
    write(tmp_path, store)
    place = table_place(tmp_path, store, "claims")
    with duckdb.connect(str(place), read_only=True) if store == "duckdb" else duckdb.connect() as database:
        source = "claims" if store == "duckdb" else f"read_parquet('{place}')"
        assert database.execute(f"SELECT low, period_end, flags[1].code FROM {source}").fetchall() == [
            (Decimal("4162000000"), DAY, "change_mismatch")
        ]


@pytest.mark.parametrize("store", FORMATS)
@pytest.mark.parametrize(("damage", "code"), [(None, "E402"), (b"{]garbage\n" * 100, "E406")])
def test_a_damaged_table_is_told(tmp_path, store, damage, code):
    write(tmp_path, store)
    place = table_place(tmp_path, store, "claims")
    place.unlink()
    if damage:
        place.write_bytes(damage)
    with pytest.raises(OutputError, match=rf"\[{code}\]"):
        list(read_results(tmp_path).claims())


def test_an_unknown_format_is_told(tmp_path):
    write(tmp_path, "jsonl")
    (tmp_path / "run.json").write_text(json.dumps({"format": "xinmun run", "complete": True, "settings": {}}))
    with pytest.raises(OutputError, match=r"\[E406\].*format is None"):
        read_results(tmp_path)
