"""Language and script of whole texts, headlines and single sentences."""

from __future__ import annotations

import time

import pytest

from nlp.language import Detection, detect, detect_sentence, read_tag

ARTICLES = [
    ("zh", "Hans", "本公司昨日公布中期业绩，收入为二十亿元，比去年同期多出一成。管理层表示，下半年的订单仍然充足。"),
    ("zh", "Hant", "本公司昨日公布中期業績，收入為二十億元，比去年同期多出一成。管理層表示，下半年的訂單仍然充足。"),
    ("ko", "Kore", "회사는 어제 상반기 실적을 공시했다. 매출은 20억 위안으로 지난해 같은 기간보다 10% 늘었다."),
    ("ja", "Jpan", "同社は昨日、中間決算を発表した。売上高は前年同期を一割上回り、下期の受注も堅調だという。"),
    (
        "en",
        "Latn",
        "The company published its interim results yesterday, and revenue was ten per cent higher than a year ago.",
    ),
    (
        "fr",
        "Latn",
        "La société a publié hier ses résultats semestriels, et le chiffre d'affaires a progressé de dix pour cent.",
    ),
    (
        "de",
        "Latn",
        "Das Unternehmen hat gestern seine Halbjahreszahlen vorgelegt, der Umsatz ist um zehn Prozent gestiegen.",
    ),
    ("es", "Latn", "La empresa publicó ayer sus resultados semestrales y los ingresos crecieron un diez por ciento."),
    (
        "vi",
        "Latn",
        "Hôm qua công ty đã công bố kết quả kinh doanh giữa năm, doanh thu tăng mười phần trăm so với cùng kỳ.",
    ),
    (
        "id",
        "Latn",
        "Perusahaan itu mengumumkan hasil tengah tahun kemarin, dan pendapatan naik sepuluh persen dari tahun lalu.",
    ),
    ("ru", "Cyrl", "Компания вчера опубликовала полугодовые результаты, выручка выросла на десять процентов."),
    ("uk", "Cyrl", "Компанія вчора оприлюднила піврічні результати, виручка зросла на десять відсотків."),
    ("ar", "Arab", "أعلنت الشركة أمس نتائجها النصفية، وارتفعت الإيرادات بنسبة عشرة في المئة."),
    ("th", "Thai", "บริษัทประกาศผลประกอบการครึ่งปีเมื่อวานนี้ รายได้เพิ่มขึ้นร้อยละสิบ"),
    ("hi", "Deva", "कंपनी ने कल छमाही नतीजे घोषित किए और राजस्व में दस प्रतिशत की वृद्धि हुई।"),
    ("el", "Grek", "Η εταιρεία ανακοίνωσε χθες τα αποτελέσματα του εξαμήνου."),
]
HEADLINES = [
    ("zh", "Hans", "阿里云上调全年资本开支"),
    ("zh", "Hant", "聯發科第三季營收創新高"),
    ("zh", "Hani", "中期股息每股三元"),  # no character that is written in one script only
    ("zh", "Hans", "银行后台升级"),
    ("ko", "Kore", "카카오뱅크 순이익 최대"),
    ("ko", "Kore", "中, 美 반도체에 관세"),  # hanja abbreviations in a Korean headline
    ("ko", "Kore", "美 獨 日, AI 칩"),
    ("ko", "Kore", "國民은 法律 앞에 平等하다"),
    ("ja", "Jpan", "日銀、利上げ見送り"),
    ("ja", "Jpan", "東証大引け 続落、円高を嫌気"),  # little kana
    ("ja", "Jpan", "株価続落、円急騰"),  # no kana at all
    ("en", "Latn", "Chip maker beats forecasts"),
    ("zh", "Hans", "iPhone 17 Pro Max开售"),
    ("zh", "Hans", "AWS与OpenAI签约"),
    ("zh", "Hans", "Meta收购Scale AI股份"),
    ("ko", "Kore", "LG CNS, AWS와 협력"),
    ("ko", "Kore", "SK hynix HBM4 양산"),
    ("zh", "Hans", "索尼互动娱乐（ソニー）涨价"),
    ("zh", "Hans", "优の良品门店过千家"),
    ("zh", "Hans", "韩国现代（현대자동차）在华销量回升"),
    ("zh", "Hant", "韓國總統李在明이재명訪華"),
    ("en", "Latn", "What is 内卷 and why is it in the news?"),
    ("en", "Latn", "Why Beijing's 反内卷 campaign matters"),
    ("en", "Latn", "Hyundai Motor (현대차) sold more cars"),
    ("und", None, "2024-08-30 12,345.6%"),
    ("und", None, "！？——…"),
    ("und", None, ""),
]


