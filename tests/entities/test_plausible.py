"""Which of a model's names are believed."""

from __future__ import annotations

import pytest

from nlp.entities import Candidate, View, find_entities


def found(text: str, lang: str, surface: str, label: str, score: float) -> bool:
    """Is a name believed that a model says stands here?"""

    def model(view: View) -> list[Candidate]:
        start = view.text.index(surface)
        return [Candidate(start, start + len(surface), label, score, None, "model")]

    mentions = find_entities(text, lang, sources=[model])
    return any(mention.text == surface and mention.label == label for mention in mentions)


@pytest.mark.parametrize(
    ("lang", "text", "surface", "label", "score", "believed"),
    [
        ("zh", "青禾云帆发布新品", "青禾云帆", "ORG", 0.9, True),
        ("zh", "青禾云帆发布新品", "青禾云帆", "ORG", 0.6, False),
        ("zh", "青禾云帆发布新品", "新品", "PRODUCT", 1.0, False),
        ("zh", "青禾云帆指数上涨", "青禾云帆", "ORG", 0.9, False),
        ("zh", "去年GMV增长", "GMV", "ORG", 0.9, False),
        ("zh", "韩国三星电子增长", "韩国三星电子", "ORG", 0.9, False),
        ("zh", "下一代QXM芯片", "QXM", "ORG", 0.95, False),
        ("zh", "美国与沪两地", "沪", "LOC", 0.95, True),
        ("zh", "美国与沪两地", "沪", "LOC", 0.7, False),
        ("zh", "今日沪指收涨", "沪", "LOC", 0.95, False),
        ("zh", "沪深两市收涨", "深", "LOC", 0.95, False),
        ("zh", "期货沪锌下跌", "沪锌", "ORG", 0.95, False),
        ("ko", "하늘돛산업이 커졌다", "하늘돛산업", "ORG", 0.95, True),
        ("ko", "하늘돛산업이 커졌다", "하늘돛산", "ORG", 0.95, False),
        ("ko", "이씨는 말했다", "이", "PERSON", 0.99, True),
        ("ko", "이씨는 말했다", "이", "PERSON", 0.85, False),
        ("ko", "이는 말했다", "이", "PERSON", 0.99, False),
        ("ko", "A씨는 말했다", "A", "PERSON", 0.99, False),
        ("ko", "이 의원은 말했다", "이", "PERSON", 0.95, True),
        ("ko", "이 의원은 말했다", "이", "PERSON", 0.8, False),
        ("ko", "이하람과 이씨는 말했다", "이하람", "PERSON", 0.99, True),
        ("ko", "하늘돛영화제에 갔다", "하늘돛", "LOC", 0.98, True),
        ("ko", "하늘돛영화제에 갔다", "하늘돛", "LOC", 0.95, False),
        ("zh", "据雷诺介绍", "雷诺", "PERSON", 0.9, True),
        ("zh", "据雷诺介绍", "雷诺", "PERSON", 0.8, False),
        ("zh", "财政部门增加预算", "财政部", "ORG", 0.99, False),
        ("ko", "A 의원은 말했다", "A", "PERSON", 0.99, False),
        ("ko", "경주시 하늘면에 있다", "경주시 하늘면", "LOC", 0.95, True),
        ("ko", "신종 바이러스가 퍼졌다", "신종", "PERSON", 0.99, False),
        ("ko", "삼성전자 하늘팀이 맡는다", "삼성전자 하늘팀", "ORG", 0.95, False),
    ],
)
def test_names(lang, text, surface, label, score, believed):
    assert found(text, lang, surface, label, score) is believed


def test_a_model_settles_what_an_ambiguous_form_means():
    def model(view: View) -> list[Candidate]:
        return [Candidate(0, 2, "ORG", 0.99, None, "model")]

    assert [m.entity_id for m in find_entities("기아는 늘었다", "ko", sources=[model])] == ["kia"]


