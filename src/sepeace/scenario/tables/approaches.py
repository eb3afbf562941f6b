"""Which contacts of the record are told all along: German approaches to the West, and one to the East."""

from __future__ import annotations

from sepeace.quantities import EPOCH, HORIZON
from sepeace.record.types import Contact

TO_THE_EAST = "berlin_may_1945"
"""The one approach across the front line that is confirmed. Hitler was dead: no leader of the model decides
it."""
THE_END = "friedeburg_may_1945"
"""The surrender that ended in one on all fronts: when the war in the East ends, the model decides."""


def told_approach(contact: Contact) -> bool:
    """Whether a contact is a German approach to the West that left Germany while she fought in the East."""
    german = contact.pair == "west" and contact.sender == "german" and contact.result != "not_sent"
    return german and EPOCH <= contact.start < HORIZON and contact.id != THE_END
