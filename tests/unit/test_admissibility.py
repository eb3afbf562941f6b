"""The admissibility card: chances against closed forms, honest gaps, names that exist."""

import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from scipy.stats import norm

from sepeace import record as records
from sepeace.kernel.battlefield.operations import fresh_sd
from sepeace.model.parameters import find
from sepeace.scenario import recorded_weeks
from sepeace.scenario.assume import assume
from sepeace.scenario.changes import CHANGES, ContactChange, OperationChange
from sepeace.scenario.checks.admissibility import card, card_lines, followers
from sepeace.scenario.checks.improbability import improbabilities, range_tail
from sepeace.scenario.library import load, shipped
from sepeace.scenario.recorded_events import is_given
from sepeace.scenario.tables.departures import OF_HITLER
from sepeace.scenario.vocabulary import EVENT_ROLES

RECORD = records.load()
WHAT_IFS = [name for name in shipped() if name != "historical"]
KURSK = load("germany_wins_at_kursk")


def forced(score, scenario=KURSK, target="citadel", **more):
    return replace(scenario, changes=(OperationChange(target=target, score=score, **more),))


def changed(kind, target, **more):
    return replace(KURSK, changes=(CHANGES[kind](target=target, **more),))


def nats(scenario):
    return [part.nats for part in improbabilities(scenario, RECORD)]


def kursk_mean_and_sd():
    """The score equation by hand: recorded ratio on the Sunday before, quality on 5 July 1943."""
    day = (date(1943, 7, 5) - date(1941, 6, 22)).days
    axis, soviet = recorded_weeks.recorded_strength(RECORD)
    week = math.ceil(day / 7) - 1
    value = {name: find(name).quantity.value for name in ("score_base", "force_advantage", "quality_trend")}
    expected = value["score_base"] + value["force_advantage"] * math.log(axis[week] / soviet[week])
    expected += value["quality_trend"] * (1 - day / (365.25 / 12) / 24)
    weight, spread = find("structure_weight").quantity.value, find("score_sd").quantity.value
    return expected + weight * (-0.5 - expected), math.sqrt(1 - weight**2) * spread


def test_the_chance_of_a_forced_score_is_the_tail_of_the_score_equation():
    # Red when the ratio, the edge, the pull to the record, the spread or the tail is another.
    mean, sd = kursk_mean_and_sd()
    assert nats(KURSK) == [pytest.approx(-norm.logsf(2.0, mean, sd), rel=1e-9)]
    assert nats(forced(-1.5)) == [pytest.approx(-norm.logcdf(-1.5, mean, sd), rel=1e-9)]


def test_the_luck_left_beside_structure_keeps_the_whole_spread():
    # Red when the two parts do not add up to the spread of a score: 0.6^2 + 0.8^2 = 1, times 0.5.
    assert (
        fresh_sd(0.6, 0.5) == pytest.approx(0.4) and fresh_sd(0.0, 0.9) == 0.9 and fresh_sd(1.0, 0.9) == 0.0
    )


def test_the_page_says_what_kursk_costs():
    # Red when the page on writing a scenario keeps an old number of nats or of the chance.
    mean, sd = kursk_mean_and_sd()
    cost = -norm.logsf(2.0, mean, sd)
    page = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-scenario.md"
    words = " ".join(page.read_text(encoding="utf-8").split())
    assert f"costs {cost:.0f} nats: a chance of about 1 in {round(math.exp(cost), -1):,.0f}." in words


def test_the_recorded_score_has_a_chance_of_a_half_or_more():
    # Red when the boundary takes the unlikelier tail; lower scores than the recorded keep their own.
    for target in ("citadel", "rumyantsev", "lower_dnieper"):
        recorded = RECORD.operation(target).score
        (value,) = nats(forced(recorded, target=target))
        assert 0.0 < value <= math.log(2.0)
    mean, sd = kursk_mean_and_sd()
    assert nats(forced(-0.5)) == [pytest.approx(-norm.logsf(-0.5, mean, sd), rel=1e-9)]
    assert nats(forced(-0.51)) == [pytest.approx(-norm.logcdf(-0.51, mean, sd), rel=1e-9)]


def test_a_farther_score_is_less_probable():
    # Red when the tail is taken from the wrong side on either branch.
    above = [nats(forced(score))[0] for score in (0.0, 1.0, 2.0, 3.0)]
    below = [nats(forced(score))[0] for score in (-0.6, -1.0, -1.5, -2.5)]
    assert above == sorted(above) and below == sorted(below)


