"""The one way to run campaigns on whichever clock: the compiled one if it is at hand, else the plain one.

Both write the same bytes, so nothing that is run here shows which of them it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import as_it_fell, clock_choice, records
from sepeace.clocks.compiled import Compiled
from sepeace.clocks.held import ROOMS, hold
from sepeace.clocks.plain import run_plain, state_before
from sepeace.clocks.records import Record
from sepeace.clocks.storage import WEEK_COLUMNS, empty_log, full_log
from sepeace.clocks.tables import ClockSide, Packed, packed, side
from sepeace.kernel.campaign import begin
from sepeace.kernel.fields import Numbers, State
from sepeace.kernel.pairing import LINKS
from sepeace.kernel.tally import add_campaign
from sepeace.kernel.world import Entry, Log, Tally
from sepeace.scenario.plan import Plan

_ENTRY = records.dtype_of(Entry)
_values = attrgetter(*(_ENTRY.names or ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignTrace:
    """One campaign with all that its log keeps.

    Attributes:
        state: its final state, a record of one row.
        weeks: (weeks reached, ``WEEK_COLUMNS``), the values at the end of each.
        events: its events in order, records of ``Entry``.
    """

    state: Record
    weeks: NDArray[np.float64]
    events: Record

    def entries(self) -> list[Entry]:
        """The events as objects of the plain clock."""
        return [Entry(*row) for row in self.events.tolist()]


@dataclass(slots=True, kw_only=True)
class CampaignRunner:
    """Runs campaigns of one plan on one thread, in room that is made once for each clock.

    Attributes:
        plan: what is run.
        world: gives its world as a record, where that is shared; by default it is packed here.
        events, weeks: what the log keeps of the last campaign.
        lean: whether outcomes alone are asked for, see ``Log``.
        tally: where campaigns that did not fail are added to weekly histograms, which needs their weeks;
            None for nowhere.
    """

    plan: Plan
    world: Callable[[], Record] | None = None
    events: bool = False
    weeks: bool = False
    lean: bool = False
    tally: Record | None = None
    _side: ClockSide | None = field(default=None, init=False)
    _log: Log | None = field(default=None, init=False)
    _without: CampaignRunner | None = field(default=None, init=False)

    def run(self, seed: int, first: int, count: int) -> Record:
        """Final states of campaigns ``first`` to ``first + count - 1``; the log holds the last."""
        clock = clock_choice.current()
        return self.plain(seed, first, count) if clock is None else self.compiled(clock, seed, first, count)

    def compiled(self, clock: Compiled, seed: int, first: int, count: int) -> Record:
        """The same by the compiled clock."""
        states = self.begun(seed, first, count)
        clock.count(states, first, records.signed(seed), self.side())
        return states

    def plain(self, seed: int, first: int, count: int) -> Record:
        """The same by the plain clock."""
        states = self.begun(seed, first, count)
        for place in range(count):
            ended, _ = self.one_plain(seed, first + place, states[place : place + 1])
            states[place] = records.record_of(ended)[0]
        return states

    def one_plain(self, seed: int, campaign: int, begun: Record | None = None) -> tuple[State, Log]:
        """Final state and log of one campaign, by the plain clock; the next campaign writes over the log.

        Args:
            begun: its state before it begins, see ``begun``; needed where luck is as it fell.
        """
        state, log = run_plain(self.plan, seed, campaign, self.log(), begun)
        if self.tally is not None and not state.failed:
            views = {name: self.tally[name][0] for name in self.tally.dtype.names or ()}
            add_campaign(Tally(**views), state, log)
        return state, log

    def begun(self, seed: int, first: int, count: int) -> Record:
        """States of campaigns before they begin: all zeros, but for the luck of one that is as it fell."""
        if self.plan.held is None:
            return records.states(count)
        clock_choice.prepare(count * as_it_fell.WORTH, 1)
        self._without = self._without or CampaignRunner(plan=self.plan.held, lean=True)
        run_held = partial(self._without.held, seed=seed)
        return as_it_fell.begun(seed, range(first, first + count), self.plan, run_held)

    def held(self, states: Record, seed: int) -> None:
        """Run campaigns held to the reports of the plan's world, see ``kernel.diplomacy.reported``.

        Args:
            states: all zeros but ``campaign``, ``attempt``, ``report_share`` and ``report_log``; final states
                afterwards.
        """
        clock = clock_choice.current()
        if clock is not None:
            clock.held(states, records.states(ROOMS), records.signed(seed), self.side())
            return
        for place in range(len(states)):
            state = records.state_of(states[place : place + 1])
            state.seed = seed
            rooms, parameters = [state] * ROOMS, self.plan.parameters(seed, state.campaign)
            begin(state, parameters[0], self.plan.world, self.log(), self.plan.horizon)
            hold(rooms, parameters, self.plan.world, self.log())
            states[place] = records.record_of(rooms[0])[0]

    def log(self) -> Log:
        """The log of the plain clock; made when it is first asked for."""
        if self._log is None:
            self._log = full_log() if self.events or self.weeks else empty_log()
            self._log.lean = int(self.lean)
        return self._log

    def trace(self, seed: int, campaign: int) -> CampaignTrace:
        """One campaign with its log, for a runner that keeps events and weeks."""
        if clock_choice.current() is None:
            state, kept = self.one_plain(seed, campaign, self.begun(seed, campaign, 1))
            weeks = np.array(kept.weeks[: state.known]).reshape(-1, len(WEEK_COLUMNS))
            events = np.array([_values(row) for row in kept.rows[: state.events]], _ENTRY)
            return CampaignTrace(state=records.record_of(state), weeks=weeks, events=events)
        states, log = self.run(seed, campaign, 1), self.side().log
        weeks = log["weeks"][0, : states["known"][0]].copy()
        return CampaignTrace(state=states, weeks=weeks, events=log["rows"][0, : states["events"][0]].copy())

    def side(self) -> ClockSide:
        """The plan for the compiled clock; made when it is first asked for."""
        if self._side is None:
            tally = records.tally_record() if self.tally is None else self.tally
            self._side = side(self.tables(), records.log_record(self.events, self.weeks, self.lean), tally)
        return self._side

    def tables(self) -> Packed:
        """The plan's tables for the compiled clock."""
        return packed(self.plan, None if self.world is None else self.world())

    def set_ranges(self, low: list[float], middle: list[float], high: list[float]) -> None:
        """From now on campaigns draw their own numbers from these ranges; see ``Numbers``."""
        numbers = replace(self.plan.numbers, low=low, middle=middle, high=high)
        self.plan = replace(self.plan, numbers=numbers)
        if self.plan.held is not None:
            without = self._without or CampaignRunner(plan=self.plan.held, lean=True)
            without.set_ranges(*_at_addresses(self.plan.held, numbers))
            self._without, self.plan = without, replace(self.plan, held=without.plan)
        if self._side is not None:
            for name, values in (("low", low), ("middle", middle), ("high", high)):
                self._side.numbers[name][0, : len(values)] = values


