"""The campaign as it is usually written in SimPy: the yardstick for the compiled clock.

One process for each actor, plain objects, one generator of chance. It uses the package's tables and
parameters, and three sums that have tests of their own against closed forms: a war's chance and length, the
touch of a line, and its day. All else is written anew, by another hand: equations, constants, clocks, draws.
So a campaign here is another draw from the same model. Both the free war and the war held to the record until
a branch are done. What all actors share, the battlefield, the leaders, their feelers, and messages and talks
stand beside this file in ``natural_scene.py``, ``natural_war.py``, ``natural_leaders.py``,
``natural_feelers.py``, ``natural_diplomacy.py``, ``natural_west.py`` and ``natural_finland.py``.

Left out, because nothing here asks for it: the parent of each event, the terms of the gap between the lines,
what came closest to a settlement. To run it: ``python benchmarks/natural_simpy.py -n 200``.
"""

import argparse
import importlib.util
import math
import random
import sys
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sepeace
from sepeace.kernel import slots
from sepeace.kernel.fields import Parameters
from sepeace.kernel.slots import GERMANY, SOVIET
from sepeace.scenario.plan import Plan, plan

if TYPE_CHECKING:
    from benchmarks import (
        natural_diplomacy,
        natural_feelers,
        natural_finland,
        natural_leaders,
        natural_scene,
        natural_war,
        natural_west,
    )
    from benchmarks.natural_scene import Process, Scene


