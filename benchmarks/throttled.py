"""How long a reader waits for the lesson page, here and on a machine four times as slow.

    python benchmarks/throttled.py --turns 5

Chromium opens the page from a file; ``ready`` is when it can be run, ``first`` when the first answer stands,
and ``all`` when the answer of all pairs does, in seconds from the press of the button. Slower machines are
imitated by ``Emulation.setCPUThrottlingRate``. Whether that slows workers too is measured: the same loop runs
inside a worker with the rate and without it, and ``worker_slowed`` is the ratio. Other work on the machine
makes every number larger; the best of all turns says most. Needs playwright and Chromium.
"""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sepeace.bench.pairs_asked import printed
from sepeace.classroom.page import page as lesson

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WATCH = """() => new Promise((done) => {
  const began = performance.now(), found = {}, by = (id) => document.getElementById(id);
  const look = () => {
    const now = (performance.now() - began) / 1000, answered = !by("found").hidden;
    if (answered) found.first ??= now;
    if (!answered || by("found-rest").hidden) { setTimeout(look, 10); return; }
    done({ ...found, all: now });
  };
  document.querySelector("button.main").click();
  look();
})"""
SPUN = """() => new Promise((done) => {
  const text = `const began = performance.now(); let sum = 0;
    for (let k = 0; k < 3e8; k += 1) sum += k % 7;
    postMessage(performance.now() - began + 0 * sum);`;
  new Worker(URL.createObjectURL(new Blob([text]))).onmessage = ({ data }) => done(data / 1000);
})"""


def turn(browser: Any, file: Path, rate: float, pairs: int) -> dict[str, float]:
    """One opening of the page and one run, in seconds."""
    page = browser.new_page()
    page.set_default_timeout(300_000)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
    page.goto(f"file://{file}#n={pairs}", wait_until="commit")
    page.wait_for_selector("body[data-ready=yes]", state="attached")
    ready = page.evaluate("performance.now() / 1000")
    found = {"ready": ready, **page.evaluate(WATCH), "spun": page.evaluate(SPUN)}
    page.close()
    return found


def measured(name: str, pairs: int, turns: int) -> dict[str, Any]:
    """The best of some turns, unthrottled and throttled four times."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    if program is None:
        sys.exit("chromium is not installed")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        file = Path(folder, "page.html")
        lesson.write(file, [name])
        browser = started.chromium.launch(executable_path=program, args=FLAGS)
        rows: dict[float, list[dict[str, float]]] = {1.0: [], 4.0: []}
        for _ in range(turns):
            for rate, found in rows.items():
                found.append(turn(browser, file, rate, pairs))
        browser.close()
    told: dict[str, Any] = {"scenario": name, "pairs": pairs, "turns": turns}
    best = {rate: {key: min(row[key] for row in found) for key in found[0]} for rate, found in rows.items()}
    told["worker_slowed"] = round(best[4.0].pop("spun") / best[1.0].pop("spun"), 2)
    for rate, least in best.items():
        told[f"slower_{rate:.0f}"] = {key: round(value, 2) for key, value in least.items()}
    return told


def main(words: Sequence[str] | None = None) -> None:
    """Measure what is asked for, and print it as JSON."""
    printed(measured, "Seconds that a reader waits for the page, as JSON.", 5, words)


if __name__ == "__main__":
    main()
