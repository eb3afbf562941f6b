"""Changes that change nothing, each with the reason why.

Such a line looks like a supposition and is none: it costs an epoch or a row of the calendar, and what came
of that would be told as if it had been supposed. What is idle depends on the assumptions too: a number that
every campaign draws is changed by setting it to its default, one that none draws is not.

Fixing an operation at its recorded score is no idle change: without it the score is drawn anew.
"""

from __future__ import annotations

from datetime import date, timedelta

from sepeace.errors import BadValue, Contradiction, SepeaceError
from sepeace.model.parameters import Parameter, find
from sepeace.quantities import EPOCH, HORIZON, day_of
from sepeace.record import Record
from sepeace.record.types import Channel
from sepeace.scenario.checks.unread import taken_out, unused
from sepeace.scenario.diplomacy import as_switched
from sepeace.scenario.recorded_weeks import WAR_END
from sepeace.scenario.scenario import Change, Scenario
from sepeace.scenario.settings import cuts, sources_on

AFTER = HORIZON + timedelta(days=1)
LEAVE_OUT = "another value; or leave the line out"
LEAVE_OUT_DAY = "another day; or leave the line out"


def refuse_idle(scenario: Scenario, record: Record) -> None:
    """Refuse the first change, or the first attribute of one, that changes nothing.

    Args:
        scenario: each change by itself is checked already.

    Raises:
        BadValue: it says what is so anyway.
        Contradiction: an assumption takes out what it changes.
    """
    for change in scenario.changes:
        if change.kind == "operation":
            _same_day(change, "start", record.operation(change.target).start, "the recorded start")
        elif change.kind == "event":
            _same_day(change, "date", record.event(change.target).date, "the recorded date")
        elif change.kind == "contact":
            _contact(change, scenario.branch, record)
        elif change.kind == "policy":
            _policy(change)
        elif change.kind == "channel":
            row = next(row for row in record.channels if row.id == change.target)
            _channel(change, scenario, row)
        elif change.kind == "parameter":
            _parameter(change, scenario)


def _same_day(change: Change, key: str, recorded: date, what: str) -> None:
    if change.start == recorded:
        raise BadValue(
            f"this is {what} of {change.target}, so it changes nothing",
            given=change.start,
            allowed=LEAVE_OUT_DAY,
            key=f"{change.where}.{key}",
        )


def _contact(change: Change, branch: date | None, record: Record) -> None:
    usual = max(record.contact(change.target).start, branch or date.min)
    if change.start == usual:
        raise BadValue(
            f"{change.target} takes place on this day without it, so it changes nothing",
            given=change.start,
            allowed=LEAVE_OUT_DAY,
            key=f"{change.where}.date",
        )


def _policy(change: Change) -> None:
    if change.values.get("level") == 1.0:
        message = "this is the recorded level, so it changes nothing"
        raise BadValue(message, given=1.0, allowed=LEAVE_OUT, key=f"{change.where}.level")


# --- channels ---------------------------------------------------------------------------------------------


def _channel(change: Change, scenario: Scenario, recorded: Channel) -> None:
    """Hold each attribute against what the channel is in the time of the change.

    A road that is shut all the war counts as closed but where this change opens it: no other can, since two
    changes of one channel may not overlap.
    """
    if recorded.shut and change.values.get("open") is not True:
        raise BadValue(
            f"{recorded.id} is shut all the war unless a change opens it, so this changes nothing",
            given=change.values.get("open", recorded.id),
            allowed="open = true; or leave the line out",
            key=f"{change.where}.{'open' if 'open' in change.values else 'channel'}",
        )
    row = as_switched(recorded, scenario.assumptions.switches)
    start = change.start or scenario.branch or EPOCH
    end = change.until or AFTER
    overlaps = row.opens < end and start <= row.closes
    span = f"{row.opens.isoformat()} to {row.closes.isoformat()}"
    if change.values.get("open") is True:
        _opened(change, row, start, end)
    elif not overlaps:
        what = "is closed then anyway" if "open" in change.values else "is closed then, and carries nothing"
        raise BadValue(
            f"{row.id} {what}, so this changes nothing",
            given=f"{start.isoformat()} until {change.until.isoformat() if change.until else 'the end'}",
            allowed=f"a time in which it is open: {span}" + _or_open(change),
            key=f"{change.where}.{'from' if change.start else 'channel'}",
        )
    usual = {"leak": row.leak, "latency": row.latency_months, "passes_on": row.gate_germany}
    for name, value in usual.items():
        if name not in change.values:
            continue
        if name == "passes_on" and "gatekeepers" in scenario.assumptions.switches:
            raise _taken_out(change, name, "gatekeepers")
        if change.values[name] == value:
            raise BadValue(
                f"{name} of {row.id} is {value:g} as it is, so this changes nothing",
                given=value,
                allowed=LEAVE_OUT,
                key=f"{change.where}.{name}",
            )


