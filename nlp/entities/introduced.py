"""Names that nobody has found, which the bracket behind them gives away: 화란커지(华澜科技·HuaBot), 华澜科技（HuaBot）.

A word that sounds like the Chinese name in the bracket is that name. A Latin name in the bracket speaks for a name only
where the text calls it a company: most brackets explain a term (인공지능(AI)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.entities.boundaries import is_bounded
from nlp.entities.candidates import Candidate, View, lower_ascii
from nlp.entities.company_parts import split_parts
from nlp.entities.knowledge import KnowledgeBase, fold_name, ticker_key
from nlp.entities.linking import is_pinyin_name, make_id
from nlp.entities.names import hangul_of_chinese
from nlp.entities.runs_zh import generic_words, name_start, run_start
from nlp.entities.similarity import similarity
from nlp.entities.sino_korean import korean_reading
from nlp.records import EntityLabel
from nlp.tables import read_table

_INSIDE = re.compile(r"\((?P<inside>[^()\n]{2,60})\)")
BRACKET = re.compile(rf"\s?{_INSIDE.pattern}")
PIECES = re.compile(r"[^·,、/|;:，]+")
LATIN_NAME = re.compile(r"[A-Z][A-Za-z0-9&.+-]*(?: [A-Z0-9&][A-Za-z0-9&.+-]*){0,4}")
_TICKER_OF = re.compile(r"(?P<market>HKG?|HKEX|KRX|SSE|SZSE|SH|SZ|NASDAQ|NYSE)[:\s.]{1,2}(?P<code>[A-Z0-9]{1,6})$")
_US_TICKER = re.compile(r"(?P<code>[A-Z]{1,5})\.(?:N|O|US)$")
_SCORE, _SURE = 0.75, 0.85
_HEAD = re.compile("[가-힣A-Za-z0-9]{2,12}$")
_HAN = re.compile("[\u3400-\u9fff]{2,12}")
_SAME_SOUND, _NEARLY = 0.8, 0.9
_PAIR, _LONG = 2, 4  # characters; four written by sound are hardly an ordinary word
_WINDOW = 12
_ACRONYM = re.compile("[A-Z0-9&+-]{1,6}")
_CODE = re.compile(r"[A-Z0-9&+-]{1,6}|[A-Z]{1,6}\.[A-Z]{1,3}|.*\d.*")
_OFTEN = 2
_LONGEST_CALLED = 6
_NOT_IN_NAMES = re.compile("[的了在与和及向将把被对从遭之未再已其等]|协会|部门|业务|产品|[份数]额|[销出]货?量|排[名行]")


def find_introduced(view: View, base: KnowledgeBase) -> Iterator[Candidate]:
    """Yield the names before brackets; what the brackets hold is left to `find_declared`.

    Args:
        view: the text.
        base: the knowledge base: a name in the bracket that it lists gives the id.
    """
    for match in _INSIDE.finditer(view.folded):
        found = _korean(view, match, base) if view.lang == "ko" else _chinese(view, match, base)
        if found is not None and is_bounded(view, found.start, found.end, found.label):
            yield found


def by_ticker(inside: str, base: KnowledgeBase) -> str | None:
    """Return the id of the listed company whose stock code a bracket holds: HKG: 0020, TSLA.O."""
    for piece in inside.replace(", ", ",").split(","):
        code = _US_TICKER.search(piece)
        if code:
            return base.tickers.get(ticker_key("NASDAQ", code["code"]))
        code = _TICKER_OF.search(piece)
        if code:
            return base.tickers.get(ticker_key(code["market"], code["code"]))
    return None


def _end(view: View, match: re.Match[str]) -> int:
    """Where the name before a bracket ends: one blank may stand between."""
    return match.start() - (view.folded[match.start() - 1 : match.start()] == " ")


def _pieces(view: View, match: re.Match[str]) -> list[str]:
    return [piece.group().strip() for piece in PIECES.finditer(view.folded, *match.span("inside"))]


def _korean(view: View, match: re.Match[str], base: KnowledgeBase) -> Candidate | None:
    end = _end(view, match)
    head = _HEAD.search(view.folded, max(0, end - _WINDOW), end)
    if head is None:
        return None
    entity_id = by_ticker(match["inside"], base)
    if entity_id:
        return Candidate(*head.span(), "ORG", _SURE, entity_id, "declared")
    name, pieces = head.group(), _pieces(view, match)
    latin = [piece for piece in pieces if LATIN_NAME.fullmatch(piece) and not _ACRONYM.fullmatch(piece)]
    for piece in filter(_HAN.fullmatch, pieces):
        for row in base.aliases.get(lower_ascii(fold_name(piece)), []):
            known = fold_name(piece)
            if _same(name, known, row.label == "PERSON") or (row.label == "ORG" and _begins_so(name, known)):
                return Candidate(*head.span(), row.label, _SURE, row.entity_id, "declared")
        label = _label_of(name, piece, bool(latin) or _called_company(view, head.start()))
        if label is not None:
            return Candidate(*head.span(), label, _SURE, make_id(piece, label), "declared")
    if latin and len(latin) == len(pieces) and _called_company(view, head.start()):
        return Candidate(*head.span(), "ORG", _SCORE, None, "declared")
    return None


def _same(name: str, characters: str, person: bool = False) -> bool:
    """Is a Korean word the sound of Chinese characters or, of three and more, their Korean reading?

    Two that are read in Korean are more often the hanja of an ordinary word: 일산(日産) is no Nissan.
    """
    if len(characters) > _PAIR:
        return similarity(name, characters, person) >= _SAME_SOUND
    spoken = hangul_of_chinese(characters, person)
    return spoken is not None and similarity(name, spoken) >= _SAME_SOUND


def _begins_so(name: str, characters: str) -> bool:
    """Does a word begin as a listed company's name is read in Korean, and end in its own way: 안강강철(鞍钢股份)?"""
    start = korean_reading(characters[:_PAIR]) if len(characters) > _PAIR else None
    return start is not None and len(name) > len(start) and name.startswith(start)


