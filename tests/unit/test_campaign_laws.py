"""Laws of the leaders: the mirror, the direction of each term, and what each switch takes out.

The battlefield is one-sided by its record; leaders and diplomacy are not: they are mirrored on made-up input.
"""

import math
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepeace.clocks.storage import WEEK_COLUMNS, empty_log, new_state
from sepeace.kernel import slots
from sepeace.kernel.diplomacy import talks
from sepeace.kernel.fields import TERMS
from sepeace.kernel.leaders import judgement
from sepeace.scenario.vocabulary import SWITCHES
from tests.campaigns import planned, same, steps, told

G, S = slots.GERMANY, slots.SOVIET

# --- the mirror


def symmetric_world():
    """No West, one reading for both, ground without names: nothing left that knows which side is which."""
    world = deepcopy(planned("historical", (("strength", "rational"),)).world)
    world.west_enters = slots.NEVER
    return world


def symmetric_parameters():
    p = deepcopy(planned("historical", (("numbers", "default"),)).parameters(1, 0)[0])
    p.cost_oil = p.cost_divisions = p.cost_food = 0.0  # terms of one side only
    p.aid_per_belief = p.coalition_hope = 0.0
    p.soviet_fear_start, p.soviet_fear_growth = 1.0, 0.0
    return p


ONE_SIDED = "then let it be 0 in symmetric_parameters"


def swapped(pair):
    return [pair[1], pair[0]]


def mirrored(s, p):
    """The same campaign with the sides swapped and the map turned round."""
    other, q = deepcopy(s), deepcopy(p)
    other.mean_front = 1.0 - s.mean_front
    other.belief_mean = [-s.belief_mean[S], -s.belief_mean[G]]
    for name in ("belief_sd", "strength", "loss_quarter"):
        setattr(other, name, swapped(getattr(s, name)))
    for name in ("error", "lesson", "lesson_day"):
        setattr(other, name, [swapped(pair) for pair in getattr(s, name)])
    other.line_past = [[[1.0 - x for x in pair[S]], [1.0 - x for x in pair[G]]] for pair in s.line_past]
    for name in ("ideology", "plan", "fate_settled"):
        setattr(q, name, swapped(getattr(p, name)))
    q.fear, q.soviet_fear_scale = [p.soviet_fear_scale, 0.0], p.fear[G]
    return other, q


share = st.floats(0.0, 0.3)


class Sides(tuple):
    """A state and its parameters; told by what of them was drawn, not by all that they hold."""

    def __repr__(self):
        s, p = self
        state = ("weeks", "mean_front", "belief_mean", "belief_sd", "strength", "loss_quarter", "lesson")
        told = {name: getattr(s, name) for name in state}
        return repr(told | {name: getattr(p, name) for name in ("ideology", "plan", "fear", "fate_weight")})


@st.composite
def sides(draw):
    s, p = new_state(1, 1), symmetric_parameters()
    s.mean_front = draw(st.floats(0.02, 0.98))
    s.belief_mean = [draw(st.floats(-0.05, 0.05)), draw(st.floats(-0.05, 0.05))]
    s.belief_sd = [draw(st.floats(0.005, 0.04)), draw(st.floats(0.005, 0.04))]
    s.strength = [draw(st.floats(1.0, 4.0)), draw(st.floats(1.0, 8.0))]
    s.loss_quarter = [draw(st.floats(0.0, 2.0)), draw(st.floats(0.0, 4.0))]
    s.error = [[draw(st.floats(-3.0, 3.0)), draw(st.floats(-3.0, 3.0))]]
    s.lesson = [[draw(share), draw(share)]]
    s.lesson_day = [[draw(st.floats(0.0, 90.0)), draw(st.floats(0.0, 90.0))]]
    s.line_past = [[[draw(st.floats(-1.0, 2.0)) for _ in range(6)] for _ in range(2)]]
    s.weeks = draw(st.sampled_from((15, 30, 43, 56)))  # autumn, winter, spring and summer
    p.ideology, p.plan = [draw(share), draw(share)], [draw(share), draw(share)]
    p.fear, p.soviet_fear_scale = [draw(share), 0.0], draw(share)
    p.fate_weight, p.fate_settled = draw(share), [draw(st.floats(0, 1)), draw(st.floats(0, 1))]
    return Sides((s, p))


