"""One comparison of a known answer with what the package gives."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sepeace.stats.estimates import finite

if TYPE_CHECKING:
    from sepeace.documents import case as documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One comparison: ``ok`` when ``got`` lies within ``tolerance`` of ``expected``."""

    id: str
    expected: float
    got: float
    tolerance: float
    ok: bool

    def to_json(self) -> documents.Case:
        """Keys as in the command line's output; a number that is not finite becomes null."""
        return {
            "id": self.id,
            "expected": finite(self.expected),
            "got": finite(self.got),
            "tolerance": finite(self.tolerance),
            "ok": self.ok,
        }


def compare(id: str, expected: float, got: float, tolerance: float) -> Case:
    """A case from its numbers. A ``got`` that is not finite never passes."""
    ok = math.isfinite(got) and abs(got - expected) <= tolerance
    return Case(id=id, expected=expected, got=got, tolerance=tolerance, ok=ok)
