"""A result in a notebook: what it says in plain words, a small table, a small figure with who bears it.

The HTML stands alone: its picture is inside, nothing is fetched. All text is escaped in ``markup``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING

from sepeace import figures
from sepeace.documents.audit import Audit
from sepeace.errors import BadValue
from sepeace.figures import wording
from sepeace.figures.files import png
from sepeace.inverse.inversion import Inversion
from sepeace.report.markup import paragraph, picture, table, tag
from sepeace.runs.batch import Batch
from sepeace.runs.compare import Comparison
from sepeace.runs.paired_run import Beside
from sepeace.runs.run import Run
from sepeace.runs.sweep import Sweep
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.timeline import timeline
from sepeace.uncertainty.sensitivity import Sensitivity
from sepeace.wording.outcomes import ENDING_CLAUSES, RUNGS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 60
MOST_ROWS = 12
"""Rows of a table; a longer one says that it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What is shown of a result; ``figure`` is None where there is none."""

    headline: str
    heads: Sequence[str]
    rows: Iterable[Sequence[object]]
    figure: Figure | None = None


def notebook(result: object) -> str:
    """A result as a few lines of HTML that stand alone: plain words, a small table, a small figure.

    Notebooks call it by themselves. A figure's caption says who bears a settlement. Raises BadValue unless
    ``result`` is one of ``Scenario``, ``Run``, ``Beside``, ``Batch``, ``Comparison``, ``Sweep``,
    ``Sensitivity``, ``Inversion`` and ``Audit``.

    >>> sp.report.notebook(sp.load("uranus_fails")).startswith("<div")
    True
    """
    shown = parts(result)
    rows = list(shown.rows)
    kept: list[Sequence[object]] = rows[:MOST_ROWS]
    if len(rows) > MOST_ROWS:
        kept.append(("...", f"{len(rows) - MOST_ROWS:,} more", *[""] * (len(shown.heads) - 2)))
    content = [paragraph(shown.headline)]
    if kept:
        content.append(table(type(result).__name__, shown.heads, kept))
    if shown.figure is not None:
        image = png(shown.figure, DPI)
        content.append(picture(image, figures.title(shown.figure), figures.caption(shown.figure)))
    return str(tag("div", *content, style="max-width: 60em"))


@singledispatch
def parts(result: object) -> Parts:
    """What is shown of a result. Raises BadValue for what is none."""
    raise BadValue(
        "a notebook shows results", given=type(result).__name__, allowed="a result of this package"
    )


@parts.register
def _(result: Scenario) -> Parts:
    changed = [row for row in timeline(result) if row.changed]
    return Parts(
        headline=f"{result.title}. {result.question}",
        heads=("changed", "what is supposed", "recorded"),
        rows=[(wording.day(row.date), row.text, row.was) for row in changed],
    )


@parts.register
def _(result: Run) -> Parts:
    return Parts(
        headline=f"{result.scenario.title}, campaign {result.campaign}: {ENDING_CLAUSES[result.ending]}.",
        heads=("date", "what happened", "because"),
        rows=[(wording.day(one.date), one.text, one.because) for one in reversed(result.events)],
    )


@parts.register
def _(result: Beside) -> Parts:
    parted, (one, other) = result.first_divergence, (result.one.scenario, result.other.scenario)
    where = "never part" if parted is None else f"part on {wording.day(parted)}"
    return Parts(
        headline=f"{one.title}, beside: {other.title}. In campaign {result.one.campaign} they {where}.",
        heads=("date", "from the change to what became of it"),
        rows=[(wording.day(step.date), step.text) for step in result.chain],
    )


@parts.register
def _(result: Batch) -> Parts:
    rows = [
        (RUNGS[row.rung], wording.percent(row.value), wording.percent_interval(row.ci95))
        for row in result.totals.ladder.shares()
    ]
    heads = ("from a wish to a signature", "share of campaigns", "95% interval")
    return Parts(headline=" ".join(result.plain), heads=heads, rows=rows, figure=figures.windows(result))


@parts.register
def _(result: Comparison) -> Parts:
    return Parts(
        headline=" ".join(result.plain),
        heads=("from a wish to a signature", "without", "with", "difference, points (95%)"),
        rows=[
            (
                RUNGS[row.rung],
                wording.percent(row.baseline),
                wording.percent(row.counterfactual),
                f"{wording.points(row.difference)} ({wording.points_interval(row.ci95)})",
            )
            for row in result.document.ladder
        ],
        figure=figures.outcomes(result),
    )


@parts.register
def _(result: Sweep) -> Parts:
    names = [axis.name for axis in result.axes]
    varied = " and ".join(f"{axis.title}, {axis.low:g} to {axis.high:g}" for axis in result.axes)
    return Parts(
        headline=f"{result.scenario.title}: the chances of a window and of a settlement over {varied}.",
        heads=(*names, "window", "settlement"),
        rows=[
            (
                *(f"{row[name]:g}" for name in names),
                wording.percent(row["window"]),
                wording.percent(row["settlement"]),
            )
            for row in result.table.to_pylist()
        ],
        figure=figures.phase(result),
    )


@parts.register
def _(result: Sensitivity) -> Parts:
    return Parts(
        headline=result.statement,
        heads=("parameter", "total index for a window", "95% interval"),
        rows=[
            (row.key, f"{total.value:.2f}", f"{total.low:.2f} to {total.high:.2f}")
            for row, _, total in result.ranked("window")
        ],
        figure=figures.sensitivity(result),
    )


@parts.register
def _(result: Inversion) -> Parts:
    return Parts(
        headline=result.statement,
        heads=("lever", "recorded", "needed"),
        rows=[
            (
                one.lever.name,
                one.lever.shown(one.lever.recorded),
                "none in range" if one.needed is None else one.lever.shown(one.needed),
            )
            for one in result.answers
        ],
        figure=figures.frontier(result),
    )


@parts.register
def _(result: Audit) -> Parts:
    found = "All is as the model gives it" if result.ok else f"{len(result.differences):,} things differ"
    return Parts(
        headline=f"{found}: {result.equal:,} of {result.checked:,} campaigns run again are equal.",
        heads=("file", "campaign", "column", "stored", "found"),
        rows=[(one.part, one.campaign, one.column, one.stored, one.found) for one in result.differences],
    )
