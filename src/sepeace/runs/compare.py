"""Two worlds that share their luck: the what-if and the recorded war, campaign by campaign.

Both hold the war to the record until the branch, or both are free. They draw from the same
addresses, so they are equal until a cause parts them, and the difference is a paired difference.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sepeace.display import Identified
from sepeace.documents import compare as documents
from sepeace.errors import BadValue
from sepeace.execution.cluster import worker_pool
from sepeace.execution.options import Progress, RunOptions
from sepeace.execution.workers import Count
from sepeace.outcomes.causation import bounds_of
from sepeace.outcomes.detectability import enough, shown
from sepeace.outcomes.ladder import Ladders, rows_of
from sepeace.outcomes.line_shifts import LineShifts
from sepeace.outcomes.totals import Cells, FirstDivergence
from sepeace.quantities import date_of, day_of
from sepeace.runs.answer.plain_answer import plain
from sepeace.runs.answer.statement import CarriedByStrength, statement
from sepeace.runs.batch import SUMMARY, Batch, assemble
from sepeace.runs.numbers import UnderNumbers
from sepeace.runs.pair_tasks import KIND, PairTasks
from sepeace.runs.profiles import UnderProfile
from sepeace.runs.where_from import Reading, carried_by_strength, wanted
from sepeace.scenario.checks.accepted import Given, accepted
from sepeace.scenario.library import historical
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.departures import notes
from sepeace.shapes import narrowed
from sepeace.stats.estimates import Estimate, newcombe_paired
from sepeace.store.parts import OUTCOMES, PAIRS, WORLDS
from sepeace.store.results import open_chunks, run_chunks
from sepeace.store.run_folder import Whole
from sepeace.wording.gap import Way
from sepeace.wording.outcomes import in_short


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Comparison(Identified):
    """A what-if beside the recorded war.

    Attributes:
        baseline, counterfactual: the two batches, campaign k of one paired with campaign k of the other.
        difference: counterfactual less baseline for settlement and window, with paired intervals.
        needed: about how many campaigns would show a difference that these do not; None where it is shown.
        pairing: how closely they are paired.
        necessity, sufficiency: of the change for a window: bounds after Tian and Pearl 2000; and
            ``shared_luck``, what they are if luck is shared as these worlds share it, a coupling that is the
            model's and no fact; None where no campaign bears on it.
        split: the difference of the windows by the channels through which the battlefield reaches the
            leaders, and by other ways, each with its interval; they add up to it. None where it was not
            traced.
        settlement_split: the same for settlements.
        operations_kept: the difference of the windows if no operation were called off in either world.
        moved: how far the lines move in the year after the branch; None where no week of it is left.
        chains: the commonest ways from the change to what became of it.
        by_reading: the difference of the windows under each reading of strength; empty where not traced.
        ladder: the rungs from a wish to a signature, in both worlds.
        numbers: the worlds under their own numbers, then under each other choice of them.
        profiles: both profiles where another leads Germany, each with several premiums; else empty.
        plain: three sentences that anyone can repeat.
        statement: what the runs support, in the exact form.

    >>> pair = sp.compare("germany_wins_at_kursk", campaigns=20, split=False)
    >>> pair.baseline.campaigns, pair.pairing.identical_before_branch
    (20, True)
    >>> low, high = pair.difference["window"].ci95
    >>> -1.0 <= low <= pair.difference["window"].value <= high <= 1.0
    True
    >>> pair.bears == pair.counterfactual.scenario.bears
    True
    >>> pair.to_json()["statement"] == pair.document.statement
    True
    """

    baseline: Batch
    counterfactual: Batch
    difference: dict[str, Estimate]
    needed: dict[str, int | None]
    pairing: documents.Pairing
    necessity: documents.CausationBounds
    sufficiency: documents.CausationBounds
    split: dict[Way, Estimate] | None
    settlement_split: dict[Way, Estimate] | None
    operations_kept: documents.OperationsKept | None
    moved: LineShifts | None
    chains: tuple[documents.CausalPath, ...]
    by_reading: tuple[Reading, ...]
    ladder: Ladders
    numbers: tuple[UnderNumbers, ...]
    profiles: tuple[UnderProfile, ...]
    plain: tuple[str, str, str]
    statement: str

    @property
    def banner(self) -> str | None:
        """That of the what-if."""
        return self.counterfactual.banner

    @property
    def bears(self) -> tuple[str, ...]:
        """Who bears what is supposed."""
        return self.counterfactual.scenario.bears

    @property
    def one_line(self) -> str:
        """What was run, and the differences of the chances of a window and of a settlement."""
        world, found = self.counterfactual, self.difference
        words = {"window": f"window{in_short(world.window_days)}", "settlement": "settlement"}
        shares = ", ".join(f"{word} {100.0 * found[name].value:+.1f}" for name, word in words.items())
        told = f"{world.scenario.name}: {world.campaigns:,} campaigns, seed {world.seed}, {world.luck}"
        return f"{told}, {shares} points"

    @property
    def identity(self) -> tuple[Hashable, ...]:
        """Those of both batches, and whether it was traced where the effect comes from."""
        return self.baseline.identity, self.counterfactual.identity, self.split is not None

    @property
    def document(self) -> documents.CompareDocument:
        """What ``compare --json`` prints. Where nothing was traced, parts of ``split`` are null."""
        without, with_change = self.baseline, self.counterfactual
        return narrowed(
            self,
            documents.CompareDocument,
            scenario=with_change.scenario.name,
            seed=with_change.seed,
            campaigns=with_change.campaigns,
            window_days=with_change.window_days,
            baseline=without.world,
            counterfactual=with_change.world,
            difference=documents.Differences(
                settlement=self._difference("settlement"), window=self._difference("window")
            ),
            split=_shares(self.split),
            split_ci95=_ends(self.split),
            settlement_split=_shares(self.settlement_split),
            settlement_split_ci95=_ends(self.settlement_split),
            moved=None if self.moved is None else self.moved.document,
            by_reading=tuple(row.row(len(self.by_reading)) for row in self.by_reading),
            ladder=rows_of(self.ladder, without.totals.ladder, with_change.totals.ladder),
            numbers=tuple(row.pair_row for row in self.numbers),
            profiles=tuple(row.pair_row for row in self.profiles),
            notes=(*with_change.supposed, *notes(with_change.scenario.changes)),
            provenance=with_change.provenance,
        )

    def _difference(self, name: str) -> documents.PairedDifference:
        found = self.difference[name]
        return documents.PairedDifference(
            estimate=found.value, ci95=found.ci95, shown=shown(found), needed=self.needed[name]
        )


def baseline_of(scenario: Scenario) -> Scenario:
    """The recorded war with the scenario's branch and assumptions, so that only the changes differ."""
    asked = {"branch": scenario.branch, "assumptions": scenario.assumptions, "banner": scenario.banner}
    return replace(historical(), **asked)  # type: ignore[arg-type]


