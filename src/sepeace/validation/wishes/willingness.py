"""Is willingness to talk moved by the battlefield, and do feelers come when the record has them?

Campaigns run along the recorded front, so that nothing but contacts, errors and each campaign's numbers is
left to luck. For each motive: willingness by quarter and half-year, feelers beside the recorded contacts, and
what makes willingness vary. What cannot be said from eight half-years is said to be so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from sepeace.quantities import LARGEST_SEED, MOST_CAMPAIGNS, whole
from sepeace.scenario.vocabulary import Setting
from sepeace.shapes import Document
from sepeace.validation.wishes import varied, wish
from sepeace.validation.wishes.half_years import (
    HALVES,
    QUARTERS,
    SIDES,
    STREAMS,
    Floats,
    Span,
    Watched,
    on_record,
    watch,
)
from sepeace.validation.wishes.matched import Match, Written, matches, recorded
from sepeace.validation.wishes.varied import Parts
from sepeace.validation.wishes.wish import WorkedWish

CAMPAIGNS = 1_000
MOTIVES = ("sincere", "mixed", "leverage", "breathing_space")
"""In the order of the page."""
FIRST, LAST = "1941 H2", "1944 H1"
"""The half-years between which willingness is compared."""
WORKED = (date(1941, 10, 15), date(1943, 5, 1), date(1944, 1, 15))
"""Days on which the equation is worked out by number."""
OTHER_WORLDS: Mapping[str, Mapping[str, Setting]] = {
    "no_lessons": {"refusal_lesson": 0.0, "map_weight": 0.5},
    "no_lessons_no_map": {"refusal_lesson": 0.0, "map_weight": 0.0},
    "no_map": {"map_weight": 0.0},
    "known": {"hopes": "known"},
    "steady": {"valuation": "steady"},
    "all_cancelled": {"valuation": "steady", "refusal_lesson": 0.0, "map_weight": 0.0},
}
"""Worlds beside the default one, each with what is set in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quartiles(Document):
    """Willingness of one leader over the campaigns at war: median and quartiles, by span."""

    spans: tuple[str, ...]
    q25: tuple[float, ...]
    q50: tuple[float, ...]
    q75: tuple[float, ...]
    campaigns: tuple[int, ...]

    def fall(self) -> float:
        """How far the median falls from the end of 1941 to the beginning of 1944."""
        at = dict(zip(self.spans, self.q50, strict=True))
        return at[FIRST] - at[LAST]


@dataclass(frozen=True, slots=True, kw_only=True)
class Motive(Document):
    """What was seen under one reading of the Soviet motive.

    Attributes:
        quarters, halves: willingness of each leader, by ``germany`` and ``soviet``.
        feelers: a campaign's feelers by stream, one number a half-year.
        at_war: campaigns at war at the beginning of each half-year.
        matches: feelers beside the record.
        parts: what makes half-year willingness vary, by leader.
    """

    quarters: Mapping[str, Quartiles]
    halves: Mapping[str, Quartiles]
    feelers: Mapping[str, tuple[float, ...]]
    at_war: tuple[int, ...]
    matches: tuple[Match, ...]
    parts: Mapping[str, Parts]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlongTheRecord(Document):
    """Everything; see ``along_the_record``.

    Attributes:
        halves: names of the half-years.
        record: recorded contacts by half-year.
        motives: by name, ``sincere`` first.
        worlds: willingness by half-year in other worlds, by name and leader; see ``OTHER_WORLDS``.
        worked: both leaders' equations on three days, Hitler's before Stalin's.
        fall: how far the median of Soviet willingness falls from the end of 1941 to the beginning of 1944.
        fall_by_the_map: how much further it falls, without lessons of refusals, at map_weight 0.5 than at 0.
    """

    campaigns: int
    seed: int
    halves: tuple[str, ...]
    record: Mapping[str, Written]
    motives: Mapping[str, Motive]
    worlds: Mapping[str, Mapping[str, Quartiles]]
    worked: tuple[WorkedWish, ...]
    fall: float
    fall_by_the_map: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WillingnessRecord(AlongTheRecord):
    """What the page on willingness tells: also of which version it is, and the wish map as a table."""

    version: str
    model_hash: str
    grid: tuple[wish.GridRow, ...]


def along_the_record(campaigns: int = CAMPAIGNS, seed: int = 1) -> AlongTheRecord:
    """Run campaigns along the recorded front and say how willing both leaders were, and who wrote when.

    Thirty-eight worlds of ``campaigns`` campaigns each, on one thread: with the compiled clock half a minute
    at a thousand, else more than ten.

    Raises:
        BadValue: a size or a seed out of range.
    """
    campaigns = whole("campaigns", campaigns, 2, MOST_CAMPAIGNS)
    seed = whole("seed", seed, 0, LARGEST_SEED)
    motives = {name: _motive(name, campaigns, seed) for name in MOTIVES}
    worlds = {
        name: by_half_year(seen(campaigns, seed, **settings)) for name, settings in OTHER_WORLDS.items()
    }
    half, none = (worlds[name]["soviet"].fall() for name in ("no_lessons", "no_lessons_no_map"))
    return AlongTheRecord(
        campaigns=campaigns,
        seed=seed,
        halves=tuple(span.name for span in HALVES),
        record=recorded(),
        motives=motives,
        worlds=worlds,
        worked=tuple(one.worked() for pair in wish.through(WORKED) for one in pair),
        fall=motives["sincere"].halves["soviet"].fall(),
        fall_by_the_map=half - none,
    )


def seen(campaigns: int, seed: int = 1, **assumptions: Setting) -> Watched:
    """Campaigns along the recorded front under further assumptions, such as ``map_weight=0.0``."""
    return watch(on_record(**assumptions), campaigns, seed)


def by_half_year(found: Watched, spans: tuple[Span, ...] = HALVES) -> dict[str, Quartiles]:
    """Median and quartiles of each leader's willingness by half-year, or by other spans."""
    means = found.means(spans)
    return {name: _quartiles(means[:, :, number], spans) for number, name in enumerate(SIDES)}


def _quartiles(means: Floats, spans: tuple[Span, ...]) -> Quartiles:
    low, middle, high = map(tuple, np.nanquantile(means, (0.25, 0.5, 0.75), axis=0).tolist())
    names = tuple(span.name for span in spans)
    counts = tuple(np.isfinite(means).sum(axis=0).tolist())
    return Quartiles(spans=names, q25=low, q50=middle, q75=high, campaigns=counts)


def _motive(name: str, campaigns: int, seed: int) -> Motive:
    """One motive: the world itself, and the seven in which causes of variance are out."""
    whole: Watched | None = None
    means: list[Floats] = []
    for settings in varied.worlds():
        whole = seen(campaigns, seed, motive=name, **settings)
        means.append(whole.means(HALVES))
    assert whole is not None  # the last world is the one in which nothing is out
    feelers = dict(zip(STREAMS, whole.feelers_a_campaign().tolist(), strict=True))
    return Motive(
        quarters=by_half_year(whole, QUARTERS),
        halves=by_half_year(whole),
        feelers={stream: tuple(row) for stream, row in feelers.items()},
        at_war=tuple(int(count) for count in whole.at_war().sum(axis=0)),
        matches=matches(feelers),
        parts={side: varied.parts([table[:, :, k] for table in means]) for k, side in enumerate(SIDES)},
    )
