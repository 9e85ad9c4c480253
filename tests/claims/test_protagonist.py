"""Names that are parts of whom a text is about, and companies that were taken for persons."""

from __future__ import annotations

from dataclasses import replace

from nlp.claims.protagonist import as_companies, without_parts
from nlp.records import EntityMention


def test_listed_parts_are_no_companies() -> None:
    text = "白溪乳、奶粉及奶制品、冷饮三大板块分别实现收入7亿元、3亿元、1亿元。"
    mention = EntityMention("", 0, 3, "白溪乳", "ORG", "org:白溪乳", "白溪乳", 0.7)
    other = replace(mention, start=text.index("奶粉"), entity_id="org:奶粉")
    assert without_parts(text, "zh", [mention]) == []
    assert without_parts("白溪乳收入7亿元。", "zh", [mention]) == [mention]
    assert without_parts(text, "ko", [mention, other]) == [mention, other]


def test_whose_figures_are_told_is_no_person() -> None:
    text = "온샤오 자동차(温晓)의 실적이다. 온샤오는 약하지 않다. 라온제의 올해 매출은 3억 위안이다. 김수로는 놀랐다."
    tagged = [("온샤오", "PERSON"), ("温晓", "ORG"), ("라온제", "PERSON"), ("김수로", "PERSON")]
    mentions = [
        EntityMention("", text.index(name), text.index(name) + 3, name, label, f"{label.lower()}:{name}", name, 0.7)
        for name, label in tagged
    ]
    read = as_companies(text, "ko", mentions)
    assert [m.label for m in read] == ["ORG", "ORG", "ORG", "PERSON"]
    assert read[0].entity_id == read[1].entity_id
