"""Which events of the record the model takes as given, and which it decides itself."""

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
)
"""Kinds that come from outside the bargaining: battles, politics and what follows from them are left out."""
DECIDED = ("capitulation", "romania_changes_sides", "finnish_armistice", "polish_breach")
"""Events of those kinds that follow from the war in the East: outcomes, or nothing the model has."""


def is_given(event: Event) -> bool:
    """Whether every campaign has this event on its date, unless a change moves it."""
    return event.kind in GIVEN_KINDS and event.id not in DECIDED