def _or_open(change: Change) -> str:
    return "" if "open" in change.values else "; or open = true"


def _opened(change: Change, row: Channel, start: date, end: date) -> None:
    """Refuse to open what is open. What closes with the recorded war may be kept open in a longer one."""
    lasting = row.closes + timedelta(days=1) >= min(end, WAR_END)
    if row.shut:
        return  # its dates are those of the war, and nobody uses it
    if not (row.opens <= start <= row.closes and lasting):
        return
    later = row.closes + timedelta(days=1)
    longer = f"from = {later.isoformat()} or later, for a longer war; " if later < AFTER else ""
    raise BadValue(
        f"{row.id} is open then as it is, until {row.closes.isoformat()}, so this changes nothing",
        given=True,
        allowed=f"{longer}open = false; or leave the line out",
        key=f"{change.where}.open",
    )


# --- parameters -------------------------------------------------------------------------------------------


def _parameter(change: Change, scenario: Scenario) -> None:
    """Refuse what no campaign would notice, in any epoch of the change."""
    side = change.values.get("side")
    row = find(change.target, None if side is None else str(side))
    name = "set" if "set" in change.values else "scale"
    if change.values.get("scale") == 1.0:
        message = "a scale of 1 changes nothing"
        raise BadValue(message, given=1.0, allowed=LEAVE_OUT, key=f"{change.where}.scale")
    reason = unused(row, scenario)
    switch = taken_out(row, scenario)
    if switch is not None and name == "scale":  # a change that sets it comes after the switch, and acts
        reason = f"the switch {switch} takes it out, and what is taken out cannot be scaled"
    if reason is not None:
        raise Contradiction(
            f"{row.key} acts on nothing here: {reason}",
            given=row.key,
            allowed="a parameter that acts under these assumptions" + ("; or set = ..." if switch else ""),
            key=f"{change.where}.parameter",
        )
    if _moves(change, scenario, row):
        return
    given = change.values[name]
    day = day_of(change.start or EPOCH)
    source, value = sources_on(scenario.assumptions, (), day, _drawn(scenario))[row.key]
    was = f"{value:g}" if source == 0 else "each campaign's own value"
    raise BadValue(
        f"{name} = {given:g} changes nothing here: {row.key} is {was} as it is",
        given=given,
        allowed=LEAVE_OUT if value or name == "set" else "set = ...; what is 0 cannot be scaled",
        key=f"{change.where}.{name}",
    )


def _moves(change: Change, scenario: Scenario, row: Parameter) -> bool:
    """Whether the parameter comes from anything else, on some day, than it would without the change."""
    first = day_of(change.start or EPOCH)
    last = day_of(change.until or AFTER)
    days = [first, *(day for day in cuts(scenario.assumptions, (change,)) if first < day < last)]
    drawn = _drawn(scenario)
    return any(
        sources_on(scenario.assumptions, (), day, drawn)[row.key]
        != sources_on(scenario.assumptions, (change,), day, drawn)[row.key]
        for day in days
    )


def _drawn(scenario: Scenario) -> bool:
    return scenario.assumptions.numbers == "prior"


def _taken_out(change: Change, name: str, switch: str) -> SepeaceError:
    return Contradiction(
        f"the switch {switch} takes out what {name} changes",
        given=name,
        allowed=f"switches_off without {switch}",
        key=f"{change.where}.{name}",
    )
