"""Input that was never written by a person: random strings, and long repetitions."""

from __future__ import annotations

import json
import random

import pytest

from nlp.quantities import find_quantities
from nlp.records import Quantity
from tests.fuzzing import make_text

PIECES = {
    "zh": list(
        "0123456789.,，。%％$¥￥-~至到和/()（）:：+^e 　\n一二三两十百千万亿兆零几多余半点分之第负约超不足以上以下元块角成折倍人家个吨度岁年月日A k"
    ),
    "ko": list(
        "0123456789.,%$₩-~∼/()::+^e \n일이삼사오육십백천만억조영수여한두세열하나스물원달러명개대배도세살년월일이상이하약최대과와의분중은는을를A k"
    ),
}
LONG = {
    "zh": [
        "1",
        "亿",
        "1亿",
        "1,",
        "1,234,",
        "1.",
        "1-",
        "一万",
        "十",
        "几十",
        "1 ",
        "1\n",
        "1%",
        '1"',
        "1元到",
        "三分之",
        "a1@",
        "(1",
        "1块",
        "1两",
    ],
    "ko": [
        "1",
        "만",
        "1만",
        "이 ",
        "1조 ",
        "수십",
        "하나",
        "삼분의 ",
        "1대 ",
        "1명 중 ",
        "일점",
        "1파운드 ",
        "5대 ",
        "십",
    ],
}


def check(text: str, lang: str) -> None:
    position = 0
    for quantity in find_quantities(text, lang):
        assert position <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        assert quantity.low is not None or quantity.high is not None
        assert all(bound is None or bound.is_finite() for bound in (quantity.low, quantity.high))
        assert Quantity.from_dict(json.loads(json.dumps(quantity.to_dict()))) == quantity
        position = quantity.end


def characters(lang: str, count: int) -> None:
    """Single characters of numbers and their signs, which meet more closely than words do."""
    generator = random.Random(20240830)
    for _ in range(count):
        check("".join(generator.choices(PIECES[lang], k=generator.randint(1, 40))), lang)


def test_fuzz() -> None:
    for seed in range(2_000):
        lang, text = make_text(seed)
        check(text, lang)


@pytest.mark.nightly
def test_fuzz_long() -> None:
    for seed in range(2_000, 102_000):
        lang, text = make_text(seed)
        check(text, lang)


@pytest.mark.parametrize("lang", ["zh", "ko"])
def test_characters(lang: str) -> None:
    characters(lang, 1000)


@pytest.mark.nightly
@pytest.mark.parametrize("lang", ["zh", "ko"])
def test_characters_long(lang: str) -> None:
    characters(lang, 50_000)


@pytest.mark.parametrize(("lang", "piece"), [(lang, piece) for lang, pieces in LONG.items() for piece in pieces])
def test_long_repetitions(lang: str, piece: str) -> None:
    check(piece * (20_000 // len(piece)), lang)
