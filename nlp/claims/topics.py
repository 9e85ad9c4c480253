"""Who speaks in a Korean sentence: the name that carries the topic or subject particle, titles between allowed.

A recognised entity is best (한빛전자 김민재 회장은); a title or a pronoun gives away a speaker that no recogniser knows
(도청 관계자는, 그는); 김 대표 is the last person named 김.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.claims.mentions import is_metric
from nlp.claims.quotes import BLANK
from nlp.claims.saying import no_persons, vocabulary
from nlp.claims.sources import is_analyst, is_authority
from nlp.claims.speakers import Context, Speaker
from nlp.records import EntityMention

TOPIC = "은|는|이|가|도|측은|측이|에선|에서는|께서는|께서"
STRONG = ("은", "는", "측은", "에선", "에서는", "께서는")
BRACKET = r"(?:\s?\([^()\n]{0,80}\))?"
_INNER = r"(?:[\w·&-]{1,2}|[\w·&-]{1,15}(?<![은는을를이가에의난된던])(?<!르면))"  # 한은 is no topic, 법제처가 is
_LONGEST_HEAD = 70
_LONGEST_NAME = 120
_PERSON_IS_NEAR = 3000
_LONGEST_SET_OFF = 24


@dataclass(frozen=True, slots=True)
class Topic:
    """A speaker with the place where its particle ends; `strong`: the particle marks the topic (은, 는)."""

    speaker: Speaker
    end: int
    strong: bool


@dataclass(frozen=True, slots=True)
class _Patterns:
    particle: re.Pattern[str]
    described: re.Pattern[str]
    first_word: re.Pattern[str]
    any_word: re.Pattern[str]
    topic_word: re.Pattern[str]
    pronoun: re.Pattern[str]
    name_role: re.Pattern[str]
    name_ahead: re.Pattern[str]
    titled_ahead: re.Pattern[str]
    name_of: re.Pattern[str]
    foreign_ahead: re.Pattern[str]
    family: re.Pattern[str]
    lead: re.Pattern[str]
    whole_name: re.Pattern[str]
    introduced: re.Pattern[str]
    officer: re.Pattern[str]


@cache
def lead_in() -> str:
    """Return the pattern of what may open a sentence before its speaker: 이어, 이날, 27일."""
    words = vocabulary("ko").any_of("connective", "time")
    return rf"(?:(?:{words})\s|\d{{1,2}}일{BRACKET}\s|\d{{1,2}}월\s)"


@cache
def _patterns() -> _Patterns:
    known = vocabulary("ko")
    role = known.any_of("role")
    nameless = known.any_of("nameless_role").replace("|", ")(?<!")
    latin = r"[A-Z][\w.-]{1,20}(?:\s[A-Z][\w.-]{1,20}){0,2}"
    person = rf"(?:{known.any_of('surname')})[가-힣]{{2}}(?<![부청처당위회은는을를의에])"
    return _Patterns(
        particle=re.compile(
            rf"{BRACKET}(?:(?:\s?[\w·&-]{{1,15}}){{0,4}}?\s?(?P<role>{role})들?)?{BRACKET}(?P<topic>{TOPIC})?"
            r"(?=(?P<follow>[\s,\"“‘'(]|$))"
        ),
        described=re.compile(
            rf"(?<![^\s.,\"”])(?P<name>(?:{_INNER}\s){{0,5}}?[\w·&-]{{0,12}}?(?:{role})들?){BRACKET}"
            rf"(?P<topic>{TOPIC})(?=[\s,\"“‘'(])"
        ),
        first_word=re.compile(
            rf"(?:{lead_in()}|[\[【]{BLANK}{{0,80}}[\]】]|[\s.,\"”]){{0,5}}"
            rf"(?P<name>(?:[\w·&-]{{1,12}}(?<![은는을를이가고던])(?<!르면)\s){{0,3}}?(?P<word>[\w·&-]{{2,15}}?)){BRACKET}"
            r"(?P<topic>은|는|이|가)(?=[\s,\"“])"
        ),
        topic_word=re.compile(
            rf"(?<!\S)(?P<name>(?P<word>[\w·&-]{{2,15}}?)){BRACKET}(?P<topic>은|는|에서는)(?=[\s,\"“])"
        ),
        any_word=re.compile(rf"(?<!\S)(?P<name>(?P<word>[\w·&-]{{2,15}}?)){BRACKET}(?P<topic>은|는|이|가)(?=[\s,\"“])"),
        pronoun=re.compile(
            rf"(?<!\w)(?:(?P<org>{known.any_of('pronoun_org')})|(?P<person>{known.any_of('pronoun_person')}))"
            rf"(?:{TOPIC})(?=[\s,\"“‘])"
        ),
        name_role=re.compile(
            rf"(?<!\w)(?P<name>{person}|{latin})\s(?:\S{{1,15}}\s){{0,4}}\S{{0,12}}"
            rf"(?:{role})(?<!{nameless})$"
        ),
        name_of=re.compile(rf"의?\s(?:\S{{1,12}}\s){{0,3}}?(?P<name>{person}|{latin})\s"),
        foreign_ahead=re.compile(
            rf"(?:{lead_in()}){{0,3}}(?P<name>[가-힣]{{1,6}}(?:\s[가-힣]{{1,6}}){{1,2}}(?<![은는을를이가의에서로전후년월일]))\s$"
        ),
        name_ahead=re.compile(rf"(?<!\w)(?P<name>{person})\s$"),
        titled_ahead=re.compile(rf"(?:{lead_in()}){{0,3}}(?P<name>{person})\s(?:[\w·]{{1,10}}\s){{0,6}}?겸\s$"),
        family=re.compile(rf"(?<!\w)(?P<family>[가-힣])(?:\s?(?:{role})){{1,2}}$"),
        lead=re.compile(rf"(?:{lead_in()})+"),
        introduced=re.compile(
            rf"(?:{role})인\s(?P<name>[가-힣]{{1,6}}(?:\s[가-힣]{{1,8}}){{0,2}}?|{latin}){BRACKET}(?P<topic>{TOPIC})(?=[\s,\"“])"
        ),
        whole_name=re.compile(rf"(?P<name>{person})"),
        officer=re.compile(rf"(?:[\w·&]{{2,12}}\s)?[\w·&]{{2,12}}\s?(?:{role})(?<!{nameless})"),
    )


def _before_quote(plain: str, at: int) -> bool:
    return plain[at : at + 2].lstrip(" ")[:1] in ('"', "“")


def _person_of(context: Context, start: int, entity: EntityMention, match: re.Match[str]) -> tuple[int, int] | None:
    """The name around an organisation and a title: 민경원 우리은행 연구원은, 우리은행의 민경원 연구원은."""
    patterns, plain = _patterns(), context.plain
    of = patterns.name_of.match(plain, entity.end, match.start("role"))
    if of:
        return of.span("name")
    ahead = patterns.name_ahead.search(plain, max(start, entity.start - 6), entity.start)
    ahead = ahead or patterns.titled_ahead.match(plain, start, entity.start)
    if ahead:
        return ahead.span("name")
    foreign = patterns.foreign_ahead.match(plain, start, entity.start)
    words = vocabulary("ko").words
    if foreign and not {*foreign["name"].split()} & {*words["no_name"], *words["connective"]}:  # 익명을 요구한
        return foreign.span("name")
    return None


def _entity_topics(context: Context, start: int, end: int) -> list[Topic]:
    patterns, plain = _patterns(), context.plain
    found: dict[int, Topic] = {}
    for entity in context.entities_in(start, end):
        match = patterns.particle.match(plain, entity.end, min(end + 1, entity.end + _LONGEST_NAME))
        if entity.label == "PRODUCT" or match is None or _is_anybody(entity):
            continue
        if match["topic"] is None and not _before_quote(plain, match.end()):
            continue
        bare_place = entity.label == "LOC" and match.end() - entity.end <= 1
        if bare_place and match["topic"] not in STRONG:
            continue
        held = found.get(match.end())
        if held is None or (held.speaker.label != "PERSON" and entity.label == "PERSON"):
            name_end = match.start("topic") if match["topic"] else match.end()
            speaker = context.from_entity(entity, name_end, 0.95 if match["topic"] else 0.75)
            person = _person_of(context, start, entity, match) if entity.label == "ORG" and match["role"] else None
            speaker = context.named(person, name_end, 0.9) if person else speaker
            found[match.end()] = Topic(speaker, match.end(), match["topic"] in STRONG)
    return [found[key] for key in sorted(found)]


def _is_anybody(entity: EntityMention) -> bool:
    """Is it a family name of which the text says no more? 박씨 is called so, and not 박."""
    return entity.label == "PERSON" and len(entity.name) == 1


def _pronoun_topics(context: Context, start: int, end: int, sentence: int) -> list[Topic]:
    discourse = context.discourse
    found: list[Topic] = []
    for match in _patterns().pronoun.finditer(context.plain, start, end):
        target = discourse.human() if match["person"] else discourse.organisation(sentence)
        speaker = context.referring(target, match.start(), match.end(), 0.75)
        found += [Topic(speaker, match.end(), True)] if speaker else []
    return found


def _called(context: Context, family: str, before: int) -> Speaker | None:
    """The person last named whose name begins with this syllable: 김 대표 after 김민재 대표."""
    for entity in reversed(context.entities_in(max(0, before - _PERSON_IS_NEAR), before)):
        if entity.label == "PERSON" and len(entity.text) > 1 and entity.text.startswith(family):
            return context.from_entity(entity)
    for name, speaker in reversed(context.discourse.people.items()):
        if name.startswith(family) and len(name) > 1:
            return speaker
    return None


def called_by_family(context: Context, start: int, end: int) -> Speaker | None:
    """Resolve a stretch that ends in a family name and a title: 김 교수."""
    match = _patterns().family.search(context.plain, start, end)
    person = _called(context, match["family"], match.start()) if match else None
    return context.referring(person, match.start(), end, 0.8) if match and person else None


def _titled_topics(context: Context, start: int, end: int) -> list[Topic]:
    patterns, plain = _patterns(), context.plain
    found: list[Topic] = []
    speaker: Speaker | None
    for match in patterns.introduced.finditer(plain, start, end):  # 수석 전략가인 파하드 카말은
        speaker = context.named(match.span("name"), match.end("name"), 0.9)
        found.append(Topic(speaker, match.end(), match["topic"] in STRONG))
    for match in patterns.described.finditer(plain, start, end):
        left, right = match.span("name")
        lead = patterns.lead.match(plain, left, right)
        left = lead.end() if lead else left
        strong = match["topic"] in STRONG
        called = called_by_family(context, left, right)
        named = patterns.name_role.search(plain, left, right)
        if called:
            speaker, strong = called, True
        elif named and named["name"] not in no_persons("ko"):
            speaker = context.named(named.span("name"), right, 0.9)
        else:
            speaker = context.from_surface(left, right, "ROLE", 0.85) if right - left > 1 else None  # 65세 등도
        found += [Topic(speaker, match.end(), strong)] if speaker else []
    return found


def _first_word(context: Context, start: int, end: int) -> list[Topic]:
    """The sentence's first word with 은 or 는, where it can be a name: the last resort."""
    patterns = _patterns()
    match = patterns.first_word.match(context.plain, start, end)
    found = _as_name(context, match) if match else []
    if found and found[0].strong:
        return found
    for match in patterns.topic_word.finditer(context.plain, start, min(end, start + _LONGEST_HEAD)):
        later = _as_name(context, match)
        if later:
            return later
    return found


