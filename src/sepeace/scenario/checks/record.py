"""A scenario held against the record: names that exist, dates that can be, no contradictions.

Ignores whether a clock acts on a change; that is `Scenario.require_supported`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar, assert_never

from sepeace.errors import (
    BadScenario,
    BadValue,
    Contradiction,
    SepeaceError,
    UnknownName,
    nearest,
    require_known,
    unprintable,
)
from sepeace.model.parameters import PARAMETER_NAMES, Parameter, find, sides_of
from sepeace.quantities import EPOCH, HORIZON
from sepeace.record import Record, load
from sepeace.record.types import CLAUSES, OFFER_LINES, Contact, Event, Operation, WesternBattle
from sepeace.scenario.changes import (
    ALL,
    Change,
    ChannelChange,
    ContactChange,
    EventChange,
    LeaderChange,
    OperationChange,
    ParameterChange,
    PolicyChange,
)
from sepeace.scenario.checks.finland import check_finnish
from sepeace.scenario.checks.idle import refuse_idle
from sepeace.scenario.checks.leaders import check_hitlers_events, check_leader, check_policy
from sepeace.scenario.checks.parameter_use import Use, why_not
from sepeace.scenario.checks.together import check_battles, check_together
from sepeace.scenario.operations import BATTLE_EVENTS
from sepeace.scenario.scenario import Scenario, digest_of
from sepeace.scenario.vocabulary import (
    ACTING_EVENTS,
    ANSWERS,
    LANDING,
    OPEN_LINE,
    POLICIES,
    SCORE_HIGH,
    SCORE_LOW,
    SCORE_ROOFS,
)

PRINTABLE = "printable text: no control characters, no change of direction"
WAR = f"{EPOCH.isoformat()} to {HORIZON.isoformat()}"
Row = TypeVar("Row", Operation, Event, Contact)


def complete(scenario: Scenario) -> Scenario:
    """`scenario` checked against the record, with the digest of that record filled in.

    Raises:
        SepeaceError: for the first thing that is wrong.
    """
    if scenario.branch is None and scenario.changes:
        raise BadScenario(
            "a scenario with changes needs the day on which the worlds may part",
            allowed="branch = 1943-07-05 or another day of the war",
            key="branch",
        )
    _in_war(scenario.branch, "branch")
    _check_words(scenario)
    record = load()
    for change in scenario.changes:
        _in_war(change.start, change.at(change.start_key))
        _in_war(change.until, change.at("until"))
        _check_order(change)
        _check(change, scenario.branch, record)
    changes = tuple(_with_side(change) for change in scenario.changes)
    check_together(changes)
    check_hitlers_events(changes, record)
    whole = replace(scenario, changes=changes, baseline_digest=baseline_digest())
    check_battles(whole.changed(OperationChange), whole.branch, record)
    refuse_idle(whole, record)
    return whole


def _check_words(scenario: Scenario) -> None:
    """Refuse words that cannot be printed, wherever they come from."""
    texts = {"title": scenario.title, "question": scenario.question, "antecedent": scenario.antecedent}
    texts |= {"banner": scenario.banner}
    texts |= {f"sources[{place}]": text for place, text in enumerate(scenario.sources, 1)}
    texts |= {f"bears[{place}]": text for place, text in enumerate(scenario.bears, 1)}
    for key, text in {"name": scenario.name, **texts}.items():
        wrong = unprintable(text)
        if wrong is not None:
            message = f"this text holds {wrong}, which cannot be printed"
            raise BadValue(message, given=text, allowed=PRINTABLE, key=key)


def _with_side(change: Change) -> Change:
    """A parameter that only one side has may be named without it; from here on it is named."""
    if isinstance(change, ParameterChange) and change.side is None:
        return replace(change, side=find(change.target).side)
    return change


@lru_cache(maxsize=1)
def baseline_digest() -> str:
    """16 hex digits of the record that every scenario departs from."""
    record = load()
    return digest_of([[repr(row) for row in getattr(record, table.name)] for table in fields(record)])


def _in_war(day: date | None, key: str) -> None:
    if day is not None and not EPOCH <= day <= HORIZON:
        raise BadValue("this day lies outside the war", given=day, allowed=WAR, key=key)


def _check_order(change: Change) -> None:
    if change.start is not None and change.until is not None and change.until <= change.start:
        raise Contradiction(
            "until must come after from",
            given=change.until,
            allowed=f"after {change.start.isoformat()}",
            key=change.at("until"),
        )


def _not_before(branch: date | None, day: date, key: str, what: str) -> None:
    if branch is not None and day < branch:
        raise Contradiction(
            f"{what} lies before the branch; until then both worlds are the recorded war",
            given=day,
            allowed=f"{branch.isoformat()} or later, or an earlier branch",
            key=key,
        )


def _row(change: Change, rows: Iterable[Row]) -> Row:
    by_id = {row.id: row for row in rows}
    message = f"the record has no such {change.kind}"
    return by_id[require_known(change.target, by_id, message, key=change.at(change.kind))]


def _exclusive(change: OperationChange | EventChange | PolicyChange) -> None:
    """A cancelled thing has no other attribute."""
    said: list[str] = [name for name in ("outcome", "score", "level") if name in change.values]
    if change.start is not None and not isinstance(change, PolicyChange):
        said.append(change.start_key)
    if change.cancel and said:
        raise Contradiction(
            f"what is cancelled has no {said[0]}",
            given=f"cancel and {said[0]}",
            allowed="one of them",
            key=change.at(said[0]),
        )


def _between(value: float | None, low: float, high: float, unit: str, key: str) -> None:
    if value is not None and not low <= value <= high:
        name = key.rpartition(".")[2]
        raise BadValue(f"{name} is out of range", given=value, allowed=f"{low:g} to {high:g} {unit}", key=key)


def _check(change: Change, branch: date | None, record: Record) -> None:
    match change:
        case OperationChange():
            _check_operation(change, branch, record)
        case EventChange():
            _check_event(change, branch, record)
        case ContactChange():
            _check_contact(change, branch, record)
        case ChannelChange():
            _check_channel(change, branch, record)
        case LeaderChange():
            check_leader(change)
            _not_before(branch, change.start, change.at("from"), "the change")
        case PolicyChange():
            _check_policy(change, branch, record)
        case ParameterChange():
            _check_parameter(change, branch)
        case _:
            assert_never(change)


def _check_operation(change: OperationChange, branch: date | None, record: Record) -> None:
    names = [row.id for row in record.operations] + [row.id for row in record.western_battles]
    require_known(change.target, names, "the record has no such operation", key=change.at("operation"))
    row = record.battle(change.target)
    _exclusive(change)
    _check_western(change, row)
    _between(change.score, SCORE_LOW, SCORE_HIGH, "(from the attacker's side)", change.at("score"))
    _check_roof(change)
    key = change.at("operation")
    if change.start is None:
        _not_before(branch, row.end, key, f"the end of {row.id}")
        return
    _not_before(branch, row.start, key, f"the recorded start of {row.id}")
    _not_before(branch, change.start, change.at("start"), "the new start")
    end = change.start + timedelta(days=(row.end - row.start).days)
    if end > HORIZON:
        raise BadValue(
            f"{row.id} would last until {end.isoformat()}, after the last day of the model",
            given=change.start,
            allowed=f"{(HORIZON - (row.end - row.start)).isoformat()} or earlier",
            key=change.at("start"),
        )


def _check_roof(change: OperationChange) -> None:
    """Refuse a score that is more than the operation could bring about, see ``score_roofs.csv``."""
    row = SCORE_ROOFS.get(change.target)
    if row is not None and change.score is not None and change.score > float(row["roof"]):
        raise BadValue(
            f"{change.target} cannot score so much: {row['because']}",
            given=change.score if change.outcome is None else change.outcome,
            allowed=f"a score up to {row['roof']}, such as success",
            key=change.at("score" if change.outcome is None else "outcome"),
        )


def _check_western(change: OperationChange, row: Operation | WesternBattle) -> None:
    """A battle in the West can be scored; its day, and whether it is fought, go with its event."""
    if not isinstance(row, WesternBattle):
        return
    event = BATTLE_EVENTS.get(row.id)
    other = f'event = "{event}"' if event is not None else "its score"
    if change.start is not None or (change.cancel and event is not None):
        said = change.start_key if change.start is not None else "cancel"
        message = f"{row.id} is a battle in the West: only its score can be changed"
        raise BadScenario(message, given=said, allowed=f"outcome or score; or {other}", key=change.at(said))


def _check_event(change: EventChange, branch: date | None, record: Record) -> None:
    ids = [entry.id for entry in record.events]
    if change.target not in ids:
        told = [entry.id for entry in record.events if change.target.lower() in entry.name.lower()]
        raise UnknownName(
            "there is no such event",
            given=change.target,
            allowed=ACTING_EVENTS,
            nearest=nearest(change.target, ids) or (told[0] if told else None),
            key=change.at("event"),
        )
    row = _row(change, record.events)
    operation = row.id.removesuffix("_opens")
    if operation in {entry.id for entry in record.operations}:
        raise BadScenario(
            "this event only marks the start of an operation; change the operation",
            given=row.id,
            allowed=f'operation = "{operation}"',
            key=change.at("event"),
        )
    _exclusive(change)
    _check_level(change)
    _not_before(branch, row.date, change.at("event"), f"the recorded date of {row.id}")
    if change.start is not None:
        _not_before(branch, change.start, change.at("date"), "the new date")


def _check_level(change: EventChange) -> None:
    if change.level is None:
        return
    if change.target != LANDING:
        raise BadScenario(
            "only the landing in France has a level",
            given=change.target,
            allowed=f'event = "{LANDING}"',
            key=change.at("level"),
        )
    _between(change.level, 0.0, 1.0, "(share of the recorded divisions)", change.at("level"))


def _check_contact(change: ContactChange, branch: date | None, record: Record) -> None:
    row = _row(change, record.contacts)
    if change.start is not None:  # without a date it is the recorded day, or the branch if that is later
        _not_before(branch, change.start, change.at("date"), row.id)
    if not change.happens:
        raise Contradiction(
            "contacts after the branch are outcomes: the model decides them, so none can be forbidden",
            given=f"{row.id}, happens = false",
            allowed="happens = true",
            key=change.at("happens"),
        )
    if row.pair == "finland":
        check_finnish(change, row, branch, record)
        return
    if change.through is not None:
        _known(change.through, [row.id for row in record.channels], "channel", change.at("through"))
    if change.answer is not None:
        _known(change.answer, ANSWERS, "answer", change.at("answer"))
    if change.line is not None:
        _known(change.line, (*OFFER_LINES, OPEN_LINE), "line", change.at("line"))
    clauses = change.clauses or ()
    for clause in clauses:
        _known(clause, CLAUSES, "clause", change.at("clauses"))
    said = [name for name in ("line", "clauses") if name in change.values]
    if row.result == "not_sent" and said:
        raise Contradiction(
            f"nothing was sent in {row.id}: what is sent now names what its sender asks for on that day",
            given=f"{row.id} and {said[0]}",
            allowed=f"{row.id} without {said[0]}",
            key=change.at(said[0]),
        )
    if len(set(clauses)) < len(clauses):
        raise Contradiction("a clause stands twice", given=", ".join(clauses), key=change.at("clauses"))


def _check_channel(change: ChannelChange, branch: date | None, record: Record) -> None:
    names = [*(row.id for row in record.channels), ALL]
    require_known(change.target, names, "the record has no such channel", key=change.at(change.kind))
    _between(change.leak, 0.0, 1.0, "a month", change.at("leak"))
    _between(change.interception, 0.0, 1.0, "a month", change.at("interception"))
    _between(change.passes_on, 0.0, 1.0, "(a chance)", change.at("passes_on"))
    _between(change.latency, 0.0, 24.0, "months", change.at("latency"))
    if change.start is not None:
        _not_before(branch, change.start, change.at("from"), "the change")
    elif branch is not None and change.until is not None:
        _not_before(branch, change.until - timedelta(days=1), change.at("until"), "the change")
    said = [name for name in ("leak", "interception", "latency", "passes_on") if name in change.values]
    if change.open is False and said:
        raise Contradiction(
            f"a closed channel carries nothing, so it has no {said[0]}",
            given=f"open = false and {said[0]}",
            allowed="one of them",
            key=change.at(said[0]),
        )


def _check_policy(change: PolicyChange, branch: date | None, record: Record) -> None:
    _known(change.target, POLICIES, "policy", change.at("policy"))
    _exclusive(change)
    _between(change.level, 0.0, 2.0, "(multiple of the recorded)", change.at("level"))
    check_policy(change, record)
    start = change.start
    if start is None:
        recorded = {row.id: row.date for row in record.events}.get(change.target)
        if recorded is None:
            raise BadScenario("this key is missing", allowed="from = ...", key=change.at("from"))
        start = recorded
    _not_before(branch, start, change.at("from" if change.start else "policy"), "the change")


def _check_parameter(change: ParameterChange, branch: date | None) -> None:
    _known(change.target, PARAMETER_NAMES, "parameter", change.at("parameter"))
    side, sides = change.side, sides_of(change.target)
    if sides and not (side in sides or (side is None and len(sides) == 1)):
        message = f"{change.target} differs by side"
        raise BadValue(message, given=side, allowed=sides, key=change.at("side"))
    if not sides and side is not None:
        message = f"{change.target} is the same for both sides"
        raise BadValue(message, given=side, allowed="no side", key=change.at("side"))
    row = change.row
    reason = why_not(row, Use.DATE)
    if reason is not None:
        raise BadValue(reason, given=change.target, key=change.at("parameter"))
    if (change.set is None) == (change.scale is None):
        message = "a parameter is set or scaled"
        raise Contradiction(message, given="set and scale", allowed="one of them", key=change.at("scale"))
    if change.scale is not None:
        check_scale(change, change.scale, row, (row.quantity.value,))
    if change.set is not None:
        try:
            row.checked(change.set)
        except SepeaceError as error:
            raise error.located(key=change.at("set")) from None
    _not_before(branch, change.start, change.at("from"), "the change")


def check_scale(change: ParameterChange, scale: float, row: Parameter, values: Iterable[float]) -> None:
    """Refuse a scale that takes any of these values of the parameter out of its reach."""
    low, high = row.bounds
    for value in values:
        if not low <= scale * value <= high:
            reach = f"{low:g} to {high:g} {row.quantity.unit}"
            raise BadValue(
                f"scaled so, {row.key} is out of reach: {value:g} times {scale:g} is {scale * value:g}",
                given=scale,
                allowed=f"a scale that keeps it within {reach}",
                key=change.at("scale"),
            )


def _known(name: str, names: Iterable[str], kind: str, key: str) -> None:
    require_known(name, names, f"there is no such {kind}", key=key)