def close(one, two):
    return one == pytest.approx(two, rel=1e-9, abs=1e-9)


def judged(s, p, t):
    """What each side makes of the war, by name: its own chance, its own share; and the sum of the terms."""
    world, log, found = symmetric_world(), empty_log(), {}
    judgement.weigh(s, p, world, log, t)
    judgement.draw_lines(s, p, world, log, t, 0)
    found["chance"] = [s.chance[G], 1.0 - s.chance[S]]
    found["months"], found["cost"] = s.months, s.cost
    found["line"] = [s.line[0][G], 1.0 - s.line[0][S]]
    found["hopes"] = [talks.hopes(s, p, t, 0, side) for side in range(2)]
    for world.known in (0, 1):
        gains = [judgement.expected_gain(s, p, world, t, 0, side) for side in range(2)]
        found[f"expected gain, known {world.known}"] = gains
    asked = [talks.expected_line(s, p, t, 0, side) for side in range(2)]
    found["expected line"] = [asked[G], 1.0 - asked[S]]
    return found, sum(s.term)


# Red when one side's line, cost, expectation or hope is written by another rule than the other's.
@given(sides(), st.floats(0.0, 6.0))
def test_swapping_sides_mirrors_lines_wishes_and_demands(made, day):
    s, p = made
    t = 7.0 * s.weeks + day
    (there, other_gap), (found, gap) = judged(*mirrored(s, p), t), judged(s, p, t)
    for name, pair in found.items():
        assert close(there[name], swapped(pair)), f"{name}: a number of one side? {ONE_SIDED}"
    assert close(gap, other_gap), f"the sum of the terms: a number of one side? {ONE_SIDED}"


# Red when the two leaders learn by different rules.
@given(sides(), st.floats(-0.1, 0.1))
def test_swapping_sides_mirrors_learning(made, change):
    s, p = made
    other, q = mirrored(s, p)
    judgement.learn_week(s, p, change)
    judgement.learn_week(other, q, -change)
    assert close(other.belief_mean, [-s.belief_mean[S], -s.belief_mean[G]])
    assert close(other.belief_sd, swapped(s.belief_sd))


# --- directions


def recorded(**found):
    """Weekly values of the recorded war: no luck, so a difference is the parameter's own.

    Nobody writes but mediators and, where told so, subordinates: a settlement would end the series.
    """
    key = tuple(sorted({"feeler_rate": 0.0, "subordinate_rate": 0.0, "answer_chance": 0.0, **found}.items()))
    _, _, weeks = told(planned("historical", key, luck="recorded"), 1, 0)
    return {name: [week[i] for week in weeks] for i, name in enumerate(WEEK_COLUMNS)}


def least(weeks):
    return weeks["least_germany"]


def most(weeks):
    return weeks["most_soviet"]


def width(weeks):
    return [b - a for a, b in zip(least(weeks), most(weeks), strict=True)]


# Red when the term is scaled, enters another line too, or changes what the leaders believe.
@pytest.mark.parametrize(
    ("key", "shift_least", "shift_most"),
    [
        ("ideology.germany", 0.1, 0.0),
        ("ideology.soviet", 0.0, -0.1),
        ("fear.germany", 0.1, 0.0),
        ("plan.germany", -0.1, 0.0),
        ("plan.soviet", 0.0, 0.1),
    ],
)
def test_a_price_moves_its_own_line_one_for_one(key, shift_least, shift_most):
    low, high = recorded(**{key: 0.05}), recorded(**{key: 0.15})
    for week in range(len(least(low))):
        assert least(high)[week] - least(low)[week] == pytest.approx(shift_least, abs=1e-12)
        assert most(high)[week] - most(low)[week] == pytest.approx(shift_most, abs=1e-12)