def compare(
    scenario: Given,
    campaigns: int = 10_000,
    seed: int = 1,
    workers: int | None = None,
    given: str | None = None,
    progress: Progress | None = None,
    keep_outcomes: bool = True,
    cluster: str | None = None,
    split: bool | None = None,
    window_days: int = 1,
    results: str | Path | None = None,
    resume: bool = False,
) -> Comparison:
    """Run a what-if and the recorded war with the same luck, campaign by campaign (common random numbers).

    Other arguments as for ``batch``.

    Args:
        split: whether to trace where the effect comes from, and to ask under the other readings of strength:
            some forty runs a campaign, most of them cut short. By default wherever the model can be compiled.
        window_days: as for ``batch``; everything that is said of windows is said of those that count.
        results, resume: as for ``batch``; the folder keeps the outcomes of both worlds and what parts them.

    Returns:
        The difference of shares, 0 to 1, and what it comes from.

    Raises:
        BadValue: a scenario without branch or changes has nothing to be compared with.

    >>> pair = sp.compare("uranus_fails", campaigns=20, seed=1, split=False)
    >>> len(pair.plain)
    3
    """
    scenario = accepted(scenario)
    options = RunOptions(
        campaigns=campaigns, seed=seed, workers=workers, given=given, window_days=window_days, cluster=cluster
    )
    if scenario.branch is None or not scenario.changes:
        message = f"{scenario.name} has no branch and no change to compare with the recorded war"
        raise BadValue(message, given=scenario.name, allowed="a scenario with a branch date and changes")
    work = PairTasks(
        usual=baseline_of(scenario),
        scenario=scenario,
        options=options.settled(scenario),
        traced=wanted(split),
        keep_rows=keep_outcomes and results is None,
    )
    with open_chunks(results, work.identity, work.tasks, resume) as store:
        with worker_pool(options) as pool:
            run_chunks(store, work.tasks, pool, work.add, Count(work.count, progress))
        done = comparison(work, None if store is None else store.folder.absolute())
        if store is not None:
            store.finish(whole_of(done))
    return done


