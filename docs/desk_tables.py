"""The tables and sentences of the page on the analyst's desk, from what docs/desk_reading.py ran last."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from sepeace.classroom.page.desk_data import ASKED, estimates
from sepeace.classroom.texts import texts

Table = Callable[..., str]
ASKS = {"signed": "a peace within six months", "serious": "the feelers are serious"}
WORDS = texts("en", "desk")


def made(table: Table) -> dict[str, Callable[[], str]]:
    """What writes each part of the page, by the name that the page calls it; ``table`` writes a table."""

    def of(write: Callable[[Any, Table], str]) -> Callable[[], str]:
        return lambda: write(estimates(), table)

    return {
        f"desk_{part.__name__}": of(part) for part in (facts, wars, base, scores, shows, weights, calibrated)
    }


def facts(run: Any, _: Table) -> str:
    """What was run."""
    fit, tried = run["fit"], run["held_out"]
    return (
        f"Under each reading of strength: {fit['campaigns']:,} campaigns of seed {fit['seed']} to estimate "
        f"from, {tried['campaigns']:,} of seed {tried['seed']} to try it on; {run['planted_rate']:g} planted "
        "rumours a month; "
        f"version {run['version']}, model {run['model_hash']}."
    )


def wars(run: Any, table: Table) -> str:
    """Which prepared war is of which kind."""
    rows = [
        (strength, "ABCDEF"[place], one["campaign"], WORDS[f"desk_kind_{one['kind']}"].split(": ", 1)[1])
        for strength, row in run["readings"].items()
        for place, one in enumerate(row["prepared"])
    ]
    return table(("strength", "war", "number", "it is"), rows)


def base(run: Any, table: Table) -> str:
    """How often what is asked was true, date by date."""
    from sepeace.desk.desk_war import DATES

    heads = ("strength", "asked", *(one.isoformat() for one in DATES))
    rows = [
        (strength, ASKS[asked], *(f"{100 * one:.2g}%" for one in row[asked]["base"]))
        for strength, row in run["readings"].items()
        for asked in ASKED
    ]
    return table(heads, rows)


def scores(run: Any, table: Table) -> str:
    """Brier scores on wars that the reading has not seen."""
    heads = (
        *("strength", "asked", "wars in which it was true, of those to estimate from", "base rate"),
        *("reading", "the West in the model", "gain of the reading", "the page uses"),
    )
    rows = []
    for strength, row in run["readings"].items():
        for asked in ASKED:
            own, brier = row[asked], row[asked]["brier"]
            told = "not estimated"
            if "gain" in own:
                value, low, high = own["gain"]
                told = f"{value:.4f} ({low:.4f} to {high:.4f})"
            found = tuple(_score(brier.get(name)) for name in ("base", "reading", "belief"))
            used = "the reading" if own["uses"] == "evidence" else "the base rate"
            rows.append((strength, ASKS[asked], own["wars_true"], *found, told, used))
    return table(heads, rows)


def _score(value: float | None) -> str:
    """With three digits: the file may have no more."""
    return "–" if value is None else f"{value:#.3g}"


def shows(run: Any, _: Table) -> str:
    """What the scores show, by rule."""
    rows = run["readings"]
    learned = {
        asked: [name for name, row in rows.items() if row[asked]["uses"] == "evidence"] for asked in ASKED
    }
    worse = [
        name
        for name, row in rows.items()
        if row["signed"]["brier"]["belief"] > row["signed"]["brier"]["base"]
    ]
    told = []
    for asked in ASKED:
        tried = [name for name, row in rows.items() if "reading" in row[asked]["brier"]]
        where = f"under {len(learned[asked])} of {len(tried)} readings"
        where += "" if len(tried) == len(rows) else " for which it could be estimated"
        told.append(f"for {ASKS[asked]!r} the file says more than the date alone {where}")
    than = f"worse than the base rate under {len(worse)} of {len(rows)}"
    west = f"the belief that the model gives the West does {than}"
    return f"- On new wars, {told[0]}; {told[1]}.\n- {west[0].upper()}{west[1:]}.".replace("'", "*")


def weights(run: Any, table: Table) -> str:
    """By how much one more report of a kind multiplies the odds that the feelers are serious."""
    used = {
        name: row["serious"]["weights"]
        for name, row in run["readings"].items()
        if "weights" in row["serious"]
    }
    labels = {
        "read": "intercept",
        "press": "press report",
        "exposed": "talks come out",
        "told": "refusal told",
    }
    rows = []
    for place, feature in enumerate(run["features"]):
        how, _, what = feature.partition(" ")
        if how in labels:
            called = labels[how] if how == what else f"{labels[how]}: {what}"
            called = "talks ever came out, besides" if what == "ever" else called
            rows.append((called, *(_factor(one[place]) for one in used.values())))
    return table(("one more, up to three", *used), rows)


def _factor(weight: float) -> str:
    """By what a weight with three digits multiplies the odds: no digit more than it gives."""
    return f"{math.exp(weight):.2f}" if abs(weight) < 1.0 else f"{math.exp(weight):.2g}"


def calibrated(run: Any, table: Table) -> str:
    """What was said, and how often it was true, on wars that the reading has not seen."""
    rows = []
    for strength, row in run["readings"].items():
        for asked in ASKED:
            rows += [(strength, ASKS[asked], "the page", *_class(one)) for one in row[asked]["calibration"]]
        told = row["signed"]["belief_calibration"]
        rows += [(strength, ASKS["signed"], "the West in the model", *_class(one)) for one in told]
    heads = ("strength", "asked", "whose forecast", "said", "dates", "mean said", "was true")
    return table(heads, rows)


def _class(row: list[float]) -> tuple[str, str, str, str]:
    low, high, n, mean, came = row
    said = f"{100 * low:.0f}% to {'' if high == 1.0 else 'below '}{100 * high:.0f}%"
    return said, f"{n:,.0f}", f"{100 * mean:.1f}%", f"{100 * came:.1f}%"
