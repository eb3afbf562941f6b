"""A room of a class in a real browser: teacher and pupil, each with a page of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from sepeace.classroom.serve.served_page import served
from tests.axe import faults
from tests.chromium import REQUIRED
from tests.classroom.keys import TOO_LONG, UNNAMED, tab_to
from tests.firefox import Firefox
from tests.pages import parts, parts_in
from tests.rooms import KEY, listening

PATHS = {"en": "/", "de": "/de"}
"""Where the server has the page in each language."""


def room_page(browser: Any, link: str, **given: Any) -> Any:
    """A page from a server in a browser of its own, which notes what it asks, and what goes wrong."""
    page = browser.new_context(**given).new_page()
    page.set_default_timeout(TOO_LONG)
    page.asked, page.wrong = [], []
    page.on("request", lambda one: page.asked.append(one.url))
    page.on("pageerror", lambda one: page.wrong.append(str(one)))
    page.goto(link)
    page.wait_for_selector("body[data-ready=yes]", state="attached")
    return page


def breaks_no_rule(page: Any) -> None:
    """No rule of accessibility is broken in this state of the room: looked at where browsers are required."""
    if REQUIRED:
        page.evaluate("document.querySelectorAll('#room details').forEach((one) => { one.open = true; })")
        assert faults(page) == []


# Red when a step of a lesson with a room fails: the key stays in the address, a prediction does not arrive,
# a sentence does, the model is shown unasked, a page asks anybody but its server, a closed room goes on; or
# a state of the room breaks a rule of accessibility: before joining, when a prediction is in, when the class
# is shown.
def test_a_lesson_with_a_room(browser: Any) -> None:
    english, german = (served(parts_in(language), PATHS) for language in PATHS)
    with listening(replace(english, others={PATHS["de"]: german.body})) as (port, _):
        _lesson_with_a_room(browser, f"http://127.0.0.1:{port}/")


# Red when what the server hands out does not open in Firefox, a room cannot be opened there, or it asks
# anybody else.
@pytest.mark.skipif(not REQUIRED, reason="the room in Firefox: only where browsers are required")
def test_a_room_opens_in_firefox(firefox: Firefox) -> None:
    with listening(served(parts())) as (port, _):
        firefox.asked.clear()
        firefox.open(f"http://127.0.0.1:{port}/#n=100&teacher={KEY}")
        firefox.until("document.body.dataset.ready === 'yes'")
        assert KEY not in firefox.evaluate("location.href")
        firefox.evaluate(
            """[...document.querySelectorAll('#room button')]
              .find((one) => one.textContent === 'Open a room').click()"""
        )
        firefox.until("document.querySelector('.roomcode')")
        code = firefox.evaluate("document.querySelector('.roomcode').textContent")
        assert re.fullmatch("[A-Z2-9]{4}-[A-Z2-9]{4}", code) and firefox.wrong == []
        asked = [one for one in firefox.asked if not one.startswith(("blob:", "about:", "data:"))]
        assert asked and all(one.startswith(f"http://127.0.0.1:{port}/") for one in asked), asked


def _lesson_with_a_room(browser: Any, address: str) -> None:
    teacher = room_page(browser, f"{address}#n=100&teacher={KEY}")
    assert KEY not in teacher.url and teacher.locator("#messages").is_hidden()
    teacher.select_option("#reading-motive", "mixed")
    teacher.get_by_role("button", name="Open a room").click()
    code = teacher.locator(".roomcode").inner_text()
    assert re.fullmatch("[A-Z2-9]{4}-[A-Z2-9]{4}", code)

    # A pupil on a telephone, by keyboard alone.
    pupil = room_page(browser, address, viewport={"width": 360, "height": 740})
    breaks_no_rule(pupil)
    tab_to(pupil, "#room-code")
    pupil.keyboard.type("wrong")
    pupil.keyboard.press("Enter")
    pupil.wait_for_selector("#room-wrong:not(:empty)")
    pupil.locator("#room-code").fill(code.lower())
    pupil.keyboard.press("Enter")
    pupil.wait_for_selector("#ways")
    # The teacher's settings have come with the room.
    pupil.wait_for_url("**motive=mixed")
    pupil.fill("#guess-window_1_day", "20")
    pupil.fill("#guess-window_28_days", "35")
    pupil.fill("#guess-words", "A sentence that stays here")
    with pupil.expect_request("**/api/predictions") as sent:
        pupil.get_by_role("button", name="Keep this prediction").click()
    assert "sentence" not in (sent.value.post_data or "")
    pupil.wait_for_selector("#room-said:has-text('is in')")
    pupil.wait_for_selector("#stop", state="hidden")
    breaks_no_rule(pupil)
    assert pupil.evaluate("document.documentElement.scrollWidth") <= 360
    pupil.reload()
    pupil.wait_for_selector("#ways")

    # Who leaves and comes back is the same pupil, and nothing counts that is said after an answer.
    again = pupil.get_by_role("button", name="Keep this prediction")
    pupil.get_by_role("button", name="Leave the room").click()
    pupil.wait_for_selector("body[data-ready=yes]", state="attached")
    pupil.select_option("#reading-motive", "leverage")
    again.click()
    pupil.wait_for_selector("#again", state="visible")
    pupil.locator("#room-code").fill(code)
    pupil.keyboard.press("Enter")
    pupil.wait_for_selector("#room-said:has-text('as before')")
    pupil.click("#again")
    again.click()
    pupil.wait_for_selector("#room-said:has-text('not sent')")
    pupil.select_option("#reading-motive", "mixed")
    again.click()
    pupil.wait_for_selector("#room-said:has-text('already')")

    # The class is seen as it comes, and what the model says when it is wanted.
    teacher.wait_for_selector("#class-figure")
    assert "In 1 of 1 predictions terms meet for 28 days more often" in teacher.inner_text("#room")
    assert "what the model says" not in teacher.inner_text("#class-figure")
    breaks_no_rule(teacher)
    teacher.get_by_role("button", name="Show what the model says").click()
    teacher.wait_for_selector("#class-figure:has-text('what the model says')")
    assert teacher.inner_text("#room").count("Jews") == 1
    breaks_no_rule(teacher)
    for page in (teacher, pupil):
        assert page.evaluate(UNNAMED) == []
        assert page.locator("svg[role=img]:not([aria-labelledby]):not([aria-label])").count() == 0
    teacher.get_by_role("button", name="Deutsch").click()
    teacher.wait_for_url("**/de#*")
    teacher.get_by_role("heading", name="Die Klasse", exact=True).wait_for()

    # A saved copy asks nobody, as any page in a file.
    with pupil.expect_download() as waiting:
        pupil.get_by_role("button", name="Save a copy").click()
    assert "connect-src" not in waiting.value.path().read_text(encoding="utf-8").partition("<style>")[0]

    teacher.locator("#board-close").click()
    teacher.locator("#board-close").click()
    teacher.wait_for_selector(".roomcode", state="detached")
    pupil.wait_for_selector("body[data-ready=yes]", state="attached")
    pupil.click("#again")
    again.click()
    pupil.wait_for_selector("#room-wrong:has-text('has ended')")
    for page in (teacher, pupil):
        assert page.wrong == []
        assert all(url.startswith((address, "blob:")) for url in page.asked), page.asked
        page.context.close()
