"""What the components write goes through spaCy's binary forms and comes out the same."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from nlp.components import COMPONENTS
from nlp.serialization import decode, encode

TEXT = "科大讯飞去年营收约233.4亿元，同比增长18.79%。公司表示，明年一季度将扩大投入。"
RESULTS = ("published", "quantities", "periods", "entity_mentions", "claims")


@pytest.fixture(scope="module")
def pipeline() -> Language:
    nlp = spacy.blank("zh")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


@pytest.fixture(scope="module")
def doc(pipeline: Language) -> Doc:
    doc = dated(pipeline)
    return pipeline(doc)


def dated(pipeline: Language) -> Doc:
    doc = pipeline.make_doc(TEXT)
    doc._.published = date(2025, 4, 21)
    return doc


def results(doc: Doc) -> list[object]:
    found = [getattr(doc._, name) for name in RESULTS]
    assert all(found)
    return [tuple(value) if isinstance(value, list) else value for value in found]  # DocBin reads lists as tuples


def test_bytes(pipeline: Language, doc: Doc) -> None:
    assert results(Doc(pipeline.vocab).from_bytes(doc.to_bytes())) == results(doc)


def test_doc_bin(pipeline: Language, doc: Doc) -> None:
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (read,) = DocBin().from_bytes(stored).get_docs(pipeline.vocab)
    assert results(read) == results(doc)


def test_processes(pipeline: Language, doc: Doc) -> None:
    found = list(pipeline.pipe([dated(pipeline) for _ in range(3)], n_process=2, batch_size=1))
    assert [results(one) for one in found] == [results(doc)] * 3


@pytest.mark.parametrize("value", [3, "text", None, datetime(2024, 8, 30, 12, 0), {"a": 1}, object])
def test_everything_else_is_left_to_others(value: object) -> None:
    assert encode(value) is value
    assert decode(value) is value
    assert encode(value, lambda _: "theirs") == decode(value, lambda _: "theirs") == "theirs"
