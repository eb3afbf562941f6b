"""German officials who had a part in contacts without authority to make peace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Annotated, Literal

from sepeace.record.parse import BLANK, Text
from sepeace.record.types import Confidence

Leader = Literal["goering", "plotters"]
"""Who can be put in Hitler's place."""
Deed = Literal["asks", "writes", "receives", "tells"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A German official, or a service, that had a part in contacts without authority to make peace.

    `does` says which: *asks* his own leader before anything is sent; *writes* abroad unasked; *receives* what
    the Soviet side sends by his channels; *tells* Hitler what others keep back. `weight` counts among those
    who do the same; of who asks, it is how often he does, as a multiple of all that is written unasked.

    `number` is its address, `id` its name in files, `name` that in text, `office` what he was. He does it
    from `start` to `end`, or until a leader of `ends_with` takes Hitler's place, by `channels`; `ministry`
    where he was under the foreign minister. `source` names works, `confidence` how sure the row is, `notes`
    the rest.

    >>> goebbels = next(row for row in sp.record.load().people if row.id == "goebbels")
    >>> goebbels.does, goebbels.channels
    (('asks',), ())
    """

    number: int
    id: str
    name: str
    office: str
    does: tuple[Deed, ...]
    start: Date
    end: Date
    ends_with: Annotated[tuple[Leader, ...], BLANK]
    weight: float
    channels: Annotated[tuple[str, ...], BLANK]
    ministry: bool
    source: str
    confidence: Confidence
    notes: Text
