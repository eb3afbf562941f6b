"""Page, reports, sheets and documentation under the rules of axe-core; the page's controls by their names."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sepeace.classroom.lesson import first_page
from sepeace.classroom.pack import SHEETS
from sepeace.classroom.texts import languages
from sepeace.report import write as write_report
from sepeace.runs.batch import batch
from sepeace.runs.compare import compare
from tests.axe import RULES, WCAG, contrast, faults, too_pale
from tests.chromium import REQUIRED
from tests.pages import ASKED, written

CI = pytest.mark.skipif(not REQUIRED, reason="many pages under axe: only where browsers are required")
SITE = Path(__file__).parents[2] / "site"
LINK = "s=germany_wins_at_kursk&n=100"
NARROW = {"viewport": {"width": 360, "height": 740}}
STATES: dict[str, tuple[str, bool, dict[str, Any]]] = {
    "fresh": (LINK, False, {}),
    "run": (LINK, True, {}),
    "german": (f"{LINK}&lang=de&strength=prospect", True, {}),
    "projector": (f"{LINK}&projector=1", True, {}),
    "narrow": (LINK, True, NARROW),
    "forced": (LINK, True, {"forced_colors": "active", "color_scheme": "dark"}),
    "refused": ("s=germany_wins_at_kurks&off=nonsense&n=99999999", False, {}),
}
"""The page as it may stand: its address, whether it has run, and the screen."""
NAMED = """() => [...document.querySelectorAll("button, select, input, textarea")]
  .filter((one) => one.checkVisibility()).map((one) => [
    { BUTTON: "button", SELECT: "combobox", TEXTAREA: "textbox" }[one.tagName]
      || { range: "slider", number: "spinbutton", checkbox: "checkbox" }[one.type] || "textbox",
    (one.getAttribute("aria-label") || (one.labels?.[0] || one).textContent).trim()])"""
OFTEN = ("run",)
"""States that are tried wherever there is a browser."""
CONTROLS = {
    ("button", "Deutsch"),
    ("button", "Projector"),
    ("button", "Run more wars"),
    ("button", "Change an assumption"),
    ("button", "Tell it"),
    ("button", "As shipped"),
    ("button", "Open"),
    ("button", "Save a copy of this page with these settings"),
    ("button", "Save predictions"),
    ("combobox", "What if"),
    ("combobox", "Which war"),
    ("combobox", "When would the German leader settle?"),
    ("spinbutton", "Any war, by its number"),
    ("slider", "Choose a day"),
    ("slider", "The German attack at Kursk (Citadel): score of its attacker"),
    ("checkbox", "Ideology: the regime's aims have a price of their own"),
    ("checkbox", "one war told"),
    ("textbox", "A link with these settings"),
    ("textbox", "Type a short code"),
}
"""Controls that a lesson needs, after a run, as a screen reader finds them."""


@pytest.fixture
def stood(browser: Any, tmp_path: Path, screens: Path) -> Any:
    """A function that brings the page into one of its states, with all that can be opened open.

    Where browsers are required it takes a picture first.
    """
    file = written(tmp_path)

    def go(state: str) -> Any:
        address, runs, given = STATES[state]
        page = browser.new_page(**{"viewport": {"width": 1100, "height": 900}, **given})
        page.set_default_timeout(120_000.0)
        page.goto(f"file://{file}#{address}")
        page.wait_for_selector("body[data-ready=yes]", state="attached")
        if runs:
            page.locator("button.main").click()
            page.wait_for_selector("#found-rest:not([hidden])")
            page.wait_for_selector("#stop", state="hidden")
        if REQUIRED:
            page.screenshot(path=screens / f"{state}.png", full_page=True)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        return page

    return go


# Red when a state of the page breaks a rule of WCAG 2.2, or its letters cannot be read in grey.
@pytest.mark.parametrize("state", [one if one in OFTEN else pytest.param(one, marks=CI) for one in STATES])
def test_the_page_breaks_no_rule(state: str, stood: Callable[[str], Any]) -> None:
    with stood(state) as page:
        # Colours that the reader forces are not those that axe reads.
        assert state == "forced" or faults(page) == []
        if state == "run":
            named = set(map(tuple, page.evaluate(NAMED)))
            assert named >= CONTROLS, CONTROLS - named
            assert all(name.strip() for _, name in named)


# Red when a control is printed, a chart is cut, or the printed page grows long: what is folded stays out.
@CI
def test_the_page_on_paper(stood: Callable[[str], Any], screens: Path) -> None:
    with stood("run") as page:
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false; })")
        page.evaluate("document.querySelector('#ladder details').open = true")
        pdf = page.pdf(path=screens / "page.pdf", format="A4", prefer_css_page_size=False)
        assert 5 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 13
        page.set_viewport_size({"width": 680, "height": 900})
        page.emulate_media(media="print")
        shown = page.evaluate(
            """() => [...document.querySelectorAll("button, select, input, textarea, progress")]
              .filter((one) => one.checkVisibility()).map((one) => one.outerHTML)"""
        )
        assert shown == [] and page.locator("#ladder table").is_visible()
        wide = page.evaluate(
            """() => [...document.querySelectorAll(".chart, table")].filter((one) => one.checkVisibility())
              .map((one) => one.getBoundingClientRect().right)"""
        )
        assert len(wide) > 5 and max(wide) <= 680


# Red when grey letters are held to be readable that are not, or axe is not asked at all.
def test_the_measure_of_grey(browser: Any) -> None:
    assert round(contrast(0.0, 1.0), 6) == 21.0
    assert (
        too_pale([("a", "#767676", "#ffffff", 4.5)]) == []
        and len(too_pale([("b", "#ff0000", "#000000", 4.5)])) == 1
    )
    with browser.new_page() as page:
        page.set_content(
            "<html lang=en><title>a</title><main><h1>a</h1><p style='color:#999'>pale</p><input></main>"
        )
        found = " ".join(faults(page))
        assert "label" in found and "contrast" in found and "in grey" in found


# Red when a sheet of either language, a report or the first page of the folder breaks a rule.
@CI
def test_what_the_lesson_hands_out_breaks_no_rule(browser: Any, made: Any, runs: Any, tmp_path: Path) -> None:
    files = {"index": first_page(runs)}
    files |= {f"{language}-{name}": text for language, of in made.items() for name, text in of.items()}
    for name, text in files.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    for found in (compare(ASKED[0], campaigns=100), batch("historical", campaigns=100)):
        write_report(found, tmp_path / f"report-{type(found).__name__}.html")
    paths = sorted(tmp_path.glob("*.html"))
    assert len(paths) == 1 + len(SHEETS) * len(languages()) + 2
    assert _all_faults(browser, paths) == {}


# Red when a page of the documentation breaks a rule.
@CI
@pytest.mark.skipif(not (SITE / "index.html").is_file(), reason="site/ is not built: make docs builds it")
def test_the_documentation_breaks_no_rule(browser: Any) -> None:
    pages = ("index", "tutorial/a-lesson", "explanation/in-the-browser", "what-ifs/germany_wins_at_kursk")
    assert _all_faults(browser, [SITE / f"{one}.html" for one in pages], WCAG) == {}


def _all_faults(browser: Any, files: list[Path], rules: tuple[str, ...] = RULES) -> dict[str, list[str]]:
    found = {}
    with browser.new_page(viewport={"width": 1100, "height": 900}) as page:
        for file in files:
            page.goto(f"file://{file}")
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            found[str(file)] = faults(page, rules)
    return {name: wrong for name, wrong in found.items() if wrong}
