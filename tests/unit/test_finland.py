"""The second pair in whole campaigns: its switch, the recorded exit, what may be supposed, the forecast."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import sepeace as sp
from sepeace.chronicle.campaign_index import Book
from sepeace.chronicle.finland import peace
from sepeace.chronicle.who_bears import finnish_bearers
from sepeace.cli.wording import comparison_lines
from sepeace.errors import BadScenario, BadValue, Contradiction, UnknownName
from sepeace.figures.bearers import finland_sentence
from sepeace.kernel import slots
from sepeace.outcomes.totals import Totals
from sepeace.quantities import day_of
from sepeace.record import load
from sepeace.runs.summary import finland as in_summary
from sepeace.scenario.changes import ContactChange, OperationChange
from sepeace.scenario.checks.improbability import improbabilities
from sepeace.scenario.library import historical
from sepeace.scenario.library import load as scenario_named
from sepeace.validation import finland
from tests.campaigns import events, outcome, planned, ran, told, what_if

SIGNED, SIGNED_1941 = date(1944, 9, 19), date(1941, 9, 8)
FORECAST = Path(__file__).resolve().parents[2] / "docs" / "finland.json"
KINDS = (slots.K_FINNISH_OFFER, slots.K_FINNISH_REFUSAL, slots.K_FINNISH_PEACE)


def finnish(rows):
    return [row for row in rows if row.kind in KINDS]


# Red when recorded luck lets Finland decide, or the recorded day is another than that of the armistice.
def test_under_recorded_luck_she_leaves_on_the_recorded_day():
    state, rows, _ = told(planned("historical", luck="recorded"), 1, 0)
    assert state.finland_signed == day_of(SIGNED) and state.finnish_men == [0.0, 0.0]
    assert {row.cause for row in finnish(rows)} == {slots.C_RECORDED}


# Red when the switch leaves an offer standing, or takes the recorded exit out with the pair.
def test_taken_out_the_pair_leaves_as_recorded():
    made = planned("historical", (("switches_off", ("finland",)),))
    for campaign in range(4):
        state, rows, _ = told(made, 1, campaign)
        assert state.finnish_men == [0.0, 0.0]
        assert len(finnish(rows)) == (1 if state.ended > day_of(SIGNED) else 0)


# Red when a signature without terms has a share, such as -1, or names no source.
def test_taken_out_the_pair_has_no_share():
    made = planned("historical", (("switches_off", ("finland",)),))
    campaigns = (ran(made, 1, campaign) for campaign in range(20))
    state, log = next(found for found in campaigns if found[0].finland_signed < slots.NEVER)
    row = outcome(state)
    assert row["finland_settled"] and row["finland_share"] is None
    (signed,) = finnish(events(state, log))
    assert peace(Book(made, log, state), signed)["source"] == "Armistice of 19 Sep 1944"


# Red when she decides anything before a branch, or what was refused before it is told as her own refusal.
def test_before_a_branch_the_record_holds():
    _, rows, _ = told(planned("germany_wins_at_kursk", (("finland_own", 0.0), ("finland_beaten", 0.0))), 1, 3)
    branch = day_of(date(1943, 7, 5))
    early = [row for row in finnish(rows) if row.time < branch]
    assert early and {row.cause for row in early} == {slots.C_RECORDED}
    assert {row.kind for row in early} == {slots.K_FINNISH_OFFER, slots.K_FINNISH_REFUSAL}


# Red when the supposed yes does not arise, its signature is not three weeks later, or the Soviet attack of
# 1944 is fought against nobody.
def test_she_accepts_in_1941():
    made = planned("finland_accepts_1941")
    off = load().operation("vyborg_petrozavodsk").number
    for campaign in range(4):
        state, rows, _ = told(made, 1, campaign)
        assert state.antecedent == 1
        assert (state.finland_yes, state.finland_signed) == (57.0, 78.0)  # 18 August, 8 September 1941
        kinds = [(row.cause, row.time) for row in rows if row.kind == slots.K_FINNISH_PEACE]
        assert kinds == [(slots.C_CHANGE, 57.0), (slots.C_NONE, 78.0)]
        of = [row for row in rows if row.kind == slots.K_OPERATION and made.world.op_number[row.ref] == off]
        assert {row.cause for row in of} <= {slots.C_MET}


# Red when it is of another day or another line: at the middle numbers (.839 - .55)/.08 = 3.6 sd.
def test_how_improbable_that_is():
    (part,) = improbabilities(scenario_named("finland_accepts_1941"), load())
    assert part.nats == pytest.approx(8.8, abs=0.1)


# Red when a signature is told without those who bear it on that day, or as a median between two peaks.
def test_who_bears_her_peace_reaches_every_output(capsys):
    pair = sp.compare("finland_accepts_1941", campaigns=4, split=False)
    found, free = pair.document.counterfactual.finland, pair.document.baseline.finland
    assert found.settled == 1.0 and found.half_date == found.bears_on == found.median_date == SIGNED_1941
    assert [(row.year, row.share) for row in found.years] == [(1941, 1.0)]
    assert [row.group for row in found.bears] == [row.group for row in finnish_bearers(SIGNED_1941)]
    assert all(row.source for row in found.bears) and free != found
    told = "\n".join(comparison_lines(pair.document))
    page = pair._repr_html_().replace("&#39;", "'")
    for text in (told, page, sp.report.html(pair).replace("&#39;", "'")):
        assert "signed on 8 September 1941" in text and "Finland signs in 100.0%" in text
        assert all(row.text in text for row in found.bears)
    assert "some campaigns" not in told
    events = sp.run("finland_accepts_1941").events
    bears = [event for event in events if event.kind == "finnish_bearers"]
    assert len(bears) == len(found.bears) and {event.date for event in bears} == {SIGNED_1941}
    assert all(row.source in event.because for row, event in zip(found.bears, bears, strict=True))


# Red when half is counted of the signatures and not of all campaigns, or a year of few is told as all.
@pytest.mark.parametrize(
    ("days", "counted", "half", "bears_on"),
    [
        ((100, 100, 700, 1200), 4, date(1941, 9, 30), date(1941, 9, 30)),
        ((100, 700, 700, 1200), 5, date(1943, 5, 23), date(1943, 5, 23)),
        ((100, 700, 701, 1200), 9, None, date(1943, 5, 23)),
        ((), 9, None, None),
    ],
)
def test_half_of_all_campaigns(days, counted, half, bears_on):
    totals = Totals(counted=counted, finland=len(days))
    for day in days:
        totals.finland_signed[day] += 1
    told = in_summary(totals)
    assert (told.half_date, told.bears_on) == (half, bears_on)
    assert sum(row.share for row in told.years) == pytest.approx(len(days) / counted)
    assert bool(told.bears) == bool(days)
    said = finland_sentence(told)
    assert ("Fewer than half" in said) == (half is None and bool(days))
    assert days or said == "Finland signs in no campaign."


def supposing(**given):
    change = ContactChange(
        **{"target": "washington_august_1941", "answer": "agreed", "where": "change[1]", **given}
    )
    scenario = replace(historical(), branch=date(1941, 8, 18), changes=(change,))
    from sepeace.scenario.checks.record import complete

    return complete(scenario)


# Red when a Finnish supposition passes that says nothing, or has another message than its own.
@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"answer": None}, BadScenario, "she accepts"),
        ({"answer": "agred"}, UnknownName, "no such answer"),
        ({"answer": "refused"}, BadValue, "needs no supposing"),
        ({"through": "stockholm"}, Contradiction, "has no through"),
        ({"start": date(1942, 3, 1)}, BadValue, "no Soviet terms stand"),
    ],
)
def test_what_cannot_be_supposed_of_her(given, kind, words):
    with pytest.raises(kind, match=words):
        supposing(**given)


# The demand to surrender of 23 June 1944 answered the Soviet attack. Red when a file has her accept it and
# leaves the attack out, or puts it after her answer; or refuses what does stand without the attack.
@pytest.mark.parametrize(
    ("gone", "day", "refused"),
    [
        ({"cancel": True}, date(1944, 7, 5), True),
        ({"start": date(1944, 7, 20)}, date(1944, 7, 5), True),
        ({"start": date(1944, 6, 20)}, date(1944, 7, 5), False),
        ({"cancel": True}, date(1944, 4, 5), False),
    ],
)
def test_terms_that_answered_an_attack_need_it(gone, day, refused):
    yes = ContactChange(target="washington_august_1941", start=day, answer="agreed")
    attack = OperationChange(target="vyborg_petrozavodsk", **gone)
    if not refused:
        assert len(what_if(date(1944, 3, 30), yes, attack).changes) == 2
        return
    with pytest.raises(Contradiction, match="answered vyborg_petrozavodsk, so none stand"):
        what_if(date(1944, 3, 30), yes, attack)


# Red when a scenario changes a pair that it takes out.
def test_a_pair_that_is_taken_out_cannot_be_changed():
    with pytest.raises(Contradiction, match="takes the second pair out"):
        sp.run(scenario_named("finland_accepts_1941").with_assumptions({"switches_off": ("finland",)}))


# Red when a later row reaches the forecast: the last day that is read is 22 June 1944.
def test_the_forecast_reads_no_later_row():
    made = finland.held_plan({}, finland.CUT)
    assert max(made.world.finn_from) == day_of(date(1944, 3, 29))
    assert made.world.finn_shut_from == slots.NEVER
    own = made.world.finn_own[1]
    assert own[163] > finland.held_plan({}, None).world.finn_own[1][163]


# Red when the forecast that was kept is not what the equations say: a few of the same campaigns are run.
def test_the_forecast_is_what_the_equations_say():
    kept = json.loads(FORECAST.read_text())["rows"][0]
    made = finland.retrodiction("as shipped", finland.reckoned(120))
    for name, share in kept["refused"].items():
        assert abs(made.refused[name] - share) < 4.0 * np.sqrt(0.25 / 120)
    assert abs(made.before.share - kept["before"]["share"]) < 4.0 * np.sqrt(0.25 / 120)
    assert kept["by_all"]["low"] < kept["by_all"]["share"] < kept["by_all"]["high"]


# Red when the batch does not count her, or counts her where the pair is taken out.
def test_a_batch_says_when_she_left():
    batch = sp.batch("historical", campaigns=30)
    rows = batch.outcomes.to_pylist()
    left = [row["finland_signed"] for row in rows if row["finland_settled"]]
    assert 0 < len(left) == batch.totals.finland
    assert batch.document.finland.settled == pytest.approx(len(left) / len(rows))
    assert all((row["finland_share"] is None) != row["finland_settled"] for row in rows)
    off = sp.batch(historical().with_assumptions({"switches_off": ("finland",)}), campaigns=2)
    assert off.document.finland.settled is None
