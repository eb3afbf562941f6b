"""What the command line says to somebody who mistyped, asks for help, or waits."""

import json
from types import SimpleNamespace

import pytest

from sepeace.cli.options import as_whole, whole_number
from sepeace.documents.checks.case import Case
from sepeace.documents.checks.check import CheckDocument
from sepeace.documents.checks.placebos import Placebos
from sepeace.errors import BadValue
from sepeace.validation.as_it_fell import tried

KURSK = "germany_wins_at_kursk"
AT_KURSK = {KURSK, "kursk_not_fought"}
AT_STALINGRAD = {"uranus_fails", "sixth_army_relieved"}


def case(id, ok):
    return Case(id=id, expected=1.0, got=1.0 if ok else 2.0, tolerance=0.1, ok=ok)


@pytest.fixture
def checked(sepeace_cli, monkeypatch):
    """What `check` prints of such cases and verdicts."""

    def call(*cases, words=(), verdicts=()):
        ok = all(row.ok for row in cases)
        forced = tuple(SimpleNamespace(verdict=one) for one in verdicts)
        placebos = Placebos(seed=1, exact=(), forced=forced)
        found = CheckDocument(
            cases=cases, hindcast=(), claims=(), placebos=placebos, as_it_fell=tried(), ok=ok
        )
        monkeypatch.setattr("sepeace.validation.check.check", lambda: found)
        monkeypatch.setattr("sepeace.validation.placebos.wording.forced", lambda rows: (("verdict",), []))
        return sepeace_cli("check", *words)

    return call


@pytest.mark.parametrize("text", ["12345", "12,345", "12_345", "+12,345", " 12345 "])
# Red when a number cannot be typed as the program itself prints it.
def test_a_whole_number_may_have_its_thousands_apart(text):
    assert whole_number(text, 1, 10**6, "-n") == 12_345


@pytest.mark.parametrize(
    "text", ["1,5", "1,0000", ",100", "1,000_000", "1__000", "1.000", "1 000", "", "9" * 60]
)
# Red when a separator anywhere is passed over, so that 1,5 is read as fifteen.
def test_a_separator_in_another_place_is_refused(text):
    assert as_whole(text) is None
    with pytest.raises(BadValue):
        whole_number(text, 1, 10**6, "-n")


# Red when the option's parser and the verb do not get the same number.
def test_a_verb_takes_thousands(sepeace_cli):
    status, out, _ = sepeace_cli("batch", "historical", "-n", "4", "--seed", "1,000", "--json")
    assert status == 0 and json.loads(out)["seed"] == 1000


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (("compare", KURSK, "-n"), "sepeace compare --help"),
        (("check", "--permutations"), "sepeace check --help"),
        (("compare",), "sepeace compare --help"),
        (("--versoin",), "sepeace --help"),
    ],
)
# Red when the help that a mistake points to is not that of the verb, or an option is said to be near itself.
def test_a_mistake_points_to_the_help_of_its_verb(sepeace_cli, words, where):
    status, out, err = sepeace_cli(*words)
    assert (status, out) == (2, "") and f"see: {where}" in err
    assert "did you mean -n" not in err


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("--permutations", "50"), "--permutations"),
        (("-n", "50"), "-n/--campaigns"),
        (("--seed", "2"), "--seed"),
        (("--workers", "1"), "--workers"),
    ],
)
# Red when an option that would do nothing is taken, or the message does not name it.
def test_options_of_the_long_placebos_need_them(sepeace_cli, words, key):
    status, _, err = sepeace_cli("check", *words)
    assert status == 2 and err.startswith(f"sepeace: {key}: only with --placebos")


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("kursk", AT_KURSK),
        ("stalingrad", AT_STALINGRAD),
        ("nowhere/kursk.toml", AT_KURSK),
        ("nowhere/stalingrad.toml", AT_STALINGRAD),
        ("encircled", {"uranus_fails"}),
        ("nowhere/relief.toml", {"sixth_army_relieved"}),
        ("separate_peace", {None}),
    ],
)
# Red when a folder or a word of most questions makes a scenario the nearest, or a telling word does not.
def test_a_scenario_is_found_by_what_it_is_about(sepeace_cli, given, near):
    told = json.loads(sepeace_cli("show", given, "--json")[2])
    assert told["nearest"] in near


# Red when a folder in common makes a file beside the likeliest, though its name is another.
def test_files_beside_are_compared_by_name(sepeace_cli, tmp_path):
    for name in ("uranus_fails", "mine_at_kursk"):
        (tmp_path / f"{name}.toml").write_text("")
    told = json.loads(sepeace_cli("show", str(tmp_path / "kursk.toml"), "--json")[2])
    assert told["nearest"] == str(tmp_path / "mine_at_kursk.toml")
    told = json.loads(sepeace_cli("show", str(tmp_path / "stockholm.toml"), "--json")[2])
    assert told["nearest"] == "stockholm_meeting_held_1943"


# Red when what a verb does is cut short on a terminal of ordinary width.
def test_no_line_of_the_help_is_cut(sepeace_cli, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lines = sepeace_cli("--help")[1].splitlines()
    listed = lines[lines.index("Commands:") + 1 :]
    assert len(listed) > 10 and not [line for line in listed if line.endswith("...")]


# --- what a check comes to ----------------------------------------------------------------------------


# Red when what holds is told case by case, or a case that fails is not told in full.
def test_a_check_tells_groups_and_what_fails(checked):
    cases = (case("D1.own", True), case("D1.enemy", True), case("H2.bluff", True), case("H2.message", False))
    status, out, _ = checked(*cases)
    assert status == 1
    lines = [line.split() for line in out.splitlines()]
    assert lines[0] == ["Limiting", "cases:", "3", "of", "4", "hold"]
    assert lines[2] == ["attrition", "by", "Lanchester's", "laws", "2", "of", "2"]
    assert lines[3][-3:] == ["1", "of", "2"]
    assert lines[5] == ["H2.message", "FAILS", "1", "2", "0.1"]
    assert "D1.own" not in out and out.endswith("\n1 of 4 fail; they are marked FAILS.\n")


# Red when there is no way left to see every case.
def test_a_check_tells_every_case_when_asked_to(checked):
    out = checked(case("D1.own", True), case("H2.bluff", True), words=("--all",))[1]
    assert "D1.own" in out and "H2.bluff" in out and "attrition" not in out
    assert out.endswith("\nAll 2 hold.\n")


# Red when a case belongs to no group that has a name.
def test_every_case_belongs_to_a_group():
    from sepeace.validation.check import _data, group
    from sepeace.validation.hindcast import hindcast

    ids = [entry["id"] for entry in _data()["cases"]] + [row.id for row in hindcast()]
    assert not [id for id in ids if group(id) == "other cases"]


# Red when a check ends in "All hold." below a placebo that did not come out as hoped, or fails for it.
def test_a_check_ends_with_what_the_long_placebos_came_to(checked):
    verdicts = (None, "as_hoped", "as_hoped", "not_as_hoped", "undecided")
    status, out, _ = checked(case("D1.own", True), verdicts=verdicts)
    last = out.splitlines()[-1]
    assert status == 0 and last.startswith("All 1 hold. Of the 4 other operations")
    assert "2 came out as hoped and 1 did not; of 1 these runs cannot tell" in last
    assert "does not fail the check" in last
