"""What a feeler tells a third party, and when it pays to send one that is not meant.

A serious sender always writes; another may write to be paid for staying. The receiver loses ``loss``
if it ignores a serious message and gives up ``payment`` if it concedes. This is the mixed equilibrium
of the standard signalling game with two types; the update is Bayes' rule in odds.
"""

from sepeace.kernel.mark import kernel


@kernel
def update(prior: float, likelihood_ratio: float) -> float:
    """Posterior chance after news ``likelihood_ratio`` times as likely when the claim is true."""
    for_it = prior * likelihood_ratio
    return for_it / (for_it + (1.0 - prior))


@kernel
def leverage_equilibrium(
    prior: float, loss: float, payment: float, gain: float, cost: float
) -> tuple[float, float, float]:
    """(bluff rate, concession rate, posterior that a message is serious).

    ``prior`` chance of a serious sender, ``gain`` of a concession to the sender, ``cost`` of sending.
    Mixed where the prior is below payment/loss: the receiver is then left indifferent by the bluff rate
    and the sender by the concession rate.
    """
    if payment >= loss:
        # Conceding is dearer than being left: nobody is paid, so nobody bluffs.
        return 0.0, 0.0, 1.0
    if cost > gain:
        # A bluff costs more than it can bring: every message is serious, and believed.
        return 0.0, 1.0, 1.0
    if prior * loss >= payment:
        # Worth paying even if all who can bluff do.
        return 1.0, 1.0, prior
    return prior * (loss - payment) / ((1.0 - prior) * payment), cost / gain, payment / loss
