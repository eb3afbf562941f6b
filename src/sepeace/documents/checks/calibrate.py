"""The machine output of ``calibrate``."""

from __future__ import annotations

from dataclasses import dataclass

from sepeace.shapes import Amount, Count, Document, Numbered, Seed, Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned(Document):
    """What the record says of one number."""

    key: str
    """The parameter; or the sum of two that only come together."""
    information: float
    """Divergence of posterior from prior in nats, less what chance alone gives."""
    shift: float
    """Posterior mean less prior mean, in standard deviations of the prior."""
    ratio: float
    """Posterior standard deviation over the prior's; a footnote, for it may rise where much is learned."""
    least: float
    """Divergence below which it is told as nothing: .02 nats, or what chance may give so few sets."""
    says_nothing: bool
    """Whether it is told as nothing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutReport(Document):
    """The weights without one report."""

    report: str
    """Contact of the record."""
    log_evidence: float
    """Log of the mean likelihood of the other reports; what one changes is reckoned with Poisson numbers."""
    window: float
    """Chance of a window on the recorded front, posterior without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SumOfFears(Document):
    """A fifth of the prior by what Germany fears and what its leader's ideology asks, together."""

    low: float
    """Least sum in it."""
    high: float
    """Largest sum in it."""
    weight: Share
    """Share of the posterior that lies in it; a fifth of the prior does."""
    settlement: Share
    """Chance of a settlement in its wars."""
    window: Share
    """Chance of a window in its wars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedReports(Document):
    """Real reports of one side in some half-years: what the weighed wars let expect, and what is recorded."""

    side: str
    """Who sent."""
    first: str
    """First day of the first half-year."""
    last: str
    """First day of the last half-year; the same where it is one."""
    reported: Amount
    """Reports, weighted by grade."""
    prior: Amount
    """Mean expected in wars without a settlement, unweighed."""
    mean: Amount
    """Mean expected in the weighed wars."""
    low: Amount
    """Of an interval of 90%."""
    high: Amount
    """Of an interval of 90%."""
    more: Share
    """Chance that the weighed wars have more than the record, ties by half: near 0 or 1 they do not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings(Document):
    """What the reports say under one choice of readings."""

    strength: str
    """How Hitler's refusal to settle from weakness is understood."""
    motive: str
    """Why Soviet feelers were sent."""
    initiative: str
    """Who mostly began."""
    sets: int
    """Sets of numbers from the prior."""
    lucks: int
    """Wars of each that were held to the reports."""
    effective: float
    """Independent sets that the weights are worth."""
    log_evidence: float
    """Log of the mean likelihood over the prior, up to a constant that all readings share."""
    log_evidence_se: float
    """Its standard error for how many sets there are."""
    completeness: float
    """Share of feelers that left a report, posterior mean."""
    in_all: float
    """Divergence of all numbers together from the prior, nats."""
    learned: tuple[Learned, ...]
    """Numbers, most informative first."""
    window_prior: float
    """Chance of a window of a day or more on the recorded front, diplomacy free."""
    window: float
    """The same with the weights, in campaigns that they were not made from."""
    settlement_prior: float
    """Chance of a settlement there."""
    settlement: float
    """The same with the weights, in campaigns that they were not made from."""
    fears: tuple[SumOfFears, ...]
    """The prior in fifths by fear and ideology together, from the least sum."""
    expected: tuple[ExpectedReports, ...]
    """Real reports by side and half-year."""
    periods: tuple[ExpectedReports, ...]
    """The same until June 1943 and after."""
    left_out: tuple[WithoutReport, ...]
    """The weights without each report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankTest(Document):
    """Ranks of the truth among the weighed sets, over wars that were made up."""

    strength: str
    """Reading under which the wars were made."""
    weights: str
    """``posterior``, or ``prior`` where the sets are handed back unweighed: there the test must fail."""
    quantity: str
    """What was ranked; the log likelihood as Poisson numbers have it."""
    wars: int
    """How many."""
    covered: float
    """Share of wars whose truth lies in the central interval of 90%."""
    p_value: float
    """Of the test of Kolmogorov and Smirnov that the ranks are even."""
    ranks: tuple[float, ...]
    """The ranks themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor(Document):
    """How much better one reading foretells the reports than another: a Bayes factor."""

    dispute: str
    """What the readings differ in."""
    reading: str
    """The reading that is asked about."""
    against: str
    """The one it is held against."""
    factor: float
    """Mean likelihood of the first over that of the second; completeness unknown."""
    standard_error: float
    """Of its logarithm, for how many sets there are."""
    no_settlement: float
    """The part of it that is due to nobody having signed."""
    low: float
    """Least over who is said to have sent what, completeness, and each report left out."""
    high: float
    """Most."""
    lowest_under: str
    """Where the least was found."""
    highest_under: str
    """Where the most was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold(Document):
    """Reports of one side in one half-year, foretold from those until 30 June 1943."""

    side: str
    """Who sent."""
    half_year: str
    """Its first day."""
    reported: float
    """Reports, weighted by grade."""
    mean: float
    """Expected."""
    low: float
    """Of an interval of 90%."""
    high: float
    """Of an interval of 90%."""
    log_score: float
    """Log of the mean likelihood, up to a constant that every way of foretelling shares."""
    constant: float
    """The same for one constant rate of that side, learned from its own reports until then."""
    usual: float
    """The same for somebody who expects the usual number of the whole record: it knows what was to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsForetold(Document):
    """Later reports foretold from earlier ones, under one reading of strength."""

    strength: str
    """The reading."""
    effective: float
    """Independent sets that the weights of the earlier reports are worth."""
    tested: float
    """Reports that were foretold, weighted by grade."""
    rows: tuple[Foretold, ...]
    """By side and half-year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinnishScore(Document):
    """What Finland did with one of the Soviet terms, by its log score."""

    row: str
    """Terms of the record; all of them; September 1944 after them; or both together."""
    training: bool
    """Whether it lies before the day up to which rows were read."""
    prior: float | None
    """Log of the chance of what happened, numbers from the prior; null where it came in none of the sets."""
    posterior: float | None
    """The same with numbers weighed by the reports of the main pair until that day."""
    difference: float | None
    """The second less the first; above 0 the reports help."""
    standard_error: float | None
    """Of the difference, for how many sets there are."""
    constant: float
    """Log score of one constant hazard, learned from the refusals; of these it knows what was to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCase(Document):
    """Finland foretold with the numbers that she shares with the main pair, under one reading of strength."""

    strength: str
    """The reading."""
    read_until: str
    """Last day of which a report, or a row on Finland, was read."""
    sets: int
    """Sets of numbers."""
    lucks: int
    """Finnish wars of each."""
    effective: float
    """Independent sets that the weights of the main pair's reports are worth."""
    effective_trained: float
    """The same once the refusals and her own demands are weighed too."""
    rows: tuple[FinnishScore, ...]
    """In order of time, then together."""
    sentence: str
    """What may be said, by rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(Document):
    """A report of the record, as the weights take it."""

    report: str
    """Contact of the record."""
    side: str
    """Who sent it, by the usual reading."""
    half_year: str
    """First day of the half-year in which the middle of its days lies."""
    chance: Share
    """That it was real, by its grade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BattleNumber(Document):
    """One number of the score equation."""

    key: str
    """The parameter."""
    mean: float
    """Of the posterior."""
    sd: Amount
    """Its standard deviation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BattleFit(Document):
    """The score equation, fitted to the scores of one coding."""

    coding: str
    """Whose scores."""
    battles: Count
    """How many were fitted."""
    numbers: tuple[BattleNumber, ...]
    """What the fit gives."""
    effective: Amount
    """Independent draws that the weighted ones are worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BattleSkill(Document):
    """How well one way of foretelling did."""

    way: str
    """The score equation, or a plain way: every attack succeeds, or the frequencies of the earlier scores."""
    rmse: Amount
    """Root of the mean squared distance of the mean foretold from the score."""
    log_score: float
    """Mean log of the chance given to the score that came; 0 is perfect."""
    behind: float
    """Log score of the equation less this one; 0 for itself."""
    behind_se: Amount
    """Standard error of that over battles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BattleForetold(Document):
    """Scores of the battles from 1943 on, foretold from those before."""

    coding: str
    """Whose scores."""
    trained: Count
    """Battles that were fitted."""
    tested: Count
    """Battles that were foretold."""
    skills: tuple[BattleSkill, ...]
    """The equation, then the plain ways."""
    covered: Share
    """Share of battles whose score lies in the smallest set of scores that has 90% or more."""
    codes_in_set: Amount
    """Mean number of scores in those sets."""
    codes: Count
    """How many scores there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Battles(Document):
    """The first stage: the score equation of battles."""

    fits: tuple[BattleFit, ...]
    """On all battles, by coding: what the model runs with is the first."""
    foretold: tuple[BattleForetold, ...]
    """Later battles from earlier ones, by coding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrate(Numbered):
    """What ``calibrate`` found."""

    version: str
    """Of the package."""
    hashes: dict[str, str]
    """Of model, prior and record."""
    seed: Seed
    """Of the wars."""
    battle: Battles
    """The first stage: scores of battles."""
    reports: tuple[Reported, ...]
    """What the second stage weighs by."""
    findings: tuple[Findings, ...]
    """By choice of readings."""
    factors: tuple[Factor, ...]
    """Readings held against each other."""
    ranks: tuple[RankTest, ...]
    """The test by wars that were made up."""
    hindcast: tuple[ReportsForetold, ...]
    """Later reports foretold from earlier ones."""
    other_case: tuple[OtherCase, ...]
    """Finland foretold with what was learned of the main pair."""
    sentences: tuple[str, ...]
    """What may be said, by rule."""
    files: tuple[str, ...]
    """Posteriors that were written, in the folder."""
    seconds: float
    """How long it took."""
