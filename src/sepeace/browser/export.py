"""All that a page needs to run the model, as plain values: the module, worlds, choices, dials, digests.

Worlds, choices and pairs of choices are patches, each kept once in one pool. The text of a page is made of
these values; what each of them means to the host is told in ``docs/explanation/in-the-browser.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any

import numpy as np

from sepeace.browser import entries, memory
from sepeace.browser.choices import Choice, ChoicePatches, choices_of, led_by_others, patches_of, premiums_of
from sepeace.browser.number_dials import NumberDial, number_dials, offered
from sepeace.browser.number_sets import exported_sets
from sepeace.browser.scores import ScoreDial, dials_of
from sepeace.browser.tables import Patch, as_text, patch_between, tables_of
from sepeace.browser.translator.module import translated
from sepeace.clocks.campaigns import run_campaigns
from sepeace.clocks.records import Record
from sepeace.desk.desk_war import desk_scenario
from sepeace.runs.compare import baseline_of
from sepeace.scenario.checks.accepted import Given, accepted
from sepeace.scenario.luck import given_for
from sepeace.scenario.plan import plan
from sepeace.scenario.posteriors import READINGS, USUAL
from sepeace.scenario.scenario import Scenario
from sepeace.wording.assumed import Luck

CHECKED_SEED = 1
"""Seed of the campaign by which a page tries itself."""
ASSUMED = ("numbers", *READINGS, *USUAL)
"""Readings that say which sets of numbers campaigns have."""
MASK = (1 << 64) - 1


@cache
def kernel_module() -> bytes:
    """The kernel as a module of WebAssembly, with the entries that a page calls."""
    return translated(entries.ENTRIES, pages=memory.rooms().pages)


class Pool:
    """Patches, each once, by number."""

    def __init__(self) -> None:
        self.rows: dict[bytes, int] = {}

    def number(self, patch: Patch) -> int:
        """The number of a patch, which is entered where it is new."""
        return self.rows.setdefault(patch.encoded(), len(self.rows))

    def to_json(self) -> dict[str, Any]:
        """``data``, all patches one after the other as text, and ``ends``, where each of them ends."""
        ends = np.cumsum([len(row) for row in self.rows], dtype=int).tolist()
        return {"ends": ends, "data": as_text(b"".join(self.rows))}


def exported(
    scenarios: Iterable[Given],
    choices: Sequence[Choice] | None = None,
    operations: Collection[str] | None = None,
    every_pair: bool = False,
) -> dict[str, Any]:
    """What a page needs to run some scenarios against the recorded war.

    Args:
        scenarios: names, paths or scenarios, each with changes.
        choices: what can be chosen; by default all. What a scenario assumes already is left out.
        operations: those whose score can be turned, by id; by default all that a scenario allows.
        every_pair: whether every pair of choices is tried, which takes a minute a scenario.

    Returns:
        ``module`` and ``first``, the tables of one world, as text; ``layout`` as in ``memory.layout``;
        ``patches``, see ``Pool``; ``sets``, see ``exported_sets``; ``scenarios``: for each, ``name``,
        ``given``, ``assumed``, readings by name, ``worlds``, recorded and what-if, ``profiles``, the what-if
        with each other leader by name, ``dials`` and ``digests``. A world has ``tables``, a patch of
        ``first``; ``choices``: by name, in the order in which they are applied, a patch; ``pairs``: two names
        and a patch.

    ``desk`` is one world in the same form: that of the wars of an analyst's desk, with the readings of
    strength.

    Raises:
        SepeaceError: a scenario that cannot be run.
        ValueError: choices or scores that patches do not make.
    """
    asked, pool = [accepted(one) for one in scenarios], Pool()
    worlds = [(world, given_for(one, None)) for one in asked for world in _turned(one)]
    first = tables_of(plan(baseline_of(asked[0]), given_for(asked[0], None)))
    return {
        "module": as_text(kernel_module()),
        "layout": memory.layout(),
        "first": as_text(first),
        "scenarios": [_scenario(one, first, pool, choices, operations, every_pair) for one in asked],
        "desk": _desk(first, pool),
        "numbers": [_number(dial, pool) for dial in number_dials(worlds, offered(asked))],
        "patches": pool.to_json(),
        "sets": exported_sets(),
    }


def _turned(scenario: Scenario) -> Iterator[Scenario]:
    """The worlds in which numbers are set by hand: without the change, with it, and with other leaders."""
    yield baseline_of(scenario)
    yield scenario
    yield from led_by_others(scenario).values()


def _scenario(
    scenario: Scenario,
    first: bytes,
    pool: Pool,
    choices: Sequence[Choice] | None,
    operations: Collection[str] | None,
    every_pair: bool,
) -> dict[str, Any]:
    given = given_for(scenario, None)
    offered = choices_of(scenario)
    kept = [one for one in offered if choices is None or one in choices]
    kept += premiums_of(scenario)
    pair = (baseline_of(scenario), scenario)

    def patched(world: Scenario) -> dict[str, Any]:
        return _world(patches_of(world, given, kept, every_pair), first, pool)

    return {
        "name": scenario.name,
        "given": str(given),
        "assumed": _assumed(scenario),
        "worlds": [patched(world) for world in pair],
        "profiles": {name: patched(world) for name, world in led_by_others(scenario).items()},
        "dials": [_dial(dial, pool) for dial in dials_of(scenario, given, operations)],
        "digests": {
            "seed": CHECKED_SEED,
            "campaigns": 1,
            "worlds": [digest_of(run_campaigns(plan(one, given), CHECKED_SEED, 0, 1)) for one in pair],
        },
    }


def _desk(first: bytes, pool: Pool) -> dict[str, Any]:
    scenario = desk_scenario()
    readings = [one for one in choices_of(scenario) if one.name == "strength"]
    worlds = [_world(patches_of(scenario, Luck.BRANCH, readings), first, pool)]
    return {"assumed": _assumed(scenario), "worlds": worlds, "dials": []}


def _assumed(scenario: Scenario) -> dict[str, str]:
    return {name: getattr(scenario.assumptions, name) for name in ASSUMED}


def _world(patches: ChoicePatches, first: bytes, pool: Pool) -> dict[str, Any]:
    return {
        "tables": pool.number(patch_between(first, patches.tables)),
        "choices": {str(choice): pool.number(patch) for choice, patch in patches.single.items()},
        "pairs": [
            [str(one), str(other), pool.number(patch)] for (one, other), patch in patches.paired.items()
        ],
    }


def _runs(words: Sequence[tuple[int, float]]) -> list[list[int]]:
    """Words in a row that take the same factor, as the first, their number and the factor."""
    runs = []
    rows = list(enumerate(words))
    for (_, factor), run in groupby(rows, key=lambda row: (row[1][0] - row[0], row[1][1])):
        found = [word for _, (word, _) in run]
        runs.append([found[0], len(found), int(factor)])
    return runs


def _number(dial: NumberDial, pool: Pool) -> dict[str, Any]:
    return {"key": dial.key, "fixed": pool.number(dial.fixed), "words": _runs(dial.words)}


def _dial(dial: ScoreDial, pool: Pool) -> dict[str, Any]:
    return {
        "operation": dial.operation,
        "low": dial.low,
        "high": dial.high,
        "fixed": pool.number(dial.fixed),
        "words": _runs(dial.words),
        "outcomes": {name: pool.number(patch) for name, patch in dial.outcomes.items()},
    }


def digest_of(states: Record) -> str:
    """What the module's ``digest`` makes of the same states, as 16 hex digits."""
    found = entries.DIGEST_START & MASK
    for word in states.view(np.uint64).ravel().tolist():
        found = (found ^ word) * entries.DIGEST_PRIME & MASK
    return f"{found:016x}"
