"""All of the second stage in one call: wars, weights, tests of the weights, comparisons, files.

Wars are kept in the folder as they are run, each choice of readings in a file of its own that says which
model, prior and record it is of: a run that was broken off goes on where it stood.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

import numpy as np

from sepeace.calibration.diplomacy import factors as factors_of
from sepeace.calibration.diplomacy.findings import findings
from sepeace.calibration.diplomacy.hindcast import hindcast
from sepeace.calibration.diplomacy.other_case import finnish_wars, other_case
from sepeace.calibration.diplomacy.pool import ARRAYS, LUCKS, SEED, SETS, Pool, run_pool
from sepeace.calibration.diplomacy.rank_test import WARS, rank
from sepeace.calibration.diplomacy.reports import Reports, reports
from sepeace.calibration.diplomacy.weighing import even_slots, weigh
from sepeace.documents.calibrate import Calibrate, Findings, RankTest
from sepeace.errors import BadValue
from sepeace.files import replacing
from sepeace.fingerprint import parts_hashes
from sepeace.kernel import slots
from sepeace.record import own_files
from sepeace.scenario import posteriors
from sepeace.scenario.vocabulary import READINGS
from sepeace.version import __version__

Progress = Callable[[str, int, int], None]
RANKED_SETS = 2_048
"""Sets that the test by made-up wars weighs: as many as show a fault."""


def choices() -> tuple[tuple[str, str, str], ...]:
    """Choices of readings: every strength with every motive, and every strength with every initiative."""
    strengths, motives, initiatives = (READINGS[name] for name in posteriors.READINGS)
    wide = [(one, two, initiatives[0]) for one, two in product(strengths, motives)]
    return (*wide, *((one, motives[0], three) for one, three in product(strengths, initiatives[1:])))


def calibrate(
    folder: Path,
    *,
    sets: int = SETS,
    lucks: int = LUCKS,
    seed: int = SEED,
    workers: int = 1,
    wars: int = WARS,
    progress: Progress | None = None,
) -> Calibrate:
    """Weigh the numbers by the reported feelers, under each choice of readings, and write the posteriors.

    Args:
        folder: where wars and posteriors are kept; what lies there of the same model is not run again.
        progress: called with what is done, how far, and of how much.

    Raises:
        BadValue: a record of one's own is in use; fewer than 64 sets or 2 lucks.
        CannotWrite: the folder cannot be written to.
    """
    if own_files():
        message = "the posterior is of the shipped record"
        raise BadValue(message, given=own_files()[0], allowed="no --record", key="--record")
    if sets < 64 or lucks < 2:
        raise BadValue("too few to weigh", given=(sets, lucks), allowed="64 sets and 2 lucks at least")
    began, which = time.perf_counter(), choices()
    by_initiative = {name: reports(name) for name in READINGS["initiative"]}
    pools: dict[tuple[str, ...], Pool] = {}
    done = 0

    def tick(campaigns: int) -> None:
        nonlocal done
        done += campaigns
        if progress is not None:
            progress("wars", done, len(which) * sets * lucks)

    for one in which:
        pools[one] = _pool(folder, one, sets, lucks, seed, workers, tick)
    ways = factors_of.variants(by_initiative)
    found, files = [], []
    for place, one in enumerate(which):
        row, written = _weighed(folder, pools[one], by_initiative[one[2]])
        found.append(row)
        files.append(written.name)
        if progress is not None:
            progress("weights", place + 1, len(which))
    usual = [one for one in which if one[1:] == ("sincere", "mastny")]
    rows = factors_of.factors(pools, ways)
    record = by_initiative["mastny"]
    finnish = finnish_wars(sets, seed, workers)
    bound = 1.0 / max(1.0 - max(pool.settled.mean() for pool in pools.values()), 1e-9)
    return Calibrate(
        version=__version__,
        hashes=dict(parts_hashes()),
        seed=seed,
        findings=tuple(found),
        factors=rows,
        ranks=tuple(row for one in usual for row in _ranks(pools[one], record, wars)),
        hindcast=tuple(hindcast(pools[one], record) for one in usual),
        other_case=tuple(other_case(pools[one], record, finnish) for one in usual),
        sentences=factors_of.said(rows, float(bound)),
        files=tuple(files),
        seconds=time.perf_counter() - began,
    )


def _pool(
    folder: Path,
    which: Sequence[str],
    sets: int,
    lucks: int,
    seed: int,
    workers: int,
    tick: Callable[[int], None],
) -> Pool:
    """The wars of one choice of readings: as they lie in the folder, or run now and kept."""
    readings = dict(zip(posteriors.READINGS, which, strict=True))
    path, stamp = folder / "wars" / f"{'-'.join(which)}.npz", _stamp(sets, lucks, seed)
    try:
        with np.load(path, allow_pickle=False) as kept:
            if str(kept["stamp"]) == stamp:
                tick(sets * lucks)
                arrays = {name: kept[name] for name in ARRAYS}
                return Pool(readings=tuple(sorted(readings.items())), seed=seed, **arrays)
    except (OSError, ValueError, KeyError, EOFError):
        pass  # not there, or broken off while it was written
    pool = run_pool(readings, sets, lucks, seed, workers, tick)
    with replacing(path) as temporary, open(temporary, "wb") as file:
        np.savez(file, stamp=np.array(stamp), **{name: getattr(pool, name) for name in ARRAYS})
    return pool


def _stamp(sets: int, lucks: int, seed: int) -> str:
    """What wars must agree in to be used again."""
    return "-".join([*parts_hashes().values(), str(sets), str(lucks), str(seed)])


def _weighed(folder: Path, pool: Pool, record: Reports) -> tuple[Findings, Path]:
    """What the record says under one choice of readings; its posterior is written."""
    found, weights = findings(pool, record), weigh(pool, record).weights
    often = np.bincount(even_slots(weights, slots.SETS).astype(int), minlength=pool.sets)
    number_sets = posteriors.NumberSets(
        readings=dict(pool.readings),
        hashes=dict(parts_hashes()),
        seed=pool.seed,
        counts=tuple(int(one) for one in often),
        diagnostics={
            "sets": pool.sets,
            "lucks": pool.lucks,
            "effective": round(found.effective, 1),
            "distinct": int((often > 0).sum()),
            "information": round(found.in_all, 4),
            "log_evidence": round(found.log_evidence, 4),
        },
    )
    return found, posteriors.write(number_sets, folder / posteriors.FOLDER)


def _ranks(pool: Pool, record: Reports, wars: int) -> list[RankTest]:
    """The test by made-up wars, and the same with the prior handed back."""
    fewer = pool.first(min(pool.sets, RANKED_SETS))
    strength, rows = dict(pool.readings)["strength"], []
    for name, weights_of in (
        ("posterior", lambda found: found.log_likelihood),
        ("prior", lambda found: np.zeros(len(found.logs))),
    ):
        rows += [
            RankTest(
                strength=strength,
                weights=name,
                quantity=one.quantity,
                wars=wars,
                covered=one.covered,
                p_value=one.p_value,
                ranks=tuple(float(place) for place in one.ranks),
            )
            for one in rank(fewer, record, wars, weights_of=weights_of)
        ]
    return rows
