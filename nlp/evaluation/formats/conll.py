r"""CoNLL: a token and its tag a line, an empty line between documents; the tags are BIO.

We write characters as tokens, blanks left out, and the text in a comment (`# text =`, in JSON, as it may hold line
breaks). Read are tokens of any length, and BIO, IOB1 and BIOES tags (BILOU is the same with other letters).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from nlp.errors import InputError
from nlp.evaluation.files import write_file
from nlp.evaluation.formats.spans import ENTITY, Losses, Marked, Span, apart, label_of

_DOC, _ABOUT, _TEXT = "# newdoc id = ", "# xinmun = ", "# text = "


def write(documents: Iterable[Marked], path: Path, losses: Losses) -> None:
    """Write entity mentions that do not overlap; what else there is is counted as lost."""
    write_file(path, "\n".join("".join(_lines(document, losses)) for document in documents).encode("utf-8", "replace"))


def _lines(document: Marked, losses: Losses) -> Iterator[str]:
    entities = [span for span in document.spans if span.layer == ENTITY]
    for span in document.spans:
        if span.layer != ENTITY:
            losses[f"{span.layer}s, which CoNLL cannot hold"] += 1
    for span in entities:
        if not span.details.get("required", True):
            losses["marks of optional entities, which CoNLL cannot hold: they become required"] += 1
    tags = ["O"] * len(document.text)
    for span in apart(entities, losses, "CoNLL"):
        tags[span.start : span.end] = [f"B-{span.label}", *[f"I-{span.label}"] * (span.end - span.start - 1)]
    about = {key: value for key, value in document.about.items() if key != "annotated"}
    yield f"{_DOC}{json.dumps(document.doc, ensure_ascii=False)}\n"
    yield f"{_ABOUT}{json.dumps({**about, 'annotated': ['entities']}, ensure_ascii=False)}\n"
    yield f"{_TEXT}{json.dumps(document.text, ensure_ascii=False)}\n"
    for character, tag in zip(document.text, tags, strict=True):
        if not character.isspace():
            yield f"{character}\t{tag}\n"


def read(path: Path, labels: Mapping[str, str]) -> Iterator[Marked]:
    """Read documents; without `# text =` their tokens are joined, by a blank where a token is Hangul or Latin.

    Raises:
        InputError: the file cannot be read (E108), or its text does not hold its tokens (E514), or it has a label that
            nobody knows (E513).
    """
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("E108", path=path, reason=error) from error
    block: list[str] = []
    number = 0
    for line in [*lines, ""]:
        if line.strip():
            block.append(line.rstrip("\r"))
        elif block:
            number += 1
            yield _document(block, f"{path.stem}-{number}", labels, str(path))
            block = []


def _document(block: Sequence[str], doc: str, labels: Mapping[str, str], path: str) -> Marked:
    about: Mapping[str, object] = {}
    text: str | None = None
    tokens: list[tuple[str, str]] = []
    for line in block:
        cells = line.split()
        if line.startswith(_DOC):
            doc = _json(line, _DOC, path)
        elif line.startswith(_ABOUT):
            about = _json(line, _ABOUT, path)
        elif line.startswith(_TEXT):
            text = _json(line, _TEXT, path)
        elif len(cells) > 1:  # a comment of another tool has no place among tokens, a token `#` has a tag
            if not (line.startswith("#") and "\t" not in line and len(cells) != 2):
                tokens.append((cells[0], cells[-1]))
        else:
            raise InputError("E514", path=path, form="CoNLL", reason=f"{line!r} has no tag")
    text, places = _places(text, [token for token, _ in tokens], path)
    return Marked(doc, text, tuple(_spans([tag for _, tag in tokens], places, labels, path)), about)


def _json(line: str, head: str, path: str):  # type: ignore[no-untyped-def]
    written = line.removeprefix(head)
    try:
        return json.loads(written)
    except ValueError:
        if head == _ABOUT:
            raise InputError("E514", path=path, form="CoNLL", reason=f"{line!r} is no JSON") from None
        return written  # of another tool: the text itself


def _places(text: str | None, tokens: Sequence[str], path: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text and where its tokens stand."""
    if text is None:
        joined = ""
        for token in tokens:
            spaced = joined and _is_spaced(joined[-1]) and _is_spaced(token[0])
            joined += f" {token}" if spaced else token
        text = joined
    places, end = [], 0
    for token in tokens:
        start = text.find(token, end)
        if start < 0 or text[end:start].strip():
            raise InputError("E514", path=path, form="CoNLL", reason=f"{token!r} does not stand next in its text")
        end = start + len(token)
        places.append((start, end))
    return text, places


def _is_spaced(character: str) -> bool:
    return (character.isascii() and character.isalnum()) or "가" <= character <= "힣"


def _spans(
    tags: Sequence[str], places: Sequence[tuple[int, int]], labels: Mapping[str, str], path: str
) -> Iterator[Span]:
    start: int | None = None
    label = ""
    for number, tag in enumerate([*tags, "O"]):
        mark, _, name = tag.partition("-")
        goes_on = start is not None and mark in ("I", "E", "L", "M") and name == label
        if start is not None and not goes_on:
            yield Span(places[start][0], places[number - 1][1], label_of(label, labels, path))
            start = None
        if not goes_on and mark != "O":
            start, label = number, name
        if goes_on and mark in ("E", "L") and start is not None:
            yield Span(places[start][0], places[number][1], label_of(label, labels, path))
            start = None
