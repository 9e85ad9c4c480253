"""Who speaks in a Chinese clause: what stands between its beginning and its verb of saying.

A recognised person is best, then a name behind a title (副局长周某), a pronoun, an organisation; the words themselves
are the last resort. A paper speaks for the one who published it (报告显示, 财报显示).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.claims.mentions import is_metric
from nlp.claims.quotes import BLANK
from nlp.claims.saying import no_persons, vocabulary
from nlp.claims.sources import is_analyst
from nlp.claims.speakers import Context, Speaker
from nlp.records import EntityMention
from nlp.tables import read_table

HAN = "一-鿿㐀-䶿\U00020000-\U0003ffff"  # simplification leads some names outside the basic block
_CLAUSE_START = re.compile(r"[,;:。!?”」』】\"丨|│]")
_LONGEST_HEAD = 160
_RATERS = ("行", "机构", "券商")  # ends of words that take up a broker or a bank: 该行
_LONGEST_ROLE = 30
_PARAGRAPH_HEAD = 16  # characters in which a paragraph names whom it is about
_ITSELF = ("公司", "集团", "我们公司", "本公司")
_LONGEST_OWN_NAME = 4  # of Chinese people; longer ones are foreign and may swallow a preposition
COUNTED = re.compile("[0-9]+ ?[多余]? ?(?:家|股|只|名|个|位|款|份)")  # 16股获机构关注, 共有23家企业
_OF_MANY = re.compile(f"显示,[^,。;]{{0,16}}?{COUNTED.pattern}(?:上市|A股)")  # nobody's paper in particular
_STILL_FRESH = 2  # sentences after which 报告 no longer means the paper just published


@dataclass(frozen=True, slots=True)
class _Patterns:
    tail: re.Pattern[str]
    head: re.Pattern[str]
    preposition: re.Pattern[str]
    opening_phrase: re.Pattern[str]
    role_name: re.Pattern[str]
    pronoun: re.Pattern[str]
    person_noun: re.Pattern[str]
    document: re.Pattern[str]
    paper: re.Pattern[str]
    name: re.Pattern[str]
    title: re.Pattern[str]
    quoted: re.Pattern[str]
    publish: re.Pattern[str]
    ends_subject: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    known = vocabulary("zh")
    role = known.any_of("role")
    body_end, no_end = (known.any_of(kind).replace("|", ")|(?<=") for kind in ("body_end", "no_name_end"))
    date = r"(?:\d{2,4}年)?(?:\d{1,2}月)?\d{1,2}日|\d{2,4}年\d{1,2}月|\d{2,4}年"
    filler = f"{date}|^\\d{{1,3}}[、.]|^- |{known.any_of('adverb', 'time')}|[ \\n(){BLANK}]"
    scenes, topics = known.any_of("scene"), known.any_of("opening")
    return _Patterns(
        tail=re.compile(f"(?:{filler})+$"),
        head=re.compile(f"^(?:{filler}|(?!有关)(?:{known.any_of('connective', 'source_open')}))+"),
        preposition=re.compile(known.any_of("preposition")),
        opening_phrase=re.compile(f"^[^,在]{{2,10}}?(?:会议?上|访时)|^(?:{topics})[^,]{{2,40}}?(?:{scenes})"),
        role_name=re.compile(f"(?:{role})(?![部会团处室]) ?(?P<name>[{HAN}·]{{2,6}}|[A-Z][A-Za-z.' -]{{2,30}}?)$"),
        pronoun=re.compile(
            f"^(?:(?P<org>{known.any_of('pronoun_org')})|(?P<person>{known.any_of('pronoun_person')}))"
            f"(?P<role>[{HAN}]{{0,4}}(?:{role}))?(?P<name>[{HAN}]{{2,4}})?"
        ),
        person_noun=re.compile(f"(?:{known.any_of('person_noun')})$"),
        document=re.compile(f"(?:{known.any_of('document')})(?:数据|中)?$"),
        paper=re.compile(f"(?:{known.any_of('document', 'source_noun', 'adverb', 'paper_tail')}|《.*》)+$"),
        name=re.compile(
            f"(?:[{HAN}A-Za-z·*][{HAN}A-Za-z0-9·’'&. -]{{1,17}}|[{HAN}]{{18,30}}(?:(?<={body_end})))"
            f"(?!(?:(?<={no_end})))"
        ),
        title=re.compile(f"《{BLANK}{{2,80}}》"),
        quoted=re.compile(f'[“"]{BLANK}{{2,12}}[”"]'),
        publish=re.compile(known.any_of("publish")),
        ends_subject=re.compile(known.any_of("preposition", "publish")),
    )


@cache
def _family_names() -> tuple[str, ...]:
    return tuple(row["surname"] for row in read_table("nlp.zh", "surnames.tsv") if not row["rare"])


def clause_start(plain: str, start: int, at: int) -> int:
    """Find where the clause that holds `at` begins, looking back no further than a speaker can reach."""
    last = start = max(start, at - _LONGEST_HEAD)
    for match in _CLAUSE_START.finditer(plain, start, at):
        last = match.end()
    return last


def entity_speaker(context: Context, start: int, end: int) -> Speaker | None:
    """Find the entity that speaks: a person, else an organisation, else a place that governs.

    Of several organisations the last is meant (甲公司旗下的乙公司称), the first of a list (甲、乙联合称), and none that
    stands behind a preposition or behind the verb of publishing (甲发布的乙公司数据).
    """
    organisation: EntityMention | None = None
    place: EntityMention | None = None
    view, patterns, words = context.view, _patterns(), vocabulary("zh").words
    for entity in context.entities_in(start, end):
        addressed = entity.start - 1 > start and view[entity.start - 1] in words["no_speaker_after"]
        if addressed or context.plain[entity.start] == BLANK:
            continue
        if entity.label == "PERSON":
            return context.from_entity(entity)
        if entity.label == "ORG":
            if organisation is None:
                organisation = entity
                continue
            between = context.plain[organisation.end : entity.start]
            listed = between.strip("和、与及 ") == ""
            if entity.start >= organisation.end and not listed and not patterns.ends_subject.search(between):
                organisation = entity
        elif entity.label == "LOC" and view.startswith(words["governs"], entity.end):
            place = place or entity
    if organisation is not None:
        return context.from_entity(organisation)
    return context.from_entity(place, place.end + 2, 0.8) if place else None


def _trim(context: Context, start: int, end: int) -> tuple[int, int]:
    """Cut adverbs, dates and phrases with prepositions off both ends of a clause's head."""
    patterns, plain = _patterns(), context.plain
    for pattern in (patterns.head, patterns.opening_phrase, patterns.head):
        match = pattern.search(plain[start:end])
        if match:
            start += match.end()
    cut = patterns.preposition.search(plain, start + 2, end) if end - start > 2 else None
    if cut:
        end = cut.start()
    match = patterns.tail.search(plain[start:end])
    if match:
        end = start + match.start()
    return start, end


