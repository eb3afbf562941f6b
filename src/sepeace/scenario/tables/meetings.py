"""When a contact that a change supposes takes place, and whether the record has one on that day."""

from __future__ import annotations

from datetime import date

from sepeace.record.types import Contact
from sepeace.scenario.changes import ContactChange


def held_on(change: ContactChange, contact: Contact, branch: date | None) -> date:
    """The day on which a contact that a change supposes takes place: not before the branch."""
    return change.start or max(contact.start, branch or contact.start)


def invented(change: ContactChange, contact: Contact, branch: date | None) -> bool:
    """Whether the contact was over by the branch: another on a later day is none of the record.

    It lends that one its road alone. A contact that has not been yet may be moved.
    """
    over = branch is not None and contact.end < branch
    return over and held_on(change, contact, branch) > contact.end
