"""What became of a unit: its rows, ready to be written, and what the run has to know of it; packed for the disk."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from nlp.batch.output import json_line
from nlp.batch.stores import TABLES
from nlp.batch.stores.tables import fits
from nlp.batch.units import Item, Page
from nlp.errors import AnalysisError, XinmunError
from nlp.records import ANALYSED_LANGUAGES, Article, Claim, QuarantineEntry, Source

if TYPE_CHECKING:
    from nlp.analyzer import Analysis

Analyze = Callable[[Article], "Analysis"]

_RECORD_LIMIT = 10_000  # characters of a failed article that go into quarantine with it
_FAST = 1  # the level of compression: text shrinks to a quarter, at a hundredth of the time of its analysis


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a unit.

    Attributes:
        lines: finished lines by table.
        article_id: None where the unit is in quarantine, like `lang` and `source`.
        lang: language of the article.
        source: what the alignment needs of the article.
        signature: what tells its copies, in base 64; None for a short text.
        aliases: what the article declares about names.
        entities: number of mentions.
        measures: number of claims that are values.
        statements: number of claims that are statements.
        characters: length of what was analysed.
        error: why it is in quarantine, or None.
        stage: in which stage that was.
        retry: whether another run may do better, since time or a process ran out.
    """

    lines: dict[str, bytes]
    article_id: str | None = None
    lang: str | None = None
    source: Source | None = None
    signature: str | None = None
    aliases: tuple[tuple[str, str], ...] = ()
    entities: int = 0
    measures: int = 0
    statements: int = 0
    characters: int = 0
    error: str | None = None
    stage: str | None = None
    retry: bool = False

    def pack(self) -> bytes:
        """Write the record as bytes, the same for the same record."""
        head: dict[str, Any] = {item.name: getattr(self, item.name) for item in fields(self) if item.name != "lines"}
        head["source"] = self.source.to_dict() if self.source else None
        bodies = [self.lines.get(table, b"") for table in TABLES]
        head["lengths"] = [len(body) for body in bodies]
        return zlib.compress(b"".join([json.dumps(head).encode(), b"\n", *bodies]), _FAST)

    @classmethod
    def unpack(cls, packed: bytes) -> Record:
        """Read a record.

        Raises:
            ValueError: the bytes are damaged.
        """
        try:
            line, _, body = zlib.decompress(packed).partition(b"\n")
        except zlib.error as error:
            raise ValueError(str(error)) from error
        head: dict[str, Any] = json.loads(line)
        lines, start = {}, 0
        for table, length in zip(TABLES, head.pop("lengths"), strict=True):
            lines[table] = body[start : start + length]
            start += length
        head["source"] = head["source"] and Source.from_dict(head["source"])
        head["aliases"] = tuple((own, other) for own, other in head["aliases"])
        return cls(lines=lines, **head)


def make_record(item: Item, analyze: Analyze) -> Record:
    """Analyse an article; whatever it does to the analysis becomes a record, too."""
    try:
        if isinstance(item, Page):
            item = item.read()
        if isinstance(item, QuarantineEntry):
            return quarantine(item)
        return _analyse(item, analyze)
    except Exception as error:  # the run goes on
        return quarantine(failure(item, error))


def quarantine(entry: QuarantineEntry, *, retry: bool = False) -> Record:
    """Make the record of what could not be processed."""
    return Record({"quarantine": json_line(entry.to_dict())}, error=entry.error, stage=entry.stage, retry=retry)


def failure(article: Article | Page | QuarantineEntry, error: Exception) -> QuarantineEntry:
    """Make the entry of an article that could not be analysed, or of a page that could not be read."""
    if isinstance(article, QuarantineEntry):
        return article
    name = article.source.name if isinstance(article, Page) else article.article_id
    stage = "reading" if isinstance(article, Page) else "analysis"
    if not isinstance(error, XinmunError):
        reason = f"{type(error).__name__}: {error}"
        error = AnalysisError("E301", article=name, stage=stage, reason=reason)
    if isinstance(article, Page):
        return QuarantineEntry(name, str(error), stage)
    record = article.to_dict() if len(article.text) <= _RECORD_LIMIT else None
    return QuarantineEntry(article.source or article.article_id, str(error), "analysis", record)


def _analyse(item: Article, analyze: Analyze) -> Record:
    from nlp.batch.near_duplicates import sign  # noqa: PLC0415 - loads NumPy, which only the workers need
    from nlp.entities import declared_aliases  # noqa: PLC0415 - the analysis has loaded it already
    from nlp.events import read_source  # noqa: PLC0415 - as above

    analysis = analyze(item)
    article = analysis.article
    check_values(analysis.claims)
    signature = sign(article)
    measures = sum(claim.kind == "measure" for claim in analysis.claims)
    return Record(
        {
            "articles": json_line(article.to_dict()),
            "entities": b"".join(json_line(mention.to_dict()) for mention in analysis.entities),
            "claims": b"".join(json_line(claim.to_dict()) for claim in analysis.claims),
        },
        article.article_id,
        article.lang,
        read_source(article),
        None if signature is None else b64encode(signature).decode(),
        declared_aliases(analysis.entities),
        len(analysis.entities),
        measures,
        len(analysis.claims) - measures,
        len(article.text) if article.lang in ANALYSED_LANGUAGES else 0,
    )


def check_values(claims: Iterable[Claim]) -> None:
    """Refuse a number that Parquet and DuckDB could only round, whatever the format of the run.

    Raises:
        AnalysisError: a value has too many digits (E407).
    """
    for claim in claims:
        for value in (claim.low, claim.high):
            if not fits(value):
                raise AnalysisError("E407", article=claim.article_id, value=value, text=claim.quantity_text)
