"""The frozen description of a what-if: assumptions, dated changes, and what they rest on.

A scenario is the recorded war plus named changes. `Assumptions` hold in both worlds of a
comparison; a `Change` (see `changes`) holds in one. Nothing here reads a file or runs anything: `library`
finds files, `schema` reads TOML, `checks` holds a description against the record, `resolve`
lays it out on a time line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sepeace.display import Displayed
from sepeace.errors import NotYet
from sepeace.scenario.assume import assume
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.changes import C, Change, EventChange, by_target
from sepeace.scenario.timeline import describe
from sepeace.scenario.vocabulary import ACTING_EVENTS, Setting

SCHEMA = 1


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
        banner: a warning that stands above all that is said of it; "" where there is none.
        counted: whether it is one of the what-ifs that tables, sums, maps and lessons go through.
        bears: who bears what is supposed, in sentences, beside those who bear any settlement.
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
    banner: str = ""
    counted: bool = True
    bears: tuple[str, ...] = ()

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
                "assumptions": self.assumptions.to_json(),
                "changes": [change.to_json() for change in self.changes],
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
        return replace(self, assumptions=assume(self.assumptions, {**(settings or {}), **named}))

    def require_supported(self) -> None:
        """Refuse what can be described now but not yet be run.

        Raises:
            NotYet: naming the first change that no clock carries out.
        """
        for change in self.changes:
            if isinstance(change, EventChange) and change.target not in ACTING_EVENTS:
                raise NotYet(
                    "nothing in this version of the model depends on this event",
                    given=change.target,
                    allowed=ACTING_EVENTS,
                    key=change.at("event") if change.where else None,
                )

    def describe(self) -> str:
        """The resolved time line as text, changed rows marked with `*`; nothing is run."""
        return describe(self)


def digest_of(content: object) -> str:
    """16 hex digits of the SHA-256 of the canonical JSON of plain values."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=_plain)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a digest")
