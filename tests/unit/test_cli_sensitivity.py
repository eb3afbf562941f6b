"""`sepeace sensitivity`: mistakes, what is told in words, what is written, and figure 8."""

import itertools
import json
import math
import re
import shlex
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import sepeace
from sepeace.cli.verbs import sensitivity as verb
from sepeace.clocks import clock_choice
from sepeace.errors import UnknownName
from sepeace.execution.options import RunOptions
from sepeace.execution.provenance import provenance_of
from sepeace.figures import style
from sepeace.model.parameters import PARAMETERS
from sepeace.scenario.vocabulary import SWITCHES
from sepeace.stats.means import Means, Parting
from sepeace.stats.sobol import SOURCES, Indices, Interval, Nested, nested
from sepeace.uncertainty import budget
from sepeace.uncertainty.active_parameters import acting
from sepeace.uncertainty.budget import Budget
from sepeace.uncertainty.narration import parted
from sepeace.uncertainty.sensitivity import PlannedSensitivity, Sensitivity
from sepeace.wording.assumed import Luck

KURSK = "germany_wins_at_kursk"
LEAST = ("--points", "16", "-n", "2", "--no-budget", "--workers", "1")
MISTAKES = [
    (("--parameter", "ideologie.germany"), "--parameter ideologie.germany", "ideology.germany"),
    (("--parameter", "ideology"), "--parameter ideology", None),
    (("--parameter", "reference"), "--parameter reference", None),
    (("--parameter", "cost_oil", "--set", "cost_oil=0.005"), "--parameter cost_oil", None),
    (("--parameter", "cost_oil", "--set", "switches_off=oil"), "--parameter cost_oil", None),
    (("--parameter", "cost_oil", "--parameter", "cost_oil"), "--parameter cost_oil", None),
    (("--points", "100"), "--points", None),
    (("--points", "8"), "--points", None),
    (("--points", "many"), "--points", None),
    (("-n", "1"), "-n/--campaigns", None),
    (("-n", "2.5"), "-n/--campaigns", None),
    (("--given", "brnch"), "--given", "branch"),
    (("--effekt",), None, "--effect"),
]


@pytest.mark.parametrize(("words", "key", "near"), MISTAKES, ids=[" ".join(row[0]) for row in MISTAKES])
# Red when a mistake is no single message with its place, leaves with another status than 2, or runs first.
def test_a_mistake_is_one_message_and_status_2(sepeace_cli, monkeypatch, words, key, near):
    monkeypatch.setattr(PlannedSensitivity, "run", lambda *_: pytest.fail("it ran"))
    status, out, err = sepeace_cli("sensitivity", KURSK, *words)
    assert (status, out) == (2, "") and err.startswith("sepeace: ") and err.count("\n") == 1
    status, out, err = sepeace_cli("sensitivity", KURSK, *words, "--json")
    told = json.loads(err)
    assert (status, out, told["key"], told["nearest"]) == (2, "", key, near)


# Red when the recorded war is asked for an effect, and answers.
def test_the_recorded_war_has_no_effect(sepeace_cli):
    status, _, err = sepeace_cli("sensitivity", "historical", "--effect", *LEAST)
    assert status == 2 and "changes nothing" in err


# Red when Ctrl-C leaves a traceback, or says nothing of how to go on.
def test_ctrl_c_says_how_to_go_on(sepeace_cli, monkeypatch, tmp_path):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("sepeace.uncertainty.stored_points.run_all", stopped)
    status, out, err = sepeace_cli("sensitivity", KURSK, "--parameter", "cost_oil", *LEAST, "-o", tmp_path)
    assert (status, out) == (130, "") and "0 of 96 campaigns are safe" in err
    monkeypatch.undo()
    again = shlex.split(err.strip().split("to go on: ")[1])
    assert again[:2] == ["sepeace", "sensitivity"] and again[-1] == "--resume"
    assert sepeace_cli(*again[1:])[0] == 0


