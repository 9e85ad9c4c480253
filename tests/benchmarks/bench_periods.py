"""Speed of the period reader; run with `pytest tests/benchmarks/bench_periods.py --benchmark-only`.

The file name keeps it out of the ordinary test run, which asserts no times.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from nlp.periods import find_expressions, find_periods

NEWS = {
    "zh": "公司今年第一季度营业收入为93.25亿元，同比增长18.91%，研发投入超过7亿元。管理层预计全年净利润为3.8亿至4.6亿元。"
    "分析人士认为，随着新产线投产，该公司在海外市场的份额有望继续提高，但原材料价格仍存在不确定性，需要关注后续走势。",
    "ko": "회사는 올해 1분기 매출이 2조8860억원으로 지난해 같은 기간보다 18.9% 늘었다고 밝혔다. 영업이익은 약 3000억원이다. "
    "업계에서는 해외 시장 점유율이 당분간 오를 것으로 보면서도 원자재 가격의 움직임을 지켜봐야 한다는 의견이 많다.",
}
HOSTILE = {"digits": "1", "months": "12月", "digits and dashes": "1-", "numerals": "一", "years": "2024年至"}
REFERENCE = date(2024, 8, 30)


@pytest.mark.parametrize("lang", ["zh", "ko"])
def bench_expressions(benchmark: Callable[..., Any], lang: str) -> None:
    text = NEWS[lang] * 200
    benchmark.extra_info["characters"] = len(text)
    assert benchmark(find_expressions, text, lang)


@pytest.mark.parametrize("lang", ["zh", "ko"])
def bench_periods(benchmark: Callable[..., Any], lang: str) -> None:
    text = NEWS[lang] * 200
    benchmark.extra_info["characters"] = len(text)
    assert benchmark(find_periods, text, lang, REFERENCE)


@pytest.mark.parametrize("name", HOSTILE)
def bench_hostile(benchmark: Callable[..., Any], name: str) -> None:
    text = HOSTILE[name] * (100_000 // len(HOSTILE[name]))
    benchmark.extra_info["characters"] = len(text)
    benchmark(find_periods, text, "zh", REFERENCE)
