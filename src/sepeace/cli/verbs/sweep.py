"""`sepeace sweep`: the chance of a window as one or two things vary."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sepeace.cli.folder import held_whole, results_folder, resumable, tell_kept
from sepeace.cli.options import as_number, as_whole, told_in, warn_of_ends
from sepeace.cli.output import table, tell, width
from sepeace.cli.request import Request, with_options
from sepeace.cli.wording import heading, with_interval
from sepeace.errors import BadValue, Contradiction
from sepeace.figures.wording import under
from sepeace.wording.varied import ORIGINS_ON_TERMINAL

if TYPE_CHECKING:
    from sepeace.documents.sweep import Axis
    from sepeace.runs.axes import Varied
    from sepeace.runs.sweep import Sweep

CAMPAIGNS = 2_000
FORM = "NAME=LOW:HIGH:COUNT, NAME=VALUE,VALUE,... or READING=all, such as citadel=-1.5:2:8 or strength=all"
FEWEST_SHOWN, MOST_SHOWN = 4, 16
"""Values along one axis of a grid in words; of more of them every second, third and so on is shown."""
MOST_TRIPLES = 200
CELL = 7
"""Width of a column of the grid, roughly."""
HALF = 0.5
REFERENCE, OWN = "*", "#"
"""Marks of a value: the recorded, default or assumed one; the one that the scenario itself sets."""


@with_options(
    "scenario vary campaigns seed workers cluster given set_ window_days resume csv out quiet json",
    "sweep",
    campaigns=CAMPAIGNS,
)
def sweep(
    asked: Request,
    vary: Annotated[
        list[str],
        typer.Option(
            "--vary",
            metavar="NAME=LOW:HIGH:COUNT|NAME=VALUE,...",
            help="A parameter, an operation's score or a reading (all, or some), with its values.",
        ),
    ],
) -> None:
    """How the chance of a window depends on up to three things.

    Runs -n campaigns at each value, or at each pair or triple of values, all with the same luck (common
    random numbers). With -o all of it is kept in a folder, with the figure of one or two things: a sweep
    that was stopped goes on with --resume.

    \b
    Example:
      sepeace sweep germany_wins_at_kursk --vary citadel=-1.5:2:8 -n 500 --seed 1
      sepeace sweep germany_wins_at_kursk --vary citadel=-1,0,2 --vary strength=all -n 500
    """
    folder = results_folder(asked)
    ranges = parsed(vary)
    chosen = asked.chosen()
    from sepeace.runs.axes import axes_of
    from sepeace.runs.sweep import sweep as run_sweep

    axes = axes_of(chosen, ranges, prefix="--vary ")
    warn_of_ends(chosen, [(axis, axis.low, axis.high) for axis in axes])
    known = held_whole(folder, asked.campaigns)
    varied = [word for text in vary for word in ("--vary", text)]
    with resumable(folder, asked, varied), told_in(asked.scenario):
        done = run_sweep(
            chosen,
            ranges,
            **asked.arguments(),
            results=folder,
            resume=asked.resume,
            window_days=asked.window_days,
        )
    if folder is not None:
        names = ", ".join(["sweep.json", "sweep.parquet", *_drawn(done, folder)])
        tell_kept(folder, known, "sweep", f"{names}, outcomes and manifest.json", asked)
    tell(done.document, asked.json, lambda: lines(done))


def _drawn(done: Sweep, folder: Path) -> list[str]:
    """Save the figure, where there may be one; the names of its files."""
    from sepeace import figures
    from sepeace.scenario.checks.leaders import is_for_class

    drawn = len(done.axes) < 3 and is_for_class(done.scenario)
    return [path.name for path in figures.save(figures.phase(done), folder / "phase.png")] if drawn else []


def parsed(texts: Sequence[str]) -> dict[str, Varied]:
    """The ranges and values of ``--vary`` options by name; whether they can be varied is not asked here.

    Raises:
        SepeaceError: a text of another form, or a name that stands twice.
    """
    ranges: dict[str, Varied] = {}
    for text in texts:
        name, equals, rest = (part.strip() for part in text.partition("="))
        listed = ":" not in rest
        parts = [part.strip() for part in rest.split("," if listed else ":")]
        if not (equals and name and all(parts) and (listed or len(parts) == 3)):
            raise BadValue("this says not what to vary and how far", given=text, allowed=FORM, key="--vary")
        if name in ranges:
            raise Contradiction(
                "the same thing is varied twice", given=name, allowed="other names", key=f"--vary {name}"
            )
        if listed:
            ranges[name] = _listed(parts, name)
        else:
            ranges[name] = (_end(parts[0], name), _end(parts[1], name), _count(parts[2], name))
    return ranges


def _listed(parts: Sequence[str], name: str) -> frozenset[str] | frozenset[float]:
    """Readings of a dispute, or numbers."""
    from sepeace.scenario.vocabulary import READINGS

    found = frozenset(parts) if name in READINGS else frozenset(_end(part, name) for part in parts)
    if len(found) < len(parts):
        raise Contradiction("a value stands twice", given=",".join(parts), key=f"--vary {name}")
    return found


def _end(text: str, name: str) -> float:
    return as_number(text, "what is varied is a finite number", FORM, f"--vary {name}")


def _count(text: str, name: str) -> int:
    count = as_whole(text)
    if count is None:
        message = "the number of points is a whole number"
        raise BadValue(message, given=text, allowed=FORM, key=f"--vary {name}")
    return count


# --- in words -----------------------------------------------------------------------------------------------


def lines(done: Sweep) -> list[str]:
    """A sweep in words: what was run, then a table of the points or a grid of the chances of a window."""
    first = heading(done.scenario.name, done.campaigns, done.seed, done.luck, done.window_days)
    readings = f"readings: {under(done.scenario.assumptions, done.disputes)}"
    each = first.replace("campaigns", f"campaigns at each of {done.size} points", 1)
    told = [each, readings, *(_axis_line(axis) for axis in done.axes), ""]
    told += (_points, _grid, _triples)[len(done.axes) - 1](done)
    return [*told, "", *_reservations(done), *(line for note in done.document.notes for line in ("", note))]


def _axis_line(axis: Axis) -> str:
    unit = "" if axis.unit == "1" else f" ({axis.unit})"
    drawn = ", and drawn in each campaign where it is not varied" if axis.drawn else ""
    own = "" if axis.own is None else f"; set by this scenario: {axis.own:g}"
    reference = axis.typed(axis.reference)
    told = reference if isinstance(reference, str) else f"{reference:g}"
    return f"{axis.name}: {axis.title}{unit}; {axis.origin} {told}{drawn}{own}"


def _points(done: Sweep) -> list[str]:
    from sepeace.runs.sweep import crossings

    (axis,) = done.axes
    rows = []
    for value, point in zip(axis.values, done.document.points, strict=True):
        window, settlement = point.window, point.settlement
        rows.append(
            (
                _mark(axis, value, 6),
                with_interval(window.probability, window.ci95),
                "-" if window.median_days is None else f"{window.median_days:g}",
                with_interval(settlement.probability, settlement.ci95),
            )
        )
    told = [table(rows, (axis.name, "window opens", "days open", "settlement signed"))]
    for name, words in (("window", "a window"), ("settlement", "a settlement")):
        at = [] if axis.labels else crossings(axis.values, done.column(name), HALF)
        if at:
            places = ", ".join(f"{place:.3g}" for place in at)
            told.append(f"The chance of {words} passes one half near {axis.name} = {places}.")
    return told


def _mark(axis: Axis, value: float, digits: int = 3) -> str:
    """A value, in as many digits as tell it from the others, with the marks that REFERENCE and OWN are."""
    marks = (REFERENCE if value == axis.reference else "") + (OWN if value == axis.own else "")
    if axis.labels:
        return f"{axis.typed(value)}{marks}"
    while digits < 17 and len({f"{one:.{digits}g}" for one in axis.values}) < len(axis.values):
        digits += 1
    return f"{value:.{digits}g}{marks}"


def _grid(done: Sweep) -> list[str]:
    """Chances of a window in per cent, the first axis across, the second up; where each row passes a half."""
    from sepeace.runs.sweep import crossings

    across, up = done.axes
    columns, rows = _shown(len(across.values), _room(up)), _shown(len(up.values), MOST_SHOWN)
    grid = done.grid("window")
    told = [f"window opens, % of campaigns; {across.name} across, {up.name} up", ""]
    body = []
    passes = False
    for row in reversed(rows):
        line = [grid[column][row] for column in range(len(across.values))]
        at = [] if across.labels else crossings(across.values, line, HALF)
        passes = passes or bool(at)
        cells = [_percent(line[column]) for column in columns]
        body.append((_mark(up, up.values[row]), *cells, ", ".join(f"{place:.3g}" for place in at)))
    heads = (up.name, *(_mark(across, across.values[column]) for column in columns), "one half at")
    told.append(table([row if passes else row[:-1] for row in body], heads if passes else heads[:-1]))
    if len(columns) < len(across.values) or len(rows) < len(up.values):
        told += ["", "Not every value is shown; --json and -o have them all."]
    return [*told, "", *(_span(done, name, words) for name, words in WORDS)]


def _triples(done: Sweep) -> list[str]:
    """Both chances at each triple of values, the last running fastest."""
    rows = []
    for values, point in zip(
        product(*(axis.values for axis in done.axes)), done.document.points, strict=True
    ):
        marks = (_mark(axis, value) for axis, value in zip(done.axes, values, strict=True))
        shares = (with_interval(one.probability, one.ci95) for one in (point.window, point.settlement))
        rows.append((*marks, *shares))
    heads = (*(axis.name for axis in done.axes), "window opens", "settlement signed")
    told = [table(rows[:MOST_TRIPLES], heads)]
    if len(rows) > MOST_TRIPLES:
        told += ["", "Not every point is shown; --json and -o have them all."]
    return [*told, "", *(_span(done, name, words) for name, words in WORDS)]


WORDS = (("window", "window opens"), ("settlement", "settlement signed"))


def _percent(value: float | None) -> str:
    """Per cent without the sign; with one decimal place below ten."""
    if value is None:
        return "-"
    return f"{100.0 * value:.{1 if 0.0 < value < 0.0995 else 0}f}"


def _room(up: Axis) -> int:
    """Columns of the grid that fit the terminal."""
    columns = width()
    if columns is None:
        return MOST_SHOWN
    beside = max(len(up.name), CELL) + len("one half at") + 4
    return max(FEWEST_SHOWN, min(MOST_SHOWN, (columns - beside) // CELL))


def _shown(count: int, most: int) -> list[int]:
    """Places of the values that are shown, evenly apart, from the first on."""
    return list(range(0, count, -(-count // most)))


def _span(done: Sweep, name: str, words: str) -> str:
    found = [value for value in done.column(name) if value is not None]
    return f"{words}: {min(found):.1%} to {max(found):.1%} over the points" if found else f"{words}: -"


def _reservations(done: Sweep) -> list[str]:
    told = [
        "All points share their luck: they differ by what is varied. An interval is that of one point alone."
    ]
    marked = [axis for axis in done.axes if axis.reference in axis.values]
    if marked:
        told.append(
            f"{REFERENCE} " + "; ".join(f"{axis.name}: {ORIGINS_ON_TERMINAL[axis.origin]}" for axis in marked)
        )
    if any(axis.own in axis.values for axis in done.axes):
        told.append(f"{OWN} the value that this scenario sets, and that holds without the sweep")
    same = all(len(set(done.column(name))) == 1 for name in ("window", "settlement", "window_days"))
    if same:
        told.append("Every point gave the same: in these campaigns nothing depends on what is varied.")
    failed = sum(done.column("failed"))
    if failed:
        told.append(f"{failed} campaigns failed and are not counted.")
    least = min(done.column("antecedent_arose"))
    if least < 1.0:
        told.append(
            f"What is supposed was possible in {least:.1%} or more of the campaigns of a point; "
            "the rest stand apart."
        )
    return told
