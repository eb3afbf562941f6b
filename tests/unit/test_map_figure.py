"""The map: what is drawn and named, where words stand, what is refused, and the film."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from PIL import Image

import sepeace as sp
from sepeace.errors import BadValue, CannotWrite, UnknownName
from sepeace.figures import bearers, style
from sepeace.figures.maps import film, parts, plot_map, sites, told

KURSK = "germany_wins_at_kursk"
NAMES = {"town", "capital", *(f"site-{site.number}" for site in sites.sites())}


@pytest.fixture(scope="module")
def run():
    return sp.run(KURSK, seed=1, campaign=7, clock="plain")


@pytest.fixture(scope="module")
def of_record():
    return sp.figures.map(sp.record.load())


@pytest.fixture(scope="module")
def of_run(run):
    return sp.figures.map(run)


@pytest.fixture(scope="module")
def gif(tmp_path_factory):
    return sp.figures.map_film(sp.record.load(), tmp_path_factory.mktemp("film") / "war.gif")


def boxes(figure):
    """Each text that is seen and the place it takes, in dots."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    return {
        text: text.get_window_extent(renderer) for text in figure.findobj(Text) if text.get_text().strip()
    }, canvas.get_width_height()


def gids(figure):
    return {artist.get_gid() for artist in figure.findobj() if artist.get_gid()}


# --- where words stand


@pytest.mark.parametrize("name", ["of_record", "of_run"])
def test_no_name_leaves_the_map_and_no_word_the_page(request, name):
    figure = request.getfixturevalue(name)
    found, (width, height) = boxes(figure)
    frame = figure.axes[0].get_window_extent()
    for text, box in found.items():
        if not text.get_visible() or (text.axes is not None and not text.axes.axison and not text.get_gid()):
            continue
        assert box.x0 >= -1 and box.x1 <= width + 1 and box.y0 >= -1 and box.y1 <= height + 1, text.get_text()
        if text.get_gid() in NAMES:
            assert frame.x0 <= box.x0 and box.x1 <= frame.x1, text.get_text()
            assert frame.y0 <= box.y0 and box.y1 <= frame.y1, text.get_text()


@pytest.mark.parametrize("name", ["of_record", "of_run"])
def test_no_name_stands_on_another(request, name):
    found, _ = boxes(request.getfixturevalue(name))
    named = [(text, box) for text, box in found.items() if text.get_gid() in NAMES]
    assert len(named) == len(sites.sites()) + len(sites.towns()) + len(sites.capitals())
    for (one, here), (other, there) in itertools.combinations(named, 2):
        assert not here.padded(-1.5).overlaps(there.padded(-1.5)), (one.get_text(), other.get_text())


def test_title_readings_and_caption_do_not_touch_the_map(of_run):
    found, _ = boxes(of_run)
    frame = of_run.axes[0].get_window_extent()
    for text, box in found.items():
        if text.get_gid() == style.UNDER_ID:
            assert box.y0 >= frame.y1
        if text.get_gid() == style.CAPTION_ID:
            assert box.y1 <= frame.y0


def test_the_rows_of_the_key_do_not_touch(of_record):
    found, _ = boxes(of_record)
    rows = sorted((box.y0, box.y1) for text, box in found.items() if text.get_gid() == "site-row")
    assert len(rows) == len(sites.sites())
    assert all(high <= low + 1.0 for (_, high), (low, _) in itertools.pairwise(rows))


# Red when a letter or a mark of the key stands on the sample of its line and hides the dashes.
@pytest.mark.parametrize("name", ["of_record", "of_run"])
def test_nothing_stands_on_the_samples_of_the_key(request, name):
    figure = request.getfixturevalue(name)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()

    def places(gid):
        found = figure.findobj(lambda artist: artist.get_gid() == gid)
        discs = [getattr(one, "get_bbox_patch", lambda: None)() or one for one in found]
        return [disc.get_window_extent(canvas.get_renderer()) for disc in discs]

    samples, marks, words = (places(gid) for gid in ("key-line", "key-mark", "key-words"))
    assert len(samples) == len(marks) == len(told.USUAL) + len(parts.LINE_STROKES)
    for sample in samples:
        assert not any(sample.padded(1.0).overlaps(other) for other in (*marks, *words))