def _acting(context: Context, at: int) -> Speaker | None:
    """Who opens a clause earlier in the sentence: 会见林海时，周文清转达了问候，他表示."""
    begin = max((context.plain.rfind(mark, max(0, at - _LONGEST_HEAD), at) for mark in "。!?;\n"), default=-1) + 1
    begin = max(begin, at - _LONGEST_HEAD)
    for entity in reversed(context.entities_in(begin, at)):
        if entity.label == "PERSON" and (entity.start == begin or context.plain[entity.start - 1] in ",:"):
            return context.from_entity(entity)
    return None


def _heads_paragraph(context: Context, organisation: Speaker | None, at: int) -> bool:
    """Whether a paragraph opens with an organisation, so that 公司 in it is that one, not whom the article is about."""
    start = context.text.rfind("\n", 0, at) + 1
    heads = context.entities_in(start, min(at, start + _PARAGRAPH_HEAD))
    return organisation is not None and any(entity.name == organisation.name for entity in heads)


def _pronoun_speaker(context: Context, start: int, end: int, sentence: int) -> Speaker | None:
    """他, 该公司, and 该公司首席执行官, who is no one but the organisation's officer."""
    match = _patterns().pronoun.match(context.plain[start:end])
    if match is None:
        return None
    discourse, stop = context.discourse, start + match.end()
    if match["person"]:
        target = _acting(context, start) or discourse.human()
        return context.referring(target, start, stop, 0.75) if stop == end or match["role"] else None
    organisation = discourse.organisation(sentence)
    if organisation is not None and is_analyst(context.lang, organisation.name) and not match["org"].endswith(_RATERS):
        organisation = discourse.company or organisation  # 公司 is no broker that has just been named
    if match["org"] in _ITSELF and context.main is not None and not _heads_paragraph(context, organisation, start):
        organisation = context.main
    if match["role"] is None:
        return context.referring(organisation, start, start + match.end("org"), 0.75)
    if match["name"]:
        return context.named((start + match.start("name"), stop), stop, 0.9)
    name = (organisation.name if organisation else "") + match["role"]
    return Speaker(name, None, context.text[start:stop], start, stop, "ROLE", 0.7)


def _may_name(name: str) -> bool:
    """Can what stands behind a title be a person's name: no 专访时, 近日在, 对记者, and no phrase if it is long?"""
    patterns, words = _patterns(), vocabulary("zh").words
    if name in words["no_name"] or name.endswith("时") or name.startswith((*words["time"], *words["no_speaker_after"])):
        return False
    return len(name) <= _LONGEST_OWN_NAME or patterns.ends_subject.search(name) is None


def named_after_role(context: Context, start: int, end: int) -> Speaker | None:
    """Find a name that only the title in front of it gives away: 某局副局长周某在会上."""
    patterns, plain = _patterns(), context.plain
    ends = [end, *(match.start() for match in patterns.ends_subject.finditer(plain, start, end))]
    for stop in sorted(ends, reverse=True):
        tail = patterns.tail.search(plain[start:stop])
        right = start + tail.start() if tail else stop
        match = patterns.role_name.search(plain, start, right)
        if match and _may_name(match["name"]):
            return context.named(match.span("name"), right, 0.9)
    return None


