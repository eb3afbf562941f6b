"""The page in a real browser, as a pupil uses it: by mouse, by keyboard alone, narrow, in German."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sepeace.browser.scores import scored
from sepeace.classroom.page.page_data import FIRST_PAIRS
from sepeace.runs.compare import compare
from sepeace.runs.profiles import NO_PREMIUM
from sepeace.scenario.library import load
from sepeace.scenario.tables.departures import PROFILE_OF
from sepeace.wording.assumed import PREMIUMS_IN_TABLE
from tests.classroom.keys import TOO_LONG, UNNAMED, tab_to
from tests.pages import written

PAIRS = 300


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """A function that opens the page with some settings, and fails where it asks anything of a network."""
    file = written(tmp_path)
    pages = []

    def go(settings: str = f"s=germany_wins_at_kursk&n={PAIRS}", **given: Any) -> Any:
        page = browser.new_page(**{"viewport": {"width": 1100, "height": 900}, **given})
        page.set_default_timeout(TOO_LONG)
        page.asked, page.wrong = [], []
        page.on("request", lambda one: page.asked.append(one.url))
        page.on("pageerror", lambda one: page.wrong.append(str(one)))
        page.on("console", lambda one: page.wrong.append(one.text) if one.type == "error" else None)
        page.goto(f"file://{file}#{settings}")
        page.wait_for_selector("body[data-ready=yes]", state="attached")
        pages.append(page)
        return page

    yield go
    for page in pages:
        assert page.wrong == []
        assert all(url.startswith(("file:", "blob:")) for url in page.asked), page.asked
        page.close()


def run(page: Any) -> None:
    page.get_by_role("button", name="Keep this prediction").click()
    page.wait_for_selector("#found:not([hidden])")
    page.wait_for_selector("#stop", state="hidden")


def rows(page: Any, name: str) -> list[list[str]]:
    return page.eval_on_selector_all(
        f"#{name} tbody tr", "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )


# Red when the page counts otherwise than the command line, says another answer, or says no first one.
def test_the_page_says_what_compare_says(opened: Any) -> None:
    page = opened()
    page.get_by_label("the terms of both sides meet for a day (a window)").fill("30")
    page.evaluate(
        """() => { window.seen = []; const answer = document.getElementById("answer");
          const seen = new MutationObserver(() => window.seen.push(answer.textContent));
          seen.observe(answer, { childList: true }); }"""
    )
    run(page)
    first = compare("germany_wins_at_kursk", campaigns=FIRST_PAIRS, seed=1).document.plain
    seen = next(one for one in page.evaluate("window.seen") if "A first answer" in one)
    assert f"after {FIRST_PAIRS} of {PAIRS} pairs" in seen and seen.endswith("".join(first[:2]))
    found = compare("germany_wins_at_kursk", campaigns=PAIRS, seed=1, split=True)
    assert page.locator("#answer p").all_inner_texts() == list(found.document.plain)
    told = rows(page, "ladder-numbers")
    assert [row[1] for row in told] == [f"{100 * one.baseline:.1f} %" for one in found.document.ladder]
    assert [row[2] for row in told] == [f"{100 * one.counterfactual:.1f} %" for one in found.document.ladder]
    assert told[4][5] == "30"
    guesses = [[row[1], row[3], row[5]] for row in rows(page, "guesses-numbers")]
    assert len(guesses) >= 2 and guesses == [
        [f"{100 * (share or 0):.1f} %" for share in (one.baseline, one.counterfactual)] + [str(one.campaigns)]
        for one in found.document.numbers
    ]


# Red when one profile stands alone, a row or the answer is another than the command line has, a battle that
# is set by hand does not hold for every leader or is not named, or nothing says that no guesses are weighed.
def test_another_leader_stands_beside_the_other_one_and_hitler(opened: Any) -> None:
    asked = "off=detours,asking_first&disputed=out&score.bagration=-0.5"
    page = opened(f"s=hitler_dies_march_1943&n=100&{asked}")
    page.evaluate(
        """() => { window.seen = []; const place = document.getElementById("profiles-place");
          new MutationObserver(() => window.seen.push(place.textContent))
            .observe(place, { childList: true }); }"""
    )
    run(page)
    waiting, whole = page.evaluate("window.seen")
    assert "still being run" in waiting and "No single row is a finding" in whole
    leader = load("hitler_dies_march_1943")
    fallen_back = leader.assumptions.numbers == "posterior"
    leader = leader.with_assumptions(switches_off=["detours", "asking_first"], disputed="out")
    assert leader.assumptions.numbers == "prior"
    assert ("no guesses have been weighed" in page.inner_text("#answer-notes")) == fallen_back
    assert "(Bagration): -0.50" in page.inner_text("#answer-notes")
    found = compare(scored(leader, {"bagration": -0.5}), campaigns=100, seed=1, split=True).document
    assert page.locator("#answer p").all_inner_texts() == list(found.plain)
    told = rows(page, "profiles-numbers")
    *leaders, hitler, without = [[row[0], row[1], row[3], row[4], row[5]] for row in told]
    assert leaders == [
        [f"{PROFILE_OF[one.profile].title}: {PREMIUMS_IN_TABLE[one.premium]}", *shares, str(one.campaigns)]
        for one in found.profiles
        for shares in [
            [
                f"{100 * share:.1f} %"
                for share in (one.counterfactual, one.counterfactual_28_days, one.counterfactual_settlement)
                if share is not None
            ]
        ]
    ]
    ends = found.profiles[1].counterfactual_ci95
    assert ends is not None and told[1][2] == "\u202f…\u202f".join(f"{100 * (end or 0):.1f}" for end in ends)
    rational = next(one for one in found.by_reading if one.strength == NO_PREMIUM)
    assert [hitler[1], without[1]] == [
        f"{100 * (share or 0):.1f} %" for share in (found.profiles[0].baseline, rational.baseline)
    ]


# Red when what was left while it ran is counted in what runs after it.
def test_what_was_left_is_not_counted(opened: Any) -> None:
    page = opened("s=germany_wins_at_kursk&n=100")
    page.get_by_role("button", name="Keep this prediction").click()
    page.get_by_role("button", name="Run more wars").click()
    assert page.locator("#stop").is_visible(), "nothing was left: the other numbers were asked for already"
    page.wait_for_selector("#stop", state="hidden")
    found = compare("germany_wins_at_kursk", campaigns=200, seed=1, split=True)
    assert page.locator("#answer p").all_inner_texts() == list(found.document.plain)


# Red when anything of the lesson needs a mouse: each step is taken by keys alone, from the first to the last;
# or when a changed assumption leaves no way to the prediction, or loses the answer before it.
def test_the_lesson_goes_by_keyboard_alone(opened: Any) -> None:
    page = opened("s=germany_wins_at_kursk&n=100")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"

    to, back = partial(tab_to, page), partial(tab_to, page, key="Shift+Tab")
    to("#guess-window_1_day")
    page.keyboard.type("12")
    tab_to(page, "button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("#found:not([hidden])")
    page.wait_for_selector("#stop", state="hidden")
    assert page.evaluate("document.activeElement.id") == "found-title"
    first = [row[2] for row in rows(page, "ladder-numbers")]
    tab_to(page, "#again")
    page.keyboard.press("Enter")
    tab_to(page, "#reading-strength")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("location.hash").endswith("strength=prospect")
    page.wait_for_selector("#predict:not([hidden])")
    to("#predict-again")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "predict-title"
    to("#guess-window_1_day")
    page.keyboard.type("5")
    tab_to(page, "button.main")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") in ("running-title", "found-title")
    page.wait_for_selector("#found:not([hidden])")
    page.wait_for_selector("#stop", state="hidden")
    told = rows(page, "ladder-numbers")
    assert [row[6] for row in told] == first != [row[2] for row in told]
    to("#pick")
    war = page.locator("#any-war").input_value()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("(war) => document.getElementById('any-war').value !== war", arg=war)
    page.wait_for_function("document.activeElement.id === 'pick'")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "#map-week")
    day = page.inner_text("#map h3")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#map h3") != day and page.evaluate("document.activeElement.id") == "map-week"
    tab_to(page, "#hide-map")
    page.keyboard.press("Space")
    assert not page.locator("#map").is_visible() and page.evaluate("document.activeElement.id") == "hide-map"
    page.keyboard.press("Space")
    code = page.inner_text("#code")
    back("#typed")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main" and page.inner_text("#code-wrong") == ""
    back("#projector")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash").endswith("projector=1")
    back("#language")
    page.keyboard.press("Space")
    page.wait_for_url("**/seite.html#*")
    page.wait_for_selector("body[data-ready=yes]", state="attached")
    assert page.evaluate("location.hash").endswith("projector=1")
    assert page.inner_text("#question-title") == "1. Die Frage"


# Red when a control has no name, two things share an id, a picture says nothing to who does not see it, or a
# projector's wall stays empty beside the map.
def test_everything_has_a_name(opened: Any) -> None:
    page = opened("s=germany_wins_at_kursk&n=100&projector=1", viewport={"width": 1280, "height": 720})
    run(page)
    drawn, key = (page.locator(f"#map {one}").bounding_box() for one in (".chart", ".key"))
    assert drawn["width"] > 0.45 * 1280 and drawn["height"] < 720 and key["x"] > drawn["x"] + drawn["width"]
    assert page.evaluate(CUT) == []
    unnamed = page.evaluate(UNNAMED)
    assert unnamed == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    assert page.locator("svg[role=img]:not([aria-labelledby])").count() == 0
    assert page.locator("svg[role=img] desc").count() >= 5
    heads = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((one) => one.tagName)")
    levels = [int(name[1]) for name in heads]
    assert levels[0] == 1 and all(b <= a + 1 or b == 4 for a, b in pairwise(levels))


# Red when a class can be kept from seeing who bears it, or what a teacher hides is seen.
def test_what_a_teacher_hides_and_what_nobody_can(opened: Any) -> None:
    page = opened("s=germany_wins_at_kursk&n=100&hide=map,story,assume")
    run(page)
    assert not page.locator("#map-place").is_visible() and not page.locator("#assume").is_visible()
    assert page.locator("#bears").is_visible() and "Jews" in page.inner_text("#bears")
    assert page.locator("#answer-notes .bears").is_visible()


ENGLISH = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let one = walk.nextNode(); one; one = walk.nextNode()) {
    const alien = !one.parentElement.closest("script, style, noscript, [lang=en]");
    const told = one.textContent.replace(/^.*\\((?:[^()]*\\D)?(?:19|20)\\d\\d\\)/s, "");
    if (alien && /(^|\\s)(the|of|and|with)\\s/.test(told)) found.push(told);
  }
  return found;
}"""
"""Script that gives the English on a German page; titles of works, with their years, stay as they are."""
CUT = """() => [...document.querySelectorAll(".drawing, .chart text")].filter((one) => one.checkVisibility())
  .filter((one) => {
    const inside = one.closest("svg"), own = one.getBoundingClientRect();
    if (!inside) return one.scrollWidth > one.clientWidth + 1;
    const around = inside.getBoundingClientRect();
    return own.left < around.left - 2 || own.right > around.right + 2;
  })
  .map((one) => one.textContent || one.outerHTML)"""
