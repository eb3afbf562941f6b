"""What the command line says to somebody who mistyped, asks for help, or waits."""

import json

import pytest

from sepeace.cli.options import as_whole, whole_number
from sepeace.errors import BadValue

KURSK = "germany_wins_at_kursk"


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
        ("kursk", KURSK),
        ("stalingrad", "uranus_fails"),
        ("nowhere/kursk.toml", KURSK),
        ("nowhere/stalingrad.toml", "uranus_fails"),
        ("separate_peace", None),
    ],
)
# Red when a folder or a word of most questions makes a scenario the nearest, or a telling word does not.
def test_a_scenario_is_found_by_what_it_is_about(sepeace_cli, given, near):
    told = json.loads(sepeace_cli("show", given, "--json")[2])
    assert told["nearest"] == near


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
