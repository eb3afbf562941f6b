"""Random numbers with an address: the same address always gives the same draw.

The generator is Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011): a keyed scrambling of a
128-bit counter, without state. The normal quantile is algorithm AS 241, PPND16 (Wichura 1988).
A product of two 32-bit words may wrap in 64-bit integers; the mask after the shift makes the
wrapped and the exact product give the same word.
"""

import math

from sepeace.kernel.elementary import natural_log
from sepeace.kernel.mark import kernel


@kernel
def philox(
    counter0: int, counter1: int, counter2: int, counter3: int, key0: int, key1: int
) -> tuple[int, int, int, int]:
    """Four 32-bit words for a counter of four words and a key of two (Philox4x32-10)."""
    for _ in range(10):
        product0 = 0xD2511F53 * counter0
        product1 = 0xCD9E8D57 * counter2
        counter0 = ((product1 >> 32) & 0xFFFFFFFF) ^ counter1 ^ key0
        counter2 = ((product0 >> 32) & 0xFFFFFFFF) ^ counter3 ^ key1
        counter1 = product1 & 0xFFFFFFFF
        counter3 = product0 & 0xFFFFFFFF
        key0 = (key0 + 0x9E3779B9) & 0xFFFFFFFF
        key1 = (key1 + 0xBB67AE85) & 0xFFFFFFFF
    return counter0, counter1, counter2, counter3


@kernel
def uniforms(seed: int, campaign: int, stream: int, index: int) -> tuple[float, float, float, float]:
    """Four uniform numbers strictly between 0 and 1 for one address.

    Key: the two halves of ``seed``. Counter: index, stream, the two halves of ``campaign``.
    """
    word0, word1, word2, word3 = philox(
        index & 0xFFFFFFFF,
        stream & 0xFFFFFFFF,
        campaign & 0xFFFFFFFF,
        (campaign >> 32) & 0xFFFFFFFF,
        seed & 0xFFFFFFFF,
        (seed >> 32) & 0xFFFFFFFF,
    )
    return (
        (word0 + 0.5) * 2.3283064365386963e-10,
        (word1 + 0.5) * 2.3283064365386963e-10,
        (word2 + 0.5) * 2.3283064365386963e-10,
        (word3 + 0.5) * 2.3283064365386963e-10,
    )


@kernel
def normal(uniform: float) -> float:
    """Standard normal quantile of ``uniform`` in (0, 1) (AS 241, relative error about 1e-16)."""
    q = uniform - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        above = ((((((
            2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r
            + 6.7265770927008700853e4) * r + 4.5921953931549871457e4) * r
            + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
            + 1.3314166789178437745e2) * r + 3.3871328727963666080e0  # fmt: skip
        below = ((((((
            5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r
            + 3.9307895800092710610e4) * r + 2.1213794301586595867e4) * r
            + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
            + 4.2313330701600911252e1) * r + 1.0  # fmt: skip
        return q * above / below
    r = math.sqrt(-natural_log(uniform if q < 0.0 else 1.0 - uniform))
    if r <= 5.0:
        r = r - 1.6
        above = ((((((
            7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r
            + 2.41780725177450611770e-1) * r + 1.27045825245236838258e0) * r
            + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r
            + 4.63033784615654529590e0) * r + 1.42343711074968357734e0  # fmt: skip
        below = ((((((
            1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r
            + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1) * r
            + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
            + 2.05319162663775882187e0) * r + 1.0  # fmt: skip
    else:
        r = r - 5.0
        above = ((((((
            2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r
            + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2) * r
            + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0) * r
            + 5.46378491116411436990e0) * r + 6.65790464350110377720e0  # fmt: skip
        below = ((((((
            2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r
            + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4) * r
            + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
            + 5.99832206555887937690e-1) * r + 1.0  # fmt: skip
    return -above / below if q < 0.0 else above / below


@kernel
def exponential(uniform: float) -> float:
    """Exponential draw of mean 1 from ``uniform`` in (0, 1)."""
    return -natural_log(uniform)
