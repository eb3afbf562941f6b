"""Many campaigns of one scenario: their outcomes, bands over time and a summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sepeace.errors import SepeaceError
from sepeace.estimates import Estimate, wilson
from sepeace.runs import tables
from sepeace.runs.measure import BARRIERS, ENDINGS, Tally
from sepeace.runs.provenance import Provenance, provenance_of
from sepeace.runs.workers import Progress, World, check_run, run_all
from sepeace.scenario.plan import given_for
from sepeace.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a batch adds up to. Shares are of campaigns that ended and in which the antecedent arose.

    Attributes:
        counted: those campaigns; ``failed`` and the rest of ``antecedent_arose`` are left out of every share.
        settlement, window: share with a settlement, with an acceptance window of a day or more.
        settlement_date, window_date: median date among those; None without any.
        window_days: median number of days open among those.
        contacts: mean feelers a campaign by sender, and the Soviet share of soviet and german.
        endings, barriers: shares; barriers are of campaigns without a settlement.
    """

    counted: int
    failed: int
    antecedent_arose: float
    settlement: Estimate
    settlement_date: date | None
    window: Estimate
    window_date: date | None
    window_days: float | None
    contacts: Mapping[str, float | None]
    endings: Mapping[str, float]
    barriers: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The campaigns of one scenario.

    Attributes:
        scenario, seed, campaigns, luck: what was run; ``luck`` is free or branch.
        outcomes: pyarrow table, one row a campaign, in the order of their numbers.
        tally: weekly histograms and sums behind ``bands`` and ``anatomy``.
        failed: campaigns that ended in a number that is not finite.
        provenance: version, hashes and libraries.
    """

    scenario: Scenario
    seed: int
    campaigns: int
    luck: str
    outcomes: pa.Table
    tally: Tally
    failed: int
    provenance: Provenance

    def bands(self) -> pa.Table:
        """Weekly quantiles over campaigns still at war: date, variable, sector, q05, q25, q50, q75, q95."""
        return tables.bands(self.tally)

    def anatomy(self) -> pa.Table:
        """Weekly means of the terms of the gap, and shares with an open window: date, term, mean."""
        return tables.anatomy(self.tally)

    @property
    def feelers(self) -> pa.Table:
        """Feelers sent in the first campaigns: campaign, date, sender, stream, channel."""
        return tables.feelers(self.tally)

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
        return summarise(self.outcomes.to_pylist())

    def to_json(self) -> dict[str, Any]:
        """The keys of ``batch --json``; numbers finite or null, dates ISO."""
        found = self.summary()
        return {
            "schema": SCHEMA,
            "scenario": self.scenario.name,
            "digest": self.scenario.digest,
            "version": self.provenance.version,
            "seed": self.seed,
            "campaigns": self.campaigns,
            "failed": found.failed,
            "antecedent_arose": found.antecedent_arose,
            "given": self.luck,
            "readings": self.scenario.assumptions.readings(),
            "settlement": {**_share(found.settlement), "median_date": _iso(found.settlement_date)},
            "window": {
                **_share(found.window),
                "median_days": found.window_days,
                "median_first_date": _iso(found.window_date),
            },
            "contacts": dict(found.contacts),
            "endings": dict(found.endings),
            "barriers": dict(found.barriers),
            "finland": {"settled": None, "median_date": None},
        }


def _share(estimate: Estimate) -> dict[str, Any]:
    if estimate.n == 0:
        return {"probability": None, "ci95": [None, None]}
    return {"probability": estimate.value, "ci95": list(estimate.ci95)}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _median(values: list[Any]) -> Any:
    """Middle value, the lower of two; None without any."""
    return sorted(values)[(len(values) - 1) // 2] if values else None


def counted_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows that count: the campaign did not fail and its antecedent arose."""
    return [row for row in rows if not row["failed"] and row["antecedent_arose"]]


def summarise(rows: list[dict[str, Any]]) -> Summary:
    """Summary of outcome rows."""
    good = counted_rows(rows)
    n = len(good)
    windows = [row for row in good if row["window"]]
    settled = [row for row in good if row["settled"]]
    apart = [row for row in good if not row["settled"]]
    whole = [row for row in rows if not row["failed"]]
    arose = sum(row["antecedent_arose"] for row in whole) / len(whole) if whole else 0.0
    return Summary(
        counted=n,
        failed=len(rows) - len(whole),
        antecedent_arose=arose,
        settlement=_wilson(len(settled), n),
        settlement_date=_median([row["signed"] for row in settled]),
        window=_wilson(len(windows), n),
        window_date=_median([row["first_window"] for row in windows]),
        window_days=_median([row["window_days"] for row in windows]),
        contacts=_contacts(good),
        endings={name: _part(good, "ending", name) for name in ENDINGS.values()},
        barriers={name: _part(apart, "barrier", name) for name in BARRIERS.values()},
    )


def _wilson(k: int, n: int) -> Estimate:
    return wilson(k, n) if n else Estimate(value=0.0, ci95=(0.0, 1.0), n=0, method="none counted")


def _part(rows: list[dict[str, Any]], key: str, name: str) -> float:
    return sum(row[key] == name for row in rows) / len(rows) if rows else 0.0


def _contacts(rows: list[dict[str, Any]]) -> dict[str, float | None]:
    n = max(len(rows), 1)
    soviet = sum(row["sent_soviet"] + row["sent_leverage"] for row in rows) / n
    german = sum(row["sent_german"] + row["sent_subordinate"] for row in rows) / n
    mediated = sum(row["sent_mediated"] for row in rows) / n
    both = soviet + german
    return {
        "soviet": soviet,
        "german": german,
        "mediated": mediated,
        "share_soviet": soviet / both if both > 0.0 else None,
    }


def assemble(scenario: Scenario, given: str, seed: int, world: World) -> Batch:
    """A batch from the rows and the tally of one world."""
    return Batch(
        scenario=scenario,
        seed=seed,
        campaigns=len(world.rows),
        luck=given,
        outcomes=tables.outcomes(world.rows),
        tally=world.tally,
        failed=sum(row["failed"] for row in world.rows),
        provenance=provenance_of(scenario, seed),
    )


def batch(
    scenario: Scenario,
    campaigns: int = 10_000,
    seed: int = 1,
    workers: int | None = None,
    given: str | None = None,
    progress: Progress | None = None,
) -> Batch:
    """Run many campaigns of a scenario.

    Args:
        campaigns: how many, 1 to 10^7.
        seed: 0 to 2^64 - 1; the same seed gives the same campaigns, whatever the workers.
        workers: processes; one by default. More than one need a main module that is guarded by
            ``if __name__ == "__main__"`` wherever processes do not fork.
        given: free or branch; by default branch for what-ifs and free for the historical war.
        progress: called with campaigns done and in all.

    Raises:
        BadValue: a number out of range, or branch without a branch date.
        NotYet: the scenario asks for something that a later version does.
    """
    workers = check_run(campaigns, seed, workers)
    given = given_for(scenario, given)
    part = run_all((scenario,), given, campaigns, seed, workers, progress)
    return assemble(scenario, given, seed, part.worlds[0])
