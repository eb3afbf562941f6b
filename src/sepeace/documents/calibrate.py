"""The machine output of ``calibrate``."""

from __future__ import annotations

from dataclasses import dataclass

from sepeace.shapes import Document, Numbered


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
    """Posterior standard deviation over that of the prior; a footnote, for it may rise where much is learned."""
    says_nothing: bool
    """Whether it is told as nothing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Document):
    """The weights without one report."""

    report: str
    """Contact of the record."""
    log_evidence: float
    """Log of the mean likelihood of the other reports."""
    window: float
    """Chance of a window on the recorded front, posterior without it."""


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
    """Campaigns of each."""
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
    left_out: tuple[LeftOut, ...]
    """The weights without each report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankTest(Document):
    """Ranks of the truth among the weighed sets, over wars that were made up."""

    strength: str
    """Reading under which the wars were made."""
    weights: str
    """``posterior``, or ``prior`` where the sets are handed back unweighed: there the test must fail."""
    quantity: str
    """What was ranked."""
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
    start: str
    """First day of the half-year."""
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
class Hindcast(Document):
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
class Calibrate(Numbered):
    """What ``calibrate`` found."""

    version: str
    """Of the package."""
    hashes: dict[str, str]
    """Of model, prior and record."""
    seed: int
    """Of the wars."""
    findings: tuple[Findings, ...]
    """By choice of readings."""
    factors: tuple[Factor, ...]
    """Readings held against each other."""
    ranks: tuple[RankTest, ...]
    """The test by wars that were made up."""
    hindcast: tuple[Hindcast, ...]
    """Later reports foretold from earlier ones."""
    other_case: tuple[OtherCase, ...]
    """Finland foretold with what was learned of the main pair."""
    sentences: tuple[str, ...]
    """What may be said, by rule."""
    files: tuple[str, ...]
    """Posteriors that were written."""
    seconds: float
    """How long it took."""
