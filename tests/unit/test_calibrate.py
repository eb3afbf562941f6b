"""Calibration in one call: its folder, its verb, its figure, what is said of it, and posteriors refused."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

from sepeace import figures
from sepeace.calibration import calibrate as calibrating
from sepeace.calibration import told
from sepeace.calibration import told_tables as tables
from sepeace.calibration.calibrate import CalibrationDesign, calibrate, read, wars_file
from sepeace.calibration.diplomacy import pool
from sepeace.cli.verbs import calibrate as verb
from sepeace.clocks import clock_choice
from sepeace.errors import BadValue
from sepeace.figures import style
from sepeace.fingerprint import parts_hashes
from sepeace.kernel import slots
from sepeace.scenario import posteriors
from tests.campaigns import quick
from tests.schemas import faults

WHICH = (
    ("document", "sincere", "mastny"),
    ("rational", "sincere", "mastny"),
    ("document", "leverage", "mastny"),
)
SMALL = CalibrationDesign(sets=64, lucks=2, wars=8, draws=400, which=WHICH)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a small calibration. Not to be changed."""
    room = tmp_path_factory.mktemp("calibrated")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEPEACE_CLOCK", quick())
        calibrate(room, SMALL)
    return room


@pytest.fixture(scope="module")
def found(folder):
    """What it found."""
    return read(folder)


def texts(figure):
    from matplotlib.text import Text

    return [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]


# --- the folder -------------------------------------------------------------------------------------------


# Red when a broken-off file of wars is taken for a whole one, or a whole one is run again.
def test_wars_that_are_whole_are_kept_and_broken_ones_run_again(folder, found, tmp_path, monkeypatch):
    shutil.copytree(wars_file(folder, WHICH[0]).parent, tmp_path / "wars")
    for broken in (wars_file(tmp_path, WHICH[1], calibrating.FREE), wars_file(tmp_path, WHICH[2])):
        broken.write_bytes(broken.read_bytes()[:-2000])
    ran, run_pool, run_held = [], calibrating.run_pool, calibrating.run_held
    monkeypatch.setenv("SEPEACE_CLOCK", quick())
    monkeypatch.setattr(
        calibrating, "run_pool", lambda which, *more: ran.append(which) or run_pool(which, *more)
    )
    monkeypatch.setattr(
        calibrating,
        "run_held",
        lambda sets, *more: ran.append(dict(sets.readings)) or run_held(sets, *more),
    )
    progress = []
    again = calibrate(tmp_path, SMALL, progress=lambda *step: progress.append(step))
    assert [(one["strength"], one["motive"]) for one in ran] == [
        ("rational", "sincere"),
        ("document", "leverage"),
    ]
    assert replace(again, seconds=0.0) == replace(found, seconds=0.0)
    assert progress[-1] == (SMALL.campaigns, SMALL.campaigns) == (3328, 3328)
    assert all(calibrating.safe(tmp_path, one, SMALL) for one in WHICH)


# Red when wars of another seed, of fewer sets or of another model are weighed as if they were of this one.
@pytest.mark.parametrize("other", [{"seed": 2}, {"sets": 65}, {"lucks": 3}, "model"])
def test_wars_of_another_run_are_not_used(folder, monkeypatch, other):
    if other == "model":
        monkeypatch.setattr(calibrating, "parts_hashes", lambda: {**parts_hashes(), "model": "0" * 16})
    design = SMALL if other == "model" else replace(SMALL, **other)
    assert not calibrating.safe(folder, WHICH[0], design)


# Red when posteriors are not written for each choice, are not of these wars, or share out too few slots.
def test_each_choice_of_readings_gets_a_posterior(folder, found):
    assert found.files == tuple(f"posteriors/{'-'.join(one)}.json" for one in WHICH)
    for name, row in zip(found.files, found.findings, strict=True):
        made = posteriors.read((folder / name).read_text("utf-8"), name)
        assert sum(made.counts) == slots.SETS and len(made.counts) == 64 and made.seed == SMALL.seed
        assert posteriors.other_than_here(made) is None
        assert made.diagnostics["effective"] == pytest.approx(row.effective, abs=0.1)


@pytest.mark.parametrize(("sets", "lucks"), [(63, 2), (64, 0)])
def test_too_few_to_weigh_is_said(tmp_path, sets, lucks):
    with pytest.raises(BadValue, match="too few to weigh"):
        calibrate(tmp_path, CalibrationDesign(sets=sets, lucks=lucks))


