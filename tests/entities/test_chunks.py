"""Where a text is cut before the tagger reads it."""

from __future__ import annotations

import pytest

from nlp.entities.chunks import LONGEST, chunk


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("  \n ", []),
        ("云帆增长。海雁下降！", ["云帆增长。", "海雁下降！"]),
        ("他说：“增长了。”随后离开", ["他说：“增长了。”", "随后离开"]),
        ("标题\n正文", ["标题", "正文"]),
        ("매출이 늘었다. 이익은 줄었다.", ["매출이 늘었다.", "이익은 줄었다."]),
        ("3.5% 늘었다. 주당 0.12달러", ["3.5% 늘었다.", "주당 0.12달러"]),
        ("Dr. Kim 씨가 왔다", ["Dr. Kim 씨가 왔다"]),
    ],
)
def test_parts(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in chunk(text)] == parts


@pytest.mark.parametrize("text", ["云" * 1000, "云帆，" * 200, "구름 돛 " * 150], ids=["no pause", "commas", "blanks"])
def test_long_sentences_are_cut_and_nothing_is_lost(text: str) -> None:
    parts = list(chunk(text))
    assert max(end - start for start, end in parts) <= LONGEST
    assert "".join(text[start:end] for start, end in parts).replace(" ", "") == text.replace(" ", "")


def test_a_cut_is_made_at_a_pause() -> None:
    text = "云" * 100 + "，" + "海" * 100
    assert [text[end - 1] for _, end in chunk(text)] == ["，", "海"]
