"""The two leaders of the natural SimPy model, each a process."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from bisect import bisect_right
from typing import TYPE_CHECKING

from sepeace.kernel.leaders import wandering as fitted
from sepeace.kernel.leaders.bargaining import war_terms
from sepeace.kernel.slots import DOCUMENT, GERMANY, NEVER, PROSPECT, RATIONAL, SOVIET

if TYPE_CHECKING:
    from benchmarks.natural_scene import Process, Scene
    from benchmarks.natural_war import Battlefield

MONTH = 365.25 / 12.0  # days
WEEK = 7.0 / MONTH  # months
TWO_YEARS = 730.0  # a landing that is called off is always so far away


def interpolate(knots: list[float], values: list[float], x: float) -> float:
    """Straight lines between knots, level beyond them; a doubled knot is a step."""
    if x >= knots[-1]:
        return values[-1]
    if x <= knots[0]:
        return values[0]
    above = bisect_right(knots, x)
    low, high = knots[above - 1], knots[above]
    return values[above - 1] + (values[above] - values[above - 1]) * (x - low) / (high - low)


def learned(
    belief: tuple[float, float], volatility: float, wandering: float, moved: float, months: float
) -> tuple[float, float]:
    """Mean and deviation of the drift after the front has ``moved``: two normal variables, one seen."""
    mean, variance = belief[0], belief[1] ** 2
    wander = wandering**2 * months
    both = variance * months + wander * months / 2.0
    seen = variance * months**2 + wander * months**2 / 3.0 + volatility**2 * months
    left = variance + wander - both**2 / seen
    return mean + both / seen * (moved - mean * months), math.sqrt(left)


def outlook(front: float, mean: float, sd: float, volatility: float, wandering: float) -> tuple[float, float]:
    """Germany's chance and the length of a war whose drift, unsure today, goes on to wander.

    One integral for a steady drift, with a wider belief and a higher volatility, and its results pushed by
    polynomials whose coefficients were fitted to exact solutions.
    """
    if wandering <= 0.0 or not 0.0 < front < 1.0:
        return war_terms(front, mean, sd, volatility)
    unit = volatility**2
    speed, doubt, pace = mean / unit, sd / unit, wandering / volatility**3
    added = fitted.WIDTH * pace ** (4.0 / 3.0)
    norm = math.sqrt(fitted.LEAST + speed**2 + doubt**2 + added)
    length = 2.0 * math.sqrt(front * (1.0 - front)) / norm
    wider = unit * math.sqrt(doubt**2 + fitted.DRIFT * pace**2 * length)
    louder = volatility * math.sqrt(1.0 + fitted.SWING * (pace * length) ** 2)
    chance, months = war_terms(front, mean, wider, louder)
    x, y, share = speed / norm, 2.0 * front - 1.0, added / norm**2
    a, b, c, d, e, f = (getattr(fitted, f"PUSH_{n}") for n in range(6))
    push = share * (a * x + b * x**3 + c * x**2 * y + d * x * y**2 + e * y + f * y**3)
    a, b, c, d = (getattr(fitted, f"SHRINK_{n}") for n in range(4))
    push, shrink = (min(1.5, max(-1.5, x)) for x in (push, share * (a + b * x**2 + c * x * y + d * y**2)))
    odds = (2.0 + push) / (2.0 - push)
    return chance * odds / (chance * odds + 1.0 - chance), months * (2.0 + shrink) / (2.0 - shrink)


def shown(front: float) -> float:
    """Germany's chance as the map alone shows it."""
    behind, ahead = math.sqrt(max(0.0, front)), math.sqrt(max(0.0, 1.0 - front))
    return behind / (behind + ahead)


def felt(chance: float, power: float) -> float:
    """The weight that a chance has in prospect theory (Tversky and Kahneman 1992)."""
    return float(chance**power / (chance**power + (1.0 - chance) ** power) ** (1.0 / power))


def sure_share(chance: float, reference: float) -> float:
    """The sure share that is as good as all or nothing at a chance, counted from a reference."""
    gain = felt(chance, 0.61) * (1.0 - reference) ** 0.88
    loss = 2.25 * felt(1.0 - chance, 0.69) * reference**0.88
    if gain >= loss:
        return float(reference + (gain - loss) ** (1.0 / 0.88))
    return float(reference - ((loss - gain) / 2.25) ** (1.0 / 0.88))


