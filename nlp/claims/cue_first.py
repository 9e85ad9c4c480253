"""Attribution in the order speaker, cue, content, as Chinese has it: 刘某表示，…; 据协会统计，…; 在他看来，….

A quotation in front of the clause (“…”刘某称。) belongs to it too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.claims.heads import (
    COUNTED,
    HAN,
    clause_start,
    described_speaker,
    entity_speaker,
    named_after_role,
    note_mentions,
    note_publisher,
    speaker_of_clause,
    speaker_of_paper,
)
from nlp.claims.quotes import BLANK, Quote
from nlp.claims.saying import cue_pattern, vocabulary
from nlp.claims.speakers import Context, Speaker, Statement
from nlp.records import Modality

_BEFORE_CONTENT = re.compile(r"(?:了(?!解))?[ \n\t]*[,:]?[ \n\t]*")
_OPENS_CONTENT = ',:“"「'
_CLOSES_CLAUSE = "。!?;\n"
_MARKS_BEHIND_QUOTE = ("", *',。;!?\n ”“"')
_LABELLED = re.compile(r"(?:【[^】\n]{0,80}】)?(?P<head>[^,。;:!?【】\n]{2,60}):[ \n]*(?=\S)")
_CODED = re.compile(rf"(?P<name>[{HAN}A-Za-z·&-]{{2,14}})\({BLANK}{{4,12}}\)$")  # a share's name with its code
_MIN_LABELLED = 12
_CLOSES_LINE = re.compile(r"[ 。】]*(?:\n|$)")


@dataclass(frozen=True, slots=True)
class _Patterns:
    source: re.Pattern[str]
    learned: re.Pattern[str]
    in_view: re.Pattern[str]
    expecting: re.Pattern[str]
    negated: re.Pattern[str]
    issued: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    known = vocabulary("zh")
    expecting = sorted(form for form, cue in known.cues.items() if cue.modality != "reported" and len(form) > 1)
    return _Patterns(
        source=re.compile(f"(?<!数)(?P<cue>{known.any_of('source_open')})(?P<name>[^,。;:]{{2,80}}),"),
        learned=re.compile(
            f"(?:(?:{known.any_of('learn_open')})[^,。;:]{{0,12}}?|(?<![^\n。,】 ]))(?:{known.any_of('learn_from')})"
            f"(?P<name>[^,。;:]{{2,60}}?)(?P<cue>{known.any_of('learn')})[,:]"
        ),
        in_view=re.compile(r"在(?P<name>[^,。;:]{1,24})(?P<cue>看来),"),
        expecting=re.compile(f"[^,。;]{{0,4}}?(?P<cue>{'|'.join(expecting)})"),
        negated=re.compile(
            f"(?:{known.any_of('negation')})(?:对[^,]{{1,10}})?$|(?:{known.any_of('future')})[^,]{{1,10}}$"
        ),
        issued=re.compile(
            f"(?P<verb>{known.any_of('publish')})了?(?![的并])(?P<paper>[^,。;:\n]{{0,30}}?(?:{known.any_of('issued')}|》))[,:](?=[^,\n]{{4}})"
        ),
    )


@dataclass(slots=True)
class _Attribution:
    """A cue with its speaker; `clause` is where its own clause begins, `content` where what is said begins."""

    clause: int
    content: int
    speaker: Speaker
    cue: str
    modality: Modality
    quote_before: Quote | None = None
    weight: float = 1.0


def _names_source(phrase: str) -> bool:
    """Does what follows 据 name somebody, and end like a source: a paper, a verb of reporting, an organisation?"""
    words = vocabulary("zh").words
    ends = phrase.rstrip(f"》”(){BLANK}").endswith(words["source_noun"] + words["body_end"])
    return ends and not phrase.startswith(words["no_source_start"])


def _sources(context: Context, start: int, end: int, sentence: int) -> list[_Attribution]:
    """据…报道，…; 记者从…获悉，…; 在…看来，…."""
    patterns, plain = _patterns(), context.plain
    found: list[_Attribution] = []
    for pattern in (patterns.source, patterns.learned, patterns.in_view):
        for match in pattern.finditer(plain, start, end):
            clause = clause_start(plain, start, match.start())
            if (
                match.start() - clause > 6
                and pattern is not patterns.learned
                and not plain[match.start() - 1].isspace()
            ):
                continue
            left, right = match.span("name")
            if pattern is not patterns.source:
                speaker = speaker_of_clause(context, left, right, sentence)
            elif _names_source(match["name"]):
                speaker = speaker_of_paper(context, left, right, sentence)
            else:
                speaker = None  # 据了解, 根据协议: nobody is named
            if speaker:
                found.append(_Attribution(clause, match.end(), speaker, match["cue"], "reported", weight=0.9))
    return found


def _is_known(context: Context, speaker: Speaker) -> bool:
    """Is it an entity, a pronoun that was resolved, or a name that ends as only those of organisations do?"""
    if speaker.entity_id is not None or speaker.name != speaker.text:
        return True
    counted = any(mark.isdigit() for mark in speaker.name)  # 共210家公司
    return context.view.endswith(vocabulary("zh").words["body"], speaker.start, speaker.end) and not counted


def _issues(context: Context, start: int, end: int, sentence: int) -> list[_Attribution]:
    """某局发布数据，…; 某公司发布半年度业绩，…: a document with what it says behind a comma."""
    plain, words = context.plain, vocabulary("zh").words
    found: list[_Attribution] = []
    for match in _patterns().issued.finditer(plain, start, end):
        clause = clause_start(plain, start, match.start())
        if _patterns().negated.search(plain, max(clause, match.start() - 14), match.start()):
            continue  # 拟于9月发布公告
        speaker = speaker_of_clause(context, clause, match.start(), sentence)
        if speaker and COUNTED.search(plain, speaker.end, match.start()):
            continue  # 交易所共300家公司披露年报
        reports = match["paper"].rstrip("》").endswith(words["document"]) or plain[match.end() - 2] == "》"
        if speaker and (_is_known(context, speaker) or (reports and clause == start and speaker.label == "NAME")):
            found.append(_Attribution(clause, match.end(), speaker, match["verb"], "reported", weight=0.8))
    return found


def _quote_in_front(context: Context, clause: int) -> Quote | None:
    """The quotation that ends right before a clause: “…”刘某称, also with a comma between."""
    at = clause - 1
    while at > 0 and context.view[at] in " ,":
        at -= 1
    return context.quote_closing_at(at)


def _adjacent(context: Context, speaker: Speaker, at: int) -> bool:
    """Does the cue stand right behind its speaker, brackets with a stock code and the end of a title aside?"""
    return not context.plain[speaker.end : at].strip(f"()》 {BLANK}")


def _fits(context: Context, speaker: Speaker, clause: int, head: int, form: str, near: bool) -> bool:
    """Is the speaker sure enough for a cue that is no verb of saying everywhere, or has no comma behind it?"""
    words = vocabulary("zh").words
    if form in words["next_to_speaker"]:
        asked = context.plain[clause : speaker.start].endswith(words["as_asked"])
        return _adjacent(context, speaker, head) and speaker.label != "NAME" and not asked
    if not near:
        return True
    known = _is_known(context, speaker) if len(form) > 1 else speaker.entity_id is not None
    return _adjacent(context, speaker, head) and (known or speaker.label == "PERSON")


def _attributions(context: Context, start: int, end: int, sentence: int) -> list[_Attribution]:
    """Every cue of a sentence that has a speaker, in order."""
    plain, known = context.plain, vocabulary("zh")
    found = [*_sources(context, start, end, sentence), *_issues(context, start, end, sentence)]
    taken = [(item.clause, item.content) for item in found]
    matches = list(cue_pattern("zh").finditer(plain, start, end))
    chain = -1
    for index, match in enumerate(matches):
        cue = known.cues[match.group()]
        if cue.kind == "block" or any(a <= match.start() < b for a, b in taken):
            continue
        following = matches[index + 1] if index + 1 < len(matches) else None
        if following and known.cues[following.group()].kind != "block" and following.start() == match.end():
            chain = match.start() if chain < 0 else chain
            continue  # 介绍称, 分析认为: the last of the chain is the cue, the head ends before the first
        head, chain = (match.start() if chain < 0 else chain), -1
        after = plain[match.end() : match.end() + 1]
        closed = match.end() >= end or after in _CLOSES_CLAUSE
        clause = clause_start(plain, start, head)
        quote = _quote_in_front(context, clause)
        noun = (
            after == "的" or (after == "了" and cue.kind == "verb_near") or plain.startswith("的", clause)
        )  # 公布的数据, 公布了售价, “…”的建议
        if noun or (closed and quote is None) or _patterns().negated.search(plain, max(clause, head - 14), head):
            continue
        near = not closed and cue.kind != "verb" and after not in _OPENS_CONTENT + "\n"
        if near and cue.kind != "verb_near":
            continue
        if cue.kind == "show":
            speaker = speaker_of_paper(context, clause, head, sentence)
        else:
            speaker = speaker_of_clause(context, clause, head, sentence)
        if speaker is None and head - clause <= 1 and not closed and cue.modality == "reported":
            speaker = found[-1].speaker if found else entity_speaker(context, start, clause)
        carries = speaker is None and head - start <= 1 and not closed and cue.modality != "reported"
        if carries and sentence - context.discourse.last_sentence <= 1:
            speaker, near = context.discourse.last, False  # a sentence that begins with 预计 goes on with who spoke
        if speaker is None or not _fits(context, speaker, clause, head, match.group(), near):
            continue
        weak = cue.modality != "reported" or match.group() in known.words["needs_known"] or after not in _OPENS_CONTENT
        if speaker.label == "NAME" and not _is_known(context, speaker) and (near or (weak and not closed)):
            continue  # words that may be a name need a verb of saying with its comma
        space = _BEFORE_CONTENT.match(plain, match.end(), end)
        content = match.end() if closed or space is None else space.end()
        found.append(_Attribution(clause, content, speaker, match.group(), cue.modality, quote))
    return sorted(found, key=lambda item: item.clause)


def _quoted_before(context: Context, item: _Attribution, stop: int, sentence: int, used: set[int]) -> list[Statement]:
    """The quotation in front of the clause, unless the clause only happens to follow it."""
    quote, plain = item.quote_before, context.plain
    if quote is None or quote.open in used or not quote.spoken:
        return []
    ends_sentence = context.view[quote.end - 1] in ",。!?…"
    nothing_behind = item.content >= stop or plain[item.content - 1] not in ",:"
    if not (ends_sentence or nothing_behind or plain[item.content : item.content + 1] in '“"「'):
        return []
    used.add(quote.open)
    statement = context.said(quote.start, quote.end, item.speaker, (item.cue, item.modality), True, sentence)
    return [statement] if statement else []


def _content(context: Context, item: _Attribution, stop: int, sentence: int, used: set[int]) -> list[Statement]:
    """What follows the cue: quotations, or the clause up to the next attribution."""
    at, modality, plain = item.content, item.modality, context.plain
    expecting = _patterns().expecting.match(plain, at, stop)
    if modality == "reported" and expecting:
        modality = vocabulary("zh").cues[expecting["cue"]].modality
    cue = (item.cue, modality)
    found: list[Statement] = []
    for quote in context.quotes_in(at, max(stop, at + 1)):
        after = plain[quote.close + 1 : quote.close + 2]
        ends = context.view[quote.end - 1] in "。!?…" or after in _MARKS_BEHIND_QUOTE
        if quote.open > at or not quote.spoken or not ends:
            break
        used.add(quote.open)
        statement = context.said(quote.start, quote.end, item.speaker, cue, True, sentence)
        found += [statement] if statement else []
        space = _BEFORE_CONTENT.match(plain, quote.close + 1)
        at = space.end() if space else quote.close + 1
    if not found and at < stop:
        statement = context.said(at, stop, item.speaker, cue, False, sentence, 0.97 * item.weight)
        found += [statement] if statement else []
    return found


def _labelled(context: Context, start: int, end: int, sentence: int) -> list[Statement]:
    """Name, colon, what is said: 丁某：价格会稳; 丁某：“价格会稳”; 某机构周度报告：库存回升."""
    match = _LABELLED.match(context.plain, start, end)
    quote = _closing_quote(context, match.end(), end) if match else None
    if match is None or (quote is None and end - match.end() < _MIN_LABELLED):
        return []
    start = match.start("head")
    if any(word in match["head"] for word in vocabulary("zh").words["addressed"]):
        return []
    stop, source_noun = match.end("head"), vocabulary("zh").words["source_noun"]
    speaker = named_after_role(context, start, stop)
    for entity in context.entities_in(start, stop):
        rest = context.plain[entity.end : stop].strip(f" (){BLANK}")
        of_source = entity.label == "ORG" and entity.start - start <= 3 and rest.endswith(source_noun)
        alone = quote is not None and (entity.start == start or context.plain[entity.start - 1] == " ")
        told = not rest and (entity.label == "PERSON" or alone or context.view[end - 1] in "。!?;")  # else a subject
        if entity.label in ("PERSON", "ORG") and (told or (of_source and len(rest) <= 10)):
            speaker = context.from_entity(entity, confidence=0.7)
            break
    coded = _CODED.match(context.plain, start, stop)
    if speaker is None and coded and any(mark.isdigit() for mark in context.text[coded.end("name") : stop]):
        speaker = context.from_surface(*coded.span("name"), "NAME", 0.8)
    if speaker is None and quote:
        speaker = described_speaker(context, max(start, context.plain.rfind(" ", start, stop) + 1), stop)
    if speaker is None:
        return []
    left, right = (quote.start, quote.end) if quote else (match.end(), end)
    statement = context.said(left, right, speaker, (":", "reported"), quote is not None, sentence)
    return [statement] if statement else []


def _closing_quote(context: Context, at: int, end: int) -> Quote | None:
    """The quotation that begins at an offset and ends its line."""
    for quote in context.quotes_in(at, end):
        whole = quote.open == at and quote.spoken and quote.end - quote.start >= _MIN_LABELLED // 2
        return quote if whole and _CLOSES_LINE.match(context.plain, quote.close + 1) else None
    return None


def find_cue_first(context: Context, start: int, end: int, sentence: int, used: set[int]) -> list[Statement]:
    """Find the statements of one sentence.

    Args:
        context: the article.
        start: where the sentence begins.
        end: where it ends.
        sentence: its index.
        used: opening marks of the quotations that are statements already; those found here are added.

    Returns:
        The statements in order.
    """
    note_publisher(context, start, end, sentence)
    kept: list[_Attribution] = []
    for item in _attributions(context, start, end, sentence):
        if kept and kept[-1].content == item.clause and item.modality != "reported" and not item.quote_before:
            continue  # 某行指，某公司预计…: whose forecast it is belongs to what the bank says
        if kept and kept[-1].speaker.name == item.speaker.name and item.modality != "reported":
            kept[-1].modality = item.modality if kept[-1].modality == "reported" else kept[-1].modality
            continue  # 公告称，公司预计…: one statement
        kept.append(item)
    statements: list[Statement] = []
    for index, item in enumerate(kept):
        stop = kept[index + 1].clause if index + 1 < len(kept) else end
        statements += _quoted_before(context, item, stop, sentence, used)
        statements += _content(context, item, stop, sentence, used)
    if not kept:
        statements += _labelled(context, start, end, sentence)
    note_mentions(context, start, end, sentence)
    return statements
