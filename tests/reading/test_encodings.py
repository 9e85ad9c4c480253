"""Encodings, told and untold."""

from __future__ import annotations

import codecs
import itertools
import lzma
from pathlib import Path

import pytest

from nlp.errors import InputError
from nlp.reading.encodings import decode, detect_encoding

TEXT = Path(__file__).resolve().parents[3] / "shared" / "data" / "text"
HANS = "公司昨日发布半年报，营业收入二十亿元，同比增长一成，净利润略有下降。"
HANT = "公司昨日發布半年報，營業收入二十億元，同比增長一成，淨利潤略有下降。"
KO = "회사는 어제 반기 보고서를 내고 매출이 20억 위안으로 10% 늘었다고 밝혔다."
JA = "同社は昨日、半期報告書を公表し、売上高が一割伸びたと発表した。"
FR = "La société a publié hier ses résultats, et le bénéfice a légèrement baissé après un très bon été."
RU = "Компания вчера опубликовала отчёт за полугодие: выручка выросла на десять процентов."

CASES = [
    (HANS, ["utf-8", "gb2312", "gbk", "gb18030", "utf-16-le", "utf-16-be"]),
    (HANT, ["utf-8", "big5", "cp950", "big5hkscs", "gbk", "gb18030", "utf-16-le", "utf-16-be"]),
    (KO, ["utf-8", "euc-kr", "cp949", "utf-16-le", "utf-16-be"]),
    (JA, ["utf-8", "cp932", "euc-jp", "utf-16-le", "utf-16-be"]),
    (FR, ["utf-8", "cp1252", "utf-16-le"]),
    (RU, ["utf-8", "cp1251", "koi8-r", "utf-16-le"]),
    ("plain ASCII, nothing else", ["ascii", "utf-16-le", "utf-16-be"]),
]
PAIRS = [(text, encoding) for text, encodings in CASES for encoding in encodings]
SHORT = [(HANS, "gb18030"), (HANT, "big5"), (KO, "cp949")]
MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
]


@pytest.mark.parametrize(("text", "encoding"), PAIRS)
def test_encoding_is_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt") == text


@pytest.mark.parametrize(("text", "encoding"), PAIRS)
def test_declared_encoding_is_used(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt", encoding) == text


@pytest.mark.parametrize(("mark", "encoding"), MARKS)
@pytest.mark.parametrize("text", [HANS, KO])
@pytest.mark.parametrize("told", [False, True])
def test_byte_order_mark_is_left_out(mark: bytes, encoding: str, text: str, told: bool) -> None:
    assert decode(mark + text.encode(encoding), "x.txt", encoding if told else None) == text


@pytest.mark.parametrize(("text", "encoding"), SHORT)
def test_twelve_characters_between_figures(text: str, encoding: str) -> None:
    text = f"<b>2024-08-30 12:00</b>\r\n{text[:12]} 12.5%"
    assert decode(text.encode(encoding), "x.txt") == text


@pytest.mark.parametrize(("text", "encoding"), SHORT)
def test_start_that_ends_within_a_character(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    for cut in range(len(data) - 6, len(data)):
        assert data.decode(detect_encoding(data[:cut]) or "") == text


@pytest.mark.parametrize(("text", "encoding"), SHORT)
def test_long_latin_head_does_not_hide_the_rest(text: str, encoding: str) -> None:
    text = "a line of markup\n" * 10_000 + text
    assert decode(text.encode(encoding), "x.txt") == text


def test_big5_with_hong_kong_characters_and_with_windows_signs() -> None:
    for text, encoding in [("佢哋喺香港返工，每①週五日", "big5hkscs"), ("收入約７～８億元，價格每股十元", "cp950")]:
        assert decode(text.encode(encoding), "x.txt") == text
        assert decode(text.encode(encoding), "x.txt", "big5") == text


@pytest.mark.parametrize(
    ("text", "actual", "declared"),
    [
        (HANS, "utf-8", "gb18030"),
        (HANS, "utf-8", "latin-1"),
        (HANS, "gb18030", "utf-8"),
        (HANS, "gb18030", "euc-kr"),
        (HANS, "gb18030", "latin-1"),
        (HANT, "big5", "gb18030"),
        (HANT, "big5", "utf-16"),
        (KO, "cp949", "gbk"),
        (KO, "cp949", "big5"),
        (KO, "utf-8", "cp949"),
        (KO, "utf-16-le", "utf-8"),
        (KO, "utf-8", "no-such-encoding"),
        (KO, "utf-8", "base64"),
        (KO, "utf-8", "rot13"),
    ],
)
def test_wrongly_declared_encoding_is_refused(text: str, actual: str, declared: str) -> None:
    with pytest.raises(InputError, match=r"^\[E10[34]\] x.txt: "):
        decode(text.encode(actual), "x.txt", declared)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 \n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04 docx", "Office"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\x1f\x8b\x08", "gzip"),
        (bytes(range(256)) * 4, "NUL"),
        ("正文\0".encode(), "NUL"),
        (b"\x00\x01\x02\xff\xfe garbage \x80\x81", "NUL"),
        (b"\x01\x02\x03\x04text", "control"),
        (bytes(range(128, 256)), "no known encoding"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=rf"^\[E103\] x.txt: .*{reason}"):
        decode(data, "x.txt")


def test_a_stray_control_character_is_kept() -> None:
    text = HANS * 3 + "\x08"
    assert decode(text.encode(), "x.txt") == text


def test_broken_utf8_names_the_byte() -> None:
    with pytest.raises(InputError, match=r"E104.*byte 4 of "):
        decode("公".encode() + b"\xff" + HANS.encode(), "x.txt", "utf-8")


def sample_paragraphs(name: str, step: int) -> list[str]:
    with lzma.open(TEXT / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
        return [line for line in file.read().split("\n")[::step] if len(line) >= 100]


@pytest.mark.shared
@pytest.mark.skipif(not TEXT.is_dir(), reason="needs ../shared/data/text beside the repository")
@pytest.mark.parametrize(
    ("name", "encodings", "step"),
    [
        ("zh/ruanyf_weekly", ["gb18030", "utf-16-le"], 17),
        ("zh/cmrc2018_dev_trial", ["gb18030", "utf-16-be"], 3),
        ("zh/fewclue_csl_csldcp_tnews", ["gb18030"], 23),
        ("zh/drcd_dev_test_hant", ["cp950", "gb18030", "utf-16-le"], 5),
        ("ko/petitions", ["cp949", "utf-16-le"], 29),
        ("ko/tech_blogs", ["cp949", "utf-16-be"], 11),
        ("ko/business_news_article_summary", ["cp949"], 29),
    ],
)
def test_accuracy_on_real_text(name: str, encodings: list[str], step: int) -> None:
    right, tried = [], []
    for text, encoding in itertools.product(sample_paragraphs(name, step), encodings):
        for part in (text, text[20:80]):  # a paragraph, and a snippet of 60 characters
            data = part.encode(encoding, "ignore")
            tried.append(part)
            if data.decode(detect_encoding(data) or "ascii", "replace") == data.decode(encoding):
                right.append(part)
    assert len(right) / len(tried) >= 0.995
