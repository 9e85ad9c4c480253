"""Small worlds whose truth is known: companies, periods and facts, and articles in both languages that report them.

Each fact has a plan, which says how its articles will relate: they round it, hedge it, bound it, forecast it, copy each
other, or one of them gets it wrong. The plan is the truth that alignment has to find from the claims alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from nlp.records import Article, Claim, EventRecord
from tests.events.helper import claim

# Names of one segment in Chinese and in Korean.
SEGMENTS = [
    ("教育业务", "교육 부문"),
    ("医疗", "의료 사업"),
    ("开放平台", "개방형 플랫폼"),
    ("汽车业务", "자동차"),
    ("智能硬件", "스마트 하드웨어"),
    ("云计算", "클라우드"),
    ("广告", "광고"),
    ("游戏业务", "게임 부문"),
    ("海外", "해외"),
    ("保险业务", "보험"),
    ("储能系统", "ESS"),
    ("存储芯片", "메모리 반도체"),
    ("开放平台及消费者业务", "개방형 플랫폼 및 소비자 사업"),
    ("国内", "국내"),
    ("乘用车", "승용차"),
    ("商用车", "상용차"),
]
FLOWS = ["Revenue", "GrossProfit", "OperatingProfit", "OperatingCashFlow", "SellingExpense", "CapitalExpenditure"]
STOCKS = [("CashAndCashEquivalents", "CNY"), ("Employees", "person"), ("TotalAssets", "CNY")]
PERIODS = ["2022", "2023H1", "2023", "2023Q3", "2024Q1", "2024H1", "2024"]
PLANS = ["single", "agree", "consistent", "superseded", "conflict", "copied"]
WEIGHTS = [30, 30, 10, 15, 10, 5]
_GLYPHS = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 3000))


@dataclass
class World:
    """What was generated: input of the alignment, and what it should make of it."""

    claims: list[Claim] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    facts: list[tuple[str, list[str]]] = field(default_factory=list)
    """The true relation of every fact, and the ids of its claims."""


@dataclass
class _Paper:
    article_id: str
    published: date
    text: str


class _Author:
    """Writes one company's articles and claims into a world."""

    def __init__(self, world: World, company: int, dice: random.Random) -> None:
        self.world, self.company, self.dice = world, company, dice
        self.count = 0
        self.papers: dict[str, list[_Paper]] = {"zh": [], "ko": [], "early": [], "copies": []}
        for lang, month in (("zh", 3), ("zh", 3), ("zh", 4), ("ko", 3), ("ko", 4), ("ko", 4)):
            self.papers[lang].append(self._paper(lang, date(2025, month, dice.randint(1, 28))))
        for lang in ("zh", "ko"):
            self.papers["early"].append(self._paper(lang, date(2021, 12, dice.randint(1, 28))))
        first = self.papers["zh"][0]
        for number in (1, 2):
            text = first.text[: len(first.text) * 9 // 10] + self._babble(8)
            self.papers["copies"].append(self._paper("zh", first.published + timedelta(days=number), text))

    def _babble(self, length: int) -> str:
        return "".join(self.dice.choices(_GLYPHS, k=length))

    def _paper(self, lang: str, published: date, text: str | None = None) -> _Paper:
        number = len(self.world.articles)
        paper = _Paper(f"{lang}{self.company}x{number}", published, text or self._babble(160))
        self.world.articles.append(
            Article(paper.article_id, lang, 1.0, None, None, paper.text, published, "metadata", None)
        )
        return paper

    def say(self, paper: _Paper, figure: str, name: str | None, **fields: object) -> str:
        """Make a claim; the id comes back. `name` is the company's as this paper's language has it."""
        self.count += 1
        subject = {"zh": f"公司{self.company}", "ko": f"회사{self.company}"}[paper.article_id[:2]]
        made = claim(
            paper.article_id,
            figure,
            claim_id=f"c{self.company}x{self.count}",
            subject=subject,
            subject_id=f"Q{self.company}",
            segment=name,
            start=self.count,
            **fields,
        )
        self.world.claims.append(made)
        return made.claim_id


def rounded(value: Decimal, figures: int) -> str:
    """Write a value below 10**11 to at least three significant figures: 33.26亿, 9063万."""
    place = value.adjusted() - figures + 1
    steps = value.scaleb(-place).quantize(Decimal(1), ROUND_HALF_UP)
    exponent, sign = (8, "亿") if value >= 10**8 and place <= 8 else (4, "万")
    return f"{steps.scaleb(place - exponent):f}{sign}"


def make_world(companies: int, seed: int = 1) -> World:
    """Generate a world.

    Args:
        companies: how many; each has about 500 claims in ten articles.
        seed: same seed, same world.
    """
    world = World()
    for company in range(companies):
        dice = random.Random(f"{seed}/{company}")
        author = _Author(world, company, dice)
        for when in PERIODS:
            for settings in _subjects_of_facts(dice, when):
                _tell(author, dice, **settings)
            _tell_profits(author, dice, when)
    random.Random(seed).shuffle(world.claims)
    return world


def _subjects_of_facts(dice: random.Random, when: str) -> Iterator[dict[str, object]]:
    for concept in FLOWS:
        yield {"concept": concept, "when": when, "unit": "CNY", "aspect": "level", "pair": None}
        yield {"concept": concept, "when": when, "unit": "percent", "aspect": "change_yoy", "pair": None}
    for concept, unit in STOCKS:
        yield {"concept": concept, "when": when, "unit": unit, "aspect": "level", "pair": None}
    for pair in dice.sample(SEGMENTS, 4):
        yield {"concept": "Revenue", "when": when, "unit": "CNY", "aspect": "level", "pair": pair}
        yield {"concept": "Revenue", "when": when, "unit": "percent", "aspect": "change_yoy", "pair": pair}


def _true_value(dice: random.Random, unit: str) -> Decimal:
    if unit == "percent":
        return Decimal(dice.randint(1001, 9999)) / 100
    return Decimal(dice.randint(10**6, 10**7)) * 10 ** dice.randint(3, 4)


def _figure(dice: random.Random, value: Decimal, unit: str, least: int = 3) -> str:
    """Write the value as some article would: to more or fewer figures, sometimes hedged."""
    figures = dice.randint(least, 4 if unit == "percent" else 6)
    hedge = "~" if dice.random() < 0.1 else ""
    if unit == "percent":
        step = Decimal(1).scaleb(2 - figures)
        return f"{hedge}{value.quantize(step, ROUND_HALF_UP):f}"
    return hedge + rounded(value, figures)


def _tell(
    author: _Author,
    dice: random.Random,
    concept: str,
    when: str,
    unit: str,
    aspect: str,
    pair: tuple[str, str] | None,
    value: Decimal | None = None,
    concepts: dict[str, str] | None = None,
) -> None:
    value = value or _true_value(dice, unit)
    plan = dice.choices(PLANS, WEIGHTS)[0]
    papers = author.papers
    many = [paper for lang in ("zh", "ko") for paper in dice.sample(papers[lang], dice.randint(1, 3))]
    ids: list[str] = []

    def tell(paper: _Paper, figure: str, **more: object) -> None:
        lang = paper.article_id[:2]
        span = when
        if concept in dict(STOCKS) and dice.random() < 0.5:
            span = {"Q1": "-03-31", "H1": "-06-30", "Q3": "-09-30", "": "-12-31"}[when[4:]].join((when[:4], ""))
        name = None if pair is None else pair[lang == "ko"]
        said = (concepts or {}).get(lang, concept)
        ids.append(author.say(paper, figure, name, concept=said, when=span, unit=unit, aspect=aspect, **more))

    if plan == "single":
        paper = dice.choice(papers["zh"] + papers["ko"])
        for _ in range(dice.randint(1, 2)):
            tell(paper, _figure(dice, value, unit))
    elif plan == "agree":
        for paper in many:
            tell(paper, _figure(dice, value, unit))
    elif plan == "copied":
        for paper in [papers["zh"][0], *papers["copies"]]:
            tell(paper, _figure(dice, value, unit))
        plan = "single"
    elif plan == "consistent":
        tell(dice.choice(papers["zh"]), _figure(dice, value, unit))
        tell(dice.choice(papers["ko"]), _loose(dice, value, unit))
    elif plan == "superseded":
        off = value * Decimal(dice.choice(["0.8", "0.95", "1", "1.1"]))
        for paper in dice.sample(papers["early"], dice.randint(1, 2)):
            tell(paper, _loose(dice, off, unit), modality=dice.choice(["forecast", "target", "estimate"]))
        for paper in many:
            tell(paper, _figure(dice, value, unit))
    else:
        wrong = value * Decimal(dice.choice(["1.25", "0.7", "3"]))
        for place, paper in enumerate(many):
            tell(paper, _figure(dice, wrong if place == 0 else value, unit))
    author.world.facts.append((plan, ids))


def _loose(dice: random.Random, value: Decimal, unit: str) -> str:
    """Write a bound or a range that holds the value."""
    below, above = (_plain(value * Decimal(part), unit) for part in ("0.9", "1.1"))
    return dice.choice([f"{below}..{above}", f">{below}", f"<{above}"])


def _plain(value: Decimal, unit: str) -> str:
    return f"{value.quantize(Decimal('0.1')):f}" if unit == "percent" else rounded(value, 3)


def _tell_profits(author: _Author, dice: random.Random, when: str) -> None:
    """Tell net profit: in half of all cases total and attributable differ, in the others each language has its own."""
    value = _true_value(dice, "CNY")
    common: dict[str, object] = {"when": when, "unit": "CNY", "aspect": "level", "pair": None}
    if dice.random() < 0.5:
        _tell(author, dice, concept="ProfitLoss", value=value, **common)
        share = value * Decimal(dice.choice(["0.55", "0.77"]))
        _tell(author, dice, concept="ProfitLossAttributableToOwners", value=share, **common)
    else:
        figure = rounded(value, 4)
        ids = []
        for lang, concept in (("zh", "ProfitLossAttributableToOwners"), ("ko", "ProfitLoss")):
            paper = dice.choice(author.papers[lang])
            ids.append(author.say(paper, figure, None, concept=concept, when=when, unit="CNY", aspect="level"))
        author.world.facts.append(("agree", ids))


@dataclass(frozen=True)
class Score:
    """How well events match a world: pairs of claims in one fact, and relations of facts."""

    precision: float
    recall: float
    relations: float


def score(world: World, events: list[EventRecord]) -> Score:
    """Compare events with a world's truth."""
    place = {}
    relation = {}
    for event in events:
        for number, fact in enumerate(event.facts):
            for claim_id in fact.claim_ids:
                place[claim_id] = (event.event_id, number)
            relation[event.event_id, number] = fact.relation
    truth = {claim_id: number for number, (_, ids) in enumerate(world.facts) for claim_id in ids}
    found: dict[tuple[object, int], int] = {}
    for claim_id, where in place.items():
        key = (where, truth[claim_id])
        found[key] = found.get(key, 0) + 1
    predicted: dict[object, int] = {}
    for (where, _), size in found.items():
        predicted[where] = predicted.get(where, 0) + size
    joined = sum(size * (size - 1) // 2 for size in predicted.values())
    right = sum(size * (size - 1) // 2 for size in found.values())
    wanted = sum(len(ids) * (len(ids) - 1) // 2 for _, ids in world.facts)
    relations = sum(relation[place[ids[0]]] == plan for plan, ids in world.facts)
    return Score(right / joined, right / wanted, relations / len(world.facts))
