"""The same campaign under SimPy: one process for each actor, each owning named slots.

The handlers are the kernel's own; SimPy only says whose turn it is. All days are whole numbers of grid
steps (``quantities.GRID``): subtracting one from another rounds nothing, so slots that are due together
have the same time here too, and the lower one goes first. To step, pace or watch a campaign is left to
SimPy: run ``campaign.env.step()`` or ``campaign.env.run(until=day)``.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping

import simpy
from simpy.events import EventPriority

from sepeace.clocks.campaigns import begun_state
from sepeace.clocks.storage import empty_log
from sepeace.kernel import campaign as kernel
from sepeace.kernel import slots
from sepeace.kernel.fields import State
from sepeace.kernel.world import Log
from sepeace.scenario.plan import Plan

_WAR_ACTORS: Mapping[str, tuple[int, ...]] = {
    "calendar": (slots.EPOCH, slots.BRANCH, slots.CALENDAR, slots.HORIZON),
    "operations": (slots.OPERATION_END, slots.OPERATION_START, slots.OFFENSIVE),
    "fronts": (slots.FRONT, slots.COLLAPSE),
    "the West": (slots.LANDING,),
    "Finland": (slots.FINLAND,),
    "reports": (slots.REPORT,),
}
_PAIR_ACTORS: Mapping[str, tuple[int, ...]] = {
    "soviet leadership": (slots.SERIOUS, slots.LEVERAGE),
    "german leadership": (slots.LEADER,),
    "german subordinates": (slots.SUBORDINATE,),
    "mediators": (slots.MEDIATOR,),
    "channels": (slots.MESSAGE,),
    "talks": (slots.ROUND, slots.EXPOSURE),
    "peace": (slots.RENEWAL,),
}


def actors() -> dict[str, tuple[int, ...]]:
    """Every actor and the slots it owns; together they own each slot once."""
    table = dict(_WAR_ACTORS)
    for pair in range(slots.PAIRS):
        base = slots.PAIR_BASE + slots.PAIR_SLOTS * pair
        suffix = "" if pair == 0 else f" {pair}"
        for name, owned in _PAIR_ACTORS.items():
            table[name + suffix] = tuple(base + slot for slot in owned)
    return table


class Alarm(simpy.Event):
    """A slot falls due. It carries the due time, by which an alarm that was moved is told apart."""

    def __init__(self, env: simpy.Environment, slot: int, due: float) -> None:
        super().__init__(env)
        self.slot = slot
        self.due = due
        self._ok = True
        self._value = slot


class SimpyCampaign:
    """One campaign of a plan as a SimPy simulation.

    Attributes:
        env: the SimPy environment; its time is in days since 22 June 1941.
        state, log: as the plain clock has them.
    """

    def __init__(self, plan: Plan, seed: int, campaign: int, log: Log | None = None) -> None:
        self.plan = plan
        self.state = begun_state(plan, seed, campaign)
        self.log = log if log is not None else empty_log()
        self.env = simpy.Environment()
        self.parameters = plan.parameters(seed, campaign)
        kernel.begin(self.state, self.parameters[0], plan.world, self.log, plan.horizon)
        self._scheduled = [slots.NEVER] * slots.SLOTS
        self._wake: dict[int, simpy.Event] = {}
        self.over = self.env.event()
        for owned in actors().values():
            self.env.process(self._actor(owned))
        self._arm()

    def _actor(self, owned: tuple[int, ...]) -> Generator[simpy.Event, int, None]:
        """Sleep until one of the actor's slots is due, handle it, re-arm whatever moved."""
        while True:
            wake = self.env.event()
            for slot in owned:
                self._wake[slot] = wake
            slot = yield wake
            if slot == slots.EPOCH:
                self.state.epoch += 1
            parameters = self.parameters[self.state.epoch]
            kernel.handle(self.state, parameters, self.plan.world, self.log, slot)
            if self.state.ending != slots.RUNNING or self.state.failed:
                self.over.succeed()
                return
            self._scheduled[slot] = slots.NEVER
            self._arm()

    def _arm(self) -> None:
        """Schedule an alarm for every slot whose due time has moved."""
        for slot, due in enumerate(self.state.due):
            if due != self._scheduled[slot]:
                self._scheduled[slot] = due
                if due < slots.NEVER:
                    alarm = Alarm(self.env, slot, due)
                    alarm.callbacks.append(self._ring)
                    # Priorities start at 2: a woken process (priority 1) comes before the next alarm.
                    self.env.schedule(alarm, EventPriority(slot + 2), delay=due - self.env.now)

    def _ring(self, event: simpy.Event) -> None:
        """Wake the owner, unless the alarm was moved or another slot came between."""
        assert isinstance(event, Alarm)
        if self.state.due[event.slot] == event.due == self._scheduled[event.slot]:
            self._scheduled[event.slot] = slots.NEVER
            self._wake[event.slot].succeed(event.slot)

    def run(self) -> State:
        """Run to the end of the campaign."""
        if self.state.ending == slots.RUNNING and not self.state.failed:
            self.env.run(until=self.over)
        return self.state


def run_simpy(plan: Plan, seed: int, campaign: int, log: Log | None = None) -> tuple[State, Log]:
    """Run one campaign under SimPy; the same log and final state as the plain clock."""
    simulation = SimpyCampaign(plan, seed, campaign, log)
    return simulation.run(), simulation.log
