"""How improbable it is that Finland accepts on a day of the recorded war, by her line at the middle numbers.

Her line is reckoned by the kernel's own equations on the recorded front, from what both leaders believe
there. Before the United States enter the war no leader expects a landing, so that these beliefs follow from
the front alone; later they hang on what is told of it, and no number is made up here.
"""

from __future__ import annotations

import math
from datetime import date
from types import SimpleNamespace
from typing import Any

from sepeace.kernel import finnish_terms, slots
from sepeace.kernel.battlefield.front import recorded_mean
from sepeace.kernel.diplomacy import finland
from sepeace.kernel.fields import Parameters
from sepeace.kernel.leaders import beliefs, wandering
from sepeace.kernel.world import World
from sepeace.quantities import WEEK_MONTHS, day_of


def gap_on(day: date, w: World, p: Parameters) -> float | None:
    """y_F - x_S on a day at these numbers, without her error; None where a landing is expected by then."""
    t = day_of(day)
    if t >= w.west_enters:
        return None
    s: Any = SimpleNamespace(
        weeks=int(t) // 7, chance=[0.0, 0.0], months=[0.0, 0.0], operation=[slots.PENDING] * w.operations
    )
    s.front = [w.path_front[sector][s.weeks] for sector in range(slots.SECTORS)]
    s.finland_term = [0.0] * finnish_terms.FINNISH_TERMS
    s.finland_error = 0.0
    width = 0.0 if w.steady == 1 else wandering.width_of(p.belief_volatility, p.drift_diffusion)
    for side in range(2):
        s.chance[side], s.months[side] = _war(s.weeks, side, w, p, width)
    finland.finnish_line(s, p, w, t)
    finland.soviet_terms(s, p, w, finland.standing_offer(s, w, t))
    return float(s.finland_line - s.finland_offer)


def _war(week: int, side: int, w: World, p: Parameters, width: float) -> tuple[float, float]:
    """Chance and length of the war as a leader believes in a week of the recorded front."""
    mean, sd = p.prior_drift[side], p.prior_sd[side]
    for ended in range(1, week + 1):
        moved = recorded_mean(w, ended) - recorded_mean(w, ended - 1)
        mean, sd = beliefs.learn(mean, sd, p.belief_volatility, moved, WEEK_MONTHS, p.drift_diffusion)
    front = recorded_mean(w, week)
    return wandering.wandering_terms(front, mean, sd, p.belief_volatility, p.drift_diffusion, width)


def nats_of_gap(gap: float, noise: float) -> float | None:
    """Minus the log of the chance that her error is at least as large; None without an error."""
    if noise <= 0.0:
        return None
    return max(0.0, -math.log(0.5 * math.erfc(gap / noise / math.sqrt(2.0))))
