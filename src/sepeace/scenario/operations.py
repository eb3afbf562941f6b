"""The operations of a plan: dates, scores that are fixed or cancelled, ground credited to each.

When a sector's recorded front moves in a week, the credit goes to operations fought there that push
the same way, shared by their daily gain of ground. Movement that nobody can claim is part of the path.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sepeace.kernel.elementary import natural_log
from sepeace.quantities import day_of
from sepeace.record import Record
from sepeace.record.types import Operation, WesternBattle
from sepeace.scenario.changes import EventChange, OperationChange
from sepeace.scenario.recorded_weeks import MILLION, SECTORS, SPAN, overlap
from sepeace.scenario.vocabulary import rests_on

WEST_VALUE = 0.7
WEST_LEAST_SIZE = 0.5
FULL_SIZE = 2.0
"""Weights in the fortune of arms (judgement): a western battle counts .7; size
counts up to 2 million men a side."""
BEATEN_BACK = 1.5
"""German score of the battle of Normandy from which the landing is beaten back (judgement)."""
NORMANDY = "overlord"
WESTERN_NUMBERS = 1000
"""Permanent numbers of western battles start here, clear of those of the East."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fought:
    """One operation of the plan, in days and millions; a western battle has no sectors and no losses.

    ``acts`` are the sectors whose front it moves, ``seen`` those in which it is fought, 1 or 0 each.
    ``forced`` is what a change decides: 0 nothing, 1 its score, which is ``forced_score``, 2 that it is
    cancelled. The kernel reads the same codes as ``op_forced``. A western battle is scored from the German
    side; where the West attacks, ``attacker_west``, a change scores it from the other.
    """

    number: int
    id: str
    name: str
    east: bool
    side: int
    start: float
    end: float
    recorded_start: float
    recorded_end: float
    acts: tuple[int, int, int]
    seen: tuple[int, int, int]
    score: float
    km_gained: float
    losses: tuple[float, float]
    engaged: float
    value: float
    forced: int
    forced_score: float
    attacker_west: bool = False

    @property
    def moved(self) -> bool:
        """Whether a change gives it other dates."""
        return self.start != self.recorded_start


BATTLE_EVENTS = dict(rests_on("battle"))
"""Battles in the West that move, or do not take place, with an event."""


def fought(
    record: Record, operations: Mapping[str, OperationChange], events: Mapping[str, EventChange]
) -> list[Fought]:
    """All operations of the war in order of start.

    Args:
        operations, events: changes of operations and of events, by id.
    """
    rows = [_eastern(row, operations.get(row.id)) for row in record.operations]
    for battle in record.western_battles:
        event = BATTLE_EVENTS.get(battle.id, "")
        change = events.get(event)
        shift = 0.0
        if change is not None and change.start is not None:
            shift = day_of(change.start) - day_of(record.event(event).date)
        off = change is not None and bool(change.cancel)
        level = 1.0 if change is None or change.level is None else change.level
        rows.append(_western(battle, shift, off, level, operations.get(battle.id)))
    return sorted(rows, key=lambda row: (row.start, row.number))


def _days(start: date, end: date) -> tuple[float, float]:
    return day_of(start), day_of(end + timedelta(days=1))


def _eastern(row: Operation, change: OperationChange | None) -> Fought:
    start, end = _days(row.start, row.end)
    new = start if change is None or change.start is None else day_of(change.start)
    forced, score = _forced(row.score, change)
    side = 0 if row.attacker == "germany" else 1
    attacker, defender = (row.attacker_losses or 0.0) / MILLION, (row.defender_losses or 0.0) / MILLION
    size = (row.attacker_strength + row.defender_strength) / 2.0 / MILLION
    seen = tuple(1 if sector in row.sectors else 0 for sector in SECTORS)
    return Fought(
        number=row.number,
        id=row.id,
        name=row.name,
        east=True,
        side=side,
        start=new,
        end=new + (end - start),
        recorded_start=start,
        recorded_end=end,
        acts=(seen[0], seen[1], seen[2]) if row.moves_front else (0, 0, 0),
        seen=(seen[0], seen[1], seen[2]),
        score=row.score,
        km_gained=row.km_gained,
        losses=(attacker, defender) if side == 0 else (defender, attacker),
        engaged=row.defender_strength / MILLION,
        value=0.0 if row.nested_in else min(1.0, size / FULL_SIZE),
        forced=forced,
        forced_score=score,
    )


def _forced(recorded: float, change: OperationChange | None) -> tuple[int, float]:
    """1 and a score that is fixed, 2 where the operation is cancelled, else 0."""
    if change is not None and change.cancel:
        return 2, recorded
    if change is not None and change.score is not None:
        return 1, change.score
    return 0, recorded


def decided(
    rows: Iterable[Fought], changes: Mapping[str, OperationChange], gone: Iterable[WesternBattle] = ()
) -> tuple[Fought, ...]:
    """Operations with their scores fixed, or cancelled, as changes say; their dates stay.

    Args:
        gone: battles that are not fought either, as ``fall_away`` gives them; each on its recorded days.
    """
    names = {battle.id for battle in gone}
    found = []
    for row in rows:
        if row.id in names:
            found.append(replace(row, forced=2, start=row.recorded_start, end=row.recorded_end))
            continue
        forced, score = _decided(row, changes.get(row.id))
        found.append(replace(row, forced=forced, forced_score=score) if forced != row.forced else row)
    return tuple(found)


