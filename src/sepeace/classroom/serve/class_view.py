"""What a class has said, counted: how predictions lie, what moved, and what does not hold together.

Nobody is scored. What is looked at is whether a prediction agrees with itself: a part said to come about more
often than the whole that it is a part of, and ways to a peace that come to more than 100 of 100 although
each peace is counted once, by the way that did most for it. The ways themselves may overlap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import fmean, median, quantiles
from typing import Any

from sepeace.classroom.serve.offered import Offered
from sepeace.classroom.serve.rooms import ClassRoom, PredictedQuestion
from sepeace.wording.outcomes import Rung

FEW = 5
"""Predictions from which a middle is told; below that each number is somebody's."""
BINS, SUM_BINS = 10, 9
"""Bars of a prediction, ten of 100 wars wide; of a sum, fifty wide around 0, 50, 100 ..., the last open."""
SUM_WIDTH = 50.0
ROUNDING = 0.5
"""By how much a sum may miss 100."""
NONE = 0
"""No question's number: nothing is to be set beside the first."""
LISTED = 40
"""Questions that are listed, those that most have answered first."""
PARTS = (
    ("long_window", Rung.LONG_WINDOW, Rung.WINDOW),
    ("peace_window", Rung.SETTLEMENT, Rung.WINDOW),
    ("peace_talks", Rung.SETTLEMENT, Rung.TALKS_BEGUN),
)
"""A part and the whole that it cannot come about more often than."""


def class_view(
    room: ClassRoom, offered: Offered, first: int | None = None, then: int | None = None
) -> dict[str, Any]:
    """All that the teacher's page shows of a room, but for what the model says.

    Args:
        first, then: numbers of two questions to set side by side; by default the one that most have
            answered as it is shipped, and the one after a change.
    """
    questions = {one.number: one for one in room.questions.values()}
    before = questions.get(first or NONE) or _usual(questions.values())
    after = None if then == NONE else questions.get(then or NONE) or _after(before, questions.values())
    if after is before:
        after = None
    listed = sorted(questions.values(), key=lambda one: (-len(one.first), one.number))[:LISTED]
    shown = [one for one in (before, after) if one is not None]
    return {
        "code": room.code,
        "changes": room.changes,
        "pupils": len(room.pupils),
        "few": FEW,
        "questions": [
            {"number": one.number, "n": len(one.first), **_asked(one)}
            for one in dict.fromkeys([*listed, *shown])
        ]
        if questions
        else [],
        "first": None if before is None else _told(before, offered),
        "then": None if after is None else _told(after, offered),
        "moved": [] if before is None or after is None else _moved(before, after, offered),
        "ways": _ways(room, offered),
    }


def _usual(questions: Iterable[PredictedQuestion]) -> PredictedQuestion | None:
    """The question that most have answered, one as it is shipped before others."""
    return max(questions, key=lambda one: (not one.asked.changed, len(one.first), -one.number), default=None)


def _after(
    before: PredictedQuestion | None, questions: Iterable[PredictedQuestion]
) -> PredictedQuestion | None:
    """The same what-if with something changed, as most have answered it."""
    if before is None:
        return None
    others = (one for one in questions if one is not before and one.asked.scenario == before.asked.scenario)
    return max(others, key=lambda one: (len(one.first), -one.number), default=None)


def _asked(question: PredictedQuestion) -> dict[str, Any]:
    return {"scenario": question.asked.scenario, "changed": [list(pair) for pair in question.asked.changed]}


def _told(question: PredictedQuestion, offered: Offered) -> dict[str, Any]:
    made = list(question.first.values())
    return {
        "number": question.number,
        "n": len(made),
        **_asked(question),
        "rungs": {
            name: spread([one.said[place] for one in made], BINS, 100 / BINS)
            for place, name in enumerate(offered.rungs)
        },
        "reasons": dict(Counter(one.reason for one in made if one.reason)),
        "parts": [
            _part(name, [(one.said[part], one.said[whole]) for one in made])
            for name, part, whole in _places(offered)
        ],
    }


def _places(offered: Offered) -> list[tuple[str, int, int]]:
    return [(name, offered.rungs.index(part), offered.rungs.index(whole)) for name, part, whole in PARTS]


def spread(said: Iterable[float | None], bins: int, width: float, start: float = 0.0) -> dict[str, Any]:
    """How numbers lie: how many in each bar, and their middle and middle half from FEW on.

    >>> from sepeace.classroom.serve.class_view import spread
    >>> spread([0, 5, 20, 100, None], 10, 10.0)["counts"]
    [2, 0, 1, 0, 0, 0, 0, 0, 0, 1]
    """
    values = [value for value in said if value is not None]
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, int((value - start) // width))] += 1
    enough = len(values) >= FEW
    low, _, high = quantiles(values, n=4, method="inclusive") if enough else (None, None, None)
    return {
        "n": len(values),
        "counts": counts,
        "median": median(values) if enough else None,
        "low": low,
        "high": high,
    }


def _part(name: str, pairs: Sequence[tuple[float | None, float | None]]) -> dict[str, Any]:
    """In how many predictions a part is said to come about more often than its whole; means of the class."""
    both = [(part, whole) for part, whole in pairs if part is not None and whole is not None]
    return {
        "name": name,
        "n": len(both),
        "broken": sum(part > whole for part, whole in both),
        "part": fmean(part for part, _ in both) if len(both) >= FEW else None,
        "whole": fmean(whole for _, whole in both) if len(both) >= FEW else None,
    }


def _moved(before: PredictedQuestion, after: PredictedQuestion, offered: Offered) -> list[dict[str, Any]]:
    """Of those who answered both questions, how many said more, fewer or the same of each step."""
    both = [(before.first[pupil], one) for pupil, one in after.first.items() if pupil in before.first]
    made = []
    for place, name in enumerate(offered.rungs):
        pairs = [(one.said[place], two.said[place]) for one, two in both]
        steps = [two - one for one, two in pairs if one is not None and two is not None]
        up, down = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
        made.append({"rung": name, "n": len(steps), "up": up, "down": down, "same": len(steps) - up - down})
    return made


def _ways(room: ClassRoom, offered: Offered) -> dict[str, Any]:
    """What all ways came to, at first and after mending."""
    return {
        "names": list(offered.way_names()),
        "first": _sums([said[0] for said in room.ways.values()], offered),
        "mended": _sums([said[1] for said in room.ways.values() if len(said) > 1], offered),
    }


def _sums(said: Sequence[dict[str, float]], offered: Offered) -> dict[str, Any]:
    sums = [sum(one.values()) for one in said]
    above = sum(total > 100 + ROUNDING for total in sums)
    below = sum(total < 100 - ROUNDING for total in sums)
    fitting = [
        {name: 100 * one[name] / total for name in one}
        for one, total in zip(said, sums, strict=True)
        if total
    ]
    enough = len(said) >= FEW
    return {
        **spread(sums, SUM_BINS, SUM_WIDTH, -SUM_WIDTH / 2),
        "above": above,
        "below": below,
        "means": {name: fmean(one[name] for one in said) for name in offered.way_names()} if enough else None,
        "fitted": {name: fmean(one[name] for one in fitting) for name in offered.way_names()}
        if enough and fitting
        else None,
    }
