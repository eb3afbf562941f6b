"""The list of streams of chance; it only grows.

A draw is found by four numbers: seed, campaign, stream, index. A stream is one meaning of chance. Its
index is a week, the permanent number of an operation, a count of feelers, or a channel with the number
of its message. Since no two meanings meet at one address, a draw depends on nothing but where it
stands: not on what was drawn before, not on the worker, not on the clock. Where a campaign's luck is chosen
from several tries, each try has streams of its own; its numbers are the same in all.
"""

from sepeace.kernel.draws import philox
from sepeace.kernel.fields import State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import MEDIAN
from sepeace.kernel.world import World

SECTOR_NOISE = 1  # index: week; three sectors and the touch of the Berlin line
SCORE = 2  # index: permanent number of the operation
OFFENSIVE_SCORE = 3  # index: 4 x slot + sector
COEFFICIENTS = 4  # index 0: the three coefficients of the score equation
CROSSING = 5  # index: week; when the Berlin line was crossed inside it
EXPECTATION = 6  # index: 1024 x pair + week; the error of both sides
THRESHOLD = 7  # index: 65536 x (8 x pair + stream) + n-th feeler
CHANNEL_CHOICE = 8  # the same index
LATENCY = 9  # index: 2^20 x pair + 4096 x channel + message; two for latency, leak, interception
GATE = 10  # the same index; gate of the receiver, answer, gate of the sender, answer of his leader
ROUND_HAZARD = 11  # index: 65536 x pair + 64 x talks + round
EXPOSURE_CLOCK = 12  # index: 4096 x pair + talks
RENEWAL_CLOCK = 13  # index: pair
GRADE = 14  # index: number of the recorded contact; whether it took place, whether Moscow meant it
PARAMETER = 15  # index: the parameter's own number
NEWS = 16  # index: number of the recorded news; whether the West heard it
FORMULA = 19  # index 0: whether unconditional surrender is demanded
FINLAND = 17  # index: week; the error of Finland
REPORTED = 20  # index: number of the report; which stream, who, by which road, another way
HELD = 22  # index: 64 x report + try, its place; 63 for whether it is real; 4096 + 64 x span + try, which
UNREPORTED = 21  # as THRESHOLD; whether a feeler left a report that there is none of
PEOPLE = 18  # as THRESHOLD; who writes or receives, his leader's leave, a demand for a dismissal, another way
CHOSEN = 23  # index 0: share of feelers that leave a report, which try is chosen; from 1 on: places beyond it

ATTEMPT = 65536  # so far the streams of one try at a campaign's luck lie from those of the next


@kernel
def four(s: State, w: World, stream: int, index: int) -> tuple[float, float, float, float]:
    """Four uniforms in (0, 1) at an address; under median luck every one is its median."""
    if w.luck == MEDIAN:
        return 0.5, 0.5, 0.5, 0.5
    return philox.uniforms(s.seed, s.campaign, stream + ATTEMPT * s.attempt, index)


@kernel
def four_of_numbers(s: State, w: World, stream: int, index: int) -> tuple[float, float, float, float]:
    """The same for what is no luck but a number of the campaign's own, alike in every try at its luck."""
    if w.luck == MEDIAN:
        return 0.5, 0.5, 0.5, 0.5
    return philox.uniforms(s.seed, s.campaign, stream, index)
