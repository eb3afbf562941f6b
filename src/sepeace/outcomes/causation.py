"""How far a change was needed for a window, and how far it was enough: bounds, and what shared luck says."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from sepeace.model.counterfactual import necessity_sufficiency
from sepeace.outcomes.totals import Cells
from sepeace.stats.estimates import wilson

if TYPE_CHECKING:
    from sepeace.documents import compare as documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Causation:
    """A chance of necessity or of sufficiency.

    Attributes:
        low, high: bounds at the shares that were seen, whatever luck the two worlds share.
        ci95: the lowest and the highest bound that the Wilson intervals of both shares leave open.
    """

    low: float
    high: float
    ci95: tuple[float, float]

    def to_json(self, shared: float | None) -> documents.Bounds:
        """The keys of ``necessity``; ``shared`` is the value under shared luck."""
        return {"low": self.low, "high": self.high, "ci95": list(self.ci95), "shared_luck": shared}


def bounds_of(window: Cells) -> tuple[Causation, Causation]:
    """(necessity, sufficiency) of the change for a window, after Tian and Pearl 2000."""
    n = window.n
    ends = [(*wilson(count, n).ci95, count / n) for count in (window.with_change, window.without)]
    corners = [necessity_sufficiency(p, q) for p, q in product(*ends)]
    made = []
    for name in ("pn", "ps"):
        found = [getattr(corner, name) for corner in corners]
        reach = float(min(bound.low for bound in found)), float(max(bound.high for bound in found))
        made.append(Causation(low=float(found[-1].low), high=float(found[-1].high), ci95=reach))
    return made[0], made[1]


def shared_luck(window: Cells) -> tuple[float | None, float | None]:
    """(necessity, sufficiency) counted over pairs: windows that the change alone has."""
    missing = window.only_with + window.neither
    needed_for = window.only_with / window.with_change if window.with_change else None
    return needed_for, window.only_with / missing if missing else None
