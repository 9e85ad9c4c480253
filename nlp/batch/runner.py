"""A run: inputs in, an output folder out. It reads, hands out, collects and writes; it analyses nothing itself."""

from __future__ import annotations

import hashlib
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nlp.batch.engine import Analyze, Item, process
from nlp.batch.output import Commit, Write, check_output, json_line, open_output
from nlp.batch.progress import Advance, report_progress
from nlp.batch.stores import FORMATS, Format
from nlp.batch.summary import Summary
from nlp.errors import ConfigError
from nlp.reading import DEFAULT_MAX_BYTES, list_files, read
from nlp.records import Article, Claim, Source


def run(
    inputs: Sequence[str],
    out: Path,
    *,
    jobs: int = 1,
    strict: bool = False,
    encoding: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    progress: bool | None = None,
    entities: Path | None = None,
    model: Path | None = None,
    rules_only: bool = False,
    store: Format = "jsonl",
) -> Summary:
    """Process articles into an output folder as the output contract describes it.

    The tables are the same to the byte whatever `jobs` is. A former output in the same folder is replaced when the
    run is complete, and not before. With `jobs` above 1 a script must guard its own start with
    `if __name__ == "__main__":`, since worker processes import it.

    Args:
        inputs: files, folders, or `-` for standard input.
        out: the output folder; new, empty, or a former output.
        jobs: number of processes.
        strict: makes `Summary.ok` false where anything is quarantined.
        encoding: encoding of the text files, where it should not be detected.
        max_bytes: size above which an article is quarantined.
        progress: False for none, True for a bar, None for a bar on a terminal and log lines elsewhere.
        entities: a table of the user's own entities; see `nlp.load`.
        model: folder of a model that finds names, in place of the one that comes with the package.
        rules_only: use tables and rules alone, without the models that find names and that judge between readings.
        store: what the tables are written as: `jsonl`, `parquet` or `duckdb`.

    Returns:
        The counts; `Summary.describe()` puts them into words.

    Raises:
        ConfigError: a setting cannot be used.
        OutputError: the output folder cannot be used or written.
    """
    if jobs < 1:
        raise ConfigError("E203", name="jobs", reason=f"{jobs} processes; give 1 or more")
    if store not in FORMATS:
        raise ConfigError("E203", name="store", reason=f"{store!r}; choose one of {', '.join(FORMATS)}")
    check_output(out, inputs)
    settings = {
        "inputs": list(inputs),
        "jobs": jobs,
        "strict": strict,
        "encoding": encoding,
        "max_bytes": max_bytes,
        "entities": None if entities is None else str(entities),
        "model": None if model is None else str(model),
        "rules_only": rules_only,
        "format": store,
    }
    load = LoadWith(load_analysis, entities, model, rules_only)
    if entities is not None or model is not None:
        load()  # a table or a model that cannot be used stops the run before it begins
    started, clock = datetime.now(UTC), time.perf_counter()
    summary = Summary(out, strict, store)
    with open_output(out, store) as (write, commit), report_progress(progress) as advance:
        items = _distinct(read(inputs, encoding=encoding, max_bytes=max_bytes), summary)
        told = _analyse(items, load, jobs, summary, write, advance)
        event_seconds = _build_events(told, summary, write)
        summary.seconds = time.perf_counter() - clock
        _commit(commit, settings, summary, started, event_seconds)
    return summary


def load_analysis(entities: Path | None, model: Path | None, rules_only: bool) -> Analyze:
    """Load the analysis; a worker process finds this function by its name."""
    from nlp.analyzer import load  # noqa: PLC0415 - spaCy, which a run with workers needs in the workers alone

    return load(entities, model=model, rules_only=rules_only).analyze


@dataclass(slots=True)
class _Told:
    """What the articles of a run tell: it is kept in memory until the events are built."""

    sources: dict[str, Source] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    aliases: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LoadWith:
    """Loads the analysis with some settings; two of the same settings are equal, so that a worker loads it once."""

    function: Callable[[Path | None, Path | None, bool], Analyze]
    entities: Path | None
    model: Path | None
    rules_only: bool

    def __call__(self) -> Analyze:
        """Load the analysis."""
        return self.function(self.entities, self.model, self.rules_only)


def _distinct(items: Iterator[Item], summary: Summary) -> Iterator[Item]:
    """Leave out what was met before; reading gives one id to the same article, and another to another text."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Article) and item.article_id in seen:
            summary.duplicates.append({"article_id": item.article_id, "source": item.source})
            continue
        if isinstance(item, Article):
            seen.add(item.article_id)
        yield item


def _analyse(
    items: Iterator[Item], load: Callable[[], Analyze], jobs: int, summary: Summary, write: Write, advance: Advance
) -> _Told:
    told = _Told()
    with closing(process(items, load, jobs)) as outcomes:
        for outcome in outcomes:
            for table, lines in outcome.lines.items():
                write(table, lines)
            if outcome.source:
                told.sources[outcome.source.article_id] = outcome.source
            told.claims += outcome.claims
            told.aliases += outcome.aliases
            summary.add(outcome)
            advance(outcome)
    return told


def _build_events(told: _Told, summary: Summary, write: Write) -> float:
    from nlp.entities import merge_aliases  # noqa: PLC0415 - a run that fails early does not wait for these
    from nlp.events import build_part, route  # noqa: PLC0415

    clock = time.perf_counter()
    aliases = merge_aliases(told.aliases)
    routed = filter(None, (route(claim, aliases, parts=1) for claim in told.claims))
    for event in build_part((claim for _, claim in routed), told.sources):
        write("events", json_line(event.to_dict()))
        summary.add_event(event)
    return time.perf_counter() - clock


def _commit(
    commit: Commit, settings: dict[str, Any], summary: Summary, started: datetime, event_seconds: float
) -> None:
    commit(
        {
            "xinmun": version("xinmun"),
            "python": platform.python_version(),
            "spacy": version("spacy"),
            "platform": sys.platform,
            "started": started.isoformat(timespec="seconds"),
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "settings": settings,
            "inputs": [_digest(path) for path in _files(settings)],
            "counts": summary.counts(),
            "duplicates": summary.duplicates,
            "timings": {
                "seconds": round(summary.seconds, 3),
                "analysis_seconds": round(summary.analysis_seconds, 3),
                "events_seconds": round(event_seconds, 3),
                "characters": summary.characters,
                "characters_per_second": round(summary.characters / summary.seconds, 1),
            },
        }
    )


def _files(settings: dict[str, Any]) -> list[Path]:
    """All files that a run depends on: its inputs and the user's entities."""
    own = [Path(settings["entities"])] if settings["entities"] is not None else []
    return [*list_files(settings["inputs"]), *own]


def _digest(path: Path) -> dict[str, Any]:
    """Return what identifies an input file; without a digest where it cannot be read, which quarantine tells too."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        return {"path": str(path), "bytes": path.stat().st_size, "sha256": digest.hexdigest()}
    except OSError:
        return {"path": str(path), "bytes": None, "sha256": None}
