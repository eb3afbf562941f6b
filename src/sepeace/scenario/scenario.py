"""The frozen description of a what-if: assumptions, dated changes, and what they rest on.

A scenario is the recorded war plus named changes. `Assumptions` hold in both worlds of a
comparison; a `Change` (see `changes`) holds in one. Nothing here reads a file or runs anything: `library`
finds files, `schema` reads TOML, `checks` holds a description against the record, `resolve`
lays it out on a time line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, cast

from sepeace.display import Displayed
from sepeace.errors import NotYet
from sepeace.scenario.changes import C, Change, EventChange, LeaderChange, PolicyChange, by_target

if TYPE_CHECKING:
    from sepeace.scenario import documents

SCHEMA = 1

FORMS: Mapping[str, tuple[str, ...]] = {
    "valuation": ("wandering", "steady"),
    "hopes": ("map", "known"),
}
"""Forms of the model, no dispute of historians, the default first. `valuation`: whether a leader values the
war by a drift that wanders, as he learns it, or as if it stood still. `hopes`: whether he reads the other's
hopes partly off the map, or knows the other's belief."""

OTHER_FORMS: Mapping[str, tuple[str, str]] = {
    f"{values[1]} {name}": (name, values[1]) for name, values in FORMS.items()
}
"""Names of the forms that are not the usual ones, and the assumption each of them is."""

READINGS: Mapping[str, tuple[str, ...]] = {
    "motive": ("sincere", "leverage", "breathing_space", "mixed"),
    "strength": ("document", "prospect", "rational"),
    "initiative": ("mastny", "martin", "fleischhauer"),
    "frontier": ("1914", "1939", "1941"),
    "disputed": ("by_grade", "out", "in"),
    "numbers": ("prior", "default"),
    **FORMS,
}
"""Where historians disagree: the name of the dispute and its readings, the default first,
except `frontier`, whose default is 1941. `numbers` says whether each campaign draws its parameters
from their ranges (the prior) or all keep the defaults."""

SWITCHES = (
    "position",
    "recent_operations",
    "strength",
    "ideology",
    "oil",
    "two_front",
    "recovery_fear",
    "soviet_losses",
    "lost_grain",
    "suspicion",
    "breathing_space",
    "leverage",
    "renewal",
    "detours",
    "gatekeepers",
    "walk_outs",
    "interception",
    "allied_reactions",
    "mediators",
    "reprisal_war_aims",
)
"""Mechanisms of the model that an assumption can take out, each by its own name."""

OUTCOMES: Mapping[str, float] = {
    "disaster": -1.5,
    "failure": -0.5,
    "limited": 0.5,
    "success": 1.0,
    "decisive_success": 2.0,
}
"""Outcome of an operation in words, and the score it stands for, from the attacker's side."""

SCORE_LOW, SCORE_HIGH = -2.5, 3.0
ACTING_EVENTS = (
    "us_enters_war",
    "promise_1942",
    "postponement_1942",
    "torch",
    "trident",
    "tunisia_surrender",
    "postponement_1943",
    "sicily_landings",
    "quebec",
    "italy_armistice",
    "second_front",
    "sunrise_told",
)
"""Events that move something in the model, a battle in the West or what is told of a landing; the
others are dates of the record and no more."""

POLICIES = ("unconditional_surrender", "lend_lease", "occupation")
SIDES = ("germany", "soviet")