# --- posteriors that are refused ---------------------------------------------------------------------------


@pytest.fixture
def shipped(folder, found, monkeypatch):
    """Ships a posterior of the fixture with something changed; gives the readings that it is for."""

    def ship(**changed):
        text = (folder / found.files[0]).read_text("utf-8")
        made = replace(posteriors.read(text, "file"), **changed)
        monkeypatch.setattr(posteriors, "shipped", {made.name: made}.get)
        return {**posteriors.USUAL, **dict(zip(posteriors.READINGS, WHICH[0], strict=True))}

    return ship


# Red when numbers are drawn from a posterior of another model, prior or record, or nobody says which it was.
@pytest.mark.parametrize("part", ["model", "prior", "record"])
def test_a_posterior_of_another_model_prior_or_record_is_refused(shipped, part):
    assert posteriors.require(shipped()).counts
    readings = shipped(hashes={**parts_hashes(), part: "0" * 16})
    if posteriors.why_not(readings) is None:  # the one that runs is looked at where it is used
        assert part in str(posteriors.other_than_here(posteriors.shipped(posteriors.file_name(readings))))
        return
    with pytest.raises(BadValue) as caught:
        posteriors.require(readings)
    assert f"another {part}" in caught.value.message and "sepeace calibrate" in caught.value.message


# Red when a posterior is used under readings that it is not of.
@pytest.mark.parametrize("other", [{"strength": "rational"}, {"valuation": "steady"}, {"disputed": "in"}])
def test_there_is_none_for_other_readings(shipped, other):
    with pytest.raises(BadValue, match="none is shipped for"):
        posteriors.require({**shipped(), **other})


# Red when a damaged file gives a traceback, is read as another one, or passes.
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text[: len(text) // 2], "no posterior"),
        (lambda text: "[]", "no posterior"),
        (lambda text: text.replace('"drawn": "', '"drawn": "AAAA'), "no posterior"),
        (lambda text: text.replace('"strength"', '"force"'), "no posterior"),
    ],
)
def test_a_damaged_posterior_is_refused(folder, found, change, words):
    text = change((folder / found.files[0]).read_text("utf-8"))
    with pytest.raises(BadValue, match=words) as caught:
        posteriors.read(text, "kept.json")
    assert "kept.json" in caught.value.message


# Red when sets go missing from a file and nobody notices.
def test_a_posterior_with_slots_missing_is_refused(folder, found):
    made = posteriors.read((folder / found.files[0]).read_text("utf-8"), "file")
    fewer = replace(made, counts=(made.counts[0] + 1, *made.counts[1:]))
    with pytest.raises(BadValue, match="damaged"):
        posteriors.read(fewer.to_text(), "file")


# --- the verb ---------------------------------------------------------------------------------------------


@pytest.fixture
def instant(monkeypatch, found):
    """The verb with its work done already; notes what it was asked for."""
    asked = []

    def run(folder, design, workers, progress):
        asked.append((folder, design, workers))
        calibrating.write(found, folder)
        return found

    monkeypatch.setattr(calibrating, "calibrate", run)
    monkeypatch.setattr(verb, "_clock", lambda *_: None)
    return asked


# Red when the machine output is not what its schema says, or the folder does not hold the same.
def test_the_verb_writes_what_it_prints(sepeace_cli, instant, found, tmp_path):
    status, out, err = sepeace_cli(
        "calibrate", "-o", tmp_path / "a", "--sets", "64", "--workers", "1", "--json"
    )
    assert status == 0 and faults("calibrate", json.loads(out)) == []
    assert read(tmp_path / "a") == found and "wrote" in err
    assert instant == [(tmp_path / "a", CalibrationDesign(sets=64), 1)]
    assert {path.name for path in (tmp_path / "a").iterdir()} == {
        "calibrate.json",
        "calibration.png",
        "calibration.svg",
    }


# Red when the three sentences do not come first, a table is left out, or who bears a settlement is not said.
def test_the_verb_says_it_in_words(sepeace_cli, instant, found, tmp_path, monkeypatch):
    monkeypatch.setattr(verb, "_draw", lambda *_: [])
    status, out, _ = sepeace_cli("calibrate", "-o", tmp_path)
    assert status == 0 and out.splitlines()[0] == " ".join(told.plain(found))
    for title in (
        "What was learned",
        "Readings held",
        "Later reports",
        "Battles",
        "Ranks",
        "What speaks against",
    ):
        assert f"\n{title}" in out
    assert "prisoners of war" in out and f"make posteriors FROM={tmp_path}" in out
    usual = CalibrationDesign()
    assert (usual.sets, usual.lucks, usual.seed) == (verb.SETS, verb.LUCKS, verb.SEED)


