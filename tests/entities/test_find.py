"""What the entity room finds, links and leaves alone; sentences live in mentions.tsv, written for these tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy

from nlp.entities import Candidate, View, find_entities
from nlp.records import EntityLabel
from nlp.tables import parse_table
from tests.growth import LINEAR, growth

TABLE = Path(__file__).with_name("mentions.tsv")
ROWS = parse_table(TABLE.read_text(encoding="utf-8"), TABLE.name)
EXPECTED = re.compile(r"(?P<surface>[^:]+?):(?P<label>[A-Z]+)(?:=(?P<id>\S+))?(?: |$)")


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:24] for row in ROWS])
def test_mentions(row: dict[str, str]) -> None:
    found = find_entities(row["text"], row["lang"], "a")
    wanted = [m.groupdict() for m in EXPECTED.finditer(row["mentions"])] if row["mentions"] != "-" else []
    assert [(m.text, m.label) for m in found] == [(w["surface"], w["label"]) for w in wanted]
    for mention, expected in zip(found, wanted, strict=True):
        assert row["text"][mention.start : mention.end] == mention.text
        assert expected["id"] in (None, mention.entity_id)


def test_an_entity_has_one_id_in_every_script() -> None:
    ids = {
        mention.entity_id
        for text, lang in [
            ("科大讯飞增长", "zh"),
            ("科大訊飛增長", "zh"),
            ("iFlytek 增长", "zh"),
            ("아이플라이텍이 늘었다", "ko"),
            ("커다쉰페이가 늘었다", "ko"),
        ]
        for mention in find_entities(text, lang)
    }
    assert ids == {"iflytek"}


def test_a_name_is_that_of_the_articles_language() -> None:
    names = {m.text: m.name for m in find_entities("삼성전자, 엔비디아, 화웨이", "ko")}
    assert names == {"삼성전자": "삼성전자", "엔비디아": "엔비디아", "화웨이": "화웨이"}


def test_a_hard_line_break_does_not_hide_a_name() -> None:
    text = "这一行文字相当长，说到最后才提到了科大\n讯飞的新业务。"
    assert [m.text for m in find_entities(text, "zh")] == ["科大\n讯飞"]


def test_another_source_competes_with_the_rules() -> None:
    def tagger(view: View) -> list[Candidate]:
        return [Candidate(0, 4, "ORG", 0.9, None, "tagger")]

    found = find_entities("青禾云帆发布新品", "zh", sources=[tagger])
    assert [(m.text, m.entity_id, m.confidence) for m in found] == [("青禾云帆", "org:칭허윈판", 0.9)]


def test_a_users_table_is_used(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text("id\tlabel\tname\tzh\tko\nqinghe-yunfan\tORG\t青禾云帆\t青禾云帆\t칭허윈판\n", "utf-8")
    found = find_entities("칭허윈판은 삼성전자와 협력한다", "ko", table=table)
    assert [m.entity_id for m in found] == ["qinghe-yunfan", "samsung-electronics"]


def test_the_component_takes_a_users_table(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text("id\tlabel\tname\tzh\nqinghe\tORG\t青禾云帆\t青禾云帆|青禾\n", "utf-8")
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("xinmun_entities", config={"entities": str(table)})
    assert [m.entity_id for m in pipeline("青禾与华为合作")._.entity_mentions] == ["qinghe", "huawei"]


def test_same_text_same_mentions() -> None:
    text = "苹果、小米和荣耀，小米公司(01810)与苹果公司。"
    assert find_entities(text, "zh", "a") == find_entities(text, "zh", "a")


@pytest.mark.parametrize(
    ("text", "lang"), [("", "ko"), ("昨日，禅那（，，，）上市。", "zh"), ("昨日，、，上市。", "zh")]
)
def test_nothing_to_find(text: str, lang: str) -> None:
    assert find_entities(text, lang) == []


@pytest.mark.parametrize(
    "text",
    [
        "1" * 40_000,
        "(" * 20_000 + ")" * 20_000,
        "上海科技" * 10_000,
        "中国" * 20_000,
        "董事长" * 13_000,
        "阿·" * 20_000,
        "“" * 40_000,
        "苹果、" * 13_000,
        "국가 대표 " * 6_000,
        "삼성전자(" * 8_000,
        "Ab " * 13_000,
        "国网民" * 13_000,
    ],
    ids=lambda text: text[:6],
)
@pytest.mark.parametrize("lang", ["zh", "ko"])
def test_hostile_text_takes_linear_time(text: str, lang: str) -> None:
    assert growth(lambda part: find_entities(part, lang), text) < LINEAR


@pytest.mark.parametrize(
    ("lang", "text", "fuller", "shorter"),
    [
        ("zh", "专家威廉·科贝尔表示乐观。科贝尔补充说明。", "威廉·科贝尔", "科贝尔"),
        ("zh", "杭州青禾云帆集团有限公司公告称，青禾云帆集团签约。", "杭州青禾云帆集团有限公司", "青禾云帆集团"),
        ("zh", "青禾云帆（深圳）有限公司成立，青禾云帆签约。", "青禾云帆（深圳）有限公司", "青禾云帆"),
        ("zh", "青禾云帆信息技术股份有限公司公告，云帆股份增持。", "青禾云帆信息技术股份有限公司", "云帆股份"),
        ("zh", "成都青禾实业（集团）有限公司称，青禾集团签约。", "成都青禾实业（集团）有限公司", "青禾集团"),
        ("zh", "广东青禾财信托投资公司公告，青禾公司签约。", "广东青禾财信托投资公司", "青禾公司"),
        ("ko", "하늘돛위원회가 열렸다. 하늘돛위는 의결했다.", "하늘돛위원회", "하늘돛위"),
        ("ko", "하늘돛자산운용이 샀다. 하늘돛운용은 팔았다.", "하늘돛자산운용", "하늘돛운용"),
    ],
)
def test_a_shorter_name_is_the_fuller_one_of_its_text(lang: str, text: str, fuller: str, shorter: str) -> None:
    def model(view: View) -> list[Candidate]:
        label: EntityLabel = "PERSON" if "·" in fuller else "ORG"
        places = (text.index(fuller), len(fuller)), (text.rindex(shorter), len(shorter))
        return [Candidate(start, start + length, label, 0.99, None, "model") for start, length in places]

    ids = {m.text: m.entity_id for m in find_entities(text, lang, sources=[model])}
    assert ids[fuller] == ids[shorter]


@pytest.mark.parametrize(
    ("text", "fuller", "other"),
    [
        ("青禾集团机械有限公司公告，青禾集团签约。", "青禾集团机械有限公司", "青禾集团"),
        ("青禾机械有限公司公告，青禾集团签约。", "青禾机械有限公司", "青禾集团"),
        ("青禾集团与云帆集团旗下的大河云帆有限公司签约，云帆股份旁观。", "大河云帆有限公司", "云帆股份"),
    ],
)
def test_a_group_is_not_its_subsidiary(text: str, fuller: str, other: str) -> None:
    def model(view: View) -> list[Candidate]:
        places = (text.index(fuller), len(fuller)), (text.rindex(other), len(other))
        return [Candidate(start, start + length, "ORG", 0.99, None, "model") for start, length in places]

    ids = {m.text: m.entity_id for m in find_entities(text, "zh", sources=[model])}
    assert ids[fuller] != ids[other]


def test_a_shorter_form_of_two_names_is_neither() -> None:
    text = "威廉·科贝尔与安娜·科贝尔到场，科贝尔发言。"

    def model(view: View) -> list[Candidate]:
        places = (0, 6), (7, 13), (text.rindex("科贝尔"), text.rindex("科贝尔") + 3)
        return [Candidate(start, end, "PERSON", 0.99, None, "model") for start, end in places]

    assert len({m.entity_id for m in find_entities(text, "zh", sources=[model])}) == 3
