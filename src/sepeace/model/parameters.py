"""Every number of the model that is not in the record, and all that is known of it.

A row of ``data/parameters.csv`` is one kernel parameter for one side, or for no side in particular, and
every fact of it is a column there: a new parameter is a row and its use in the kernel. "Judgement" means that
nobody measured it: the range says how far a reasonable reader could go, and it belongs into a sensitivity
table. What may be done with a parameter follows from its row: see ``scenario.checks.parameter_use``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from numbers import Real
from zlib import crc32

from sepeace.errors import BadValue, require_known
from sepeace.files import data_text
from sepeace.kernel.draws.sampled import quantile
from sepeace.quantities import Quantity, finite

SIDES = ("germany", "soviet")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedUnder:
    """A reading under which the model uses a parameter.

    Attributes:
        dispute, reading: such as strength and document.
        while_0: the number that must be 0 for it, or None.

    >>> sp.model.parameters.find("fate_settled.germany").used_under[0].reading
    'rational'
    """

    dispute: str
    reading: str
    while_0: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBy:
    """A reading that gives a parameter a value.

    Attributes:
        dispute, reading: such as numbers and default.
        value: in the unit of the parameter.   since: the day, or None for all the war.

    >>> rows = [row for row in sp.model.parameters.PARAMETERS if row.set_by]
    >>> rows[0].set_by[0].dispute
    'numbers'
    """

    dispute: str
    reading: str
    value: float
    since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter: ``name`` is what a user types, ``side`` is None where both sides share it.

    Attributes:
        symbol: in the equations.   quantity: value, range, unit and source.
        meaning: in words.   claim: what it carries, such as D5.
        drawn: whether each campaign draws its own value.
        dated: whether it can change on a date; the others are read once, on 22 June 1941.
        lever: ``yes``, or why nobody may search for the smallest change of it: aim, leader or policy.
        positive: whether the equations divide by it, so that it is never 0.
        reach: least and most that can be set, where the range does not give them.
        part: what it belongs to: battlefield, words, talks, or a part of a leader's wish.
        switch: what takes it out; ``off`` is its value then, None where all that it acts on is out.
        used_under: the readings that use it, or none where all do.
        acts_through: of each group one number at least must not be 0 all the war. Where one acts through the
            next, the whole chain stands here.
        set_by: the readings that give it a value.
        strays: why the recorded war leaves the record by it, or empty where it must not.

    >>> row = sp.model.parameters.find("ideology", "soviet")
    >>> row.key, row.address == sp.model.parameters.find("ideology.soviet").address
    ('ideology.soviet', True)
    >>> row.at(0.5) == row.quantity.value, row.checked(0)
    (True, 0.0)
    >>> low, high = row.bounds
    >>> low < high
    True
    """

    name: str
    symbol: str
    side: str | None
    quantity: Quantity
    meaning: str
    claim: str
    drawn: bool
    dated: bool
    lever: str
    positive: bool
    reach: tuple[float, float] | None
    part: str
    switch: str
    off: float | None
    used_under: tuple[UsedUnder, ...]
    acts_through: tuple[tuple[str, ...], ...]
    set_by: tuple[SetBy, ...]
    strays: str

    def at(self, chance: float) -> float:
        """Value at a quantile of its range.

        Half of the mass lies below the default and half above it, most of it near, none at the ends of
        the range: two triangles that meet at the default, which is the median.
        """
        return quantile(chance, self.quantity.low, self.quantity.value, self.quantity.high)

    @property
    def address(self) -> int:
        """Index of its draw: a number made from its key, so that a new row moves no other row's draw."""
        return crc32(self.key.encode("ascii"))

    @property
    def key(self) -> str:
        """``name`` or ``name.side``, as typed after ``--set``."""
        return self.name if self.side is None else f"{self.name}.{self.side}"

    @property
    def bounds(self) -> tuple[float, float]:
        """Least and most that can be set: the range widened by its own width on both sides.

        A quantity that is a probability, a share or a rate of one sign keeps its natural bound at 0 and 1.
        """
        if self.reach is not None:
            return self.reach
        quantity = self.quantity
        width = quantity.high - quantity.low
        low, high = quantity.low - width, quantity.high + width
        if quantity.low >= 0.0:
            low = max(low, 0.0)
        if quantity.unit in ("probability", "1", "share", "front") and quantity.high <= 1.0:
            high = min(high, 1.0)
        if quantity.high <= 0.0:
            high = min(high, 0.0)
        return (max(low, quantity.low / 4.0) if self.positive else low), high

    def checked(self, value: object) -> float:
        """``value`` as a float if this parameter can take it; raises BadValue if not."""
        if isinstance(value, bool) or not isinstance(value, Real):
            raise BadValue(f"{self.key} must be a number", given=value, allowed=["a number"])
        low, high = self.bounds
        number = finite(value)
        if number is None or not low <= number <= high:
            allowed = [f"{low:g} to {high:g} {self.quantity.unit}"]
            raise BadValue(f"{self.key} is out of reach", given=value, allowed=allowed)
        return number


