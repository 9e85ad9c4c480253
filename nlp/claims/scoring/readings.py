"""The readings that compete for a number: metrics, holders, parts and periods that its text offers.

The rules' own reading is always among them. `kind` says where a candidate comes from.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, islice

from nlp.claims.concepts import concepts, fits_level
from nlp.claims.dating import resolve
from nlp.claims.items import trading_day
from nlp.claims.mentions import Metric
from nlp.claims.model import NOBODY, UNKNOWN_TIMING, Measure, Subject, Timing, Value, subject_of
from nlp.claims.scoring.chunks import Chunk, find_chunks, nearest
from nlp.claims.scoring.features import LABELS, grain_number, place_in
from nlp.claims.scoring.paths import Skeleton
from nlp.claims.sentence import SentenceContext
from nlp.claims.spans import a_year_before, at_date, closed, the_one_before
from nlp.claims.speakers import Statement
from nlp.claims.syntax import syntax
from nlp.entities import is_institution, is_media
from nlp.periods.dates import DAY
from nlp.records import EntityMention

Span = tuple[int, int]

_NAMELESS, _PART = "NAME", "PART"
_IMPLIED = ("SharePrice", "ProductPrice", "Ownership", "GDP", "IndexLevel")  # what numbers are of without saying so
_EARLIER_METRICS, _EARLIER_NAMES, _OFTEN_NAMED, _CHUNKS, _PART_CHUNKS = 4, 4, 2, 8, 4
_HEAD, _AROUND = 150, 1500  # characters: where an article names whom it is about; where a name is counted
_BOUNDS = ("since", "until", "as_of", "before", "after")
_TAKEN = ("", "word", "omitted")  # how the rules came by their subject
_LONG_AGO = 30  # sentences
_MOST_SINCE = 9  # names
_RECENT = 3  # periods of earlier numbers that are offered
_LONGEST, _FARTHEST, _UNDATED = 800, 1500, -9999  # days


@dataclass(frozen=True, slots=True)
class Layout:
    """A sentence laid out for the judge, once for all its numbers."""

    context: SentenceContext
    chunks: list[Chunk]
    skeleton: Skeleton


@dataclass(slots=True)
class Surroundings:
    """What the article has said up to a sentence; the loop over sentences keeps it up to date.

    `counts` says how often an entity is named in the whole article, `told` how often a concept; `held` whose the
    numbers before the sentence are (`lately` those of its paragraph, `holders` the last of each concept), and `dated`
    of when, in the order in which that came up. `first` says where each entity is named first, `last_named` where
    it was last before the sentence, the latest at the end; `starts` are where sentences begin. `named` counts
    organisations up to the sentence, and `leading` are those named most. `layout` is that of the sentence looked at
    last.
    """

    main: Subject = NOBODY
    focus: Subject = NOBODY
    timing: Timing = UNKNOWN_TIMING
    day: Timing = UNKNOWN_TIMING
    earlier: list[SentenceContext] = field(default_factory=list)
    last: Measure | None = None
    counts: dict[str, int] = field(default_factory=dict)
    held: Counter[str | None] = field(default_factory=Counter)
    dated: Counter[tuple[date | None, date | None]] = field(default_factory=Counter)
    lately: Counter[str | None] = field(default_factory=Counter)
    holders: dict[str, str | None] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    last_named: dict[str, int] = field(default_factory=dict)
    named: Counter[str] = field(default_factory=Counter)
    leading: list[EntityMention] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    layout: Layout | None = None

    @classmethod
    def of(cls, contexts: Sequence[SentenceContext], main: Subject) -> Surroundings:
        """What is known of an article before its first sentence is read."""
        first: dict[str, int] = {}
        counts: Counter[str] = Counter()
        for mention in (mention for context in contexts for mention in context.entities):
            first.setdefault(mention.entity_id, mention.start)
            counts[mention.entity_id] += 1
        return cls(
            main=main,
            counts=counts,
            told=Counter(metric.concept for context in contexts for metric in context.metrics),
            first=first,
            starts=[context.start for context in contexts],
        )

    @property
    def often(self) -> list[EntityMention]:
        """The organisations named most before the sentence, twice at least, the most frequent first."""
        return [mention for mention in self.leading if self.named[mention.entity_id] > 1]

    def remember(self, context: SentenceContext, measures: Sequence[Measure]) -> None:
        """Take in a sentence: whom it names, whose its measures are, and of when."""
        for mention in context.entities:
            self.last_named.pop(mention.entity_id, None)
            self.last_named[mention.entity_id] = mention.start
            if mention.label == "ORG":
                self._count(mention)
        self.held.update(measure.subject.name for measure in measures)
        self.lately.update(measure.subject.name for measure in measures)
        self.holders |= {measure.value.concept: measure.subject.name for measure in measures}
        self.dated.update((m.timing.start, m.timing.end) for m in measures if m.timing.span)

    def _count(self, mention: EntityMention) -> None:
        """Count a mention; a count only grows, so that the leading few are among those and whom it names."""
        self.named[mention.entity_id] += 1
        known = {one.entity_id: one for one in [*self.leading, mention]}
        order = sorted(known, key=lambda entity: (-self.named[entity], self.first[entity]))
        self.leading = [known[entity] for entity in order[:_OFTEN_NAMED]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A number as the rules read it, and what it stands among: the sentence, the measures before it, who speaks.

    `shared` says that several metrics share the number (매출과 이익이 15% 늘었다): which it is of is then settled.
    """

    context: SentenceContext
    rule: Measure
    around: Surroundings
    here: Sequence[Measure]
    statement: Statement | None
    announcer: Subject
    shared: bool

    @property
    def last(self) -> Measure | None:
        """The measure before this one, of the sentence or of one before."""
        return self.here[-1] if self.here else self.around.last

    def layout(self) -> Layout:
        """The layout of the sentence."""
        context, known = self.context, self.around.layout
        if known is None or known.context is not context:
            chunks = find_chunks(context, context.start, context.end)
            known = Layout(context, chunks, Skeleton(context))
            self.around.layout = known
        return known


