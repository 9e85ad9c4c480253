"""A run: inputs in, an output folder out. It reads, hands out, collects and writes; it analyses nothing itself.

What is done stays done: the records of finished shards lie in the output's work folder, and a run, whether after a kill
or on a feed that has grown, does what is new. The tables are put together out of the records in the order of the input,
so that they are the same to the byte, whoever did what when.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from nlp.batch.engines import Engine, EngineName, check_engine, open_engine
from nlp.batch.fingerprint import fingerprint
from nlp.batch.journal import Journal, open_journal
from nlp.batch.manifest import describe
from nlp.batch.output import Write, check_output, json_line, open_output
from nlp.batch.parts import BuiltParts, Spill, count_parts
from nlp.batch.progress import Progress, open_progress
from nlp.batch.record import Analyze, Record
from nlp.batch.stores import FORMATS, Format
from nlp.batch.summary import Summary
from nlp.batch.tasks import Loader, ShardResult, ShardTask
from nlp.batch.units import Item, Page, Unit, group, unit_of
from nlp.batch.work import Work, open_work
from nlp.errors import ConfigError, InputError, OutputError, XinmunError
from nlp.reading import (
    DEFAULT_MAX_BYTES,
    Identities,
    Options,
    Source,
    is_page,
    list_sources,
    load_source,
    read_source,
)
from nlp.records import Article, QuarantineEntry

DEFAULT_TIMEOUT = 300.0  # seconds: some hundred times what an article takes on a machine that is very busy
# Read before the first article's time begins: what both languages need is loaded by it.
_FIRST_TEXTS = (
    ("zh", "2024年，青禾云帆营收1.2亿元，同比增长3%。"),
    ("ko", "2024년 나래전자 매출은 1억2천만원으로 3% 늘었다."),
)
_BYTES_A_CHARACTER = 3


def run(
    inputs: Sequence[str],
    out: Path,
    *,
    jobs: int | None = None,
    timeout: float = DEFAULT_TIMEOUT,
    engine: EngineName = "processes",
    fresh: bool = False,
    strict: bool = False,
    encoding: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    progress: bool | None = None,
    log: Path | None = None,
    entities: Path | None = None,
    model: Path | None = None,
    rules_only: bool = False,
    store: Format = "jsonl",
) -> Summary:
    """Process articles into an output folder as the output contract describes it.

    The tables are the same to the byte whatever `jobs` and `engine` are (a DuckDB file holds the same rows). A former
    output in the same folder is replaced when the run is complete, and not before. What it, or a run that was cut off,
    has done with the same settings, models and version of xinmun is not done again. A script must guard its own start
    with `if __name__ == "__main__":`, since worker processes import it.

    Args:
        inputs: files, folders, or `-` for standard input.
        out: the output folder; new, empty, or a former output.
        jobs: number of worker processes; None is 1, or with `ray` all processors of the cluster.
        timeout: seconds that an article may take, more than 20,000 characters in proportion; then it is quarantined
            and the run goes on.
        engine: `processes` of this machine, or `ray` for a cluster (see docs/cluster.md).
        fresh: do everything again, whatever earlier runs have done.
        strict: makes `Summary.ok` false where anything is quarantined.
        encoding: encoding of the text files, where it should not be detected.
        max_bytes: size above which an article is quarantined.
        progress: False for none, True for a bar, None for a bar on a terminal and log lines elsewhere.
        log: a file to which what happens is added, an object of JSON a line.
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
    if jobs is not None and jobs < 1:
        raise ConfigError("E203", name="jobs", reason=f"{jobs} processes; give 1 or more")
    if timeout <= 0:
        raise ConfigError("E203", name="timeout", reason=f"{timeout:g} seconds; give more than 0")
    if store not in FORMATS:
        raise ConfigError("E203", name="store", reason=f"{store!r}; choose one of {', '.join(FORMATS)}")
    check_engine(engine)
    check_output(out, inputs)
    settings = {
        "inputs": list(inputs),
        "strict": strict,
        "encoding": encoding,
        "max_bytes": max_bytes,
        "entities": None if entities is None else str(entities),
        "model": None if model is None else str(model),
        "rules_only": rules_only,
        "format": store,
    }
    how = {"jobs": jobs, "timeout": timeout, "engine": engine}
    started, clock = datetime.now(UTC), time.perf_counter()
    mark = fingerprint(entities, model, rules_only)
    summary = Summary(out, strict, store)
    with (
        open_journal(log) as journal,
        _telling(journal, out),
        open_work(out, fresh=fresh) as work,
        open_engine(engine, jobs, timeout) as team,
    ):
        journal.write("run_started", settings=settings, **how)
        now = _Run(work, team, mark, summary, journal)
        with open_progress(progress, _total_bytes(inputs) if progress is not False else 0) as shown:
            load = Loader(load_analysis, (entities, model, rules_only))
            now.analyse(inputs, Options(encoding, max_bytes), load, shown)
        with open_output(out, store) as (write, commit):
            now.write_articles(write)
            now.write_events(write)
            summary.seconds = time.perf_counter() - clock
            commit(describe(settings, summary, mark, {"started": started, **how}))
        now.tidy()
        journal.write("run_finished", counts=summary.counts(), seconds=round(summary.seconds, 3))
    return summary


