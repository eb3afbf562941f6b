"""One campaign in two worlds: what is shared, where they part, and the chain from there."""

import json
from dataclasses import replace
from datetime import date

import pytest

import sepeace as sp
from sepeace.cli.paired_run import beside_lines
from sepeace.clocks.storage import WEEK_COLUMNS
from sepeace.errors import BadValue
from sepeace.kernel.fields import TERMS
from sepeace.quantities import day_of
from sepeace.runs.compare import baseline_of
from sepeace.runs.paired_run import beside, paired
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from tests.campaigns import ran

KURSK = load("germany_wins_at_kursk")


@pytest.fixture(scope="module")
def pair():
    return beside(KURSK, campaign=417)


def test_the_public_name_is_this_function():
    assert sp.beside is beside


# Red when the second world is another campaign, or has another branch than the first.
def test_both_worlds_are_the_campaigns_that_run_alone_gives(pair):
    assert pair.one.fingerprint == sp.run(KURSK, campaign=417).fingerprint
    assert pair.other.fingerprint == sp.run(baseline_of(KURSK), campaign=417, given="branch").fingerprint
    assert pair.one.fingerprint != pair.other.fingerprint


# Red when an event of either world is lost or told twice, or one is put beside another that it is not.
def test_every_event_of_both_worlds_stands_in_one_row(pair):
    for side, run in (("one", pair.one), ("other", pair.other)):
        told = [getattr(row, side) for row in pair.rows if getattr(row, side) is not None]
        assert sorted(map(id, told)) == sorted(map(id, run.events))
    for row in pair.rows:
        if row.world == "both":
            assert (row.one.text, row.one.because) == (
                row.other.text,
                row.other.because,
            ) and row.one.date == row.other.date == row.date
        if row.world == "differ":
            told = [(event.text, event.because) for event in (row.one, row.other)]
            assert told[0] != told[1] and (row.one.kind, row.one.who) == (
                row.other.kind,
                row.other.who,
            )
    assert {row.world for row in pair.rows} == {"both", "differ", "one", "other"}
    assert [row.date for row in pair.rows] == sorted(row.date for row in pair.rows)


# Red when the worlds part before the branch, or what they share is counted after it.
def test_the_worlds_are_one_until_they_part(pair):
    assert pair.first_divergence == date(1943, 7, 5) == KURSK.branch
    assert all(row.world == "both" for row in pair.rows if row.date < pair.first_divergence)
    assert pair.shared == sum(row.date < pair.first_divergence for row in pair.rows)


# Red when the chain names another term than the weekly values show, or another sum.
def test_the_chain_says_what_moved_the_lines(pair):
    links = [step.link for step in pair.chain]
    assert links[:2] == ["change", "parting"] and links[-2:] == ["ending", "ending"]
    assert {"lines", "window", "attempt"} <= set(links)
    assert KURSK.antecedent in pair.chain[0].text
    (lines,) = (step for step in pair.chain if step.link == "lines")
    week = int(day_of(lines.date) / 7.0)
    worlds = (plan(KURSK, "branch"), plan(baseline_of(KURSK), "branch"))
    rows = [ran(made, 1, 417)[1].weeks[week] for made in worlds]
    moved = {term: rows[0][i] - rows[1][i] for i, term in enumerate(WEEK_COLUMNS) if term in TERMS}
    most = max(moved, key=lambda term: abs(moved[term]))
    assert most == "strength" and f"({moved[most]:+.2f})" in lines.text.split(" and ")[0]
    gap = rows[1][WEEK_COLUMNS.index("least_germany")] - rows[1][WEEK_COLUMNS.index("most_soviet")]
    assert f"without the change they are {gap:.2f} apart" in lines.text


# Red when an operation that the change calls off is left out of the chain or has no reason, or one that is
# called off in both worlds is told as the work of the change.
def test_the_chain_says_which_operations_are_called_off():
    def called_off(run):
        off = ("called off", "does not take place")
        return {e.text for e in run.events if e.kind == "operation" and any(word in e.text for word in off)}

    alone = shared = 0
    for campaign in range(14):
        found = beside(KURSK, campaign=campaign)
        steps = [step.text for step in found.chain if step.link == "operation"]
        off, there = called_off(found.one), called_off(found.other)
        causes = ("(Because the attacker", "(Because Finland has left the war")
        assert all(any(cause in step for cause in causes) for step in steps)
        assert len(steps) == len(off ^ there)
        for world, texts in (("With", off - there), ("Without", there - off)):
            for text in texts:
                assert any(step.startswith(f"{world} the change only: {text}") for step in steps)
        alone, shared = alone + len(off ^ there), shared + len(off & there)
    assert alone > 0 and shared > 0