@dataclass(frozen=True, slots=True)
class Holder:
    """A candidate for the subject; `flags` say who it was before and what is known of it."""

    subject: Subject
    span: Span | None
    kind: int
    flags: list[float]


@dataclass(frozen=True, slots=True)
class Part:
    """A candidate for the segment; None for the whole."""

    segment: str | None
    span: Span | None
    kind: int
    flags: list[float]


@dataclass(frozen=True, slots=True)
class When:
    """A candidate for the period; `facts` say what its words are and how it lies to others."""

    timing: Timing
    span: Span | None
    kind: int
    facts: list[float]


def metrics_for(scene: Scene) -> list[tuple[Metric | None, int]]:
    """The metrics that a number may measure, each with its kind; None is what no listed metric names."""
    context, value, last = scene.context, scene.rule.value, scene.last
    if scene.shared:
        return [(value.metric, 0)]
    quantity = value.quantity
    found: list[tuple[Metric | None, int]] = []
    seen: set[tuple[int, str]] = set()

    def add(metric: Metric, kind: int) -> None:
        key = (metric.start, metric.concept)
        if key not in seen:
            seen.add(key)
            found.append((metric, kind))

    if value.metric is not None:
        add(value.metric, 0)
    if last is not None and last.value.metric is not None:
        add(last.value.metric, 1)
    for metric in context.metrics:
        add(metric, 2)
    past = [metric for earlier in scene.around.earlier for metric in earlier.metrics]
    for metric in past[-_EARLIER_METRICS:]:
        add(metric, 3)
    for name in _IMPLIED:
        concept = concepts()[name]
        if quantity.unit in ("percent", "percentage_point") or fits_level(quantity, concept):
            add(Metric(quantity.start, quantity.start, name, 1, "level", ""), 4)
    found.append((None, 5))
    return found


