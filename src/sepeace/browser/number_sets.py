"""Sets of numbers that the record has weighed, as a page has them: the first of each choice of readings.

The order in which campaigns have them is that of van der Corput, so the first are spread over all, and a page
gives what the package gives for as many campaigns. A page has them in ascending order, by how much each lies
beyond the one before, which compresses well; their order follows from their places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from sepeace.browser.entries import WorldTables
from sepeace.browser.tables import as_text
from sepeace.browser.translator.kinds import record_of
from sepeace.kernel.slots import SETS
from sepeace.scenario import posteriors
from sepeace.scenario.posteriors import READINGS, USUAL, NumberSets

ON_PAGE = 1_000
"""Sets of each choice of readings, one for each campaign that a page runs where nothing else is asked."""


def sets_on_page() -> dict[str, NumberSets]:
    """The sets that are shipped for this model, prior and record, by their readings in a row."""
    shipped = [one for name in posteriors.shipped_names() if (one := posteriors.shipped(name)) is not None]
    return {_name(one.readings): one for one in shipped if posteriors.why_not(_readings(one)) is None}


def _readings(found: NumberSets) -> dict[str, str]:
    return {**USUAL, **found.readings}


def _name(readings: Mapping[str, str]) -> str:
    return "-".join(readings[name] for name in READINGS)


def exported_sets() -> dict[str, Any]:
    """What a page has of them.

    Returns:
        ``readings``, in the order in which they make a name; ``usual``, what else must hold by name;
        ``count``, sets of each; ``all``, so many as there are places; ``names``, and for each of them the
        seed of the batch in ``seeds``; ``data``: the steps of all, as text.
    """
    made = sets_on_page()
    return {
        "readings": list(READINGS),
        "usual": dict(USUAL),
        "count": ON_PAGE,
        "all": SETS,
        "names": list(made),
        "seeds": [one.seed for one in made.values()],
        "data": as_text(steps(one.slots(ON_PAGE) for one in made.values())),
    }


def steps(rows: Iterable[Iterable[int]]) -> bytes:
    """Rows of whole numbers in ascending order, each number by how much it lies beyond the one before.

    Two bytes each: of all rows first the low ones, then the high ones, which are nearly all 0.

    Raises:
        ValueError: a step that two bytes do not hold.
    """
    made = [np.diff(np.sort(np.array(list(row), np.int64)), prepend=0) for row in rows]
    found = np.concatenate([np.zeros(0, np.int64), *made])
    words = found.astype("<u2")
    if (words != found).any():
        raise ValueError(f"two bytes do not hold a step of {found.max()}")
    return words.view(np.uint8).reshape(-1, 2).T.tobytes()


def with_sets(tables: bytes, found: NumberSets, count: int = SETS) -> bytes:
    """Tables of a world whose campaigns have the first of some sets in turn."""
    made = np.frombuffer(tables, record_of(WorldTables)).copy()
    world = made["world"]
    world["sets"], world["set_seed"] = count, found.seed
    world["set_campaign"][0, :count] = found.slots(count)
    return made.tobytes()