# Red when a pair that never parts is told as if it did, or two what-ifs are not told apart.
def test_other_pairs():
    same = beside(KURSK, KURSK, campaign=2)
    assert same.first_divergence is None and {row.world for row in same.rows} == {"both"}
    assert same.chain[-1].link == "never" and same.one.fingerprint == same.other.fingerprint
    two = beside(KURSK, load("citadel_in_may"), campaign=2)
    may = load("citadel_in_may")
    assert two.one.scenario.branch == two.other.scenario.branch == may.branch < KURSK.branch
    assert two.first_divergence > may.branch  # nothing differs until one of the changes acts
    assert [step.link for step in two.chain[:3]] == ["change", "change", "parting"]
    assert two.chain[0].text.startswith('Supposed in "') and KURSK.title in two.chain[0].text
    told = " ".join(step.text for step in two.chain)
    assert f'In "{may.title}", the war' in told and f'In "{KURSK.title}"' in told
    assert "the change" not in told and "Without" not in told
    back = beside(load("historical"), KURSK, campaign=417)
    assert back.other.fingerprint == sp.run(KURSK, campaign=417).fingerprint
    with pytest.raises(BadValue, match="never part"):
        beside(load("historical"))


# Red when text that differs is taken for the same, or the order of equal events matters.
def test_rows_pair_what_is_alike(pair):
    events = pair.one.events[:6]
    assert {row.world for row in paired(events, events)} == {"both"}
    assert [row.world for row in paired(events, ())] == ["one"] * 6
    assert [row.world for row in paired((), events)] == ["other"] * 6


# Red when an event that both worlds have for different reasons is told as one, with one world's reason.
def test_the_same_event_for_another_reason_is_not_the_same(pair):
    event = next(event for event in pair.one.events if event.kind == "refusal")
    met = replace(event, because="it expected no terms that it could accept, and yet the two lines had met")
    (row,) = paired((event,), (met,))
    assert row.world == "differ" and (row.one, row.other) == (event, met)
    two = paired((event, met), (met, event))
    assert [row.world for row in two] == ["both", "both"] and all(row.one == row.other for row in two)
    shown = replace(pair, rows=(row,), first_divergence=None)
    told = [line for line in beside_lines(shown) if line.startswith(f"{event.date}  [")]
    assert [("had met" in line, event.because in line) for line in told] == [(False, True), (True, False)]
    assert told[0].startswith(f"{event.date}  [with the change]")
    assert told[1].startswith(f"{event.date}  [without the change]")


# Red when any campaign's common rows hide a reason; in these four a refusal's reasons were once merged.
@pytest.mark.parametrize("campaign", [50, 72, 260, 320])
def test_what_both_worlds_have_they_have_for_one_reason(campaign):
    rows = beside(KURSK, campaign=campaign).rows
    assert all(row.one.because == row.other.because for row in rows if row.world == "both")
    assert any(row.world == "differ" and row.one.text == row.other.text for row in rows)


# --- the verb


# Red when a line does not say to which world it belongs, or the machine output is another campaign's.
def test_the_verb_tells_both_worlds(pair, sepeace_cli):
    status, out, err = sepeace_cli(
        "run", "germany_wins_at_kursk", "--campaign", "417", "--against", "historical"
    )
    assert status == 0 and err == ""
    assert (
        "The chain, in this one campaign:" in out
        and "[with the change]" in out
        and "[without the change]" in out
    )
    assert out.count("Fingerprint") == 2 and pair.other.fingerprint in out
    args = ("run", "germany_wins_at_kursk", "--campaign", "417", "--against", "historical", "--json")
    told = json.loads(sepeace_cli(*args)[1])
    assert told == json.loads(json.dumps(pair.to_json()))
    assert told["first_divergence"] == "1943-07-05" and told["shared_events"] == pair.shared
    assert told["one"]["fingerprint"] == pair.one.fingerprint


# Red when a mistake in the second name does not say where it stands, or the first day is not heard.
def test_mistakes_and_days(sepeace_cli):
    status, out, err = sepeace_cli("run", "germany_wins_at_kursk", "--against", "historcal")
    assert status == 2 and out == "" and "--against" in err and "historical" in err
    assert sepeace_cli("run", "historical", "--against", "historical")[0] == 2
    args = ("run", "germany_wins_at_kursk", "--against", "historical", "--since", "1944-01-01")
    told = sepeace_cli(*args)[1].split("share")[1]
    assert "\n1943-0" not in told and "\n1944-" in told