# --- the table --------------------------------------------------------------------------------------------


_USED_UNDER = re.compile(r"(\w+)=(\w+)(?: while (\S+) is 0)?")
_SET_BY = re.compile(r"(\w+)=(\w+): (\S+)(?: from (\S+))?")


def _read() -> tuple[Parameter, ...]:
    text = data_text("parameters.csv")
    return tuple(_row(cells) for cells in csv.DictReader(text.splitlines()))


def _row(cells: dict[str, str]) -> Parameter:
    name, _, side = cells["key"].partition(".")
    least, _, most = cells["reach"].partition(" to ")
    return Parameter(
        name=name,
        side=side or None,
        quantity=Quantity(
            value=float(cells["default"]),
            low=float(cells["low"]),
            high=float(cells["high"]),
            unit=cells["unit"],
            source=cells["source"],
        ),
        drawn=_yes(cells["drawn"]),
        dated=_yes(cells["dated"]),
        positive=_yes(cells["positive"]),
        reach=(float(least), float(most)) if least else None,
        off=float(cells["off"]) if cells["off"] else None,
        acts_through=tuple(tuple(group.split(" or ")) for group in _listed(cells["acts_through"])),
        used_under=tuple(
            UsedUnder(dispute=dispute, reading=reading, while_0=key)
            for dispute, reading, key in _matches(_USED_UNDER, cells["used_under"])
        ),
        set_by=tuple(
            SetBy(dispute=dispute, reading=reading, value=float(value), since=_day(day))
            for dispute, reading, value, day in _matches(_SET_BY, cells["set_by"])
        ),
        **{
            column: cells[column]
            for column in ("symbol", "meaning", "claim", "lever", "part", "switch", "strays")
        },
    )


def _yes(cell: str) -> bool:
    return {"yes": True, "no": False}[cell]


def _day(cell: str | None) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _listed(cell: str) -> list[str]:
    return cell.split("; ") if cell else []


def _matches(form: re.Pattern[str], cell: str) -> Iterator[tuple[str, ...]]:
    """The groups of each part of a cell."""
    for part in _listed(cell):
        found = form.fullmatch(part)
        if found is None:
            raise ValueError(f"a cell of parameters.csv cannot be read: {cell}")
        yield found.groups()


PARAMETERS: tuple[Parameter, ...] = _read()
"""Rows of data/parameters.csv, in their order."""
PARAMETER_NAMES: tuple[str, ...] = tuple(dict.fromkeys(row.name for row in PARAMETERS))
COEFFICIENTS = tuple(name for name in PARAMETER_NAMES if f"{name}_sd" in PARAMETER_NAMES)
"""Of the score equation: each campaign draws them together, with the spreads of the rows ``..._sd``."""


def _read_correlation() -> dict[tuple[str, str], float]:
    text = data_text("score_correlation.csv")
    return {
        (row["one"], row["other"]): float(row["correlation"]) for row in csv.DictReader(text.splitlines())
    }


CORRELATION: dict[tuple[str, str], float] = _read_correlation()
"""Of the score coefficients, by symbol; from the fit to the coded scores."""


@cache
def _by_key() -> dict[str, Parameter]:
    return {row.key: row for row in PARAMETERS}


def sides_of(name: str) -> tuple[str, ...]:
    """Sides that have a row of their own for ``name``; empty if it belongs to no side.

    Raises UnknownName with the nearest names for anything else.

    >>> sp.model.parameters.sides_of("ideology"), sp.model.parameters.sides_of("feeler_rate")
    (('germany', 'soviet'), ())
    """
    require_known(name, PARAMETER_NAMES, "there is no such parameter")
    return tuple(row.side for row in PARAMETERS if row.name == name and row.side is not None)


def find(name: str, side: str | None = None) -> Parameter:
    """The row for ``name`` and ``side``; a single-sided parameter may be named without its side.

    Args:
        name: with or without the side, as typed after ``--set``.

    Raises UnknownName for another name; BadValue where the side is missing, or has no row.

    >>> sp.model.parameters.find("cost_oil").quantity.unit
    'share/month'
    """
    name, _, typed = name.partition(".")
    sides, side = sides_of(name), side or typed or None
    if side is None and len(sides) == 1:
        side = sides[0]
    if side is None and sides:
        raise BadValue(f"{name} differs by side", given=name, allowed=[f"{name}.{s}" for s in sides])
    if side is not None and side not in sides:
        allowed = [f"{name}.{s}" for s in sides] or [name]
        raise BadValue(f"{name} has no row for this side", given=f"{name}.{side}", allowed=allowed)
    return _by_key()[name if side is None else f"{name}.{side}"]


def defaults() -> dict[str, float]:
    """Default of every row by key, in the units of ``find``.

    >>> sp.model.parameters.defaults()["feeler_rate"] > 0.0
    True
    """
    return {row.key: row.quantity.value for row in PARAMETERS}
