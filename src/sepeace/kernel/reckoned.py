"""What the war is worth to a side, reckoned once for all campaigns in which it is reckoned from the same.

This is the dearest step of a campaign. A log keeps, by knot of its track, what it was reckoned from and what
came of it; the same campaign in another world does not reckon anew until its numbers differ. Nothing hangs
on that but time.
"""

from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders import wandering
from sepeace.kernel.mark import kernel
from sepeace.kernel.world import Log

FRONT, DRIFT, SD, VOLATILITY, DIFFUSION, WANDER, CHANCE, MONTHS = range(8)
"""Columns of what was reckoned: six numbers that it was reckoned from, and two that came of it."""
COLUMNS = 8


@kernel
def reckon(s: State, p: Parameters, log: Log, side: int, front: float, drift: float) -> None:
    """Chance and length of the war as a side believes, at the knot of the track that comes next."""
    knot = log.own.knots
    sd = s.belief_sd[side]
    if knot < len(log.reckoned):
        row = log.reckoned[knot][side]
        if (
            row[FRONT] == front
            and row[DRIFT] == drift
            and row[SD] == sd
            and row[VOLATILITY] == p.belief_volatility
            and row[DIFFUSION] == p.drift_diffusion
            and row[WANDER] == s.wander
        ):
            s.chance[side] = row[CHANCE]
            s.months[side] = row[MONTHS]
            return
    chance, months = wandering.wandering_terms(
        front, drift, sd, p.belief_volatility, p.drift_diffusion, s.wander
    )
    s.chance[side] = chance
    s.months[side] = months
    if knot < len(log.reckoned):
        row = log.reckoned[knot][side]
        row[FRONT] = front
        row[DRIFT] = drift
        row[SD] = sd
        row[VOLATILITY] = p.belief_volatility
        row[DIFFUSION] = p.drift_diffusion
        row[WANDER] = s.wander
        row[CHANCE] = chance
        row[MONTHS] = months


@kernel
def pass_on(source: Log, target: Log) -> None:
    """Copy what the war was reckoned from and what came of it, knot by knot."""
    for knot in range(source.own.knots):
        for side in range(2):
            for column in range(COLUMNS):
                target.reckoned[knot][side][column] = source.reckoned[knot][side][column]
