"""One leader's wish to talk on a day of the recorded war, taken apart term by term.

The war is run as it was recorded, at default numbers, without error and without the lessons of refusals. On
the day asked for both leaders reckon anew, and what they reckon with is handed out; all else is worked out
from it with the public functions, so that a reader can check each number.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sepeace.clocks.storage import empty_log, new_state
from sepeace.errors import BadValue
from sepeace.kernel import campaign, slots
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders import judgement, landing_ahead
from sepeace.kernel.world import World
from sepeace.model.bargaining import war_terms
from sepeace.model.beliefs import learn
from sepeace.model.choice import map_chance, talk_willingness
from sepeace.model.parameters import SIDES
from sepeace.quantities import EPOCH, WEEK_MONTHS, date_of, day_of
from sepeace.scenario.library import historical
from sepeace.scenario.plan import Plan, plan
from sepeace.shapes import Document

Side = Literal["germany", "soviet"]
Floats = NDArray[np.float64]
TERMS = ("ideology", "strength", "fear", "plan", "aid", "hope", "fate")
"""What a line holds beside the worth of war; a plan lowers it, and what a settlement does for a leader."""

HOPES_FROM = 1166.0
"""31 August 1944, from when on Hitler says that he waits for the coalition to part."""
ADVANCE = 0.05
"""Of the front: some 116 km of the centre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudges(Document):
    """What moves a leader's expected gain on a day.

    ``doubt``: the drift turned eastward by one standard deviation of his own doubt. ``advance``: an advance
    eastward of .05 and the drift that a week of it teaches one who expected none; ``unlearned``: the same
    advance if it taught him nothing. ``without_map`` is at map_weight 0; ``by_front`` is what would be if he
    read the front itself as a chance.
    """

    doubt: float
    doubt_without_map: float
    advance: float
    advance_by_front: float
    unlearned: float
    unlearned_without_map: float
    unlearned_by_front: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning(Document):
    """What one leader reckons with on a day.

    Chances, front and drift are Germany's: 1 is the east, a drift above 0 goes there.

    Args:
        front: mean front, 0 to 1.
        learned: drift learned from the front, a month.   west: what he expects from the West, a month, at
            most 0.   doubt: how unsure he is, a standard deviation.
        near: share of the war to come after the landing in France, as he reckons.
        chance: Germany's chance to win as he believes it.   months: of war that he expects.
        own_cost, other_cost: shares of the stake a month.
        terms: see ``TERMS``, with their signs, shares of the stake.
    """

    day: date
    side: Side
    front: float
    learned: float
    west: float
    doubt: float
    near: float
    chance: float
    months: float
    own_cost: float
    other_cost: float
    terms: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedWish(Reckoning):
    """A wish with what follows from it; see ``Wish`` for its numbers."""

    map_chance: float
    map_weight: float
    noise: float
    steady_months: float
    tide: float
    surplus: float
    line_terms: float
    gain: float
    willing: float
    gain_without_map: float
    willing_without_map: float
    nudges: Nudges


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow(Document):
    """One leader's willingness at one drift over some fronts, and with nothing read off the map."""

    side: Side
    drift: float
    fronts: tuple[float, ...]
    willing: tuple[float, ...]
    without_map: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish(Reckoning):
    """What follows for his wish to talk; ``map_weight`` and the rest are numbers of the model."""

    map_weight: float
    noise: float
    volatility: float
    diffusion: float

    @property
    def drift(self) -> float:
        """The drift he reckons with: what he learned and what he expects from the West."""
        return self.learned + self.west

    @property
    def line_terms(self) -> float:
        """What his line holds beside the worth of war."""
        return sum(self.terms.values())

    @property
    def steady_months(self) -> float:
        """The length of war that he would expect if he took the drift to stand still."""
        return float(war_terms(self.front, self.drift, self.volatility, self.doubt).months)

    @property
    def surplus(self) -> float:
        """What both save by not fighting on, shares of the stake."""
        return (self.own_cost + self.other_cost) * self.months

    @property
    def tide(self) -> float:
        """How much less the other hopes for by the map than he ought to by what this leader believes."""
        ahead = float(map_chance(self.front)) - self.chance
        return ahead if self.side == "germany" else -ahead

    def gain(self, map_weight: float | None = None) -> float:
        """What he expects to be offered less what he must have, by the equation, without error or lesson."""
        weight = self.map_weight if map_weight is None else map_weight
        return weight * self.tide + self.surplus - self.line_terms

    def willing(self, map_weight: float | None = None) -> float:
        """His willingness to talk."""
        return float(self.at(self.front, self.drift, map_weight))

    def at(self, front: ArrayLike, drift: ArrayLike, map_weight: float | None = None) -> Floats:
        """His willingness at another front and drift; costs, terms and doubt stay those of the day."""
        chance, months = war_terms(front, drift, self.volatility, self.doubt, self.diffusion)
        # The closed form may leave 0 to 1 by a rounding.
        return np.asarray(
            talk_willingness(
                front,
                np.clip(chance, 0.0, 1.0),
                months,
                self.own_cost,
                self.other_cost,
                self.line_terms,
                self.map_weight if map_weight is None else map_weight,
                self.noise,
                self.side,
            ),
            dtype=float,
        )

    def expects(self, front: float, drift: float, map_weight: float | None = None) -> float:
        """His expected gain at another front and drift; the rest stays that of the day."""
        chance, months = war_terms(front, drift, self.volatility, self.doubt, self.diffusion)
        return replace(self, front=front, chance=float(chance), months=float(months)).gain(map_weight)

    def nudges(self) -> Nudges:
        """What moves his expected gain, on this day."""
        at, turned = (self.front, self.drift), (self.front, self.drift + self.doubt)
        taught = learn(0.0, self.doubt, self.volatility, ADVANCE, WEEK_MONTHS, self.diffusion).mean
        still, moved = (self.front, 0.0), self.front + ADVANCE
        lead = float(map_chance(moved)) - float(map_chance(self.front)) - ADVANCE
        by_front = -self.map_weight * (lead if self.side == "germany" else -lead)
        advance = self.expects(moved, float(taught)) - self.expects(*still)
        unlearned = self.expects(moved, 0.0) - self.expects(*still)
        shorter = self.expects(moved, 0.0, 0.0) - self.expects(*still, 0.0)
        return Nudges(
            doubt=self.expects(*turned) - self.expects(*at),
            doubt_without_map=self.expects(*turned, 0.0) - self.expects(*at, 0.0),
            advance=advance,
            advance_by_front=advance + by_front,
            unlearned=unlearned,
            unlearned_without_map=shorter,
            unlearned_by_front=unlearned + by_front,
        )

    def worked(self) -> WorkedWish:
        """The same with what follows from it."""
        reckoned = {field.name: getattr(self, field.name) for field in fields(Reckoning)}
        return WorkedWish(
            **reckoned,
            map_chance=float(map_chance(self.front)),
            map_weight=self.map_weight,
            noise=self.noise,
            steady_months=self.steady_months,
            tide=self.tide,
            surplus=self.surplus,
            line_terms=self.line_terms,
            gain=self.gain(),
            willing=self.willing(),
            gain_without_map=self.gain(0.0),
            willing_without_map=self.willing(0.0),
            nudges=self.nudges(),
        )


