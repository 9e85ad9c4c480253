"""Write the figures of a scorer into its card, between marks, so that the card can't say what was not measured."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nlp.evaluation.agreement import ALL

_BEGIN, _END = "<!-- figures -->", "<!-- end of figures -->"
_ROWS = (
    ("rules", "rules alone"),
    ("quarter", "scorer, a quarter of the training part"),
    ("half", "scorer, a half"),
    ("scorer", "**scorer, all of it**"),
    ("articles by rules", "whole articles: rules alone"),
    ("articles", "**whole articles: scorer**"),
    ("paragraphs by rules", "single paragraphs: rules alone"),
    ("paragraphs", "**single paragraphs: scorer**"),
    ("pages by rules", "our own pages: rules alone"),
    ("pages", "**our own pages: scorer**"),
)
_WIDTH = 40


def write_card(card: Path, found: Mapping[str, Any]) -> None:
    """Put the figures of a report between the marks of a card.

    Args:
        card: a Markdown file with the marks.
        found: what `nlp.training.claims.make_scorer` returns.
    """
    text = card.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    after = rest.partition(_END)[2]
    figures = f"{_table(found)}\n{_reliability(found['scorer']['reliability'])}"
    card.write_text(f"{before}{_BEGIN}\n\n{figures}\n{_END}{after}", encoding="utf-8")


def _table(found: Mapping[str, Any]) -> str:
    lines = [
        "| test part | measure zh | measure ko | measure | full zh | full ko | full |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for key, name in ((key, name) for key, name in _ROWS if key in found):
        figures = found[key]["figures"]
        cells = [_cell(figures[lang][level]) for level in ("measure", "full") for lang in ("zh", "ko", ALL)]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    required = {lang: found["scorer"]["figures"][lang]["full"]["required"] for lang in ("zh", "ko")}
    told = f"{required['zh']} required facts in Chinese, {required['ko']} in Korean"
    if "pages" in found:
        pages = found["pages"]["figures"]
        told += f"; {pages['zh']['full']['required']} and {pages['ko']['full']['required']} in our own pages"
    lines += ["", f"{told}.", ""]
    return "\n".join(lines)


def _cell(figure: Mapping[str, float]) -> str:
    return f"{figure['f1']:.3f} ({figure['low']:.2f}-{figure['high']:.2f})"


def _reliability(bins: list[dict[str, float]]) -> str:
    lines = ["```text", f"confidence  claims  right in all fields{'':21}(| where the confidence lies)"]
    for found in bins:
        filled, mark = round(found["right"] * _WIDTH), min(_WIDTH - 1, round(found["confidence"] * _WIDTH))
        bar = "".join("|" if place == mark else "#" if place < filled else "." for place in range(_WIDTH))
        lines.append(f"from {found['from']:.2f}  {found['claims']:>6.0f}  {bar} {found['right']:.2f}")
    return "\n".join([*lines, "```", ""])
