"""Whose fact it is, and of which part: subject and segment of each number.

The subject is the entity that stands before the metric, else the one in focus. What is left between the two once names,
dates and empty words are taken away is the segment (教育业务, 자동차 부문).
"""

from __future__ import annotations

import re

from nlp.claims.concepts import concepts
from nlp.claims.mentions import Metric
from nlp.claims.model import NOBODY, Subject, Value, subject_of, taken_up
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.entities import is_institution, is_media
from nlp.records import EntityMention

PART = "PART"  # label of a subject that is a market or product and not named as anybody's
UNLISTED = "NAME"  # label of a subject that no list holds
_COMPANY_LABELS = ("ORG",)
_ECONOMY_LABELS = ("LOC",)
_OWN_COUNTRY = {"zh": ("中国", "china"), "ko": ("한국", "south-korea")}  # whom 我国 and 우리나라 mean
_ANY_LABELS = ("ORG", "PRODUCT", "LOC", "PERSON")


def _wanted(value: Value) -> tuple[tuple[str, ...], ...]:
    """Labels that may hold a fact, best first."""
    concept = concepts()[value.concept]
    if concept.holder == "economy":
        return (_ECONOMY_LABELS, _COMPANY_LABELS)
    if concept.name == "ProductPrice":
        return (("PRODUCT",), _COMPANY_LABELS)
    if concept.name == "InterestRate":
        return (("ORG", "LOC"),)
    return (_COMPANY_LABELS,)


def _list_head(context: SentenceContext, entities: list[EntityMention], chosen: EntityMention) -> EntityMention:
    """The first of a list of names that the chosen one closes (蔚来、理想汽车跌近5%)."""
    joint = syntax(context.lang, "item_joint")
    head = chosen
    for other in reversed(entities):
        if other.end <= head.start and joint.fullmatch(context.gap(other.end, head.start)):
            head = other
    return head


