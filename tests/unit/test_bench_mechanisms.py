"""What mechanisms cost and how often sets are run: the tables, and the note that the benchmark takes."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from sepeace.bench import wording
from sepeace.documents.bench import MechanismsCost, SetsRun, SpeedRecord
from sepeace.documents.writing import read
from sepeace.scenario.vocabulary import SWITCHES

mechanisms = pytest.importorskip("benchmarks.mechanisms", reason="benchmarks/ is part of a clone only")
SPEED = Path(__file__).resolve().parents[2] / "docs" / "speed.json"
TOLD = read(SpeedRecord, SPEED.read_text(encoding="utf-8"))


# Red when a switch of the benchmark is none, or its result does not fit the page's record.
def test_mechanisms_are_switches_and_their_cost_has_a_table(monkeypatch):
    assert set(mechanisms.MECHANISMS) <= set(SWITCHES)
    run = SimpleNamespace(turns=0)

    class Clocked:
        def __init__(self, run, campaigns):
            self.us = []

        run = staticmethod(lambda _: None)

        def turn(self):
            run.turns += 1
            self.us.append(100.0 if self is first[0] else 110.0)

    first = []
    monkeypatch.setattr(mechanisms.clock_choice, "load", lambda: None)
    monkeypatch.setattr(mechanisms, "Contestant", lambda *words: first.append(Clocked(*words)) or first[-1])
    found = mechanisms.cost(4, 3)
    assert run.turns == 6
    assert (found["us_off"], found["us_on"]) == (100.0, 110.0)
    assert found["ratio"] == pytest.approx(1.1) == found["lowest"] == found["highest"]
    row = MechanismsCost(**{**found, "switches": tuple(found["switches"])})
    told = dict(wording.mechanisms(replace(TOLD, mechanisms=row))[1])
    assert told["with them over without, turn by turn, the median"] == "1.10"


# Red when what was not measured is told as a number, or a share stands in another's row.
def test_what_becomes_of_sets_is_told_in_its_rows():
    none = replace(TOLD, sets=None, mechanisms=None)
    assert wording.sets(none)[1] == wording.mechanisms(none)[1] == [("not measured yet", None)]
    row = SetsRun(
        what_ifs=20,
        pairs=200,
        not_run=85.0,
        same_west=7.0,
        until_lines_meet=7.5,
        to_the_end=0.5,
        most_to_the_end=5.0,
        most_in="hitler_dies_march_1943",
    )
    rows = wording.sets(replace(TOLD, sets=row))[1]
    assert [share for _, share in rows[:5]] == ["85.0", "7.0", "7.5", "0.5", "5.0"]
    assert "hitler_dies_march_1943" in rows[4][0] and rows[5][1] == "20, 200"


# Red when a set that is run to its end counts as one that is not, or the note changes what the clock does.
@pytest.mark.parametrize(("known", "ran"), [(True, 0), (True, 5), (False, 90)])
def test_a_set_says_what_became_of_it(monkeypatch, known, ran):
    found = np.zeros((32, mechanisms.MARKS), np.bool_)
    log = SimpleNamespace(own=SimpleNamespace(knots=40))

    def own(room, found, taken, branch, known, other, log, days):
        log.own.knots = branch + ran
        found[taken, 0] = ran > 0
        return True

    monkeypatch.setattr(mechanisms, "_own", own, raising=False)
    assert mechanisms._marked(None, found, 7, 40, known, None, log, 1.0) is True
    asked, part, whole = (bool(found[7, place]) for place in (2, 3, 4))
    assert (asked, part, whole) == (True, known and ran > 0, not known)
    assert found[7, 0] == (ran > 0) and not found[:7].any() and not found[8:].any()


# Red when the shares of sets do not add up to all of them.
def test_every_set_is_in_one_row(monkeypatch):
    def marks(split, scenario, pairs):
        found = np.zeros((pairs, mechanisms.SETS, mechanisms.MARKS), np.bool_)
        found[:, 1:16, mechanisms.ASKED] = True
        found[:, 3, mechanisms.IN_PART] = found[:, 4, mechanisms.WHOLE] = True
        return found

    monkeypatch.setattr(mechanisms, "marking_split", lambda: None)
    monkeypatch.setattr(mechanisms, "marks", marks)
    found = mechanisms.sets(4, ["germany_wins_at_kursk", "uranus_fails"])
    parts = [found[key] for key in ("not_run", "same_west", "until_lines_meet", "to_the_end")]
    assert sum(parts) == pytest.approx(100.0)
    assert parts == pytest.approx([100.0 * one / 31.0 for one in (13, 16, 1, 1)])
    assert json.loads(json.dumps(found))["what_ifs"] == 2
