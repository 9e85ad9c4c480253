"""From what the user names (files, folders, `-`) to the single sources to read, always in the same order."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nlp.errors import InputError
from nlp.reading.formats import kind_of, stem_of
from nlp.reading.options import reject
from nlp.reading.unpacking import list_members
from nlp.records import QuarantineEntry

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that is read alone: a file, a member of an archive, or standard input.

    Attributes:
        path: the file, or `-`.
        size: in bytes; 0 for standard input.
        member: name within the archive, for a member.
        number: which member it is, from 0, since names may occur twice.
    """

    path: str
    size: int
    member: str | None = None
    number: int = 0

    @property
    def name(self) -> str:
        """How records and errors call it; a member stands behind its archive like a file in a folder."""
        return display(self.path) if self.member is None else f"{display(self.path)}/{display(self.member)}"

    @property
    def stem(self) -> str | None:
        """The name without folders and type; None for standard input."""
        return None if self.path == STANDARD_INPUT else display(stem_of(self.member or self.path))


def display(path: str | Path | PurePosixPath) -> str:
    """Name a path in a record: as given; bytes of a file name that are not UTF-8 become escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def list_sources(inputs: Iterable[str | Path]) -> Iterator[Source | QuarantineEntry]:
    """Find the sources to read, without reading them.

    Args:
        inputs: files, folders, and `-` for standard input.

    Yields:
        A source to read, or what is wrong with a path. Folders are gone through in the order of names, a folder's
        content where its name stands; what begins with a dot is left out, symbolic links to folders are not followed.
        The members of a zip archive stand in its place, in its order. Files of types that can't be read are told once
        for each type and folder named or archive.
    """
    for item in inputs:
        path, name = Path(item), display(item)
        if str(item) == STANDARD_INPUT:
            yield Source(STANDARD_INPUT, 0)
        elif path.is_dir():
            yield from _list_folder(path)
        elif path.is_file():
            if kind_of(path.name) is None:
                yield reject(name, InputError("E110", path=name, suffix=path.suffix.lower() or "(none)"))
            else:
                yield from _list_file(path)
        elif path.exists():
            yield reject(name, InputError("E108", path=name, reason="not a file or folder"))
        else:
            yield reject(name, InputError("E101", path=name))


def _list_file(path: Path) -> Iterator[Source | QuarantineEntry]:
    name = display(path)
    try:
        if kind_of(path.name) != "archive":
            yield Source(str(path), path.stat().st_size)
            return
        if path.suffix.lower() != ".zip":
            raise InputError("E119", path=name)
        members = list_members(path, name)
    except InputError as error:
        yield reject(name, error)
    except OSError as error:
        yield _unreadable(path, error.strerror or error)
    else:
        left_out = _LeftOut()
        yield from _list_members(path, members, left_out)
        yield from left_out.told(name)


def _list_members(
    path: Path, members: list[tuple[str, int, InputError | None]], left_out: _LeftOut
) -> Iterator[Source | QuarantineEntry]:
    for number, (member, size, error) in enumerate(members):
        source = Source(str(path), size, member, number)
        if any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in PurePosixPath(member).parts):
            continue
        if error is not None:
            yield reject(source.name, error)
        elif kind_of(member) == "archive":
            yield reject(source.name, InputError("E119", path=source.name))
        elif kind_of(member) is not None:
            left_out.found = True
            yield source
        elif member:
            left_out.add(display(member))


class _LeftOut:
    """Files of types that can't be read, counted by type."""

    def __init__(self) -> None:
        self.found = False
        self._counts: Counter[str] = Counter()
        self._examples: dict[str, str] = {}

    def add(self, name: str) -> None:
        suffix = PurePosixPath(name).suffix.lower() or "(none)"
        self._counts[suffix] += 1
        self._examples.setdefault(suffix, name)

    def told(self, name: str) -> Iterator[QuarantineEntry]:
        for suffix, count in sorted(self._counts.items()):
            example = self._examples[suffix]
            yield reject(name, InputError("E113", path=name, count=count, suffix=suffix, example=example))
        if not self.found and not self._counts:
            yield reject(name, InputError("E109", path=name))


def _list_folder(folder: Path) -> Iterator[Source | QuarantineEntry]:
    left_out = _LeftOut()
    for item in _files(folder):
        if isinstance(item, QuarantineEntry):
            left_out.found = True
            yield item
        elif kind_of(item.name) is not None:
            left_out.found = True
            yield from _list_file(item)
        else:
            left_out.add(display(item.relative_to(folder)))
    yield from left_out.told(display(folder))


def _files(folder: Path) -> Iterator[Path | QuarantineEntry]:
    try:
        with os.scandir(folder) as entries:
            content = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda e: e.name)
    except OSError as error:
        yield _unreadable(folder, error.strerror or error)
        return
    for entry in content:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _files(path)
        elif path.is_file():
            yield path
        elif not path.is_dir():  # a pipe or a device would hang a run; a broken link is no loss to hide
            yield _unreadable(path, "not a regular file")


def _unreadable(path: Path, reason: object) -> QuarantineEntry:
    return reject(display(path), InputError("E108", path=display(path), reason=reason))
