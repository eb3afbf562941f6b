"""The same where something lies in memory: records, rows, indices from the end, and what calls do there."""

from dataclasses import dataclass
from typing import Annotated


@dataclass(slots=True)
class Part:
    """A record inside a record."""

    weight: Annotated[float, (), "", ""]
    count: Annotated[int, (), "", ""]
    row: Annotated[list[float], (3,), "", ""]


@dataclass(slots=True)
class Whole:
    """A record with a place of every kind."""

    number: Annotated[int, (), "", ""]
    real: Annotated[float, (), "", ""]
    row: Annotated[list[int], (4,), "", ""]
    grid: Annotated[list[list[float]], (2, 3), "", ""]
    part: Annotated[Part, (), "", ""]
    parts: Annotated[list[Part], (2,), "", ""]


# --- conditions ---


def counted(counter: Whole, value: int) -> int:
    counter.number += 1
    return value


def chained_once(w: Whole, n: int) -> bool:
    return 0 < counted(w, n) < counted(w, 10) < 20


def short_circuit(w: Whole, n: int) -> bool:
    return (n > 0 and counted(w, 1) == 1) or counted(w, 2) == 2


# --- memory ---


def from_the_end(w: Whole, n: int) -> float:
    w.row[n] += 2
    w.row[-1] = w.row[n % 4 - 4] - 1
    w.grid[n % 2][n % 3] = w.grid[-1][-3] + 0.25
    return w.grid[1][n % 3 - 3] + w.parts[n % 2 - 2].row[-2]


def views(w: Whole, n: int) -> float:
    row = w.grid[1]
    part = w.parts[n % 2]
    row[n % 3] = 7.5
    part.weight = 1.5
    part.count -= 3
    row = w.grid[0] if n > 2 else row
    row[2] *= 2.0
    return w.grid[1][n % 3] + part.row[1]


def total_of(row: list[float]) -> float:
    total = 0.0
    for k in range(len(row)):
        total += row[k] * k
    return total + row[-1]


def rows_handed_over(w: Whole, n: int) -> float:
    return total_of(w.grid[n % 2]) + total_of(w.parts[1].row) * 2.0 + len(w.grid)


def last_weight(parts: list[Part]) -> float:
    return parts[-1].weight + parts[len(parts) - 2].row[-1]


def records_handed_over(w: Whole) -> float:
    return last_weight(w.parts)


def whole_into_real(w: Whole, n: int) -> None:
    w.real = n
    w.part.weight += n
    w.number, w.part.row[1] = n + 1, w.real
    w.part.row[w.number % 3], w.row[0] = 1.0, w.number


def moves_on(w: Whole) -> int:
    w.number += 1
    return w.number


def index_after_call(w: Whole) -> None:
    w.number = 0
    w.row[w.number] = moves_on(w)
    w.row[w.number + 1] += moves_on(w)


def early(w: Whole, n: int) -> None:
    if n < 0:
        w.number = -1
        return
    w.number = n


def nothing_returned(w: Whole, n: int) -> int:
    early(w, n)
    early(w, n - 3)
    return w.number
