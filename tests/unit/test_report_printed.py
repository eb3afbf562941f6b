"""The report on paper, printed by a browser where there is one: the reader's part has four pages at most."""

import os
import re
import shutil
import subprocess

import pytest

import sepeace
from sepeace import report
from tests import reports

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
REQUIRED = bool(os.environ.get("SEPEACE_BROWSERS"))
FOUR = 4
PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture(scope="module")
def usual_font():
    """Skip where letters have another width than those of Arial: pages then break elsewhere."""
    found = shutil.which("fc-match")
    font = subprocess.run((found, "Arial"), capture_output=True, text=True).stdout if found else "Arial"
    if not any(name in font for name in ("Arial", "Liberation")):
        reason = f"the pages are counted with letters as wide as Arial's, and here is {font.strip()}"
        assert not REQUIRED, reason
        pytest.skip(reason)


@pytest.fixture(scope="module")
def texts():
    """The main question; and the longest: another leader, with both profiles and who bears it day by day."""
    pair = sepeace.compare("hitler_dies_march_1943", campaigns=100, seed=1, workers=1)
    return {"germany_wins_at_kursk": reports.text(), "hitler_dies_march_1943": report.html(pair)}


# Red when the reader's part runs over its four pages, or another page is printed.
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", ["germany_wins_at_kursk", "hitler_dies_march_1943"])
def test_the_readers_part_has_four_pages(name, paper, texts, usual_font, tmp_path):
    if not CHROMIUM:
        assert not REQUIRED, "no Chromium, though a browser is required"
        pytest.skip("there is no Chromium here: the pages of a report are not counted")
    whole = texts[name].replace("</style>", f"@page {{ size: {paper}; }}\n</style>", 1)
    # Of the appendix its heading alone, which takes a page of its own.
    left = re.sub(r'<nav aria-label="Contents of the app.*</main>', "</div></main>", whole, flags=re.DOTALL)
    assert 2 < printed(left, tmp_path) <= FOUR + 1


def printed(text, folder):
    """How many pages a text has when it is printed."""
    page, pdf = folder / "page.html", folder / "page.pdf"
    page.write_text(text, encoding="utf-8")
    words = (CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}")
    asked = (*words, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
    subprocess.run(asked, check=True, capture_output=True, timeout=300)
    return len(PAGE.findall(pdf.read_bytes()))