def _as_name(context: Context, match: re.Match[str]) -> list[Topic]:
    words = vocabulary("ko").words
    if (
        match["word"] in words["no_name"]
        or match["word"][0].isdigit()
        or match["word"].endswith(words["no_name_end"])
        or BLANK in match["name"]
        or is_metric(match["name"], "ko")
        or _adnominal(match)
    ):
        return []
    group = "name" if match["name"].count(" ") < 2 else "word"
    speaker = context.from_surface(*match.span(group), "NAME", 0.8)
    return [Topic(speaker, match.end(), match["topic"] in STRONG)] if speaker else []


def _adnominal(match: re.Match[str]) -> bool:
    """Is it a verb before a noun rather than a name with its topic particle? 못 미치는 것으로, 느리다는 불만."""
    after = match.string[match.end() : match.end() + 4].strip()
    reports = match["word"].endswith("다") and not after.startswith(('"', "“"))
    return match["topic"] == "는" and (reports or after.startswith(vocabulary("ko").words["after_adnominal"]))


def _unrecognised_topics(context: Context, start: int, end: int, sentence: int) -> list[Topic]:
    stop = min(end + 1, len(context.plain))
    found = _pronoun_topics(context, start, stop, sentence) or _titled_topics(context, start, stop)
    if any(topic.strong for topic in found):
        return found
    first = _first_word(context, start, stop)
    return first if first and (first[0].strong or not found) else found


