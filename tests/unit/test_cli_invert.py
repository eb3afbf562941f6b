"""`sepeace invert`: levers and targets as they are typed, mistakes, the answer in words, its folder."""

import json
import re

import pytest

import sepeace
from sepeace.cli.verbs.invert import lines, parsed
from sepeace.inverse.invert import invert
from tests.inversions import Model

KURSK = "germany_wins_at_kursk"
N = "200"


@pytest.fixture
def model(monkeypatch):
    """The model with a known answer stands for the campaigns."""
    monkeypatch.setattr("sepeace.inverse.invert.run_many", Model(int(N)))


def test_levers_are_read_as_they_are_typed():
    assert parsed(["citadel", "cost_oil = 2e-3 : 4e-3"]) == {"citadel": None, "cost_oil": (0.002, 0.004)}


def by(*levers, target="0.5"):
    return ("--target", target, *(word for lever in levers for word in ("--by", lever)))


MISTAKES = [
    ((), "--target", None),
    (by(target="half"), "--target", None),
    (by(target="50%"), "--target", None),
    (by(target="nan"), "--target", None),
    (by(target="0"), "--target", None),
    (by(target="1"), "--target", None),
    (by(target="-0.5"), "--target", None),
    (by(target="1e400"), "--target", None),
    (by("citadel="), "--by", None),
    (by("citadel=1"), "--by", None),
    (by("citadel=1:2:3"), "--by", None),
    (by("=1:2"), "--by", None),
    (by("citadel=low:2"), "--by citadel", None),
    (by("citadel=nan:2"), "--by citadel", None),
    (by("citadel=2:-1"), "--by citadel", None),
    (by("citadel=-1:99"), "--by citadel", None),
    (by("citadel=1:2"), "--by citadel", None),
    (by("citadell"), "--by citadell", "citadel"),
    (by("strength_premum=0.1:0.6"), "--by strength_premum", "strength_premium"),
    (by("citadel", "citadel"), "--by citadel", None),
    (by("fear", "fear.germany"), "--by fear.germany", None),
    (by("citadel", "cost_oil", "cost_food"), "--by", None),
    (by("torch"), "--by torch", None),
    (by("moscow_counter"), "--by moscow_counter", None),
    (by("occupation"), "--by occupation", None),
    (by("policy"), "--by policy", None),
    (by("policy=occupation"), "--by policy", None),
    (by("leader"), "--by leader", None),
    (by("leader=germany"), "--by leader", None),
    (by("hitler"), "--by hitler", None),
    (by("soviet_fear_scale"), "--by soviet_fear_scale", None),
    (by("ideology.germany=0:0.3"), "--by ideology.germany", None),
    ((*by("citadel"), "--given", "brnch"), "--given", "branch"),
    ((*by(), "-n", "2000000"), None, None),
]


@pytest.mark.parametrize(("words", "key", "near"), MISTAKES, ids=[" ".join(row[0])[:60] for row in MISTAKES])
# Red when a mistake is no single message with its place, or leaves with another status than 2.
def test_a_mistake_is_one_message_and_status_2(sepeace_cli, model, words, key, near):
    status, out, err = sepeace_cli("invert", KURSK, *words)
    assert (status, out) == (2, "") and err.startswith("sepeace: ") and err.count("\n") == 1
    status, out, err = sepeace_cli("invert", KURSK, *words, "--json")
    told = json.loads(err)
    assert (status, out, told["key"], told["nearest"]) == (2, "", key, near)


# Red when an operation is taken in a scenario that has no branch.
def test_a_scenario_without_a_branch_has_no_operations(sepeace_cli, model):
    status, out, err = sepeace_cli("invert", "historical", *by("citadel"))
    assert (status, out) == (2, "") and "no branch" in err and "--by citadel" in err


# Red when the table gives other numbers than the search found, or a line of it goes missing.
def test_one_lever_is_told_as_a_table(sepeace_cli, model):
    status, out, err = sepeace_cli("invert", KURSK, *by(), "-n", N, "--seed", "3")
    assert (status, err) == (0, "")
    told = out.splitlines()
    assert told[0] == f"{KURSK}: {N} campaigns at each value, seed 3, given branch"
    (answer,) = invert(sepeace.load(KURSK), 0.5, campaigns=int(N), seed=3).answers
    row = next(line for line in told if line.startswith("citadel "))
    assert f"-0.5      {answer.needed:.4g} [" in row and "score" in row and "first coding -0.5" in row
    assert f"{answer.share:.0%}" in row and f"{answer.probability.value:.3f} [" in row
    assert out.count(f"{answer.probability.value:.3f} [") == 2  # the table and the sentence tell P alike
    (odds,) = re.findall(r"has a chance of about one in ([\d,]+)", out)
    assert len(odds.replace(",", "").rstrip("0")) <= 2  # two digits are known, no more
    assert "what the scenario itself changes" in out


# Red when the answer stands without what a window is, and without who would live behind a line.
def test_a_window_is_not_sold_as_a_good(sepeace_cli, model):
    for words in (by(), by("citadel", "strength_premium"), by("cost_oil", target="0.99")):
        _, out, _ = sepeace_cli("invert", KURSK, *words, "-n", N, "--quiet")
        assert "It is no peace and no good in itself, and it is not advice." in out
        for group in (
            "the occupied peoples",
            "prisoners of war",
            "the Jews and the Roma of Europe",
            "computes no victims",
        ):
            assert group in out
        assert not [word for word in ("optimal", "winner", "success") if word in out.lower()]


# Red when "none in range" leaves the reader without the most that there is.
def test_none_in_range_is_told(sepeace_cli, model):
    words = ("invert", "historical", *by("cost_oil", target="0.9"), "-n", N)
    out = sepeace_cli(*words)[1]
    assert "none in range" in out and "most: 0.250 [" in out and "at 0.008" in out


# Red when the frontier lacks a row, or its recorded row goes unmarked.
def test_two_levers_are_told_as_a_frontier(model):
    found = invert(sepeace.load(KURSK), 0.5, by=["citadel", "strength_premium"], campaigns=int(N))
    told = lines(found)
    table = next(line for line in told if line.startswith("citadel  strength_premium needed"))
    assert len(table.splitlines()) == 1 + len(found.frontier)
    assert any(line.startswith("-0.5* ") for line in table.splitlines())
    assert any("no change" in line for line in table.splitlines())
    assert any("the smallest change is to citadel" in line for line in told)


# Red when standard output holds anything beside the document, or the folder lacks a file that it should have.
def test_the_verb_leaves_a_folder_and_machine_output(sepeace_cli, model, tmp_path):
    folder = tmp_path / "out"
    status, out, err = sepeace_cli("invert", KURSK, *by(), "-n", N, "-o", folder, "--json")
    assert status == 0 and f"wrote {folder}/: invert.json" in err
    assert json.loads(out) == json.loads((folder / "invert.json").read_text("utf-8"))
    assert {path.name for path in folder.iterdir()} == {"invert.json", "frontier.png", "frontier.svg"}
    told = json.loads(out)
    assert told["campaigns"] == int(N) and "prisoners of war" in told["bearers"]
    several = tmp_path / "several"
    sepeace_cli("invert", "historical", *by(), "-n", N, "-o", several, "--quiet")
    assert (several / "frontier-cost_oil.png").exists() and (several / "frontier-fear.germany.png").exists()
