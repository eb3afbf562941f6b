"""Numbers and names in the words of figures and reports. No number is written here; all are handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from sepeace.kernel import terms
from sepeace.scenario.scenario import named

if TYPE_CHECKING:
    from sepeace.runs.batch import Batch
    from sepeace.scenario import Assumptions

BOX = "□"
UNSEEN = "\u00ad\u200c\u200d\ufe0e\ufe0f"
"""What stands for a letter that cannot be drawn; what joins letters and has no look of its own."""
ENDINGS: Mapping[str, str] = {
    "soviet_victory": "Germany is defeated",
    "german_victory": "the Soviet Union collapses",
    "settlement_held": "line held by both dictatorships",
    "settlement_broken": "line broken by renewed war",
    "undecided": "no end within the horizon",
}
BARRIERS: Mapping[str, str] = {
    "no_contact": "nobody willing, or nothing sent",
    "gatekeeper": "stopped by an intermediary",
    "strength": "premium while fortune was bad",
    "terms": "terms did not overlap",
    "exposure": "exposed",
    "pre_empted": "other talks came first",
    "walked_out": "a side walked out of an open window",
    "war_ended": "the war ended first",
}
TERMS: Mapping[str, str] = {term.name: term.label for term in terms.GAP}
LUCKS: Mapping[str, str] = {
    "free": "every outcome drawn anew",
    "branch": "held to the record until the branch",
}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def label(names: Mapping[str, str], key: str) -> str:
    """The words for a key; a key without words is shown with blanks for underscores."""
    return names.get(key, key.replace("_", " "))


def percent(value: float | None) -> str:
    """A share as a percentage with one decimal place."""
    return "–" if value is None else f"{100.0 * value:.1f}%"


def points(value: float | None) -> str:
    """A difference of shares in percentage points, signed."""
    return "–" if value is None else f"{100.0 * value:+.1f}".replace("-", "−")


def percent_interval(bounds: Sequence[float | None] | None) -> str:
    """A 95% interval of a share, such as "4.9 to 7.8%"."""
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return "–"
    return f"{100.0 * bounds[0]:.1f} to {100.0 * bounds[1]:.1f}%"


def points_interval(bounds: Sequence[float | None] | None) -> str:
    """A 95% interval of a difference, in percentage points."""
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return "–"
    return f"{points(bounds[0])} to {points(bounds[1])}"


def day(value: date | str | None) -> str:
    """A date as "5 July 1943"; nothing as a dash."""
    if value is None:
        return "–"
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def readings(content: Mapping[str, Any]) -> str:
    """The readings in force, such as "strength document, motive sincere"."""
    order = ("strength", "motive", "initiative", "frontier", "disputed", "numbers")
    told = dict(named(content))
    names = [name for name in order if name in told] + [name for name in told if name not in order]
    return ", ".join(f"{name} {told[name].replace('_', ' ')}" for name in names)


def assumed(content: Mapping[str, Any]) -> str:
    """The readings of a summary, and what is set by hand beside them."""
    return "; ".join([readings(content["readings"]), *content["by_hand"]])


def under(assumptions: Assumptions) -> str:
    """The same, of a scenario's assumptions."""
    return "; ".join([readings(assumptions.readings()), *assumptions.by_hand()])


@cache
def _letters() -> frozenset[int]:
    """What the font of the figures can draw."""
    from matplotlib import font_manager

    path = font_manager.findfont(font_manager.FontProperties())
    return frozenset(font_manager.get_font(path).get_charmap())


def drawable(text: str) -> str:
    """`text` with a box for each letter that the figures' font lacks; the page has it in full."""
    known = _letters()
    return "".join(letter if ord(letter) in known else BOX for letter in text if letter not in UNSEEN)


def world(batch: Batch) -> str:
    """What a batch shows: its scenario's title, or the war without the change."""
    scenario = batch.scenario
    if scenario.changes or scenario.branch is None:
        return drawable(scenario.title)
    if batch.luck == "branch":
        return f"As recorded until {day(scenario.branch)}, then fresh luck"
    return "Without the change"


def made(content: Mapping[str, Any]) -> str:
    """Campaigns, seed and luck of a batch's summary."""
    luck = label(LUCKS, content["given"])
    return f"{content['campaigns']:,} campaigns, seed {content['seed']}, {luck}"
