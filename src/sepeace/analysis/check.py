"""Does the model still give what can be worked out on paper?

``check()`` runs the public equations on limiting cases with known answers. The cases are data
(``sepeace/data/theory_cases.json``): settings, expected values, tolerances and how those were derived;
recipes turn settings into values. What the cases ignore: everything with luck in it. Cases of the
theory whose mechanism the package does not have are listed there too, with the reason.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sepeace.analysis import recipes_chance, recipes_war

RECIPES = recipes_war.RECIPES | recipes_chance.RECIPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One comparison: ``ok`` when ``got`` lies within ``tolerance`` of ``expected``."""

    id: str
    expected: float
    got: float
    tolerance: float
    ok: bool

    def to_json(self) -> dict[str, object]:
        """Keys as in the command line's output; a number that is not finite becomes null."""
        return {
            "id": self.id,
            "expected": _finite(self.expected),
            "got": _finite(self.got),
            "tolerance": _finite(self.tolerance),
            "ok": self.ok,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """All comparisons; ``ok`` when every one of them holds."""

    cases: tuple[Case, ...]
    hindcast: tuple[Case, ...]
    ok: bool

    def to_json(self) -> dict[str, object]:
        """``cases``, ``hindcast`` and ``ok`` as plain values."""
        return {
            "cases": [case.to_json() for case in self.cases],
            "hindcast": [case.to_json() for case in self.hindcast],
            "ok": self.ok,
        }


def compare(id: str, expected: float, got: float, tolerance: float) -> Case:
    """A case from its numbers. A ``got`` that is not finite never passes."""
    ok = math.isfinite(got) and abs(got - expected) <= tolerance
    return Case(id=id, expected=expected, got=got, tolerance=tolerance, ok=ok)


def check(hindcast: Sequence[Case] | None = None) -> CheckReport:
    """Compare the equations with the known answers, and beside them the recorded war with the record.

    Args:
        hindcast: cases to report beside the equations; by default those of the recorded war.
    """
    cases = tuple(case for entry in _data()["cases"] for case in _run(entry))
    if hindcast is None:
        from sepeace.analysis.hindcast import hindcast as recorded_war

        hindcast = recorded_war()
    beside = tuple(hindcast)
    return CheckReport(cases=cases, hindcast=beside, ok=all(case.ok for case in (*cases, *beside)))


def not_covered() -> dict[str, str]:
    """Cases of the theory that are not checked, or only in part: id to reason."""
    return dict(_data()["not_covered"])


def _run(entry: dict[str, Any]) -> list[Case]:
    got = RECIPES[entry["recipe"]](**entry["settings"])
    return [
        compare(f"{entry['id']}.{name}", expected, got[name], tolerance)
        for name, (expected, tolerance) in entry["expected"].items()
    ]


@cache
def _data() -> dict[str, Any]:
    text = files("sepeace").joinpath("data", "theory_cases.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
