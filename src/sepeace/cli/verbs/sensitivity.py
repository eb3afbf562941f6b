"""`sepeace sensitivity`: what the chances depend on, and who owns the disagreement."""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sepeace.cli.folder import held_whole, results_folder, resumable, tell_kept
from sepeace.cli.options import told_in, whole_option
from sepeace.cli.output import advising, note, table, tell, wrapped
from sepeace.cli.request import Request, with_options
from sepeace.cli.wording import heading
from sepeace.figures.wording import under
from sepeace.uncertainty.narration import (
    MATTERS,
    SOURCE_WORDS,
    THINGS,
    ends,
    parted,
    per_cent,
    shared,
    title_of,
)

if TYPE_CHECKING:
    from sepeace.stats.sobol import Indices, Interval
    from sepeace.uncertainty.budget import Budget
    from sepeace.uncertainty.sensitivity import PlannedSensitivity, Sensitivity

POINTS, CAMPAIGNS = 1024, 32
MOST_SHOWN = 15
"""Rows of a table of parameters."""
NAMES_IN_LINE = 8
FALSE_ALARMS = 0.025
"""Share of the parameters that do nothing, whose interval will lie above 0 by bad luck."""
MANY = 40
"""From so many parameters on, false alarms are spoken of."""
LOUD = 0.5
"""Share of noise from which more campaigns at a point are advised."""


def points_option(help: str) -> Any:
    """The points of a design, as an option."""
    return whole_option("--points", "P", help, 16, 65_536)


@with_options(
    "scenario parameter points campaigns effect budget seed workers cluster given set_ resume out quiet json",
    "sensitivity analysis",
)
def sensitivity(
    asked: Request,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "--parameter",
            metavar="NAME",
            help="A parameter as after --set; may be repeated. By default all that can act.",
        ),
    ] = None,
    points: Annotated[int, points_option("Points of the design, a power of two from 16.")] = POINTS,
    campaigns: Annotated[
        int, whole_option("-n/--campaigns", "N", "Campaigns at each point, from 2.", 2, 10_000)
    ] = CAMPAIGNS,
    effect: Annotated[
        bool,
        typer.Option("--effect", help="Ask also what the effect of the change depends on. Twice the work."),
    ] = False,
    budget: Annotated[
        bool, typer.Option("--budget/--no-budget", help="Share out the disagreement; some 62,000 campaigns.")
    ] = True,
) -> None:
    """What the chances of a window and of a settlement depend on.

    Spreads the parameters over their ranges and runs -n campaigns at each of P x (parameters + 2) points;
    with all parameters that is some five million campaigns. Then shares out the disagreement about the
    outcome over chance, parameters, readings and model form. With -o the machine output, the figure and what
    was found at each point are kept in DIR: an analysis that was stopped goes on with --resume.

    \b
    Example:
      sepeace sensitivity germany_wins_at_kursk --parameter ideology.germany --points 64
    """
    asked = replace(asked, campaigns=campaigns)
    folder = results_folder(asked)
    chosen = asked.chosen()
    from sepeace.errors import SepeaceError
    from sepeace.execution.options import RunOptions
    from sepeace.uncertainty.sensitivity import planned_sensitivity

    with told_in(asked.scenario):
        try:
            options = RunOptions(**asked.arguments())
            work = planned_sensitivity(
                chosen, options, parameter, points, effect, budget, prefix="--parameter "
            )
        except SepeaceError as error:
            if error.given is points and error.key is None:
                raise error.located(key="--points") from None
            raise
        if sys.stderr.isatty():
            note(announced(work), asked.quiet)
        words = [word for name in parameter or () for word in ("--parameter", name)]
        words += ["--points", str(points), *["--effect"][: int(effect)], *["--no-budget"][int(budget) :]]
        known = held_whole(folder, campaigns)
        with resumable(folder, asked, words), advising(asked.quiet):
            done = work.run(folder, asked.resume)
    if folder is not None:
        names = ", ".join(["sensitivity.json", *_drawn(done, folder)])
        tell_kept(folder, known, "analysis", f"{names}, points and manifest.json", asked)
    tell(done.document, asked.json, lambda: map(wrapped, lines(done)))


def _drawn(done: Sensitivity, folder: Path) -> list[str]:
    """Save the figures, where there may be any; the names of their files."""
    from sepeace import figures
    from sepeace.scenario.checks.leaders import is_for_class

    if not is_for_class(done.scenario):
        return []
    paths = [*figures.save(figures.sensitivity(done), folder / "sensitivity.png")]
    if "effect" in done.outcomes:
        paths += figures.save(figures.sensitivity(done, outcome="effect"), folder / "effect.png")
    return [path.name for path in paths]


def announced(work: PlannedSensitivity) -> str:
    """What is going to be run."""
    points = work.points * (len(work.parameters) + 2)
    worlds = " in each of two worlds" if work.effect else ""
    told = (
        f"{points:,} points with {work.options.campaigns:,} campaigns{worlds}: {work.of_indices:,} campaigns"
    )
    if work.of_budget:
        told += f"; {work.of_budget:,} more for the budget"
    return f"{_parameters(work)}, {told}"


def _parameters(of: PlannedSensitivity | Sensitivity) -> str:
    """How many are varied."""
    count = len(of.parameters)
    return "1 parameter" if count == 1 else f"{count} parameters"


