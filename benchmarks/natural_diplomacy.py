"""Diplomacy of the natural SimPy model: channels, messages, talks, and when a settlement is possible.

Each message, the talks and their exposure are processes; talks are interrupted when they come out. Whoever
loads this file gives it ``Letter`` and ``Officials``, of the file beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import simpy

from sepeace.kernel.slots import GERMANY, NEVER, SOVIET

if TYPE_CHECKING:
    from benchmarks.natural_leaders import German, Leader, Soviet
    from benchmarks.natural_people import Letter, Officials
    from benchmarks.natural_scene import Process, Scene
    from benchmarks.natural_war import Battlefield

MONTH = 365.25 / 12.0  # days
MEDIATOR = 2
OF_SENDER = {
    "serious": "news_soviet",
    "leverage": "news_soviet",
    "leader": "news_leader",
    "subordinate": "news_subordinate",
    "mediator": "news_mediator",
}
"""What the West takes a message for, by who sent it."""


class Sender(Protocol):
    """What diplomacy asks of a stream of feelers: whose it is, and how many come a month."""

    kind: str
    sender: int
    rate: float
    process: simpy.Process

    def rate_now(self) -> float:
        """Feelers a month now."""


class Week(NamedTuple):
    """What is kept of each Sunday."""

    front: float
    strength: tuple[float, float]
    lines: tuple[float, float]
    willing: tuple[float, float]


class Channel:
    """A way through which messages go; it carries one message or one set of talks at a time."""

    def __init__(self, scene: Scene, number: int) -> None:
        self.scene, self.number = scene, number
        self.mediated = scene.world.ch_mediated[number]
        self.busy = False
        self.carrier_back = 0.0
        self.not_heard = scene.world.ch_not_heard[number]
        self.take_terms()

    def take_terms(self) -> None:
        """Take over what holds in the epoch that begins."""
        w, epoch, n = self.scene.world, self.scene.epoch, self.number
        self.sides = w.ch_side[epoch][n]
        self.opens, self.closes = w.ch_open[epoch][n], w.ch_close[epoch][n]
        self.latency, self.gate = w.ch_latency[epoch][n], w.ch_gate[epoch][n]
        self.leak, self.read = w.ch_leak[epoch][n], w.ch_read[epoch][n]


class Talks:
    """Rounds of demands that come closer, until they meet or somebody leaves."""

    def __init__(self, table: Diplomacy, channel: Channel, wait: float, meant: bool) -> None:
        self.table, self.channel, self.meant = table, channel, meant
        self.scene = table.scene
        self.due = self.scene.env.now + wait
        self.rounds = 0
        self.exposed = False
        self.beyond = [0, 0]
        self.process = self.scene.env.process(self.run())
        if channel.leak > 0.0:
            self.scene.env.process(self.exposure())

    def exposure(self) -> Process:
        """The talks come out, if they last so long; sooner if the West is meant to hear of them."""
        leak = self.channel.leak * (1.0 if self.meant else self.scene.p.leverage_leak)
        yield self.scene.env.timeout(self.scene.chance.expovariate(leak) * MONTH)
        if self.process.is_alive:
            self.process.interrupt()

    def run(self) -> Process:
        """Hold rounds until the talks end or a settlement is signed."""
        while True:
            yield from self.wait()
            if self.exposed and not self.resume():
                return
            self.rounds += 1
            germany, soviet = self.table.leaders
            held_back = self.scene.p.opening_demand * self.scene.p.concession ** (self.rounds - 1)
            ask = germany.line + held_back * max(0.0, self.room(germany))
            offer = soviet.line - held_back * max(0.0, self.room(soviet))
            self.scene.note("round", self.rounds, ask, offer)
            if offer >= ask:
                if self.meant:
                    self.table.sign(0.5 * (ask + offer))
                else:
                    self.end(SOVIET, "not meant")
                return
            if self.fail(germany.line - offer, ask - soviet.line):
                return
            self.due = self.scene.env.now + self.scene.p.round_days

    def wait(self) -> Process:
        """Wait for the next round; an exposure puts it off."""
        env = self.scene.env
        while env.now < self.due:
            try:
                yield env.timeout(self.due - env.now)
                return
            except simpy.Interrupt:
                self.exposed = True
                self.due = max(self.due, env.now + self.scene.p.suspension_days)
                self.scene.west.hear("news_exposed")
                self.scene.note("exposed", self.channel.number)

    def resume(self) -> bool:
        """After a suspension each side comes back only if it still sees room for a deal."""
        self.exposed = False
        for leader in self.table.leaders:
            if self.room(leader) < 0.0:
                self.end(leader.side, "exposure")
                return False
        self.scene.note("resumed", self.channel.number)
        return True

    def room(self, leader: Leader) -> float:
        """Room for a deal as a leader sees it: he knows the other's line of a month ago, with an error."""
        gap = leader.line - self.table.past_line(leader.other.side)
        return self.scene.p.expectation_noise * leader.error + (gap if leader.side == SOVIET else -gap)

    def fail(self, germany_short: float, soviet_short: float) -> bool:
        """After a round without agreement: whether someone walks out or the talks run out."""
        p, chance = self.scene.p, self.scene.chance
        for side, short in ((GERMANY, germany_short), (SOVIET, soviet_short)):
            self.beyond[side] = self.beyond[side] + 1 if short > p.walkout_gap else 0
        fed_up = [side for side in (GERMANY, SOVIET) if self.beyond[side] >= 2]
        if fed_up:
            self.end(chance.choice(fed_up), "demands")
        elif chance.random() < p.walkout_hazard:
            self.end(chance.choice((GERMANY, SOVIET)), "walked out")
        elif self.rounds >= p.round_limit:
            self.end(-1, "rounds ran out")
        else:
            return False
        return True

    def end(self, side: int, cause: str) -> None:
        """The talks fail, and whoever meant them learns from it."""
        self.scene.note("talks end", side, cause, self.rounds)
        self.table.talks = None
        self.channel.busy = False
        self.table.germany.learn_lesson()
        if self.meant:
            self.table.soviet.learn_lesson()
        self.table.wish()


