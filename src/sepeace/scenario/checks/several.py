"""Which what-ifs stand in a table of several: each once, and none that its own file keeps out of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sepeace.errors import BadValue, Contradiction
from sepeace.scenario.checks.accepted import Given, accepted
from sepeace.scenario.checks.leaders import refuse_for_class
from sepeace.scenario.library import load, shipped
from sepeace.scenario.scenario import Scenario

FEWEST = 2
"""What-ifs of a table."""
ONCE = "each what-if once, under a name of its own"


def counted_what_ifs() -> tuple[Scenario, ...]:
    """The shipped what-ifs that stand in tables of all: not the recorded war, nor an exercise or an essay."""
    found = (load(name) for name in shipped())
    return tuple(scenario for scenario in found if scenario.changes and is_counted(scenario))


def is_counted(scenario: Scenario) -> bool:
    """Whether a what-if may stand in a table of several; its file says where it may not."""
    return bool(getattr(scenario, "counted", True))


def what_ifs_of(given: Iterable[Given] | None) -> tuple[Scenario, ...]:
    """The what-ifs that are meant, checked, by the day on which they leave the record, then by name.

    Args:
        given: scenarios; None for all that are shipped and counted.

    Raises:
        SepeaceError: fewer than two; one twice; the recorded war; one that counts in no such table, or is no
            material for a class; what ``load`` refuses.
    """
    if given is None:
        found = counted_what_ifs()
    elif isinstance(given, str | Scenario) or not isinstance(given, Iterable):
        message = "a list of what-ifs is needed"
        raise BadValue(
            message, given=given, allowed='such as ["uranus_fails", "citadel_in_may"]', key="scenarios"
        )
    else:
        found = tuple(accepted(one, "scenarios") for one in given)
    names: dict[str, str] = {}
    for scenario in found:
        _check(scenario)
        for same in (scenario.name, scenario.digest):
            if same in names:
                twice = "a name stands twice" if same == scenario.name else "two what-ifs change the same"
                both = f"{names[same]}, {scenario.name}"
                raise Contradiction(twice, given=both, allowed=ONCE, key="SCENARIO")
            names[same] = scenario.name
    if len(found) < FEWEST:
        message = "a table of what-ifs needs two or more of them"
        raise BadValue(message, given=len(found), allowed="two or more; compare takes one", key="SCENARIO")
    return tuple(sorted(found, key=lambda scenario: (branch_of(scenario), scenario.name)))


def _check(scenario: Scenario) -> None:
    """Refuse what has no place in a table of what-ifs."""
    if scenario.branch is None or not scenario.changes:
        message = f"{scenario.name} has no branch and no change to compare with the recorded war"
        allowed = "what-ifs alone: each is set beside the war without its change anyway"
        raise BadValue(message, given=scenario.name, allowed=allowed, key="SCENARIO")
    refuse_for_class(scenario, "table of several")
    if not is_counted(scenario):
        message, allowed = "this what-if stands in no table of several", "it alone, without others beside it"
        raise BadValue(message, given=scenario.name, allowed=allowed, key="SCENARIO")


def branch_of(scenario: Scenario) -> date:
    """The day on which the worlds of a what-if may first differ."""
    assert scenario.branch is not None
    return scenario.branch
