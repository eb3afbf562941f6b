"""Placebos: each finds a fault where there is one, and the fast way of forcing scores is the plain one."""

import json
import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sepeace.clocks import clock_choice
from sepeace.clocks.plain import run_plain
from sepeace.clocks.records import pack, record_of
from sepeace.documents.checks.placebos import CalledOff, Placebos
from sepeace.errors import BadValue
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, WorkerPool
from sepeace.kernel import slots
from sepeace.kernel.battlefield import operations
from sepeace.kernel.draws import streams
from sepeace.quantities import EPOCH
from sepeace.record import load as load_record
from sepeace.scenario.plan import plan
from sepeace.stats.estimates import share
from sepeace.validation import hangs_on
from sepeace.validation.case import compare
from sepeace.validation.check import check
from sepeace.validation.placebos import exact as placebos_exact
from sepeace.validation.placebos import forced as placebos_forced
from sepeace.validation.placebos import orders
from sepeace.validation.placebos import placebos as module
from sepeace.validation.placebos.exact import forced, what_if
from sepeace.validation.placebos.placebos import placebos, quick
from tests.campaigns import planned


# Red when a placebo with an exact answer is not exact.
def test_exact_placebos_hold():
    found = quick()
    assert found.ok and [case.id for case in found.exact if not case.ok] == []
    assert len({case.id for case in found.exact}) == len(found.exact) == 13
    assert all(case.expected == placebos_exact.CAMPAIGNS for case in found.exact if case.tolerance == 0.0)


# Red when a placebo compares something with itself: a forced score that acts otherwise must be seen.
def test_a_forced_score_that_is_not_the_drawn_one_is_seen(monkeypatch):
    decide = operations.decide

    def wrong(s, p, w, o, t):
        cause = decide(s, p, w, o, t)
        if cause == slots.C_FORCED:
            s.score[o] += 1e-9
        return cause

    monkeypatch.setattr(operations, "decide", wrong)
    monkeypatch.setenv(clock_choice.VARIABLE, "plain")  # the fault is in the source
    failed = {case.id.split(".")[0] for case in quick().exact if not case.ok}
    assert failed == {"every_score_as_recorded", "own_score"}


# Red likewise: parts that both count in full must be seen.
def test_parts_that_share_nothing_are_seen(monkeypatch):
    parted = placebos_exact.parted

    def greedy(made, identity, cut):
        found = parted(made, identity, cut)
        o = found.world.op_first[-1]
        found.world.op_value[o] = found.world.op_value[-1] = made.world.op_value[o]
        return found

    monkeypatch.setattr(placebos_exact, "parted", greedy)
    failed = [case.id for case in quick().exact if not case.ok]
    assert failed and all(name.startswith("two_parts") for name in failed)


# Red when too few campaigns with a drawn score pass for enough.
def test_an_operation_that_is_never_drawn_does_not_pass(monkeypatch):
    identity, branch = placebos_exact.OWN_SCORES[0]
    monkeypatch.setattr(placebos_exact, "SEARCHED", 1)
    assert placebos_exact.own_score(identity, branch, 1, 3) == 1
    # Fought before the branch, by its recorded score: nothing is drawn, so nothing can be forced.
    assert placebos_exact.own_score("typhoon", date(1943, 7, 5), 1, 1) == 0


# Red when a failing placebo leaves the check in one piece, or a finding breaks it.
def test_the_check_fails_with_an_exact_placebo_alone():
    bad = Placebos(seed=1, exact=(compare("x", 2.0, 1.0, 0.0),))
    assert not check(hindcast=[], claims=[], placebos=bad).ok
    trial = _trials(40, ["typhoon_moscow"])[0]
    found = Placebos(seed=1, exact=(), forced=(replace(trial, verdict="not_as_hoped"),))
    report = check(hindcast=[], claims=[], placebos=found)
    assert report.ok and report.to_json()["placebos"]["forced"][0]["verdict"] == "not_as_hoped"


