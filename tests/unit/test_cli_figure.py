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


# Red when a public figure cannot be had on the command line, or one is named that is none.
def test_every_public_figure_can_be_asked_for():
    public = set(sp.figures.__all__) - {"save", "title", "caption"}
    assert set(SOURCES) == public, "SOURCES of cli/verbs/figure.py and figures/__init__.pyi differ"


# Red when another figure is drawn than was named, in another format, or nobody bears the settlement in it.
@pytest.mark.parametrize(
    ("words", "start"),
    [
        (("windows", "historical", "-n", "6", "-o", "a.svg"), b"<?xml"),
        (("frontier", KURSK, "--target", "0.5", "--by", "citadel", "-n", "6", "-o", "a.PNG"), b"\x89PNG"),
        (("wish_map", KURSK, "-o", "a.svg"), b"<?xml"),
        (("phase", "FOLDER", "-o", "a.png"), b"\x89PNG"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_figure_is_written(sepeace_cli, folder, tmp_path, monkeypatch, words, start):
    monkeypatch.chdir(tmp_path)
    named = [str(folder) if word == "FOLDER" else word for word in words]
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
]


# Red when a mistake is no single message with its place, leaves with another status than 2, or leaves a file.
@pytest.mark.parametrize(("words", "key", "near"), MISTAKES, ids=[" ".join(row[0])[:50] for row in MISTAKES])
def test_a_mistake_is_one_message(sepeace_cli, folder, tmp_path, monkeypatch, words, key, near):
    monkeypatch.chdir(tmp_path)
    named = [str(folder) if word == "FOLDER" else word for word in words]
    status, out, err = sepeace_cli("figure", *named, "--json")
    told = json.loads(err)
    assert (status, out, told["key"], told["nearest"]) == (2, "", key, near)
    assert list(tmp_path.iterdir()) == []
