"""The West of the natural SimPy model: what it believes of a separate peace, its landing, its divisions."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

from sepeace.kernel import slots
from sepeace.kernel.slots import GERMANY, NEVER

if TYPE_CHECKING:
    from benchmarks.natural_scene import Process, Scene

MONTH = 365.25 / 12.0  # days
SUNDAYS = 9
QUARTER = 0.25
GO_EAST, WEEKS_OUT = 90.0, 13
RATIOS = {
    slots.C_SERIOUS: "news_soviet",
    slots.C_LEADER: "news_leader",
    slots.C_SUBORDINATE: "news_subordinate",
    slots.C_MEDIATOR: "news_mediator",
    slots.C_TALKS: "news_exposed",
    slots.C_RUMOUR: "news_rumour",
    slots.C_DENIED: "news_denied",
    slots.C_TOLD: "news_told",
}


class Belief:
    """A belief that falls back without news."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.value, self.day = scene.p.western_belief, 0.0
        self.sundays = deque([self.value] * (SUNDAYS + 1), SUNDAYS + 1)

    def now(self) -> float:
        """What it is today."""
        p = self.scene.p
        fade = math.exp(-p.belief_fading * (self.scene.env.now - self.day) / MONTH)
        return p.western_belief + (self.value - p.western_belief) * fade

    def hear(self, ratio: float) -> None:
        """News multiplies the odds."""
        odds = ratio * self.now() / (1.0 - self.now())
        self.value, self.day = odds / (1.0 + odds), self.scene.env.now

    def sunday(self) -> None:
        """Keep the week; numbers that change hold from then on."""
        self.value, self.day = self.now(), self.scene.env.now
        self.sundays.append(self.value)

    @property
    def heard(self) -> float:
        """What it was nine Sundays ago."""
        return self.sundays[0]


class West:
    """What the Western Allies hear and do."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.own, self.recorded = Belief(scene), Belief(scene)
        self.held = scene.world.held_until > 0.0
        self.landing, self.earlier, self.beaten = scene.world.landing_due, 0.0, NEVER

    def hear(self, name: str) -> None:
        """The campaign's own news."""
        self.own.hear(getattr(self.scene.p, name))

    def hear_record(self, number: int) -> None:
        """News of the record, with the chance of its grade."""
        w = self.scene.world
        if self.scene.chance.random() >= w.news_chance[number]:
            return
        name = RATIOS[w.news_kind[number]]
        self.recorded.hear(getattr(self.scene.p, name))
        if self.held:
            self.hear(name)
            self.scene.note("western news", number)

    def tell(self) -> None:
        """Moscow tells of an approach that it has refused."""
        if self.scene.env.now >= self.scene.world.told_from:
            self.hear("news_told")
            self.scene.note("told allies")

    def sunday(self) -> None:
        """Both beliefs a week on."""
        self.own.sunday()
        self.recorded.sunday()

    def demands_all(self) -> bool:
        """Whether unconditional surrender is demanded."""
        cause = self.scene.p.formula_cause
        if cause <= 0.0 or self.held:
            return True
        part = min(1.0, self.own.now() / self.recorded.now())
        return self.scene.chance.random() < 1.0 - cause * (1.0 - part)

    def days_earlier(self) -> float:
        """By how much the landing is drawn forward."""
        above = max(0.0, self.own.heard - self.recorded.heard)
        return min(self.scene.p.landing_roof, self.scene.p.landing_pull * above / QUARTER)

    def land(self) -> Process:
        """The landing: its day is fixed, and it comes."""
        scene, w = self.scene, self.scene.world
        if w.landing_open and w.landing_fixed_on < w.landing_due:
            yield scene.until(w.landing_fixed_on)
            self.earlier = self.days_earlier()
            self.landing = max(scene.env.now, w.landing_due - self.earlier)
            scene.note("landing set", self.earlier)
        if self.landing >= NEVER:
            return
        yield scene.until(self.landing)
        if w.landing_beaten:
            self.beaten = scene.postponed = scene.env.now
            scene.landing_came("trust_postponement")
            scene.note("beaten back")
        else:
            scene.landed = True
            scene.landing_came("trust_landing")
            scene.note("event", w.landing_event)

    def share_at(self, day: float) -> float:
        """Recorded share of divisions in the West, between the Sundays of the table."""
        table, span = self.scene.world.divisions_west, self.scene.world.span
        week = int(day // 7.0)
        if week >= span:
            return table[span]
        return table[week] + (day / 7.0 - week) * (table[week + 1] - table[week])

    def held_west(self, week: int, days_east: float = GO_EAST) -> float:
        """Share of divisions held in the West at the end of a week."""
        w, day = self.scene.world, 7.0 * week
        moved = self.beaten < NEVER or (self.scene.landed and self.earlier > 0.0)
        if not moved or day < self.landing:
            return w.divisions_west[week]
        share = self.share_at(day + self.earlier)
        if day >= self.beaten and share > w.west_unthreatened[week]:
            gone = min(1.0, (day - self.beaten) / days_east) if days_east else 1.0
            share += gone * (w.west_unthreatened[week] - share)
        return share

    def drawn_off(self, week: int) -> float:
        """Axis strength that leaves the East in a week by the campaign's own landing."""
        w = self.scene.world

        def extra(then: int) -> float:
            return self.held_west(then, 0.0) - w.divisions_west[then]

        weeks = range(max(1, week - WEEKS_OUT + 1), week + 1)
        steps = [(extra(then) - extra(then - 1)) * w.force[GERMANY][then] for then in weeks]
        return sum(steps) / WEEKS_OUT
