"""Many campaigns of one scenario: their outcomes, bands over time and a summary."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sepeace.display import Identified
from sepeace.documents.batch import BatchDocument, Finland, Settlement, Window, WorldSummary
from sepeace.documents.origin import Provenance
from sepeace.errors import SepeaceError
from sepeace.execution.cluster import worker_pool
from sepeace.execution.collect import WorldTotals, collector
from sepeace.execution.options import Progress, RunOptions
from sepeace.execution.provenance import provenance_of, said_of, settings_of
from sepeace.execution.workers import Count, tasks_of
from sepeace.outcomes import outcome_tables
from sepeace.outcomes.outcome_rows import OutcomeValue, as_dict
from sepeace.outcomes.totals import Totals
from sepeace.outcomes.weekly_bands import Weekly
from sepeace.runs.answer.plain_answer import plain
from sepeace.runs.came_about import came_about
from sepeace.runs.drawn import numbers_drawn
from sepeace.runs.numbers import UnderNumbers, under_others
from sepeace.runs.profiles import UnderProfile, under_profiles
from sepeace.runs.summary import Summary, summarise
from sepeace.scenario.checks.accepted import Given, accepted
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.departures import notes
from sepeace.shapes import narrowed, widened
from sepeace.store.identity import RunIdentity
from sepeace.store.parts import OUTCOMES
from sepeace.store.read_results import outcomes_in
from sepeace.store.results import open_chunks, run_chunks
from sepeace.store.run_folder import Whole
from sepeace.wording.assumed import Luck
from sepeace.wording.outcomes import in_short

if TYPE_CHECKING:
    import pyarrow as pa

KIND, SUMMARY = "batch", "summary.json"
"""What a manifest says the run is; the machine output in its folder."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Batch(Identified):
    """The campaigns of one scenario.

    Attributes:
        scenario, seed, campaigns, luck: what was run; ``luck`` is free, branch or as_it_fell.
        totals: what the outcomes add up to.
        weekly: weekly histograms and sums behind ``bands`` and ``anatomy``.
        rows: one record a campaign (``outcome_rows.OUTCOME``), in the order of their numbers, if kept.
        failures: the first campaigns that ended in a number that is not finite, with the slot and the day.
        provenance: version, hashes and libraries.
        folder: the results folder that holds the outcomes, or None; ``world_folder``: where it does inside,
            for one of two paired worlds.
        elsewhere: the same world under numbers that it does not have itself; empty in a pair, which asks that
            of both worlds.
        profiles: the same world with each profile and premium; empty where Hitler leads.
        window_days: days open in all from which a window counts.

    >>> batch = sp.batch("historical", campaigns=20, seed=1)
    >>> batch
    <Batch historical: 20 campaigns, seed 1, free, window ...>
    >>> batch.outcomes.num_rows, len(batch.records), batch.failed
    (20, 20, 0)
    >>> batch.bands().column_names
    ['date', 'variable', 'sector', 'q05', 'q25', 'q50', 'q75', 'q95']
    >>> batch.anatomy().column_names, batch.feelers.column_names
    (['date', 'term', 'mean'], ['campaign', 'date', 'sender', 'stream', 'channel'])
    >>> batch.draws().num_rows, "score_base" in batch.draws().column_names
    (20, True)
    >>> batch.to_pandas().shape[0], batch.summary().counted
    (20, 20)
    >>> [row.numbers for row in batch.numbers], len(batch.plain), batch.supposed
    (['posterior', 'prior', 'default'], 3, ())
    >>> batch.world.endings.shares().keys() == batch.document.endings.shares().keys()
    True
    >>> batch.document.window.probability == batch.to_json()["window"]["probability"]
    True
    """

    scenario: Scenario
    seed: int
    campaigns: int
    luck: Luck
    totals: Totals
    weekly: Weekly
    rows: NDArray[np.void] | None
    failures: tuple[Mapping[str, OutcomeValue], ...]
    provenance: Provenance
    folder: Path | None = None
    world_folder: str = ""
    elsewhere: tuple[UnderNumbers, ...] = ()
    profiles: tuple[UnderProfile, ...] = ()
    window_days: int = 1

    @property
    def one_line(self) -> str:
        """What was run, and the chances of a window and of a settlement."""
        found = self.summary()
        window = f"window{in_short(self.window_days)} {found.window.value:.1%}"
        shares = f"{window}, settlement {found.settlement.value:.1%}"
        told = f"{self.scenario.name}: {self.campaigns:,} campaigns, seed {self.seed}, {self.luck}"
        return f"{told}, {shares if found.counted else 'none counted'}"

    @property
    def identity(self) -> tuple[Hashable, ...]:
        """Digest of the scenario, seed, campaigns, luck, days of a window that counts, hash of the model."""
        asked = self.scenario.digest, self.seed, self.campaigns, self.luck, self.window_days
        return *asked, self.provenance.model_hash

    @property
    def outcomes(self) -> pa.Table:
        """One row a campaign, in the order of their numbers; read from the results folder if there is one.

        Raises SepeaceError if outcomes were not kept, or are no longer as they were written.
        """
        if self.rows is None and self.folder is not None:
            return outcomes_in(self.folder, self.world_folder, self.campaigns)
        return outcome_tables.outcomes(self.records)

    @property
    def records(self) -> NDArray[np.void]:
        """The same as records of ``outcome_rows.OUTCOME``; raises alike."""
        if self.rows is not None:
            return self.rows
        if self.folder is not None:
            return outcome_tables.rows_of(self.outcomes)
        message = "this batch kept no outcomes; run it with keep_outcomes=True, or into a results folder"
        raise SepeaceError(message)

    @property
    def failed(self) -> int:
        """Campaigns that ended in a number that is not finite."""
        return self.totals.failed

    def bands(self) -> pa.Table:
        """Weekly quantiles over campaigns still at war: date, variable, sector, q05, q25, q50, q75, q95."""
        return outcome_tables.bands(self.weekly)

    def anatomy(self) -> pa.Table:
        """Weekly means of the terms of the gap, and shares with an open window: date, term, mean."""
        return outcome_tables.anatomy(self.weekly)

    @property
    def feelers(self) -> pa.Table:
        """Feelers sent in the first campaigns: campaign, date, sender, stream, channel."""
        return outcome_tables.feelers(self.weekly)

    def draws(self) -> pa.Table:
        """The numbers that each campaign drew for itself: a row a campaign, a column a number, by key.

        Worked out from their addresses; nothing is run. Units are those of ``sepeace.model.parameters``.
        """
        return numbers_drawn(self.scenario, self.luck, self.seed, self.campaigns)

    def to_pandas(self) -> Any:
        """The outcomes as a pandas DataFrame. Raises SepeaceError without the extra ``pandas``."""
        try:
            import pandas  # noqa: F401
        except ImportError:
            message = "pandas is not installed; pip install 'sepeace[pandas]', or use Batch.outcomes"
            raise SepeaceError(message) from None
        return self.outcomes.to_pandas()

    def summary(self) -> Summary:
        """Shares, medians and means of the outcomes."""
        return summarise(self.totals)

    @property
    def numbers(self) -> tuple[UnderNumbers, ...]:
        """What becomes of this world under its own numbers, then under others."""
        own = UnderNumbers(numbers=self.scenario.assumptions.numbers, with_change=self.totals.ladder)
        return (own, *self.elsewhere)

    @property
    def plain(self) -> tuple[str, str, str]:
        """The answer in three sentences that anyone can repeat."""
        arose = self.summary().antecedent_arose
        days, given = self.window_days, self.luck
        return plain(
            self.scenario, self.numbers, arose, window_days=days, profiles=self.profiles, given=given
        )

    @property
    def supposed(self) -> tuple[str, ...]:
        """Whether what the scenario supposes came about; nothing where it supposes nothing."""
        return came_about(self.scenario, self.luck, self.totals, self.weekly)

    @property
    def world(self) -> WorldSummary:
        """What became of its campaigns, as a comparison has it of each world."""
        found = self.summary()
        return narrowed(
            found,
            WorldSummary,
            **said_of(self.scenario, self.provenance, self.luck),
            campaigns=self.campaigns,
            window_days=self.window_days,
            settlement=Settlement(
                probability=found.settlement.known,
                ci95=found.settlement.known_ci95,
                median_date=found.settlement_date,
            ),
            window=Window(
                probability=found.window.known,
                ci95=found.window.known_ci95,
                median_days=found.window_days,
                median_first_date=found.window_date,
            ),
            finland=self._finland(found),
            ladder=self.totals.ladder.shares(),
        )

    def _finland(self, found: Summary) -> Finland:
        """What became of Finland; nothing where the pair is taken out."""
        return Finland() if "finland" in self.scenario.assumptions.switches else found.finland

    @property
    def document(self) -> BatchDocument:
        """What ``batch --json`` prints."""
        more = partial(
            BatchDocument,
            numbers=tuple(row.alone_row for row in self.numbers),
            profiles=tuple(row.alone_row for row in self.profiles),
            notes=(*self.supposed, *notes(self.scenario.changes)),
            plain=self.plain,
            **settings_of(self.scenario, self.provenance),
        )
        return widened(self.world, more)


