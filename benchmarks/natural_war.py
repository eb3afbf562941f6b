"""The battlefield of the natural SimPy model: fronts, strengths, operations and offensives.

Each operation and offensive is a process; one more looks for idle sectors. The front moves once a week.
"""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

import simpy

from sepeace.kernel.battlefield.first_passage import crossing_months, touch_probability
from sepeace.kernel.slots import CENTRE, GERMANY, NEVER, SOVIET

if TYPE_CHECKING:
    from benchmarks.natural_scene import Process, Scene

MONTH = 365.25 / 12.0  # days
# Correlations of the noise: centre with north, south with north, south with centre.
NC, NS, CS = 0.3, 0.2, 0.4
CENTRE_OWN = math.sqrt(1.0 - NC * NC)
SOUTH_OF_CENTRE = (CS - NC * NS) / CENTRE_OWN
SOUTH_OWN = math.sqrt(1.0 - NS * NS - SOUTH_OF_CENTRE * SOUTH_OF_CENTRE)


def overlap(start: float, end: float, other_start: float, other_end: float) -> float:
    """Length of the common part of two intervals."""
    return max(0.0, min(end, other_end) - max(start, other_start))


class Operation:
    """An operation of the record. The score is its attacker's."""

    def __init__(self, field: Battlefield, o: int) -> None:
        w = field.scene.world
        self.field, self.o = field, o
        self.side, self.east = w.op_side[o], w.op_east[o] == 1
        self.start, self.end = w.op_start[o], w.op_end[o]
        self.days = self.end - self.start
        self.sign = 1.0 if self.side == GERMANY else -1.0
        self.acts = [sector for sector in range(3) if w.op_acts[o][sector]]
        self.seen = [sector for sector in range(3) if w.op_seen[o][sector]]
        self.recorded = self.score = w.op_recorded[o]
        self.forced = w.op_forced[o]
        self.state = "ahead"
        field.scene.env.process(self.run())

    def run(self) -> Process:
        """Begin, if it can be fought, and end."""
        field, scene = self.field, self.field.scene
        yield scene.until(self.start)
        field.bring_fortune()
        self.begin()
        field.count_battles()
        if self.state == "off":
            return
        yield scene.until(self.end)
        if self.state == "on":
            field.bring_fortune()
            self.state = "over"
            field.count_battles()
            scene.note("operation ends", self.o, self.score, field.fortune)

    def begin(self) -> None:
        """Decide about it and write that down; a sector it leaves alone is idle."""
        reason = self.decide()
        if self.state == "off":
            for sector in self.acts:
                self.field.idle.add(sector)
        self.field.scene.note("operation", self.o, reason, self.score, self.lead())

    def decide(self) -> str:
        """Settle whether it is fought and how it goes; returns why."""
        scene = self.field.scene
        self.state, self.score = "on", self.recorded
        reason = self.hindrance()
        if reason:
            self.state = "off"
            return reason
        if not self.east or scene.env.now < scene.world.held_until:
            return "recorded"
        if self.forced == 1:
            self.score = scene.world.op_forced_score[self.o]
            return "forced"
        self.score = self.draw_score()
        return "drawn"

    def hindrance(self) -> str:
        """Why it cannot be fought; nothing stops one that was under way before the branch."""
        w, p = self.field.scene.world, self.field.scene.p
        now = self.field.scene.env.now
        if self.forced == 2 and (not self.east or now >= w.held_until):
            return "changed"
        if not self.east or self.start < w.held_until:
            return ""
        if self.o == w.finn_front_needs and self.field.finland_left <= self.start:
            return "nobody there"
        if self.field.log_ratio(self.side) < w.op_ratio[self.o] + math.log(p.feasible_ratio):
            return "too weak"
        return "too far back" if self.lead() < -p.feasible_lag else ""

    def lead(self) -> float:
        """Kilometres by which the attacker's front stands beyond the recorded line."""
        if not self.seen:
            return 0.0
        deviation = self.field.deviation
        return self.sign * sum(deviation[sector] for sector in self.seen) / len(self.seen)

    def draw_score(self) -> float:
        """The score, pulled towards the record by the share of its surprise that was structure."""
        field, p = self.field, self.field.scene.p
        w, o = field.scene.world, self.o
        usual = field.base + field.advantage * w.op_ratio[o] + field.trend * w.op_edge[o]
        mean = usual
        if self.start >= w.held_until:
            mean = field.attack_mean(self.side, self.lead())
        luck = field.scene.chance.gauss(0.0, math.sqrt(1.0 - p.structure_weight**2) * p.score_sd)
        return min(3.0, max(-2.5, mean + p.structure_weight * (self.recorded - usual) + luck))

    def move_front(self, week: int, start: float, end: float) -> None:
        """Lay the ground that it gains or loses against the record between two days of a week."""
        w, p, deviation = self.field.scene.world, self.field.scene.p, self.field.deviation
        here = overlap(start, end, self.start, self.end)
        if self.state == "off":
            whole = overlap(7.0 * week, end, self.start, self.end)
            if whole > 0.0:
                for sector in range(3):
                    deviation[sector] -= self.sign * w.op_week_km[self.o][sector][week] * here / whole
        elif self.state != "ahead":
            ground = min(p.ground_roof, max(p.ground_floor, p.ground_slope * w.op_ground[self.o]))
            gain = self.sign * ground * (self.score - self.recorded) * here / self.days * w.op_share[self.o]
            for sector in self.acts:
                deviation[sector] += gain

    def kill(self, start: float, end: float, extra: list[float], pocket: list[float]) -> None:
        """Add what it costs each side beyond the record, and whom it traps in pockets."""
        w, p = self.field.scene.world, self.field.scene.p
        if not self.east or self.state == "ahead":
            return
        share = overlap(start, end, self.start, self.end) / self.days
        recorded = w.op_losses[self.o]
        if self.state == "off":
            extra[0] -= recorded[0] * share
            extra[1] -= recorded[1] * share
            return
        attacker, defender = self.side, 1 - self.side
        surprise = self.score - self.recorded
        extra[attacker] += recorded[attacker] * math.expm1(-p.loss_attacker * surprise) * share
        engaged = w.op_engaged[self.o]
        roof = max(recorded[defender], p.pocket_roof * engaged)
        total = min(roof, recorded[defender] * math.exp(p.loss_defender * surprise))
        extra[defender] += (total - recorded[defender]) * share
        if self.score >= 1.5 > self.recorded:
            pocket[defender] += min(p.pocket_share * engaged, roof - total) * share


