"""What the outcomes of a world add up to, as shares, medians and means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sepeace.chronicle.named_lines import stays_behind
from sepeace.chronicle.who_bears import BEHIND, BearerOfADay, finnish_bearers, line_at, who_bears
from sepeace.documents.batch import (
    After,
    Barriers,
    BearerRow,
    Contacts,
    Endings,
    Finland,
    FinnishYear,
)
from sepeace.outcomes.outcome_rows import BARRIER_CODES, ENDING_CODES
from sepeace.outcomes.totals import SHARE_PARTS, SHARE_ROOM, Totals, median
from sepeace.quantities import DAYS_PER_MONTH, date_of
from sepeace.record import load
from sepeace.stats.estimates import Estimate, share


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a batch adds up to. Shares are of campaigns that ended and in which the antecedent arose.

    Attributes:
        counted: those campaigns; ``failed`` and the rest of ``antecedent_arose`` are left out of every share.
        settlement, window: share with a settlement, with an acceptance window.
        settlement_date, window_date: median date among those; None without any.
        window_days: median number of days open among those; not from how many a window counts.
        contacts: mean feelers a campaign by sender, and the Soviet share of soviet and german.
        finland_settled, finland: share in which Finland signs; the same, when, and who bears it.
        after: held or broken, by whom and when; who bears the middle settlement.
        endings, barriers: shares; barriers are of campaigns without a settlement.

    >>> found = sp.batch("historical", campaigns=20).summary()
    >>> found.counted, round(sum(found.endings.shares().values()), 9)
    (20, 1.0)
    """

    counted: int
    failed: int
    antecedent_arose: float
    settlement: Estimate
    settlement_date: date | None
    window: Estimate
    window_date: date | None
    window_days: float | None
    contacts: Contacts
    endings: Endings
    after: After
    barriers: Barriers
    finland_settled: Estimate
    finland: Finland


def summarise(totals: Totals) -> Summary:
    """Shares, medians and means of what was counted."""
    n, apart = totals.counted, totals.counted - totals.settled
    whole = totals.campaigns - totals.failed
    return Summary(
        counted=n,
        failed=totals.failed,
        antecedent_arose=totals.arose / whole if whole else 0.0,
        settlement=_estimate(totals.settled, n),
        settlement_date=totals.median_day(totals.signed),
        window=_estimate(totals.windows, n),
        window_date=totals.median_day(totals.first_window),
        window_days=totals.median_window_days(),
        contacts=_contacts(totals),
        endings=Endings(**_shares(totals.endings, ENDING_CODES, n)),
        after=after(totals),
        barriers=Barriers(**_shares(totals.barriers, BARRIER_CODES, apart)),
        finland_settled=_estimate(totals.finland, n),
        finland=finland(totals),
    )


def after(totals: Totals) -> After:
    """Held or broken, by whom and when, and who bears the middle settlement."""
    n, broken = totals.settled, [int(count) for count in totals.broken]
    held = _estimate(n - sum(broken), n)
    days, place, signed = median(totals.renewed), median(totals.shares), totals.median_day(totals.signed)
    middle = None if place is None else (place - SHARE_ROOM) / SHARE_PARTS
    bears = () if middle is None or signed is None else bears_of(signed, middle)
    return After(
        settlements=n,
        held=held.known,
        ci95=held.known_ci95,
        broken_by_germany=broken[0] / n if n else None,
        broken_by_soviet=broken[1] / n if n else None,
        median_months=None if days is None else days / DAYS_PER_MONTH,
        share=middle,
        bears=bears,
    )


def bears_of(signed: date, share: float) -> tuple[BearerRow, ...]:
    """Who bears a settlement with this share, signed on a day: those behind its line, then who was alive."""
    ruler = load().ruler()
    line = line_at(ruler, share)
    scalars = {row.line: row for row in load().line_scalars}
    source = scalars[line or ruler.named_lines[0].id].source
    behind = BearerRow(group=BEHIND, text=stays_behind(ruler, share), source=source)
    rows = who_bears(signed, line)
    return (behind, *_told(rows))


def finland(totals: Totals) -> Finland:
    """In how many campaigns Finland signs, in which years, and who bears it.

    That is told of the day by which half of all campaigns have seen her sign. Where fewer than half do, of
    the median day of the commonest year, of two that are equally common the first.
    """
    n, counts = totals.counted, totals.finland_signed
    found, half = _estimate(totals.finland, n), (n + 1) // 2
    years = _finnish_years(totals)
    common = max(years, key=lambda row: row.share, default=None)
    day = date_of(float(np.searchsorted(np.cumsum(counts), half))) if 0 < half <= totals.finland else None
    told = day if day is not None or common is None else common.median_date
    return Finland(
        settled=found.known,
        ci95=found.known_ci95,
        median_date=totals.median_day(counts),
        half_date=day,
        years=years,
        bears_on=told,
        bears=() if told is None else _told(finnish_bearers(told)),
    )


def _finnish_years(totals: Totals) -> tuple[FinnishYear, ...]:
    counts = totals.finland_signed
    by_year: dict[int, NDArray[np.int64]] = {}
    for day in np.flatnonzero(counts):
        year = date_of(float(day)).year
        by_year.setdefault(year, np.zeros_like(counts))[day] = counts[day]
    rows = []
    for year, own in by_year.items():
        middle = totals.median_day(own)
        assert middle is not None
        rows.append(FinnishYear(year=year, share=int(own.sum()) / totals.counted, median_date=middle))
    return tuple(rows)


def _told(rows: Iterable[BearerOfADay]) -> tuple[BearerRow, ...]:
    return tuple(BearerRow(group=row.group, text=row.text, source=row.source) for row in rows)


def _estimate(k: int, n: int) -> Estimate:
    return share(k, n) if n else Estimate(value=0.0, ci95=(0.0, 1.0), n=0, method="none counted")


def _shares(counts: NDArray[np.int64], names: Mapping[int, str], n: int) -> dict[str, float]:
    return {
        names[code]: int(count) / n if n else 0.0 for code, count in zip(sorted(names), counts, strict=True)
    }


def _contacts(totals: Totals) -> Contacts:
    soviet = totals.mean("sent_soviet") + totals.mean("sent_leverage")
    german = totals.mean("sent_german") + totals.mean("sent_subordinate")
    both = soviet + german
    return Contacts(
        soviet=soviet,
        german=german,
        mediated=totals.mean("sent_mediated"),
        share_soviet=soviet / both if both > 0.0 else None,
    )
