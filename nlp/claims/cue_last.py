"""Attribution in the order speaker, content, cue, as Korean has it: 김 대표는 "…"라고 말했다; A사는 …다고 밝혔다.

The speaker may also stand behind the content (…고 A사는 전했다), and a source in front of all (A원에 따르면 …).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from nlp.claims.quotes import BLANK, Quote
from nlp.claims.saying import cue_pattern, vocabulary
from nlp.claims.speakers import Context, Speaker, Statement
from nlp.claims.topics import (
    BRACKET,
    Topic,
    called_by_family,
    carried,
    lead_in,
    named_in,
    note_mentions,
    set_off,
    topic_before,
    topic_behind,
)

_LONGEST_GAP = 60  # between what is said and its verb
_BARE_GAP = 25  # the same, where no particle of quotation links them
_LONGEST_CLAUSE = 300
_SHORTEST_REPORT = 16
_LONGEST_HEAD = 260
_LONGEST_HEADLINE = 160
_NUMBER_IS_NEAR = 20
_FINITE = ("했", "한다", "하고 있", "합니다")


@dataclass(frozen=True, slots=True)
class _Patterns:
    after_quote: re.Pattern[str]
    suffixed: re.Pattern[str]
    adnominal: re.Pattern[str]
    naming: re.Pattern[str]
    connector: re.Pattern[str]
    clause_end: re.Pattern[str]
    explains: re.Pattern[str]
    comes_out: re.Pattern[str]
    states: re.Pattern[str]
    source: re.Pattern[str]
    publish: re.Pattern[str]
    issuer: re.Pattern[str]
    respondents: re.Pattern[str]
    question: re.Pattern[str]
    paper: re.Pattern[str]
    issuer_of: re.Pattern[str]
    told: re.Pattern[str]
    bare: re.Pattern[str]
    light: re.Pattern[str]
    adnominal_verb: re.Pattern[str]
    filler: re.Pattern[str]
    split_off: re.Pattern[str]
    title: re.Pattern[str]
    headline_break: re.Pattern[str]
    signed: re.Pattern[str]
    answers: re.Pattern[str]
    closes_line: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    known = vocabulary("ko")
    noun = known.any_of("noun")
    foreseen = [form for form, cue in known.cues.items() if cue.kind in ("verb", "view") and cue.modality != "reported"]
    viewing = f"(?:{known.any_of('hada')})[했한하]|{'|'.join(foreseen)}"  # “…”로 분석했다, but not “…”로 불린다
    linking, adnominal = known.any_of("quote_link", "quote_join"), known.any_of("quote_noun")
    return _Patterns(
        after_quote=re.compile(rf"[.,]?\s?(?P<form>{linking}|{adnominal}|으?로(?=\s(?:{viewing})))?(?=[\s,.]|$)"),
        suffixed=re.compile(r"[가-힣]{1,3}(?:\s[가-힣]{2,4})?(?P<form>다며|다고|라며|라고|며)(?=\s)"),
        adnominal=re.compile(rf"(?:{adnominal})\s(?:\S{{1,8}}\s)?\S{{0,3}}?(?:{noun})"),
        naming=re.compile(rf"\s(?:\S{{1,8}}\s)?(?:{known.any_of('naming')})"),
        connector=re.compile(
            r"(?P<keep>[다자냐]|[라으]라)?(?P<form>(?<=[다자냐])고(?:도|는)?|이라고(?:도|는)?|(?<!이)라고(?:도|는)?)(?=\s)"
            r"|(?P<result>것으로|(?<=[\d가-힣%])(?:으로|로)(?:\s각각)?|(?<=[\d원%명대개억조장승])[을를])(?=\s)"
            rf"|(?P<noun>(?<=[다라자])는\s(?:\S{{1,12}}\s){{0,2}}?(?P<what>{noun})(?:을|를|도|은|이|과|와)?)(?=\s)"
        ),
        clause_end=re.compile(r"(?:했고|했으며|지만|는데|다며|고 보고|것을)\s"),
        explains=re.compile(
            rf"(?:는|라는)\s(?:게|것이|것은|점이)\s(?P<who>[^,.]{{1,40}}?)(?:의|(?<=측))\s(?P<noun>{noun})"
            r"(?:이다|이었다|입니다|이라고|이며)"
        ),
        comes_out=re.compile(
            rf"(?:이?라는|(?<=다)는)\s(?P<who>[^,.]{{1,40}}?)의\s(?P<noun>{noun})[이가]\s(?:나왔|나온|나오)"
        ),
        states=re.compile(rf"(?<=[다라자])는\s(?P<noun>{known.any_of('stance')})(?:이다|이었다|입니다|이며|이라고)"),
        source=re.compile(rf"(?:(?P<cue>{known.any_of('source')})|(?P<weak>{known.any_of('source_weak')}))[,\s]"),
        publish=re.compile(known.any_of("publish")),
        issuer=re.compile(
            rf"(?<!\S)(?P<name>[\w·&]{{2,15}}?){BRACKET}[이가]\s(?:\S{{1,12}}\s){{0,4}}?(?:{known.any_of('publish')})"
        ),
        respondents=re.compile(
            rf"(?P<who>\d%|중\s\d{{1,4}}(?:명|곳|개사|가구)|{known.any_of('respondent')}|(?P<counted>\d(?:명|곳|개사|가구))){BRACKET}"
            r"(?:\s?(?:이상|정도|가량))?(?P<topic>[은는이가도])(?=\s)"
        ),
        question=re.compile(r"질문에(?:는|도)?\s"),
        paper=re.compile(rf"(?<!\S)\w{{0,8}}?(?:{known.any_of('paper')}){BRACKET}(?:\s?등)?$"),
        issuer_of=re.compile(
            rf"(?<!\S)(?P<name>[\w·&]{{2,15}}?(?<![은는을를이가에난된한던린별간대]))의?{BRACKET}(?:의?\s[‘'“\"]{BLANK}{{1,60}}[’'”\"])?\s$"
        ),
        told=re.compile(rf"(?<=\s)(?:{known.any_of('told')})\s(?:바|내용)$"),
        bare=re.compile(rf"(?:{lead_in()}|[\s,\"”]|(?:이|해당|이번|같은)\s){{0,4}}"),
        light=re.compile(rf"\s(?:{known.any_of('light')})"),
        adnominal_verb=re.compile(rf"(?:[힌린인은]|.?한|.?하는)\s(?!(?:{known.any_of('after_adnominal')}))"),
        filler=re.compile(rf"(?:{lead_in()}|[^.,\"“”\n]{{1,40}}?(?:통해|통해서)\s|[\s,]){{1,6}}"),
        split_off=re.compile(
            rf"(?:이?라고|고|이?라며|며)\s|\S{{1,6}}다[.\s]|[^.,\"“\n]{{2,45}}[은는]\s(?:{known.any_of('hada')})[했합한]"
        ),
        title=re.compile(rf"(?:\s?(?:{known.any_of('role')}))?[\s,:]{{0,2}}"),
        headline_break=re.compile(r"…|\.{2,}|·{2,}|[\]】>”\"]"),
        signed=re.compile(rf"\s?[-–—]\s?(?P<name>[가-힣A-Za-z&]{{2,10}}[證硏]?)(?=\s*(?:\[{BLANK}*\])?\s*$|\n)"),
        answers=re.compile(r"(?:…|\.{2,}|·{2,}|[가-힣]에(?:도|는)?)\s?$"),
        closes_line=re.compile(rf"\s*(?:\[{BLANK}*\])?\s*(?:\n|$)"),
    )


@dataclass(slots=True)
class _Reading:
    """One sentence while it is read: `at` is where the next attribution may begin, `speaker` who spoke in it so far."""

    start: int
    end: int
    sentence: int
    at: int
    used: set[int]
    speaker: Speaker | None = None


def _surveyed(context: Context, reading: _Reading, end: int, form: str) -> bool:
    """Is the subject a share of those asked (응답자의 60%는, 16곳이), with nobody named in front of it?"""
    known = vocabulary("ko")
    start = max(reading.at, reading.start)
    for match in _patterns().respondents.finditer(context.plain, start, end):
        answers = form in known.words["answer"] + known.words["said"]
        answers = answers or (form in known.cues and known.cues[form].modality != "reported")
        if answers or (match["counted"] is None and match["topic"] in "은는"):
            topic = topic_before(context, start, match.start(), reading.sentence, False)
            return topic is None or not topic.strong
    return False


def _quote_speaker(context: Context, reading: _Reading, quote: Quote, follow: re.Match[str]) -> Speaker | None:
    """Who said a quotation: named behind it, else in front of it, else earlier in the sentence."""
    patterns, plain = _patterns(), context.plain
    explained = patterns.explains.match(plain, quote.close + 1)
    if explained:
        return named_in(context, *explained.span("who"))
    cue = cue_pattern("ko").search(plain, follow.end(), min(reading.end, follow.end() + _LONGEST_GAP))
    if cue and follow["form"] not in vocabulary("ko").words["quote_join"]:
        clear = not patterns.clause_end.search(plain, follow.end(), cue.start())
        behind = topic_behind(context, follow.end(), cue.start(), reading.sentence) if clear else None
        if behind:
            return behind
    start = max(reading.at, reading.start)
    topic = topic_before(context, start, quote.open, reading.sentence, True)
    question = patterns.question.search(plain, start, quote.open)
    if topic and question and topic.end < question.start() and not topic.strong:
        topic = None  # 원유가 포함되느냐는 질문에 "…"라고 답했다
    return topic.speaker if topic else reading.speaker


def _linked(context: Context, reading: _Reading, quote: Quote, stop: int) -> tuple[re.Match[str], str] | None:
    """What links a quotation to being said: the particle behind it, and the verb; None where it only names a thing."""
    patterns, plain, words = _patterns(), context.plain, vocabulary("ko").words
    follow = patterns.after_quote.match(plain, quote.close + 1, reading.end)
    if follow is None and quote.spoken:
        follow = patterns.suffixed.match(plain, quote.close + 1, reading.end)
    if follow is None or patterns.naming.match(plain, follow.end()):
        return None
    form = follow["form"]
    if form in ("로", "으로") and not quote.spoken:
        return None  # ‘2-클로로’로 확인했다
    cue = cue_pattern("ko").search(plain, follow.end(), min(stop, follow.end() + _LONGEST_GAP))
    if form is None:
        return (follow, cue.group()) if cue and quote.spoken and cue.start() - quote.close <= _BARE_GAP else None
    if form in words["quote_noun"]:
        takes = patterns.explains.match(plain, quote.close + 1) or patterns.adnominal.match(plain, quote.close + 1)
        return (follow, cue.group()) if takes and cue and quote.spoken else None
    return follow, cue.group() if cue else form


def _quoted(context: Context, reading: _Reading) -> list[Statement]:
    """Quotations with 라고, 며, 고 and the like behind them; those without a speaker wait for the next that has one."""
    known = vocabulary("ko")
    found: list[Statement] = []
    waiting: list[Quote] = []
    quotes = [quote for quote in context.quotes_in(reading.start, reading.end) if quote.open not in reading.used]
    for index, quote in enumerate(quotes):
        stop = quotes[index + 1].open if index + 1 < len(quotes) else reading.end
        linked = _linked(context, reading, quote, stop)
        if linked is None:
            continue
        follow, cue = linked
        if _surveyed(context, reading, quote.open, cue):
            continue
        speaker = _quote_speaker(context, reading, quote, follow) or carried(context, reading.sentence)
        if speaker is None:
            waiting.append(quote)
            continue
        modality = known.cues[cue].modality if cue in known.cues else "reported"
        for item in (*waiting, quote):
            reading.used.add(item.open)
            statement = context.said(item.start, item.end, speaker, (cue, modality), True, reading.sentence)
            found += [statement] if statement else []
        waiting = []
        reading.speaker = speaker
        reading.at = follow.end()
        if cue in known.cues and follow["form"] not in known.words["quote_join"]:
            reading.at = context.plain.find(cue, follow.end()) + len(cue)
    return found


def _connector(context: Context, reading: _Reading, verb: re.Match[str]) -> re.Match[str] | None:
    """The ending that makes a clause the object of a verb of saying: the last one before the verb that it can take."""
    patterns, cue = _patterns(), vocabulary("ko").cues[verb.group()]
    chosen = None
    for match in patterns.connector.finditer(context.plain, max(reading.at, verb.start() - _LONGEST_GAP), verb.start()):
        if match["result"] and (cue.modality == "reported" or verb.start() - match.end() > 8):
            continue  # …로 takes a verb of forecasting, right behind
        bare = match["result"] is not None and not match["result"].startswith("것")
        if bare and not any(
            mark.isdigit() for mark in context.plain[max(0, match.start() - _NUMBER_IS_NEAR) : match.start()]
        ):
            continue  # 2.0%로 전망했다, 4조원을 예상했다, but not 긍정적으로 전망했다
        if bare and re.search(r"[을를]\s", context.plain[match.end() : verb.start()]):
            continue  # 교통량을 기반으로 사고 건수를 예측했다
        if cue.kind == "give" and not match["noun"]:
            continue
        if match["result"] in ("을", "를") and not context.plain.startswith(_FINITE, verb.end()):
            continue  # 2.0% 성장을 예상했다, but not 수요를 예측하는 모형
        chosen = match
    if chosen and patterns.clause_end.search(context.plain, chosen.end(), verb.start()):
        return None
    return chosen


def _goes_on(context: Context, reading: _Reading, connector: re.Match[str]) -> bool:
    """Does a clause without a speaker go on with what the last one said: 또 …라고 밝혔다, …다고도 했다?"""
    if (connector["noun"] or connector["form"] or "").endswith("도"):
        return True
    return context.plain.startswith(vocabulary("ko").words["continuing"], reading.start)


def _views(context: Context, reading: _Reading, topic: Topic) -> bool:
    """Does the topic hold the view, and is it not what is viewed: 한은은 …로 봤다, but 상단은 …로 봤다?"""
    opens = not context.plain[reading.at : topic.speaker.start].strip() or _patterns().bare.fullmatch(
        context.plain, reading.at, topic.speaker.start
    )
    return topic.speaker.label != "NAME" and (topic.strong or bool(opens))


def _clauses(context: Context, reading: _Reading) -> list[Statement]:
    """Clauses that a verb of saying takes: …다고 밝혔다, …것으로 전망했다, …다는 목표를 제시했다."""
    patterns, plain, known = _patterns(), context.plain, vocabulary("ko")
    found: list[Statement] = []
    for verb in cue_pattern("ko").finditer(plain, reading.start, reading.end):
        if verb.start() < reading.at or patterns.adnominal_verb.match(plain, verb.end() - 1):
            continue
        connector = _connector(context, reading, verb)
        if connector is None:
            continue
        cue = known.cues[verb.group()]
        stop = connector.end("keep") if connector["keep"] else connector.start()
        near = context.quotes_in(max(reading.start, stop - _LONGEST_CLAUSE), stop)
        if any(quote.open in reading.used and quote.close >= stop - 3 for quote in near):
            continue
        if _surveyed(context, reading, stop, verb.group()):
            continue
        speaker, begin = topic_behind(context, connector.end(), verb.start(), reading.sentence), reading.at
        if speaker is None:
            topic = topic_before(context, reading.at, stop, reading.sentence, False)
            if topic and (not topic.strong) and (connector["noun"] or connector["form"] or "").endswith("도"):
                topic = None  # …해야 한다는 제언도 내놨다: the subject inside is not the one who speaks
            result = connector["result"] or ""
            if (
                topic
                and topic.speaker.label == "NAME"
                and (result[:1] in ("로", "으") or (result and not topic.strong))
            ):
                topic = None  # 판매량은 12%로 전망했다: the topic is what is forecast
            if topic and result and topic.speaker.label == "LOC" and " " not in topic.speaker.text:
                topic = None  # 미국은 2.3% 성장할 것으로 전망했다
            if topic and cue.kind == "view" and not _views(context, reading, topic):
                topic = None
            if topic:
                speaker, begin = topic.speaker, topic.end
            else:
                forecasts = cue.modality != "reported" and connector["noun"] is None
                goes_on = forecasts or _goes_on(context, reading, connector)
                goes_on = goes_on and (cue.kind != "view" or connector["result"] is not None)
                speaker = reading.speaker or (carried(context, reading.sentence) if goes_on else None)
        if speaker is None:
            continue
        skipped = patterns.filler.match(plain, begin, stop)
        content = skipped.end() if skipped and stop - skipped.end() >= 6 else begin
        modality = known.cues[connector["what"]].modality if connector["what"] else cue.modality
        statement = context.said(content, stop, speaker, (verb.group(), modality), False, reading.sentence, 0.97)
        if statement is None:
            continue
        if found and begin == reading.at and found[-1].speaker == statement.speaker:
            statement = replace(statement, start=found.pop().start)  # …할 것으로 예상하고 …할 것으로 전망했다
        found.append(statement)
        reading.speaker, reading.at = speaker, verb.end()
    return found


def _noun_clauses(context: Context, reading: _Reading) -> list[Statement]:
    """…다는 게 김 연구원의 설명이다; …라는 A사의 전망이 나왔다; A사는 …다는 입장이다."""
    patterns, plain, known = _patterns(), context.plain, vocabulary("ko")
    found: list[Statement] = []
    for pattern in (patterns.explains, patterns.comes_out, patterns.states):
        for match in pattern.finditer(plain, reading.at, reading.end):
            begin = reading.at
            if pattern is not patterns.states:
                speaker = named_in(context, *match.span("who"))
            else:
                topic = topic_before(context, reading.at, match.start(), reading.sentence, False)
                speaker = topic.speaker if topic else None
                begin = topic.end if topic else begin
            if speaker is None:
                continue
            cue = (match["noun"], known.cues[match["noun"]].modality)
            statement = context.said(begin, match.start(), speaker, cue, False, reading.sentence, 0.9)
            if statement:
                found.append(statement)
                reading.at = match.end()
    return found


_JOINED = re.compile(r"(?:와|과|,|·|\s및)\s?")
_LAST_WORD = re.compile(rf"(?P<name>[\w·&]{{2,15}}?){BRACKET}(?:\s?등)?$")
_ISSUES = re.compile(rf"[A-Za-z]{{0,6}}{BRACKET}[이가의은는]\s")


def _can_issue(name: str) -> bool:
    words = vocabulary("ko").words
    return not (name in words["no_name"] or name.endswith(words["no_name_end"]) or name[0].isdigit())


def _source_speaker(context: Context, start: int, end: int, stop: int, sentence: int) -> Speaker | None:
    """Who stands before 에 따르면 (to `stop`): the issuer named, the first of a list, the name right before."""
    patterns, plain = _patterns(), context.plain
    entities = [entity for entity in context.entities_in(start, end) if entity.label in ("ORG", "PERSON")]
    for entity in entities:
        published = patterns.publish.search(plain, entity.end, stop)
        if published and (_ISSUES.match(plain, entity.end) or published.start() - entity.end <= 2):
            return context.from_entity(entity, confidence=0.9)
    near = [entity for entity in entities if end - entity.end <= 30]
    listed = [entity for entity in near if _JOINED.match(plain, entity.end)]
    if near:
        return context.from_entity((listed or near[-1:])[0], confidence=0.9)
    told = patterns.told.search(plain, start, end)
    if told:  # 박 전 시장이 밝힌 바에 따르면
        topic = topic_before(context, start, told.start(), sentence, True)
        return topic.speaker if topic else None
    issuer = patterns.issuer.search(plain, start, stop)
    if issuer:
        return context.from_surface(*issuer.span("name"), "SOURCE", 0.7)
    family = called_by_family(context, start, end)
    if family:
        return family
    name = _LAST_WORD.search(plain, max(start, end - 40, plain.rfind(",", start, end) + 1), end)
    words = vocabulary("ko").words
    paper = patterns.paper.search(plain, start, end)
    if paper:
        named = patterns.issuer_of.search(plain, max(start, paper.start() - 40), paper.start())
        if named and _can_issue(named["name"]):
            return context.from_surface(*named.span("name"), "SOURCE", 0.7)
        speaker = carried(context, sentence) if patterns.bare.fullmatch(plain, start, paper.start()) else None
        return speaker if speaker and speaker.label == "ORG" else None
    if name is None or name["name"] in words["no_source"] or name["name"].endswith(words["no_source_end"]):
        return None
    return context.from_surface(*name.span("name"), "SOURCE", 0.7)


def _source(context: Context, reading: _Reading) -> list[Statement]:
    """A원에 따르면 …: the rest of the sentence."""
    match = _patterns().source.search(context.plain, reading.start, min(reading.end, reading.start + _LONGEST_HEAD))
    if match is None or reading.end - match.end() < _SHORTEST_REPORT:
        return []
    speaker = _source_speaker(context, reading.start, match.start(), match.end(), reading.sentence)
    if speaker is None or (match["weak"] and speaker.entity_id is None):
        return []
    cue = (match["cue"] or match["weak"]).strip()
    statement = context.said(match.end(), reading.end, speaker, (cue, "reported"), False, reading.sentence, 0.95)
    return [statement] if statement else []


def _headline(context: Context, reading: _Reading) -> list[Statement]:
    """A quotation in a line without a full stop, with its speaker set off before or behind it: a headline."""
    if context.plain[reading.end - 1 : reading.end] in (".", "다"):
        return []
    found: list[Statement] = []
    for quote in context.quotes_in(reading.start, reading.end):
        if quote.open in reading.used or not quote.spoken:
            continue
        speaker = _headline_speaker(context, reading, quote)
        if speaker is not None:
            reading.used.add(quote.open)
            statement = context.said(quote.start, quote.end, speaker, ("", "reported"), True, reading.sentence)
            found += [statement] if statement else []
    return found


def _headline_speaker(context: Context, reading: _Reading, quote: Quote) -> Speaker | None:
    """한빛전자 “…”; 정부 “…”; “…”-한빛證; 김민재, 예산 삭감에 “…”, where the quotation closes the line."""
    plain, patterns = context.plain, _patterns()
    for entity in context.entities_in(max(reading.start, quote.open - 30), quote.open):
        if entity.label in ("ORG", "PERSON") and patterns.title.fullmatch(plain, entity.end, quote.open):
            return context.from_entity(entity, confidence=0.8)
    if reading.end - reading.start > _LONGEST_HEADLINE:
        return None
    breaks = [match.end() for match in patterns.headline_break.finditer(plain, reading.start, quote.open)]
    alone = set_off(context, max(breaks, default=reading.start), quote.open)
    signed = patterns.signed.match(plain, quote.close + 1, reading.end)
    if alone is None and signed:
        alone = named_in(context, *signed.span("name"))
    answers = patterns.answers.search(plain, reading.start, quote.open)  # else whose words they are is open
    if alone is None and answers and patterns.closes_line.match(plain, quote.close + 1, reading.end):
        heads = context.entities_in(reading.start, quote.open)[:1]
        before = heads and not plain[reading.start : heads[0].start].strip(f"[]【】 {BLANK}")
        if before and heads[0].label in ("ORG", "PERSON") and plain.startswith(", ", heads[0].end):
            return context.from_entity(heads[0], confidence=0.6)
    return alone


_FINDERS: tuple[Callable[[Context, _Reading], list[Statement]], ...] = (_quoted, _clauses, _noun_clauses)
_RESORTS: tuple[Callable[[Context, _Reading], list[Statement]], ...] = (_source, _headline)


def find_cue_last(context: Context, start: int, end: int, sentence: int, used: set[int]) -> list[Statement]:
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
    before = start - 1
    while before > max(0, start - 4) and context.view[before].isspace():
        before -= 1
    quote = context.quote_closing_at(before)
    if quote and quote.open not in used and _patterns().split_off.match(context.plain, start, end):
        start = quote.open  # the sentence was split between a quotation that ends in a full stop and its verb
    reading = _Reading(start, end, sentence, start, used)
    found = [statement for find in _FINDERS for statement in find(context, reading)]
    for find in _RESORTS:
        found = found or find(context, reading)
    note_mentions(context, start, end, sentence)
    return found
