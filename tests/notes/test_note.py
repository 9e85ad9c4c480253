"""Notes of the sample feed: what stands in them, and that no figure stands there without its source."""

from __future__ import annotations

import io
import json
import re
import sys
from dataclasses import replace

import openpyxl
import pytest

from nlp.batch import run
from nlp.batch.results import read_results
from nlp.cli import main
from nlp.errors import InputError
from nlp.notes.compose import compose
from nlp.notes.files import render
from nlp.notes.markdown import escape, to_markdown
from nlp.notes.material import gather, lies_within
from nlp.notes.page import to_html
from nlp.notes.period_names import parse_span
from nlp.notes.phrases import READERS
from nlp.notes.segment_names import segment_name
from nlp.notes.sheets import to_workbook

HALF = parse_span("2025-H1")


@pytest.fixture(scope="session")
def sample(sample_run):
    return read_results(sample_run)


@pytest.fixture(scope="session")
def everything(sample):
    """What the sample knows of all its companies."""
    return gather(sample)


def note_of(sample, company, lang="en", span=None):
    return compose(gather(sample, company), lang, span)


def figures_of(chapter):
    for row in chapter.rows:
        yield from (*row.values, *row.changes, *row.before)
    for revision in chapter.revisions:
        yield from (voice.figure for voice, _ in revision.expected)
        yield from (voice.figure for voice in revision.outcomes)
    yield from (voice.figure for conflict in chapter.conflicts for voice in conflict.voices)
    yield from (doubt.figure for doubt in chapter.doubts)
    yield from (figure for _, items in chapter.only for item in items for figure in item.figures)
    yield from (other.figure for other in chapter.others)
    yield from (figure for trend in chapter.trends for point in trend.points for figure in point.figures)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("iFlytek", "iflytek"),
        ("IFLYTEK", "iflytek"),
        ("科大讯飞", "iflytek"),
        ("科大訊飛", "iflytek"),
        ("아이플라이텍", "iflytek"),
        ("iflytek", "iflytek"),
        ("삼성전자", "samsung-electronics"),
        ("三星電子", "samsung-electronics"),
        ("Samsung Electronics", "samsung-electronics"),
        ("SK 하이닉스", "sk-hynix"),
        ("海力士", "sk-hynix"),
        ("비야디", "byd"),
    ],
)
def test_a_company_is_found_by_any_name(sample, name, key):
    assert list(gather(sample, name).events) == [key]


@pytest.mark.parametrize(
    ("name", "part"),
    [("iFlytec", "Near it are 科大讯飞 (iflytek)"), ("Nobody", "and"), ("", "It has"), ("하이닉", "(sk-hynix)")],
)
def test_an_unknown_company_gets_near_names(sample, name, part):
    with pytest.raises(InputError, match=r"E621") as caught:
        gather(sample, name)
    assert part in str(caught.value)


def test_a_name_of_several_is_not_guessed(sample, monkeypatch):
    monkeypatch.setattr("nlp.notes.company.Directory.names", lambda self, key: ["Same Name"])
    with pytest.raises(InputError, match=r"\[E622\].*iflytek.*kakao"):
        gather(sample, "same name")


@pytest.mark.parametrize("lang", READERS)
@pytest.mark.parametrize("span", [None, HALF], ids=["all", "half"])
def test_no_figure_without_its_source(sample, everything, lang, span):
    note = compose(everything, lang, span)
    texts = {article.article_id: article.text for article in sample.articles()}
    by_marker = {footnote.marker: footnote for footnote in note.footnotes}
    used = set()
    for chapter in note.chapters:
        for figure in figures_of(chapter):
            assert figure.text
            assert figure.footnotes
            used.update(figure.footnotes)
        used.update(number for voice in chapter.statements for number in voice.figure.footnotes)
    assert used == by_marker.keys()
    for footnote in note.footnotes:
        claim, quote = footnote.claim, footnote.quote
        assert (
            texts[claim.article_id][claim.start : claim.end]
            == claim.evidence[claim.start - claim.evidence_start :][: claim.end - claim.start]
        )
        assert quote.marked.replace(" ", "") == "".join(texts[claim.article_id][claim.start : claim.end].split())
        assert f"{claim.start}–{claim.end}" in footnote.text


