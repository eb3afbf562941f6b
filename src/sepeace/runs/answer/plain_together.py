"""What several what-ifs do together, in three sentences; see ``runs.answer.plain_answer``."""

from __future__ import annotations

from sepeace.outcomes.kept_steps import Together
from sepeace.runs.answer.of_100_wars import ABOUT, FEWER, MORE, of_100
from sepeace.runs.answer.plain_answer import UNKNOWN
from sepeace.wording.outcomes import lasting

OTHERS = {ABOUT: ABOUT, FEWER: MORE, MORE: FEWER}
"""What is said of the rest of 100 wars."""
NEVER_ADD = (
    "The changes are not equally likely, and the list could always be made longer: so what they do must "
    "never be added up to a chance of peace."
)


def plain_together(
    what_ifs: int, window: Together, signed: Together, window_days: int = 1
) -> tuple[str, str, str]:
    """What several what-ifs do together, in three sentences.

    A chance seems higher the more ways to it are spelt out (Tversky and Koehler 1994, Psychological Review
    101: 547-567), and spelling out what-ifs does the same to historians (Tetlock and Lebow 2001, American
    Political Science Review 95: 829-843). So each war is counted once, the wars in which none of the changes
    acts are told too, and the last sentence says why nothing may be added up.

    Args:
        what_ifs: how many there are, two or more.
        window, signed: what they do to windows and to settlements.
        window_days: days open in all from which a window counts.
    """
    long = "if only for a day" if window_days == 1 else lasting(window_days)
    opened, shut = _one_or_none(window.gained, window.n)
    brought, not_brought = _one_or_none(signed.gained, signed.n)
    return (
        f"In this model {what_ifs} changes to the war were tried, one at a time: in {opened} at least one of "
        f"them lets the terms of both sides meet, {long}, where without it they do not, and in {shut} not "
        "one does.",
        f"A peace is signed through at least one of them in {brought}, and in {not_brought} through none of "
        "them.",
        NEVER_ADD,
    )


def _one_or_none(k: int, n: int) -> tuple[str, str]:
    """In how many of 100 wars, and in how many not; where both are told they add up to 100."""
    told = of_100(k, n)
    if told is None:
        return UNKNOWN, "the rest"
    word, number = told.rsplit(" ", 1)
    return f"{told} of 100 wars", f"{OTHERS[word]} {100 - int(number)}"