def _beside(name: str) -> Any:
    """The module in the file beside this one, so that this file also runs as a script or by its path."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


if not TYPE_CHECKING:
    natural_scene, natural_war = _beside("natural_scene"), _beside("natural_war")
    natural_leaders, natural_feelers = _beside("natural_leaders"), _beside("natural_feelers")
    natural_diplomacy, natural_west = _beside("natural_diplomacy"), _beside("natural_west")
    natural_finland, _people = _beside("natural_finland"), _beside("natural_people")
    natural_diplomacy.Letter, natural_diplomacy.Officials = _people.Letter, _people.Officials
    Process, Scene = natural_scene.Process, natural_scene.Scene

TRUST = {
    slots.E_TRUST_POSTPONEMENT: "trust_postponement",
    slots.E_TRUST_TORCH: "trust_torch",
    slots.E_TRUST_ITALY: "trust_italy",
    slots.E_TRUST_CONTACT: "trust_contact",
    slots.E_NO_FORMULA: "trust_formula",
}
MONTH = 365.25 / 12.0  # days
FOLLOWED_YEARS = 3
SHOWN = ("events", "feelers", "window_days")


@dataclass(slots=True)
class Outcome:
    """How one campaign went; days since 22 June 1941."""

    ending: str
    ended: float
    events: int
    window_days: float
    settled: bool
    feelers: int


class Campaign:
    """One war, and the peace if one is signed."""

    def __init__(self, made: Plan, scene: Scene, interrupts: bool) -> None:
        self.scene = scene
        self.took_place: dict[int, bool] = {}
        w = made.world
        self.ahead = deque(zip(w.date_day, w.date_kind, w.date_ref, w.date_after, strict=True))
        self.approached: set[int] = set()
        # Before the battlefield: what changes on a day holds for the operations that begin on it.
        for epoch, day in enumerate(made.world.epoch_day, 1):
            scene.env.process(self.epoch(epoch, day))
        if made.world.held_until > 0.0:
            scene.env.process(self.branch())
        scene.west = natural_west.West(scene)
        scene.landing_came = self.landing_came
        field = self.field = natural_war.Battlefield(scene)
        germany, soviet = natural_leaders.German(scene, field), natural_leaders.Soviet(scene, field)
        germany.other, soviet.other = soviet, germany
        self.table = natural_diplomacy.Diplomacy(scene, field, (germany, soviet))
        self.finland = natural_finland.Finland(scene, field, self.table.leaders)
        stream = natural_feelers.WokenStream if interrupts else natural_feelers.Stream
        for kind in natural_feelers.SENDERS:
            stream(self.table, kind)
        for process in (self.weeks(), self.dates(), self.horizon(made.horizon), scene.west.land()):
            scene.env.process(process)

    def run(self) -> Outcome:
        """Run to the end of the war or of the peace."""
        scene, table = self.scene, self.table
        scene.env.run(until=scene.over)
        table.close_window(scene.ended)
        settled = scene.ending == "settlement"
        if settled:
            self.follow_peace()
        days = table.window_days
        return Outcome(scene.ending, scene.ended, len(scene.events), days, settled, table.feelers)

    def weeks(self) -> Process:
        """The front moves, and on Sunday both leaders hear of it."""
        scene, field = self.scene, self.field
        while True:
            yield scene.env.timeout(7.0)
            self.todays()
            before = field.mean
            field.advance()
            if scene.ending:
                return
            scene.west.sunday()
            sunday, scene.sunday = scene.sunday, scene.env.event()
            sunday.succeed(0.0 if scene.world.front_frozen else field.mean - before)

    def dates(self) -> Process:
        """Dated things: the West's promises and landings, channels, recorded contacts before a branch."""
        while self.ahead:
            yield self.scene.until(self.ahead[0][0])
            self.todays()

    def todays(self) -> None:
        """Handle what is dated for today; on a Sunday before the front moves."""
        scene, w = self.scene, self.scene.world
        while self.ahead and self.ahead[0][0] <= scene.env.now:
            _, kind, ref, after = self.ahead.popleft()
            if after > 0 and after not in self.approached:
                self.table.reconsider()
                continue
            if kind in (slots.E_APPROACH, slots.E_TO_THE_EAST):
                self.approach(kind, ref)
                continue
            if kind == slots.E_REFRESH:
                self.table.tell_streams()
                continue
            if kind == slots.E_HEARD:
                if w.news_contact[ref] == 0 or self.was(w.news_contact[ref]):
                    scene.west.hear_record(ref)
                continue
            if kind == slots.E_CONTACT:
                scene.note("recorded contact", ref, self.was(ref))
            elif kind == slots.E_CONTACT_END:
                self.contact_ends(ref)
            elif kind == slots.E_MEETING:
                self.table.meet(w.rc_side[ref], w.rc_channel[ref], w.rc_not_sent[ref] == 1)
            elif kind == slots.E_FINLAND:
                self.finland.agree()
            else:
                self.hear(kind, ref)
            self.table.reconsider()

    def approach(self, kind: int, contact: int) -> None:
        """Somebody in Germany turns to the West if the war seems lost, or to the East from Berlin."""
        w, field = self.scene.world, self.field
        if kind == slots.E_TO_THE_EAST:
            if field.km[slots.CENTRE] + w.km_west[slots.CENTRE] <= 100.0:
                self.scene.note("approach", contact)
        elif self.was(contact) and (self.scene.west.held or self.table.soviet.hope >= 0.5):
            self.approached.add(contact)
            self.scene.note("approach", contact)

    def was(self, contact: int) -> bool:
        """Whether a contact of the record took place in this campaign: by its grade, and once for all."""
        if contact not in self.took_place:
            self.took_place[contact] = self.scene.chance.random() < self.scene.world.rc_chance[contact]
        return self.took_place[contact]

    def hear(self, kind: int, ref: int) -> None:
        """An event of the West."""
        if kind == slots.E_FORMULA and not self.scene.west.demands_all():
            kind = slots.E_NO_FORMULA
        if kind in TRUST:
            self.table.soviet.trust_by(getattr(self.scene.p, TRUST[kind]))
        if kind == slots.E_TRUST_POSTPONEMENT:
            self.scene.postponed = self.scene.env.now
        self.scene.note("event", ref, self.table.soviet.trust)

    def landing_came(self, trust: str) -> None:
        """The landing has come, or failed: Stalin's trust moves, and both leaders weigh the war."""
        self.table.soviet.trust_by(getattr(self.scene.p, trust))
        self.table.reconsider()

    def contact_ends(self, ref: int) -> None:
        """What a recorded contact taught: a refusal its sender, failed talks both sides."""
        w, leaders = self.scene.world, self.table.leaders
        if w.rc_pair[ref] < 0 or not self.was(ref):
            return
        sender, refuser = w.rc_side[ref], w.rc_refused_by[ref]
        if refuser >= 0 and sender < 2:
            leaders[refuser].refused = self.scene.env.now
            if w.rc_punished[ref] and w.rc_channel[ref] >= 0:
                self.table.officials.punish(self.table.channels[w.rc_channel[ref]])
        meant = self.table.is_meant()
        if w.rc_talks[ref] or (refuser == SOVIET and sender == GERMANY and not w.rc_official[ref]):
            leaders[GERMANY].learn_lesson()
        if meant and (w.rc_talks[ref] or (refuser == GERMANY and sender == SOVIET)):
            leaders[SOVIET].learn_lesson()

    def epoch(self, epoch: int, day: float) -> Process:
        """Parameters or channels change."""
        scene = self.scene
        yield scene.until(day)
        scene.epoch, scene.p = epoch, scene.rows[epoch]
        scene.note("epoch", epoch)
        for channel in self.table.channels:
            channel.take_terms()
        self.table.reconsider()

    def branch(self) -> Process:
        """From here on luck is fresh, and operations under way are decided anew."""
        yield self.scene.until(self.scene.world.held_until)
        self.scene.west.held = False
        self.scene.note("branch")
        self.field.decide_anew()
        self.table.reconsider()

    def horizon(self, day: float) -> Process:
        """The years looked at are over."""
        yield self.scene.until(day)
        self.scene.note("war ends", "undecided")
        self.scene.finish("undecided", day)

    def follow_peace(self) -> None:
        """Three years of peace, on a new clock: nothing of the war goes on."""
        scene = self.scene
        scene.start_clock(scene.ended)
        scene.env.process(self.hold(FOLLOWED_YEARS * 12 * MONTH))
        scene.env.process(self.renewal())
        scene.env.run(until=scene.over)

    def hold(self, days: float) -> Process:
        """The settlement has held for as long as it is followed."""
        yield self.scene.env.timeout(days)
        self.scene.note("settlement held")
        self.scene.finish("settlement_held", self.scene.env.now)

    def renewal(self) -> Process:
        """After some months either side may renew the war, less likely while the West is still at war."""
        scene, p, chance = self.scene, self.scene.p, self.scene.chance
        rate = sum(p.renewal_rate) / MONTH
        if rate <= 0.0:
            return
        yield scene.env.timeout(p.renewal_after * MONTH)
        west_ends = scene.world.west_ends + p.west_prolonged * MONTH
        in_west = chance.expovariate(rate * p.renewal_in_west) if p.renewal_in_west > 0.0 else math.inf
        if scene.env.now + in_west < west_ends:
            yield scene.env.timeout(in_west)
        else:
            yield scene.until(west_ends)
            yield scene.env.timeout(chance.expovariate(rate))
        side = chance.choices((GERMANY, SOVIET), p.renewal_rate)[0]
        scene.note("war renewed", side)
        scene.finish("settlement_broken", scene.env.now)