def test_tails_far_out_stay_finite_and_no_luck_is_no_number():
    # Red when a tail underflows to a chance of 0 or a spread of 0 divides.
    narrow = KURSK.with_assumptions(score_sd=0.2, structure_weight=0.99)
    weight, spread = 0.99, 0.2
    mean = (1 - weight) * (kursk_mean_and_sd()[0] - 0.4 * -0.5) / 0.6 + weight * -0.5
    sd = math.sqrt(1 - weight**2) * spread
    assert nats(narrow) == [pytest.approx(-norm.logsf(2.0, mean, sd), rel=1e-6)]
    none = KURSK.with_assumptions(structure_weight=1.0)
    assert nats(none) == [None] and card(none).nats is None
    assert nats(forced(-0.5, none)) == [0.0]


def test_decisions_have_no_number():
    # Red when a chance is made up for a date, an order, an event or a channel.
    day = date(1943, 9, 1)
    for scenario in (
        forced(None, start=day),
        replace(KURSK, changes=(OperationChange(target="citadel", cancel=True),)),
        changed("event", "quebec", cancel=True),
        changed("channel", "stockholm", open=False),
        changed("leader", "germany", profile="plotters", start=KURSK.branch),
        changed("policy", "lend_lease", level=0.5),
    ):
        made = card(scenario, record=RECORD)
        assert [part.nats for part in made.improbability] == [None]
        assert made.nats is None and made.bits is None and made.improbability[0].because
    both = card(forced(2.0, start=day), record=RECORD)
    assert [part.nats is None for part in both.improbability] == [True, False]
    assert both.nats is None


def test_a_moved_attack_meets_the_forces_of_its_new_date():
    # Red when the score of a moved attack is judged by the forces of the recorded date.
    assert nats(forced(2.0, start=date(1944, 3, 1)))[1] > nats(KURSK)[0]


def test_a_parameter_is_doubt_about_a_number():
    # Red when the two triangles are inverted wrongly or a value outside them gets a chance.
    row = find("cost_oil")
    for chance in (0.01, 0.2, 0.5, 0.7, 0.99):
        assert range_tail(row, row.at(chance)) == pytest.approx(min(chance, 1 - chance))
    assert range_tail(row, row.quantity.low) == range_tail(row, 2 * row.quantity.high) == 0.0
    (part,) = improbabilities(changed("parameter", "cost_oil", start=KURSK.branch, set=row.at(0.1)), RECORD)
    assert part.nats == pytest.approx(math.log(10)) and "doubt about a number" in part.because
    scale = row.at(0.9) / row.quantity.value
    (part,) = improbabilities(changed("parameter", "cost_oil", start=KURSK.branch, scale=scale), RECORD)
    assert part.nats == pytest.approx(math.log(10))
    outside = changed("parameter", "cost_oil", start=KURSK.branch, set=1.1 * row.quantity.high)
    assert nats(outside) == [None]


def test_a_contact_made_to_happen_is_doubt_about_the_record():
    # Red when its grade is left out, or a choice beside it passes for part of the record.
    made = card(load("stockholm_meeting_held_1943"))
    assert made.improbability[0].nats == pytest.approx(-math.log(0.35))
    assert "doubt about the record" in made.improbability[0].because
    late = ContactChange(target="stockholm_june_1943", start=date(1943, 9, 1), happens=True)
    moved = replace(KURSK, branch=date(1943, 6, 1), changes=(late,))
    assert nats(moved) == [pytest.approx(-math.log(0.35)), None]
    # in June it is over: a meeting of September is another, and the record's doubt is none about it
    assert nats(replace(KURSK, changes=(late,))) == [None, None]


@pytest.mark.parametrize("name", WHAT_IFS)
def test_the_evidence_of_a_contact_is_no_chance_of_what_is_supposed_to_come_of_it(name):
    # Red when a contact that is on record makes what is supposed of it look certain: 0.0 nats, a chance of 1.
    made = card(load(name))
    contacts = [
        change
        for change in load(name).changes
        if change.kind == "contact" and RECORD.contact(change.target).pair == "main"
    ]
    for change in contacts:
        assert made.nats is None
        assert f"What is supposed to come of {change.target}" in " ".join(
            part.what for part in made.improbability if part.nats is None
        )
    told = " ".join(line for _, lines in card_lines(made) for line in lines)
    assert "a chance of 1." not in told and told.count("0.00 nats (0.00 bits)") == told.count(
        "bits), not in doubt"
    )


@pytest.mark.parametrize("name", WHAT_IFS)
def test_every_shipped_what_if_has_a_whole_card(name):
    # Red when a part is left empty, bits are no nats by ln 2, or a sum hides an undefined part.
    scenario = load(name)
    made = card(scenario)
    falls = {row["name"] for row in EVENT_ROLES if row["role"] == "falls_with"}
    rewritten = {row.id for row in made.facts_rewritten}
    named = {change.target for change in scenario.changes}
    assert named <= rewritten and rewritten - named in (set(), falls, set(OF_HITLER))
    assert ("hitler_waits" in rewritten) == any(change.kind == "leader" for change in scenario.changes)
    assert all(row.was for row in made.facts_rewritten) and made.untouched > 0
    assert len(made.improbability) >= len(scenario.changes)
    assert made.must_hold and made.held and len(made.open_questions) == 6
    assert all(question.endswith("?") for question in made.open_questions)
    for part in (*made.improbability, made):
        assert (part.bits is None) == (part.nats is None)
        if part.nats is not None:
            assert part.bits == pytest.approx(part.nats / math.log(2)) and part.nats >= 0.0
    parts = [part.nats for part in made.improbability]
    assert made.nats == (None if None in parts else pytest.approx(sum(parts)))
    assert all(lines for _, lines in card_lines(made))


