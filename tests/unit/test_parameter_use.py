"""Parameters that nothing reads: what is refused, what passes, and that the campaigns say the same."""

from __future__ import annotations

from datetime import date

import pytest

from sepeace.errors import BadValue, Contradiction
from sepeace.model.parameters import PARAMETERS, find
from sepeace.scenario.changes import ParameterChange
from sepeace.scenario.checks.parameter_use import Use, why_not
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from sepeace.uncertainty.active_parameters import acting, chosen
from tests.campaigns import bits, told, what_if

KURSK = load("germany_wins_at_kursk")
BRANCH = date(1942, 5, 12)
FEBRUARY = date(1944, 2, 1)


def changed(name, side=None, start=FEBRUARY, **values):
    return ParameterChange(target=name, side=side, start=start, **values)


UNREAD = [
    ("leverage_rate", None, {}, "through leverage_share alone, which is 0 all the war"),
    ("leverage_leak", None, {}, "through leverage_share alone"),
    ("leverage_leak", None, {"motive": "breathing_space"}, "through leverage_share alone"),
    ("leverage_postponement", None, {}, "through leverage_share alone"),
    ("postponement_days", None, {}, "through leverage_share alone"),
    ("postponement_days", None, {"motive": "mixed", "leverage_postponement": 0.0}, "leverage_postponement"),
    ("postponement_days", None, {"motive": "mixed", "switches_off": ["leverage"]}, "leverage_rate alone"),
    ("fate_settled", "soviet", {}, "through fate_weight alone"),
    ("fate_settled", "germany", {"strength": "rational"}, "through fate_weight alone"),
    ("fate_settled", "germany", {"fate_weight": 0.2}, "only while strength_premium is 0"),
    ("fate_settled", "germany", {"fate_weight": 0.2, "strength": "prospect"}, "prospect does not use it"),
    ("oil_need", None, {"switches_off": ["oil"]}, "through cost_oil alone"),
    ("renewal_after", None, {"switches_off": ["renewal"]}, "which are 0 all the war"),
    ("gate_days", None, {"switches_off": ["gatekeepers"]}, "the switch gatekeepers"),
    ("fortune_half_life", None, {"switches_off": ["recent_operations"]}, "the switch recent_operations"),
]


@pytest.mark.parametrize(("name", "side", "assumptions", "words"), UNREAD)
def test_a_change_of_what_nothing_reads_is_refused(name, side, assumptions, words):
    """Red if a number passes that acts only through another one, which is 0."""
    with pytest.raises(Contradiction, match="acts on nothing here") as caught:
        what_if(BRANCH, changed(name, side, scale=1.1), **assumptions)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("name", "side", "assumptions"),
    [
        ("leverage_leak", None, {"motive": "mixed"}),
        ("leverage_rate", None, {"motive": "leverage"}),
        ("postponement_days", None, {"leverage_share": 0.3}),
        ("fate_settled", "soviet", {"fate_weight": 0.1}),
        ("fate_settled", "germany", {"fate_weight": 0.1, "strength": "rational"}),
        ("renewal_after", None, {"renewal_rate.soviet": 0.0}),
    ],
)
def test_a_reading_or_a_value_set_by_hand_may_raise_what_it_acts_through(name, side, assumptions):
    """Red if the other number is looked up at its default."""
    assert what_if(BRANCH, changed(name, side, set=1.0 if side else 1.1), **assumptions).changes


def test_another_change_may_raise_what_it_acts_through():
    """Red if dated changes of the other number do not count, or a change to 0 for a time counts for good."""
    leak = changed("leverage_leak", set=4.0)
    raised = changed("leverage_share", start=date(1944, 3, 1), set=0.3)
    assert what_if(BRANCH, leak, raised).changes and what_if(BRANCH, raised, leak).changes
    fate = changed("fate_settled", "germany", set=0.5)
    for zero in (changed("strength_premium", set=0.0), changed("strength_premium", scale=0.0)):
        assert what_if(BRANCH, fate, zero, fate_weight=0.2).changes
    lowered = changed("leverage_share", start=date(1944, 3, 1), set=0.0)
    assert what_if(BRANCH, leak, lowered, motive="mixed").changes


# --- dated changes under a switch -------------------------------------------------------------------------


SCALABLE = [row for row in PARAMETERS if row.off is not None]


@pytest.mark.parametrize("row", SCALABLE, ids=lambda row: row.key)
def test_what_a_switch_took_out_can_be_set_on_a_date_and_not_scaled(row):
    """Red if the switch wins over a dated change, or what is 0 passes for scaled."""
    name, switch = row.name, row.switch
    through = {group[0]: find(group[0]).quantity.high for group in row.acts_through}
    made = what_if(BRANCH, changed(name, row.side, set=row.quantity.low or row.quantity.high),
                   switches_off=[switch], **through)  # fmt: skip
    there = plan(made, "branch")
    assert repr(there.numbers.value[0]) != repr(there.numbers.value[-1])
    with pytest.raises(Contradiction, match=f"the switch {switch} takes it out"):
        what_if(BRANCH, changed(name, row.side, scale=0.9), switches_off=[switch], **through)


def test_setting_what_the_switch_set_changes_nothing():
    with pytest.raises(BadValue, match="is 0 as it is"):
        what_if(BRANCH, changed("cost_oil", set=0.0), switches_off=["oil"])


# --- every use, asked of the one function -----------------------------------------------------------------