def run_natural(
    made: Plan, chance: random.Random, parameters: list[Parameters], interrupts: bool = False
) -> Outcome:
    """Run one campaign of a plan.

    Args:
        made: the plan; its luck is free, or held to the record until the branch.
        chance: the only source of chance.
        parameters: one row for each epoch, as ``made.parameters`` gives them.
        interrupts: how feelers follow a rate that changes: by interrupts, or by thinning, which is faster.

    Raises:
        ValueError: a plan with recorded or median luck, which only the package's own clocks have.
    """
    if made.world.luck not in (slots.FREE, slots.BRANCHED):
        raise ValueError("the natural model has only free luck and luck from a branch on")
    return Campaign(made, Scene(chance, made.world, parameters), interrupts).run()


def main(words: Sequence[str] | None = None) -> None:
    """Run many campaigns of the historical war and print what one costs and how they end."""
    parser = argparse.ArgumentParser(description="The campaign as ordinary SimPy: time and outcomes.")
    parser.add_argument("-n", type=int, default=200, help="how many campaigns (default 200)")
    n = parser.parse_args(words).n
    made = plan(sepeace.load("historical"))
    rows = [made.parameters(1, campaign) for campaign in range(n)]
    for name, interrupts in (("thinned", False), ("by interrupts", True)):
        begun = time.perf_counter()
        outcomes = [run_natural(made, random.Random(k), rows[k], interrupts) for k in range(n)]
        taken = time.perf_counter() - begun
        print(f"feelers {name}: {1e6 * taken / n:.0f} microseconds a campaign, parameters drawn beforehand")
        means = {what: sum(getattr(one, what) for one in outcomes) / n for what in SHOWN}
        print("  mean: " + ", ".join(f"{what} {mean:.1f}" for what, mean in means.items()))
        endings = Counter(one.ending for one in outcomes)
        print("  " + ", ".join(f"{ending} {times / n:.3f}" for ending, times in endings.most_common()))


if __name__ == "__main__":
    main()