def comparison(work: PairTasks, folder: Path | None = None) -> Comparison:
    """What all the chunks of a comparison add up to.

    Args:
        folder: the results folder that holds the outcomes, or None.

    Raises:
        BadValue: no pair counts.
    """
    found, scenario, options = work.pairs, work.scenario, work.options
    cells = {"settlement": found.settlement, "window": found.window}
    if not found.window.n:
        message = "the antecedent arose in no campaign, so there is nothing to compare"
        raise BadValue(
            message, given=options.campaigns, allowed="more campaigns, or a change that can happen"
        )
    difference = {name: newcombe_paired(*found_cells.table()) for name, found_cells in cells.items()}
    windows, readings, numbers = found.split.shares(0) if work.traced else None, work.readings, work.numbers
    strength = None
    if carried_by_strength(windows, difference["window"]):
        strength = CarriedByStrength(part=found.split.part(0, Way.STRENGTH), others=readings)
    shift = found.moves.moved()
    necessity, sufficiency = bounds_of(found.window)
    there, days, given = found.worlds[1].totals, options.window_days, options.given
    arose = there.arose / (there.campaigns - there.failed)
    without, with_change = (
        assemble(one, options, world, work.keep_rows, folder, world_folder=name)
        for one, world, name in zip((work.usual, scenario), found.worlds, WORLDS, strict=True)
    )
    return Comparison(
        baseline=without,
        counterfactual=with_change,
        difference=difference,
        needed={name: enough(difference[name], found_cells) for name, found_cells in cells.items()},
        pairing=_pairing(found.parting, found.window, scenario.branch),
        necessity=necessity,
        sufficiency=sufficiency,
        split=windows,
        settlement_split=found.split.shares(1) if work.traced else None,
        operations_kept=work.kept,
        moved=shift,
        chains=found.chains.commonest(),
        by_reading=readings,
        ladder=found.ladder,
        numbers=numbers,
        profiles=work.profiles,
        plain=plain(scenario, numbers, arose, found.ladder, readings, days, work.profiles, given),
        statement=statement(scenario, found.ladder, numbers, strength, shift, days, work.profiles, given),
    )


def whole_of(done: Comparison) -> Whole:
    """What a results folder holds of a comparison beside its parts.

    Its machine output stands there twice: as in every folder, and under the name that the verb gives it.
    """
    worlds = dict(zip(WORLDS, (done.baseline, done.counterfactual), strict=True))
    return Whole(
        tables={f"{name}/bands": world.bands() for name, world in worlds.items()},
        documents={SUMMARY: done.document, f"{KIND}.json": done.document},
        joined=(*(f"{name}/{OUTCOMES}" for name in WORLDS), PAIRS),
    )


def _shares(split: Mapping[Way, Estimate] | None) -> documents.SplitShares:
    """The shares of a split; None where nothing was traced."""
    return documents.SplitShares(**{way: split[way].value if split else None for way in Way})


def _ends(split: Mapping[Way, Estimate] | None) -> documents.SplitEnds:
    """The intervals of a split; None where nothing was traced."""
    return documents.SplitEnds(**{way: split[way].ci95 if split else None for way in Way})


def _pairing(parting: FirstDivergence, window: Cells, branch: date | None) -> documents.Pairing:
    both, only_with, only_without, neither = window.table()
    margins = (both + only_with) * (both + only_without) * (only_with + neither) * (only_without + neither)
    phi = (both * neither - only_with * only_without) / math.sqrt(margins) if margins else None
    return documents.Pairing(
        correlation=phi,
        first_divergence=None if parting.first is None else date_of(parting.first),
        share_never=parting.never / parting.pairs,
        identical_before_branch=parting.first is None or branch is None or parting.first >= day_of(branch),
    )
