"""The world of a campaign: operations, events, channels, recorded contacts and the paths of the record.

Filled by the plan of a scenario from the record; read by the handlers, never written. The first axis of an
operation field is the operation's row, of a channel field the channel's, of a calendar field the entry's.
Shapes are the room a field has: a plan may fill less, and says how much where handlers need to know.
"""

from dataclasses import dataclass
from typing import Annotated

from sepeace.kernel import weekly
from sepeace.kernel.fields import Counts, Grid, Real, Row, Table, Whole
from sepeace.kernel.finnish_terms import FINNISH_CLAUSES
from sepeace.kernel.slots import (
    BINS,
    CELLS,
    CHANNELS,
    CONTACTS,
    DATES,
    EPOCHS,
    FINNISH_OFFERS,
    KNOTS,
    LOCKS,
    LOG_ROWS,
    NEWS_ROWS,
    OFFENSIVES,
    OPERATIONS,
    PEOPLE,
    REPORTS,
    SETS,
    TRACK_KNOTS,
    WEEK_OPERATIONS,
    WEEKS,
)


@dataclass(slots=True)
class World:
    """Units: days since 22 June 1941, km east of that day's frontier, millions of men, shares."""

    luck: Annotated[Whole, (), "", "how luck is had"]
    reading: Annotated[Whole, (), "", "strength reading"]
    steady: Annotated[Whole, (), "", "1: the war is valued as if the drift stood still"]
    known: Annotated[Whole, (), "", "1: each leader knows the other's belief"]
    held_until: Annotated[Real, (), "day", "the battlefield is held to the record until then"]
    count_from: Annotated[Real, (), "day", "windows, contacts and settlements count from then"]
    forgetful: Annotated[Whole, (), "", "1: battles leave no trace in the fortune of arms"]
    front_frozen: Annotated[Whole, (), "", "1: leaders do not see the front move"]
    cell_end: Annotated[Row, (CELLS,), "day", "Sundays on which a span of counting ends; the last has no end"]
    # reported feelers that campaigns are held to
    reports: Annotated[Whole, (), "", "number of them"]
    reports_until: Annotated[Real, (), "day", "until then none but these left a report; 0 for no reports"]
    report_side: Annotated[Counts, (REPORTS,), "", "sender"]
    report_cell: Annotated[Counts, (REPORTS,), "", "span of time that it left in"]
    report_chance: Annotated[Row, (REPORTS,), "probability", "that it is real, where usual numbers come"]
    report_usual: Annotated[Row, (2,), "1", "these numbers: real reports of each side in a span"]
    report_cells: Annotated[Whole, (), "", "spans that are held to reports"]
    # whose numbers a campaign has: its own, or those of another
    lucks: Annotated[Whole, (), "", "so many campaigns in a row share their numbers; 0 or 1 for none"]
    sets: Annotated[Whole, (), "", "sets of numbers that campaigns have in turn; 0 for none"]
    set_seed: Annotated[Whole, (), "", "seed of the batch that they come from"]
    set_campaign: Annotated[Counts, (SETS,), "", "its campaigns that have them"]
    # ruler and paths, one entry a week from 22 June 1941
    weights: Annotated[Row, (3,), "1", "weights of the sectors"]
    frontier: Annotated[Real, (), "front", "front at the frontier of 22 June 1941"]
    km_west: Annotated[Row, (3,), "km", "frontier to Berlin"]
    km_east: Annotated[Row, (3,), "km", "frontier to the Arkhangelsk-Astrakhan line"]
    front_per_km_west: Annotated[Row, (3,), "front/km", "front west of the frontier"]
    front_per_km_east: Annotated[Row, (3,), "front/km", "front east of it"]
    km_per_front_west: Annotated[Row, (3,), "km/front", "the other way round"]
    km_per_front_east: Annotated[Row, (3,), "km/front", "the other way round"]
    path: Annotated[Grid, (3, WEEKS), "km", "recorded front"]
    path_front: Annotated[Grid, (3, WEEKS), "front", "the same as a front coordinate"]
    force: Annotated[Grid, (2, WEEKS), "millions", "recorded strength"]
    background: Annotated[Grid, (2, WEEKS), "millions/week", "recorded losses outside operations"]
    loss: Annotated[Grid, (2, WEEKS), "millions/week", "recorded losses in all"]
    loss_shift: Annotated[Grid, (2, WEEKS), "millions/week", "recorded losses moved by a change of dates"]
    force_shift: Annotated[Row, (WEEKS,), "millions", "Axis strength moved by a change of the landing"]
    replacements: Annotated[Row, (WEEKS,), "millions/month", "Soviet replacements"]
    oil_supply: Annotated[Row, (WEEKS,), "Mt/year", "German oil supply"]
    divisions_west: Annotated[Row, (WEEKS,), "1", "share of German divisions held in the West"]
    deliveries: Annotated[Row, (WEEKS,), "1", "supplies delivered over promised"]
    grain_front: Annotated[Row, (KNOTS,), "front", "knots of the grain lost"]
    grain_share: Annotated[Row, (KNOTS,), "1", "share of grain land west of them"]
    # operations
    operations: Annotated[Whole, (), "", "number of operations"]
    op_number: Annotated[Counts, (OPERATIONS,), "", "permanent number"]
    op_east: Annotated[Counts, (OPERATIONS,), "", "1 in the East, 0 in the West"]
    op_side: Annotated[Counts, (OPERATIONS,), "", "attacker"]
    op_start: Annotated[Row, (OPERATIONS,), "day", "start"]
    op_end: Annotated[Row, (OPERATIONS,), "day", "first day after the end"]
    op_share: Annotated[Row, (OPERATIONS,), "1", "share of its parent's days"]
    op_acts: Annotated[Table, (OPERATIONS, 3), "", "1 where it moves a sector"]
    op_seen: Annotated[Table, (OPERATIONS, 3), "", "1 where it is fought"]
    op_recorded: Annotated[Row, (OPERATIONS,), "score", "recorded score"]
    op_ground: Annotated[Row, (OPERATIONS,), "km", "ground per unit of score, before slope, floor and roof"]
    op_ratio: Annotated[Row, (OPERATIONS,), "1", "log of the recorded theatre ratio, attacker over defender"]
    op_edge: Annotated[Row, (OPERATIONS,), "1", "quality term of the attacker at the recorded start"]
    op_first: Annotated[Counts, (OPERATIONS,), "", "row of the first part of the same operation"]
    op_losses: Annotated[Grid, (OPERATIONS, 2), "millions", "recorded losses by side"]
    op_engaged: Annotated[Row, (OPERATIONS,), "millions", "defender engaged"]
    op_value: Annotated[Row, (OPERATIONS,), "fortune", "weight v k w in the fortune of arms"]
    op_week_km: Annotated[
        list[list[list[float]]], (OPERATIONS, 3, WEEKS), "km", "recorded movement credited to it"
    ]
    op_forced: Annotated[Counts, (OPERATIONS,), "", "1 score fixed by a change, 2 cancelled by one"]
    op_forced_score: Annotated[Row, (OPERATIONS,), "score", "the score so fixed"]
    start_order: Annotated[Counts, (OPERATIONS,), "", "operations by start"]
    end_order: Annotated[Counts, (OPERATIONS,), "", "operations by end"]
    week_first: Annotated[Counts, (WEEKS,), "", "first entry of week_ops for each week"]
    week_ops: Annotated[Counts, (WEEK_OPERATIONS,), "", "operations that overlap each week"]
    score_root: Annotated[Grid, (3, 3), "score", "Cholesky root of the score coefficients' correlation"]
    offensives: Annotated[Whole, (), "", "number of those slots"]
    offensive_day: Annotated[Row, (OFFENSIVES,), "day", "slots of offensives without a record"]
    offensive_all: Annotated[Counts, (OFFENSIVES,), "", "1: every sector attacks"]
    record_end: Annotated[Real, (), "day", "end of the recorded war"]
    # the West
    dates: Annotated[Whole, (), "", "number of entries of the calendar"]
    date_day: Annotated[Row, (DATES,), "day", "calendar: when"]
    date_kind: Annotated[Counts, (DATES,), "", "calendar: what"]
    date_ref: Annotated[Counts, (DATES,), "", "calendar: number in the record"]
    expect_knot: Annotated[Grid, (2, KNOTS), "day", "when a side's expectation of the landing changes"]
    expect_day: Annotated[Grid, (2, KNOTS), "day", "the landing it then expects"]
    landing_known: Annotated[Real, (), "day", "from then on a changed landing is expected, or never"]
    landing_shift: Annotated[Real, (), "days", "by which the landing is moved"]
    landing_day: Annotated[Real, (), "day", "the changed landing; never: always two years away"]
    west_enters: Annotated[Real, (), "day", "before this no landing is expected"]
    west_ends: Annotated[Real, (), "day", "recorded end of the war in the West"]
    # channels, by epoch
    channels: Annotated[Whole, (), "", "number of channels"]
    ch_open: Annotated[Grid, (EPOCHS, CHANNELS), "day", "opening"]
    ch_close: Annotated[Grid, (EPOCHS, CHANNELS), "day", "closing"]
    ch_latency: Annotated[Grid, (EPOCHS, CHANNELS), "months", "mean latency"]
    ch_leak: Annotated[Grid, (EPOCHS, CHANNELS), "1/month", "hazard of a leak"]
    ch_read: Annotated[Grid, (EPOCHS, CHANNELS), "1/month", "hazard of interception"]
    ch_gate: Annotated[
        list[list[list[float]]], (EPOCHS, CHANNELS, 2), "probability", "passed up to each leader"
    ]
    ch_side: Annotated[
        list[list[list[int]]],
        (EPOCHS, CHANNELS, 3),
        "",
        "1 where Germany, the Soviet side, a mediator has it",
    ]
    ch_mediated: Annotated[Row, (CHANNELS,), "1/month", "rate of a mediator's proposals"]
    # recorded contacts, replayed before a branch
    rc_pair: Annotated[Counts, (CONTACTS,), "", "pair"]
    rc_side: Annotated[Counts, (CONTACTS,), "", "sender: side, 2 mediator"]
    rc_channel: Annotated[Counts, (CONTACTS,), "", "channel, -1 unknown"]
    rc_refused_by: Annotated[Counts, (CONTACTS,), "", "side that refused, -1 none"]
    rc_talks: Annotated[Counts, (CONTACTS,), "", "1 where talks were held"]
    rc_official: Annotated[Counts, (CONTACTS,), "", "1 where German officials wrote without authority"]
    rc_chance: Annotated[Row, (CONTACTS,), "probability", "chance that it took place, by grade and reading"]
    epochs: Annotated[Whole, (), "", "number of epochs after the first"]
    epoch_day: Annotated[Row, (EPOCHS,), "day", "start of each epoch after the first"]
    span: Annotated[Whole, (), "weeks", "weeks of the plan"]
    # the West
    news_kind: Annotated[Counts, (NEWS_ROWS,), "", "what a piece of recorded news says, as a cause"]
    news_contact: Annotated[
        Counts, (NEWS_ROWS,), "", "contact that must have been for it to be heard of, or 0"
    ]
    news_chance: Annotated[Row, (NEWS_ROWS,), "probability", "chance that the West heard it, by its grade"]
    told_from: Annotated[Real, (), "day", "from then on Moscow tells its allies what it refuses, or never"]
    landing_due: Annotated[Real, (), "day", "the landing in France as recorded or changed, or never"]
    landing_event: Annotated[Whole, (), "", "its number among the events"]
    landing_open: Annotated[Whole, (), "", "1 where no change fixes its day before the West does"]
    landing_beaten: Annotated[Whole, (), "", "1 where a change has it beaten back"]
    west_unthreatened: Annotated[
        Row, (WEEKS,), "1", "share of divisions in the West that no landing threatens"
    ]
    landing_fixed_on: Annotated[Real, (), "day", "when the West fixes its day"]
    formula_event: Annotated[Whole, (), "", "number of the demand of unconditional surrender"]
    # Finland: Soviet terms by row, and her own front
    finland: Annotated[Whole, (), "", "1 where Finland is a party of her own"]
    finn_offers: Annotated[Whole, (), "", "number of Soviet terms"]
    finn_from: Annotated[Row, (FINNISH_OFFERS,), "day", "from when they stand"]
    finn_until: Annotated[Row, (FINNISH_OFFERS,), "day", "last day on which they do"]
    finn_border: Annotated[Row, (FINNISH_OFFERS,), "share", "the border they name"]
    finn_clause: Annotated[Grid, (FINNISH_OFFERS, FINNISH_CLAUSES), "1", "how much of each clause they hold"]
    finn_surrender: Annotated[Counts, (FINNISH_OFFERS,), "", "1 where they ask for surrender"]
    finn_needs: Annotated[Counts, (FINNISH_OFFERS,), "", "operation without which they were not named, or -1"]
    finn_ref: Annotated[Counts, (FINNISH_OFFERS,), "", "their number in the record"]
    finn_own: Annotated[
        Grid, (2, WEEKS), "probability", "chance to win by her own front: before, after the attack"
    ]
    finn_shut_from: Annotated[Real, (), "day", "a pledge to Germany shuts the road from then"]
    finn_shut_until: Annotated[Real, (), "day", "first day on which it does so no longer"]
    finn_shut_needs: Annotated[Whole, (), "", "operation without which it was not given, or -1"]
    finn_left: Annotated[Real, (), "day", "when Finland left the recorded war"]
    finn_answer: Annotated[Real, (), "day", "her recorded answer: from then on she signs as recorded"]
    finn_held: Annotated[Row, (WEEKS,), "millions", "Finnish soldiers in the recorded path"]
    finn_kept: Annotated[Row, (WEEKS,), "millions", "those on top of it where she has not left"]
    finn_warning: Annotated[Real, (), "day", "when Germany occupies Hungary"]
    finn_front_needs: Annotated[Whole, (), "", "operation that moved her front, or -1"]
    # another leader, policies at another level
    profile: Annotated[Whole, (), "", "who leads Germany from profile_day on"]
    profile_day: Annotated[Real, (), "day", "since when, or never"]
    aid_missing: Annotated[Row, (WEEKS,), "1", "share of full western supplies that a change takes away"]
    occupation_day: Annotated[Real, (), "day", "from then on the rule over the occupied is another, or never"]
    occupation_level: Annotated[Real, (), "1", "how fast fear of a second attack grows then, over the usual"]
    # people
    people: Annotated[Whole, (), "", "number of German officials"]
    pe_number: Annotated[Counts, (PEOPLE,), "", "permanent number"]
    pe_start: Annotated[Row, (PEOPLE,), "day", "first day on which he does what he does"]
    pe_end: Annotated[Row, (PEOPLE,), "day", "first day on which he no longer does"]
    pe_weight: Annotated[Row, (PEOPLE,), "1", "weight among those who do the same"]
    pe_asks: Annotated[Counts, (PEOPLE,), "", "1 where he asks his own leader before anything is sent"]
    pe_writes: Annotated[Counts, (PEOPLE,), "", "1 where he writes abroad unasked"]
    pe_receives: Annotated[Counts, (PEOPLE,), "", "1 where Soviet messages come to his desk"]
    pe_tells: Annotated[Counts, (PEOPLE,), "", "1 where he may tell Hitler what others keep back"]
    pe_ministry: Annotated[Counts, (PEOPLE,), "", "1 where he is of the foreign ministry"]
    pe_road: Annotated[Table, (PEOPLE, CHANNELS), "", "1 where the road is his"]
    dismissal_from: Annotated[Real, (), "day", "from then on Moscow may demand Ribbentrop's dismissal"]
    ch_not_heard: Annotated[Row, (CHANNELS,), "day", "from then on Moscow hears no mediator by this road"]
    rc_not_sent: Annotated[
        Counts, (CONTACTS,), "", "1 where Germans asked their own leader, and nothing was sent"
    ]
    rc_punished: Annotated[Counts, (CONTACTS,), "", "1 where Hitler refused what a German carrier brought"]
    # Germany and the West
    lock_shut: Annotated[Row, (LOCKS,), "day", "when each lock falls shut, or never"]
    lock_open: Annotated[Row, (LOCKS,), "day", "when it opens again, or never"]
    rc_surrender: Annotated[Counts, (CONTACTS,), "", "1 where an approach ended in an army's surrender"]
    date_after: Annotated[Counts, (DATES,), "", "calendar: approach without which an entry is void, 0 none"]
    hope_from: Annotated[Real, (), "day", "when Hitler begins to wait for the coalition to part, or never"]
    # a contact that is supposed, and turned down
    rc_declined: Annotated[Counts, (CONTACTS,), "", "1 where a change has it refused"]


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
class Track:
    """What the leaders of a campaign saw of its battlefield, for the leaders of another to see in its place.

    Weeks count from 22 June 1941: entry k stands at the end of week k. Fortune is kept by its knots: from one
    to the next it fades and flows at a steady rate.
    """

    known: Annotated[Whole, (), "", "weeks written"]
    front: Annotated[Row, (WEEKS,), "front", "mean front"]
    moved: Annotated[Row, (WEEKS,), "front", "movement of the mean front in the week before"]
    toll: Annotated[Grid, (2, WEEKS), "1", "losses of a quarter over strength"]
    knots: Annotated[Whole, (), "", "knots of the fortune of arms"]
    knot_day: Annotated[Row, (TRACK_KNOTS,), "day", "when"]
    knot_fortune: Annotated[Row, (TRACK_KNOTS,), "fortune", "German fortune then"]
    knot_rate: Annotated[Row, (TRACK_KNOTS,), "fortune/day", "flow from then on"]


