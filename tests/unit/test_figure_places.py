"""Where words stand in figures: none on another, none outside, each line's name at the height of its line."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

import sepeace
from sepeace import figures
from sepeace.figures import places, style
from sepeace.figures.series import anatomy_of, bands_of, last_day

SCENARIOS = ("historical", "germany_wins_at_kursk", "second_front_in_1943")


@pytest.fixture(scope="module", params=SCENARIOS)
def batch(request):
    return sepeace.batch(sepeace.load(request.param), campaigns=12, seed=1, workers=1)


def boxes(figure, wanted):
    """Each wanted text of a figure with its box on the page, without its leader."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    found = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    return [(text, Text.get_window_extent(text, renderer)) for text in found if wanted(text)]


def apart(found):
    return not any(one.overlaps(other) for (_, one), (_, other) in combinations(found, 2))


def starts(text, *heads):
    return str(text.get_gid() or "").startswith(heads)


# Red when names of lines, the kilometre scale, the key or the note on the strip run into one another.
def test_nothing_in_the_margin_of_the_windows_lies_on_anything_else(batch):
    figure = figures.windows(batch)
    edge = figure.axes[0].get_window_extent().x1
    margin = boxes(figure, lambda text: Text.get_window_extent(text).x0 > edge)
    assert len(margin) >= 6 + 5 + 7 + 1
    # The texts of a tick that is not drawn stand at the origin, left of the edge.
    assert apart(margin), [text.get_text() for text, _ in margin]


# Red when a name of a line is drawn over the bands, or a leader ends at another height than its line's.
def test_each_line_is_named_outside_the_axes_and_led_to_its_height(batch):
    figure = figures.windows(batch)
    named = {text.get_gid(): (text, box) for text, box in boxes(figure, lambda text: starts(text, "line-"))}
    lines = sepeace.record.load().ruler().named_lines
    heights = [named[f"line-{line.id}"][1].y0 for line in lines]
    assert heights == sorted(heights)
    for line in lines:
        text, box = named[f"line-{line.id}"]
        assert text.xy == (1.0, line.share) and text.arrow_patch is not None
        assert box.x0 > figure.axes[0].get_window_extent().x1


# Red when the time axis runs on beyond the last week, to make room for words.
def test_the_time_axis_ends_where_the_weeks_end(batch):
    figure = figures.windows(batch)
    last = anatomy_of(batch)["at_war"].days[-1]
    panels = [axes for axes in figure.axes if not axes.get_ylabel().startswith("centre of the front")]
    assert len(panels) == 3
    for axes in panels:
        assert 0.0 <= axes.get_xlim()[1] - style.number(last) <= 21.0


# Red when names are set for one frontier alone: lines that come close must still be told apart.
@pytest.mark.parametrize("share", [0.2, 0.45])
def test_lines_that_stand_closer_are_still_named_apart(share):
    scenario = sepeace.load("historical").with_assumptions(frontier_share=share)
    figure = figures.windows(sepeace.batch(scenario, campaigns=2, workers=1))
    named = boxes(figure, lambda text: starts(text, "line-"))
    assert len(named) == 6 and apart(named)


# Red when the name of the branch runs out of the axes or over the note on the grey field.
@pytest.mark.parametrize("branch", ["1941-12-01", "1943-01-14", "1943-12-01", "1944-12-01"])
def test_the_branch_is_named_inside_wherever_it_stands(branch):
    from dataclasses import replace
    from datetime import date

    made = sepeace.batch(sepeace.load("historical"), campaigns=2, workers=1)
    made = replace(made, scenario=replace(made.scenario, branch=date.fromisoformat(branch)))
    figure = figures.windows(made)
    inside = figure.axes[0].get_window_extent()
    words = boxes(figure, lambda text: text.get_text().startswith(("worlds may part", "above 1")))
    assert len(words) == 2 and apart(words)
    assert all(inside.x0 <= box.x0 and box.x1 <= inside.x1 for _, box in words)


# Red when room for words is cut out of small axes until nothing is left of them.
def test_narrow_axes_keep_most_of_their_width():
    figure = Figure(figsize=(3.0, 3.0))
    ax = figure.add_axes((0.2, 0.2, 0.7, 0.7))
    made = style.margin((ax,))
    assert ax.get_position().width == pytest.approx(0.6 * 0.7)
    assert made == pytest.approx(0.4 * 0.7 * 3.0 * 72.0)


# Red when dates along a path cover one another or leave their panel.
def test_dates_along_a_path_are_apart_and_inside(batch):
    figure = figures.willingness(batch)
    for axes in figure.axes:
        frame = axes.get_window_extent()
        dates = boxes(figure, lambda text, ax=axes: text.axes is ax and starts(text, "date"))
        assert 7 <= len(dates) <= 9 and apart(dates), [text.get_text() for text, _ in dates]
        for _, box in dates:
            assert frame.x0 <= box.x0 and box.x1 <= frame.x1
            assert frame.y0 <= box.y0 and box.y1 <= frame.y1


