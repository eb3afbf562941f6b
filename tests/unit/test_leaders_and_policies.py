"""Another leader and other policies: what is refused, what stays to the last bit, what is said beside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

import sepeace as sp
from sepeace.cli.verbs.sweep import lines as told_in_words
from sepeace.errors import BadValue, Contradiction, SepeaceError, UnknownName
from sepeace.figures import bearers
from sepeace.inverse.levers import refuse_departures
from sepeace.kernel import slots
from sepeace.model.parameters import PARAMETERS, find
from sepeace.quantities import day_of
from sepeace.report.material import gather
from sepeace.runs.profiles import variants
from sepeace.scenario.changes import EventChange, LeaderChange, PolicyChange
from sepeace.scenario.checks.admissibility import card
from sepeace.scenario.checks.leaders import refuse_for_class
from sepeace.scenario.checks.parameter_use import Use, why_not
from sepeace.scenario.library import historical, load
from sepeace.scenario.plan import plan
from sepeace.scenario.schema import read
from sepeace.scenario.tables.departures import POLICY_OF, event_changes, notes
from sepeace.scenario.timeline import timeline
from tests.campaigns import bits, planned, planned_baseline, told, what_if

HEAD = 'schema = 1\ntitle = "t"\nquestion = "q?"\nantecedent = "a"\n'
MARCH = date(1943, 3, 13)


def scenario(*changes: str, branch: str = "1942-01-01", assumed: str = ""):
    """A scenario of some changes, checked."""
    text = f"{HEAD}branch = {branch}\n{assumed}" + "".join(f"\n[[change]]\n{one}\n" for one in changes)
    return read(text, name="test")


def leader(profile: str = "goering", day: str = "1943-03-13", side: str = "germany") -> str:
    """A change of the leader."""
    return f'leader = "{side}"\nprofile = "{profile}"\nfrom = {day}'


def policy(name: str, rest: str) -> str:
    """A change of a policy."""
    return f'policy = "{name}"\n{rest}'


FROM = "from = 1943-01-01\n"
REFUSED = [
    ([leader(side="soviet")], BadValue, "change[1].leader", "no other leader of the Soviet side", None),
    ([leader(side="germania")], UnknownName, "change[1].leader", "no such leader", "germany"),
    ([leader("plotter")], UnknownName, "change[1].profile", "no such profile", "plotters"),
    ([leader("hitler")], UnknownName, "change[1].profile", "no such profile", None),
    ([leader(day="1941-12-31")], Contradiction, "change[1].from", "before the branch", None),
    ([leader(day="1945-04-30")], BadValue, "change[1].from", "Hitler is dead by then", None),
    ([leader(day="1945-04-23")], BadValue, "change[1].from", "stripped him of every office", None),
    ([leader("plotters", "1944-07-21")], BadValue, "change[1].from", "shot in the night", None),
    (
        [leader(), leader("plotters")],
        Contradiction,
        "change[2]",
        "one profile is put in Hitler's place",
        None,
    ),
    ([leader(), leader("plotters", "1944-01-01")], Contradiction, "change[2]", "one profile", None),
    (
        [policy("lend_lese", FROM + "level = 0.5")],
        *(UnknownName, "change[1].policy", "no such policy", "lend_lease"),
    ),
    ([policy("lend_lease", FROM + "level = 2.1")], BadValue, "change[1].level", "out of range", None),
    ([policy("lend_lease", FROM + "level = -0.1")], BadValue, "change[1].level", "out of range", None),
    ([policy("lend_lease", FROM + "level = 1")], BadValue, "change[1].level", "the recorded level", None),
    ([policy("lend_lease", FROM + "level = 0\ncancel = true")], Contradiction, "change[1].level", "", None),
    (
        [policy("lend_lease", "from = 1945-09-21\nlevel = 0")],
        *(BadValue, "change[1].from", "no supplies are recorded", None),
    ),
    (
        [policy("unconditional_surrender", "level = 0.5")],
        *(BadValue, "change[1].level", "no level between", None),
    ),
    (
        [policy("unconditional_surrender", "from = 1943-01-25\ncancel = true")],
        *(BadValue, "change[1].from", "is announced by then", None),
    ),
    (
        [policy("unconditional_surrender", "cancel = true"), policy("unconditional_surrender", "level = 0")],
        *(Contradiction, "change[2]", "changed twice", None),
    ),
]


# Red when a mistake passes, is told at another place, or with another one's words.
@pytest.mark.parametrize(("changes", "kind", "key", "words", "near"), REFUSED)
def test_each_mistake_has_its_own_message(changes, kind, key, words, near):
    with pytest.raises(SepeaceError) as caught:
        scenario(*changes)
    error = caught.value
    assert type(error) is kind and error.key == key and words in error.message
    assert error.nearest == near


NUMBERS = '[assumptions]\nnumbers = "default"\n'
NO_HOPE = "coalition_hope = 0\n"
IDLE = [
    (
        leader(),
        f"[assumptions]\n{NO_HOPE}goering_premium = 1\ngoering_distrust = 0\n",
        "every number of goering",
    ),
    (
        leader(),
        f'[assumptions]\n{NO_HOPE}strength = "rational"\ngoering_distrust = 0\n',
        "every number of goering",
    ),
    (
        policy("occupation", FROM + "level = 0"),
        *('[assumptions]\nswitches_off = ["reprisal_war_aims"]\n', "acts on nothing"),
    ),
    (policy("occupation", FROM + "level = 0"), "[assumptions]\nsoviet_fear_growth = 0\n", "acts on nothing"),
    (policy("occupation", "from = 1943-06-23\nlevel = 0"), NUMBERS, "certain by then"),
    (
        policy("lend_lease", FROM + "level = 0"),
        *('[assumptions]\nswitches_off = ["suspicion"]\naid_weight = 0\n', "acts on nothing"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "assumed", "words"), IDLE)
def test_what_changes_nothing_is_refused(change, assumed, words):
    with pytest.raises(SepeaceError, match=words):
        scenario(change, assumed=assumed)


# Red when what does act is refused with the above.
@pytest.mark.parametrize(
    ("change", "assumed"),
    [
        (leader(), f"[assumptions]\n{NO_HOPE}goering_premium = 1\n"),
        (leader(), "[assumptions]\ngoering_premium = 1\ngoering_distrust = 0\n"),
        (policy("occupation", FROM + "level = 0"), NUMBERS),
        (policy("occupation", "from = 1943-06-23\ncancel = true"), ""),
        (policy("lend_lease", FROM + "cancel = true"), '[assumptions]\nswitches_off = ["suspicion"]\n'),
        (policy("unconditional_surrender", "from = 1942-06-01\nlevel = 0"), ""),
    ],
)
def test_what_acts_passes(change, assumed):
    assert scenario(change, assumed=assumed).changes


# --- to the last bit --------------------------------------------------------------------------------------

PROFILE_ROWS = {part: {row.key for row in PARAMETERS if row.part == part} for part in ("goering", "plotters")}


# Red when a profile's numbers are drawn in a world without it, or move another number's draw.
@pytest.mark.parametrize("profile", ["goering", "plotters"])
def test_a_profile_has_draws_of_its_own(profile):
    world = what_if(MARCH, LeaderChange(target="germany", profile=profile, start=MARCH))
    own, usual = (plan(one, "branch").draw(1, 7) for one in (world, world.baseline()))
    assert own.keys() - usual.keys() == PROFILE_ROWS[profile]
    assert {key: own[key] for key in usual} == usual
    for key in PROFILE_ROWS[profile]:
        low, high = find(key).quantity.low, find(key).quantity.high
        assert low < own[key] < high
    assert not (PROFILE_ROWS["goering"] | {"aid_weight"}) & plan(historical()).draw(1, 7).keys()


HIS_COURT = ("coalition_hope", "subordinate_rate", "dismissal_share", "bormann_gate", "trust_contact")
OF_HIS_COURT = dict.fromkeys(HIS_COURT, 0.0)


# Red when a world whose numbers are all Hitler's is not Hitler's world, to the last bit. His hope, the
# letters, gates and approaches of those who served him end with him: they are out of both worlds here.
@pytest.mark.parametrize(
    ("profile", "neutral"),
    [
        ("goering", {"goering_premium": 1.0, "goering_distrust": 0.0}),
        (
            "plotters",
            {"plotters_premium": 1.0, "plotters_ideology": 1.0, "plotters_plan": 1.0,
             "plotters_west_first": 0.0, "plotters_distrust": 0.0},
        ),
    ],
)  # fmt: skip
def test_hitlers_numbers_are_hitler(profile, neutral):
    world = what_if(MARCH, LeaderChange(target="germany", profile=profile, start=MARCH))
    here, there = (
        told(plan(one.with_assumptions({**neutral, **OF_HIS_COURT}), "branch"), 1, 3)
        for one in (world, world.baseline())
    )
    assert bits(here[2]) == bits(there[2])
    assert sum(row.kind == slots.K_LEADER for row in here[1]) == 1


# Red when a level of 1 differs from no change at all, or a lower one does not differ.
@pytest.mark.parametrize(("level", "alike"), [(1.0, True), (0.999, False)])
def test_supplies_as_recorded_change_nothing(level, alike):
    start = date(1942, 7, 1)
    change = PolicyChange(target="lend_lease", level=level, start=start, where="change[1]")
    world = replace(historical(), branch=start, changes=(change,))
    there, here = told(plan(world.baseline(), "branch"), 1, 5)[2], told(plan(world, "branch"), 1, 5)[2]
    assert (bits(here) == bits(there)) is alike
    before = int(day_of(start) / 7.0)
    assert bits(here[: before + 1]) == bits(there[: before + 1])


# Red when another leader reaches back before his day, or moves a battle.
def test_until_his_day_the_worlds_are_one():
    here, there = (
        told(made, 1, 2)
        for made in (planned("hitler_dies_march_1943"), planned_baseline("hitler_dies_march_1943"))
    )
    week = int(day_of(MARCH) / 7.0)
    assert bits(here[2][: week + 1]) == bits(there[2][: week + 1])
    assert bits(here[2]) != bits(there[2])
    known = min(len(here[2]), len(there[2]))
    if here[0].signed[0] == there[0].signed[0] == slots.NEVER:
        assert [row[:5] for row in here[2][:known]] == [row[:5] for row in there[2][:known]]


# --- what they are laid out as ----------------------------------------------------------------------------


def test_no_formula_is_no_event():
    """Red when the demand is still made, or nothing says that it falls away."""
    world = load("no_unconditional_surrender")
    assert event_changes(world.changes)["unconditional_surrender"].cancel
    assert [(row.kind, row.id) for row in timeline(world) if row.changed] == [
        ("event", "unconditional_surrender")
    ]
    number = next(row.number for row in sp.record.load().events if row.id == "unconditional_surrender")
    made, usual = plan(world).world, plan(world.baseline(), "branch").world
    events = {slots.E_TOLD, slots.E_FORMULA, slots.E_NO_FORMULA}  # other kinds number other things
    kinds = [
        [kind for kind, ref in zip(w.date_kind, w.date_ref, strict=True) if ref == number and kind in events]
        for w in (usual, made)
    ]
    assert kinds == [[slots.E_FORMULA], [slots.E_NO_FORMULA]]


def test_what_falls_with_the_american_entry():
    """Red when a conference is told of that a cancelled entry leaves nobody to hold."""
    falls = event_changes((EventChange(target="us_enters_war", cancel=True),))
    assert {"tehran", "yalta", "moscow_conference", "united_nations_declaration"} < falls.keys()
    moved = event_changes((EventChange(target="us_enters_war", start=date(1942, 1, 1)),))
    assert moved.keys() == {"us_enters_war"}


def test_the_tables_of_a_plan():
    """Red when a level does not reach the world, or reaches it before its day."""
    made = plan(load("lend_lease_halved")).world
    usual = plan(load("lend_lease_halved").baseline(), "branch").world
    ratio = [a / b for a, b in zip(made.deliveries[54:150], usual.deliveries[54:150], strict=True)]
    assert ratio == pytest.approx([0.5] * 96) and made.deliveries[:54] == usual.deliveries[:54]
    assert (made.profile, made.profile_day, made.occupation_day) == (0, slots.NEVER, slots.NEVER)
    own = plan(load("hitler_dies_march_1943")).world
    assert (own.profile, own.profile_day) == (slots.GOERING, day_of(MARCH))
    assert set(own.aid_missing) == {0.0}


# Red when a number that only a change brings in can be varied without it.
@pytest.mark.parametrize("key", ["goering_premium", "plotters_west_first", "aid_weight"])
def test_numbers_that_a_change_brings_in(key):
    row = find(key)
    for use in (Use.ACT, Use.VARY, Use.SPREAD, Use.DRAW, Use.SCALE):
        reason = why_not(row, use, load("germany_wins_at_kursk"))
        assert reason is not None and reason.startswith("only a change of")
    home = {"aid_weight": "lend_lease_halved"}.get(key, "hitler_dies_march_1943")
    here = why_not(row, Use.ACT, load(home))
    assert here is None if key != "plotters_west_first" else "plotters" in (here or "")


# --- what stands beside an answer -------------------------------------------------------------------------


# Red when a profile stands alone, or without its ends.
def test_both_profiles_stand_beside_each_other():
    found = [(one.profile, one.premium) for one in variants(load("hitler_dies_march_1943"))]
    assert found == [(who, how) for who in ("goering", "plotters") for how in ("own", "none", "full")]
    later = what_if(MARCH, LeaderChange(target="germany", profile="goering", start=date(1944, 7, 21)))
    assert {one.profile for one in variants(later)} == {"goering"}
    rational = load("hitler_dies_march_1943").with_assumptions(strength="rational")
    assert [one.premium for one in variants(rational)] == ["own", "own"]
    assert variants(load("germany_wins_at_kursk")) == ()


def test_a_comparison_prints_them(tmp_path):
    """Red when rows are missing, the own row is not the headline, or a folder reads them otherwise."""
    pair = sp.compare("hitler_dies_march_1943", campaigns=6, split=False, results=tmp_path / "pair")
    rows = pair.document.profiles
    assert len(rows) == 6 and rows[0].premium == "own" and rows[0].profile == "goering"
    assert rows[0].counterfactual == pair.counterfactual.world.window.probability
    assert "Nobody here is a rescuer" in pair.statement and len(pair.document.notes) == 4
    assert sp.read(tmp_path / "pair").document.profiles == rows
    alone = sp.batch("hitler_dies_march_1943", campaigns=6)
    assert [row.window for row in alone.document.profiles] == [row.counterfactual for row in rows]


# Red when supplies are halved without a word of who bears it, or a rule is changed without what it was.
def test_who_bears_a_policy_is_named():
    (food,) = notes(load("lend_lease_halved").changes)
    assert "civilians" in food and "food" in food and "computes no victims" in food
    rule = what_if(MARCH, PolicyChange(target="occupation", level=0.5, start=MARCH))
    assert "aim of the regime" in notes(rule.changes)[0] and "not an error" in notes(rule.changes)[0]
    for world in (load("lend_lease_halved"), rule, load("hitler_dies_march_1943")):
        made = card(world)
        assert made is not None and set(notes(world.changes)) <= set(made.must_hold)
    assert all(row.said.strip() for row in POLICY_OF.values())


def test_no_class_is_shown_a_milder_rule():
    """Red when a report of it is made, or a smallest change is sought in it or beside another leader."""
    rule = what_if(MARCH, PolicyChange(target="occupation", level=0.5, start=MARCH))
    with pytest.raises(BadValue, match="aim of the regime"):
        refuse_for_class(rule)
    with pytest.raises(BadValue, match="aim of the regime"):
        gather(sp.batch(rule, campaigns=1))
    with pytest.raises(BadValue, match="occupation policy is no lever"):
        refuse_departures(rule)
    with pytest.raises(BadValue, match="a leader is no lever"):
        sp.invert("hitler_dies_march_1943", 0.2, campaigns=4)
    refuse_departures(load("lend_lease_halved"))
    refuse_for_class(load("lend_lease_halved"))


def test_a_milder_rule_has_no_picture_and_no_place_among_others():
    """Red when a figure or a map of it is drawn, it stands in a table of several, or a note is left out."""
    rule = what_if(MARCH, PolicyChange(target="occupation", level=0.5, start=MARCH))
    alone, pair = sp.batch(rule, campaigns=2), sp.compare(rule, campaigns=2, split=False)
    for name in ("windows", "anatomy", "willingness", "finland", "map"):
        with pytest.raises(BadValue, match="no material for a class"):
            getattr(sp.figures, name)(alone)
    with pytest.raises(BadValue, match="no material for a class"):
        sp.figures.outcomes(pair)
    with pytest.raises(BadValue, match="no table of several"):
        sp.compare_many([rule, "uranus_fails"], campaigns=2)
    found = sp.sweep(rule, {"ideology.germany": (0.1, 0.3, 2)}, campaigns=2)
    with pytest.raises(BadValue, match="no material for a class"):
        sp.figures.phase(found)
    assert found.document.notes == notes(rule.changes) and found.document.notes
    assert notes(rule.changes)[0] in "\n".join(told_in_words(found))
    for result in (alone, pair, found):
        page = result._repr_html_()
        assert "aim of the regime" in page and "<img" not in page and bearers.SHORT in page
    assert "<img" in sp.batch("lend_lease_halved", campaigns=2)._repr_html_()


def test_nobody_leads_after_his_last_day():
    """Red when the last day on which somebody can lead is refused itself."""
    for profile, day in (("plotters", date(1944, 7, 20)), ("goering", date(1945, 4, 22))):
        scenario(leader(profile, day.isoformat()))
        with pytest.raises(BadValue):
            scenario(leader(profile, (day + timedelta(days=1)).isoformat()))
