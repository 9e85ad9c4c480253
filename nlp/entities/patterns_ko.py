"""Korean organisations and persons that no list holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nlp.entities.boundaries import particles
from nlp.entities.candidates import Candidate, View
from nlp.entities.linking import is_chinese_sound, is_pinyin_name
from nlp.tables import read_table

_BESIDE_TITLE, _BEFORE_BODY, _LATIN, _BY_ENDING, _LEGAL_FORM = 0.85, 0.8, 0.75, 0.75, 0.85
_LATIN_PERSON = re.compile(r"(?<![A-Za-z'-])[A-Z][a-z]{1,6} [A-Z][a-z]{1,12}(?![A-Za-z'-])")
_LIKE_PARTICLES = "은는이가을를의에도로과와만인나한해자수"
# A time that a page has run into the name is no part of it: 9시37분하늘돛파트너스.
_WORD = re.compile(r"(?<![가-힣A-Za-z0-9&])(?:\d{1,2}[시분초일월년])*+(?P<word>[가-힣A-Za-z0-9&]{3,24})")
# Chinese persons are looked for only where a text speaks of China: many Korean words could be Chinese by their sound.
_CHINESE_CONTEXT = re.compile("중국|홍콩|대만|베이징|상하이|선전시")
_PARTICLE = re.compile("(?<=..)(?:은|는|이|가|을|를|의|에|와|과|도|로|에서|으로)$")
_CHAIR = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{2,6}대)(?=\s(?:[가-힣]{2,8}(?:과|부|원)?\s)?(?:명예|부|조|석좌|특임|겸임)?교수)"
)


def _alternatives(table: str, column: str) -> str:
    forms = {row[column] for row in read_table("nlp.ko", table)}
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


@cache
def _surnames() -> tuple[str, str, str]:
    rows = read_table("nlp.ko", "surnames.tsv")
    common = "".join(row["surname"] for row in rows if len(row["surname"]) == 1 and not row["rare"])
    rare = "".join(row["surname"] for row in rows if row["rare"])
    return common, rare, "|".join(row["surname"] for row in rows if len(row["surname"]) > 1)


@cache
def titles() -> str:
    """A pattern of the titles that stand behind the names of persons."""
    return _alternatives("person_titles.tsv", "title")


@cache
def _beside_title() -> re.Pattern[str]:
    common, rare, compound = _surnames()
    given = _given_syllables()
    name = rf"(?:(?:{compound})[{given}]{{2}}|[{common}{rare}][{given}]{{2}})"
    title = rf"(?:전|신임|현|前|現)?\s?(?:{titles()})"
    return re.compile(rf"(?<![가-힣0-9])(?P<name>{name})(?:\s{title}|씨){particles().pattern}")


@cache
def _chinese_beside_title() -> re.Pattern[str]:
    title = rf"(?:전|신임|현|前|現)?\s?(?!시장)(?:{titles()})"
    return re.compile(
        rf"(?<![가-힣0-9])(?=(?P<name>[가-힣]{{3,6}})\s(?:[가-힣A-Za-z]{{2,10}}\s)?{title}{particles().pattern})"
    )


@cache
def _beside_analyst() -> re.Pattern[str]:
    """Three syllables before the title of one who writes of shares, which hardly another noun stands before."""
    common, rare, _ = _surnames()
    ends = "은는이가을를의에도과와부팀실원장사권행자한해게던된"
    return re.compile(
        rf"(?<![가-힣0-9])(?P<name>[{common}{rare}][가-힣][가-힣](?<![{ends}]))\s(?:선임|수석|책임)?"
        rf"(?:연구원|애널리스트|연구위원|분석가){particles().pattern}"
    )


@cache
def _behind_title() -> re.Pattern[str]:
    """A Chinese or a foreign name behind its title, in translated pages: 분석가 판이눠는, 분석가 댄 오설리번은."""
    # Neither a particle (애널리스트 수가 줄어드는), nor 및, nor a second title belongs to a name.
    foreign = (
        "(?!(?:측|및|겸|등|전|현) )[가-힣]{1,4}(?<![가를을은는]) [가-힣]{2,6}?(?<!의장)(?<!회장)(?<!지분)(?<![들와과])"
    )
    forms = "애널리스트|분석가|창업자|최고재무책임자|최고경영자|부총재|재무총감|총경리"
    return re.compile(rf"(?:{forms}) (?P<name>(?P<chinese>[가-힣]{{3,4}}?)|{foreign})(?:은|는|이|가|의)(?![가-힣])")


@cache
def _before_body() -> re.Pattern[str]:
    """A name of three syllables, one to four words of a body's name, and a title: 정규철 KDI 경제전망실장."""
    common, _, compound = _surnames()
    given = _given_syllables()
    name = rf"(?:(?:{compound})[{given}]{{2}}|[{common}][{given}]{{2}})"
    word = r"[가-힣A-Za-z0-9&·()]{1,16}"
    body = rf"(?P<body>{word}(?:\s{word}){{0,3}}?)"
    return re.compile(
        rf"(?<![가-힣0-9])(?=(?P<name>{name})\s{body}\s[가-힣A-Za-z&]{{0,8}}?(?:{titles()}){particles().pattern})"
    )


