"""One departure from the recorded war: a union with a class for each kind of thing that can be changed.

In a file the kind is the key that names the thing (``operation = "citadel"``), and the other fields are its
other keys; ``schema`` reads the file by these classes. None means that the file does not say, so that what is
recorded holds. A change says what is supposed, not whether that can be; `checks` holds it against the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar, TypeVar, get_args

from sepeace.model.parameters import Parameter, find
from sepeace.scenario.documents import ChangeDocument, ChangeValues

ALL = "all"
"""In place of one channel."""
Said = str | float | bool | tuple[str, ...]
"""What a file may say of a thing beside its dates."""


class _Change:
    """What every change has: the thing by its id in the record or its name, a date, its place in the file.

    `start` is what the file has under `start_key`: an operation's new start, the new date of an event or a
    contact, or the day on which something else changes. `where` counts from one, such as `change[1]`.
    """

    __slots__ = ()
    kind: ClassVar[str]
    start_key: ClassVar[str] = "from"
    target: str
    start: date | None
    where: str

    @property
    def until(self) -> date | None:
        """First day on which it no longer holds; None for the end of the war."""
        return None

    @property
    def values(self) -> dict[str, Said]:
        """What else the file says, by key."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]
        rest = sorted(said.keys() - {"target", "start", "until", "where"})
        return {name: said[name] for name in rest if said[name] is not None}

    def at(self, key: str) -> str:
        """The place of one of its keys in the file."""
        return f"{self.where}.{key}"

    @property
    def document(self) -> ChangeDocument:
        """What results say of it, without the place in the file."""
        values = ChangeValues(**self.values)  # type: ignore[arg-type]
        return ChangeDocument(
            kind=self.kind, target=self.target, start=self.start, until=self.until, values=values
        )

    def to_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return self.document.to_json()


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationChange(_Change):
    """An operation of the record with another outcome or start, or taken out.

    Attributes:
        target: its id.   where: its place in the file, such as `change[1]`.
        outcome: in words, see `OUTCOMES`; the score follows from it.
        score: from the attacker's side.
        start: its new first day, the key `start_key` of a file.   kind: "operation".
        cancel: True, or not said.

    >>> sp.OperationChange(target="citadel", score=2.0).values
    {'score': 2.0}
    """

    kind: ClassVar[str] = "operation"
    start_key: ClassVar[str] = "start"
    target: str
    outcome: str | None = None
    score: float | None = None
    start: date | None = None
    cancel: bool | None = None
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange(_Change):
    """An event of the record on another date, with other forces, or taken out.

    Attributes:
        target: its id.   where: its place in the file.
        start: its new date, the key `start_key` of a file.   kind: "event".
        cancel: True, or not said.
        level: of the landing in France, the share of the recorded divisions that it binds, 0 to 1.

    >>> sp.EventChange(target="second_front", cancel=True).values
    {'cancel': True}
    """

    kind: ClassVar[str] = "event"
    start_key: ClassVar[str] = "date"
    target: str
    start: date | None = None
    cancel: bool | None = None
    level: float | None = None
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChange(_Change):
    """A contact of the record that leads to a meeting, or is turned down.

    Attributes:
        target: its id.   where: its place in the file.
        happens: True; a file that says False is refused.
        start: the day of the meeting, the key `start_key` of a file.   kind: "contact".
        through: id of a channel.
        answer: of who receives it: "agreed", which holds where nothing is said, or "refused".
        line, clauses: what is offered, by name; the line "open" names none.

    >>> sp.ContactChange(target="stockholm_june_1943", through="stockholm").values
    {'happens': True, 'through': 'stockholm'}
    """

    kind: ClassVar[str] = "contact"
    start_key: ClassVar[str] = "date"
    target: str
    happens: bool = True
    start: date | None = None
    through: str | None = None
    line: str | None = None
    clauses: tuple[str, ...] | None = None
    answer: str | None = None
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelChange(_Change):
    """A channel that works otherwise from one day until another.

    Attributes:
        target: its id, or "all" for every one that is not shut all the war.   where: its place in the file.
        open: whether it can be used at all.
        leak: chance a month.
        interception: chance a month that a message is read.
        latency: months that a message takes.
        passes_on: chance that a message is passed up to Hitler.
        start, until: first day, the branch if not said, and the first on which it no longer holds.
        kind: "channel".

    >>> shut = sp.ChannelChange(target="stockholm", open=False)
    >>> shut.values, shut.concerns("stockholm", False), shut.concerns("sofia", False)
    ({'open': False}, True, False)
    """

    kind: ClassVar[str] = "channel"
    target: str
    open: bool | None = None
    leak: float | None = None
    interception: float | None = None
    latency: float | None = None
    passes_on: float | None = None
    start: date | None = None
    until: date | None = None
    where: str = ""

    def concerns(self, channel: str, shut: bool) -> bool:
        """Whether it changes a channel; a road that is shut all the war is opened by its own name alone."""
        return self.target == channel or (self.target == ALL and not shut)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderChange(_Change):
    """Another leader of a side from a day on.

    Attributes:
        target: the side.   profile: by name.   start: the day.   where: its place in the file.
        kind: "leader".

    >>> from datetime import date
    >>> sp.LeaderChange(target="germany", profile="goering", start=date(1943, 3, 13)).values
    {'profile': 'goering'}
    """

    kind: ClassVar[str] = "leader"
    target: str
    profile: str
    start: date
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChange(_Change):
    """A policy at another level, or at an end.

    Attributes:
        target: its name.   start: the day.   where: its place in the file.   kind: "policy".
        level: a multiple of the recorded one.   cancel: True, or not said.

    >>> sp.PolicyChange(target="lend_lease", level=0.5).values
    {'level': 0.5}
    """

    kind: ClassVar[str] = "policy"
    target: str
    start: date | None = None
    level: float | None = None
    cancel: bool | None = None
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterChange(_Change):
    """A parameter that is set, or scaled, from one day until another.

    Attributes:
        target: its name.   side: whose, where the parameter differs by side.
        set: its value, in its unit.
        scale: a factor of what it would be.
        start, until: first day, and the first on which it no longer holds.
        where: its place in the file.   kind: "parameter".

    >>> from datetime import date
    >>> more = sp.ParameterChange(target="ideology", side="germany", scale=2.0, start=date(1943, 1, 1))
    >>> more.row.key, more.of(0.1)
    ('ideology.germany', 0.2)
    """

    kind: ClassVar[str] = "parameter"
    target: str
    side: str | None = None
    set: float | None = None
    scale: float | None = None
    start: date
    until: date | None = None
    where: str = ""

    @property
    def row(self) -> Parameter:
        """The parameter that it changes."""
        return find(self.target, self.side)

    def of(self, own: float) -> float:
        """The value that it gives where it would be ``own`` without it."""
        return own * (1.0 if self.scale is None else self.scale) if self.set is None else self.set


Change = (
    OperationChange
    | EventChange
    | ContactChange
    | ChannelChange
    | LeaderChange
    | PolicyChange
    | ParameterChange
)
Dated = ChannelChange | ParameterChange
"""Changes that hold for a time: there may be several of one thing, one after the other."""
CHANGES: dict[str, type[Change]] = {kind.kind: kind for kind in get_args(Change)}
C = TypeVar("C", bound=Change)


def by_target(changes: Iterable[Change], kind: type[C]) -> dict[str, C]:
    """The changes of one kind by what they change."""
    return {change.target: change for change in changes if isinstance(change, kind)}
