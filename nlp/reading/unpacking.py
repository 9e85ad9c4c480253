"""gzip, bzip2, xz and zip: packed bytes as a stream, with a guard against bombs; nothing is written to disk."""

from __future__ import annotations

import bz2
import errno
import gzip
import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

from nlp.errors import InputError
from nlp.reading.encodings import detect_encoding

_BUFFER = 1 << 18
_RATIO = 300  # text shrinks to a third or a tenth; markup that repeats itself to a hundredth
_UNSUSPECTED = 50_000_000  # bytes that may come out of anything
_DIRECTORY = 100_000_000  # bytes of a zip's directory: some million members
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_END_MARK_64 = b"PK\x06\x06"
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_DAMAGE = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, gzip.BadGzipFile, struct.error)

_OPEN: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    "gzip": lambda file: cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb")),
    "bzip2": lambda file: cast("BinaryIO", bz2.BZ2File(file)),
    "xz": lambda file: cast("BinaryIO", lzma.LZMAFile(file)),  # noqa: SIM115 - closed with what it reads from
}


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a stream; damage and bombs are errors of input."""

    def __init__(self, packed: _Counted, kind: str, name: str) -> None:
        self._packed, self._kind, self._name, self._out = packed, kind, name, 0
        file = cast("BinaryIO", packed)
        self._stream = _OPEN[kind](file)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        try:
            part = self._stream.read(len(view))
        except (*_DAMAGE, OSError) as error:
            raise _damaged(self._name, self._kind, error) from error
        self._out += len(part)
        check_ratio(self._name, self._packed.count, self._out)
        view[: len(part)] = part
        return len(part)


class _Counted:
    """A stream that knows how much was read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.count = stream, 0

    def read(self, size: int = -1) -> bytes:
        part = self._stream.read(size)
        self.count += len(part)
        return part

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False


class _Member(io.RawIOBase):
    """The bytes of a zip's member; damage and bombs are errors of input."""

    def __init__(self, stream: BinaryIO, name: str, packed: int) -> None:
        self._stream, self._name, self._packed, self._out = stream, name, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        try:
            part = self._stream.read(len(view))
        except (*_DAMAGE, NotImplementedError, OSError) as error:
            raise _damaged(self._name, "zip", error) from error
        self._out += len(part)
        check_ratio(self._name, self._packed, self._out)
        view[: len(part)] = part
        return len(part)

    def close(self) -> None:
        self._stream.close()
        super().close()


def check_ratio(name: str, packed: int, unpacked: int) -> None:
    """Refuse what unpacks to far more than text does.

    Raises:
        InputError: it is a decompression bomb (E117).
    """
    if unpacked > _UNSUSPECTED and unpacked > _RATIO * packed:
        raise InputError("E117", path=name, ratio=_RATIO)


def unpack(stream: BinaryIO, kind: str, name: str) -> io.BufferedReader:
    """Open packed bytes as a stream of what is in them.

    Args:
        stream: the packed bytes.
        kind: `gzip`, `bzip2` or `xz`.
        name: how to call it in an error.

    Returns:
        The stream; reading it raises InputError for damage (E116) and for bombs (E117).
    """
    return io.BufferedReader(_Unpacked(_Counted(stream), kind, name), _BUFFER)


def list_members(path: Path, name: str) -> list[tuple[str, int, InputError | None]]:
    """List the files in a zip archive.

    Args:
        path: the archive.
        name: how to call it in an error.

    Returns:
        Name, unpacked size and, where it can't be read, what is wrong with each member, in the order of the archive.
        Folders have an empty name. Names that are no UTF-8 are decoded by what all of them together look like.

    Raises:
        InputError: the archive is damaged (E116), or made to fill memory or disk (E117, E128).
    """
    members = _open(str(path), name, path.stat().st_mtime_ns).infolist()
    raw = b"\n".join(m.orig_filename.encode("cp437", "replace") for m in members if not m.flag_bits & _UTF8_NAME)
    encoding = detect_encoding(raw[: 1 << 16]) or "cp437"
    check_ratio(name, path.stat().st_size, sum(member.file_size for member in members))
    names = ("" if member.is_dir() else _name(member, encoding) for member in members)
    return [(own, m.file_size, _wrong(m, f"{name}/{own}")) for own, m in zip(names, members, strict=True)]


def open_member(path: str, number: int, name: str) -> io.BufferedReader:
    """Open a member of a zip archive as a stream; reading it raises InputError for damage (E116) and bombs (E117)."""
    archive = _open(path, name, Path(path).stat().st_mtime_ns)
    try:
        member = archive.infolist()[number]
        return io.BufferedReader(_Member(cast("BinaryIO", archive.open(member)), name, member.compress_size), _BUFFER)
    except (*_DAMAGE, NotImplementedError, RuntimeError, IndexError, ValueError, OSError) as error:
        raise _damaged(name, "zip", error) from error


@lru_cache(maxsize=2)
def _open(path: str, name: str, _modified: int) -> zipfile.ZipFile:
    """Open an archive, once for all its members: a directory of a million entries takes seconds to read."""
    _check_directory(Path(path), name)
    try:
        return zipfile.ZipFile(path)
    except (*_DAMAGE, NotImplementedError, ValueError, OverflowError, OSError) as error:
        raise _damaged(name, "zip", error) from error


def _damaged(name: str, kind: str, error: Exception) -> Exception:
    """Say of a failure that the data are damaged; of one of the disk that it is one of the disk."""
    if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):  # EINVAL: the data lead out of the file
        return error
    return InputError("E116", path=name, kind=kind, reason=error or type(error).__name__)


def _check_directory(path: Path, name: str) -> None:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - (1 << 16) - _END.size))
        tail = file.read()
    at = tail.rfind(_END_MARK)
    size = _END.unpack_from(tail, at)[5] if 0 <= at <= len(tail) - _END.size else 0
    if size == 0xFFFFFFFF:
        wide = tail.rfind(_END_MARK_64)
        size = int.from_bytes(tail[wide + 40 : wide + 48], "little") if wide >= 0 else 0
    if size > _DIRECTORY:
        raise InputError("E128", path=name, size=size, limit=_DIRECTORY)


def _name(member: zipfile.ZipInfo, encoding: str) -> str:
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    return member.orig_filename.encode("cp437", "replace").decode(encoding, "backslashreplace")


def _wrong(member: zipfile.ZipInfo, name: str) -> InputError | None:
    if member.flag_bits & _ENCRYPTED:
        return InputError("E118", path=name)
    if stat.S_ISLNK(member.external_attr >> 16):
        return InputError("E108", path=name, reason="a symbolic link")
    return None