# --- in words -----------------------------------------------------------------------------------------------


def lines(done: Sensitivity) -> list[str]:
    """An analysis in words: for each outcome a table, what is not claimed and the noise, then the budget."""
    first = heading(done.scenario.name, done.campaigns, done.seed, done.luck)
    readings = f"readings: {under(done.scenario.assumptions)}"
    each = f"campaigns at each of {done.asked:,} points ({_parameters(done)})"
    told = [first.replace("campaigns", each, 1), readings]
    for name, found in done.outcomes.items():
        told += ["", *_outcome(done, name, found)]
    told += ["", *_how_to_read(done)]
    if done.budget is not None:
        told += ["", *_budget(done.budget)]
    if done.left_out:
        told += ["", "Left out, because they cannot act here:"]
        told += [f"  {row.name}: {row.reason}" for row in done.left_out]
    if done.uncounted > 0.0:
        told += [
            "",
            f"{per_cent(done.uncounted)} of the campaigns do not count: what is supposed did not arise in "
            "them, or they failed. Pairs of campaigns are formed from those that count.",
        ]
    return [*told, *(line for note in done.document.notes for line in ("", note))]


def _outcome(done: Sensitivity, name: str, found: Indices) -> list[str]:
    """One outcome: the sentence, the table, who is not claimed, noise."""
    told = [done.hangs_on(name)]
    ranked = done.ranked(name)
    if not ranked:
        return told
    shown = [row for row in ranked if row[2].claimed][:MOST_SHOWN]
    if shown:
        rows = [
            (row.key, _index(total), _index(first), _titled(title_of(row), row.quantity.unit))
            for row, first, total in shown
        ]
        told += ["", table(rows, (THINGS[name], "total", "first order", "what it is")), ""]
    more = [row.key for row, _, total in ranked if total.claimed][MOST_SHOWN:]
    if more:
        told.append(f"{len(more)} more lie above 0 with smaller totals: {_listed(more)}.")
    silent = [row.key for row, _, total in ranked if not total.claimed]
    if silent:
        told.append(f"Not claimed, because the interval of the total includes 0: {_listed(silent)}.")
    told.append(
        f"Mean over the points {found.mean:.3f}, standard deviation {math.sqrt(found.variance):.3f} without "
        f"noise. Noise was {per_cent(found.noise)} of the variance that was seen, and is taken out."
    )
    if found.noise > LOUD:
        told.append("That is much: more campaigns at a point (-n) narrow the intervals most.")
    return told


def _index(found: Interval) -> str:
    """An index with its interval; a first-order one that is not claimed stands in round brackets."""
    told = f"{found.value:.2f} {ends(found)}".rstrip()
    return told if found.claimed else f"({told})"


def _titled(title: str, unit: str) -> str:
    return title if unit == "1" else f"{title} ({unit})"


def _listed(names: list[str]) -> str:
    """Names, not more than fit a line or two."""
    rest = len(names) - NAMES_IN_LINE
    told = ", ".join(names[:NAMES_IN_LINE] if rest > 1 else names)
    return f"{told} and {rest} more (--json has all)" if rest > 1 else told


def _how_to_read(done: Sensitivity) -> list[str]:
    told = [
        "total: share of the variance that would stay if all parameters but this one were known; totals add "
        "up to more than 1 where parameters act together. first order: share that would go if this one alone "
        "were known; in round brackets where its interval includes 0.",
        "95% intervals: bootstrap over points and, apart from them, over campaigns. Luck is the same at "
        "every point; what is not varied goes on being drawn.",
    ]
    if len(done.parameters) >= MANY:
        alarms = round(FALSE_ALARMS * len(done.parameters))
        told.append(
            f"Of {len(done.parameters)} parameters that do nothing, about {alarms} would by bad luck seem to "
            "do something: trust the large ones."
        )
    return told


def _budget(found: Budget) -> list[str]:
    """The disagreement budget in sentences, and what stands behind its words."""
    told = ["Disagreement budget"]
    rows = [
        (
            MATTERS[name],
            *(
                f"{per_cent(part.shares[source].value)} {ends(part.shares[source], percent=True)}"
                if part.variance > 0.0
                else "-"
                for source in SOURCE_WORDS
            ),
        )
        for name, part in found.outcomes.items()
    ]
    told += [table(rows, ("disagreement about", *SOURCE_WORDS.values())), ""]
    told += [shared(name, part) for name, part in found.outcomes.items()]
    told.append(
        "Chance is luck with everything else agreed. Parameters are drawn from their ranges, "
        f"{found.points} times under each form and reading. Readings are all {found.readings} combinations "
        "of strength, motive, initiative and disputed contacts. Model form is the full model and the model "
        f"without one mechanism or with another rule of reckoning, {len(found.forms)} forms. Forms weigh the "
        "same, and so do readings; that is a judgement. What two sources do together counts for the one "
        "named first."
    )
    for name, part in found.outcomes.items():
        if part.variance > 0.0:
            told.append(parted(found.means[name], name))
        if part.cut:
            cut = ", ".join(SOURCE_WORDS[source] for source in part.cut)
            told.append(f"{MATTERS[name]}: the estimate for {cut} fell below 0 and is told as 0.")
    return told
