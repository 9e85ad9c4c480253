"""A note as one HTML file that needs nothing else: for reading on a screen and for printing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from nlp.notes.note import Note, by_speaker
from nlp.notes.phrases import count_languages, language_name, phrase

_HTML_LANGS = {"zh": "zh-Hans"}


def to_html(note: Note, plots: Mapping[str, str] | None = None) -> str:
    """Write a note as a page.

    Args:
        note: what `compose` has made.
        plots: SVG elements by name, from `nlp.notes.plots`.

    Returns:
        The whole file. What comes from articles is escaped; only web addresses become links.
    """

    def say(key: str, **values: object) -> str:
        return phrase(key, note.lang, **values)

    def language(code: str) -> str:
        return language_name(code, note.lang)

    return (
        _environment()
        .get_template("note.html")
        .render(
            note=note,
            plots={name: Markup(svg) for name, svg in (plots or {}).items()},
            say=say,
            language=language,
            counted=lambda languages: count_languages(languages, note.lang),
            html_lang=lambda code: _HTML_LANGS.get(code, code),
            is_link=lambda url: bool(url) and url.startswith(("https://", "http://")),
            cited=lambda voices: list(dict.fromkeys(n for voice in voices for n in voice.figure.footnotes)),
            by_speaker=by_speaker,
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("nlp.notes"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
