"""The report is one file that needs nothing else, says what the figures say, and takes nothing from hostile text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from runs import FACT, article, claim, gold, run

from nlp.evaluation.compare import contrast
from nlp.evaluation.report import marked_sentence, plain, to_html
from nlp.evaluation.score import score

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;\u202eevil\x00\ud800{{ 7*7 }}"
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "nav", "a", "main", "section"),
    *("div", "span", "svg", "rect", "i", "b", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"),
    *("blockquote", "mark", "dl", "dt", "dd"),
}
ATTRIBUTES = {
    *("lang", "charset", "name", "content", "href", "id", "class", "viewbox", "preserveaspectratio", "role"),
    *("aria-label", "x", "y", "width", "height", "fill", "style"),
}
VOID = {"meta", "rect"}


class Reader(HTMLParser):
    """Collects tags, attributes and text, and checks that what is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.open: list[str] = []
        self.text: list[str] = []
        self.marks: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value for name, value in attrs if name in ("href", "src")}
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)
        if self.open and self.open[-1] == "mark":
            self.marks.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def hostile_report() -> str:
    """Hostile names in every place that a name can stand in."""
    text = f"{HOSTILE}上半年营收12.5亿元{HOSTILE}。"
    quote, where = "12.5亿元", text.index("12.5亿元")
    fact = {**FACT, "subject": [HOSTILE], "segment": HOSTILE, "speaker": [HOSTILE], "quote": quote}
    lost = {**FACT, "quote": HOSTILE + "absent"}
    golds = [
        gold(
            HOSTILE,
            facts=[fact, lost],
            statements=[{"speaker": HOSTILE, "quote": "absent"}],
            entities=[{"names": [HOSTILE], "label": "ORG"}],
            source=HOSTILE,
            genre=HOSTILE,
        ),
        gold("gone" + HOSTILE, facts=[FACT], source="one", genre="two"),
    ]
    said = claim(article_id=HOSTILE, segment=HOSTILE, subject=HOSTILE, unit=HOSTILE, speaker=HOSTILE)
    place = {"start": where, "end": where + len(quote)}
    said = type(said).from_dict({**said.to_dict(), **place, "concept": "Users"})
    articles = [article(text, doc=HOSTILE)]
    here, there = score(golds, run(said, articles=articles)), score(golds, run(articles=articles))
    return to_html(here, gold=HOSTILE, out=HOSTILE, contrast=contrast(here, there), other=HOSTILE)


def test_hostile_text_stays_text():
    page = hostile_report()
    reader = read(page)
    assert reader.tags <= TAGS, reader.tags - TAGS
    assert reader.attributes <= ATTRIBUTES, reader.attributes - ATTRIBUTES
    assert all(link.startswith("#") for link in reader.links)
    assert "<script>alert(1)</script>" in "".join(reader.text), "it is shown, as text"
    assert "{{ 7*7 }}" in "".join(reader.text)
    assert not re.search("[\u202e\x00\ud800]", page)
    page.encode()


def test_it_fetches_nothing():
    page = hostile_report()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL).group(1)
    assert "url(" not in style and "@import" not in style
    assert "http" not in re.sub(r"<title>.*", "", page.split("<body>")[0])


def test_it_says_what_the_figures_say():
    scored = score([gold(facts=[FACT])], run(claim(concept="ProfitLoss")))
    page = to_html(scored, gold="gold", out="out")
    reader = read(page)
    words = "".join(reader.text)
    assert "Evaluation of out" in words
    assert "Beside the other" not in words
    assert reader.marks == ["12.5亿元"]
    assert "Revenue ≠ ProfitLoss" in " ".join(words.split())
    assert "full: concept" in words
    assert page == to_html(scored, gold="gold", out="out"), "the same bytes for the same scores"


def test_nothing_wrong_is_said_too():
    scored = score([gold(facts=[FACT])], run(claim()))
    assert "".join(read(to_html(scored, gold="gold", out="out")).text).count("None.") == 2


def test_a_long_sentence_is_cut_around_the_place():
    words = "前" * 300 + "12.5亿元" + "后" * 300
    (mistake,) = score([gold(facts=[{**FACT, "quote": "12.5亿元"}])], run(articles=[article(words)])).mistakes
    before, place, after = marked_sentence(mistake)
    assert (place, before[0], after[-1]) == ("12.5亿元", "…", "…")
    assert len(before) == len(after) == 161


@pytest.mark.parametrize(
    ("text", "shown"), [("a\tb", "a b"), ("\u200b清\u202e", "清"), ("\ud83d", ""), ("清 河", "清 河")]
)
def test_plain(text, shown):
    assert plain(text) == shown
