"""Could luck as it fell be had whole? Feelers of a changed war, foretold from reports of the one without.

    python -m sepeace.calibration.diplomacy.as_it_fell

Thresholds of the streams are inferred: a report says when one was crossed, in a war whose rates are known,
and feelers that left no report are filled in at (1 - r) of the rate, r being the share that leaves one. The
same thresholds then strike in the changed war, whose rates are others. (Reports before the branch alone would
say nothing: a stream has no memory.) It stands beside ``branch``, where all that comes after the branch is
fresh. It passes if counts lie in their intervals of 90% in 85% to 99% of the wars, and these are narrower
than under ``branch``. Each report counts with the chance that it is real.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from sepeace.calibration.diplomacy.fallen_wars import (
    HALF_YEAR,
    Reporter,
    ToldReports,
    Wars,
    Whole,
    run_wars,
    without,
)
from sepeace.calibration.diplomacy.likelihood import NOTHING, Array, shares
from sepeace.calibration.diplomacy.reports import Reports, reports
from sepeace.calibration.diplomacy.weighing import normed
from sepeace.documents.checks.as_it_fell import AsItFell, LuckRow, LuckWay
from sepeace.fingerprint import parts_hashes
from sepeace.shapes import json_text
from sepeace.version import __version__

SETS, WARS, DRAWS, SEED = 1_024, 200, 300, 7
"""Wars that are weighed, wars that are foretold, draws of each, and the seed of reports and draws."""
SHARES = shares(count=5)
INTERVAL = (0.05, 0.95)
COVER = (0.85, 0.99)
SCENARIOS = ("germany_wins_at_kursk", "uranus_fails")
STRENGTHS = ("document", "prospect", "rational")
BEFORE, ALL = "before", "all"
WAYS = (
    (LuckWay.BRANCH, BEFORE),
    (LuckWay.REPORTS, BEFORE),
    (LuckWay.FILLED_IN, BEFORE),
    (LuckWay.BRANCH, ALL),
    (LuckWay.FILLED_IN, ALL),
)
"""Ways to foretell, with the reports that weigh the numbers."""


def tried(sets: int = SETS, wars: int = WARS, seed: int = SEED) -> AsItFell:
    """The test, over some changes and readings."""
    like = reports()
    rows = [
        row
        for name in SCENARIOS
        for strength in STRENGTHS
        for row in rows_of(name, strength, like, sets, wars, seed)
    ]
    return AsItFell(
        version=__version__,
        hashes=dict(parts_hashes()),
        seed=seed,
        sets=sets,
        wars=wars,
        rows=tuple(rows),
        passes=passes(rows),
    )


def passes(rows: list[LuckRow]) -> bool:
    """Whether luck as it fell does what it must, in every row that has it."""
    usual = {(row.scenario, row.strength, row.weighed_by): row for row in rows if row.way == LuckWay.BRANCH}
    whole = [row for row in rows if row.way == LuckWay.FILLED_IN]
    return bool(whole) and all(
        COVER[0] <= row.covered <= COVER[1]
        and row.width < usual[row.scenario, row.strength, row.weighed_by].width
        for row in whole
    )


def rows_of(name: str, strength: str, like: Reports, sets: int, wars: int, seed: int) -> list[LuckRow]:
    """One change under one reading: every way to foretell."""
    made, random = run_wars(name, strength, sets), np.random.default_rng(seed)
    reporter = Reporter(strength, like, random)
    lasting = np.flatnonzero(~made.settled)
    chosen = random.choice(lasting, min(wars, len(lasting)), replace=False)
    found: dict[tuple[LuckWay, str], list[tuple[bool, float, float]]] = {way: [] for way in WAYS}
    for war in chosen.tolist():
        told, others = reporter.told(war), without(made, war)
        weights = {
            BEFORE: weights_of(others, told.before(made.branch), like, made.branch),
            ALL: weights_of(others, told, like, float(made.days[-1])),
        }
        for way, by in WAYS:
            counts = foretell(others, told, like, weights[by], way, random)
            low, high = np.quantile(counts, INTERVAL, method="inverted_cdf")
            truth = int(made.truth[war])
            found[way, by].append((bool(low <= truth <= high), float(high - low), counts.mean() - truth))
    return [_row(name, strength, way, by, found[way, by]) for way, by in WAYS]


def _row(name: str, strength: str, way: LuckWay, by: str, found: list[tuple[bool, float, float]]) -> LuckRow:
    covered, width, error = np.array(found, float).T
    return LuckRow(
        scenario=name,
        strength=strength,
        way=way,
        weighed_by=by,
        covered=round(float(covered.mean()), 4),
        width=round(float(width.mean()), 4),
        error=round(float(np.sqrt(np.square(error).mean())), 4),
    )


def _rates(wars: Wars, which: Whole, side: int, told: ToldReports, of: Whole) -> Array:
    """(wars, reports): feelers a half-year that a side was to send when some reports are dated."""
    low, high = (wars.until(which, side, days[of][None]) for days in (told.low, told.high))
    return np.asarray((high - low) / (told.high - told.low)[of] * HALF_YEAR)


def weights_of(wars: Wars, told: ToldReports, like: Reports, last: float) -> Array:
    """(wars, shares), of sum 1: how well each war fits what is reported until a day, at each completeness."""
    every = np.arange(len(wars.settled))
    logs = np.zeros((len(every), len(SHARES)))
    for side in range(2):
        of = np.flatnonzero(told.side == side)
        logs -= wars.until(every, side, np.array([[last]])) * SHARES
        rates, chance = _rates(wars, every, side, told, of) / like.usual[side], told.chance[of]
        for place in range(len(of)):
            real = chance[place] * rates[:, place, None] * SHARES
            logs += np.log(np.maximum(1.0 - chance[place] + real, NOTHING))
    logs[wars.settled] = -np.inf
    return normed(logs)


def foretell(
    wars: Wars, told: ToldReports, like: Reports, weights: Array, way: LuckWay, random: np.random.Generator
) -> Array:
    """(draws,) of feelers of both sides from the branch on, in the changed war."""
    places = random.choice(weights.size, DRAWS, p=weights.ravel())
    which, r = places // len(SHARES), SHARES[places % len(SHARES)]
    counts = np.zeros(DRAWS)
    for side in range(2):
        begun = wars.until(which, side, np.array([[wars.branch]]))[:, 0]
        end, known = wars.changed[which, side], wars.expected[which, side, -1]
        if way == LuckWay.BRANCH:
            counts += random.poisson(np.maximum(end - begun, 0.0))
            continue
        of = np.flatnonzero(told.side == side)
        real = _rates(wars, which, side, told, of) / like.usual[side] * told.chance[of] * r[:, None]
        true = random.random(real.shape) < real / np.maximum(real + 1.0 - told.chance[of], NOTHING)
        days = told.low[of] + (told.high - told.low)[of] * random.random(real.shape)
        crossed = wars.until(which, side, days)
        counts += (true & (days > wars.branch) & (crossed < end[:, None])).sum(axis=1)
        if way == LuckWay.FILLED_IN:
            counts += random.poisson((1.0 - r) * np.maximum(np.minimum(end, known) - begun, 0.0))
        counts += random.poisson(np.maximum(end - known, 0.0))
    return counts


def write(path: Path, found: AsItFell) -> None:
    """Write the test down."""
    path.write_text(json_text(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    done = tried()
    write(Path(__file__).parents[2] / "data" / "as_it_fell.json", done)
    sys.stdout.write("passes\n" if done.passes else "does not pass\n")