# Red when Ctrl-C leaves without a word of what is safe and how to go on.
def test_after_ctrl_c_the_verb_says_how_to_go_on(sepeace_cli, instant, folder, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(calibrating, "calibrate", stopped)
    monkeypatch.setattr(calibrating, "safe", lambda _, one, __: one[0] == "document")
    status, out, err = sepeace_cli("calibrate", "-o", folder, "--sets", "64")
    assert (status, out) == (130, "") and f"6 of 18 choices of readings are safe in {folder}" in err
    assert (
        f"sepeace calibrate --sets 64 --lucks 2 --seed 1941 -o {folder}" in err
        and "nothing was written" not in err
    )


# Red when somebody waits for hours on the plain clock without having been told.
def test_without_the_compiled_clock_it_is_refused_or_said(sepeace_cli, instant, monkeypatch, tmp_path):
    monkeypatch.undo()
    monkeypatch.setenv("SEPEACE_CLOCK", "plain")
    status, _, err = sepeace_cli("calibrate", "-o", tmp_path, "--json")
    told_of = json.loads(err)
    assert status == 2 and told_of["key"] == "--sets" and "13 hours" in told_of["message"]
    assert "--sets 105 at most" in told_of["message"] and faults("error", told_of) == []
    monkeypatch.setattr(calibrating, "calibrate", lambda *_: pytest.fail("refused too late"))
    monkeypatch.setattr(verb, "PATIENCE", 1e-9)
    monkeypatch.delenv("SEPEACE_CLOCK")
    monkeypatch.setattr(clock_choice, "find_spec", lambda _: None)
    assert "pip install numba" in sepeace_cli("calibrate", "-o", tmp_path)[2]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("--sets", "63"), "--sets"),
        (("--sets", "many"), "--sets"),
        (("--seed", "-1"), "--seed"),
        (("-o", ""), "-o/--out"),
        (("--set", "strength=rational"), None),
    ],
)
def test_a_mistake_is_one_message(sepeace_cli, words, key):
    status, out, err = sepeace_cli("calibrate", *words, "--json")
    assert (status, out) == (2, "") and json.loads(err)["key"] == key


# --- what is said, and drawn -------------------------------------------------------------------------------


# Red when a failed test, a small posterior or reports that do not fit are not told as speaking against it.
def test_what_speaks_against_it_is_collected(found):
    ranks = tuple(replace(row, covered=0.9, p_value=0.5) for row in found.ranks)
    text = " ".join(told.against(replace(found, ranks=ranks)))
    assert "does not notice a prior that is handed back" in text and "under 3 of 3 choices" in text
    caught = tuple(replace(row, p_value=1e-9 if row.weights == "prior" else row.p_value) for row in ranks)
    assert "ranks" not in " ".join(told.against(replace(found, ranks=caught)))
    bad = (replace(ranks[0], covered=0.5), *caught[1:])
    assert "fail their test: 50.0%" in " ".join(told.against(replace(found, ranks=bad)))
    row = found.findings[0]
    odd = replace(row, expected=(replace(row.expected[0], more=0.01), *row.expected[1:]), effective=2_500.0)
    text = " ".join(told.against(replace(found, findings=(odd, *found.findings[1:]))))
    assert "have more than the record with a chance of 1.0% only" in text and "under 2 of 3 choices" in text


# Red when the tables have another row or number than was found.
def test_the_tables_are_of_what_was_found(found):
    usual = tables.usual(found)
    assert [row.strength for row in usual] == ["document", "rational"]
    heads, rows = tables.learned(found)
    assert len(heads) == 3 and [row[0].strip("`") for row in rows] == tables.told_of(found)
    assert len(tables.ranks(found)[1]) == 8 and len(tables.foretold(found)[1]) == 16
    assert [row[1] for row in tables.factors(found)[1]] == ["rational, document", "leverage, sincere"]
    heads, rows = tables.foretold_in_all(found)
    assert float(rows[0][1]) == pytest.approx(sum(row.log_score for row in found.hindcast[0].rows), abs=0.006)
    assert all(
        len(row) == len(heads)
        for heads, made in (tables.chances(found), tables.reports(found))
        for row in made
    )