# --- what is shown


# Red when a crime enters the calendar and has no place on the map, or a place is of no event.
def test_every_crime_of_the_calendar_has_its_site():
    crimes = {event.id for event in sp.record.load().events if event.kind == sites.CRIME}
    assert {site.event for site in sites.sites()} == crimes - set(sites.PLACELESS)
    assert set(sites.PLACELESS) < crimes
    assert all(site.source for site in sites.sites())
    assert [site.day for site in sites.sites()] == sorted(site.day for site in sites.sites())


# Red when the map says who was murdered but not by whom.
def test_every_site_names_who_did_it():
    for site in sites.sites():
        assert any(word in site.told for word in ("NKVD", "SS", "German", "Romanian forces")), site.event


def test_a_map_of_the_record_shows_fronts_lines_and_sites(of_record):
    shown = gids(of_record)
    for day in told.USUAL:
        assert f"front-{day.isoformat()}" in shown
    for line in sp.record.load().ruler().named_lines:
        assert f"line-{line.id}" in shown
    assert "sites" in shown and "recorded" not in shown
    words = [text.get_text() for text in of_record.findobj(Text)]
    assert "5 December 1941" in words and "Tokyo" in words and "Stockholm" in words
    assert not any("Mtsensk" in word for word in words)


# Red when a town is said to have fallen: a sector's front is no town.
def test_nothing_says_that_a_town_fell(of_run):
    for text in of_run.findobj(Text):
        if text.get_gid() != style.CAPTION_ID:
            assert not {"fell", "fallen", "taken", "captured", "lost"} & set(text.get_text().lower().split())
    caption = sp.figures.caption(of_run)
    assert "interpolated" in caption and "A sector's front is no town" in caption
    assert "Rybinsk" in caption and "Finland and the Balkans lie outside" in caption


def test_a_what_if_is_shown_from_its_branch_beside_the_record(of_run, run):
    shown = gids(of_run)
    assert "front-1943-07-05" in shown and "front-1941-12-05" not in shown and "recorded" in shown
    assert "Campaign 7, seed 1" in sp.figures.caption(of_run)
    days = told.days_of(told.of_run(run), None)
    assert [(day - days[0]).days for day in days] == list(told.AFTER_BRANCH)


def test_the_front_of_a_run_is_that_of_its_weeks(run):
    made = told.of_run(run)
    week = run.trajectory["date"].index(date(1943, 10, 3))
    expected = [run.trajectory[f"front_{sector}"][week] for sector in ("north", "centre", "south")]
    assert made.on(date(1943, 10, 3)) == pytest.approx(expected)


def test_a_batch_has_bars_for_its_middle_half():
    batch = sp.batch(KURSK, campaigns=12, seed=1, workers=1)
    made = told.of_batch(batch)
    assert (made.low <= made.km).all() and (made.km <= made.high).all() and (made.low < made.high).any()
    figure = sp.figures.map(batch, dates=[date(1943, 12, 5)])
    wide = [line for line in figure.axes[0].lines if line.get_linewidth() == 5.0]
    assert len(wide) == 3 and "three medians are no single war" in sp.figures.caption(figure)


# Red when a settlement is on the map and nobody is said to bear it.
def test_a_settlement_names_who_bears_it(run, monkeypatch):
    signed = replace(told.of_run(run), settled=(date(1943, 11, 2), 0.5))
    monkeypatch.setattr(plot_map, "told_of", lambda _: signed)
    figure = plot_map.map(run)
    caption = sp.figures.caption(figure)
    west, east = signed.ruler.beside(0.5)
    assert "A separate peace is signed on 2 November 1943" in caption
    assert f"between the {west.title} and the {east.title}" in caption
    assert "stay under German occupation" in caption and "are left to their murderers" in caption
    assert bearers.SHORT in caption
    heavy = {line.get_gid() for line in figure.axes[0].lines if line.get_linewidth() == 3.2}
    assert heavy == {f"line-{west.id}", f"line-{east.id}"}
    found, _ = boxes(figure)  # the longest caption there is
    words = next(box for text, box in found.items() if text.get_gid() == style.CAPTION_ID)
    assert words.y1 <= figure.axes[0].get_window_extent().y0 and words.y0 > 0


