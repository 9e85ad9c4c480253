"""Made-up worlds whose truth is known: companies, periods, facts, and articles in both languages that report them.

Each fact has a plan, which says how its articles will relate: they round it, hedge it, bound it, forecast it and revise
the forecast, or one of them gets it wrong; other papers print an article again, cut from below. The plan is the truth
that alignment has to find from the claims alone. Beside each fact stand others that must not be joined with it: of
another quarter, half, fiscal year, segment, company of the same name, subsidiary, or kind of profit.

    python -m nlp.evaluation.worlds --claims 100000          # quality and time of the alignment
    python -m nlp.evaluation.worlds --claims 5000 -o world   # the articles as a feed, the truth beside it
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

from nlp.entities import make_id
from nlp.entities.names import hangul_of_chinese
from nlp.events import build_events
from nlp.events.blocking import is_month_end
from nlp.events.titles import period_name
from nlp.notes.values import value_words
from nlp.records import Article, Aspect, Claim, EventRecord, Lang, Modality, Qualifier, Relation, stable_id
from nlp.tables import read_table

CLAIMS_OF_A_COMPANY = 670  # about; a world is made company by company
_PLANS: dict[str, int] = {
    "single": 30,
    "agree": 30,
    "consistent": 10,
    "superseded": 12,
    "revised": 3,
    "conflict": 10,
}
_FLOWS = ("Revenue", "GrossProfit", "OperatingProfit", "OperatingCashFlow", "SellingExpense", "CapitalExpenditure")
_STOCKS = {"CashAndCashEquivalents": "CNY", "Employees": "person", "TotalAssets": "CNY"}
_SCATTER = 48_271  # a prime
_STEM = 4  # characters of a name before the word for its trade
_FISCAL, _KNOWN, _TWIN, _COPIED = 0.2, 0.5, 0.1, 0.5  # chances of a company
_HEDGED = 0.1
_SWAPPED = 0.3  # of mistakes: two figures that change places
_SAME_FIGURE = 0.05  # two segments with one figure
_FILLERS = {"zh": ("", "业务", "板块"), "ko": ("", " 부문", " 사업")}


@dataclass(slots=True)
class World:
    """What was made: the input of the alignment, and what it should make of it.

    `facts` are the true relation of every fact and the ids of its claims.
    """

    articles: list[Article] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    facts: list[tuple[Relation, tuple[str, ...]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WorldScore:
    """How well events match a world: pairs of claims in one fact, and relations of facts."""

    precision: float
    recall: float
    relations: float


@dataclass(slots=True)
class _Paper:
    article_id: str
    lang: Lang
    published: date
    text: str = ""
    claims: list[Claim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Company:
    """A company as each language names it; `ids` is what a recogniser says, None where it knew nobody."""

    names: Mapping[str, str]
    ids: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a fact is about."""

    concept: str
    aspect: Aspect
    unit: str
    start: date
    end: date
    segment: Mapping[str, str] | None = None


def make_world(companies: int, seed: int = 1) -> World:
    """Make a world.

    Args:
        companies: how many; each has about `CLAIMS_OF_A_COMPANY` claims in some ten articles.
        seed: the same seed makes the same world.
    """
    world = World()
    for number in range(companies):
        dice = random.Random(f"{seed}/{number}")
        company = _make_company(number, dice)
        _Author(world, company, f"{number}", dice).write(dice.random() < _FISCAL)
        if dice.random() < _TWIN:  # another company of the same name, told apart by its id alone
            twin = replace(company, ids=dict.fromkeys(company.names, f"Q{number}b"))
            _Author(world, twin, f"{number}b", dice).write(False, years=1)
    random.Random(seed).shuffle(world.claims)
    return world


