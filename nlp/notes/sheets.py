"""A note as a workbook: one figure a row, as a number, with its source beside it; series as charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from nlp.export.cells import add_sheet, save
from nlp.notes.note import Chapter, Figure, Footnote, Note, Row, Trend, Voice
from nlp.notes.phrases import count_languages, enumerate_words, language_name, phrase

_CHART_ROWS = 16  # what a chart covers of the rows below it


def to_workbook(note: Note) -> bytes:
    """Write a note as XLSX.

    Args:
        note: what `compose` has made.

    Returns:
        The file, with a sheet each for the key figures, forecasts and outcomes, conflicts, what is to be checked,
        statements, other figures, series and sources, as far as there are any. Text columns never hold a formula.
    """
    lang, sources = note.lang, {footnote.marker: footnote for footnote in note.footnotes}
    book = Workbook()
    book.remove(book.active)

    def add(key: str, columns: str, rows: Iterable[list[Any]], widths: tuple[int, ...]) -> None:
        listed = list(rows)
        if listed:
            head = [phrase(column, lang) for column in columns.split()]
            add_sheet(book, phrase(key, lang), head, listed, widths, wrap=True)

    add(
        "key_figures",
        "company item period value low high unit relation languages footnotes article start end",
        (row for chapter in note.chapters for row in _figures(chapter, lang, sources)),
        (18, 30, 18, 26, 18, 18, 12, 14, 16, 12, 28, 8, 8),
    )
    add(
        "revised",
        "company item period date language speaker relation value low high unit distance footnotes article start end",
        (row for chapter in note.chapters for row in _revisions(chapter, lang, sources)),
        (18, 30, 18, 12, 10, 20, 10, 26, 18, 18, 12, 30, 12, 28, 8, 8),
    )
    add(
        "conflicts",
        "company item period date language speaker value low high unit sentence footnotes article start end",
        (row for chapter in note.chapters for row in _conflicts(chapter, lang, sources)),
        (18, 30, 18, 12, 10, 20, 26, 18, 18, 12, 60, 12, 28, 8, 8),
    )
    add(
        "doubts",
        "company item period value low high unit reason footnotes article start end",
        (
            [
                chapter.name,
                doubt.what,
                doubt.period,
                *_value(doubt.figure),
                doubt.reason,
                *_source(doubt.figure, sources),
            ]
            for chapter in note.chapters
            for doubt in chapter.doubts
        ),
        (18, 30, 18, 26, 18, 18, 12, 40, 12, 28, 8, 8),
    )
    add(
        "statements",
        "company speaker date language sentence footnotes article start end",
        (
            [chapter.name, *_said(voice, lang), voice.quote.marked, *_source(voice.figure, sources)]
            for chapter in note.chapters
            for voice in chapter.statements
        ),
        (18, 20, 12, 10, 80, 12, 28, 8, 8),
    )
    add(
        "other",
        "company period value low high unit sentence footnotes article start end",
        (
            [
                chapter.name,
                other.period,
                *_value(other.figure),
                _sentence(sources, other.figure),
                *_source(other.figure, sources),
            ]
            for chapter in note.chapters
            for other in chapter.others
        ),
        (18, 18, 26, 18, 18, 12, 80, 12, 28, 8, 8),
    )
    _add_trends(book, note, sources)
    add(
        "sources",
        "footnotes article date language title_column address start end sentence",
        (_footnote(footnote, lang) for footnote in note.footnotes),
        (12, 28, 12, 10, 40, 40, 8, 8, 90),
    )
    return save(book)


def _figures(chapter: Chapter, lang: str, sources: dict[int, Footnote]) -> Iterator[list[Any]]:
    for row in chapter.rows:
        for figure in (*row.values, *row.changes):
            yield [
                *(chapter.name, row.what, row.period, *_value(figure), *_check(row, lang), *_source(figure, sources)),
            ]


def _check(row: Row, lang: str) -> list[str]:
    relations = (phrase(relation, lang) for relation in row.relations)
    return [enumerate_words(relations, lang), count_languages(row.languages, lang)]


def _revisions(chapter: Chapter, lang: str, sources: dict[int, Footnote]) -> Iterator[list[Any]]:
    for revision in chapter.revisions:
        about = [chapter.name, revision.what, revision.period]
        voices = [*revision.expected, *((voice, "") for voice in revision.outcomes)]
        for voice, distance in voices:
            speaker, *when = _said(voice, lang)
            kind = phrase(voice.kind, lang)
            yield [*about, *when, speaker, kind, *_value(voice.figure), distance, *_source(voice.figure, sources)]


def _conflicts(chapter: Chapter, lang: str, sources: dict[int, Footnote]) -> Iterator[list[Any]]:
    for conflict in chapter.conflicts:
        for voice in conflict.voices:
            speaker, *when = _said(voice, lang)
            sentence = _sentence(sources, voice.figure)
            about = [chapter.name, conflict.what, conflict.period, *when, speaker]
            yield [*about, *_value(voice.figure), sentence, *_source(voice.figure, sources)]


def _said(voice: Voice, lang: str) -> list[Any]:
    return [voice.speaker, voice.published or phrase("no_date", lang), language_name(voice.lang, lang)]


def _value(figure: Figure) -> list[Any]:
    return [figure.text, (figure.low, figure.unit), (figure.high, figure.unit), figure.unit]


def _source(figure: Figure, sources: dict[int, Footnote]) -> list[Any]:
    """Point to all footnotes, and to the place of the first."""
    first = sources[figure.footnotes[0]].claim
    return [", ".join(map(str, figure.footnotes)), first.article_id, first.start, first.end]


def _sentence(sources: dict[int, Footnote], figure: Figure) -> str:
    return sources[figure.footnotes[0]].claim.evidence


def _footnote(footnote: Footnote, lang: str) -> list[Any]:
    claim, article = footnote.claim, footnote.article
    return [
        footnote.marker,
        claim.article_id,
        (article.published if article else None) or phrase("no_date", lang),
        language_name(claim.lang, lang),
        article.title if article else None,
        (article.url or article.source) if article else None,
        claim.start,
        claim.end,
        claim.evidence,
    ]


def _add_trends(book: Workbook, note: Note, sources: dict[int, Footnote]) -> None:
    series = [(chapter, trend) for chapter in note.chapters for trend in chapter.trends]
    if not series:
        return
    columns = ("company", "item", "period", "value", "unit", "footnotes", "article", "start", "end")
    rows = [row for chapter, trend in series for row in _points(chapter, trend, sources)]
    head = [phrase(column, note.lang) for column in columns]
    sheet = add_sheet(book, phrase("trend", note.lang), head, rows, (18, 24, 18, 20, 12, 12, 28, 8, 8))
    first, place = 2, len(rows) + 3
    for chapter, trend in series:
        last = first + len(trend.points) - 1
        chart = BarChart()
        chart.title, chart.legend, chart.height, chart.width = f"{chapter.name}: {trend.what}", None, 7, 16
        chart.add_data(Reference(sheet, min_col=4, min_row=first, max_row=last))
        chart.set_categories(Reference(sheet, min_col=3, min_row=first, max_row=last))
        chart.x_axis.delete = chart.y_axis.delete = False
        sheet.add_chart(chart, f"A{place}")
        first, place = last + 1, place + _CHART_ROWS


def _points(chapter: Chapter, trend: Trend, sources: dict[int, Footnote]) -> Iterator[list[Any]]:
    for point in trend.points:
        figure = point.figures[0]
        value: Decimal | None = figure.low
        yield [
            *(chapter.name, trend.what, point.period, (value, figure.unit), figure.unit),
            *_source(figure, sources),
        ]