def _trials(campaigns, only=None):
    return placebos_forced.forced_once(RunOptions(campaigns=campaigns), WorkerPool(), Count(1), only)


# Red when Kursk's own score, the October operations or the smallest of a side are chosen otherwise.
def test_what_is_forced():
    trials = placebos_forced.trials()
    assert placebos_forced.kursk_score() == 2.0
    assert [row.id for kind, row in trials if kind == "october_1941"] == ["typhoon", "typhoon_moscow"]
    assert load_record().operation("typhoon").score == 2.0
    assert load_record().operation("typhoon_moscow").score == -0.5
    small = [row for kind, row in trials if kind == "small"]
    for side in ("germany", "soviet"):
        chosen = [row for row in small if row.attacker == side]
        size = max(row.attacker_strength + row.defender_strength for row in chosen)
        others = [row for row in load_record().operations if row.attacker == side and row not in chosen]
        assert len(chosen) == placebos_forced.EACH_SIDE
        assert all(row.nested_in or row.attacker_strength + row.defender_strength >= size for row in others)


# Red when chances within twelve months count later windows, pairs are mixed up, or an interval is not paired.
def test_a_trial_counts_what_its_campaigns_show(monkeypatch):
    assert placebos_forced.DAYS == 365.0
    monkeypatch.setattr(placebos_forced, "DAYS", 290.0)  # within twelve months are nearly all of them
    row = next(row for row in _trials(60, ["typhoon_moscow"]))
    last = (row.branch - EPOCH).days + 290
    assert row.window.forced.estimate < row.window_ever.forced.estimate
    flags = {"without": [], "forced": []}
    for name, changes in (("without", ()), ("forced", [forced("typhoon_moscow", 2.0)])):
        made = plan(what_if(row.branch, changes), "branch")
        for campaign in range(60):
            state = run_plain(made, 1, campaign)[0]
            flags[name].append((state.window_first[0], state.signed[0]))
    assert row.counted == 60
    for which, name in enumerate(("window", "settlement")):
        for key, end in ((name, last), (f"{name}_ever", slots.NEVER)):
            days = {world: [found[which] < end for found in flags[world]] for world in flags}
            contrast = getattr(row, key)
            assert contrast.without.estimate == np.mean(days["without"])
            assert contrast.forced.estimate == np.mean(days["forced"])
            assert contrast.difference.estimate == pytest.approx(
                np.mean(days["forced"]) - np.mean(days["without"])
            )
    june = (date(1942, 7, 1) - EPOCH).days
    days = {world: np.array([signed < june for _, signed in flags[world]]) for world in flags}
    assert row.settlement_by_june.without.estimate == days["without"].mean()
    assert row.settlement_by_june.forced.estimate == days["forced"].mean()
    assert _trials(20, ["star"])[0].settlement_by_june is None


# Red when a verdict is given on a value in place of its interval, or turned round.
@pytest.mark.parametrize(
    ("kind", "settlement", "difference", "verdict"),
    [
        ("kursk", (0.5, 0.6), (0.3, 0.4), None),
        ("october_1941", (0.5, 0.6), (-0.049, 0.049), "as_hoped"),
        ("october_1941", (0.0, 0.0), (0.01, 0.051), "undecided"),
        ("october_1941", (0.0, 0.0), (0.051, 0.06), "not_as_hoped"),
        ("october_1941", (0.0, 0.0), (-0.06, -0.051), "not_as_hoped"),
        ("small", (0.5, 0.6), (-0.019, 0.019), "as_hoped"),
        ("small", (0.0, 0.0), (-0.021, 0.0), "undecided"),
        ("small", (0.0, 0.0), (-0.04, -0.021), "not_as_hoped"),
        ("small", (0.0, 0.0), (0.021, 0.04), "not_as_hoped"),
    ],
)
def test_verdicts(kind, settlement, difference, verdict):
    row = _trials(20, ["star"])[0]
    contrast = replace(
        row.settlement,
        forced=replace(row.settlement.forced, ci95=settlement),
        difference=replace(row.settlement.difference, ci95=difference),
    )
    still = replace(contrast, difference=replace(contrast.difference, ci95=(0.0, 0.0)))
    found = {"window_ever": still, "settlement_ever": contrast, "settlement_by_june": contrast}
    if kind == "october_1941":
        wild = replace(contrast, difference=replace(contrast.difference, ci95=(0.9, 1.0)))
        found |= {"settlement": wild, "settlement_ever": wild}
    assert placebos_forced._verdict(kind, found) == verdict


