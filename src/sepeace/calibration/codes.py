"""The scores of battles as they were coded, and what the score equation knows of each battle.

A code is a bin, not a point: a reader who may say failure or limited success, and says limited, has told that
the battle lay nearer to the one than to the other. Bin edges lie midway between neighbouring codes; a reader
who goes between two codes has told more, and the bin is as much narrower. Ratio and
edge are those that the campaigns use, on the recorded course of the war.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise

from sepeace.errors import BadValue, require_known
from sepeace.record import load
from sepeace.record.types import Operation
from sepeace.scenario.library import historical
from sepeace.scenario.plan import plan

CODES = (-1.5, -0.5, 0.5, 1.0, 1.5, 2.0)
"""Disaster, failure, limited success, success, an army destroyed, decisive: from the attacker's side."""
EDGES = (-math.inf, *((a + b) / 2.0 for a, b in pairwise(CODES)), math.inf)
"""Bin of code k: from ``EDGES[k]`` to ``EDGES[k + 1]``."""
CODINGS = ("adopted", "second", "third")
"""Readers of the outcomes. ``adopted``: what the record uses. ``second``: its coder had seen the first.
``third``: coded from outcome, ground and losses before the other two were read."""
THIRD = "score_third.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One battle with a score.

    Attributes:
        id: in the record.
        day: days since 22 June 1941 on which it began.
        side: of the attacker, 0 Germany, 1 Soviet.
        ratio: log of the attacker's strength in the theatre over the defender's.
        edge: quality term, 1 for a German attacker in June 1941, 0 two years later; turned for a Soviet one.
        score: as coded.
    """

    id: str
    day: float
    side: int
    ratio: float
    edge: float
    score: float

    @property
    def bin(self) -> tuple[float, float]:
        """Lower and upper edge of what the score may stand for."""
        return bin_of(self.score)

    @property
    def code(self) -> int:
        """Place of the nearest code, the lower one of two: what is counted and predicted."""
        return min(range(len(CODES)), key=lambda place: abs(CODES[place] - self.score))


def bin_of(score: float) -> tuple[float, float]:
    """Lower and upper edge of the bin of a score.

    Raises BadValue beyond the lowest and the highest code.
    """
    if not CODES[0] <= score <= CODES[-1]:
        raise BadValue("no such score", given=score, allowed=f"{CODES[0]:g} to {CODES[-1]:g}")
    if score in CODES:
        place = CODES.index(score)
        return EDGES[place], EDGES[place + 1]
    below, above = max(c for c in CODES if c < score), min(c for c in CODES if c > score)
    return (below + score) / 2.0, (score + above) / 2.0


def scored(coding: str = "adopted") -> tuple[Scored, ...]:
    """Every battle of the East in order of its start.

    Raises:
        UnknownName: no such coding.
        BadValue: a battle without a score, or with one that cannot be.
    """
    require_known(coding, CODINGS, "there is no such coding")
    scores = scores_of(load().operations, coding)
    made = plan(historical(), luck="recorded")
    world = made.world
    return tuple(
        Scored(
            id=row.id,
            day=row.start,
            side=world.op_side[o],
            ratio=world.op_ratio[o],
            edge=world.op_edge[o],
            score=_possible(row.id, scores[row.id]),
        )
        for o, row in enumerate(made.operations)
        if row.east
    )


def scores_of(operations: Sequence[Operation], coding: str) -> dict[str, float]:
    """Scores by id in one coding. Raises BadValue where one is missing."""
    if coding == "adopted":
        return {row.id: row.score for row in operations}
    if coding == "second":
        return {row.id: row.score_second for row in operations}
    told = third()
    missing = [row.id for row in operations if row.id not in told]
    if missing:
        raise BadValue("operation without a third score", given=missing[0], allowed=sorted(told), key=THIRD)
    return {row.id: told[row.id] for row in operations}


def third() -> dict[str, float]:
    """The third coding by id."""
    text = resources.files("sepeace.calibration").joinpath("data", THIRD).read_text(encoding="utf-8")
    return {row["id"]: float(row["score_third"]) for row in csv.DictReader(text.splitlines())}


def _possible(identity: str, score: float) -> float:
    try:
        bin_of(score)
    except BadValue as error:
        raise error.located(key=identity) from None
    return score


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """How far two codings lie apart, in points of the score, over ``compared`` battles."""

    one: str
    other: str
    compared: int
    equal: int
    mean_absolute: float
    root_mean_square: float
    mean_difference: float
    differing: tuple[str, ...]


def apart(one: str, other: str) -> Apart:
    """The second named less the first."""
    rows, others = scored(one), scored(other)
    gaps = [b.score - a.score for a, b in zip(rows, others, strict=True)]
    count = len(gaps)
    return Apart(
        one=one,
        other=other,
        compared=count,
        equal=sum(gap == 0.0 for gap in gaps),
        mean_absolute=sum(abs(gap) for gap in gaps) / count,
        root_mean_square=math.sqrt(sum(gap * gap for gap in gaps) / count),
        mean_difference=sum(gaps) / count,
        differing=tuple(row.id for row, gap in zip(rows, gaps, strict=True) if gap != 0.0),
    )
