"""Decisions of a reader, kept as gold: one file an article, in the form of the annotated corpora.

A fact that came from a claim carries its `claim_id` and its `decision`; what was rejected is in a list of its own.
Claims that nobody has decided stand as optional facts, which neither earn nor cost, so that an article half read can be
scored.
Entries without a decision are somebody's annotations and stay as they are.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Any

from nlp.errors import InputError, OutputError
from nlp.records import stable_id

Entry = dict[str, Any]
Gold = dict[str, Any]
OPEN, ACCEPTED, CORRECTED, REJECTED, ADDED = "open", "accepted", "corrected", "rejected", "added"
LISTS = ("entities", "facts", "statements", "rejected")
_SAFE = re.compile(r"(?!pairs$)\w[\w.-]{0,59}")
_IDENTITY = ("concept", "segment", "aspect", "low", "high", "unit", "period_start", "period_end", "modality")


class GoldFolder:
    """The folder that decisions are saved in."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made with the first decision."""
        self.folder = folder
        self._writing = Lock()

    def path(self, article_id: str) -> Path:
        """Return the file of an article: its id, or where that is no name for a file, a digest of it."""
        return self.folder / f"{article_id if _SAFE.fullmatch(article_id) else stable_id(article_id)}.json"

    def decisions(self) -> dict[str, str]:
        """Read the decisions of all files, by claim id.

        Raises:
            InputError: a file is no gold (E654).
        """
        found: dict[str, str] = {}
        for path in sorted(self.folder.glob("*.json")):
            if path.stem != "pairs":
                found.update((entry["claim_id"], entry["decision"]) for entry in decided_entries(_read(path)))
        return found

    def read(self, article_id: str) -> Gold | None:
        """Read the gold of an article; None where there is none.

        Raises:
            InputError: the file is no gold (E654).
        """
        path = self.path(article_id)
        gold = _read(path) if path.exists() else None
        if gold is not None and gold["doc"] != article_id:
            raise InputError("E654", path=path, reason=f"it is the gold of {gold['doc']}, not of {article_id}")
        return gold

    def decide(self, empty: Gold, entry: Entry) -> Entry | None:
        """Save a decision; it replaces what was decided of the claim before.

        Args:
            empty: the gold of the article before anybody has decided anything: all its claims are open.
            entry: a fact, statement or rejected claim with `claim_id` and `decision`; `open` takes a decision back.

        Returns:
            The entry that stood there before; None if a fact was added.

        Raises:
            InputError: the file that is there is no gold (E654).
            OutputError: it cannot be written (E401).
        """
        with self._writing:
            gold = self.read(empty["doc"]) or {key: [] if key in LISTS else value for key, value in empty.items()}
            kept = {name: [*gold.get(name, ())] for name in LISTS}
            before = next((old for old in decided_entries(kept) if old["claim_id"] == entry["claim_id"]), None)
            decided = {old["claim_id"]: old for old in decided_entries(kept)}
            decided[entry["claim_id"]] = entry
            opened = {old["claim_id"]: old for name in ("facts", "statements") for old in empty[name]}
            if entry["decision"] == OPEN and entry["claim_id"] not in opened:
                del decided[entry["claim_id"]]  # an added fact is taken away
            merged = {**opened, **decided}
            own = {name: [old for old in kept[name] if "decision" not in old] for name in LISTS}
            listed = {name: own[name] + [e for e in _in_order(merged) if _list_of(e) == name] for name in LISTS[1:]}
            listed["facts"] = _stand_once(listed["facts"])
            entities = own["entities"] or empty["entities"]
            self._write({**gold, "entities": entities, **listed})
            return before or opened.get(entry["claim_id"])

    def _write(self, gold: Gold) -> None:
        path = self.path(gold["doc"])
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", encoding="utf-8", dir=self.folder, suffix=".part", delete=False) as file:
                try:
                    file.write(write_gold(gold))
                    file.flush()
                    os.fsync(file.fileno())
                    Path(file.name).replace(path)
                except BaseException:
                    Path(file.name).unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise OutputError("E401", path=path, reason=error.strerror or error) from error


def write_gold(gold: Mapping[str, Any]) -> str:
    """Write a gold document as people read it: one fact a line."""
    parts = []
    for key, value in gold.items():
        if key in LISTS and value:
            rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in value)
            parts.append(f' "{key}": [\n{rows}\n ]')
        else:
            parts.append(f' "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _read(path: Path) -> Gold:
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError("E654", path=path, reason=error) from error
    if not isinstance(gold, dict) or not isinstance(gold.get("doc"), str):
        raise InputError("E654", path=path, reason="it has no `doc`")
    for name in LISTS:
        entries = gold.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise InputError("E654", path=path, reason=f"`{name}` is no list of objects")
    for entry in decided_entries(gold):
        if not all(isinstance(entry.get(key), int) for key in ("start", "end")):
            raise InputError("E654", path=path, reason=f"the entry of {entry['claim_id']} has no start and end")
    return gold


def decided_entries(gold: Mapping[str, Any]) -> Iterator[Entry]:
    """Give the entries that a person has decided."""
    for name in LISTS[1:]:
        for entry in gold.get(name, ()):
            if "claim_id" in entry and entry.get("decision", OPEN) != OPEN:
                yield entry


def _list_of(entry: Entry) -> str:
    if entry["decision"] == REJECTED:
        return "rejected"
    return "facts" if "concept" in entry else "statements"


def _in_order(entries: Mapping[str, Entry]) -> list[Entry]:
    return sorted(entries.values(), key=lambda entry: (entry["start"], entry["end"], entry["claim_id"]))


def _stand_once(facts: list[Entry]) -> list[Entry]:
    """Let a fact that the article states several times count once: the further ones are optional."""
    seen: set[str] = set()
    kept = []
    for fact in facts:
        if fact.get("decision", OPEN) == OPEN:
            kept.append(fact)
            continue
        key = json.dumps([fact["subject"], *(fact[name] for name in _IDENTITY)])
        kept.append({**fact, "required": key not in seen})
        seen.add(key)
    return kept
