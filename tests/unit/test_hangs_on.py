"""What the headline hangs on: each row is a run of its own, with one thing changed and nothing else."""

import importlib.util
import re
from pathlib import Path

import pytest

import sepeace
from sepeace.documents.checks.placebos import (
    HangsOn,
    HangsOnRecord,
    HangsOnWorld,
    HeadlineWorld,
    ShareMoved,
    ThingChanged,
)
from sepeace.documents.writing import read
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, WorkerPool
from sepeace.quantities import day_of
from sepeace.record import load as load_record
from sepeace.scenario.library import historical, load
from sepeace.scenario.plan import plan
from sepeace.validation import hangs_on as module
from sepeace.validation.hangs_on import KURSK, Variant, hangs_on, trials, variants
from sepeace.validation.placebos import hangs_table

PROJECT = Path(__file__).resolve().parents[2]
CAMPAIGNS, SEED = 30, 5


@pytest.fixture(scope="module")
def rows():
    """Three variants alone, in few campaigns."""
    kept = [row for row in variants() if row.kind == ThingChanged.AS_IT_IS or row.name == "ideology.soviet"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "variants", lambda: iter(kept))
        return hangs_on(RunOptions(campaigns=CAMPAIGNS, seed=SEED), WorkerPool(), Count(0))


# Red when a message is still told, or another goes with it.
def test_a_message_that_is_left_out_is_heard_by_nobody():
    told = {variant.events: variant for variant in variants() if variant.kind == "message"}
    promise = plan(told["promise_1942", "postponement_1942"].of(historical())).world
    usual = plan(historical()).world
    for event in ("promise_1942", "postponement_1942"):
        record = load_record().event(event)
        assert day_of(record.date) in usual.expect_knot[1] and record.number in usual.date_ref
        assert day_of(record.date) not in promise.expect_knot[1]
        dates = zip(promise.date_day, promise.date_ref, strict=True)
        assert (day_of(record.date), record.number) not in list(dates)
    assert promise.expect_knot[0] == usual.expect_knot[0]
    later = day_of(load_record().event("postponement_1943").date)
    assert later in promise.expect_knot[1]
    tunis = plan(told[("tunisia_surrender",)].of(load(KURSK))).world
    assert tunis.expect_knot[1] == usual.expect_knot[1] and len(tunis.expect_knot[0]) == 1


# Red when a side's number is left out, or an end of a range is typed.
def test_both_ends_of_every_number_are_tried_for_each_side():
    ends = {(row.name, row.value) for row in variants() if row.kind == "number"}
    for key in ("plan.germany", "plan.soviet", "ideology.germany", "strength_premium", "belief_volatility"):
        name, _, side = key.partition(".")
        quantity = sepeace.model.parameters.find(name, side or None).quantity
        assert {(key, quantity.low), (key, quantity.high)} <= ends
    assert trials() == 2 * (1 + len(ends) + len(module.MESSAGES))


# Red when a variant reaches one world only, or shares are of other campaigns.
def test_the_rows_are_those_of_runs_of_their_own(rows):
    usual, low, high = rows
    settings = {"ideology.soviet": high.value}
    alone = sepeace.batch(historical().with_assumptions(settings), CAMPAIGNS, SEED, workers=1)
    pair = sepeace.compare(load(KURSK).with_assumptions(settings), CAMPAIGNS, SEED, workers=1, split=False)
    batches = (alone, pair.baseline, pair.counterfactual)
    for place, (world, batch) in enumerate(zip(HeadlineWorld, batches, strict=True)):
        for thing in ("window", "settlement"):
            found, as_it_is = (getattr(row.worlds[place], thing) for row in (high, usual))
            alike = getattr(batch.summary(), thing)
            assert high.worlds[place].world == world
            assert (found.estimate, found.ci95) == (alike.value, alike.ci95)
            assert found.change == pytest.approx(found.estimate - as_it_is.estimate, abs=1e-12)
            assert as_it_is.change == 0.0
    assert low.value == 0.0 and low.worlds == usual.worlds  # its default: nothing is changed


# Red when the words name a change that is not shown, or order by something else than its size.
def test_the_words_name_what_moves_a_world_most():
    def row(kind, name, value, change, ends):
        cell = ShareMoved(estimate=0.2 + change, ci95=(0.0, 1.0), change=change, change_ci95=ends)
        told = tuple(HangsOnWorld(world=world, window=cell, settlement=cell) for world in HeadlineWorld)
        return HangsOn(kind=kind, name=name, value=value, worlds=told)

    table = [
        row(ThingChanged.AS_IT_IS, "as_it_is", None, 0.0, (0.0, 0.0)),
        row(ThingChanged.NUMBER, "small", 1.0, 0.03, (0.01, 0.05)),
        row(ThingChanged.NUMBER, "large", 2.0, -0.15, (-0.18, -0.12)),
        row(ThingChanged.NUMBER, "unsure", 3.0, 0.4, (-0.1, 0.9)),
        row(ThingChanged.MESSAGE, "a promise", None, 0.01, (-0.02, 0.04)),
    ]
    said = hangs_table.told(table)
    assert said.count("large at 2 (5.0%); small at 1 (23.0%).") == 3 and "unsure" not in said
    assert said.count("Of the messages none moves that") == 3
    heads, cells = hangs_table.changes(table)
    assert len(heads) == 4 and cells[1][1] == "-15.0 (-18.0 to -12.0)"


# Red when the page tells other numbers than its file, or the file has rows that the program does not try.
def test_the_page_has_the_rows_of_its_file():
    told = read(HangsOnRecord, (PROJECT / "docs" / "hangs_on.json").read_text("utf-8"))
    asked = [(row.kind, row.name, row.value) for row in variants()]
    assert [(row.kind, row.name, row.value) for row in told.rows] == asked
    spec = importlib.util.spec_from_file_location("hooks", PROJECT / "docs" / "hooks.py")
    hooks = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hooks)
    page = hooks.on_page_markdown(
        (PROJECT / "docs" / "explanation" / "what-it-hangs-on.md").read_text("utf-8")
    )
    first = told.rows[0].worlds[0]
    wanted = f"{first.window.estimate:.1%} / {first.settlement.estimate:.1%}"
    marks = re.findall(r"<!-- (\w+)", page)
    assert marks == ["words", "end", "table", "end", "table", "end"]
    assert f"the worlds as they are | {wanted}" in page
    assert all(f"left out: {words}" in page for words, _ in module.MESSAGES)


def test_a_variant_leaves_out_no_event_that_the_scenario_moves_itself():
    scenario = load("second_front_in_1943")
    (own,) = (change for change in scenario.changes if change.target == "postponement_1943")
    made = Variant(kind="message", name="x", events=("postponement_1943",)).of(scenario)
    assert [change for change in made.changes if change.target == "postponement_1943"] == [own]
