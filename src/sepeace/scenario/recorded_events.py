"""Which events of the record the model takes as given, and which it decides itself.

The crimes are among those given: the German ones were an aim of the war, and none is an outcome of the
bargaining. Only those that rest on where the front stood are told no longer once a world has left the
record, and neither is what one side said or did of its own accord.
"""

from __future__ import annotations

from sepeace.record.types import Event

GIVEN_KINDS = (
    "diplomacy",
    "declaration",
    "supply",
    "promise",
    "postponement",
    "landing",
    "conference",
    "armistice",
    "crime",
)
"""Kinds that come from outside the bargaining: battles, politics and what follows from them are left out."""
DECIDED = ("capitulation", "romania_changes_sides", "finnish_armistice", "polish_breach")
"""Events of those kinds that follow from the war in the East: outcomes, or nothing the model has."""
WHERE_THE_FRONT_STOOD = (
    "babi_yar",
    "odessa_massacre",
    "erntefest",
    "hungary_occupied",
    "soviet_germans_deported",
    "karachai_deported",
    "kalmyks_deported",
    "chechens_ingush_deported",
    "balkars_deported",
    "crimean_tatars_deported",
    "meskhetian_turks_deported",
)
"""Crimes at a place that was in German, or in Soviet, reach on that day. Where a world has left the record it
may lie on the other side of the front, so they are told only while the war is held to the record. That a
chronicle does not name a murder or a deportation never means that there was none."""

OF_ONE_SIDE = (
    "molotov_note_1941",
    "order_55",
    "order_130",
    "stalin_november_1942",
    "order_95",
    "order_195",
    "maisky_recalled",
    "neutrality_pact_denounced",
)
"""Words and steps of the Soviet leadership alone, told only while the war is held to the record: where it has
another war behind it, nobody knows what it would have said."""


def is_given(event: Event, held: bool = True) -> bool:
    """Whether every campaign has this event on its date, unless a change moves it.

    Args:
        held: whether the war is still held to the record on that day.
    """
    if not held and event.id in WHERE_THE_FRONT_STOOD + OF_ONE_SIDE:
        return False
    return event.kind in GIVEN_KINDS and event.id not in DECIDED
