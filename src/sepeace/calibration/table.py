"""What the fit ships: rows of the table of parameters and the correlations beside it.

Defaults are those of the adopted coding. A range runs over all codings: from the lowest mean less two sd to
the highest mean plus two. ``CUTS`` holds what the scores do not know: a stronger attacker who does worse is
no reading of anybody, and attacks or a German edge much better than fitted lose the war that was won.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sepeace.calibration.battle import NAMES, PAIRS, ScoreFit

PLACES = 2
"""Decimals that are shipped."""
SYMBOLS = ("b0", "b1", "b2")
FITTED = "fit to the coded scores (docs: the fit of the battles)"
SOURCE = f"{FITTED}; range: two sd around, over three codings"
LOST = "above it one free war in ten is a German victory"
CUTS = {
    "score_base": (-math.inf, 0.8, f"not above .8: {LOST}"),
    "force_advantage": (0.0, math.inf, "not below 0"),
    "quality_trend": (-math.inf, 0.8, f"not above .8: {LOST}"),
}
"""Least, most and why (docs: the ends of the ranges)."""
SD_SOURCE = f"{FITTED}; range: none to one and a half times the sd"
SD_RANGE = 1.5


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
        least, most, why = CUTS.get(name, (-math.inf, math.inf, ""))
        source = f"{SOURCE}, {why}" if low < least or high > most else SOURCE
        low, high = round(max(low, least), PLACES), round(min(high, most), PLACES)
        mean, sd = round(fits[0].mean[place], PLACES), round(fits[0].sd[place], PLACES)
        rows.append(Shipped(key=name, default=mean, low=low, high=high, source=source))
        if place < len(SYMBOLS):
            rows.append(
                Shipped(
                    key=f"{name}_sd", default=sd, low=0.0, high=round(SD_RANGE * sd, PLACES), source=SD_SOURCE
                )
            )
    return tuple(rows)


def correlations(fit: ScoreFit) -> dict[tuple[str, str], float]:
    """Correlations of the three coefficients, by their symbols."""
    named = [(SYMBOLS[a], SYMBOLS[b]) for a, b in PAIRS]
    return {pair: round(value, PLACES) for pair, value in zip(named, fit.correlation, strict=True)}