def _surface_speaker(context: Context, start: int, end: int) -> Speaker | None:
    """The words in front of the cue, where they can be a name that no recogniser knows, or describe a speaker."""
    patterns, plain, words = _patterns(), context.plain, vocabulary("zh").words
    titled = patterns.title.search(plain, start, end)
    published = patterns.publish.search(plain, start, end)
    if titled:
        opens = titled.start() == start and plain[titled.end() : end] in ("", *words["title_tail"])
        if opens or (published and published.start() == start):
            return context.from_surface(titled.start() + 1, titled.end() - 1, "ROLE", 0.8)
    if published and published.start() >= start + 2:
        end = published.start()
    for pattern in (patterns.paper, patterns.tail):
        match = pattern.search(plain[start:end])
        if match:
            end = start + match.start()
    if patterns.quoted.fullmatch(plain, start, end):
        return context.from_surface(start + 1, end - 1, "NAME", 0.8)
    head = plain[start:end].strip()
    if patterns.person_noun.search(head) and len(head) <= _LONGEST_ROLE and BLANK not in head:
        return context.from_surface(start, end, "ROLE", 0.85)
    if not patterns.name.fullmatch(head) or head in words["no_name"] or head.startswith(words["no_name_start"]):
        return None
    if COUNTED.search(head) or is_metric(head, "zh"):
        return None
    return context.from_surface(start, end, "NAME", 0.85)


def described_speaker(context: Context, start: int, end: int) -> Speaker | None:
    """Read words that describe a speaker, or that name a person by a family name: 专家：“…”, 何知远：“…”."""
    speaker = _surface_speaker(context, start, end)
    if speaker is None or speaker.label == "ROLE":
        return speaker
    family = speaker.name.startswith(_family_names()) and len(speaker.name) <= _LONGEST_OWN_NAME - 1
    return speaker if family and not any(word in speaker.name for word in no_persons("zh")) else None


def speaker_of_clause(context: Context, start: int, end: int, sentence: int) -> Speaker | None:
    """Read the speaker out of a clause's head.

    Args:
        context: the article.
        start: where the clause begins.
        end: where its verb of saying begins.
        sentence: the index of its sentence.
    """
    left, right = _trim(context, start, end)
    found = entity_speaker(context, start, end)
    if found and found.label == "PERSON":
        return found
    better = named_after_role(context, left, end) or _pronoun_speaker(context, left, right, sentence) or found
    if better:
        return better
    discourse = context.discourse
    fresh = sentence - discourse.publisher_sentence <= _STILL_FRESH
    if fresh and context.plain[left:right] in vocabulary("zh").words["paper_word"]:
        discourse.publisher_sentence = sentence
        return context.referring(discourse.publisher, left, right, 0.7)
    return _surface_speaker(context, left, right)


def speaker_of_paper(context: Context, start: int, end: int, sentence: int) -> Speaker | None:
    """Find who stands behind 数据显示, 报告显示, 财报显示: the issuer named, the last one to publish, the company."""
    found = entity_speaker(context, start, end)
    if found:
        return found
    if _OF_MANY.match(context.plain, end):
        return None
    patterns, discourse = _patterns(), context.discourse
    left, right = _trim(context, start, end)
    head = context.plain[left:right]
    unknown = _surface_speaker(context, left, right)
    if unknown and not patterns.document.search(unknown.text):
        return unknown
    if patterns.document.search(head):
        recent = sentence - discourse.publisher_sentence <= 1
        target = discourse.publisher if recent else discourse.principal() or discourse.publisher
        return context.referring(target, left, right, 0.75)
    fresh = sentence - discourse.publisher_sentence <= _STILL_FRESH
    if fresh and (not head or head in vocabulary("zh").words["paper_word"]):
        return context.referring(discourse.publisher, left, max(right, left + 1), 0.7)
    return None


def note_publisher(context: Context, start: int, end: int, sentence: int) -> None:
    """Remember which organisation publishes something in a sentence, so that 报告显示 can mean it."""
    plain, discourse = context.plain, context.discourse
    published = _patterns().publish.search(plain, start, end)
    if published is None:
        return
    clause = clause_start(plain, start, published.start())
    named = [entity for entity in context.entities_in(clause, published.start()) if entity.label == "ORG"]
    speaker = context.from_entity(named[-1]) if named else None
    if speaker is None:
        speaker = _surface_speaker(context, *_trim(context, clause, published.start()))
    if speaker:
        discourse.publisher, discourse.publisher_sentence = speaker, sentence


def note_mentions(context: Context, start: int, end: int, sentence: int) -> None:
    """Remember whom a sentence names; the first organisation is what it is about."""
    heads = True
    for entity in context.entities_in(start, end):
        if entity.label in ("PERSON", "ORG"):
            speaker = context.from_entity(entity)
            context.discourse.mentioned(speaker, heads, sentence)
            if heads and entity.label == "ORG" and not is_analyst(context.lang, speaker.name):
                context.discourse.company = speaker
            heads = heads and entity.label != "ORG"
