"""Results in words and aligned columns, from the same values as the machine output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sepeace.cli.output import table
from sepeace.figures.words import BARRIERS, ENDINGS, label

OUTCOMES, SPLITS = ("window", "settlement"), ("split", "settlement_split")


def percent(value: float | None) -> str:
    """A share in per cent, as statements have it."""
    return "-" if value is None else f"{value:.1%}"


def interval(pair: Any) -> str:
    """A 95% interval of a share."""
    return "" if pair is None or pair[0] is None else f"[{percent(pair[0])}, {percent(pair[1])}]"


def with_interval(value: float | None, pair: Any) -> str:
    """A share with its interval."""
    return f"{percent(value)} {interval(pair)}".rstrip()


def heading_lines(content: Mapping[str, Any]) -> list[str]:
    """Scenario, seed, campaigns and readings."""
    told = [f"{name} {value}" for name, value in content["readings"].items()]
    readings = ", ".join(told) + "".join(f"; {text}" for text in content["by_hand"])
    first = f"{content['scenario']}: {content['campaigns']:,} campaigns, seed {content['seed']}"
    return [f"{first}, given {content['given']}", f"readings: {readings}"]


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
    lines = [*heading_lines(content), "", table(outcome_rows(content), ("share of campaigns", ""))]
    return [*lines, *_reservations(content)]


def comparison_lines(content: Mapping[str, Any]) -> list[str]:
    """A comparison in words: the statement, which has the readings, then both worlds side by side."""
    without, with_change = content["baseline"], content["counterfactual"]
    sides = zip(outcome_rows(without), outcome_rows(with_change), strict=True)
    rows = [(label, value, other) for (label, value), (_, other) in sides]
    lines = [content["statement"], "", heading_lines(with_change)[0], ""]
    lines.append(table(rows, ("share of campaigns", "without the change", "with the change")))
    lines += ["", *_difference_lines(content)]
    return [*lines, *_reservations(with_change)]


def _difference_lines(content: Mapping[str, Any]) -> list[str]:
    """The difference, where it comes from, what it is worth, and the chains of causes."""
    difference = content["difference"]
    rows = [("difference", *(_shown(difference[name]) for name in OUTCOMES))]
    for way in content["split"]:
        cells = [
            _part(content[key][way], content[f"{key}_ci95"][way]) if difference[name]["shown"] else "-"
            for name, key in zip(OUTCOMES, SPLITS, strict=True)
        ]
        if set(cells) != {"-"}:
            rows.append((f"  of it through {way}" if way != "other" else "  by other ways", *cells))
    lines = [table(rows, ("points, with 95% interval", *OUTCOMES)), ""]
    if content["split"]["ground"] is None:
        lines += ["Where the difference comes from was not traced (--split traces it).", ""]
    return [*lines, *_asked_again(content), *_worth_lines(content), "", *chain_lines(content["chains"])]


def _asked_again(content: Mapping[str, Any]) -> list[str]:
    """The windows' difference under each reading, and where no operation is called off."""
    rows = [(f"reading {row['strength']}", _shown(row, "window_difference")) for row in content["by_reading"]]
    kept = content["operations_kept"]
    if kept is not None:
        rows.append(("if no operation were called off in either world", _shown(kept, "window_difference")))
    return [table(rows, ("asked again with the same luck", "window")), ""] if rows else []


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


def points(value: float) -> str:
    """A difference of shares in percentage points; never a sign before nothing."""
    text = f"{100.0 * value:+.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text


def points_interval(ends: Sequence[float]) -> str:
    """An interval of such a difference."""
    return f"[{points(ends[0])}, {points(ends[1])}]"


def chain_lines(chains: Sequence[Mapping[str, Any]]) -> list[str]:
    """The chains of causes, those with the same window under one heading."""
    from sepeace.runs.chains import grouped

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
