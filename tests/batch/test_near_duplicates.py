"""Which articles are copies of which: what papers do to an agency's text, and what only looks alike."""

from __future__ import annotations

import hashlib
import random
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from opencc import OpenCC

from nlp.batch.near_duplicates import _candidates, find_copies, sign
from nlp.records import Article

GOLD = Path(__file__).resolve().parents[2] / "corpora" / "gold"
PATHS = sorted(path for path in GOLD.glob("*.txt") if path.stat().st_size > 900)
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in PATHS}


def signature(text: str, lang: str) -> bytes:
    made = sign(Article("x", lang, 1.0, None, None, text, None, None, None))
    assert made is not None
    return made


def lang_of(name: str) -> str:
    return name[:2]


ORIGINALS = [(name, date(2024, 8, 30), signature(text, lang_of(name))) for name, text in TEXTS.items()]


def other_head(text: str, lang: str) -> str:
    head = "快讯：一则消息的另一个标题\n" if lang == "zh" else "[속보] 같은 소식의 다른 제목\n"
    return head + text[len(text) // 10 :]


def byline(text: str, lang: str) -> str:
    if lang == "zh":
        return f"本报记者 方雨舟 报道\n{text}\n责任编辑：林知夏\n版权所有，未经授权不得转载"
    return f"(서울=가나통신) 홍길동 기자 = {text}\nhong@gana.example\n저작권자 가나통신, 무단 전재 및 재배포 금지"


def cut(text: str, _lang: str) -> str:
    return text[: len(text) * 6 // 10]


def all_of_it(text: str, lang: str) -> str:
    return byline(other_head(text[: len(text) * 3 // 4], lang), lang)


def traditional(text: str, lang: str) -> str:
    return OpenCC("s2t").convert(text) if lang == "zh" else text


def full_width(text: str, _lang: str) -> str:
    return re.sub("[0-9]", lambda digit: chr(ord(digit[0]) + 0xFEE0), text).replace(" ", "\u3000")


@pytest.mark.parametrize("edit", [other_head, byline, cut, all_of_it, traditional, full_width])
def test_what_papers_do_to_a_text(edit: Callable[[str, str], str]) -> None:
    copies = [
        (f"copy-{name}", date(2024, 8, 31), signature(edit(text, lang_of(name)), lang_of(name)))
        for name, text in TEXTS.items()
    ]
    assert len(copies) >= 20
    found = find_copies([*ORIGINALS, *copies])
    assert {copy: original for copy, original in found.items() if copy != f"copy-{original}"} == {}
    assert len(found) >= len(copies) - 1


def test_articles_of_our_own_are_no_copies_of_each_other() -> None:
    assert find_copies(ORIGINALS) == {}


def test_the_same_words_with_other_numbers_are_no_copy() -> None:
    names = [name for name, text in TEXTS.items() if len(set(re.findall(r"\d+", text))) > 4]
    later = [
        (
            f"next-{name}",
            date(2024, 9, 2),
            signature(re.sub(r"\d+", lambda n: str(int(n[0]) * 3 + 7), TEXTS[name]), lang_of(name)),
        )
        for name in names
    ]
    assert len(later) >= 10
    assert find_copies([*ORIGINALS, *later]) == {}


def test_the_first_by_date_then_id_is_the_original_whatever_the_order() -> None:
    (name, text), (_, other) = list(TEXTS.items())[:2]
    lang = lang_of(name)
    one, two, three = (signature(version, lang) for version in (text, byline(text, lang), other_head(text, lang)))
    signed = [
        ("z-first", date(2024, 8, 29), two),
        ("b", date(2024, 8, 30), one),
        ("a", date(2024, 8, 30), three),
        ("0-undated", None, one),
        ("other", date(2024, 1, 1), signature(other, lang)),
        ("short", date(2024, 1, 1), None),
    ]
    expected = {"a": "z-first", "b": "z-first", "0-undated": "z-first"}
    for seed in range(10):
        random.Random(seed).shuffle(signed)
        assert find_copies(signed) == expected
    assert find_copies([entry for entry in signed if entry[0] != "z-first"]) == {"b": "a", "0-undated": "a"}


def test_nothing_is_told_of_a_short_text() -> None:
    assert sign(Article("x", "zh", 1.0, None, None, "公司公布半年报，收入增长。" * 3, None, None, None)) is None
    assert find_copies([]) == find_copies([("a", None, None)]) == {}


def test_another_language_and_a_very_long_text() -> None:
    text = " ".join(f"The company reported sales of {n} million for the year" for n in range(30_000))
    assert signature(text, "en") == signature(text + " and more", "en")


def test_the_work_grows_with_the_number_of_articles() -> None:
    name, text = next(iter(TEXTS.items()))
    same = np.frombuffer(signature(text, lang_of(name))[8 : 8 + 512], "<u4")
    pairs = _candidates(np.tile(same, (500, 1)))
    assert len(pairs) == 499
    assert max(len(earlier) for _, earlier in pairs) <= 5


def test_a_signature_is_the_same_in_every_process() -> None:
    name, text = next(iter(TEXTS.items()))
    code = (
        "import sys, hashlib\nfrom nlp.batch.near_duplicates import sign\nfrom nlp.records import Article\n"
        "text = sys.stdin.buffer.read().decode()\n"
        f"print(hashlib.sha256(sign(Article('x', {lang_of(name)!r}, 1.0, None, None, text, None, None, None))).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=text.encode(), capture_output=True, check=True, timeout=120
    )
    assert done.stdout.decode().strip() == hashlib.sha256(signature(text, lang_of(name))).hexdigest()
