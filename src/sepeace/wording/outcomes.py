"""What can become of a campaign: endings, barriers, the rungs from a wish to a signature."""

from __future__ import annotations

from sepeace.shapes import Name
from sepeace.wording.said import said


class Ending(Name):
    """How a campaign ended."""

    SOVIET_VICTORY = "soviet_victory"
    GERMAN_VICTORY = "german_victory"
    SETTLEMENT_HELD = "settlement_held"
    SETTLEMENT_BROKEN = "settlement_broken"
    UNDECIDED = "undecided"
    FAILED = "failed"


ENDINGS = {
    Ending.SOVIET_VICTORY: "Germany is defeated",
    Ending.GERMAN_VICTORY: "the Soviet Union collapses",
    Ending.SETTLEMENT_HELD: "line held by both dictatorships",
    Ending.SETTLEMENT_BROKEN: "line broken by renewed war",
    Ending.UNDECIDED: "no end within the horizon",
    Ending.FAILED: "failed",
}
"""In tables and figures."""
ENDING_CLAUSES = {
    Ending.SOVIET_VICTORY: "the war ends with the defeat of Germany",
    Ending.GERMAN_VICTORY: "the war ends with the collapse of the Soviet Union",
    Ending.SETTLEMENT_HELD: "the line is held by both dictatorships",
    Ending.SETTLEMENT_BROKEN: "the settlement is broken, and the war goes on",
    Ending.UNDECIDED: "the war has no end within the time that is followed",
    Ending.FAILED: "the campaign failed in its arithmetic and tells nothing",
}
"""At the end of the story of one campaign."""


class Barrier(Name):
    """What stopped the attempt that got furthest."""

    NO_CONTACT = "no_contact"
    GATEKEEPER = "gatekeeper"
    STRENGTH = "strength"
    TERMS = "terms"
    EXPOSURE = "exposure"
    PRE_EMPTED = "pre_empted"
    WALKED_OUT = "walked_out"
    WAR_ENDED = "war_ended"


BARRIERS = {
    Barrier.NO_CONTACT: "nobody willing, or nothing sent",
    Barrier.GATEKEEPER: "stopped by an intermediary",
    Barrier.STRENGTH: "premium while fortune was bad",
    Barrier.TERMS: "terms did not overlap",
    Barrier.EXPOSURE: "exposed",
    Barrier.PRE_EMPTED: "other talks came first",
    Barrier.WALKED_OUT: "a side walked out of an open window",
    Barrier.WAR_ENDED: "the war ended first",
}
"""In tables and figures."""
BARRIER_CLAUSES = {
    Barrier.NO_CONTACT: "nobody is willing, or nothing is sent",
    Barrier.GATEKEEPER: "the attempt that gets furthest is kept back by an intermediary",
    Barrier.STRENGTH: (
        "the attempt that gets furthest is refused: Germany asks a premium while fortune is bad"
    ),
    Barrier.TERMS: "the attempt that gets furthest fails on its terms",
    Barrier.EXPOSURE: "the attempt that gets furthest is exposed",
    Barrier.PRE_EMPTED: "the attempt that gets furthest gives way to other talks",
    Barrier.WALKED_OUT: "a side walks out while the window is open",
    Barrier.WAR_ENDED: "the war ends before the attempt that gets furthest is through",
}
"""At the end of a causal path."""


class Rung(Name):
    """A step on the way from a wish to a signature."""

    GERMAN_LEADER_WILLING = "german_leader_willing"
    SOVIET_LEADER_WILLING = "soviet_leader_willing"
    FEELER_DELIVERED = "feeler_delivered"
    TALKS_BEGUN = "talks_begun"
    WINDOW = "window_1_day"
    LONG_WINDOW = "window_28_days"
    SETTLEMENT = "settlement"


class Counted(Name):
    """What a run counts beside the rungs."""

    WINDOW = "window"


LONG_DAYS = 28
"""Days in all from which a window is a long one."""


def lasting(days: int) -> str:
    """How long a window is open to count."""
    return (
        said("for a day or more")
        if days == 1
        else said("for {days} days or more in all").format(days=f"{days}")
    )


def of_length(days: int) -> str:
    """What stands behind the word window where one does not count from a day."""
    return "" if days == 1 else f" of {days} days or more in all"


def in_short(days: int) -> str:
    """The same where there is no room."""
    return "" if days == 1 else f" of {days} days"


def counting_from(days: int) -> str:
    """The same, behind what else is said of a run."""
    return "" if days == 1 else f", windows{of_length(days)}"


RUNGS = {
    Rung.GERMAN_LEADER_WILLING: (
        "the German leader would rather talk than not (above 0.5), for 28 days in all"
    ),
    Rung.SOVIET_LEADER_WILLING: (
        "the Soviet leader would rather talk than not (above 0.5), for 28 days in all"
    ),
    Rung.FEELER_DELIVERED: "a feeler of one side reaches the other leader",
    Rung.TALKS_BEGUN: "talks begin: a first round is held",
    Rung.WINDOW: "the terms of both sides meet for a day (a window)",
    Rung.LONG_WINDOW: "they meet for 28 days in all",
    Rung.SETTLEMENT: "a settlement is signed",
}
"""In tables."""
RUNGS_DRAWN = {
    Rung.GERMAN_LEADER_WILLING: "German leader wants talks for 28 days",
    Rung.SOVIET_LEADER_WILLING: "Soviet leader wants talks for 28 days",
    Rung.FEELER_DELIVERED: "a feeler reaches the other leader",
    Rung.TALKS_BEGUN: "talks begin",
    Rung.WINDOW: "terms meet for a day: a window opens",
    Rung.LONG_WINDOW: "terms meet for 28 days in all",
    Rung.SETTLEMENT: "a settlement is signed",
}
"""In figures."""


def counted_step(step: str, days: int) -> str:
    """A rung, or the windows that count in a run, in a table; ``days`` open in all make a window."""
    return f"the terms of both sides meet {lasting(days)}" if step == Counted.WINDOW else RUNGS[Rung(step)]


SHARES_OF_ALL = (
    "Shares are of all campaigns. The rungs are not nested: terms can meet while nobody talks, and talks can "
    "begin that no feeler of a side led to."
)
CAME_ABOUT = {
    True: "What is supposed came about in this campaign.",
    False: "What is supposed did not come about in this campaign; it stands apart and counts in no share.",
}
"""Of one campaign of a what-if."""
NOT_NESTED = (
    f"{SHARES_OF_ALL} Of the campaigns that reached the rung above, this one was also reached in the shares "
    "beside it."
)
