"""`sepeace show`: a scenario laid out before anything is run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from sepeace.cli.options import told_in
from sepeace.cli.output import emit_json, say, wrapped
from sepeace.cli.request import Request, with_options

if TYPE_CHECKING:
    from sepeace.documents.facts import ShowDocument
    from sepeace.scenario import Scenario
    from sepeace.scenario.checks.admissibility import Card
    from sepeace.scenario.timeline import TimelineRow

_INDENT = 14  # the width of "* 1943-07-05  "


@with_options("scenario all_rows given set_ json")
def show(
    asked: Request,
    all_rows: Annotated[
        bool, typer.Option("--all", help="The whole war, not only from the branch on.")
    ] = False,
) -> None:
    """A scenario laid out before it is run.

    The time line with changed rows marked *, assumptions, what is held fixed, and a card
    of what is supposed: how improbable it is, what else must be true, what is left to judge.

    \b
    Example:
      sepeace show germany_wins_at_kursk
    """
    from sepeace.scenario.checks.admissibility import card, card_lines
    from sepeace.scenario.plan import plan
    from sepeace.scenario.timeline import assumption_lines, held_lines, row_lines, shown_rows, timeline

    chosen = asked.chosen()
    with told_in(asked.scenario):
        plan(chosen, asked.given)  # what no run would take is not laid out
    rows = (timeline if all_rows else shown_rows)(chosen, given=asked.given)
    held, made = held_lines(chosen, asked.given), card(chosen, asked.given)
    if asked.json:
        emit_json(_document(chosen, rows, held, made))
        return
    if chosen.banner:
        say(wrapped(chosen.banner) + "\n")
    say(chosen.title)
    say(wrapped(chosen.question))
    _section("Supposed", [chosen.antecedent] if chosen.antecedent else [])
    _section("Who bears what is supposed", list(chosen.bears))
    _section("Sources", list(chosen.sources))
    _section("Assumptions in force, in both worlds", assumption_lines(chosen.assumptions))
    _section("What a run holds fixed", held)
    say(
        "\nTime line"
        + ("" if chosen.branch is None else f" (branch {chosen.branch}; * marks what is changed)")
    )
    for row in rows:
        for line in row_lines(replace(row, text=" ".join(row.text.split()))):
            say(wrapped(line, _INDENT))
    if chosen.branch is not None:
        say(
            wrapped("\nContacts after the branch are not listed: there the model decides who writes to whom.")
        )
    say(f"\nScenario {chosen.name}, digest {chosen.digest}")
    say("\nAdmissibility card" if made else "\nNo admissibility card: nothing is supposed.")
    for title, lines in card_lines(made) if made else []:
        _section(title, lines)


def _document(
    chosen: Scenario, rows: tuple[TimelineRow, ...], held: list[str], made: Card | None
) -> ShowDocument:
    from sepeace.documents.facts import ShowDocument

    return ShowDocument(
        name=chosen.name,
        title=chosen.title,
        question=chosen.question,
        branch=chosen.branch,
        antecedent=chosen.antecedent,
        banner=chosen.banner or None,
        counted=chosen.counted,
        bears=chosen.bears,
        sources=chosen.sources,
        digest=chosen.digest,
        assumptions=chosen.assumptions,
        held=tuple(held),
        timeline=rows,
        admissibility=made,
    )


def _section(title: str, lines: list[str]) -> None:
    if lines:
        say(f"\n{title}")
    for line in lines:
        say(wrapped(f"  {line}", 4))
