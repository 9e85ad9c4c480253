"""Names that no list holds: the topic of a sentence, the owner of a metric, what a verb of change moves.

Word order gives them away: a Korean topic particle (온빛소재는 …), what a Chinese company does right behind its name
(清泉股份公告，…), a genitive before a metric (온빛소재의 매출은), a name alone before a share's move (清泉股份涨3%).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nlp.claims.mentions import Cue, Metric
from nlp.claims.model import Subject, subject_of
from nlp.claims.saying import vocabulary
from nlp.claims.sentence import SentenceContext
from nlp.claims.sources import is_analyst, surveys_markets
from nlp.claims.syntax import syntax
from nlp.lexicon import compile_lexicon
from nlp.periods import TimeExpression
from nlp.records import Quantity
from nlp.tables import read_table

ITSELF = "ITSELF"  # label of a subject that is what the metric names: an index, a good, a market
UNLISTED = "NAME"  # label of a subject that no list holds
_EDGES = " \t\r\n,，、:：;；.。“”\"'‘’()（）[]【】《》「」·-—~"
_MAX_SEGMENT = 20
_MAX_NAME, _MAX_LATIN = 12, 28
_LETTER = re.compile(r"[\u3400-\u9fffA-Za-z]")
_PARTICLES = ("은", "는", "이", "가", "의", "도", "을", "를", "에", "와", "과", "로")
_SPELT = re.compile(r"(?<=[가-힣A-Za-z])\s?\([^()]{1,40}$")  # the brackets behind a name, whose end the edges lost
_PARTICLE = re.compile(
    r"(?:은|는|(?<!디스플레)이|가|을|를|에|에서|로|으로|도|와|과|며|(?<![광창재중])고|한|된|할|될|던|게|라|서|까지|부터|만|다)$"
)


def topic(context: SentenceContext, anchor: int) -> Subject | None:
    """Find the name that a sentence is about, where no list holds it.

    Args:
        context: the sentence.
        anchor: the metric or number that it is wanted for; the name stands before it.
    """
    for start, end in _topics(context, anchor):
        taken = [(m.start, m.end) for m in context.metrics] + [(t.start, t.end) for t in context.times]
        name = context.text[start:end]
        sourced = syntax(context.lang, "source").match(context.view, end, context.end) is not None
        if (
            not sourced
            and not speaks_of_others(context, name)
            and not surveys_markets(context, name)
            and not _of_house(context, name)
            and not is_common(context.lang, name)
            and not any(a < end and start < b for a, b in taken)
        ):
            return Subject(name, None, name, UNLISTED)
    return None


def _topics(context: SentenceContext, anchor: int) -> Iterator[tuple[int, int]]:
    """Where a name may stand: at the head of the sentence, else behind what may precede it."""
    clauses = [start for start, _ in context.clauses if start < anchor] if context.lang == "zh" else [context.start]
    for name, starts in (("topic", [context.start]), ("topic_later", clauses)):
        for start in starts:
            match = syntax(context.lang, name).match(context.view[start:anchor])
            if match is not None:
                yield start + match.start("name"), start + match.end("name")


@cache
def _roles(lang: str) -> tuple[str, ...]:
    return vocabulary("ko").words["role"] if lang == "ko" else ()


def is_common(lang: str, name: str) -> bool:
    """Whether a word is no name of a company: an ordinary word, or somebody by name and title (최 국장)."""
    titled = " " in name and (name.endswith(_roles(lang)) or (lang == "ko" and name.startswith(_roles(lang))))
    patterns = (syntax(lang, "not_topic"), syntax(lang, "authority_name"))
    return titled or any(pattern.fullmatch(name) for pattern in patterns)


def is_kind(lang: str, name: str) -> bool:
    """Whether a Korean word is one for goods, a trade or a part, which names nobody: 모바일, 전장용, 해외 판매."""
    return lang == "ko" and (name.lower() in _kinds() or syntax("ko", "kind").fullmatch(name) is not None)


@cache
def _kinds() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("nlp.ko", "not_recognised.tsv"))


def _of_house(context: SentenceContext, name: str) -> bool:
    """Whether a name is short for a Korean broker that the text calls so: 누리담 for 누리담증권."""
    return context.lang == "ko" and any(f"{name}{house}" in context.view for house in ("증권", "투자증권"))


def speaks_of_others(context: SentenceContext, name: str | None) -> bool:
    """Whether somebody is a broker or researcher whose sentence forecasts or sets a target price: of others."""
    if not is_analyst(context.lang, name):
        return False
    goal = syntax(context.lang, "goal")
    return any(c.kind in ("forecast", "estimate") for c in context.cues) or any(
        goal.search(m.text) for m in context.metrics
    )


def owner(context: SentenceContext, metric: Metric) -> tuple[Subject, int] | None:
    """The name in the genitive before a metric, a date allowed between (온빛소재의 지난해 매출은), and its place."""
    start = context.clause_start(metric.start)
    end = metric.start
    for time in reversed(context.times):
        if start <= time.start and time.end <= end and not context.gap(time.end, end).strip(" ()"):
            end = time.start
    match = syntax(context.lang, "owner", "$").search(context.view[start:end].rstrip(" ("))
    if match is None or is_common(context.lang, match["name"]):
        return None
    if syntax(context.lang, "company").fullmatch(match["name"]):
        return None  # 당사의: the company in focus, by no name
    left, right = (start + offset for offset in match.span("name"))
    spans: Sequence[Metric | TimeExpression | Quantity] = (*context.metrics, *context.times, *context.quantities)
    if any(other.start < right and left < other.end for other in spans):  # 4억 위안의 적자: the unit owns no loss
        return None
    return Subject(match["name"], None, context.text[left:right], UNLISTED), left


def has_own_topic(context: SentenceContext, end: int) -> bool:
    """Whether a Korean sentence names what its number is of by a word that no table holds: 운항률은 92% 줄었다."""
    if context.lang != "ko":
        return False
    known = [(m.start, m.end) for m in context.entities] + [(t.start, t.end) for t in context.times]
    for match in syntax("ko", "own_topic").finditer(context.view, context.start, end):
        if not any(first < match.end() and match.start() < last for first, last in known):
            return True
    return False


def spelt_out(context: SentenceContext, start: int) -> bool:
    """Whether a Korean name stands in the bracket that spells out a group: 5대 은행(온빛·다온·라온)의 대출은."""
    opened = context.view.rfind("(", context.start, start)
    if context.lang != "ko" or opened < 0 or context.view.find(")", opened, start) >= 0:
        return False
    groups = syntax("ko", "counted").finditer(context.view, context.start, context.end)
    return any(match.end() == opened for match in groups)


def member(context: SentenceContext, quantity: Quantity) -> Subject | None:
    """The next thing of a list of things by name: 경유는 5원 내린 83원, [등유]는 90원; 雪服100元，[雪板]500元."""
    floor = max((q.end for q in context.quantities if q.end <= quantity.start), default=None)
    if floor is None:
        return None
    match = syntax(context.lang, "member").fullmatch(context.view, floor, quantity.start)
    if match is None:
        return None
    start, end = match.span("name")
    name = context.text[start:end]
    if is_common(context.lang, name) or syntax(context.lang, "noise").fullmatch(name):
        return None
    spans: Sequence[Metric | TimeExpression | Cue] = (*context.metrics, *context.times, *context.cues)
    if any(other.start < end and start < other.end for other in spans):
        return None
    return Subject(name, None, name, UNLISTED)


def listed_name(context: SentenceContext, quantity: Quantity) -> Subject | None:
    """The next name of a Korean list of names with numbers: 온빛은 2% 올랐고 [다온] 1%; 김밥(4%), [라면](3%)."""
    before = [q for q in context.quantities if q.end <= quantity.start]
    if context.lang != "ko" or not before or before[-1].unit != quantity.unit:
        return None
    match = syntax("ko", "listed_name").fullmatch(context.view, before[-1].end, quantity.start)
    if match is None or not syntax("ko", "listed_after").match(context.view, quantity.end, context.end):
        return None
    start, end = match.span("name")
    name = context.text[start:end]
    spans: Sequence[Metric | TimeExpression | Cue] = (*context.metrics, *context.times, *context.cues)
    if is_common("ko", name) or any(other.start < end and start < other.end for other in spans):
        return None
    known = next((m for m in context.entities if m.start == start and m.end == end), None)
    return subject_of(known) if known is not None else Subject(name, None, name, UNLISTED)


def moved_name(context: SentenceContext, quantity: Quantity) -> Subject | None:
    """What a Chinese verb of change moves, where only a name stands before it in its clause: 清泉股份涨3%."""
    if context.lang != "zh":
        return None
    verbs = [c for c in context.cues if c.kind in ("up", "down") and c.end <= quantity.start]
    if not verbs or not syntax("zh", "hedge").fullmatch(context.gap(verbs[-1].end, quantity.start)):
        return None
    verb = next((c for c in verbs if not context.gap(c.end, verbs[-1].start)), verbs[-1])
    marks = [m.end() for m in syntax("zh", "mark").finditer(context.view, context.start, verb.start)]
    start = max([context.start, *marks, *(m.end for m in context.metrics if m.end <= verb.start)])
    if any(start <= q.start < verb.start for q in context.quantities):
        return None
    name = trim_chinese(context.view[start : verb.start].replace("\n", "").strip(_EDGES))
    longest = _MAX_LATIN if name is not None and name.isascii() else _MAX_NAME
    if name is None or len(name) > longest or syntax("zh", "not_topic").fullmatch(name):
        return None
    place = context.view.find(name, start, verb.start)
    if place < 0 or any(t.start < place + len(name) and place < t.end for t in context.times):
        return None
    return Subject(name, None, context.text[place : place + len(name)], UNLISTED)


def closed_by_unlisted(context: SentenceContext, subject: Subject, end: int) -> bool:
    """Whether a list of Chinese names ends in one that no list holds: what stands before the metric is its name."""
    marks = [m.end() for m in syntax(context.lang, "item_joint").finditer(context.view, context.start, end)]
    if context.lang != "zh" or not marks or context.text.find(str(subject.text), context.start, end) < 0:
        return False
    return not any(m.start >= marks[-1] and m.end <= end for m in context.entities if m.label in ("ORG", "LOC"))


def trim(context: SentenceContext, start: int, end: int) -> str | None:
    """Cut the empty words off a stretch; what is left names something, or None."""
    text = context.view[start:end].replace("\n", "").strip(_EDGES)
    if context.lang == "ko":
        return trim_korean(_SPELT.sub("", text))
    name = trim_chinese(text)
    quoted = name is not None and name.count("”") > name.count("“") and f"“{name}" in context.view[start:end]
    return f"“{name}" if quoted else name


@cache
def _kept() -> re.Pattern[str]:
    return compile_lexicon(row["word"] for row in read_table("nlp.zh", "kept_words.tsv"))


def trim_chinese(text: str) -> str | None:
    """Cut empty words off both ends of a Chinese stretch, and the title or number of a list item off its head."""
    noise, ending, kept = syntax("zh", "noise"), syntax("zh", "noise", "$"), _kept()
    text = re.sub(r"^.*】|^\s*\d{1,2}、", "", text)
    changed = True
    while changed and text:
        changed = False
        head = None if kept.match(text) else noise.match(text)
        if head and head.end():
            text, changed = text[head.end() :].strip(_EDGES), True
            continue
        tail = None if any(m.end() == len(text) for m in kept.finditer(text)) else ending.search(text)
        if tail and tail.start() < len(text):
            text, changed = text[: tail.start()].strip(_EDGES), True
    text = re.sub(r"^[^(]*\)", "", text)
    if not 2 <= len(text) <= _MAX_SEGMENT or not _LETTER.search(text) or syntax("zh", "no_segment").fullmatch(text):
        return None
    return text


def trim_korean(text: str) -> str | None:
    """Keep the last words of a Korean stretch that name something: up to three, none with a particle."""
    kept: list[str] = []
    noise = syntax("ko", "noise")
    for word in reversed(text.split()):
        bare = word.strip(_EDGES)
        bare += ")" * (bare.count("(") > bare.count(")") and word.endswith(")"))
        if "…" in bare or bare in _PARTICLES or syntax("ko", "copula").fullmatch(bare):
            break  # the particle of a name before it: 온빛소재[는 개장초]; what describes the part: 최대 실적인 [해운]
        if not bare or noise.fullmatch(bare):
            if kept:
                break
            continue
        if _PARTICLE.search(bare) and len(bare) > 1:
            break
        owned = bare.endswith("의")
        kept.insert(0, bare[:-1] if owned and len(bare) > 2 else bare)
        if len(kept) >= 3:
            break
    segment = " ".join(kept).strip(_EDGES)
    return segment if 2 <= len(segment) <= _MAX_SEGMENT else None
