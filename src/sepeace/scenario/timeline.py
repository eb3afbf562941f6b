"""A scenario laid out on the time line of the record, before anything is run.

Rows of the record stand as they are; a row that the scenario moves, fixes or takes out is marked
and says what it was. The rows say what is held and what is drawn; they predict nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from datetime import date as Date
from functools import partial
from typing import Any, Protocol

from sepeace.errors import BadValue
from sepeace.model.parameters import PARAMETERS, find
from sepeace.quantities import EPOCH
from sepeace.record import Record, load, own_files
from sepeace.record.types import Contact, Event, Operation, WesternBattle
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.changes import (
    ALL,
    C,
    Change,
    ContactChange,
    Dated,
    EventChange,
    LeaderChange,
    OperationChange,
    ParameterChange,
    PolicyChange,
)
from sepeace.scenario.operations import BATTLE_EVENTS
from sepeace.scenario.recorded_events import TAKES_UP, is_given
from sepeace.scenario.tables import departures
from sepeace.scenario.tables.approaches import TO_THE_EAST, told_approach
from sepeace.scenario.tables.meetings import invented
from sepeace.scenario.vocabulary import FORMULA, OPEN_LINE
from sepeace.wording.assumed import AFTER_THE_BRANCH, SCORES_AFTER_THE_BRANCH, Luck

_SECTORS = {"north": "North", "centre": "Centre", "south": "South"}
_ATTACKERS = {"germany": "German", "soviet": "Soviet", "west": "Allied"}


class Departure(Protocol):
    """What the time line reads of a scenario, which is built on it."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def antecedent(self) -> str: ...
    @property
    def branch(self) -> Date | None: ...
    @property
    def digest(self) -> str: ...
    @property
    def assumptions(self) -> Assumptions: ...
    @property
    def changes(self) -> tuple[Change, ...]: ...
    @property
    def banner(self) -> str: ...
    @property
    def bears(self) -> tuple[str, ...]: ...
    def changed(self, kind: type[C]) -> dict[str, C]: ...
    def changes_of(self, kind: type[C]) -> tuple[C, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One dated line.

    Attributes:
        date: when it begins.
        kind: operation, event, contact, channel, leader, policy or parameter.
        id: id in the record, or the name of the leader, policy or parameter.
        text: what happens, in words.
        changed: whether the scenario touches it.
        was: the recorded row in words, for a row that is changed.
    """

    date: Date
    kind: str
    id: str
    text: str
    changed: bool = False
    was: str | None = None


def timeline(
    scenario: Departure, record: Record | None = None, given: str | None = None
) -> tuple[TimelineRow, ...]:
    """All operations, events and contacts of the record with the scenario's changes, by date.

    After a branch the recorded contacts and what armies and armistices decided are left out: there
    the model decides. Approaches to the West stay, which are told while the war seems lost. Events
    that only mark the start of an operation are left out always.

    Args:
        scenario: checked, as `load` returns it.
        record: the record; the packaged one by default.
        given: what a run would be given; only as_it_fell has other words.
    """
    record = record or load()
    fought = partial(_operation_text, again=SCORES_AFTER_THE_BRANCH[Luck(given or Luck.BRANCH)])
    rows = [
        *_recorded_rows(scenario, OperationChange, record.operations, fought),
        *_western_rows(scenario, record),
        *_recorded_rows(scenario, EventChange, record.events, _event_text),
        *_recorded_rows(scenario, ContactChange, record.contacts, _contact_text),
    ]
    for change in scenario.changes:
        formula = isinstance(change, PolicyChange) and change.target == FORMULA  # an event of its own
        if not formula and not isinstance(change, OperationChange | EventChange | ContactChange):
            rows.append(_dated_row(change, scenario))
    return tuple(sorted(rows, key=lambda row: (row.date, row.kind, row.id)))


def under_way(scenario: Departure, record: Record | None = None) -> tuple[Operation, ...]:
    """Operations of the record that have begun by the branch, are not over, and are not changed."""
    if scenario.branch is None:
        return ()
    record = record or load()
    changed = scenario.changed(OperationChange)
    return tuple(
        row for row in record.operations if row.start < scenario.branch <= row.end and row.id not in changed
    )


def _recorded_rows(
    scenario: Departure,
    kind: type[C],
    table: Iterable[Any],
    text: Callable[[Any, C | None, date | None], str],
) -> list[TimelineRow]:
    name, branch, rows = kind.kind, scenario.branch, []
    changes: Mapping[str, Any] = scenario.changed(kind)
    if kind is EventChange:
        changes = departures.event_changes(scenario.changes)
    for entry in table:
        start = entry.date if kind is EventChange else entry.start
        held = branch is None or start < branch
        change = changes.get(entry.id)
        decided = not is_given(entry, held) if kind is EventChange else _is_outcome(kind, entry, held)
        gone = kind is ContactChange and departures.falls_away(entry, scenario.changes)
        takes_up = dict(TAKES_UP).get(entry.id) if kind is EventChange and not held else None
        if change is None and (decided or gone) and takes_up is None:
            continue
        was = None if change is None else f"{start.isoformat()}  {text(entry, None, None)}"
        day = start if change is None or change.start is None else change.start
        if kind is ContactChange and branch is not None and change is not None:
            day = max(day, branch)  # one that is over before the branch comes again
        words = text(entry, change, branch)
        if takes_up is not None and takes_up in changes and changes[takes_up].cancel:
            words = f"In the record: {words}; here there is nothing for it to take up"
        rows.append(
            TimelineRow(date=day, kind=name, id=entry.id, text=words, changed=change is not None, was=was)
        )
    return rows


def _is_outcome(kind: type[C], entry: Any, held: bool) -> bool:
    """Whether a row is one that the model decides: a contact from the branch on, approaches apart.

    Those are the record's all along, told while the war seems lost.
    """
    return kind is ContactChange and not held and not (told_approach(entry) or entry.id == TO_THE_EAST)


def _operation_text(
    row: Operation,
    change: OperationChange | None,
    branch: date | None,
    again: str = SCORES_AFTER_THE_BRANCH[Luck.BRANCH],
) -> str:
    sectors = ", ".join(_SECTORS[sector] for sector in row.sectors)
    head = f"{row.name} ({_ATTACKERS[row.attacker]} attack, {sectors})"
    if change is not None and change.cancel:
        return f"{head}: does not take place"
    days = row.end - row.start
    start = row.start if change is None or change.start is None else change.start
    head = f"{head}, until {(start + days).isoformat()}"
    if branch is not None and start < branch <= row.end and change is None:
        return f"{head}: under way at the branch, what is left is {again} (recorded score {row.score:g})"
    if change is not None and change.score is not None:
        return f"{head}: {_score_words(change.score, change.outcome)}, fixed"
    drawn = branch is not None and row.end >= branch
    recorded = f"score {row.score:g}"
    return f"{head}: {again} (recorded {recorded})" if drawn else f"{head}: {recorded}"


def _western_rows(scenario: Departure, record: Record) -> list[TimelineRow]:
    """Battles in the West that the scenario scores, each moved with its event; the others are events."""
    changed, events = scenario.changed(OperationChange), scenario.changed(EventChange)
    scored = [row for row in record.western_battles if row.id in changed]
    rows = []
    for row in _recorded_rows(scenario, OperationChange, scored, _western_text):
        event, end = events.get(BATTLE_EVENTS.get(row.id, "")), record.battle(row.id).end
        if event is not None and event.start is not None:
            moved = event.start - record.event(event.target).date
            text = row.text.replace(end.isoformat(), (end + moved).isoformat())
            row = replace(row, date=row.date + moved, text=text)
        rows.append(row)
    return rows


def _western_text(row: WesternBattle, change: OperationChange | None, branch: date | None) -> str:
    head = f"{row.name} ({_ATTACKERS[row.attacker]} attack, the West)"
    if change is not None and change.cancel:
        return f"{head}: does not take place"
    head = f"{head}, until {row.end.isoformat()}"
    if change is not None and change.score is not None:
        return f"{head}: {_score_words(change.score, change.outcome)}, fixed"
    return f"{head}: score {row.score:g}"


def _score_words(score: float, outcome: str | None) -> str:
    return f"score {score:g}" if outcome is None else f"{_words(outcome)} (score {score:g})"


def _event_text(row: Event, change: EventChange | None, branch: date | None) -> str:
    if change is not None and change.cancel:
        return f"{row.name}: does not take place"
    if change is not None and change.level is not None:
        return f"{row.name}, with {change.level:g} of the recorded divisions"
    return row.name


def _contact_text(row: Contact, change: ContactChange | None, branch: date | None) -> str:
    text = f"Contact {row.id}: {row.title} [{_words(row.grade)}]"
    if change is None:
        return text
    happens = "leave is given, and it is sent" if row.result == "not_sent" else "takes place"
    if row.pair == "finland":
        return f"Contact {row.id}: {row.title}: Finland accepts"
    if invented(change, row, branch):
        happens = "an invented meeting on its road, of which no record knows, takes place"
    parts = [f"Contact {row.id}: {happens}"]
    if change.through is not None:
        parts.append(f"through {change.through}")
    if change.answer is not None:
        parts.append(f"and is {change.answer}")
    if change.line is not None:
        parts.append("with no line named" if change.line == OPEN_LINE else f"line {change.line}")
    if change.clauses:
        parts.append(f"with {', '.join(change.clauses)}")
    return ", ".join(parts)


def _words(name: object) -> str:
    return str(getattr(name, "value", name)).replace("_", " ")


def _dated_row(change: Dated | LeaderChange | PolicyChange, scenario: Departure) -> TimelineRow:
    day = change.start or scenario.branch or EPOCH
    until = "" if change.until is None else f", until {(change.until - timedelta(days=1)).isoformat()}"
    was = "Hitler" if isinstance(change, LeaderChange) else "as recorded"
    if isinstance(change, ParameterChange):
        was = f"{change.row.quantity.value:g} {change.row.quantity.unit}"
    text = _dated_text(change) + until
    return TimelineRow(date=day, kind=change.kind, id=change.target, text=text, changed=True, was=was)


def _dated_text(change: Dated | LeaderChange | PolicyChange) -> str:
    match change:
        case LeaderChange(profile=profile):
            return f"Leader of Germany: {departures.PROFILE_OF[profile].who}"
        case PolicyChange():
            level = departures.level(change)
            said = f"{level:g} times the recorded level" if level else "none from here on"
            return f"Policy, {departures.POLICY_OF[change.target].title}: {said}"
        case ParameterChange(set=value):
            name = change.target if change.side is None else f"{change.target}.{change.side}"
            said = f"{change.scale:g} times the campaign's own value" if value is None else f"{value:g}"
            return f"Parameter {name}: {said}"
    words = {True: "open", False: "closed"}
    parts = [
        f"{name} {value:g}" if isinstance(value, float) else words[bool(value)]
        for name, value in sorted(change.values.items(), key=lambda item: item[0] != "open")
    ]
    who = "Every channel" if change.target == ALL else f"Channel {change.target}"
    return f"{who}: {', '.join(parts)}"


# --- in words ---------------------------------------------------------------------------------------


def assumption_lines(assumptions: Assumptions) -> list[str]:
    """The readings, then every parameter and switch that is set by hand."""
    default = Assumptions().readings()
    lines = []
    for name, reading in assumptions.readings().items():
        note = "" if reading == default[name] else f"  (default {default[name]})"
        lines.append(f"{name} = {reading}{note}")
    for name, side, value in assumptions.parameters:
        row = find(name, side)
        quantity = row.quantity
        lines.append(f"{row.key} = {value:g} {quantity.unit}  (default {quantity.value:g}): {row.meaning}")
    lines += [f"switched off: {switch}" for switch in assumptions.switches]
    rest = len(PARAMETERS) - len(assumptions.parameters)
    drawn = assumptions.drawn
    how = "drawn in each campaign, or at their defaults" if drawn else "at their defaults"
    lines.append(f"the other {rest} parameters {how}")
    return lines


def held_lines(scenario: Departure, given: str | None = None) -> list[str]:
    """What a run holds fixed, and what it draws, in words.

    Raises:
        BadValue: the record is to be held up to a branch that the scenario does not have.
    """
    given = given or ("free" if scenario.branch is None else "branch")
    if given == "free":
        lines = [
            "The calendar of operations and events is the recorded one; every outcome is drawn anew.",
            "Recorded contacts are there to compare with: a run decides who writes to whom.",
        ]
    elif scenario.branch is None:
        message = "this scenario has no branch to hold the record to"
        raise BadValue(message, given=given, allowed="free", key="given")
    else:
        day = scenario.branch.isoformat()
        lines = [
            f"Before {day}: front, losses and documented contacts as recorded; doubtful contacts by grade.",
            *(line.format(day) for line in AFTER_THE_BRANCH[Luck(given)]),
            "Both worlds of a comparison share that luck until a cause parts them.",
        ]
    for change in scenario.changes_of(OperationChange):
        if change.score is not None:
            lines.append(f"Fixed: {change.target}, {_score_words(change.score, change.outcome)}.")
    return [*lines, *(f"Corrected: {file} of the record is one's own." for file in own_files())]


def describe(scenario: Departure) -> str:
    """Question, assumptions, what is held and the time line from the branch on, as plain text."""
    lines = [scenario.banner, ""] if scenario.banner else []
    lines += [scenario.title, scenario.question, ""]
    if scenario.antecedent:
        lines += [f"Supposed: {scenario.antecedent}"]
    if scenario.branch is not None:
        lines += [f"Branch: {scenario.branch.isoformat()}"]
    lines += [f"Who bears it: {text}" for text in scenario.bears]
    lines += ["", "Assumptions in force (both worlds):"]
    lines += [f"  {line}" for line in assumption_lines(scenario.assumptions)]
    lines += ["", "What a run holds fixed:"]
    lines += [f"  {line}" for line in held_lines(scenario)]
    lines += ["", _heading(scenario)]
    for row in shown_rows(scenario):
        lines += row_lines(row)
    lines += ["", f"Scenario {scenario.name}, digest {scenario.digest}"]
    return "\n".join(lines)


def shown_rows(
    scenario: Departure, record: Record | None = None, given: str | None = None
) -> tuple[TimelineRow, ...]:
    """The time line from the branch on, with operations still under way then and with every changed row."""
    going_on = {row.id for row in under_way(scenario, record)}
    return tuple(
        row
        for row in timeline(scenario, record, given)
        if row.changed
        or scenario.branch is None
        or row.date >= scenario.branch
        or (row.kind == "operation" and row.id in going_on)
    )


def _heading(scenario: Departure) -> str:
    if scenario.branch is None:
        return "Time line:"
    apart = "contacts from here on are outcomes, but for approaches to the West"
    return f"Time line from the branch on (changed rows are marked *; {apart}):"


def row_lines(row: TimelineRow) -> list[str]:
    """A row as text: `*` marks a changed one, and the recorded row follows it."""
    mark = "*" if row.changed else " "
    lines = [f"{mark} {row.date.isoformat()}  {row.text}"]
    if row.was is not None:
        lines.append(f"              recorded: {row.was}")
    return lines
