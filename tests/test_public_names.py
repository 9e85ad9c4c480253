"""Names that users build on. Losing or renaming one fails here; adding one is a line here."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tomllib

import pytest

import nlp
from nlp.cli import make_parser
from nlp.cli.verbs.events import RELATIONS

LIBRARY = {
    "Analysis",
    "Analyzer",
    "Article",
    "Claim",
    "EntityMention",
    "EventRecord",
    "Fact",
    "Period",
    "Quantity",
    "QuarantineEntry",
    "XinmunError",
    "__version__",
    "build_events",
    "format_quantity",
    "load",
    "normalize",
}
COMPONENTS = ("xinmun_quantities", "xinmun_periods", "xinmun_entities", "xinmun_claims")
OPTIONS = {
    "fetch": {"urls", "-o", "--out", "--max-pages", "--max-bytes", "--timeout", "--max-time", "--delay"},
    "run": {
        *("inputs", "--out", "-o", "--jobs", "--strict", "--encoding", "--max-bytes", "--quiet", "--entities"),
        *("--model", "--no-model", "--format"),
        *("--timeout", "--engine", "--fresh", "--log-json"),
    },
    "query": {"out", "sql", "--csv", "--json"},
    "extract": {"file", "--explain", "--table", "--published", "--lang", "--entities", "--model", "--no-model"},
    "normalize": set(),
    "events": {"out", "--relation", "--only-in", "--subject", "--lang", "--limit"},
    "note": {"out", "--company", "--period", "--lang", "--format", "-o", "--output"},
    "serve": {"out", "--host", "--port", "--gold", "--allow-host"},
    "export": {"out", "--format", "-o", "--output", "--company", "--bom"},
    "evaluate": {"gold", "out", "--against", "--html", "--json"},
    "agree": {"first", "others"},
    "annotate": {"out", "-o", "--tasks", "--to", "--limit"},
    "convert": {"source", "target", "--from", "--to", "--label", "--articles"},
    "model": {"action"},
}


def verbs() -> dict[str, argparse.ArgumentParser]:
    (action,) = (a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return action.choices


def test_library_names_are_pinned():
    assert set(nlp.__all__) == LIBRARY


@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_library_names_can_be_used(name):
    assert getattr(nlp, name) is not None


def test_an_unknown_library_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'no_such_name'"):
        _ = nlp.no_such_name


@pytest.mark.parametrize("lang", ["zh", "ko"])
@pytest.mark.parametrize("name", COMPONENTS)
def test_components_are_found_by_name_in_a_foreign_process(lang, name):
    # A fresh process that never imports nlp: the entry points alone must do.
    config = {"nlp": {"tokenizer": {"@tokenizers": "xinmun.CharacterTokenizer.v1"}}}
    code = f"import spacy; print(spacy.blank({lang!r}, config={config!r}).add_pipe({name!r}) is not None)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip() == "True", done.stderr


def test_entry_points_are_pinned(repository):
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"xinmun": "nlp.cli:main"}
    assert set(project["entry-points"]["spacy_factories"]) == set(COMPONENTS)
    assert set(project["entry-points"]["spacy_tokenizers"]) == {"xinmun.CharacterTokenizer.v1"}
    assert project["version"] == nlp.__version__


def test_verbs_are_pinned():
    assert verbs().keys() == OPTIONS.keys()


@pytest.mark.parametrize("verb", sorted(OPTIONS))
def test_options_are_pinned_and_documented(verb):
    actions = [a for a in verbs()[verb]._actions if not isinstance(a, argparse._HelpAction)]
    assert {name for a in actions for name in (a.option_strings or [a.dest])} == OPTIONS[verb]
    assert all(a.help for a in actions)


def test_relations_on_the_command_line_are_those_of_the_records():
    from typing import get_args  # noqa: PLC0415

    from nlp.records import Relation  # noqa: PLC0415

    assert get_args(Relation) == RELATIONS
