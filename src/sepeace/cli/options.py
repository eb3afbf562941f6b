"""Options that several verbs share, and how their text becomes a checked value.

Text is parsed here and not by typer, so that every mistake has the same shape: what was given,
what is allowed, nearest. Nothing is read from disk except the scenario itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sepeace.cli.output import note
from sepeace.errors import BadUsage, BadValue, Contradiction, SepeaceError, require_known
from sepeace.quantities import LARGEST_CAMPAIGN, LARGEST_SEED, MOST_CAMPAIGNS, MOST_WINDOW_DAYS, MOST_WORKERS
from sepeace.wording.assumed import NUMBERS_ON_TERMINAL, Luck

if TYPE_CHECKING:
    from sepeace.documents.sweep import Axis
    from sepeace.scenario import Scenario
    from sepeace.scenario.vocabulary import Setting

WHOLE_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}|[0-9]{1,3}(?:,[0-9]{3}){1,13}|[0-9]{1,3}(?:_[0-9]{3}){1,13})")
"""A whole number as it is typed or printed: 1000, 1,000 or 1_000; short enough to be turned into one."""
ASSUMED = "assumptions"
"""The table of a scenario's file that ``--set`` adds to."""


def as_whole(text: str) -> int | None:
    """``text`` as a whole number, with or without , or _ between thousands; None where it is none."""
    given = text.strip()
    return int(given.replace(",", "").replace("_", "")) if WHOLE_NUMBER.fullmatch(given) else None


def whole_number(text: object, low: int, high: int, key: str) -> int:
    """`text` as a whole number from `low` to `high`.

    Raises:
        BadValue: naming `key` and the range.
    """
    allowed = f"a whole number from {low} to {high}"
    number = as_whole(str(text))
    if number is None:
        raise BadValue("not a whole number", given=str(text), allowed=allowed, key=key)
    if not low <= number <= high:
        raise BadValue("out of range", given=number, allowed=allowed, key=key)
    return number


def as_number(text: str, reason: str, allowed: str, key: str) -> float:
    """`text` as a number; BadValue with this reason where it is none."""
    try:
        return float(text)
    except ValueError:
        raise BadValue(reason, given=text, allowed=allowed, key=key) from None


def whole_option(names: str, metavar: str, help: str, low: int, high: int) -> Any:
    """An option whose value is a whole number from `low` to `high`; its names stand with / between them."""

    def parser(text: str) -> int:
        return whole_number(text, low, high, names)

    return typer.Option(*names.split("/"), parser=parser, metavar=metavar, help=help)


def processes(workers: int | None) -> int:
    """Threads or processes to run in: as asked, or one for each core."""
    return workers or os.cpu_count() or 1


def _given(text: str) -> str:
    return require_known(text, Luck, "no such kind of luck", key="--given")


def _numbers(text: str) -> str:
    return require_known(text, NUMBERS_ON_TERMINAL, "no such choice of numbers", key="--numbers")


