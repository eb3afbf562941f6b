"""One campaign, told: its events, weekly values, ending and where it comes from.

Any campaign of any batch can be opened again from the scenario, the seed and its number.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from sepeace.chronicle.event import Event
from sepeace.chronicle.reader import read
from sepeace.clocks.storage import WEEK_COLUMNS, fingerprint, full_log
from sepeace.display import Identified
from sepeace.documents.origin import Provenance
from sepeace.documents.run import RunDocument
from sepeace.errors import BadValue, nearest
from sepeace.execution.provenance import provenance_of
from sepeace.kernel import weekly
from sepeace.kernel.fields import State
from sepeace.kernel.world import Log
from sepeace.outcomes.outcome_rows import ENDING_CODES
from sepeace.quantities import LARGEST_CAMPAIGN, LARGEST_SEED, date_of, whole
from sepeace.scenario.checks.accepted import Given, accepted
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.scenario import Scenario
from sepeace.shapes import narrowed
from sepeace.wording.outcomes import Ending

__all__ = ["Event", "Provenance", "Run", "run"]

CLOCKS = ("simpy", "plain")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Run(Identified):
    """One campaign.

    Attributes:
        scenario, seed, campaign: what was run.
        luck: free, branch, as_it_fell or median.
        draw: the parameters this campaign drew for itself, by name.
        events: the chronicle, in order of time.
        trajectory: weekly values by name, and ``date``; one entry a week while the war lasts.
        arose: whether what the scenario supposes came about; always so where it supposes nothing.
        ending: soviet_victory, german_victory, settlement_held, settlement_broken, undecided or failed.
        fingerprint: hash of the final state, the same from every clock.
        provenance: version, hashes and libraries.

    >>> run = sp.run("historical", seed=1, campaign=0)
    >>> run.ending in ("soviet_victory", "german_victory", "undecided") or run.ending.startswith("settlement")
    True
    >>> len(run.trajectory["date"]) == len(run.trajectory["mean_front"]), len(run.fingerprint)
    (True, 16)
    >>> run.document.events[0].date == run.events[0].date
    True
    >>> sorted(run.to_json())
    ['banner', 'campaign', 'ending', 'events', 'fingerprint', 'provenance', 'scenario', 'schema', 'seed']
    """

    scenario: Scenario
    seed: int
    campaign: int
    luck: str
    draw: Mapping[str, float]
    events: tuple[Event, ...]
    trajectory: Mapping[str, tuple[Any, ...]]
    arose: bool
    ending: Ending
    fingerprint: str
    provenance: Provenance

    @property
    def one_line(self) -> str:
        """Which campaign, how it ended, and how much there is to tell."""
        told = f"{self.scenario.name}: campaign {self.campaign}, seed {self.seed}, {self.luck}"
        return f"{told}, {self.ending}, {len(self.events)} events"

    @property
    def identity(self) -> tuple[Hashable, ...]:
        """Digest of the scenario, seed, campaign, luck, hash of the model."""
        return self.scenario.digest, self.seed, self.campaign, self.luck, self.provenance.model_hash

    @property
    def document(self) -> RunDocument:
        """What ``run --json`` prints."""
        events = tuple(event.row for event in self.events)
        return narrowed(self, RunDocument, scenario=self.scenario.name, events=events)


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedRun:
    """A campaign with what it was told from: its plan, final state and full log."""

    run: Run
    plan: Plan
    state: State
    log: Log


def run(
    scenario: Given,
    seed: int = 1,
    campaign: int = 0,
    given: str | None = None,
    median_luck: bool = False,
    clock: str = "simpy",
) -> Run:
    """Run one campaign and tell it.

    Args:
        scenario: as ``load`` gives it, or what ``load`` takes.
        seed: of the batch, 0 to 2^64 - 1.
        campaign: its number in the batch, from 0.
        given: free, branch or as_it_fell; by default the scenario's own.
        median_luck: every draw at its median instead.
        clock: simpy or plain; both give the same run.

    Raises:
        BadValue: a number out of range, an unknown clock, or branch without a branch date.
        NotYet: the scenario asks for something that a later version does.

    >>> run = sp.run("germany_wins_at_kursk", seed=1, campaign=7)
    >>> run.luck, all(event.because for event in run.events)
    ('branch', True)
    """
    return trace(scenario, seed, campaign, given, median_luck, clock).run


def trace(
    scenario: Given, seed: int, campaign: int, given: str | None, median_luck: bool, clock: str = "simpy"
) -> TracedRun:
    """The same, with what it is told from."""
    scenario = accepted(scenario)
    seed, campaign = whole("seed", seed, 0, LARGEST_SEED), whole("campaign", campaign, 0, LARGEST_CAMPAIGN)
    if clock not in CLOCKS:
        raise BadValue("unknown clock", given=clock, allowed=CLOCKS, nearest=nearest(str(clock), CLOCKS))
    made = plan(scenario, given, luck="median" if median_luck else None)
    if clock == "simpy":
        from sepeace.clocks.simpy_clock import run_simpy

        state, log = run_simpy(made, seed, campaign, full_log())
    else:
        from sepeace.clocks.campaigns import CampaignRunner
        from sepeace.clocks.plain import run_plain

        begun = CampaignRunner(plan=made).begun(seed, campaign, 1)
        state, log = run_plain(made, seed, campaign, full_log(), begun)
    chronicle = Run(
        scenario=scenario,
        seed=seed,
        campaign=campaign,
        luck="median" if median_luck else made.given,
        draw=made.draw(seed, campaign),
        events=read(made, log, state),
        trajectory=_trajectory(log),
        arose=state.antecedent == 1,
        ending=ENDING_CODES.get(state.ending, Ending.FAILED),
        fingerprint=fingerprint(state),
        provenance=provenance_of(scenario, seed),
    )
    return TracedRun(run=chronicle, plan=made, state=state, log=log)


def _trajectory(log: Log) -> dict[str, tuple[Any, ...]]:
    rows = [
        row for row in log.weeks if row[weekly.MEAN_FRONT] == row[weekly.MEAN_FRONT]
    ]  # a week that was not reached is nan
    dates = tuple(date_of(7.0 * week) for week in range(len(rows)))
    return {"date": dates, **{name: tuple(row[at] for row in rows) for at, name in enumerate(WEEK_COLUMNS)}}
