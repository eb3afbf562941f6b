"""The pack in both languages, made once of a few campaigns, and a browser."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from sepeace.clocks import clock_choice
from tests.chromium import REQUIRED, browser, empty, usual_font
from tests.firefox import PROGRAM, Firefox
from tests.sheets import Sheet

__all__ = ["browser", "empty", "usual_font"]
CAMPAIGNS, SEED = 300, 1


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Firefox without a window; skipped where there is none, unless it is required."""
    if PROGRAM is None or find_spec("websockets") is None:
        assert not REQUIRED, "no Firefox, or no websockets, though browsers are required"
        pytest.skip("there is no Firefox here, or no websockets to speak to it: nothing is tried in it")
    started = Firefox(tmp_path_factory.mktemp("firefox"))
    yield started
    started.close()


@pytest.fixture(scope="session")
def screens() -> Path:
    """Where pictures for a person to look at are put."""
    place = Path(__file__).parents[2] / "out" / "screens"
    place.mkdir(parents=True, exist_ok=True)
    return place


@pytest.fixture(scope="session")
def runs():
    """The runs of the lesson, few."""
    from sepeace.classroom.lesson_runs import lesson_runs

    if not clock_choice.can_compile():
        pytest.skip("numba is not installed: on the plain clock this would take minutes")
    return lesson_runs(campaigns=CAMPAIGNS, seed=SEED, workers=1)


@pytest.fixture(scope="session")
def made(runs):
    """The text of every sheet, by language and name."""
    from sepeace.classroom.pack import SHEETS, sheet
    from sepeace.classroom.texts import languages

    return {language: {name: sheet(language, name, runs) for name in SHEETS} for language in languages()}


@pytest.fixture(scope="session")
def pages(made):
    """The same, read back."""
    return {language: {name: Sheet(text) for name, text in of.items()} for language, of in made.items()}
