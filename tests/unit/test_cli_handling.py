"""What reaches a terminal, a page or a picture, and how a run is left: nothing steers, nothing breaks."""

import json
import os
import signal
import subprocess
import sys
import warnings
from contextlib import suppress

import pytest

from sepeace import figures
from sepeace.cli import output
from sepeace.errors import BadValue, printable, unprintable
from sepeace.runs.batch import batch
from sepeace.scenario.schema import read
from tests.fuzz.grammar import RECORD

SIMPLE = """schema = 1
title = {title}
question = "What if?"
branch = 1943-07-05
antecedent = "Supposed."
sources = ["own supposition"]

[[change]]
operation = "citadel"
outcome = "limited"
"""

# --- words


@pytest.mark.parametrize("wrong", ["\0", "\x1b[31m", "\a", "\x7f", "\u202e", "\u2028", "\ufffe", "\x85"])
def test_what_steers_a_terminal_is_refused_in_a_file_and_written_out_elsewhere(wrong):
    """Red if a title can colour the terminal or break the page."""
    title = json.dumps(f"a{wrong}b")
    with pytest.raises(BadValue, match=r"title: this text holds U\+") as caught:
        read(SIMPLE.format(title=title), name="test")
    assert unprintable(str(caught.value)) is None
    assert unprintable(printable(f"a{wrong}b")) is None


@pytest.mark.parametrize("right", ["Война", "戦争", "🕊️", "a b", "👩‍👧", "می‌خواهم", "$x^2$"])
def test_words_of_any_script_pass(right):
    assert read(SIMPLE.format(title=json.dumps(right, ensure_ascii=False)), name="test").title == right


