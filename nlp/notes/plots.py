"""Plots of a note as SVG: values by period, and what was expected beside what came.

Letters stay letters in the SVG, so the reader's own fonts draw them: a machine without Chinese or Korean fonts makes
the same file as any other, and a page can be searched. Black, one blue and one orange, told apart by form too, are
readable in print.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from nlp.errors import ConfigError
from nlp.notes.note import Chapter, Figure, Note, Revision, Trend
from nlp.notes.phrases import phrase

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FONTS = {
    "zh": ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "SimHei"],
    "ko": ["Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic"],
    "en": ["Noto Sans CJK SC", "Noto Sans CJK KR"],
}
_BLUE, _ORANGE, _GREY = "#1f5a93", "#c2560c", "#666666"
_WIDTH, _ROW = 7.2, 0.55  # inches
_PROLOGUE = re.compile(r"^.*?(?=<svg)", re.DOTALL)


def plots(note: Note) -> dict[str, str]:
    """Draw the plots of a note.

    Returns:
        SVG elements by name: `0-trend-0` is the first trend of the first chapter, `0-expected` its forecasts and
        outcomes. The same note gives the same SVG on any machine.

    Raises:
        ConfigError: matplotlib, of the extra `notes`, is not installed (E624).
    """
    if not has_plots(note):
        return {}
    try:
        import matplotlib as mpl  # noqa: PLC0415 - of an extra, and slow to load
    except ImportError as error:
        raise ConfigError("E624", module="matplotlib", extra="notes") from error
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # fonts named for the reader's machine
    settings = {
        "svg.fonttype": "none",
        "svg.hashsalt": "xinmun",
        "text.parse_math": False,  # a segment may be named with signs of dollars
        "font.family": ["DejaVu Sans", *_FONTS[note.lang], "sans-serif"],
        "font.size": 10,
        "axes.unicode_minus": False,
    }
    with mpl.rc_context(settings):
        drawn = [_chapter(note.lang, number, chapter) for number, chapter in enumerate(note.chapters)]
    return {name: svg for chapter in drawn for name, svg in chapter.items()}


def has_plots(note: Note) -> bool:
    """Whether there is anything to draw."""
    return any(chapter.trends or any(map(_spans, chapter.revisions)) for chapter in note.chapters)


def _chapter(lang: str, number: int, chapter: Chapter) -> dict[str, str]:
    drawn = {f"{number}-trend-{place}": _draw_trend(trend) for place, trend in enumerate(chapter.trends)}
    revisions = [revision for revision in chapter.revisions if _spans(revision)]
    if revisions:
        drawn[f"{number}-expected"] = _draw_expected(revisions, lang)
    return drawn


def _figure(rows: Sequence[int], height: float) -> tuple[Any, Any]:
    """Open a figure of axes one above the other, as high as their rows ask for."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415 - as in `plots`
    from matplotlib.figure import Figure as Canvas  # noqa: PLC0415

    figure = Canvas(figsize=(_WIDTH, height))
    FigureCanvasSVG(figure)
    return figure, figure.subplots(len(rows), 1, squeeze=False, height_ratios=rows)[:, 0]


def _svg(figure: Any) -> str:
    written = io.StringIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph", category=UserWarning)  # the reader's fonts have it
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return _PROLOGUE.sub("", written.getvalue()).strip()


def _plain(axes: Axes) -> None:
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)


def _draw_trend(trend: Trend) -> str:
    """Draw bars, each with its value: the words beside the bar are those of the table."""
    figure, (axes,) = _figure([1], 0.9 + _ROW * len(trend.points))
    figures = [point.figures[0] for point in trend.points]
    values = [float(item.low or 0) for item in figures]
    places = range(len(values))
    axes.barh(places, values, color=_BLUE, height=0.6)
    axes.axvline(0, color=_GREY, linewidth=0.8)
    for place, value, item in zip(places, values, figures, strict=True):
        axes.annotate(
            item.text,
            (max(value, 0), place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
        )
    axes.set_yticks(places, [point.period for point in trend.points])
    axes.set_xticks([])
    axes.invert_yaxis()
    axes.set_title(trend.what, loc="left", fontsize=11)
    axes.margins(x=0.02)
    _plain(axes)
    figure.subplots_adjust(left=0.24, right=0.74, top=1 - 0.45 / figure.get_figheight(), bottom=0.04)
    return _svg(figure)


def _spans(revision: Revision) -> bool:
    """Whether a revision can be drawn: an outcome and an expectation with two ends each."""
    return bool(revision.outcomes) and any(_ends(voice.figure) for voice, _distance in revision.expected)


def _ends(figure: Figure) -> tuple[Decimal, Decimal] | None:
    return None if figure.low is None or figure.high is None else (figure.low, figure.high)


def _draw_expected(revisions: list[Revision], lang: str) -> str:
    """Draw for each revision what was expected as bars or dots, and the outcome as a line through them."""
    lines = [sum(_ends(voice.figure) is not None for voice, _ in revision.expected) + 1 for revision in revisions]
    figure, all_axes = _figure(lines, sum(0.6 + 0.38 * count for count in lines))
    for revision, axes in zip(revisions, all_axes, strict=True):
        expected = [(voice, ends) for voice, _distance in revision.expected if (ends := _ends(voice.figure))]
        outcome = revision.outcomes[0].figure
        ends = _ends(outcome)
        labels = []
        for place, (voice, (low, high)) in enumerate(expected):
            form = "o" if low == high else "|"
            axes.plot([float(low), float(high)], [place, place], color=_BLUE, linewidth=6, solid_capstyle="butt")
            axes.plot([float(low), float(high)], [place, place], form, color=_BLUE, markersize=9, markeredgewidth=2)
            labels.append(f"{phrase(voice.kind, lang)} {voice.published or ''} {voice.figure.text}")
        last = len(expected)
        if ends:
            axes.plot([float(end) for end in ends], [last, last], "D-", color=_ORANGE, markersize=7)
            for end in set(ends):
                axes.axvline(float(end), color=_ORANGE, linewidth=0.9, linestyle=(0, (3, 3)))
        labels.append(f"{phrase('outcome', lang)} {revision.outcomes[0].published or ''} {outcome.text}")
        axes.set_yticks(range(last + 1), labels)
        axes.set_ylim(last + 0.6, -0.6)
        axes.set_xticks([])
        axes.margins(x=0.08)
        axes.set_title(f"{revision.what} ({revision.period})", loc="left", fontsize=11)
        _plain(axes)
    figure.subplots_adjust(left=0.48, right=0.97, top=1 - 0.35 / figure.get_figheight(), bottom=0.05, hspace=0.75)
    return _svg(figure)
