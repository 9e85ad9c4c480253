from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import openpyxl
import pytest

from nlp.batch import run
from nlp.batch.results import read_results
from nlp.cli import main
from nlp.export.tables import COLUMNS, to_csv, to_xlsx
from nlp.notes.material import gather

FORMULA = '=HYPERLINK("http://example.org")'


@pytest.fixture(scope="session")
def sample(sample_run):
    return gather(read_results(sample_run))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile_export")
    article = {
        "id": FORMULA,
        "title": "+1",
        "published": "2024-08-30",
        "text": "-青禾云帆上半年营收41.62亿元，同比增长7.3%。",
    }
    (folder / "feed.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    (folder / "own.tsv").write_text("id\tlabel\tname\tzh\n@own\tORG\t青禾云帆\t青禾云帆\n", encoding="utf-8")
    run([str(folder / "feed.jsonl")], folder / "out", progress=False, rules_only=True, entities=folder / "own.tsv")
    return gather(read_results(folder / "out"))


def read_csv(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_fact_is_a_row(sample):
    facts = [fact for events in sample.events.values() for event in events for fact in event.facts]
    rows = read_csv(to_csv(sample))
    assert len(rows) == len(facts) > 200
    assert tuple(rows[0]) == COLUMNS
    for row, fact in zip(rows, facts, strict=True):
        assert (row["concept"], row["relation"]) == (fact.concept, fact.relation)
        assert (Decimal(row["low"]) if row["low"] else None) == fact.low
        assert row["sources"].count(":") >= len(fact.claim_ids)
        assert row["evidence"]


def test_what_a_row_says(sample):
    row = next(row for row in read_csv(to_csv(sample)) if row["low"] == "21864000000000")
    assert row | {"sources": "", "evidence": "", "event_id": ""} == {
        **dict.fromkeys(COLUMNS, ""),
        "event_type": "results",
        "subject": "SK하이닉스",
        "subject_id": "sk-hynix",
        "concept": "Revenue",
        "ifrs": "ifrs-full:Revenue",
        "aspect": "level",
        "low": "21864000000000",
        "high": "21864000000000",
        "unit": "KRW",
        "decimals": "-8",
        "period_start": "2025-04-01",
        "period_end": "2025-06-30",
        "modality": "reported",
        "relation": "agree",
        "languages": "ko zh",
        "articles": "2",
        "article_ids": "ko_skhynix_second_quarter zh_skhynix_second_quarter",
        "note": row["note"],
    }


def test_csv_for_excel_begins_with_a_mark(sample):
    assert to_csv(sample, bom=True) == b"\xef\xbb\xbf" + to_csv(sample)


def test_no_text_of_csv_is_a_formula(hostile):
    rows = read_csv(to_csv(hostile))
    assert rows
    for row in rows:
        assert (row["article_ids"], row["subject_id"]) == ("'" + FORMULA, "'@own")
        assert row["sources"].startswith("'=")
        assert row["evidence"].startswith(("'-", "'+"))
    assert {row["low"] for row in rows} >= {"4162000000", "7.3"}  # numbers stay as they are


def test_no_text_of_a_workbook_is_a_formula(hostile):
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(hostile)))
    assert book.sheetnames == ["facts", "claims"]
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert "f" not in {cell.data_type for cell in cells}
    assert {cell.value for cell in cells if cell.quotePrefix} >= {FORMULA, "@own", "+1"}
    assert 4162000000 in {cell.value for cell in cells if cell.data_type == "n"}


def test_the_same_run_is_the_same_bytes(sample):
    assert to_xlsx(sample) == to_xlsx(sample)


@pytest.mark.parametrize("form", ["csv", "xlsx", "xbrl-json"])
def test_on_the_command_line(sample_run, tmp_path, form):
    path = tmp_path / "facts"
    assert main(["export", str(sample_run), "--format", form, "--company", "아이플라이텍", "-o", str(path)]) == 0
    assert path.stat().st_size > 1000


def test_the_command_line_names_what_xbrl_has_no_place_for(sample_run, tmp_path, capsys):
    assert main(["export", str(sample_run), "--format", "xbrl-json", "-o", str(tmp_path / "facts.json")]) == 0
    assert "(period unknown or open)" in capsys.readouterr().err
    assert sorted(file.name for file in tmp_path.iterdir()) == ["facts-ifrs.xsd", "facts.json", "facts.xsd"]