class Offensive:
    """An offensive that the record does not have, in one sector."""

    def __init__(self, field: Battlefield, sector: int, days: float) -> None:
        scene, p = field.scene, field.scene.p
        now = scene.env.now
        german = field.attack_mean(GERMANY, field.deviation[sector])
        soviet = field.attack_mean(SOVIET, -field.deviation[sector])
        self.side = GERMANY if german > soviet else SOVIET
        score = min(3.0, max(-2.5, max(german, soviet) + scene.chance.gauss(0.0, p.score_sd)))
        late = now >= scene.world.record_end
        base = p.offensive_late_km if late else p.offensive_km
        slope = p.offensive_late_km_per_score if late else p.offensive_km_per_score
        sign = 1.0 if self.side == GERMANY else -1.0
        part = (0.22, 0.42, 0.36)[sector]
        axis = p.offensive_loss * part * field.strength[GERMANY] * days / MONTH
        exchange = 2.5 + 4.0 * math.exp(-max(0.0, now / MONTH - 6.0) / 24.0)
        self.sector, self.start, self.days, self.end = sector, now, days, now + days
        self.km = sign * (base + slope * score)
        self.losses = (axis, axis * exchange)
        self.value = sign * score * min(1.0, part * sum(field.strength) / 4.0)
        scene.note("offensive", sector, self.side, score, self.km)
        scene.env.process(self.run(field))

    def run(self, field: Battlefield) -> Process:
        """Wait for its end, when it no longer adds to the fortune of arms."""
        yield field.scene.env.timeout(self.days)
        field.bring_fortune()
        field.count_battles()


