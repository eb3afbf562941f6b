"""Whether a road can be used: by whom, open when, free of other traffic, with somebody to carry."""

from sepeace.kernel.fields import State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import GERMANY
from sepeace.kernel.world import World


@kernel
def usable(s: State, w: World, t: float, pair: int, channel: int, side: int) -> bool:
    """Whether a side can send through a channel now: its own, open, and not carrying a message or talks.

    The German side also needs a carrier, who may have been punished for the last message.
    """
    if w.ch_side[s.epoch][channel][side] == 0 or s.message[pair][channel] > 0 or s.talk[pair] == channel + 1:
        return False
    if side == GERMANY and s.carrier_back[pair][channel] > 0.0:
        return False
    return w.ch_open[s.epoch][channel] <= t < w.ch_close[s.epoch][channel]
