"""`sepeace run`: one campaign told as a chronicle."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from sepeace.cli.options import Campaign, OutFile, told_in
from sepeace.cli.output import (
    banner_lines,
    check_file,
    left_out,
    note,
    tell,
    usual_width,
    width,
    wrapped,
    write_text,
)
from sepeace.cli.request import Request, with_options
from sepeace.errors import BadUsage
from sepeace.shapes import Document, json_text
from sepeace.wording.assumed import luck_lines
from sepeace.wording.outcomes import CAME_ABOUT, ENDINGS

if TYPE_CHECKING:
    from sepeace.runs.run import Run

_INDENT = 12  # the width of "1943-06-14  "


@with_options("scenario campaign seed given set_ since median_luck against short lines out quiet json")
def run(
    asked: Request,
    campaign: Campaign = 0,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Tell only from this day on; 'branch' for the branch."),
    ] = None,
    median_luck: Annotated[bool, typer.Option("--median-luck", help="Every draw at its median.")] = False,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="SCENARIO",
            help="Tell it beside the same campaign of another world, with common random numbers: "
            "'historical' for the recorded war.",
        ),
    ] = None,
    short: Annotated[bool, typer.Option("--short", help="Leave out battles that went as recorded.")] = False,
    lines: Annotated[
        bool,
        typer.Option("--lines", help="Break lines at the terminal's width, in a file or a pipe too."),
    ] = False,
    out: OutFile = None,
) -> None:
    """One campaign, told with reasons.

    A number, a seed and a scenario bring back one campaign of a batch. A FILE that ends in .json gets the
    machine output, any other the chronicle. With --against two worlds that share their luck are told side
    by side, after the chain of causes from the change to what became of it.

    With --short a battle is left out that was fought on its recorded days and went, in the words of a
    chronicle, as the record has it; the last lines say how many were. Whatever JSON is made is whole.

    \b
    Example:
      sepeace run germany_wins_at_kursk --seed 1 --campaign 417
      sepeace run germany_wins_at_kursk --against historical --campaign 417
    """
    path = None if out is None else check_file(out)
    columns = usual_width() if lines else None
    chosen = asked.chosen()
    first = _first_day(since, chosen.branch)
    content: Document
    with told_in(asked.scenario):
        if against is None:
            from sepeace.runs.run import run as run_campaign

            told = run_campaign(
                chosen, seed=asked.seed, campaign=campaign, given=asked.given, median_luck=median_luck
            )
            content, said = told.document, chronicle(told, first, short)
        else:
            from sepeace.cli.paired_run import beside_lines, beside_told

            pair = beside_told(chosen, against, asked.seed, campaign, asked.given, median_luck)
            content, said = pair.document, beside_lines(pair, first, short)
    if path is not None:
        written = [wrapped(line, _INDENT, columns) for line in said] if columns else said
        told_lines = "\n".join([*banner_lines(content), *written])
        write_text(path, (json_text(content) if path.suffix == ".json" else told_lines) + "\n")
        note(f"wrote {path}", asked.quiet)
    if against is not None and width() is not None and not asked.json:
        from sepeace.cli.paired_run import in_columns

        said = in_columns(pair, first, short)
    tell(content, asked.json, lambda: (wrapped(line, _INDENT, columns) for line in said))


def _first_day(since: str | None, branch: date | None) -> date | None:
    if since is None:
        return None
    if since == "branch":
        if branch is None:
            raise BadUsage("this scenario has no branch", given=since, allowed="a date such as 1943-07-05")
        return branch
    try:
        return date.fromisoformat(since)
    except ValueError:
        message = "not a day"
        raise BadUsage(
            message, given=since, allowed="a date such as 1943-07-05, or branch", key="--since"
        ) from None


def chronicle(told: Run, first: date | None = None, short: bool = False) -> list[str]:
    """A heading, a dated sentence an event from a first day on, and the ending; one line each, unwrapped.

    Args:
        short: without battles that went as recorded.
    """
    chosen = told.scenario
    readings = chosen.assumptions.in_words()
    lines = [f"{chosen.title}: seed {told.seed}, campaign {told.campaign}", f"Readings: {readings}", ""]
    lines[1:1] = luck_lines(told.luck)
    events = [event for event in told.events if first is None or event.date >= first]
    for event in events:
        if not (short and event.as_recorded):
            text, because = event.text.rstrip(), event.because.rstrip(".")
            place = f"{event.where}. " if event.where else ""
            lines.append(f"{event.date.isoformat()}  {place}{text} (because {because})")
    if first is not None and not events:
        lines.append(f"Nothing is told from {first.isoformat()} on: the campaign was over.")
    ending = f"Ending: {ENDINGS[told.ending]}.  Fingerprint {told.fingerprint}"
    if short:
        lines += ["", left_out(event.as_recorded and event.kind == "operation" for event in events)]
    return [*lines, "", *([CAME_ABOUT[told.arose]] if chosen.changes else []), ending]
