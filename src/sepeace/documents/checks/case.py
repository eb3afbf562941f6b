"""One known answer beside what the package gives."""

from __future__ import annotations

from dataclasses import dataclass

from sepeace.shapes import Document, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Document):
    """A known answer, and what the package gives."""

    id: Said
    """Its name; a case of several values has one row for each."""
    expected: float | None
    """The known answer; 1 for a statement that must hold. Null where it is not finite."""
    got: float | None
    """What the package gives; null where it is not finite."""
    tolerance: float | None
    """How far apart they may lie."""
    ok: bool
    """Whether they lie no further apart."""
