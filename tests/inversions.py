"""A model with a known answer, in place of the campaigns, for tests of the search for the smallest change."""

import numpy as np

from sepeace.outcomes.outcome_rows import OUTCOME

CHANGES = {"citadel": (-0.5, 3.5), "second_front": (0.0, -400.0)}
"""Recorded value, and the change of it that takes the chance from 0 to 1."""
PARAMETERS = {"strength_premium": (0.4, -0.4), "cost_oil": (0.004, 0.016)}
"""The same for parameters; the greatest chance within the range of ``cost_oil`` is .25."""


def chance(scenario) -> float:
    """The chance of a window: a sum of what is moved; it rises in straight lines."""
    from sepeace.record import load

    found = 0.0
    for change in scenario.changes:
        if change.target in CHANGES:
            start, size = CHANGES[change.target]
            value = change.values.get("score")
            if value is None:
                value = (change.start - load().event(change.target).date).days
            found += (value - start) / size
    for name, _, value in scenario.assumptions.parameters:
        if name in PARAMETERS:
            start, size = PARAMETERS[name]
            found += (value - start) / size
    return min(max(found, 0.0), 1.0)


class Model:
    """Stands for ``run_many``: campaign k has a window where the chance exceeds its own luck.

    The luck of n campaigns is n equal steps from 0 to 1, so a share is the chance to one nth. ``left_out`` of
    them do not count, and ``asked`` counts the worlds. ``bend`` is the power to which the
    chance is raised, so that it rises in no straight line.
    """

    def __init__(self, n: int, left_out: int = 0) -> None:
        self.luck = np.random.default_rng(7).permutation((np.arange(n) + 0.5) / n)
        self.left_out = left_out
        self.asked = 0
        self.bend = 1.0

    def __call__(self, worlds, given, options, pool, keep, count) -> None:
        for place, world in enumerate(worlds):
            self.asked += 1
            rows = np.zeros(options.campaigns, OUTCOME)
            rows["campaign"] = np.arange(options.campaigns)
            rows["antecedent_arose"] = rows["campaign"] >= self.left_out
            rows["window"] = self.luck[rows["campaign"]] < chance(world) ** self.bend
            keep(place, rows)
            count.add(options.campaigns)
