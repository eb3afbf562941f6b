"""Words for lines on the map: which named line a share stands for, where a share lies, who stays behind it.

One function, ``named``, decides which line a side names, and everything that names one asks it. The Soviet
side names the easternmost line that does not go beyond what it would give, the German side the westernmost
that is not short of what it must have. So a line's own share is never on the wrong side of the share it is
named for, a greater share never names a line further west, and the same share always has the same words. What
the line leaves of a Soviet offer is told in clauses in a fixed order. An alliance against the Western powers
is never among them: the only source of one is a set of papers held to be forged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sepeace.chronicle.sentences import CLAUSES, LEFT, NOT_COUNTED
from sepeace.chronicle.wording import hundredths, listed
from sepeace.kernel import slots
from sepeace.record.types import Contact
from sepeace.ruler import NamedLine, Ruler
from sepeace.wording.said import said

OPEN_TERMS = "a cease-fire, with terms open"
BEYOND_ALL = "more than the Arkhangelsk-Astrakhan line"
OLD_FRONTIERS = {"1914": "the 1914 frontier", "1939": "the frontier of September 1939"}
"""The old frontier that the Soviet side names below the Dnieper, by reading; 1941 names whichever fits."""
TRADE = 0.03
"""Worth of trade to Germany as a share of the stake (judgement). Transit costs her .02, and is named only
where a contact of the record or a file has it; the dismissal of Ribbentrop is worth nothing."""
AT_A_LINE = 0.005
"""A share no further than this from a named line's is at that line."""
HELD_TO_BE_FORGED = "forgery_suspected", "fable"
"""Grades of contacts that are no source of what a side named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a side names for a share: its title, and the line's id and own share where it names a line."""

    title: str
    line: str | None = None
    share: float | None = None

    @property
    def told(self) -> str:
        """The title, with the line's own share."""
        if self.share is None:
            return self.title
        return said("{line} (share {share})").format(line=self.title, share=hundredths(self.share))


def line_title(line: NamedLine) -> str:
    """The 1914 frontier, the Dnieper line."""
    return said("the {line}").format(line=line.title)


def line_of(ruler: Ruler, line: str) -> str:
    """A line of the record by its id, in words."""
    if line == "frontier_1939":
        return OLD_FRONTIERS["1939"]
    return line_title(ruler.line(line))


def named(ruler: Ruler, side: int, share: float, frontier: str = "1941") -> Named:
    """The line that a side names for a share.

    Args:
        side: the Soviet one would give ``share`` at most, the German one must have it at least.
        frontier: the reading: which old frontier the Soviet side names below the Dnieper.
    """
    if side == slots.GERMANY:
        east = [line for line in ruler.named_lines if line.share >= share]
        return _at(east[0]) if east else Named(title=said(BEYOND_ALL))
    within = [line for line in ruler.named_lines if line.share <= share]
    if not within:
        return Named(title=said(OPEN_TERMS))
    best = within[-1]
    if best.share >= ruler.line("dnieper").share:
        return _at(best)
    if frontier == "1914":
        return _at(ruler.line("frontier_1914"))
    # In Poland the line of September 1939 runs as the frontier of June 1941 does, and has its share.
    now = ruler.line("frontier_1941")
    if frontier == "1939" and share >= now.share:
        return Named(title=OLD_FRONTIERS["1939"], line="frontier_1939", share=now.share)
    return _at(best)


def _at(line: NamedLine) -> Named:
    return Named(title=line_title(line), line=line.id, share=line.share)


def offer(ruler: Ruler, share: float, frontier: str, dismissal: bool = False) -> str:
    """A Soviet offer in words: a line, and what is left of it in clauses in their fixed order.

    Args:
        dismissal: whether the feeler demands that Ribbentrop go; it is worth nothing to either side.
    """
    line = named(ruler, slots.SOVIET, share, frontier)
    rest = share - line.share if line.share is not None else 0.0
    clauses = [CLAUSES["trade"]] if rest >= TRADE else []
    return with_clauses(line.told, [*clauses, CLAUSES["ribbentrop_dismissed"]] if dismissal else clauses)


def with_clauses(title: str, clauses: list[str]) -> str:
    """A line and its clauses: the Dnieper line, with trade."""
    if not clauses:
        return title
    return said("{line}, with {clauses}").format(line=title, clauses=listed(clauses))


def reported(contacts: Iterable[Contact], line: str) -> tuple[int, ...]:
    """Years in which a source has Moscow name a line, other than papers held to be forged."""
    ids = {line, "frontier_1941"} if line == "frontier_1939" else {line}
    return tuple(
        sorted(
            {
                row.start.year
                for row in contacts
                if row.pair == "main" and row.sender == "soviet" and row.grade not in HELD_TO_BE_FORGED
                if row.line in ids
            }
        )
    )


