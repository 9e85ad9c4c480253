"""From one form of annotations to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from nlp.errors import InputError
from nlp.evaluation.formats.gold_format import write_records
from nlp.evaluation.formats.spans import Losses, Marked, Record, gold_of, marked
from nlp.evaluation.gold import read_gold_records
from nlp.language import detect
from nlp.records import Article

GOLD = "gold"
# The module of each form, loaded when it is asked for: one of them needs spaCy.
_MODULES = {"brat": "brat", "conll": "conll", "docbin": "docbin", "label-studio": "label_studio", "prodigy": "prodigy"}
FORMATS = (GOLD, *_MODULES)


def convert(
    source: Path,
    form: str,
    target: Path,
    to: str,
    *,
    labels: Mapping[str, str] | None = None,
    articles: Iterable[Article] = (),
) -> tuple[int, Losses]:
    """Write annotations in another form.

    Args:
        source: the file or folder.
        form: its form, one of `FORMATS`.
        target: the file or folder to write.
        to: its form.
        labels: our label for each of the tool's, where it is not known by itself.
        articles: the articles, where gold documents do not hold their texts.

    Returns:
        The number of documents, and what could not be kept, in words.

    Raises:
        InputError: the source cannot be read or used.
        OutputError: the target cannot be written (E401).
    """
    losses: Losses = Losses()
    records = list(read_annotations(source, form, losses, labels or {}))
    texts = {article.article_id: article.text for article in articles}
    write_annotations(records, target, to, losses, texts)
    return len(records), losses


def read_annotations(source: Path, form: str, losses: Losses, labels: Mapping[str, str]) -> Iterator[Record]:
    """Read annotations of any form as gold documents; see `convert`."""
    if form == GOLD:
        for _, record in read_gold_records(source):
            yield record
        return
    read: Callable[[Path, Mapping[str, str]], Iterator[Marked]] = _module(form).read
    for document in read(source, labels):
        _check(document, source, form)
        about = document.about if "lang" in document.about else {"lang": detect(document.text).lang, **document.about}
        yield gold_of(Marked(document.doc, document.text, document.spans, about), losses)


def _check(document: Marked, source: Path, form: str) -> None:
    for span in document.spans:
        if not 0 <= span.start < span.end <= len(document.text):
            reason = f"{document.doc}: {span.label} at {span.start} to {span.end} is not within the text"
            raise InputError("E514", path=source, form=form, reason=reason)


def write_annotations(
    records: Iterable[Record], target: Path, to: str, losses: Losses, texts: Mapping[str, str] | None = None
) -> None:
    """Write gold documents in any form, in their order; see `convert`."""
    if to == GOLD:
        write_records(records, target)
    else:
        documents = [marked(record, losses, (texts or {}).get(record["doc"])) for record in records]
        _module(to).write(documents, target, losses)


def _module(form: str) -> Any:
    return import_module(f"nlp.evaluation.formats.{_MODULES[form]}")
