"""The record in memory: reads the CSV files of the package and fills what the record leaves out.

Two things are worked out here and nowhere in the data: the quarters of loss for which there is
no figure, and the distance to the Arkhangelsk-Astrakhan line. Both are marked or documented. The files
only ever grow at their ends, because the number of a row is its address; here rows stand in order of time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date as Date
from functools import cache
from typing import TypeVar

from sepeace.errors import BadUsage
from sepeace.record.background import City, Claim, ContextRow, Line, LineRow, LineScalars, Lock, Slip
from sepeace.record.checks import finnish_rows, locks
from sepeace.record.derive import all_quarters, dated_fronts, distance_to_line, line_baskets, whole_lines
from sepeace.record.finland import FinnishFront, FinnishRow
from sepeace.record.news import News
from sepeace.record.own import VARIABLE, BadRecord, folder
from sepeace.record.parse import read
from sepeace.record.people import Person
from sepeace.record.types import (
    Channel,
    Contact,
    Divisions,
    Event,
    FrontKnot,
    OilYear,
    Operation,
    Quarter,
    QuarterLoss,
    Strength,
    WesternBattle,
    YearLoss,
)
from sepeace.ruler import Ruler, build

R = TypeVar("R", Operation, WesternBattle, Contact, Event, Channel)
T = TypeVar("T", Operation, WesternBattle, Contact, Event, News)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything the package knows about the war and the contacts, as tuples of frozen rows.

    Attributes:
        operations, western_battles, contacts, events, channels, news: each with an ``id``, in order of time.
        front, strengths, divisions: where the fronts stood (km), men, divisions, by day.
        losses, losses_by_year: men, by quarter and by year.   lend_lease, oil: long tons, thousand tonnes.
        lines, line_scalars, cities: for maps and for the ruler; people in millions, shares 0 to 1.
        claims, slips, context: what the source document claims, where it errs, figures beside it.
        finland, finland_front: the second pair: its dated steps, and where Finland's own front stood.
        people: German officials who had a part in contacts, with their roads and days.
        locks: what stood between a German approach and a settlement with the West, by number.

    >>> record = sp.record.load()
    >>> record.operation("citadel").id, record.contact("stockholm_june_1943").pair
    ('citadel', 'main')
    >>> record.battle(record.western_battles[0].id) == record.western_battles[0]
    True
    >>> record.event("torch").id, record.channel("sofia").id
    ('torch', 'sofia')
    >>> record.ruler().line("dnieper").share > 0.0
    True
    """

    operations: tuple[Operation, ...]
    western_battles: tuple[WesternBattle, ...]
    front: tuple[FrontKnot, ...]
    strengths: tuple[Strength, ...]
    losses: tuple[QuarterLoss, ...]
    losses_by_year: tuple[YearLoss, ...]
    contacts: tuple[Contact, ...]
    events: tuple[Event, ...]
    channels: tuple[Channel, ...]
    news: tuple[News, ...]
    lend_lease: tuple[Quarter, ...]
    oil: tuple[OilYear, ...]
    divisions: tuple[Divisions, ...]
    lines: tuple[Line, ...]
    line_scalars: tuple[LineScalars, ...]
    cities: tuple[City, ...]
    claims: tuple[Claim, ...]
    slips: tuple[Slip, ...]
    context: tuple[ContextRow, ...]
    finland: tuple[FinnishRow, ...]
    finland_front: tuple[FinnishFront, ...]
    people: tuple[Person, ...]
    locks: tuple[Lock, ...]

    def operation(self, name: str) -> Operation:
        """The operation with this id. Raises KeyError when there is none."""
        return _find(self.operations, name)

    def battle(self, name: str) -> Operation | WesternBattle:
        """The operation of the East, or the battle in the West, with this id. Raises KeyError when there is
        none."""
        try:
            return _find(self.operations, name)
        except KeyError:
            return _find(self.western_battles, name)

    def contact(self, name: str) -> Contact:
        """The contact with this id. Raises KeyError when there is none."""
        return _find(self.contacts, name)

    def event(self, name: str) -> Event:
        """The event with this id. Raises KeyError when there is none."""
        return _find(self.events, name)

    def channel(self, name: str) -> Channel:
        """The channel with this id. Raises KeyError when there is none."""
        return _find(self.channels, name)

    def ruler(self) -> Ruler:
        """The ruler built from this record's fronts and lines."""
        return ruler_of(self)


