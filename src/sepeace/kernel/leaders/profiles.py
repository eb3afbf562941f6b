"""Another leader in Hitler's place: what of his line goes with him, and what stays.

A profile is a few factors of what the equations ask of Hitler. Belief, the fortune of arms, costs, what
refusals taught, Stalin's trust in the West and his fear stay as they were: the war is the same. Before
the day of the change, and in a world without one, every factor is exactly 1 and every amount 0. No source
measures any of this; all numbers are judgement, and the factor of the premium decides nearly everything.
Nothing here says that a successor meant well: he wages the same war with the same army and the same SS.
"""

from sepeace.kernel import clockwork
from sepeace.kernel.fields import Parameters
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import GERMANY, GOERING, HITLER, PLOTTERS
from sepeace.kernel.world import World


@kernel
def leads(w: World, t: float) -> int:
    """Who leads Germany on a day."""
    return w.profile if t >= w.profile_day else HITLER


@kernel
def premium_asked(p: Parameters, w: World, t: float) -> float:
    """The whole premium that the leader of the day can ask for settling while fortune is bad."""
    who = leads(w, t)
    if who == GOERING:
        return p.strength_premium * p.goering_premium
    if who == PLOTTERS:
        return p.strength_premium * p.plotters_premium
    return p.strength_premium


@kernel
def ideology(p: Parameters, w: World, t: float) -> float:
    """His refusal of any settlement with this enemy."""
    return p.ideology[GERMANY] * (p.plotters_ideology if leads(w, t) == PLOTTERS else 1.0)


@kernel
def own_plan(p: Parameters, w: World, t: float) -> float:
    """What he expects to gain from renewing the war."""
    return p.plan[GERMANY] * (p.plotters_plan if leads(w, t) == PLOTTERS else 1.0)


@kernel
def second_attack(p: Parameters, w: World, t: float) -> float:
    """What a second German attack would take: less by what the leader of the day no longer plans to take.

    What one side plans the other fears. Less of a plan alone would only raise what Germany asks.
    """
    left = p.soviet_fear_scale - (p.plan[GERMANY] - own_plan(p, w, t))
    return left if left > 0.0 else 0.0


@kernel
def distrust(p: Parameters, w: World, t: float) -> float:
    """What the Soviet side gives less to a leader whose signature nobody has tried."""
    who = leads(w, t)
    if who == GOERING:
        return p.goering_distrust
    return p.plotters_distrust if who == PLOTTERS else 0.0


@kernel
def silent(p: Parameters, w: World, t: float) -> bool:
    """Whether the leader of the day does not write to the East yet, because he tries the West first."""
    return leads(w, t) == PLOTTERS and t < w.profile_day + p.plotters_west_first * clockwork.MONTH


@kernel
def court(w: World, t: float) -> bool:
    """Whether Hitler's ministers and the SS are in office still: under Goering they are, else not."""
    return leads(w, t) != PLOTTERS


@kernel
def years_of_fear(w: World, t: float) -> float:
    """Years of occupation as fear of a second attack counts them: faster or slower under another rule."""
    if t <= w.occupation_day:
        return t / 365.25
    return (w.occupation_day + w.occupation_level * (t - w.occupation_day)) / 365.25
