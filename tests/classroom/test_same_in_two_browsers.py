"""The page in Firefox as in Chromium: the same bits, the same answer, by keyboard alone, and nothing asked."""

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
from tests.classroom.conftest import REQUIRED
from tests.firefox import DOWN, ENTER, Firefox
from tests.pages import taken

PAIRS = 200
MANY = 1000
READY = "document.body.dataset.ready === 'yes'"
DONE = "!document.getElementById('found').hidden && document.getElementById('stop').hidden"
ANSWER = "[...document.querySelectorAll('#answer p')].map((one) => one.textContent)"
LADDER = """[...document.querySelectorAll('#ladder-numbers tbody tr')].map((row) => [...row.cells].map((one) => one.textContent))"""
DIGESTS = """async () => {
  const data = GIVEN, count = COUNT, seed = BigInt(SEED);
  const unpacked = async (text) => new Uint8Array(await new Response(new Blob([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))])
    .stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  const { instance } = await WebAssembly.instantiate(await unpacked(data.module), {});
  const { memory, prepare, run_pairs, digest } = instance.exports, { sides, states, links, block } = data.layout, found = [];
  for (const side of [0, 1]) {
    new Uint8Array(memory.buffer).set(await unpacked(data.worlds[side]), sides[side]);
    prepare(sides[side], BigInt(data.layout.rows), BigInt(data.layout.weeks), 0n);
  }
  for (let first = 0; first < count; first += block) {
    const rows = Math.min(block, count - first);
    run_pairs(states[0], rows, states[1], rows, links, rows, BigInt(first), seed, sides[0], sides[1], 1.0);
    found.push(...states.map((at) => BigInt.asUintN(64, digest(at, rows)).toString(16).padStart(16, "0")));
  }
  return found;
}"""


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


# Red when Firefox says another answer than the command line, needs a mouse, or lets the page ask for anything.
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
    assert firefox.asked and all(one.startswith(("file:", "blob:", "about:")) for one in firefox.asked)


# Red when the page needs to be a file, or asks its server for more than itself.
def test_firefox_opens_it_over_http(firefox: Firefox, served: str) -> None:
    firefox.asked.clear()
    firefox.open(f"{served}#s=hitler_dies_march_1943&lang=de")
    firefox.until(READY)
    assert firefox.evaluate("document.documentElement.lang") == "de" and firefox.wrong == []
    asked = [one for one in firefox.asked if not one.startswith(("blob:", "about:"))]
    assert set(one.split("#")[0] for one in asked) <= {served, served.replace("page.html", "favicon.ico")}


# Red when two browsers, or a browser and the compiled clock, differ in one bit of 1,000 pairs of wars.
@pytest.mark.skipif(not REQUIRED, reason="1,000 pairs in two browsers: only where browsers are required")
def test_a_thousand_pairs_have_the_same_bits(browser: Any, firefox: Firefox, folder: Path) -> None:
    made = worlds("germany_wins_at_kursk")
    work = DIGESTS.replace("GIVEN", export(made)).replace("COUNT", str(MANY)).replace("SEED", str(SEED))
    _, expected = native(made, MANY)
    with browser.new_page() as page:
        page.goto(f"file://{folder / 'page.html'}")
        assert page.evaluate(work) == expected
    firefox.open(f"file://{folder / 'page.html'}")
    assert firefox.evaluate(f"({work})()") == expected
    assert len(set(expected)) == len(expected), json.dumps(expected)
