"""Ask the judge about each number, one question after the other, and build its measure from the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from nlp.claims.concepts import concepts
from nlp.claims.explain import active
from nlp.claims.mentions import Metric
from nlp.claims.model import NOBODY, Measure, Subject, Timing, Value
from nlp.claims.scoring.features import (
    ASPECTS,
    LABELS,
    MODALITIES,
    concept_features,
    concept_numbers,
    describe_metric,
    describe_number,
    describe_period,
    describe_subject,
    ending,
    place_in,
    unit_class,
)
from nlp.claims.scoring.judge import DECISIONS, Judge, Row, log_chance
from nlp.claims.scoring.paths import words_of_path
from nlp.claims.scoring.readings import Scene, holders_for, metrics_for, parts_for, periods_for
from nlp.claims.scoring.standing import history, rivalry
from nlp.claims.scoring.words import words_around, words_of_ending, words_of_metric, words_of_name, words_of_topics
from nlp.claims.sentence import SentenceContext
from nlp.records import Aspect, Modality

_FIELDS = {"sign": "change"}  # what the explanation calls a decision
_RIVALS = 4  # readings that an explanation names
_SURE = 0.65  # the chance that a reading `far` from that of the rules needs to go before it; set on folds


def decide(judge: Judge, scene: Scene) -> tuple[Measure, float | None]:
    """Read a number as the judge does.

    Args:
        judge: decides between the candidates.
        scene: the number and what it stands among.

    Returns:
        The measure without its signs and bounds, and the sign of the number (1, -1, or None as the text words it).
    """
    return _Hearing(judge, scene).hold()


class _Hearing:
    """The questions about one number; what is answered becomes part of what later questions look at."""

    def __init__(self, judge: Judge, scene: Scene) -> None:
        self._judge, self._scene = judge, scene
        quantity = scene.rule.value.quantity
        self._place = (quantity.start, quantity.end)
        self._known = describe_number(scene.context, scene.rule.value, scene.last, bool(scene.here))
        self._words = words_around(scene.context, *self._place)
        self._unit = unit_class(quantity.unit)
        layout = scene.layout()
        self._chunks, self._skeleton = layout.chunks, layout.skeleton
        self._clues: dict[str, float] = {}
        self._seconds: dict[str, float] = {}

    def hold(self) -> tuple[Measure, float | None]:
        rule = self._scene.rule
        value = self._metric()
        metric = value.metric
        self._known += [*concept_features(value.concept), metric is None, metric.sign if metric else 0]
        aspect = self._aspect(value)
        value = replace(value, aspect=aspect, is_change=aspect != "level")
        self._known.append(place_in(ASPECTS, aspect))
        sign = self._sign() if value.is_change or concepts()[value.concept].signed else None
        subject, segment = self._holder_and_part(value)
        timing = self._period(value)
        modality = self._modality(timing)
        measure = replace(rule, value=value, subject=subject, segment=segment, timing=timing, modality=modality)
        return replace(measure, confidence=self._judge.confidence(self._signs_of_doubt(measure))), sign

    def _signs_of_doubt(self, measure: Measure) -> dict[str, float]:
        """What tells how sure a measure is: the chances of its decisions, and in what sentence it stands."""
        context, value, subject = self._scene.context, measure.value, measure.subject
        logs = [self._clues.get(decision, 0.0) for decision in DECISIONS]
        named = subject.text is not None and subject.text in context.text[context.start : context.end]
        return {
            **dict(zip(DECISIONS, logs, strict=True)),
            **{f"same {name}": float(same) for name, same in _agreement(self._scene.rule, measure)},
            "all": sum(logs),
            "least": min(logs),
            "second subject": self._seconds.get("subject", 0.0),
            "second metric": self._seconds.get("metric", 0.0),
            "korean": float(context.lang == "ko"),
            "heading": float(context.heading),
            "numbers": float(len(context.quantities)),
            "metrics": float(len(context.metrics)),
            "names": float(len(context.entities)),
            "length": float(context.end - context.start),
            "place": float(self._place[0] - context.start),
            "unit": float(self._unit),
            "concept": float(concept_numbers()[value.concept]),
            "aspect": float(place_in(ASPECTS, value.aspect)),
            "inherited": float(value.inherited),
            "listed": float(value.group),
            "label": float(place_in(LABELS, subject.label)),
            "named": float(named),
            "taken up": float(subject.resolved != ""),
            "part": float(measure.segment is not None),
            "dated": float(measure.timing.start is not None),
            "reported": float(measure.modality == "reported"),
            "quoted": float(self._scene.statement is not None),
        }

    def _ask(
        self,
        decision: str,
        candidates: Sequence[object],
        rows: Sequence[Row],
        ruled: Sequence[bool],
        far: Sequence[bool] = (),
        *,
        always: bool = False,
    ) -> int:
        """Put a question.

        An answer that is `far`, from another sentence or another part than the rules', must be likely in itself to go
        before the one that the rules chose (`ruled`); with `always`, even where that is from another sentence too.
        """
        if len(candidates) == 1:
            return 0
        verdict = self._judge.choose(decision, self._place, candidates, rows)
        index, chances = verdict.index, verdict.chances
        if True in ruled:
            unsure = bool(far) and far[index] and chances[index] < _SURE
            if unsure and (always or not far[ruled.index(True)]):
                index = ruled.index(True)
        self._clues[decision] = log_chance(chances[index])
        self._seconds[decision] = max((chance for place, chance in enumerate(chances) if place != index), default=0.0)
        if (trace := active()) is not None:
            names = [_describe(decision, candidate) for candidate in candidates]
            order = sorted(range(len(names)), key=lambda place: -chances[place])
            rivals = [(names[place], chances[place]) for place in order if names[place] != names[index]]
            chance = f"scorer {chances[index]:.2f}"
            field = _FIELDS.get(decision, decision)
            noted = trace.notes.get(self._place[0], {}).get(field)
            if noted is not None and ruled[index]:
                trace.note(self._place[0], field, noted.chosen, f"{noted.reason}; {chance}", rivals[:_RIVALS])
            else:
                trace.note(self._place[0], field, names[index], chance, rivals[:_RIVALS])
        return index

    def _row(self, numbers: Sequence[float], words: list[str]) -> Row:
        return Row([*self._known, *numbers], words)

    def _path(self, mark: str, span: tuple[int, int] | None, anchor: int | None = None) -> list[str]:
        context = self._scene.context
        start, end = self._place
        if span is None or not context.start <= span[0] < context.end or span[0] == span[1]:
            return []
        if anchor is not None:
            if anchor == start:
                return []
            start = end = anchor
        if span[1] <= start:
            return words_of_path(self._skeleton, mark, span[1], start)
        if span[0] >= end:
            return words_of_path(self._skeleton, mark + "-", end, span[0])
        return [mark + "in"]

    def _metric(self) -> Value:
        scene, last = self._scene, self._scene.last
        candidates = metrics_for(scene)
        topics = words_of_topics(scene.context, self._chunks, self._place[0])
        rows = [
            self._row(
                describe_metric(scene.context, scene.rule.value, metric, kind, scene.here, last, scene.around.told),
                words_of_metric(self._words, metric, kind, self._unit, last, topics)
                + self._path("m", None if metric is None else (metric.start, metric.end)),
            )
            for metric, kind in candidates
        ]
        ruled = [_same_metric(metric, scene.rule.value.metric) for metric, _ in candidates]
        far = [metric is not None and metric.start < scene.context.start for metric, _ in candidates]
        chosen = self._ask("metric", candidates, rows, ruled, far, always=True)
        return _with_metric(scene.context, scene.rule.value, candidates[chosen][0])

    def _aspect(self, value: Value) -> Aspect:
        ruled, usual = self._scene.rule.value.aspect, concepts()[value.concept].change
        name = value.concept
        words = [*self._words, f"u{self._unit}", f"c{name}", f"cu{name}{self._unit}"]
        rows = [
            self._row([place, aspect == ruled, aspect == usual], [f"{place}{word}" for word in words])
            for place, aspect in enumerate(ASPECTS)
        ]
        return cast("Aspect", ASPECTS[self._ask("aspect", ASPECTS, rows, [aspect == ruled for aspect in ASPECTS])])

    def _sign(self) -> float:
        rule, options = self._scene.rule, (1.0, -1.0)
        bound = rule.low if rule.low is not None else rule.high
        ruled = -1.0 if bound is not None and bound < 0 else 1.0
        rows = [
            self._row(
                [option, option == ruled, rule.value.is_change, rule.value.direction],
                [f"{option}{word}" for word in self._words],
            )
            for option in options
        ]
        return options[self._ask("sign", options, rows, [option == ruled for option in options])]

    def _holder_and_part(self, value: Value) -> tuple[Subject, str | None]:
        context, quantity, rule = self._scene.context, value.quantity, self._scene.rule
        anchor = _anchor(context, value)
        chunks = self._chunks
        holders = holders_for(self._scene, value, chunks, anchor)
        rivals = rivalry(context, [one.span for one in holders], anchor, self._scene.here)
        rows = [
            self._row(
                [
                    *describe_subject(context, anchor, quantity, one.subject, one.span, one.kind, one.flags),
                    *rivalled,
                    *history(context, self._scene.around.earlier, one.subject.text),
                ],
                words_of_name(context, one.subject.text, one.span, one.kind, value.concept)
                + self._path("s", one.span)
                + self._path("S", one.span, anchor),
            )
            for one, rivalled in zip(holders, rivals, strict=True)
        ]
        same = [one.subject.name == rule.subject.name for one in holders]
        away = [not _is_here(context, one.span) for one in holders]
        chosen = self._ask("subject", [one.subject for one in holders], rows, same, away)
        # What the rules know of a holder besides its name stays; so does one that a list has handed out.
        subject = rule.subject if same[chosen] or value.subject is not None else holders[chosen].subject
        self._known += [place_in(LABELS, subject.label), subject is NOBODY]
        if value.segment is not None:
            return subject, rule.segment  # a list has handed it out
        parts = parts_for(self._scene, subject, chunks, anchor)
        rivals = rivalry(context, [one.span for one in parts], anchor, self._scene.here)
        rows = [
            self._row(
                [
                    *describe_subject(
                        context,
                        anchor,
                        quantity,
                        Subject(one.segment, None, one.segment),
                        one.span,
                        one.kind,
                        one.flags,
                    ),
                    *rivalled,
                ],
                words_of_name(context, one.segment, one.span, one.kind, value.concept)
                + self._path("p", one.span)
                + self._path("P", one.span, anchor),
            )
            for one, rivalled in zip(parts, rivals, strict=True)
        ]
        same = [one.segment == rule.segment for one in parts]
        unlike = [not one for one in same]
        return subject, parts[self._ask("segment", [one.segment for one in parts], rows, same, unlike)].segment

    def _period(self, value: Value) -> Timing:
        context, rule = self._scene.context, self._scene.rule
        if value.timing is not None or rule.timing.retrospective:
            return rule.timing  # a list has handed it out, or words for the year before say it (上年同期, 같은 기간)
        candidates = periods_for(self._scene, value)
        anchor = _anchor(context, value)
        around = [*self._words, *words_of_topics(context, self._chunks, self._place[0])]
        around += [f"m{value.metric.text if value.metric else ''}", f"i{context.item > 0}{context.lang}"]
        rows = [
            self._row(
                describe_period(context, value, anchor, one.span, one.facts),
                words_of_name(context, one.timing.text, one.span, one.kind, value.concept)
                + ([f"K{one.kind}{word}" for word in around] if one.span is None else [])
                + self._path("t", one.span)
                + self._path("T", one.span, anchor),
            )
            for one in candidates
        ]
        same = [(one.timing.start, one.timing.end) == (rule.timing.start, rule.timing.end) for one in candidates]
        away = [not _is_here(context, one.span) for one in candidates]
        return candidates[self._ask("period", [one.timing for one in candidates], rows, same, away)].timing

    def _modality(self, timing: Timing) -> Modality:
        context, rule, statement = self._scene.context, self._scene.rule, self._scene.statement
        ahead = bool(context.reference and timing.start and timing.start > context.reference)
        said = statement is not None and statement.modality_hint != "reported"
        end = self._place[1]
        hints = [timing.retrospective, ahead, statement is not None, said, ending(context, end)]
        ruled = "forecast" if rule.modality == "estimate" else rule.modality
        words = [*self._words, *words_of_ending(context, end)]
        rows = [
            self._row([*hints, place, modality == ruled], [f"{place}{word}" for word in words])
            for place, modality in enumerate(MODALITIES)
        ]
        chosen = MODALITIES[self._ask("modality", MODALITIES, rows, [modality == ruled for modality in MODALITIES])]
        return cast("Modality", rule.modality if chosen == ruled else chosen)


def _describe(decision: str, candidate: Any) -> str:
    """A candidate in a word or two."""
    match decision:
        case "metric":
            metric = candidate[0]
            return f"{metric.text or 'unsaid'} ({metric.concept})" if metric else "none"
        case "sign":
            return "up or above zero" if candidate > 0 else "down or below zero"
        case "subject":
            return candidate.name or "nobody"
        case "period":
            return f"{candidate.start or '?'} to {candidate.end or '?'}" if candidate.start or candidate.end else "none"
        case _:
            return str(candidate or "the whole")


def _anchor(context: SentenceContext, value: Value) -> int:
    metric = value.metric
    inside = metric is not None and context.start <= metric.start < context.end and metric.end > metric.start
    return min(metric.start, value.quantity.start) if inside and metric else value.quantity.start


def _is_here(context: SentenceContext, span: tuple[int, int] | None) -> bool:
    return span is not None and context.start <= span[0] < context.end


def _same_metric(one: Metric | None, other: Metric | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.start, one.concept) == (other.start, other.concept)


def _with_metric(context: SentenceContext, value: Value, metric: Metric | None) -> Value:
    ruled = value.metric
    if _same_metric(metric, ruled):
        return value
    inherited = metric is None or not context.start <= metric.start < context.end
    return replace(value, metric=metric, inherited=inherited, joint_metrics=())


def _agreement(rule: Measure, measure: Measure) -> list[tuple[str, bool]]:
    """What the rules read as the judge does."""
    return [
        ("metric", rule.value.concept == measure.value.concept),
        ("aspect", rule.value.aspect == measure.value.aspect),
        ("subject", rule.subject.name == measure.subject.name),
        ("segment", rule.segment == measure.segment),
        ("period", (rule.timing.start, rule.timing.end) == (measure.timing.start, measure.timing.end)),
        ("modality", rule.modality == measure.modality),
    ]
