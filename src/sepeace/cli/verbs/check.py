"""`sepeace check`: limiting cases, the war as recorded, every claim turned, the placebos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sepeace.cli.options import processes, whole_option
from sepeace.cli.output import emit_json, progress, say, table, wrapped
from sepeace.cli.request import Request, with_options
from sepeace.errors import BadUsage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sepeace.documents.checks.as_it_fell import AsItFell
    from sepeace.documents.checks.case import Case
    from sepeace.documents.checks.check import CheckDocument, Switched
    from sepeace.documents.checks.placebos import Placebos

    HeadsAndRows = tuple[Sequence[str], Sequence[Sequence[object]]]

CAMPAIGNS, PERMUTATIONS, MOST_PERMUTATIONS = 2_000, 500, 100_000
PER_ORDER = 200
ORDERS = "With --placebos: orders of the recorded scores to try."


@with_options("placebos campaigns permutations seed workers all_ quiet json", campaigns=CAMPAIGNS)
def check(
    asked: Request,
    placebos: Annotated[
        bool, typer.Option("--placebos", help="Also the placebos that need many campaigns.")
    ] = False,
    permutations: Annotated[
        int, whole_option("--permutations", "N", ORDERS, 1, MOST_PERMUTATIONS)
    ] = PERMUTATIONS,
    all_: Annotated[
        bool, typer.Option("--all", help="Every case in words; else a line for each group, and what fails.")
    ] = False,
) -> None:
    """The model held against closed forms.

    And against the war as recorded. Turns every claim that is carried, and makes changes that must change
    nothing. Leaves with status 1 where one fails. With --placebos it also forces Kursk's victory where it
    should settle nothing, and deals the recorded scores out anew: what that shows never fails. Nor does what
    came of trying luck as it fell.

    \b
    Example:
      sepeace check
      sepeace check --placebos -n 500 --permutations 50
    """
    from sepeace.validation.check import check as run_checks

    given = {
        "--permutations": permutations != PERMUTATIONS,
        "-n/--campaigns": asked.campaigns != CAMPAIGNS,
        "--seed": asked.seed != 1,
        "--workers": asked.workers is not None,
    }
    if placebos:
        from sepeace.validation.placebos.placebos import placebos as run_placebos

        shown = run_placebos(
            asked.campaigns,
            permutations,
            per_order=min(PER_ORDER, asked.campaigns),
            seed=asked.seed,
            workers=processes(asked.workers),
            progress=progress(asked.quiet),
        )
        content = run_checks(placebos=shown)
    elif any(given.values()):
        needless = next(key for key, is_given in given.items() if is_given)
        raise BadUsage("only with --placebos: it says how these are run", key=needless)
    else:
        content = run_checks()
    if asked.json:
        emit_json(content)
    else:
        _print(content, all_)
    if not content.ok:
        raise typer.Exit(1)


def _print(content: CheckDocument, whole: bool) -> None:
    _print_cases("Limiting cases", content.cases, whole)
    _print_cases("The war as recorded", content.hindcast, whole)
    _print_claims(content.claims)
    _print_placebos(content.placebos)
    _print_luck(content.as_it_fell, whole)
    say(wrapped(_verdict(content)))


def _section(title: str, *tables: HeadsAndRows) -> None:
    """A title, tables as heads and rows, and a line between this and what follows."""
    say(title)
    for heads, rows in tables:
        say(table(rows, heads))
    say()


def _held(rows: Sequence[Case | Switched]) -> str:
    return f"{sum(row.ok for row in rows)} of {len(rows)} hold"


def _mark(ok: bool) -> str:
    return "holds" if ok else "FAILS"


def _print_cases(title: str, rows: Sequence[Case], whole: bool) -> None:
    """Cases with a known answer: every one, or how many of each group hold and those that do not."""
    shown = rows if whole else [row for row in rows if not row.ok]
    tables: list[HeadsAndRows] = [] if whole else [(("about", "hold"), _groups(rows))]
    if shown:
        tables.append((("case", "", "expected", "got", "tolerance"), [_row(row) for row in shown]))
    if rows:
        _section(f"{title}: {_held(rows)}", *tables)


def _groups(rows: Sequence[Case]) -> list[tuple[str, str]]:
    """Each group with how many of its cases hold."""
    from sepeace.validation.check import group

    found: dict[str, list[bool]] = {}
    for row in rows:
        found.setdefault(group(row.id), []).append(row.ok)
    return [(name, f"{sum(held)} of {len(held)}") for name, held in found.items()]


def _verdict(content: CheckDocument) -> str:
    """What holds, and what the long placebos came to where they were run."""
    from sepeace.documents.checks.placebos import Verdict

    cases = (*content.cases, *content.hindcast, *content.placebos.exact)
    held = [*(row.ok for row in cases), *(row.ok for row in content.claims)]
    failed = held.count(False)
    told = [f"{failed} of {len(held)} fail; they are marked FAILS." if failed else f"All {len(held)} hold."]
    verdicts = [row.verdict for row in content.placebos.forced if row.verdict is not None]
    if verdicts:
        good, bad, open_ = (verdicts.count(verdict) for verdict in Verdict)
        told.append(
            f"Of the {len(verdicts)} other operations forced to Kursk's score {good} came out as hoped and "
            f"{bad} did not; of {open_} these runs cannot tell. That is a finding about the model: it does "
            "not fail the check."
        )
    return " ".join(told)


def _print_claims(rows: Sequence[Switched]) -> None:
    if rows:
        cells = [
            (row.id, _mark(row.ok), f"{row.switch} off" if row.turn is None else row.turn, row.term, row.got)
            for row in rows
        ]
        title = f"Claims, each switched off, or turned where it has no switch: {_held(rows)}"
        _section(title, (("claim", "", "by", "term", "then"), cells))


def _print_placebos(content: Placebos) -> None:
    from sepeace.validation.placebos import hangs_table
    from sepeace.validation.placebos import wording as words

    if content.exact:
        heads, cells = words.exact(content.exact)
        marked = [(row[0], _mark(row[2] == "yes"), row[1]) for row in cells]
        title = f"Placebos that must change nothing: {_held(content.exact)}"
        _section(title, ((heads[0], "", heads[1]), marked))
    if content.forced:
        told = "chances within twelve months, differences in points"
        _section(f"Kursk's score forced on other operations: {told}", words.forced(content.forced))
    if content.orders:
        first = content.orders[0]
        dealt = f"{first.permutations:,} other orders, {first.campaigns:,} campaigns each"
        _section(f"The recorded scores in {dealt}", words.orders(content.orders))
    if content.hangs_on:
        title = "What the headline hangs on: one thing changed in every world"
        _section(title, hangs_table.table(content.hangs_on))


def _print_luck(content: AsItFell, whole: bool) -> None:
    from sepeace.validation import as_it_fell

    shown = as_it_fell.table(content) if whole else as_it_fell.short_table(content)
    _section("Luck as it fell, tried on wars that are made up", shown)
    say(wrapped(f"{as_it_fell.told(content)} {as_it_fell.stale(content)}".rstrip()) + "\n")


def _row(row: Case) -> tuple[object, ...]:
    return (row.id, _mark(row.ok), _short(row.expected), _short(row.got), row.tolerance)


def _short(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(_short(item)) for item in value)
    return value
