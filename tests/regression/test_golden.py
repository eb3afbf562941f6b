"""Golden outcomes: what five campaigns of each scenario gave when the file was written.

No validation: the file was written by the program itself. Red whenever a change of code or data changes a
campaign. If that was meant: `python -m tests.regression.golden`, and say why in the commit.
"""

import json

import pytest

from sepeace.scenario.library import shipped
from tests.regression.golden import CAMPAIGNS, FILE, READINGS, golden_row

GOLDEN = json.loads(FILE.read_text(encoding="utf-8"))


def test_every_shipped_scenario_has_golden_outcomes():
    assert set(GOLDEN) == set(shipped()), "run: python -m tests.regression.golden"


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_outcomes_are_as_they_were(name, reading):
    for campaign in CAMPAIGNS:
        assert golden_row(name, reading, campaign) == GOLDEN[name][reading][campaign], campaign
