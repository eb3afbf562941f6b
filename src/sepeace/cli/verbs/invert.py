"""`sepeace invert`: how far something would have to change for a window to open with a wanted probability."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sepeace.cli.options import as_number, told_in, warn_of_ends
from sepeace.cli.output import advising, check_folder, note, table, tell, wrapped, write_json
from sepeace.cli.request import Request, with_options
from sepeace.cli.wording import heading
from sepeace.errors import BadUsage, BadValue, SepeaceError
from sepeace.figures.wording import under

if TYPE_CHECKING:
    from sepeace.documents.invert import InvertDocument
    from sepeace.inverse.inversion import Answer, Inversion
    from sepeace.inverse.levers import Range

CAMPAIGNS = 2_000
FORM = "NAME or NAME=LOW:HIGH, such as citadel or strength_premium=0.2:0.6"
TARGETS = "a probability above 0 and below 1, such as 0.5"


@with_options(
    "scenario target by campaigns seed workers cluster given set_ out quiet json", campaigns=CAMPAIGNS
)
def invert(
    asked: Request,
    target: Annotated[
        str | None,
        typer.Option("--target", metavar="P", help="The probability wanted of a window, such as 0.5."),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="NAME[=LOW:HIGH]",
            help="An operation (its score), a parameter, or an event (its date, in days). Once or twice; "
            "by default what the scenario changes.",
        ),
    ] = None,
) -> None:
    """The smallest change that opens a window with probability P.

    Runs -n campaigns at each of some twenty values of a lever; two levers together take some 150 values.
    Leaders, war aims and occupation policy are no levers. With -o the answer and its figure are kept.

    \b
    Example:
      sepeace invert germany_wins_at_kursk --target 0.5 -n 500 --seed 1
    """
    wanted = probability(target)
    levers = None if by is None else parsed(by)
    folder = None if asked.out is None else check_folder(asked.out)
    chosen = asked.chosen()
    from sepeace.inverse.invert import invert as search
    from sepeace.inverse.levers import levers_of

    with told_in(asked.scenario):
        found = levers_of(chosen, levers, prefix="--by ")[0]
        warn_of_ends(chosen, [(lever.axis, lever.low, lever.high) for lever in found])
        with advising(asked.quiet):
            done = search(chosen, wanted, by=levers, **asked.arguments())
    content = document_of(done)
    if folder is not None:
        _keep(done, content, folder, asked.quiet)
    tell(content, asked.json, lambda: map(wrapped, lines(done)))


def probability(text: str | None) -> float:
    """The wanted probability of a window, if it can be one."""
    from sepeace.inverse.invert import checked_target

    if text is None:
        raise BadUsage("the probability wanted is missing", allowed=TARGETS, key="--target")
    value = as_number(text, "the target is a probability", TARGETS, "--target")
    try:
        return checked_target(value)
    except SepeaceError as error:
        raise type(error)(error.reason, given=text, allowed=TARGETS, key="--target") from None


def parsed(texts: Sequence[str]) -> dict[str, Range | None]:
    """The levers of ``--by`` options with their ranges, if they have one.

    Raises:
        SepeaceError: a text of another form, a name that is refused, or one that stands twice.
    """
    from sepeace.inverse.levers import refuse, twice

    found: dict[str, Range | None] = {}
    for text in texts:
        name, equals, rest = (part.strip() for part in text.partition("="))
        key = f"--by {name}" if name else "--by"
        try:
            refuse(name)
        except SepeaceError as error:
            raise error.located(key=key) from None
        ends = [end.strip() for end in rest.split(":")] if equals else []
        if not name or (equals and (len(ends) != 2 or not all(ends))):
            raise BadValue("this says not what to change and how far", given=text, allowed=FORM, key="--by")
        if name in found:
            raise twice(name, key)
        found[name] = (_end(ends[0], key), _end(ends[1], key)) if equals else None
    return found


def _end(text: str, key: str) -> float:
    return as_number(text, "an end of a range is a finite number", FORM, key)


def document_of(done: Inversion) -> InvertDocument:
    """The machine output: the answer, who would bear a settlement, and what it takes to ask again."""
    from sepeace.documents.invert import InvertDocument
    from sepeace.execution.provenance import settings_of
    from sepeace.shapes import widened

    again = settings_of(done.scenario, done.provenance)
    more = partial(InvertDocument, bearers=_bearers(), **again)
    return widened(done.document, more)


def _bearers() -> str:
    from sepeace.figures import bearers
    from sepeace.record import load

    return bearers.caption(load().ruler())


def _keep(done: Inversion, content: InvertDocument, folder: Path, quiet: bool) -> None:
    """Write the answer and its figures, and say so."""
    from sepeace import figures

    write_json(folder / "invert.json", content)
    names = ["invert.json"]
    drawn: list[tuple[str, str | None]] = [("frontier", None)]
    if not done.frontier and len(done.answers) > 1:
        drawn = [(f"frontier-{answer.lever.name}", answer.lever.name) for answer in done.answers]
    for name, lever in drawn:
        paths = figures.save(figures.frontier(done, lever=lever), folder / f"{name}.png")
        names += [path.name for path in paths]
    note(f"wrote {folder}/: {', '.join(names)}", quiet)


# --- in words -----------------------------------------------------------------------------------------------


def lines(done: Inversion) -> list[str]:
    """The answer in words: what was run, a table of the levers, the frontier, and what a window is."""
    from sepeace.inverse.inversion import WINDOW, sentence

    first = heading(done.scenario.name, done.campaigns, done.seed, done.luck)
    readings = f"readings: {under(done.scenario.assumptions)}"
    told = [first.replace("campaigns", "campaigns at each value", 1), readings]
    told += [f"wanted: a window in {done.target:g} of the campaigns", f"levers: {done.chosen}", ""]
    told += [table([_row(answer) for answer in done.answers], HEADS), ""]
    told += [sentence(answer) for answer in done.answers]
    told += [line for answer in done.answers for line in _improbability(answer)]
    if done.frontier:
        told += _frontier(done)
    told += ["", *filter(None, [done.together]), *_notes(done), "", WINDOW, _bearers()]
    return told


HEADS = ("lever", "recorded", "needed, 95%", "unit", "change", "of range", "P there", "source")


def _row(answer: Answer) -> tuple[str, ...]:
    from sepeace.documents.invert import Direction

    lever, (needed, there) = answer.lever, _needed(answer)
    unit = "" if lever.axis.unit == "1" else lever.axis.unit
    moved = "-", "-"
    if answer.needed is not None:
        change, share = answer.needed - lever.recorded, abs(answer.share or 0.0)
        still = answer.reached.direction == Direction.NONE
        moved = ("0", "0%") if still else (f"{change:+.4g}", f"{share:.0%}")
    return (lever.name, lever.shown(lever.recorded), needed, unit, *moved, there, lever.source)


def _needed(answer: Answer) -> tuple[str, str]:
    """What is needed of a lever and the chance there; where nothing in range will do, the most it gives."""
    from sepeace.documents.invert import Direction
    from sepeace.inverse.inversion import ends, told

    lever = answer.lever
    if answer.needed is None:
        best = answer.best
        return "none in range", f"most: {told(best.chance)} at {lever.shown(best.value)}"
    assert answer.probability is not None
    still = answer.reached.direction == Direction.NONE
    needed = "no change" if still else f"{lever.shown(answer.needed)} {ends(answer)}"
    return needed, told(answer.probability)


def _improbability(answer: Answer) -> list[str]:
    if answer.bits is None:
        return []
    from sepeace.stats.estimates import about

    odds = 2.0**answer.bits
    chance = f"about one in {about(odds):,}" if odds >= 10.0 else f"{1.0 / odds:.2f}"
    words = f"a score as far off as that has a chance of {chance} in the model"
    return [f"{answer.lever.name}: {words}. {answer.because}"]


def _frontier(done: Inversion) -> list[str]:
    """A row for each value of the first lever: what the second then needs."""
    first, second = (answer.lever for answer in done.answers)
    rows = [
        (f"{first.shown(row.value)}{'*' if row.value == first.recorded else ''}", *_needed(row.answer))
        for row in done.frontier
    ]
    heads = (first.name, f"{second.name} needed, 95%", "P there")
    return ["", f"both together ({first.name} held, {second.name} moved):", "", table(rows, heads)]


def _notes(done: Inversion) -> list[str]:
    notes = [
        "Intervals: paired bootstrap over campaigns for what is needed, not narrower than Wilson's for P "
        "allows; Wilson for P. They are about the number of campaigns alone."
    ]
    if any(answer.lever.axis.drawn for answer in done.answers):
        notes.append(
            "A parameter that is moved has one value in all campaigns; elsewhere each draws its own, so P at "
            "the default is not quite that of the scenario."
        )
    if done.frontier:
        notes.append("* the value that holds unmoved")
    return notes