# --- orders


# Red when a score crosses to the other side, is lost, doubled, or dealt to an operation inside another.
def test_permuted_scores_are_the_same_scores_within_a_side():
    made = planned("historical")
    recorded = orders.recorded_scores(made)
    nested = {row.id for row in load_record().operations if row.nested_in}
    dealt = [orders.permuted_scores(made, 1, number) for number in range(40)]
    for scores in dealt:
        assert scores.keys() == recorded.keys()
        for side in (slots.GERMANY, slots.SOVIET):
            rows = [o for o in scores if made.operations[o].side == side]
            assert sorted(scores[o] for o in rows) == sorted(recorded[o] for o in rows)
        assert all(scores[o] == recorded[o] for o in scores if made.operations[o].id in nested)
    assert len({tuple(scores.values()) for scores in dealt}) == 40
    assert dealt[7] == orders.permuted_scores(made, 1, 7)
    assert dealt[7] != orders.permuted_scores(made, 2, 7)
    # Every operation gets every score of its side about as often as any other.
    many = [orders.permuted_scores(made, 3, number) for number in range(400)]
    for identity in ("blau", "bagration"):
        o = [row.id for row in made.operations].index(identity)
        side = made.operations[o].side
        pool = [recorded[r] for r in recorded if made.operations[r].side == side and made.operations[r].value]
        assert np.mean([scores[o] for scores in many]) == pytest.approx(
            np.mean(pool), abs=5.0 * np.std(pool) / 20.0
        )


# Red when orders share addresses with what a campaign draws.
def test_orders_are_drawn_from_a_stream_of_their_own():
    names = {name for name in vars(streams) if name.isupper()} - {"ATTEMPT"}  # how far tries lie apart
    known = [value for value in map(vars(streams).get, names) if isinstance(value, int)]
    assert len(known) >= 15 and max(known) < orders.ORDER_STREAM


# Red when a score put into the packed tables is not the score that a change would have forced.
@pytest.mark.parametrize("strength", [(), ("strength",)])
def test_scores_in_the_tables_are_forced_as_a_scenario_forces_them(strength, monkeypatch):
    made = plan(what_if(EPOCH, (), switches_off=strength), "free")
    scores = orders.permuted_scores(made, 1, 0)
    changes = [forced(made.operations[o].id, score) for o, score in scores.items()]
    scenario = plan(what_if(EPOCH, changes, switches_off=strength), "free")
    expected = [record_of(run_plain(scenario, 1, k)[0]).tobytes() for k in range(4)]
    table = pack(made.world)
    monkeypatch.setenv(clock_choice.VARIABLE, "plain")
    plain = orders.states_under(made, table, scores, 1, 4)
    assert [state.tobytes() for state in plain] == expected
    assert 1 not in made.world.op_forced  # the plan itself is left as it was
    if clock_choice.can_compile():
        monkeypatch.setenv(clock_choice.VARIABLE, "compiled")
        clock_choice.load()
        fast = orders.states_under(made, table, scores, 1, 4)
        assert [state.tobytes() for state in fast] == expected