def on(day: date) -> tuple[Wish, Wish]:
    """Both leaders' wishes on a day of the recorded war: Hitler's, then Stalin's.

    Raises:
        BadValue: no date, or the war was not under way on that day.
    """
    return through((day,))[0]


def grid(day: date, fronts: Iterable[float], drifts: Iterable[float]) -> tuple[GridRow, ...]:
    """Both leaders' willingness at some fronts and drifts, costs and terms as of a day."""
    across = tuple(fronts)
    return tuple(
        GridRow(
            side=one.side,
            drift=drift,
            fronts=across,
            willing=tuple(one.at(across, drift).tolist()),
            without_map=tuple(one.at(across, drift, 0.0).tolist()),
        )
        for one in on(day)
        for drift in drifts
    )


def through(days: Iterable[date]) -> tuple[tuple[Wish, Wish], ...]:
    """Both leaders' wishes on several days, in rising order, from one run of the recorded war.

    Raises:
        BadValue: one of them is no date, the war was not under way on it, or they do not rise.
    """
    asked = tuple(days)
    for day in asked:
        if not isinstance(day, date) or isinstance(day, datetime):
            raise BadValue("a date is needed", given=day, allowed="a datetime.date", key="day")
    if list(asked) != sorted(asked):
        raise BadValue("days must rise", given=asked, allowed="dates in rising order", key="days")
    made = _recorded_plan()
    rows = made.parameters(0, 0)
    state, log = new_state(0, 0), empty_log()
    campaign.begin(state, rows[0], made.world, log, made.horizon)
    found = []
    for day in asked:
        when = day_of(day)
        if when < 0.0:
            raise BadValue("the war had not begun", given=day, allowed=f"{EPOCH} and later", key="day")
        slot = campaign.next_slot(state)
        while state.due[slot] <= when and state.ending == slots.RUNNING:
            state.epoch += slot == slots.EPOCH
            campaign.handle(state, rows[state.epoch], made.world, log, slot)
            slot = campaign.next_slot(state)
        if state.ending != slots.RUNNING:
            last = date_of(state.now)
            raise BadValue("the recorded war was over", given=day, allowed=f"before {last}", key="day")
        found.append(_wishes(copy.deepcopy(state), rows[state.epoch], made.world, day))
    return tuple(found)


