"""Two runs of the same articles: the difference, and what only one of them gets."""

from __future__ import annotations

import pytest
from runs import FACT, article, claim, gold, mention, run

from nlp.evaluation.compare import contrast, contrast_to_json, describe_contrast
from nlp.evaluation.score import score

GROWTH = {**FACT, "aspect": "change_yoy", "low": "8", "high": "8", "unit": "percent", "quote": "同比增长8%"}
GOLDS = [gold(facts=[FACT, GROWTH], entities=[{"names": ["方雨舟"], "label": "PERSON"}])]
REVENUE = claim()
GROWTH_CLAIM = claim("8%", claim_id="c2", aspect="change_yoy", low="8", high="8", unit="percent")


def contrasted(here, there):
    return contrast(score(GOLDS, run(*here)), score(GOLDS, run(*there)))


@pytest.mark.parametrize(
    ("here", "there", "only_here", "only_there", "both"),
    [
        ([REVENUE], [REVENUE], [], [], 2),
        ([REVENUE, GROWTH_CLAIM], [REVENUE], [("missed",)], [], 1),
        ([REVENUE], [GROWTH_CLAIM], [("missed",)], [("missed",)], 1),
        # wrong in another way is wrong in both
        (
            [REVENUE, claim("8%", claim_id="c2", concept="Users", low="8", high="8", unit="percent")],
            [REVENUE],
            [],
            [],
            2,
        ),
        # what only one of them makes up
        ([REVENUE], [REVENUE, claim("3亿元", claim_id="c3", low="3", high="3")], [("spurious",)], [], 2),
        ([REVENUE, mention("方雨舟", "PERSON")], [REVENUE, mention("方雨舟", "ORG")], [("label",)], [], 1),
    ],
)
def test_what_one_gets_and_the_other_does_not(here, there, only_here, only_there, both):
    told = contrasted(here, there)
    assert [mistake.kinds for mistake in told.only_here] == only_here
    assert [mistake.kinds for mistake in told.only_there] == only_there
    assert told.both == both
    turned = contrasted(there, here)
    assert (turned.only_here, turned.only_there) == (told.only_there, told.only_here)


def test_a_wrong_speaker_alone_is_no_difference():
    told = contrasted([REVENUE], [claim(speaker="方雨舟")])
    assert (told.only_here, told.only_there) == ((), ())


def test_the_table_and_the_json():
    golds = [gold(f"d{number}", facts=[FACT]) for number in range(20)]
    articles = [article(doc=f"d{number}") for number in range(20)]
    claims = [claim(article_id=f"d{number}") for number in range(20)]
    told = contrast(score(golds, run(*claims, articles=articles)), score(golds, run(*claims[:10], articles=articles)))
    here, there, comparison = told.layers["full"]
    assert (here.f1, there.f1) == (1, pytest.approx(2 / 3))
    assert comparison.difference == pytest.approx(1 / 3)
    assert comparison.p < 0.01
    lines = describe_contrast(told)
    assert next(line for line in lines if line.startswith("full")).split()[1:4] == ["1.000", "0.667", "+0.333"]
    assert "right here, wrong in the other: 10" in lines
    assert "wrong in both   0" in lines
    data = contrast_to_json(told, other="there")
    assert data["layers"]["full"]["difference"] == pytest.approx(0.3333)
    assert data["layers"]["language"]["p"] == 1
    assert len(data["right_here_alone"]) == 10