def _make_company(number: int, dice: random.Random) -> _Company:
    """Make a company that is listed under one id, or one that no list holds: then one language alone recognises it."""
    pool, suffix = _syllables(), dice.choice(_suffixes())
    scattered = (number + 1) * _SCATTER % len(pool) ** _STEM  # one for each company, as the factor shares no divisor
    stem = "".join(pool[scattered // len(pool) ** place % len(pool)] for place in range(_STEM))
    names = {"zh": stem + suffix["zh"].split("|")[0], "ko": f"{hangul_of_chinese(stem)}{suffix['ko'].split('|')[0]}"}
    own = {lang: make_id(name, "ORG") for lang, name in names.items()}
    if own["zh"] != own["ko"] or dice.random() < _KNOWN:
        return _Company(names, dict.fromkeys(names, f"Q{number}"))
    return _Company(names, {"zh": own["zh"], "ko": None})


@cache
def _syllables() -> tuple[str, ...]:
    """Characters of names, each of another sound, so that no two companies sound alike."""
    by_sound = {
        hangul_of_chinese(char): char for char in "云岭青禾远海星河元华澜博宁泰安瑞丰金鼎科联创恒信东方西山北川南洋"
    }
    return tuple(char for sound, char in by_sound.items() if sound)


@cache
def _suffixes() -> tuple[dict[str, str], ...]:
    rows = read_table("nlp.entities", "company_parts.tsv")
    return tuple(row for row in rows if row["zh"].split("|")[0] in ("科技", "电子", "能源", "汽车"))


@cache
def _segments() -> tuple[Mapping[str, str], ...]:
    names = ({lang: row[lang].split("|")[0] for lang in ("zh", "ko")} for row in _segment_rows())
    return tuple(name for name in names if name["zh"] and name["ko"])


def _segment_rows() -> list[dict[str, str]]:
    rows = read_table("nlp.events", "segments.tsv")
    first = next(place for place, row in enumerate(rows) if row["code"] == "education")
    return list(rows[first : first + 60])


@cache
def _metric(concept: str, lang: str) -> str:
    return next(row[lang] for row in read_table("nlp.events", "concepts.tsv") if row["concept"] == concept)


class _Author:
    """Writes one company's articles and claims into a world."""

    def __init__(self, world: World, company: _Company, key: str, dice: random.Random) -> None:
        self.world, self.company, self.key, self.dice = world, company, key, dice
        self.printed = 0
        self.papers = {lang: [self._paper(lang, 2025, (3, 4)) for _ in range(3)] for lang in ("zh", "ko")}
        self.early = [self._paper(lang, 2021, (11, 12)) for lang in ("zh", "ko")]
        self.facts: list[tuple[Relation, list[str]]] = []
        self.count = 0

    def _paper(self, lang: str, year: int, months: Sequence[int]) -> _Paper:
        day = date(year, self.dice.choice(months), self.dice.randint(1, 28))
        self.printed += 1
        return _Paper(f"{lang}-{self.key}-{self.printed}", cast("Lang", lang), day)

    def write(self, fiscal: bool, years: int = 2) -> None:
        """Tell all facts of the company, then print the articles and their copies."""
        for year in range(2025 - years, 2025):
            for start, end in _periods(year, fiscal):
                values: dict[str, Decimal] = {}
                for topic in self._topics(start, end):
                    value = self._true_value(topic.unit)
                    if topic.segment and self.dice.random() < _SAME_FIGURE:
                        value = values.get(topic.unit, value)
                    values[topic.unit] = value
                    self._tell(topic, value)
                self._tell_profits(start, end)
        self._print()

    def _topics(self, start: date, end: date) -> Iterator[_Topic]:
        for concept in _FLOWS:
            yield _Topic(concept, "level", "CNY", start, end)
            yield _Topic(concept, "change_yoy", "percent", start, end)
        if is_month_end(end) and end.month in (6, 12):
            for concept, unit in _STOCKS.items():
                yield _Topic(concept, "level", unit, end, end)
        for names in self.dice.sample(_segments(), 4):
            yield _Topic("Revenue", "level", "CNY", start, end, names)
            yield _Topic("Revenue", "change_yoy", "percent", start, end, names)

    def _true_value(self, unit: str) -> Decimal:
        if unit == "percent":
            return Decimal(self.dice.randint(1001, 9999)) / 100
        return Decimal(self.dice.randint(10**6, 10**7)).scaleb(self.dice.randint(3, 4))

    def _tell(self, topic: _Topic, value: Decimal, concepts: Mapping[str, str] | None = None) -> None:
        """Let articles report a fact as one of the plans says.

        Args:
            topic: what it is about.
            value: what is true.
            concepts: what each language calls it, where they differ.
        """
        dice = self.dice
        plan = "agree" if concepts else dice.choices(list(_PLANS), list(_PLANS.values()))[0]
        some = [paper for lang in ("zh", "ko") for paper in dice.sample(self.papers[lang], dice.randint(1, 2))]
        ids: list[str] = []

        def say(paper: _Paper, figure: _Figure, modality: Modality = "reported", speaker: str | None = None) -> None:
            concept = (concepts or {}).get(paper.lang, topic.concept)
            ids.append(self._say(paper, replace(topic, concept=concept), figure, modality, speaker))

        if plan == "single":
            say(dice.choice(self.papers["zh"] + self.papers["ko"]), self._round(value, topic.unit))
        elif plan == "agree":
            for paper in some:
                say(paper, self._round(value, topic.unit))
        elif plan == "consistent":
            say(dice.choice(self.papers["zh"]), self._round(value, topic.unit))
            say(dice.choice(self.papers["ko"]), self._loosen(value, topic.unit))
        elif plan == "superseded":
            off = value * Decimal(dice.choice(["0.8", "0.95", "1", "1.1"]))
            for paper in dice.sample(self.early, dice.randint(1, 2)):
                say(paper, self._loosen(off, topic.unit), dice.choice(("forecast", "target", "estimate")))
            for paper in some:
                say(paper, self._round(value, topic.unit))
        elif plan == "revised":
            self._revise(topic, value, say)
        else:
            wrong = _mistake(value, dice)
            for place, paper in enumerate(some):
                say(paper, self._round(wrong if place == 0 else value, topic.unit))
        self.facts.append(("superseded" if plan == "revised" else cast("Relation", plan), ids))

    def _revise(self, topic: _Topic, value: Decimal, say: Any) -> None:
        """One house forecasts twice, and no report follows."""
        first, second = sorted(self.early, key=lambda paper: (paper.published, paper.article_id))
        if first.published == second.published:
            second = self.papers["zh"][0]
        say(first, self._round(value, topic.unit), "forecast", "远山研究")
        say(second, self._round(value * Decimal("1.3"), topic.unit), "forecast", "远山研究")

    def _tell_profits(self, start: date, end: date) -> None:
        """Total and attributable profit differ in half of all cases; in the others each language has its own word."""
        value = self._true_value("CNY")
        total = _Topic("ProfitLoss", "level", "CNY", start, end)
        if self.dice.random() < 0.5:
            share = value * Decimal(self.dice.choice(["0.55", "0.77"]))
            self._tell(total, value)
            self._tell(replace(total, concept="ProfitLossAttributableToOwners"), share)
        else:
            self._tell(total, value, {"zh": "ProfitLossAttributableToOwners", "ko": "ProfitLoss"})

    def _round(self, value: Decimal, unit: str, least: int = 3) -> _Figure:
        """State the value as some article would: to more or fewer figures, sometimes hedged."""
        figures = self.dice.randint(least, 4 if unit == "percent" else 6)
        place = value.adjusted() - figures + 1
        stated = value.scaleb(-place).quantize(Decimal(1), ROUND_HALF_UP).scaleb(place)
        return _Figure(stated, stated, "approx" if self.dice.random() < _HEDGED else "exact", -place)

    def _loosen(self, value: Decimal, unit: str) -> _Figure:
        """State a bound or a range that holds the value."""
        place = value.adjusted() - 2
        below, above = (
            (value * part).scaleb(-place).quantize(Decimal(1), ROUND_HALF_UP).scaleb(place)
            for part in (Decimal("0.9"), Decimal("1.1"))
        )
        return self.dice.choice(
            (
                _Figure(below, above, "range", -place),
                _Figure(below, None, "at_least", -place),
                _Figure(None, above, "at_most", -place),
            )
        )

    def _say(self, paper: _Paper, topic: _Topic, figure: _Figure, modality: Modality, speaker: str | None) -> str:
        self.count += 1
        lang, company = paper.lang, self.company
        segment = topic.segment[lang] + self.dice.choice(_FILLERS[lang]) if topic.segment else None
        value = value_words(figure.low, figure.high, figure.qualifier, topic.unit, lang)
        sentence = _sentence(lang, company.names[lang], topic, segment, value, modality)
        start = len(paper.text)
        place = start + sentence.rindex(value)
        claim = Claim(
            claim_id=stable_id(paper.article_id, self.count),
            article_id=paper.article_id,
            lang=lang,
            kind="measure",
            subject=company.names[lang],
            subject_id=company.ids[lang],
            subject_text=company.names[lang],
            concept=topic.concept,
            metric_text=_metric(topic.concept, lang),
            segment=segment,
            aspect=topic.aspect,
            low=figure.low,
            high=figure.high,
            qualifier=figure.qualifier,
            unit=topic.unit,
            period_start=topic.start,
            period_end=topic.end,
            period_text=None,
            modality=modality,
            speaker=speaker,
            quantity_text=value,
            start=place,
            end=place + len(value),
            evidence=sentence,
            evidence_start=start,
            evidence_end=start + len(sentence),
            relates_to=None,
            confidence=1.0,
            decimals=figure.decimals,
        )
        paper.text += sentence
        paper.claims.append(claim)
        return claim.claim_id

    def _print(self) -> None:
        """Put articles and claims into the world; of half of all companies other papers print one article again."""
        original = self.papers["zh"][0]
        copies = []
        if self.dice.random() < _COPIED:
            for number in (1, 2):
                copy = self._paper("zh", 2025, (5,))
                kept = [claim for claim in original.claims if claim.end <= len(original.text) * (10 - number) // 10]
                cut = kept[-1].evidence_end if kept else 0
                copy.text = original.text[:cut] + "（本报编辑整理）"
                copy.claims = [
                    replace(claim, claim_id=stable_id(copy.article_id, claim.claim_id), article_id=copy.article_id)
                    for claim in kept
                ]
                self._repeat(kept, copy.claims)
                copies.append(copy)
        for paper in (*self.papers["zh"], *self.papers["ko"], *self.early, *copies):
            self.world.articles.append(
                Article(paper.article_id, paper.lang, 1.0, None, None, paper.text, paper.published, "metadata", None)
            )
            self.world.claims.extend(paper.claims)
        self.world.facts.extend((relation, tuple(ids)) for relation, ids in self.facts)

    def _repeat(self, kept: Iterable[Claim], again: Iterable[Claim]) -> None:
        fact_of = {claim_id: ids for _, ids in self.facts for claim_id in ids}
        for claim, copy in zip(kept, again, strict=True):
            fact_of[claim.claim_id].append(copy.claim_id)


@dataclass(frozen=True, slots=True)
class _Figure:
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    decimals: int


def _periods(year: int, fiscal: bool) -> Iterator[tuple[date, date]]:
    """The year, its first half, first and third quarter and nine months; the year of a fiscal company from April."""
    yield date(year, 1, 1), date(year, 6, 30)
    yield date(year, 1, 1), date(year, 3, 31)
    yield date(year, 7, 1), date(year, 9, 30)
    yield date(year, 1, 1), date(year, 9, 30)
    yield date(year, 1, 1), date(year, 12, 31)
    if fiscal:
        yield date(year - 1, 4, 1), date(year, 3, 31)


def _mistake(value: Decimal, dice: random.Random) -> Decimal:
    """Get a value wrong: by a part, by a power of ten, or by two figures that change places."""
    figures = f"{value:f}"
    if figures[1] not in ("0", ".", figures[0]) and dice.random() < _SWAPPED:
        return Decimal(figures[1] + figures[0] + figures[2:])
    return value * Decimal(dice.choice(["1.25", "0.7", "3", "10"]))


def _sentence(lang: str, name: str, topic: _Topic, segment: str | None, value: str, modality: Modality) -> str:
    metric, period = _metric(topic.concept, lang), period_name(topic.start, topic.end, lang)
    change = {"zh": "同比", "ko": "전년 대비 "}[lang] if topic.aspect == "change_yoy" else ""
    if lang == "zh":
        verb = "为" if modality == "reported" else "预计为"
        return f"{name}{period}{segment or ''}{metric}{change}{verb}{value}。"
    verb = "이다" if modality == "reported" else "로 전망된다"
    return f"{name} {period} {segment or ''} {metric} {change}{value}{verb}. "


def score_world(world: World, events: Iterable[EventRecord]) -> WorldScore:
    """Compare events with a world's truth."""
    place: dict[str, tuple[str, int]] = {}
    relation: dict[tuple[str, int], str] = {}
    for event in events:
        for number, fact in enumerate(event.facts):
            relation[event.event_id, number] = fact.relation
            place.update((claim_id, (event.event_id, number)) for claim_id in fact.claim_ids)
    truth = {claim_id: number for number, (_, ids) in enumerate(world.facts) for claim_id in ids}
    found = Counter((where, truth[claim_id]) for claim_id, where in place.items())
    predicted: Counter[tuple[str, int]] = Counter()
    for (where, _), size in found.items():
        predicted[where] += size
    joined, right = _pairs(predicted.values()), _pairs(found.values())
    wanted = _pairs(len(ids) for _, ids in world.facts)
    told = sum(ids[0] in place and relation[place[ids[0]]] == plan for plan, ids in world.facts)
    return WorldScore(right / joined, right / wanted, told / len(world.facts))


def main(argv: Sequence[str] | None = None) -> None:
    """Make worlds and measure the alignment on them, or write one down."""
    parser = argparse.ArgumentParser(prog="python -m nlp.evaluation.worlds", description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000], help="sizes, about; one row each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--out", type=Path, help="write the first world into this folder, and measure nothing")
    args = parser.parse_args(argv)
    worlds = (make_world(max(1, round(size / CLAIMS_OF_A_COMPANY)), args.seed) for size in args.claims)
    if args.out:
        _write(next(worlds), args.out)
        return
    print("   claims  articles    facts   events  CPU seconds  µs/claim  precision  recall  relations")
    for world in worlds:
        clock = time.process_time()
        events = build_events(world.claims, world.articles)
        seconds = time.process_time() - clock
        found = score_world(world, events)
        print(
            f"{len(world.claims):9,} {len(world.articles):9,} {len(world.facts):8,} {len(events):8,} {seconds:12.1f} "
            f"{seconds / len(world.claims) * 1e6:9.1f} {found.precision:10.4f} {found.recall:7.4f} "
            f"{found.relations:10.4f}",
            flush=True,
        )


def _write(world: World, out: Path) -> None:
    """Write the articles as a feed, and beside it the claims that they make and the true facts."""
    out.mkdir(parents=True, exist_ok=True)
    facts = ({"relation": relation, "claim_ids": list(ids)} for relation, ids in world.facts)
    for name, rows in (
        ("feed", (article.to_dict() for article in world.articles)),
        ("claims", (claim.to_dict() for claim in world.claims)),
        ("facts", facts),
    ):
        with (out / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


if __name__ == "__main__":
    main()