ScenarioName = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="A shipped name (see: sepeace scenarios) or a TOML file.")
]
AnyScenario = Annotated[
    str | None, typer.Argument(metavar="[SCENARIO]", help="A shipped name or a TOML file, or none.")
]
Campaigns = Annotated[
    int, whole_option("-n/--campaigns", "N", "How many campaigns to run.", 1, MOST_CAMPAIGNS)
]
Seed = Annotated[int, whole_option("--seed", "S", "Same seed, same answer: 0 to 2^64-1.", 0, LARGEST_SEED)]
AnyCampaigns = Annotated[
    int | None, whole_option("-n/--campaigns", "N", "By default those of the verb.", 1, MOST_CAMPAIGNS)
]
AnySeed = Annotated[
    int | None, whole_option("--seed", "S", "Same seed, same answer; by default 1.", 0, LARGEST_SEED)
]
Campaign = Annotated[
    int, whole_option("--campaign", "K", "Which campaign of the batch, from 0.", 0, LARGEST_CAMPAIGN)
]
AnyCampaign = Annotated[
    int | None, whole_option("--campaign", "K", "map: this campaign alone.", 0, LARGEST_CAMPAIGN)
]
_THREADS = "Threads on the compiled clock, else processes; by default one for each core."
Workers = Annotated[int | None, whole_option("--workers", "W", _THREADS, 1, MOST_WORKERS)]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="tcp://HOST:PORT", help="Let a dask cluster do the work."),
]
Given = Annotated[
    str | None,
    typer.Option(
        "--given",
        parser=_given,
        metavar="|".join(Luck),
        help="Held to the record; what-ifs: branch, historical: free. as_it_fell: luck after it too.",
    ),
]
_OPEN = "A window counts from N days open in all, in stretches of a day or more."
WindowDays = Annotated[int, whole_option("--window-days", "N", _OPEN, 1, MOST_WINDOW_DAYS)]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="An assumption, in both worlds. May be repeated."),
]
Numbers = Annotated[
    str | None,
    typer.Option(
        "--numbers",
        parser=_numbers,
        metavar="|".join(NUMBERS_ON_TERMINAL),
        help="Where a campaign's numbers come from; by default the posterior where one is shipped.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="JSON on stdout in place of words.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress, and no word of what was written.")]
Csv = Annotated[bool, typer.Option("--csv", help="With -o, each table as CSV too.")]
OutFolder = Annotated[str | None, typer.Option("-o", "--out", metavar="DIR", help="Folder for the results.")]
OutFile = Annotated[str | None, typer.Option("-o", "--out", metavar="FILE", help="File for the result.")]


def scenario_from(
    name: str, settings: Sequence[str] | None = None, warned: set[str] | None = None
) -> Scenario:
    """The scenario of that name or path, with the `--set` options on top; warns of far-off values.

    Args:
        warned: warnings that were told already, and are not told again.

    Raises:
        SepeaceError: for either.
    """
    from sepeace.scenario.assume import assume, warnings
    from sepeace.scenario.checks.accepted import accepted
    from sepeace.scenario.library import load

    scenario = load(name)
    if settings:
        said = parsed(settings)
        assumptions = assume(scenario.assumptions, said, prefix="--set ")
        with told_in(name, said):  # what a change means hangs on what is assumed
            scenario = accepted(replace(scenario, assumptions=assumptions))
    told = set() if warned is None else warned
    for line in warnings(scenario.assumptions):
        if line not in told:
            told.add(line)
            note(f"sepeace: warning: {line}")
    return scenario


def scenarios_from(names: Sequence[str], settings: Sequence[str] | None = None) -> list[Scenario]:
    """The scenarios of a page, as ``scenario_from`` gives each.

    Raises:
        BadUsage: one is named twice.
        SepeaceError: as for one.
    """
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadUsage("a scenario is named twice", given=twice[0], allowed="each scenario once")
    chosen = []
    for name in names:
        with told_in(name):
            chosen.append(scenario_from(name, settings))
    return chosen


def warn_of_ends(scenario: Scenario, ranges: Sequence[tuple[Axis, float, float]]) -> None:
    """A line for each end that lies outside the declared range of its parameter, though within reach."""
    from sepeace.runs.axes import PARAMETER
    from sepeace.scenario.assume import warnings

    known = set(warnings(scenario.assumptions))
    for axis, *ends in ranges:
        for end in ends if axis.kind == PARAMETER else ():
            for line in warnings(scenario.with_assumptions({axis.name: end}).assumptions):
                if line not in known:
                    known.add(line)
                    note(f"sepeace: warning: {line}")


@contextmanager
def told_in(name: str, settings: Collection[str] = ()) -> Iterator[None]:
    """A mistake in a change or an assumption of the scenario says which file it stands in.

    Args:
        name: the scenario as the user named it.
        settings: names that were set beside the file.
    """
    try:
        yield
    except SepeaceError as error:
        place, _, key = (error.key or "").partition(".")
        said = next((one for one in (key, key.partition(".")[0]) if one in settings), None)
        if place == ASSUMED and said is not None:
            raise error.keyed(f"--set {said}") from None
        if place != ASSUMED and not place.startswith("change["):
            raise
        from sepeace.scenario.library import SUFFIX, shipped

        raise error.located(file=f"{name}{SUFFIX}" if name in shipped() else name) from None


def parsed(settings: Sequence[str]) -> dict[str, Setting]:
    """NAME=VALUE texts by name: readings as text, `switches_off` as a list, the rest as numbers.

    Raises:
        SepeaceError: where there is no `=`, or a name stands twice.
    """
    values: dict[str, Setting] = {}
    for text in settings:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not name or not value:
            allowed = "NAME=VALUE, such as ideology.germany=0.2 or strength=rational"
            raise BadValue("an assumption needs a name and a value", given=text, allowed=allowed, key="--set")
        if name in values:
            raise Contradiction("an assumption is set twice", given=name, key=f"--set {name}")
        values[name] = _value(name, value)
    return values


def _value(name: str, text: str) -> Setting:
    if name == "switches_off":
        return [item.strip() for item in text.split(",")]
    from sepeace.scenario.vocabulary import READINGS

    if name in READINGS:
        return text
    try:
        return float(text)
    except ValueError:
        return text
