"""Every row of the tables is read as it says: the surface behind a number gives the row's unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from nlp.quantities import find_quantities
from nlp.tables import read_table, split_cell

PACKAGES = {"zh": "nlp.zh", "ko": "nlp.ko"}
ROLES = {
    "age", "clipped", "degree", "digits", "dimension", "discount", "jin", "level", "megabit", "multiple", "number", "order",
    "ordinal", "percent", "percent part", "percentage_point", "points", "pound", "temperature", "count",
}  # fmt: skip
# Roles whose unit depends on more than the surface.
DEPENDENT = {"degree", "digits", "discount", "jin", "level", "order", "percent part", "pound"}


def rows(name: str) -> list[Any]:
    found = []
    for lang, package in PACKAGES.items():
        for row in read_table(package, name):
            found += [
                pytest.param(lang, surface, row, id=f"{lang}:{surface}") for surface in split_cell(row["surface"])
            ]
    return found


@pytest.mark.parametrize(("lang", "surface", "row"), rows("currencies.tsv"))
def test_currency(lang: str, surface: str, row: dict[str, str]) -> None:
    text = f"{surface}25.5亿元" if row["alone"] == "before" else f"25.5{surface}"
    found = find_quantities(text, lang)
    assert [(quantity.unit, quantity.kind) for quantity in found] == [(row["unit"], "money")]
    if row["alone"] != "before":
        assert found[0].low == Decimal("25.5") * Decimal(row["value"])


@pytest.mark.parametrize(("lang", "surface", "row"), rows("units.tsv"))
def test_unit(lang: str, surface: str, row: dict[str, str]) -> None:
    assert row["kind"] in ROLES
    if row["kind"] in DEPENDENT:
        return
    number = "9.5" if surface == "成" else "255.5"
    found = find_quantities(number + surface.replace("[", "").replace("]", ""), lang)
    assert [quantity.unit for quantity in found] == [row["unit"] or None]
    assert found[0].low == Decimal(number) * Decimal(row["factor"] or 1)


@pytest.mark.parametrize("lang", ["zh", "ko"])
@pytest.mark.parametrize("row", read_table("nlp.quantities", "symbols.tsv"), ids=lambda row: row["surface"])
def test_symbol(lang: str, row: dict[str, str]) -> None:
    for surface in split_cell(row["surface"]):
        if surface == '"':
            continue
        found = find_quantities("255.5" + surface, lang)
        assert [quantity.unit for quantity in found] == [row["unit"]], surface
        assert found[0].low == Decimal("255.5") * Decimal(row["factor"]), surface


@pytest.mark.parametrize(("lang", "surface", "row"), rows("counters.tsv"))
def test_counter(lang: str, surface: str, row: dict[str, str]) -> None:
    found = find_quantities("2,554" + surface.replace("[", "").replace("]", ""), lang)
    assert [quantity.unit for quantity in found] == [row["unit"]]
    assert found[0].text == "2,554" + surface.partition("[")[0]


@pytest.mark.parametrize(
    ("lang", "name"), [(lang, name) for lang in PACKAGES for name in ("units.tsv", "counters.tsv")]
)
def test_no_surface_stands_twice(lang: str, name: str) -> None:
    surfaces = [surface for row in read_table(PACKAGES[lang], name) for surface in split_cell(row["surface"])]
    assert sorted(surfaces) == sorted(set(surfaces))
