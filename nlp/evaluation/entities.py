"""Entities compared with the gold: by article, and mention by mention as SemEval-2013 (task 9.1) counts them.

By article, an entity counts as found when any of its names was, under an accepted label. Mention by mention, each place
where one of its names stands counts, in four ways: `strict` (boundaries and label right), `exact` (boundaries),
`partial` (half a point for an overlap) and `type` (label right, with an overlap).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from nlp.evaluation.assignment import best_assignment
from nlp.evaluation.facts import Scored
from nlp.evaluation.gold import GoldEntity
from nlp.evaluation.matching import fold_name
from nlp.evaluation.mistakes import MISSED, SPURIOUS, Difference, Mistake, Place
from nlp.evaluation.standoff import occurrences
from nlp.evaluation.tally import Counts
from nlp.evaluation.words import answers
from nlp.records import EntityMention

SCHEMES = ("strict", "exact", "partial", "type")
ENTITIES, LINKING, MENTION = "entities", "linking", "mentions: "
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A place where the gold names an entity; `spans` are the acceptable boundaries, the widest one first."""

    spans: tuple[Span, ...]
    labels: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The mentions of one entity in one article, under one label."""

    entity_id: str
    label: str
    names: frozenset[str]


def score_entities(golds: Sequence[GoldEntity], mentions: Sequence[EntityMention], place: Place) -> Scored:
    """Compare the entity mentions of an article with its gold document, by article and mention by mention."""
    scored = Scored()
    _score_groups(golds, group_mentions(mentions), scored)
    found = [((mention.start, mention.end), mention.label) for mention in mentions]
    score_mentions(gold_mentions(golds, place.text), found, place, scored)
    return scored


def group_mentions(mentions: Iterable[EntityMention]) -> list[Group]:
    """Group mentions by entity and label, with all names that they carry, folded."""
    names: dict[tuple[str, str], set[str]] = {}
    for mention in mentions:
        names.setdefault((mention.entity_id, mention.label), set()).update(map(fold_name, (mention.text, mention.name)))
    return [Group(entity_id, label, frozenset(held)) for (entity_id, label), held in sorted(names.items())]


def same_entity(group: Group, entity: GoldEntity) -> bool:
    """Whether a group has one of the names of an entity, under an accepted label."""
    return group.label in entity.labels and not group.names.isdisjoint(map(fold_name, entity.names))


def _score_groups(golds: Sequence[GoldEntity], groups: Sequence[Group], scored: Scored) -> None:
    weights = {
        (i, g): len(golds) + 1 if entity.required else 1
        for i, entity in enumerate(golds)
        for g, group in enumerate(groups)
        if same_entity(group, entity)
    }
    matched, touched = best_assignment(weights), {g for _, g in weights}
    scored.add(ENTITIES, Counts())
    for i, entity in enumerate(golds):
        if entity.required:
            scored.add(ENTITIES, Counts(correct=int(i in matched), missed=int(i not in matched)), entity.labels[0])
    for g, group in enumerate(groups):
        if g not in touched:
            scored.add(ENTITIES, Counts(spurious=1), group.label)


def gold_mentions(golds: Sequence[GoldEntity], text: str) -> list[GoldMention]:
    """Return where the entities of a gold document stand.

    An entity with `spans` stands there. Otherwise it stands wherever one of its names does; names of one entity that
    overlap are one mention with several acceptable boundaries. Where a name stands within a longer name of another
    entity (the 현대 of 현대차), finding it is neither asked for nor wrong.
    """
    places = [_spans(entity, text) for entity in golds]
    mentions = []
    for index, (entity, spans) in enumerate(zip(golds, places, strict=True)):
        wider = [span for other, theirs in enumerate(places) if other != index for span in theirs]
        for cluster in _clusters(spans):
            widest = cluster[0]
            inside = entity.spans is None and any(_holds(span, widest) for span in wider)
            mentions.append(GoldMention(cluster, entity.labels, entity.required and not inside))
    return mentions


def _spans(entity: GoldEntity, text: str) -> list[Span]:
    if entity.spans is not None:
        return sorted(set(entity.spans))
    return sorted({span for name in entity.names for span in occurrences(name, text)})


def _holds(wider: Span, span: Span) -> bool:
    return wider != span and wider[0] <= span[0] and span[1] <= wider[1]


def _clusters(spans: Sequence[Span]) -> list[tuple[Span, ...]]:
    clusters: list[list[Span]] = []
    end = -1
    for span in spans:
        if span[0] < end:
            clusters[-1].append(span)
        else:
            clusters.append([span])
        end = max(end, span[1])
    return [tuple(sorted(cluster, key=lambda span: (span[0] - span[1], span))) for cluster in clusters]


def score_mentions(
    golds: Sequence[GoldMention], found: Sequence[tuple[Span, str]], place: Place, scored: Scored
) -> None:
    """Compare mentions, spans with labels, and add counts and mistakes; each stands for one other at most."""
    found = sorted(found)
    pairs = _align(golds, found)
    for scheme in SCHEMES:
        scored.add(MENTION + scheme, Counts())
    listed: Counter[Mistake] = Counter()
    for index, gold in enumerate(golds):
        other = pairs.get(index)
        if not gold.required:
            continue
        if other is None:
            for scheme in SCHEMES:
                scored.add(MENTION + scheme, Counts(missed=1), gold.labels[0])
            listed[_missed(gold, place)] += 1
            continue
        span, label = found[other]
        exact, right_label = span in gold.spans, label in gold.labels
        for scheme, counts in _verdicts(exact, right_label).items():
            scored.add(MENTION + scheme, counts, gold.labels[0])
        if not (exact and right_label):
            listed[_wrong(gold, span, label, exact, right_label, place)] += 1
    for other, (span, label) in enumerate(found):
        if other not in pairs.values() and not _is_taken(span, label, golds):
            for scheme in SCHEMES:
                scored.add(MENTION + scheme, Counts(spurious=1), label)
            words = f"{place.text[span[0] : span[1]]}, {label}"
            listed[place.mistake("mentions", (SPURIOUS,), span, found=words, wrong=True)] += 1
    scored.mistakes += _summed(listed)


def _align(golds: Sequence[GoldMention], found: Sequence[tuple[Span, str]]) -> dict[int, int]:
    """One gold mention, one found: those with boundaries and label right first, then boundaries, then label."""
    weights = {}
    for index, gold in enumerate(golds):
        for other, (span, label) in enumerate(found):
            overlap = max(min(span[1], end) - max(span[0], start) for start, end in gold.spans)
            if overlap > 0:
                exact, right_label = span in gold.spans, label in gold.labels
                rank = exact * 4 + right_label * 2 + (exact and right_label) * 8 + gold.required
                weights[index, other] = (rank << 32) + overlap
    return best_assignment(weights)


def _is_taken(span: Span, label: str, golds: Sequence[GoldMention]) -> bool:
    """Whether a mention is right, but another one has its place: neither right nor wrong."""
    return any(span in gold.spans and label in gold.labels for gold in golds)


def _verdicts(exact: bool, right_label: bool) -> dict[str, Counts]:
    right, wrong = Counts(correct=1), Counts(incorrect=1)
    return {
        "strict": right if exact and right_label else wrong,
        "exact": right if exact else wrong,
        "partial": right if exact else Counts(partial=1),
        "type": right if right_label else wrong,
    }


def _missed(gold: GoldMention, place: Place) -> Mistake:
    start, end = gold.spans[0]
    words = f"{place.text[start:end]}, {answers(gold.labels)}"
    return place.mistake("mentions", (MISSED,), gold.spans[0], gold=words, lost=True)


def _wrong(gold: GoldMention, span: Span, label: str, exact: bool, right_label: bool, place: Place) -> Mistake:
    names = [place.text[start:end] for start, end in gold.spans]
    said = place.text[span[0] : span[1]]
    differences = []
    if not exact:
        differences.append(Difference("boundary", answers(names), said))
    if not right_label:
        differences.append(Difference("label", answers(gold.labels), label))
    return place.mistake(
        "mentions",
        tuple(difference.field for difference in differences),
        span,
        gold=f"{names[0]}, {answers(gold.labels)}",
        found=f"{said}, {label}",
        differences=tuple(differences),
        lost=True,
        wrong=True,
    )


def _summed(listed: Counter[Mistake]) -> list[Mistake]:
    """List the same mistake about the same name once, at its first place, with its number."""
    first: dict[tuple[object, ...], Mistake] = {}
    times: Counter[tuple[object, ...]] = Counter()
    for mistake in sorted(listed, key=lambda m: (m.start or 0, m.end or 0)):
        key = (mistake.kinds, mistake.gold, mistake.found)
        first.setdefault(key, mistake)
        times[key] += listed[mistake]
    return [replace(mistake, count=times[key]) for key, mistake in first.items()]


def score_linking(golds: Sequence[GoldEntity], mentions: Sequence[EntityMention], names: Names, place: Place) -> Scored:
    """Ask for each two names of one entity whether they carry one id, and for each two entities whether they do not.

    Args:
        golds: the entities of a gold document.
        mentions: those of its article.
        names: the ids that each name carries, in all articles; see `names_of`.
        place: the article.

    Returns:
        Counts whose recall is the share of pairs of names that are linked; merged entities of one document, which
        share no name, are spurious.
    """
    scored = Scored()
    scored.add(LINKING, Counts())
    for entity in golds:
        present = [name for name in entity.names if fold_name(name) in names]
        for one, other in combinations(present, 2):
            linked = bool(names[fold_name(one)] & names[fold_name(other)])
            scored.add(LINKING, Counts(correct=int(linked), missed=int(not linked)), entity.labels[0])
            if not linked:
                span = place.span_of(None, None, one) or place.span_of(None, None, other)
                scored.mistakes.append(place.mistake(LINKING, ("split",), span, gold=f"{one} = {other}", lost=True))
    groups = group_mentions(mentions)
    required = [entity for entity in golds if entity.required]
    ids = [{group.entity_id for group in groups if same_entity(group, entity)} for entity in required]
    for (a, first), (b, second) in combinations(enumerate(required), 2):
        if ids[a] & ids[b] and set(map(fold_name, first.names)).isdisjoint(map(fold_name, second.names)):
            scored.add(LINKING, Counts(spurious=1), first.labels[0])
            span = place.span_of(None, None, first.names[0])
            words = f"{first.names[0]} = {second.names[0]}"
            scored.mistakes.append(place.mistake(LINKING, ("merged",), span, found=words, wrong=True))
    return scored


Names = dict[str, set[str]]


def names_of(groups: Iterable[Group]) -> Names:
    """Return the ids that each name carries."""
    ids: Names = defaultdict(set)
    for group in groups:
        for name in group.names:
            ids[name].add(group.entity_id)
    return dict(ids)