def is_source(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a name only says where figures are from: a paper, or whose statistics they are (乘联会数据显示)."""
    if is_media(mention.entity_id):
        return True
    return syntax(context.lang, "source").match(context.view, mention.end, context.end) is not None


def _eligible(context: SentenceContext, mention: EntityMention) -> bool:
    if is_source(context, mention):
        return False
    before = context.gap(max(context.start, mention.start - 4), mention.start)
    after = context.gap(mention.end, min(context.end, mention.end + 6))
    if context.lang == "zh":
        return not re.search(
            r"(?:据|与|和|同|向|对|由|被|经|给|于|在|来自|针对|收购|投资|入股|持有|控股|：\()\s*$", before
        ) or (before.endswith(("对于", "由于")))
    return not re.match(r"\s*(?:에\s?따르면|에서(?!는)|에게|로부터|과의|와의|등에|에\s|으로부터)", after)


def find_subject(
    context: SentenceContext,
    value: Value,
    previous: Subject | None,
    focus: Subject,
    announcer: Subject,
    speakers: frozenset[int],
) -> Subject:
    """Decide whose fact a number is.

    Args:
        context: the sentence.
        value: the number.
        previous: the subject of the number before it in the sentence, if any.
        focus: the company that the text is speaking of.
        announcer: who is quoted with the number; a company that announces speaks of itself.
        speakers: offsets at which those quoted as sources are named; they hold a fact only if nobody else does.
    """
    if value.subject is not None:
        return value.subject
    metric = value.metric
    if metric is not None and concepts()[metric.concept].holder == "itself":
        return Subject(metric.text, None, context.text[metric.start : metric.end])
    inside = metric is not None and context.start <= metric.start < context.end and not value.inherited
    anchor = min(metric.start, value.quantity.start) if inside and metric else value.quantity.start
    clause_start = context.clause_start(anchor)
    company = _company_word(context, clause_start, anchor)
    for labels in _wanted(value):
        before = [m for m in context.entities if m.end <= anchor and m.label in labels]
        eligible = [m for m in before if _eligible(context, m)]
        if labels == _COMPANY_LABELS:
            eligible = [m for m in eligible if not is_institution(m.entity_id)]
        plain = [m for m in eligible if m.start not in speakers] or eligible
        in_clause = [m for m in plain if m.start >= clause_start]
        if in_clause and (company is None or in_clause[-1].start > company[0]):
            return subject_of(_list_head(context, before, in_clause[-1]))
        if labels == _COMPANY_LABELS and (economy := _economy_word(context, clause_start, anchor)) is not None:
            return economy
        if company is not None and labels == _COMPANY_LABELS:
            # 天衡证券预计公司净利润…: who speaks of a company is not that company
            named = [m for m in plain if m.start not in speakers]
            known = next((s for s in (focus, announcer) if s.name), subject_of(named[-1]) if named else NOBODY)
            return taken_up(known, context.text[slice(*company)])
        if previous is not None and previous is not NOBODY and (previous.label in labels or previous.label is None):
            return previous
        if plain:
            return subject_of(_list_head(context, before, plain[-1]))
    if previous is not None and previous is not NOBODY:
        return previous
    if concepts()[value.concept].holder == "economy":
        return _topic(context, anchor) or NOBODY
    topic = _topic(context, anchor)
    if topic is not None and not (value.segment and value.segment in str(topic.name)):
        return topic
    return taken_up(announcer if focus is NOBODY and announcer.name else focus)


def _company_word(context: SentenceContext, start: int, end: int) -> tuple[int, int] | None:
    """Where a clause says 公司 or 회사 for the company in focus, as a word of its own."""
    pattern = syntax(context.lang, "company")
    found = None
    for match in pattern.finditer(context.view, start, end):
        named = any(m.start <= match.start() < m.end for m in context.entities)
        glued = context.view[match.start() - 1 : match.start()].isalnum() if match.start() > start else False
        if not named and not (glued and context.lang == "ko"):
            found = match.span()
    return found


def _economy_word(context: SentenceContext, start: int, end: int) -> Subject | None:
    """The country, where a clause says that its figures are of the whole of it (我国软件业务收入, 우리나라 수출)."""
    match = syntax(context.lang, "economy").search(context.view, start, end)
    if match is None:
        return None
    name, entity_id = _OWN_COUNTRY[context.lang]
    return Subject(name, entity_id, context.text[match.start() : match.end()], "LOC")


def _topic(context: SentenceContext, anchor: int) -> Subject | None:
    """A name that no list holds: a Korean topic (온빛소재는 …), the head of an announcement (清泉股份公告，…)."""
    region = context.view[context.start : anchor]
    for match in syntax(context.lang, "topic").finditer(region):
        start, end = (context.start + offset for offset in match.span("name"))
        taken = [(m.start, m.end) for m in context.metrics] + [(t.start, t.end) for t in context.times]
        name = context.text[start:end]
        common = syntax(context.lang, "not_topic").fullmatch(name)
        if not common and not any(a < end and start < b for a, b in taken):
            return Subject(name, None, name, UNLISTED)
    return None


_EDGES = " \t\r\n,，、:：;；.。“”\"'‘’()（）[]【】《》「」·-—~"
_MAX_SEGMENT = 20


def find_segment(context: SentenceContext, value: Value, floor: int) -> str | None:
    """Name the business, product or region that a value is limited to, as the text does.

    Args:
        context: the sentence.
        value: the number.
        floor: where the number before it ends; a segment does not reach over it.
    """
    metric = value.metric
    if value.segment is not None:
        return value.segment
    if metric is None or value.inherited or not context.start <= metric.start < context.end:
        return None
    if concepts()[metric.concept].holder == "itself":
        return None
    start = max(context.clause_start(metric.start), floor if floor <= metric.start else context.start)
    start = max([start, *(end for end in _named_ends(context, metric) if end <= metric.start)])
    end = metric.start
    # The words that announce a list of parts (지역별 매출은, 分产品看) are no part.
    parts = syntax(context.lang, "parts").finditer(context.view, start, end)
    start = max([start, *(match.end() for match in parts)])
    skipped = _skipped(context, start, end)
    if context.lang == "ko":
        # A Korean date stands between subject and segment, never between segment and metric.
        return _trim(context, max([start, *(finish for _, finish in skipped)]), end)
    for begin, finish in reversed(skipped):
        segment = _trim(context, finish, end)
        if segment:
            return segment
        end = begin
    return _trim(context, start, end)


def _named_ends(context: SentenceContext, metric: Metric) -> list[int]:
    """Ends of what is the subject's or another number's: a segment does not reach over it."""
    labels = ("ORG", "PERSON", "LOC") if concepts()[metric.concept].holder == "economy" else ("ORG", "PERSON")
    ends = [m.end for m in context.entities if m.label in labels]
    ends += [q.end for q in context.quantities]
    return ends + [m.end for m in context.metrics if m.end <= metric.start]


def _skipped(context: SentenceContext, start: int, end: int) -> list[tuple[int, int]]:
    """Dates and comparisons that stand between a segment and its metric (教育业务上半年收入)."""
    spans = [(t.start, t.end) for t in context.times]
    spans += [(c.start, c.end) for c in context.cues if c.kind in ("yoy", "qoq", "base", "share", "each")]
    return sorted(span for span in spans if start <= span[0] and span[1] <= end)


_VERBS = ("up", "down", "to_up", "to_down", "forecast", "target", "not")


def _trim(context: SentenceContext, start: int, end: int) -> str | None:
    raw = context.view[start:end].replace("\n", "")
    text = raw.strip(_EDGES)
    segment = _trim_chinese(text) if context.lang == "zh" else _trim_korean(text)
    if segment is None:
        return None
    place = context.view.find(segment, start, end)
    if place < 0:
        return segment
    verbs = (c for c in context.cues if c.kind in _VERBS and len(c.text) > 1)
    if context.lang == "zh" and any(place <= c.start and c.end <= place + len(segment) for c in verbs):
        return None
    return context.text[place : place + len(segment)]


def _trim_chinese(text: str) -> str | None:
    noise = syntax("zh", "noise")
    changed = True
    while changed and text:
        changed = False
        head = noise.match(text)
        if head and head.end():
            text, changed = text[head.end() :].strip(_EDGES), True
            continue
        tail = re.search(rf"{noise.pattern}$", text)
        if tail and tail.start() < len(text):
            text, changed = text[: tail.start()].strip(_EDGES), True
    text = re.sub(r"^[^(]*\)", "", text)
    if not 2 <= len(text) <= _MAX_SEGMENT or not re.search(r"[\u3400-\u9fffA-Za-z]", text):
        return None
    return text


def _trim_korean(text: str) -> str | None:
    words = text.split()
    kept: list[str] = []
    noise = syntax("ko", "noise")
    for word in reversed(words):
        bare = word.strip(_EDGES)
        if not bare or noise.fullmatch(bare):
            if kept:
                break
            continue
        if (
            re.search(
                r"(?:은|는|이|가|을|를|에|에서|로|으로|도|와|과|며|고|한|된|할|될|던|게|라|서|까지|부터|만|다)$", bare
            )
            and len(bare) > 1
        ):
            break
        owned = bare.endswith("의")
        kept.insert(0, bare[:-1] if owned and len(bare) > 2 else bare)
        if len(kept) >= 3:
            break
    segment = " ".join(kept).strip(_EDGES)
    return segment if 2 <= len(segment) <= _MAX_SEGMENT else None
