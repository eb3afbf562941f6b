"""Tables on a terminal and off it, the line of progress, and what is said before a long wait."""

import os

import pytest

from sepeace.cli.output import progress, table, tenths
from sepeace.cli.verbs import warm_up

ROWS = [
    (
        "1943-06-18 to 1943-06-20",
        "stockholm_june_1943",
        "german",
        "A meeting is offered in the Swedish capital",
    ),
    ("1943-09-04", "stockholm_september_1943", "soviet", "Short"),
]
HEADS = ("when", "id", "from", "what was told of it")


@pytest.fixture
def terminal(monkeypatch):
    """Standard output is a terminal of so many columns."""

    def of(columns: int) -> None:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        monkeypatch.setattr(
            "sepeace.cli.output.shutil.get_terminal_size", lambda *_: os.terminal_size((columns, 24))
        )

    return of


# --- tables -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [40, 60, 80, 90, 100, 120, 200])
# Red when a table runs over the edge of the terminal, or a word, a name or a date is broken or lost.
def test_a_table_keeps_to_the_terminal_and_breaks_no_word(terminal, columns):
    terminal(columns)
    lines = table(ROWS, HEADS).splitlines()
    assert max(map(len, lines)) <= columns
    words = [word for line in lines for word in line.split()]
    assert sorted(words) == sorted(word for row in (HEADS, *ROWS) for cell in row for word in cell.split())
    dates = [line for line in lines if "1943-06-18" in line]
    assert len(dates) == 1 and "1943-06-18 to 1943-06-20" in dates[0]


# Red when text wraps though all of it fits, or anything does where nobody looks at it.
def test_a_table_that_fits_or_is_read_by_a_program_is_left_alone(terminal):
    off = table(ROWS, HEADS)
    assert len(off.splitlines()) == 3 and max(map(len, off.splitlines())) > 90
    terminal(max(map(len, off.splitlines())))
    assert table(ROWS, HEADS) == off


# Red when the text is not what wraps first, or its later lines stand under another column.
def test_the_widest_text_wraps_in_its_column(terminal):
    terminal(90)
    head, first, second, *_ = table(ROWS, HEADS).splitlines()
    start = head.index("what")
    assert first[start:].startswith("A meeting") and not second[:start].strip() and second[start] != " "


# Red when the rest of a long name in the first column looks like a row of its own.
def test_the_rest_of_a_name_hangs_in(terminal):
    terminal(40)
    rows = [("barrier: a side walked out of an open window", "33.3%"), ("  days open, median", "28")]
    lines = table(rows, ("share of campaigns", "with")).splitlines()
    assert lines[1].startswith("barrier") and lines[2].startswith("   ") and lines[3].startswith("  days")


# Red when a verb's table is not made for the terminal.
def test_the_record_fits_the_terminal(terminal, sepeace_cli):
    terminal(80)
    for part in ("contacts", "operations", "fronts", "slips"):
        assert max(map(len, sepeace_cli("record", part)[1].splitlines())) <= 80


# --- waiting ----------------------------------------------------------------------------------------


# Red when the first campaigns, or those of the first moments, are taken for the pace of all.
def test_no_time_left_is_told_before_the_pace_is_known(monkeypatch, capsys):
    now = iter([0.0, 1.0, 1.5, 3.0])
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sepeace.cli.output.time.monotonic", lambda: next(now))
    show = progress()
    for done, told in ((1, False), (1_000, True), (1_001, True)):
        show(done, 100_000)
        line = capsys.readouterr().err
        assert f"{done:,} of 100,000 campaigns" in line
        assert ("left" in line) is told


# Red when a long run whose stderr goes to a file says nothing for minutes, says it at every chunk, or writes
# a line over itself; or speaks on a terminal, which has a line of its own, or where it is to be quiet.
def test_off_a_terminal_each_tenth_of_a_long_run_is_a_line(monkeypatch, capsys):
    show = tenths()
    for done in (1, 999, 1_000, 1_001, 3_500, 10_000):
        show(done, 10_000)
    found = capsys.readouterr()
    assert found.out == ""
    assert found.err.splitlines() == [f"{done:,} of 10,000 campaigns" for done in (1_000, 3_500, 10_000)]
    assert tenths(quiet=True) is None
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert tenths() is None


# Red when the table of many what-ifs, the longest of all runs, goes on without a word, or speaks on stdout.
@pytest.mark.parametrize(("more", "spoken"), [((), True), (("--quiet",), False), (("--json",), False)])
def test_several_what_ifs_tell_how_far_they_are(sepeace_cli, more, spoken):
    words = ("compare", "uranus_fails", "citadel_in_may", "-n", "2", "--no-split", "--workers", "1", *more)
    status, out, err = sepeace_cli(*words)
    lines = err.splitlines()
    assert status == 0 and "of" in out and ("campaigns\n" in err) is spoken
    if spoken:
        assert len(lines) <= 10 and not set(err) & {"\r", "\x1b"}
        assert all(line.endswith(" campaigns") for line in lines) and lines[-1] not in out
        done, _, total, _ = lines[-1].split()
        assert done == total


# Red when half a minute passes without a word, or there is one where nothing is compiled.
@pytest.mark.parametrize(("known", "words", "told"), [
    (False, {}, True), (True, {}, False), (False, {"quiet": True}, False), (False, {"json": True}, False),
])  # fmt: skip
def test_compiling_is_announced(monkeypatch, capsys, known, words, told):
    said = []
    monkeypatch.setattr("sepeace.clocks.cache.complete", lambda: known)
    monkeypatch.setattr("sepeace.clocks.clock_choice.can_compile", lambda: True)
    monkeypatch.setattr("sepeace.clocks.clock_choice.load", lambda: said.append(capsys.readouterr().err))
    warm_up.warm_up(**words)
    assert said == ["compiling the model, once: about half a minute ...\n" if told else ""]
