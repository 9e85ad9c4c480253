"""A note as the files it comes in: one, or for Markdown the plots beside it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from nlp.errors import ConfigError
from nlp.notes.note import Note
from nlp.notes.plots import has_plots, plots

_SVG_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def render(note: Note, form: str, path: Path | None) -> tuple[dict[Path | None, bytes], str]:
    """Write a note in a format.

    Args:
        note: what `compose` has made.
        form: `md`, `html` or `xlsx`.
        path: where it will lie; None for the screen, which has no place for the plots of Markdown.

    Returns:
        The files by path, the note itself under None; and why there are no plots, where there are none.
    """
    if form == "xlsx":
        from nlp.notes.sheets import to_workbook  # noqa: PLC0415 - slow to load

        return {None: to_workbook(note)}, ""  # a spreadsheet draws its charts itself
    drawn: dict[str, str] = {}
    remark = ""
    if form == "md" and path is None:
        if has_plots(note):
            remark = "the plots are left out: Markdown keeps them in files beside it. Give -o FILE."
    else:
        try:
            drawn = plots(note)
        except ConfigError as error:  # the figures of a plot are in the tables too
            remark = f"the plots are left out: {error}"
    if form == "html":
        from nlp.notes.page import to_html  # noqa: PLC0415

        return {None: to_html(note, drawn).encode("utf-8", "replace")}, remark

    from nlp.notes.markdown import to_markdown  # noqa: PLC0415

    files: dict[Path | None, bytes] = {}
    names = {}
    for name, svg in drawn.items():
        beside = Path(path or "").with_name(f"{Path(path or '').stem}-{name}.svg")
        files[beside] = (_SVG_HEAD + svg + "\n").encode()
        names[name] = quote(beside.name)
    files[None] = to_markdown(note, names).encode("utf-8", "replace")
    return files, remark
