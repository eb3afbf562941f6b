"""Results in words and aligned columns, from the same values as the machine output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from sepeace.cli.output import table
from sepeace.figures.words import BARRIERS, label

OUTCOMES, SPLITS = ("window", "settlement"), ("split", "settlement_split")


def share(value: float | None) -> str:
    """A share as a decimal fraction with three places."""
    return "-" if value is None else f"{value:.3f}"


def interval(pair: Any) -> str:
    """A 95% interval."""
    return "" if pair is None or pair[0] is None else f"[{pair[0]:.3f}, {pair[1]:.3f}]"


def with_interval(value: float | None, pair: Any) -> str:
    """A share with its interval."""
    return f"{share(value)} {interval(pair)}".rstrip()


def heading_lines(content: Mapping[str, Any]) -> list[str]:
    """Scenario, seed, campaigns and readings."""
    readings = ", ".join(f"{name} {value}" for name, value in content["readings"].items())
    first = f"{content['scenario']}: {content['campaigns']:,} campaigns, seed {content['seed']}"
    return [f"{first}, given {content['given']}", f"readings: {readings}"]


def outcome_rows(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What became of the campaigns: label and value, the same rows for every batch."""
    window, settlement, contacts = content["window"], content["settlement"], content["contacts"]
    rows = [
        ("window opens", with_interval(window["probability"], window["ci95"])),
        ("  first day, median", _dash(window["median_first_date"])),
        ("  days open, median", _dash(window["median_days"])),
        ("settlement signed", with_interval(settlement["probability"], settlement["ci95"])),
        ("  date, median", _dash(settlement["median_date"])),
        ("contacts, mean: Soviet", _mean(contacts["soviet"])),
        ("  German", _mean(contacts["german"])),
        ("  mediated", _mean(contacts["mediated"])),
        ("  Soviet share", share(contacts["share_soviet"])),
    ]
    endings = content["endings"]
    rows += [(f"ending: {name.replace('_', ' ')}", share(value)) for name, value in endings.items()]
    rows.append(("  sum over endings", share(sum(endings.values()))))
    barriers = content["barriers"]
    rows += [(f"barrier: {label(BARRIERS, name)}", share(value)) for name, value in barriers.items()]
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
    lines.append(table(rows, ("share of campaigns", "baseline", "counterfactual")))
    lines += ["", *_difference_lines(content)]
    return [*lines, *_reservations(with_change)]


def _difference_lines(content: Mapping[str, Any]) -> list[str]:
    """The difference, where it comes from, what it is worth, and the chains of causes."""
    difference = content["difference"]
    rows = [("difference", *(_shown(difference[name]) for name in OUTCOMES))]
    splits = [
        content[key] if difference[name]["shown"] else {} for name, key in zip(OUTCOMES, SPLITS, strict=True)
    ]
    for way in content["split"]:
        values = [split.get(way) for split in splits]
        if any(value is not None for value in values):
            cells = ["-" if value is None else _signed(value) for value in values]
            rows.append((f"  of it through {way}" if way != "other" else "  by other ways", *cells))
    kept = content["operations_kept"]
    if kept is not None and difference["window"]["shown"]:
        rows.append(("  of it through operations called off", _signed(kept["called_off"]), "-"))
    moved = content["moved"]
    if moved is not None:
        told = (
            f"{_signed(moved['width'])}; {_signed(moved['width_without_premium'])} without the premium's move"
        )
        rows.append(("range between the lines, year after", told, "-"))
    rows += [(f"reading {row['strength']}", _reading(row), "-") for row in content["by_reading"]]
    for name in ("necessity", "sufficiency"):
        bounds = content[name]
        told = f"{bounds['low']:.3f} to {bounds['high']:.3f}"
        if bounds["shared_luck"] is not None:
            told += f"; {bounds['shared_luck']:.3f} if the worlds share their luck as here"
        rows.append((f"{name} of the change", told, "-"))
    pairing = content["pairing"]
    rows.append(("correlation of the worlds", _dash(_rounded(pairing["correlation"])), "-"))
    rows.append(("first day on which they differ", _dash(pairing["first_divergence"]), "-"))
    return [table(rows, ("what the change does", "window", "settlement")), *chain_lines(content["chains"])]


def _shown(found: Mapping[str, Any]) -> str:
    """A difference with its interval; the guard lets no number pass that the runs do not show."""
    if found["shown"]:
        return f"{found['estimate']:+.3f} {interval(found['ci95'])}"
    return f"not shown {interval(found['ci95'])}"


def _reading(row: Mapping[str, Any]) -> str:
    if row["shown"]:
        return f"{row['window_difference']:+.3f} {interval(row['ci95'])}"
    return f"not shown {interval(row['ci95'])}"


def chain_lines(chains: Sequence[Mapping[str, Any]]) -> list[str]:
    """The chains of causes, those with the same window under one heading."""
    from sepeace.runs.chains import WINDOW_WORDS, clauses

    lines: list[str] = []
    for window, rows in groupby(chains, key=lambda row: str(row["window"])):
        told = list(rows)
        part = told[0]["share"] / told[0]["share_of_window"]
        lines += ["", f"In {part:.1%} of campaigns {WINDOW_WORDS[window]}. There the chain ran:"]
        for row in told:
            steps = clauses(None, *(row[name] for name in ("operations", "term", "direction", "end")))
            lines.append(f"  {row['share_of_window']:4.0%}  {'; '.join(steps)}")
    return lines


def _reservations(content: Mapping[str, Any]) -> list[str]:
    lines = []
    if content["failed"]:
        lines.append(f"{content['failed']} campaigns failed and are not counted.")
    arose = content.get("antecedent_arose")
    if arose is not None and arose < 1.0:
        lines.append(
            f"What is supposed was possible in {share(arose)} of the campaigns; the rest stand apart."
        )
    return ["", *lines] if lines else []


def _dash(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _signed(value: float) -> str:
    """A difference with three places; never a sign before nothing."""
    text = f"{value:+.3f}"
    return "0.000" if text in ("+0.000", "-0.000") else text


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _mean(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