def test_nothing_supposed_has_no_card():
    # Red when a card is drawn up for the war as it was.
    assert card(load("historical")) is None


def test_untouched_facts_lie_before_the_branch():
    # Red when facts after the branch, changed ones, or attacks still under way count as untouched.
    for branch in (
        date(1941, 6, 22),
        date(1943, 7, 5),
        date(1943, 7, 12),
        date(1943, 8, 18),
        date(1943, 9, 1),
    ):
        facts = sum(contact.start < branch for contact in RECORD.contacts)
        facts += sum(event.date < branch for event in RECORD.events if is_given(event))
        facts += sum(row.end < branch for row in RECORD.operations if row.id != "citadel")
        assert card(replace(KURSK, branch=branch), record=RECORD).untouched == facts


def test_what_must_hold_names_operations_of_the_record():
    # Red when a follower is missing, fought elsewhere, too late, or made up.
    (change,) = KURSK.changes
    after = [row.id for row in followers(change, KURSK, RECORD)]
    assert {"kutuzov", "rumyantsev", "smolensk_1943"} <= set(after) and "citadel" not in after
    uranus = load("uranus_fails")
    south = [row.id for row in followers(uranus.changes[0], uranus, RECORD)]
    assert "little_saturn" in south and "mars" not in south and "iskra" not in south
    text = " ".join(card(KURSK).must_hold)
    for row in RECORD.operations:
        assert (f"[{row.id}]" in text) == (row.id in after)
        if row.id in after:
            assert 0 < (row.start - date(1943, 7, 5)).days <= 120 and set(row.sectors) & {"centre", "south"}


@pytest.mark.parametrize("name", ["historical", *WHAT_IFS])
def test_json_is_finite_or_null(sepeace_cli, name):
    # Red when show --json loses a key of the card or writes NaN.
    status, out, _ = sepeace_cli("show", name, "--json")
    assert status == 0
    made = json.loads(out, parse_constant=pytest.fail)["admissibility"]
    if name == "historical":
        assert made is None
        return
    assert set(made) == {
        *("facts_rewritten", "untouched", "improbability", "nats", "bits", "must_hold", "held"),
        "open_questions",
    }
    assert all(set(part) == {"what", "nats", "bits", "because"} for part in made["improbability"])


def test_show_prints_the_card_after_the_time_line(sepeace_cli):
    # Red when the card is not printed, or an undefined part gets a number in words.
    out = sepeace_cli("show", "second_front_in_1943")[1]
    told = out[out.index("Admissibility card") :]
    assert out.index("digest") < out.index("Admissibility card")
    assert "In sum: not defined" in told and "nats" not in told
    assert "No admissibility card" in sepeace_cli("show", "historical")[1]


# Red when the card says that the landing keeps its day where feelers may move it, or that they may where
# the day is fixed: by the change, before the branch, or because fear of a separate peace moves nothing.
def test_the_card_says_whether_the_landing_may_come_earlier():
    def west(scenario):
        return next(line for line in card(scenario).must_hold if line.startswith("The West keeps"))

    assert "bring the landing in France forward, by 36 days at most" in west(KURSK)
    assert "landings" not in west(KURSK)
    less = assume(KURSK.assumptions, {"landing_roof": 10})
    assert "by 10 days at most" in west(replace(KURSK, assumptions=less))
    for settings in ({"switches_off": ["allied_reactions"]}, {"landing_pull": 0}, {"landing_roof": 0}):
        fixed = replace(KURSK, assumptions=assume(KURSK.assumptions, settings))
        assert west(fixed) == "The West keeps its recorded dates: promises, conferences, landings, battles."
    for name in ("second_front_in_1943", "united_states_stays_out", "overlord_fails"):
        assert "forward" not in west(load(name))


# Red when the card says that the West keeps its battles where a beaten landing takes some out.
def test_the_card_names_what_falls_away_with_a_beaten_landing():
    held = card(load("overlord_fails")).must_hold
    lines = [line for line in held if "not fought" in line or "The West keeps" in line]
    assert "Dragoon" in lines[0] and "Ruhr" in lines[0] and "Scheldt" not in lines[0]
    assert not any("landings, battles" in line for line in lines)
