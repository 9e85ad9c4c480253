"""Holders that Korean words at a number describe: behind it (64%인 경쟁사 온빛), by rank (2위는 온빛으로, 15%다)."""

from __future__ import annotations

from nlp.claims.model import NOBODY, Subject, Value, subject_of
from nlp.claims.naming import UNLISTED, is_common, speaks_of_others
from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax

_ACTORS = ("ORG", "PERSON")
_ACTS = ("이 ", "가 ")
_BY = 4  # characters between a name and its number where only the number makes its rank: 清泉以29万台…排名第四


def described(context: SentenceContext, value: Value) -> Subject | None:
    """The company that the words with a number describe: 매출 700억원에 불과한 온빛소재, 비중이 64%인 경쟁사 온빛."""
    number = value.quantity
    end = number.end
    following = next((q for q in context.quantities if q.start >= end), None)
    if following is not None and syntax(context.lang, "moved_to").fullmatch(context.gap(end, following.start)):
        end = following.end  # 2% 내린 5만원에 거래를 마친 온빛
    match = syntax(context.lang, "describes").match(context.view, end, context.end)
    if match is None:
        return None
    named = [m for m in context.entities if m.start == match.end() and m.label in ("ORG", "LOC")]
    floor = max(context.clause_start(number.start), _floor(context, number.start))
    if syntax(context.lang, "transfers").search(context.view, end, match.end()):
        # 온빛이 30억원을 투자한 다온: it is his who acts
        acts = [m for m in context.entities if m.label in _ACTORS and floor <= m.start and m.end < number.start]
        if any(context.view.startswith(_ACTS, m.end) for m in acts):
            return None
    return subject_of(named[0]) if named else None


def ranked(context: SentenceContext, value: Value) -> Subject | None:
    """Who takes the rank that a number is told with: 2위는 일본 업체인 온빛으로, 15%다; 1위는 점유율 57%인 온빛이다."""
    number = value.quantity
    floor = _floor(context, number.start)
    told = syntax(context.lang, "ranks").search(context.view, floor, number.start)
    match = syntax(context.lang, "ranked_after").match(context.view, number.end, context.end) if told else None
    match = match or syntax(context.lang, "ranked", "$").search(context.view, floor, number.start)
    named = syntax(context.lang, "ranks_named", "$").search(context.view, floor, number.start) if not match else None
    if named is not None and (named.end() - named.end("name") > _BY or _ranks(context, number.end)):
        match = named
    if match is None:
        return None
    start, end = match.span("name")
    known = next((m for m in context.entities if m.start == start and m.label in ("ORG", "LOC", "PRODUCT")), None)
    if known is not None:
        return subject_of(known)
    name = context.text[start:end]
    spans = [(t.start, t.end) for t in context.times] + [(m.start, m.end) for m in context.metrics]
    if is_common(context.lang, name) or any(first < end and start < last for first, last in spans):
        return None
    return Subject(name, None, name, UNLISTED)


def rank_headed(headline: SentenceContext) -> Subject:
    """Whom a headline gives a rank, where no list holds the name: NO.5 清泉."""
    match = syntax(headline.lang, "rank_headline").fullmatch(headline.view, headline.start, headline.end)
    if match is None or is_common(headline.lang, match["name"]):
        return NOBODY
    name = headline.text[slice(*match.span("name"))]
    return Subject(name, None, name, UNLISTED)


def _ranks(context: SentenceContext, end: int) -> bool:
    """Whether a Chinese clause says behind a number which rank that makes: 以29万台的出货量排名第四."""
    return syntax(context.lang, "rank_told").match(context.view, end, context.clause_end(end)) is not None


def bare_name(context: SentenceContext, value: Value) -> Subject | None:
    """The company that stands bare between a Korean metric and its number: 계열사 순이익은 온빛 20억원, 다온 10억원."""
    metric, at = value.metric, value.quantity.start
    if context.lang != "ko" or metric is None or value.segment or not context.start <= metric.start < at:
        return None
    named = [m for m in context.entities if m.label == "ORG" and metric.end < m.start]
    acting = [m for m in named if m.end + 2 == at and context.view.startswith(_ACTS, m.end)]
    if acting and value.concept != "ShareOfRevenue" and not speaks_of_others(context, acting[-1].text):
        return subject_of(acting[-1])  # 시가총액은 온빛이 20억원: whose it is stands behind the metric
    named = [m for m in named if m.end + 1 == at]
    if not named or context.view[named[-1].end] != " " or speaks_of_others(context, named[-1].text):
        return None
    closed = syntax("ko", "listed_after").match(context.view, value.quantity.end, context.end)
    return subject_of(named[-1]) if closed else None


def acts_apart(context: SentenceContext, topic: Subject, anchor: int) -> bool:
    """Whether a Korean name is the subject of a clause before: 신제품이 인기를 끌며 매출은 늘었다."""
    end = context.text.find(str(topic.text), context.start, anchor) + len(str(topic.text))
    if context.lang != "ko" or not context.view.startswith(_ACTS, end):
        return False
    apart = context.clause_at(end) != context.clause_at(anchor)
    return apart or syntax("ko", "verb_between").search(context.view, end, anchor) is not None


def _floor(context: SentenceContext, start: int) -> int:
    """Where the number before an offset ends, or the sentence begins."""
    ends = [q.end for q in context.quantities if q.end <= start and q.kind != "ordinal"]
    return max([context.start, *ends])