# Red when the path goes back to quarters, runs on for the few last campaigns, or loses start, branch or end.
def test_a_path_is_weekly_until_half_have_ended_with_marks_at_its_ends(batch):
    figure = figures.willingness(batch)
    at_war = anatomy_of(batch)["at_war"]
    band = bands_of(batch, last_day(at_war.days, at_war.values, 0.5))["willingness_germany"]
    lines = {line.get_gid(): line for line in figure.axes[0].lines}
    assert np.array_equal(lines["path"].get_ydata(), band.q50)
    assert at_war.values[len(band.days) - 1] >= 0.5
    assert all(share < 0.5 for share in at_war.values[len(band.days) :])
    assert lines["start"].get_ydata()[0] == band.q50[0] and lines["end"].get_ydata()[0] == band.q50[-1]
    branch = batch.scenario.branch
    assert ("worlds-may-part" in lines) == (branch is not None)
    if branch is not None:
        week = next(place for place, day in enumerate(band.days) if day >= branch)
        mark = lines["worlds-may-part"]
        assert mark.get_ydata()[0] == band.q50[week]
        assert mark.get_xdata()[0] == lines["path"].get_xdata()[week]
    key = {text.get_text().split(":")[0] for text in figure.axes[0].get_legend().get_texts()}
    assert key == {"start", "end"} | ({"worlds may part"} if branch is not None else set())


# Red when the key of the marks stands on the readings above it or on a panel's title below it.
def test_the_key_of_the_marks_stands_free(batch):
    figure = figures.willingness(batch)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    key = figure.axes[0].get_legend().get_texts()
    others = boxes(
        figure, lambda text: (text not in key and text.axes is None) or text.get_text().endswith("model")
    )
    for text in key:
        box = text.get_window_extent(canvas.get_renderer())
        assert not any(box.overlaps(other) for _, other in others), text.get_text()


# Red when what stands below the title runs into the key: of 28 days it has longer lines.
@pytest.mark.parametrize("days", [1, 28])
def test_the_key_of_the_windows_stands_below_the_readings(days):
    made = sepeace.batch("germany_wins_at_kursk", campaigns=4, seed=1, workers=1, window_days=days)
    figure = figures.windows(made)
    ((under, box),) = boxes(figure, lambda text: starts(text, style.UNDER_ID))
    assert under.get_text().count("\n") == 2
    assert all(box.y0 > text.get_window_extent().y1 for text in figure.axes[0].get_legend().get_texts())


# Red when a bundle of names is only pushed up, and the top one stands far from its line.
def test_names_in_a_bundle_move_to_both_sides_of_it():
    assert places.spread([0.4, 0.5, 0.6], [0.2, 0.2, 0.2], 0.0, 1.0) == pytest.approx([0.3, 0.5, 0.7])
    assert places.spread([0.1, 0.9], [0.2, 0.2], 0.0, 1.0) == pytest.approx([0.1, 0.9])
    assert places.spread([0.0, 0.05], [0.2, 0.2], 0.0, 1.0) == pytest.approx([0.1, 0.3])


# Red when names fall over one another, change their order, or leave a scale that has room for them.
@given(st.lists(st.tuples(st.floats(-0.5, 1.5), st.floats(0.01, 0.1)), min_size=1, max_size=8))
def test_names_are_apart_in_order_and_on_the_scale(rows):
    wanted, sizes = sorted(row[0] for row in rows), [row[1] for row in rows]
    found = places.spread(wanted, sizes, 0.0, 1.0)
    for place, (one, other) in enumerate(pairwise(found)):
        assert other - one >= 0.5 * (sizes[place] + sizes[place + 1]) - 1e-9
    assert found[0] - 0.5 * sizes[0] >= -1e-9 and found[-1] + 0.5 * sizes[-1] <= 1.0 + 1e-9


# Red when a name is put on what is drawn although there is free room beside it, or a lone point has no place.
def test_a_name_keeps_off_the_drawing_and_stays_near():
    line = np.column_stack((np.full(50, 50.0), np.arange(0.0, 100.0, 2.0)))
    room = places.Room(low=np.zeros(2), high=np.full(2, 100.0), taken=line)
    (spot,) = places.beside(np.array([[50.0, 50.0]]), (30.0, 10.0), room)
    assert 15.0 < abs(spot[0] - 50.0) < 30.0  # beside the line that runs up and down, not above the point
    tight = places.Room(low=np.zeros(2), high=np.full(2, 10.0), taken=line)
    assert places.beside(np.array([[5.0, 5.0]]), (30.0, 10.0), tight).tolist() == [[5.0, 5.0]]
    assert places.beside(np.empty((0, 2)), (30.0, 10.0), room).shape == (0, 2)