class Leader(ABC):
    """What both leaders share. ``hope`` is his chance to win, ``least`` the least share that he takes."""

    side: int
    other: Leader

    def __init__(self, scene: Scene, field: Battlefield) -> None:
        self.scene, self.field = scene, field
        self.belief = scene.p.prior_drift[self.side], scene.p.prior_sd[self.side]
        self.hope = self.on_map = self.months = self.cost = self.least = self.willing = 0.0
        self.months_sunday = self.months_then = 0.0  # as reckoned last Sunday, and the one before
        self.lesson, self.lesson_day, self.refused = 0.0, 0.0, -NEVER
        self.error = scene.chance.gauss(0.0, 1.0)
        scene.env.process(self.weeks())

    def weeks(self) -> Process:
        """Every Sunday: learn from the front, err anew about the other side, weigh the war."""
        scene = self.scene
        while True:
            change = yield scene.sunday
            p = scene.p
            self.belief = learned(self.belief, p.belief_volatility, p.drift_diffusion, change, WEEK)
            kept = math.exp(-WEEK / p.expectation_months)
            self.error = kept * self.error + math.sqrt(1.0 - kept * kept) * scene.chance.gauss(0.0, 1.0)
            self.hear()
            self.months_then = self.months_sunday
            self.weigh()
            self.months_sunday = self.months

    def weigh(self) -> None:
        """What the war is worth: chance and length as he believes, cost as it is."""
        p, field, side = self.scene.p, self.field, self.side
        front = self.front_seen()
        mean, sd = self.belief
        drift = mean - p.west_drift * self.credence() * self.landing_near()
        wandering = 0.0 if self.scene.world.steady else p.drift_diffusion
        chance, self.months = outlook(front, drift, sd, p.belief_volatility, wandering)
        self.hope = chance if side == GERMANY else 1.0 - chance
        self.on_map = shown(front) if side == GERMANY else 1.0 - shown(front)
        loss = p.cost_loss[side] * field.quarter[side] / field.strength[side]
        self.cost = p.cost_base + loss + self.hardship(front)

    def landing_near(self) -> float:
        """Share of the war still to come that he expects to fight after the landing in France."""
        w, t = self.scene.world, self.scene.env.now
        if t < w.west_enters:
            return 0.0
        if self.scene.landed:
            return 1.0
        day = told = interpolate(w.expect_knot[self.side], w.expect_day[self.side], t)
        if t >= w.landing_known and w.landing_day >= NEVER:
            day = t + TWO_YEARS
        elif t >= w.landing_known and w.landing_shift >= 0.0:
            day = told + w.landing_shift
        elif t >= w.landing_known:
            day = min(told, max(told + w.landing_shift, w.landing_day))
        if self.scene.west.beaten < NEVER:
            day = t + TWO_YEARS
        months = (day - t) / MONTH
        if months <= 0.0:
            return 1.0
        return math.exp(-1.15 * months / self.months_then) if self.months_then > 0.0 else 0.0

    def wish(self) -> None:
        """How willing he is to talk, from what he expects to be offered."""
        p = self.scene.p
        error = p.expectation_noise * self.error - self.faded_lesson()
        gain = 1.0 - self.others_worth() + error - self.least
        self.willing = 1.0 / (1.0 + math.exp(-gain / p.willingness_noise))

    def others_worth(self) -> float:
        """What he thinks that war is worth to the other, whose hopes he reads partly off the map."""
        if self.scene.world.known:
            return self.other.hope - self.other.cost * self.other.months
        weight = self.scene.p.map_weight
        own = (1.0 - weight) * self.hope + weight * self.on_map
        return 1.0 - own - self.other.cost * self.months

    def front_seen(self) -> float:
        """The front that he reckons with."""
        return self.scene.world.frontier if self.scene.world.front_frozen else self.field.mean

    def faded_lesson(self) -> float:
        """What refusals taught him, as far as he remembers."""
        months = (self.scene.env.now - self.lesson_day) / MONTH
        return self.lesson * math.exp(-self.scene.p.refusal_fading * months)

    def learn_lesson(self) -> None:
        """A refusal or failed talks teach him to expect less."""
        self.lesson = self.faded_lesson() + self.scene.p.refusal_lesson
        self.lesson_day = self.scene.env.now

    @property
    def line(self) -> float:
        """His line in Germany's share: the least it takes, or the most that it is given."""
        return self.least if self.side == GERMANY else 1.0 - self.least

    def hear(self) -> None:  # noqa: B027 (only one of the two leaders has such news)
        """Other news of the week."""

    @abstractmethod
    def credence(self) -> float:
        """How far he believes in a landing in France."""

    @abstractmethod
    def hardship(self, front: float) -> float:
        """Cost of a month of war beside losses."""

    @abstractmethod
    def draw_line(self) -> None:
        """Set the least share that he takes."""


