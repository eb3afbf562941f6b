"""Which events of the record the model takes as given, and which it decides itself.

The crimes are among those given: the German ones were an aim of the war, and none is an outcome of the
bargaining. Only those that rest on where the front stood are told no longer once a world has left the
record, and neither is what one side said or did of its own accord.
"""

from __future__ import annotations

from sepeace.record.types import Event
from sepeace.scenario.vocabulary import in_role, rests_on

GIVEN_KINDS = in_role("given_kind")
"""Kinds that come from outside the bargaining: battles, politics and what follows from them are left out."""
DECIDED = in_role("decided")
"""Events of those kinds that follow from the war in the East: outcomes, or nothing the model has."""
WHERE_THE_FRONT_STOOD = in_role("where_the_front_stood")
"""Crimes at a place that was in German, or in Soviet, reach on that day. Where a world has left the record it
may lie on the other side of the front, so they are told only while the war is held to the record. That a
chronicle does not name a murder or a deportation never means that there was none."""
OF_ONE_SIDE = in_role("of_one_side")
"""Words and steps of the Soviet leadership alone, told only while the war is held to the record: where it has
another war behind it, nobody knows what it would have said."""

TAKES_UP = rests_on("takes_up")
"""Those of them that take up another event: where it stands they are told in any war, and where it does not,
that there is nothing to take up."""


def is_given(event: Event, held: bool = True) -> bool:
    """Whether every campaign has this event on its date, unless a change moves it.

    Args:
        held: whether the war is still held to the record on that day.
    """
    if not held and event.id in WHERE_THE_FRONT_STOOD + OF_ONE_SIDE:
        return False
    return event.kind in GIVEN_KINDS and event.id not in DECIDED
