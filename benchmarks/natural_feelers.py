"""The feelers of the natural SimPy model, which come of the leaders' wish to talk.

Each stream of feelers is a process. The rate of a stream changes under it. Of the two usual answers to that
both are here: proposals at the peak rate, thinned out; and interrupts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import simpy

from sepeace.kernel.slots import GERMANY, SOVIET

if TYPE_CHECKING:
    from benchmarks.natural_diplomacy import Diplomacy
    from benchmarks.natural_scene import Process
    from sepeace.kernel.fields import Parameters

MONTH = 365.25 / 12.0  # days
MEDIATOR = 2
SENDERS = {
    "serious": SOVIET,
    "leverage": SOVIET,
    "leader": GERMANY,
    "subordinate": GERMANY,
    "mediator": MEDIATOR,
}


class Stream:
    """Feelers of one kind: proposed at the peak rate, sent with the share of it that the day's rate is.

    This is thinning, after Lewis and Shedler 1979.
    """

    def __init__(self, table: Diplomacy, kind: str) -> None:
        self.table, self.kind, self.sender, self.rate = table, kind, SENDERS[kind], 0.0
        self.process = table.scene.env.process(self.run())

    def run(self) -> Process:
        """Send feelers for as long as the war lasts."""
        scene = self.table.scene
        peak = max(self.peak(p) for p in scene.rows)
        while peak > 0.0:
            yield scene.env.timeout(scene.chance.expovariate(peak) * MONTH)
            if scene.chance.random() * peak < self.rate_now():
                self.table.send(self)

    def peak(self, p: Parameters) -> float:
        """Feelers a month of a sender who is sure to write and finds every channel free."""
        if self.kind == "serious":
            return p.feeler_rate * (1.0 - p.leverage_share)
        if self.kind == "leverage":
            return p.feeler_rate * p.leverage_rate * p.leverage_share * (1.0 + p.leverage_postponement)
        if self.kind == "mediator":
            return sum(self.table.scene.world.ch_mediated)
        if self.kind == "leader":
            return p.feeler_rate
        return p.subordinate_rate * (1.0 + sum([one.weight for one in self.table.officials.all if one.asks]))

    def rate_now(self) -> float:
        """Feelers a month now; none while contacts are held to the record."""
        table, scene, p = self.table, self.table.scene, self.table.scene.p
        if self.kind == "subordinate" and scene.env.now >= scene.world.held_until:
            return p.subordinate_rate * sum(table.officials.loudness()) * table.soviet.hope
        share = table.share(self.sender)
        if share <= 0.0 or scene.env.now < scene.world.held_until:
            return 0.0
        if self.kind == "mediator":
            return share
        rate = share * self.peak(p)
        if table.talks is not None:
            return 0.0  # leaders who talk do not write
        if self.kind in ("serious", "leader"):
            willing = table.leaders[self.sender].willing
            return rate * willing if willing > p.answer_bar else 0.0
        if scene.env.now - scene.postponed >= p.postponement_days:
            rate /= 1.0 + p.leverage_postponement
        return rate * (1.0 - table.soviet.trust)


class WokenStream(Stream):
    """The same with interrupts: it sleeps until its next feeler, and is woken when its rate changes."""

    def __init__(self, table: Diplomacy, kind: str) -> None:
        super().__init__(table, kind)
        table.woken.append(self)

    def run(self) -> Process:
        """Wait out a unit of hazard at the rate in force, send a feeler, and begin again."""
        scene, env = self.table.scene, self.table.scene.env
        while True:
            missing = scene.chance.expovariate(1.0) * MONTH
            self.rate = self.rate_now()
            while missing > 0.0:
                since = env.now
                try:
                    yield env.timeout(missing / self.rate) if self.rate > 1e-12 else env.event()
                    missing = 0.0
                except simpy.Interrupt as change:
                    missing -= self.rate * (env.now - since)
                    self.rate = float(change.cause or 0.0)
            self.table.send(self)
