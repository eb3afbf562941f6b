"""Placebos with an exact answer: changes that change nothing must leave every bit as it was.

Forcing what happened gives the recorded war; forcing the score that an operation drew anyway gives the same
campaign; telling one battle as two leaves the front and the fortune of arms. All run in a few
campaigns: an exact answer needs no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from sepeace.clocks.campaigns import CampaignTrace, run_campaigns, run_traced
from sepeace.documents.checks.case import Case
from sepeace.kernel import slots, weekly
from sepeace.quantities import EPOCH, day_of
from sepeace.record import load as load_record
from sepeace.scenario.changes import Change, OperationChange
from sepeace.scenario.library import historical
from sepeace.scenario.plan import plan
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.vocabulary import Setting
from sepeace.validation.case import compare
from sepeace.validation.placebos.operation_parts import parted, row_of

CAMPAIGNS = 2
OWN_SCORES = (
    ("typhoon_moscow", date(1941, 10, 21)),
    ("uranus", date(1942, 11, 19)),
    ("citadel", date(1943, 7, 5)),
    ("kutuzov", date(1943, 7, 15)),
    ("bagration", date(1944, 6, 1)),
)
"""Operations, each with a branch: on its first day, while it is under way, and weeks before it."""
PARTED = (
    ("smolensk_1941", date(1941, 8, 9)),
    ("kiev_1941", date(1941, 8, 2)),
    ("lower_dnieper", date(1943, 10, 31)),
)
"""Operations, each with the day on which its two parts meet."""
FRONT_KM, FORTUNE = 1.0, 1e-12
"""How far a parted operation may move the front of a sector, in km, and the fortune of arms."""
SEARCHED = 40
"""Campaigns looked through for some in which an operation was fought by a score of its own draw."""
STILL: dict[str, Setting] = {
    "front_noise": 0.0,
    "sector_coupling": 0.0,
    "numbers": "default",
    "switches_off": ("finland",),
}
"""Nothing moves the front but battles, and Finland leaves on the recorded day."""


def exact(seed: int = 1, campaigns: int = CAMPAIGNS) -> tuple[Case, ...]:
    """All placebos that have an exact answer.

    Args:
        campaigns: how many each is tried in. ``expected`` is their number and ``got`` how many of them came
            out equal; of a parted operation ``got`` is the largest difference over weeks and campaigns.
    """
    cases = [
        compare("every_score_as_recorded", campaigns, _recorded_again(seed, campaigns), 0.0),
        compare("every_score_as_recorded.free_luck", campaigns, _fronts_again(seed, campaigns), 0.0),
    ]
    for identity, branch in OWN_SCORES:
        equal = own_score(identity, branch, seed, campaigns)
        cases.append(compare(f"own_score.{identity}.branch_{branch}", campaigns, equal, 0.0))
    for identity, cut in PARTED:
        km, fortune = in_two_parts(identity, cut, seed, campaigns)
        cases.append(compare(f"two_parts.{identity}.front_km", 0.0, km, FRONT_KM))
        cases.append(compare(f"two_parts.{identity}.fortune", 0.0, fortune, FORTUNE))
    return tuple(cases)


def forced(identity: str, score: float) -> OperationChange:
    """The change that fixes the score of an operation."""
    return OperationChange(target=identity, score=score)


def what_if(branch: date, changes: Sequence[Change], **assumptions: Setting) -> Scenario:
    """The recorded war with these changes from a branch on."""
    scenario = replace(historical(), branch=branch, changes=tuple(changes))
    return scenario.with_assumptions(assumptions)


def as_recorded(**assumptions: Setting) -> Scenario:
    """The recorded war with every operation of the East forced to the score that the record gives it.

    Those that begin after the war has ended by the model's own rule are left out: nobody can force them.
    """
    ended = float(run_campaigns(plan(historical(), luck="recorded"), 0, 0, 1)["ended"][0])
    begun = [row for row in load_record().operations if day_of(row.start) < ended]
    return what_if(EPOCH, [forced(row.id, row.score) for row in begun], **assumptions)


def _recorded_again(seed: int, campaigns: int) -> int:
    """Campaigns with recorded luck that come out equal to the last bit when every score is forced."""
    war, again = plan(historical(), luck="recorded"), plan(as_recorded(), luck="recorded")
    pairs = zip(run_traced(war, seed, 0, campaigns), run_traced(again, seed, 0, campaigns), strict=True)
    return sum(equal(one, two) for one, two in pairs)


def _fronts_again(seed: int, campaigns: int) -> int:
    """Campaigns with free luck in which forced scores give the recorded fronts and strengths.

    The noise and coupling of the front are off, and Finland leaves as recorded: so it is in recorded luck. A
    war that ends at a table ends earlier than the recorded one; until then it must be the same.
    """
    (war,) = run_traced(plan(historical(), luck="recorded"), seed)
    free = run_traced(plan(as_recorded(**STILL), "free"), seed, 0, campaigns)
    return sum(one.weeks[:, :5].tobytes() == war.weeks[: len(one.weeks), :5].tobytes() for one in free)


def own_score(identity: str, branch: date, seed: int, campaigns: int) -> int:
    """How many campaigns are equal to the last bit when an operation is forced to the score it drew.

    Campaigns in which it was not fought, or not by a draw, are passed over; fewer than asked for count as
    different.
    """
    usual, found, tried = plan(what_if(branch, ()), "branch"), 0, 0
    row = row_of(usual, identity)
    for campaign, war in enumerate(run_traced(usual, seed, 0, SEARCHED)):
        fate = war.events[(war.events["kind"] == slots.K_OPERATION) & (war.events["ref"] == row)]
        if not len(fate) or fate["cause"][-1] != slots.C_DRAWN:
            continue
        tried += 1
        again = plan(what_if(branch, [forced(identity, float(fate["first"][-1]))]), "branch")
        found += equal(war, *run_traced(again, seed, campaign))
        if tried == campaigns:
            break
    return found


def in_two_parts(identity: str, cut: date, seed: int, campaigns: int) -> tuple[float, float]:
    """Largest difference of a sector's front in km, and of the fortune of arms, when it is parted.

    Infinite where the wars do not last equally long.
    """
    usual = plan(historical())
    halves, km, fortune = parted(usual, identity, day_of(cut)), 0.0, 0.0
    pairs = zip(run_traced(usual, seed, 0, campaigns), run_traced(halves, seed, 0, campaigns), strict=True)
    for one, two in pairs:
        if len(one.weeks) != len(two.weeks) or one.state["ending"] != two.state["ending"]:
            return float("inf"), float("inf")
        apart = np.abs(one.weeks - two.weeks).max(axis=0)
        km = max(km, float(apart[: slots.SECTORS].max()))
        fortune = max(fortune, float(apart[weekly.FORTUNE]))
    return km, fortune


def equal(one: CampaignTrace, two: CampaignTrace) -> bool:
    """Whether two campaigns agree in every bit of state, weeks and events: -0.0 differs from 0.0.

    The events may differ in one word: why an operation went as it did, which is "forced" in one of them.
    """
    if one.state.tobytes() != two.state.tobytes() or one.weeks.tobytes() != two.weeks.tobytes():
        return False
    fought = [
        (trace.events["kind"] == slots.K_OPERATION)
        & np.isin(trace.events["cause"], (slots.C_DRAWN, slots.C_RECORDED, slots.C_FORCED))
        for trace in (one, two)
    ]
    alike = two.events.copy()
    both = fought[0] & fought[1]
    alike["cause"][both] = one.events["cause"][both]
    return one.events.tobytes() == alike.tobytes()
