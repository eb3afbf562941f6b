"""Work out what news of a separate peace is worth in the model itself, beside what the West makes of it.

Free campaigns of the historical war are run. A piece of news is a leak or an interception of a message that
was not known before, by who sent it; talks that come out; or a refusal that Moscow tells its allies. The odds
of a signature within six months after it, over the same odds after any Sunday of the war in the same
half-year, are the ratio that the model implies. `python docs/implied_ratios.py` runs the campaigns and writes
`docs/implied_ratios.json`; `python docs/tables.py` writes from there the page's table, and what it shows.

Other motives, and other readings of who began, are asked with fewer campaigns. The reading `disputed` is not
asked: a war that is free from its first day replays no contact of the record.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sepeace.clocks import clock_choice
from sepeace.clocks.campaigns import run_traced
from sepeace.clocks.records import Record
from sepeace.kernel import slots
from sepeace.model.parameters import find
from sepeace.quantities import DAYS_PER_MONTH
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from sepeace.version import __version__

FILE = Path(__file__).with_name("implied_ratios.json")
STRENGTHS = ("document", "prospect", "rational")
MOTIVES, FURTHER_MOTIVES = ("sincere", "mixed"), ("leverage", "breathing_space")
USUAL, INITIATIVES = "mastny", ("martin", "fleischhauer")
SEED, CAMPAIGNS, FEWER = 1, 4000, 1000
MONTHS = 6.0
HALF_YEAR = 365.25 / 2.0
KINDS = {
    "news_soviet": "a Soviet feeler",
    "news_leader": "a feeler of the German leader",
    "news_subordinate": "a feeler of German officials",
    "news_mediator": "a mediator's proposal",
    "news_exposed": "talks that come out",
    "news_told": "a refusal that Moscow tells",
}
TELLING = (slots.K_LEAKED, slots.K_INTERCEPTED, slots.K_EXPOSED, slots.K_TOLD_ALLIES)
OF_STREAM = ("news_soviet", "news_soviet", "news_leader", "news_subordinate", "news_mediator")
Counts = Counter[tuple[str, int, bool]]
Table = Callable[[Sequence[str], Iterable[Sequence[str]]], str]


def news_of(events: Record) -> list[tuple[float, str]]:
    """Day and kind of each piece of news of a campaign; a message counts once."""
    found, known = [], set()
    wanted = events[np.isin(events["kind"], TELLING)]
    for day, kind, cause, parent in wanted[["time", "kind", "cause", "parent"]].tolist():
        if kind == slots.K_EXPOSED:
            found.append((day, "news_exposed"))
        elif kind == slots.K_TOLD_ALLIES:
            found.append((day, "news_told"))
        elif parent not in known:
            known.add(parent)
            found.append((day, OF_STREAM[cause]))
    return found


def asked(campaigns: int, fewer: int) -> Iterator[tuple[str, str, str, int]]:
    """Readings of strength, motive and initiative that are asked together, and with how many campaigns."""
    for strength in STRENGTHS:
        yield from ((strength, motive, USUAL, campaigns) for motive in MOTIVES)
        yield from ((strength, motive, USUAL, fewer) for motive in FURTHER_MOTIVES)
        yield from ((strength, MOTIVES[0], initiative, fewer) for initiative in INITIATIVES)


def count(strength: str, motive: str, initiative: str, campaigns: int) -> Counts:
    """By kind, half-year and whether a signature followed within six months: news, and Sundays of the war."""
    readings = {"strength": strength, "motive": motive, "initiative": initiative}
    made = plan(load("historical").with_assumptions(readings))
    found: Counts = Counter()
    for trace in run_traced(made, SEED, 0, campaigns):
        signed, ended = float(trace.state["signed"][0, 0]), float(trace.state["ended"][0])
        sundays = range(0, int(min(signed, ended)) + 1, 7)
        for day, kind in [*news_of(trace.events), *((float(day), "any") for day in sundays)]:
            soon = 0.0 <= signed - day <= MONTHS * DAYS_PER_MONTH
            found[kind, int(day / HALF_YEAR), soon] += 1
    return found


def ratio(found: Counts, kind: str) -> dict[str, float | int | None]:
    """Odds after news over the odds of ordinary days, pooled over half-years (Mantel and Haenszel 1959)."""
    above = below = spread = 0.0
    news = signed = 0
    for half in {half for _, half, _ in found}:
        a, b = found[kind, half, True], found[kind, half, False]
        c, d = found["any", half, True], found["any", half, False]
        total = a + b + c + d
        news, signed = news + a + b, signed + a
        if total:
            above += a * d / total
            below += b * c / total
    if above <= 0.0 or below <= 0.0:
        return {"news": news, "signed": signed, "ratio": None, "low": None, "high": None}
    spread = 1.96 * math.sqrt(1.0 / max(signed, 1) + 1.0 / max(news - signed, 1))
    value = above / below
    return {
        "news": news,
        "signed": signed,
        "ratio": value,
        "low": value / math.exp(spread),
        "high": value * math.exp(spread),
    }


def made(table: Table) -> dict[str, Callable[[], str]]:
    """The table of the page and what it shows, by their names."""
    return {"implied_ratios": lambda: told(table), "implied_ratios_told": in_words}


def told(table: Table) -> str:
    """What was found last."""
    found_last, rows = json.loads(FILE.read_text(encoding="utf-8")), []
    for row in found_last["rows"]:
        found, ends = "none was signed", ""
        if row["ratio"] is not None:
            found, ends = f"{row['ratio']:.2g}", f"{row['low']:.2g} to {row['high']:.2g}"
        motive, initiative = row["motive"].replace("_", " "), row.get("initiative", USUAL)
        head = (row["strength"], motive, initiative, KINDS[row["kind"]], f"{row['assumed']:g}")
        campaigns = row.get("campaigns", found_last.get("campaigns", 0))
        rows.append((*head, found, ends, str(row["news"]), str(row["signed"]), f"{campaigns:,}"))
    heads = (
        *("strength", "motive", "initiative", "news", "assumed", "in the model", "about", "pieces", "signed"),
        "campaigns",
    )
    return table(heads, rows) + f"\nVersion {found_last['version']}."


def in_words() -> str:
    """What the table shows, kind by kind, by rule: where the model's interval lies to the assumed ratio."""
    found = json.loads(FILE.read_text(encoding="utf-8"))["rows"]
    return "\n".join(_kind_in_words(kind, [row for row in found if row["kind"] == kind]) for kind in KINDS)