@dataclass(slots=True)
class WestTrack:
    """What the leaders of a campaign heard and felt of the West, for the leaders of another to hear instead.

    A tape is the same, put together of two campaigns. Entry k of a week's values stands at the end of week k.
    """

    weeks: Annotated[Whole, (), "weeks", "weeks written"]
    heard: Annotated[Row, (WEEKS,), "probability", "the belief on which the West acts"]
    held: Annotated[Row, (WEEKS,), "1", "share of German divisions held in the West"]
    knots: Annotated[Whole, (), "", "moves of trust and of the landing"]
    knot_day: Annotated[Row, (TRACK_KNOTS,), "day", "when"]
    knot_trust: Annotated[Row, (TRACK_KNOTS,), "1", "Stalin's trust from then on"]
    knot_landed: Annotated[Row, (TRACK_KNOTS,), "", "0 landing to come, 1 landed, 2 beaten back"]
    landing: Annotated[Real, (), "day", "the landing as it is fixed"]
    no_formula: Annotated[Whole, (), "", "1 where unconditional surrender is not demanded"]
    expect_knot: Annotated[Grid, (2, KNOTS), "day", "as in ``World``"]
    expect_day: Annotated[Grid, (2, KNOTS), "day", "as in ``World``"]
    landing_known: Annotated[Real, (), "day", "as in ``World``"]
    landing_day: Annotated[Real, (), "day", "as in ``World``"]
    landing_shift: Annotated[Real, (), "days", "as in ``World``"]
    west_enters: Annotated[Real, (), "day", "as in ``World``"]


