"""Why the worlds differ, for a reader: the ways by which the change acts, the largest first.

What the appendix tells with intervals is told here in tenths of the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sepeace.wording.gap import Way
from sepeace.wording.outcomes import Barrier

if TYPE_CHECKING:
    from sepeace.documents.compare import CompareDocument

PLAIN = {
    Way.GROUND: "where the front then stands",
    Way.LOSSES: "what the battles cost in men, by which fighting on is dearer for one side or cheaper",
    Way.BELIEF: "what the leaders learn from how the front moves",
    Way.STRENGTH: (
        "what the German leader asks for on top, the premium: less after battles won, when fortune is good, "
        "and more after battles lost"
    ),
    Way.WEST: "the West: its aid, its landing, and how far Stalin trusts it",
    Way.OTHER: "what the change sets itself: dates, the man who leads, roads for messages, the war's end",
}
"""Each way as it stands inside a sentence."""
STOPPED = {
    Barrier.NO_CONTACT: "nobody is willing, or nothing is sent",
    Barrier.GATEKEEPER: "it is kept back on its way",
    Barrier.STRENGTH: "the terms would meet but for the premium of the German leader",
    Barrier.TERMS: "the terms lie apart",
    Barrier.EXPOSURE: "it comes out",
    Barrier.PRE_EMPTED: "other talks come before it",
    Barrier.WALKED_OUT: "one side walks out though the terms meet",
    Barrier.WAR_ENDED: "the war ends first",
}
"""How the attempt that gets furthest ends, each as a clause."""
ALMOST_ALL, WORTH_SAYING = 0.95, 0.05
"""Shares of the difference from which a way is nearly all of it, and from which it is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """One way of a change.

    Attributes:
        way: in words.
        share: of the difference; below 0 it works the other way.
    """

    way: str
    share: float

    @property
    def amount(self) -> str:
        """How much of the difference, in words."""
        if self.share >= ALMOST_ALL:
            return "nearly all of the difference"
        tenths = max(1, round(10.0 * self.share))
        part = "half" if tenths == 5 else "a tenth" if tenths == 1 else f"{tenths} tenths"
        return f"about {part} of the difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How the change acts on windows.

    Attributes:
        traced: whether the ways were traced.
        shown: whether the runs show a difference at all.
        more: whether there are more windows with the change.
        by: ways that make the difference, the largest first.
        against: ways that work against it.
    """

    traced: bool
    shown: bool
    more: bool
    by: tuple[Through, ...]
    against: tuple[Through, ...]


def ways(content: CompareDocument) -> Ways:
    """How the change acts, of a comparison; only ways whose interval leaves 0 out are told."""
    window, split = content.difference.window, content.split.parts()
    whole = window.estimate
    traced = content.split.ground is not None
    found: list[Through] = []
    if traced and window.shown and whole:
        ends = content.split_ci95.parts()
        for way, value in split.items():
            interval = ends[way]
            if value is None or interval is None or interval[0] <= 0.0 <= interval[1]:
                continue
            if abs(value / whole) >= WORTH_SAYING:
                found.append(Through(way=PLAIN[way], share=value / whole))
    found.sort(key=lambda row: -abs(row.share))
    return Ways(
        traced=traced,
        shown=window.shown,
        more=whole > 0.0,
        by=tuple(row for row in found if row.share > 0.0),
        against=tuple(row for row in found if row.share < 0.0),
    )
