"""The tables and sentences of the page on western fears, from what docs/western_fears.py ran last."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("western_fears.json")
Table = Callable[..., str]
WITHOUT = {
    "leaks": "without any leak",
    "unmeant": "without unmeant feelers",
    "motive": "with the motive sincere",
}


def made(table: Table) -> dict[str, Callable[[], str]]:
    """What writes each part of the page, by the name that the page calls it; ``table`` writes a table."""

    def of(write: Callable[[Any, Table], str]) -> Callable[[], str]:
        return lambda: write(json.loads(DATA.read_text(encoding="utf-8")), table)

    parts = (facts, leverage_plain, levels, gains, news, fears_plain, peaks, danger)
    return {f"western_{part.__name__}": of(part) for part in parts}


def facts(run: Any, _: Table) -> str:
    """What was run."""
    return (
        f"{run['campaigns']:,} campaigns of each world, seed {run['seed']}, version {run['version']}, "
        f"model {run['model_hash']}."
    )


def leverage_plain(run: Any, _: Table) -> str:
    """The three sentences on leverage."""
    return _quoted(run["leverage"]["plain"])


def fears_plain(run: Any, _: Table) -> str:
    """The three sentences on fears."""
    return _quoted(run["fears"]["plain"])


def levels(run: Any, table: Table) -> str:
    """Each motive as it is."""
    heads = ("motive", "belief acted on", "aid, share of the stake", "landing earlier, days", "it moves in")
    rows = [
        (
            _name(row["motive"]),
            _percent(row["belief"]),
            _number(row["aid"], 4),
            _number(row["landing"], 2),
            _percent(row["moved"]["value"]),
        )
        for row in run["leverage"]["levels"]
    ]
    return table(heads, rows)


def gains(run: Any, table: Table) -> str:
    """What one thing brings."""
    heads = ("motive", "as it is, less", "belief, points", "aid, hundredths", "landing earlier, days")
    rows = [
        (
            _name(row["motive"]),
            WITHOUT[row["without"]],
            _interval(row["belief"], 100.0),
            _interval(row["aid"], 100.0),
            _interval(row["landing"]),
        )
        for row in run["leverage"]["gains"]
    ]
    return table(heads, rows)


def news(run: Any, table: Table) -> str:
    """What a feeler says to the West."""
    heads = ("odds after one feeler, a multiple", "belief, points", "landing earlier, days")
    rows = [
        (f"{row['news']:g}", _interval(row["belief"], 100.0), _interval(row["landing"]))
        for row in run["leverage"]["by_news"]
    ]
    return table(heads, rows)


def peaks(run: Any, table: Table) -> str:
    """When each is highest."""
    heads = (
        *("strength", "danger highest", "belief highest, own news"),
        *("months later, own news", "months later, recorded news"),
    )
    rows = [
        (
            row["strength"],
            row["peak_danger"][:7],
            row["peak_own"][:7],
            _lag(row["lag_own"]),
            _lag(row["lag_recorded"]),
        )
        for row in run["fears"]["readings"]
    ]
    return table(heads, rows)


def danger(run: Any, table: Table) -> str:
    """Belief and danger by quarter, and whether belief tells the wars apart."""
    heads = (
        *(
            "strength",
            "first Sunday of",
            "belief, recorded news",
            "belief, own news",
            "sign within six months",
        ),
        *("belief in these", "belief in the others"),
    )
    rows = []
    for reading in run["fears"]["readings"]:
        for place in range(0, len(reading["months"]), 3):
            row = reading["months"][place]
            peace = row["before_peace"]
            rows.append(
                (
                    reading["strength"],
                    row["believed"]["day"][:7],
                    _percent(run["fears"]["recorded"][place]["mean"]),
                    _percent(row["believed"]["mean"]),
                    _percent(row["danger"]["value"]),
                    _percent(peace["value"]) if peace["n"] >= FEW else "–",
                    _percent(row["before_none"]["value"]),
                )
            )
    return table(heads, rows)


FEW = 20
"""Campaigns that sign, below which their mean belief is not told."""


def _quoted(sentences: list[str]) -> str:
    return "\n".join(f"> {sentence}" for sentence in sentences)


def _name(motive: str) -> str:
    return motive.replace("_", " ")


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100.0 * value:.1f}%"


def _interval(found: Any, unit: float = 1.0) -> str:
    if found["n"] < 2:
        return "–"
    value, low, high = (unit * one for one in (found["value"], *found["ci95"]))
    return f"{value:.2f} ({low:.2f} to {high:.2f})"


def _lag(found: Any) -> str:
    return f"{found['months']} ({found['low']:.0f} to {found['high']:.0f})"