# Red when aid raises what Stalin gives, or enters Hitler's line.
def test_aid_lowers_what_the_soviet_side_gives():
    little, much = recorded(aid_per_belief=0.1), recorded(aid_per_belief=0.5)
    assert least(little) == least(much)
    assert all(a > b for a, b in zip(most(little), most(much), strict=True))
    belief = recorded(aid_per_belief=0.5, western_belief=0.1)
    assert all(a > b for a, b in zip(most(much), most(belief), strict=True))


# Red when a cost narrows the range: fighting on must be worth less to whoever pays.
@pytest.mark.parametrize(
    "key", ["cost_base", "cost_loss.germany", "cost_loss.soviet", "cost_food", "cost_oil", "cost_divisions"]
)
def test_costs_widen_the_range(key):
    low, high = recorded(**{key: 0.002}), recorded(**{key: 0.004})
    wider = [b - a for a, b in zip(width(low), width(high), strict=True)]
    assert min(wider) >= -1e-12 and max(wider) > 0.001
    assert all(a >= b for a, b in zip(least(low), least(high), strict=True))
    assert all(a <= b for a, b in zip(most(low), most(high), strict=True))


# Red when the premium does not vanish with its size, or is paid where fortune is good.
def test_the_premium_is_paid_for_bad_fortune_alone():
    none, some = recorded(strength_premium=0.0), recorded(strength_premium=0.4)
    assert set(none["strength"]) == {0.0}
    assert most(none) == most(some)
    for fortune, premium, a, b in zip(
        some["fortune"], some["strength"], least(none), least(some), strict=True
    ):
        assert premium == pytest.approx(0.4 / (1.0 + math.exp((fortune - 0.35) / 0.25)), rel=1e-12)
        assert b - a == pytest.approx(premium, abs=1e-12)


# --- switches

# Terms that a switch may change in the recorded war, and those that must be 0 without it.
CHANGES = {
    "position": {"optimism", "cost", "hope"},
    "recent_operations": {"strength"},
    "strength": {"strength"},
    "ideology": {"ideology"},
    "oil": {"cost"},
    "two_front": {"cost"},
    "recovery_fear": {"fear_germany"},
    "soviet_losses": {"cost"},
    "lost_grain": {"cost"},
    "suspicion": {"optimism", "cost"},
    "breathing_space": {"plan"},
    "leverage": set(),
    "renewal": set(),
    "detours": set(),
    "gatekeepers": set(),
    "walk_outs": set(),
    "interception": set(),
    "allied_reactions": {"aid"},
    "mediators": set(),
    "reprisal_war_aims": {"fear_soviet"},
    "asking_first": set(),
    "dismissal_demand": set(),
    "another_way": set(),
    "punished_carriers": set(),
    "lock_coalition": set(),
    "lock_regime": set(),
    "lock_formula": set(),
    "coalition_hopes": {"hope"},
    "finland": set(),
    "land_offered": set(),
    "own_front": set(),
    "german_reprisal": set(),
    "soviet_intentions": set(),
}
GONE = {
    "strength",
    "ideology",
    "recovery_fear",
    "breathing_space",
    "allied_reactions",
    "reprisal_war_aims",
    "coalition_hopes",
}
LINES = {
    "oil": "germany",
    "two_front": "germany",
    "lost_grain": "soviet",
    "suspicion": "soviet",
    "ideology": "germany",
    "recovery_fear": "germany",
    "allied_reactions": "soviet",
    "reprisal_war_aims": "soviet",
    "strength": "germany",
    "recent_operations": "germany",
    "coalition_hopes": "germany",
}


def test_every_switch_is_listed():
    assert set(CHANGES) == set(SWITCHES), "CHANGES and SWITCHES of scenario/vocabulary.py differ"


