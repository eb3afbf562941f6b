"""The page in Firefox as in Chromium: the same bits and answers, by keyboard alone, and nothing asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from benchmarks.browser import SEED, export, native, worlds
from sepeace.runs.compare import compare
from tests.chromium import REQUIRED
from tests.firefox import DOWN, ENTER, Firefox
from tests.pages import taken

PAIRS = 200
MANY = 1000
INSIDE = ("blob:", "about:", "data:")
"""Addresses that lie in the page or in the browser itself."""
READY = "document.body.dataset.ready === 'yes'"
DONE = "!document.getElementById('found').hidden && document.getElementById('stop').hidden"
ANSWER = "[...document.querySelectorAll('#answer p')].map((one) => one.textContent)"
LADDER = """[...document.querySelectorAll('#ladder-numbers tbody tr')].map((row) =>
  [...row.cells].map((one) => one.textContent))"""
DIGESTS = Path(__file__).parents[1] / "digests.js"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words: Any) -> None:
        """Nothing: what is asked for is seen by the browser."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("page")
    (place / "page.html").write_text(taken().text, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    """The page over http, from this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/page.html"
    server.shutdown()
    server.server_close()


# Red when Firefox says another answer than the command line, needs a mouse, or asks for anything.
def test_firefox_says_what_compare_says(firefox: Firefox, folder: Path, screens: Path) -> None:
    firefox.open(f"file://{folder / 'page.html'}#s=germany_wins_at_kursk&n={PAIRS}")
    firefox.until(READY)
    firefox.tab_to("#guess-window_1_day")
    firefox.keys("30")
    firefox.tab_to("button.main")
    firefox.keys(ENTER)
    firefox.until(DONE)
    found = compare("germany_wins_at_kursk", campaigns=PAIRS, seed=1, split=True).document
    assert firefox.evaluate(ANSWER) == list(found.plain)
    told = firefox.evaluate(LADDER)
    assert [row[1] for row in told] == [f"{100 * one.baseline:.1f} %" for one in found.ladder]
    assert [row[2] for row in told] == [f"{100 * one.counterfactual:.1f} %" for one in found.ladder]
    assert told[4][5] == "30" and firefox.evaluate("document.activeElement.id") == "found-title"
    firefox.screenshot(screens / "firefox.png")
    firefox.tab_to("#again")
    firefox.keys(ENTER)
    firefox.tab_to("#reading-strength")
    firefox.keys(DOWN)
    firefox.until("location.hash.endsWith('strength=prospect')")
    assert firefox.wrong == []
    assert all(one.startswith(("file:", *INSIDE)) for one in firefox.asked), firefox.asked


# Red when the page needs to be a file, or asks its server for more than itself.
def test_firefox_opens_it_over_http(firefox: Firefox, served: str) -> None:
    firefox.asked.clear()
    firefox.open(f"{served}#s=hitler_dies_march_1943")
    firefox.until(READY)
    assert firefox.evaluate("document.documentElement.lang") == "en" and firefox.wrong == []
    asked = [one for one in firefox.asked if not one.startswith(INSIDE)]
    assert {one.split("#")[0] for one in asked} == {served}


# Red when two browsers, or a browser and the compiled clock, differ in one bit of 1,000 pairs of wars.
@pytest.mark.skipif(not REQUIRED, reason="1,000 pairs in two browsers: only where browsers are required")
def test_a_thousand_pairs_have_the_same_bits(browser: Any, firefox: Firefox, folder: Path) -> None:
    made = worlds("germany_wins_at_kursk")
    text = DIGESTS.read_text(encoding="utf-8")
    work = text.replace("GIVEN", export(made)).replace("COUNT", str(MANY)).replace("SEED", str(SEED))
    _, expected = native(made, MANY)
    with browser.new_page() as page:
        page.goto(f"file://{folder / 'page.html'}")
        assert page.evaluate(work) == expected
    firefox.open(f"file://{folder / 'page.html'}")
    assert firefox.evaluate(f"({work})()") == expected
    assert len(set(expected)) == len(expected), json.dumps(expected)
