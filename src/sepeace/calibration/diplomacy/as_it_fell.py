"""Does luck as it fell foretell? Feelers of a changed war, foretold from reports of the one without.

    python -m sepeace.calibration.diplomacy.as_it_fell

Wars that the model makes up stand in for the one that was. Of each only reports are known; what follows a
change is foretold in two ways, and counted. As it fell: other wars, with numbers of their own, are held to
the reports in the war without the change, weighed by what they count, and run on with their luck in the
changed one, as ``clocks.as_it_fell`` does for one campaign. Branch: the same, with fresh luck from the branch
on. It passes if counts lie in their intervals of 90% in 85% to 99% of the wars, these are narrower than those
of ``branch``, whose numbers are weighed by all reports too, so that it is the luck that narrows them, and
what is foretold leans to neither side by much.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from sepeace.calibration.diplomacy.fallen_wars import Change, Reporter, change, held_to, sent, true_wars
from sepeace.calibration.diplomacy.likelihood import Array
from sepeace.calibration.diplomacy.pool import SEED as POOL_SEED
from sepeace.calibration.diplomacy.weighing import normed
from sepeace.clocks import clock_choice
from sepeace.clocks.as_it_fell import handed_on
from sepeace.clocks.records import Record, states
from sepeace.documents.checks.as_it_fell import AsItFell, LuckRow, LuckWay
from sepeace.fingerprint import parts_hashes
from sepeace.kernel.slots import NEVER
from sepeace.scenario.plan import Plan
from sepeace.scenario.tables.reports import COMPLETENESS, Reports, fill_places, reports
from sepeace.shapes import json_text
from sepeace.version import __version__

SETS, LUCKS, WARS, DRAWS, SEED = 256, 4, 100, 300, 7
"""Sets of numbers that are weighed, wars of each; wars that are foretold, draws of each, and their seed."""
INTERVAL = (0.05, 0.95)
COVER = (0.85, 0.99)
LEANING = 0.2
"""So far the mean error may lie from 0, in widths of the interval of 90%."""
SCENARIOS = ("germany_wins_at_kursk", "uranus_fails", "stalin_writes_only_for_leverage")
"""The last makes Moscow write several times as often as it would."""
STRENGTHS = ("document", "rational")
BEFORE, ALL = "before", "all"
WAYS = ((LuckWay.BRANCH, BEFORE), (LuckWay.BRANCH, ALL), (LuckWay.AS_IT_FELL, ALL))
"""Ways to foretell, with the reports that weigh the numbers."""


def tried(sets: int = SETS, wars: int = WARS, seed: int = SEED) -> AsItFell:
    """The test, over some changes and readings."""
    like = reports()
    rows = [
        row
        for name in SCENARIOS
        for strength in STRENGTHS
        for row in rows_of(change(name, strength), like, sets, wars, seed)
    ]
    return AsItFell(
        version=__version__,
        hashes=dict(parts_hashes()),
        seed=seed,
        sets=sets,
        lucks=LUCKS,
        wars=wars,
        rows=tuple(rows),
        passes=passes(rows),
    )


def passes(rows: list[LuckRow]) -> bool:
    """Whether luck as it fell does what it must, in every row that has it."""
    usual = {(row.scenario, row.strength, row.weighed_by): row for row in rows if row.way == LuckWay.BRANCH}
    whole = [row for row in rows if row.way == LuckWay.AS_IT_FELL]
    return bool(whole) and all(
        COVER[0] <= row.covered <= COVER[1]
        and row.width < usual[row.scenario, row.strength, row.weighed_by].width
        and abs(row.leaning) <= LEANING * row.width
        for row in whole
    )


def rows_of(asked: Change, like: Reports, sets: int, wars: int, seed: int) -> list[LuckRow]:
    """One change under one reading: every way to foretell."""
    clock_choice.prepare(3 * sets * wars, 1)
    made, workers = true_wars(asked, wars), os.cpu_count() or 1
    every = list(zip(made.numbers.tolist(), made.truth.tolist(), strict=True))

    def foretold(share: list[tuple[int, int]]) -> list[list[tuple[bool, float, float]]]:
        reporter, plans = Reporter(asked, like), [asked.plan(changed) for changed in (False, True)]
        found = []
        for war, truth in share:
            random = np.random.default_rng([seed, war])
            told = reporter.told(war, random)
            rows = foretell(asked, plans, told, sets, random)
            found.append([_judged(rows[way], truth) for way in WAYS])
        return found

    shares = [every[one::workers] for one in range(workers)]
    with ThreadPoolExecutor(workers) as threads:
        found = [row for part in threads.map(foretold, shares) for row in part]
    return [_row(asked, *way, [row[place] for row in found]) for place, way in enumerate(WAYS)]


def _judged(counts: Array, truth: int) -> tuple[bool, float, float]:
    low, high = np.quantile(counts, INTERVAL, method="inverted_cdf")
    return bool(low <= truth <= high), float(high - low), float(counts.mean() - truth)


def _row(asked: Change, way: LuckWay, by: str, found: list[tuple[bool, float, float]]) -> LuckRow:
    covered, width, error = np.array(found, float).T
    return LuckRow(
        scenario=asked.name,
        strength=asked.strength,
        way=way,
        weighed_by=by,
        covered=round(float(covered.mean()), 4),
        width=round(float(width.mean()), 4),
        error=round(float(np.sqrt(np.square(error).mean())), 4),
        leaning=round(float(error.mean()), 4),
    )


def foretell(
    asked: Change, plans: list[Plan], told: Reports, sets: int, random: np.random.Generator
) -> dict[tuple[LuckWay, str], Array]:
    """(draws,) of feelers of both sides from the branch on in the changed war, by way.

    Args:
        plans: of the war without the change and with it.
        told: reports of the one without.
    """
    without, changed = plans
    early = told.within(range(asked.before))
    fresh = held(changed, early, sets, random)
    fresh_counts, fresh_weights = sent(fresh)[:, asked.before :].sum(axis=1), weights(fresh)
    whole = held(without, told, sets, random)
    all_weights = weights(whole)
    # Numbers by all reports, luck by those before the branch: within a set as likely as these make it.
    by_set = fresh_weights.reshape(sets, LUCKS)
    inside = by_set / np.maximum(by_set.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    both = (inside * all_weights.reshape(sets, LUCKS).sum(axis=1)[:, None]).ravel()
    chosen = random.choice(len(whole), DRAWS, p=all_weights)
    return {
        (LuckWay.BRANCH, BEFORE): fresh_counts[random.choice(len(fresh), DRAWS, p=fresh_weights)],
        (LuckWay.BRANCH, ALL): fresh_counts[random.choice(len(fresh), DRAWS, p=both / both.sum())],
        (LuckWay.AS_IT_FELL, ALL): carried_over(asked, plans, told, whole[chosen]),
    }


def carried_over(asked: Change, plans: list[Plan], told: Reports, ended: Record) -> Array:
    """(wars,): feelers from the branch on in the changed war, with the luck of wars without the change."""
    without, changed = held_to(plans[0], told), held_to(plans[1], told, fill_places)
    begun = handed_on(ended, without.plan.world, changed.plan.world)
    begun["campaign"] = ended["campaign"]
    changed.held(begun, POOL_SEED)
    return np.asarray(sent(begun).sum(axis=1) - sent(ended)[:, : asked.before].sum(axis=1))


def held(made: Plan, found: Reports, sets: int, random: np.random.Generator) -> Record:
    """Wars held to some reports, ``LUCKS`` of each set in a row, run to their ends."""
    low, high = COMPLETENESS
    begun = states(sets * LUCKS)
    begun["campaign"] = np.repeat(np.arange(sets), LUCKS)
    begun["attempt"] = np.tile(np.arange(LUCKS), sets)
    begun["report_share"] = low + (high - low) * (begun["attempt"] + random.random(len(begun))) / LUCKS
    held_to(made, found).held(begun, POOL_SEED)
    return begun


def weights(ended: Record) -> Array:
    """(wars,), of sum 1: what each counts; even where none counts anything."""
    logs = np.where(ended["report_log"] > -NEVER, ended["report_log"], -np.inf)
    return normed(logs) if np.isfinite(logs).any() else np.full(len(logs), 1.0 / len(logs))


def write(path: Path, found: AsItFell) -> None:
    """Write the test down."""
    path.write_text(json_text(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    done = tried()
    write(Path(__file__).parents[2] / "data" / "as_it_fell.json", done)
    sys.stdout.write("passes\n" if done.passes else "does not pass\n")