# Red when a switch takes out nothing, another term as well, or the term of the other side.
@pytest.mark.parametrize("switch", SWITCHES)
def test_a_switch_takes_out_its_own_term(switch):
    usual = recorded()
    off = recorded(switches_off=(switch,))
    changed = {term for term in TERMS if usual[term] != off[term]}
    assert switch in CHANGES, f"say in CHANGES which terms {switch} moves: {changed}"
    assert changed == CHANGES[switch]
    if switch in GONE:
        (term,) = CHANGES[switch]
        assert set(off[term]) == {0.0} and any(value != 0.0 for value in usual[term])
    if switch in LINES:
        untouched = "most_soviet" if LINES[switch] == "germany" else "least_germany"
        assert usual[untouched] == off[untouched]
    for name in ("front_north", "front_centre", "front_south", "axis_strength", "soviet_strength"):
        assert usual[name] == off[name]
    if switch != "recent_operations":
        assert usual["fortune"] == off["fortune"]


def kinds(*switches, campaigns=15):
    """Kinds of events of some lively campaigns without the terms of switches."""
    found = [("strength", "rational"), ("motive", "mixed"), ("initiative", "fleischhauer")]
    if switches:
        found.append(("switches_off", switches))
    seen = []
    for campaign in range(campaigns):
        _, rows, weeks = told(planned("germany_wins_at_kursk", tuple(found)), 3, campaign)
        seen.append((rows, weeks))
    return seen


def count(seen, kind, cause=None):
    return sum(row.kind == kind and cause in (None, row.cause) for rows, _ in seen for row in rows)


# Red when a switch of diplomacy leaves something of what it should take out.
@pytest.mark.parametrize(
    ("switch", "kind", "cause"),
    [
        ("leverage", slots.K_SENT, slots.C_LEVERAGE),
        ("renewal", slots.K_RENEWED, None),
        ("gatekeepers", slots.K_FILTERED, None),
        ("walk_outs", slots.K_TALKS_END, slots.C_HAZARD),
        ("walk_outs", slots.K_TALKS_END, slots.C_BEYOND),
        ("interception", slots.K_INTERCEPTED, None),
        ("mediators", slots.K_SENT, slots.C_MEDIATOR),
        ("asking_first", slots.K_URGED, None),
        ("another_way", slots.K_ANOTHER_WAY, None),
    ],
)
def test_a_switch_of_diplomacy_takes_out_its_own_event(switch, kind, cause):
    assert count(kinds(), kind, cause) > 0
    assert count(kinds(switch), kind, cause) == 0


# Red when being read by a third party changes more than what the West believes, where it does not act on it.
def test_interception_changes_nothing_else():
    deaf = ("allied_reactions", "interception")
    believes = WEEK_COLUMNS.index("western_belief")
    moved = 0
    for (rows, weeks), (others, other_weeks) in zip(kinds(deaf[0]), kinds(*deaf), strict=True):
        moved += any(a[believes] != b[believes] for a, b in zip(weeks, other_weeks, strict=True))
        for week in (*weeks, *other_weeks):
            week[believes] = 0.0
        assert same(weeks, other_weeks)
        left = [row for row in rows if row.kind != slots.K_INTERCEPTED]
        assert [(row.time, row.kind, row.cause) for row in left] == [
            (row.time, row.kind, row.cause) for row in others
        ]
    assert moved > 0


# Red when the switch of renewal changes anything before the signing.
def test_renewal_matters_after_the_signing_alone():
    for (rows, weeks), (others, other_weeks) in zip(kinds(), kinds("renewal"), strict=True):
        assert same(weeks, other_weeks)
        assert same(rows[:-1], others[:-1])


# Red when trust still moves, or does not start where it should.
def test_without_suspicion_trust_stands_still():
    plan_ = planned("historical", (("switches_off", ("suspicion",)),))
    trust = {step.state.trust for step in steps(plan_, 3, 1)}
    assert trust == {plan_.parameters(3, 1)[0].trust_start}