@pytest.mark.parametrize("span", [None, HALF], ids=["all", "half"])
def test_every_fact_of_the_period_is_in_the_note(everything, span):
    note = compose(everything, "ko", span)
    for chapter in note.chapters:
        cited = {
            note.footnotes[number - 1].claim.claim_id for figure in figures_of(chapter) for number in figure.footnotes
        }
        facts = [fact for event in everything.events[chapter.key] for fact in event.facts if lies_within(fact, span)]
        assert chapter.facts == len(facts)
        assert all(claim_id in cited for fact in facts for claim_id in fact.claim_ids)
        reconciled = {fact.relation for fact in facts}
        assert bool(chapter.conflicts) == ("conflict" in reconciled)
        assert bool(chapter.revisions) == ("superseded" in reconciled)


def test_an_expectation_is_never_written_as_a_result(everything):
    note = compose(everything, "en")
    by_marker = {footnote.marker: footnote.claim for footnote in note.footnotes}
    seen = set()
    for chapter in note.chapters:
        for row in chapter.rows:
            for figure in (*row.values, *row.changes):
                modality = by_marker[figure.footnotes[0]].modality
                seen.add(modality)
                assert modality == "reported" or figure.text.endswith(f"({modality})")
    assert {"forecast", "target", "reported"} <= seen


def test_a_forecast_stands_beside_its_outcome(sample):
    (chapter,) = note_of(sample, "삼성전자", "ko", parse_span("2025-Q2")).chapters
    revenue = chapter.revisions[0]
    ((forecast, distance), *_rest) = revenue.expected
    assert (revenue.what, revenue.period) == ("매출", "2025년 2분기")
    assert (forecast.figure.text, forecast.kind, forecast.lang) == ("75조8000억원", "forecast", "ko")
    assert [voice.figure.text for voice in revenue.outcomes] == ["74조3000억원"]
    assert distance == "전망보다 1조5000억원 낮음(2.0%)"


def test_a_conflict_says_who_says_what(sample):
    (chapter,) = note_of(sample, "SK하이닉스", "zh", parse_span("2025-Q2")).chapters
    (conflict,) = chapter.conflicts
    assert conflict.what == "净利润"
    assert [(voice.article_id, voice.figure.text) for voice in conflict.voices] == [
        ("ko_skhynix_second_quarter", "6.751万亿韩元"),
        ("zh_skhynix_second_quarter", "6.57万亿韩元"),
    ]
    row = next(row for row in chapter.rows if row.relations == ("conflict",))
    assert [figure.text for figure in row.values] == ["6.751万亿韩元", "6.57万亿韩元"]
    assert [figure.text for figure in row.before] == ["4.12万亿韩元"]


def test_several_values_of_one_thing_are_to_be_checked(sample):
    (chapter,) = note_of(sample, "LG에너지솔루션", "en", parse_span("2025-Q2")).chapters
    doubts = [
        (doubt.what, doubt.figure.text)
        for doubt in chapter.doubts
        if doubt.reason == "one article gives several values"
    ]
    assert ("Operating profit", "KRW 463 billion") in doubts
    assert ("Revenue", "KRW 5.498 trillion") not in doubts


def test_a_period_without_facts_names_those_there_are(sample):
    with pytest.raises(InputError, match=r"\[E623\] no facts of SK hynix in 2019. It has facts of .*Q2 2025"):
        note_of(sample, "海力士", "en", parse_span("2019"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("营收 | 净利", r"营收 \| 净利"),
        ("<script>", r"\<script\>"),
        ("[[link]] ![x](y)", r"\[\[link\]\] !\[x\](y)"),
        ("15~20%", r"15\~20%"),
        ("%%hidden%%", r"%\%hidden%\%"),
        ("==bright==", r"=\=bright=\="),
        ("#tag a #b C#", r"\#tag a \#b C#"),
        ("$x$ ^block", r"\$x\$ \^block"),
        ("1. list", r"1\. list"),
        ("- list", r"\- list"),
        ("23.5%", "23.5%"),
        ("-4억 위안", "-4억 위안"),
        ("a\nb", "a b"),
    ],
)
def test_nothing_in_a_text_is_markdown(text, written):
    assert escape(text) == written


