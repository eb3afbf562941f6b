"""Finland in the natural SimPy model: a process that looks at the Soviet terms on Sundays."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sepeace.kernel import finnish_terms
from sepeace.kernel.slots import NEVER

if TYPE_CHECKING:
    from benchmarks.natural_leaders import Leader
    from benchmarks.natural_scene import Process, Scene
    from benchmarks.natural_war import Battlefield

MONTH = 365.25 / 12.0  # days
NORTH = 0


class Finland:
    """Her line, what she is offered, and whether she has left the war."""

    def __init__(self, scene: Scene, field: Battlefield, leaders: tuple[Leader, Leader]) -> None:
        self.scene, self.field, self.leaders = scene, field, leaders
        self.error, self.row, self.barred = 0.0, -1, False
        self.agreed, self.signed, self.told = False, NEVER, 0.0
        self.line, self.left, self.reckoned = 0.0, scene.world.finn_left, -1.0
        w = scene.world
        scene.finns = self.moved
        self.recorded = not w.finland or w.held_until > w.finn_answer
        if self.recorded:
            scene.env.process(self.leave(w.finn_left))
        if w.finland:
            scene.env.process(self.weeks())

    def weeks(self) -> Process:
        """Every Sunday, once the leaders have weighed the war."""
        kept = 0.0
        while True:
            fresh = math.sqrt(1.0 - kept * kept)
            self.error = kept * self.error + fresh * self.scene.chance.gauss(0.0, 1.0)
            self.turn()
            self.weigh()
            if self.row >= 0 and not self.agreed and not self.recorded:
                self.consider()
            self.reckoned = self.scene.env.now
            yield self.scene.sunday
            yield self.scene.env.timeout(0.0)
            kept = math.exp(-7.0 / MONTH / self.scene.p.expectation_months)

    def fought(self, o: int) -> bool:
        """Whether an operation was fought; none always was."""
        return o < 0 or self.field.operations[o].state in ("on", "over")

    def turn(self) -> None:
        """New terms, or none; the old ones are refused by that."""
        w, now = self.scene.world, self.scene.env.now
        rows = range(w.finn_offers)
        standing = [
            r for r in rows if w.finn_from[r] <= now <= w.finn_until[r] and self.fought(w.finn_needs[r])
        ]
        row = standing[-1] if standing else -1
        if row == self.row:
            return
        if not self.agreed:
            if self.row >= 0:
                self.scene.note("finnish refusal", self.row)
            if row >= 0:
                self.scene.note("finnish offer", row)
        self.row, self.barred = row, False

    def weigh(self) -> None:
        """The least that she takes."""
        p, w, field = self.scene.p, self.scene.world, self.field
        germany, soviet = self.leaders
        own = w.finn_own[int(self.fought(w.finn_front_needs))][field.week]
        hope = (1.0 - p.finland_own) * (germany.hope + 1.0 - soviet.hope) / 2.0 + p.finland_own * own
        near = 1.0 / (1.0 + math.exp(-(field.front[NORTH] - p.finland_coast) / p.finland_coast_width))
        fear = p.finland_fear + p.finland_reprisal * (1.0 - p.finland_fade * (1.0 - near))
        since = (self.scene.env.now - w.finn_warning) / MONTH
        if since >= 0.0:
            fear += p.finland_warning * 0.5 ** (since / p.finland_warning_months)
        war = hope + p.finland_beaten * (1.0 - hope) - p.finland_cost * (germany.months + soviet.months) / 2.0
        self.line = war + fear

    def offered(self, row: int) -> float:
        """What she would have under some terms."""
        p, w = self.scene.p, self.scene.world
        if w.finn_surrender[row]:
            return min(p.finland_surrender, self.offered(row - 1))
        worth = {
            finnish_terms.CONCESSION: p.finland_concession,
            finnish_terms.PRICE: -p.finland_price,
            finnish_terms.EXPECTED: -p.finland_price * p.finland_expected_sum / 300.0,
            finnish_terms.PETSAMO: -p.petsamo,
            finnish_terms.PORKKALA: -p.porkkala,
            finnish_terms.ARMY: -p.army_cut,
            finnish_terms.HANKO: p.hanko,
        }
        clauses = zip(w.finn_clause[row], finnish_terms.CLAUSES, strict=True)
        return float(w.finn_border[row] + sum(much * worth[clause] for much, clause in clauses))

    def consider(self) -> None:
        """Accept what is good enough, unless a pledge is in the way or the war is held to the record."""
        w, now = self.scene.world, self.scene.env.now
        enough = self.line + self.scene.p.expectation_noise * self.error <= self.offered(self.row)
        pledged = w.finn_shut_from <= now < w.finn_shut_until and self.fought(w.finn_shut_needs)
        if now >= w.held_until and enough and not pledged:
            self.agree()

    def agree(self) -> None:
        """She says yes; the signature follows."""
        if not self.agreed and not self.recorded:
            self.turn()
            if self.row < 0:
                return  # there is nothing to accept
            self.agreed = True
            self.scene.note("finnish peace", "accepted")
            self.scene.env.process(self.leave(self.scene.env.now + self.scene.p.finland_days))

    def leave(self, day: float) -> Process:
        """Sign, and leave the war."""
        yield self.scene.until(day)
        while day % 7.0 == 0.0 and self.reckoned < day:  # on a Sunday after all that the Sunday brings
            yield self.scene.env.timeout(0.0)
        self.agreed, self.signed = True, self.scene.env.now
        self.field.finland_left = self.signed
        self.scene.note("finnish peace", "signed")
        self.field.place()

    def moved(self) -> tuple[float, float]:
        """Strength of both sides, less what it would be had she left on the recorded day."""
        now, w, p = self.scene.env.now, self.scene.world, self.scene.p
        if now < w.held_until:
            return 0.0, 0.0
        men = w.finn_kept[self.field.week]
        if self.signed <= now:
            men = 0.0 if self.signed == self.left else -w.finn_held[self.field.week]
        days = [max(0.0, now - day) for day in (self.signed, self.left)]
        freed = [p.finland_freed * min(1.0, since / p.finland_freed_days) for since in days]
        return men, freed[0] - freed[1]