# --- where a share lies -----------------------------------------------------------------------------------


def _near(ruler: Ruler, share: float) -> NamedLine | None:
    """The named line that a share is at, if there is one."""
    return next((line for line in ruler.named_lines if abs(line.share - share) < AT_A_LINE), None)


def _around(ruler: Ruler, share: float) -> tuple[NamedLine | None, NamedLine | None]:
    """The named lines next to the west and next to the east of a share; None where there is none."""
    east = [line for line in ruler.named_lines if line.share >= share]
    west = [line for line in ruler.named_lines if line.share <= share]
    return (west[-1] if west else None), (east[0] if east else None)


def lies(ruler: Ruler, share: float) -> str:
    """Where a share lies among the named lines."""
    near = _near(ruler, share)
    if near is not None:
        return said("at the {line}").format(line=near.title)
    west, east = _around(ruler, share)
    if west is None:
        return said("west of the {line}").format(line=ruler.named_lines[0].title)
    if east is None:
        return said("beyond the {line}").format(line=ruler.named_lines[-1].title)
    return said("between the {west} and the {east}").format(west=west.title, east=east.title)


def at_the_table(ruler: Ruler, share: float) -> str:
    """A share on the table and where it lies: 0.46, between the 1938 frontier and the Dnieper line."""
    return f"{hundredths(share)}, {lies(ruler, share)}"


def german_least(ruler: Ruler, share: float) -> str:
    """What the German side must have, after its name."""
    near = _near(ruler, share)
    if near is not None:
        return said("would take nothing west of the {line}").format(line=near.title)
    west, east = _around(ruler, share)
    if east is None:
        return said("wants more than the Arkhangelsk-Astrakhan line")
    if west is None:
        return said("would take nothing west of a line west of the {line}").format(line=east.title)
    return said("would take nothing west of a line between the {west} and the {east}").format(
        west=west.title, east=east.title
    )


def soviet_most(ruler: Ruler, share: float) -> str:
    """What the Soviet side would give, after its name."""
    near = _near(ruler, share)
    if near is not None:
        return said("would give nothing east of the {line}").format(line=near.title)
    west, east = _around(ruler, share)
    if west is None:
        return said("would not even give the {line}").format(line=ruler.named_lines[0].title)
    if east is None:
        return said("would give nothing east of a line beyond the {line}").format(line=west.title)
    return said("would give nothing east of a line between the {west} and the {east}").format(
        west=west.title, east=east.title
    )


# --- who stays behind it ----------------------------------------------------------------------------------


def stays_behind(ruler: Ruler, share: float) -> str:
    """Who stays behind a line with this share, as sentences: the counts of the named lines around it.

    A count comes with its own range, and is of people of the Soviet Union before the war. At the frontier
    of June 1941 and west of it nobody is counted, and that is said. That those still alive are left to their
    murderers is said wherever it stands: to stay under an occupation says too little.
    """
    return f"{_counted(ruler, share)} {said(LEFT)}"


def _counted(ruler: Ruler, share: float) -> str:
    if share < ruler.frontier_share + AT_A_LINE:
        return said(NOT_COUNTED)
    near = [line for line in ruler.named_lines if abs(line.share - share) < AT_A_LINE]
    west, east = (near[0], near[0]) if near else ruler.beside(share)
    known = [line for line in (west, east) if line is not None and line.people[2] > 0.0]
    first, last = known[0], known[-1]
    if first is not last:
        return said(
            "Behind it between {fewer} million people ({first}) and {more} million ({last}) stay under "
            "German occupation: so many lived there before the war."
        ).format(
            fewer=f"{first.people[0]:.0f}",
            first=_estimates(first),
            more=f"{last.people[0]:.0f}",
            last=_estimates(last),
        )
    pattern = said(
        "More than {people} million people ({line}) stay under German occupation: so many lived west of that "
        "line before the war."
    )
    if near:
        pattern = said(
            "{people} million people ({line}) stay under German occupation: so many lived west of that line "
            "before the war."
        )
    elif first is east:
        pattern = said(
            "Up to {people} million people ({line}) stay under German occupation: so many lived west of that "
            "line before the war."
        )
    return pattern.format(people=f"{first.people[0]:.0f}", line=_estimates(first))


def _estimates(line: NamedLine) -> str:
    _, low, high = line.people
    return said("{line}; estimates from {low} to {high}").format(
        line=line_title(line), low=f"{low:.0f}", high=f"{high:.0f}"
    )
