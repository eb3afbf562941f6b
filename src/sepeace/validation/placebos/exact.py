"""Placebos with an exact answer: changes that change nothing must leave every bit as it was.

Forcing what happened gives the recorded war; forcing the score that an operation drew anyway gives the same
campaign; telling one battle as two leaves the front and the fortune of arms. All run on the plain clock, in
a few campaigns: an exact answer needs no more.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sepeace.clocks.plain import run_plain
from sepeace.clocks.storage import WEEK_COLUMNS, full_log, state_bytes
from sepeace.kernel import slots, weekly
from sepeace.kernel.fields import State
from sepeace.kernel.world import Entry, Log
from sepeace.quantities import EPOCH, day_of
from sepeace.record import load as load_record
from sepeace.scenario.changes import Change, OperationChange
from sepeace.scenario.library import historical
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.scenario import Scenario, Setting
from sepeace.validation.case import Case, compare
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
STILL: dict[str, Setting] = {"front_noise": 0.0, "sector_coupling": 0.0, "numbers": "default"}


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
    ended = run_plain(plan(historical(), luck="recorded"), 0, 0)[0].ended
    begun = [row for row in load_record().operations if day_of(row.start) < ended]
    return what_if(EPOCH, [forced(row.id, row.score) for row in begun], **assumptions)


def _recorded_again(seed: int, campaigns: int) -> int:
    """Campaigns with recorded luck that come out equal to the last bit when every score is forced."""
    war, again = plan(historical(), luck="recorded"), plan(as_recorded(), luck="recorded")
    return sum(equal(_told(war, seed, k), _told(again, seed, k)) for k in range(campaigns))


def _fronts_again(seed: int, campaigns: int) -> int:
    """Campaigns with free luck in which forced scores give the recorded fronts and strengths.

    The noise and coupling of the front are off, as they are in recorded luck. A war that ends at a table
    ends earlier than the recorded one; until then it must be the same.
    """
    _, recorded = _told(plan(historical(), luck="recorded"), seed, 0)
    free, found = plan(as_recorded(**STILL), "free"), 0
    for campaign in range(campaigns):
        state, log = _told(free, seed, campaign)
        found += _bits(log, state.known, 5) == _bits(recorded, state.known, 5)
    return found


def own_score(identity: str, branch: date, seed: int, campaigns: int) -> int:
    """How many campaigns are equal to the last bit when an operation is forced to the score it drew.

    Campaigns in which it was not fought, or not by a draw, are passed over; fewer than asked for count as
    different.
    """
    usual, found, tried = plan(what_if(branch, ()), "branch"), 0, 0
    row = row_of(usual, identity)
    for campaign in range(SEARCHED):
        if tried == campaigns:
            break
        state, log = _told(usual, seed, campaign)
        drawn = [one for one in log.rows[: state.events] if one.kind == slots.K_OPERATION and one.ref == row]
        if not drawn or drawn[-1].cause != slots.C_DRAWN:
            continue
        tried += 1
        again = plan(what_if(branch, [forced(identity, drawn[-1].first)]), "branch")
        found += equal((state, log), _told(again, seed, campaign))
    return found


def in_two_parts(identity: str, cut: date, seed: int, campaigns: int) -> tuple[float, float]:
    """Largest difference of a sector's front in km, and of the fortune of arms, when it is parted.

    Infinite where the wars do not last equally long.
    """
    usual = plan(historical())
    halves, km, fortune = parted(usual, identity, day_of(cut)), 0.0, 0.0
    for campaign in range(campaigns):
        (one, log), (two, other) = _told(usual, seed, campaign), _told(halves, seed, campaign)
        if one.known != two.known or one.ending != two.ending:
            return float("inf"), float("inf")
        for a, b in zip(log.weeks[: one.known], other.weeks[: one.known], strict=True):
            km = max(km, *(abs(a[sector] - b[sector]) for sector in range(slots.SECTORS)))
            fortune = max(fortune, abs(a[weekly.FORTUNE] - b[weekly.FORTUNE]))
    return km, fortune


def equal(one: tuple[State, Log], two: tuple[State, Log]) -> bool:
    """Whether two campaigns agree in every bit of state, weeks and events.

    The events may differ in one word: why an operation went as it did, which is "forced" in one of them.
    """
    (state, log), (other, its) = one, two
    if state_bytes(state) != state_bytes(other):
        return False
    if _bits(log, state.known) != _bits(its, other.known):
        return False
    rows = zip(log.rows[: state.events], its.rows[: other.events], strict=True)
    return all(repr(a) == repr(_said_alike(b, a)) for a, b in rows)


def _said_alike(row: Entry, other: Entry) -> Entry:
    """A row with the other's cause, where both are the fate of an operation that was fought."""
    fought = (slots.C_DRAWN, slots.C_RECORDED, slots.C_FORCED)
    if row.kind == slots.K_OPERATION and row.cause in fought and other.cause in fought:
        return replace(row, cause=other.cause)
    return row


def _told(made: Plan, seed: int, campaign: int) -> tuple[State, Log]:
    return run_plain(made, seed, campaign, full_log())


def _bits(log: Log, weeks: int, columns: int = len(WEEK_COLUMNS)) -> bytes:
    """The first columns of the weeks reached, as bytes: -0.0 differs from 0.0, nan equals nan."""
    return array("d", [value for week in log.weeks[:weeks] for value in week[:columns]]).tobytes()
