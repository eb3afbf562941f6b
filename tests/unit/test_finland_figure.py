"""The figure of the second pair: how long her line is drawn, and what the caption says of it."""

from datetime import date

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

import sepeace
from sepeace import figures
from sepeace.figures import style
from sepeace.figures.plot_finland import still_fighting
from sepeace.figures.series import anatomy_of
from sepeace.kernel.slots import NEVER
from sepeace.quantities import day_of

SIGNED = date(1941, 9, 8)
"""The day on which she signs where she accepts the offer of August 1941."""


@pytest.fixture(scope="module")
def free():
    return sepeace.batch(sepeace.load("historical"), campaigns=12, seed=1, workers=1)


@pytest.fixture(scope="module")
def drawn(free):
    return figures.finland(free)


def line_of(figure, gid):
    (found,) = figure.findobj(lambda artist: artist.get_gid() == gid)
    return found


# Red when her line, or terms that nobody is left to answer, run on after she has signed.
def test_her_line_and_the_terms_end_with_her_signature():
    batch = sepeace.batch(sepeace.load("finland_accepts_1941"), campaigns=4, seed=1, workers=1)
    figure = figures.finland(batch)
    for gid in ("finland-line", "finland-line-few"):
        across = line_of(figure, gid).get_xdata()
        assert style.number(date(1941, 9, 1)) <= max(across) < style.number(SIGNED)
    terms = figure.findobj(lambda artist: str(artist.get_gid()).startswith("terms-"))
    assert len(terms) == 1 and max(terms[0].get_xdata()) < style.number(SIGNED)
    assert line_of(figure, "half-signed").get_xdata()[0] == style.number(SIGNED)


# Red when a campaign counts in her line after her signature, or not until then.
def test_a_campaign_counts_in_her_line_until_she_signs(free):
    found = still_fighting(free, anatomy_of(free)["at_war"].days[-1])
    rows = free.outcomes.to_pylist()
    for day, part in zip(found.band.days, found.part, strict=True):
        left = [
            row
            for row in rows
            if (not row["finland_settled"] or row["finland_signed"] > day) and row["war_ended"] >= day
        ]
        assert part == pytest.approx(len(left) / len(rows)), day
    assert found.part[0] == 1.0 and found.part[-1] < 1.0 and day_of(found.last) < NEVER


# Red when her line looks the same where she has signed in most campaigns.
def test_her_line_is_thin_where_few_campaigns_are_left(free, drawn):
    found = still_fighting(free, anatomy_of(free)["at_war"].days[-1])
    thick, thin = line_of(drawn, "finland-line"), line_of(drawn, "finland-line-few")
    assert np.array_equal(np.isnan(thick.get_ydata()), found.part < 0.5)
    assert thin.get_linewidth() < 0.5 * thick.get_linewidth()


# Red when the caption leaves out what is drawn: line, boxes, bands, the share below, the day of half of all.
def test_the_caption_and_the_key_say_what_is_drawn(drawn):
    caption = figures.caption(drawn)
    for told in (
        "in which she still fights",
        "Boxes are Soviet terms",
        "12 campaigns",
        "by which half of all have seen her sign",
        "run once more for their weeks",
        "error",
    ):
        assert told in caption
    key = [text.get_text() for text in drawn.axes[0].get_legend().get_texts()]
    assert "middle half of the campaigns" in key and "nine tenths of the campaigns" in key


# Red when words are cut off at the edge, or the caption or the readings stand on the drawing.
def test_no_words_leave_the_page_or_stand_on_the_drawing(drawn):
    canvas = FigureCanvasAgg(drawn)
    canvas.draw()
    renderer = canvas.get_renderer()
    width, height = canvas.get_width_height()
    for text in drawn.findobj(Text):
        if text.get_text().strip() and text.get_visible():
            box = text.get_window_extent(renderer)
            assert box.x0 >= -1 and box.x1 <= width + 1, text.get_text()
            assert box.y0 >= -1 and box.y1 <= height + 1, text.get_text()
    boxes = [axes.get_tightbbox(renderer) for axes in drawn.axes]
    places = {text.get_gid(): text.get_window_extent(renderer) for text in drawn.texts}
    assert places[style.CAPTION_ID].y1 <= min(box.y0 for box in boxes) + 1
    assert places[style.UNDER_ID].y0 >= max(box.y1 for box in boxes) - 12
