"""What stands round a headline: the plain answer, the ladder, and what the share hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sepeace.cli.output import table
from sepeace.documents.batch import ProfileRow
from sepeace.wording.assumed import NUMBERS_ON_TERMINAL, PREMIUMS_IN_TABLE, STRENGTHS_ON_TERMINAL
from sepeace.wording.outcomes import LONG_DAYS, NOT_NESTED, RUNGS, of_length

if TYPE_CHECKING:
    from sepeace.documents.batch import BatchDocument
    from sepeace.documents.compare import CompareDocument, ProfileOfPair, RungOfPair

WAY = "from a wish to a signature"
HANGS_ON = "What it hangs on: share of campaigns with a window"


def plain_lines(content: BatchDocument | CompareDocument) -> list[str]:
    """The three sentences of the plain answer, one after the other."""
    return [" ".join(content.plain), ""]


def ladder_of_pair(content: CompareDocument) -> list[str]:
    """The rungs of two worlds."""
    rows = [
        (
            RUNGS[row.rung],
            _with(row.baseline, row.baseline_given_above),
            _with(row.counterfactual, row.counterfactual_given_above),
            f"{points(row.difference)} {points_interval(row.ci95)}" if row.shown else _unshown(row),
            points_interval(row.ci95_all_rungs),
        )
        for row in content.ladder
    ]
    worlds = ("without (of those above)", "with (of those above)")
    heads = (WAY, *worlds, "difference, points [95%]", "[95% for all rungs at once]")
    return [table(rows, heads), "", NOT_NESTED, ""]


def ladder_alone(content: BatchDocument) -> list[str]:
    """The rungs of one world."""
    rows = [
        (
            RUNGS[row.rung],
            percent(row.value),
            interval(row.ci95),
            interval(row.ci95_all_rungs),
            percent(row.given_above),
        )
        for row in content.ladder
    ]
    heads = (WAY, "share", "[95%]", "[95% for all rungs at once]", "of those above")
    return [table(rows, heads), "", NOT_NESTED] if rows else []


def hangs_on_pair(content: CompareDocument) -> list[str]:
    """The headline under other numbers, of 28 days, and under each reading of strength."""
    rows = []
    for row in content.numbers:
        name, campaigns = NUMBERS_ON_TERMINAL[row.numbers], f"{row.campaigns:,}"
        long = (percent(row.baseline_28_days), percent(row.counterfactual_28_days))
        rows += [
            (name, percent(row.baseline), percent(row.counterfactual), campaigns),
            *([] if content.window_days == LONG_DAYS else [(f"{name}: 28 days or more", *long, campaigns)]),
        ]
    counted = content.numbers[0].campaigns if content.numbers else 0
    rows += [
        (
            f"if {STRENGTHS_ON_TERMINAL[row.strength]}",
            percent(row.baseline),
            percent(row.counterfactual),
            f"{counted:,}",
        )
        for row in content.by_reading
    ]
    hangs_on = f"{HANGS_ON}{of_length(content.window_days)}"
    return [table(rows, (hangs_on, "without", "with", "campaigns")), ""]


def hangs_on_alone(content: BatchDocument) -> list[str]:
    """The headline of one world under other numbers, and of 28 days."""
    rows = [
        (
            NUMBERS_ON_TERMINAL[row.numbers],
            f"{percent(row.window)} {interval(row.window_ci95)}".rstrip(),
            percent(row.window_28_days),
            percent(row.settlement),
            f"{row.campaigns:,}",
        )
        for row in content.numbers
    ]
    window = f"with a window{of_length(content.window_days)}"
    heads = ("What it hangs on: share of campaigns", window, "of 28 days", "settlement", "campaigns")
    return [table(rows, heads), ""]


def profiles_of(content: BatchDocument | CompareDocument) -> list[str]:
    """Both profiles, each with several premiums, and what has to be said beside the answer."""
    return beside(content.profiles, content.notes, content.window_days)


def beside(
    profiles: Sequence[ProfileRow | ProfileOfPair], notes: Sequence[str], window_days: int
) -> list[str]:
    """The same of these rows and notes."""
    from sepeace.scenario.tables.departures import PROFILE_OF  # no help waits for the kernel

    rows = []
    for row in profiles:
        who = f"{PROFILE_OF[row.profile].title}: {PREMIUMS_IN_TABLE[row.premium]}"
        if isinstance(row, ProfileRow):
            found = (row.window, row.window_ci95, row.window_28_days, row.settlement)
        else:
            found = (
                row.counterfactual,
                row.counterfactual_ci95,
                row.counterfactual_28_days,
                row.counterfactual_settlement,
            )
        share, ends, long, signed = found
        shown = f"{percent(share)} {interval(ends)}".rstrip()
        rows.append((who, shown, percent(long), percent(signed), f"{row.campaigns:,}"))
    window = f"with a window{of_length(window_days)}"
    heads = ("In Hitler's place: share of campaigns", window, "of 28 days", "settlement", "campaigns")
    lines = [table(rows, heads), ""] if rows else []
    return [*lines, *(line for note in notes for line in (note.strip(), ""))]


def _with(value: float | None, above: float | None) -> str:
    return percent(value) if above is None else f"{percent(value)} ({percent(above)})"


def _unshown(row: RungOfPair) -> str:
    return f"not shown {points_interval(row.ci95)}"


def percent(value: float | None) -> str:
    """A share in per cent, as statements have it."""
    return "-" if value is None else f"{value:.1%}"


def interval(pair: Sequence[float | None] | None) -> str:
    """A 95% interval of a share."""
    return "" if pair is None or pair[0] is None else f"[{percent(pair[0])}, {percent(pair[1])}]"


def points(value: float) -> str:
    """A difference of shares in percentage points; never a sign before nothing."""
    text = f"{100.0 * value:+.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text


def points_interval(ends: Sequence[float]) -> str:
    """An interval of such a difference."""
    return f"[{points(ends[0])}, {points(ends[1])}]"
