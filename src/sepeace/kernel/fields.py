"""What a campaign reads and writes, declared once: state, parameters, world, log.

Each field carries its shape, unit and meaning; the aligned record of the compiled clock, the
slotted twin of the plain clock and the table in the documentation are made from these
declarations. Shapes are counts of elements; a field without a shape is one number. Everything
here is storage: no handler lives in this module.
"""

from dataclasses import dataclass
from typing import Annotated

from sepeace.kernel import terms
from sepeace.kernel.finnish_terms import FINNISH_TERMS
from sepeace.kernel.slots import (
    CELLS,
    CHANNELS,
    CONTACTS,
    EPOCHS,
    NUMBERS,
    OPERATIONS,
    PAIRS,
    REPORTS,
    SLOTS,
    STREAMS,
    SUNDAYS_KEPT,
)

Real = float
Whole = int
Row = list[float]
Grid = list[list[float]]
Counts = list[int]
Table = list[list[int]]


@dataclass(slots=True)
class State:
    """One campaign. Side axes are Germany, Soviet Union; sector axes north, centre, south."""

    seed: Annotated[Whole, (), "", "seed of the batch"]
    campaign: Annotated[Whole, (), "", "number of the campaign"]
    attempt: Annotated[Whole, (), "", "which try at its luck this is, -1 where none fits; 0 elsewhere"]
    due: Annotated[Row, (SLOTS,), "day", "when each slot is due"]
    now: Annotated[Real, (), "day", "time of the last event"]
    epoch: Annotated[Whole, (), "", "row of the parameters in force"]
    slot: Annotated[Whole, (), "", "the slot handled last"]
    events: Annotated[Whole, (), "", "rows noted in the log"]
    failed: Annotated[Whole, (), "", "1 after a number that is not finite"]
    ending: Annotated[Whole, (), "", "how the campaign ended"]
    ended: Annotated[Real, (), "day", "when the war or the settlement ended"]
    held: Annotated[Whole, (), "", "1 while the battlefield is held to the record"]
    # battlefield
    score_base: Annotated[Real, (), "score", "this campaign's draw of b0"]
    force_advantage: Annotated[Real, (), "score", "this campaign's draw of b1"]
    quality_trend: Annotated[Real, (), "score", "this campaign's draw of b2"]
    deviation: Annotated[Row, (3,), "km", "front less recorded front"]
    front_km: Annotated[Row, (3,), "km", "front east of the 22 June 1941 frontier"]
    front: Annotated[Row, (3,), "front", "front of each sector"]
    mean_front: Annotated[Real, (), "front", "weighted mean of the sectors"]
    excess: Annotated[Row, (2,), "millions", "strength less recorded strength"]
    strength: Annotated[Row, (2,), "millions", "strength in the East"]
    loss_change: Annotated[Row, (2,), "millions", "losses of the step less the recorded, by side"]
    pocket_change: Annotated[Row, (2,), "millions", "what new pockets add to them"]
    losses: Annotated[Grid, (2, 13), "millions", "losses of the last 13 weeks"]
    loss_sum: Annotated[Row, (2,), "millions", "their sum"]
    loss_quarter: Annotated[Row, (2,), "millions", "the same, scaled to a quarter"]
    weeks: Annotated[Whole, (), "weeks", "weeks fought"]
    known: Annotated[Whole, (), "weeks", "weekly values written, the first of 22 June 1941"]
    beyond_since: Annotated[Real, (), "day", "since when the mean stands beyond the collapse line"]
    # operations
    next_start: Annotated[Whole, (), "", "next operation to start, in order of starts"]
    next_end: Annotated[Whole, (), "", "next operation to end, in order of ends"]
    operation: Annotated[Counts, (OPERATIONS,), "", "state of each operation"]
    score: Annotated[Row, (OPERATIONS,), "score", "score drawn or forced, attacker's view"]
    score_row: Annotated[Counts, (OPERATIONS,), "", "log row of its start"]
    feasible: Annotated[Whole, (), "", "recorded operations that could be fought"]
    cancelled: Annotated[Whole, (), "", "recorded operations that could not"]
    antecedent: Annotated[Whole, (), "", "0 after a forced antecedent that was impossible"]
    idle: Annotated[Counts, (3,), "", "operations cancelled in a sector since the last slot"]
    next_offensive: Annotated[Whole, (), "", "next slot of offensives without a record"]
    offensive_end: Annotated[Row, (3,), "day", "end of such an offensive in each sector"]
    offensive_start: Annotated[Row, (3,), "day", "its start"]
    offensive_km: Annotated[Row, (3,), "km", "ground it moves, east positive"]
    offensive_loss: Annotated[Grid, (3, 2), "millions", "what it costs each side"]
    carried_km: Annotated[Row, (3,), "km", "ground of an offensive just replaced, not yet laid"]
    carried_loss: Annotated[Row, (2,), "millions", "its losses, not yet borne"]
    offensive_value: Annotated[Row, (3,), "fortune", "what it adds to German fortune"]
    fortune: Annotated[Real, (), "fortune", "German fortune of arms M at fortune_day"]
    fortune_day: Annotated[Real, (), "day", "when it was last brought forward"]
    fortune_rate: Annotated[Real, (), "fortune/day", "flow from battles under way"]
    # leaders
    belief_mean: Annotated[Row, (2,), "front/month", "mean believed drift of each leader"]
    belief_sd: Annotated[Row, (2,), "front/month", "its standard deviation"]
    chance: Annotated[Row, (2,), "probability", "Germany's chance to win as each leader believes"]
    months: Annotated[Row, (2,), "months", "war still expected by each leader"]
    months_sunday: Annotated[Row, (2,), "months", "the same as reckoned last Sunday"]
    months_then: Annotated[Row, (2,), "months", "the same as reckoned the Sunday before"]
    wander: Annotated[Real, (), "1", "what a wandering drift adds to the width of a belief, W^2"]
    on_map: Annotated[Real, (), "probability", "Germany's chance to win as the map alone shows it"]
    cost: Annotated[Row, (2,), "share/month", "cost of fighting on"]
    trust: Annotated[Real, (), "1", "Stalin's trust in the West"]
    landed: Annotated[Whole, (), "", "1 after the landing in France"]
    next_date: Annotated[Whole, (), "", "next entry of the calendar"]
    term: Annotated[Row, (terms.COUNT,), "share", "terms of the gap between the lines, see terms"]
    line: Annotated[Grid, (PAIRS, 2), "share", "least Germany takes, most the Soviet Union gives"]
    line_past: Annotated[
        list[list[list[float]]], (PAIRS, 2, 6), "share", "the lines of the last six Sundays, by week modulo 6"
    ]
    premium: Annotated[Row, (PAIRS,), "share", "the strength term inside the German line"]
    error: Annotated[Grid, (PAIRS, 2), "1", "standardised error about the other's line"]
    lesson: Annotated[Grid, (PAIRS, 2), "share", "what refusals taught each leader, at lesson_day"]
    lesson_day: Annotated[Grid, (PAIRS, 2), "day", "when it was last brought forward"]
    willing: Annotated[Grid, (PAIRS, 2), "probability", "willingness to talk"]
    willing_days: Annotated[
        Grid, (PAIRS, 2), "days", "days on which a leader was more willing than not, while it counts"
    ]
    window_since: Annotated[Row, (PAIRS,), "day", "since when the window is open, or never"]
    window_first: Annotated[Row, (PAIRS,), "day", "first day of the first window of a day or more"]
    window_days: Annotated[Row, (PAIRS,), "days", "days with an open window"]
    window_row: Annotated[Counts, (PAIRS,), "", "log row of its opening"]
    # feelers and messages
    open_share: Annotated[
        Grid, (PAIRS, 3), "1", "share of each sender's channels free now; mediators: their rate"
    ]
    hazard: Annotated[Grid, (PAIRS, STREAMS), "1", "integrated hazard of each stream"]
    rate: Annotated[Grid, (PAIRS, STREAMS), "1/month", "its rate in force"]
    rate_since: Annotated[Grid, (PAIRS, STREAMS), "day", "since when"]
    threshold: Annotated[Grid, (PAIRS, STREAMS), "1", "unit-exponential threshold"]
    sending: Annotated[Row, (STREAMS,), "1/month", "feelers to be expected of each stream now"]
    expected: Annotated[Grid, (STREAMS, CELLS), "1", "the same added up, by span of time: see World.cell_end"]
    written: Annotated[Table, (STREAMS, CELLS), "", "feelers sent, by span of time"]
    cell: Annotated[Whole, (), "", "the span of today"]
    # where campaigns are held to reports, see reported; the first two are given before they begin
    report_share: Annotated[Real, (), "1", "share of feelers that leave a report"]
    report_log: Annotated[Real, (), "nats", "logarithm of what the campaign counts; -NEVER for nothing"]
    report_waits: Annotated[Counts, (REPORTS,), "", "1 for a reported feeler that is still to leave"]
    report_at: Annotated[Row, (REPORTS,), "1", "it leaves once its side was to send so many in the span"]
    report_left: Annotated[Row, (REPORTS,), "day", "when it left, 0 before"]
    report_passed: Annotated[Row, (2,), "1", "feelers to be expected in this span until the last one left"]
    report_next: Annotated[Whole, (), "", "the one that leaves next"]
    report_last: Annotated[Whole, (), "", "the one that left last"]
    fired: Annotated[Table, (PAIRS, STREAMS), "", "feelers of each stream so far"]
    postponed: Annotated[Real, (), "day", "last postponement of the second front"]
    refused: Annotated[Row, (2,), "day", "last refusal by each leader"]
    message: Annotated[Table, (PAIRS, CHANNELS), "", "1 + stream of the message under way, 0 free"]
    message_count: Annotated[Table, (PAIRS, CHANNELS), "", "messages so far"]
    message_sent: Annotated[Grid, (PAIRS, CHANNELS), "day", "when it was sent"]
    message_arrives: Annotated[Grid, (PAIRS, CHANNELS), "day", "when it arrives"]
    message_leaks: Annotated[Grid, (PAIRS, CHANNELS), "day", "when it leaks"]
    message_read: Annotated[Grid, (PAIRS, CHANNELS), "day", "when it is intercepted"]
    message_row: Annotated[Table, (PAIRS, CHANNELS), "", "log row of its sending"]
    # talks and peace
    talk: Annotated[Counts, (PAIRS,), "", "1 + channel of the talks under way"]
    talk_count: Annotated[Counts, (PAIRS,), "", "talks so far"]
    talk_row: Annotated[Counts, (PAIRS,), "", "log row of their beginning"]
    rounds: Annotated[Counts, (PAIRS,), "", "rounds of the talks under way"]
    exposed: Annotated[Counts, (PAIRS,), "", "1 while talks are suspended after an exposure"]
    hollow: Annotated[Counts, (PAIRS,), "", "1 where the Soviet side does not mean the talks"]
    beyond: Annotated[Table, (PAIRS, 2), "", "demands beyond a side's line, running"]
    best_stage: Annotated[Counts, (PAIRS,), "", "how far the furthest attempt got"]
    best_obstacle: Annotated[Counts, (PAIRS,), "", "what stopped it"]
    sent: Annotated[Table, (PAIRS, STREAMS), "", "feelers counted, by stream"]
    delivered: Annotated[Counts, (PAIRS,), "", "feelers that reached a leader"]
    reached: Annotated[Counts, (PAIRS,), "", "of these, those that no mediator sent"]
    met: Annotated[Counts, (PAIRS,), "", "talks begun"]
    round_total: Annotated[Counts, (PAIRS,), "", "rounds held"]
    leaks: Annotated[Counts, (PAIRS,), "", "leaks, interceptions and exposures"]
    signed: Annotated[Row, (PAIRS,), "day", "when a settlement was signed, or never"]
    share: Annotated[Row, (PAIRS,), "share", "Germany's share in it"]
    breaker: Annotated[Counts, (PAIRS,), "", "1 + side that renewed the war"]
    # the West
    west_believes: Annotated[
        Row, (2,), "probability", "its belief in a separate peace, by own and recorded news, at west_day"
    ]
    west_day: Annotated[Row, (2,), "day", "when it was last brought forward"]
    west_believed: Annotated[Grid, (2, SUNDAYS_KEPT), "probability", "the same on the last ten Sundays"]
    heard: Annotated[Row, (2,), "probability", "the same of nine Sundays ago, on which the West acts"]
    west_knows: Annotated[Table, (PAIRS, CHANNELS), "", "1 where the West knows of the message under way"]
    landing: Annotated[Real, (), "day", "when the landing in France is due, or came"]
    landing_earlier: Annotated[Real, (), "days", "by which fear of a separate peace draws it forward"]
    landing_set: Annotated[Whole, (), "", "1 once that is decided"]
    beaten: Annotated[Real, (), "day", "when it was beaten back, or never"]
    no_formula: Annotated[Whole, (), "", "1 where unconditional surrender is not demanded"]
    # Finland, on her own ruler
    finland_error: Annotated[Real, (), "1", "her standardised error about what the war is worth"]
    finland_line: Annotated[Real, (), "share", "the least Finland takes, without that error"]
    finland_offer: Annotated[Real, (), "share", "what the Soviet terms leave her; -1 where none stand"]
    finland_term: Annotated[Row, (FINNISH_TERMS,), "share", "terms between the two, see finnish_terms"]
    finland_row: Annotated[Whole, (), "", "1 + row of the terms that stand, 0 none"]
    finland_told: Annotated[Whole, (), "", "log row that told of them, -1 not yet"]
    finland_sunday: Annotated[Real, (), "day", "the next Sunday that is reckoned"]
    finland_yes: Annotated[Real, (), "day", "when she accepted, or never"]
    finland_signs: Annotated[Real, (), "day", "when she signs, or never"]
    finland_signed: Annotated[Real, (), "day", "when she signed, or never"]
    # people
    officials: Annotated[
        Grid,
        (PAIRS, 2),
        "1",
        "share of roads free for who writes unasked; weight of who asks his leader first",
    ]
    message_person: Annotated[Table, (PAIRS, CHANNELS), "", "1 + the official who wrote or received it"]
    message_demand: Annotated[Table, (PAIRS, CHANNELS), "", "1 where it demands Ribbentrop's dismissal"]
    message_way: Annotated[Grid, (PAIRS, CHANNELS), "1", "uniform draw: is there another way to Hitler"]
    carrier_back: Annotated[
        Grid, (PAIRS, CHANNELS), "day", "when a road has a German carrier again, 0 where it has one"
    ]
    # Germany and the West
    approached: Annotated[Counts, (CONTACTS,), "", "1 where an approach of the record to the West was made"]
    finland_share: Annotated[Real, (), "share", "what the terms she signed leave her"]
    finland_barred: Annotated[Whole, (), "", "1 where a pledge alone kept her from the terms that stand"]
    finnish_men: Annotated[Row, (2,), "millions", "strength moved by her leaving on another day"]


