"""The numbers of one campaign: every parameter that is in doubt has a value of its own in each campaign.

The luck of the war and the doubt about the model so stand side by side in one batch. A draw has the address
of its parameter, so a parameter more or less moves no other one's draw.
"""

import math

from sepeace.kernel.draws import philox, streams
from sepeace.kernel.fields import Numbers
from sepeace.kernel.mark import kernel
from sepeace.kernel.world import World


@kernel
def quantile(chance: float, low: float, middle: float, high: float) -> float:
    """Value at a quantile of a range: two triangles that meet at ``middle``, which is the median."""
    if chance < 0.5:
        return low + (middle - low) * math.sqrt(2.0 * chance)
    return high - (high - middle) * math.sqrt(2.0 * (1.0 - chance))


@kernel
def whose(w: World, campaign: int) -> int:
    """Whose numbers a campaign has: its own, those of so many in a row, or the next of a list."""
    if w.lucks > 1:
        return campaign // w.lucks
    if w.sets > 0:
        return w.set_campaign[campaign % w.sets]
    return campaign


@kernel
def own_numbers(n: Numbers, w: World, seed: int, campaign: int, own: list[float]) -> None:
    """Draw a campaign's own numbers into ``own``."""
    number = whose(w, campaign)
    batch = w.set_seed if w.sets > 0 else seed
    for k in range(n.drawn):
        first, _, _, _ = philox.uniforms(batch, number, streams.PARAMETER, n.address[k])
        own[k] = quantile(first, n.low[k], n.middle[k], n.high[k])


@kernel
def fill(n: Numbers, own: list[float], epoch: int, row: list[float]) -> None:
    """Write the parameters of one epoch into ``row``, place by place."""
    for place in range(n.places):
        source = n.source[epoch][place]
        value = n.value[epoch][place]
        row[place] = value if source == 0 else own[source - 1] * value