class German(Leader):
    """The German leader: oil, divisions held in the West, a strong hand wanted before he settles."""

    side = GERMANY

    def credence(self) -> float:
        """The same all the time."""
        return self.scene.p.west_credence

    def hardship(self, front: float) -> float:
        """Divisions that must stay in the West, and oil that is missing."""
        w, p = self.scene.world, self.scene.p
        week = min(self.field.week, w.span)
        oil = max(0.0, 1.0 - w.oil_supply[week] / p.oil_need)
        held: float = self.scene.west.held_west(week)
        return p.cost_divisions * held + p.cost_oil * oil

    def draw_line(self) -> None:
        """His war value and what else weighs on settling, by the reading of strength."""
        p, reading = self.scene.p, self.scene.world.reading
        all_told = sure_share(self.hope, p.reference) if reading == PROSPECT else self.hope
        self.least = all_told - self.cost * self.months
        self.least += p.ideology[GERMANY] + p.fear[GERMANY] - p.plan[GERMANY]
        if self.scene.env.now >= self.scene.world.hope_from:
            self.least += p.coalition_hope * (1.0 - self.hope)
        if reading == DOCUMENT and p.strength_premium > 0.0:
            lacking = (self.field.fortune - p.strength_threshold) / p.strength_slope
            self.least += p.strength_premium / (1.0 + math.exp(lacking))
        elif reading in (DOCUMENT, RATIONAL):
            self.least -= p.fate_weight * (p.fate_settled[GERMANY] - self.hope)


class Soviet(Leader):
    """The Soviet leader: grain land lost, fear of a second war, trust in the West."""

    side = SOVIET

    def __init__(self, scene: Scene, field: Battlefield) -> None:
        super().__init__(scene, field)
        self.trust = scene.p.trust_start

    def hear(self) -> None:
        """Trust drifts to its level and follows the supplies."""
        p, delivered = self.scene.p, self.scene.world.deliveries[self.field.week - 1]
        roof = p.trust_deliveries
        extra = min(roof, max(-roof, roof * (delivered - 1.0)))
        self.trust_by((p.trust_rate * (p.trust_level - self.trust) + extra) * WEEK)

    def trust_by(self, change: float) -> None:
        """Change trust, within 0 and 1."""
        self.trust = min(1.0, max(0.0, self.trust + change))

    def credence(self) -> float:
        """His trust in the West."""
        return self.trust

    def hardship(self, front: float) -> float:
        """Grain land behind the front."""
        w = self.scene.world
        return self.scene.p.cost_food * interpolate(w.grain_front, w.grain_share, front)

    def draw_line(self) -> None:
        """His war value and what else weighs on settling; he gives no more than the front and a margin."""
        p = self.scene.p
        years = self.scene.env.now / 365.25
        again = min(1.0, p.soviet_fear_start + p.soviet_fear_growth * years)
        self.least = self.hope - self.cost * self.months
        self.least += p.ideology[SOVIET] + again * p.soviet_fear_scale - p.plan[SOVIET]
        self.least += p.aid_per_belief * self.scene.west.own.heard
        self.least -= p.fate_weight * (p.fate_settled[SOVIET] - self.hope)
        if p.cap_margin < 1.0:
            self.least = max(self.least, 1.0 - self.front_seen() - p.cap_margin)
