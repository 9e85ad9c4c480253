"""`python -m nlp.training.claims models/claims` makes the scorer of claims from annotated text."""

from __future__ import annotations

import argparse
import json
import logging
import tomllib
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from nlp.claims.scoring import DECISIONS
from nlp.claims.scoring.scorer import CONFIG, VERSION, Scorer, graph_name
from nlp.evaluation.agreement import load_scorer
from nlp.training.claim_card import write_card
from nlp.training.claim_examples import Example, Gold, collect, read_articles, read_paragraphs
from nlp.training.claim_export import to_graph
from nlp.training.claim_fit import FitConfig, fit
from nlp.training.claim_report import calibrate, report

logger = logging.getLogger(__name__)
RECIPE, REPORT, CARD = "recipe.toml", "report.json", "README.md"
_NEUTRAL = {"bias": 0.0}


def make_scorer(folder: Path, texts: Path, beside: Path | None, contract: Path, corpora: Path) -> dict[str, Any]:
    """Make the scorer from its recipe.

    Args:
        folder: holds `recipe.toml` and the card; the graphs, the configuration and the report are written beside them.
        texts: the folder of source texts that `corpora/standoff` points into.
        beside: a folder of further gold paragraphs with their text, or None.
        contract: the contract's `score.py`.
        corpora: the project's `corpora`.

    Returns:
        What the report says.
    """
    recipe = tomllib.loads((folder / RECIPE).read_text(encoding="utf-8"))
    config, matching = FitConfig(**recipe["fit"]), load_scorer(contract)
    parts = read_paragraphs(corpora / "standoff", texts, beside)
    own = list(read_articles(corpora / "gold"))
    tuning = collect(parts["dev"], matching)
    held_out, found = parts["test"], {"rules": report(parts["test"], None, matching)}
    with TemporaryDirectory() as work:
        for name, share in (("quarter", 4), ("half", 2), ("scorer", 1)):
            kept = [gold for gold in parts["train"] if zlib.crc32(gold["doc"].encode()) // 100 % share == 0] + own
            examples = _examples(kept, tuning, parts["dev"], config, matching, Path(work))
            logger.info("%s: %d decisions to learn from", name, len(examples))
            target = folder if share == 1 else Path(work)
            scorer = write_scorer(target, examples, tuning, parts["dev"], config, matching)
            found[name] = report(held_out, scorer, matching)
    found["dev"] = report(parts["dev"], scorer, matching)
    (folder / REPORT).write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_card(folder / CARD, found)
    return found


def _examples(
    golds: Sequence[Gold],
    tuning: Sequence[Example],
    held_out: Sequence[Gold],
    config: FitConfig,
    matching: ModuleType,
    work: Path,
) -> list[Example]:
    """Decisions as the annotation takes them, and as they stand after the mistakes of a scorer of the other half."""
    taught = collect(golds, matching)
    seen: list[Example] = []
    halves = [[gold for gold in golds if zlib.crc32(gold["doc"].encode()) // 1000 % 2 == half] for half in (0, 1)]
    for mine, others in (halves, halves[::-1]):
        names = {gold["doc"] for gold in others}
        learned = [example for example in taught if example.doc in names]
        policy = write_scorer(work, learned, tuning, held_out, config, matching)
        seen += collect(mine, matching, policy)
    return taught + seen


def write_scorer(
    folder: Path,
    training: Sequence[Example],
    tuning: Sequence[Example],
    held_out: Iterable[Gold],
    config: FitConfig,
    matching: ModuleType,
) -> Scorer:
    """Fit all decisions, write the graphs and the configuration, and load what was written."""
    for decision in DECISIONS:
        mine, others = ([e for e in part if e.decision == decision] for part in (training, tuning))
        fitted = fit(mine, others, config)
        (folder / graph_name(decision)).write_bytes(to_graph(fitted).SerializeToString())
        logger.info("%s: %d examples, %d trees", decision, len(mine), len(fitted.trees["tree_info"]))
    confidence = calibrate(held_out, Scorer(folder, {"confidence": _NEUTRAL}), matching)
    settings = {"version": VERSION, "confidence": confidence}
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
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    make_scorer(args.folder, args.texts, args.beside, args.contract, args.corpora)


if __name__ == "__main__":
    main()
