"""Results in words and aligned columns, from the same values as the machine output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sepeace.cli.headline import (
    hangs_on_alone,
    hangs_on_pair,
    interval,
    ladder_alone,
    ladder_of_pair,
    percent,
    plain_lines,
    points,
    points_interval,
)
from sepeace.cli.output import table
from sepeace.figures.wording import BARRIERS, ENDINGS, assumed, label

OUTCOMES, SPLITS = ("window", "settlement"), ("split", "settlement_split")


def with_interval(value: float | None, pair: Any) -> str:
    """A share with its interval."""
    return f"{percent(value)} {interval(pair)}".rstrip()


def heading_lines(content: Mapping[str, Any]) -> list[str]:
    """Scenario, seed, campaigns and readings."""
    first = f"{content['scenario']}: {content['campaigns']:,} campaigns, seed {content['seed']}"
    return [f"{first}, given {content['given']}", f"readings: {assumed(content)}"]


def outcome_rows(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What became of the campaigns: label and value, the same rows for every batch."""
    window, settlement, contacts = content["window"], content["settlement"], content["contacts"]
    rows = [
        ("window opens", with_interval(window["probability"], window["ci95"])),
        ("  first day, median", _dash(window["median_first_date"])),
        ("  days open, median", _dash(_rounded(window["median_days"], 1))),
        ("settlement signed", with_interval(settlement["probability"], settlement["ci95"])),
        ("  date, median", _dash(settlement["median_date"])),
        ("contacts, mean: Soviet", _mean(contacts["soviet"])),
        ("  German", _mean(contacts["german"])),
        ("  mediated", _mean(contacts["mediated"])),
        ("  Soviet share", percent(contacts["share_soviet"])),
    ]
    endings = content["endings"]
    rows += [(f"ending: {label(ENDINGS, name)}", percent(value)) for name, value in endings.items()]
    rows.append(("  sum over endings", percent(sum(endings.values()))))
    barriers = content["barriers"]
    rows += [(f"barrier: {label(BARRIERS, name)}", percent(value)) for name, value in barriers.items()]
    return rows


def summary_lines(content: Mapping[str, Any]) -> list[str]:
    """A batch in words."""
    lines = [*plain_lines(content), *heading_lines(content), "", *hangs_on_alone(content)]
    lines += [table(outcome_rows(content), ("share of campaigns", "")), "", *ladder_alone(content)]
    return [*lines, *_reservations(content)]


def comparison_lines(content: Mapping[str, Any]) -> list[str]:
    """A comparison in words: the plain answer, its exact form, what it hangs on, the ladder, both worlds."""
    without, with_change = content["baseline"], content["counterfactual"]
    sides = zip(outcome_rows(without), outcome_rows(with_change), strict=True)
    rows = [(label, value, other) for (label, value), (_, other) in sides]
    lines = [*plain_lines(content), f"The exact form. {content['statement']}", ""]
    lines += [heading_lines(with_change)[0], "", *hangs_on_pair(content), *ladder_of_pair(content)]
    lines.append(table(rows, ("share of campaigns", "without the change", "with the change")))
    lines += ["", *_difference_lines(content)]
    return [*lines, *_reservations(with_change)]


def _difference_lines(content: Mapping[str, Any]) -> list[str]:
    """The difference, where it comes from, what it is worth, and the chains of causes."""
    from sepeace.outcomes.pathways import OTHER, WAY_NOTE, WAY_WORDS

    difference = content["difference"]
    rows = [("difference", *(_shown(difference[name]) for name in OUTCOMES))]
    for way in content["split"]:
        cells = [
            _part(content[key][way], content[f"{key}_ci95"][way]) if difference[name]["shown"] else "-"
            for name, key in zip(OUTCOMES, SPLITS, strict=True)
        ]
        if set(cells) != {"-"}:
            called = WAY_WORDS[way].partition(":")[0]
            rows.append((f"  by {called}" if way == OTHER else f"  of it through {called}", *cells))
    lines = [table(rows, ("points, with 95% interval", *OUTCOMES)), ""]
    if len(rows) > 1:
        lines += [WAY_NOTE, ""]
    if content["split"]["ground"] is None:
        lines += ["Where the difference comes from was not traced (--split traces it).", ""]
    return [*lines, *_asked_again(content), *_worth_lines(content), "", *chain_lines(content["chains"])]