def topic_before(context: Context, start: int, end: int, sentence: int, quoted: bool) -> Topic | None:
    """Find the speaker in front of what is said.

    Args:
        context: the article.
        start: where to begin looking.
        end: where the quotation, or the clause with its own subject, ends the search.
        sentence: the index of the sentence.
        quoted: nearest to a quotation, people first; for a clause the first topic of the sentence.
    """
    topics = _entity_topics(context, start, end)
    strong = [topic for topic in topics if topic.strong]
    if not strong:
        other = [topic for topic in _unrecognised_topics(context, start, end, sentence) if topic.strong or not topics]
        if other:
            topics, strong = other, [topic for topic in other if topic.strong]
    chosen = strong or topics
    if not chosen:
        return None
    if quoted:
        return ([topic for topic in chosen if topic.speaker.label == "PERSON"] or chosen)[-1]
    return chosen[0]


def topic_behind(context: Context, start: int, end: int, sentence: int) -> Speaker | None:
    """Find the speaker between the content and its verb: …고 10일(현지시간) 당국이 밝혔다."""
    topics = _entity_topics(context, start, end) or _pronoun_topics(context, start, end, sentence)
    topics = topics or _titled_topics(context, start, end)
    if not topics:
        match = _patterns().any_word.search(context.plain, start, end)
        topics = _as_name(context, match) if match else []
    return topics[0].speaker if topics else None