@pytest.mark.parametrize("lang", READERS)
def test_markdown_is_whole(sample, lang):
    text = to_markdown(note_of(sample, "SK hynix", lang))
    assert text.startswith("---\ntitle: SK")
    used, defined = (
        set(re.findall(pattern, text, re.MULTILINE)) for pattern in (r"\[\^(\d+)\](?!:)", r"^\[\^(\d+)\]:")
    )
    assert used == defined
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert all(len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1 for table in tables)
    for line in tables[0].splitlines()[2:]:
        for cell in line.split(" | ")[1:4]:
            assert not cell.strip() or "[^" in cell, line


HOSTILE = {
    "id": '=HYPERLINK("http://x")|<b>',
    "title": "<script>alert(1)</script>",
    "url": "javascript:alert(1)",
    "published": "2024-08-30",
    "text": "青禾云帆8月30日发布半年报。青禾云帆上半年营收41.62亿元，同比增长7.3%，<img src=x onerror=alert(2)>客户|伙伴认可。"
    "青禾云帆表示，“[点击](javascript:alert(3))会更好”。",
}


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "own.tsv").write_text("id\tlabel\tname\tzh\n=1+1\tORG\t青禾云帆\t青禾云帆\n", encoding="utf-8")
    (folder / "feed.jsonl").write_text(json.dumps(HOSTILE) + "\n", encoding="utf-8")
    out = folder / "out"
    run([str(folder / "feed.jsonl")], out, progress=False, rules_only=True, entities=folder / "own.tsv")
    return read_results(out)


def test_a_hostile_article_is_harmless_on_a_page(hostile):
    page = to_html(compose(gather(hostile), "en"))
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "&lt;script&gt;alert(1)" in page
    assert page.count("41.62亿元") >= 1


def test_a_hostile_article_is_harmless_in_markdown(hostile):
    text = to_markdown(compose(gather(hostile), "en"))
    assert not re.search(r"(?<!\\)<(script|img|b)", text)
    assert not re.search(r"(?<!\\)\[点击(?<!\\)\]\(", text)


def test_a_hostile_article_is_harmless_in_a_workbook(hostile):
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(compose(gather(hostile), "en"))))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    dangerous = [cell for cell in cells if str(cell.value).startswith("=")]
    assert dangerous
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in dangerous)


def test_a_page_needs_nothing_else(sample):
    page = to_html(note_of(sample, "SK hynix", "ko"))
    assert not re.search(r"(src|href)=[\"'](?!#|https?://)", page)
    assert "@import" not in page
    assert set(re.findall(r'href="#(fn-\d+)"', page)) == set(re.findall(r'id="(fn-\d+)"', page))


def test_numbers_of_a_workbook_are_numbers(sample):
    note = note_of(sample, "SK hynix", "en")
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(note)))
    assert book.sheetnames[0] == "Key figures"
    head, *rows = book["Key figures"].iter_rows()
    columns = [cell.value for cell in head]
    low, unit = columns.index("Low"), columns.index("Unit")
    numbers = [row[low] for row in rows if row[low].value is not None]
    assert numbers
    assert all(cell.data_type == "n" for cell in numbers)
    revenue = next(row for row in rows if row[low].value == 21864000000000)
    assert (revenue[low].number_format, revenue[unit].value) == ("#,##0", "KRW")
    change = next(row for row in rows if row[low].value == 33.1)
    assert change[low].number_format == '0.0"%"'
    assert len(book["Over time"]._charts) == len(note.chapters[0].trends) > 0


@pytest.mark.parametrize("form", ["md", "html", "xlsx"])
def test_the_same_note_is_the_same_bytes(sample, tmp_path, form):
    path = tmp_path / f"note.{form}"
    assert render(note_of(sample, "iFlytek", "zh"), form, path) == render(note_of(sample, "科大讯飞", "zh"), form, path)


def test_plots_stand_in_the_note(sample, tmp_path):
    pytest.importorskip("matplotlib", reason="plots need the extra `notes`")
    note = note_of(sample, "LG에너지솔루션", "ko")
    files, remark = render(note, "md", tmp_path / "my note.md")
    assert remark == ""
    svg = files[tmp_path / "my note-0-trend-0.svg"].decode()
    assert "(my%20note-0-trend-0.svg)" in files[None].decode()
    for words in ("매출", "2023년", "33조7000억원"):
        assert words in svg  # as letters: whoever looks at it has the font
    assert "Noto Sans CJK KR" in svg
    (page,) = render(note, "html", None)[0].values()
    assert page.decode().count("<svg") == 1