def _asked_again(content: Mapping[str, Any]) -> list[str]:
    """The windows' difference under each reading, and where no operation is called off."""
    rows = [
        (
            f"reading {row['strength']}",
            f"{percent(row['baseline'])} to {percent(row['counterfactual'])}",
            _shown(row, "window_difference"),
            points_interval(row["ci95_all_readings"]),
        )
        for row in content["by_reading"]
    ]
    kept = content["operations_kept"]
    if kept is not None:
        told = _shown(kept, "window_difference")
        rows.append(("if no operation were called off in either world", "-", told, "-"))
    heads = (
        "asked again with the same luck",
        "window: levels",
        "difference",
        "[95% for all readings at once]",
    )
    return [table(rows, heads), ""] if rows else []


def _worth_lines(content: Mapping[str, Any]) -> list[str]:
    """What the lines do, how far the change was needed and enough, and how closely the worlds are paired."""
    lines = []
    moved = content["moved"]
    if moved is not None:
        width, bare = (
            f"{moved[name]:+.3f} [{moved[f'{name}_ci95'][0]:+.3f}, {moved[f'{name}_ci95'][1]:+.3f}]"
            for name in ("width", "width_without_premium")
        )
        lines.append(
            f"range between the lines in the year after the branch, in shares of the stake: {width}; "
            f"{bare} without the move of the German premium"
        )
    if content["difference"]["window"]["shown"]:
        for name in ("necessity", "sufficiency"):
            bounds = content[name]
            told = f"{percent(bounds['low'])} to {percent(bounds['high'])}"
            ends = " to ".join(percent(end) for end in bounds["ci95"])
            line = f"{name} of the change for a window: {told} (95%: {ends})"
            if bounds["shared_luck"] is not None:
                line += f"; {percent(bounds['shared_luck'])} if the worlds share their luck as here"
            lines.append(line)
    pairing = content["pairing"]
    lines.append(f"correlation of the windows of both worlds: {_dash(_rounded(pairing['correlation'], 2))}")
    lines.append(f"first day on which the worlds differ: {_dash(pairing['first_divergence'])}")
    return lines


def _shown(found: Mapping[str, Any], key: str = "estimate") -> str:
    """A difference with its interval; the guard lets no number pass that the runs do not show."""
    return (
        _part(found[key], found["ci95"]) if found["shown"] else f"not shown {points_interval(found['ci95'])}"
    )


def _part(value: float | None, ends: Any) -> str:
    return "-" if value is None else f"{points(value)} {points_interval(ends)}"


def chain_lines(chains: Sequence[Mapping[str, Any]]) -> list[str]:
    """The chains of causes, those with the same window under one heading."""
    from sepeace.outcomes.causal_paths import grouped

    lines = ["Chains of causes, in worlds that share their luck as these do:"] if chains else []
    for window, part, told in grouped(chains):
        lines += ["", f"In {part:.1%} of campaigns {window}. There the chain ran:"]
        lines += [f"  {share:4.0%}  {steps}" for share, steps in told]
    return lines


def _reservations(content: Mapping[str, Any]) -> list[str]:
    lines = []
    if content["failed"]:
        lines.append(f"{content['failed']} campaigns failed and are not counted.")
    arose = content.get("antecedent_arose")
    if arose is not None and arose < 1.0:
        lines.append(
            f"What is supposed was possible in {percent(arose)} of the campaigns; the rest stand apart."
        )
    return ["", *lines] if lines else []


def _dash(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)


def _mean(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