def _label_of(name: str, characters: str, company: bool) -> EntityLabel | None:
    """What a Korean word is that stands before a Chinese name of its sound; None for a word that its hanja explain."""
    if (company or split_parts(characters, "zh")) and _same(name, characters):
        return "ORG"
    surname = len(characters) > 1 and characters[0] in _surnames()
    ordinary = name in _not_persons()
    if surname and not ordinary and len(characters) <= _LONG and hangul_of_chinese(characters, True) == name:
        return "PERSON"
    spoken, read = hangul_of_chinese(characters), korean_reading(characters)
    sounds = similarity(name, spoken) if spoken and len(characters) >= _LONG else 0.0
    return "ORG" if sounds >= _NEARLY and not (read and similarity(name, read) >= sounds) else None


@cache
def _not_persons() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("nlp.ko", "not_persons.tsv"))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in read_table("nlp.zh", "surnames.tsv") if not row["rare"])


@cache
def _company_words(lang: str) -> re.Pattern[str]:
    forms = {row["word"] for row in read_table(f"nlp.{lang}", "company_words.tsv")}
    body = "|".join(sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"(?:{body})(?:인|사)?[\s‘“\"']{{0,2}}$" if lang == "ko" else rf"(?:{body})[“\"]?$")


def _called_company(view: View, at: int) -> bool:
    return _company_words(view.lang).search(view.folded, max(0, at - _WINDOW), at) is not None


def _chinese(view: View, match: re.Match[str], base: KnowledgeBase) -> Candidate | None:
    text, end = view.folded, _end(view, match)
    pieces, entity_id = _pieces(view, match), by_ticker(match["inside"], base)
    latin = bool(pieces) and all(LATIN_NAME.fullmatch(piece) and not _CODE.fullmatch(piece) for piece in pieces)
    if entity_id is None and not latin:
        return None
    run = run_start(text, end)
    called = [m.end() for m in _calling().finditer(text, run, end) if m.end() + 2 <= end]
    start, anchored = (called[-1], True) if called else name_start(text, run, end, [])
    name = text[start:end]
    if not anchored or not _HAN.fullmatch(name) or any(is_pinyin_name(piece) for piece in pieces):
        return None
    if entity_id is not None or called:
        named = len(name) <= _LONGEST_CALLED and not (_NOT_IN_NAMES.search(name) or generic_words().search(name))
    else:
        parts = split_parts(name, "zh")
        again = text.count(pieces[0]) >= _OFTEN
        named = again and parts is not None and not generic_words().search(parts[0])
    return Candidate(start, end, "ORG", _SCORE, entity_id, "declared") if named else None


@cache
def _calling() -> re.Pattern[str]:
    """Words that call what follows a company; 公司 alone is the company in focus and calls nothing."""
    forms = {row["word"] for row in read_table("nlp.zh", "company_words.tsv")}
    body = "|".join(sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<=[\u4e00-\u9fff])(?<![该本我])(?:{body})")
