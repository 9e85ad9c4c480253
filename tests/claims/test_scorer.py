"""The judge's side of the claims room: which readings compete, and what an answer does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from nlp.claims import extract_claims
from nlp.claims.scoring import DECISIONS, Row, Verdict
from nlp.claims.scoring.scorer import BUCKETS, load_scorer, pack_words
from nlp.entities import find_entities
from nlp.errors import ConfigError
from nlp.periods import find_expressions
from nlp.quantities import find_quantities
from nlp.records import Claim
from nlp.structure import read_structure

SAMPLE = sorted((Path(__file__).parents[2] / "corpora" / "gold").glob("*.txt"))


class Faithful:
    """Chooses what the rules chose, and can be told otherwise for one number and one decision."""

    def __init__(self, claims: Sequence[Claim], decision: str = "", number: str = "", wanted: Any = None) -> None:
        self.claims = {(claim.start, claim.end): claim for claim in claims if claim.kind == "measure"}
        self.told = (decision, number, wanted)
        self.asked: list[tuple[str, int, int]] = []
        self.clues: list[frozenset[str]] = []

    def choose(self, decision: str, place: tuple[int, int], candidates: Sequence[Any], rows: Sequence[Row]) -> Verdict:
        self.asked.append((decision, len(candidates), len({len(row.numbers) for row in rows})))
        claim = self.claims[place]
        told, number, wanted = self.told
        ruled = wanted if (decision, claim.quantity_text) == (told, number) else self.ruled(decision, claim)
        fitting = [i for i, c in enumerate(candidates) if self.name(decision, c) == ruled]
        unnamed = decision == "metric" and ruled == "Other" and candidates[0][1] != 0
        index = fitting[-1] if unnamed else fitting[0]  # the rules' own metric, if there is one, stands first
        return Verdict(index, [float(place == index) for place in range(len(candidates))])

    def confidence(self, clues: Mapping[str, float]) -> float:
        self.clues.append(frozenset(clues))
        return 0.5

    @staticmethod
    def ruled(decision: str, claim: Claim) -> Any:
        bound = claim.low if claim.low is not None else claim.high
        return {
            "metric": claim.concept,
            "aspect": claim.aspect,
            "sign": -1 if bound is not None and bound < 0 else 1,
            "subject": claim.subject,
            "segment": claim.segment,
            "period": (claim.period_start, claim.period_end),
            "modality": "forecast" if claim.modality == "estimate" else claim.modality,
        }[decision]

    @staticmethod
    def name(decision: str, candidate: Any) -> Any:
        if decision == "metric":
            return candidate[0].concept if candidate[0] else "Other"
        if decision == "subject":
            return candidate.name
        return (candidate.start, candidate.end) if decision == "period" else candidate


def extract(text: str, lang: str, judge: Any = None) -> list[Claim]:
    quantities, mentions = find_quantities(text, lang), find_entities(text, lang)
    structure, times = read_structure(text, lang), find_expressions(text, lang)
    return extract_claims(text, lang, structure, quantities, times, mentions, None, "", judge)


def fields(claim: Claim) -> tuple[Any, ...]:
    return (
        claim.quantity_text, claim.concept, claim.subject, claim.segment, claim.aspect, claim.low, claim.high,
        claim.period_start, claim.period_end, claim.modality,
    )  # fmt: skip


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_the_rules_reading_is_always_among_the_candidates(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # what a headline later takes from the text below it is no reading of the headline
    monkeypatch.setattr("nlp.claims.extract.settle_headlines", list)
    text, lang = path.read_text(encoding="utf-8"), path.stem[:2]
    ruled = extract(text, lang)
    judge = Faithful(ruled)
    judged = extract(text, lang, judge)
    counts = Counter((claim.start, claim.end) for claim in ruled)  # numbers that metrics share are read once for each
    single = [fields(claim) for claim in ruled if counts[claim.start, claim.end] == 1]
    assert [fields(claim) for claim in judged if counts[claim.start, claim.end] == 1] == single
    assert {widths for _, _, widths in judge.asked} <= {1}
    assert all(count > 1 for _, count, _ in judge.asked)
    assert len(set(judge.clues)) == 1
    assert {*DECISIONS, "all", "least"} < judge.clues[0]


@pytest.mark.parametrize(
    ("lang", "text", "number", "decision", "wanted", "field", "expected"),
    [
        ("zh", "华澜科技收入3.2亿元，成本2.1亿元。", "2.1亿元", "metric", "Revenue", "concept", "Revenue"),
        ("zh", "华澜科技收入3.2亿元，成本2.1亿元。", "2.1亿元", "metric", "Other", "concept", "Other"),
        ("zh", "华澜科技收入增长12%。", "12%", "aspect", "change_qoq", "aspect", "change_qoq"),
        ("zh", "华澜科技收入同比增加12%。", "12%", "sign", -1, "low", -12),
        ("zh", "华澜科技表示，鸿岳精密收入3.2亿元。", "3.2亿元", "subject", None, "subject", None),
        ("ko", "온빛소재는 매출 3조원을 기록했다.", "3조원", "modality", "target", "modality", "target"),
        ("ko", "온빛소재는 2023년 매출 3조원, 이익 2조원을 냈다.", "2조원", "period", (None, None), "period_start", None),
        ("ko", "온빛소재의 로봇 부문 매출은 3조원이다.", "3조원", "segment", None, "segment", None),
    ],
)  # fmt: skip
def test_an_answer_becomes_the_claims(
    lang: str, text: str, number: str, decision: str, wanted: Any, field: str, expected: Any
) -> None:
    judge = Faithful(extract(text, lang), decision, number, wanted)
    claims = [claim for claim in extract(text, lang, judge) if claim.quantity_text == number]
    assert [getattr(claim, field) for claim in claims] == [expected]


def test_words_are_packed_in_order_and_filled_up() -> None:
    packed = pack_words([Row([0.0], ["a", "b", "a"]), Row([0.0], ["b"])])
    assert packed.shape == (2, 2)
    assert list(packed[0]) == sorted(packed[0])
    assert packed[1][1] == BUCKETS
    assert packed[1][0] in packed[0]


def test_a_folder_without_a_scorer_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="E251"):
        load_scorer(tmp_path)
    (tmp_path / "config.json").write_text('{"version": 99}', encoding="utf-8")
    with pytest.raises(ConfigError, match="version 99"):
        load_scorer(tmp_path)
