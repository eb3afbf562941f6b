"""The figure of what a window would take: curve and plane, what is marked, words that stay on the page."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

import sepeace
from sepeace import figures
from sepeace.errors import UnknownName
from sepeace.figures import style
from sepeace.inverse.invert import invert
from tests.inversions import Model

KURSK = "germany_wins_at_kursk"
N = 300
PAIR = ["citadel", "strength_premium"]
WORDY = replace(
    sepeace.load(KURSK),
    title="If the attack at Kursk had been won, and $none of the $2 spent on it were lost",
)


def made(target, by=None, scenario=None):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sepeace.inverse.invert.run_many", Model(N))
        return invert(scenario or sepeace.load(KURSK), target, by=by, campaigns=N)


BARE = sepeace.load(KURSK).baseline()
CASES = {
    "one": made(0.5),
    "date": made(0.5, "second_front", BARE),
    "none": made(0.9, "cost_oil", BARE),
    "already": made(0.1, "cost_oil"),
    "rare": made(0.01),
    "two": made(0.5, PAIR),
    "two none": made(0.9, ["cost_oil", "cost_food"], BARE),
    "two dates": made(0.6, ["second_front", "citadel"]),
    "wordy": made(0.5, PAIR, WORDY),
}


@pytest.fixture(scope="module", params=CASES)
def drawn(request):
    return CASES[request.param], figures.frontier(CASES[request.param])


def found(figure, gid):
    return figure.findobj(lambda artist: artist.get_gid() == gid)


def written(figure):
    """Every text that a reader sees, with its box, and the size of the page."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    seen = list(figure.texts)
    for axes in figure.axes:
        seen += [axes.xaxis.label, axes.yaxis.label, *axes.texts, *axes.get_legend().get_texts()]
        for line, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            places = zip(line.get_ticklocs(), line.get_ticklabels(), strict=True)
            seen += [label for place, label in places if low <= place <= high]
    boxes = [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in seen]
    return [row for row in boxes if row[0].strip()], canvas.get_width_height()


# Red when the figure does not say who bears a settlement, what a window is, or which readings it rests on.
def test_the_caption_says_what_a_window_is_and_who_bears_a_settlement(drawn):
    caption = figures.caption(drawn[1])
    for words in (
        "the occupied peoples",
        "prisoners of war",
        "the Jews and the Roma of Europe",
        "computes no victims",
    ):
        assert words in caption
    assert "no good in itself" in caption and "strength document" in caption and "seed 1" in caption


# Red when a label is cut off by the edge of the page, or two run into each other.
def test_words_stay_on_the_page_and_apart(drawn):
    texts, (width, height) = written(drawn[1])
    for words, box in texts:
        assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, words
    for (one, box), (two, other) in combinations(texts, 2):
        across = min(box.x1, other.x1) - max(box.x0, other.x0)
        up = min(box.y1, other.y1) - max(box.y0, other.y0)
        assert across <= 1.0 or up <= 1.0, f"{one!r} and {two!r}"


# Red when the curve is not that of the points, or target, record and answer are marked elsewhere.
def test_one_lever_is_a_curve_with_target_record_and_answer():
    for name in ("one", "date", "rare"):
        result = CASES[name]
        (answer,) = result.answers
        figure = figures.frontier(result)
        (line,) = found(figure, "window")
        assert list(line.get_xdata()) == [point.value for point in answer.points]
        assert list(line.get_ydata()) == [point.chance.value for point in answer.points]
        assert set(found(figure, "target")[0].get_ydata()) == {result.target}
        assert set(found(figure, "reference")[0].get_xdata()) == {answer.lever.recorded}
        (mark,) = found(figure, "needed")
        assert (mark.get_xdata()[0], mark.get_ydata()[0]) == (answer.needed, answer.probability.value)
        assert mark.get_ydata()[0] >= result.target
        (bar,) = found(figure, "needed-ci95")
        assert list(bar.get_xdata()) == list(answer.reached.ci95)
        assert list(bar.get_ydata()) == [result.target] * 2


# Red when a lever that is not enough is drawn as if it were.
def test_none_in_range_is_marked_otherwise():
    figure = figures.frontier(CASES["none"])
    (mark,) = found(figure, "needed")
    assert mark.get_marker() == "X" and "none in range; the most is 25" in mark.get_label()
    assert not found(figure, "needed-ci95")
    assert found(figures.frontier(CASES["already"]), "needed")[0].get_label() == "reached without a change"


# Red when the line of the plane is not that of the frontier, or the smallest change is marked elsewhere.
def test_two_levers_are_a_line_with_the_record_and_the_smallest_change():
    result = CASES["two"]
    figure = figures.frontier(result)
    (line,) = found(figure, "frontier")
    points = set(zip(line.get_xdata(), line.get_ydata(), strict=True))
    rows = {
        (row.value, row.answer.needed) for row in result.frontier if row.answer.reached.direction == "down"
    }
    assert rows and rows < points and points - rows == {(result.answers[0].needed, 0.4)}
    assert np.all(np.diff(line.get_xdata()) > 0)
    (mark,) = found(figure, "smallest")
    assert (mark.get_xdata()[0], mark.get_ydata()[0]) == result.smallest.values
    assert [line.get_xdata()[0] for line in found(figure, "reference")] == [-0.5]
    assert len(found(figure, "enough")[0].get_xdata()) >= 1
    assert not found(figures.frontier(CASES["two none"]), "smallest")


def test_one_of_two_levers_can_be_drawn_alone():
    figure = figures.frontier(CASES["two"], lever="strength_premium")
    assert found(figure, "window") and not found(figure, "frontier")
    with pytest.raises(UnknownName, match="no such lever"):
        figures.frontier(CASES["two"], lever="citadell")


# Red when axes that were given are not the ones drawn into, or bring a second caption.
def test_given_axes_are_drawn_into():
    from matplotlib.figure import Figure

    figure = Figure(figsize=(22, 9))
    left, right = figure.subplots(1, 2)
    assert figures.frontier(CASES["two"], left) is figure
    figures.frontier(CASES["one"], right)
    assert len(found(figure, style.CAPTION_ID)) == 1 and left.has_data() and right.has_data()


def test_the_same_answer_gives_the_same_files(tmp_path):
    for folder in ("a", "b"):
        figures.save(figures.frontier(CASES["two"]), tmp_path / folder / "frontier")
    for kind in ("png", "svg"):
        one, two = ((tmp_path / f / f"frontier.{kind}").read_bytes() for f in ("a", "b"))
        assert one == two
