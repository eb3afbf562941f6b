"""What may be said of a calibration, by rule: three sentences, and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence

from sepeace.calibration.diplomacy.factors import FactorVerdict, one_said, verdict
from sepeace.calibration.diplomacy.findings import SUM
from sepeace.calibration.diplomacy.rank_test import COVERAGE, LEAST_P, POSTERIOR, PRIOR
from sepeace.calibration.told_tables import (
    ENOUGH,
    SIDES,
    WAYS,
    half_year,
    missed,
    percent,
    scores,
    told_of,
    under,
    usual,
)
from sepeace.documents.checks.calibrate import (
    BattleForetold,
    Calibrate,
    ExpectedReports,
    Factor,
    Findings,
    Foretold,
    RankTest,
)
from sepeace.wording.assumed import STRENGTHS_ON_PAGE

AMISS = 0.05
"""Chance that weighed wars have so many reports, or so few, below which they are said not to fit."""
OFTEN = 0.05
"""Share of wars with a settlement from which it is said that nobody signed in the war that was."""
LITTLE = (
    "Below 0.02 nats, or what chance alone may give so few effective sets, the record is said to say "
    "nothing of a number. Fear and ideology stand on the same side of every line, so only their sum can be "
    "learned of."
)
FEW = (
    "A window and a settlement are those of wars on the recorded front with diplomacy free; the weights do "
    f"not know the campaigns that they are counted in. Below {ENOUGH:,} effective sets a posterior is "
    "small, and is marked so."
)
FORETOLD = (
    "Larger is better. A constant rate is learned from each side's own reports until June 1943; the usual "
    "number is the mean of the whole record and no forecast, for it knows what was to come."
)
RANKED = (
    f"Inside 90% must lie {COVERAGE[0]:.0%} to {COVERAGE[1]:.0%}, and p above {LEAST_P}. Ranks of numbers "
    "alone cannot fail: a prior handed back has even ranks too, so it must fail at the log likelihood."
)
NOTHING_AGAINST = "Nothing by these rules; that is no proof of it."


NAMES = (
    "Readings of Hitler's refusal: " + "; ".join(STRENGTHS_ON_PAGE.values()) + ". Of Soviet motives: "
    "sincere, they meant it; leverage, to press the West; breathing space, for a pause; mixed. Of who "
    "mostly began: after Mastny, Martin or Fleischhauer."
)


def plain(found: Calibrate) -> tuple[str, str, str]:
    """The answer in three sentences: how much was learned, of readings, and what could be foretold."""
    return _asked(found), _readings(found), _foretold(found)


def _asked(found: Calibrate) -> str:
    worth = sum(row.chance for row in found.reports)
    alone = [[one for one in row.learned if one.key != SUM] for row in usual(found)]
    counts = [sum(not one.says_nothing for one in rows) for rows in alone]
    every = len(alone[0])
    most = told_of(found)
    told = f", most of {most[0]}" if most else ""
    return (
        f"The record has {len(found.reports)} reports of feelers, worth {worth:.1f} real ones by their "
        f"grades; of the {every} numbers that campaigns draw they say something of {_from_to(counts)}, by "
        f"how Hitler's refusal is read{told}, and of the others nothing."
    )


def _readings(found: Calibrate) -> str:
    by = {kind: [row for row in found.factors if verdict(row) is kind] for kind in FactorVerdict}
    parts = [one_said(row) for row in by[FactorVerdict.SPEAKS]]
    if by[FactorVerdict.LEANS]:
        names = (f"{better} over {worse}" for better, worse in map(_order, by[FactorVerdict.LEANS]))
        parts.append(f"they lean to {_and(list(names))}, not always by much")
    unsure = [*by[FactorVerdict.HARDLY], *by[FactorVerdict.OPEN]]
    if unsure:
        names = (f"{row.reading} from {row.against}".replace("_", " ") for row in unsure)
        parts.append(f"they do not surely tell {_and(list(names))}")
    return f"Of the readings in dispute: {'; '.join(parts)}." if parts else "No readings were compared."


def _order(row: Factor) -> tuple[str, str]:
    """The reading that fits better, and the other."""
    name, against = row.reading.replace("_", " "), row.against.replace("_", " ")
    return (name, against) if row.factor > 1.0 else (against, name)


def _foretold(found: Calibrate) -> str:
    better = [one.strength for one in found.hindcast if scores(one)[0] > scores(one)[1]]
    wrong = sum(missed(row) for one in found.hindcast for row in one.rows)
    every = sum(len(one.rows) for one in found.hindcast)
    tested = found.hindcast[0].tested if found.hindcast else 0.0
    contacts = (
        f"better than one constant rate under {_and(better)}"
        if better
        else "no better than one constant rate"
    )
    return (
        f"From the reports until June 1943 the later ones, worth {tested:.1f}, are foretold {contacts}, with "
        f"{wrong} of {every} half-years outside their intervals; the scores of the battles of 1943-45 are "
        f"foretold {_battles(found.battle.foretold)}."
    )


def helps(found: Calibrate) -> str:
    """Whether what was learned helps with Finland, by reading."""
    return " ".join(f"{one.strength}: {one.sentence}" for one in found.other_case)


def _battles(rows: Sequence[BattleForetold]) -> str:
    """Whether the score equation is surely better than the plain ways, by log score."""
    skills = [skill for one in rows for skill in one.skills if skill.way != "equation"]
    surely = [skill for skill in skills if skill.behind > 2.0 * skill.behind_se]
    if not surely:
        return "no better by log score than by plain ways that know less"
    return f"surely better by log score than by plain ways in {len(surely)} of {len(skills)} comparisons"


def _from_to(counts: Sequence[int]) -> str:
    low, high = min(counts), max(counts)
    return "none" if high == 0 else f"{low}" if low == high else f"{low} to {high}"


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


# --- what speaks against it -------------------------------------------------------------------------------


def against(found: Calibrate) -> tuple[str, ...]:
    """What speaks against the model, or against trusting its posterior, wherever the numbers show it."""
    return (
        *(line for row in usual(found) for line in _unfit(row)),
        *_not_foretold(found),
        *(line for row in usual(found) for line in _settled(row)),
        *_no_skill(found.battle.foretold),
        *failed(found.ranks),
        *_small(found.findings),
    )


def _unfit(row: Findings) -> list[str]:
    """Reports that the weighed wars do not have, although they were weighed by these very reports."""
    lines = []
    for one in (*row.periods, *row.expected):
        if not AMISS <= one.more <= 1.0 - AMISS:
            how, chance = ("more", one.more) if one.more < 0.5 else ("fewer", 1.0 - one.more)
            lines.append(
                f"Under {row.strength} the weighed wars let expect {one.mean:.2f} {SIDES[one.side]} "
                f"reports in {_when(one)}, and have {how} than the record with a chance of "
                f"{percent(chance)} only; the record has {one.reported:.2f} by their grades, and the wars "
                "were weighed by these very reports."
            )
    return lines


def _when(one: ExpectedReports) -> str:
    return (
        half_year(one.first) if one.first == one.last else f"{half_year(one.first)} to {half_year(one.last)}"
    )


def _not_foretold(found: Calibrate) -> list[str]:
    lines = []
    for one in found.hindcast:
        wrong = [row for row in one.rows if missed(row)]
        if wrong:
            told = ", ".join(map(_miss, wrong))
            lines.append(f"Under {one.strength}, reports after June 1943 outside what was foretold: {told}.")
        own, constant, _ = scores(one)
        if own <= constant:
            lines.append(
                f"Under {one.strength} the model foretells the reports after June 1943 no better than one "
                f"constant rate of each side (log scores {own:.2f} and {constant:.2f})."
            )
    return lines


def _miss(row: Foretold) -> str:
    end = f"at most {row.high:.0f}" if row.reported > row.mean else f"at least {row.low:.0f}"
    side = SIDES[row.side]
    return f"{half_year(row.half_year)} {row.reported:.2f} {side} (expected {row.mean:.2f}, {end})"


def _settled(row: Findings) -> list[str]:
    if max(row.settlement_prior, row.settlement) < OFTEN:
        return []
    return [
        f"Under {row.strength}, {percent(row.settlement_prior)} of the wars on the recorded front are "
        f"settled with numbers from the prior and {percent(row.settlement)} with weighed ones; the war "
        "that was is none of these."
    ]


def _no_skill(rows: Sequence[BattleForetold]) -> list[str]:
    lines = []
    for name in ("success", "frequencies"):
        skills = [skill for one in rows for skill in one.skills if skill.way == name]
        surely = sum(skill.behind > 2.0 * skill.behind_se for skill in skills)
        if surely < len(skills):
            lines.append(
                f'By log score the equation of battles foretells 1943-45 surely better than "{WAYS[name]}" '
                "in "
                f"{surely} of {len(skills)} codings."
            )
    return lines


def failed(ranks: Sequence[RankTest]) -> list[str]:
    """Tests by made-up wars that did not come out as they must."""
    lines = [
        f"Under {row.strength} the ranks of {row.quantity} fail their test: {percent(row.covered)} inside "
        f"intervals of 90%, p {row.p_value:.4f}."
        for row in ranks
        if row.weights == POSTERIOR and not passes(row)
    ]
    backs = {row.strength: True for row in ranks if row.weights == PRIOR and not passes(row)}
    lines += [
        f"Under {name} the test does not notice a prior that is handed back."
        for name in dict.fromkeys(row.strength for row in ranks)
        if name not in backs
    ]
    return lines


def passes(row: RankTest) -> bool:
    """Whether ranks are as even as they must be."""
    return COVERAGE[0] <= row.covered <= COVERAGE[1] and row.p_value > LEAST_P


def _small(rows: Sequence[Findings]) -> list[str]:
    few = [row for row in rows if row.effective < ENOUGH]
    if not few:
        return []
    least = min(few, key=lambda row: row.effective)
    return [
        f"The weights are worth fewer than {ENOUGH:,} independent sets under {len(few)} of {len(rows)} "
        f"choices of readings, least under {under(least)} ({least.effective:,.0f} of {least.sets:,})."
    ]
