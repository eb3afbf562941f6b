"""The tables on placebos, for the terminal and the pages."""

from __future__ import annotations

from collections.abc import Sequence

from sepeace.documents.checks.case import Case
from sepeace.documents.checks.placebos import (
    Contrast,
    Forced,
    Orders,
    PlacebosRecord,
    Trial,
    Verdict,
)
from sepeace.validation.placebos.sentences import correlation
from sepeace.validation.tables import Table

KINDS = {Trial.KURSK: "Kursk itself", Trial.OCTOBER_1941: "October 1941", Trial.SMALL: "small operation"}
VERDICTS = {
    Verdict.AS_HOPED: "as hoped",
    Verdict.NOT_AS_HOPED: "NOT as hoped",
    Verdict.UNDECIDED: "cannot tell",
    None: "–",
}
KM = "front_km"
SHOWN = 5


def exact(rows: Sequence[Case]) -> Table:
    """What must come out equal, and whether it does."""
    told = []
    for row in rows:
        kind, _, rest = row.id.partition(".")
        told.append((_meaning(kind, rest), _result(kind, rest, row), "yes" if row.ok else "NO"))
    return ("changed", "result", "as it must be"), told


def _meaning(kind: str, rest: str) -> str:
    name, _, last = rest.rpartition(".")
    if kind == "every_score_as_recorded":
        return f"every operation forced to its recorded score, {'free' if rest else 'recorded'} luck"
    if kind == "own_score":
        return f"{name} forced to the score it drew, branch {last.removeprefix('branch_')}"
    return f"{name} told as two battles: {'front of a sector' if last == KM else 'fortune of arms'}"


def _result(kind: str, rest: str, row: Case) -> str:
    if kind == "two_parts":
        unit = " km" if rest.endswith(KM) else ""
        got = "differs in length" if row.got is None else f"moved by {row.got:.1g}{unit} at most"
        return f"{got} (allowed: {row.tolerance:g})"
    what = "fronts and strengths" if rest == "free_luck" else "every bit"
    return f"{what} equal in {row.got:g} of {row.expected:g} campaigns"


def forced(rows: Sequence[Forced]) -> Table:
    """One operation forced to Kursk's score: chances within twelve months of its first day."""
    heads = (
        "what",
        "operation",
        "record",
        "window: without → forced",
        "difference",
        "settlement: without → forced",
    )
    return (*heads, "difference", "verdict"), [
        (
            KINDS[row.kind],
            f"{row.operation} ({row.attacker.capitalize()}, {row.size:.2f} million)",
            f"{row.recorded:g}",
            *_both(row.window),
            *_both(row.settlement),
            VERDICTS[row.verdict],
        )
        for row in rows
    ]


def orders(rows: Sequence[Orders]) -> Table:
    """Scores permuted among operations: chances under the recorded order and over the permuted ones."""
    heads = (
        "chance of a",
        "strength term",
        "recorded order",
        "permuted: mean",
        "5% to 95%",
        "spread",
        "of chance",
    )
    told = []
    for name in ("window", "settlement"):
        for row in rows:
            found = getattr(row, name)
            (low, high), (least, most) = found.ci95, found.as_many_ci95
            told.append(
                (
                    name,
                    "in" if row.strength else "out",
                    f"{found.recorded:.3f} [{low:.3f}, {high:.3f}]",
                    f"{found.mean:.3f}",
                    f"{found.low:.3f} to {found.high:.3f}",
                    f"{found.spread:.3f}",
                    f"{found.spread_of_chance:.3f}",
                    f"{found.as_many:.1%} [{100.0 * least:.1f}, {100.0 * most:.1f}]",
                )
            )
    return (*heads, "orders with as many"), told


def bearings(rows: Sequence[Orders]) -> Table:
    """The operations whose score goes most with the chance of a window over orders, term in and out."""
    sides = [row.bearing[:SHOWN] for row in rows]
    told = [
        (place, *(f"{one.operation} {one.correlation:+.2f}" for one in pair))
        for place, pair in enumerate(zip(*sides, strict=False), start=1)
    ]
    return ("", "with the strength term", "without it"), told


def facts(made: PlacebosRecord) -> Table:
    """How all of it was run, and how alike the orders act with the strength term and without it.

    Args:
        made: the whole of ``docs/placebos.json``.
    """
    first = made.orders[0]
    off = ", ".join(f"{row.called_off.mean:.1f}" for row in made.orders)
    rows: list[tuple[object, ...]] = [
        ("version", made.version),
        ("hash of the model when they were run", f"`{made.model_hash}`"),
        ("seed", made.seed),
        ("pairs of worlds for each forced operation", f"{made.campaigns:,}"),
        ("campaigns of the recorded order", f"{first.recorded_campaigns:,}"),
        ("other orders of the recorded scores", f"{first.permutations:,}"),
        (
            "campaigns for each of them, with the strength term and again without it",
            f"{first.campaigns:,}",
        ),
        ("operations called off in a campaign of a permuted order, mean (term in, out)", off),
        ("and under the recorded order", f"{first.called_off.recorded:.1f}"),
    ]
    for name in ("windows", "settlements"):
        what = f"correlation over orders of the chance of {name}, term in and out"
        one, two = (getattr(row, name) for row in made.orders)
        rows.append((what, f"{correlation(one, two)[0]:.2f}"))
    return ("run", ""), rows


def _both(contrast: Contrast) -> tuple[str, str]:
    """The chances of both worlds, and their difference in points with its interval."""
    values = (100.0 * value for value in (contrast.difference.estimate, *contrast.difference.ci95))
    chances = f"{contrast.without.estimate:.3f} → {contrast.forced.estimate:.3f}"
    return chances, "{:+.2f} ({:+.2f} to {:+.2f})".format(*values)