def assemble(
    scenario: Scenario,
    options: RunOptions,
    world: WorldTotals,
    keep_rows: bool,
    folder: Path | None = None,
    elsewhere: tuple[UnderNumbers, ...] = (),
    world_folder: str = "",
    profiles: tuple[UnderProfile, ...] = (),
) -> Batch:
    """A batch from what was collected of one world."""
    return Batch(
        scenario=scenario,
        seed=options.seed,
        campaigns=world.totals.campaigns,
        luck=options.luck(scenario),
        totals=world.totals,
        weekly=world.weekly,
        rows=world.outcomes() if keep_rows else None,
        failures=tuple(as_dict(row) for row in world.failures),
        provenance=provenance_of(scenario, options.seed),
        folder=folder,
        world_folder=world_folder,
        elsewhere=elsewhere,
        profiles=profiles,
        window_days=options.window_days,
    )


def whole_of(done: Batch) -> Whole:
    """What a results folder holds of a batch beside its parts."""
    return Whole(tables={"bands": done.bands()}, documents={SUMMARY: done.document}, joined=(OUTCOMES,))


def batch(
    scenario: Given,
    campaigns: int = 10_000,
    seed: int = 1,
    workers: int | None = None,
    given: str | None = None,
    progress: Progress | None = None,
    keep_outcomes: bool = True,
    results: str | Path | None = None,
    resume: bool = False,
    cluster: str | None = None,
    window_days: int = 1,
) -> Batch:
    """Run many campaigns of a scenario.

    Args:
        scenario: as ``load`` gives it, or what ``load`` takes.
        campaigns: how many, 1 to 10^7.
        seed: 0 to 2^64 - 1; the same seed gives the same campaigns, whatever the workers.
        workers: threads on the compiled clock, else processes; one by default. More than one process need
            a main module that is guarded by ``if __name__ == "__main__"`` wherever processes do not fork.
        given: free, branch or as_it_fell; by default branch for what-ifs and free for the historical war.
        progress: called with campaigns done and in all.
        keep_outcomes: whether each campaign's outcome is kept, at some 110 bytes; if not, memory does not
            grow with the number of campaigns.
        results: a folder to keep all of it in; outcomes are then read from there and not kept.
        resume: whether to go on with the same batch where the folder holds some of it.
        cluster: tcp://HOST:PORT of a dask scheduler, in place of workers here.
        window_days: days open in all, in stretches of a day or more, from which a window counts; 1 to 1,400.

    Raises:
        BadValue: a number out of range, or branch without a branch date.
        BadResults: the folder holds another run, or a file in it is not as it was written.
        CannotWrite: a folder that holds something and was not to be resumed, or that takes no file.
        NotYet: the scenario asks for something that a later version does.
        SepeaceError: a cluster that cannot be reached or used.

    >>> batch = sp.batch("germany_wins_at_kursk", campaigns=20, seed=1)
    >>> 0.0 <= batch.summary().window.value <= 1.0
    True
    """
    scenario = accepted(scenario)
    options = RunOptions(
        campaigns=campaigns, seed=seed, workers=workers, given=given, window_days=window_days, cluster=cluster
    ).settled(scenario)
    tasks = tasks_of((scenario,), options)
    keep_rows = keep_outcomes and results is None
    found, count = collector(1, keep_rows), Count(options.campaigns, progress)
    identity = RunIdentity(kind=KIND, campaigns=options.campaigns, window_days=options.window_days)
    with open_chunks(results, identity, tasks, resume) as store:
        with worker_pool(options) as pool:
            run_chunks(store, tasks, pool, lambda _, part: found.add(part), count)
            elsewhere = under_others(scenario, options, pool, Count(0))
            profiles = under_profiles(scenario, options, pool, found.worlds[0].totals.ladder)
        folder = None if store is None else store.folder.absolute()
        done = assemble(scenario, options, found.worlds[0], keep_rows, folder, elsewhere, profiles=profiles)
        if store is not None:
            store.finish(whole_of(done))
    return done
