"""Every number of the model that is not in the record: symbol, unit, range, default, source.

A row is one kernel parameter for one side, or for no side in particular. "Judgement" means that nobody
measured it: the range says how far a reasonable reader could go, and it belongs into a sensitivity table.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from numbers import Real
from zlib import crc32

from sepeace.errors import BadValue, UnknownName, nearest
from sepeace.kernel.draws.sampled import quantile
from sepeace.quantities import Quantity, finite

SIDES = ("germany", "soviet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter: ``name`` is what a user types, ``side`` is None where both sides share it."""

    name: str
    symbol: str
    side: str | None
    quantity: Quantity
    meaning: str
    claim: str
    changes: bool = True  # whether a scenario may change it on a date
    drawn: bool = False  # whether each campaign draws its own value

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


_FIXED = frozenset(
    (
        "force_advantage",
        "force_advantage_sd",
        "frontier_share",
        "prior_drift",
        "prior_sd",
        "quality_trend",
        "quality_trend_sd",
        "score_base",
        "score_base_sd",
        "trust_start",
    )
)
"""Read once, on 22 June 1941: a change on a later date would do nothing."""


def _read() -> tuple[Parameter, ...]:
    text = resources.files("sepeace.data").joinpath("parameters.csv").read_text(encoding="utf-8")
    return tuple(_row(cells) for cells in csv.DictReader(text.splitlines()))


def _row(cells: dict[str, str]) -> Parameter:
    name, _, side = cells["key"].partition(".")
    return Parameter(
        name=name,
        symbol=cells["symbol"],
        side=side or None,
        quantity=Quantity(
            value=float(cells["default"]),
            low=float(cells["low"]),
            high=float(cells["high"]),
            unit=cells["unit"],
            source=cells["source"],
        ),
        meaning=cells["meaning"],
        claim=cells["claim"],
        changes=name not in _FIXED,
        drawn=cells["drawn"] == "yes",
    )


PARAMETERS: tuple[Parameter, ...] = _read()
"""Rows of data/parameters.csv, in their order."""
PARAMETER_NAMES: tuple[str, ...] = tuple(dict.fromkeys(row.name for row in PARAMETERS))


def _read_correlation() -> dict[tuple[str, str], float]:
    text = resources.files("sepeace.data").joinpath("score_correlation.csv").read_text(encoding="utf-8")
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
    """
    if name not in PARAMETER_NAMES:
        message = "there is no such parameter"
        raise UnknownName(
            message, given=name, allowed=PARAMETER_NAMES, nearest=nearest(name, PARAMETER_NAMES)
        )
    return tuple(row.side for row in PARAMETERS if row.name == name and row.side is not None)


def find(name: str, side: str | None = None) -> Parameter:
    """The row for ``name`` and ``side``; a single-sided parameter may be named without its side."""
    sides = sides_of(name)
    if side is None and len(sides) == 1:
        side = sides[0]
    if side is None and sides:
        raise BadValue(f"{name} differs by side", given=name, allowed=[f"{name}.{s}" for s in sides])
    if side is not None and side not in sides:
        allowed = [f"{name}.{s}" for s in sides] or [name]
        raise BadValue(f"{name} has no row for this side", given=f"{name}.{side}", allowed=allowed)
    return _by_key()[name if side is None else f"{name}.{side}"]


def hard_bounds(row: Parameter) -> tuple[float, float]:
    """The declared range widened by its own width on both sides: beyond it a value is refused.

    A quantity that is a probability, a share or a rate of one sign keeps its natural bound at 0 and 1.
    """
    quantity = row.quantity
    width = quantity.high - quantity.low
    low, high = quantity.low - width, quantity.high + width
    if quantity.low >= 0.0:
        low = max(low, 0.0)
    if quantity.unit in ("probability", "1", "share", "front") and quantity.high <= 1.0:
        high = min(high, 1.0)
    if quantity.high <= 0.0:
        high = min(high, 0.0)
    if row.name in _POSITIVE:
        low = max(low, quantity.low / 4.0)
    return _SETTABLE.get(row.name, (low, high))


_SETTABLE = {"replacements": (0.0, 2.5)}
"""Bounds that the range does not give: no replacements at all from some day on can be asked, though nobody
holds that of the war that happened."""


_POSITIVE = frozenset(
    (
        "belief_volatility",
        "collapse_weeks",
        "drift_diffusion",
        "expectation_months",
        "feasible_ratio",
        "fortune_half_life",
        "frontier_share",
        "oil_need",
        "prior_sd",
        "round_days",
        "round_limit",
        "score_sd",
        "strength_slope",
        "willingness_noise",
    )
)
"""Numbers that the equations divide by: never 0."""


def check(name: str, side: str | None, value: object) -> float:
    """``value`` as a float if this parameter can take it; raises BadValue or UnknownName if not."""
    row = find(name, side)
    if isinstance(value, bool) or not isinstance(value, Real):
        raise BadValue(f"{row.key} must be a number", given=value, allowed=["a number"])
    low, high = hard_bounds(row)
    number = finite(value)
    if number is None or not low <= number <= high:
        allowed = [f"{low:g} to {high:g} {row.quantity.unit}"]
        raise BadValue(f"{row.key} is out of reach", given=value, allowed=allowed)
    return number


def defaults() -> dict[str, float]:
    """Default of every row by key."""
    return {row.key: row.quantity.value for row in PARAMETERS}