@dataclass(slots=True)
class Log:
    """Rows of events and weekly values; either may have no room, and then nothing is kept of it."""

    taken: Annotated[Whole, (), "", "channels that the leaders see of the other world's battlefield, as bits"]
    own: Annotated[Track, (), "", "what the leaders of this campaign saw"]
    their: Annotated[Track, (), "", "what those of the other world saw"]
    west: Annotated[WestTrack, (), "", "what the leaders of this campaign heard of the West"]
    tape: Annotated[WestTrack, (), "", "what they hear of it instead, where there is a tape"]
    taped: Annotated[Whole, (), "", "1 where there is one"]
    finland: Annotated[Real, (), "day", "when Finland accepts, where that is given; -1: she decides"]
    lean: Annotated[Whole, (), "", "1: before a branch lines are drawn on Sundays alone"]
    reckoned: Annotated[
        list[list[list[float]]],
        (TRACK_KNOTS, 2, 8),
        "",
        "by knot and side: what chance and months were reckoned from (6), and they (2)",
    ]
    row_room: Annotated[Whole, (), "", "rows that are kept"]
    week_room: Annotated[Whole, (), "", "weeks that are kept"]
    rows: Annotated[list[Entry], (LOG_ROWS,), "", "events in the order in which they happened"]
    weeks: Annotated[Grid, (WEEKS, len(weekly.WEEK)), "", "values at the end of each week, see weekly"]


@dataclass(slots=True)
class Tally:
    """Weekly histograms and sums over campaigns still at war, as whole numbers."""

    counts: Annotated[
        list[list[list[int]]], (WEEKS, weekly.VARIABLES, BINS), "", "campaigns by week, variable, bin"
    ]
    terms: Annotated[Table, (WEEKS, len(weekly.SUMS)), "2^-30 share", "sums of the terms, then of the gap"]
    at_war: Annotated[Counts, (WEEKS,), "", "campaigns at war"]
    open: Annotated[Counts, (WEEKS,), "", "with an open window"]
    open_without_strength: Annotated[Counts, (WEEKS,), "", "that would be open without the strength term"]
