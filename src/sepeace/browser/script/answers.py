"""What the page says of its counts, by the very functions that answer on the command line.

All here is plain Python that is translated for the page: it only puts counts into the form that
``runs.compare`` and ``runs.batch`` hand to those functions.
"""

from __future__ import annotations

from collections.abc import Sequence

from sepeace.browser.script.counting import PairCount
from sepeace.documents.compare import (
    NumbersOfPair,
    PairedDifference,
    ProfileOfPair,
    RungOfPair,
    UnderReading,
)
from sepeace.kernel.weekly import BANDS
from sepeace.outcomes.detectability import enough, shown
from sepeace.outcomes.ladder import rows_of
from sepeace.outcomes.outcome_tables import QUANTILES
from sepeace.outcomes.rungs import Step
from sepeace.outcomes.weekly_bands import quantiles_of
from sepeace.record import load
from sepeace.runs.answer.plain_answer import plain
from sepeace.runs.numbers import WINDOW, UnderNumbers
from sepeace.runs.profiles import UnderProfile
from sepeace.runs.where_from import Reading, reading_of
from sepeace.scenario.scenario import Scenario
from sepeace.stats.estimates import newcombe_paired

Named = tuple[str, PairCount]
"""A count, and the choice of numbers or the reading of strength under which it was made."""
OfProfile = tuple[str, str, PairCount]
"""The same of a profile and a premium."""


def paired_answer(
    scenario: Scenario,
    numbers: Sequence[Named],
    readings: Sequence[Named],
    profiles: Sequence[OfProfile],
    window_days: int,
) -> tuple[str, str, str]:
    """The three sentences of ``compare``.

    Args:
        numbers: both worlds under the scenario's own numbers, then under others.
        readings: under each reading of strength, its own among them; none where it was not asked.
        profiles: where another leads Germany, with each profile and premium.
        window_days: days open in all from which a window counts.
    """
    _, own = numbers[0]
    return plain(
        scenario,
        under_numbers(numbers),
        own.with_change.share_arose,
        own.pairs,
        under_readings(readings),
        window_days,
        under_profiles(profiles),
    )


def single_answer(scenario: Scenario, numbers: Sequence[Named], window_days: int) -> tuple[str, str, str]:
    """The three sentences of ``batch``, of the world with the change or of the recorded war alone."""
    _, own = numbers[0]
    rows = [UnderNumbers(numbers=name, with_change=count.with_change.ladder) for name, count in numbers]
    return plain(scenario, rows, own.with_change.share_arose, window_days=window_days)


def under_numbers(numbers: Sequence[Named]) -> tuple[UnderNumbers, ...]:
    """Both worlds under each choice of numbers."""
    return tuple(
        UnderNumbers(numbers=name, with_change=count.with_change.ladder, without=count.without.ladder)
        for name, count in numbers
    )


def under_readings(readings: Sequence[Named]) -> tuple[Reading, ...]:
    """The windows under each reading of strength under which a pair counts."""
    cells = [(name, count.pairs.cells(WINDOW)) for name, count in readings]
    return tuple(reading_of(name, one) for name, one in cells if one.n)


def under_profiles(profiles: Sequence[OfProfile]) -> tuple[UnderProfile, ...]:
    """Both worlds with each profile and premium."""
    return tuple(
        UnderProfile(
            profile=profile,
            premium=premium,
            with_change=count.with_change.ladder,
            without=count.without.ladder,
        )
        for profile, premium, count in profiles
    )


def numbers_rows(numbers: Sequence[Named]) -> tuple[NumbersOfPair, ...]:
    """The rows of ``numbers`` in ``compare --json``."""
    return tuple(row.pair_row for row in under_numbers(numbers))


def reading_rows(readings: Sequence[Named]) -> tuple[UnderReading, ...]:
    """The rows of ``by_reading`` in ``compare --json``."""
    rows = under_readings(readings)
    return tuple(row.row(len(rows)) for row in rows)


def profile_rows(profiles: Sequence[OfProfile]) -> tuple[ProfileOfPair, ...]:
    """The rows of ``profiles`` in ``compare --json``."""
    return tuple(row.pair_row for row in under_profiles(profiles))


def ladder_rows(count: PairCount) -> tuple[RungOfPair, ...]:
    """The rows of ``ladder`` in ``compare --json``."""
    return rows_of(count.pairs, count.without.ladder, count.with_change.ladder)


def band(counts: Sequence[int], variable: int) -> list[float]:
    """Quantiles of a week's histogram, at the levels of ``QUANTILES``.

    Args:
        counts: campaigns at war by bin, some of them.   variable: by its place among the banded ones.
    """
    return quantiles_of(counts, BANDS[variable], tuple(QUANTILES.values()))


def share_of_front(front: float) -> float:
    """Germany's share if the whole front stood so, as the figures draw it."""
    return load().ruler().share_of_front(front)


def difference(count: PairCount, step: Step) -> PairedDifference:
    """The difference of a step between the two worlds, as ``compare --json`` has it."""
    cells = count.pairs.cells(step)
    found = newcombe_paired(*cells.table())
    return PairedDifference(
        estimate=found.value, ci95=found.ci95, shown=shown(found), needed=enough(found, cells)
    )
