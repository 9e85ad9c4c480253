"""Writing a quantity, and reading back what was written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nlp.errors import ConfigError
from nlp.quantities import find_quantities, format_quantity
from nlp.records import Qualifier, Quantity, QuantityKind

UNITS: list[tuple[QuantityKind, str | None]] = [
    *[("money", unit) for unit in ("CNY", "USD", "KRW", "JPY", "EUR", "GBP", "HKD", "TWD", "CHF", "INR")],
    *[("money", unit) for unit in ("CNY/share", "KRW/kg", "USD/barrel")],
    ("percent", "percent"),
    ("percentage_point", "percentage_point"),
    ("multiple", "times"),
    ("number", "points"),
    *[("number", unit) for unit in ("person", "item", "vehicle", "company", "household")],
    *[("dimension", unit) for unit in ("ton", "kilometer", "kWh", "GWh", "square meter", "nm", "PFLOPS")],
    ("temperature", "celsius"),
    ("number", None),
]


def quantity(
    low: Decimal | None, high: Decimal | None, qualifier: Qualifier, kind: QuantityKind, unit: str | None
) -> Quantity:
    return Quantity(0, 0, "", kind, low, high, qualifier, unit)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    kind, unit = draw(st.sampled_from(UNITS))
    values = st.builds(
        lambda digits, exponent: Decimal(digits).scaleb(exponent),
        st.integers(1, 99_999),
        st.integers(-3, 12),
    )
    first = draw(values)
    if kind in ("money", "percent") and draw(st.booleans()):
        first = -first
    form = draw(st.sampled_from(["exact", "approx", "at_least", "at_most", "range", "several"]))
    if form == "range":
        second = draw(values)
        assume(first != second)
        return quantity(min(first, second), max(first, second), "range", kind, unit)
    if form == "several":
        return quantity(Decimal(10) ** draw(st.integers(1, 12)), None, "approx", kind, unit)
    low = None if form == "at_most" else first
    high = None if form == "at_least" else first
    return quantity(low, high, form, kind, unit)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["zh", "ko"])
@given(written=quantities())
def test_what_is_written_reads_the_same(lang: str, written: Quantity) -> None:
    text = format_quantity(written, lang)
    read = find_quantities(text, lang)
    assert len(read) == 1, (text, read)
    for name in ("low", "high", "qualifier", "kind", "unit"):
        assert getattr(read[0], name) == getattr(written, name), (text, name)


BILLIONS = quantity(Decimal(9325000000), Decimal(9325000000), "exact", "money", "CNY")
FORMS = [
    (BILLIONS, "93.25亿元", "93억2500만 위안", "CNY 9.325 billion"),
    (
        quantity(Decimal(380000000), Decimal(460000000), "range", "money", "USD"),
        "3.8亿至4.6亿美元",
        "3억8000만~4억6000만 달러",
        "USD 380 million to 460 million",
    ),
    (quantity(Decimal("18.91"), Decimal("18.91"), "exact", "percent", "percent"), "18.91%", "18.91%", "18.91%"),
    (
        quantity(Decimal("0.25"), Decimal("0.25"), "exact", "percentage_point", "percentage_point"),
        "0.25个百分点",
        "0.25%포인트",
        "0.25 percentage points",
    ),
    (quantity(Decimal(6), None, "at_least", "multiple", "times"), "6倍以上", "6배 이상", "at least 6 times"),
    (
        quantity(None, Decimal(5000), "at_most", "number", "person"),
        "5,000人以下",
        "5000 명 이하",
        "at most 5,000 people",
    ),
    (
        quantity(Decimal(1000000000), None, "approx", "money", "CNY"),
        "几十亿元",
        "수십억 위안",
        "at least CNY 1 billion",
    ),
    (
        quantity(Decimal(12), Decimal(12), "approx", "money", "CNY/share"),
        "约12元/股",
        "약 12 위안/주",
        "about CNY 12/share",
    ),
    (quantity(Decimal(3), Decimal(3), "exact", "ordinal", None), "第3", "제3", "no. 3"),
    (quantity(Decimal(29), Decimal(29), "exact", "age", "year"), "29岁", "29세", "29 years old"),
    (quantity(Decimal(1), Decimal(1), "exact", "dimension", "ton"), "1吨", "1 톤", "1 ton"),
    (quantity(Decimal(-20), Decimal(-20), "exact", "temperature", "celsius"), "-20℃", "-20℃", "-20°C"),
]


@pytest.mark.parametrize(("written", "zh", "ko", "en"), FORMS, ids=[form[3] for form in FORMS])
def test_forms(written: Quantity, zh: str, ko: str, en: str) -> None:
    assert [format_quantity(written, lang) for lang in ("zh", "ko", "en")] == [zh, ko, en]


def test_unknown_language() -> None:
    with pytest.raises(ConfigError, match="E202"):
        format_quantity(BILLIONS, "fr")
