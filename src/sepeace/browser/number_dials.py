"""Numbers of the model as dials: which words of a world's tables take a number that is set by hand.

Found by making plans, as the scores are. A number that is set is the same in all campaigns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sepeace.browser.dials import Dial, taking
from sepeace.browser.tables import patch_between, tables_of
from sepeace.model.parameters import PARAMETERS, Parameter
from sepeace.scenario.assume import assume
from sepeace.scenario.checks.parameter_use import Use, why_not
from sepeace.scenario.plan import plan
from sepeace.scenario.scenario import Scenario

TRIED = 0.6180339887498949
"""How far up its range a number is tried: no plan holds that value elsewhere."""
LOW_DOWN = 0.25
"""Where in its range it is tried again."""

_TRIED_AGAIN = {row.key: row.at(LOW_DOWN) for row in PARAMETERS}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberDial(Dial):
    """One number, by its ``key``, in one world."""

    key: str


def offered(scenarios: Iterable[Scenario]) -> tuple[Parameter, ...]:
    """Numbers that can be set by hand in every one of some scenarios: those that campaigns draw."""
    asked = tuple(scenarios)
    return tuple(
        row
        for row in PARAMETERS
        if row.drawn and all(why_not(row, Use.VARY, scenario) is None for scenario in asked)
    )


def number_dials(worlds: Iterable[tuple[Scenario, str]], rows: Iterable[Parameter]) -> tuple[NumberDial, ...]:
    """Dials that hold in every one of some worlds, each with what is given in it.

    They are found in the first, and tried in the others all together. A number that another world makes
    something else of, as one without oil does of the need for it, is left out.

    Raises:
        ValueError: in another world they do not give the plan that is made with those numbers.
    """
    asked = tuple(worlds)
    (scenario, given), *_ = asked
    tables = tables_of(plan(scenario, given))
    dials = tuple(dial for row in rows if (dial := _dial(scenario, given, tables, row)) is not None)
    for scenario, given in asked:
        if not _hold(dials, scenario, given):
            dials = tuple(dial for dial in dials if _hold((dial,), scenario, given))
            if not _hold(dials, scenario, given):
                raise ValueError(f"{scenario.name}: numbers are not to be had by dials")
    return dials


def _hold(dials: Iterable[NumberDial], scenario: Scenario, given: str) -> bool:
    """Whether dials, turned together, give the plan that is made with their numbers."""
    turned, made = tables_of(plan(scenario, given)), scenario
    for dial in dials:
        value = _TRIED_AGAIN[dial.key]
        turned, made = dial.turned(turned, value), set_by_hand(made, dial.key, value)
    return turned == tables_of(plan(made, given))


def set_by_hand(scenario: Scenario, key: str, value: float) -> Scenario:
    """A scenario with one number set."""
    return replace(scenario, assumptions=assume(scenario.assumptions, {key: value}))


def _dial(scenario: Scenario, given: str, tables: bytes, row: Parameter) -> NumberDial | None:
    tried = row.at(TRIED)
    patch = patch_between(tables, tables_of(plan(set_by_hand(scenario, row.key, tried), given)))
    found = taking(patch, tried)
    dial = NumberDial(key=row.key, fixed=found.fixed, words=found.words)
    other = row.at(LOW_DOWN)
    made = tables_of(plan(set_by_hand(scenario, row.key, other), given))
    return dial if dial.words and dial.turned(tables, other) == made else None
