"""What is read of made-up sentences, one a line in the tables beside this file."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.errors import ConfigError
from nlp.quantities import find_quantities
from nlp.records import format_decimal
from nlp.tables import Row, read_table_file

HERE = Path(__file__).parent
CASES = [(lang, row) for lang in ("zh", "ko") for row in read_table_file(HERE / f"{lang}.tsv")]
NONE = read_table_file(HERE / "none.tsv")


@pytest.mark.parametrize(("lang", "row"), CASES, ids=[f"{lang}:{row['text']}" for lang, row in CASES])
def test_quantity(lang: str, row: Row) -> None:
    marked = row["text"].replace("\\n", "\n")
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    found = [quantity for quantity in find_quantities(text, lang) if (quantity.start, quantity.end) == (start, end)]
    assert len(found) == 1, find_quantities(text, lang)
    quantity = found[0]
    assert quantity.text == text[start:end]
    for name in ("low", "high"):
        value = getattr(quantity, name)
        expected = None if row[name] == "-" else row[name].rstrip("0").rstrip(".") if "." in row[name] else row[name]
        assert (None if value is None else format_decimal(value)) == expected, name
    assert (quantity.unit or "-", quantity.qualifier, quantity.kind) == (row["unit"], row["qualifier"], row["kind"])
    assert (None if row["decimals"] == "" else int(row["decimals"])) == quantity.decimals


@pytest.mark.parametrize("row", NONE, ids=[row["text"] for row in NONE])
def test_no_quantity(row: Row) -> None:
    assert find_quantities(row["text"], row["lang"]) == []


def test_members_of_a_list_share_the_unit_stated_last() -> None:
    found = find_quantities("分别提高0.3和0.1个百分点", "zh")
    assert [(str(quantity.low), quantity.unit) for quantity in found] == [
        ("0.3", "percentage_point"),
        ("0.1", "percentage_point"),
    ]
    assert found[0].text == "0.3"


def test_a_value_that_moves_is_two_quantities() -> None:
    found = find_quantities("由3%上升至5%", "zh")
    assert [str(quantity.low) for quantity in found] == ["3", "5"]


def test_a_repeated_scale_begins_another_number() -> None:
    found = find_quantities("二十万亿 一万五千亿元", "zh")
    assert [int(quantity.low or 0) for quantity in found] == [20 * 10**12, 15 * 10**11]


def test_unknown_language() -> None:
    with pytest.raises(ConfigError, match="E202"):
        find_quantities("3", "xx")


@pytest.mark.parametrize("text", ["", " ", "\n", "元", "万", "第", "."])
@pytest.mark.parametrize("lang", ["zh", "ko"])
def test_nothing_to_read(text: str, lang: str) -> None:
    assert find_quantities(text, lang) == []


@pytest.mark.parametrize(
    ("text", "lows"),
    [
        ("毛利率同比下降1.3%至19.6%", ["1.3", "19.6"]),
        ("开工率上升2%至5%", ["2", "5"]),
        ("每吨成本下降8元至14元", ["8", "14"]),
        ("余额增加48亿元至72亿元", ["4800000000", "7200000000"]),
    ],
)
def test_a_change_and_the_level_it_leads_to_are_two_quantities(text: str, lows: list[str]) -> None:
    assert [str(quantity.low) for quantity in find_quantities(text, "zh")] == lows


def test_members_of_a_list_share_the_counter_that_begins_the_unit() -> None:
    found = find_quantities("分别上升0.2个、0.45个和1.15个百分点", "zh")
    assert [(str(quantity.low), quantity.unit) for quantity in found] == [
        ("0.2", "percentage_point"),
        ("0.45", "percentage_point"),
        ("1.15", "percentage_point"),
    ]


def test_a_currency_named_once_holds_for_a_list() -> None:
    found = find_quantities("收入分别为新台币3亿元、5亿元和6亿元，另有2亿元", "zh")
    assert [quantity.unit for quantity in found] == ["TWD", "TWD", "TWD", "CNY"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "派息8元。溢利3亿元（美元，下同），每股盈利2.5仙。收入20亿元，另有人民币2亿元。",
            ["CNY", "USD", "USD", "USD", "CNY"],
        ),
        ("收入3.6亿港元(单位下同)，盈利2亿元，目标价8元", ["HKD", "HKD", "CNY"]),
        ("成交9.6亿元（港元），收入2亿元", ["HKD", "CNY"]),
        ("投资3亿元（首期），收入2亿元", ["CNY", "CNY"]),
        (
            "港交所公告：港股清泉集團派息3仙，營業額213億元，溢利9億元，負債8億元，零售額合共人民幣72億元。",
            ["HKD", "HKD", "HKD", "HKD", "CNY"],
        ),
    ],
)
def test_the_currency_declared_or_of_the_place_holds_but_where_another_is_named(text: str, units: list[str]) -> None:
    assert [quantity.unit for quantity in find_quantities(text, "zh")] == units


def test_the_currency_of_the_amount_before_is_not_taken() -> None:
    found = find_quantities("得到120亿美元80亿用于回购", "zh")
    assert [quantity.unit for quantity in found] == ["USD", None]


def test_a_masked_code_is_no_quantity():
    assert [q.text for q in find_quantities("德远电子（688***）涨5.2%", "zh")] == ["5.2%"]
