"""Names found by `xinmun run` in corpora that people labelled; prints the table of the model card.

    python tests/benchmarks/bench_ner.py ../shared/data/ner [--no-model | --model FOLDER] [--alone] [--jobs N]

Twenty sentences of a corpus make an article. A name is right where start, end and label are. The intervals are those of
1,000 bootstrap samples of sentences. The file name keeps it out of the ordinary test run.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from nlp.batch import read_results, run
from nlp.entities.candidates import make_view
from nlp.entities.recogniser import load_recogniser, shipped_model

LABELS = ("PERSON", "ORG", "LOC")
PER_ARTICLE = 20
SAMPLES = 1000

Span = tuple[int, int, str]


@dataclass(frozen=True)
class Corpus:
    """A corpus, which of its sentences count, and what others reached on it."""

    file: str
    published: str
    fifth: bool = False
    whole_words: bool = False


CORPORA = (
    Corpus("zh/cluener.dev", "BiLSTM-CRF 67.5, RoBERTa-large-CRF 79.3 (10 labels)"),
    Corpus("zh/msra.test", "Lattice LSTM 93.2, BERT-base 94.6"),
    Corpus("zh/uner_gsdsimp.test", "—"),
    Corpus("zh/uner_pud_hant.test", "—"),
    Corpus("ko/klue.dev", "mBERT 76.5, KLUE-BERT-base 84.0 (6 labels, other test set)", fifth=True),
    Corpus("ko/naver.test", "CNN-BiLSTM-CRF 74.6, KoBERT 86.1 (14 labels)", whole_words=True),
    Corpus("evaluation_only/kmou.dev", "BERT-CRF 87.6 (macro, 10 labels)"),
    Corpus("evaluation_only/klp2016.test", "—"),
)


def sentences(folder: Path, corpus: Corpus, limit: int | None) -> list[tuple[str, str, set[Span]]]:
    """Read (language, text, names) of the sentences that count."""
    rows = [json.loads(line) for line in (folder / f"{corpus.file}.jsonl").read_text("utf-8").splitlines()]
    if corpus.fifth:
        rows = [row for row in rows if crc32(row["text"].encode()) % 5 == 0]
    return [
        (row["lang"], row["text"], {(start, end, label) for start, end, label in row["ents"] if label in LABELS})
        for row in rows[:limit]
    ]


def found_by_run(
    rows: Sequence[tuple[str, str, set[Span]]], settings: dict[str, object]
) -> tuple[list[set[Span]], float]:
    """Give the names that a run finds in each sentence, and the characters a second that it worked through."""
    found: list[set[Span]] = [set() for _ in rows]
    with tempfile.TemporaryDirectory() as folder:
        feed, out = Path(folder) / "feed.jsonl", Path(folder) / "out"
        places: dict[str, list[tuple[int, int]]] = {}
        with feed.open("w", encoding="utf-8") as lines:
            for name, article, starts in _articles(rows):
                lines.write(json.dumps(article, ensure_ascii=False) + "\n")
                places[name] = starts
        began = time.perf_counter()
        run([str(feed)], out, progress=False, **settings)  # type: ignore[arg-type]
        seconds = time.perf_counter() - began
        for mention in read_results(out).entities():
            offset, row = max(place for place in places[mention.article_id] if place[0] <= mention.start)
            if mention.label in LABELS:
                found[row].add((mention.start - offset, mention.end - offset, mention.label))
    return found, sum(len(text) for _, text, _ in rows) / seconds


def found_by_model(rows: Sequence[tuple[str, str, set[Span]]], folder: Path) -> tuple[list[set[Span]], float]:
    """Give the names that the model alone reads in each sentence, and its characters a second on one core."""
    recogniser, began, found = load_recogniser(folder), time.process_time(), []
    for lang, text, _ in rows:
        found.append({(name.start, name.end, name.label) for name in recogniser(make_view(text, lang))})
    return found, sum(len(text) for _, text, _ in rows) / (time.process_time() - began)


def _articles(
    rows: Sequence[tuple[str, str, set[Span]]],
) -> Iterator[tuple[str, dict[str, str], list[tuple[int, int]]]]:
    for first in range(0, len(rows), PER_ARTICLE):
        starts, text = [], ""
        for index in range(first, min(first + PER_ARTICLE, len(rows))):
            starts.append((len(text), index))
            text += rows[index][1] + "\n"
        yield f"a{first}", {"id": f"a{first}", "lang": rows[first][0], "text": text}, starts


def f1(counts: np.ndarray) -> float:
    """Harmonic mean of precision and recall, of right, found and labelled names."""
    right, found, gold = counts
    return 200 * right / (found + gold) if found + gold else 0.0


def interval(counts: np.ndarray) -> tuple[float, float]:
    """The middle 95 per cent of F1 over samples of sentences."""
    order = np.random.default_rng(1)
    scores = [f1(counts[order.integers(len(counts), size=len(counts))].sum(axis=0)) for _ in range(SAMPLES)]
    low, high = np.percentile(scores, [2.5, 97.5])
    return float(low), float(high)


def tally(gold: Sequence[set[Span]], found: Sequence[set[Span]], labels: Sequence[str]) -> np.ndarray:
    """Count right, found and labelled names of each sentence."""
    counts = []
    for right, names in zip(gold, found, strict=True):
        a, b = ({name for name in group if name[2] in labels} for group in (right, names))
        counts.append((len(a & b), len(b), len(a)))
    return np.array(counts)


def without_end(names: Sequence[set[Span]]) -> list[set[Span]]:
    """Keep only where names begin: a corpus that counts particles to its names cannot agree on their ends."""
    return [{(start, 0, label) for start, _, label in group} for group in names]


def main() -> None:
    """Run the corpora and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the labelled corpora")
    parser.add_argument("--model", type=Path, help="another model's folder")
    parser.add_argument("--no-model", action="store_true", help="tables and rules alone")
    parser.add_argument("--alone", action="store_true", help="all that the model reads, without tables and rules")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--limit", type=int, help="sentences of each corpus")
    args = parser.parse_args()
    settings = {"jobs": args.jobs, "model": args.model, "rules_only": args.no_model}
    print("| corpus | sentences | F1 | 95 % interval | PERSON | ORG | LOC | published | characters/s |")
    print("| --- | ---: | ---: | --- | ---: | ---: | ---: | --- | ---: |")
    for corpus in CORPORA:
        rows = sentences(args.folder, corpus, args.limit)
        gold = [names for _, _, names in rows]
        if args.alone:
            found, speed = found_by_model(rows, args.model or shipped_model())
        else:
            found, speed = found_by_run(rows, settings)
        views = {corpus.file: (gold, found)}
        if corpus.whole_words:
            views[f"{corpus.file}, begin and label"] = (without_end(gold), without_end(found))
        for name, (right, names) in views.items():
            counts = tally(right, names, LABELS)
            low, high = interval(counts)
            single = " | ".join(f"{f1(tally(right, names, [label]).sum(axis=0)):.1f}" for label in LABELS)
            print(
                f"| {name} | {len(rows)} | {f1(counts.sum(axis=0)):.1f} | {low:.1f}–{high:.1f} | {single} "
                f"| {corpus.published} | {speed:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