class Diplomacy:
    """What goes on between the two leaders."""

    def __init__(self, scene: Scene, field: Battlefield, leaders: tuple[German, Soviet]) -> None:
        self.scene, self.field, self.leaders = scene, field, leaders
        self.germany, self.soviet = leaders
        self.talks: Talks | None = None
        self.window_since, self.window_days, self.feelers = NEVER, 0.0, 0
        self.history: list[Week] = []
        self.channels = [Channel(scene, number) for number in range(scene.world.channels)]
        self.woken: list[Sender] = []
        self.officials = Officials(self)
        self.reconsider()
        self.keep_week()
        scene.env.process(self.weeks())

    def weeks(self) -> Process:
        """Every Sunday, when both leaders have weighed the war."""
        while True:
            yield self.scene.sunday
            self.compare()
            self.keep_week()

    def keep_week(self) -> None:
        """Write the week down."""
        one, two = self.leaders
        axis, soviet = self.field.strength
        week = Week(self.field.mean, (axis, soviet), (one.line, two.line), (one.willing, two.willing))
        self.history.append(week)

    def past_line(self, side: int) -> float:
        """A side's line as it stood on the last Sunday at least a month ago."""
        week = int((self.scene.env.now - MONTH) // 7.0)
        return self.history[max(0, week)].lines[side]

    def reconsider(self) -> None:
        """Something has happened: both leaders weigh the war anew."""
        for leader in self.leaders:
            leader.weigh()
        self.compare()

    def compare(self) -> None:
        """Draw both lines, watch the acceptance window, and form the wish to talk."""
        self.field.bring_fortune()
        for leader in self.leaders:
            leader.draw_line()
        least, most = self.germany.line, self.soviet.line
        if least <= most and self.window_since == NEVER:
            self.window_since = self.scene.env.now
            self.scene.note("window opens", least, most)
        elif least > most and self.window_since < NEVER:
            self.close_window(self.scene.env.now)
            self.scene.note("window closes", least, most)
        self.wish()

    def close_window(self, day: float) -> None:
        """Count the window that was open until then, if it lasted a day."""
        days = day - max(self.window_since, self.scene.world.count_from)
        if days >= 1.0:
            self.window_days += days
        self.window_since = NEVER

    def wish(self) -> None:
        """Form both leaders' wish to talk, and tell the streams."""
        for leader in self.leaders:
            leader.wish()
        self.tell_streams()

    def tell_streams(self) -> None:
        """Wake every stream whose rate has changed; the one that is just sending looks for itself."""
        active = self.scene.env.active_process
        for stream in self.woken:
            rate = stream.rate_now()
            if rate != stream.rate and stream.process is not active:
                stream.process.interrupt(rate)

    def free_channels(self, side: int) -> list[Channel]:
        """The channels that a side can use now."""
        now = self.scene.env.now
        free = [one for one in self.owned(side) if not one.busy and one.opens <= now < one.closes]
        return [one for one in free if side != GERMANY or one.carrier_back <= now]

    def share(self, side: int) -> float:
        """Share of a side's channels that it can use now; for a mediator the sum of their rates."""
        free = self.free_channels(side)
        if side == MEDIATOR:
            return sum([one.mediated for one in free])
        return len(free) / len(self.owned(side)) if free else 0.0

    def owned(self, side: int) -> list[Channel]:
        """The channels that a side has now."""
        return [one for one in self.channels if one.sides[side]]

    def send(self, stream: Sender) -> None:
        """A feeler leaves through one of the free channels, a mediator's by their rates."""
        if stream.kind == "subordinate":
            self.officials.speak()
            self.tell_streams()
            return
        free = self.free_channels(stream.sender)
        if not free:
            return
        weights = [one.mediated for one in free] if stream.sender == MEDIATOR else None
        channel = self.scene.chance.choices(free, weights)[0]
        letter = self.officials.desk(channel) if stream.sender == SOVIET else Letter()
        self.post(stream.kind, stream.sender, channel, letter)
        self.tell_streams()

    def post(self, kind: str, sender: int, channel: Channel, letter: Letter) -> None:
        """Put a message on its way."""
        channel.busy = True
        if self.scene.env.now >= self.scene.world.count_from:
            self.feelers += 1
        self.scene.note("sent", kind, channel.number)
        self.scene.env.process(self.message(kind, sender, channel, letter))

    def message(self, kind: str, sender: int, channel: Channel, letter: Letter) -> Process:
        """A message under way: it may leak or be read, and it arrives."""
        scene, draw = self.scene, self.scene.chance.expovariate
        travel = 0.5 * channel.latency * (draw(1.0) + draw(1.0)) * MONTH
        leak = channel.leak * (scene.p.leverage_leak if kind == "leverage" else 1.0)
        perils = (("leaked", leak), ("intercepted", channel.read))
        delays = sorted((draw(hazard) * MONTH, what) for what, hazard in perils if hazard > 0.0)
        sent, known = scene.env.now, False
        for delay, what in delays:
            if delay < travel:
                yield scene.until(sent + delay)
                if not known:
                    scene.west.hear(OF_SENDER[kind])
                    known = True
                scene.note(what, kind, channel.number)
        yield scene.until(sent + travel)
        channel.busy = False
        self.arrive(kind, sender, channel, letter)
        self.tell_streams()

    def arrive(self, kind: str, sender: int, channel: Channel, letter: Letter) -> None:
        """Gatekeeper, leader, and for a subordinate or mediator the other leader too."""
        receiver = self.leaders[GERMANY if sender == MEDIATOR else 1 - sender]
        if not self.passes(receiver, channel, letter):
            return
        if not self.answers(receiver, kind, channel, sender, True):
            return
        # A Soviet feeler that is not one for the West is meant; a Soviet answer may be for the West.
        meant = kind == "serious" or self.is_meant()
        if kind == "subordinate" and not self.passes(self.germany, channel, letter):
            return
        if kind == "mediator" and self.scene.env.now >= channel.not_heard:
            self.scene.note("refused", "not heard", SOVIET, kind, self.soviet.willing)
            self.scene.west.tell()
            return
        if kind in ("subordinate", "mediator") and not self.answers(
            receiver.other, kind, channel, receiver.side, meant
        ):
            return
        if kind == "leverage":
            self.scene.note("refused", "insincere", channel.number)
        elif self.talks is not None:
            self.scene.note("refused", "busy", channel.number)
        else:
            self.open_talks(channel, self.scene.p.round_days, meant)

    def passes(self, leader: Leader, channel: Channel, letter: Letter) -> bool:
        """Whether a message comes to a leader: past the people around him, or round them."""
        p, side = self.scene.p, leader.side
        gate = channel.gate[side]
        if gate < 1.0 and self.scene.env.now - leader.refused < p.gate_days:
            gate *= p.gate_after_refusal
        german = leader is self.germany
        if german and letter.demand and letter.ministry and gate < 1.0:
            gate = min(gate, p.dismissal_gate)
        if self.scene.chance.random() < gate:
            return True
        if german and self.officials.other_way(letter):
            self.scene.note("another way", channel.number)
            return True
        self.scene.note("filtered", side, channel.number)
        return False

    def answers(self, leader: Leader, kind: str, channel: Channel, asker: int, meant: bool) -> bool:
        """Whether a leader answers; if not, whoever asked him in earnest learns from the refusal."""
        p = self.scene.p
        if leader.willing > p.answer_bar and self.scene.chance.random() < p.answer_chance:
            return True
        cause = "silence" if leader.willing > p.answer_bar else "terms"
        self.scene.note("refused", cause, leader.side, kind, leader.willing)
        if leader.side == SOVIET and cause == "terms":
            self.scene.west.tell()
        if kind != "mediator":
            leader.refused = self.scene.env.now
            if leader is self.germany:
                self.officials.punish(channel)
        asked = kind in ("serious", "leader") or (kind == "subordinate" and leader.side == GERMANY)
        if asked and meant:
            self.leaders[asker].learn_lesson()
            self.wish()
        return False

    def is_meant(self) -> bool:
        """Whether the Soviet side means what it says, or says it for the West to hear."""
        p = self.scene.p
        return self.scene.chance.random() >= (p.leverage_share if p.leverage_rate > 0.0 else 0.0)

    def open_talks(self, channel: Channel, wait: float, meant: bool) -> None:
        """An answer has been given."""
        channel.busy = True
        self.scene.note("answered", channel.number, wait)
        self.talks = Talks(self, channel, wait, meant)

    def meet(self, sender: int, number: int, leave: bool) -> None:
        """A change lets a contact lead to a meeting today, or a feeler be sent, if nothing is in its way."""
        channel = self.channels[number]
        if self.talks is not None or channel.busy:
            self.scene.note("no meeting", number)
            return
        if leave:
            self.scene.note("urged", True, True)
            self.post("leader", GERMANY, channel, Letter())
            return
        self.scene.note("meeting", sender, number)
        self.feelers += 1
        self.open_talks(channel, 0.0, self.is_meant())

    def sign(self, share: float) -> None:
        """A settlement is signed, and the war is over."""
        self.scene.note("signed", share, self.field.mean)
        self.scene.finish("settlement", self.scene.env.now)