# Red when the summary mixes up quantiles, the recorded order with the others, or windows with settlements.
def test_summary_of_orders():
    recorded = orders.OrderCount(campaigns=1000, windows=900, settlements=100, called_off=0)
    counts = [
        orders.OrderCount(campaigns=100, windows=w, settlements=w // 2, called_off=3)
        for w in range(0, 101, 5)
    ]
    found = orders.summed(True, recorded, counts, ())
    window = found.window
    assert (window.recorded, window.mean, window.median) == pytest.approx((0.9, 0.5, 0.5))
    assert (window.low, window.high) == pytest.approx((0.05, 0.95))
    assert window.as_many == pytest.approx(3 / 21)
    # The recorded chance may be .88 to .917: 2 to 3 of 21 orders have that, and 21 orders are few.
    assert window.as_many_ci95 == (share(2, 21).ci95[0], share(3, 21).ci95[1])
    assert window.spread == pytest.approx(np.std(np.arange(0, 1.01, 0.05)))
    assert found.settlement.recorded == 0.1 and found.called_off == CalledOff(recorded=0.0, mean=0.03)


# Red when a part is left out of the whole, its sizes are mixed up, or its values are no plain JSON.
def test_all_of_it_in_small():
    told = []
    found = placebos(30, 3, 10, 1, 1, lambda done, total: told.append((done, total))).to_json()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert [row["campaigns"] for row in found["forced"]] == [30] * len(placebos_forced.trials())
    assert [(row["strength"], row["permutations"], row["campaigns"]) for row in found["orders"]] == [
        (True, 3, 10),
        (False, 3, 10),
    ]
    assert [row["recorded_campaigns"] for row in found["orders"]] == [30, 30]
    assert len(found["hangs_on"]) == hangs_on.trials() // 2 > 10
    of_a_campaign = len(placebos_forced.trials()) + hangs_on.trials()
    assert told[-1] == (30 * of_a_campaign + 2 * (3 * 10 + 30),) * 2
    windows = [row["windows"] for row in found["orders"]]
    assert sum(windows[1]) > sum(windows[0])  # without the term windows are more frequent


# Red when a size that cannot be is run.
@pytest.mark.parametrize("sizes", [(0, 1, 1), (10, 0, 5), (10, 1, 11), (10, 1, 0), (10, True, 5)])
def test_sizes_out_of_range_are_refused(sizes):
    with pytest.raises(BadValue):
        placebos(*sizes)


# --- the command line


# Red when the long placebos run without being asked for, or their options are taken and ignored.
def test_options_of_the_long_placebos_need_them(sepeace_cli):
    status, out, err = sepeace_cli("check", "-n", "50")
    assert status == 2 and "--placebos" in err and not out
    assert sepeace_cli("check", "--placebos", "--permutations", "0")[0] == 2


# Red when the verb prints other tables than it ran, or leaves with 1 because of a finding.
def test_the_verb_prints_them(sepeace_cli, monkeypatch):
    small = placebos(20, 2, 5, 1, 1)
    asked = []

    def run(*sizes, **named):
        asked.append((*sizes, named["per_order"], named["seed"]))
        return small

    monkeypatch.setattr(module, "placebos", run)
    monkeypatch.setattr("sepeace.validation.check.switched", lambda: ())
    monkeypatch.setattr("sepeace.validation.check.recorded_war", lambda: ())
    words = ("check", "--placebos", "-n", "20", "--permutations", "2", "--seed", "7", "--quiet")
    status, out, _ = sepeace_cli(*words)
    assert status == 0 and asked == [(20, 2, 20, 7)]
    assert "What the headline hangs on" in out and "left out: the Italian armistice" in out
    assert "Kursk's score forced" in out and "2 other orders, 5 campaigns each" in out
    assert "typhoon_moscow" in out and "cannot tell" in out
    status, out, _ = sepeace_cli(*words, "--json")
    assert status == 0 and json.loads(out)["placebos"] == small.to_json()


# Red when a war of another length is told as a number that is none.
def test_wars_of_unequal_length_are_told_in_words():
    from sepeace.validation.placebos.wording import exact

    row = compare("two_parts.kiev_1941.front_km", 0.0, math.inf, 1.0)
    assert exact([row])[1] == [
        ("kiev_1941 told as two battles: front of a sector", "differs in length (allowed: 1)", "NO")
    ]