def test_a_plot_takes_no_text_for_a_formula(sample):
    pytest.importorskip("matplotlib", reason="plots need the extra `notes`")
    from nlp.notes.plots import plots  # noqa: PLC0415

    note = note_of(sample, "삼성전자", "en", parse_span("2025-Q2"))
    (chapter,) = note.chapters
    revision = replace(chapter.revisions[0], what="$a_{b$ <b> & $c$")
    (svg,) = plots(replace(note, chapters=(replace(chapter, revisions=(revision,), trends=()),))).values()
    assert "$a_{b$ &lt;b&gt; &amp; $c$" in svg


def test_without_matplotlib_the_note_comes_without_plots(sample, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    files, remark = render(note_of(sample, "LG에너지솔루션", "ko"), "html", None)
    assert "pip install 'xinmun[notes]'" in remark
    assert b"<svg" not in files[None]
    assert "33조7000억원".encode() in files[None]  # the table of the series stays


@pytest.mark.parametrize(
    ("segment", "lang", "name"),
    [
        ("教育业务", "ko", "教育业务 [교육]"),
        ("교육 부문", "zh", "교육 부문 [教育]"),
        ("教育业务", "zh", "教育业务"),
        ("海外教育业务", "ko", "海外教育业务"),
        ("DRAM", "ko", "DRAM"),
        ("没有人知道的词", "ko", "没有人知道的词"),
    ],
)
def test_segments_are_glossed_not_renamed(segment, lang, name):
    assert segment_name(segment, lang) == name


def test_on_the_command_line(sample_run, tmp_path, capsys):
    path = tmp_path / "note.html"
    assert main(["note", str(sample_run), "--company", "카카오", "--lang", "ko", "-o", str(path)]) == 0
    assert '<html lang="ko">' in path.read_text(encoding="utf-8")
    assert [file.name for file in tmp_path.iterdir()] == ["note.html"]
    assert main(["note", str(sample_run), "--company", "삼성전자", "--period", "2025-Q2"]) == 0
    assert "# Samsung Electronics: Q2 2025" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["--company", "iFlytec"], 2, "[E621]"),
        (["--company", "Kakao", "--period", "2019"], 1, "[E623]"),
        (["--format", "xlsx"], 2, "give -o FILE"),
        (["--company", "Kakao", "-o", "no/such/folder/note.md"], 1, "[E401]"),
    ],
)
def test_what_the_command_line_refuses(sample_run, capsys, args, code, message):
    assert main(["note", str(sample_run), *args]) == code
    assert message in capsys.readouterr().err


@pytest.mark.shared
def test_the_half_year_of_the_seeds(seeds_run):
    results = read_results(seeds_run)
    material = gather(results, "아이플라이텍")
    span = parse_span("2024-H1")
    note = compose(material, "ko", span)
    (chapter,) = note.chapters
    assert note.title == "아이플라이텍: 2024년 상반기"
    assert set(chapter.languages) == {"zh", "ko"}
    text = to_markdown(note)
    reconciled = [
        fact
        for event in material.events["iflytek"]
        for fact in event.facts
        if lies_within(fact, span) and fact.relation != "single"
    ]
    assert len(reconciled) >= 3
    cited = {footnote.claim.claim_id for footnote in note.footnotes}
    assert all(claim_id in cited for fact in reconciled for claim_id in fact.claim_ids)
    superseded = [fact for fact in reconciled if fact.relation == "superseded"]
    told = [(revision.expected[0][0].figure.text, revision.outcomes[0].figure.text) for revision in chapter.revisions]
    assert told == [
        ("15~20%", "18.91%"),
        ("15~20%", "19.08%"),
        ("-4억6000만~-3억8000만 위안", "-4억 위안"),
    ]
    assert len(superseded) == len(told)
    assert all(distance == "전망 범위 안" for revision in chapter.revisions for _, distance in revision.expected)
    for words in ("93억2500만 위안", "-4억 위안", "18.91%", "6억5000만 위안 이상"):
        assert re.search(re.escape(words) + r"\[\^\d+\]", text), words
    assert all(figure.footnotes for figure in figures_of(chapter))