# Red when a use is let through that a row or a reading bars, or is barred for another reason.
@pytest.mark.parametrize(
    ("use", "key", "assumptions", "words"),
    [
        (Use.DATE, "trust_start", {}, "holds for the whole war"),
        (Use.DATE, "trust_rate", {}, None),
        (Use.SCALE, "cost_oil", {"switches_off": ["oil"]}, "what is taken out cannot be scaled"),
        (Use.ACT, "cost_oil", {"switches_off": ["oil"]}, None),
        (Use.ACT, "frontier_share", {}, "in words only"),
        (Use.ACT, "map_weight", {"hopes": "known"}, "only the reading hopes = map"),
        (Use.VARY, "cost_oil", {"switches_off": ["oil"]}, "takes this parameter out, so it cannot be varied"),
        (Use.SEARCH, "cost_oil", {"switches_off": ["oil"]}, "takes this parameter out"),
        (Use.SEARCH, "ideology.germany", {}, "aims are no levers"),
        (Use.VARY, "ideology.germany", {}, None),
        (Use.SPREAD, "plan.soviet", {"motive": "breathing_space"}, "motive = breathing_space sets it"),
        (Use.SPREAD, "subordinate_rate", {"initiative": "martin"}, None),
        (Use.SPREAD, "score_base_sd", {"numbers": "default"}, "numbers = default holds it at 0"),
        (Use.DRAW, "score_base", {}, "the same in all campaigns"),
        (Use.DRAW, "cost_oil", {"numbers": "default"}, "numbers = default"),
        (Use.DRAW, "cost_oil", {}, None),
    ],
)
def test_what_may_be_done_with_a_parameter(use, key, assumptions, words):
    reason = why_not(find(key), use, KURSK.with_assumptions(assumptions))
    assert reason is None if words is None else reason is not None and words in reason


# --- what is varied ---------------------------------------------------------------------------------------


def reasons(scenario, names=None):
    return {row.name: row.reason for row in acting(scenario, names)[1]}


def test_what_is_varied_together_may_act_together():
    """Red if a leak of feelers that nobody sends is varied, or is left out although their share is varied."""
    held = KURSK.with_assumptions({"leverage_share": 0.0, "fate_weight": 0.0})
    for name in ("leverage_rate", "leverage_leak", "leverage_postponement", "postponement_days"):
        assert name not in reasons(KURSK)
        assert "through leverage_share alone" in reasons(KURSK, {name})[name]
        assert name not in reasons(KURSK, {name, "leverage_share"})
        assert "through leverage_share alone" in reasons(held)[name]
    assert "fate_settled.soviet" not in reasons(KURSK)
    assert "through fate_weight alone" in reasons(held)["fate_settled.soviet"]
    assert "strength_premium" in reasons(KURSK)["fate_settled.germany"]
    with pytest.raises(Contradiction, match="through leverage_share alone"):
        chosen(KURSK, ["leverage_leak"])
    rows, _ = chosen(KURSK, ["leverage_leak", "leverage_share"])
    assert [row.key for row in rows] == ["leverage_leak", "leverage_share"]


# --- the campaigns say the same ---------------------------------------------------------------------------


LIVELY = {
    "initiative": "fleischhauer", "strength": "document", "motive": "mixed", "numbers": "default",
    "fate_weight": 0.2, "feeler_rate": 0.5, "answer_chance": 1.0, "ideology.germany": 0.0,
    "fear.germany": 0.0, "soviet_fear_scale": 0.02,
}  # fmt: skip


def stories(key, end, **assumptions):
    """Eight campaigns of a lively war under one end of a parameter's range."""
    row = find(key)
    value = row.quantity.low if end == 0 else row.quantity.high
    made = plan(KURSK.with_assumptions({**LIVELY, **assumptions, key: value}), "free")
    return [(repr(rows), bits(weeks)) for _, rows, weeks in (told(made, 5, n) for n in range(8))]


@pytest.mark.parametrize(
    ("key", "group"), [(row.key, group) for row in PARAMETERS for group in row.acts_through]
)
def test_no_campaign_notices_a_number_that_acts_through_nothing(key, group):
    """Red if the model reads a number after all that is said to act on nothing. Told by the campaigns."""
    zero = dict.fromkeys(group, 0.0)
    if key == "fate_settled.germany":
        zero["strength"] = "rational"
    assert stories(key, 0, **zero) == stories(key, 1, **zero)


@pytest.mark.parametrize(
    ("key", "switch"), [(row.key, row.switch) for row in PARAMETERS if row.switch and row.off is None]
)
def test_no_campaign_notices_a_number_of_what_a_switch_took_out(key, switch):
    """Red if the model reads after the switch what is said to belong to it alone."""
    off = {"switches_off": [switch]}
    assert stories(key, 0, **off) == stories(key, 1, **off)


@pytest.mark.parametrize("key", ["leverage_leak", "postponement_days", "fate_settled.soviet", "gate_days"])
def test_campaigns_notice_it_where_it_acts(key):
    """Red if the wars above are too quiet to notice anything."""
    assert stories(key, 0) != stories(key, 1)


def test_hitlers_fate_is_read_where_it_is_said_to_be():
    """Red if the premium and the fate change places, in the model or in what is said of it."""
    key = "fate_settled.germany"
    assert stories(key, 0) == stories(key, 1)
    assert stories(key, 0, strength="prospect") == stories(key, 1, strength="prospect")
    for there in ({"strength": "rational"}, {"strength_premium": 0.0}):
        assert stories(key, 0, **there) != stories(key, 1, **there)