"""Script that gives charts that must be moved aside, and letters that are cut off."""


# Red when the page or a chart is wider than a telephone, letters of a chart are cut off, German is only half
# of it, or English on it does not say that it is.
def test_a_narrow_screen_in_german(opened: Any) -> None:
    page = opened("s=germany_wins_at_kursk&n=100&lang=de", viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.documentElement.lang") == "de"
    page.get_by_role("button", name="Vorhersage festhalten").click()
    page.wait_for_selector("#found:not([hidden])")
    page.wait_for_selector("#stop", state="hidden")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.wait_for_selector("#assumptions code")
    assert page.evaluate(CUT) == [] and page.evaluate(ENGLISH) == []
    # Turned on its side the charts are drawn anew, with names beside their rows.
    page.set_viewport_size({"width": 780, "height": 360})
    page.wait_for_selector("#ladder svg[viewBox^='0 0 920 ']")


# Red when a run cannot be stopped, or a stopped one still counts.
def test_a_run_can_be_stopped(opened: Any) -> None:
    page = opened("s=germany_wins_at_kursk&n=20000")
    page.get_by_role("button", name="Keep this prediction").click()
    page.get_by_role("button", name="Stop").click()
    page.wait_for_selector("#predict:not([hidden])")
    assert "Stopped" in page.inner_text("#predict-said") and not page.locator("#found").is_visible()


# Red when a saved copy opens with other settings than it was saved with.
def test_a_copy_has_the_settings_inside(opened: Any, tmp_path: Path, browser: Any) -> None:
    page = opened("s=hitler_dies_march_1943&n=150&motive=mixed")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save a copy").click()
    copy = tmp_path / "copy.html"
    waiting.value.save_as(copy)
    again = browser.new_page()
    again.goto(f"file://{copy}")
    again.wait_for_selector("body[data-ready=yes]", state="attached", timeout=TOO_LONG)
    assert again.evaluate("location.hash") == "#s=hitler_dies_march_1943&n=150&motive=mixed"
    again.close()


# Red when a war cannot be read at the desk by keyboard alone, its forecasts are not scored, something
# simulated is not called so, who bears it is away, or the desk is too wide for a telephone; or what was
# true, or how often it is, shows before the first forecast.
def test_a_whole_war_at_the_desk_by_keyboard(opened: Any) -> None:
    page = opened("desk&lang=de", viewport={"width": 360, "height": 740})
    assert not page.locator("#question").is_visible() and page.locator("#bears").is_visible()

    def to(test: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches({json.dumps(test)})"):
                return
        raise AssertionError(f"{test} is not reached by keyboard")

    to("#desk .letters button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#desk-now")
    assert page.evaluate("document.activeElement.id") == "desk-now"
    told = page.inner_text("#desk")
    assert "(simuliert)" in told and "(überliefert)" in told and "Vorbereitet" not in told
    assert page.locator("#desk-base").count() == 0 and "Grundrate" not in told
    to("#desk-say-signed")
    page.keyboard.type("101")
    page.keyboard.press("Enter")
    assert page.inner_text("#desk-wrong") != "" and page.locator("#desk-reports").count() == 0
    for place in range(8):
        page.fill("#desk-say-signed", "")
        page.focus("#desk-say-signed")
        page.keyboard.type(str(place))
        page.keyboard.press("Tab")
        page.keyboard.type("50")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "desk-now"
        assert page.locator("#desk-base").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert [row[2] for row in rows(page, "desk-signed")] == [f"{place},0 %" for place in range(8)]
    own, _, *_ = rows(page, "desk-scores")
    assert own[0] == "Sie" and own[2] == "0,250" and "Vorbereitet" in page.inner_text("#desk")
    assert rows(page, "desk-reports") and page.locator("#bears").is_visible()
    assert len(page.input_value("#desk-csv").splitlines()) == 17
    code = page.inner_text("#desk-code")
    page.fill("#desk-codes", f"{code}\nUNSINN")
    page.get_by_role("button", name="Mitteln").click()
    assert "1 Lesende" in page.inner_text("#desk-class")
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("#desk :is(button, input, select, textarea, summary, a)")]
          .filter((one) => !(one.labels && one.labels.length) && !one.getAttribute("aria-label")
          && !one.textContent.trim()).length"""
    )
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert unnamed == 0 and len(ids) == len(set(ids))
    page.get_by_role("button", name="Einen anderen Krieg öffnen").click()
    assert page.evaluate("location.hash") == "#desk"
