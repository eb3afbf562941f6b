"""A page in a browser by keys alone, and what of it has no name."""

from __future__ import annotations

import json
from typing import Any

TOO_LONG = 120_000.0
"""Milliseconds after which a page that does not answer is at fault."""
UNNAMED = """() => [...document.querySelectorAll("button, input, select, textarea, progress, summary, a")]
  .filter((one) => !(one.labels && one.labels.length && one.labels[0].textContent.trim())
  && !one.getAttribute("aria-label") && !one.textContent.trim()).map((one) => one.outerHTML)"""
"""Script that gives every control without a name."""


def tab_to(page: Any, test: str, key: str = "Tab") -> None:
    for _ in range(150):
        page.keyboard.press(key)
        if page.evaluate(f"document.activeElement.matches({json.dumps(test)})"):
            return
    raise AssertionError(f"{test} is not reached by keyboard")