# Red when the figure has another number than the tables, or leaves ranks, numbers, readings or reports out.
def test_the_figure_has_the_numbers_of_the_tables(found):
    figure = figures.calibration(found)
    drawn = {one.get_gid(): one for one in figure.findobj(lambda one: one.get_gid() is not None)}
    for row in found.factors:
        assert drawn[f"factor-{row.dispute}-{row.reading}"].get_xdata()[0] == pytest.approx(row.factor)
    for one in found.hindcast:
        for row in one.rows:
            mark = drawn[f"foretold-{row.side}-{row.half_year}-{one.strength}"]
            assert mark.get_ydata()[0] == pytest.approx(row.mean)
    for weights in ("posterior", "prior"):
        assert len(drawn[f"ranks-{weights}-rational"].get_xdata()) == SMALL.wars
    assert drawn["threshold"].get_xdata()[0] == 0.02
    assert "prisoners of war" in figures.caption(figure) and "seed 1941" in figures.caption(figure)


# Red when words run off the page, or the caption and what stands under the title lie over the drawing.
def test_no_text_of_the_figure_leaves_its_page(found):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = figures.calibration(found)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer, (width, height) = canvas.get_renderer(), canvas.get_width_height()
    boxes = {id(text): text.get_window_extent(renderer) for text in texts(figure)}
    for text in texts(figure):
        box = boxes[id(text)]
        assert min(box.x0, box.y0) >= -1, text.get_text()
        assert box.x1 <= width + 1 and box.y1 <= height + 1, text.get_text()
    panels = [axes.get_tightbbox(renderer) for axes in figure.axes]
    places = {text.get_gid(): text.get_window_extent(renderer) for text in figure.texts}
    assert places[style.CAPTION_ID].y1 <= min(box.y0 for box in panels)
    assert places[style.UNDER_ID].y0 >= max(box.y1 for box in panels)


# Red when looks differ by colour alone: in grey they could not be told apart.
def test_readings_differ_in_shape_and_line():
    from sepeace.figures.plot_calibration import LOOKS

    assert len({look["marker"] for look in LOOKS}) == len({str(look["linestyle"]) for look in LOOKS}) == 3


# Red when a folder that calibrate did not write gives a traceback, or options are taken that change nothing.
@pytest.mark.parametrize("source", ["historical", "EMPTY", "BAD"])
def test_the_figure_is_refused_of_other_folders(sepeace_cli, tmp_path, source):
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "calibrate.json").write_text('{"schema": 1}')
    named = {"EMPTY": str(tmp_path), "BAD": str(bad)}.get(source, source)
    status, out, err = sepeace_cli("figure", "calibration", named, "-o", tmp_path / "a.png", "--json")
    assert (status, out) == (2, "") and json.loads(err)["key"] == "SCENARIO|DIR"
    assert "sepeace calibrate" in err and not (tmp_path / "a.png").exists()


def test_the_figure_is_written_from_its_folder(sepeace_cli, folder, tmp_path):
    status, _, err = sepeace_cli("figure", "calibration", folder, "-o", tmp_path / "a.svg")
    assert status == 0 and "wrote" in err and (tmp_path / "a.svg").read_bytes().startswith(b"<?xml")
    status, _, err = sepeace_cli("figure", "calibration", folder, "-n", "5", "-o", tmp_path / "b.svg")
    assert status == 2 and "-n/--campaigns" in err


# Red when wars hang on how many threads run them, or sets have other feelers than their rates let expect.
def test_wars_are_the_same_from_any_number_of_threads(folder, monkeypatch):
    monkeypatch.setenv("SEPEACE_CLOCK", quick())
    monkeypatch.setattr(pool, "BLOCK", 24)
    readings = dict(zip(posteriors.READINGS, WHICH[0], strict=True))
    made = pool.run_pool(readings, SMALL.sets, pool.LUCKS, SMALL.seed, workers=3)
    with np.load(wars_file(folder, WHICH[0], calibrating.FREE)) as kept:
        assert all(np.array_equal(kept[name], getattr(made, name)) for name in pool.ARRAYS)
    assert made.expected.shape == (64, 2, 2, slots.CELLS)
    assert made.sent.sum() == pytest.approx(made.expected.sum(), rel=0.2)
