"""What a map is drawn of: the front of each day, whence it comes, and how the war ended.

The record, one campaign and a batch come to one form here. Of a batch each sector's front is the median over
the campaigns at war; three medians together are no single war, and the caption says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sepeace.chronicle.named_lines import lies, stays_behind
from sepeace.errors import BadValue
from sepeace.figures import wording
from sepeace.figures.places import Floats
from sepeace.figures.series import anatomy_of, bands_of, ruler_of
from sepeace.quantities import date_of, day_of
from sepeace.record import load
from sepeace.record.load import Record
from sepeace.record.types import SECTORS
from sepeace.ruler import Ruler
from sepeace.scenario.checks.leaders import refuse_for_class
from sepeace.wording.assumed import LUCKS, Luck
from sepeace.wording.outcomes import ENDINGS

if TYPE_CHECKING:
    from sepeace.runs.batch import Batch
    from sepeace.runs.run import Run

USUAL = (date(1941, 12, 5), date(1942, 11, 18), date(1943, 7, 4), date(1944, 6, 22))
"""Days of a map of the whole war: before Moscow, before Stalingrad, before Kursk, before Bagration."""
AFTER_BRANCH = (0, 91, 182, 365)
"""Days after a branch that a map of a what-if shows."""
SIGNED = "signing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The front of each day, in kilometres east of the June 1941 frontier.

    Attributes:
        title, under: words above the map; ``banner`` stands above both, if the scenario has one.
        days, km: knots in days since 22 June 1941, and what each sector has there, of shape (knots, 3).
        low, high: the middle half of a batch's campaigns, with the doubt of the path, of the same shape, or
            None.
        recorded: whether it is the record itself; else the record stands beside it.
        branch: where the worlds may part; ``held`` to the record until then.
        ending: how the war ended, or nothing.
        how: what one reads, for the caption.
        settled: day and words of a settlement signed, and the share of the stake that is Germany's.
    """

    title: str
    under: str
    days: Floats
    km: Floats
    ruler: Ruler
    how: str = ""
    banner: str | None = None
    low: Floats | None = None
    high: Floats | None = None
    recorded: bool = False
    branch: date | None = None
    held: bool = False
    ending: str = ""
    settled: tuple[date, float] | None = None

    @property
    def first(self) -> date:
        """The first day there is a front on."""
        return date_of(float(self.days[0]))

    @property
    def last(self) -> date:
        """The last one."""
        return date_of(float(self.days[-1]))

    def on(self, day: date) -> tuple[float, float, float]:
        """The front of a day: north, centre, south."""
        return front_on(self.days, self.km, day)

    def settlement(self) -> str:
        """A settlement signed, where its line lies and who stays behind it; or nothing."""
        if self.settled is None:
            return ""
        day, share = self.settled
        where = lies(self.ruler, share)
        return (
            f"A separate peace is signed on {wording.day(day)}; its line lies {where}. "
            f"{stays_behind(self.ruler, share)}"
        )


def front_on(days: Floats, km: Floats, day: date) -> tuple[float, float, float]:
    """Straight lines between knots, level beyond them."""
    north, centre, south = (float(np.interp(day_of(day), days, km[:, sector])) for sector in range(3))
    return north, centre, south


def of_record(record: Record) -> Told:
    """The recorded front."""
    days, km = recorded(record)
    return Told(
        title="The front as recorded",
        under="Dated points on three tracks, with straight lines between the dates.\n"
        "Each point has its source and its grade in the record.",
        days=days,
        km=km,
        ruler=record.ruler(),
        recorded=True,
    )


def recorded(record: Record) -> tuple[Floats, Floats]:
    """Days with a dated point of some sector, and the three sectors there, of shape (days, 3)."""
    days = np.array(sorted({day_of(knot.date) for knot in record.front}))
    columns = []
    for sector in SECTORS:
        known = sorted((day_of(knot.date), knot.km) for knot in record.front if knot.sector == sector)
        columns.append(np.interp(days, *np.transpose(known)))
    return days, np.column_stack(columns)


