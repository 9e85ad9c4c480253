"""Characters that the recogniser of names reads in a second, by part; prints the table of its card.

    python tests/benchmarks/bench_names.py [--jobs 2]

Each text is read whole, as a run reads it. A job is a process on a core of its own; time is that of the processor, the
least of `PASSES` passes. The file name keeps it out of the ordinary test run.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

from nlp.entities.candidates import make_view
from nlp.entities.chunks import chunk
from nlp.entities.recogniser import load_recogniser, shipped_model
from tests.benchmarks.news import read_news

PASSES = 7
PARTS = ("graph and its inputs", "best path", "certainty of names")


def measure(lang: str) -> tuple[int, list[float]]:
    """Give the characters of the texts of a language, and the seconds that each part takes for them."""
    recogniser = load_recogniser(shipped_model())
    views = [make_view(news.text, lang) for news in read_news()[1] if news.lang == lang]
    least = [float("inf")] * len(PARTS)
    for _ in range(PASSES):
        spent = [0.0] * len(PARTS)
        for view in views:
            began = time.process_time()
            scores = [scores for _, scores in recogniser.reader.read(view, list(chunk(view.text)))]
            inputs = time.process_time()
            paths = recogniser.decoder.best_paths(scores)
            names = [recogniser.decoder.decode_path(path) for path in paths]
            found = time.process_time()
            recogniser.decoder.certainties(scores, paths, names)
            ends = (inputs - began, found - inputs, time.process_time() - found)
            spent = [total + part for total, part in zip(spent, ends, strict=True)]
        least = [min(pair) for pair in zip(least, spent, strict=True)]
    return sum(len(view.text) for view in views), least


def main() -> None:
    """Measure both languages in as many processes as asked for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2, help="processes that read at once")
    jobs = parser.parse_args().jobs
    print(f"Seconds for a million characters of {read_news()[0]}, {jobs} processes at once:\n")
    columns = []
    for lang in ("zh", "ko"):
        with ProcessPoolExecutor(jobs) as pool:
            done = list(pool.map(measure, repeat(lang, jobs)))
        millions = [characters / 1e6 for characters, _ in done]
        parts = [
            sum(part[place] / size for (_, part), size in zip(done, millions, strict=True)) / jobs
            for place in range(len(PARTS))
        ]
        columns.append(
            [*parts, sum(parts), sum(1e6 / sum(part) * size for (_, part), size in zip(done, millions, strict=True))]
        )
    print("| part | Chinese | Korean |\n| --- | ---: | ---: |")
    for name, *row in zip((*PARTS, "in all"), *columns, strict=False):
        print(f"| {name} | {row[0]:.1f} | {row[1]:.1f} |")
    print(f"\nCharacters a second, all processes: {columns[0][-1]:,.0f} and {columns[1][-1]:,.0f}")


if __name__ == "__main__":
    main()