def _kind_in_words(kind: str, rows: Sequence[Mapping[str, Any]]) -> str:
    known = [row for row in rows if row["ratio"] is not None]
    less = sum(row["high"] < row["assumed"] for row in known)
    more = sum(row["low"] > row["assumed"] for row in known)
    alike, none = len(known) - less - more, len(rows) - len(known)
    if 2 * alike >= len(known):
        verdict = "On the whole what the West makes of it and what it is worth cannot be told apart"
    elif less > more:
        verdict = "On the whole the West makes too much of it"
    else:
        verdict = "On the whole the West makes too little of it"
    told = [
        f"the model has it lower in {less} of {len(rows)} rows, higher in {more}, and in {alike} its "
        "interval holds it"
    ]
    told += [f"in {none} nothing was signed after it"] if none else []
    called = KINDS[kind]
    head = f"- **{called[:1].upper()}{called[1:]}** is taken for {rows[0]['assumed']:g}: {'; '.join(told)}."
    return f"{head} {verdict}."


def main(campaigns: int = CAMPAIGNS, fewer: int = FEWER) -> None:
    """Run the campaigns and write the file; ``fewer`` under further readings."""
    rows = []
    if clock_choice.can_compile():
        clock_choice.load()
    for strength, motive, initiative, number in asked(campaigns, fewer):
        found = count(strength, motive, initiative, number)
        readings = {"strength": strength, "motive": motive, "initiative": initiative, "campaigns": number}
        rows += [
            {**readings, "kind": kind, "assumed": find(kind).quantity.value, **ratio(found, kind)}
            for kind in KINDS
        ]
        print(strength, motive, initiative, flush=True)
    told = {"version": __version__, "seed": SEED, "months": MONTHS, "rows": rows}
    FILE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
