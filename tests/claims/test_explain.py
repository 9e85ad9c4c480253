"""What is said of why a claim reads as it does."""

import pytest

from nlp.analyzer import load
from nlp.claims import explanations, tracing
from nlp.claims.explain import active

CHINESE = "清泉股份公告，2023年公司实现营收9亿元，同比增长12%，净利润1亿元。"
KOREAN = "이날 오전 9시 30분 현재 온빛소재는 전 거래일 대비 3.1% 오른 8200원에 거래되고 있다."

# (text, lang, quantity, field, chosen, a word of the reason, a competitor or None)
EXAMPLES = [
    (CHINESE, "zh", "9亿元", "metric", "营收", "before the number", None),
    (CHINESE, "zh", "9亿元", "period", "2023年", "nearest", None),
    (CHINESE, "zh", "12%", "metric", "营收", "goes on", None),
    (CHINESE, "zh", "12%", "change", "增长", "moves", None),
    (CHINESE, "zh", "1亿元", "metric", "净利润", "score", "营收 (Revenue)"),
    (KOREAN, "ko", "8200원", "metric", "SharePrice", "implied", None),
    (KOREAN, "ko", "3.1%", "subject", "온빛소재", "the name before the metric", None),
]


@pytest.mark.parametrize(("text", "lang", "quantity", "name", "chosen", "reason", "rival"), EXAMPLES)
def test_choices(text, lang, quantity, name, chosen, reason, rival):
    with tracing() as trace:
        claims = load().analyze(text, lang=lang).claims
    found = next(e for e in explanations(claims, trace) if e.claim.quantity_text == quantity)
    choice = next(c for c in found.choices if c.field == name)
    assert (choice.chosen, reason in choice.reason) == (chosen, True)
    assert rival is None or rival in [reading for reading, _ in choice.competitors]
    assert f"{name:<9} {chosen}" in found.describe()


def test_nothing_is_noted_unless_asked():
    with tracing() as trace:
        pass
    plain = load().analyze(CHINESE, lang="zh").claims
    assert active() is None
    assert trace.notes == {}
    with tracing():
        assert load().analyze(CHINESE, lang="zh").claims == plain
