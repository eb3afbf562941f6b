"""What stands round a headline: the plain answer, the ladder, and what the share hangs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sepeace.cli.output import table

NUMBERS = {
    "prior": "numbers drawn in each campaign (prior)",
    "default": "every number at its default",
}
READINGS = {
    "document": "the German leader asks for more while he loses (document)",
    "prospect": "he does not, but shuns losses (prospect)",
    "rational": "he does neither (rational)",
}
WAY = "from a wish to a signature"
HANGS_ON = "What it hangs on: share of campaigns with a window"


def plain_lines(content: Mapping[str, Any]) -> list[str]:
    """The three sentences of the plain answer, one after the other."""
    return [" ".join(content["plain"]), ""]


def ladder_of_pair(content: Mapping[str, Any]) -> list[str]:
    """The rungs of two worlds."""
    from sepeace.outcomes.rungs import NOT_NESTED, WORDS

    rows = [
        (
            WORDS[row["rung"]],
            _with(row["baseline"], row["baseline_given_above"]),
            _with(row["counterfactual"], row["counterfactual_given_above"]),
            f"{points(row['difference'])} {points_interval(row['ci95'])}" if row["shown"] else _unshown(row),
            points_interval(row["ci95_all_rungs"]),
        )
        for row in content["ladder"]
    ]
    worlds = ("without (of those above)", "with (of those above)")
    heads = (WAY, *worlds, "difference, points [95%]", "[95% for all rungs at once]")
    return [table(rows, heads), "", NOT_NESTED, ""]


def ladder_alone(content: Mapping[str, Any]) -> list[str]:
    """The rungs of one world."""
    from sepeace.outcomes.rungs import NOT_NESTED, WORDS

    rows = [
        (
            WORDS[row["rung"]],
            percent(row["value"]),
            interval(row["ci95"]),
            interval(row["ci95_all_rungs"]),
            percent(row["given_above"]),
        )
        for row in content["ladder"]
    ]
    heads = (WAY, "share", "[95%]", "[95% for all rungs at once]", "of those above")
    return [table(rows, heads), "", NOT_NESTED] if rows else []


def hangs_on_pair(content: Mapping[str, Any]) -> list[str]:
    """The headline under other numbers, of 28 days, and under each reading of strength."""
    rows = [
        (
            NUMBERS.get(row["numbers"], row["numbers"]) + days,
            percent(row[f"baseline{key}"]),
            percent(row[f"counterfactual{key}"]),
            f"{row['campaigns']:,}",
        )
        for row in content["numbers"]
        for days, key in (("", ""), (": 28 days or more", "_28_days"))
    ]
    counted = content["numbers"][0]["campaigns"] if content["numbers"] else 0
    rows += [
        (
            f"if {READINGS.get(row['strength'], row['strength'])}",
            percent(row["baseline"]),
            percent(row["counterfactual"]),
            f"{counted:,}",
        )
        for row in content["by_reading"]
    ]
    return [table(rows, (HANGS_ON, "without", "with", "campaigns")), ""]


def hangs_on_alone(content: Mapping[str, Any]) -> list[str]:
    """The headline of one world under other numbers, and of 28 days."""
    rows = [
        (
            NUMBERS.get(row["numbers"], row["numbers"]),
            f"{percent(row['window'])} {interval(row['window_ci95'])}".rstrip(),
            percent(row["window_28_days"]),
            percent(row["settlement"]),
            f"{row['campaigns']:,}",
        )
        for row in content["numbers"]
    ]
    heads = ("What it hangs on: share of campaigns", "with a window", "of 28 days", "settlement", "campaigns")
    return [table(rows, heads), ""]


def _with(value: float | None, above: float | None) -> str:
    return percent(value) if above is None else f"{percent(value)} ({percent(above)})"


def _unshown(row: Mapping[str, Any]) -> str:
    return f"not shown {points_interval(row['ci95'])}"


def percent(value: float | None) -> str:
    """A share in per cent, as statements have it."""
    return "-" if value is None else f"{value:.1%}"


def interval(pair: Any) -> str:
    """A 95% interval of a share."""
    return "" if pair is None or pair[0] is None else f"[{percent(pair[0])}, {percent(pair[1])}]"


def points(value: float) -> str:
    """A difference of shares in percentage points; never a sign before nothing."""
    text = f"{100.0 * value:+.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text


def points_interval(ends: Sequence[float]) -> str:
    """An interval of such a difference."""
    return f"[{points(ends[0])}, {points(ends[1])}]"