def holders_for(scene: Scene, value: Value, chunks: Sequence[Chunk], anchor: int) -> list[Holder]:
    """Whom a number may belong to: who is named here or was, what no list names, or nobody.

    Args:
        scene: the number.
        value: it, with the metric that was chosen.
        chunks: of the sentence.
        anchor: where the number's metric begins, or the number.
    """
    context, rule, around, last = scene.context, scene.rule, scene.around, scene.last
    found: list[Holder] = []
    seen: set[str | None] = set()
    quantity = value.quantity
    here: dict[str, int] = {}
    for named in context.entities:
        if named.start < quantity.start:
            here.pop(named.entity_id, None)
            here[named.entity_id] = named.start
    before_here = (entity for entity in reversed(around.last_named) if entity not in here)
    latest = {entity: since for since, entity in enumerate(islice(chain(reversed(here), before_here), _MOST_SINCE))}
    sentence = bisect.bisect_right(around.starts, quantity.start)

    def last_named(entity: str | None) -> tuple[int, int]:
        """How many sentences ago an entity was last named, and how many others were since; -1 for never."""
        place = None if entity is None else here.get(entity, around.last_named.get(entity))
        if entity is None or place is None:
            return -1, -1
        ago = sentence - bisect.bisect_right(around.starts, place)
        return min(ago, _LONG_AGO), latest.get(entity, _MOST_SINCE)

    def add(subject: Subject, span: Span | None, kind: int, mention: EntityMention | None = None) -> None:
        if subject.name in seen:
            return
        seen.add(subject.name)
        entity = subject.entity_id
        flags = [
            subject.name == rule.subject.name,
            last is not None and subject.name == last.subject.name,
            sum(subject.name == m.subject.name for m in scene.here),
            min(around.held[subject.name], 9),
            subject.name == around.focus.name,
            subject.name == around.main.name,
            subject.name == scene.announcer.name,
            scene.statement is not None and subject.name == scene.statement.speaker,
            is_media(entity) if entity else -1,
            is_institution(entity) if entity else -1,
            min(around.counts.get(entity, 0), 9) if entity else -1,
            mention.confidence if mention else -1,
            rule.segment is not None and subject.text == rule.segment,
            _mentioned(context, subject),
            bool(subject.text) and str(subject.text) in context.text[:_HEAD],
            len(found),
            _TAKEN.index(rule.subject.resolved),
            place_in(LABELS, rule.subject.label),
            min(around.lately[subject.name], 9),
            around.holders.get(value.concept, "") == subject.name,
            *last_named(entity),
        ]
        found.append(Holder(subject, span, kind, [float(flag) for flag in flags]))

    before = [m for m in context.entities if m.end <= quantity.start]
    after = [m for m in context.entities if m.start >= quantity.end]
    for mention in [*reversed(before), *after]:
        add(subject_of(mention), (mention.start, mention.end), 0, mention)
    if rule.subject.name:
        add(rule.subject, _span_of(context, rule.subject), 1)
    if last is not None and last.subject.name:
        add(last.subject, _span_of(context, last.subject), 2)
    for subject in (around.focus, around.main, scene.announcer):
        if subject.name:
            add(subject, _span_of(context, subject), 3)
    past = [m for earlier in around.earlier for m in earlier.entities]
    for mention in past[-_EARLIER_NAMES:]:
        add(subject_of(mention), None, 4, mention)
    for mention in around.often:
        add(subject_of(mention), None, 8, mention)
    metric = value.metric
    if metric is not None and metric.end > metric.start and concepts()[metric.concept].holder == "itself":
        add(Subject(metric.text, None, context.text[metric.start : metric.end]), (metric.start, metric.end), 5)
    for chunk in nearest(chunks, quantity.start, _CHUNKS):
        if context.lang == "zh" and syntax("zh", "not_topic").fullmatch(chunk.text):
            continue
        label = _PART if chunk.end == anchor else _NAMELESS
        add(Subject(chunk.text, None, chunk.text, label), (chunk.start, chunk.end), 6)
    if NOBODY.name not in seen:
        add(NOBODY, None, 7)
    return found


def _mentioned(context: SentenceContext, subject: Subject) -> int:
    """How often a name stands in the text around the sentence, counted up to nine."""
    if not subject.text:
        return -1
    return min(9, context.text.count(subject.text, max(0, context.start - _AROUND), context.end + _AROUND))


def _span_of(context: SentenceContext, subject: Subject) -> Span | None:
    if not subject.text:
        return None
    start = context.text.find(subject.text, context.start, context.end)
    return None if start < 0 else (start, start + len(subject.text))


