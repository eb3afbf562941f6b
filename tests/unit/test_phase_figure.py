"""The phase diagram: what is drawn over one and two axes, what is marked, and that no text is lost."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest

import sepeace
from sepeace import figures
from sepeace.execution.provenance import provenance_of
from sepeace.figures import style
from sepeace.figures.chances.phase_parts import LOOKS, STEPS, least_top
from sepeace.runs.axes import axes_of
from sepeace.runs.sweep import Sweep
from sepeace.stats.estimates import wilson

KURSK = "germany_wins_at_kursk"
N = 500


def made(vary, window, settlement, scenario=None):
    """A sweep with these chances: functions of the place on each axis, 0 to 1; None where nothing counts."""
    scenario = scenario or sepeace.load(KURSK)
    axes = axes_of(scenario, vary)
    grid = list(product(*(axis.values for axis in axes)))
    columns = {axis.name: [values[place] for values in grid] for place, axis in enumerate(axes)}
    for name, chance in (("window", window), ("settlement", settlement)):
        found = []
        for values in grid:
            share = chance(*((v - a.low) / (a.high - a.low) for v, a in zip(values, axes, strict=True)))
            found.append(None if share is None else wilson(round(share * N), N))
        columns[name] = [None if one is None else one.value for one in found]
        for place, end in enumerate(("low", "high")):
            columns[f"{name}_{end}"] = [None if one is None else one.ci95[place] for one in found]
    return Sweep(
        scenario=scenario,
        seed=1,
        campaigns=N,
        luck="branch",
        axes=axes,
        columns=columns,
        provenance=provenance_of(scenario, 1),
    )


SCORE, PREMIUM = {"citadel": (-1.5, 2.5, 9)}, {"strength_premium": (0.0, 0.6, 7)}
WORDY = replace(
    sepeace.load("uranus_fails"),
    title="If the encirclement at Stalingrad had been broken off at the very start, and $\\none of the $2 "
    "spent on it had been kept",
)
LONG = {"uranus": (-1.5, 2.5, 9), "prior_sd.soviet": (0.00725, 0.01375, 11)}
CASES = {
    "one": made(SCORE, lambda a: 0.6 * a**3, lambda a: 0.1 * a),
    "outside": made({"citadel": (0.0, 2.0, 5)}, lambda a: 0.3 * a, lambda a: 0.0),
    "edge": made({"citadel": (-0.5, 2.0, 5)}, lambda a: 1.0, lambda a: 0.5),
    "many": made({"citadel": (-1.5, 2.5, 201)}, lambda a: a * a, lambda a: None if 0.3 < a < 0.5 else a / 9),
    "nothing": made({"citadel": (0.0, 2.0, 3)}, lambda a: None, lambda a: None),
    "two": made(SCORE | PREMIUM, lambda a, b: 0.9 * a * (1 - b), lambda a, b: 0.3 * a * (1 - b) ** 2),
    "flat": made(SCORE | PREMIUM, lambda a, b: 0.0, lambda a, b: 0.0),
    "small": made(
        {"citadel": (-1.5, 2.5, 2), "strength_premium": (0.3, 0.5, 2)}, lambda a, b: a * b, lambda a, b: 0
    ),
    "large": made(
        {"citadel": (-1.5, 2.5, 60), "cost_oil": (0.002, 0.008, 50)}, lambda a, b: a * b, lambda a, b: b / 9
    ),
    "wordy": made(
        LONG, lambda a, b: None if a < 0.2 else a * b, lambda a, b: None if a < 0.2 else 0.0, WORDY
    ),
    "gone": made(SCORE | PREMIUM, lambda a, b: None, lambda a, b: None),
}


@pytest.fixture(scope="module", params=CASES)
def drawn(request):
    return CASES[request.param], figures.phase(CASES[request.param])


def found(figure, gid):
    return figure.findobj(lambda artist: artist.get_gid() == gid)


def rendered(figure):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return canvas


def written(figure):
    """Every text that a reader sees, with its box; labels on the lines of contours are left out."""
    renderer = rendered(figure).get_renderer()
    seen = list(figure.texts)
    for axes in figure.axes:
        seen += [axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label]
        seen += [text for text in axes.texts if text.get_gid()]
        seen += axes.get_legend().get_texts() if axes.get_legend() else []
        for line, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            ticks = zip(line.get_ticklocs(), line.get_ticklabels(), strict=False)  # none where switched off
            seen += [label for place, label in ticks if low <= place <= high and label.get_visible()]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in seen if text.get_text().strip()]


# --- every phase diagram ------------------------------------------------------------------------------


# Red when the figure of a settlement no longer says who bears it, or which readings it rests on.
def test_the_caption_says_who_bears_a_settlement_and_the_readings(drawn):
    caption = figures.caption(drawn[1])
    for words in (
        "the occupied peoples",
        "prisoners of war",
        "the Jews and the Roma of Europe",
        "computes no victims",
    ):
        assert words in caption
    assert (
        "strength document" in caption
        and "seed 1" in caption
        and "Luck is the same at every point" in caption
    )
    points = len(drawn[0].column("window"))
    assert f"{N} campaigns at each of {points:,} points" in caption


# Red when a label is cut off by the edge of the page.
def test_no_text_leaves_the_page(drawn):
    figure = drawn[1]
    width, height = rendered(figure).get_width_height()
    for words, box in written(figure):
        assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, words


# Red when two labels run into each other, such as a title of two lines into the readings below it.
def test_no_text_covers_another(drawn):
    for (one, box), (two, other) in combinations(written(drawn[1]), 2):
        across = min(box.x1, other.x1) - max(box.x0, other.x0)
        up = min(box.y1, other.y1) - max(box.y0, other.y0)
        assert across <= 1.0 or up <= 1.0, f"{one!r} and {two!r}"


# Red when a title is cut where the scenario's own words are long, or a $ in them is read as a formula.
def test_a_long_title_is_whole():
    figure = figures.phase(CASES["wordy"])
    (title,) = found(figure, style.TITLE_ID)
    text = " ".join(title.get_text().split())
    assert text == f"{WORDY.title}: chances as uranus and prior_sd.soviet vary"
    endless = replace(CASES["one"], scenario=replace(WORDY, title="word " * 200))
    assert found(figures.phase(endless), style.TITLE_ID)[0].get_text().endswith(" ...")


def test_the_same_sweep_gives_the_same_files(tmp_path):
    for folder in ("a", "b"):
        figures.save(figures.phase(CASES["two"]), tmp_path / folder / "phase")
    for kind in ("png", "svg"):
        assert (tmp_path / f"a/phase.{kind}").read_bytes() == (tmp_path / f"b/phase.{kind}").read_bytes()


@pytest.mark.parametrize("name", ["one", "two"])
# Red when axes that were given are not the ones drawn into, or bring a second caption.
def test_given_axes_are_drawn_into(name):
    from matplotlib.figure import Figure

    figure = Figure(figsize=(22, 9))
    left, right = figure.subplots(1, 2)
    assert figures.phase(CASES[name], left) is figure
    assert figures.phase(CASES["one"], right) is figure
    captions = found(figure, style.CAPTION_ID)
    assert len(captions) == 1 and "prisoners of war" in captions[0].get_text().replace("\n", " ")
    assert left.has_data() and right.has_data()


# --- one axis -------------------------------------------------------------------------------------------


# Red when a curve is drawn through other numbers than those of the table, or a gap is closed.
def test_curves_and_bands_are_those_of_the_table():
    for name in ("one", "many"):
        sweep = CASES[name]
        figure = figures.phase(sweep)
        for chance in LOOKS:
            (line,) = found(figure, chance)
            wanted = [np.nan if value is None else value for value in sweep.column(chance)]
            assert np.array_equal(line.get_xdata(), sweep.axes[0].values)
            assert np.array_equal(line.get_ydata(), wanted, equal_nan=True)
            (band,) = found(figure, f"band-{chance}")
            reached = np.concatenate([path.vertices[:, 1] for path in band.get_paths()])
            highest = max(value for value in sweep.column(f"{chance}_high") if value is not None)
            assert np.nanmax(reached) == pytest.approx(highest)


# Red when readings are joined as if something lay between them, or stand under numbers.
def test_readings_are_marks_with_their_names():
    found = sepeace.sweep("germany_wins_at_kursk", {"strength": {"all"}}, campaigns=2)
    figure = sepeace.figures.phase(found)
    (axes,) = figure.axes
    (curve,) = [line for line in axes.lines if line.get_gid() == "window"]
    assert curve.get_linestyle() == "None" and list(curve.get_xdata()) == [0.0, 1.0, 2.0]
    words = [label.get_text() for label in axes.get_xticklabels()]
    assert words == ["document\n(default)", "prospect", "rational"]
    assert "A mark is a reading" in sepeace.figures.caption(figure)


def test_the_two_curves_differ_without_colour():
    for key in ("linestyle", "marker", "hatch"):
        assert LOOKS["window"][key] != LOOKS["settlement"][key]


# Red when the mark of the record stands elsewhere, has no name, or is drawn where it lies outside.
def test_the_reference_is_marked_and_named_or_said_to_lie_outside():
    figure = figures.phase(CASES["one"])
    (line,) = found(figure, "reference")
    assert list(line.get_xdata()) == [-0.5, -0.5]
    assert found(figure, "reference-name")[0].get_text() == "as recorded: −0.5"
    outside = figures.phase(CASES["outside"])
    assert not found(outside, "reference")
    assert "Outside the figure: citadel −0.5 (as recorded)." in figures.caption(outside)
    premium = figures.phase(made(PREMIUM, lambda a: 1 - a, lambda a: 0.0))
    assert found(premium, "reference-name")[0].get_text() == "default: 0.4"


# Red when the figure of a what-if marks the record alone, as if nothing else held without the sweep.
def test_what_the_scenario_sets_is_marked_beside_the_record():
    figure = figures.phase(CASES["one"])
    (line,) = found(figure, "own")
    assert list(line.get_xdata()) == [2.0, 2.0]
    assert found(figure, "own-name")[0].get_text() == "in this scenario: 2"
    short = figures.phase(made({"citadel": (-1.5, 1.0, 6)}, lambda a: a, lambda a: 0.0))
    assert not found(short, "own") and "citadel 2 (in this scenario)" in figures.caption(short)
    assert not found(figures.phase(made(PREMIUM, lambda a: 1 - a, lambda a: 0.0)), "own")
    stars, places = (found(figures.phase(CASES["two"]), gid) for gid in ("reference", "own"))
    assert [(one.get_xdata()[0], one.get_ydata()[0]) for one in places] == [(2.0, 0.4)] * 2
    assert stars[0].get_marker() != places[0].get_marker()


# Red when a scenario that sets the recorded score itself has two marks in one place.
def test_the_record_set_anew_is_one_mark():
    kursk = sepeace.load(KURSK)
    (change,) = kursk.changes
    same = replace(kursk, changes=(replace(change, outcome=None, score=-0.5),))
    figure = figures.phase(made(SCORE, lambda a: a, lambda a: 0.0, same))
    assert found(figure, "reference-name")[0].get_text() == "as recorded, and in this scenario: −0.5"
    assert not found(figure, "own")
    maps = figures.phase(made(SCORE | PREMIUM, lambda a, b: a, lambda a, b: 0.0, same))
    assert found(maps, "reference-name")[0].get_text() == "as recorded,\ndefault,\nand in this scenario"
    assert not found(maps, "own")


# Red when a scale cuts off what it should hold, or leaves a small chance flat on the floor.
def test_a_scale_is_the_least_that_holds_all():
    assert [least_top(share) for share in (0.0, 0.05, 0.06, 0.31, 0.81, 1.0)] == [0.05, 0.05, 0.1, 0.4, 1, 1]
    for name in ("one", "edge", "nothing"):
        (axes,) = figures.phase(CASES[name]).axes
        highs = [
            value for chance in LOOKS for value in CASES[name].column(f"{chance}_high") if value is not None
        ]
        assert axes.get_ylim()[1] == least_top(max(highs, default=0.0))
    assert all(round(100 * top / steps, 6).is_integer() for top, steps in STEPS.items())


# --- two axes -------------------------------------------------------------------------------------------


# Red when the axes are exchanged, so that a field shows the chance of another pair of values.
def test_each_field_shows_its_own_pair_of_values():
    sweep = CASES["two"]
    figure = figures.phase(sweep)
    for chance in LOOKS:
        (mesh,) = found(figure, f"map-{chance}")
        shown = np.asarray(mesh.get_array()).reshape(7, 9)
        assert np.array_equal(shown, np.array(sweep.grid(chance)).T)
        corners = mesh.get_coordinates()
        assert np.allclose(corners[0, 0], (-1.75, -0.05)) and np.allclose(corners[-1, -1], (2.75, 0.65))


# Red when the two maps have scales of their own, so that a rare settlement looks like a likely window.
def test_both_maps_have_one_scale_and_it_has_a_title():
    figure = figures.phase(CASES["two"])
    scales = [found(figure, f"map-{chance}")[0].get_clim() for chance in LOOKS]
    assert scales[0] == scales[1] == (0.0, 1.0)
    assert figure.axes[-1].get_ylabel() == "share of campaigns"
    titles = [axes.get_title(loc="left") for axes in figure.axes[:2]]
    assert titles == ["a window opens: 0.0% to 90.0%", "a settlement is signed: 0.0% to 30.0%"]


def test_colours_fall_in_lightness_throughout():
    # Red when a map of colours is chosen in which a grey print shows two chances alike.
    from matplotlib import colormaps

    from sepeace.figures.chances.phase_maps import COLOURS

    shades = colormaps[COLOURS](np.linspace(0.0, 1.0, 64))[:, :3] @ (0.2126, 0.7152, 0.0722)
    assert np.all(np.diff(shades) < 0.0)


# Red when a line joins chances that the table has not, or noise of a few campaigns.
def test_contours_join_the_levels_that_the_table_has():
    def levels(name):
        figure = figures.phase(CASES[name])
        return {
            chance: [float(level) for one in found(figure, f"contour-{chance}") for level in one.levels]
            for chance in LOOKS
        }

    assert levels("two") == {"window": [0.1, 0.25, 0.5, 0.75], "settlement": [0.05, 0.1, 0.25]}
    assert levels("flat") == levels("small") == levels("gone") == {"window": [], "settlement": []}
    strokes = {
        str(one.get_linestyle()) for c in LOOKS for one in found(figures.phase(CASES["two"]), f"contour-{c}")
    }
    assert len(strokes) == 2


# Red when the star stands elsewhere than the record and the defaults, or has no name.
def test_the_historical_point_is_marked_and_named_in_both_maps():
    figure = figures.phase(CASES["two"])
    stars = found(figure, "reference")
    assert [(star.get_xdata()[0], star.get_ydata()[0]) for star in stars] == [(-0.5, 0.4)] * 2
    assert {text.get_text() for text in found(figure, "reference-name")} == {"as recorded,\ndefault"}
    far = figures.phase(made({"citadel": (0, 2, 3)} | PREMIUM, lambda a, b: 0.2, lambda a, b: 0.1))
    assert not found(far, "reference") and "Outside the figure: citadel −0.5" in figures.caption(far)


# Red when a point in which nothing counts looks like one in which nothing ever happens.
def test_fields_where_nothing_counts_are_hatched_and_spoken_of():
    figure = figures.phase(CASES["wordy"])
    (mesh,) = found(figure, "map-window")
    assert np.ma.getmaskarray(mesh.get_array()).reshape(11, 9)[:, :2].all()
    assert figure.axes[0].patch.get_hatch() and "Hatched: " in figures.caption(figure)
    assert "Hatched: " not in figures.caption(figures.phase(CASES["two"]))
