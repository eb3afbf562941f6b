"""`sepeace sweep`: ranges as they are typed, mistakes, tables and grids in words, the folder it leaves."""

import json

import pytest
import typer

import sepeace
from sepeace.cli.app import guarded
from sepeace.cli.verbs.sweep import lines, parsed
from sepeace.cli.verbs.sweep import sweep as verb
from sepeace.runs.sweep import sweep

KURSK = "germany_wins_at_kursk"


@pytest.fixture
def call(capsys):
    """The verb alone, as the command line calls it."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.callback()(lambda: None)
    app.command("sweep")(verb)

    def run(*words: str) -> tuple[int, str, str]:
        try:
            status = guarded(typer.main.get_command(app).main, ["sweep", *words], "sepeace")
        except SystemExit as left:
            status = int(str(left.code))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def test_ranges_are_read_as_they_are_typed():
    assert parsed(["citadel = -1.5 : 2 : 8", "cost_oil=2e-3:4e-3:3"]) == {
        "citadel": (-1.5, 2.0, 8),
        "cost_oil": (0.002, 0.004, 3),
    }


def test_values_and_readings_are_read_as_they_are_typed():
    assert parsed(["citadel = 2, -1,0", "strength=all", "frontier=1914,1941"]) == {
        "citadel": {-1.0, 0.0, 2.0},
        "strength": {"all"},
        "frontier": {"1914", "1941"},
    }


MISTAKES = [
    (("--vary", "citadel"), "--vary", None),
    (("--vary", "citadel=1:2"), "--vary", None),
    (("--vary", "=1:2:3"), "--vary", None),
    (("--vary", "citadel=1:2:3:4"), "--vary", None),
    (("--vary", "citadel=low:2:3"), "--vary citadel", None),
    (("--vary", "citadel=0:2:3.0"), "--vary citadel", None),
    (("--vary", "citadel=0:2:1"), "--vary citadel", None),
    (("--vary", "citadel=0:2:1000000000"), "--vary citadel", None),
    (("--vary", f"citadel=0:2:{'9' * 60}"), "--vary citadel", None),
    (("--vary", "citadel=nan:2:3"), "--vary citadel", None),
    (("--vary", "citadel=2:0:3"), "--vary citadel", None),
    (("--vary", "citadell=0:2:3"), "--vary citadell", "citadel"),
    (("--vary", "citadel=0:1:2", "--vary", "citadel=0:2:3"), "--vary citadel", None),
    (tuple(word for name in "abcd" for word in ("--vary", f"{name}=0:1:2")), "--vary", None),
    (("--vary", "citadel=1,1"), "--vary citadel", None),
    (("--vary", "citadel=1,"), "--vary", None),
    (("--vary", "strength=documnt,rational"), "--vary strength", "document"),
    (("--vary", "citadel=0:2:3", "--resume"), "--resume", None),
    (("--vary", "citadel=0:2:3", "--given", "brnch"), "--given", "branch"),
    ((), "--vary", None),
]


@pytest.mark.parametrize(("words", "key", "near"), MISTAKES, ids=[" ".join(row[0])[:60] for row in MISTAKES])
# Red when a mistake is no single message with its place, or leaves with another status than 2.
def test_a_mistake_is_one_message_and_status_2(call, words, key, near):
    status, out, err = call(KURSK, *words)
    assert (status, out) == (2, "") and err.startswith("sepeace: ") and err.count("\n") == 1
    status, out, err = call(KURSK, *words, "--json")
    told = json.loads(err)
    assert (status, out, told["key"], told["nearest"]) == (2, "", key, near)


# Red when the verb prints other numbers than the sweep has, or leaves the reference unmarked.
def test_one_axis_is_told_as_a_table(call):
    status, out, err = call(KURSK, "--vary", "strength_premium=0:0.8:3", "-n", "8", "--workers", "1")
    assert status == 0
    assert err.count("warning: strength_premium = ") == 2  # both ends lie outside its range
    lines = out.splitlines()
    assert lines[0] == f"{KURSK}: 8 campaigns at each of 3 points, seed 1, given branch"
    assert "default 0.4, and drawn in each campaign" in lines[2]
    start = next(place for place, line in enumerate(lines) if line.startswith("strength_premium  window"))
    assert [line.split()[0] for line in lines[start + 1 : start + 4]] == ["0", "0.4*", "0.8"]
    assert "passes one half near strength_premium = 0." in out
    assert "An interval is that of one point alone" in out


# Red when rows and columns of the grid are exchanged, or values that are left out are not spoken of.
def test_two_axes_are_told_as_a_grid(monkeypatch):
    vary = {"strength_premium": (0.0, 0.4, 2), "citadel": (-0.5, 2.0, 2)}
    swept = sweep(sepeace.load(KURSK), vary, campaigns=8)
    told = lines(swept)
    start = next(place for place, line in enumerate(told) if "across" in line)
    rows = [line.split() for line in told[start + 2].splitlines()]
    assert rows[0][:3] == ["citadel", "0", "0.4*"]
    assert [row[0] for row in rows[1:]] == ["2#", "-0.5*"]
    window = dict(zip(zip(swept.column("citadel"), swept.column("strength_premium"), strict=True),
                      swept.column("window"), strict=True))  # fmt: skip
    for row, score in zip(rows[1:], (2.0, -0.5), strict=True):
        for place, premium in enumerate((0.0, 0.4), start=1):
            assert float(row[place]) == pytest.approx(100.0 * window[score, premium], abs=0.51)
    monkeypatch.setattr("sepeace.cli.verbs.sweep.MOST_SHOWN", 1)
    assert any("Not every value is shown" in line for line in lines(swept))


# Red when the record is said to hold without the sweep though the scenario has another score.
# Red when three axes are told in another order, a reading by its place, or a figure is drawn of three.
def test_three_axes_are_told_as_a_table(call, tmp_path):
    vary = (
        "--vary",
        "citadel=-1,2",
        "--vary",
        "strength=document,rational",
        "--vary",
        "cost_oil=0.003:0.005:2",
    )
    status, out, err = call(KURSK, *vary, "-n", "2", "--workers", "1", "-o", str(tmp_path))
    assert status == 0 and not list(tmp_path.glob("phase*")) and "phase" not in err
    rows = [line.split()[:3] for line in out.splitlines() if line.startswith(("-1 ", "2# "))]
    assert rows[:3] == [
        ["-1", "document*", "0.003"],
        ["-1", "document*", "0.005"],
        ["-1", "rational", "0.003"],
    ]
    assert len(rows) == 8 and "strength: the default" in out


def test_marks_say_what_they_are(call):
    told = call(KURSK, "--vary", "citadel=-0.5:2:2", "-n", "2", "--workers", "1")[1].splitlines()
    assert told[2].endswith("recorded -0.5; set by this scenario: 2")
    assert [line.split()[0] for line in told[5:7]] == ["-0.5*", "2#"]
    place = told.index("* citadel: as recorded")
    assert told[place + 1] == "# the value that this scenario sets, and that holds without the sweep"
    told = call(KURSK, "--vary", "strength_premium=0.4:0.5:2", "-n", "2", "--workers", "1")[1].splitlines()
    assert "* strength_premium: the default" in told
    assert not any("#" in line for line in told)
    (axis,) = json.loads(call(KURSK, "--vary", "citadel=-0.5:2:2", "-n", "2", "--json")[1])["axes"]
    assert (axis["reference"], axis["origin"], axis["own"]) == (-0.5, "recorded", 2.0)


# Red when standard output holds anything beside the document, or the folder lacks a file that it should have.
def test_the_verb_leaves_a_folder_and_machine_output(call, tmp_path):
    folder = tmp_path / "out"
    words = (KURSK, "--vary", "citadel=-0.5:2:2", "-n", "4", "--workers", "1", "-o", str(folder))
    status, out, err = call(*words, "--json")
    assert status == 0 and f"wrote {folder}/" in err
    assert json.loads(out) == json.loads((folder / "sweep.json").read_text("utf-8"))
    names = {path.name for path in folder.iterdir()}
    assert names == {"manifest.json", "outcomes", "phase.png", "phase.svg", "sweep.json", "sweep.parquet"}
    status, out, err = call(*words, "--resume", "--json")
    assert status == 0 and "held the whole sweep already" in err
    assert call(*words)[0] == 2


# Red when Ctrl-C loses what is done, or does not say how to go on.
def test_ctrl_c_says_how_to_go_on(call, tmp_path, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("sepeace.runs.sweep.sweep", stopped)
    status, out, err = call(KURSK, "--vary", "citadel=0:2:2", "-n", "4", "-o", str(tmp_path / "out"))
    assert (status, out) == (130, "")
    assert f"--vary citadel=0:2:2 -n 4 --seed 1 -o {tmp_path / 'out'} --resume" in err
    assert call(KURSK, "--vary", "citadel=0:2:2")[0] == 130