# A war that ends with a signature between two Sundays ends on the map on that day.
def test_a_signature_is_the_last_day(run):
    from sepeace.chronicle.event import EventNumbers

    last = run.trajectory["date"][-1]
    signing = replace(run.events[-1], kind="signing", date=date(last.year, last.month, last.day + 2))
    signing = replace(signing, numbers=EventNumbers({"first": 0.4, "second": 0.5}))
    made = told.of_run(replace(run, events=(*run.events, signing)))
    assert made.last == signing.date and made.settled == (signing.date, 0.4)
    assert made.on(signing.date) == made.on(last) and signing.date in told.days_of(made, None)


def test_fronts_can_be_told_apart_without_colour():
    assert len(parts.STROKES) == len(told.USUAL) + 1
    assert (
        len({mark for _, _, mark in parts.STROKES}) == len({str(dash) for _, dash, _ in parts.STROKES}) == 5
    )


# --- what is chosen, and refused


def test_days_and_lines_can_be_chosen():
    figure = sp.figures.map(sp.record.load(), dates=[date(1942, 8, 1)], lines=["dnieper"])
    shown = gids(figure)
    assert "front-1942-08-01" in shown and "line-dnieper" in shown and "line-frontier_1914" not in shown
    bare = gids(sp.figures.map(sp.record.load(), dates=[date(1942, 8, 1)], lines=[]))
    assert not {gid for gid in bare if gid.startswith("line-")}


@pytest.mark.parametrize(
    "days", [[], [date(1941, 6, 21)], [date(1945, 5, 9)], [date(1942, month, 1) for month in range(1, 7)]]
)
def test_days_that_cannot_be_shown(days):
    with pytest.raises(BadValue) as caught:
        sp.figures.map(sp.record.load(), dates=days)
    assert caught.value.key == "dates"


def test_a_line_that_there_is_not():
    with pytest.raises(UnknownName) as caught:
        sp.figures.map(sp.record.load(), lines=["dneper"])
    assert (caught.value.key, caught.value.nearest) == ("lines", "dnieper")


# --- the film


def test_a_film_has_its_frames_and_says_who_bears_a_settlement(gif):
    with Image.open(gif) as found:
        assert found.n_frames == film.FRAMES and found.info["loop"] == 0
        assert bearers.SHORT in found.info["comment"].decode()
        first = found.convert("RGB").tobytes()
        found.seek(film.FRAMES - 1)
        assert found.convert("RGB").tobytes() != first and found.info["duration"] == film.LAST_MS
    assert gif.stat().st_size < 3_000_000


def test_the_days_of_a_film_run_from_the_first_to_the_last():
    made = told.of_record(sp.record.load())
    days = film.days_of_frames(made)
    assert (days[0], days[-1], len(days)) == (date(1941, 6, 22), date(1945, 5, 8), film.FRAMES)
    steps = {(after - before).days for before, after in itertools.pairwise(days)}
    assert max(steps) - min(steps) <= 1


# Red when a frame shows another day's front, or a site before its day as if it had happened.
def test_a_frame_shows_its_day(run):
    scene = film.Scene(told.of_run(run), ())
    scene.frame(date(1943, 7, 11))
    assert scene.moving["day"].get_text() == "11 July 1943"
    made = told.of_run(run)
    assert scene.moving["marks"].get_xdata() == pytest.approx(
        film.fronts.marks(made.on(date(1943, 7, 11)))[:, 0]
    )
    happened = [site for site in sites.sites() if site.day <= date(1943, 7, 11)]
    assert len(scene.moving["sites"].get_xdata()) == len(happened) == 8
    scene.frame(date(1943, 5, 2))
    assert scene.moving["news"].get_text() == "until the branch held to the record"
    scene.frame(made.last)
    assert scene.moving["news"].get_text() == made.ending


def test_a_film_is_a_gif(tmp_path):
    with pytest.raises(CannotWrite):
        sp.figures.map_film(sp.record.load(), tmp_path / "war.mp4")
    assert list(tmp_path.iterdir()) == []
