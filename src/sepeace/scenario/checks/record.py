"""A scenario held against the record: names that exist, dates that can be, no contradictions.

Ignores whether a clock acts on a change; that is `Scenario.require_supported`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sepeace.errors import (
    BadScenario,
    BadValue,
    Contradiction,
    SepeaceError,
    UnknownName,
    nearest,
    unprintable,
)
from sepeace.model.parameters import PARAMETER_NAMES, Parameter, find, hard_bounds, sides_of
from sepeace.model.parameters import check as check_parameter
from sepeace.quantities import EPOCH, HORIZON
from sepeace.record.types import CLAUSES, OFFER_LINES
from sepeace.scenario.checks.idle import refuse_idle
from sepeace.scenario.scenario import (
    ACTING_EVENTS,
    POLICIES,
    SCORE_HIGH,
    SCORE_LOW,
    SIDES,
    Change,
    Scenario,
    digest_of,
)

PRINTABLE = "printable text: no control characters, no change of direction"
WAR = f"{EPOCH.isoformat()} to {HORIZON.isoformat()}"
_TABLES = (
    "operations",
    "western_battles",
    "events",
    "contacts",
    "channels",
    "front",
    "strengths",
    "losses",
    "lend_lease",
    "oil",
    "divisions",
)


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
    record = _record()
    for change in scenario.changes:
        _in_war(change.start, f"{change.where}.{_start_key(change)}")
        _in_war(change.until, f"{change.where}.until")
        _check_order(change)
        _CHECKS[change.kind](change, scenario.branch, record)
    changes = tuple(_with_side(change) for change in scenario.changes)
    _check_together(changes)
    whole = replace(scenario, changes=changes, baseline_digest=baseline_digest())
    refuse_idle(whole, record)
    return whole


def _check_words(scenario: Scenario) -> None:
    """Refuse words that cannot be printed, wherever they come from."""
    texts = {"title": scenario.title, "question": scenario.question, "antecedent": scenario.antecedent}
    texts |= {f"sources[{place}]": text for place, text in enumerate(scenario.sources, 1)}
    for key, text in {"name": scenario.name, **texts}.items():
        wrong = unprintable(text)
        if wrong is not None:
            message = f"this text holds {wrong}, which cannot be printed"
            raise BadValue(message, given=text, allowed=PRINTABLE, key=key)


def _with_side(change: Change) -> Change:
    """A parameter that only one side has may be named without it; from here on it is named."""
    if change.kind != "parameter" or "side" in change.values:
        return change
    side = find(change.target).side
    return change if side is None else replace(change, values={**change.values, "side": side})


@lru_cache(maxsize=1)
def baseline_digest() -> str:
    """16 hex digits of the record that every scenario departs from."""
    record = _record()
    return digest_of([[repr(row) for row in getattr(record, table)] for table in _TABLES])


def _record() -> Any:
    from sepeace import record

    return record.load()


def _start_key(change: Change) -> str:
    return {"operation": "start", "event": "date", "contact": "date"}.get(change.kind, "from")


def _in_war(day: date | None, key: str) -> None:
    if day is not None and not EPOCH <= day <= HORIZON:
        raise BadValue("this day lies outside the war", given=day, allowed=WAR, key=key)


def _check_order(change: Change) -> None:
    if change.start is not None and change.until is not None and change.until <= change.start:
        raise Contradiction(
            "until must come after from",
            given=change.until,
            allowed=f"after {change.start.isoformat()}",
            key=f"{change.where}.until",
        )


def _not_before(branch: date | None, day: date, key: str, what: str) -> None:
    if branch is not None and day < branch:
        raise Contradiction(
            f"{what} lies before the branch; until then both worlds are the recorded war",
            given=day,
            allowed=f"{branch.isoformat()} or later, or an earlier branch",
            key=key,
        )


def _row(change: Change, rows: Iterable[Any]) -> Any:
    by_id = {row.id: row for row in rows}
    return by_id.get(change.target) or _unknown(change, by_id)


def _unknown(change: Change, names: Iterable[str]) -> object:
    allowed = tuple(names)
    raise UnknownName(
        f"the record has no such {change.kind}",
        given=change.target,
        allowed=allowed,
        nearest=nearest(change.target, allowed),
        key=f"{change.where}.{change.kind}",
    )


def _exclusive(change: Change, *others: str) -> None:
    """A cancelled thing has no other attribute."""
    said = [name for name in others if name in change.values]
    if change.start is not None and change.kind in ("operation", "event"):
        said.append(_start_key(change))
    if change.cancelled and said:
        raise Contradiction(
            f"what is cancelled has no {said[0]}",
            given=f"cancel and {said[0]}",
            allowed="one of them",
            key=f"{change.where}.{said[0]}",
        )


def _between(change: Change, name: str, low: float, high: float, unit: str) -> None:
    value = change.values.get(name)
    if isinstance(value, float) and not low <= value <= high:
        raise BadValue(
            f"{name} is out of range",
            given=value,
            allowed=f"{low:g} to {high:g} {unit}",
            key=f"{change.where}.{name}",
        )


def _check_operation(change: Change, branch: date | None, record: Any) -> None:
    row = _row(change, record.operations)
    _exclusive(change, "outcome", "score")
    _between(change, "score", SCORE_LOW, SCORE_HIGH, "(from the attacker's side)")
    key = f"{change.where}.operation"
    if change.start is None:
        _not_before(branch, row.end, key, f"the end of {row.id}")
        return
    _not_before(branch, row.start, key, f"the recorded start of {row.id}")
    _not_before(branch, change.start, f"{change.where}.start", "the new start")
    end = change.start + timedelta(days=(row.end - row.start).days)
    if end > HORIZON:
        raise BadValue(
            f"{row.id} would last until {end.isoformat()}, after the last day of the model",
            given=change.start,
            allowed=f"{(HORIZON - (row.end - row.start)).isoformat()} or earlier",
            key=f"{change.where}.start",
        )


def _check_event(change: Change, branch: date | None, record: Any) -> None:
    ids = [entry.id for entry in record.events]
    if change.target not in ids:
        told = [entry.id for entry in record.events if change.target.lower() in entry.name.lower()]
        raise UnknownName(
            "there is no such event",
            given=change.target,
            allowed=ACTING_EVENTS,
            nearest=nearest(change.target, ids) or (told[0] if told else None),
            key=f"{change.where}.event",
        )
    row = _row(change, record.events)
    operation = row.id.removesuffix("_opens")
    if operation in {entry.id for entry in record.operations}:
        raise BadScenario(
            "this event only marks the start of an operation; change the operation",
            given=row.id,
            allowed=f'operation = "{operation}"',
            key=f"{change.where}.event",
        )
    _exclusive(change)
    _not_before(branch, row.date, f"{change.where}.event", f"the recorded date of {row.id}")
    if change.start is not None:
        _not_before(branch, change.start, f"{change.where}.date", "the new date")


def _check_contact(change: Change, branch: date | None, record: Any) -> None:
    row = _row(change, record.contacts)
    if change.start is not None:  # without a date it is the recorded day, or the branch if that is later
        _not_before(branch, change.start, f"{change.where}.date", f"{row.id}")
    if change.values.get("happens") is False:
        raise Contradiction(
            "contacts after the branch are outcomes: the model decides them, so none can be forbidden",
            given=f"{row.id}, happens = false",
            allowed="happens = true",
            key=f"{change.where}.happens",
        )
    through = change.values.get("through")
    if isinstance(through, str):
        _known(through, [channel.id for channel in record.channels], "channel", f"{change.where}.through")
    line = change.values.get("line")
    if isinstance(line, str):
        _known(line, OFFER_LINES, "line", f"{change.where}.line")
    clauses = change.values.get("clauses", ())
    assert isinstance(clauses, tuple)
    for clause in clauses:
        _known(clause, CLAUSES, "clause", f"{change.where}.clauses")
    if len(set(clauses)) < len(clauses):
        raise Contradiction("a clause stands twice", given=", ".join(clauses), key=f"{change.where}.clauses")


def _check_channel(change: Change, branch: date | None, record: Any) -> None:
    _row(change, record.channels)
    _between(change, "leak", 0.0, 1.0, "a month")
    _between(change, "passes_on", 0.0, 1.0, "(a chance)")
    _between(change, "latency", 0.0, 24.0, "months")
    if change.start is not None:
        _not_before(branch, change.start, f"{change.where}.from", "the change")
    elif branch is not None and change.until is not None:
        _not_before(branch, change.until - timedelta(days=1), f"{change.where}.until", "the change")
    said = [name for name in ("leak", "latency", "passes_on") if name in change.values]
    if change.values.get("open") is False and said:
        raise Contradiction(
            f"a closed channel carries nothing, so it has no {said[0]}",
            given=f"open = false and {said[0]}",
            allowed="one of them",
            key=f"{change.where}.{said[0]}",
        )


def _check_leader(change: Change, branch: date | None, record: Any) -> None:
    _known(change.target, SIDES, "leader", f"{change.where}.leader")
    assert change.start is not None
    _not_before(branch, change.start, f"{change.where}.from", "the change")


def _check_policy(change: Change, branch: date | None, record: Any) -> None:
    _known(change.target, POLICIES, "policy", f"{change.where}.policy")
    _exclusive(change, "level")
    _between(change, "level", 0.0, 2.0, "(multiple of the recorded)")
    start = change.start
    if start is None:
        recorded = {row.id: row.date for row in record.events}.get(change.target)
        if recorded is None:
            raise BadScenario("this key is missing", allowed="from = ...", key=f"{change.where}.from")
        start = recorded
    _not_before(branch, start, f"{change.where}.{'from' if change.start else 'policy'}", "the change")


def _check_parameter(change: Change, branch: date | None, record: Any) -> None:
    where = change.where
    _known(change.target, PARAMETER_NAMES, "parameter", f"{where}.parameter")
    side = change.values.get("side")
    sides = sides_of(change.target)
    if sides and not (side in sides or (side is None and len(sides) == 1)):
        raise BadValue(f"{change.target} differs by side", given=side, allowed=sides, key=f"{where}.side")
    if not sides and side is not None:
        message = f"{change.target} is the same for both sides"
        raise BadValue(message, given=side, allowed="no side", key=f"{where}.side")
    row = find(change.target, side if isinstance(side, str) else None)
    if not row.changes:
        raise BadValue(
            "this parameter holds for the whole war; set it under [assumptions]",
            given=change.target,
            key=f"{where}.parameter",
        )
    given = [name for name in ("set", "scale") if name in change.values]
    if len(given) != 1:
        both = " and ".join(given)
        raise Contradiction(
            "a parameter is set or scaled", given=both, allowed="one of them", key=f"{where}.scale"
        )
    number = change.values[given[0]]
    assert isinstance(number, float)
    if given[0] == "scale":
        check_scale(change, number, row, (row.quantity.value,))
    else:
        try:
            check_parameter(change.target, row.side, number)
        except SepeaceError as error:
            raise error.located(key=f"{where}.set") from None
    assert change.start is not None
    _not_before(branch, change.start, f"{where}.from", "the change")


def check_scale(change: Change, scale: float, row: Parameter, values: Iterable[float]) -> None:
    """Refuse a scale that takes any of these values of the parameter out of its reach."""
    low, high = hard_bounds(row)
    for value in values:
        if not low <= scale * value <= high:
            reach = f"{low:g} to {high:g} {row.quantity.unit}"
            raise BadValue(
                f"scaled so, {row.key} is out of reach: {value:g} times {scale:g} is {scale * value:g}",
                given=scale,
                allowed=f"a scale that keeps it within {reach}",
                key=f"{change.where}.scale",
            )


def _known(name: str, names: Iterable[str], kind: str, key: str) -> None:
    allowed = tuple(names)
    if name not in allowed:
        raise UnknownName(
            f"there is no such {kind}", given=name, allowed=allowed, nearest=nearest(name, allowed), key=key
        )


_CHECKS = {
    "operation": _check_operation,
    "event": _check_event,
    "contact": _check_contact,
    "channel": _check_channel,
    "leader": _check_leader,
    "policy": _check_policy,
    "parameter": _check_parameter,
}
_DATED = ("channel", "parameter")


def _check_together(changes: tuple[Change, ...]) -> None:
    for number, change in enumerate(changes):
        for earlier in changes[:number]:
            if _same_thing(earlier, change):
                spans = ", or spans that do not overlap" if change.kind in _DATED else ""
                raise Contradiction(
                    f"{change.target} is changed twice",
                    given=f"{earlier.where} and {change.where}",
                    allowed=f"one change for each thing{spans}",
                    key=change.where,
                )


def _same_thing(one: Change, two: Change) -> bool:
    if one.target != two.target or {one.kind, two.kind} not in ({one.kind}, {"event", "policy"}):
        return False
    if one.kind != two.kind:
        return True
    if one.values.get("side") != two.values.get("side"):
        return False
    return one.kind not in _DATED or _overlap(one, two)


def _overlap(one: Change, two: Change) -> bool:
    first, second = one.start or EPOCH, two.start or EPOCH
    return first < (two.until or date.max) and second < (one.until or date.max)
