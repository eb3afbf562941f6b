"""A sample of the random cases; `make prove` judges all of them.

Red if a scenario file or an option ends in anything but a run or a mistake told in full, or if a change is
taken that changes nothing.
"""

import pytest

from sepeace.scenario.checks import record
from tests.fuzz.grammar import case
from tests.fuzz.judge import Verdict

CASES = 240
SEED = 2


def judged(folder, numbers):
    verdict = Verdict()
    for number in numbers:
        verdict.judge(case(SEED, number), folder)
    return verdict


@pytest.mark.parametrize("part", range(3))
def test_a_sample_of_random_cases_holds(part, tmp_path):
    found = judged(tmp_path, range(part, CASES, 3))
    assert found.faults == []
    # Both ways must be met often, or nothing is shown.
    assert found.refused >= CASES // 12 and found.passed >= CASES // 12


def test_a_case_is_the_same_whenever_it_is_made():
    assert case(1, 77) == case(1, 77)
    assert len({case(1, number).text for number in range(50)}) == 50


# Red when a mistake that names a parameter such as finland_warning is taken for a warning, or a scale passes
# that no batch could run.
@pytest.mark.parametrize("number", [50, 4543, 5070])
def test_cases_that_the_judge_or_the_package_had_wrong(number, tmp_path):
    verdict = Verdict()
    verdict.judge(case(1, number), tmp_path)
    assert (verdict.faults, verdict.refused) == ([], 1)


def test_the_judge_sees_a_change_that_changes_nothing(monkeypatch, tmp_path):
    """The judge works idle changes out by itself: with the guard gone they are its findings."""
    monkeypatch.setattr(record, "refuse_idle", lambda *given: None)
    found = judged(tmp_path, range(60))
    assert any("changes nothing" in what for _, what in found.faults)
