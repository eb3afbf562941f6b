"""Both stages in one call: the battles, then the reported feelers, and the files that come of it.

Wars are kept in the folder as they are run, so a run that was broken off goes on where it stood. One choice
of readings is in memory at a time; of the others only what later parts need is kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np

from sepeace.calibration.battles_told import battles
from sepeace.calibration.diplomacy import factors as factors_of
from sepeace.calibration.diplomacy.factors import Evidence, Variants
from sepeace.calibration.diplomacy.findings import findings
from sepeace.calibration.diplomacy.held_wars import LUCKS as HELD_LUCKS
from sepeace.calibration.diplomacy.held_wars import HeldWars, run_held
from sepeace.calibration.diplomacy.hindcast import TRAINING, hindcast
from sepeace.calibration.diplomacy.other_case import UNTIL, FinnishWars, finnish_wars, other_case
from sepeace.calibration.diplomacy.pool import LUCKS, SEED, SETS, WarPool, run_pool
from sepeace.calibration.diplomacy.rank_test import WARS, RankedWars, rank
from sepeace.calibration.diplomacy.weighing import WeighedSets, even_slots
from sepeace.calibration.kept_wars import FOLDER as WARS_FOLDER
from sepeace.calibration.kept_wars import Wars, kept, lies_there
from sepeace.calibration.posterior import DRAWS
from sepeace.documents.checks.calibrate import (
    Calibrate,
    Findings,
    OtherCase,
    RankTest,
    Reported,
    ReportsForetold,
)
from sepeace.errors import BadValue
from sepeace.files import replacing
from sepeace.fingerprint import parts_hashes
from sepeace.kernel import slots
from sepeace.record import own_files
from sepeace.scenario import posteriors
from sepeace.scenario.tables.counting import HALF_YEARS
from sepeace.scenario.tables.reports import SIDE_NAMES, Reports, first_day, reports
from sepeace.scenario.vocabulary import READINGS
from sepeace.version import __version__

Progress = Callable[[int, int], None]
Choice = tuple[str, str, str]
"""A reading of strength, one of motive and one of initiative."""
RANKED_SETS = 400
"""Sets that the test by made-up wars weighs: as many as show a fault."""
FEWEST_SETS = 64
FILE = "calibrate.json"
"""What was found, in the folder."""
FREE, RANKS = "free", "ranks"
"""Names of files: wars that are held to nothing, and ranks of wars that were made up."""
PARTS = {"until June 1943": TRAINING, "until June 1944": UNTIL}
"""First half-years that wars are held to as well, under the usual readings of motive and initiative."""


def choices() -> tuple[Choice, ...]:
    """Choices of readings: every strength with every motive, and every strength with every initiative."""
    strengths, motives, initiatives = (READINGS[name] for name in posteriors.READINGS)
    wide = [(one, two, initiatives[0]) for one, two in product(strengths, motives)]
    return (*wide, *((one, motives[0], three) for one, three in product(strengths, initiatives[1:])))


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationDesign:
    """What is run.

    Attributes:
        sets: sets of numbers from the prior, under each choice of readings.
        lucks: campaigns of each that are held to the reports.
        seed: of the batch whose numbers they are.
        wars: made up for the test of the weights.
        draws: weighted draws of each fit of the battles.
        which: choices of readings; the usual one of each dispute must be among them.
    """

    sets: int = SETS
    lucks: int = HELD_LUCKS
    seed: int = SEED
    wars: int = WARS
    draws: int = DRAWS
    which: tuple[Choice, ...] = field(default_factory=choices)

    @property
    def campaigns(self) -> int:
        """Campaigns in all."""
        usual = sum(one[1:] == factors_of.USUAL_CHOICE[1:] for one in self.which)
        ranked = self.wars * min(self.sets, RANKED_SETS) * self.lucks
        held_to = len(self.which) + usual * len(PARTS)
        return len(self.which) * self.sets * LUCKS + held_to * self.sets * self.lucks + usual * ranked

    @property
    def stamp(self) -> str:
        """What wars must agree in to be used again."""
        return "-".join([*parts_hashes().values(), str(self.sets), str(self.lucks), str(self.seed)])


def calibrate(
    folder: Path, design: CalibrationDesign | None = None, workers: int = 1, progress: Progress | None = None
) -> Calibrate:
    """Fit the battles, weigh the numbers by the reported feelers, write the posteriors and what was found.

    Args:
        folder: where wars and posteriors are kept; what lies there of the same model is not run again.
        workers: threads.
        progress: called with the campaigns done, and of how many.

    Raises:
        BadValue: a record of one's own is in use; fewer than 64 sets, or no luck.
        CannotWrite: the folder cannot be written to.
    """
    design = design or CalibrationDesign()
    if own_files():
        message = "the posterior is of the shipped record"
        raise BadValue(message, given=own_files()[0], allowed="no --record", key="--record")
    if design.sets < FEWEST_SETS or design.lucks < 1:
        given, allowed = (design.sets, design.lucks), f"{FEWEST_SETS} sets and a luck of each at least"
        raise BadValue("too few to weigh", given=given, allowed=allowed)
    began, done = time.perf_counter(), 0

    def tick(campaigns: int) -> None:
        nonlocal done
        done += campaigns
        if progress is not None:
            progress(done, design.campaigns)

    finnish = finnish_wars(design.sets, design.seed, workers)
    battle, learned = battles(design.draws), _Learned.begun(folder, finnish)
    for one in design.which:
        learned.take(Runs(folder=folder, which=one, design=design, workers=workers, tick=tick))
    rows = factors_of.factors(learned.evidence)
    bound = 1.0 / max(1.0 - max(row.settlement_prior for row in learned.findings), 1e-9)
    found = Calibrate(
        version=__version__,
        hashes=dict(parts_hashes()),
        seed=design.seed,
        battle=battle,
        reports=_reported(learned.records["mastny"]),
        findings=tuple(learned.findings),
        factors=rows,
        ranks=tuple(learned.ranks),
        hindcast=tuple(learned.hindcast),
        other_case=tuple(learned.other_case),
        sentences=factors_of.said(rows, float(bound)),
        files=tuple(f"{posteriors.FOLDER}/{name}" for name in learned.files),
        seconds=round(time.perf_counter() - began, 1),
    )
    write(found, folder)
    return found


def write(found: Calibrate, folder: Path) -> Path:
    """What was found, as a file of the folder."""
    from sepeace.shapes import json_text

    path = folder / FILE
    with replacing(path) as temporary:
        temporary.write_text(json_text(found) + "\n", encoding="utf-8", newline="\n")
    return path


def read(folder: str | Path) -> Calibrate:
    """What ``calibrate`` found, from its folder.

    Raises:
        BadValue: the folder holds no such file, or one that cannot be read.
    """
    from sepeace.documents.writing import read as read_document

    path, allowed = Path(folder) / FILE, "a folder that sepeace calibrate wrote"
    try:
        return read_document(Calibrate, path.read_text(encoding="utf-8"))
    except OSError as missing:
        reason = missing.strerror or str(missing)
        raise BadValue(f"no calibration: {reason}", given=str(path), allowed=allowed) from None
    except ValueError:
        raise BadValue("this is no calibration", given=str(path), allowed=allowed) from None


@dataclass(slots=True, kw_only=True)
class _Learned:
    """What is kept of the choices of readings that are done."""

    folder: Path
    records: dict[str, Reports]
    ways: Variants
    finnish: FinnishWars
    findings: list[Findings] = field(default_factory=list)
    evidence: dict[tuple[str, ...], Evidence] = field(default_factory=dict)
    ranks: list[RankTest] = field(default_factory=list)
    hindcast: list[ReportsForetold] = field(default_factory=list)
    other_case: list[OtherCase] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @classmethod
    def begun(cls, folder: Path, finnish: FinnishWars) -> _Learned:
        """Of none."""
        records = {name: reports(name) for name in READINGS["initiative"]}
        ways = factors_of.variants(records, reports(dated=first_day))
        return cls(folder=folder, records=records, ways=ways, finnish=finnish)

    def take(self, runs: Runs) -> None:
        """Weigh the wars of one choice, and keep what is told of it."""
        which, record, usual = runs.which, self.records[runs.which[2]], self.records["mastny"]
        pool = runs.free()
        held_to = runs.held(pool, record)
        found, weighed = findings(pool, held_to, record)
        self.findings.append(found)
        self.files.append(_posterior(self.folder, pool, found, weighed).name)
        if factors_of.apart(which) < 2:
            self.evidence[which] = factors_of.evidence(pool, weighed, record, self.ways)
        if which[1:] == factors_of.USUAL_CHOICE[1:]:
            trained, until = (runs.held(pool, usual.within(cells), name) for name, cells in PARTS.items())
            self.hindcast.append(hindcast(pool, trained, usual))
            self.other_case.append(other_case(which[0], until, self.finnish))
            self.ranks += _ranks(which[0], runs.ranked(pool, usual))


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """Wars of one choice of readings: as they lie in the folder, or run now and kept."""

    folder: Path
    which: Choice
    design: CalibrationDesign
    workers: int
    tick: Callable[[int], None]

    def free(self) -> WarPool:
        """Those that are held to nothing."""
        design, readings = self.design, dict(zip(posteriors.READINGS, self.which, strict=True))
        return self._kept(
            FREE,
            lambda: run_pool(readings, design.sets, LUCKS, design.seed, self.workers, self.tick),
            partial(WarPool, readings=tuple(sorted(readings.items())), seed=design.seed),
            design.sets * LUCKS,
        )

    def held(self, pool: WarPool, found: Reports, name: str = "") -> HeldWars:
        """Those that are held to some reports."""
        lucks = self.design.lucks
        return self._kept(
            name, lambda: run_held(pool, found, lucks, self.workers, self.tick), HeldWars, pool.sets * lucks
        )

    def ranked(self, pool: WarPool, record: Reports) -> RankedWars:
        """The test by made-up wars."""
        wars, lucks, fewer = self.design.wars, self.design.lucks, pool.first(min(pool.sets, RANKED_SETS))
        return self._kept(
            RANKS,
            lambda: rank(fewer, record, wars, lucks, workers=self.workers, progress=self.tick),
            RankedWars,
            wars * fewer.sets * lucks,
            f"-{wars}",
        )

    def _kept(
        self, name: str, run: Callable[[], Wars], read: Callable[..., Wars], campaigns: int, more: str = ""
    ) -> Wars:
        """What lies in a file and so counts as done, or is run now; ``more`` is what else it is of."""
        path, stamp = wars_file(self.folder, self.which, name), self.design.stamp + more
        made, lay = kept(path, stamp, run, read)
        if lay:
            self.tick(campaigns)
        return made


def safe(folder: Path, which: Choice, design: CalibrationDesign) -> bool:
    """Whether a folder holds the wars of a choice of readings, of this model, prior, record and design."""
    usual = PARTS if which[1:] == factors_of.USUAL_CHOICE[1:] else {}
    return all(lies_there(wars_file(folder, which, name), design.stamp) for name in (FREE, "", *usual))


def wars_file(folder: Path, which: Choice, name: str = "") -> Path:
    """Where wars of a choice of readings lie."""
    more = f"-{name.replace(' ', '_')}" if name else ""
    return folder / WARS_FOLDER / f"{'-'.join(which)}{more}.npz"


def _posterior(folder: Path, pool: WarPool, found: Findings, weighed: WeighedSets) -> Path:
    """Write the posterior of one choice of readings."""
    often = np.bincount(even_slots(weighed.weights, slots.SETS).astype(int), minlength=pool.sets)
    number_sets = posteriors.NumberSets(
        readings=dict(pool.readings),
        hashes=dict(parts_hashes()),
        seed=pool.seed,
        counts=tuple(int(one) for one in often),
        diagnostics={
            "sets": pool.sets,
            "lucks": found.lucks,
            "effective": round(found.effective, 1),
            "distinct": int((often > 0).sum()),
            "information": round(found.in_all, 4),
            "log_evidence": round(found.log_evidence, 4),
        },
    )
    return posteriors.write(number_sets, folder / posteriors.FOLDER)


def _ranks(strength: str, found: RankedWars) -> list[RankTest]:
    """The test by made-up wars, and the same with the prior handed back."""
    return [
        RankTest(
            strength=strength,
            weights=name,
            quantity=one.quantity,
            wars=len(one.ranks),
            covered=one.covered,
            p_value=one.p_value,
            ranks=tuple(round(float(place), 4) for place in one.ranks),
        )
        for name, rows in found.by_weights().items()
        for one in rows
    ]


def _reported(record: Reports) -> tuple[Reported, ...]:
    return tuple(
        Reported(
            report=row.id,
            side=SIDE_NAMES[row.side],
            half_year=HALF_YEARS[row.cell].isoformat(),
            chance=row.chance,
        )
        for row in sorted(record.rows, key=lambda row: (row.cell, row.side, row.id))
    )
