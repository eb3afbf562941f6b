"""Finland foretold with the numbers that she shares with the main pair: does what was learned there help?

Her line is made of the leaders' beliefs, of what they expect of the war, and of numbers of her own. The same
sets of numbers that were weighed by the reports of the main pair lead wars of hers, so what was learned comes
with its joint structure; her own numbers keep their prior, because no report of the main pair speaks of them.
Scored are her refusals until the spring of 1944, and September 1944 after these and her own demands: the
retrodiction of ``validation.finland``, which was fixed before that row was coded.

Nothing later than 22 June 1944 is read: no report, no row on Finland, and of the wars of the pool only
whether a settlement was signed until then, because in these Finland leaves on the recorded day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import exp, inf, isfinite, log, nan

import numpy as np
from numpy.typing import NDArray

from sepeace.calibration.diplomacy.factors import NOISE
from sepeace.calibration.diplomacy.held_wars import HeldWars
from sepeace.calibration.diplomacy.likelihood import Array
from sepeace.calibration.diplomacy.pool import in_blocks
from sepeace.calibration.diplomacy.weighing import weigh
from sepeace.clocks import clock_choice
from sepeace.documents.checks.calibrate import FinnishScore, OtherCase
from sepeace.quantities import DAYS_PER_MONTH, day_of
from sepeace.record import load
from sepeace.record.finland import FinnishRow
from sepeace.scenario.tables.counting import HALF_YEARS
from sepeace.scenario.tables.finland import offers
from sepeace.stats.estimates import Z95
from sepeace.validation import finland

LUCKS = 4
"""Finnish wars of each set."""
DAYS = 21.0
"""From her yes to the signature, as ``finland.settles`` has it."""
ALL, SEPTEMBER, TOGETHER = "all refusals", "september 1944", "together"
UNTIL = tuple(cell for cell, end in enumerate(HALF_YEARS[1:]) if end <= finland.CUT + timedelta(days=14))
"""Half-years of the main pair that are read: the last ends some days later; no report lies in these."""


@dataclass(frozen=True, kw_only=True)
class FinnishWars:
    """What Finland does in the wars of some sets of numbers, shares of each set's lucks.

    Attributes:
        rows: the Soviet terms that were read.
        lucks: wars of each set.
        refused: (rows, sets), refuse these terms as long as they stand.
        all_refused: (sets,), refuse them all.
        trained: (sets,), refuse them all and have a line no higher than what she asked for.
        signed: (sets,), do so and sign in the second half of 1944.
    """

    rows: tuple[FinnishRow, ...]
    lucks: int
    refused: Array
    all_refused: Array
    trained: Array
    signed: Array


def finnish_wars(sets: int, seed: int, workers: int = 1, lucks: int = LUCKS) -> FinnishWars:
    """Run the Finnish wars of the first sets of a seed: the same numbers as those of a pool.

    No reading of strength, motive or initiative is in her line, so one run serves all.
    """
    clock_choice.prepare(sets * lucks, workers)
    rows = tuple(offers(finland.known_on(load(), finland.CUT)))
    found = np.empty((len(rows) + 3, sets))

    def thread() -> Callable[[range], None]:
        made = finland.held_plan({}, finland.CUT, lucks)

        def run(block: range) -> None:
            campaigns = range(block.start * lucks, block.stop * lucks)
            weeks = finland.kept_weeks(made, seed, campaigns)
            for place, what in enumerate(_done(weeks)):
                found[place, block.start : block.stop] = what.reshape(len(block), lucks).mean(axis=1)

        return run

    in_blocks(sets, workers, thread)
    return FinnishWars(
        rows=rows,
        lucks=lucks,
        refused=found[:-3],
        all_refused=found[-3],
        trained=found[-2],
        signed=found[-1],
    )


def _done(weeks: finland.FinnishWeeks) -> list[NDArray[np.bool_]]:
    """What each war does: refuses each of the terms, all of them, so and as she asked, so and signs."""
    each = finland.refusals(weeks)
    every: NDArray[np.bool_] = np.logical_and.reduce(each)
    trained = every & finland.asked(weeks)
    yes = finland.accepted(weeks, finland.last_terms(weeks), DAYS) >= 0
    return [*each, every, trained, trained & yes]


@dataclass(frozen=True, kw_only=True)
class _Score:
    """Log of a chance under the prior and under weights, and by how much each set moves their difference."""

    prior: float
    posterior: float
    moves: Array

    def __add__(self, other: _Score) -> _Score:
        return _Score(
            prior=self.prior + other.prior,
            posterior=self.posterior + other.posterior,
            moves=self.moves + other.moves,
        )

    def told(self, row: str, training: bool, constant: float) -> FinnishScore:
        """As the document has it."""
        error = float(np.sqrt(np.square(self.moves).sum()))
        found = (self.prior, self.posterior, self.posterior - self.prior, error)
        prior, posterior, difference, standard_error = (one if isfinite(one) else None for one in found)
        return FinnishScore(
            row=row,
            training=training,
            prior=prior,
            posterior=posterior,
            difference=difference,
            standard_error=standard_error,
            constant=constant,
        )


def _score(weights: Array, done: Array, given: Array | None = None) -> _Score:
    """Score a chance, by the delta method for its error.

    Args:
        done: (sets,), share of lucks in which it happens.   given: in which it could have, by default all.
    """
    even, given = np.full(len(weights), 1.0 / len(weights)), np.ones_like(done) if given is None else given
    logs, moves = [], []
    for one in (even, weights):
        top, base = float(one @ done), float(one @ given)
        logs.append(log(top / base) if top > 0.0 else -inf)
        moves.append(one * (done / top - given / base) if top > 0.0 else np.full(len(one), nan))
    return _Score(prior=logs[0], posterior=logs[1], moves=moves[1] - moves[0])


def other_case(strength: str, held: HeldWars, found: FinnishWars) -> OtherCase:
    """Score Finland under the prior and under the weights of the main pair's reports until June 1944.

    Args:
        strength: the reading.
        held: wars of the main pair, held to what is reported in the half-years ``UNTIL``.
        found: of the same seed and at least as many sets.
    """
    weighed = weigh(held, lasting=False)
    weights, sets = weighed.weights, slice(0, len(held.logs))
    trained = found.trained[sets]
    each = [_score(weights, row[sets]) for row in found.refused]
    every = _score(weights, found.all_refused[sets])
    signed = _score(weights, found.signed[sets], trained)
    constant = constants(found.rows)
    rows = [one.told(row.id, True, constant[row.id]) for one, row in zip(each, found.rows, strict=True)]
    rows.append(every.told(ALL, True, constant[ALL]))
    rows.append(signed.told(SEPTEMBER, False, constant[SEPTEMBER]))
    rows.append((every + signed).told(TOGETHER, False, constant[TOGETHER]))
    left = weights * trained
    return OtherCase(
        strength=strength,
        read_until=finland.CUT.isoformat(),
        sets=len(held.logs),
        lucks=found.lucks,
        effective=weighed.effective,
        effective_trained=float(left.sum() ** 2 / max(np.square(left).sum(), 1e-300)),
        rows=tuple(rows),
        sentence=said(rows[-2], rows[-1]),
    )


def constants(rows: tuple[FinnishRow, ...]) -> Mapping[str, float]:
    """Log scores of one constant hazard: half an event in all the months in which terms stood."""
    stood = {row.id: (day_of(row.until) - day_of(row.date) + 1.0) / DAYS_PER_MONTH for row in rows}
    found = {name: -0.5 * months / sum(stood.values()) for name, months in stood.items()}
    found[ALL] = -0.5
    found[SEPTEMBER] = log(finland.constant_hazard(rows))
    found[TOGETHER] = found[ALL] + found[SEPTEMBER]
    return found


def said(september: FinnishScore, together: FinnishScore) -> str:
    """What may be said, by rule: from the scores of refusals and September together.

    The standard error is that of how many sets there are; one case is one case, however exactly it is scored.
    """
    learned = "what was learned from the reported feelers of Berlin and Moscow"
    size, error = together.difference, together.standard_error
    if size is None or error is None or together.prior is None or together.posterior is None:
        return f"whether {learned} helps with Helsinki cannot be told: too few sets."
    if abs(size) <= Z95 * error:
        told = f"whether {learned} helps with Helsinki cannot be told"
    else:
        told = f"{learned} {'helps' if size > 0.0 else 'does not help'} with Helsinki"
    little = ", so little that one case shows hardly anything" if abs(size) < log(NOISE) else ""
    alone = f"September 1944 alone {september.difference:+.3f}, {september.standard_error:.3f}"
    better = sum(one > together.constant for one in (together.prior, together.posterior))
    how = ("with neither numbers better", "with one of both numbers better", "with both numbers better")[
        better
    ]
    return (
        f"{told}: {size:+.3f} nats, a factor of {exp(size):.2f} "
        f"(standard error {error:.3f}; {alone}){little}; "
        f"{how} than one constant hazard ({together.constant:+.2f} nats)."
    )
