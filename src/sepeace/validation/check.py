"""Does the model still give what can be worked out on paper?

``check()`` runs the public equations on limiting cases with known answers. The cases are data
(``sepeace/data/theory_cases.json``): settings, expected values, tolerances and how those were derived;
recipes turn settings into values. Beside them stand the war as recorded, each claim switched off or turned,
and the placebos that must change nothing. What the cases ignore: everything with luck in it. Cases of
the theory whose mechanism the package does not have are listed there too, with the reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sepeace.documents.checks.case import Case
from sepeace.documents.checks.check import CheckDocument, Switched
from sepeace.documents.checks.placebos import Placebos
from sepeace.files import data_text
from sepeace.validation import recipes_chance, recipes_war
from sepeace.validation.as_it_fell import tried
from sepeace.validation.case import compare
from sepeace.validation.hindcast import hindcast as recorded_war
from sepeace.validation.placebos.placebos import quick
from sepeace.validation.switch_checks import switched

RECIPES: dict[str, Callable[..., recipes_war.Values]] = {
    name: made
    for module in (recipes_war, recipes_chance)
    for name, made in vars(module).items()
    if getattr(made, "__annotations__", {}).get("return") == "Values"
}
"""By name, every function of the two modules that returns named numbers."""


def check(
    hindcast: Sequence[Case] | None = None,
    claims: Sequence[Switched] | None = None,
    placebos: Placebos | None = None,
) -> CheckDocument:
    """Compare the equations with the known answers; the recorded war with the record; turn every claim.

    Args:
        hindcast: cases to report beside the equations; by default those of the recorded war.
        claims: rows to report; by default every claim that is carried, turned in a few campaigns.
        placebos: what they show; by default those with an exact answer are run.
    """
    cases = tuple(case for entry in _data()["cases"] for case in _run(entry))
    beside = tuple(recorded_war() if hindcast is None else hindcast)
    turned = switched() if claims is None else tuple(claims)
    unmoved = quick() if placebos is None else placebos
    ok = all(case.ok for case in (*cases, *beside)) and all(row.ok for row in turned) and unmoved.ok
    return CheckDocument(
        cases=cases, hindcast=beside, claims=turned, placebos=unmoved, as_it_fell=tried(), ok=ok
    )


def group(id: str) -> str:
    """What the case of that id is about, in words."""
    groups: dict[str, str] = _data()["groups"]
    return groups.get(re.split(r"[\d_.]", id, maxsplit=1)[0], "other cases")


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
    data: dict[str, Any] = json.loads(data_text("theory_cases.json"))
    return data
