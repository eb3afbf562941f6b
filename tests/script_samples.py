"""Small functions in the subset of Python that becomes JavaScript: one for each construct, with arguments."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import ClassVar

from sepeace.shapes import Name


class Colour(Name):
    RED = "red"
    DEEP_BLUE = "deep blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    kind: ClassVar[str] = "place"
    name: str
    height: float = 2.0
    names: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        return f"{self.name} ({self.height:.1f})"

    def higher(self, by: float, times: int = 1) -> Place:
        return replace(self, height=self.height + by * times)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak(Place):
    snow: bool


@dataclass(slots=True)
class Tally:
    n: int = 0
    rows: list[int] = field(default_factory=lambda: [0] * 3)


class Shelf:
    def __init__(self, rows: Sequence[int]) -> None:
        self.rows = [row for row in rows if row]
        self.seen: dict[str, int] = {}

    @cached_property
    def total(self) -> int:
        self.seen["total"] = self.seen.get("total", 0) + 1
        return sum(self.rows)

    @staticmethod
    def doubled(value: int) -> int:
        return 2 * value

    def twice(self) -> tuple[int, int, int]:
        return self.total, self.total, self.seen["total"]


PLACES = (Place(name="low"), Peak(name="high", height=4000.0, snow=True))
BY_PAIR = {(1, True): "one", (2, False): "two", (0, False): "none"}
LOOSE: Mapping[str, object] = {
    "whole": 3,
    "float": 3.0,
    "yes": True,
    "none": None,
    "text": "t",
    "row": ("a",),
}
TEMPLATE = "{name} is {{so}} {kind}"
SCALE = 3.0 * 7.0 - 1.0
ALL = "all"
LONG_WORD = "a text that is longer than what stands in place"


def texts(name: str, count: int, x: float) -> list[str]:
    return [
        f"{name}: {count} of {x:.2f}, {x:+.1f}, {x:.0f}, {1000.0 * x:,.1f}, {x:g}, {x:.1%}",
        f"{count:,} {count} {name}{name}",
        name[:1].upper() + name[1:].lower(),
        name.strip(" .") + "|" + name.rstrip(".") + "|" + name.lstrip(),
        ", ".join([name, str(count), "x".join(name.split(" "))]),
        TEMPLATE.format(name=name, kind="plain"),
        TEMPLATE.format_map({"name": name, "kind": LONG_WORD}),
        name.replace("a", "bb").removeprefix("b").removesuffix("."),
        " and ".join(name.rsplit(" ", 1)),
        "".join(name[place] for place in range(len(name) - 1, -1, -1)) + name[::-1] + name[-3:-1],
    ]


def truths(name: str, rows: list[int], none: str | None) -> list[object]:
    return [
        not name,
        not rows,
        name and rows,
        none or name,
        (name or "empty") + "!",
        bool(rows) and name == "a b",
        none is None,
        none is not None,
        "b" in name,
        3 in rows,
        (1, True) in BY_PAIR,
        5 not in rows,
        name.startswith("a") or name.endswith("z"),
        1 if rows else 2,
        rows == [],
        not {},
        bool(0.0),
        bool("0"),
    ]


def chained(low: float, x: float, high: float) -> list[bool]:
    called: list[float] = []

    def seen(value: float) -> float:
        called.append(value)
        return value

    return [low < x < high, low <= x <= high != x, low < seen(x) < high, len(called) == 1 or low >= x]


def sequences(rows: list[int]) -> list[object]:
    first, (second, third) = 1, (2, 3)
    return [
        rows[-1] if rows else None,
        rows[1:3],
        rows[:-2],
        rows[::2],
        rows[:-3:-1],
        rows[-2:] + rows[:1],
        [*rows, *(0, 1)],
        (*rows, 9),
        sorted(rows),
        sorted(rows, key=lambda row: (row % 3, -row)),
        sorted(rows, reverse=True),
        max(rows, default=0),
        min(rows, key=lambda row: abs(row - 4), default=None),
        max(3, len(rows)),
        sum(rows),
        any(row > 4 for row in rows),
        all(row > 0 for row in rows),
        list(zip(rows, rows[2:], strict=False)),
        [place * row for place, row in enumerate(rows, 1)],
        list(range(5)) + list(range(2, 9, 3)),
        next((row for row in rows if row > 2), None),
        tuple(row for row in rows if row % 2 if row > 1),
        [x + y for x in rows for y in range(x) if y % 2],
        first + second + third,
        tuple(rows[:2]) == (1, 2),
        rows.index(rows[-1]) if rows else -1,
        rows.count(1),
    ]


def tables(rows: list[str]) -> list[object]:
    counted: dict[str, int] = {}
    groups: dict[int, list[str]] = {}
    for row in rows:
        counted[row] = counted.get(row, 0) + 1
        groups.setdefault(len(row), []).append(row)
    merged = {**counted, "last": 1}
    return [
        list(counted),
        list(counted.items()),
        list(counted.values()),
        len(groups),
        [groups[key] for key in sorted(groups)],
        merged["last"],
        {row: len(row) for row in rows} == counted,
        sorted({len(row) for row in rows}),
        sorted({*rows} - {"a"}),
        {"a", "b"} == {row for row in rows},
        BY_PAIR[1, True],
        BY_PAIR[(len(rows) * 0, 1 > 2)],
        BY_PAIR.get((9, True)),
        BY_PAIR.get((9, True), "other"),
        [f"{name} {value}" for name, value in LOOSE.items()],
        dict(zip(rows, range(len(rows)), strict=True)) == counted,
    ]


def whole_numbers(a: int, b: int) -> list[object]:
    product = a * a * b * b
    return [
        a // b,
        a % b,
        -a // b,
        -a % b,
        10 ** abs(b),
        product == 0,
        a * b,
        -a,
        a - b,
        a & 6,
        a >> 1 & 1,
        a | 8,
        a << 2,
    ]


def floats(a: float, b: float) -> list[object]:
    found = 0.0
    found += a
    found -= b
    return [
        a / b,
        a // b,
        a % b,
        -a % b,
        -a,
        round(a),
        int(a),
        math.floor(a),
        math.ceil(a),
        math.sqrt(abs(a)),
        abs(b),
        found,
        max(a, b, 0.5),
        min(a, b),
        SCALE,
        float("1.5") + float(3),
        int("12") + int(a),
        math.isnan(a - a),
        math.isfinite(a),
    ]


def days(first: date, later: int) -> list[object]:
    other = first + timedelta(days=later)
    return [
        f"{other.day} {other:%B} {other.year}",
        other.month,
        other.isoformat(),
        (other - first).days,
        other.toordinal(),
        first < other,
        first == date(first.year, first.month, first.day),
        min(other, date(1945, 5, 8)).isoformat(),
        sorted([other, first])[0] == first,
    ]


def classes(by: float) -> list[object]:
    place, peak = PLACES
    tally, other = Tally(), Tally(4)
    tally.rows[1] += 2
    tally.n += 1
    shelf = Shelf([3, 0, 4])
    return [
        place.told,
        place.higher(by).told,
        place.higher(times=3, by=by).height,
        peak.higher(by).told,
        isinstance(peak, Peak),
        isinstance(place, Peak),
        isinstance(place.name, str),
        place == Place(name="low"),
        place == peak,
        place.kind,
        tally.rows,
        other.rows,
        other.n + tally.n,
        shelf.twice(),
        shelf.doubled(3),
        Colour.DEEP_BLUE,
        Colour("red") == Colour.RED,
        [colour for colour in Colour],
        f"{Colour.RED}",
        {Colour.RED: 1}[Colour("red")],
    ]


def flow(n: int) -> list[int]:
    found, k = [], 0
    while True:
        k += 1
        if k > n:
            break
        if k % 2:
            continue
        elif k == 6:
            found.append(100)
        else:
            found.append(k)
    for a, (b, _) in [(1, (2, 3)), (4, (5, 6))]:
        found.append(a * b)
    one = two = len(found)
    return [*found, one + two, *_upwards(3)]


def _upwards(n: int) -> Iterator[int]:
    for k in range(n):
        yield k + 1
    yield from (7, 8)


def called(n: int) -> list[object]:
    rows = (1, 2)
    pair = (n, 3)
    by_name = {"one": _sum, "same": lambda a: a}
    return [
        _sum(n),
        _sum(n, c=5),
        _sum(b=2, a=n),
        _sum(*pair),
        _sum(*pair, c=1),
        _many("x", *rows, n),
        by_name["one"](3),
        by_name["same"](n),
        (lambda a, b: a - b)(n, 1),
        _nothing(n),  # type: ignore[func-returns-value]
    ]


def _sum(a: int, b: int = 10, *, c: int = 0) -> int:
    return a + 2 * b + 3 * c


def _many(name: str, *rows: int) -> str:
    return f"{name}{len(rows)}{rows[-1]}" if name else ""


def _nothing(n: int) -> None:
    if n > 3:
        return
    assert n < 1000, n


def raised(n: int) -> int:
    if n > 2:
        raise ValueError(f"{n} is too many")
    return n


SAMPLES: dict[str, list[tuple[object, ...]]] = {
    "texts": [("a b.", 3, 0.125), (" Abc of a. ", 1234567, 2.5), ("aa", -4, -0.5), ("", 0, 1e-7)],
    "truths": [("", [], None), ("a b", [3, 5], "x"), ("z", [0], "")],
    "chained": [(0.0, 1.0, 2.0), (1.0, 1.0, 1.0), (2.0, 1.0, 3.0)],
    "sequences": [([],), ([5, 1, 4, 1, 3],), ([1, 2],)],
    "tables": [(["a", "b", "a"],), (["b"],), (["ccc", "dd", "a", "dd"],)],
    "whole_numbers": [(7, 3), (-7, 3), (7, -3), (0, 5), (94_906_267, 3), (2**30, 2)],
    "floats": [(7.5, 2.0), (-7.5, 2.0), (2.5, -0.75), (-0.5, 3.0), (1e10, 7.0)],
    "days": [(date(1941, 6, 22), 0), (date(1943, 12, 31), 61), (date(1944, 2, 29), 400)],
    "classes": [(0.5,), (-1.25,)],
    "flow": [(0,), (9,)],
    "called": [(2,), (5,)],
    "raised": [(1,)],
}
"""Names of functions, and what each is called with."""
