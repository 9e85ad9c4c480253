"""The company that an article is about although no list holds it: its title begins with it, its sentences repeat it.

Repetition and free combination tell a name from an ordinary word: what comes after it varies, and it stands where a
company does (德远电子公告, 德远电子上半年, 라온뷰티는). After accessor variety, Feng et al. 2004.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from nlp.claims.mentions import find_cues, find_metrics
from nlp.claims.syntax import syntax
from nlp.entities import make_id
from nlp.lexicon import compile_lexicon
from nlp.periods import TimeExpression
from nlp.records import EntityMention
from nlp.structure import Sentence
from nlp.tables import read_table
from nlp.text import fold

_CONFIDENCE = 0.6
_UNLISTED = "org:"  # how the id of a company begins that no list holds
_HEADS = 2  # sentences at the head that may name it first
_OPENING = 5  # sentences in which a page with lines of its own above the text opens
_LONGEST = {"zh": 8, "ko": 12}
_LETTERS = {"zh": "\u3400-\u9fffA-Za-z", "ko": "가-힣A-Za-z0-9&"}
_PARTICLES = "은|는|이|가|의|을|를|도|과|와|에|로|으로|측"
_SET_OFF = (",", "'", "’", '"', "”", "·")
_KIND = 2  # characters of a Chinese word for a trade
_OFTEN = 3
_VARIED = 2
_KEEPS = 0.6  # share of its shorter beginning's places that a longer name must keep


@cache
def _ordinary(lang: str) -> re.Pattern[str]:
    return compile_lexicon(row["word"] for row in read_table(f"nlp.{lang}", "ordinary.tsv"))


def find_protagonist(
    text: str,
    lang: str,
    sentences: Sequence[Sentence],
    times: Sequence[TimeExpression],
    known: Sequence[EntityMention],
    article_id: str = "",
) -> list[EntityMention]:
    """Find the mentions of an article's main company where the entity room does not know it.

    Args:
        text: the article's text.
        lang: `zh` or `ko`.
        sentences: the article's sentences.
        times: its time expressions; a name holds none.
        known: the entity mentions found; a name does not overlap them.
        article_id: goes into the mentions.

    Returns:
        All places where the name stands, as organisations; empty where no name is sure enough.
    """
    view = fold(text, lang)
    taken = [(m.start, m.end) for m in known] + [(t.start, t.end) for t in times]
    best: tuple[int, int, str] | None = None
    for sentence in sentences[:_HEADS]:
        for start in _starts(view, lang, sentence.start, sentence.end):
            found = _name_at(view, lang, start, sentence.end, taken)
            if found is not None and (best is None or found[:2] > best[:2]):
                best = found
    name = best[2] if best is not None else _whose_results(view, lang, sentences, taken, known)
    if name is None:
        return []
    places = (match.start() for match in re.finditer(_pattern(name, lang), view))
    return [
        EntityMention(
            article_id,
            start,
            start + len(name),
            text[start : start + len(name)],
            "ORG",
            make_id(name, "ORG"),
            name,
            _CONFIDENCE,
        )
        for start in places
        if not any(a < start + len(name) and start < b for a, b in taken)
    ]


def _whose_results(
    view: str,
    lang: str,
    sentences: Sequence[Sentence],
    taken: Sequence[tuple[int, int]],
    known: Sequence[EntityMention],
) -> str | None:
    """The name whose results a Korean page opens with and which its head names before: 온빛의 지난해 매출은.

    No company that is known stands before it, in its sentence or on its line of the head.
    """
    if lang != "ko":
        return None
    told = syntax("ko", "told_results")
    for sentence in sentences[:_OPENING]:
        for start in _starts(view, lang, sentence.start, sentence.end):
            run = re.compile(f"[{_LETTERS[lang]}]+").match(view, start, min(sentence.end, start + _LONGEST[lang]))
            for length in _stems(run.group()) if run else []:
                name, end = view[start : start + length], start + length
                if not told.match(view, end, sentence.end):
                    continue
                before = re.compile(_pattern(name, lang)).search(view, 0, sentence.start)
                if before is None or not _is_free(view, lang, start, name):
                    continue
                lines = (sentence.start, start), (view.rfind("\n", 0, before.start()) + 1, before.end())
                named = [m.start for m in known if m.label == "ORG"] + [a for a, b in taken if a < end and start < b]
                if not any(first <= place < last for first, last in (*lines, (start, end)) for place in named):
                    return name
    return None


def as_companies(view: str, lang: str, mentions: Sequence[EntityMention]) -> list[EntityMention]:
    """Read a name taken for a person's as a company's, where the text lists its shares, figures or notices.

    Args:
        view: the folded text of the article.
        lang: `zh` or `ko`.
        mentions: the entity mentions found, in order.

    Returns:
        All mentions, in order; those of such a name as organisations (安德美公告显示, 다온의 올해 매출).
    """
    mark, spelt = syntax(lang, "of_company"), syntax(lang, "spelt_company")
    companies = {m.entity_id: m for m in mentions if m.label == "PERSON" and mark.match(view, m.end)}
    for mention, bracketed in pairwise(mentions):
        spelling = spelt.match(view, mention.end) if mention.label == "PERSON" else None
        if spelling is not None and bracketed.label == "ORG" and bracketed.start == spelling.end():
            companies[mention.entity_id] = bracketed  # 다온 자동차(大温): one company in two scripts
    return [
        replace(m, label="ORG", entity_id=companies[m.entity_id].entity_id, name=companies[m.entity_id].name)
        if m.entity_id in companies
        else m
        for m in mentions
    ]


def without_parts(view: str, lang: str, mentions: Sequence[EntityMention]) -> list[EntityMention]:
    """Leave out the names taken for companies that the text lists as parts: 液体乳、奶粉两大板块; 부문별로는 패션이.

    Args:
        view: the folded text of the article.
        lang: `zh` or `ko`.
        mentions: the entity mentions found, in order.
    """
    unlisted = [m for m in mentions if m.label == "ORG" and m.entity_id.startswith(_UNLISTED)]
    if lang == "ko":
        opened = {m.end() for m in syntax("ko", "opens_parts").finditer(view)}
        parts = {m.entity_id for m in unlisted if m.start in opened}
    else:
        mark = syntax("zh", "listed_parts")
        parts = {m.entity_id for m in unlisted if mark.match(view, m.end)}
    return [m for m in mentions if m.entity_id not in parts]


def _starts(view: str, lang: str, start: int, end: int) -> list[int]:
    """Where a name may begin in a title: after a mark or, in Korean, at a word."""
    letters = _LETTERS[lang]  # but no name begins behind a digit: 27.5亿元
    return [match.start() for match in re.compile(f"(?<![{letters}0-9])[{letters}]").finditer(view, start, end)]


def _pattern(name: str, lang: str) -> str:
    escaped = re.escape(name)
    if lang == "ko":
        return rf"(?<![가-힣A-Za-z0-9]){escaped}(?=(?:{_PARTICLES})?(?:[^가-힣A-Za-z0-9]|$))"
    return escaped


def _name_at(
    view: str, lang: str, start: int, end: int, taken: Sequence[tuple[int, int]]
) -> tuple[int, int, str] | None:
    """The name that begins at an offset, with how often it stands as a company does and how often it stands at all."""
    match = re.compile(f"[{_LETTERS[lang]}]+").match(view, start, min(end, start + _LONGEST[lang]))
    if match is None:
        return None
    run = match.group()
    lengths = range(len(run), 1, -1) if lang == "zh" else _stems(run)
    previous = 0
    chosen: tuple[int, int, str] | None = None
    for length in sorted(lengths):
        name = run[:length]
        if any(a < start + length and start < b for a, b in taken) or not _is_free(view, lang, start, name):
            break
        if lang == "ko" and view[start + length : start + length + 1] not in _SET_OFF:
            continue  # in a Korean title a comma or quotation marks set a name off; a bare word is mostly a word
        total, opening = _count(view, lang, name)
        kind = lang == "zh" and length > _KIND and _ordinary(lang).search(name, length - _KIND) is not None
        enough = total >= _VARIED and opening >= 1 if kind else total >= _OFTEN and opening >= _VARIED
        if not enough or (chosen and total < _KEEPS * previous):
            continue
        chosen, previous = (opening, total, name), total
    return chosen


def _stems(run: str) -> list[int]:
    """Lengths of a Korean word without a particle, and of the whole."""
    particle = re.search(rf"(?:{_PARTICLES})$", run)
    lengths = [len(run)]
    if particle and particle.start() >= 2:
        lengths.insert(0, particle.start())
    return lengths


def _is_free(view: str, lang: str, start: int, name: str) -> bool:
    end = start + len(name)
    if syntax(lang, "not_topic").fullmatch(name):
        return False
    # 恒辰医药 ends in what the company does, as Chinese names do; the word alone is no name.
    if _ordinary(lang).search(name[:-_KIND] if lang == "zh" and len(name) > _KIND else name):
        return False
    return not find_metrics(view, lang, start, end) and not find_cues(view, lang, start, end)


def _count(view: str, lang: str, name: str) -> tuple[int, int]:
    """How often a name stands in the text, and in how many ways as a company does: before 公告, marked as subject."""
    places = [match.start() for match in re.finditer(_pattern(name, lang), view)]
    after = {view[place + len(name) : place + len(name) + 1] for place in places}
    if len(after) < _VARIED:
        return len(places), 0
    contexts = [syntax(lang, "company_context").match(view, place + len(name)) for place in places]
    ways = [match.group() for match in contexts if match is not None]
    return len(places), len(set(ways)) if lang == "zh" else len(ways)
