"""Luck as it fell: what its test found last, and how it is told.

The test runs many wars, so its figures are read from a file; ``sepeace.calibration.diplomacy.as_it_fell``
writes it anew, and says how the test is made.
"""

from __future__ import annotations

from sepeace.documents.checks.as_it_fell import AsItFell, LuckWay
from sepeace.documents.writing import read
from sepeace.files import data_text
from sepeace.fingerprint import parts_hashes
from sepeace.validation.tables import Table

FILE = "as_it_fell.json"
COMMAND = "python -m sepeace.calibration.diplomacy.as_it_fell"
WAYS = {
    LuckWay.BRANCH: "branch: all fresh",
    LuckWay.AS_IT_FELL: "as it fell",
}
FIGURES = ("covered", "width", "error", "leaning")
HEADS = ("scenario", "strength", "luck after the branch", "numbers weighed by", *FIGURES)
WEIGHED_BY = {"before": "reports before the branch", "all": "reports of the whole war"}


def tried() -> AsItFell:
    """What the test found when it was run last."""
    return read(AsItFell, data_text(FILE))


def table(found: AsItFell) -> Table:
    """One row for each change, reading and way."""
    rows = [
        (
            row.scenario,
            row.strength,
            WAYS[row.way],
            WEIGHED_BY[row.weighed_by],
            f"{row.covered:.1%}",
            f"{row.width:.2f}",
            f"{row.error:.2f}",
            f"{row.leaning:+.2f}",
        )
        for row in found.rows
    ]
    return HEADS, rows


def short_table(found: AsItFell) -> Table:
    """One row for each way: the least and the most over changes and readings."""
    rows = []
    for way, by in dict.fromkeys((row.way, row.weighed_by) for row in found.rows):
        own = [row for row in found.rows if (row.way, row.weighed_by) == (way, by)]
        ends = [[end(getattr(row, name) for row in own) for end in (min, max)] for name in FIGURES]
        (least, most), *others = ends
        signs = ["+" if name == "leaning" else "" for name in FIGURES[1:]]
        spans = [
            f"{low:{sign}.2f} to {high:{sign}.2f}" for sign, (low, high) in zip(signs, others, strict=True)
        ]
        rows.append((WAYS[way], WEIGHED_BY[by], f"{least:.1%} to {most:.1%}", *spans))
    return HEADS[2:], rows


def told(found: AsItFell) -> str:
    """What may be said of it, by rule from the figures."""
    whole = [row for row in found.rows if row.way == LuckWay.AS_IT_FELL]
    low, high = min(row.covered for row in whole), max(row.covered for row in whole)
    begin = (
        f"In wars that the model makes up ({found.wars} of each row, seed {found.seed}) --given as_it_fell "
        f"foretells how many feelers follow a change: {low:.1%} to {high:.1%} of the counts lie in their "
        "intervals of 90%"
    )
    if found.passes:
        fresh = {
            (row.scenario, row.strength, row.weighed_by): row.width
            for row in found.rows
            if row.way == LuckWay.BRANCH
        }
        less = [1.0 - row.width / fresh[row.scenario, row.strength, row.weighed_by] for row in whole]
        return f"{begin}, and these are {min(less):.0%} to {max(less):.0%} narrower than with fresh luck."
    return (
        f"{begin}. That does not pass: wanted are 85% to 99%, by narrower intervals than with fresh luck, "
        "and no leaning of more than a fifth of them."
    )


def stale(found: AsItFell) -> str:
    """That the test was run with another model than is here; nothing where it was run with this one."""
    parts = [name for name, value in parts_hashes().items() if found.hashes.get(name) != value]
    if not parts:
        return ""
    return f"It was run with another {', '.join(parts)} than is here; {COMMAND} runs it again."
