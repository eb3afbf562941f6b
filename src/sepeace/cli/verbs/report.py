"""`sepeace report`: a comparison, or the recorded war alone, as one file to print or mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from sepeace.cli.options import AnyScenario, scenario_from, told_in
from sepeace.cli.output import check_file, emit_json, note
from sepeace.cli.own_record import NAME
from sepeace.cli.request import Request, with_options
from sepeace.errors import BadUsage, CannotWrite
from sepeace.files import replacing

if TYPE_CHECKING:
    from sepeace.runs.batch import Batch
    from sepeace.runs.compare import Comparison

BESIDE_FROM = ("from_", "out", "quiet", "json", "workers", NAME)


@with_options("context scenario out campaigns seed workers given set_ window_days from_ quiet json")
def report(
    asked: Request,
    context: typer.Context,
    scenario: AnyScenario = None,
    *,
    out: Annotated[str, typer.Option("-o", "--out", metavar="FILE.html", help="The file to write.")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DIR", help="Of a results folder, which is not run again.")
    ] = None,
) -> None:
    """One HTML file to print or mail.

    Self-contained. First the reader's part, four printed pages at most: the answer, its figure, why, who
    bears it, the numbers; then an appendix on method. The recorded war has a report of its own.
    With --from in place of a scenario, the report of what a folder holds.

    \b
    Example:
      sepeace report germany_wins_at_kursk -n 1000 -o kursk.html
      sepeace report --from out/historical -o historical.html
    """
    path = check_file(out)
    if path.suffix.lower() not in (".html", ".htm"):
        raise CannotWrite(
            "a report is an HTML file", given=out, allowed="a name that ends in .html", key="-o/--out"
        )
    from sepeace import report as reports
    from sepeace.runs.batch import batch
    from sepeace.runs.compare import compare
    from sepeace.scenario.checks.leaders import refuse_for_class

    done: Comparison | Batch
    if from_ is not None:
        _check_alone(context)
        done = _read(from_)
    elif scenario is None:
        raise BadUsage("a scenario is missing, or a results folder", allowed="SCENARIO or --from DIR")
    else:
        chosen = scenario_from(scenario, asked.set_)
        refuse_for_class(chosen)
        # A what-if stands beside the war without it; the recorded war stands alone.
        verb: Callable[..., Comparison | Batch] = compare if chosen.changes else batch
        with told_in(scenario):
            done = verb(chosen, **asked.arguments(), window_days=asked.window_days)
    with replacing(path) as temporary:
        reports.write(done, temporary)
    note(f"wrote {path}", asked.quiet)
    if asked.json:
        emit_json(done.document)


def _check_alone(context: typer.Context) -> None:
    """Refuse what says how to run something: a folder holds what was run."""
    for option in context.command.params:
        found = context.get_parameter_source(str(option.name))
        if found is not None and found.name == "COMMANDLINE" and option.name not in BESIDE_FROM:
            key = str(option.name).upper() if option.param_type_name == "argument" else option.opts[-1]
            message = "a folder is read as it is, so this would change nothing"
            raise BadUsage(message, allowed="--from DIR with -o, --record, --quiet and --json", key=key)


def _read(folder: str) -> Batch | Comparison:
    """What a folder holds, if there is a report of such."""
    from sepeace.runs import batch, sweep
    from sepeace.runs.read import read

    found = read(folder)
    if isinstance(found, sweep.Sweep):
        message = "the folder holds a sweep, of which there is no report"
        allowed = "sepeace figure phase DIR, or a folder of batch or compare"
        raise BadUsage(message, allowed=allowed, file=folder)
    if isinstance(found, batch.Batch) and found.scenario.changes:
        message = "the folder holds a what-if without the war beside it, and a report is of both"
        again = f"sepeace report {found.scenario.name}, or a folder of compare"
        raise BadUsage(message, given=found.scenario.name, allowed=again, file=folder)
    return found