def test_a_family_name_means_the_person_named_in_full_before():
    text = "이하람 의원과 박도윤 의원이 만났다. 이 의원은 웃었고, 최 의원은 없었다."

    def model(view: View) -> list[Candidate]:
        alone = (text.index("이 의원은"), text.index("최 의원은"))
        return [Candidate(start, start + 1, "PERSON", 0.99, None, "model") for start in alone]

    ids = {m.text: m.entity_id for m in find_entities(text, "ko", sources=[model])}
    assert ids["이"] == ids["이하람"]
    assert ids["최"] not in (ids["이하람"], ids["박도윤"])


def test_a_family_name_without_a_title_means_the_person_named_in_full_before():
    text = "이하람은 웃었다. 이씨는 말했다. 최는 없었다."

    def model(view: View) -> list[Candidate]:
        names = [("이하람", 3), ("이씨", 1), ("최는", 1)]
        return [Candidate(at := text.index(form), at + length, "PERSON", 0.99, None, "model") for form, length in names]

    mentions = find_entities(text, "ko", sources=[model])
    assert [(m.text, m.entity_id) for m in mentions] == [("이하람", "person:이하람"), ("이", "person:이하람")]


def test_a_title_is_no_part_of_a_name():
    def model(view: View) -> list[Candidate]:
        return [Candidate(0, 4, "PERSON", 0.99, None, "model")]

    assert [m.text for m in find_entities("최 총재는 말했다", "ko", sources=[model])] == ["최"]


def test_a_name_that_is_read_in_two_ways_is_what_most_readings_say():
    def model(view: View) -> list[Candidate]:
        return [
            Candidate(0, 3, "PERSON", 0.85, None, "model"),
            Candidate(9, 12, "ORG", 0.95, None, "model"),
            Candidate(18, 21, "ORG", 0.5, None, "model"),
        ]

    mentions = find_entities("하늘돛은 컸다. 하늘돛은 컸다. 하늘돛은 컸다.", "ko", sources=[model])
    assert {(m.text, m.label) for m in mentions} == {("하늘돛", "ORG")}


def test_a_pattern_guesses_no_person_where_a_model_reads_nothing():
    text = "후보를 제치고 하늘당 대표에 뽑혔다"
    assert [m.text for m in find_entities(text, "ko")] == ["제치고"]
    assert not find_entities(text, "ko", sources=[lambda view: []])


@pytest.mark.parametrize(
    ("lang", "text", "label", "entity_id"),
    [
        ("zh", "中方表示", "LOC", "china"),
        ("zh", "美方表示", "LOC", "united-states"),
        ("zh", "俄方表示", "LOC", "russia"),
        ("zh", "粤企出海", "LOC", "guangdong"),
    ],
)
def test_a_letter_that_is_a_place_is_the_country(lang, text, label, entity_id):
    def model(view: View) -> list[Candidate]:
        return [Candidate(0, 1, label, 0.95, None, "model")]

    assert [m.entity_id for m in find_entities(text, lang, sources=[model])] == [entity_id]


@pytest.mark.parametrize(
    ("text", "read", "name"),
    [
        ("同业清泉云帆下跌", "同业清泉云帆", "清泉云帆"),
        ("清泉证券医药团队指出", "清泉证券医药团队", "清泉证券"),
        ("清泉期货生猪分析师称", "清泉期货生猪", "清泉期货"),
        ("清泉期货原油分析师称", "清泉期货原油", "清泉期货"),
        ("由清泉云帆领投", "清泉云帆领投", "清泉云帆"),
        ("入股美国Openvale", "美国Openvale", "Openvale"),
        ("光伏龙头清泉云帆", "光伏龙头清泉云帆", "清泉云帆"),
    ],
)
def test_what_calls_a_company_is_no_part_of_its_name(text, read, name):
    assert found(text, "zh", read, "ORG", 0.95) is False

    def model(view: View) -> list[Candidate]:
        start = text.index(read)
        return [Candidate(start, start + len(read), "ORG", 0.95, None, "model")]

    assert name in [mention.text for mention in find_entities(text, "zh", sources=[model])]


@pytest.mark.parametrize(("text", "read"), [("扩建泰国二厂", "泰国二厂"), ("华为上海工厂投产", "华为上海工厂")])
def test_a_site_at_a_listed_place_is_the_place(text, read):
    assert found(text, "zh", read, "ORG", 0.99) is False