TERMS = terms.GAP.names
"""Terms of the gap x_min - x_max, in the order of State.term; they add up to it."""


@dataclass(slots=True)
class Parameters:
    """The parameters in force. Names, units and sources stand in the parameter table."""

    score_base: Real
    score_base_sd: Real
    force_advantage: Real
    force_advantage_sd: Real
    quality_trend: Real
    quality_trend_sd: Real
    score_sd: Real
    structure_weight: Real
    supply_reach: Real
    ground_slope: Real
    ground_floor: Real
    ground_roof: Real
    sector_coupling: Real
    front_noise: Real
    make_good: Real
    replacements: Real
    feasible_ratio: Real
    feasible_lag: Real
    loss_defender: Real
    loss_attacker: Real
    pocket_share: Real
    pocket_roof: Real
    unreplaced: Row
    unreplaced_pocket: Real
    offensive_km: Real
    offensive_km_per_score: Real
    offensive_late_km: Real
    offensive_late_km_per_score: Real
    offensive_loss: Real
    offensive_days: Real
    people_slope: Real
    berlin_line: Real
    collapse_line: Real
    collapse_weeks: Real
    least_strength: Row
    released_share: Real
    belief_volatility: Real
    prior_drift: Row
    prior_sd: Row
    drift_diffusion: Real
    cost_base: Real
    cost_food: Real
    cost_loss: Row
    cost_oil: Real
    oil_need: Real
    cost_divisions: Real
    west_drift: Real
    west_credence: Real
    map_weight: Real
    ideology: Row
    strength_premium: Real
    strength_threshold: Real
    strength_slope: Real
    fortune_half_life: Real
    fear: Row
    soviet_fear_scale: Real
    soviet_fear_start: Real
    soviet_fear_growth: Real
    plan: Row
    aid_per_belief: Real
    western_belief: Real
    fate_weight: Real
    fate_settled: Row
    reference: Real
    cap_margin: Real
    frontier_share: Real
    willingness_noise: Real
    expectation_noise: Real
    expectation_months: Real
    refusal_lesson: Real
    refusal_fading: Real
    feeler_rate: Real
    subordinate_rate: Real
    leverage_share: Real
    leverage_rate: Real
    leverage_postponement: Real
    postponement_days: Real
    leverage_leak: Real
    answer_chance: Real
    answer_bar: Real
    gate_after_refusal: Real
    gate_days: Real
    round_days: Real
    round_limit: Real
    opening_demand: Real
    concession: Real
    walkout_gap: Real
    walkout_hazard: Real
    suspension_days: Real
    trust_start: Real
    trust_level: Real
    trust_rate: Real
    trust_postponement: Real
    trust_torch: Real
    trust_italy: Real
    trust_contact: Real
    trust_landing: Real
    trust_deliveries: Real
    renewal_after: Real
    renewal_rate: Row
    renewal_in_west: Real
    west_prolonged: Real
    # the West
    belief_fading: Real
    news_soviet: Real
    news_leader: Real
    news_subordinate: Real
    news_mediator: Real
    news_exposed: Real
    news_rumour: Real
    news_denied: Real
    news_told: Real
    landing_pull: Real
    landing_roof: Real
    trust_formula: Real
    formula_cause: Real
    # Finland
    finland_beaten: Real
    finland_own: Real
    finland_cost: Real
    finland_fear: Real
    finland_reprisal: Real
    finland_fade: Real
    finland_coast: Real
    finland_coast_width: Real
    finland_warning: Real
    finland_warning_months: Real
    finland_concession: Real
    finland_price: Real
    finland_expected_sum: Real
    petsamo: Real
    porkkala: Real
    army_cut: Real
    hanko: Real
    finland_surrender: Real
    finland_days: Real
    # another leader, supplies from the West at another level
    goering_premium: Real
    goering_distrust: Real
    plotters_premium: Real
    plotters_ideology: Real
    plotters_plan: Real
    plotters_west_first: Real
    plotters_distrust: Real
    aid_weight: Real
    # people
    dismissal_share: Real
    dismissal_gate: Real
    bormann_gate: Real
    carrier_days: Real
    # Germany and the West
    coalition_hope: Real
    finland_freed: Real
    finland_freed_days: Real


PARAMETER_PAIRS = tuple(name for name, kind in Parameters.__annotations__.items() if kind is Row)
"""Parameters with one value a side; all others are single numbers."""


@dataclass(slots=True)
class Numbers:
    """How a campaign comes by its parameters: one row of ``value`` and ``source`` for each epoch.

    A parameter is a place in ``Parameters`` counted in single numbers, so that a pair takes two places.
    """

    places: Annotated[Whole, (), "", "places in use"]
    drawn: Annotated[Whole, (), "", "numbers that each campaign draws for itself"]
    address: Annotated[Counts, (NUMBERS,), "", "index of its draw"]
    low: Annotated[Row, (NUMBERS,), "", "lowest value"]
    middle: Annotated[Row, (NUMBERS,), "", "median"]
    high: Annotated[Row, (NUMBERS,), "", "highest value"]
    source: Annotated[Table, (EPOCHS, NUMBERS), "", "0 fixed, else 1 + the number drawn"]
    value: Annotated[Grid, (EPOCHS, NUMBERS), "", "the value, or what the number drawn is multiplied by"]
