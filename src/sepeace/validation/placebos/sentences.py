"""What the placebos show, in sentences written from their numbers; no more is said than the intervals bear.

Each function takes parts of ``Placebos`` and returns a paragraph, in markdown. Two effects
whose intervals overlap are never said to differ.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

from sepeace.chronicle.wording import listed
from sepeace.documents.checks.placebos import (
    DifferenceEstimate,
    Forced,
    Orders,
    OrderSpread,
    ShareEstimate,
    Trial,
    Verdict,
)
from sepeace.stats.estimates import Z95
from sepeace.validation.placebos.forced import SETTLES

RARE = 0.1
"""An order is called rare if surely fewer than so many of the permuted ones have as much."""
WEAK = 0.3
"""A correlation is called weak if it is surely smaller than this."""
TRUTHS = {True: "passes", False: "does not pass"}


# --- one forced victory -------------------------------------------------------------------------------------


def forced(rows: Sequence[Forced]) -> str:
    """What the forced victories show, as a list."""
    tested = [row for row in rows if row.kind == Trial.OCTOBER_1941]
    told = [*map(october, tested), years(rows), kursk(rows), small(rows)]
    return "\n".join(f"- {words}" for words in told if words) + "\n"


def october(row: Forced) -> str:
    """Whether a victory in October 1941 settles no more by the next summer than it should."""
    name, found, verdict = title(row), row.settlement_by_june, row.verdict
    assert found is not None and verdict is not None  # an operation of October 1941 has both
    heads = {
        Verdict.AS_HOPED: f"**{name} passes its test.**",
        Verdict.NOT_AS_HOPED: f"**{name} fails its test.**",
        Verdict.UNDECIDED: f"**{name}: these campaigns cannot tell.**",
    }
    told = (
        f"By 30 June 1942 a settlement comes in {share(found.forced)} with the victory and in "
        f"{share(found.without)} without it"
    )
    side = sign(found.difference)
    does = "the victory's own part is" if side else "whether the victory has a part in it is open:"
    part = f"{gain(found.difference)} (allowed: {100.0 * SETTLES:.0f} points either way)"
    return f"{heads[verdict]} {told}; {does} {part}."


def years(rows: Sequence[Forced]) -> str:
    """From which branch on settlements are surely fewer than before it, with nothing forced; else empty."""
    ranked = sorted(rows, key=lambda row: str(row.branch))
    chances = [row.settlement.without for row in ranked]
    for place in range(1, len(ranked)):
        least = min(one.ci95[0] for one in chances[:place])
        most = max(one.ci95[1] for one in chances[place:])
        if least > most:
            return (
                "**The year counts.** With nothing forced, a settlement comes within twelve months "
                f"in at least {percent(least)} of campaigns where these begin by "
                f"{ranked[place - 1].branch}, and in at most {percent(most)} where they begin on "
                f"{ranked[place].branch} or later."
            )
    return ""


def kursk(rows: Sequence[Forced]) -> str:
    """How Kursk's victory stands beside the others, in windows and in settlements."""
    own = next(row for row in rows if row.kind == Trial.KURSK)
    words = ["**Kursk beside the others.**"]
    stands = {}
    for name in ("window", "settlement"):
        found = getattr(own, name).difference
        others = [(title(row), apart(getattr(row, name).difference, found)) for row in rows if row is not own]
        stands[name] = sign(found) > 0 and all(side < 0 for _, side in others)
        kinds = {side: [one for one, how in others if how == side] for side in (1, 0, -1)}
        words.append(f"In {name}s Kursk's victory makes a difference of {gain(found)}.")
        if stands[name]:
            words.append("None of the others adds as much.")
            continue
        if kinds[1]:
            words.append(f"More is added by {listed(kinds[1])}.")
        if kinds[0]:
            words.append(
                f"These campaigns cannot set it apart from {listed(kinds[0])}: the intervals overlap."
            )
        if kinds[-1]:
            words.append(f"Less is added by {listed(kinds[-1])}.")
    words.append(
        f'So a statement such as "a victory at Kursk opens the window" {TRUTHS[stands["window"]]} these '
        f'placebos; "a victory at Kursk would have brought peace" {TRUTHS[stands["settlement"]]} them.'
    )
    return " ".join(words)


