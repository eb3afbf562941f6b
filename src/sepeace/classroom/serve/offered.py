"""What a page offers to be asked and to be predicted: all else that comes from a browser is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sepeace.classroom.serve.refused import Refused
from sepeace.errors import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question with the assumptions that were changed of it: readings, terms taken out, scores, numbers."""

    scenario: str
    changed: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """What was changed, as it stands in an address; empty for the question as it is shipped."""
        return "&".join(f"{name}={value}" for name, value in self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedQuestion:
    """What can be changed of one question: choices, readings and forms in force, how far each score goes, and
    scores that the question itself fixes."""

    choices: frozenset[str]
    assumed: Mapping[str, str]
    scores: Mapping[str, tuple[float, float, bool]]
    fixed: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """For which readings the page has weighed numbers: the readings that make a name, the names, and readings
    that must be the usual ones."""

    readings: tuple[str, ...]
    names: frozenset[str]
    usual: Mapping[str, str]

    def has(self, chosen: Mapping[str, str]) -> bool:
        """Whether it has some for all that is chosen."""
        name = "-".join(chosen.get(one, "") for one in self.readings)
        return name in self.names and all(chosen.get(one) == value for one, value in self.usual.items())


NONE_WEIGHED = Weighed(readings=(), names=frozenset(), usual={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What the page offers.

    Attributes:
        rungs: the steps that are predicted, in their order.
        reasons: what may stop an attempt.
        numbers: the ends of each number's range.
        usual: each number as it is shipped.
        outcomes: scores that a named outcome has.
        weighed: readings of which numbers are weighed, in a row; and what must be usual besides.
    """

    rungs: tuple[str, ...]
    reasons: tuple[str, ...]
    questions: Mapping[str, OfferedQuestion]
    numbers: Mapping[str, tuple[float, float]]
    usual: Mapping[str, float]
    outcomes: frozenset[float]
    weighed: Weighed = NONE_WEIGHED

    def asked(
        self,
        scenario: str,
        *,
        readings: Mapping[str, str],
        off: Sequence[str],
        scores: Mapping[str, float],
        numbers: Mapping[str, float],
    ) -> AskedQuestion:
        """A question as it was asked; the same question is equal, however it is told.

        What is said to be changed and has its usual value is no change.

        Raises:
            Refused: the page does not offer it.
        """
        own = self.questions.get(scenario)
        if own is None:
            raise _unknown("asked.scenario", scenario, self.questions)
        changed = []
        for name, value in sorted(readings.items()):
            if own.assumed.get(name) == value or (name == "numbers" and self.alike(own, readings)):
                continue
            if f"{name}={value}" not in own.choices or name == "switches_off":
                raise _unknown(
                    "asked.readings", f"{name}={value}", [one for one in own.choices if "switches" not in one]
                )
            changed.append((name, value))
        for name in sorted(set(off)):
            if f"switches_off={name}" not in own.choices:
                raise _unknown("asked.off", name, [one.partition("=")[2] for one in own.choices])
            changed.append(("off", name))
        for name, score in sorted(scores.items()):
            if name not in own.scores:
                raise _unknown("asked.scores", name, own.scores)
            low, high, named = own.scores[name]
            _within(f"asked.scores.{name}", score, low, high)
            if named and score not in self.outcomes:
                raise Refused(422, "bad_value", f"asked.scores.{name}: {score:g} is no named outcome's score")
            if not _same(score, own.fixed.get(name)):
                changed.append((f"score.{name}", f"{score:g}"))
        for name, number in sorted(numbers.items()):
            if name not in self.numbers:
                raise _unknown("asked.numbers", name, self.numbers)
            _within(f"asked.numbers.{name}", number, *self.numbers[name])
            if not _same(number, self.usual.get(name)):
                changed.append((f"set.{name}", f"{number:g}"))
        return AskedQuestion(scenario=scenario, changed=tuple(changed))

    def alike(self, own: OfferedQuestion, readings: Mapping[str, str]) -> bool:
        """Whether numbers are drawn from the prior as it is, since none are weighed for the readings."""
        chosen = {**own.assumed, **readings}
        either = {own.assumed.get("numbers"), readings.get("numbers")} == {"posterior", "prior"}
        return either and not self.weighed.has(chosen)

    def said(self, said: Mapping[str, float | None]) -> tuple[float | None, ...]:
        """A prediction in the order of the steps; None where nothing was said. Raises Refused."""
        for name in said:
            if name not in self.rungs:
                raise _unknown("said", name, self.rungs)
        return tuple(said.get(name) for name in self.rungs)

    def reason(self, reason: str) -> str:
        """A reason that the page offers, or none. Raises Refused."""
        if reason and reason not in self.reasons:
            raise _unknown("reason", reason, self.reasons)
        return reason

    def ways(self, ways: Mapping[str, float]) -> dict[str, float]:
        """How likely each way to a peace was, in the order of the page. Raises Refused."""
        names = self.way_names()
        for name in ways:
            if name not in names:
                raise _unknown("ways", name, names)
        missing = [name for name in names if name not in ways]
        if missing:
            raise Refused(422, "bad_value", f"ways: a number from 0 to 100 is missing for {missing[0]}")
        return {name: ways[name] for name in names}

    def way_names(self) -> tuple[str, ...]:
        """The questions of the page, any other way, and none."""
        return (*self.questions, OTHER_WAY, NO_WAY)


OTHER_WAY, NO_WAY = "other_way", "no_way"


def offered(data: Mapping[str, Any]) -> Offered:
    """What a page offers, from the data that it carries."""
    sets = data["kernel"]["sets"]
    return Offered(
        rungs=tuple(row["name"] for row in data["rungs"]),
        reasons=tuple(row["name"] for row in data["barriers"]),
        questions={
            row["name"]: _question(row, made["assumed"])
            for row, made in zip(data["scenarios"], data["kernel"]["scenarios"], strict=True)
        },
        numbers={row["key"]: (row["low"], row["high"]) for row in data["parameters"]},
        usual={row["key"]: row["value"] for row in data["parameters"]},
        outcomes=frozenset(data["outcomes"].values()),
        weighed=Weighed(
            readings=tuple(sets["readings"]), names=frozenset(sets["names"]), usual=sets["usual"]
        ),
    )


def _question(row: Mapping[str, Any], made: Mapping[str, str]) -> OfferedQuestion:
    return OfferedQuestion(
        choices=frozenset(row["choices"]),
        assumed={**made, **row["assumed"]},
        scores={one["operation"]: (one["low"], one["high"], bool(one["outcomes"])) for one in row["dials"]},
        fixed={one["operation"]: one["usual"] for one in row["dials"] if one["usual"] is not None},
    )


def _unknown(place: str, given: str, known: Mapping[str, Any] | Sequence[str]) -> Refused:
    near = nearest(given, known)
    hint = "" if near is None else f"; did you mean {near}?"
    return Refused(422, "bad_value", f"{place}: this page does not offer {given[:40]!a}{hint}")


def _same(value: float, usual: float | None) -> bool:
    """Whether a value is the usual one, as far as a table shows it."""
    return usual is not None and f"{value:g}" == f"{usual:g}"


def _within(place: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise Refused(422, "bad_value", f"{place}: {value:g} is out of range; allowed: {low:g} to {high:g}")
