"""Where each statement of the source document has its home: what stands for it, or why nothing does.

Eighty statements were taken from the document one by one (``record/data/claims.csv``). Each has one home, in
``data/claim_homes.csv``: a term or another thing that the claims act through, a reading, a scenario, a
contact, an event, an operation, a channel or a person of the record; or none, and then the reason. What else
bears on it is left out: the table of D1 to D23 says that.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from sepeace.errors import BadValue, require_known
from sepeace.files import data_text
from sepeace.record import load
from sepeace.scenario.vocabulary import READINGS
from sepeace.validation.claims import ACTS_THROUGH

FILE = "claim_homes.csv"
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimHome:
    """The home of one statement.

    Attributes:
        claim: C01 to C80.
        home: term, reading, scenario, contact, event, operation, channel, person or none.
        name: its name, empty for none.
        why: how it stands for the statement, or why nothing does; one line.
    """

    claim: str
    home: str
    name: str
    why: str


@cache
def homes() -> Mapping[str, ClaimHome]:
    """All homes by the id of the statement, in their order.

    Raises:
        BadValue: a statement with two homes, or with none and no reason.
        UnknownName: a home that does not exist. Names of scenarios are not looked up: they are files.
    """
    return read(data_text(FILE))


def read(text: str) -> Mapping[str, ClaimHome]:
    """Homes from the text of a table; errors as for ``homes``."""
    found: dict[str, ClaimHome] = {}
    known = {row.id for row in load().claims}
    for cells in csv.DictReader(text.splitlines()):
        row = ClaimHome(**cells)
        require_known(row.claim, known, "the record has no such claim", FILE, row.claim)
        if row.claim in found:
            message = "a claim has one home"
            raise BadValue(message, given=row.name, allowed=found[row.claim].name, file=FILE, key=row.claim)
        _check(row)
        found[row.claim] = row
    return found


def _check(row: ClaimHome) -> None:
    names = home_names()
    kinds = (*names, "scenario", NONE)
    require_known(row.home, kinds, "there is no such kind of home", FILE, row.claim)
    if not row.why or (row.home == NONE) != (not row.name):
        message = "a home has a name and a reason; where there is none, the reason alone"
        raise BadValue(message, given=row.name, allowed="name and why", file=FILE, key=row.claim)
    if row.home in names:
        require_known(row.name, names[row.home], f"there is no such {row.home}", FILE, row.claim)


def home_names() -> Mapping[str, Collection[str]]:
    """What a home of each kind may be."""
    record = load()
    return {
        "term": ACTS_THROUGH,
        "reading": READINGS,
        "contact": [row.id for row in record.contacts],
        "event": [row.id for row in record.events],
        "operation": [row.id for row in record.operations],
        "channel": [row.id for row in record.channels],
        "person": [row.id for row in record.people],
    }
