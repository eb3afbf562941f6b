"""What calibration found as tables: heads and rows, the same on a terminal and on the page about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sepeace.calibration.diplomacy.rank_test import POSTERIOR, PRIOR
from sepeace.documents.checks.calibrate import (
    Calibrate,
    ExpectedReports,
    Factor,
    Findings,
    FinnishScore,
    Foretold,
    Learned,
    ReportsForetold,
)

Table = tuple[Sequence[str], Sequence[Sequence[object]]]
ENOUGH = 2_000
"""Independent sets below which a posterior is said to be small."""
WAYS = {
    "equation": "the score equation",
    "success": "every attack succeeds",
    "frequencies": "frequencies of 1941-42",
}
SIDES = {"german": "German", "soviet": "Soviet"}


def usual(found: Calibrate) -> tuple[Findings, ...]:
    """The findings of each reading of strength, other disputes at their usual readings."""
    first = found.findings[0]
    rest = (first.motive, first.initiative)
    return tuple(row for row in found.findings if (row.motive, row.initiative) == rest)


def under(row: Findings) -> str:
    """A choice of readings, in a few words."""
    return ", ".join(name.replace("_", " ") for name in (row.strength, row.motive, row.initiative))


def percent(share: float) -> str:
    """A share as a percentage."""
    return f"{100.0 * share:.1f}%"


def half_year(day: str) -> str:
    """A half-year by its first day: 1943 I, 1943 II."""
    return f"{day[:4]} {'I' if day[5:7] == '01' else 'II'}"


def one_of(rows: Iterable[Learned], key: str) -> Learned:
    """What was learned of one number."""
    return next(row for row in rows if row.key == key)


def told_of(found: Calibrate) -> list[str]:
    """Numbers of which the record says something under a reading of strength, most first."""
    most: dict[str, float] = {}
    for row in usual(found):
        for one in row.learned:
            if not one.says_nothing:
                most[one.key] = max(most.get(one.key, 0.0), one.information)
    return sorted(most, key=lambda key: (-most[key], key))


def learned(found: Calibrate) -> Table:
    """What was learned of numbers: nats and shift under each reading of strength."""
    rows = usual(found)
    heads = ["number", *(f"{row.strength}: nats (shift)" for row in rows)]
    return heads, [
        [f"`{key}`", *(_learned(one_of(row.learned, key)) for row in rows)] for key in told_of(found)
    ]


def _learned(row: Learned) -> str:
    return "nothing" if row.says_nothing else f"{row.information:.2f} ({row.shift:+.2f})"


def spreads(found: Calibrate) -> Table:
    """The footnote to it: what is left of the spread of each number."""
    rows = usual(found)
    heads = ["number", *(row.strength for row in rows)]
    return heads, [
        [f"`{key}`", *(f"{one_of(row.learned, key).ratio:.2f}" for row in rows)] for key in told_of(found)
    ]


def chances(found: Calibrate) -> Table:
    """Window and settlement before and after, and how much the weights are worth, by choice of readings."""
    heads = ("strength, motive, initiative", "window: prior to posterior", "settlement: prior to posterior",
             "reported of all feelers", "effective sets")  # fmt: skip
    return heads, [
        (
            under(row),
            f"{percent(row.window_prior)} to {percent(row.window)}",
            f"{percent(row.settlement_prior)} to {percent(row.settlement)}",
            f"{row.completeness:.0%}",
            f"{row.effective:,.0f} of {row.sets:,}{'' if row.effective >= ENOUGH else ', few'}",
        )
        for row in found.findings
    ]


def fears(found: Calibrate) -> Table:
    """Fear and ideology together against settlements, by reading of strength."""
    heads = ("strength", "fear + ideology", "weight after", "settlement", "window")
    return heads, [
        (row.strength, f"{one.low:.2f} to {one.high:.2f}",
         *map(percent, (one.weight, one.settlement, one.window)))
        for row in usual(found)
        for one in row.fears
    ]  # fmt: skip


def factors(found: Calibrate) -> Table:
    """Readings held against each other."""
    heads = ("dispute", "reading, against", "factor", "range", "least", "most", "for not signing")
    return heads, [_factor(row) for row in found.factors]


def _factor(row: Factor) -> tuple[object, ...]:
    names = f"{row.reading}, {row.against}".replace("_", " ")
    ends = f"{row.low:.2g} to {row.high:.2g}"
    return (
        row.dispute,
        names,
        f"{row.factor:.2g}",
        ends,
        row.lowest_under,
        row.highest_under,
        f"{row.no_settlement:.2f}",
    )


def ranks(found: Calibrate) -> Table:
    """The test by made-up wars: weights as they are, and the prior handed back."""
    heads = ("strength", "ranked", "inside 90%", "p", "prior handed back: inside 90%", "its p")
    back = {(row.strength, row.quantity): row for row in found.ranks if row.weights == PRIOR}
    rows = []
    for row in found.ranks:
        if row.weights == POSTERIOR:
            other = back[row.strength, row.quantity]
            rows.append((row.strength, row.quantity, percent(row.covered), chance(row.p_value),
                         percent(other.covered), chance(other.p_value)))  # fmt: skip
    return heads, rows


def chance(value: float) -> str:
    """A p-value."""
    return "below .0001" if value < 1e-4 else f"{value:.4f}" if value < 0.01 else f"{value:.2f}"


def foretold(found: Calibrate) -> Table:
    """Later reports foretold from earlier ones, by side and half-year."""
    heads = (
        "strength",
        "side",
        "half-year",
        "reported",
        "expected [90%]",
        "log score",
        "constant rate",
        "usual number",
    )
    return heads, [
        (one.strength, SIDES[row.side], half_year(row.half_year), f"{row.reported:.2f}",
         f"{row.mean:.2f} [{row.low:.0f}, {row.high:.0f}]{' missed' if missed(row) else ''}",
         f"{row.log_score:.2f}", f"{row.constant:.2f}", f"{row.usual:.2f}")
        for one in found.hindcast
        for row in one.rows
    ]  # fmt: skip


def missed(row: Foretold | ExpectedReports) -> bool:
    """Whether the reports, weighted by grade, lie outside the interval by half a report or more."""
    return not row.low - 0.5 < row.reported < row.high + 0.5


def scores(one: ReportsForetold) -> tuple[float, float, float]:
    """Sums of the log scores of the model, of a constant rate, and of the usual number."""
    rows = one.rows
    return sum(r.log_score for r in rows), sum(r.constant for r in rows), sum(r.usual for r in rows)


def foretold_in_all(found: Calibrate) -> Table:
    """Later reports foretold from earlier ones: sums of log scores."""
    heads = (
        "strength",
        "model",
        "constant rate",
        "usual number (no forecast)",
        "missed by its 90%",
        "effective sets",
    )
    return heads, [
        (one.strength, *(f"{score:.2f}" for score in scores(one)),
         f"{sum(map(missed, one.rows))} of {len(one.rows)}", f"{one.effective:,.0f}")
        for one in found.hindcast
    ]  # fmt: skip


def other_case(found: Calibrate) -> Table:
    """Finland foretold with the numbers that she shares with the main pair: nats that the reports add."""
    heads = ("strength", "her refusals until June 1944", "September 1944", "together", "effective sets")
    return heads, [
        (one.strength, *(added(row) for row in one.rows[-3:]), f"{one.effective:,.0f}")
        for one in found.other_case
    ]


def added(row: FinnishScore) -> str:
    """What weights add to a log score."""
    if row.difference is None or row.standard_error is None:
        return "too few sets"
    return f"{row.difference:+.3f} ± {row.standard_error:.3f}"


def battles(found: Calibrate) -> Table:
    """Later battles foretold from earlier ones."""
    heads = ("coding", "what foretells", "rmse", "log score a battle", "the equation is better by (± se)")
    return heads, [
        (one.coding, WAYS[skill.way], f"{skill.rmse:.2f}", f"{skill.log_score:.2f}",
         "–" if skill.way == "equation" else f"{skill.behind:+.2f} ± {skill.behind_se:.2f}")
        for one in found.battle.foretold
        for skill in one.skills
    ]  # fmt: skip


def expected(found: Calibrate) -> Table:
    """Real reports that the weighed wars let expect, by reading of strength."""
    rows = usual(found)
    heads = ("side", "half-year", "reported", *(f"{row.strength}: prior, after [90%]" for row in rows))
    return heads, [
        (SIDES[first.side], half_year(first.first), f"{first.reported:.2f}",
         *(f"{one.prior:.2f}, {one.mean:.2f} [{one.low:.0f}, {one.high:.0f}]" for one in (first, *others)))
        for first, *others in zip(*(row.expected for row in rows), strict=True)
    ]  # fmt: skip


def reports(found: Calibrate) -> Table:
    """The reports, and what becomes of weights without each, under the first reading of strength."""
    row = usual(found)[0]
    without = {one.report: one for one in row.left_out}
    heads = ("report", "side", "half-year", "chance that it was real", f"window without it ({row.strength})")
    return heads, [
        (f"`{one.report}`", SIDES[one.side], half_year(one.half_year), f"{one.chance:.2f}",
         percent(without[one.report].window))
        for one in found.reports
    ]  # fmt: skip
