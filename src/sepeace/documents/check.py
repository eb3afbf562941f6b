"""`check --json`."""

from __future__ import annotations

from typing_extensions import TypedDict

from sepeace.documents.case import Case
from sepeace.documents.placebos import Placebos
from sepeace.shapes import Said


class Switched(TypedDict):
    """A claim of the source document with one of its switches off."""

    id: Said
    """Number of the claim."""
    term: str
    """The term that must go."""
    switch: str
    """The switch that is turned off."""
    ok: bool
    """Whether the term goes, no other goes with it, and something comes out otherwise."""
    got: str
    """What happened, in words."""


class CheckDocument(TypedDict):
    """Whether the model gives what can be worked out on paper, and what is recorded."""

    cases: list[Case]
    """Limiting cases against closed forms."""
    hindcast: list[Case]
    """The war with its own luck against the record."""
    claims: list[Switched]
    """Each switch of a claim turned off in a few campaigns."""
    placebos: Placebos
    """Changes that ought to do nothing, or little."""
    ok: bool
    """Whether all hold; if not, the exit status is 1."""
