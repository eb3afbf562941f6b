"""`check --json`."""

from __future__ import annotations

from dataclasses import dataclass

from sepeace.documents.checks.as_it_fell import AsItFell
from sepeace.documents.checks.case import Case
from sepeace.documents.checks.placebos import Placebos
from sepeace.shapes import Document, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched(Document):
    """A claim of the source document with one of its switches off, or turned by one setting."""

    id: Said
    """Number of the claim."""
    term: str
    """The term that must go, or be another."""
    switch: str | None
    """The switch that is turned off, or null."""
    turn: str | None
    """Where there is no switch, the setting that turns the claim."""
    ok: bool
    """Whether the term goes, no other goes with it, and something comes out otherwise; or it turns."""
    got: str
    """What happened, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDocument(Document):
    """Whether the model gives what can be worked out on paper, and what is recorded."""

    cases: tuple[Case, ...]
    """Limiting cases against closed forms."""
    hindcast: tuple[Case, ...]
    """The war with its own luck against the record."""
    claims: tuple[Switched, ...]
    """Each switch of a claim turned off in a few campaigns, or what else turns the claim set."""
    placebos: Placebos
    """Changes that ought to do nothing, or little."""
    as_it_fell: AsItFell
    """How luck as it fell foretells, as it was tried last; it never fails the check."""
    ok: bool
    """Whether all hold; if not, the exit status is 1."""
