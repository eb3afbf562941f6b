"""What a run is given of the record's luck: nothing, all of it until the branch, or beyond it what it tells.

Luck as it fell has two halves. Until the branch the war is held to the record. From then on a battle that is
drawn has its recorded luck: what its score was above or below what the model expects of the recorded armies
comes on top of what it expects of those that meet now. That is a structure_weight of 1, and with it goes a
front_noise of 0. And those who write have the luck of a war without the change that is held to the reported
feelers, see ``clocks.as_it_fell``. The rest is fresh: offensives that the record does not have, answers and
talks, what Finland and the West do. So it is an illustration, and no chance of anything.
"""

from __future__ import annotations

from dataclasses import replace

from sepeace.errors import BadValue, Contradiction, nearest
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.changes import ParameterChange
from sepeace.scenario.scenario import Scenario
from sepeace.wording.assumed import Luck

SET = {"structure_weight": 1.0, "front_noise": 0.0}
"""The numbers that scores as they fell consist in, by key; they have no sides."""
WHY = "luck as it fell sets it"


def default_given(scenario: Scenario) -> Luck:
    """What-ifs hold the war to the record until the branch; the historical war is free."""
    return Luck.BRANCH if scenario.branch is not None and scenario.changes else Luck.FREE


def given_for(scenario: Scenario, given: str | None) -> Luck:
    """What is given in a run of a scenario: as asked, or the scenario's own.

    Raises:
        BadValue: an unknown ``given``, or another than free without a branch date.
        Contradiction: scores as they fell, and something else said of them.
    """
    given = default_given(scenario) if given is None else given
    if given not in tuple(Luck):
        near = nearest(given, Luck) if isinstance(given, str) else None
        raise BadValue("unknown kind of luck", given=given, allowed=tuple(Luck), nearest=near, key="given")
    luck = Luck(given)
    if luck.held and scenario.branch is None:
        message = f"{scenario.name} has no branch date to hold the war to"
        raise BadValue(message, given=given, allowed=[Luck.FREE], key="given")
    if luck == Luck.AS_IT_FELL:
        refuse_other(scenario)
    return luck


def in_force(assumptions: Assumptions, given: str) -> Assumptions:
    """The assumptions on which campaigns run: those of the scenario, and what its luck sets."""
    if given != Luck.AS_IT_FELL:
        return assumptions
    rows = {(name, side): value for name, side, value in assumptions.parameters}
    rows |= {(key, None): value for key, value in SET.items()}
    ordered = sorted(rows.items(), key=lambda row: (row[0][0], row[0][1] or ""))
    return replace(assumptions, parameters=tuple((*key, value) for key, value in ordered))


def refuse_other(scenario: Scenario) -> None:
    """Refuse a scenario that says something else of what scores as they fell consist in.

    Raises:
        Contradiction: such a number is set by hand, varied, or another from some day on.
    """
    set_ = [(name, f"{name} = {value:g}") for name, _, value in scenario.assumptions.parameters]
    set_ += [(row.target, f"{row.target} ({row.where})") for row in scenario.changes_of(ParameterChange)]
    for name, said in set_:
        if name in SET:
            message = f"luck as it fell has {name} = {SET[name]:g}: it cannot be another"
            allowed = f"{name} left out, or given branch"
            raise Contradiction(message, given=said, allowed=allowed, key=name)
