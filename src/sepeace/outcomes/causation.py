"""How far a change was needed for a window, and how far it was enough: bounds, and what shared luck says."""

from __future__ import annotations

from itertools import product

from sepeace.documents.compare import CausationBounds
from sepeace.model.counterfactual import necessity_sufficiency
from sepeace.outcomes.totals import Cells
from sepeace.stats.estimates import wilson


def bounds_of(window: Cells) -> tuple[CausationBounds, CausationBounds]:
    """(necessity, sufficiency) of the change for a window, after Tian and Pearl 2000.

    Their intervals hold the lowest and the highest bound that the Wilson intervals of both shares leave open.
    """
    n = window.n
    ends = [(*wilson(count, n).ci95, count / n) for count in (window.with_change, window.without)]
    corners = [necessity_sufficiency(p, q) for p, q in product(*ends)]
    made = []
    for name, shared in zip(("pn", "ps"), shared_luck(window), strict=True):
        found = [getattr(corner, name) for corner in corners]
        reach = float(min(bound.low for bound in found)), float(max(bound.high for bound in found))
        low, high = float(found[-1].low), float(found[-1].high)
        made.append(CausationBounds(low=low, high=high, ci95=reach, shared_luck=shared))
    return made[0], made[1]


def shared_luck(window: Cells) -> tuple[float | None, float | None]:
    """(necessity, sufficiency) counted over pairs: windows that the change alone has."""
    missing = window.only_with + window.neither
    needed_for = window.only_with / window.with_change if window.with_change else None
    return needed_for, window.only_with / missing if missing else None
