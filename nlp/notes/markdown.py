"""A note as Markdown with YAML front matter, as Obsidian and other readers of Markdown take it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import yaml

from nlp.notes.note import Chapter, Figure, Item, Note, Quote, Row, Voice, by_speaker
from nlp.notes.phrases import count_languages, enumerate_words, language_name, phrase
from nlp.notes.width import one_line

# What CommonMark, tables or Obsidian (links, comments, formulas, highlights, tags, block names) could take for mark-up.

_MARKUP = re.compile(
    r"([\\`*_\[\]<>|~$^&]|(?<!\S)#|(?<==)=|(?<=%)%|^[+-](?=\s)|(?<=^\d)[.)](?=\s)|(?<=^\d\d)[.)](?=\s))"
)


def escape(text: str) -> str:
    """Put a text on one line on which nothing is mark-up."""
    return _MARKUP.sub(r"\\\1", one_line(text))


def to_markdown(note: Note, plots: Mapping[str, str] | None = None) -> str:
    """Write a note as Markdown.

    Args:
        note: what `compose` has made.
        plots: for each plot the name of its file, as links have it; see `nlp.notes.plots`.

    Returns:
        The whole file: front matter, chapters, footnotes. Lines end in line feeds.
    """
    lines = ["---", *_front_matter(note), "---", "", f"# {escape(note.title)}", ""]
    for number, chapter in enumerate(note.chapters):
        lines += _chapter(note, chapter, number, plots or {})
    lines += [f"## {phrase('articles', note.lang)}", "", *_articles(note), ""]
    for footnote in note.footnotes:
        lines += [f"[^{footnote.marker}]: {escape(footnote.text)}: {_quoted(footnote.quote)}"]
    lines += ["", f"*{phrase('made_by', note.lang)}*"]
    return "\n".join(lines) + "\n"


def _front_matter(note: Note) -> list[str]:
    """Say what the note is about, for searching and sorting; the same note has the same one on any day."""
    one = note.chapters[0] if len(note.chapters) == 1 else None
    languages = sorted({article.lang for article in note.articles})
    values: dict[str, Any] = {
        "title": one_line(note.title),
        "lang": note.lang,
        "tags": ["xinmun"],
        "languages": languages,
        "articles": len(note.articles),
        "facts": sum(chapter.facts for chapter in note.chapters),
    }
    if one:
        values |= {"company": one_line(one.name), "entity_id": one.key, "aliases": [one_line(n) for n in one.names]}
    else:
        values["companies"] = [one_line(chapter.name) for chapter in note.chapters]
    if note.start and note.end:
        values |= {"period_start": note.start, "period_end": note.end}
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000).splitlines()


def _chapter(note: Note, chapter: Chapter, number: int, plots: Mapping[str, str]) -> Iterator[str]:
    lang = note.lang
    if len(note.chapters) > 1:
        yield from (f"## {escape(chapter.name)}", "")
    level = "###" if len(note.chapters) > 1 else "##"
    yield from (escape(chapter.summary), "")

    def heading(key: str) -> tuple[str, str]:
        return f"{level} {phrase(key, lang)}", ""

    if chapter.rows:
        yield from heading("key_figures")
        yield from _table(
            [
                phrase(key, lang)
                for key in ("item", "value", "change", "year_before", "period", "languages", "relation")
            ],
            (_row(row, lang) for row in chapter.rows),
        )
    if chapter.revisions:
        yield from heading("revised")
        yield from _revisions(chapter, lang)
        yield from _plot(plots.get(f"{number}-expected"), phrase("revised", lang))
    if chapter.conflicts:
        yield from heading("conflicts")
        for conflict in chapter.conflicts:
            yield f"- **{escape(conflict.what)}** ({escape(conflict.period)})"
            yield from (f"    - {_voice(voice, lang)}" for voice in conflict.voices)
        yield ""
    if chapter.doubts:
        yield from heading("doubts")
        for doubt in chapter.doubts:
            yield f"- {escape(doubt.what)} ({escape(doubt.period)}): {_figure(doubt.figure)}: {escape(doubt.reason)}"
        yield ""
    if chapter.only:
        yield from heading("one_language")
        for language, items in chapter.only:
            yield f"- **{phrase('only', lang, language=language)}**"
            yield from (f"    - {_item(item)}" for item in items)
        yield ""
    if chapter.trends:
        yield from heading("trend")
        for place, trend in enumerate(chapter.trends):
            yield from _plot(plots.get(f"{number}-trend-{place}"), trend.what)
            yield from _table(
                [escape(trend.what), *(escape(point.period) for point in trend.points)],
                [[phrase("value", lang), *(_figures(point.figures, "; ") for point in trend.points)]],
            )
    if chapter.statements:
        yield from heading("statements")
        yield from _statements(chapter, lang)
    if chapter.others:
        yield from heading("other")
        for other in chapter.others:
            yield f"- {_figure(other.figure)} ({escape(other.period)}): {_quoted(other.quote)}"
        yield ""


def _row(row: Row, lang: str) -> list[str]:
    return [
        escape(row.what),
        _figures(row.values, " / "),
        _figures(row.changes, "; "),
        _figures(row.before, "; "),
        escape(row.period),
        count_languages(row.languages, lang),
        enumerate_words((phrase(relation, lang) for relation in row.relations), lang),
    ]


def _revisions(chapter: Chapter, lang: str) -> Iterator[str]:
    rows = []
    for revision in chapter.revisions:
        outcome = revision.outcomes[0] if revision.outcomes else None
        markers = tuple(dict.fromkeys(n for voice in revision.outcomes for n in voice.figure.footnotes))
        for voice, distance in revision.expected:
            rows.append(
                [
                    escape(revision.what),
                    escape(revision.period),
                    f"{_figure(voice.figure)} ({_who(voice, lang)})",
                    f"{escape(outcome.figure.text)}{_markers(markers)} ({_day(outcome, lang)})" if outcome else "",
                    escape(distance),
                ]
            )
    yield from _table([phrase(key, lang) for key in ("item", "period", "expected", "outcome", "distance")], rows)


def _statements(chapter: Chapter, lang: str) -> Iterator[str]:
    for speaker, voices in by_speaker(chapter.statements):
        yield f"- **{escape(speaker) or phrase('unnamed', lang)}**"
        for voice in voices:
            yield f"    - {_day(voice, lang)}: “{escape(voice.quote.marked)}”{_markers(voice.figure.footnotes)}"
    yield ""


def _voice(voice: Voice, lang: str) -> str:
    return f"{_figure(voice.figure)}, {_who(voice, lang)}: {_quoted(voice.quote)}"


def _who(voice: Voice, lang: str) -> str:
    """Say when, in which language and by whom something is said, and whether it is a forecast."""
    parts = [
        _day(voice, lang),
        language_name(voice.lang, lang),
        phrase(voice.kind, lang),
        escape(voice.speaker or voice.article_id),
    ]
    return ", ".join(parts)


def _day(voice: Voice, lang: str) -> str:
    return voice.published.isoformat() if voice.published else phrase("no_date", lang)


def _articles(note: Note) -> Iterator[str]:
    keys = ("article", "date", "language", "title_column", "address")
    rows = (
        [
            escape(article.article_id),
            article.published.isoformat() if article.published else phrase("no_date", note.lang),
            language_name(article.lang, note.lang),
            escape(article.title or ""),
            escape(article.url or article.source or ""),
        ]
        for article in note.articles
    )
    yield from _table([phrase(key, note.lang) for key in keys], rows)


def _item(item: Item) -> str:
    return f"{escape(item.what)} ({escape(item.period)}): {_figures(item.figures, '; ')}"


def _figures(figures: Sequence[Figure], joiner: str) -> str:
    return joiner.join(map(_figure, figures))


def _figure(figure: Figure) -> str:
    doubt = "⚠ " if figure.doubtful else ""
    return f"{doubt}{escape(figure.text)}{_markers(figure.footnotes)}"


def _markers(markers: Iterable[int]) -> str:
    return "".join(f"[^{marker}]" for marker in markers)


def _quoted(quote: Quote) -> str:
    before, after = (part if part.strip() else "" for part in (quote.before, quote.after))
    left = escape(before) + " " * (before[-1:] == " ")
    right = " " * (after[:1] == " ") + escape(after)
    return f"“{left}**{escape(quote.marked)}**{right}”"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _plot(name: str | None, alt: str) -> Iterator[str]:
    if name:
        yield from (f"![{escape(alt)}]({name})", "")
