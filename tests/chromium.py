"""Debian's Chromium without a window, and how many pages it prints, for tests in several folders."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRED = bool(os.environ.get("SEPEACE_BROWSERS"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
]
PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window; skipped where there is none, unless it is required."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        if REQUIRED:
            raise
        pytest.skip("playwright is not installed: nothing is tried in a browser")
    if CHROMIUM is None:
        assert not REQUIRED, "no Chromium, though a browser is required"
        pytest.skip("there is no Chromium here: nothing is tried in a browser")
    with sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def usual_font() -> None:
    """Skip where letters have another width than those of Arial: pages then break elsewhere."""
    found = shutil.which("fc-match")
    font = subprocess.run((found, "Arial"), capture_output=True, text=True).stdout if found else "Arial"
    if not any(name in font for name in ("Arial", "Liberation")):
        reason = f"the pages are counted with letters as wide as Arial's, and here is {font.strip()}"
        assert not REQUIRED, reason
        pytest.skip(reason)


@pytest.fixture(scope="module")
def empty(browser: Any) -> Iterator[Any]:
    """A page of the browser, to be filled."""
    with browser.new_page() as page:
        yield page


def printed(page: Any, text: str, paper: str) -> int:
    """How many pages a text has when it is printed on a paper that it does not name."""
    page.set_content(text)
    return len(PAGE.findall(page.pdf(format=paper, prefer_css_page_size=False)))
