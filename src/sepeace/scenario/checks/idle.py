"""Changes that change nothing, each with the reason why.

Such a line looks like a supposition and is none: it costs an epoch or a row of the calendar, and what came
of that would be told as if it had been supposed. What is idle depends on the assumptions too: a number that
every campaign draws is changed by setting it to its default, one that none draws is not.

Fixing an operation in the East at its recorded score is no idle change: without it the score is drawn anew. A
battle in the West has its recorded score anyway.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sepeace.errors import BadValue, Contradiction, SepeaceError
from sepeace.model.parameters import Parameter, find
from sepeace.quantities import EPOCH, HORIZON, day_of
from sepeace.record import Record
from sepeace.record.types import Channel, WesternBattle
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
from sepeace.scenario.checks.finland import check_pair
from sepeace.scenario.checks.leaders import LEAVE_OUT, refuse_idle_leader, refuse_idle_policy
from sepeace.scenario.checks.parameter_use import Use, silenced_by, taken_out, why_not
from sepeace.scenario.recorded_weeks import WAR_END
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import cuts, sources_on
from sepeace.scenario.tables.diplomacy import as_switched

AFTER = HORIZON + timedelta(days=1)
LEAVE_OUT_DAY = "another day; or leave the line out"


def refuse_idle(scenario: Scenario, record: Record) -> None:
    """Refuse the first change, or the first attribute of one, that changes nothing.

    Args:
        scenario: each change by itself is checked already.

    Raises:
        BadValue: it says what is so anyway.
        Contradiction: an assumption takes out what it changes, or a switch what is assumed beside it.
    """
    check_pair(scenario, record)
    for change in scenario.changes:
        match change:
            case OperationChange(target=target):
                battle = record.battle(target)
                _same_day(change, battle.start, f"this is the recorded start of {target}")
                if isinstance(battle, WesternBattle):
                    _same_score(change, battle)
            case EventChange(target=target):
                _same_day(change, record.event(target).date, f"this is the recorded date of {target}")
                _full_level(change)
            case ContactChange(target=target):
                usual = max(record.contact(target).start, scenario.branch or date.min)
                _same_day(change, usual, f"{target} takes place on this day without it")
            case LeaderChange():
                refuse_idle_leader(change, scenario)
            case PolicyChange():
                refuse_idle_policy(change, scenario)
            case ChannelChange():
                _channels(change, scenario, record)
            case ParameterChange():
                _parameter(change, scenario)
    _assumed(scenario)


def _full_level(change: EventChange | PolicyChange) -> None:
    if change.level == 1.0:
        message = "this is the recorded level, so it changes nothing"
        raise BadValue(message, given=1.0, allowed=LEAVE_OUT, key=change.at("level"))


def _same_day(change: Change, usual: date, so: str) -> None:
    if change.start == usual:
        raise BadValue(
            f"{so}, so it changes nothing",
            given=change.start,
            allowed=LEAVE_OUT_DAY,
            key=change.at(change.start_key),
        )


def _same_score(change: OperationChange, battle: WesternBattle) -> None:
    if change.score == battle.score and change.start is None:
        raise BadValue(
            f"this is the recorded score of {battle.id}, which it has anyway, so it changes nothing",
            given=change.outcome or change.score,
            allowed="another outcome; or leave the line out",
            key=change.at("outcome" if change.outcome else "score"),
        )


# --- channels ---------------------------------------------------------------------------------------------


def _channels(change: ChannelChange, scenario: Scenario, record: Record) -> None:
    """A change of all channels is idle where each attribute of it is idle on every one that it concerns."""
    rows = [row for row in record.channels if change.concerns(row.id, row.shut)]
    rows = rows or [row for row in record.channels if row.id == change.target]
    if change.target != ALL:
        _channel(change, scenario, rows[0])
        return
    for name, value in change.values.items():
        said: dict[str, Any] = {**dict.fromkeys(change.values), name: value}
        alone = replace(change, **said)
        faults = [fault for row in rows if (fault := _fault(alone, scenario, row)) is not None]
        if len(faults) == len(rows):
            message = f"{name} of every channel is so as it is, so this changes nothing"
            raise BadValue(message, given=value, allowed=LEAVE_OUT, key=change.at(name)) from faults[0]


def _fault(change: ChannelChange, scenario: Scenario, row: Channel) -> SepeaceError | None:
    try:
        _channel(change, scenario, row)
    except SepeaceError as fault:
        return fault
    return None


def _channel(change: ChannelChange, scenario: Scenario, recorded: Channel) -> None:
    """Hold each attribute against what the channel is in the time of the change.

    A road that is shut all the war counts as closed but where this change opens it: no other can, since two
    changes of one channel may not overlap.
    """
    if recorded.shut and not change.open:
        raise BadValue(
            f"{recorded.id} is shut all the war unless a change opens it, so this changes nothing",
            given=recorded.id if change.open is None else change.open,
            allowed="open = true; or leave the line out",
            key=change.at("channel" if change.open is None else "open"),
        )
    row = as_switched(recorded, scenario.assumptions.switches)
    start = change.start or scenario.branch or EPOCH
    end = change.until or AFTER
    overlaps = row.opens < end and start <= row.closes
    span = f"{row.opens.isoformat()} to {row.closes.isoformat()}"
    if change.open:
        _opened(change, row, start, end)
    elif not overlaps:
        what = "is closed then, and carries nothing" if change.open is None else "is closed then anyway"
        raise BadValue(
            f"{row.id} {what}, so this changes nothing",
            given=f"{start.isoformat()} until {change.until.isoformat() if change.until else 'the end'}",
            allowed=f"a time in which it is open: {span}"
            + ("; or open = true" if change.open is None else ""),
            key=change.at("from" if change.start else "channel"),
        )
    usual = {
        "leak": row.leak,
        "interception": row.interception,
        "latency": row.latency_months,
        "passes_on": row.gate_germany,
    }
    for name, value in usual.items():
        if name not in change.values:
            continue
        if name == "passes_on" and "gatekeepers" in scenario.assumptions.switches:
            raise Contradiction(
                f"the switch gatekeepers takes out what {name} changes",
                given=name,
                allowed="switches_off without gatekeepers",
                key=change.at(name),
            )
        if change.values[name] == value:
            raise BadValue(
                f"{name} of {row.id} is {value:g} as it is, so this changes nothing",
                given=value,
                allowed=LEAVE_OUT,
                key=change.at(name),
            )


def _opened(change: ChannelChange, row: Channel, start: date, end: date) -> None:
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
        key=change.at("open"),
    )


# --- parameters -------------------------------------------------------------------------------------------


def _assumed(scenario: Scenario) -> None:
    """Refuse a parameter set by hand that a switch keeps from acting, as a change of it is refused."""
    for name, side, value in scenario.assumptions.parameters:
        row = find(name, side)
        switches = silenced_by(row, scenario)
        if switches:
            named = " and ".join(switches)
            reason = why_not(row, Use.ACT, scenario) or f"the switch {named} takes it out"
            raise Contradiction(
                f"{row.key} acts on nothing here: {reason}",
                given=value,
                allowed=f"leave it out; or switches_off without {named}",
                key=f"assumptions.{row.key}",
            )


def _parameter(change: ParameterChange, scenario: Scenario) -> None:
    """Refuse what no campaign would notice, in any epoch of the change."""
    row = change.row
    name, given = ("scale", change.scale) if change.set is None else ("set", change.set)
    if change.scale == 1.0:
        message = "a scale of 1 changes nothing"
        raise BadValue(message, given=1.0, allowed=LEAVE_OUT, key=change.at("scale"))
    reason = why_not(row, Use.SCALE if name == "scale" else Use.ACT, scenario)
    if reason is not None:
        switch = taken_out(row, scenario)  # a change that sets the number comes after the switch, and acts
        raise Contradiction(
            f"{row.key} acts on nothing here: {reason}",
            given=row.key,
            allowed="a parameter that acts under these assumptions" + ("; or set = ..." if switch else ""),
            key=change.at("parameter"),
        )
    if _moves(change, scenario, row):
        return
    day = day_of(change.start or EPOCH)
    source, value = sources_on(scenario.assumptions, _others(scenario), day, _drawn(scenario))[row.key]
    was = f"{value:g}" if source == 0 else "each campaign's own value"
    raise BadValue(
        f"{name} = {given:g} changes nothing here: {row.key} is {was} as it is",
        given=given,
        allowed=LEAVE_OUT if value or name == "set" else "set = ...; what is 0 cannot be scaled",
        key=change.at(name),
    )


def _moves(change: ParameterChange, scenario: Scenario, row: Parameter) -> bool:
    """Whether the parameter comes from anything else, on some day, than it would without the change."""
    first = day_of(change.start or EPOCH)
    last = day_of(change.until or AFTER)
    days = [first, *(day for day in cuts(scenario.assumptions, (change,)) if first < day < last)]
    drawn, others = _drawn(scenario), _others(scenario)
    return any(
        sources_on(scenario.assumptions, others, day, drawn)[row.key]
        != sources_on(scenario.assumptions, (*others, change), day, drawn)[row.key]
        for day in days
    )


def _others(scenario: Scenario) -> tuple[Change, ...]:
    """What brings parameters in that nothing reads without it."""
    return (*scenario.changes_of(LeaderChange), *scenario.changes_of(PolicyChange))


def _drawn(scenario: Scenario) -> bool:
    return scenario.assumptions.drawn
