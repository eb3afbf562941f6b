"""Chances of events that strike at a rate: contacts, leaks, renewals.

A rate is per month and may change; only the integral over time matters. The chance of an event in a
step is 1 - exp(-rate months), never rate months, so cutting a step changes nothing.
"""

from sepeace.kernel.elementary import exp
from sepeace.kernel.mark import kernel


@kernel
def survival(exposure: float) -> float:
    """Chance that nothing has happened, for the integral of the rate over time."""
    return exp(-exposure)