def _find(table: Iterable[R], name: str) -> R:
    for row in table:
        if row.id == name:
            return row
    raise KeyError(name)


def _in_time(table: tuple[T, ...], day: Callable[[T], Date]) -> tuple[T, ...]:
    """Rows by their first day; those of one day by their number."""
    return tuple(sorted(table, key=lambda row: (day(row), row.number)))


def _start(row: Operation | WesternBattle | Contact) -> Date:
    return row.start


def ruler_of(record: Record) -> Ruler:
    """The ruler built from a record's fronts and lines."""
    scalars = {row.line: row for row in record.line_scalars}
    km_to_line = distance_to_line(record.front, record.lines)
    baskets = line_baskets(scalars)
    return build(
        km_to_line=km_to_line,
        dated_fronts=dated_fronts(record.front, scalars, km_to_line),
        line_baskets=baskets,
        end=next(basket for line, _, basket in baskets if line == "arkhangelsk_astrakhan"),
    )


@cache
def load() -> Record:
    """The record, read once and kept.

    Raises:
        ValueError: a file of the package holds a cell that does not fit its column.
        SepeaceError: a file of one's own does, see ``use``.

    >>> sp.record.load() is sp.record.load(), len(sp.record.load().contacts) > 50
    (True, True)
    """
    years = read("losses_annual.csv", YearLoss)
    events = read("events.csv", Event)
    return Record(
        operations=_in_time(read("operations.csv", Operation), _start),
        western_battles=_in_time(read("western_battles.csv", WesternBattle), _start),
        front=read("front.csv", FrontKnot),
        strengths=read("strengths.csv", Strength),
        losses=all_quarters(read("losses.csv", QuarterLoss), years),
        losses_by_year=years,
        contacts=_in_time(read("contacts.csv", Contact), _start),
        events=_in_time(events, lambda row: row.date),
        channels=read("channels.csv", Channel),
        news=_in_time(read("news.csv", News), lambda row: row.date),
        lend_lease=read("lend_lease.csv", Quarter),
        oil=read("oil.csv", OilYear),
        divisions=read("divisions.csv", Divisions),
        lines=whole_lines(read("lines.csv", LineRow)),
        line_scalars=read("line_scalars.csv", LineScalars),
        cities=read("cities.csv", City),
        claims=read("claims.csv", Claim),
        slips=read("slips.csv", Slip),
        context=read("context.csv", ContextRow),
        finland=finnish_rows(read("finland.csv", FinnishRow)),
        finland_front=read("finland_front.csv", FinnishFront),
        people=read("people.csv", Person),
        locks=locks(read("locks.csv", Lock), [row.id for row in events]),
    )


def use(path: str | os.PathLike[str] | None) -> None:
    """From here on the record has the CSV files of a folder in place of its own files of those names.

    ``path`` is the folder; None for the shipped record. It must be said before anything has been loaded or
    run; worker processes inherit it. Every result names the files, and has another digest.

    Raises:
        BadUsage: the record was read already, or an empty path.
        SepeaceError: no folder, or a file in it that cannot stand in for the shipped one, with its line.

    >>> record = sp.record.load()
    >>> sp.record.use("mine")
    Traceback (most recent call last):
    sepeace.errors.BadUsage: --record: the record has been read already; ...
    """
    if path is not None and not os.fspath(path):
        message = "this names no folder; without it the record is the shipped one"
        raise BadUsage(message, given=path, allowed="a folder with files of the record", key="--record")
    if load.cache_info().currsize:
        message = "the record has been read already; a record of one's own is named before anything is run"
        raise BadUsage(message, given=path, key="--record")
    before = folder()
    os.environ[VARIABLE] = "" if path is None else os.fspath(path)
    try:
        load()
    except BaseException as error:
        os.environ[VARIABLE] = before or ""
        if isinstance(error, (ValueError, ArithmeticError)):
            message = f"the corrected rows do not fit together: {error}"
            raise BadRecord(message, file=str(path), key="--record") from None
        raise
