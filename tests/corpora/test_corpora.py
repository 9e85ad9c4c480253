"""The annotated corpora are well-formed: every fact can be found in its article and says what the contract allows."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import pytest

from nlp.records import ANALYSED_LANGUAGES, Aspect, EntityLabel, Modality
from nlp.tables import read_table

ROOT = Path(__file__).parents[2]
CORPORA = ROOT / "corpora"
SHARED = ROOT.parent / "shared"
SAMPLE, SAMPLE_GOLD, GOLD, PAGES = (CORPORA / name for name in ("sample", "sample-gold", "gold", "pages"))
PAIRS = CORPORA / "pairs"  # facts alone, neither entities nor statements
CONCEPTS = {row["concept"] for row in read_table("nlp.claims", "concepts.tsv")}
GENRES = set(re.findall(r"^\| `(\w+)` \|", (CORPORA / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
SENTENCE_END = re.compile(r"(?<=[。！？；])|(?<=다\.)|\n")
LONG_ENOUGH_TO_BE_COPIED = 20


def articles(folder: Path) -> dict[str, str]:
    texts = {path.stem: path.read_text(encoding="utf-8") for ext in ("txt", "md") for path in folder.glob(f"*.{ext}")}
    for path in folder.glob("*.jsonl"):
        for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            texts[record["id"]] = f"{record['title']}\n{record['text']}"
    return texts


def annotations(folder: Path) -> dict[str, dict[str, Any]]:
    paths = (path for path in folder.glob("*.json") if path.stem != "pairs")
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(paths)}


TEXTS = {**articles(SAMPLE), **articles(GOLD), **articles(PAGES), **articles(PAIRS)}
DOCUMENTS = {**annotations(SAMPLE_GOLD), **annotations(GOLD), **annotations(PAGES), **annotations(PAIRS)}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def printed(names: Any, text: str) -> bool:
    return names is None or None in names or any(name in text for name in names)


def test_every_article_is_annotated_and_every_annotation_has_its_article() -> None:
    assert TEXTS.keys() == DOCUMENTS.keys()
    assert {document["lang"] for document in DOCUMENTS.values()} == set(ANALYSED_LANGUAGES)


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_document(name: str) -> None:
    document = DOCUMENTS[name]
    assert document["doc"] == name
    assert document["lang"] in ANALYSED_LANGUAGES
    assert document["genre"] in GENRES
    assert document["published"] is None or date.fromisoformat(document["published"])
    entries = document.get("entities", []) + document["facts"] + document.get("statements", [])
    assert all(entry["required"] in (True, False) for entry in entries)


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_facts(name: str) -> None:
    text, seen = TEXTS[name], set()
    for fact in DOCUMENTS[name]["facts"]:
        where = json.dumps(fact, ensure_ascii=False)
        assert fact["quote"] in text, where
        assert set(as_list(fact["concept"])) <= CONCEPTS, where
        assert set(as_list(fact["aspect"])) <= set(get_args(Aspect)), where
        assert set(as_list(fact["modality"])) <= set(get_args(Modality)), where
        bounds = [fact[key] for key in ("low", "high") if fact[key] is not None]
        assert bounds and all(DECIMAL.fullmatch(bound) for bound in bounds), where
        assert Decimal(bounds[0]) <= Decimal(bounds[-1]), where
        starts, ends = as_list(fact["period_start"]), as_list(fact["period_end"])
        assert len(starts) == len(ends), where
        for start, end in zip(starts, ends, strict=True):
            assert start is None or end is None or date.fromisoformat(start) <= date.fromisoformat(end), where
        assert all(printed(fact[key], text) for key in ("subject", "segment", "speaker")), where
        assert fact["unit"], where
        assert where not in seen, where
        seen.add(where)


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_entities_and_statements(name: str) -> None:
    text = TEXTS[name]
    for entity in DOCUMENTS[name].get("entities", []):
        assert set(as_list(entity["label"])) <= set(get_args(EntityLabel)), entity
        assert printed(entity["names"], text), entity
    for statement in DOCUMENTS[name].get("statements", []):
        assert statement["quote"] in text, statement
        assert printed(statement["speaker"], text), statement


@pytest.mark.parametrize("folder", [SAMPLE_GOLD, PAIRS], ids=lambda folder: folder.name)
def test_pairs_point_at_one_fact_each(folder: Path) -> None:
    pairs = json.loads((folder / "pairs.json").read_text(encoding="utf-8"))
    for pair in chain(pairs["pairs"], pairs["not_pairs"]):
        languages = []
        for side in (pair["a"], pair["b"]):
            document = DOCUMENTS[side["doc"]]
            languages.append(document["lang"])
            facts = [
                fact
                for fact in document["facts"]
                if fact["quote"] == side["quote"]
                and set(as_list(fact["concept"])) & set(as_list(pair["concept"]))
                and pair["aspect"] in as_list(fact["aspect"])
            ]
            assert len(facts) == 1, side
        assert "relation" not in pair or languages[0] != languages[1], pair


def test_the_sample_shows_every_relation() -> None:
    pairs = json.loads((SAMPLE_GOLD / "pairs.json").read_text(encoding="utf-8"))["pairs"]
    shown = {relation for pair in pairs if pair["required"] for relation in as_list(pair["relation"])}
    assert shown == {"agree", "consistent", "superseded", "conflict"}


def test_near_misses_are_of_every_kind() -> None:
    pairs = json.loads((PAIRS / "pairs.json").read_text(encoding="utf-8"))
    assert sum(pair["required"] for pair in pairs["pairs"]) >= 60
    assert len(pairs["not_pairs"]) >= 60
    readme = (CORPORA / "README.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `(\w+)` \|.*[a-z]", readme[readme.index("## `pairs/`") :], re.MULTILINE))
    assert {pair["kind"] for pair in pairs["not_pairs"]} <= explained


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="needs the real articles of ../shared")
def test_no_sentence_of_a_real_article_is_copied() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (SHARED / "seeds").glob("*.txt")]
    for path in (SHARED / "gold" / "paragraphs").glob("*.jsonl"):
        sources += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    sentences = {sentence.strip() for source in sources for sentence in SENTENCE_END.split(source)}
    corpus = "\n".join(TEXTS.values())
    assert not [s for s in sentences if len(s) >= LONG_ENOUGH_TO_BE_COPIED and s in corpus]
