"""Readings held against each other by how well they foretell the reports, and how far that can be trusted.

One war that was not settled can say at most one over one less the chance of a settlement in favour of a
reading that has no settlements. Who is said to have sent what, the share of feelers that left a report, and
each single report are varied, and the range is told beside the factor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from sepeace.calibration.diplomacy.findings import evidence_error
from sepeace.calibration.diplomacy.likelihood import Array, shares
from sepeace.calibration.diplomacy.pool import WarPool
from sepeace.calibration.diplomacy.weighing import WeighedSets, weigh_as_poisson, without_each
from sepeace.documents.checks.calibrate import Factor
from sepeace.scenario.tables.reports import Reports
from sepeace.scenario.vocabulary import READINGS

DISPUTES = ("strength", "motive", "initiative")
USUAL_CHOICE = tuple(READINGS[name][0] for name in DISPUTES)
"""The reading of each dispute that others are held against; others stay at theirs."""
COMPLETENESS = {"half of the feelers left a report": 0.5, "all feelers left a report": 1.0}
TRAINED = "the record as it is"
NOISE = 3.0
"""A factor between a third and this says hardly anything (judgement; Kass and Raftery 1995)."""


class FactorVerdict(Enum):
    """What may be said of a reading beside another."""

    SPEAKS = "speaks"
    LEANS = "leans"
    HARDLY = "hardly"
    OPEN = "open"


Variants = Mapping[str, tuple[Reports, Array]]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """How well the wars of one choice of readings foretell the reports.

    Attributes:
        logs: of the mean likelihood, by the way to read the record.
        error: standard error of the first of them.
        lasting: share of the wars in which nothing was signed.
    """

    logs: Mapping[str, float]
    error: float
    lasting: float


def variants(by_initiative: Mapping[str, Reports], by_first_day: Reports | None = None) -> Variants:
    """Ways to read the record, by what is different; each with the shares that are averaged over."""
    usual = by_initiative["mastny"]
    found: dict[str, tuple[Reports, Array]] = {TRAINED: (usual, shares())}
    for name, share in COMPLETENESS.items():
        found[name] = (usual, np.array([share]))
    found["senders as Fleischhauer reads them"] = (by_initiative["fleischhauer"], shares())
    if by_first_day is not None:
        found["each contact on its first day"] = (by_first_day, shares())
    return found


def evidence(pool: WarPool, weighed: WeighedSets, found: Reports, ways: Variants) -> Evidence:
    """How well wars foretell the reports, under each way to read the record and without each report.

    Args:
        pool: wars that are held to nothing: by these it is reckoned what another way to read the record
            changes, as if feelers came in Poisson numbers.
        weighed: the sets by their wars that were held to ``found``.
    """
    base = weigh_as_poisson(pool, found).log_evidence
    logs = {name: weigh_as_poisson(pool, found, r).log_evidence for name, (found, r) in ways.items()}
    every = weigh_as_poisson(pool, ways[TRAINED][0], shares(count=5)).log_evidence
    for report, one in without_each(pool, ways[TRAINED][0], shares(count=5)):
        logs[f"without {report}"] = one.log_evidence - every + logs[TRAINED]
    logs = {name: log - base + weighed.log_evidence for name, log in logs.items()}
    return Evidence(logs=logs, error=evidence_error(weighed), lasting=float((~pool.settled).mean()))


def apart(which: Sequence[str]) -> int:
    """In how many disputes a choice of readings is not the usual one."""
    return sum(one != other for one, other in zip(which, USUAL_CHOICE, strict=True))


def factors(found: Mapping[tuple[str, ...], Evidence]) -> tuple[Factor, ...]:
    """Each reading against the usual one of its dispute, others at theirs.

    Args:
        found: by strength, motive and initiative.
    """
    base = found[USUAL_CHOICE]
    rows = []
    for place, dispute in enumerate(DISPUTES):
        for reading in READINGS[dispute][1:]:
            which = (*USUAL_CHOICE[:place], reading, *USUAL_CHOICE[place + 1 :])
            if which not in found:
                continue
            one = found[which]
            gaps = {name: log - base.logs[name] for name, log in one.logs.items()}
            least, most = min(gaps, key=lambda name: gaps[name]), max(gaps, key=lambda name: gaps[name])
            rows.append(
                Factor(
                    dispute=dispute,
                    reading=reading,
                    against=USUAL_CHOICE[place],
                    factor=float(np.exp(gaps[TRAINED])),
                    standard_error=float(np.hypot(one.error, base.error)),
                    no_settlement=one.lasting / base.lasting,
                    low=float(np.exp(gaps[least])),
                    high=float(np.exp(gaps[most])),
                    lowest_under=least,
                    highest_under=most,
                )
            )
    return tuple(rows)


def said(rows: Sequence[Factor], bound: float) -> tuple[str, ...]:
    """What may be said of each dispute, by rule from the factors.

    Args:
        bound: the most that one unsettled war can give a reading for being unsettled.
    """
    lines = []
    for dispute in dict.fromkeys(row.dispute for row in rows):
        lines.append(f"{dispute}: {'; '.join(one_said(row) for row in rows if row.dispute == dispute)}.")
    lines.append(
        f"That nobody signed can speak for one reading over another by a factor of {bound:.1f} at most: "
        "one over the chance that nothing is signed under the reading with most settlements."
    )
    return tuple(lines)


def verdict(row: Factor) -> FactorVerdict:
    """What the range of a factor allows to be said."""
    if row.low > NOISE or row.high < 1.0 / NOISE:
        return FactorVerdict.SPEAKS
    if row.low >= 1.0 / NOISE and row.high <= NOISE:
        return FactorVerdict.HARDLY
    if row.low > 1.0 or row.high < 1.0:
        return FactorVerdict.LEANS
    return FactorVerdict.OPEN


def one_said(row: Factor) -> str:
    """The sentence on one reading, without its end."""
    name, against = row.reading.replace("_", " "), row.against.replace("_", " ")
    better, worse = (name, against) if row.factor > 1.0 else (against, name)
    said_of = {
        FactorVerdict.SPEAKS: f"the record speaks for {better} over {worse}, however it is read",
        FactorVerdict.HARDLY: f"the record hardly distinguishes {name} from {against}",
        FactorVerdict.LEANS: f"the record leans to {better} over {worse}, however it is read, not always by "
        "much",
        FactorVerdict.OPEN: f"whether {name} or {against} fits better hangs on how the record is read",
    }
    return f"{said_of[verdict(row)]} ({row.factor:.2g}, from {row.low:.2g} to {row.high:.2g})"
