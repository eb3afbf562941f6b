"""Figures: what is drawn and labelled, what stands in the caption, what is written."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from datetime import date

import numpy as np
import pytest

import sepeace
from sepeace import figures
from sepeace.errors import CannotWrite
from sepeace.figures import bearers, files, marks, style, wording
from sepeace.figures.series import anatomy_of, bands_of, last_day, ruler_of
from sepeace.kernel import fields
from sepeace.outcomes.outcome_rows import BARRIER_CODES, ENDING_CODES
from sepeace.wording.gap import TERM_CLAUSES, TERMS, Term
from sepeace.wording.outcomes import BARRIER_CLAUSES, BARRIERS, ENDING_CLAUSES, ENDINGS, Ending

KURSK = "germany_wins_at_kursk"
NAMES = ("windows", "outcomes", "willingness", "anatomy")


@pytest.fixture(scope="module")
def pair():
    return sepeace.compare(sepeace.load(KURSK), campaigns=6, seed=1, workers=1)


@pytest.fixture(scope="module")
def free():
    return sepeace.batch(sepeace.load("historical"), campaigns=4, seed=1, workers=1)


def data_for(name, pair):
    return pair if name == "outcomes" else pair.counterfactual


@pytest.fixture(scope="module", params=NAMES)
def drawn(request, pair):
    return request.param, getattr(figures, request.param)(data_for(request.param, pair))


def texts(figure):
    from matplotlib.text import Text

    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def gids(figure):
    return {artist.get_gid() for artist in figure.findobj(lambda artist: artist.get_gid() is not None)}


# --- every figure -------------------------------------------------------------------------------------


def test_every_figure_says_who_bears_a_settlement_and_how_many_lived_behind_each_line(drawn):
    caption = figures.caption(drawn[1])
    for group in (
        "the occupied peoples",
        "prisoners of war",
        "the Jews and the Roma of Europe",
        "hospital patients",
        "the countries partitioned",
    ):
        assert group in caption
    ruler = sepeace.record.load().ruler()
    for row in bearers.behind(ruler):
        # A line with nobody of the Soviet Union behind it is left out: 0 would read as nobody suffers.
        assert (f"{row.line.title} {bearers.millions(row)}" in caption) == (row.high >= 0.5)
        assert not re.search(r"\b0\b", bearers.millions(row)) and row.poland > 0 < row.elsewhere
    assert "on top pre-war Poland 22 (1914 frontier 9), other occupied countries 96." in caption
    assert "computes no victims" in caption


def test_every_figure_states_its_title_readings_campaigns_and_seed(drawn):
    assert figures.title(drawn[1]).startswith("Germany wins at Kursk")
    caption = figures.caption(drawn[1])
    assert "strength document" in caption and "motive sincere" in caption
    assert "6 campaigns, seed 1" in caption


def test_no_text_of_a_figure_leaves_its_page(drawn):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    figure = drawn[1]
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    width, height = canvas.get_width_height()
    for text in figure.findobj(Text):
        if not text.get_text().strip() or not text.get_visible():
            continue
        axes = text.axes
        if axes is not None and not axes.axison:
            continue
        box = text.get_window_extent(canvas.get_renderer())
        assert box.x0 >= -1 and box.x1 <= width + 1, text.get_text()
        assert box.y0 >= -1 and box.y1 <= height + 1, text.get_text()


def test_title_readings_and_caption_do_not_touch_the_drawing(drawn):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = drawn[1]
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    boxes = [axes.get_tightbbox(renderer) for axes in figure.axes if axes.axison]
    low, high = min(box.y0 for box in boxes), max(box.y1 for box in boxes)
    places = {text.get_gid(): text.get_window_extent(renderer) for text in figure.texts}
    assert places[style.CAPTION_ID].y1 <= low + 1
    assert places[style.UNDER_ID].y0 >= high - 12  # a legend without a frame has empty room around it


def test_figures_are_written_as_png_and_svg_that_name_themselves(drawn, tmp_path):
    name, figure = drawn
    picture, drawing = figures.save(figure, tmp_path / "out" / f"{name}.png")
    assert (
        picture.read_bytes().startswith(b"\x89PNG") and figures.title(figure).encode() in picture.read_bytes()
    )
    root = ElementTree.fromstring(drawing.read_text("utf-8"))
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.findtext(f"{space}title") == figures.title(figure)
    assert "prisoners of war" in root.findtext(f"{space}desc")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"{name}.png", f"{name}.svg"]


def test_a_figure_that_cannot_be_written_is_said(drawn, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite):
        figures.save(drawn[1], tmp_path / "file" / "figure")
    with pytest.raises(CannotWrite):
        figures.save(drawn[1], "")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("name", NAMES)
def test_given_axes_are_drawn_into_and_captioned_once(name, pair):
    from matplotlib.figure import Figure

    figure = Figure(figsize=(20, 9))
    left, right = figure.subplots(1, 2)
    assert getattr(figures, name)(data_for(name, pair), left) is figure
    assert figures.anatomy(pair.baseline, right) is figure
    captions = [text for text in figure.texts if text.get_gid() == style.CAPTION_ID]
    assert len(captions) == 1 and "prisoners of war" in captions[0].get_text().replace("\n", " ")
    assert left.has_data() or left.lines


def test_the_same_data_give_the_same_files(pair, tmp_path):
    for folder in ("a", "b"):
        figures.save(figures.outcomes(pair), tmp_path / folder / "figure")
    for kind in ("png", "svg"):
        assert (tmp_path / f"a/figure.{kind}").read_bytes() == (tmp_path / f"b/figure.{kind}").read_bytes()


def test_figures_need_no_pyplot_and_load_nothing_before_they_are_drawn():
    script = (
        "import sys, sepeace; from sepeace import figures, report; "
        "assert 'matplotlib' not in sys.modules; "
        "b = sepeace.batch(sepeace.load('historical'), campaigns=2, workers=1); "
        "[getattr(figures, n)(b) for n in ('windows', 'willingness', 'anatomy')]; "
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_an_unknown_figure_is_no_attribute():
    with pytest.raises(AttributeError):
        figures.map_of_everything  # noqa: B018
    assert set(NAMES) <= set(dir(figures))


# --- the two windows ----------------------------------------------------------------------------------


def test_windows_draw_both_lines_the_front_and_every_named_line(pair):
    figure = figures.windows(pair.counterfactual)
    main = figure.axes[0]
    labels = main.get_legend_handles_labels()[1]
    assert labels[:3] == [
        "least Germany would accept",
        "most the Soviet Union would cede",
        "front of the day",
    ]
    assert {f"line-{line.id}" for line in sepeace.record.load().ruler().named_lines} <= gids(figure)
    strokes = [line.get_linestyle() for line in main.lines if line.get_label() in labels[:3]]
    assert len(set(strokes)) == 3, "lines must differ without colour"
    assert "worlds may part\n5 July 1943" in texts(figure)


def test_windows_print_the_chance_of_a_window_with_its_interval(pair):
    content = pair.counterfactual.to_json()["window"]
    caption = figures.caption(figures.windows(pair.counterfactual))
    assert wording.percent(content["probability"]) in caption
    assert wording.percent_interval(content["ci95"]) in caption
    assert "from 5 July 1943 on" in caption


def test_windows_mark_every_recorded_contact_of_the_pair_by_its_grade(free):
    figure = figures.windows(free)
    last = anatomy_of(free)["at_war"].days[-1]
    wanted = {
        f"contact-{contact.id}-{contact.grade}"
        for contact in sepeace.record.load().contacts
        if contact.pair == "main" and contact.start <= last
    }
    assert wanted and wanted <= gids(figure)
    assert "worlds may part" not in "".join(texts(figure))


def test_the_weaker_the_evidence_the_emptier_the_mark():
    filled = {grade: marks.looks(grade, "black") for grade in marks.GRADES}
    assert filled["documented"]["fillstyle"] == "full"
    assert filled["rumour"]["fillstyle"] == "none" == filled["forgery_suspected"]["fillstyle"]
    assert {filled[grade]["fillstyle"] for grade in ("several_reports", "disputed")} == {"bottom", "left"}


def test_kilometres_stand_where_the_ruler_has_them(pair):
    ruler = ruler_of(pair.counterfactual)
    figure = figures.windows(pair.counterfactual)
    twin = next(axes for axes in figure.axes if axes.get_ylabel().startswith("centre of the front"))
    ticks = {
        text.get_text(): place for text, place in zip(twin.get_yticklabels(), twin.get_yticks(), strict=True)
    }
    assert ticks["Berlin"] == pytest.approx(0.0)
    assert ticks["0"] == pytest.approx(ruler.frontier_share)
    assert ticks["400"] == pytest.approx(ruler.share_of_front(ruler.front_of_km(1, 400.0)))


def test_a_frontier_share_set_by_hand_moves_the_ruler():
    scenario = sepeace.load(KURSK).with_assumptions(frontier_share=0.4)
    batch = sepeace.batch(scenario, campaigns=2, workers=1)
    assert ruler_of(batch).frontier_share == 0.4


# --- the others ---------------------------------------------------------------------------------------


def test_outcomes_draw_every_ending_and_rung_of_both_worlds_where_the_summary_has_them(pair):
    figure = figures.outcomes(pair)
    for world, batch in (("baseline", pair.baseline), ("counterfactual", pair.counterfactual)):
        content = batch.to_json()
        rungs = {row["rung"]: row["value"] for row in content["ladder"]}
        assert len(rungs) == 7
        for name, share in {**content["endings"], **rungs}.items():
            (dot,) = figure.findobj(lambda artist, gid=f"{world}-{name}": artist.get_gid() == gid)
            assert dot.get_xdata()[0] == pytest.approx(share, abs=1e-9)
    assert any("as it happened" in text for text in texts(figure))


def test_willingness_has_a_panel_for_each_leadership_model_and_names_the_years(pair):
    figure = figures.willingness(pair.counterfactual)
    assert [axes.get_title(loc="left") for axes in figure.axes] == [
        "German leadership model",
        "Soviet leadership model",
    ]
    assert {"Jun 1941", "Dec 1942", "Dec 1944"} <= set(texts(figure))


def test_terms_of_the_anatomy_add_up_to_the_gap_that_is_drawn(pair):
    batch = pair.counterfactual
    figure = figures.anatomy(batch)
    (line,) = figure.findobj(lambda artist: artist.get_gid() == "gap")
    series = anatomy_of(batch)
    total = sum(part.values for name, part in series.items() if name in TERMS)
    assert np.allclose(line.get_ydata(), total, atol=1e-9)
    drawn = {gid.removeprefix("term-") for gid in gids(figure) if gid.startswith("term-")}
    assert drawn == {name for name in TERMS if np.abs(series[name].values).max() > 1e-9}
    assert {f"barrier-{name}" for name in batch.to_json()["barriers"]} <= gids(figure)


def test_terms_differ_by_hatch_and_not_by_colour_alone():
    for name in ("HATCHES", "SHADES"):
        looks = getattr(style, name)
        assert len(set(looks)) == len(looks), f"figures/style.py {name} has one twice"
        few = f"figures/style.py {name} has {len(looks)} for {len(TERMS)} terms: add one"
        assert len(looks) >= len(TERMS), few


def test_weeks_that_speak_for_too_few_campaigns_are_left_out(pair):
    days = [date(1945, 1, 1), date(1945, 1, 8), date(1945, 1, 15)]
    assert last_day(days, [1.0, 0.06, 0.01]) == date(1945, 1, 8)
    last = date(1942, 1, 4)
    bands = bands_of(pair.baseline, last)
    assert all(band.days[-1] <= last for band in bands.values())
    assert np.all(bands["front_km centre"].q05 <= bands["front_km centre"].q95)


def test_names_too_close_are_moved_up_in_order():
    assert style.apart([0.3, 0.35, 0.9], 0.1) == [0.3, pytest.approx(0.4), 0.9]


@pytest.mark.parametrize(
    ("given", "said"),
    [(0.0625, "6.2%"), (None, "–"), (1.0, "100.0%")],
)
def test_shares_are_said_as_percentages(given, said):
    assert wording.percent(given) == said


def test_differences_and_dates_are_said_in_words():
    assert wording.points(-0.031) == "−3.1" and wording.points(None) == "–"
    assert wording.points_interval((-0.01, 0.02)) == "−1.0 to +2.0"
    assert wording.percent_interval(None) == "–" == wording.points_interval([None, None])
    assert wording.day(date(1943, 7, 5)) == "5 July 1943" and wording.day(None) == "–"


def test_every_term_ending_and_barrier_of_the_model_has_words():
    assert tuple(Term) == tuple(TERMS) == fields.TERMS and tuple(TERM_CLAUSES) == fields.TERMS
    for term in Term:  # a term has one name: a sentence may add words that carry it, and no other noun
        said = {word.rstrip("s") for word in re.findall(r"[a-z]+", TERM_CLAUSES[term].lower())}
        named = {word.rstrip("s") for word in re.findall(r"[a-z]+", TERMS[term].lower())}
        assert not named - said - {"each"}, (term, named - said)
    for words in (BARRIERS, BARRIER_CLAUSES):
        assert tuple(words) == tuple(BARRIER_CODES[code] for code in sorted(BARRIER_CODES))
    for words in (ENDINGS, ENDING_CLAUSES):
        assert tuple(words) == (*(ENDING_CODES[code] for code in sorted(ENDING_CODES)), Ending.FAILED)
    assert not re.search(r"winner|won\b", " ".join((*TERMS.values(), *ENDINGS.values())))


# Red when a figure can be written without who bears a settlement: its caption taken off, emptied, hidden.
@pytest.mark.parametrize(("name", "given"), [("outcomes", True), *((name, False) for name in NAMES)])
def test_no_figure_is_written_without_who_bears_a_settlement(name, given, pair):
    from matplotlib.figure import Figure

    ax = Figure(figsize=(12, 8)).subplots() if given else None
    figure = getattr(figures, name)(data_for(name, pair), ax)
    told = figures.caption(figure)
    for text in [text for text in figure.texts if text.get_gid() == style.CAPTION_ID]:
        text.remove()
    assert "prisoners of war" not in figures.caption(figure)
    assert b"prisoners of war" in files.png(figure, 20) and figures.caption(figure) == told
    (text,) = (text for text in figure.texts if text.get_gid() == style.CAPTION_ID)
    text.set_visible(False)
    files.png(figure, 20)
    assert text.get_visible()
    text.set_text("")
    assert "prisoners of war" in files.svg(figure)


# Red when the caption lies over the axes of somebody's own figure, whatever arranges them.
@pytest.mark.parametrize("layout", [None, "constrained"])
def test_the_caption_does_not_cover_the_axes_that_were_given(layout, pair):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(16, 8), layout=layout)
    left, right = figure.subplots(1, 2)
    figures.windows(pair.baseline, left)
    figures.outcomes(pair, right)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    (text,) = (text for text in figure.texts if text.get_gid() == style.CAPTION_ID)
    top = text.get_window_extent(canvas.get_renderer()).y1
    assert all(ax.bbox.y0 >= top for ax in figure.axes)