# Red when standard output holds anything beside the document, or the folder lacks a file.
def test_the_verb_leaves_a_folder_and_machine_output(sepeace_cli, tmp_path, monkeypatch):
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    monkeypatch.setenv("SEPEACE_CLOCK", "compiled")
    folder = tmp_path / "out"
    words = ("sensitivity", KURSK, "--parameter", "fear.germany", "--set", "strength=rational", *LEAST)
    status, out, err = sepeace_cli(*words, "-o", folder, "--json")
    assert status == 0 and f"wrote {folder}/" in err
    assert json.loads(out) == json.loads((folder / "sensitivity.json").read_text("utf-8"))
    names = {path.name for path in folder.iterdir()}
    assert names == {"manifest.json", "points", "sensitivity.json", "sensitivity.png", "sensitivity.svg"}
    status, again, err = sepeace_cli(*words, "-o", folder, "--json", "--resume")
    assert (status, again) == (0, out) and "nothing was run" in err
    status, out, err = sepeace_cli(*words, "--quiet")
    assert (status, err) == (0, "")
    assert out.splitlines()[0].startswith(f"{KURSK}: 2 campaigns at each of 48 points (1 parameter), seed 1")


# --- in words ---------------------------------------------------------------------------------------------


def about(value):
    """An interval of which the estimate is known."""
    return Interval(value=value, low=value - 0.03, high=value + 0.03)


def parts_of(mechanisms=("ideology",), disputes=("strength",)) -> Means:
    """Means of a budget of three forms and two disputes."""
    by_reading = {"strength": {"document": 0.2, "rational": 0.7}, "motive": {"sincere": 0.4, "mixed": 0.5}}
    return Means(
        by_form={name: about(mean) for name, mean in {"full": 0.4, "oil": 0.39, "ideology": 0.8}.items()},
        by_reading={
            dispute: {name: about(mean) for name, mean in kinds.items()}
            for dispute, kinds in by_reading.items()
        },
        mechanisms=Parting(names=mechanisms, distance=about(0.4)),
        disputes=Parting(names=disputes, distance=about(0.5)),
    )


def made_up(**changes) -> Sensitivity:
    """A result of which everything is known: totals .5, .49, .48 and so on, the last two not claimed."""
    rows = tuple(row for row in PARAMETERS if row.drawn)[:20]
    totals = tuple(Interval(value=0.5 - 0.01 * n, low=0.4 - 0.022 * n, high=0.7) for n in range(20))
    firsts = tuple(Interval(value=0.2, low=0.1 - 0.03 * n, high=0.3) for n in range(20))
    window = Indices(mean=0.31, variance=0.04, noise=0.12, first=firsts, total=totals)
    nothing = tuple(Interval(value=math.nan, low=math.nan, high=math.nan) for _ in rows)
    settlement = Indices(mean=0.01, variance=-1e-5, noise=1.3, first=nothing, total=nothing)
    scenario = sepeace.load(KURSK)
    parts = dict(zip(SOURCES, (0.012, 0.024, 0.94, 0.024), strict=True))
    shares = {name: Interval(value=part, low=0.9 * part, high=1.02 * part) for name, part in parts.items()}
    shared = {
        "window": Nested(mean=0.4, variance=1.0, parts=parts, shares=shares, cut=("form",)),
        "settlement": nested(np.zeros((3, 4, 4, 2))),
    }
    owned = Budget(
        forms=("full", "oil", "ideology"),
        left_out=(),
        readings=4,
        points=4,
        lots=2,
        outcomes=shared,
        means=dict.fromkeys(shared, parts_of()),
    )
    found = Sensitivity(
        scenario=scenario,
        seed=1,
        luck=Luck("branch"),
        points=64,
        campaigns=32,
        parameters=rows,
        left_out=(),
        outcomes={"window": window, "settlement": settlement},
        uncounted=0.0,
        budget=owned,
        provenance=provenance_of(scenario, 1),
    )
    return replace(found, **changes)


# Red when the largest does not come first, what is not claimed is claimed, or noise is not spoken of.
def test_an_analysis_in_words():
    done = made_up()
    told = "\n".join(verb.lines(done))
    names = [row.key for row in done.parameters]
    claimed = [n for n, one in enumerate(done.outcomes["window"].total) if one.low > 0.0]
    assert len(claimed) == 19
    assert f"depends most on {names[0]} (0.50 [0.40, 0.70]), {names[1]} " in told
    shown = [line.split()[0] for line in told.splitlines() if line.split()[:1] and line.split()[0] in names]
    assert shown == names[: verb.MOST_SHOWN]
    assert f"4 more lie above 0 with smaller totals: {', '.join(names[15:19])}." in told
    assert f"interval of the total includes 0: {names[19]}." in told
    assert "(0.20 [-0.02, 0.30])" in told and "Noise was 12% of the variance" in told
    assert "noise hides what the chance of a settlement depends on" in told
    assert "There is no disagreement about whether a settlement is signed" in told
    assert "1.2% [1.1%, 1.2%] is chance, 2.4% [2.2%, 2.4%] is parameters, 94% [85%, 96%] is readings" in told
    assert "whether a window opens: the estimate for model form fell below 0 and is told as 0." in told
    assert "by strength, the reading that parts most: document 0.20 [0.17, 0.23], rational 0.70 [0.67" in told
    assert "Without ideology, the form that counts most: 0.80 [0.77, 0.83]; as it is: 0.40 [0.37" in told


