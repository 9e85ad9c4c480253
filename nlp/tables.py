"""Language knowledge as plain tables: UTF-8, tab-separated, one entry a line.

The first line that is not a comment names the columns. Lines that begin with `#` are comments, so are empty lines.
A linguist can extend a table without reading code, and a wrong line is named by file and number.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from nlp.errors import ConfigError

Row = dict[str, str]


def numbered_rows(text: str, path: str) -> list[tuple[int, Row]]:
    """Read a table from its text, each row with the number of its line; see `parse_table`."""
    columns: list[str] = []
    rows: list[tuple[int, Row]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not columns:
            columns = cells
            continue
        if len(cells) > len(columns):
            raise ConfigError("E201", path=path, line=number, reason=f"{len(cells)} cells for {len(columns)} columns")
        rows.append((number, dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))))
    return rows


def parse_table(text: str, path: str) -> list[Row]:
    """Read a table from its text.

    Args:
        text: the whole file.
        path: how to name it in errors.

    Returns:
        One dictionary a line, with every column; cells are stripped of surrounding blanks.

    Raises:
        ConfigError: a line has more cells than there are columns (E201).
    """
    return [row for _, row in numbered_rows(text, path)]


@cache
def read_table(package: str, name: str) -> tuple[Row, ...]:
    """Read a table that ships with the package, once.

    Args:
        package: the room that owns it, such as `nlp.zh`.
        name: file name, such as `units.tsv`.

    Returns:
        The rows in file order. They are shared: do not change them.
    """
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return tuple(parse_table(text, f"{package}/{name}"))


def read_table_file(path: Path) -> list[Row]:
    """Read a user's own table; see `read_numbered_file`."""
    return [row for _, row in read_numbered_file(path)]


def read_numbered_file(path: Path) -> list[tuple[int, Row]]:
    """Read a user's own table, each row with the number of its line.

    Args:
        path: the file.

    Raises:
        ConfigError: it cannot be read as UTF-8 (E203) or has a bad line (E201).
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("E203", name=path, reason=f"the table cannot be read as UTF-8 ({error})") from error
    return numbered_rows(text, str(path))


def split_cell(cell: str) -> list[str]:
    """Split a cell that lists alternatives with `|`."""
    return [part.strip() for part in cell.split("|") if part.strip()]