def parts_for(scene: Scene, subject: Subject, chunks: Sequence[Chunk], anchor: int) -> list[Part]:
    """What part of its holder a number may be limited to; the whole comes last. Arguments as in `holders_for`."""
    context, rule, last = scene.context, scene.rule, scene.last
    found: list[Part] = []
    seen: set[str | None] = {subject.name, subject.text}

    def add(segment: str | None, span: Span | None, kind: int) -> None:
        if segment in seen:
            return
        seen.add(segment)
        flags = [
            segment == rule.segment,
            rule.segment is None,
            last is not None and segment == last.segment,
            last is not None and last.segment is None,
            subject.name == rule.subject.name,
        ]
        found.append(Part(segment, span, kind, [float(flag) for flag in flags]))

    seen.discard(None)
    if rule.segment is not None:
        start = context.text.find(rule.segment, context.start, context.end)
        add(rule.segment, (start, start + len(rule.segment)) if start >= 0 else None, 0)
    if last is not None and last.segment is not None:
        add(last.segment, None, 1)
    if rule.subject.name and rule.subject.label in (_PART, _NAMELESS) and rule.subject.text:
        add(rule.subject.text, _span_of(context, rule.subject), 2)
    for chunk in nearest(chunks, anchor, _PART_CHUNKS):
        add(chunk.text, (chunk.start, chunk.end), 3)
    for mention in reversed(context.entities):
        if mention.end <= anchor and mention.label in ("LOC", "PRODUCT"):
            add(mention.text, (mention.start, mention.end), 4)
    whole = rule.segment is None
    kept = last is not None and last.segment is None
    flags = [float(whole), float(whole), float(kept), -1.0, float(subject.name == rule.subject.name)]
    found.append(Part(None, None, 5, flags))
    return found


def periods_for(scene: Scene, value: Value) -> list[When]:
    """Which periods a number may be of.

    Those that its sentence names, the one in focus, the last one and those of the numbers before it, the one before
    and the same a year ago (前值, 전년), a price's trading day, none.
    """
    context, rule, around, last = scene.context, scene.rule, scene.around, scene.last
    found: list[When] = []
    seen: set[tuple[object, object]] = set()

    def add(timing: Timing, span: Span | None, kind: int, words: Sequence[float] = (-1.0,) * 6) -> None:
        key = (timing.start, timing.end)
        if key in seen:
            return
        seen.add(key)
        known = timing.start is not None and timing.end is not None
        days = (timing.end - timing.start).days if timing.start and timing.end else -1
        away = (timing.end - context.reference).days if timing.end and context.reference else _UNDATED
        facts = [
            float(kind),
            float(key == (rule.timing.start, rule.timing.end)),
            float(last is not None and key == (last.timing.start, last.timing.end)),
            float(key == (around.timing.start, around.timing.end)),
            float(known),
            float(timing.start is None and timing.end is None),
            float(min(days, _LONGEST)),
            float(max(-_FARTHEST, min(away, _FARTHEST))),
            float(timing.retrospective),
            float(min(around.dated.get(key, 0), 9)),
            float(context.item > 0),
            *words,
        ]
        found.append(When(timing, span, kind, facts))

    for time in context.times:
        if time.kind not in ("date", "date_range"):
            continue
        timing = at_date(value, closed(resolve(context, time, around.timing, around.day), time, value))
        words = [
            float(grain_number(time.grain)),
            float(time.has_year),
            float(time.anaphoric),
            float(_BOUNDS.index(time.bound)) if time.bound else -1.0,
            float(context.is_base(time)),
            float(time.kind == "date"),
        ]
        add(timing, (time.start, time.end), 0, words)
        if concepts()[value.concept].nature == "stock" and timing.span:  # its change may be told of the last day, too
            add(replace(timing, start=timing.end), (time.start, time.end), 11, words)
    add(rule.timing, None, 1)
    if last is not None:
        add(at_date(value, last.timing), None, 2)
    add(at_date(value, around.timing), None, 3)
    add(around.day, None, 4)
    add(UNKNOWN_TIMING, None, 5)
    if context.reference is not None:
        if concepts()[value.concept].nature == "price":
            add(trading_day(context.reference), None, 6)
            add(trading_day(context.reference - DAY), None, 7)
        most = [key for key, _ in around.dated.most_common(1)]
        for start, end in (*islice(reversed(around.dated), _RECENT), *most):
            add(Timing(start, end, None), None, 8)
    for kind, earlier in ((9, the_one_before(rule.timing)), (10, a_year_before(rule.timing))):
        add(earlier, None, kind)
    return found