@cache
def _recorded_plan() -> Plan:
    """The war as recorded, at default numbers."""
    return plan(historical().with_assumptions({"numbers": "default"}), "free", luck="recorded")


def _wishes(s: State, p: Parameters, w: World, day: date) -> tuple[Wish, Wish]:
    """Let both leaders reckon on the day, and read what they reckon with."""
    now = day_of(day)
    near = [landing_ahead.landing_near(s, w, side, now) for side in range(2)]
    judgement.reconsider(s, p, w, empty_log(), now)
    credence = (p.west_credence, s.trust)
    german, soviet = (
        Wish(
            day=day,
            side="germany" if side == slots.GERMANY else "soviet",
            front=s.mean_front,
            learned=s.belief_mean[side],
            west=0.0 - p.west_drift * credence[side] * near[side],
            doubt=s.belief_sd[side],
            near=near[side],
            chance=s.chance[side],
            months=s.months[side],
            own_cost=s.cost[side],
            other_cost=s.cost[1 - side],
            terms=_terms(s, p, side, now),
            map_weight=p.map_weight,
            noise=p.willingness_noise,
            volatility=p.belief_volatility,
            diffusion=p.drift_diffusion,
        )
        for side in range(len(SIDES))
    )
    return german, soviet


def _terms(s: State, p: Parameters, side: int, now: float) -> dict[str, float]:
    """What the line of a side holds beside the worth of war, under the readings of the historical war."""
    soviet = side == slots.SOVIET
    belief = min(1.0, p.soviet_fear_start + p.soviet_fear_growth * now / 365.25)
    chance = 1.0 - s.chance[side] if soviet else s.chance[side]
    hangs = soviet or p.strength_premium <= 0.0
    return {
        "ideology": p.ideology[side],
        "strength": 0.0 if soviet else s.premium[slots.MAIN],
        "fear": belief * p.soviet_fear_scale if soviet else p.fear[side],
        "plan": -p.plan[side],
        "aid": p.aid_per_belief * s.heard[slots.OWN_NEWS] if soviet else 0.0,
        "hope": 0.0 if soviet or now < HOPES_FROM else p.coalition_hope * (1.0 - chance),
        "fate": -p.fate_weight * (p.fate_settled[side] - chance) if hangs else 0.0,
    }
