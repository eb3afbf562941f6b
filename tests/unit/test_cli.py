"""The command line: exit statuses, messages, machine output, and what is imported when."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import sepeace
from sepeace.cli.app import STOPPED, app, guarded
from sepeace.cli.options import parsed
from sepeace.cli.output import check_folder, table, write_text
from sepeace.documents.checks.case import Case
from sepeace.documents.checks.check import CheckDocument
from sepeace.documents.checks.placebos import Placebos
from sepeace.errors import CannotWrite, SepeaceError
from sepeace.files import replacing
from sepeace.scenario import counted, shipped
from sepeace.validation.as_it_fell import tried

HEAVY = {"numpy", "scipy", "matplotlib", "simpy", "pyarrow", "pandas", "numba", "jinja2"}
VERBS = (
    "scenarios", "show", "record", "run", "batch", "compare", "sweep", "sensitivity", "invert",
    "calibrate", "check", "audit", "report", "figure", "page", "lesson", "serve", "bench",
    "warm-up", "schema",
)  # fmt: skip


def python(*words: str, **options) -> subprocess.CompletedProcess[str]:
    folder = str(Path(sepeace.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": folder, "COLUMNS": "40"}
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, env=environment, timeout=120, **options
    )


# --- what works -------------------------------------------------------------------------------------


def test_no_verb_prints_help_with_every_verb(sepeace_cli):
    status, out, err = sepeace_cli()
    assert status == 0 and not err
    assert all(f"\n  {verb} " in out for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(sepeace_cli, verb):
    status, out, _ = sepeace_cli(verb, "--help")
    assert status == 0
    assert f"Example:\n    sepeace {verb}" in out


def test_the_version_is_that_of_the_package(sepeace_cli):
    assert sepeace_cli("--version") == (0, f"sepeace {sepeace.__version__}\n", "")


def test_python_m_sepeace_is_the_same_program():
    assert python("-m", "sepeace", "--version").stdout == f"sepeace {sepeace.__version__}\n"


def test_names_and_questions_are_never_cut_or_wrapped_off_a_terminal():
    lines = python("-m", "sepeace", "scenarios").stdout.splitlines()
    place = lines.index("")  # those that tables and sums leave out stand below, under words that say so
    rows, apart = lines[1:place], lines[place + 3 :]
    assert [line.split()[0] for line in rows] == ["historical", *counted()]
    assert sorted(line.split()[0] for line in (*rows, *apart)) == sorted(shipped()) and apart
    assert all(line.endswith("?") for line in rows)


def test_scenarios_as_json(sepeace_cli):
    status, out, err = sepeace_cli("scenarios", "--json")
    assert status == 0 and not err
    assert [row["name"] for row in json.loads(out)["scenarios"]] == list(shipped())


def test_show_marks_changes_in_text_and_says_what_is_held(sepeace_cli):
    status, out, _ = sepeace_cli("show", "germany_wins_at_kursk", "--set", "cost_oil=0.005")
    assert status == 0
    marked = [line for line in out.splitlines() if line.startswith("* ")]
    assert len(marked) == 1 and "Citadel" in marked[0]
    assert "What a run holds fixed" in out and "cost_oil = 0.005" in out
    assert "If the attack at Kursk had won" in out


def test_a_value_outside_its_range_but_within_reach_is_taken_with_a_warning(sepeace_cli):
    status, out, err = sepeace_cli("show", "historical", "--set", "cost_oil=0.009")
    assert status == 0 and "cost_oil = 0.009" in out
    assert err == "sepeace: warning: cost_oil = 0.009 lies outside its range, 0.002 to 0.008\n"


def test_show_as_json_has_the_time_line(sepeace_cli):
    content = json.loads(sepeace_cli("show", "citadel_in_may", "--json")[1])
    assert [row["id"] for row in content["timeline"] if row["changed"]] == ["citadel"]
    assert content["branch"] == "1943-04-15"


def test_show_all_begins_with_the_war(sepeace_cli):
    assert "1941-06-22" in sepeace_cli("show", "uranus_fails", "--all")[1]
    assert "1941-06-22" not in sepeace_cli("show", "uranus_fails")[1]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("contacts", "forgery suspected"),
        ("operations", "citadel"),
        ("operations", "Scores were coded twice."),
        ("fronts", "centre"),
        ("locks", "the demand for unconditional surrender"),
        ("slips", "Mtsensk"),
        ("finland", "A written readiness to surrender"),
        ("finland_front", "Vyborg lost"),
        ("channels", "Legations and agents in Stockholm"),
        ("lines", "Dnieper line"),
        ("crimes", "Babi Yar, Kiev"),
    ],
)
def test_the_record_is_told_in_parts(sepeace_cli, part, words):
    status, out, _ = sepeace_cli("record", part)
    assert status == 0 and words in out
    assert set(json.loads(sepeace_cli("record", part, "--json")[1])) == {part}


def test_the_whole_record_has_all_parts(sepeace_cli):
    assert set(json.loads(sepeace_cli("record", "--json")[1])) == {
        "claims",
        "contacts",
        "operations",
        "fronts",
        "events",
        "news",
        "people",
        "parameters",
        "locks",
        "slips",
        "channels",
        "crimes",
        "lines",
        "finland",
        "finland_front",
    }


def test_check_holds_and_its_json_is_nothing_else(sepeace_cli):
    status, out, err = sepeace_cli("check", "--json")
    content = json.loads(out)
    assert status == 0 and content["ok"] is True and not err
    assert set(content["cases"][0]) == {"id", "expected", "got", "tolerance", "ok"}


# --- mistakes ---------------------------------------------------------------------------------------

RUNS = ("batch", "historical")
MISTAKES = [
    ((*RUNS, "-n", "abc"), "-n/--campaigns", None),
    ((*RUNS, "-n", "0"), "-n/--campaigns", None),
    ((*RUNS, "-n", "-5"), "-n/--campaigns", None),
    ((*RUNS, "-n", "1.5"), "-n/--campaigns", None),
    ((*RUNS, "-n", "10000001"), "-n/--campaigns", None),
    ((*RUNS, "--campaigns", "9" * 60), "-n/--campaigns", None),
    ((*RUNS, "--seed", "abc"), "--seed", None),
    ((*RUNS, "--seed", "-1"), "--seed", None),
    ((*RUNS, "--seed", str(2**64)), "--seed", None),
    ((*RUNS, "--workers", "0"), "--workers", None),
    ((*RUNS, "--workers", "two"), "--workers", None),
    ((*RUNS, "--given", "foo"), "--given", None),
    ((*RUNS, "--given", "brnch"), "--given", "branch"),
    ((*RUNS, "--resume"), "--resume", None),
    ((*RUNS, "--set", "foo"), "--set", None),
    ((*RUNS, "--set", "=1"), "--set", None),
    ((*RUNS, "--set", "ideology="), "--set", None),
    ((*RUNS, "--set", "foo=bar"), "--set foo", None),
    ((*RUNS, "--set", "foo=nan"), "--set foo", None),
    ((*RUNS, "--set", "cost_oil=nan"), "--set cost_oil", None),
    ((*RUNS, "--set", "cost_oil=inf"), "--set cost_oil", None),
    ((*RUNS, "--set", "cost_oil=much"), "--set cost_oil", None),
    ((*RUNS, "--set", "cost_oil=99"), "--set cost_oil", None),
    ((*RUNS, "--set", "cost_oyl=1"), "--set cost_oyl", "cost_oil"),
    ((*RUNS, "--set", "ideology=0.1"), "--set ideology", None),
    ((*RUNS, "--set", "strength=rationl"), "--set strength", "rational"),
    ((*RUNS, "--set", "switches_off=oil,oyl"), "--set switches_off", "oil"),
    ((*RUNS, "--set", "cost_oil=0.004", "--set", "cost_oil=0.005"), "--set cost_oil", None),
    (("run", "historical", "--campaign", "-1"), "--campaign", None),
    (("compare", "germany_wins_at_kursc"), "SCENARIO", "germany_wins_at_kursk"),
    (("compare",), "SCENARIO", None),
    (("record", "sips"), "PART", "slips"),
    (("scenario",), None, "scenarios"),
    ((*RUNS, "--sed", "3"), None, "--seed"),
    ((*RUNS, "extra"), None, None),
    (("show", "historical", "--given", "branch"), "given", None),
]


@pytest.mark.parametrize(
    ("words", "key", "near"), MISTAKES, ids=[" ".join(words)[:60] for words, _, _ in MISTAKES]
)
def test_a_mistake_is_one_message_and_status_2(sepeace_cli, words, key, near):
    status, out, err = sepeace_cli(*words)
    assert (status, out) == (2, "")
    assert err.startswith("sepeace: ") and err.count("\n") == 1
    status, out, err = sepeace_cli(*words, "--json")
    told = json.loads(err)
    assert (status, out) == (2, "")
    assert set(told) == {"error", "message", "file", "key", "given", "allowed", "nearest"}
    assert (told["key"], told["nearest"]) == (key, near)


def test_a_mistake_in_a_file_names_the_file_and_the_place(sepeace_cli, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('schema = 1\ntitle = "x"\nquestion = "y?"\nbranch = 1943-07-05\nantecedent = "z"\n'
                    '[[change]]\noperation = "citadel"\noutcome = "sucess"\n')  # fmt: skip
    status, _, err = sepeace_cli("show", str(path), "--json")
    told = json.loads(err)
    assert status == 2
    assert (told["file"], told["key"]) == (str(path), "change[1].outcome")
    assert (told["given"], told["nearest"]) == ("sucess", "success")


@pytest.mark.parametrize("verb", ["batch", "compare", "report", "run"])
def test_an_unwritable_output_is_refused_before_anything_runs(sepeace_cli, tmp_path, verb, monkeypatch):
    (tmp_path / "file").write_text("taken")
    monkeypatch.setattr("sepeace.scenario.library.load", lambda name: pytest.fail("the scenario was loaded"))
    status, out, err = sepeace_cli(verb, "historical", "-o", str(tmp_path / "file" / "below.html"))
    assert (status, out) == (2, "")
    assert "nothing can be written here" in err and "file is not a folder" in err


def test_a_report_needs_a_file_and_not_a_folder(sepeace_cli, tmp_path):
    assert "a file is needed" in sepeace_cli("report", "historical", "-o", str(tmp_path))[2]
    assert "missing option" in sepeace_cli("report", "historical")[2]


# Red when HTML is written under a name that no browser or reader opens as HTML.
def test_a_report_is_named_as_what_it_is(sepeace_cli, tmp_path):
    status, _, err = sepeace_cli(
        "report", "germany_wins_at_kursk", "-n", "4", "-o", str(tmp_path / "kursk.pdf")
    )
    assert status == 2 and "ends in .html" in err and not list(tmp_path.iterdir())


def test_a_fault_of_our_own_is_one_line_and_status_1(capsys):
    def broken(**_):
        raise RuntimeError("two\nlines")

    assert guarded(broken, [], "sepeace") == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "RuntimeError: two lines" in err and "SEPEACE_DEBUG=1" in err


def test_a_fault_shows_its_place_when_asked_to(monkeypatch):
    def broken(**_):
        raise RuntimeError("deep")

    monkeypatch.setenv("SEPEACE_DEBUG", "1")
    with pytest.raises(RuntimeError):
        guarded(broken, [], "sepeace")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_full_disk_is_one_line_and_status_1():
    with open("/dev/full", "w") as full:
        words = [sys.executable, "-m", "sepeace", "scenarios"]
        environment = {**os.environ, "PYTHONPATH": str(Path(sepeace.__file__).parents[1])}
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, env=environment)
    assert (done.returncode, done.stderr) == (1, "sepeace: no space is left to write to\n")


def test_a_check_that_fails_leaves_with_status_1(sepeace_cli, monkeypatch):
    case = Case(id="X1", expected=1.0, got=2.0, tolerance=0.1, ok=False)
    none = Placebos(seed=1, exact=())
    found = CheckDocument(cases=(case,), hindcast=(), claims=(), placebos=none, as_it_fell=tried(), ok=False)
    monkeypatch.setattr("sepeace.validation.check.check", lambda: found)
    status, out, _ = sepeace_cli("check")
    assert status == 1 and "FAILS" in out
    assert sepeace_cli("check", "--json")[0] == 1


def test_ctrl_c_is_one_line(capsys):
    def stopped(**_):
        raise KeyboardInterrupt

    assert guarded(stopped, [], "sepeace") == 130
    assert capsys.readouterr().err == STOPPED + "\n"


def test_ctrl_c_in_a_verb_is_one_line_and_leaves_nothing(sepeace_cli, monkeypatch, tmp_path):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("sepeace.runs.batch.batch", stopped)
    status, out, err = sepeace_cli("batch", "historical")
    assert (status, out, err.strip()) == (130, "", STOPPED)
    status, out, err = sepeace_cli("batch", "historical", "-o", str(tmp_path / "out"))
    assert (status, out) == (130, "") and err.count("\n") == 1
    assert "0 campaigns are safe" in err and f"-o {tmp_path / 'out'} --resume" in err
    assert list(tmp_path.iterdir()) == []


def test_a_reader_who_leaves_early_is_no_fault():
    code = (
        "import subprocess, sys; p = subprocess.Popen([sys.executable, '-m', 'sepeace', 'record'],"
        "stdout=subprocess.PIPE, stderr=subprocess.PIPE); p.stdout.read(1); p.stdout.close();"
        "sys.stdout.write(p.stderr.read().decode()); p.wait()"
    )
    assert python("-c", code).stdout == ""


# --- files and tables -------------------------------------------------------------------------------


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "new" / "a.txt"
    write_text(path, "one\n")
    with pytest.raises(KeyError), replacing(path) as temporary:
        temporary.write_text("half of tw")
        raise KeyError
    assert path.read_text() == "one\n"
    assert [entry.name for entry in path.parent.iterdir()] == ["a.txt"]


def test_checking_a_folder_leaves_nothing_behind(tmp_path):
    assert check_folder(tmp_path / "a" / "b") == tmp_path / "a" / "b"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_a_folder_without_a_usable_name_is_refused(name):
    with pytest.raises(CannotWrite):
        check_folder(name)


def test_columns_are_as_wide_as_their_widest_cell():
    text = table([("a", None, 1.5), ("b" * 60, ("x", "y"), "two\n lines ")], ("one", "two", "three"))
    lines = text.splitlines()
    assert lines[0].index("two") == 62
    assert lines[1].endswith("1.5") and lines[2].endswith("x, y  two lines")


def test_settings_become_text_numbers_and_lists():
    values = parsed(["strength=rational", "cost_oil = 4e-3", "switches_off=oil, strength"])
    assert values == {"strength": "rational", "cost_oil": 0.004, "switches_off": ["oil", "strength"]}


# --- what is imported when ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [["scenarios"], ["--version"], ["show", "uranus_fails"], ["record", "slips"], ["run"]]
)
def test_light_verbs_import_nothing_heavy(words):
    code = (
        "import sys\nfrom sepeace.cli.app import main\n"
        f"try:\n    main({words!r})\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write('\\n' + ' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    imported = set(python("-c", code).stderr.splitlines()[-1].split())
    assert "sepeace" in imported
    assert not imported & HEAVY - ({"numpy"} if words[0] == "show" else set())  # its plan knows of reports


def test_a_list_of_scenarios_needs_no_pydantic():
    use = "from sepeace.scenario.library import headings; headings()"
    code = f"import sys; {use}; print('pydantic' in sys.modules)"
    assert python("-c", code).stdout == "False\n"


def test_the_package_itself_imports_none_of_its_rooms():
    code = "import sys, sepeace; print([name for name in sys.modules if name.startswith('sepeace.')])"
    assert python("-c", code).stdout == "['sepeace.shapes', 'sepeace.display', 'sepeace.version']\n"


def test_every_public_name_is_found_and_no_other():
    for name in sepeace.__all__:
        assert getattr(sepeace, name) is not None
        assert name in dir(sepeace)
    with pytest.raises(AttributeError):
        sepeace.no_such_name  # noqa: B018
    assert issubclass(sepeace.SepeaceError, Exception) and sepeace.SepeaceError is SepeaceError


def test_every_verb_is_registered_once():
    assert tuple(command.name for command in app.registered_commands) == VERBS
