"""Names that no list holds, found again in another script among a thousand others.

The names of across_scripts.tsv are matched against all of them and against Chinese companies and people of the
knowledge base. The misses are real ties: 유위강 is the Korean reading of the characters of two names, 刘伟强 and 康有为
with the family name last, and Bian is one syllable of pinyin or two.
"""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path

import pytest

from nlp.entities.candidates import lower_ascii
from nlp.entities.knowledge import fold_name, load
from nlp.entities.linking import make_id
from nlp.entities.similarity import best_match
from nlp.tables import parse_table, read_table, split_cell

TABLE = Path(__file__).with_name("across_scripts.tsv")
ROWS = parse_table(TABLE.read_text(encoding="utf-8"), TABLE.name)
COLUMNS = {"chinese": "zh", "korean": "ko", "latin": "en"}
OTHERS = 1_000


def crowd(column: str) -> list[str]:
    """The names of one column, and as many listed ones as make each of them stand among 1,000 others."""
    listed = [row for table in ("people", "companies_cn") for row in read_table("nlp.entities", f"kb/{table}.tsv")]
    complete = [row for row in listed if all(row[code] for code in COLUMNS.values())]
    wanted = OTHERS + 1 - len(ROWS)
    spread = [complete[index * len(complete) // wanted] for index in range(wanted)]
    return [row[column] for row in ROWS] + [split_cell(row[COLUMNS[column]])[0] for row in spread]


def test_the_table_is_large_and_unlisted() -> None:
    aliases = load().aliases
    assert len(ROWS) >= 300
    assert [row for row in ROWS if any(lower_ascii(fold_name(row[column])) in aliases for column in COLUMNS)] == []


@pytest.mark.parametrize(("source", "target"), list(permutations(COLUMNS, 2)))
def test_the_right_name_comes_first(source: str, target: str) -> None:
    names = crowd(target)
    assert len(names) == OTHERS + 1
    found = [best_match(row[source], names, person=row["label"] == "PERSON") for row in ROWS]
    right = sum(match is not None and match[0] == row[target] for match, row in zip(found, ROWS, strict=True))
    assert right / len(ROWS) >= 0.99


@pytest.mark.parametrize(("source", "target", "share"), [("chinese", "korean", 0.95), ("chinese", "latin", 0.8)])
def test_most_have_one_id(source: str, target: str, share: float) -> None:
    """All articles agree on an id that is made from the name alone; Korean readings have no part in it."""
    rows = [row for row in ROWS if row["korean_by"] != "reading"]
    same = sum(make_id(row[source], row["label"]) == make_id(row[target], row["label"]) for row in rows)  # type: ignore[arg-type]
    assert same / len(rows) >= share


@pytest.mark.parametrize(
    ("home", "source", "target", "share"),
    [
        ("[\u4e00-\u9fff]{2,4}", "zh", "ko", 0.94),  # the rest go by Cantonese or English names: 리카싱, 빅터 리
        ("[\u4e00-\u9fff]{2,4}", "ko", "zh", 0.94),
        ("[가-힣]{2,4}", "zh", "ko", 0.97),
        ("[가-힣]{2,4}", "ko", "zh", 0.97),
        ("[가-힣]{2,4}", "ko", "en", 0.95),
        ("[가-힣]{2,4}", "zh", "en", 0.95),
    ],
)
def test_real_people_are_told_by_their_names_alone(home: str, source: str, target: str, share: float) -> None:
    """The listed people, as if no list joined their names."""
    people = read_table("nlp.entities", "kb/people.tsv")
    rows = [row for row in people if re.fullmatch(home, row["name"]) and row[source] and row[target]]
    names = [split_cell(row[target])[0] for row in rows]
    found = [best_match(split_cell(row[source])[0], names, person=True) for row in rows]
    right = sum(
        match is not None and match[0] in split_cell(row[target]) for match, row in zip(found, rows, strict=True)
    )
    assert right / len(rows) >= share
