"""Rules of accessibility, tried by axe-core on a page that is open in Chromium; and its colours in grey.

axe looks at the colours that a page names, so a grey filter over the page would not change what it finds. So
the pairs of colours that it found, letters and what lies behind them, are made grey here: by the weights that
printers take (Rec. 601) and by those of CSS (Rec. 709), on the values as they are written. Letters in
drawings, at which axe does not look, are held against the grounds of their drawing, in colour and in grey.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
RULES = (*WCAG, "best-practice")
WEIGHTS = ((0.299, 0.587, 0.114), (0.2126, 0.7152, 0.0722))
ENOUGH = 4.5

LOOK = Path(__file__).with_name("look.js")


def faults(page: Any, rules: tuple[str, ...] = RULES) -> list[str]:
    """All that is wrong with an open page, in colour and in grey; empty where nothing is."""
    page.evaluate(SOURCE.read_text(encoding="utf-8"))
    found = page.evaluate(LOOK.read_text(encoding="utf-8"), list(rules))
    assert found["passed"], "axe has looked at nothing"
    pairs = [
        (place, letters, ground, float(least.split(":")[0]) if least else ENOUGH)
        for place, letters, ground, least in found["pairs"]
    ]
    return [*found["wrong"], *too_pale(pairs)]


def too_pale(pairs: Iterable[tuple[str, str, str, float]]) -> list[str]:
    """Pairs of colours too near each other, in colour or in grey: what has them, letters, ground, least."""
    return sorted(
        {
            f"{place}: {letters} on {ground} is {made:.2f} in colour or in grey, and {least} is needed"
            for place, letters, ground, least in pairs
            if letters and ground and (made := _least_contrast(letters, ground)) < least
        }
    )


def _least_contrast(letters: str, ground: str) -> float:
    """The contrast of two colours as they are, or in one of the greys, whichever is least."""
    in_colour = (
        sum(weight * linear(part) for weight, part in zip(WEIGHTS[1], parts(one), strict=True))
        for one in (letters, ground)
    )
    greys = (contrast(linear(grey(letters, one)), linear(grey(ground, one))) for one in WEIGHTS)
    return min(contrast(*in_colour), *greys)


def parts(colour: str) -> list[float]:
    """Red, green and blue, from 0 to 1, of a colour such as #0b3c6f or rgb(11, 60, 111)."""
    if colour.startswith("#"):
        return [int(colour[at : at + 2], 16) / 255.0 for at in (1, 3, 5)]
    return [float(one) / 255.0 for one in re.findall(r"[\d.]+", colour)[:3]]


def grey(colour: str, weights: tuple[float, float, float]) -> float:
    """The grey of a colour, from 0 to 1, as it is written."""
    return sum(weight * part for weight, part in zip(weights, parts(colour), strict=True))


def contrast(one: float, other: float) -> float:
    """The contrast of two luminances, from 1 to 21, by WCAG's formula."""
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)


def linear(value: float) -> float:
    """The light of a part of a colour that is written as some value from 0 to 1."""
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
