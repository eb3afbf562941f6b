"""Work out what news of a separate peace is worth in the model itself, beside what the West makes of it.

Free campaigns of the historical war are run. A piece of news is a leak or an interception of a message that
was not known before, by who sent it; talks that come out; or a refusal that Moscow tells its allies. The odds
of a signature within six months after it, over the same odds after any Sunday of the war in the same
half-year, are the ratio that the model implies. `python docs/implied_ratios.py` runs the campaigns and writes
`docs/implied_ratios.json`; `python docs/tables.py` writes the table of the page from there.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

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
MOTIVES = ("sincere", "mixed")
SEED, CAMPAIGNS = 1, 4000
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


def count(strength: str, motive: str, campaigns: int) -> Counts:
    """By kind, half-year and whether a signature followed within six months: news, and Sundays of the war."""
    made = plan(load("historical").with_assumptions({"strength": strength, "motive": motive}))
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
    """The table of the page, by its name."""
    return {"implied_ratios": lambda: told(table)}


def told(table: Table) -> str:
    """What was found last."""
    found_last, rows = json.loads(FILE.read_text(encoding="utf-8")), []
    for row in found_last["rows"]:
        found, ends = "none was signed", ""
        if row["ratio"] is not None:
            found, ends = f"{row['ratio']:.2g}", f"{row['low']:.2g} to {row['high']:.2g}"
        head = (row["strength"], row["motive"], KINDS[row["kind"]], f"{row['assumed']:g}")
        rows.append((*head, found, ends, str(row["news"]), str(row["signed"])))
    heads = ("strength", "motive", "news", "assumed", "in the model", "about", "pieces", "signed")
    return (
        table(heads, rows)
        + f"\n\n{found_last['campaigns']:,} campaigns each, version {found_last['version']}."
    )


def main(campaigns: int = CAMPAIGNS) -> None:
    """Run the campaigns and write the file."""
    rows = []
    if clock_choice.can_compile():
        clock_choice.load()
    for strength in STRENGTHS:
        for motive in MOTIVES:
            found = count(strength, motive, campaigns)
            rows += [
                {
                    "strength": strength,
                    "motive": motive,
                    "kind": kind,
                    "assumed": find(kind).quantity.value,
                    **ratio(found, kind),
                }
                for kind in KINDS
            ]
            print(strength, motive, flush=True)
    told = {"version": __version__, "seed": SEED, "campaigns": campaigns, "months": MONTHS, "rows": rows}
    FILE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