def named_in(context: Context, start: int, end: int) -> Speaker | None:
    """Read a stretch that is a name: the person in it, else the entity, else its words."""
    entities = [entity for entity in context.entities_in(start, end) if entity.label != "PRODUCT"]
    people = [entity for entity in entities if entity.label == "PERSON"]
    if entities:
        return context.from_entity((people or entities)[0], end)
    return context.from_surface(start, end, "NAME", 0.8)


def carried(context: Context, sentence: int) -> Speaker | None:
    """Carry the speaker of the sentences before: a report goes on quoting without naming again."""
    discourse = context.discourse
    held = discourse.last
    if held is None or sentence - discourse.last_sentence > 2:
        held = discourse.org if sentence - discourse.org_sentence <= 2 else None
    return context.referring(held, held.start, held.end, 0.75) if held else None


def set_off(context: Context, start: int, end: int) -> Speaker | None:
    """Read words that stand alone before a quotation in a headline: 정부 “…”, 김하늘 장관 “…”, 최 대표 “…”."""
    plain, patterns, words = context.plain, _patterns(), vocabulary("ko").words
    while start < end and plain[start] in " \n,:":
        start += 1
    while end > start and plain[end - 1] in " \n,:":
        end -= 1
    name = plain[start:end]
    if not 2 <= len(name) <= _LONGEST_SET_OFF or BLANK in name or "," in name:
        return None
    called = called_by_family(context, start, end)
    if called:
        return called
    named = patterns.name_role.fullmatch(plain, start, end) or patterns.whole_name.fullmatch(plain, start, end)
    if named and not set(named["name"].split()) & (no_persons("ko") | {*words["no_name"]}):
        return context.named(named.span("name"), end, 0.8)
    if (is_authority("ko", name, None) or is_analyst("ko", name)) and " " not in name:
        return context.from_surface(start, end, "NAME", 0.75)
    if name in words["headline"] or (patterns.officer.fullmatch(plain, start, end) and not name[0].isdigit()):
        return context.from_surface(start, end, "ROLE", 0.75)
    return None


_HEADS = re.compile(rf"{BRACKET}(?:은|는|이|가|도)(?=[\s,])")


def note_mentions(context: Context, start: int, end: int, sentence: int) -> None:
    """Remember whom the sentence names; an organisation with a topic particle is what it is about."""
    heads = True
    for entity in context.entities_in(start, end):
        if entity.label not in ("PERSON", "ORG") or context.plain[entity.start] == BLANK:
            continue
        topic = _HEADS.match(context.plain, entity.end) is not None
        context.discourse.mentioned(context.from_entity(entity), heads and topic, sentence)
        heads = heads and not (topic and entity.label == "ORG")