def _at_addresses(held: Plan, numbers: Numbers) -> Iterator[list[float]]:
    """Low ends, middles and high ends of the numbers of a war without a change, as those of one with it."""
    places = [numbers.address.index(address) for address in held.numbers.address[: held.numbers.drawn]]
    for name in ("low", "middle", "high"):
        values = getattr(numbers, name)
        yield [values[place] for place in places]


def begun_together(runners: Sequence[CampaignRunner], seed: int, first: int, count: int) -> list[Record]:
    """States of campaigns before they begin in some worlds; worlds of one luck have it found out once."""
    found: list[tuple[CampaignRunner, Record]] = []
    for runner in runners:
        known = next(
            (states.copy() for other, states in found if _of_one_luck(runner.plan, other.plan)), None
        )
        found.append((runner, runner.begun(seed, first, count) if known is None else known))
    return [states for _, states in found]


def _of_one_luck(one: Plan, other: Plan) -> bool:
    """Whether luck as it fell is the same in two worlds."""
    if one.held is None or other.held is None:
        return False
    return (
        one.held.scenario.assumptions == other.held.scenario.assumptions
        and one.held.branch_day == other.held.branch_day
        and one.held.numbers == other.held.numbers
        and one.world.report_chance == other.world.report_chance
    )


def begun_state(plan: Plan, seed: int, campaign: int) -> State:
    """The state of one campaign before it begins, for the plain clock and for SimPy."""
    return state_before(seed, campaign, CampaignRunner(plan=plan).begun(seed, campaign, 1))


def run_together(runners: Sequence[CampaignRunner], seed: int, first: int, count: int) -> list[Record]:
    """Final states of campaigns in one world, or in two that share their luck and what they reckon."""
    clock = clock_choice.current()
    if clock is None or len(runners) != 2:
        return [runner.run(seed, first, count) for runner in runners]
    states = begun_together(runners, seed, first, count)
    sides = [runner.side() for runner in runners]
    clock.pair(*states, np.zeros((0, LINKS)), first, records.signed(seed), *sides, 1.0)
    return states


def run_campaigns(
    plan: Plan, seed: int, first: int, count: int, world: Callable[[], Record] | None = None
) -> Record:
    """Final states of campaigns of a plan, one record each.

    Args:
        world: gives the plan's world as a record, where that is known.
    """
    return CampaignRunner(plan=plan, world=world).run(seed, first, count)


def run_traced(plan: Plan, seed: int, first: int = 0, count: int = 1) -> Iterator[CampaignTrace]:
    """Campaigns of a plan one by one, each with its events and weeks."""
    runner = CampaignRunner(plan=plan, events=True, weeks=True)
    return (runner.trace(seed, campaign) for campaign in range(first, first + count))
