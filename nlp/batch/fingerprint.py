"""What a result depends on besides its article: the code, the models, the libraries and the settings."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parents[1]
_READ = (".py", ".tsv", ".onnx", ".npz", ".json", ".model", ".safetensors")
_WITHOUT_EFFECT = ("cli", "evaluation", "notes", "training", "web")  # rooms that no article goes through
_LIBRARIES = ("spacy", "langdetect", "opencc", "pypinyin", "numpy", "onnxruntime", "sentencepiece", "trafilatura")
_BLOCK = 1 << 20


def fingerprint(entities: Path | None, model: Path | None, rules_only: bool) -> str:
    """Digest all that the analysis of an article depends on; equal digests mean equal results.

    Raises:
        OSError: the table or the model cannot be read.
    """
    digest = hashlib.sha256(package_fingerprint().encode())
    digest.update(repr(rules_only).encode())
    for kind, path in (("entities", entities), ("model", model)):
        files = [] if path is None else sorted(path.rglob("*")) if path.is_dir() else [path]
        _add_files(digest, kind, path, (file for file in files if file.is_file()))
    return digest.hexdigest()


@cache
def package_fingerprint() -> str:
    """Digest the installed package, with the versions that its results depend on.

    Raises:
        OSError: the package cannot be read.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    for library in _LIBRARIES:
        digest.update(f"\0{library} {_version(library)}".encode())
    rooms = (path for path in sorted(_PACKAGE.iterdir()) if path.name not in _WITHOUT_EFFECT)
    files = (file for room in rooms for file in ([room] if room.is_file() else sorted(room.rglob("*"))))
    _add_files(digest, "package", _PACKAGE, (file for file in files if file.suffix in _READ))
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except ModuleNotFoundError:
        return "missing"


def _add_files(digest: Any, kind: str, base: Path | None, files: Iterable[Path]) -> None:
    for path in files:
        name = path.name if base is None or path == base else path.relative_to(base).as_posix()
        digest.update(f"\0{kind} {name}\0{file_digest(path)}".encode())


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