def test_a_title_is_drawn_as_it_stands(monkeypatch):
    """Red if a dollar begins a formula, or if a missing letter makes the library talk."""
    scenario = read(
        SIMPLE.format(title=json.dumps("Война 戦争 🕊️ $x^2$ $\\alpha", ensure_ascii=False)), name="test"
    )
    made = batch(scenario, campaigns=2, seed=1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = figures.anatomy(made)
        drawn = figures.files.svg(figure) if hasattr(figures, "files") else ""
    assert figures.title(figure).startswith("Война □□ □ $x^2$ $\\alpha: ") and "\0" not in drawn


# --- the terminal


@pytest.mark.parametrize("columns", [20, 40])
def test_no_line_is_wider_than_the_terminal_where_blanks_allow(monkeypatch, capsys, columns):
    monkeypatch.setattr(output, "width", lambda: columns)
    rows = [(row.start, row.id, row.title, row.source) for row in RECORD.contacts]
    output.say(output.table(rows, ("when", "id", "what", "source")))
    output.say("readings: motive sincere, strength document, initiative mastny, frontier 1941, numbers prior")
    wide = [line for line in capsys.readouterr().out.splitlines() if len(line) > columns]
    assert all(len(line.split()) == 1 for line in wide)


def test_json_is_never_folded(monkeypatch, capsys):
    monkeypatch.setattr(output, "width", lambda: 20)
    output.emit_json({"words": "one two three four five six seven eight nine ten"})
    assert json.loads(capsys.readouterr().out)["words"].endswith("ten")


def test_a_comma_in_a_number_is_told_how_to_write_it(sepeace_cli):
    status, _, err = sepeace_cli("show", "historical", "--set", "reference=0,7")
    assert status == 2 and "write 0.7" in err


@pytest.mark.parametrize(
    ("part", "words", "row"),
    [
        ("parameters", "cost month war", "cost_base"),
        ("parameters", "CHANCE refusal", None),
        ("events", "overlord", "second_front"),
    ],
)
def test_the_record_is_searched_by_words(sepeace_cli, part, words, row):
    status, out, _ = sepeace_cli("record", part, "--find", words, "--json")
    if row is None:
        assert status in (0, 2)
        return
    found = json.loads(out)[part]
    assert row in [one.get("key") or one.get("id") for one in found]


def test_words_that_no_row_holds_are_refused(sepeace_cli):
    status, _, err = sepeace_cli("record", "--find", "xyzzy")
    assert status == 2 and "no row holds these words" in err


# --- how it is left


def heed_interrupts():
    """What a suite that runs in the background of a shell ignores, its children would ignore too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def in_a_process(*words):
    return subprocess.Popen(
        [sys.executable, "-m", "sepeace", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


LISTENING = """
import os, runpy, signal, sys
first, heed = [True], signal.signal
def told(number, handler):
    found = heed(number, handler)
    if first and first.pop():
        slow = [name for name in ("numpy", "numba", "typer", "sepeace.cli") if name in sys.modules]
        os.write(int(sys.argv.pop()), (" ".join(slow) + "\\n").encode())
    return found
signal.signal = told
runpy.run_module("sepeace", run_name="__main__", alter_sys=True)
"""
"""Runs `python -m sepeace`; once Ctrl-C is heeded, says in a pipe what slow things were read before."""


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
@pytest.mark.parametrize("seconds", [0.0, 0.3, 0.9])
def test_an_interrupt_while_it_starts_is_one_line(seconds):
    """Red if Ctrl-C during imports or planning ends in a traceback, or is heeded only after the imports."""
    words = ("batch", "historical", "-n", "100000", "--quiet", "--workers", "2")
    ours, its = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", LISTENING, *words, str(its)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed_interrupts,
        pass_fds=[its],
    )
    os.close(its)
    with open(ours) as pipe:
        assert pipe.readline() == "\n"
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (130, "stopped; nothing was written\n")


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX pipes")
def test_a_reader_that_has_enough_is_no_fault():
    process = in_a_process("record", "parameters")
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr.read() == "" and process.wait(60) == 0


# --- one row of the record in full


# Red when a row is shown without its source, terms or outcome, or a code stands where words should.
def test_one_contact_is_told_in_full(sepeace_cli):
    status, out, _ = sepeace_cli("record", "contacts", "mtsensk_1942")
    told = dict(line.split(": ", 1) for line in out.splitlines())
    assert status == 0 and told["id"] == "mtsensk_1942" and told["pair"] == "main"
    assert told["grade"] == "forgery suspected" and told["sender"] == "none"
    assert told["source"].startswith("Karpov, Generalissimus (2002)") and "antisemitic" in told["notes"]
    assert {"terms", "outcome", "response", "correction"} <= set(told) and told["line"] == "–"


# Red when only contacts can be asked for, or a number of men is told in powers of ten.
@pytest.mark.parametrize(
    ("part", "name", "line"),
    [
        ("operations", "citadel", "attacker strength: 780,900"),
        ("events", "katyn", "kind: politics"),
        ("parameters", "cost_base", "unit: share/month"),
        ("slips", "wolff_name", "contact: mtsensk_1942"),
    ],
)
def test_one_row_of_any_part_is_told_in_full(sepeace_cli, part, name, line):
    assert line in sepeace_cli("record", part, name)[1].splitlines()
    (row,) = json.loads(sepeace_cli("record", part, name, "--json")[1])[part]
    assert name in (row.get("id"), row.get("key"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("contacts", "mtsensk_1943"), "did you mean mtsensk_1942?"),
        (("fronts", "north"), "no id"),
    ],
)
def test_a_row_that_is_not_there_is_refused(sepeace_cli, words, said):
    status, _, err = sepeace_cli("record", *words)
    assert status == 2 and said in err and "ID" in err


# Red when a contact with Finland or the West stands in the list as if it were one of the two.
def test_the_list_of_contacts_names_the_pair(sepeace_cli):
    head, rows = sepeace_cli("record", "contacts")[1].splitlines()[1], sepeace_cli("record", "contacts")[1]
    assert head.split()[:4] == ["when", "id", "pair", "from"]
    row = next(line for line in rows.splitlines() if " bern_1943 " in line)
    assert "west" in row.split()
