"""Several what-ifs side by side: the same numbers as one at a time, in folders too, and what is refused."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow.csv
import pyarrow.parquet
import pytest

import sepeace as sp
from sepeace.cli import many
from sepeace.errors import BadValue, Contradiction, UnknownName
from sepeace.figures import bearers
from sepeace.outcomes.outcome_rows import OUTCOME
from sepeace.scenario.checks import several
from sepeace.scenario.checks.admissibility import card
from sepeace.stats.estimates import newcombe_paired, simultaneous
from sepeace.wording.outcomes import Rung
from tests.campaigns import quick
from tests.schemas import faults, read

NAMES = KURSK, URANUS, MAY = "germany_wins_at_kursk", "uranus_fails", "citadel_in_may"
BY_DATE = (URANUS, MAY, KURSK)
N, SEED = 4, 4


@pytest.fixture(scope="module", autouse=True)
def quick_clock():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEPEACE_CLOCK", quick())
        yield


@pytest.fixture(scope="module")
def found():
    """Three what-ifs under all readings."""
    return sp.compare_many(NAMES, N, SEED, readings=True)


@pytest.fixture(scope="module")
def one():
    """The last of them compared alone."""
    return sp.compare(KURSK, N, SEED, split=False)


# Red when a table has other numbers than the comparison of one what-if: another luck, world or way to count.
def test_each_row_is_the_comparison_of_that_what_if(found, one):
    row, alone = found.what_ifs[-1], one.document
    assert (row.scenario, row.digest) == (alone.scenario, alone.counterfactual.digest)
    for mine, theirs in zip(row.ladder, alone.ladder, strict=True):
        assert {key: getattr(mine, key) for key in theirs.to_json()} == {
            key: getattr(theirs, key) for key in theirs.to_json()
        }
    assert row.numbers == alone.numbers
    assert row.antecedent_arose == alone.counterfactual.antecedent_arose
    assert row.readings == alone.counterfactual.readings


# Red when the windows under a reading are those under another one, or of other campaigns.
def test_each_reading_is_the_comparison_under_that_reading(found, one):
    rows = {row.strength: row for row in found.what_ifs[-1].by_reading}
    assert tuple(rows) == ("document", "prospect", "rational")
    rational = sp.compare(sp.load(KURSK).with_assumptions(strength="rational"), N, SEED, split=False)
    for name, alone in (("document", one), ("rational", rational)):
        window = alone.document.difference.window
        assert (rows[name].window_difference, rows[name].ci95) == (window.estimate, window.ci95)
        assert rows[name].baseline == alone.baseline.world.window.probability
    assert rows["rational"].baseline != rows["document"].baseline, "nothing is told apart: take another seed"


# Red when another leader stands alone in a table, who bears a policy is lost, or a folder cannot take it.
def test_what_no_answer_stands_without_is_in_the_table(tmp_path):
    dies, halved = "hitler_dies_march_1943", "lend_lease_halved"
    made = sp.compare_many((dies, halved), 2, SEED, readings=False, results=tmp_path)
    rows = {row.scenario: row for row in made.what_ifs}
    alone = sp.read(tmp_path / dies).document
    assert len(alone.profiles) == 6 and rows[dies].profiles == alone.profiles
    assert rows[dies].notes == alone.notes[1:] and rows[dies].numbers == alone.numbers
    assert rows[halved].profiles == () and "hunger" in rows[halved].notes[0]
    supposed = replace(sp.load(halved), bears=("Somebody bears it.",))
    other = sp.compare_many((dies, supposed), 1, SEED, readings=False)
    said = "\n".join(many.lines(other.document))
    assert said.count("In Hitler's place") == 1 and said.count("premium") >= 6
    assert f"Beside {halved}:" in said and "hunger" in said and "Somebody bears it." in said


# Red when the intervals at once are of another number than what-ifs times rungs, or of other pairs.
def test_intervals_at_once_are_of_all_what_ifs_and_rungs(found, one):
    assert found.together == 3 * len(Rung) == 21
    for step in found.what_ifs[-1].ladder:
        cells = one_of(one, step.rung)
        wide = newcombe_paired(*cells, z=simultaneous(21))
        assert step.ci95_all == wide.ci95 and step.shown_all == (not wide.ci95[0] <= 0.0 <= wide.ci95[1])
        assert step.ci95_all[0] <= step.ci95[0] <= step.difference <= step.ci95[1] <= step.ci95_all[1]


def one_of(pair, rung):
    """The pairs of one rung of a comparison, counted anew from its outcomes."""
    from sepeace.outcomes.rungs import STEPS

    place = STEPS.index(rung)
    worlds = [
        [reached_by(row)[place] for row in batch.outcomes.to_pylist()]
        for batch in (pair.baseline, pair.counterfactual)
    ]
    kinds = list(zip(*worlds, strict=True))
    return tuple(kinds.count(kind) for kind in ((True, True), (False, True), (True, False), (False, False)))


def reached_by(row):
    """The steps of a campaign by hand, in the order of the rungs."""
    return (
        row["willing_days_germany"] >= 28,
        row["willing_days_soviet"] >= 28,
        row["feelers_delivered"] > 0,
        row["rounds"] > 0,
        row["window_days"] >= 1,
        row["window_days"] >= 28,
        row["settled"],
    )


# Red when rows are ranked by what they bring about, or stand as they were typed.
def test_the_order_is_that_of_the_branches(found):
    assert tuple(row.scenario for row in found.what_ifs) == BY_DATE
    assert all(one.branch <= other.branch for one, other in pairwise(found.what_ifs))


# Red when the sums are not those of the rows, or of the first reading that comes along.
def test_the_sums_are_those_of_the_rows(found):
    places = {"window": 4, "window_28_days": 5, "settlement": 6}
    assert [row.step for row in found.sums] == list(places)
    for row in found.sums:
        parts = [what_if.ladder[places[row.step]].difference for what_if in found.what_ifs]
        assert row.sum_of_differences == pytest.approx(sum(parts))
        assert row.any + row.none == pytest.approx(1.0) and row.campaigns == N
        assert row.any <= row.sum_of_gains + 1e-12
        assert row.any_ci95[0] <= row.any <= row.any_ci95[1]
        assert row.none_ci95 == pytest.approx([1.0 - end for end in reversed(row.any_ci95)])
    assert found.sums[0].any > 0.0, "nothing is tried: take another seed"


# Red when how improbable a change is is not what its card says, or is made up where there is no chance.
def test_improbability_is_that_of_the_card(found):
    cards = [card(scenario).nats for scenario in found.scenarios]
    assert [row.nats for row in found.what_ifs] == cards
    assert cards[1] is None and cards[2] > 1.0


# Red when a what-if in a folder is another comparison than one alone, or the table differs with a folder.
def test_a_folder_holds_ordinary_comparisons(tmp_path):
    plain = sp.compare_many((URANUS, KURSK), N, SEED, readings=False)
    made = sp.compare_many((URANUS, KURSK), N, SEED, readings=False, results=tmp_path)
    assert made.document.to_json() == plain.document.to_json() and made == plain
    assert sorted(path.name for path in tmp_path.iterdir()) == [KURSK, URANUS]
    assert sp.read(tmp_path / KURSK) == sp.compare(KURSK, N, SEED, split=False)
    with pytest.raises(sp.SepeaceError, match="resume"):
        sp.compare_many((MAY, KURSK), N, SEED, readings=False, results=tmp_path)
    assert not (tmp_path / MAY).exists(), "refused at once, before anything was made"
    more = sp.compare_many((URANUS, KURSK, MAY), N, SEED, readings=False, results=tmp_path, resume=True)
    assert [row.ladder[0].baseline for row in more.what_ifs][::2] == [
        row.ladder[0].baseline for row in plain.what_ifs
    ]


# Red when progress does not end where it says, so that a line of it stays or is never full.
@pytest.mark.parametrize("kept", [False, True])
def test_progress_counts_to_the_end(tmp_path, kept):
    told = []
    sp.compare_many(
        (URANUS, KURSK),
        2,
        readings=False,
        progress=lambda done, of: told.append((done, of)),
        results=tmp_path if kept else None,
    )
    assert told[-1][0] == told[-1][1] and all(one[0] <= other[0] for one, other in pairwise(told))


# Red when the shipped what-ifs are not all there, or the recorded war or an essay is among them.
def test_all_that_count_are_taken(monkeypatch):
    counted = [scenario.name for scenario in several.counted_what_ifs()]
    assert "historical" not in counted and set(counted) < set(sp.shipped()) and len(counted) >= 5
    monkeypatch.setattr(several, "is_counted", lambda scenario: scenario.name != MAY)
    assert MAY not in [scenario.name for scenario in several.what_ifs_of(None)]
    with pytest.raises(BadValue, match="stands in no table of several"):
        several.what_ifs_of([KURSK, MAY])


REFUSED = [
    ((KURSK, "historical"), BadValue, "has no branch and no change"),
    ((KURSK, URANUS, KURSK), Contradiction, "a name stands twice"),
    ((KURSK,), BadValue, "needs two or more"),
    ((), BadValue, "needs two or more"),
    ((KURSK, "uranus_fail"), UnknownName, "did you mean uranus_fails"),
    (KURSK, BadValue, "a list of what-ifs is needed"),
    (7, BadValue, "a list of what-ifs is needed"),
    ((KURSK, 7), BadValue, "a scenario is needed"),
]


# Red when a mistake is no message of our own, or something is run first.
@pytest.mark.parametrize(("given", "kind", "match"), REFUSED, ids=[row[2] for row in REFUSED])
def test_a_mistake_is_refused(monkeypatch, given, kind, match):
    monkeypatch.setattr("sepeace.runs.many.many_pairs.run_many", lambda *_: pytest.fail("it ran"))
    with pytest.raises(kind, match=match):
        sp.compare_many(given, 4)


# Red when the same change counts twice under two names.
def test_the_same_change_under_two_names_is_refused():
    with pytest.raises(Contradiction, match="two what-ifs change the same"):
        sp.compare_many([KURSK, replace(sp.load(KURSK), name="another")], 4)


# Red when a request is taken that no machine can hold.
def test_too_many_campaigns_are_refused(monkeypatch):
    monkeypatch.setattr("sepeace.runs.many.many_pairs.run_many", lambda *_: pytest.fail("it ran"))
    with pytest.raises(BadValue, match="too many campaigns together"):
        sp.compare_many([KURSK, URANUS], 10_000_000, readings=True)


# Red when the antecedent of one arises in no campaign and the table is silent on which.
def test_a_what_if_of_which_nothing_counts_is_named(monkeypatch):
    def none_arise(worlds, given, options, pool, keep, count):
        rows = np.zeros(options.campaigns, OUTCOME)
        rows["campaign"] = np.arange(options.campaigns)
        for place in range(len(worlds)):
            keep(place, rows)

    monkeypatch.setattr("sepeace.runs.many.many_pairs.run_many", none_arise)
    with pytest.raises(BadValue, match=r"arose in no campaign.*uranus_fails"):
        sp.compare_many([KURSK, URANUS], 3, readings=False)


# --- the command line ------------------------------------------------------------------------------------


# Red when the verb prints another table than the function makes, or JSON that its schema does not know.
def test_the_verb_prints_json_that_its_schema_knows(sepeace_cli):
    words = ("compare", KURSK, URANUS, "-n", "4", "--seed", SEED, "--no-split", "--workers", "1")
    status, out, err = sepeace_cli(*words, "--json")
    content = read(out)
    assert (status, err) == (0, "") and faults("compare-all", content) == []
    made = sp.compare_many((KURSK, URANUS), 4, SEED, readings=False)
    assert content == json.loads(json.dumps(made.to_json()))


# Red when one name among options is another verb, or the table of words leaves a what-if or a rung out.
def test_the_verb_tells_every_what_if_and_rung(sepeace_cli):
    status, out, _ = sepeace_cli("compare", "--all", "-n", "2", "--no-split", "--workers", "1")
    assert status == 0
    for scenario in several.counted_what_ifs():
        assert out.count(f"\n{scenario.name} ") == len(Rung) + 1
    assert "no order of merit" in out and "none of these" in out and bearers.SHORT in out
    assert sepeace_cli("compare", KURSK, "-n", "2", "--no-split", "--workers", "1")[1].startswith(
        "Germany wins"
    )


# Red when a folder lacks a file, a table has other numbers, or a stopped run cannot be gone on with.
def test_a_folder_of_the_verb(sepeace_cli, tmp_path, monkeypatch):
    words = ("compare", MAY, URANUS, "-n", "2", "--no-split", "--workers", "1", "-o", tmp_path / "all")
    status, out, err = sepeace_cli(*words, "--csv")
    assert status == 0 and "what_ifs.json, what_ifs.parquet, what_ifs.png, what_ifs.svg, what_ifs.csv" in err
    content = read((tmp_path / "all" / "what_ifs.json").read_text())
    assert faults("compare-all", content) == []
    table = pyarrow.parquet.read_table(tmp_path / "all" / "what_ifs.parquet").to_pylist()
    assert [(row["scenario"], row["rung"]) for row in table[:8]] == [
        *((URANUS, rung) for rung in Rung),
        (MAY, next(iter(Rung))),
    ]
    steps = [step for row in content["what_ifs"] for step in row["ladder"]]
    for row, step in zip(table, steps, strict=True):
        assert [row["low"], row["high"], row["low_all"], row["high_all"]] == [
            *step["ci95"],
            *step["ci95_all"],
        ]
        assert (row["difference"], row["shown_all"]) == (step["difference"], step["shown_all"])
    assert pyarrow.csv.read_csv(tmp_path / "all" / "what_ifs.csv").num_rows == 14
    assert (tmp_path / "all" / MAY / "pairs.csv").exists()
    again = sepeace_cli(*words, "--resume")
    assert again[0] == 0 and again[1] == out and "none was run" in again[2]

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("sepeace.store.results.run_tasks", stopped)
    status, _, err = sepeace_cli(*words[:3], "-n", "4", "--no-split", "-o", tmp_path / "all", "--resume")
    assert status == 130 and f"compare {MAY} {URANUS} --no-split -n 4" in err and "campaigns are safe" in err


MISTAKES = [
    (("compare",), "SCENARIO", None),
    (("compare", "--all", KURSK), "--all", None),
    (("compare", KURSK, URANUS, "--split"), "--split", None),
    (("compare", KURSK, "uranus_fail"), "SCENARIO", "uranus_fails"),
    (("compare", KURSK, "historical"), "SCENARIO", None),
    (("compare", KURSK, KURSK), "SCENARIO", None),
    (("compare", KURSK, URANUS, "--csv"), "--csv", None),
    (("compare", "--all", "--resume"), "--resume", None),
    (("figure", "what_ifs", KURSK, "-o", "a.png"), "SCENARIO|DIR", None),
    (("figure", "what_ifs", "all", "--day", "1943-01-01", "-o", "a.png"), "--day", None),
]


# Red when a mistake is no single message with its place, or leaves with another status than 2.
@pytest.mark.parametrize(("words", "key", "near"), MISTAKES, ids=[" ".join(row[0])[:60] for row in MISTAKES])
def test_a_mistake_is_one_message(sepeace_cli, tmp_path, monkeypatch, words, key, near):
    monkeypatch.chdir(tmp_path)
    status, out, err = sepeace_cli(*words, "--json")
    told = json.loads(err)
    assert (status, out, told["key"], told["nearest"]) == (2, "", key, near)


# Red when a warning of --set is told once for each what-if.
def test_a_warning_is_told_once(sepeace_cli):
    words = ("compare", KURSK, URANUS, "-n", "1", "--no-split", "--set", "cost_oil=0.009", "--workers", "1")
    assert sepeace_cli(*words)[2].count("cost_oil = 0.009 lies outside its range") == 1


# --- the figure ------------------------------------------------------------------------------------------


# Red when a dot or a line is drawn of another what-if, rung or interval, or rows are upside down.
def test_the_figure_draws_each_difference_with_both_intervals(found):
    figure = sp.figures.what_ifs(found)
    panels = figure.axes
    assert len(panels) == len(Rung)
    for place, (panel, rung) in enumerate(zip(panels, Rung, strict=True)):
        low, high = panel.get_ylim()
        assert low > high, "the first row stands at the top"
        lines = {line.get_gid(): line for line in panel.lines}
        for row, what_if in enumerate(found.what_ifs):
            step = what_if.ladder[place]
            dot = lines[f"{rung}-{row}"]
            assert [*dot.get_xdata()] == pytest.approx([100.0 * step.difference])
            assert (dot.get_markerfacecolor() == "white") == (not step.shown_all)
            ends = [
                line
                for line in panel.lines
                if len(line.get_xdata()) == 2 and [*line.get_ydata()] == [row] * 2
            ]
            drawn = {round(line.get_linewidth(), 1): [*line.get_xdata()] for line in ends}
            assert drawn[3.6] == pytest.approx([100.0 * end for end in step.ci95])
            assert drawn[1.3] == pytest.approx([100.0 * end for end in step.ci95_all])
            left, right = panel.get_xlim()
            assert left <= drawn[1.3][0] and drawn[1.3][1] <= right
    names = [label.get_text().replace("\n", " ") for label in panels[0].get_yticklabels()]
    assert names == [f"{row.title}, {row.branch}" for row in found.what_ifs]


# Red when the caption does not say how to read both lines, that nothing is ranked or added, or who bears it.
def test_the_figure_says_how_to_read_it(found):
    told = sp.figures.caption(sp.figures.what_ifs(found))
    for words in ("no order of merit", "all 21 hold at once", "must not be added up", bearers.SHORT):
        assert words in told
    assert "strength document" in told and f"{found.sums[0].any:.1%} of the campaigns" in told


# Red when words run out of the picture or over each other, with few rows or with many.
@pytest.mark.parametrize("rows", [3, 22])
def test_no_text_leaves_the_page(found, rows):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    many = tuple(
        replace(found.what_ifs[k % 3], title="The United States stays out of the war") for k in range(rows)
    )
    figure = sp.figures.what_ifs(replace(found, what_ifs=many))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    width, height = canvas.get_width_height()
    for text in figure.findobj(Text):
        if text.get_text().strip() and text.get_visible():
            box = text.get_window_extent(renderer)
            assert box.x0 >= -1 and box.x1 <= width + 1 and box.y0 >= -1 and box.y1 <= height + 1, text
    labels = [label.get_window_extent(renderer) for label in figure.axes[0].get_yticklabels()]
    assert all(one.y0 >= other.y1 - 1 for one, other in pairwise(labels))
    panels = [panel.get_tightbbox(renderer) for panel in figure.axes]
    assert min(box.y0 for box in panels) >= figure.texts[-1].get_window_extent(renderer).y1


# Red when the figure of the verb is drawn of fewer than all what-ifs.
def test_the_verb_draws_all(sepeace_cli, tmp_path):
    path = tmp_path / "a.svg"
    status, out, _ = sepeace_cli(
        "figure", "what_ifs", "all", "-n", "2", "--workers", "1", "-o", path, "--json"
    )
    assert status == 0 and json.loads(out)["title"].startswith(f"{len(several.counted_what_ifs())} what-ifs")


# Red when the file behind the page on all what-ifs is of another form than the verb prints.
def test_the_file_of_the_page_is_such_a_document():
    path = Path(__file__).resolve().parents[2] / "docs" / "all_what_ifs.json"
    assert faults("compare-all", read(path.read_text("utf-8"))) == []
