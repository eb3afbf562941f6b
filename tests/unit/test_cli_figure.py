"""`sepeace figure`: one figure as one file, of a scenario or of a folder, and what is refused."""

import json

import pytest

import sepeace as sp
from sepeace.cli.verbs.figure import SOURCES

KURSK = "germany_wins_at_kursk"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A sweep in a folder of its own."""
    room = tmp_path_factory.mktemp("swept") / "swept"
    sp.sweep(KURSK, {"citadel": (-1, 2, 3)}, campaigns=4, results=room)
    return room


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """A batch in a folder of its own."""
    room = tmp_path_factory.mktemp("many") / "many"
    sp.batch(KURSK, campaigns=4, seed=5, workers=1, results=room)
    return room


# Red when a public figure cannot be had on the command line, or one is named that is none.
def test_every_public_figure_can_be_asked_for():
    public = set(sp.figures.__all__) - {"save", "title", "caption", "banner", "map_film"}
    assert set(SOURCES) == public, "SOURCES of cli/verbs/figure.py and figures/__init__.pyi differ"


# Red when another figure is drawn than was named, in another format, or nobody bears the settlement in it.
@pytest.mark.parametrize(
    ("words", "start"),
    [
        (("windows", "historical", "-n", "6", "-o", "a.svg"), b"<?xml"),
        (("frontier", KURSK, "--target", "0.5", "--by", "citadel", "-n", "6", "-o", "a.PNG"), b"\x89PNG"),
        (("wish_map", KURSK, "-o", "a.svg"), b"<?xml"),
        (("phase", "FOLDER", "-o", "a.png"), b"\x89PNG"),
        (("fears", "historical", "-n", "2", "-o", "a.svg"), b"<?xml"),
        (("leverage", KURSK, "-n", "2", "-o", "a.png"), b"\x89PNG"),
        (("map", "record", "--date", "1941-12-05", "--line", "none", "-o", "a.png"), b"\x89PNG"),
        (("map", "record", "-o", "a.gif"), b"GIF89a"),
        (("map", KURSK, "--campaign", "3", "--line", "dnieper", "-o", "a.svg"), b"<?xml"),
        (("map", "BATCH", "-o", "a.png"), b"\x89PNG"),
        (("map", "BATCH", "--campaign", "2", "-o", "a.svg"), b"<?xml"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_a_figure_is_written(sepeace_cli, folder, batch, tmp_path, monkeypatch, words, start):
    monkeypatch.chdir(tmp_path)
    named = [{"FOLDER": str(folder), "BATCH": str(batch)}.get(word, word) for word in words]
    status, out, err = sepeace_cli("figure", *named, "--json")
    told = json.loads(out)
    assert (status, told["figure"], told["file"]) == (0, words[0], words[-1]) and f"wrote {words[-1]}" in err
    assert (tmp_path / words[-1]).read_bytes().startswith(start)
    assert "Poland" in told["caption"] and told["title"]


# Red when a folder is run again instead of read: its own seed and number stand in the picture.
def test_a_folder_gives_the_figure_of_its_own_result(sepeace_cli, folder, tmp_path):
    path = tmp_path / "a.svg"
    assert sepeace_cli("figure", "phase", folder, "-o", path)[0] == 0
    assert path.read_text() == sp.figures.files.svg(sp.figures.phase(sp.read(folder)))


MISTAKES = [
    (("windws", "historical", "-o", "a.png"), "NAME", "windows"),
    (("windows", "FOLDER", "-o", "a.png"), "NAME", None),
    (("windows", "historical", "-o", "a.pdf"), "-o/--out", None),
    (("windows", "historical", "--target", "0.5", "-o", "a.png"), "--target", None),
    (("wish_map", "historical", "-o", "a.png"), "--day", None),
    (("wish_map", "historical", "--day", "1940-01-01", "-o", "a.png"), "--day", None),
    (("wish_map", "historical", "--day", "soon", "-o", "a.png"), "--day", None),
    (("phase", "FOLDER", "--seed", "0", "-o", "a.png"), "--seed", None),
    (("phase", KURSK, "-o", "a.png"), "--vary", None),
    (("frontier", KURSK, "-o", "a.png"), "--target", None),
    (("windows", "historicl", "-o", "a.png"), "SCENARIO", "historical"),
    (("windows", "historical", "--line", "dnieper", "-o", "a.png"), "--line", None),
    (("windows", "historical", "-o", "a.gif"), "-o/--out", None),
    (("map", "record", "-o", "a.pdf"), "-o/--out", None),
    (("map", "record", "--campaign", "3", "-o", "a.png"), "--campaign", None),
    (("map", "record", "--seed", "3", "-o", "a.png"), "--seed", None),
    (("map", KURSK, "--campaign", "3", "-n", "9", "-o", "a.png"), "-n/--campaigns", None),
    (("map", "record", "--date", "soon", "-o", "a.png"), "--date", None),
    (("map", "record", "--date", "1950-01-01", "-o", "a.png"), "--date", None),
    (("map", "record", "--date", "1943-01-01", "-o", "a.gif"), "--date", None),
    (("map", "record", "--line", "dneper", "-o", "a.png"), "--line", "dnieper"),
    (("map", "record", "--line", "none", "--line", "dnieper", "-o", "a.png"), "--line", None),
    (("map", "FOLDER", "-o", "a.png"), "NAME", None),
    (("fears", "BATCH", "-o", "a.png"), "NAME", None),
    (("leverage", "historical", "--vary", "citadel=0:1:2", "-o", "a.png"), "--vary", None),
    (("map", "BATCH", "--campaign", "4", "-o", "a.png"), "--campaign", None),
    (("map", "BATCH", "--seed", "4", "-o", "a.png"), "--seed", None),
]


# Red when a mistake is no single message with its place, leaves with another status than 2, or leaves a file.
@pytest.mark.parametrize(("words", "key", "near"), MISTAKES, ids=[" ".join(row[0])[:50] for row in MISTAKES])
def test_a_mistake_is_one_message(sepeace_cli, folder, batch, tmp_path, monkeypatch, words, key, near):
    monkeypatch.chdir(tmp_path)
    named = [{"FOLDER": str(folder), "BATCH": str(batch)}.get(word, word) for word in words]
    status, out, err = sepeace_cli("figure", *named, "--json")
    told = json.loads(err)
    assert (status, out, told["key"], told["nearest"]) == (2, "", key, near)
    assert list(tmp_path.iterdir()) == []


# Red when one campaign of a folder is another than that of its number: it is run again from seed and number.
def test_a_campaign_of_a_folder_is_the_one_of_its_number(sepeace_cli, batch, tmp_path):
    one, other = tmp_path / "one.svg", tmp_path / "other.svg"
    assert sepeace_cli("figure", "map", batch, "--campaign", "2", "-o", one)[0] == 0
    assert sepeace_cli("figure", "map", KURSK, "--campaign", "2", "--seed", "5", "-o", other)[0] == 0
    assert one.read_text() == other.read_text() and "Campaign 2, seed 5" in one.read_text()
