"""One comparison of a known answer with what the package gives."""

from __future__ import annotations

import math

from sepeace.documents.checks.case import Case
from sepeace.stats.estimates import finite


def compare(id: str, expected: float, got: float, tolerance: float) -> Case:
    """A case from its numbers. A ``got`` that is not finite never passes."""
    ok = math.isfinite(got) and abs(got - expected) <= tolerance
    return Case(id=id, expected=finite(expected), got=finite(got), tolerance=finite(tolerance), ok=ok)
