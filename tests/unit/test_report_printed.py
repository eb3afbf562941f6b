"""The report on paper, printed by a browser where there is one: the reader's part has four pages at most."""

import re

import pytest

import sepeace
from sepeace import report
from tests import reports
from tests.chromium import browser, empty, printed, usual_font

__all__ = ["browser", "empty", "usual_font"]
FOUR = 4


@pytest.fixture(scope="module")
def texts():
    """The main question; and the longest: another leader, with both profiles and who bears it day by day."""
    pair = sepeace.compare("hitler_dies_march_1943", campaigns=100, seed=1, workers=1)
    return {"germany_wins_at_kursk": reports.text(), "hitler_dies_march_1943": report.html(pair)}


# Red when the reader's part runs over its four pages, or another page is printed.
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", ["germany_wins_at_kursk", "hitler_dies_march_1943"])
def test_the_readers_part_has_four_pages(name, paper, texts, usual_font, empty):
    # Of the appendix its heading alone, which takes a page of its own.
    left = re.sub(
        r'<nav aria-label="Contents of the app.*</main>', "</div></main>", texts[name], flags=re.DOTALL
    )
    assert 2 < printed(empty, left, paper) <= FOUR + 1
