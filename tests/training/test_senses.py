"""Classes of words from plain text: words with like neighbours come together."""

from __future__ import annotations

import lzma
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="needs the extra `train`")
pytest.importorskip("jieba", reason="needs the extra `train`")

from nlp.claims.scoring.senses import SENSES, Senses, hash_word
from nlp.training.senses import make_senses

GOODS = {"zh": ("水泥", "煤炭", "钢铁", "棉花"), "ko": ("배추", "감자", "원유", "구리")}
PLACES = {"zh": ("山西", "江苏", "浙江", "广东"), "ko": ("경기", "강원", "충남", "전남")}
TEXTS = {
    "zh": ("今天{goods}的价格上涨3元", "来自{place}代表昨天表示同意"),
    "ko": ("오늘 {goods}의 가격이 3원 올랐다", "어제 {place}에서 대표가 회의를 열었다"),
}
RECIPE = """
words = 60
neighbours = 60
width = 4
fine = 8
middle = 4
coarse = 2
characters = 100000
leave_out = ["other"]
seed = 1
"""


def test_words_with_like_neighbours_come_together(tmp_path: Path) -> None:
    (tmp_path / "senses.toml").write_text(RECIPE, encoding="utf-8")
    for lang, (first, second) in TEXTS.items():
        lines = [first.format(goods=word) for word in GOODS[lang]] + [
            second.format(place=word) for word in PLACES[lang]
        ]
        (tmp_path / lang).mkdir()
        with lzma.open(tmp_path / lang / "news.txt.xz", "wt", encoding="utf-8") as file:
            file.write("\n".join(lines * 20))
        with lzma.open(tmp_path / lang / "other.txt.xz", "wt", encoding="utf-8") as file:
            file.write("left out")
    make_senses(tmp_path, tmp_path)
    with np.load(tmp_path / SENSES, allow_pickle=False) as arrays:
        for lang in TEXTS:
            keys = arrays[f"{lang}_keys"]
            assert hash_word("out") not in keys
            senses = Senses(*(arrays[f"{lang}_{name}"] for name in ("keys", "fine", "middle", "coarse")))
            goods, places = ({senses.of(word) for word in words[lang]} for words in (GOODS, PLACES))
            assert None not in goods | places
            first_classes, second_classes = ({like.fine for like in likes if like} for likes in (goods, places))
            assert first_classes.isdisjoint(second_classes)
            assert senses.of("left") is None
