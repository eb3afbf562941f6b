"""What the main job says at its end: what to open, and what to type."""

import sys
from pathlib import Path

import pytest

from sepeace.cli import demo


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """This Python is in an environment .venv of the current folder, and nothing is on the path."""
    scripts = tmp_path / ".venv" / "bin"
    scripts.mkdir(parents=True)
    for name in ("python", "sepeace", "activate"):
        (scripts / name).write_text("#!/bin/sh\n")
        (scripts / name).chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(scripts / "python"))
    monkeypatch.setattr(sys, "prefix", str(scripts.parent))
    monkeypatch.setenv("PATH", "")
    return scripts


def onward():
    return "\n".join(demo._onward(Path("out/kursk.html"), "kursk", 1))


# Red when a line that is to be typed after the demo is not found by the shell.
@pytest.mark.skipif(sys.platform == "win32", reason="the names are those of other systems")
def test_the_program_is_called_as_the_terminal_knows_it(environment, monkeypatch):
    told = onward()
    assert told.startswith("Open out/kursk.html in a browser.\n")
    assert "\n  .venv/bin/sepeace run kursk --seed 1" in told and ". .venv/bin/activate" in told
    monkeypatch.setenv("PATH", str(environment))
    assert "\n  sepeace run kursk" in onward() and "activate" not in onward()
    (environment / "sepeace").unlink()
    assert "\n  .venv/bin/python -m sepeace run kursk" in onward() and "activate" not in onward()


# Red when another program of that name, earlier on the path, is taken for this one.
@pytest.mark.skipif(sys.platform == "win32", reason="the names are those of other systems")
def test_another_installation_is_not_named(environment, tmp_path, monkeypatch):
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "sepeace").write_text("")
    (other / "sepeace").chmod(0o755)
    monkeypatch.setenv("PATH", str(other))
    assert "\n  .venv/bin/sepeace run" in onward()


# Red when the demo ends in a list of files and leaves its reader there.
def test_the_demo_ends_with_what_to_do_next(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(demo, "write", lambda pair, folder, name: [folder / f"{name}.html"])
    with pytest.raises(SystemExit) as left:
        demo.main(["citadel_in_may", "-n", "2", "--workers", "1", "-o", str(tmp_path), "--quiet"])
    out = capsys.readouterr().out
    assert not left.value.code
    assert out.index("Written:") < out.index(f"Open {tmp_path / 'citadel_in_may.html'} in a browser.")
    assert "run citadel_in_may --seed 1 --since branch" in out
