"""`sepeace serve`: what it prints, how it ends, and what it refuses before anything is made."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import sepeace
from sepeace.classroom.serve import listening as places
from tests.rooms import get

PROJECT = Path(__file__).resolve().parents[2]
STARTED = """
import sys
from tests.rooms import PAGE
import sepeace.classroom.serve.served_page as made
made.served_page = lambda chosen: PAGE
from sepeace.cli.app import main
main(sys.argv[1:], listen=True)
"""
"""The verb with a page that takes no time to make."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


# Red when the verb tells no address, Ctrl-C is no way out, or something is written that nobody asked for.
def test_the_verb_serves_until_ctrl_c(tmp_path):
    port, kept = free_port(), tmp_path / "kept.csv"
    paths = os.pathsep.join([str(Path(sepeace.__file__).parents[1]), str(PROJECT)])
    words = ["serve", "germany_wins_at_kursk", "--port", str(port), "--keep", str(kept)]
    with subprocess.Popen(
        [sys.executable, "-c", STARTED, *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        assert started.stdout is not None
        lines = [started.stdout.readline() for _ in range(3)]
        assert lines[0].split()[-1] == f"http://127.0.0.1:{port}/"
        found = re.fullmatch(
            rf"For the teacher:\s+http://127.0.0.1:{port}/#teacher=([\w-]{{32}})\n", lines[1]
        )
        assert found is not None and "Ctrl-C" in lines[2]
        assert b'"rooms":[]' in get(port, "/api/rooms", f"Authorization: Bearer {found[1]}\r\n")
        started.send_signal(signal.SIGINT)
        _, errors = started.communicate(timeout=20)
        assert started.returncode == 0 and errors.splitlines()[-1].startswith("sepeace: ended")
        assert "Traceback" not in errors
    assert [path.name for path in tmp_path.iterdir()] == ["kept.csv"]
    assert kept.read_text(encoding="utf-8").startswith("room,pupil,kind")


# Red when a busy port ends in a traceback, or the message names no way out.
def test_a_busy_port_has_a_way_out(sepeace_cli):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        status, out, err = sepeace_cli("serve", "germany_wins_at_kursk", "--port", str(port))
    assert status == 2 and not out and f"given: {port}" in err and re.search(r"--port \d+", err)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--port", "0"], "1 to 65535"),
        (["--port", "65536"], "1 to 65535"),
        (["--port", "-1"], "1 to 65535"),
        (["--port", "http"], "not a whole number"),
        (["--port", "8000.5"], "not a whole number"),
        (["--address", "10.0.0.1"], "--lan"),
        (["--lan", "--address", "203.0.113.77"], "address"),
        (["--keep", "."], "a name that is not taken"),
        (["--keep", "no/such/folder.csv"], "folder"),
        (["germany_wins_at_kurks"], "germany_wins_at_kursk"),
        (["germany_wins_at_kursk", "germany_wins_at_kursk"], "twice"),
        (["--set", "strength=rationale"], "rational"),
    ],
)
def test_what_the_verb_refuses(sepeace_cli, words, said, monkeypatch):
    monkeypatch.setattr(places, "addresses", lambda: ["192.168.7.9"])
    status, out, err = sepeace_cli("serve", *words)
    assert status == 2 and not out and said in err and "Traceback" not in err


# Red when the verb without its packages says no more than that a module is missing.
def test_without_the_extra_it_says_how_to_install(sepeace_cli, monkeypatch):
    monkeypatch.setattr("sepeace.cli.verbs.serve.find_spec", lambda name: None)
    status, _, err = sepeace_cli("serve")
    assert status == 2 and "pip install 'sepeace[web]'" in err and err.count("\n") == 1