@pytest.mark.parametrize(("lang", "script", "text"), ARTICLES + HEADLINES)
def test_language_and_script(lang: str, script: str | None, text: str) -> None:
    found = detect(text)
    assert (found.lang, found.script) == (lang, script)


@pytest.mark.parametrize(("lang", "_script", "text"), ARTICLES[:4])
def test_twelve_characters_are_enough(lang: str, _script: str, text: str) -> None:
    for start in range(0, len(text) - 12, 6):
        assert detect(text[start : start + 12]).lang == lang, text[start : start + 12]


@pytest.mark.parametrize(("lang", "_script", "text"), ARTICLES)
def test_confidence_grows_with_evidence(lang: str, _script: str, text: str) -> None:
    once, often = detect(text), detect(f"{text}\n" * 20)
    assert often.lang == lang
    assert 0.5 < once.confidence <= often.confidence <= 1
    assert often.confidence > 0.9


def test_confidence_is_the_documented_share() -> None:
    assert detect("增长三成").confidence == pytest.approx(4 / 5)
    assert detect("华为Mate上市").confidence == pytest.approx(
        4 / 6, abs=1e-4
    )  # Mate is one word against four characters
    assert detect("").confidence == 0


def test_addresses_and_mark_up_are_no_evidence() -> None:
    text = "<a href='https://news.example.com/a/b/c/d/e'>详情</a> https://news.example.com/of/the/and/in/to 见官网"
    assert detect(text).lang == "zh"


def test_title_counts() -> None:
    assert detect("2024: 12.5, 2023: 11.8", title="各季度毛利率").lang == "zh"


def test_boilerplate_at_the_head_does_not_decide() -> None:
    assert detect("Home News Sports About the site and the team\n" * 40 + ARTICLES[2][2] * 400).lang == "ko"


def test_same_answer_every_time() -> None:
    text = "Pendapatan naik"
    assert len({detect(text) for _ in range(5)}) == 1


ZH, ZH_HANT = Detection("zh", 0.99, "Hans"), Detection("zh", 0.99, "Hant")
KO = Detection("ko", 0.99, "Kore")
EN = Detection("en", 0.99, "Latn")
SENTENCES = [
    (ZH, "zh", "Hans", "净利润为三亿元。"),
    (ZH, "zh", "Hans", "GPT-4o mini"),
    (ZH, "zh", "Hans", "Apple Inc. (AAPL)"),
    (ZH, "zh", "Hans", "12.5%"),
    (ZH, "zh", "Hans", "현대차"),
    (ZH, "ko", "Kore", "현대차는 어제 판매 실적을 공개했다."),
    (ZH, "ja", "Jpan", "同社は昨日、中間決算を発表した。"),
    (ZH, "en", "Latn", "“We will not raise our prices in the second half,” he said."),
    (ZH_HANT, "zh", "Hant", "中期股息每股三元。"),
    (KO, "ko", "Kore", "매출은 늘었다."),
    (KO, "ko", "Kore", "習近平"),
    (KO, "ko", "Kore", "李在明 大統領"),
    (KO, "ko", "Kore", "Galaxy Z Fold 7 Ultra"),
    (KO, "en", "Latn", '"It is a good time for us to invest in the market," Lee said.'),
    (KO, "zh", "Hans", "公司表示，下半年的订单仍然充足。"),
    (EN, "en", "Latn", "比亚迪"),
    (EN, "zh", "Hans", "公司表示，下半年的订单仍然充足。"),
    (EN, "ru", "Cyrl", "Компания вчера опубликовала полугодовые результаты."),
]


@pytest.mark.parametrize(("default", "lang", "script", "text"), SENTENCES)
def test_sentence_within_an_article(default: Detection, lang: str, script: str, text: str) -> None:
    found = detect_sentence(text, default)
    assert (found.lang, found.script) == (lang, script)


def test_sentence_without_evidence_inherits_all() -> None:
    assert detect_sentence("18.91%", KO) is KO


@pytest.mark.parametrize("unit", ["a", "([（「", "https://", "<a ", "a@", "가一", "1", "の", "&#", "“a", "\ud800"])
def test_hostile_text_is_linear(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    started = time.perf_counter()
    detect(text)
    detect_sentence(text, ZH)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh", ("zh", None)),
        ("zh-TW", ("zh", "Hant")),
        ("zh_CN", ("zh", "Hans")),
        ("zh-Hant-HK", ("zh", "Hant")),
        ("ko-KR", ("ko", "Kore")),
        ("KO", ("ko", "Kore")),
        ("kor", ("ko", "Kore")),
        ("cn", ("zh", None)),
        ("Chinese", ("zh", None)),
        ("en-US", ("en", None)),
        ("", None),
        ("und", None),
        ("unknown!", None),
    ],
)
def test_tags(tag: str, expected: tuple[str, str | None] | None) -> None:
    assert read_tag(tag) == expected
