"""From how many days a window counts: nothing but windows changes with it, and those as the rungs say."""

from dataclasses import replace

import numpy as np
import pytest

import sepeace as sp
from sepeace.cli.app import main
from sepeace.clocks import clock_choice
from sepeace.errors import BadResults, BadValue
from sepeace.execution.chunks import run_chunk
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import tasks_of
from sepeace.figures import caption, phase, windows
from sepeace.outcomes.outcome_rows import SHARES
from sepeace.report import html
from sepeace.runs.compare import baseline_of
from sepeace.shapes import as_json
from sepeace.wording.outcomes import Rung

KURSK, MANY = sp.load("germany_wins_at_kursk"), 150
"""Campaigns of two worlds: enough for windows of a few days and of more than four weeks."""
OFTEN = KURSK.with_assumptions(strength="prospect")
"""Without the premium windows are common."""
CITADEL = {"citadel": (-1.0, 2.0, 2)}


@pytest.fixture(scope="module")
def pair():
    """Two worlds in which a window counts from four weeks, where each difference comes from traced."""
    return sp.compare(KURSK, MANY, seed=1, split=True, window_days=28)


@pytest.fixture(scope="module")
def usual():
    """The same campaigns, in which it counts from a day."""
    return sp.compare(KURSK, MANY, seed=1, split=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A batch in which a window counts from ninety days, and its folder."""
    path = tmp_path_factory.mktemp("days") / "batch"
    return sp.batch(sp.load("historical"), 30, seed=1, results=path, window_days=90), path


# Red when a window that counts is told by another number of days than the rung, anywhere in the headline.
def test_of_28_days_it_is_the_rung(pair):
    content = pair.document
    (rung,) = (row for row in content.ladder if row.rung == Rung.LONG_WINDOW)
    worlds = content.baseline, content.counterfactual
    assert [world.window.probability for world in worlds] == [rung.baseline, rung.counterfactual]
    for world in worlds:
        (own,) = (row for row in world.ladder if row.rung == Rung.LONG_WINDOW)
        assert (own.value, own.ci95) == (world.window.probability, world.window.ci95)
    assert content.counterfactual.window.median_days >= 28.0
    found = content.difference.window
    assert (found.estimate, found.ci95) == (rung.difference, rung.ci95)
    (reading,) = (row for row in content.by_reading if row.strength == "document")
    assert (reading.baseline, reading.counterfactual) == (rung.baseline, rung.counterfactual)
    for row in content.numbers:
        assert (row.baseline, row.counterfactual) == (row.baseline_28_days, row.counterfactual_28_days)
    both, only_with, only_without, neither = pair.ladder.cells(Rung.LONG_WINDOW).table()
    assert content.sufficiency.shared_luck == only_with / (only_with + neither)
    kinds = {row.window: row.share / row.share_of_window for row in content.chains}
    counts = {"with_only": only_with, "without_only": only_without, "both": both, "neither": neither}
    assert kinds and kinds == pytest.approx({name: counts[name] / MANY for name in kinds})


# Red when anything but windows changes with the days they count from, or the default is another number.
def test_nothing_else_changes(pair, usual):
    for one, other in ((pair.baseline, usual.baseline), (pair.counterfactual, usual.counterfactual)):
        for name in one.rows.dtype.names:
            if name not in ("window", "first_window"):
                assert np.array_equal(one.rows[name], other.rows[name], equal_nan=name in SHARES), name
        assert (other.rows["window"] == (other.rows["first_window"] >= 0)).all()
        kept = one.rows["window"]
        assert (kept == (other.rows["window_days"] >= 28)).all()
        assert (one.rows["first_window"] == np.where(kept, other.rows["first_window"], -1)).all()
    assert 0 < pair.counterfactual.totals.windows < usual.counterfactual.totals.windows < MANY
    assert as_json(pair.document.ladder) == as_json(usual.document.ladder)
    assert pair.settlement_split == usual.settlement_split and pair.moved == usual.moved
    (rung,) = (row for row in usual.document.ladder if row.rung == Rung.WINDOW)
    assert usual.document.counterfactual.window.probability == rung.counterfactual
    assert sp.compare(KURSK, MANY, seed=1, split=True, window_days=1).to_json() == usual.to_json()


# Red when the parts are traced for other windows than the difference is of.
def test_the_split_adds_up(pair, usual):
    parts = sum(part.value for part in pair.split.values())
    assert parts == pytest.approx(pair.difference["window"].value, abs=1e-12)
    assert [part.value for part in pair.split.values()] != [part.value for part in usual.split.values()]


# Red when a window that lasts longer counts less.
def test_the_longer_the_rarer():
    batches = [sp.batch(KURSK, MANY, seed=2, window_days=days) for days in (1, 7, 28, 200, 1_400)]
    counts = [batch.totals.windows for batch in batches]
    assert counts == sorted(counts, reverse=True) and counts[0] > counts[2] > counts[4] == 0
    assert batches[-1].summary().window_days is None and batches[-1].summary().window_date is None
    shares = [sp.sweep(KURSK, CITADEL, 20, window_days=days).column("window") for days in (1, 28, 1_400)]
    assert all(one >= other for one, other in zip(shares[0], shares[1], strict=True)) and shares[2] == [
        0.0,
        0.0,
    ]


def chunk(clock, monkeypatch, days):
    monkeypatch.setenv(clock_choice.VARIABLE, clock)
    options = RunOptions(campaigns=6, seed=3, window_days=days)
    (task,) = tasks_of((baseline_of(OFTEN), OFTEN), options, split=True)
    return run_chunk(task)


# Red when the compiled clock counts from other days than the plain one: outcomes, sets of ways, chains.
@pytest.mark.parametrize("days", [28, 100])
def test_both_clocks_count_alike(monkeypatch, days):
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    clock_choice.load()
    plain, fast = chunk("plain", monkeypatch, days), chunk("compiled", monkeypatch, days)
    assert (plain.split == fast.split).all() and (plain.links == fast.links).all()
    for world, other in zip(plain.worlds, fast.worlds, strict=True):
        assert world.rows.tobytes() == other.rows.tobytes()
    assert (plain.split[:, 0, 0] == plain.worlds[1].rows["window"]).all()
    assert plain.split[:, :, 0].any() and not plain.split[:, :, 0].all()


# Red when a result is taken for one whose windows count from another day, in memory or in a folder.
def test_it_belongs_to_what_a_result_is(pair, usual, folder, tmp_path):
    assert pair != usual and pair.counterfactual != usual.counterfactual and hash(pair) != hash(usual)
    made, path = folder
    found = sp.read(path)
    assert found == made and found.window_days == 90 and found.to_json() == made.to_json()
    assert sp.audit(path, sample=30).ok
    with pytest.raises(BadResults, match="window_days 90 there, 28 asked"):
        sp.batch(sp.load("historical"), 30, seed=1, results=path, window_days=28, resume=True)
    grid = sp.sweep(KURSK, CITADEL, 10, results=tmp_path / "grid", window_days=28)
    assert sp.read(tmp_path / "grid") == grid != sp.sweep(KURSK, CITADEL, 10)
    assert sp.read(tmp_path / "grid").document.window_days == 28
    two = sp.compare(OFTEN, 6, split=False, results=tmp_path / "pair", window_days=28)
    again = sp.read(tmp_path / "pair")
    assert again == two and again.to_json() == two.to_json() and again.document.window_days == 28


# Red when a share of long windows is told without saying so.
def test_it_is_said_wherever_a_share_is(pair, usual, folder):
    words = "28 days or more in all"
    assert pair.statement.count(words) > usual.statement.count(words) == 1
    assert "They met for 28 days" in usual.statement and "They met" not in pair.statement
    assert "for a day or more" in usual.statement and "a day or more" not in pair.statement
    assert f" on, for {words}, " in pair.plain[0] and "meet so long" in pair.plain[2]
    assert "if only for a day" in usual.plain[0] and "so long" not in " ".join(usual.plain)
    made, _ = folder
    text = html(made)
    assert "it counts when it is open for 90 days or more in all" in text and "--window-days 90" in text
    assert "A window of 90 days or more in all opens" in caption(windows(made))
    assert "window of 28 days +" in repr(pair) and "window of 90 days" in repr(made)
    assert words in caption(phase(sp.sweep(KURSK, CITADEL, 4, window_days=28)))
    assert f"{pair.document.window_days}{pair.document.baseline.window_days}" == "2828"


# Red when a number of days that means nothing is taken, or refused without saying what is allowed.
@pytest.mark.parametrize("text", ["0", "-1", "1.5", "x", "1401", "9" * 60, ""])
@pytest.mark.parametrize("verb", [("batch",), ("compare",), ("sweep", "--vary", "citadel=-1:2:2")])
def test_a_bad_number_of_days_is_refused(capsys, verb, text):
    name, *more = verb
    with pytest.raises(SystemExit) as left:
        main([name, "germany_wins_at_kursk", "-n", "1", f"--window-days={text}", *more])
    told = capsys.readouterr().err
    assert left.value.code == 2 and "--window-days" in told and "a whole number from 1 to 1400" in told


@pytest.mark.parametrize("days", [0, -1, 1.5, "7", True, 1_401])
def test_a_bad_number_of_days_is_refused_in_python(days):
    with pytest.raises(BadValue, match="window_days") as told:
        sp.batch("historical", 1, window_days=days)
    assert told.value.key == "window_days"


# Red when the verb does not hand the number on, or the way to go on forgets it.
def test_the_verbs_take_it(capsys, tmp_path):
    from sepeace.cli.folder import command
    from sepeace.cli.request import Request

    with pytest.raises(SystemExit) as left:
        main(["batch", "historical", "-n", "8", "--window-days", "28", "--workers", "1"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert "given free, windows of 28 days or more in all" in said
    asked = Request(verb="batch", kind="batch", scenario="historical", window_days=28)
    assert command(asked)[3:5] == ["--window-days", "28"]
    assert "--window-days" not in command(replace(asked, window_days=1))