def small(rows: Sequence[Forced]) -> str:
    """Whether the small operations stay small, and which of them are yet more than nothing."""
    chosen = [row for row in rows if row.kind == Trial.SMALL]
    kinds = {word: [title(row) for row in chosen if row.verdict == word] for word in Verdict}
    words = []
    if len(kinds[Verdict.AS_HOPED]) == len(chosen):
        words.append(
            "**Every small operation stays inside two points**, with its whole interval, to the end."
        )
    else:
        words.append("**Not every small operation is known to stay inside two points.**")
        if kinds[Verdict.NOT_AS_HOPED]:
            words.append(f"Outside: {listed(kinds[Verdict.NOT_AS_HOPED])}.")
        if kinds[Verdict.UNDECIDED]:
            words.append(f"These campaigns cannot tell of {listed(kinds[Verdict.UNDECIDED])}.")
    acts = [row for row in chosen if sign(row.window.difference)]
    if acts:
        told = "; ".join(f"{title(row)}, {gain(row.window.difference)}" for row in acts)
        words.append(f"Small is not nothing. In windows these keep clear of nothing: {told}.")
    else:
        words.append("In windows none of them can be told from nothing.")
    return " ".join(words)


# --- another order ------------------------------------------------------------------------------------------


def orders(rows: Sequence[Orders]) -> str:
    """What the permuted orders show, as a list. ``rows``: with the strength term, then without it."""
    inside, outside = rows
    told = [matters(rows), rare(rows), term(inside, outside), bearings(rows)]
    return "\n".join(f"- {words}" for words in told) + "\n"


def matters(rows: Sequence[Orders]) -> str:
    """Whether the chance of a window differs between orders by more than chance explains."""
    spreads = [(row.window.spread, row.window.spread_of_chance) for row in rows]
    # Were all orders alike, the ratio of the variances would lie about 1, with this standard error.
    most = [1.0 + Z95 * math.sqrt(2.0 / max(row.permutations - 1, 1)) for row in rows]
    seen = [(spread / of_chance) ** 2 > top for (spread, of_chance), top in zip(spreads, most, strict=True)]
    both = " and ".join(
        f"{spread:.3f} where chance alone gives {of_chance:.3f} ({side} the strength term)"
        for (spread, of_chance), side in zip(spreads, ("with", "without"), strict=True)
    )
    if not all(seen):
        head = "This many do not show that order matters" if not any(seen) else "Order matters in one of two"
        return f"**{head}.** The spread of windows over orders is {both}."
    window = rows[0].window
    return (
        f"**Order matters.** The spread of windows over orders is {both}. With the term, one order in "
        f"twenty has windows in at most {percent(window.low)} of its campaigns, and one in twenty in at "
        f"least {percent(window.high)}; with {rows[0].campaigns} campaigns an order that looks wider "
        "than it is."
    )


def rare(rows: Sequence[Orders]) -> str:
    """Whether few permuted orders have as many windows and settlements as the recorded one."""
    found = [(row, name) for name in ("window", "settlement") for row in rows]
    judged = [_rarity(*getattr(row, name).as_many_ci95) for row, name in found]
    if set(judged) == {"rare"}:
        head = "The record's order is a rare one"
    elif set(judged) == {"not rare"}:
        head = "The record's order is nothing rare"
    elif len(set(judged)) > 1:
        head = "Whether the record's order is a rare one hangs on what is counted"
    else:
        head = "Whether the record's order is a rare one is open"
    told = "; ".join(
        f"{name}s, {'with' if row.strength else 'without'} the term, in {_many(getattr(row, name))} ({how})"
        for (row, name), how in zip(found, judged, strict=True)
    )
    first = rows[0]
    return (
        f"**{head}.** Of the permuted orders so many have at least as much as the recorded one: {told}. "
        f"Rare is what surely fewer than {RARE:.0%} have. The recorded order ran "
        f"{first.recorded_campaigns:,} campaigns, and the intervals hold what is left of doubt "
        f"about it; the others ran {first.campaigns:,} each, which spreads them out and makes a high "
        "chance look less rare."
    )


def _many(found: OrderSpread) -> str:
    low, high = found.as_many_ci95
    return f"{percent(found.as_many)} [{100.0 * low:.1f}, {100.0 * high:.1f}]"


def _rarity(low: float, high: float) -> str:
    return "rare" if high < RARE else "not rare" if low > RARE else "open"