class Battlefield:
    """Fronts and strengths from week to week, and the fortune of arms."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        w, p, gauss = scene.world, scene.p, scene.chance.gauss
        one, two, three = gauss(0.0, 1.0), gauss(0.0, 1.0), gauss(0.0, 1.0)
        root = w.score_root
        self.base = p.score_base + p.score_base_sd * one
        self.advantage = p.force_advantage + p.force_advantage_sd * (root[1][0] * one + root[1][1] * two)
        mixed = root[2][0] * one + root[2][1] * two + root[2][2] * three
        self.trend = p.quality_trend + p.quality_trend_sd * mixed
        self.week, self.finland_left = 0, NEVER
        self.deviation = [0.0, 0.0, 0.0]
        self.km, self.front, self.mean = [0.0] * 3, [0.0] * 3, 0.0
        self.excess, self.strength = [0.0, 0.0], [0.0, 0.0]
        self.losses: list[deque[float]] = [deque(maxlen=13), deque(maxlen=13)]
        self.quarter = [13.0 * w.loss[GERMANY][0], 13.0 * w.loss[SOVIET][0]]
        self.fortune, self.fortune_day, self.pace = 0.0, 0.0, 0.0
        self.idle: set[int] = set()
        self.offensives: dict[int, Offensive] = {}
        self.unlaid: list[tuple[Offensive, float]] = []
        self.collapsing: simpy.Process | None = None
        self.place()
        self.operations = [Operation(self, o) for o in range(len(w.op_start))]
        scene.env.process(self.attack())

    def log_ratio(self, side: int) -> float:
        """Log of an attacker's strength over the defender's."""
        ratio = math.log(self.strength[GERMANY] / self.strength[SOVIET])
        return ratio if side == GERMANY else -ratio

    def attack_mean(self, side: int, lead: float) -> float:
        """Mean score of an attack by ``side`` now, from a front so many kilometres beyond the record."""
        german = 1.0 - self.scene.env.now / (24.0 * MONTH)  # the lead of 1941, gone after two years
        quality = self.trend * (german if side == GERMANY else -german)
        mean = self.base + self.advantage * self.log_ratio(side) + quality
        return mean - self.scene.p.supply_reach * lead / 100.0

    def bring_fortune(self) -> None:
        """Bring the fortune of arms forward: old battles fade, those under way add up."""
        days = self.scene.env.now - self.fortune_day
        if days > 0.0:
            fade = math.log(2.0) / self.scene.p.fortune_half_life
            kept = math.exp(-fade * days)
            self.fortune = self.fortune * kept + self.pace / fade * (1.0 - kept)
            self.fortune_day = self.scene.env.now

    def count_battles(self) -> None:
        """Sum what the battles under way add to German fortune each day."""
        w, now = self.scene.world, self.scene.env.now
        if not w.forgetful:
            under_way = [op for op in self.operations if op.state == "on"]
            self.pace = sum(op.sign * op.score * w.op_value[op.o] / op.days for op in under_way)
            self.pace += sum(one.value / one.days for one in self.offensives.values() if now < one.end)

    def attack(self) -> Process:
        """Offensives without a record: the better placed side attacks in every idle sector."""
        w, scene = self.scene.world, self.scene
        days = [*w.offensive_day]
        for n, everywhere in enumerate(w.offensive_all):
            yield scene.until(days[n])
            self.bring_fortune()
            length = scene.p.offensive_days
            if everywhere and n + 1 < len(days):
                length = min(length, days[n + 1] - days[n])
            for sector in range(3):
                if scene.env.now >= w.held_until and (everywhere or sector in self.idle):
                    if sector in self.offensives:
                        self.unlaid.append((self.offensives[sector], 7.0 * self.week))
                    self.offensives[sector] = Offensive(self, sector, length)
            self.idle.clear()
            self.count_battles()

    def decide_anew(self) -> None:
        """At the branch, decide again about what is under way."""
        self.bring_fortune()
        for op in self.operations:
            if op.state == "on" and op.east and op.end > self.scene.env.now:
                op.begin()
        self.count_battles()

    def front_at(self, sector: int, km: float) -> float:
        """Front of a sector, 0 at Berlin and 1 at the Arkhangelsk-Astrakhan line, by its km."""
        w = self.scene.world
        west, east = w.frontier * km / w.km_west[sector], (1.0 - w.frontier) * km / w.km_east[sector]
        return w.frontier + (west if km <= 0.0 else east)

    def people(self, front: float) -> float:
        """Share of the people of 1941 who live east of the front, and can be called up."""
        return 1.0 - self.scene.p.people_slope * max(0.0, front - self.scene.world.frontier)

    def place(self) -> None:
        """Put the front where record and deviation say, within the map."""
        w = self.scene.world
        for sector in range(3):
            recorded = w.path[sector][self.week]
            km = recorded + self.deviation[sector]
            self.km[sector] = min(w.km_east[sector], max(-1.25 * w.km_west[sector], km))
            self.deviation[sector] = self.km[sector] - recorded
            self.front[sector] = self.front_at(sector, self.km[sector])
        self.mean = sum(weight * front for weight, front in zip(w.weights, self.front, strict=True))
        for side, finnish in enumerate(self.scene.finns()):
            self.strength[side] = w.force[side][self.week] + self.excess[side] + finnish

    def advance(self) -> None:
        """Move the front and the strengths one week on and see whether the war is over."""
        w, t, week = self.scene.world, self.scene.env.now, self.week
        start = max(7.0 * week, min(w.held_until, t))
        before = (self.front[CENTRE], self.mean, self.strength[GERMANY], self.strength[SOVIET])
        extra, pocket = [0.0, 0.0], [0.0, 0.0]
        if start < t:
            for o in w.week_ops[w.week_first[week] : w.week_first[week + 1]]:
                self.operations[o].move_front(week, start, t)
                self.operations[o].kill(start, t, extra, pocket)
            self.lay_offensives(start, t, extra)
            self.drift((t - start) / MONTH)
            self.replace((t - start) / 7.0, extra, pocket)
        for side in range(2):
            losses = self.losses[side]
            losses.append(w.loss[side][week] + extra[side] + pocket[side])
            self.quarter[side] = sum(losses) * 13.0 / len(losses)
        self.week = week + 1
        self.place()
        if start < t and not self.decided(start, before):
            self.watch_collapse(start, before[1])

    def lay_offensives(self, start: float, end: float, extra: list[float]) -> None:
        """Ground and losses of offensives without a record; one cut short lays all that it still had."""
        laid = [(one, overlap(start, end, one.start, one.end)) for one in self.offensives.values()]
        laid += [(one, overlap(since, math.inf, one.start, one.end)) for one, since in self.unlaid]
        self.unlaid.clear()
        for one, days in laid:
            self.deviation[one.sector] += one.km * days / one.days
            extra[0] += one.losses[0] * days / one.days
            extra[1] += one.losses[1] * days / one.days

    def drift(self, months: float) -> None:
        """Pull the sectors together and add the noise."""
        w, p, gauss = self.scene.world, self.scene.p, self.scene.chance.gauss
        north, centre, own = gauss(0.0, 1.0), gauss(0.0, 1.0), gauss(0.0, 1.0)
        south = NS * north + SOUTH_OF_CENTRE * centre + SOUTH_OWN * own
        noise = (north, NC * north + CENTRE_OWN * centre, south)
        gaps = [self.front[sector] - self.front_at(sector, w.path[sector][self.week]) for sector in range(3)]
        mean = sum(weight * gap for weight, gap in zip(w.weights, gaps, strict=True))
        scale = p.front_noise * math.sqrt(months)
        for sector in range(3):
            move = p.sector_coupling * (mean - gaps[sector]) * months + scale * noise[sector]
            west, east = w.km_west[sector] / w.frontier, w.km_east[sector] / (1.0 - w.frontier)
            self.deviation[sector] += move * (west if self.km[sector] <= 0.0 else east)

    def replace(self, part: float, extra: list[float], pocket: list[float]) -> None:
        """Bring both strengths forward: losses beyond the record, replacements, men made good."""
        w, p, week, months = self.scene.world, self.scene.p, self.week, 7.0 * part / MONTH
        usual = w.force[GERMANY][week] * w.force[SOVIET][week]
        intensity = math.sqrt(self.strength[GERMANY] * self.strength[SOVIET] / usual) - 1.0
        for side in range(2):
            extra[side] += w.background[side][week] * intensity * part + w.loss_shift[side][week]
            felt = p.unreplaced[side] * extra[side] + p.unreplaced_pocket * pocket[side]
            self.excess[side] -= felt + p.make_good * self.excess[side] * months
        recorded = sum(w.weights[n] * self.front_at(n, w.path[n][week]) for n in range(3))
        fresh = p.replacements * self.people(self.mean) / self.people(recorded) - 1.0
        self.excess[SOVIET] += w.replacements[week] * fresh * months
        moved = w.force_shift[week] - self.scene.west.drawn_off(week)
        self.excess[GERMANY] += p.released_share * moved * part

    def decided(self, start: float, before: tuple[float, float, float, float]) -> bool:
        """Whether the war ended since ``start``: Berlin reached, or an army too small to go on."""
        p, t, chance = self.scene.p, self.scene.env.now, self.scene.chance
        ends: list[tuple[float, str, str]] = []
        here, there, months = before[0], self.front[CENTRE], (t - start) / MONTH
        if there <= p.berlin_line or chance.random() < touch_probability(
            here, there, p.berlin_line, months, p.front_noise
        ):
            luck = chance.gauss(0.0, 1.0), chance.random()
            wait = crossing_months(here, there, p.berlin_line, months, p.front_noise, *luck)
            ends.append((start + wait * MONTH, "soviet_victory", "Berlin"))
        for side, ending in ((GERMANY, "soviet_victory"), (SOVIET, "german_victory")):
            least, had, has = p.least_strength[side], before[2 + side], self.strength[side]
            if has < least:
                part = (had - least) / (had - has) if had > least else 0.0
                ends.append((start + part * (t - start), ending, "forces"))
        if not ends:
            return False
        day, ending, cause = min(ends)
        self.end_war(ending, day, cause)
        return True

    def end_war(self, ending: str, day: float, cause: str) -> None:
        """Write it down."""
        self.scene.note("war ends", ending, cause, self.mean)
        self.scene.finish(ending, day)

    def watch_collapse(self, start: float, before: float) -> None:
        """Start or stop the clock that runs while the mean front stands beyond the collapse line."""
        line, env = self.scene.p.collapse_line, self.scene.env
        if self.mean < line:
            if self.collapsing is not None:
                self.collapsing.interrupt()
                self.collapsing = None
        elif self.collapsing is None:
            part = (line - before) / (self.mean - before) if before < line else 0.0
            self.collapsing = env.process(self.collapse(start + part * (env.now - start)))

    def collapse(self, since: float) -> Process:
        """Soviet collapse, unless the front comes back in time."""
        try:
            yield self.scene.until(since + 7.0 * self.scene.p.collapse_weeks)
        except simpy.Interrupt:
            return
        self.end_war("german_victory", self.scene.env.now, "collapse")