def load_analysis(entities: Path | None, model: Path | None, rules_only: bool) -> Analyze:
    """Load the analysis; a worker process finds this function by its name."""
    from nlp.analyzer import load  # noqa: PLC0415 - spaCy, which only the workers need

    analyzer = load(entities, model=model, rules_only=rules_only)
    for lang, text in _FIRST_TEXTS:
        analyzer.analyze(text, lang=lang)
    return analyzer.analyze


@contextmanager
def _telling(journal: Journal, out: Path) -> Iterator[None]:
    """Write into the log why a run stopped; what fails on the disk is told as a failure of the output."""
    try:
        try:
            yield
        except OSError as error:
            raise OutputError("E401", path=error.filename or out, reason=error.strerror or error) from error
    except XinmunError as error:
        journal.write("run_failed", code=error.code, error=str(error))
        raise


def _total_bytes(inputs: Sequence[str]) -> int:
    return sum(source.size for source in list_sources(inputs) if isinstance(source, Source))


@dataclass(slots=True)
class _Run:
    """The steps of a run, and what they share."""

    work: Work
    team: Engine
    mark: str
    summary: Summary
    journal: Journal
    built: BuiltParts | None = None
    spill: Spill | None = None

    def analyse(self, inputs: Sequence[str], options: Options, load: Loader, progress: Progress) -> None:
        """See to it that each unit of the input has a record."""
        shards = group(self._new_units(inputs, options, progress))
        with closing(self.team.map(ShardTask(shard, load) for shard in shards)) as results:
            for result in results:
                self._keep(result, progress)
        options.warn_of_dates()

    def _new_units(self, inputs: Sequence[str], options: Options, progress: Progress) -> Iterator[Unit]:
        units = self._units(inputs, options)
        while True:
            clock = time.perf_counter()
            unit = next(units, None)
            self.summary.stages["reading"] += time.perf_counter() - clock
            if unit is None:
                return
            self.summary.units += 1
            self.work.plan(unit.key)
            if self.work.is_done(unit.key):
                self.summary.reused += 1
                progress.reuse(unit.weight)
            else:
                yield unit

    def _units(self, inputs: Sequence[str], options: Options) -> Iterator[Unit]:
        identities = Identities(self.work)
        for source in list_sources(inputs):
            if isinstance(source, QuarantineEntry):
                yield unit_of(source, self.mark, 0)
                continue
            if is_page(source):
                yield unit_of(self._page(source, options), self.mark, source.size)
                continue
            left, held = source.size, None
            for item in read_source(source, options):
                if held is not None:
                    weight = min(left, len(held.text) * _BYTES_A_CHARACTER if isinstance(held, Article) else 0)
                    left -= weight
                    yield unit_of(held, self.mark, weight)
                held = identities.settle(item) if isinstance(item, Article) else item
            if held is not None:
                yield unit_of(held, self.mark, left)

    def _page(self, source: Source, options: Options) -> Item:
        """Load a page, which takes so long to read that it is read where it is analysed."""
        try:
            data = load_source(source, options.max_bytes)
        except (InputError, OSError):
            (entry,) = read_source(source, options)  # it says what is wrong
            return entry
        content = hashlib.sha256(data).hexdigest()
        apart = self.work.setdefault(source.stem or content, content) != content
        return Page(source, data, apart, options.encoding, options.max_bytes)

    def _keep(self, result: ShardResult, progress: Progress) -> None:
        clock = time.perf_counter()
        self.work.save(result)
        self.summary.stages["saving"] += time.perf_counter() - clock
        self.summary.stages["analysis"] += result.seconds
        self.summary.characters += sum(record.characters for record in result.records)
        failed = [record for record in result.records if record.error is not None]
        for record in failed:
            self.journal.write("quarantined", stage=record.stage, error=record.error)
        articles = len(result.records)
        progress.add(sum(unit.weight for unit in result.shard.units), articles=articles, quarantined=len(failed))
        self.journal.write(
            "shard_finished",
            shard=result.shard.name,
            articles=articles,
            quarantined=len(failed),
            seconds=round(result.seconds, 3),
            done=progress.analysed,
            reused=progress.reused,
        )

    def write_articles(self, write: Write) -> None:
        """Write all tables but the events, in the order of the input, and lay the claims down for the events."""
        from nlp.batch.near_duplicates import find_copies  # noqa: PLC0415 - loads NumPy
        from nlp.entities import merge_aliases  # noqa: PLC0415 - loads the tables of the entities

        clock = time.perf_counter()
        parts = count_parts(self.work.count_claims())
        self.spill = Spill(self.work.folder / "parts", parts, merge_aliases(self.work.aliases()))
        copies = find_copies(self.work.signatures())
        self.summary.copies = len(copies)
        originals = frozenset(copies.values())
        for stored in self.work.records():
            record = stored
            if record.article_id is not None and not self.work.is_new(record.article_id):
                source = json.loads(record.lines["articles"])["source"]
                self.summary.duplicates.append({"article_id": record.article_id, "source": source})
                continue
            if record.article_id in copies or record.article_id in originals:
                record = _as_copy(record, copies.get(record.article_id))
            for table, lines in record.lines.items():
                write(table, lines)
            self.summary.add(record)
            self.spill.add(record)
        self.summary.check()
        self.summary.stages["writing"] += time.perf_counter() - clock

    def write_events(self, write: Write) -> None:
        """Build the parts that are new, and write the events of all."""
        clock = time.perf_counter()
        self.built = BuiltParts(self.work.folder / "events", self.mark)
        if self.spill is not None:
            with closing(self.team.map(self.built.missing(self.spill.parts()))) as results:
                for digest, events in results:
                    self.built.save(digest, events)
        for event, line in self.built.lines():
            write("events", line)
            self.summary.add_event(event)
        self.summary.stages["events"] += time.perf_counter() - clock

    def tidy(self) -> None:
        """Drop what earlier runs have done and this one has not used."""
        self.work.tidy()
        if self.built is not None:
            self.built.tidy()


def _as_copy(record: Record, original: str | None) -> Record:
    """Mark a copy, and let the events take it and its original for one text.

    Args:
        record: of a copy, or of an article that is copied.
        original: the article that a copy prints again; None for that article itself.
    """
    row = json.loads(record.lines["articles"])
    lines = {**record.lines, "articles": json_line({**row, "copy_of": original})}
    digest = f"copy of {original or record.article_id}"
    return replace(record, lines=lines, source=record.source and replace(record.source, text_digest=digest))
