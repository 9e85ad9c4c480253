"""Amounts in two currencies: shown as the pair that an article states, never converted.

93.25억 위안(약 1조7천억원) is revenue in yuan that the article gives in won as well. A fact in one of the currencies
shows the other beside it, and a fact that articles give in won alone shows the yuan where its value is the pair's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.events.blocking import is_currency
from nlp.events.compare import Stated, overlap, state
from nlp.events.segments import read_segment
from nlp.records import Claim, StatedPair

if TYPE_CHECKING:
    from nlp.events.align import Aligned


def attach_pairs(items: Sequence[Aligned], converted: Mapping[str, Claim]) -> list[Aligned]:
    """Give each fact its amount in other currencies, as articles state the two beside each other.

    Args:
        items: the facts of one bucket.
        converted: see `voices.find_converted`.
    """
    other_side: defaultdict[str, list[Claim]] = defaultdict(list)
    by_id = {voice.claim.claim_id: voice.claim for item in items for voice in item.finding.voices}
    for claim_id, original in converted.items():
        other_side[original.claim_id].append(by_id[claim_id])
        other_side[claim_id].append(original)
    told: defaultdict[object, list[tuple[str | None, Stated, Claim]]] = defaultdict(list)
    for item in items:
        for voice in item.finding.voices:
            for again in voice.claim.restated:
                value = state(again.low, again.high, again.qualifier, again.decimals)
                if value is not None:
                    told[_thing(item)].append((again.unit, value, voice.claim))
    return [replace(item, pairs=_pairs(item, other_side, told[_thing(item)])) for item in items]


def _thing(item: Aligned) -> tuple[object, ...]:
    claim = item.finding.speaker.claim
    segment = read_segment(claim.segment, claim.subject or "").key if claim.segment else None
    return item.concept.code, claim.aspect, segment, item.span


def _pairs(
    item: Aligned, other_side: Mapping[str, Sequence[Claim]], told: Iterable[tuple[str | None, Stated, Claim]]
) -> tuple[StatedPair, ...]:
    if not is_currency(item.unit):
        return ()
    found = []
    for voice in item.finding.voices:
        claim = voice.claim
        found += [StatedPair(claim.article_id, claim.claim_id, a.low, a.high, a.unit) for a in claim.restated]
        found += [
            StatedPair(c.article_id, c.claim_id, c.low, c.high, c.unit) for c in other_side.get(claim.claim_id, ())
        ]
    values = [voice.value for voice in item.finding.voices if voice.outcome == item.finding.speaker.outcome]
    found += [
        StatedPair(claim.article_id, claim.claim_id, claim.low, claim.high, claim.unit)
        for unit, value, claim in told
        if unit == item.unit and overlap((value, *values))
    ]
    distinct: dict[object, StatedPair] = {}
    for pair in sorted(found, key=lambda pair: (pair.unit or "", pair.article_id, pair.claim_id)):
        distinct.setdefault((pair.low, pair.high, pair.unit), pair)
    return tuple(distinct.values())
