"""German officials of the natural SimPy model: who speaks, who receives, and what becomes of a carrier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sepeace.kernel.slots import GERMANY

if TYPE_CHECKING:
    from benchmarks.natural_leaders import Leader
    from benchmarks.natural_scene import Process, Scene


class Road(Protocol):
    """What officials ask of a channel."""

    number: int
    carrier_back: float


class Table(Protocol):
    """What they ask of the table at which they have no seat."""

    scene: Scene

    @property
    def talks(self) -> object | None:
        """Those under way."""

    @property
    def germany(self) -> Leader:
        """Hitler."""

    def free_channels(self, side: int) -> Sequence[Road]:
        """The channels that a side can use now."""

    def share(self, side: int) -> float:
        """Share of a side's channels that it can use now."""

    def post(self, kind: str, sender: int, channel: Any, letter: Letter) -> None:
        """Put a message on its way."""

    def tell_streams(self) -> None:
        """Wake every stream whose rate has changed."""


@dataclass(frozen=True)
class Letter:
    """What officials have to do with a message: whose ministry, whether Moscow demands that its head go."""

    ministry: bool = False
    demand: bool = False


class Official:
    """Somebody with days, roads, a weight, and what he does."""

    def __init__(self, scene: Scene, number: int) -> None:
        w = scene.world
        self.start, self.end, self.weight = w.pe_start[number], w.pe_end[number], w.pe_weight[number]
        self.asks, self.writes = w.pe_asks[number] == 1, w.pe_writes[number] == 1
        self.receives, self.tells = w.pe_receives[number] == 1, w.pe_tells[number] == 1
        self.ministry, self.roads = w.pe_ministry[number] == 1, w.pe_road[number]

    def at_work(self, now: float) -> bool:
        """Whether a day is one of his."""
        return self.start <= now < self.end


class Officials:
    """All of them."""

    def __init__(self, table: Table) -> None:
        self.table, self.scene = table, table.scene
        self.all = [Official(table.scene, number) for number in range(table.scene.world.people)]

    def at_work(self) -> list[Official]:
        """Those whose day it is."""
        return [one for one in self.all if one.at_work(self.scene.env.now)]

    def asking(self) -> list[Official]:
        """Those who ask Hitler first; nobody does while he talks."""
        return [one for one in self.at_work() if one.asks and self.table.talks is None]

    def writing(self) -> list[Official]:
        """Those who can write abroad unasked."""
        free = self.table.free_channels(GERMANY)
        return [one for one in self.at_work() if one.writes and any(one.roads[c.number] for c in free)]

    def loudness(self) -> tuple[float, float]:
        """How often who writes unasked, and who asks first, as multiples of the rate of officials."""
        asking = sum([one.weight for one in self.asking()])
        return (self.table.share(GERMANY) if self.writing() else 0.0), asking

    def speak(self) -> None:
        """One of them writes, or asks for leave."""
        chance = self.scene.chance
        unasked, asking = self.loudness()
        asks = chance.random() * (unasked + asking) < asking
        group = self.asking() if asks else self.writing()
        one = chance.choices(group, [person.weight for person in group])[0]
        free = self.table.free_channels(GERMANY)
        own = [c for c in free if one.roads[c.number] or not any(one.roads)]
        if asks and not self.leave(bool(own)):
            return
        if own:
            kind = "leader" if asks else "subordinate"
            letter = Letter(ministry=one.ministry and not asks)
            self.table.post(kind, GERMANY, chance.choice(own), letter)

    def leave(self, road: bool) -> bool:
        """Whether Hitler gives leave: as he would answer a message. A no makes his gatekeepers warier."""
        p, hitler = self.scene.p, self.table.germany
        given = hitler.willing > p.answer_bar and self.scene.chance.random() < p.answer_chance
        self.scene.note("urged", given, road)
        if not given:
            hitler.refused = self.scene.env.now
        return given

    def desk(self, channel: Road) -> Letter:
        """Where a Soviet message will arrive, and whether it makes the demand."""
        scene, chance = self.scene, self.scene.chance
        there = [one for one in self.at_work() if one.receives and one.roads[channel.number]]
        one = chance.choices(there, [person.weight for person in there])[0] if there else None
        demand = chance.random() < scene.p.dismissal_share and scene.env.now >= scene.world.dismissal_from
        return Letter(ministry=one is not None and one.ministry, demand=demand)

    def other_way(self, letter: Letter) -> bool:
        """Whether Hitler hears of what Ribbentrop's people keep back."""
        teller = letter.ministry and any(one.tells for one in self.at_work())
        return teller and self.scene.chance.random() < self.scene.p.bormann_gate

    def punish(self, channel: Road) -> None:
        """A carrier is sent away; the road has none for a time."""
        days = self.scene.p.carrier_days
        if days > 0.0:
            channel.carrier_back = self.scene.env.now + days
            self.scene.env.process(self.come_back(channel.carrier_back))

    def come_back(self, day: float) -> Process:
        """There is a carrier again."""
        yield self.scene.until(day)
        self.table.tell_streams()
