"""Every public figure says who bears a settlement: they are found by walking the package, a new one too."""

from datetime import date
from pathlib import Path

import pytest

import sepeace
from sepeace import figures
from sepeace.documents.checks.calibrate import Calibrate
from sepeace.documents.writing import read
from sepeace.figures import bearers
from tests.unit import test_cli_sensitivity, test_frontier_figure, test_phase_figure

BELIEVE = Path(__file__).resolve().parents[2] / "docs" / "believe.json"
"""What calibrate found, as the page about it has it."""
KURSK = "germany_wins_at_kursk"
DRAWN = {
    name: function
    for name in figures.__all__
    if (function := getattr(figures, name)).__annotations__.get("return") == "Figure"
}
GIVEN = {
    "Batch": lambda: sepeace.batch(KURSK, campaigns=6, seed=1, workers=1),
    "Comparison": lambda: sepeace.compare(KURSK, campaigns=6, seed=1, workers=1),
    "Comparisons": lambda: sepeace.compare_many([KURSK, "uranus_fails"], campaigns=2, readings=False),
    "Fears": lambda: sepeace.fears(campaigns=4),
    "Leverage": lambda: sepeace.leverage(campaigns=2),
    "Sweep": lambda: test_phase_figure.made({"citadel": (-1.0, 1.0, 3)}, lambda a: a, lambda a: a),
    "Sensitivity": test_cli_sensitivity.made_up,
    "Inversion": lambda: test_frontier_figure.made(0.5),
    "Calibrate": lambda: read(Calibrate, BELIEVE.read_text(encoding="utf-8")),
    "date": lambda: date(1943, 5, 1),
    "Record | Run | Batch": sepeace.record.load,
}
"""By the type of a figure's first argument: one to draw."""


def drawn(name):
    """The figure of that name."""
    first, *_ = DRAWN[name].__annotations__.values()
    return DRAWN[name](GIVEN[first]())


# Red when a figure is added, or changed, so that it does not say who bears what it shows.
@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_says_who_bears_a_settlement(name):
    caption = figures.caption(drawn(name))
    who = bearers.FINNISH_SHORT if name == "finland" else bearers.SHORT
    assert who in caption and bearers.NOT_COUNTED in caption


def test_the_figures_are_found():
    assert {"windows", "outcomes", "phase", "sensitivity", "frontier", "wish_map", "map"} < set(DRAWN)
