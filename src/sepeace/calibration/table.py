"""What the fit ships: rows of the table of parameters and the correlations beside it.

Defaults are those of the adopted coding. A range runs over all codings: from the lowest mean less two standard
deviations to the highest mean plus two. A stronger attacker who does worse is no reading of anybody: there the
range of the force advantage is cut at 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sepeace.calibration.battle import NAMES, PAIRS, ScoreFit

PLACES = 2
"""Decimals that are shipped."""
SYMBOLS = ("b0", "b1", "b2")
SOURCE = "fit to the coded scores (docs: the fit of the battles); range: two sd around, over three codings"
SD_SOURCE = "fit to the coded scores (docs: the fit of the battles); range: none to twice the sd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """One row of the table of parameters, as far as the fit decides it."""

    key: str
    default: float
    low: float
    high: float
    source: str


def shipped(fits: Sequence[ScoreFit]) -> tuple[Shipped, ...]:
    """Rows in the order of the table; the first fit is the adopted one."""
    rows = []
    for place, name in enumerate(NAMES):
        low = min(fit.mean[place] - 2.0 * fit.sd[place] for fit in fits)
        high = max(fit.mean[place] + 2.0 * fit.sd[place] for fit in fits)
        low = max(low, 0.0) if name in ("force_advantage", "score_sd") else low
        mean, sd = round(fits[0].mean[place], PLACES), round(fits[0].sd[place], PLACES)
        rows.append(
            Shipped(
                key=name, default=mean, low=round(low, PLACES), high=round(high, PLACES), source=SOURCE
            )
        )
        if place < len(SYMBOLS):
            rows.append(
                Shipped(
                    key=f"{name}_sd", default=sd, low=0.0, high=round(2.0 * sd, PLACES), source=SD_SOURCE
                )
            )
    return tuple(rows)


def correlations(fit: ScoreFit) -> dict[tuple[str, str], float]:
    """Correlations of the three coefficients, by their symbols."""
    named = [(SYMBOLS[a], SYMBOLS[b]) for a, b in PAIRS]
    return {pair: round(value, PLACES) for pair, value in zip(named, fit.correlation, strict=True)}
