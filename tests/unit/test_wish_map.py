"""The wish map: its lines are those of the equation, its path is the recorded one."""

from datetime import date

import numpy as np
import pytest

from sepeace import figures
from sepeace.errors import BadValue
from sepeace.figures import plot_wish_map as plot
from sepeace.validation.wishes import wish


@pytest.fixture(scope="module")
def drawn():
    return figures.wish_map(plot.DAY)


def of(ax, gid):
    return [artist for artist in ax.findobj(lambda one: one.get_gid() == gid)]


# Red when a line of equal willingness does not lie where the equation has it.
def test_lines_join_points_of_that_willingness(drawn):
    for panel, one in zip(drawn.axes, wish.on(plot.DAY), strict=True):
        for gid, weight in (("contour", None), ("contour-without-map", 0.0)):
            (lines,) = of(panel, gid)
            for path, level in zip(lines.get_paths(), lines.levels, strict=True):
                points = path.vertices[:: max(1, len(path.vertices) // 8)]
                inside = points[(points[:, 0] > 0.05) & (points[:, 0] < 0.95)]
                for front, drift in inside:
                    assert float(one.at(front, drift, weight)) == pytest.approx(level, abs=0.03)


def test_the_path_is_the_recorded_one(drawn):
    rows = wish.through(plot.QUARTERS)
    for number, panel in enumerate(drawn.axes):
        (line,) = of(panel, "path")
        assert np.allclose(line.get_xdata(), [pair[number].front for pair in rows])
        assert np.allclose(line.get_ydata(), [pair[number].drift for pair in rows])
        marks = of(panel, "mark")
        assert len(marks) == len(rows)
        for mark, pair in zip(marks, rows, strict=True):
            full = mark.get_markerfacecolor() == "#1a1a1a"
            assert full == (pair[number].willing() > 0.5)
        inside = panel.get_ylim()[0] < min(line.get_ydata()) and max(line.get_ydata()) < panel.get_ylim()[1]
        assert inside, "the path leaves the picture"


def test_words(drawn):
    assert "1 May 1943" in figures.title(drawn)
    caption = figures.caption(drawn)
    assert "not willing to sign" in caption and "Who bears a settlement" in caption
    assert "Dashed, nothing read off the map" in caption and "turned half round" not in caption
    german, soviet = drawn.axes
    assert [ax.get_title(loc="left") for ax in drawn.axes] == list(plot.NAMES.values())
    # In May 1943 the premium keeps Hitler from talking wherever he stands; without it there is a line.
    assert len(of(german, "note")) == 1 and len(of(soviet, "note")) == 0
    assert len(of(german, "contour-strong")) == 1 and len(of(soviet, "contour-strong")) == 0


def test_other_days_and_given_axes(tmp_path):
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 8))
    ax = figure.add_axes((0.1, 0.3, 0.85, 0.5))
    made = figures.wish_map(date(1941, 10, 15), ax)
    assert made is figure and len(figure.axes) == 2
    picture, drawing = figures.save(made, tmp_path / "map")
    assert picture.stat().st_size > 10_000 and drawing.stat().st_size > 10_000
    for day in (date(1941, 1, 1), "1943-05-01"):
        with pytest.raises(BadValue):
            figures.wish_map(day)