def of_run(run: Run) -> Told:
    """One campaign."""
    signed = [event for event in run.events if event.kind == SIGNED]
    days = [day_of(day) for day in run.trajectory["date"]]
    km = np.column_stack([run.trajectory[f"front_{sector}"] for sector in SECTORS])
    if signed and day_of(signed[0].date) > days[-1]:
        # The weeks end with the war: the front of the last one is that of the signature.
        days, km = [*days, day_of(signed[0].date)], np.vstack([km, km[-1:]])
    lots = LUCKS[Luck(run.luck)] if run.luck in set(Luck) else f"{run.luck} luck"
    ending = ENDINGS.get(run.ending, str(run.ending))
    return Told(
        title=f"{wording.drawable(run.scenario.title)}: one campaign on the map",
        under=f"Campaign {run.campaign}, seed {run.seed}, {lots}. Ends as: {ending}.\n"
        f"Readings: {wording.under(run.scenario.assumptions)}.",
        days=np.array(days),
        km=km,
        ruler=_ruler(run),
        banner=run.banner,
        branch=run.scenario.branch,
        held=run.luck in set(Luck) and Luck(run.luck).held,
        ending=ending,
        settled=(signed[0].date, signed[0].numbers["first"]) if signed else None,
        how="One campaign of many: another has another front.",
    )


def _ruler(run: Run) -> Ruler:
    """The ruler of a campaign: the frontier's share is one of the numbers that it draws."""
    share = run.draw.get("frontier_share")
    ruler = load().ruler()
    return ruler if share is None else ruler.with_frontier_share(share)


def of_batch(batch: Batch) -> Told:
    """The campaigns at war of a batch: medians, with the middle half."""
    bands = bands_of(batch, anatomy_of(batch)["at_war"].days[-1])
    found = [bands[f"front_km {sector}"] for sector in SECTORS]
    return Told(
        title=f"{wording.world(batch)}: the fronts",
        under=wording.under_title(batch),
        days=np.array([day_of(day) for day in found[0].days]),
        km=np.column_stack([band.q50 for band in found]),
        low=np.column_stack([band.q25 for band in found]),
        high=np.column_stack([band.q75 for band in found]),
        ruler=ruler_of(batch),
        banner=batch.banner,
        branch=batch.scenario.branch,
        held=batch.luck.held,
        how="Each mark is the median of its sector over the campaigns at war, the bar along the track their "
        "middle half, with what the record leaves open between its dated days; three medians are no single "
        "war.",
    )


def told_of(shown: Record | Run | Batch) -> Told:
    """The same of whatever a map is drawn of.

    Raises:
        BadValue: a scenario that stands outside maps, or is no material for a class.
    """
    if isinstance(shown, Record):
        return of_record(shown)
    from sepeace.runs.run import Run

    refuse_for_class(shown.scenario, "map")
    if not shown.scenario.counted:
        message = (
            f"{shown.scenario.name} stands outside tables, sums, maps and lessons, so there is no map of it"
        )
        raise BadValue(message, given=shown.scenario.name, allowed="a what-if that is counted")
    return of_run(shown) if isinstance(shown, Run) else of_batch(shown)


def days_of(told: Told, dates: Sequence[date] | None) -> tuple[date, ...]:
    """The days drawn: those asked for, else some of the whole war, or from the branch on.

    Raises:
        BadValue: a day before the war, or after the last day with a front; more than ``USUAL`` and one.
    """
    if dates is None:
        usual: tuple[date, ...] = USUAL
        if told.branch is not None:
            usual = tuple(date_of(day_of(told.branch) + after) for after in AFTER_BRANCH)
        signed = set() if told.settled is None else {told.settled[0]}
        return tuple(sorted({day for day in usual if day < told.last} | signed)) or (told.last,)
    most = len(USUAL) + 1
    chosen = tuple(sorted(set(dates)))
    if not 1 <= len(chosen) <= most:
        message = "a map shows some days' fronts"
        raise BadValue(message, given=len(chosen), allowed=f"1 to {most} different days", key="dates")
    for day in chosen:
        if not told.first <= day <= told.last:
            allowed = f"{told.first.isoformat()} to {told.last.isoformat()}"
            message = "there is no front on this day"
            raise BadValue(message, given=day.isoformat(), allowed=allowed, key="dates")
    return chosen
