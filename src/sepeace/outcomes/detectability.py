"""The claim guard: no difference is claimed that the runs cannot show.

A difference is shown if its 95% interval keeps clear of nothing. Where it is not, the guard says about how
many campaigns would show it, four times in five: the usual sum for paired yes and no (McNemar's test, after
Connor 1987, Biometrics 43: 207-211), with the share of unlike pairs that was seen.
"""

from __future__ import annotations

from sepeace.outcomes.totals import Cells
from sepeace.stats.estimates import Z80, Z95, Estimate, rounded_up

DETECTABLE = 0.001
"""Least difference that is asked for, a tenth of a point, where less or none was seen."""
FEWEST_UNLIKE = 5
"""Unlike pairs below which nothing is said of how many campaigns would show a difference."""
TOO_FEW = "too few campaigns to say how many would show one"
HAVE_SHOWN = "a difference of a tenth of a point would have shown"


def shown(found: Estimate) -> bool:
    """Whether the interval of a difference keeps clear of 0."""
    low, high = found.ci95
    return low > 0.0 or high < 0.0


def needed(cells: Cells) -> int:
    """About how many campaigns would show, four times in five, the difference seen or a tenth of a point."""
    n = cells.n
    discordant = max(cells.only_with + cells.only_without, 1) / n
    size = max(abs(cells.only_with - cells.only_without) / n, DETECTABLE)
    return rounded_up((Z95 + Z80) ** 2 * max(discordant, size) / (size * size))


def enough(found: Estimate, cells: Cells) -> int | None:
    """About how many campaigns would show a difference that is not shown.

    None for one that is; where a tenth of a point would have shown in as many as there are; and where there
    are too few unlike pairs to say.
    """
    count = needed(cells)
    return None if shown(found) or count <= cells.n or _too_few(cells) else count


def _too_few(cells: Cells) -> bool:
    return cells.only_with + cells.only_without < FEWEST_UNLIKE


def would_show(cells: Cells) -> str:
    """What it would take to show a difference that these campaigns do not show, in words."""
    small = abs(cells.only_with - cells.only_without) < DETECTABLE * cells.n
    count = needed(cells)
    if count <= cells.n:
        return HAVE_SHOWN
    if _too_few(cells):
        return TOO_FEW
    return f"about {count:,} needed" + (" to show a tenth of a point" if small else "")


def refusal(cells: Cells) -> str:
    """What is said in place of a difference that is not shown."""
    return f"no difference this many campaigns can show; {would_show(cells)}"
