"""Figure 9: what the record says of the numbers, whether the weights can be trusted, and what they foretell.

Above: ranks of the truth over wars that were made up, and what was learned of each number. Below: readings
held against each other, and the later reports foretold from the earlier ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sepeace.errors import takes
from sepeace.figures import bearers, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.documents.checks.calibrate import Calibrate, Factor, Foretold

TALL = 10.4
"""Inches: five panels and what they mean."""
BOX = (0.145, 0.222, 0.825, 0.6)
ROWS, COLUMNS = (1.0, 1.06), (0.86, 1.0)
GAP_DOWN, GAP_ACROSS = 0.175, 0.195
RANKED = "log likelihood"
LOOKS: tuple[dict[str, Any], ...] = (
    {"color": style.SOVIET, "marker": "o", "linestyle": "-"},
    {"color": style.GERMANY, "marker": "s", "linestyle": (0, (5, 2))},
    {"color": style.INK, "marker": "^", "linestyle": (0, (1.2, 1.4))},
)
"""One for each reading of strength: told apart by shape and line, not by colour alone."""
MARK: dict[str, Any] = {"markersize": 7.5, "markeredgecolor": "white", "markeredgewidth": 1.0}
MOST_NUMBERS = 7
PALER = "#a3a3a3"
"""Of ranks among sets that are handed back unweighed."""
KOLMOGOROV = 1.358
"""Band of even ranks at 95%, over the root of how many there are."""
APART = 0.24
"""Between readings of strength that stand side by side."""
READING = (
    "Upper left: for each war that was made up, the rank of its own numbers by how well they fit, among "
    "sets that are weighed (dark; it must keep to the band) and among those handed back unweighed (pale; "
    "it must leave it). Upper right: divergence of posterior from prior; left of the line the record is "
    "said to say nothing. Lower left: how much better one reading foretells the reports than the usual "
    "one; the line runs over ways to read the record; inside the shaded third to threefold it hardly "
    "distinguishes them; the arrow is the most that nobody's signing can do. Lower right: reports of each "
    "side by half-year, weighted by grade (cross), and what is expected of those until June 1943, with 90% "
    "intervals."
)


@takes(("sepeace.documents.checks.calibrate", "Calibrate"))
def calibration(found: Calibrate, ax: Axes | None = None) -> Figure:
    """What calibration found: ranks, what was learned, readings compared, reports foretold.

    Args:
        found: of ``sepeace.calibration.calibrate``, or read from its folder.
        ax: draw into the place of these axes, which is cut in five. By default a new figure.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption; the caption says who bears a settlement.

    Raises:
        BadValue: anything but a ``Calibrate``.

    >>> from pathlib import Path
    >>> from sepeace.calibration.calibrate import CalibrationDesign, calibrate
    >>> usual = tuple((one, "sincere", "mastny") for one in ("document", "rational"))
    >>> found = calibrate(Path("out"), CalibrationDesign(sets=64, lucks=2, wars=9, draws=99, which=usual))
    >>> sp.figures.title(sp.figures.calibration(found))
    'What the record says of the numbers, and what they foretell'
    """
    from sepeace.record import load

    figure, ax = style.stage(ax, BOX)
    if style.own(figure):
        figure.set_size_inches(style.WIDTH, TALL)
    upper, lower = style.split(ax, ROWS, GAP_DOWN)
    ranks, learned = style.split(upper, COLUMNS, GAP_ACROSS, across=True)
    readings, right = style.split(lower, COLUMNS, GAP_ACROSS, across=True)
    sides = style.split(right, (1.0, 1.0), 0.16)
    _ranks(ranks, found)
    _learned(learned, found)
    _readings(readings, found)
    for panel, side, last in zip(sides, ("german", "soviet"), (False, True), strict=True):
        _foretold(panel, found, side, last)
    style.head(figure, ax, "What the record says of the numbers, and what they foretell", _under(found))
    style.foot(figure, READING, bearers.caption(load().ruler()))
    return figure


def _under(found: Calibrate) -> str:
    from sepeace.calibration import told_tables

    rows = told_tables.usual(found)
    effective = ", ".join(f"{row.strength} {row.effective:,.0f}" for row in rows)
    first = rows[0]
    scores = {one.strength: told_tables.scores(one) for one in found.hindcast}
    told = ", ".join(f"{name} {_signed(own)}" for name, (own, _, _) in scores.items())
    _, constant, usual = next(iter(scores.values()), (0.0, 0.0, 0.0))
    return (
        f"{first.sets:,} sets of numbers, {first.lucks} campaigns of each, seed {found.seed}; effective "
        f"sets: {effective}. Motive {first.motive}, initiative {first.initiative} where not named.\n"
        f"Log score of the reports after June 1943: {told}; "
        f"one constant rate {_signed(constant)}, the usual number, which knows them, {_signed(usual)}."
    )


def _signed(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")


def _titled(ax: Axes, text: str) -> None:
    ax.set_title(text, loc="left", fontsize=style.SMALL, pad=6)
    ax.tick_params(labelsize=style.TINY)


def _strengths(found: Calibrate) -> list[str]:
    from sepeace.calibration.told_tables import usual

    return [row.strength for row in usual(found)]


# --- ranks ------------------------------------------------------------------------------------------------


def _ranks(ax: Axes, found: Calibrate) -> None:
    """Share of wars at or below each rank, less that of even ranks."""
    import numpy as np

    style.plain(ax)
    names, most = _strengths(found), 0.15
    for row in found.ranks:
        if row.quantity != RANKED:
            continue
        ranks = np.sort(np.array(row.ranks))
        above = (np.arange(len(ranks)) + 1.0) / len(ranks) - ranks
        most = max(most, float(np.abs(above).max()))
        look = LOOKS[names.index(row.strength)]
        dark = row.weights == "posterior"
        drawn: dict[str, Any] = {"linewidth": 2.0 if dark else 1.3, "linestyle": look["linestyle"]}
        drawn |= {"color": look["color"] if dark else PALER, "zorder": 4 if dark else 2}
        ax.plot(ranks, above, gid=f"ranks-{row.weights}-{row.strength}", **drawn)
        band = KOLMOGOROV / len(ranks) ** 0.5
    style.between(ax, [0.0, 1.0], -band, band, style.FAINT, alpha=0.35, zorder=1)
    ax.axhline(0.0, color=style.PALE, linewidth=0.9)
    ax.set_xlim(0.0, 1.0)
    ax.set_ylim(-1.08 * most, 1.08 * most)
    _titled(ax, "ranks of the truth: share at or below, less even")
    ax.set_xlabel("rank of the true numbers by how well they fit", fontsize=style.TINY)
    handles = _handles(found)
    style.key(ax, (0.99, 0.99), handles=handles, loc="upper right", fontsize=style.TINY)


def _handles(found: Calibrate) -> list[Any]:
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], label=name, linewidth=2.0, **{**MARK, **look})
        for name, look in zip(_strengths(found), LOOKS, strict=False)
    ]


# --- what was learned ---------------------------------------------------------------------------------------


def _learned(ax: Axes, found: Calibrate) -> None:
    """A row a number, a mark for each reading of strength."""
    from sepeace.calibration import told_tables
    from sepeace.calibration.diplomacy.findings import NOTHING

    style.plain(ax)
    keys = told_tables.told_of(found)[:MOST_NUMBERS]
    most, least = 0.1, NOTHING
    for height, key in enumerate(keys):
        ax.axhline(height, color=style.FAINT, linewidth=0.6, zorder=0)
        for row, look in zip(told_tables.usual(found), LOOKS, strict=False):
            one = told_tables.one_of(row.learned, key)
            nats, least = one.information, max(least, one.least)
            most = max(most, nats)
            drawn = {**MARK, "color": look["color"], "marker": look["marker"], "linestyle": "none"}
            ax.plot(nats, height, gid=f"learned-{key}-{row.strength}", zorder=4, clip_on=False, **drawn)
    if not keys:
        ax.text(0.5, 0.5, "nothing of any number", ha="center", fontsize=style.SMALL, transform=ax.transAxes)
    ax.axvline(least, color=style.INK, linewidth=1.2, linestyle=(0, (4, 2)), gid="threshold")
    ax.set_xlim(0.0, 1.08 * most)
    ax.set_xticks([tick for tick in ax.get_xticks() if 0.0 <= tick <= 1.08 * most])
    ax.set_ylim(max(len(keys), 1) - 0.4, -0.6)
    ax.set_yticks(range(len(keys)), [key.replace(" + ", " +\n") for key in keys])
    _titled(ax, "what was learned of each number")
    ax.set_xlabel("nats; left of the line: nothing", fontsize=style.TINY)


# --- readings -----------------------------------------------------------------------------------------------


def _readings(ax: Axes, found: Calibrate) -> None:
    """Factors on a log axis, each with its range over ways to read the record."""
    from sepeace.calibration.diplomacy.factors import NOISE

    style.plain(ax)
    ends = [1.0 / NOISE, NOISE]
    for height, row in enumerate(found.factors):
        ends += [row.low, row.high]
        ax.plot([row.low, row.high], [height, height], color=style.PALE, linewidth=2.6, solid_capstyle="butt")
        look: dict[str, Any] = {**MARK, "marker": "o", "color": style.INK, "zorder": 4}
        ax.plot(row.factor, height, gid=f"factor-{row.dispute}-{row.reading}", **look)
    ax.axvspan(1.0 / NOISE, NOISE, facecolor=style.FAINT, alpha=0.35, linewidth=0.0, zorder=0)
    ax.axvline(1.0, color=style.PALE, linewidth=1.0)
    ax.set_xscale("log")
    low, high = min(ends) / 1.5, max(ends) * 1.5
    ax.set_xlim(low, high)
    ticks = [tick for tick in (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0) if low <= tick <= high]
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.set_xticks([], minor=True)
    bound = _bound(found)
    if bound < high:
        style.words(ax, "most for\nnot signing", (bound, -0.85), (0.0, 0.0), ha="center", va="bottom",
                    fontsize=style.TINY - 2.0, annotation_clip=False)  # fmt: skip
        ax.plot([bound], [-0.72], marker="v", color=style.INK, markersize=6.0, clip_on=False, gid="bound")
    ax.set_ylim(max(len(found.factors), 1) - 0.4, -0.9)
    ax.set_yticks(range(len(found.factors)), [_names(row) for row in found.factors])
    ax.set_title("readings: how much better than the usual one", loc="left", fontsize=style.SMALL, pad=20)
    ax.tick_params(labelsize=style.TINY)
    ax.set_xlabel("factor, log scale", fontsize=style.TINY)


def _names(row: Factor) -> str:
    return f"{row.reading}\nagainst {row.against}".replace("_", " ")


def _bound(found: Calibrate) -> float:
    """The most that an unsettled war can speak for a reading for being unsettled."""
    return float(1.0 / max(1.0 - max(row.settlement_prior for row in found.findings), 1e-9))


# --- reports foretold ---------------------------------------------------------------------------------------


def _foretold(ax: Axes, found: Calibrate, side: str, last: bool) -> None:
    """One side: half-years across, an interval for each reading of strength, a cross for what is reported."""
    from sepeace.calibration.told_tables import SIDES, half_year

    style.plain(ax)
    names, top = [], 1.0
    for place, (one, look) in enumerate(zip(found.hindcast, LOOKS, strict=False)):
        rows = [row for row in one.rows if row.side == side]
        names = [half_year(row.half_year) for row in rows]
        for at, row in enumerate(rows):
            top = max(top, row.high, row.reported)
            _interval(ax, at + APART * (place - 1), row, look, one.strength)
            if place == 0:
                cross: dict[str, Any] = {"marker": "X", "color": style.INK, "markersize": 9.0}
                ax.plot(at - 2.0 * APART, row.reported, zorder=5, clip_on=False, gid=f"reported-{side}-{at}",
                        **{**MARK, **cross})  # fmt: skip
    ax.set_xlim(-0.75, len(names) - 0.4)
    ax.set_ylim(-0.15, 1.12 * top)
    ax.set_yticks(range(0, int(top) + 1))
    ax.set_xticks(range(len(names)), names if last else [""] * len(names))
    words = f"{SIDES[side]} reports foretold from those until June 1943" if not last else SIDES[side]
    ax.set_title(words, loc="left", fontsize=style.SMALL, pad=4)
    ax.tick_params(labelsize=style.TINY)


def _interval(ax: Axes, at: float, row: Foretold, look: dict[str, Any], strength: str) -> None:
    ax.plot(
        [at, at], [row.low, row.high], color=look["color"], linewidth=2.4, solid_capstyle="butt", zorder=3
    )
    drawn = {**MARK, "marker": look["marker"], "color": look["color"], "zorder": 4, "clip_on": False}
    ax.plot(at, row.mean, gid=f"foretold-{row.side}-{row.half_year}-{strength}", **drawn)
