"""Changes of a scenario held against each other: one of each thing, unless their spans do not overlap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sepeace.errors import Contradiction
from sepeace.quantities import EPOCH
from sepeace.record import Record
from sepeace.scenario.changes import (
    ALL,
    Change,
    ChannelChange,
    Dated,
    LeaderChange,
    OperationChange,
    ParameterChange,
)
from sepeace.scenario.operations import NORMANDY, fall_away


def check_together(changes: tuple[Change, ...]) -> None:
    """Refuse the second of two changes of the same thing.

    Raises:
        Contradiction: naming both.
    """
    for number, change in enumerate(changes):
        for earlier in changes[:number]:
            if _same_thing(earlier, change):
                if isinstance(change, LeaderChange):
                    raise Contradiction(
                        "one profile is put in Hitler's place; the other stands beside it in every answer",
                        given=f"{earlier.where} and {change.where}",
                        allowed="one change of a leader",
                        key=change.where,
                    )
                spans = ", or spans that do not overlap" if isinstance(change, Dated) else ""
                raise Contradiction(
                    f"{change.target} is changed twice",
                    given=f"{earlier.where} and {change.where}",
                    allowed=f"one change for each thing{spans}",
                    key=change.where,
                )


def check_battles(changes: Mapping[str, OperationChange], branch: date | None, record: Record) -> None:
    """Refuse a score for a battle in the West that another change keeps from being fought.

    Args:
        changes: those of operations and battles, by target.
        branch: a battle that has begun by then goes on.

    Raises:
        Contradiction: naming both.
    """
    for row in fall_away(changes, branch, record):
        change = changes.get(row.id)
        if change is not None:
            raise Contradiction(
                f"{row.id} is not fought where the landing in France is beaten back",
                given=f"{changes[NORMANDY].where} and {change.where}",
                allowed=f"{row.id} alone, or {NORMANDY} with another outcome",
                key=change.where,
            )


def _same_thing(one: Change, two: Change) -> bool:
    channels = isinstance(one, ChannelChange) and isinstance(two, ChannelChange)
    if one.target != two.target and not (channels and ALL in (one.target, two.target)):
        return False
    if one.kind != two.kind:
        return {one.kind, two.kind} == {"event", "policy"}
    if isinstance(one, ParameterChange) and isinstance(two, ParameterChange) and one.side != two.side:
        return False
    first, second = one.start or EPOCH, two.start or EPOCH
    overlap = first < (two.until or date.max) and second < (one.until or date.max)
    return overlap or not isinstance(one, Dated)
