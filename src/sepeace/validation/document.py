"""The source document sentence by sentence: what stands for each, or why nothing does.

``data/document.csv`` has a row for every sentence, in our words and in the document's order. It names the
statements of the claims table that the sentence makes (C01 to C80), which have their homes there; or a home
of its own, of the same kinds; or a slip that corrects it, or a page that answers it; or none, and then why.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sepeace.errors import BadValue, require_known
from sepeace.files import data_text
from sepeace.record import load
from sepeace.validation.claim_homes import NONE, home_names, homes

FILE = "document.csv"
PAGE, SLIP = "page", "slip"
_LISTS = ("statements", "slips")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSentence:
    """One sentence of the source document.

    Attributes:
        number: its place, from 1.
        section: the heading it stands under.
        says: what it says, in our words.
        statements: the statements that it makes, C01 to C80.
        home: where it makes none of them: a kind of home as in the claims table, slip, page, or none.
        name: which; empty for none.
        slips: where the record corrects it.
        why: how the home stands for it, or why nothing does.
    """

    number: int
    section: str
    says: str
    statements: tuple[str, ...]
    home: str
    name: str
    slips: tuple[str, ...]
    why: str


@cache
def sentences() -> tuple[DocumentSentence, ...]:
    """All sentences, in the document's order.

    Raises:
        BadValue: one that has neither statements nor a home, or both, or a home without its reason.
        UnknownName: a statement, a home or a slip that does not exist. Pages are not looked up: they are
            files of the documentation.
    """
    return read(data_text(FILE))


def read(text: str) -> tuple[DocumentSentence, ...]:
    """Sentences from the text of a table; errors as for ``sentences``."""
    return tuple(_sentence(cells) for cells in csv.DictReader(text.splitlines()))


def _sentence(cells: Mapping[str, str]) -> DocumentSentence:
    statements, slips = (tuple(cells[key].split()) for key in _LISTS)
    row = DocumentSentence(
        number=int(cells["number"]),
        section=cells["section"],
        says=cells["says"],
        statements=statements,
        home=cells["home"],
        name=cells["name"],
        slips=slips,
        why=cells["why"],
    )
    key = str(row.number)
    if bool(row.statements) == bool(row.home):
        message = "a sentence makes statements, or has a home of its own"
        raise BadValue(message, given=row.home or row.says, allowed="one of them", file=FILE, key=key)
    known = {SLIP: [slip.id for slip in load().slips], **home_names()}
    for name in row.statements:
        require_known(name, homes(), "there is no such statement", FILE, key)
    for name in row.slips:
        require_known(name, known[SLIP], "there is no such slip", FILE, key)
    if row.home:
        require_known(row.home, (*known, "scenario", PAGE, NONE), "there is no such kind of home", FILE, key)
        if not row.why or (row.home == NONE) != (not row.name):
            message = "a home has a name and a reason; where there is none, the reason alone"
            raise BadValue(message, given=row.name, allowed="name and why", file=FILE, key=key)
    if row.home in known:
        require_known(row.name, known[row.home], f"there is no such {row.home}", FILE, key)
    return row