Setting = str | float | Sequence[str] | Mapping[str, float]
"""What an assumption may be set to: a reading, a number, names of switches, a number for each side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What holds in both worlds.

    Attributes:
        motive, strength, initiative, frontier, disputed, numbers: one reading each, see `READINGS`.
        valuation, hopes: forms of the model, see `FORMS`.
        parameters: (name, side or None, value), sorted; only those that are set by hand.
        switches: names from `SWITCHES` whose term is taken out, sorted.

    >>> free = sp.Assumptions(parameters=(("cost_oil", None, 0.0),))
    >>> free.by_hand(), free.told()["by_hand"], free.readings()["strength"]
    (('cost_oil = 0',), ('cost_oil = 0',), 'document')
    >>> free.in_words()
    'motive sincere, ...; cost_oil = 0'
    >>> free.as_json()["parameters"]
    [['cost_oil', None, 0.0]]
    """

    motive: str = "sincere"
    strength: str = "document"
    initiative: str = "mastny"
    frontier: str = "1941"
    disputed: str = "by_grade"
    numbers: str = "prior"
    valuation: str = "wandering"
    hopes: str = "map"
    parameters: tuple[tuple[str, str | None, float], ...] = ()
    switches: tuple[str, ...] = ()

    def by_hand(self) -> tuple[str, ...]:
        """Every parameter that is set and every term that is taken out, in words."""
        keys = [name if side is None else f"{name}.{side}" for name, side, _ in self.parameters]
        set_ = [f"{key} = {row[2]:g}" for key, row in zip(keys, self.parameters, strict=True)]
        return (*set_, *(f"{switch} switched off" for switch in self.switches))

    def in_words(self) -> str:
        """The readings, and what is set by hand, on one line."""
        told = [f"{name} {value.replace('_', ' ')}" for name, value in named(self.readings())]
        return "; ".join([", ".join(told), *self.by_hand()])

    def readings(self) -> dict[str, str]:
        """The readings by name."""
        return {name: getattr(self, name) for name in READINGS}

    def told(self) -> documents.Told:
        """The readings and what is set by hand, as every result has them."""
        readings = cast("documents.Readings", self.readings())
        return {"readings": readings, "by_hand": self.by_hand()}

    def as_json(self) -> documents.Assumptions:
        """Plain values."""
        readings = cast("documents.Readings", self.readings())
        parameters: list[list[str | float | None]] = [list(row) for row in self.parameters]
        return {**readings, "parameters": parameters, "switches": list(self.switches)}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Scenario(Displayed):
    """The recorded war plus named changes.

    Attributes:
        name: the shipped name, or the file's name without `.toml`.
        title, question, antecedent: what is asked, and what is supposed, in words.
        branch: the day on which the two worlds may first differ; None only without changes.
        sources: works that the antecedent rests on.
        assumptions: hold in both worlds.
        changes: hold in this world alone, in the order of the file.
        baseline_digest: 16 hex digits, of the record that the changes depart from.

    >>> kursk = sp.load("germany_wins_at_kursk")
    >>> kursk.require_supported()
    >>> kursk.baseline().changes, len(kursk.changes_of(sp.OperationChange))
    ((), 1)
    >>> kursk.changed(sp.OperationChange)["citadel"].outcome
    'decisive_success'
    >>> kursk.with_assumptions(strength="rational").digest == kursk.digest
    False
    >>> print(kursk.describe())
    Germany wins at Kursk...
    """

    name: str
    title: str
    question: str
    branch: date | None = None
    antecedent: str = ""
    sources: tuple[str, ...] = ()
    assumptions: Assumptions = field(default_factory=Assumptions)
    changes: tuple[Change, ...] = ()
    baseline_digest: str = ""

    @property
    def one_line(self) -> str:
        """Its title, and where it leaves the record."""
        count = f"{len(self.changes)} change{'' if len(self.changes) == 1 else 's'}"
        return f"{self.name}: {self.title}, {f'{count} from {self.branch}' if self.branch else 'as recorded'}"

    @property
    def digest(self) -> str:
        """16 hex digits of all that can affect a run; names and prose do not count."""
        return digest_of(
            {
                "schema": SCHEMA,
                "baseline": self.baseline_digest,
                "branch": self.branch,
                "assumptions": self.assumptions.as_json(),
                "changes": [change.as_json() for change in self.changes],
            }
        )

    def changes_of(self, kind: type[C]) -> tuple[C, ...]:
        """The changes of one kind, in the order of the file."""
        return tuple(change for change in self.changes if isinstance(change, kind))

    def changed(self, kind: type[C]) -> dict[str, C]:
        """The changes of one kind by what they change."""
        return by_target(self.changes, kind)

    def baseline(self) -> Scenario:
        """The other world of a comparison: same branch and assumptions, no change."""
        return replace(self, changes=())

    def with_assumptions(self, settings: Mapping[str, Setting] | None = None, **named: Setting) -> Scenario:
        """The same scenario under other assumptions, which hold in both worlds.

        Args:
            settings: by name; a parameter that differs by side as `name.germany` or `name.soviet`,
                `switches_off` as a list of names. For names with a dot.
            named: the same, as keywords: `with_assumptions(strength="rational", feeler_rate=0.2)`.

        Raises:
            SepeaceError: for an unknown name, a value of the wrong type or out of range.
        """
        from sepeace.scenario.assume import assume

        return replace(self, assumptions=assume(self.assumptions, {**(settings or {}), **named}))

    def require_supported(self) -> None:
        """Refuse what can be described now but not yet be run.

        Raises:
            NotYet: naming the first change that no clock carries out.
        """
        for change in self.changes:
            if isinstance(change, LeaderChange | PolicyChange):
                raise NotYet(
                    f'a change of {change.kind} ("{change.target}") acts in a later version; '
                    "this one only checks it",
                    given=change.target,
                    allowed="a change of an operation, event, contact, channel or parameter",
                    key=change.where or None,
                )
            if isinstance(change, EventChange) and change.target not in ACTING_EVENTS:
                raise NotYet(
                    "nothing in this version of the model depends on this event",
                    given=change.target,
                    allowed=ACTING_EVENTS,
                    key=change.at("event") if change.where else None,
                )

    def describe(self) -> str:
        """The resolved time line as text, changed rows marked with `*`; nothing is run."""
        from sepeace.scenario.timeline import describe

        return describe(self)


def named(readings: Mapping[str, str]) -> list[tuple[str, str]]:
    """Readings worth naming: every dispute of historians, and forms of the model that are not the usual."""
    return [(name, value) for name, value in readings.items() if name not in FORMS or value != FORMS[name][0]]


def digest_of(content: object) -> str:
    """16 hex digits of the SHA-256 of the canonical JSON of plain values."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=_plain)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a digest")