def term(inside: Orders, outside: Orders) -> str:
    """Whether it is the strength term that makes order matter, and whether it favours the same orders."""
    spreads = [row.window.spread for row in (inside, outside)]
    # Standard error of a standard deviation, of a normal sample; near enough here.
    rooms = [
        Z95 * spread / math.sqrt(2.0 * max(row.permutations - 1, 1))
        for spread, row in zip(spreads, (inside, outside), strict=True)
    ]
    low, high = (spreads[1] - rooms[1], spreads[1] + rooms[1])
    if low > spreads[0] + rooms[0]:
        words = "**The strength term is not what makes order matter**: without it the spread is larger."
    elif high < spreads[0] - rooms[0]:
        words = "**The strength term is part of why order matters**: without it the spread is smaller."
    else:
        words = "**That order matters is not shown to be the strength term's doing**: the spread is alike."
    found, ends = correlation(inside.windows, outside.windows)
    told = f"Over orders, windows with the term and windows without it go together by {found:+.2f} "
    told += f"[{ends[0]:+.2f}, {ends[1]:+.2f}]"
    if max(abs(end) for end in ends) < WEAK:
        return f"{words} {told}, so it changes *which* orders have them."
    return f"{words} {told}."


def bearings(rows: Sequence[Orders]) -> str:
    """Operations whose score goes with windows by more than the largest of so many would by chance."""
    least = chance_of_largest(len(rows[0].bearing), rows[0].permutations)
    told = []
    for row, side in zip(rows, ("with", "without"), strict=True):
        names = [
            f"{operation(one.operation)} ({one.correlation:+.2f})"
            for one in row.bearing
            if abs(one.correlation) > least
        ]
        told.append(f"{side} the term {listed(names) if names else 'none'}")
    return (
        f"**What it hangs on.** Of {len(rows[0].bearing)} operations the one that goes most with windows "
        f"would do so by more than {least:.2f} in one case of twenty at most, were it all chance. Beyond "
        f"that are {'; '.join(told)}. A minus means that windows are rarer where that attack goes well."
    )


def chance_of_largest(operations: int, permutations: int) -> float:
    """What the largest of so many correlations stays below in 95 of 100 cases where none is real."""
    # Bonferroni's bound over the operations, of Fisher's transform.
    quantile = NormalDist().inv_cdf(1.0 - 0.025 / max(operations, 1))
    return math.tanh(quantile / math.sqrt(max(permutations - 3, 1)))


def correlation(one: Sequence[float], two: Sequence[float]) -> tuple[float, tuple[float, float]]:
    """A correlation with its 95% interval (Fisher)."""
    import numpy as np

    found = float(np.corrcoef(one, two)[0, 1])
    middle, room = math.atanh(min(max(found, -0.999999), 0.999999)), Z95 / math.sqrt(max(len(one) - 3, 1))
    return found, (math.tanh(middle - room), math.tanh(middle + room))


# --- words --------------------------------------------------------------------------------------------------


def sign(found: DifferenceEstimate) -> int:
    """Which side of nothing an interval lies on; 0 if it holds nothing."""
    low, high = found.ci95
    return 1 if low > 0.0 else -1 if high < 0.0 else 0


def apart(one: DifferenceEstimate, two: DifferenceEstimate) -> int:
    """1 if the first is surely larger, -1 if it is surely smaller, 0 if the intervals overlap."""
    if one.ci95[0] > two.ci95[1]:
        return 1
    return -1 if one.ci95[1] < two.ci95[0] else 0


def percent(chance: float) -> str:
    """A chance in hundredths, with a digit after the point."""
    return f"{100.0 * chance:.1f}%"


def share(found: ShareEstimate) -> str:
    """A chance with its interval."""
    low, high = found.ci95
    return f"{percent(found.estimate)} [{100.0 * low:.1f}, {100.0 * high:.1f}] of campaigns"


def gain(found: DifferenceEstimate) -> str:
    """A difference with its interval, in points."""
    low, high = found.ci95
    return f"{100.0 * found.estimate:+.2f} points [{100.0 * low:+.2f}, {100.0 * high:+.2f}]"


def title(row: Forced) -> str:
    """What an operation is called, for one of the forced ones."""
    return operation(row.operation)


def operation(identity: str) -> str:
    """What an operation is called: its name in the record, shortened.

    Without what stands in brackets, and without what follows a colon unless another operation is called as
    it is before the colon.
    """
    from sepeace.record import load

    operations = load().operations
    whole = load().operation(identity).name.partition(" (")[0]
    head = whole.partition(":")[0]
    alike = [one for one in operations if one.name.partition(" (")[0].partition(":")[0] == head]
    return head if len(alike) == 1 else whole
