"""Optimal assignment: which found entry stands for which entry of the gold.

The order of the entries decides nothing but between answers that are equally good, and callers sort what they give.
"""

from __future__ import annotations

from collections.abc import Mapping

Edge = tuple[int, int]


def best_assignment(weights: Mapping[Edge, int]) -> dict[int, int]:
    """Choose pairs so that no row and no column is taken twice and the sum of their weights is the largest.

    Args:
        weights: by (row, column), above 0; pairs that are not listed cannot be chosen.

    Returns:
        Row -> column.
    """
    chosen: dict[int, int] = {}
    for rows, columns in _components(weights):
        turned = len(rows) > len(columns)
        shorter, longer = (columns, rows) if turned else (rows, columns)
        costs = [[-weights.get((b, a) if turned else (a, b), 0) for b in longer] for a in shorter]
        for place, other in enumerate(_cheapest(costs)):
            if costs[place][other]:
                row, column = (longer[other], shorter[place]) if turned else (shorter[place], longer[other])
                chosen[row] = column
    return dict(sorted(chosen.items()))


def _components(weights: Mapping[Edge, int]) -> list[tuple[list[int], list[int]]]:
    """Part rows and columns into groups that no edge joins: most are of one row and one column."""
    of_row: dict[int, list[int]] = {}
    of_column: dict[int, list[int]] = {}
    for row, column in sorted(weights):
        of_row.setdefault(row, []).append(column)
        of_column.setdefault(column, []).append(row)
    seen: set[int] = set()
    components = []
    for start in of_row:
        if start in seen:
            continue
        rows, columns, waiting = {start}, set[int](), [start]
        while waiting:
            for column in of_row[waiting.pop()]:
                if column not in columns:
                    columns.add(column)
                    waiting += [row for row in of_column[column] if row not in rows]
                    rows.update(of_column[column])
        seen |= rows
        components.append((sorted(rows), sorted(columns)))
    return components


def _cheapest(costs: list[list[int]]) -> list[int]:
    """Return for each row its column in the cheapest assignment (the Hungarian method with potentials, O(n²m)).

    The costs are whole numbers of any size: weights that rank several criteria are exact, as floats would not be.
    """
    height, width = len(costs), len(costs[0])
    row_potential, column_potential = [0] * (height + 1), [0] * (width + 1)
    owner, way = [0] * (width + 1), [0] * (width + 1)  # both count from 1; 0 is nobody
    for row in range(1, height + 1):
        owner[0], column = row, 0
        slack: list[int | None] = [None] * (width + 1)
        done = [False] * (width + 1)
        while owner[column]:
            done[column] = True
            here, least, following = owner[column], None, 0
            for other in range(1, width + 1):
                if done[other]:
                    continue
                reduced = costs[here - 1][other - 1] - row_potential[here] - column_potential[other]
                held = slack[other]
                if held is None or reduced < held:
                    slack[other] = held = reduced
                    way[other] = column
                if least is None or held < least:
                    least, following = held, other
            step = least or 0
            for other in range(width + 1):
                if done[other]:
                    row_potential[owner[other]] += step
                    column_potential[other] -= step
                elif (held := slack[other]) is not None:
                    slack[other] = held - step
            column = following
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    result = [0] * height
    for column in range(1, width + 1):
        if owner[column]:
            result[owner[column] - 1] = column - 1
    return result
