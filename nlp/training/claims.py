"""`python -m nlp.training.claims models/claims` makes the scorer of claims from annotated text."""

from __future__ import annotations

import argparse
import json
import logging
import tomllib
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from nlp.claims.scoring import DECISIONS
from nlp.claims.scoring.scorer import CONFIDENCE, CONFIG, VERSION, Scorer, graph_name
from nlp.evaluation.agreement import load_scorer
from nlp.training.claim_card import write_card
from nlp.training.claim_confidence import Observed, fit_confidence, observe
from nlp.training.claim_examples import Example, Gold, collect, is_article, read_articles, read_paragraphs
from nlp.training.claim_export import to_graph, trees_graph
from nlp.training.claim_fit import FitConfig, fit
from nlp.training.claim_report import report

logger = logging.getLogger(__name__)
RECIPE, REPORT, CARD = "recipe.toml", "report.json", "README.md"
_CURVE = (("quarter", 4), ("half", 2))


def make_scorer(
    folder: Path, texts: Path, beside: Path | None, contract: Path, corpora: Path, *, curve: bool = False, jobs: int = 1
) -> dict[str, Any]:
    """Make the scorer from its recipe.

    Args:
        folder: holds `recipe.toml` and the card; the graphs, the configuration and the report are written beside them.
        texts: the folder of source texts that `corpora/standoff` points into.
        beside: a folder of further gold paragraphs with their text, or None.
        contract: the contract's `score.py`.
        corpora: the project's `corpora`.
        curve: whether scorers of a quarter and of a half of the training part are made and measured as well.
        jobs: processes that fit decisions at once; what comes out is the same.

    Returns:
        What the report says.
    """
    recipe = tomllib.loads((folder / RECIPE).read_text(encoding="utf-8"))
    config, matching = FitConfig(**recipe["fit"]), load_scorer(contract)
    parts = read_paragraphs(corpora / "standoff", texts, beside)
    articles = list(read_articles(corpora / "gold"))
    tuning = collect(parts["dev"], matching)
    held_out, found = parts["test"], {"rules": report(parts["test"], None, matching)}
    with TemporaryDirectory() as work:
        for name, share in (*(_CURVE if curve else ()), ("scorer", 1)):
            kept = [gold for gold in parts["train"] if zlib.crc32(gold["doc"].encode()) // 100 % share == 0]
            examples, observed, checked = _examples([*kept, *articles], tuning, config, matching, Path(work), jobs)
            logger.info("%s: %d decisions to learn from", name, len(examples))
            target = folder if share == 1 else Path(work)
            judge = write_decisions(target, examples, tuning, config, jobs)
            checked += observe(filter(is_article, parts["dev"]), judge, matching)
            scorer = write_confidence(target, observed, checked, config)
            found[name] = report(held_out, scorer, matching)
    for name, kept in (
        ("articles", [gold for gold in held_out if is_article(gold)]),
        ("paragraphs", [gold for gold in held_out if not is_article(gold)]),
    ):
        found[name] = report(kept, scorer, matching)
        found[f"{name} by rules"] = report(kept, None, matching)
    pages = list(read_articles(corpora / "pages"))
    found["pages"], found["pages by rules"] = (report(pages, judge, matching) for judge in (scorer, None))
    found["dev"] = report(parts["dev"], scorer, matching)
    (folder / REPORT).write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_card(folder / CARD, found)
    return found


def _examples(
    golds: Sequence[Gold], tuning: Sequence[Example], config: FitConfig, matching: ModuleType, work: Path, jobs: int
) -> tuple[list[Example], list[Observed], list[Observed]]:
    """Decisions as the annotation takes them, and as they stand after the mistakes of a scorer of the other half.

    Returns:
        The decisions, and how right the scorers of the halves were about what they had not learned from: real text,
        and articles of our own, which no rule was written for either.
    """
    taught = collect(golds, matching)
    seen: list[Example] = []
    observed: list[Observed] = []
    checked: list[Observed] = []
    halves = [[gold for gold in golds if zlib.crc32(gold["doc"].encode()) // 1000 % 2 == half] for half in (0, 1)]
    for mine, others in (halves, halves[::-1]):
        names = {gold["doc"] for gold in others}
        policy = write_decisions(work, [example for example in taught if example.doc in names], tuning, config, jobs)
        seen += collect(mine, matching, policy)
        observed += observe((gold for gold in mine if "source" in gold), policy, matching)
        checked += observe((gold for gold in mine if "source" not in gold), policy, matching)
    return taught + seen, observed, checked


def write_decisions(
    folder: Path, training: Sequence[Example], tuning: Sequence[Example], config: FitConfig, jobs: int = 1
) -> Scorer:
    """Fit all decisions, write their graphs, and load what was written; it is equally sure of everything."""
    parts = [
        [[example for example in part if example.decision == decision] for decision in DECISIONS]
        for part in (training, tuning)
    ]
    with ProcessPoolExecutor(jobs) as pool:
        for decision, (graph, trees) in zip(DECISIONS, pool.map(_fit_graph, *parts, repeat(config)), strict=True):
            (folder / graph_name(decision)).write_bytes(graph)
            logger.info("%s: %d trees", decision, trees)
    return Scorer(folder, {"clues": [], "above": 1.0, "below": 1.0, "offset": 0.0})


def _fit_graph(training: Sequence[Example], tuning: Sequence[Example], config: FitConfig) -> tuple[bytes, int]:
    fitted = fit(training, tuning, config)
    return to_graph(fitted).SerializeToString(), len(fitted.trees["tree_info"])


def write_confidence(
    folder: Path, learned: Sequence[Observed], tuning: Sequence[Observed], config: FitConfig
) -> Scorer:
    """Fit how sure the scorer of a folder is, complete the folder, and load it."""
    fitted = fit_confidence(learned, tuning, config)
    (folder / graph_name(CONFIDENCE)).write_bytes(trees_graph(fitted.trees, len(fitted.names)).SerializeToString())
    logger.info("confidence: %d measures, %d trees", len(learned), len(fitted.trees["tree_info"]))
    odds = {"above": fitted.above, "below": fitted.below, "offset": fitted.offset}
    settings = {"version": VERSION, "clues": fitted.names, **odds}
    (folder / CONFIG).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    return Scorer(folder, settings)


def main() -> None:
    """Read the command line and make the scorer."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training.claims", description=__doc__)
    parser.add_argument("folder", type=Path, help="the scorer's folder, with its recipe.toml")
    parser.add_argument("--texts", type=Path, default=Path("../shared/data/text"), help="source texts")
    parser.add_argument("--beside", type=Path, help="a folder of more gold paragraphs, zh.jsonl and ko.jsonl")
    parser.add_argument("--contract", type=Path, default=Path("../shared/contract/score.py"), help="the scorer")
    parser.add_argument("--corpora", type=Path, default=Path("corpora"), help="the project's corpora")
    parser.add_argument("--curve", action="store_true", help="measure a quarter and a half of the training part too")
    parser.add_argument("--jobs", type=int, default=1, help="processes that fit at once")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    make_scorer(args.folder, args.texts, args.beside, args.contract, args.corpora, curve=args.curve, jobs=args.jobs)


if __name__ == "__main__":
    main()