# Red when a largest mean that luck may have made is told as the one that counts most.
def test_what_is_not_told_apart_is_not_named_alone():
    told = parted(parts_of(("ideology", "oil"), ("strength", "motive")), "window")
    assert "Mean of the chance of a window by strength: document 0.20 [0.17, 0.23]" in told
    assert "among the readings that part most; not told apart from it: motive." in told
    assert "Without ideology: 0.80 [0.77, 0.83]; as it is: 0.40" in told
    assert "among the forms that count most; not told apart from it: oil." in told
    assert "that parts most:" not in told and "that counts most:" not in told
    nothing = parted(parts_of((), ()), "window")
    assert "No dispute is shown" in nothing and "No other form of the model is shown" in nothing
    many = parted(parts_of(("ideology", *(f"m{n}" for n in range(9)))), "window")
    assert "m4 and 4 more." in many
    assert parted(replace(parts_of(), mechanisms=None, disputes=None), "window") == ""


FLAT = tuple(Interval(value=math.nan, low=math.nan, high=math.nan) for _ in range(20))
# Ends of Clopper and Pearson's interval of 0 in n: 1 - .025^(1/n), for 2, 32 and 450 campaigns that count.
STILL = [
    ("window", 0.0, 2, 0.0, ("A window came in none of the 2 campaigns", "up to 84%", "300", "of 1%")),
    ("window", 1.0, 32, 0.0, ("A window came in all of the 32 campaigns", "from 89%", "300", "of 99%")),
    (
        "settlement",
        0.0,
        500,
        0.1,
        ("in none of the 500 campaigns that count", "up to 0.8%", "3,000", "of 0.1%"),
    ),
    ("window", 0.5, 2, 0.0, ("The chance of a window came out as 0.50 at every point", "might")),
    ("effect", 0.0, 2, 0.0, ("The change of the chance of a window came out as 0.00", "might")),
]


# Red when a handful of campaigns that all ended alike pass for a finding that nothing matters.
@pytest.mark.parametrize(("name", "mean", "campaigns", "uncounted", "words"), STILL)
def test_an_outcome_that_never_varied_shows_nothing(name, mean, campaigns, uncounted, words):
    found = Indices(mean=mean, variance=0.0, noise=math.nan, first=FLAT, total=FLAT)
    told = made_up(outcomes={name: found}, campaigns=campaigns, uncounted=uncounted).hangs_on(name)
    assert all(word in told for word in words), told
    assert f"the same {campaigns} " in told and "This shows nothing" in told and "moves it" not in told


# Red when what was left out, or campaigns that do not count, go unsaid.
def test_reservations_are_told():
    rows = acting(sepeace.load(KURSK))[1]
    told = "\n".join(verb.lines(made_up(left_out=rows, uncounted=0.02)))
    assert "reference: only the reading strength = prospect uses it" in told
    assert (
        "2.0% of the campaigns do not count: what is supposed did not arise in them, or they failed" in told
    )


# Red when the number of campaigns that is said beforehand is not the one that runs.
def test_the_work_is_said_beforehand():
    from sepeace.uncertainty.sensitivity import planned_sensitivity

    options = RunOptions(campaigns=4)
    work = planned_sensitivity(sepeace.load(KURSK), options, ["cost_oil", "cost_food"], points=16)
    assert verb.announced(work).startswith(
        "2 parameters, 64 points with 4 campaigns: 256 campaigns; 62,208 more"
    )
    # Forms: the model, without each of 33 mechanisms, and two others; 3 x 4 x 3 x 3 readings.
    assert sum(task.count for task in work.tasks) == 256
    assert budget.POINTS * budget.LOTS * (1 + len(SWITCHES) + 2) * (3 * 4 * 3 * 3) == 62_208


# --- figure 8 ---------------------------------------------------------------------------------------------


def found_in(figure, gid):
    return figure.findobj(lambda artist: artist.get_gid() == gid)