@cache
def _breaks() -> re.Pattern[str]:
    """A word that no body's name has: it ends in a particle, so the title belongs to somebody else."""
    return re.compile(
        r"[가-힣]+(?:은|는|을|를|에서|에게|에|이라|이며|하며|하고|했다|으로|부터|까지|보다|처럼|라고|이라고)$"
    )


@cache
def _not_persons() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("nlp.ko", "not_persons.tsv"))


@cache
def _common_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("nlp.ko", "common_words.tsv"))


@cache
def _given_syllables() -> str:
    return "".join(row["syllables"] for row in read_table("nlp.ko", "given_syllables.tsv"))


def find_names(view: View, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield names that the form of the text gives away.

    Args:
        view: Korean text.
        known: the listed names of the text, in text order.
    """
    listed = {(candidate.start, candidate.end) for candidate in known}
    yield from _persons(view, listed)
    yield from _organisations(view)


def _persons(view: View, listed: set[tuple[int, int]]) -> Iterator[Candidate]:
    text = view.folded
    for match in _beside_title().finditer(text):
        if _is_person(match["name"]):
            yield Candidate(match.start("name"), match.end("name"), "PERSON", _BESIDE_TITLE, None, "title")
    for match in _beside_analyst().finditer(text):
        if match["name"] not in _not_persons() and match["name"][:2] not in _common_words():
            yield Candidate(match.start("name"), match.end("name"), "PERSON", _BESIDE_TITLE, None, "title")
    for match in _behind_title().finditer(text):
        chinese = match["chinese"]
        words = match["name"].split()
        if not any(_breaks().search(word) for word in words) and (
            not chinese or (is_chinese_sound(chinese) and _is_person(chinese))
        ):
            yield Candidate(match.start("name"), match.end("name"), "PERSON", _BEFORE_BODY, None, "title")
    for match in _before_body().finditer(text):
        words = match["body"].split()
        if _is_person(match["name"]) and not any(_breaks().search(word) for word in words):
            yield Candidate(match.start("name"), match.end("name"), "PERSON", _BEFORE_BODY, None, "title", True)
    if _CHINESE_CONTEXT.search(text):
        for match in _chinese_beside_title().finditer(text):
            if is_chinese_sound(match["name"]) and _is_person(match["name"]):
                yield Candidate(match.start("name"), match.end("name"), "PERSON", _BEFORE_BODY, None, "title", True)
    for match in _LATIN_PERSON.finditer(text):
        if match.span() not in listed and is_pinyin_name(match.group()):
            yield Candidate(match.start(), match.end(), "PERSON", _LATIN, None, "pattern")


def _is_person(name: str) -> bool:
    return name not in _not_persons() and not (name[:2] in _common_words() and name[-1] in _LIKE_PARTICLES)


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('org_suffixes.tsv', 'suffix')})$")


@cache
def _generic() -> frozenset[str]:
    return frozenset(row["stem"] for row in read_table("nlp.ko", "org_generic.tsv"))


@cache
def _legal_form() -> re.Pattern[str]:
    return re.compile(r"(?:㈜|\(주\)|주식회사\s)\s?(?P<name>[가-힣A-Za-z&][가-힣A-Za-z0-9&]{1,15})")


def _organisations(view: View) -> Iterator[Candidate]:
    text = view.folded
    for match in _WORD.finditer(text):
        name = _without_particle(match["word"])
        ending = _ending().search(name)
        if ending and _is_organisation(name[: ending.start()]):
            yield Candidate(match.start("word"), match.start("word") + len(name), "ORG", _BY_ENDING, None, "pattern")
    for match in _legal_form().finditer(text):
        name = _PARTICLE.sub("", _without_particle(match["name"]))
        if len(name) >= 2:
            yield Candidate(match.start("name"), match.start("name") + len(name), "ORG", _LEGAL_FORM, None, "pattern")
    for match in _CHAIR.finditer(text):
        if match["name"][:-1] not in _generic():
            yield Candidate(match.start("name"), match.end("name"), "ORG", _BY_ENDING, None, "pattern")


def _without_particle(word: str) -> str:
    """Take the particles off a word, as long as an organisation's ending is left."""
    if _ending().search(word):
        return word
    for length in range(len(word) - 1, 2, -1):
        if _ending().search(word[:length]) and particles().fullmatch(word, length):
            return word[:length]
    return word


def _is_organisation(stem: str) -> bool:
    if len(stem) < 2 or stem in _generic() or stem.isdigit():
        return False
    return not any(stem.endswith(word) and len(word) >= 2 and len(stem) - len(word) < 2 for word in _generic())
