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
    assert companies >= 5_750
    assert len(base.entities) >= 10_500


@pytest.mark.parametrize(
    ("table", "column", "share"),
    [
        *((table, "en", 1.0) for table in TABLES),
        *((f"companies_{home}.tsv", column, 0.98) for home in ("cn", "world") for column in ("ko",)),
        ("companies_cn.tsv", "zh", 1.0),
        ("companies_cn.tsv", "hant", 0.99),
        ("companies_world.tsv", "zh", 0.9),
        ("companies_kr.tsv", "ko", 1.0),
        ("institutions.tsv", "zh", 0.95),
        ("institutions.tsv", "ko", 1.0),
        ("people.tsv", "zh", 0.85),
        ("people.tsv", "ko", 0.98),
        ("places_cn.tsv", "zh", 1.0),
        ("places_cn.tsv", "ko", 0.94),
        ("places_kr.tsv", "zh", 0.9),
        ("places_kr.tsv", "ko", 1.0),
        ("places_world.tsv", "zh", 1.0),
        ("places_world.tsv", "ko", 0.99),
    ],
)
def test_names_in_each_language(table: str, column: str, share: float) -> None:
    rows = read_table("nlp.entities", f"kb/{table}")
    assert sum(bool(row[column]) for row in rows) / len(rows) >= share


@pytest.mark.parametrize("table", TABLES)
def test_traditional_and_simplified_names_go_together(table: str) -> None:
    """Either the first traditional form is the simplified one in other characters, or a name of its own (輝達)."""
    rows = [row for row in read_table("nlp.entities", f"kb/{table}") if row["hant"]]
    assert [row["id"] for row in rows if not row["zh"]] == []
    same = [row for row in rows if fold_name(split_cell(row["hant"])[0]) == fold_name(split_cell(row["zh"])[0])]
    assert len(same) >= 0.95 * len(rows)


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


def own_table(folder: Path, *lines: str) -> Path:
    table = folder / "own.tsv"
    table.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return table


def test_a_users_table_adds_and_replaces(tmp_path: Path) -> None:
    base = load(
        own_table(
            tmp_path,
            "id\tlabel\tname\tzh\tko\tticker",
            "acme\tORG\t埃克米\t埃克米|埃米\t애크미\tSSE:699999",
            "iflytek\tORG\t讯飞公司\t讯飞公司",
        )
    )
    assert [row.entity_id for row in base.aliases["애크미"]] == ["acme"]
    assert base.tickers[ticker_key("SH", "699999")] == "acme"
    assert base.entities["iflytek"].name == "讯飞公司"
    assert "科大讯飞" not in base.aliases


def test_a_name_in_a_users_table_is_theirs(tmp_path: Path) -> None:
    base = load(own_table(tmp_path, "id\tlabel\tname\tko", "own-samsung\tORG\t삼성빵집\t삼성빵집|삼성"))
    assert [(row.entity_id, row.ambiguous) for row in base.aliases["삼성"]] == [("own-samsung", False)]


def test_a_chinese_name_brings_its_sound(tmp_path: Path) -> None:
    base = load(own_table(tmp_path, "id\tlabel\tname\tzh", "qinghe\tORG\t青禾云帆\t青禾云帆股份有限公司"))
    assert [row.entity_id for row in base.aliases["칭허윈판"]] == ["qinghe"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["id\tlabel\tname", "acme\tFIRM\tAcme"], "line 2: entity acme needs .* ORG"),
        (["id\tlabel\tname", "# mine", "\tORG\tAcme"], "line 3: entity .* needs an id"),
        (["id\tlabel\tname", "acme\tORG\t"], "E231"),
        (["id\tlabel\tname\tcode", "acme\tORG\tAcme\t1"], "E232.*'code'.*ticker"),
        (["id\tlabel\tname\tticker", "acme\tORG\tAcme\t0700"], "E233.*line 2.*HKEX:0700"),
        (["id\tlabel\tname\tambiguous", "acme\tORG\tAcme\tAce"], "E234.*line 2.*'Ace'"),
        (["id\tlabel\tname", "acme\tORG\tAcme", "acme\tORG\tAce"], "E235.*line 3.*line 2"),
        (["id\tlabel\tname", "acme\tORG\tAcme\tAce"], "E201.*line 2"),
        (["id\tlabel\tname"], "E236"),
        ([], "E236"),
    ],
)
def test_a_bad_table_is_refused(tmp_path: Path, lines: list[str], message: str) -> None:
    table = own_table(tmp_path, *lines)
    with pytest.raises(ConfigError, match=message) as caught:
        load(table)
    assert str(table) in str(caught.value)


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="E203"):
        load(tmp_path / "none.tsv")
