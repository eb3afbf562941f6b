"""Readings held against each other by how well they foretell the reports, and how far that can be trusted.

One war that was not settled can say at most one over one less the chance of a settlement in favour of a reading
that has no settlements. Who is said to have sent what, the share of feelers that left a report, and each single
report are varied, and the range is told beside the factor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sepeace.calibration.diplomacy.findings import evidence_error
from sepeace.calibration.diplomacy.likelihood import Array, shares
from sepeace.calibration.diplomacy.pool import Pool
from sepeace.calibration.diplomacy.reports import Reports
from sepeace.calibration.diplomacy.weighing import weigh
from sepeace.documents.calibrate import Factor
from sepeace.scenario.vocabulary import READINGS

DISPUTES = ("strength", "motive", "initiative")
USUAL = {name: READINGS[name][0] for name in DISPUTES}
"""The reading of each dispute that others are held against; others stay at theirs."""
COMPLETENESS = {"half of the feelers left a report": 0.5, "all feelers left a report": 1.0}
TRAINED = "the record as it is"
NOISE = 3.0
"""A factor between a third and this says hardly anything (judgement; Kass and Raftery 1995)."""
Variants = Mapping[str, tuple[Reports, Array]]


def variants(by_initiative: Mapping[str, Reports]) -> Variants:
    """Ways to read the record, by what is different; each with the shares that are averaged over."""
    usual = by_initiative["mastny"]
    found: dict[str, tuple[Reports, Array]] = {TRAINED: (usual, shares())}
    for name, share in COMPLETENESS.items():
        found[name] = (usual, np.array([share]))
    found["senders as Fleischhauer reads them"] = (by_initiative["fleischhauer"], shares())
    for row in usual.rows:
        found[f"without {row.id}"] = (usual.without(row.id), shares(count=5))
    return found


def evidence(pool: Pool, ways: Variants) -> dict[str, float]:
    """Log of the mean likelihood of a pool under each way to read the record."""
    return {name: weigh(pool, found, r).log_evidence for name, (found, r) in ways.items()}


def factors(pools: Mapping[tuple[str, ...], Pool], ways: Variants) -> tuple[Factor, ...]:
    """Each reading against the usual one of its dispute, others at theirs.

    Args:
        pools: by strength, motive and initiative.
    """
    usual = tuple(USUAL.values())
    base, base_error = evidence(pools[usual], ways), _error(pools[usual], ways)
    rows = []
    for place, dispute in enumerate(DISPUTES):
        for reading in READINGS[dispute][1:]:
            which = (*usual[:place], reading, *usual[place + 1 :])
            if which not in pools:
                continue
            logs = evidence(pools[which], ways)
            gaps = {name: logs[name] - base[name] for name in ways}
            least, most = min(gaps, key=lambda name: gaps[name]), max(gaps, key=lambda name: gaps[name])
            rows.append(
                Factor(
                    dispute=dispute,
                    reading=reading,
                    against=usual[place],
                    factor=float(np.exp(gaps[TRAINED])),
                    standard_error=float(np.hypot(_error(pools[which], ways), base_error)),
                    no_settlement=float((~pools[which].settled).mean() / (~pools[usual].settled).mean()),
                    low=float(np.exp(gaps[least])),
                    high=float(np.exp(gaps[most])),
                    lowest_under=least,
                    highest_under=most,
                )
            )
    return tuple(rows)


def _error(pool: Pool, ways: Variants) -> float:
    return evidence_error(weigh(pool, *ways[TRAINED]))


def said(rows: Sequence[Factor], bound: float) -> tuple[str, ...]:
    """What may be said of each dispute, by rule from the factors.

    Args:
        bound: the most that one unsettled war can give a reading for being unsettled.
    """
    lines = []
    for dispute in dict.fromkeys(row.dispute for row in rows):
        found = [row for row in rows if row.dispute == dispute]
        told = "; ".join(_one(row) for row in found)
        lines.append(f"{dispute}: {told}.")
    lines.append(
        "That nobody signed can speak for one reading over another by a factor of "
        f"{bound:.1f} at most: one over the chance that no settlement is signed under the reading with most."
    )
    return tuple(lines)


def _one(row: Factor) -> str:
    name, against = row.reading.replace("_", " "), row.against.replace("_", " ")
    told = f"({row.factor:.2g}, from {row.low:.2g} to {row.high:.2g})"
    if row.low >= 1.0 / NOISE and row.high <= NOISE:
        return f"the record hardly distinguishes {name} from {against} {told}"
    if row.low > NOISE or row.high < 1.0 / NOISE:
        better, worse = (name, against) if row.factor > 1.0 else (against, name)
        return f"the record speaks for {better} over {worse}, however it is read {told}"
    return f"whether {name} or {against} fits better hangs on how the record is read {told}"