# Red when bars are out of order, one is drawn that is not claimed, parts of the budget do not add up, or it
# is not said who bears a settlement.
def test_the_figure_shows_the_numbers():
    done = made_up()
    figure = sepeace.figures.sensitivity(done)
    totals = [bar.get_width() for bar in found_in(figure, "total")]
    assert totals == pytest.approx([0.5 - 0.01 * n for n in range(9)])
    assert len(found_in(figure, "first")) == 4  # the others' intervals include 0
    parts = {name: found_in(figure, name) for name in ("chance", "parameters", "readings", "form")}
    assert [bars[0].get_height() for bars in parts.values()] == pytest.approx([0.012, 0.024, 0.94, 0.024])
    assert [bars[0].get_y() for bars in parts.values()] == pytest.approx([0.0, 0.012, 0.036, 0.976])
    assert [len(bars) for bars in parts.values()] == [1] * 4  # there is no disagreement about a settlement
    assert "Who bears a settlement" in sepeace.figures.caption(figure)
    assert "Germany wins at Kursk" in sepeace.figures.title(figure)
    assert found_in(figure, "name")[0].get_text() == done.parameters[0].key


# Red when one interval that noise made wide shrinks every bar to a speck, or is cut off in silence.
def test_a_wide_interval_does_not_hide_the_bars():
    done = made_up()
    loud = Interval(value=1.33, low=0.29, high=14.5)
    wide = replace(
        done.outcomes["settlement"], variance=1e-4, noise=0.2, first=(loud,) * 20, total=(loud,) * 20
    )
    figure = sepeace.figures.sensitivity(replace(done, outcomes={**done.outcomes, "settlement": wide}))
    axes = found_in(figure, "total")[0].axes
    assert axes.get_xlim()[1] <= 1.5
    assert len(found_in(figure, "beyond")) == 9 == len(found_in(figure, "other"))
    assert all(max(line.get_xdata()) <= axes.get_xlim()[1] for line in found_in(figure, "interval"))
    assert not found_in(sepeace.figures.sensitivity(done), "beyond")


# Red when anything of the figure is cut off, or two labels of a bar lie on each other.
def test_nothing_is_cut_off():
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    figure = sepeace.figures.sensitivity(made_up())
    FigureCanvasAgg(figure).draw()
    page = figure.bbox
    for gid in ("name", "meaning", "share", style.TITLE_ID, style.UNDER_ID, style.CAPTION_ID):
        for text in found_in(figure, gid):
            box = text.get_window_extent()
            assert page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1, gid
    labels = [Text.get_window_extent(text) for text in found_in(figure, "share")]  # without its line
    labels.sort(key=lambda box: box.y0)
    assert all(one.y1 <= two.y0 + 1.0 for one, two in itertools.pairwise(labels))


# Red when an outcome without indices, or a result without a budget, has no figure.
def test_figures_of_less():
    alone = sepeace.figures.sensitivity(made_up(budget=None), outcome="settlement")
    (text,) = found_in(alone, "nothing")
    assert "noise hides" in text.get_text().replace("\n", " ")
    assert not found_in(alone, "chance")
    with pytest.raises(UnknownName):
        sepeace.figures.sensitivity(made_up(), outcome="effect")


# Red when a figure leaves the place that it was given, or draws its caption over another picture.
def test_a_figure_in_given_axes():
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12, 8))
    ax = figure.add_axes((0.3, 0.3, 0.6, 0.5))
    assert sepeace.figures.sensitivity(made_up(), ax) is figure
    boxes = [axes.get_position() for axes in figure.axes]
    assert all(box.x0 >= 0.299 and box.x1 <= 0.901 for box in boxes)


# --- the page ---------------------------------------------------------------------------------------------


# Red when a share that somebody once saw is typed into the page, or help and page tell sizes of old.
def test_numbers_on_the_page_and_in_the_help(sepeace_cli):
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "find-what-matters.md").read_text("utf-8")
    assert set(re.findall(r"[\d.]+%", page)) == {"95%"}
    rows, _ = acting(sepeace.load(KURSK))
    whole = verb.POINTS * (len(rows) + 2) * verb.CAMPAIGNS
    assert round(whole, -6) == 5_000_000 and "some five million campaigns" in " ".join(page.split())
    of_budget = budget.design(sepeace.load(KURSK), "branch", 1).count
    told = f"some {round(of_budget, -3):,} campaigns"
    help_text = " ".join(sepeace_cli("sensitivity", "--help")[1].replace("│", " ").split())
    assert told in page and told in help_text
    for number in (verb.POINTS, verb.CAMPAIGNS):
        assert f", {number:,} unless you say otherwise" in page
