"""The world of a campaign: operations, events, channels, recorded contacts and the paths of the record.

Filled by the plan of a scenario from the record; read by the handlers, never written. The first axis of an
operation field is the operation's row, of a channel field the channel's, of a calendar field the entry's.
"""

from dataclasses import dataclass
from typing import Annotated

from sepeace.kernel.fields import Counts, Grid, Real, Row, Table, Whole


@dataclass(slots=True)
class World:
    """Units: days since 22 June 1941, km east of that day's frontier, millions of men, shares."""

    luck: Annotated[Whole, (), "", "how luck is had"]
    reading: Annotated[Whole, (), "", "strength reading"]
    held_until: Annotated[Real, (), "day", "the battlefield is held to the record until then"]
    count_from: Annotated[Real, (), "day", "windows, contacts and settlements count from then"]
    forgetful: Annotated[Whole, (), "", "1: battles leave no trace in the fortune of arms"]
    front_frozen: Annotated[Whole, (), "", "1: leaders do not see the front move"]
    # ruler and paths, one entry a week from 22 June 1941
    weights: Annotated[Row, (3,), "1", "weights of the sectors"]
    frontier: Annotated[Real, (), "front", "front at the frontier of 22 June 1941"]
    km_west: Annotated[Row, (3,), "km", "frontier to Berlin"]
    km_east: Annotated[Row, (3,), "km", "frontier to the Arkhangelsk-Astrakhan line"]
    path: Annotated[Grid, (3, 0), "km", "recorded front"]
    force: Annotated[Grid, (2, 0), "millions", "recorded strength"]
    background: Annotated[Grid, (2, 0), "millions/week", "recorded losses outside operations"]
    loss: Annotated[Grid, (2, 0), "millions/week", "recorded losses in all"]
    loss_shift: Annotated[Grid, (2, 0), "millions/week", "recorded losses moved by a change of dates"]
    force_shift: Annotated[Row, (0,), "millions", "Axis strength moved by a change of the landing"]
    replacements: Annotated[Row, (0,), "millions/month", "Soviet replacements"]
    oil_supply: Annotated[Row, (0,), "Mt/year", "German oil supply"]
    divisions_west: Annotated[Row, (0,), "1", "share of German divisions held in the West"]
    deliveries: Annotated[Row, (0,), "1", "supplies delivered over promised"]
    grain_front: Annotated[Row, (0,), "front", "knots of the grain lost"]
    grain_share: Annotated[Row, (0,), "1", "share of grain land west of them"]
    # operations
    op_number: Annotated[Counts, (0,), "", "permanent number"]
    op_east: Annotated[Counts, (0,), "", "1 in the East, 0 in the West"]
    op_side: Annotated[Counts, (0,), "", "attacker"]
    op_start: Annotated[Row, (0,), "day", "start"]
    op_end: Annotated[Row, (0,), "day", "first day after the end"]
    op_share: Annotated[Row, (0,), "1", "share of its parent's days"]
    op_acts: Annotated[Table, (0, 3), "", "1 where it moves a sector"]
    op_seen: Annotated[Table, (0, 3), "", "1 where it is fought"]
    op_recorded: Annotated[Row, (0,), "score", "recorded score"]
    op_ground: Annotated[Row, (0,), "km", "ground per unit of score, before slope, floor and roof"]
    op_ratio: Annotated[Row, (0,), "1", "log of the recorded theatre ratio, attacker over defender"]
    op_edge: Annotated[Row, (0,), "1", "quality term of the attacker at the recorded start"]
    op_first: Annotated[Counts, (0,), "", "row of the first part of the same operation"]
    op_losses: Annotated[Grid, (0, 2), "millions", "recorded losses by side"]
    op_engaged: Annotated[Row, (0,), "millions", "defender engaged"]
    op_value: Annotated[Row, (0,), "fortune", "weight v k w in the fortune of arms"]
    op_week_km: Annotated[list[list[list[float]]], (0, 3, 0), "km", "recorded movement credited to it"]
    op_forced: Annotated[Counts, (0,), "", "1 score fixed by a change, 2 cancelled by one"]
    op_forced_score: Annotated[Row, (0,), "score", "the score so fixed"]
    start_order: Annotated[Counts, (0,), "", "operations by start"]
    end_order: Annotated[Counts, (0,), "", "operations by end"]
    week_first: Annotated[Counts, (0,), "", "first entry of week_ops for each week"]
    week_ops: Annotated[Counts, (0,), "", "operations that overlap each week"]
    score_root: Annotated[Grid, (3, 3), "score", "Cholesky root of the score coefficients' correlation"]
    offensive_day: Annotated[Row, (0,), "day", "slots of offensives without a record"]
    offensive_all: Annotated[Counts, (0,), "", "1: every sector attacks"]
    record_end: Annotated[Real, (), "day", "end of the recorded war"]
    # the West
    date_day: Annotated[Row, (0,), "day", "calendar: when"]
    date_kind: Annotated[Counts, (0,), "", "calendar: what"]
    date_ref: Annotated[Counts, (0,), "", "calendar: number in the record"]
    expect_knot: Annotated[Grid, (2, 0), "day", "when a side's expectation of the landing changes"]
    expect_day: Annotated[Grid, (2, 0), "day", "the landing it then expects"]
    landing_known: Annotated[Real, (), "day", "from then on a changed landing is expected, or never"]
    landing_day: Annotated[Real, (), "day", "the changed landing; never: always two years away"]
    west_enters: Annotated[Real, (), "day", "before this no landing is expected"]
    west_ends: Annotated[Real, (), "day", "recorded end of the war in the West"]
    # channels, by epoch
    channels: Annotated[Whole, (), "", "number of channels"]
    ch_open: Annotated[Grid, (0, 0), "day", "opening"]
    ch_close: Annotated[Grid, (0, 0), "day", "closing"]
    ch_latency: Annotated[Grid, (0, 0), "months", "mean latency"]
    ch_leak: Annotated[Grid, (0, 0), "1/month", "hazard of a leak"]
    ch_read: Annotated[Grid, (0, 0), "1/month", "hazard of interception"]
    ch_gate: Annotated[list[list[list[float]]], (0, 0, 2), "probability", "passed up to each leader"]
    ch_side: Annotated[Table, (0, 3), "", "1 where Germany, the Soviet side, a mediator can open it"]
    ch_mediated: Annotated[Row, (0,), "1/month", "rate of a mediator's proposals"]
    # recorded contacts, replayed before a branch
    rc_pair: Annotated[Counts, (0,), "", "pair"]
    rc_side: Annotated[Counts, (0,), "", "sender: side, 2 mediator"]
    rc_channel: Annotated[Counts, (0,), "", "channel, -1 unknown"]
    rc_refused_by: Annotated[Counts, (0,), "", "side that refused, -1 none"]
    rc_talks: Annotated[Counts, (0,), "", "1 where talks were held"]
    rc_chance: Annotated[Row, (0,), "probability", "chance that it took place, by grade and reading"]
    epoch_day: Annotated[Row, (0,), "day", "start of each epoch after the first"]
    span: Annotated[Whole, (), "weeks", "weeks of the plan"]


@dataclass(slots=True)
class Entry:
    """One event of one campaign, as the log holds it."""

    time: Annotated[Real, (), "day", "when"]
    kind: Annotated[Whole, (), "", "what"]
    pair: Annotated[Whole, (), "", "which pair, -1 none"]
    side: Annotated[Whole, (), "", "which side, -1 none"]
    channel: Annotated[Whole, (), "", "which channel, -1 none"]
    cause: Annotated[Whole, (), "", "why"]
    ref: Annotated[Whole, (), "", "number of the thing meant"]
    first: Annotated[Real, (), "", "a number"]
    second: Annotated[Real, (), "", "another number"]
    parent: Annotated[Whole, (), "", "the row that led here, -1 none"]


@dataclass(slots=True)
class Log:
    """Rows of events and weekly values; both may be of length zero, and then nothing is kept."""

    rows: list[Entry]
    weeks: Grid
