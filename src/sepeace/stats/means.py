"""Means of an outcome over the cells of a disagreement budget, and what parts them most.

Each cell, one form of the model under one combination of readings, has a few draws of the parameters. So its
mean errs, and so do the means over forms and readings; the largest of many such means is as likely as not
large by luck. Intervals come from a bootstrap of the draws within cells. One dispute or mechanism is named
as the one that counts most only where its distance is shown to be larger than that of every other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sepeace.stats.sobol import REPLICATES, Interval

FULL = "full"
"""The model with nothing taken out."""
MIDDLE_95 = (0.025, 0.975)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """What parts the means most.

    Attributes:
        names: the one with the largest distance; after it those whose distance is not shown to be smaller,
            the largest first. None at all where the largest distance is not shown to be above 0.
        distance: of the first, between two means.
    """

    names: tuple[str, ...]
    distance: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """Means of an outcome over all else, with 95% intervals.

    Attributes:
        by_form: under each form of the model.
        by_reading: by dispute and reading.
        mechanisms: how far the mean moves without each mechanism; None where none was taken out.
        disputes: how far the means under the readings of each dispute lie apart; None where no dispute has
            two readings.
    """

    by_form: dict[str, Interval]
    by_reading: dict[str, dict[str, Interval]]
    mechanisms: Parting | None
    disputes: Parting | None


def means_of(
    values: Floats,
    forms: Sequence[str],
    readings: Sequence[dict[str, str]],
    seed: int = 1,
    replicates: int = REPLICATES,
) -> Means:
    """Means over the cells of a budget.

    Args:
        values: (forms, readings, points), the mean over luck at each draw of the parameters.
        forms, readings: names of the forms, and the combinations of readings.
        seed, replicates: of the bootstrap, which draws points anew within each cell, one fewer than there
            are, so that means vary as they should.
    """
    cells = _cells(values, seed, replicates)
    of_forms = dict(zip(forms, np.moveaxis(cells.mean(axis=2), 1, 0), strict=True))
    by_combination = cells.mean(axis=1)
    of_readings: dict[str, dict[str, Floats]] = {}
    for dispute in readings[0]:
        kinds = dict.fromkeys(reading[dispute] for reading in readings)
        of_readings[dispute] = {
            kind: by_combination[:, [reading[dispute] == kind for reading in readings]].mean(axis=1)
            for kind in kinds
        }
    full = of_forms.get(FULL)
    moved = {} if full is None else {form: means - full for form, means in of_forms.items() if form != FULL}
    apart = {}
    for dispute, found in of_readings.items():
        # The two readings are those that lie furthest apart as estimated, in every replicate.
        ordered = sorted(found.values(), key=lambda means: float(means[0]))
        if len(ordered) > 1:
            apart[dispute] = ordered[-1] - ordered[0]
    return Means(
        by_form={form: _interval(found) for form, found in of_forms.items()},
        by_reading={
            dispute: {kind: _interval(found) for kind, found in kinds.items()}
            for dispute, kinds in of_readings.items()
        },
        mechanisms=_parting({form: np.sign(found[0]) * found for form, found in moved.items()}),
        disputes=_parting(apart),
    )


def _cells(values: Floats, seed: int, replicates: int) -> Floats:
    """Means of cells, (1 + replicates, forms, readings): as estimated, then drawn anew."""
    points = values.shape[2]
    generator = np.random.default_rng([seed, 4])
    cells = np.empty((1 + replicates, *values.shape[:2]))
    cells[0] = values.mean(axis=2)
    for place in range(1, 1 + replicates):
        drawn = generator.multinomial(points - 1, np.full(points, 1.0 / points), size=values.shape[:2])
        cells[place] = (drawn * values).sum(axis=2) / (points - 1)
    return cells


def _interval(found: Floats) -> Interval:
    """The first is the estimate; the others are replicates of it."""
    low, high = np.quantile(found[1:], MIDDLE_95)
    return Interval(value=float(found[0]), low=float(low), high=float(high))


def _parting(distances: dict[str, Floats]) -> Parting | None:
    """Which distance is the largest, and which others may be."""
    if not distances:
        return None
    ordered = sorted(distances, key=lambda name: -float(distances[name][0]))
    first = distances[ordered[0]]
    size = _interval(first)
    rivals = [name for name in ordered[1:] if not _interval(first - distances[name]).claimed]
    return Parting(names=(ordered[0], *rivals) if size.claimed else (), distance=size)