def beaten_back(changes: Mapping[str, OperationChange]) -> bool:
    """Whether changes have the landing in France beaten back; its score is the attacker's, the West's."""
    landing = changes.get(NORMANDY)
    return landing is not None and landing.score is not None and -landing.score >= BEATEN_BACK


def fall_away(
    changes: Mapping[str, OperationChange], branch: date | None, record: Record
) -> tuple[WesternBattle, ...]:
    """Battles in the West that are not fought, because changes have the landing beaten back.

    Args:
        branch: what has begun by then is not undone.
    """
    if not beaten_back(changes):
        return ()
    return tuple(
        row
        for row in record.western_battles
        if rests_on_normandy(row.id) and (branch is None or row.start >= branch)
    )


def rests_on_normandy(battle: str) -> bool:
    """Whether a battle in the West is not fought where the landing is beaten back: any that goes with it.

    The landing in southern France among them: its divisions and ships waited for Normandy.
    """
    return battle != NORMANDY and BATTLE_EVENTS.get(battle) == BATTLE_EVENTS[NORMANDY]


def _decided(row: Fought, change: OperationChange | None) -> tuple[int, float]:
    """What a change decides of an operation; a western battle may be called off with its event as well."""
    if row.east or row.forced == 2:
        return _forced(row.score, change) if row.east else (row.forced, row.forced_score)
    forced, score = _forced(row.score, change)
    return forced, (-score if forced == 1 and row.attacker_west else score)


def _western(
    row: WesternBattle, shift: float, cancelled: bool, level: float, change: OperationChange | None
) -> Fought:
    start, end = _days(row.start, row.end)
    if change is not None and change.start is not None:
        shift = day_of(change.start) - start
    size = max(WEST_LEAST_SIZE, min(1.0, level * row.strength_millions / FULL_SIZE))
    return Fought(
        number=WESTERN_NUMBERS + row.number,
        id=row.id,
        name=row.name,
        east=False,
        side=0,
        start=start + shift,
        end=end + shift,
        recorded_start=start,
        recorded_end=end,
        acts=(0, 0, 0),
        seen=(0, 0, 0),
        score=row.score_germany,
        km_gained=0.0,
        losses=(0.0, 0.0),
        engaged=0.0,
        value=WEST_VALUE * size,
        forced=2 if cancelled else 0,
        forced_score=row.score_germany,
        attacker_west=row.attacker == "west",
    )


def credited(rows: list[Fought], path: list[list[float]]) -> list[list[list[float]]]:
    """km of recorded movement, in the direction of attack, by operation, sector and recorded week."""
    table = [[[0.0] * (SPAN + 1) for _ in SECTORS] for _ in rows]
    for sector in range(len(SECTORS)):
        for week in range(SPAN):
            moved = path[sector][week + 1] - path[sector][week]
            if moved == 0.0:
                continue
            side = 0 if moved > 0.0 else 1
            weights = [_pace(row, sector, week) if row.side == side else 0.0 for row in rows]
            total = math.fsum(weights)
            if total > 0.0:
                for o, weight in enumerate(weights):
                    table[o][sector][week] = abs(moved) * weight / total
    return table


def _pace(row: Fought, sector: int, week: int) -> float:
    """Ground a day of an operation, weighted by the days of the week on which it is under way."""
    if row.acts[sector] == 0:
        return 0.0
    days = row.recorded_end - row.recorded_start
    return row.km_gained / days * overlap(7.0 * week, 7.0 * week + 7.0, row.recorded_start, row.recorded_end)


def relaid(row: Fought, old: list[float]) -> list[float]:
    """A weekly amount of a moved operation, laid in the same shares over its new dates."""
    days = row.recorded_end - row.recorded_start
    sums = [0.0]
    for amount in old:
        sums.append(sums[-1] + amount)

    def reached(day: float) -> float:
        """Amount up to a recorded day; inside a week in proportion to the operation's own days in it."""
        week = min(max(int(day // 7.0), 0), SPAN)
        whole = overlap(7.0 * week, 7.0 * week + 7.0, row.recorded_start, row.recorded_end)
        part = overlap(7.0 * week, day, row.recorded_start, row.recorded_end)
        return sums[week] + (old[week] * part / whole if whole > 0.0 else 0.0)

    table = []
    for week in range(SPAN + 1):
        first = min(max(7.0 * week - row.start, 0.0), days) + row.recorded_start
        last = min(max(7.0 * week + 7.0 - row.start, 0.0), days) + row.recorded_start
        table.append(reached(last) - reached(first))
    return table


def ground(row: Fought, by_sector: list[list[float]]) -> float:
    """km per unit of score before slope, floor and roof: recorded movement or half the reported gain."""
    return max(max(map(math.fsum, by_sector)), row.km_gained / 2.0)


def ratio_on(row: Fought, day: float, force: list[list[float]]) -> float:
    """Log of the attacker's recorded theatre strength over the defender's on the Sunday before a day."""
    week = max(0, math.ceil(day / 7.0) - 1)
    ratio = natural_log(force[0][week] / force[1][week])
    return ratio if row.side == 0 else -ratio
