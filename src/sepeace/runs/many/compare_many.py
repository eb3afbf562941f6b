"""Several what-ifs, each beside the war without its change: one table, and what they do together.

All worlds draw the same luck, so campaign 17 is the same war in each of them until a cause sets it apart.
That makes the differences paired, and lets one count in how many campaigns at least one change does a thing,
and in how many none does. The order is that of the branches: nothing is ranked by what it brings about.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sepeace.display import Identified
from sepeace.documents import compare_all as documents
from sepeace.documents.compare import ProfileOfPair, UnderReading
from sepeace.documents.origin import Digests, Provenance
from sepeace.errors import BadValue
from sepeace.execution.cluster import worker_pool
from sepeace.execution.options import Progress, RunOptions
from sepeace.execution.provenance import provenance_of
from sepeace.execution.workers import Count
from sepeace.outcomes.kept_steps import Pair, ladders_of, together
from sepeace.outcomes.ladder import rows_of
from sepeace.runs.answer.plain_together import plain_together
from sepeace.runs.many.many_pairs import AskedPair, ManyPairs, run_in_folders
from sepeace.runs.numbers import UnderNumbers
from sepeace.runs.profiles import UnderProfile, variants
from sepeace.runs.where_from import STRENGTHS, reading_of, wanted
from sepeace.scenario.checks.accepted import Given
from sepeace.scenario.checks.admissibility import card
from sepeace.scenario.checks.several import branch_of, what_ifs_of
from sepeace.scenario.scenario import Scenario, digest_of
from sepeace.scenario.tables.departures import notes
from sepeace.shapes import narrowed, widened
from sepeace.stats.estimates import newcombe_paired, share, simultaneous
from sepeace.wording.assumed import Luck
from sepeace.wording.outcomes import Counted, Rung, in_short

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Comparisons(Identified):
    """Several what-ifs, each beside the war without its change.

    Attributes:
        scenarios: the what-ifs, by the day on which they leave the record, then by name.
        seed, campaigns, luck: of every world.
        window_days: days open in all from which a window counts.
        together: how many intervals hold at once: what-ifs times rungs.
        what_ifs: each with its ladder, its intervals alone and at once, its windows under other numbers and
            readings, both profiles where another leads Germany, and what has to be said beside it.
        sums: what the differences add up to, and in how many campaigns at least one change acts, and none.
        plain: three sentences that anyone can repeat.
        provenance: version, hashes and libraries.

    >>> found = sp.compare_many(["uranus_fails", "citadel_in_may"], campaigns=20, readings=False)
    >>> [row.scenario for row in found.what_ifs], found.together
    (['uranus_fails', 'citadel_in_may'], 14)
    >>> [abs(row.any + row.none - 1.0) < 1e-12 for row in found.sums]
    [True, True, True]
    >>> found.table.num_rows, len(found.document.sums), found.to_json()["seed"]
    (14, 3, 1)
    """

    scenarios: tuple[Scenario, ...]
    seed: int
    campaigns: int
    luck: Luck
    window_days: int
    together: int
    what_ifs: tuple[documents.ComparedWhatIf, ...]
    sums: tuple[documents.SumCheck, ...]
    plain: tuple[str, str, str]
    provenance: Provenance

    @property
    def one_line(self) -> str:
        """What was run, and in how many campaigns at least one change opens a window."""
        told = (
            f"of {len(self.what_ifs)} what-ifs: {self.campaigns:,} campaigns, seed {self.seed}, {self.luck}"
        )
        window = f"window{in_short(self.window_days)}"
        return f"{told}, at least one opens a {window} in {self.sums[0].any:.1%}"

    @property
    def identity(self) -> tuple[Hashable, ...]:
        """Digests, seed, campaigns, luck, days of a window that counts, whether readings were asked for."""
        digests = tuple(scenario.digest for scenario in self.scenarios)
        readings = any(row.by_reading for row in self.what_ifs)
        run = self.seed, self.campaigns, self.luck, self.window_days
        return digests, *run, readings, self.provenance.model_hash

    @property
    def document(self) -> documents.CompareAllDocument:
        """What ``compare --all --json`` prints."""
        return narrowed(self, documents.CompareAllDocument, given=self.luck)

    @property
    def table(self) -> pa.Table:
        """One row for each what-if and rung: shares, difference, both intervals; dates of branches."""
        import pyarrow as pa

        rows = [
            {
                **{key: getattr(row, key) for key in ("scenario", "title", "branch", "nats")},
                "antecedent_arose": row.antecedent_arose,
                **{key: getattr(rung, key) for key in ("rung", "baseline", "counterfactual", "difference")},
                **dict(zip(("low", "high"), rung.ci95, strict=True)),
                **dict(zip(("low_all", "high_all"), rung.ci95_all, strict=True)),
                **{key: getattr(rung, key) for key in ("shown", "shown_all")},
            }
            for row in self.what_ifs
            for rung in row.ladder
        ]
        kinds = {"nats": pa.float64()}
        return pa.table(
            {key: pa.array([_plain(row[key]) for row in rows], kinds.get(key)) for key in rows[0]}
        )


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Rung) else value


def compare_many(
    scenarios: Iterable[Given] | None = None,
    campaigns: int = 10_000,
    seed: int = 1,
    workers: int | None = None,
    given: str | None = None,
    progress: Progress | None = None,
    cluster: str | None = None,
    readings: bool | None = None,
    window_days: int = 1,
    results: str | Path | None = None,
    resume: bool = False,
) -> Comparisons:
    """Compare each of several what-ifs with the war without its change, all with the same luck.

    Other arguments as for ``compare``. Nothing is traced to where it comes from.

    Args:
        scenarios: two or more what-ifs; by default all that are shipped, but for those that their files keep
            out of such tables.
        workers, cluster: as for ``compare``: processes here, or the address of a cluster of them.
        progress: called with the campaigns of all worlds that are done, and all there are.
        readings: whether to ask under the other readings of strength too. By default wherever the model can
            be compiled.
        results: a folder in which each what-if gets a results folder of its name, as ``compare`` makes one.
        resume: go on in those that are there.

    Returns:
        A table in the order of the branches, never of success, and the sum check.

    Raises:
        BadValue: the recorded war, fewer than two what-ifs, or one of which no campaign counts.
        Contradiction: one given twice.

    >>> found = sp.compare_many(["uranus_fails", "germany_wins_at_kursk"], campaigns=20, readings=False)
    >>> len(found.plain), found.what_ifs[0].ladder[0].rung
    (3, 'german_leader_willing')
    """
    what_ifs = what_ifs_of(scenarios)
    options = RunOptions(
        campaigns=campaigns, seed=seed, workers=workers, given=given, window_days=window_days, cluster=cluster
    )
    options = options.settled(what_ifs[0])
    work = ManyPairs(scenarios=what_ifs, options=options, readings=wanted(readings))
    with worker_pool(options) as pool:
        if results is None:
            work.run(pool, Count(work.count, progress))
        else:
            run_in_folders(work, Path(results), pool, progress, resume)
    return _comparisons(work)


# --- what came of it


def _comparisons(work: ManyPairs) -> Comparisons:
    """The table, and what the what-ifs do together."""
    options, pairs = work.options, [work.pair(rows[0]) for rows in work.asked]
    every = len(work.scenarios) * len(Rung)
    what_ifs = tuple(_what_if(work, rows, every) for rows in work.asked)
    found = {step: together(pairs, step) for step in documents.SUMMED}
    first, digests = work.scenarios[0], [scenario.digest for scenario in work.scenarios]
    made = provenance_of(first, options.seed)
    return Comparisons(
        scenarios=work.scenarios,
        seed=options.seed,
        campaigns=options.campaigns,
        luck=options.luck(first),
        window_days=options.window_days,
        together=every,
        what_ifs=what_ifs,
        sums=tuple(
            documents.SumCheck(
                step=step,
                campaigns=one.n,
                sum_of_differences=one.difference.value,
                ci95=one.difference.ci95,
                sum_of_gains=one.gains,
                any=one.gained / one.n,
                any_ci95=share(one.gained, one.n).ci95,
                none=(one.n - one.gained) / one.n,
                none_ci95=share(one.n - one.gained, one.n).ci95,
                taken_away=one.lost / one.n,
            )
            for step, one in found.items()
        ),
        plain=plain_together(
            len(what_ifs), found[Counted.WINDOW], found[Rung.SETTLEMENT], options.window_days
        ),
        provenance=replace(
            made, digests=Digests(scenario=digest_of(digests), baseline=made.digests.baseline)
        ),
    )


def _what_if(work: ManyPairs, rows: Sequence[AskedPair], every: int) -> documents.ComparedWhatIf:
    """The row of one what-if; its first pair is that under its own assumptions."""
    scenario, pair = rows[0].with_change, work.pair(rows[0])
    supposed = card(scenario, work.options.given)
    return documents.ComparedWhatIf(
        scenario=scenario.name,
        title=scenario.title,
        digest=scenario.digest,
        branch=branch_of(scenario),
        nats=None if supposed is None else supposed.nats,
        antecedent_arose=pair[1].arose,
        failed=pair[1].failed,
        readings=scenario.assumptions.readings_alone,
        by_hand=scenario.assumptions.by_hand(),
        ladder=_ladder(scenario, pair, every),
        numbers=tuple(
            _numbers(row, work.pair(row)).pair_row
            for row in rows
            if row is rows[0] or (row.under not in STRENGTHS and row.variant is None)
        ),
        by_reading=_by_reading(work, rows),
        profiles=_profiles(work, rows),
        notes=notes(scenario.changes),
        bears=scenario.bears,
    )


def _profiles(work: ManyPairs, rows: Sequence[AskedPair]) -> tuple[ProfileOfPair, ...]:
    """Both worlds with each profile and premium, in the order of ``variants``; none where Hitler leads."""
    found = {row.variant.name: work.pair(row) for row in rows if row.variant is not None}
    return tuple(
        UnderProfile(
            profile=one.profile,
            premium=one.premium,
            with_change=found[one.name][1].ladder,
            without=found[one.name][0].ladder,
        ).pair_row
        for one in variants(rows[0].with_change)
    )


def _ladder(scenario: Scenario, pair: Pair, every: int) -> tuple[documents.RungAmongAll, ...]:
    """The rungs of one what-if, each also as one of so many that are read together.

    Bonferroni's bound holds however the intervals hang together (Dunn 1961, Journal of the American
    Statistical Association 56: 52-64). Resampling the pairs for the largest deviation (Westfall and Young
    1993) would give shorter ones; but what no campaign has no resample has, so near 0, where most of these
    shares lie, it would say more than the campaigns do.
    """
    cells = ladders_of(pair)
    if not cells.rungs[0].n:
        message = "the antecedent arose in no campaign, so there is nothing to compare"
        raise BadValue(message, given=scenario.name, allowed="more campaigns, or without it", key="SCENARIO")
    made = []
    for row in rows_of(cells, pair[0].ladder, pair[1].ladder):
        low, high = newcombe_paired(*cells.cells(row.rung).table(), z=simultaneous(every)).ci95
        clear = low > 0.0 or high < 0.0
        made.append(widened(row, partial(documents.RungAmongAll, ci95_all=(low, high), shown_all=clear)))
    return tuple(made)


def _numbers(row: AskedPair, pair: Pair) -> UnderNumbers:
    return UnderNumbers(numbers=row.under, with_change=pair[1].ladder, without=pair[0].ladder)


def _by_reading(work: ManyPairs, rows: Sequence[AskedPair]) -> tuple[UnderReading, ...]:
    """The windows under each reading under which a pair counts; none where they were not asked for."""
    if not work.readings:
        return ()
    own = rows[0].with_change.assumptions.strength
    under = {own: rows[0], **{row.under: row for row in rows if row.under in STRENGTHS}}
    cells = {name: ladders_of(work.pair(under[name])).cells(Counted.WINDOW) for name in STRENGTHS}
    found = [reading_of(name, one) for name, one in cells.items() if one.n]
    return tuple(one.row(len(found)) for one in found)
