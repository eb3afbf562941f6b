"""The pack in both languages, made once of a few campaigns."""

import pytest

from sepeace.clocks import clock_choice
from tests.sheets import Sheet

CAMPAIGNS, SEED = 300, 1


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
