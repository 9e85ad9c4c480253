"""The knowledge base holds together: no duplicate, no clash that is not marked, no dangling parent."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.entities.knowledge import COLUMNS, TABLES, KnowledgeBase, fold_name, load, ticker_key
from nlp.errors import ConfigError
from nlp.tables import read_table, split_cell


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load()


@pytest.mark.parametrize("table", TABLES)
def test_columns(table: str) -> None:
    assert all(tuple(row) == COLUMNS for row in read_table("nlp.entities", f"kb/{table}"))


def test_ids_are_unique() -> None:
    ids = [row["id"] for table in TABLES for row in read_table("nlp.entities", f"kb/{table}")]
    assert len(ids) == len(set(ids))


def test_it_is_large_enough(base: KnowledgeBase) -> None:
    companies = sum(len(read_table("nlp.entities", f"kb/{table}")) for table in TABLES if table.startswith("companies"))
    assert companies >= 2_300
    assert len(base.entities) >= 4_700


def test_ids_are_slugs(base: KnowledgeBase) -> None:
    assert [e for e in base.entities if not e.replace("-", "").isalnum() or not e.isascii() or e != e.lower()] == []


def test_a_form_of_two_entities_is_rare(base: KnowledgeBase) -> None:
    clashes = {form: [row.entity_id for row in rows] for form, rows in base.aliases.items() if len(rows) > 1}
    assert clashes == {
        "왕이": ["netease", "wang-yi"],
        "boe": ["boe-technology", "bank-of-england"],
        "리샹": ["li-auto", "li-xiang"],
    }


def test_parents_exist(base: KnowledgeBase) -> None:
    assert [e.entity_id for e in base.entities.values() if e.parent and e.parent not in base.entities] == []


def test_ambiguous_forms_are_forms(base: KnowledgeBase) -> None:
    assert [(e.entity_id, a) for e in base.entities.values() for a in e.ambiguous if a not in e.aliases] == []


def test_no_form_is_a_single_character(base: KnowledgeBase) -> None:
    assert [
        (e.entity_id, a) for e in base.entities.values() for a in e.aliases if len(a) < 2 and a not in e.ambiguous
    ] == []


def test_tickers_are_well_formed_and_unique() -> None:
    seen: dict[str, str] = {}
    for table in TABLES:
        for row in read_table("nlp.entities", f"kb/{table}"):
            for ticker in split_cell(row["ticker"]):
                exchange, code = ticker.split(":")
                digits = {"SSE": 6, "SZSE": 6, "BSE": 6, "KRX": 6, "HKEX": 4}.get(exchange)
                assert digits is None or (code.isdigit() and len(code) == digits), ticker
                assert seen.setdefault(ticker, row["id"]) == row["id"], ticker


def test_tickers_meet() -> None:
    assert ticker_key("HKEX", "0700") == ticker_key("HK", "00700")
    assert ticker_key("SZSE", "000700") != ticker_key("HK", "0700")


def test_fold_name() -> None:
    assert fold_name("科大訊飛") == "科大讯飞"


def test_a_users_table_adds_and_replaces(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(
        "id\tlabel\tname\tzh\tko\nacme\tORG\t埃克米\t埃克米|埃米\t애크미\niflytek\tORG\t讯飞公司\t讯飞公司\t\n", "utf-8"
    )
    base = load(table)
    assert [row.entity_id for row in base.aliases["애크미"]] == ["acme"]
    assert base.entities["iflytek"].name == "讯飞公司"


@pytest.mark.parametrize("line", ["acme\tFIRM\tAcme", "\tORG\tAcme", "acme\tORG\t"])
def test_a_bad_row_is_named(tmp_path: Path, line: str) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(f"id\tlabel\tname\n{line}\n", "utf-8")
    with pytest.raises(ConfigError, match="E231"):
        load(table)
