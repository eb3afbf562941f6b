"""Random numbers with an address: the same four whole numbers always give the same draw.

Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011); key: seed, counter: index, stream, campaign.
"""

from __future__ import annotations

from typing import NamedTuple

from sepeace.kernel.draws import philox as equations
from sepeace.model.arrays import FloatOrArray, spread_parts, whole


class Uniforms(NamedTuple):
    """The four uniform numbers of one address, ``first``, ``second``, ``third`` and ``fourth``: each strictly
    between 0 and 1.

    >>> 0.0 < sp.model.draws.uniforms(1, 0, 3, 0).fourth < 1.0
    True
    """

    first: FloatOrArray
    second: FloatOrArray
    third: FloatOrArray
    fourth: FloatOrArray


def uniforms(seed: object, campaign: object, stream: object, index: object) -> Uniforms:
    """Four independent uniform numbers for an address.

    ``seed`` and ``campaign`` are whole numbers below 2^64, ``stream`` and ``index`` below 2^32; they
    broadcast. Raises BadValue for anything else. Source: Philox4x32-10 (Salmon and others 2011).

    >>> numbers = sp.model.draws.uniforms(seed=1, campaign=range(3), stream=3, index=0)
    >>> numbers.first.shape, float(numbers.first[0]) == sp.model.draws.uniforms(1, 0, 3, 0).first
    ((3,), True)
    """
    return spread_parts(
        equations.uniforms,
        Uniforms,
        4,
        whole("seed", seed, 64),
        whole("campaign", campaign, 64),
        whole("stream", stream, 32),
        whole("index", index, 32),
    )
