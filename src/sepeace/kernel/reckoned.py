"""What the war is worth to a side, reckoned once for all campaigns in which it is reckoned from the same.

This is the dearest step of a campaign. A log keeps, by knot of its track, what it was reckoned from and what
came of it; the same campaign in another world does not reckon anew until its numbers differ. Nothing hangs
on that but time.
"""

from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders import wandering
from sepeace.kernel.mark import kernel
from sepeace.kernel.world import Log


@kernel
def reckon(s: State, p: Parameters, log: Log, side: int, front: float, drift: float) -> None:
    """Chance and length of the war as a side believes, at the knot of the track that comes next."""
    knot = log.own.knots
    sd = s.belief_sd[side]
    if knot < len(log.reckoned):
        row = log.reckoned[knot][side]
        if (
            row[0] == front
            and row[1] == drift
            and row[2] == sd
            and row[3] == p.belief_volatility
            and row[4] == p.drift_diffusion
            and row[5] == s.wander
        ):
            s.chance[side] = row[6]
            s.months[side] = row[7]
            return
    chance, months = wandering.wandering_terms(
        front, drift, sd, p.belief_volatility, p.drift_diffusion, s.wander
    )
    s.chance[side] = chance
    s.months[side] = months
    if knot < len(log.reckoned):
        row = log.reckoned[knot][side]
        row[0] = front
        row[1] = drift
        row[2] = sd
        row[3] = p.belief_volatility
        row[4] = p.drift_diffusion
        row[5] = s.wander
        row[6] = chance
        row[7] = months


@kernel
def pass_on(source: Log, target: Log) -> None:
    """Copy what the war was reckoned from and what came of it, knot by knot."""
    for knot in range(source.own.knots):
        for side in range(2):
            for column in range(8):
                target.reckoned[knot][side][column] = source.reckoned[knot][side][column]
