"""The claims of the source document: what stands for each in the model, and what takes it out.

The table is data (``sepeace/data/claims.toml``). Every name in it is held against the package when it is
read, so that a switch, a reading or a parameter that is renamed cannot leave a claim behind.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sepeace.errors import BadValue, require_known
from sepeace.files import data_text
from sepeace.kernel.fields import TERMS
from sepeace.model.parameters import PARAMETER_NAMES
from sepeace.scenario.vocabulary import READINGS, SWITCHES, Setting
from sepeace.validation.observables import EVENTS, FEELERS, SEEN

FILE = "claims.toml"
CARRIED = ("yes", "partly", "no")
FORTUNE = "fortune"
"""The one weekly value beside the terms of the gap that a switch takes out."""
MARKS: tuple[str, ...] = (*EVENTS, *FEELERS, *SEEN)
"""What is in a campaign or is not: kinds of events, feelers of a kind, and what else is seen in its log."""
ACTS_THROUGH: tuple[str, ...] = (*TERMS, FORTUNE, *PARAMETER_NAMES, *MARKS)
"""What the ``term`` of a claim may name."""

_TEXTS = ("id", "says", "model", "carried", "test")
_LISTS = ("term", "switches", "readings", "turn")
_QUOTED = re.compile(r"`(\w+)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchableClaim:
    """One claim.

    Attributes:
        id: D1 to D23.
        says: what the document says, in our words.
        model: what stands for it, or why nothing does.
        term: what it acts through, names of ``ACTS_THROUGH``: one for each switch, or for each turn where
            there is no switch, in their order.
        switches: what takes it out.
        readings: what chooses between rivals.
        turn: settings, as after ``--set``, that turn a claim without a switch.
        carried: yes, partly or no.
        test: name of the test that holds it.
    """

    id: str
    says: str
    model: str
    term: tuple[str, ...]
    switches: tuple[str, ...]
    readings: tuple[str, ...]
    turn: tuple[str, ...]
    carried: str
    test: str


@cache
def claims() -> tuple[SwitchableClaim, ...]:
    """All claims, in the document's order.

    Raises:
        UnknownName: a switch, reading, term or parameter that does not exist.
        BadValue: anything else that a row must not have.
    """
    text = data_text(FILE)
    return read(text)


def read(text: str) -> tuple[SwitchableClaim, ...]:
    """Claims from the text of a table; errors as for ``claims``."""
    return tuple(_claim(row) for row in tomllib.loads(text)["claim"])


def _claim(row: dict[str, Any]) -> SwitchableClaim:
    place = str(row.get("id", "claim"))
    odd = sorted(set(row) - {*_TEXTS, *_LISTS})
    if odd or not all(row.get(key) for key in _TEXTS):
        given = odd or [key for key in _TEXTS if not row.get(key)]
        message = "a claim has keys that are unknown, or lacks some"
        raise BadValue(message, given=given, allowed=(*_TEXTS, *_LISTS), file=FILE, key=place)
    cells: dict[str, Any] = {key: row[key] for key in _TEXTS}
    cells |= {key: tuple(row.get(key, ())) for key in _LISTS}
    claim = SwitchableClaim(**cells)
    _known("carried", (claim.carried,), CARRIED, place)
    _known("switches", claim.switches, SWITCHES, place)
    _known("readings", claim.readings, READINGS, place)
    _known("term", claim.term, ACTS_THROUGH, place)
    _known("model", _QUOTED.findall(claim.model), PARAMETER_NAMES, place)
    _known("turn", turned_by(claim), (*PARAMETER_NAMES, *READINGS), place)
    ways = claim.switches or claim.turn
    if len(claim.term) != len(ways) or (claim.switches and claim.turn):
        message = "a claim has one term for each of its switches, or else for each setting that turns it"
        raise BadValue(message, given=list(claim.term), allowed=list(ways), file=FILE, key=place)
    return claim


def setting(turn: str) -> tuple[str, Setting]:
    """Name and value of a setting such as ``feeler_rate=0`` or ``motive=leverage``."""
    name, _, value = turn.partition("=")
    return name, value if name in READINGS else float(value)


def turned_by(claim: SwitchableClaim) -> tuple[str, ...]:
    """Readings and parameters whose settings turn a claim, each once."""
    return tuple(dict.fromkeys(turn.partition("=")[0] for turn in claim.turn))


def _known(key: str, given: Collection[str], names: Collection[str], place: str) -> None:
    for name in given:
        require_known(name, names, "a claim names what does not exist", FILE, f"{place}.{key}")
