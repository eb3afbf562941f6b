"""What holds in both worlds of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from sepeace.record.own import own_files
from sepeace.scenario import documents
from sepeace.scenario.vocabulary import READINGS, named


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What holds in both worlds.

    Attributes:
        motive, strength, initiative, frontier, disputed, numbers: one reading each, see `READINGS`.
        valuation, hopes: forms of the model, see `FORMS`.
        parameters: (name, side or None, value), sorted; only those that are set by hand.
        switches: names from `SWITCHES` whose term is taken out, sorted.

    >>> free = sp.Assumptions(parameters=(("cost_oil", None, 0.0),))
    >>> free.by_hand(), free.told()["by_hand"], free.readings()["strength"]
    (('cost_oil = 0',), ('cost_oil = 0',), 'document')
    >>> free.in_words()
    'motive sincere, ...; cost_oil = 0'
    >>> free.as_json()["parameters"]
    [['cost_oil', None, 0.0]]
    """

    motive: str = "sincere"
    strength: str = "document"
    initiative: str = "mastny"
    frontier: str = "1941"
    disputed: str = "by_grade"
    numbers: str = "prior"
    valuation: str = "wandering"
    hopes: str = "map"
    parameters: tuple[tuple[str, str | None, float], ...] = ()
    switches: tuple[str, ...] = ()

    def by_hand(self) -> tuple[str, ...]:
        """Every parameter that is set, term that is taken out and file of the record that is one's own."""
        keys = [name if side is None else f"{name}.{side}" for name, side, _ in self.parameters]
        set_ = [f"{key} = {row[2]:g}" for key, row in zip(keys, self.parameters, strict=True)]
        own = (f"{file} of one's own" for file in own_files())
        return (*set_, *(f"{switch} switched off" for switch in self.switches), *own)

    def in_words(self) -> str:
        """The readings, and what is set by hand, on one line."""
        told = [f"{name} {value.replace('_', ' ')}" for name, value in named(self.readings())]
        return "; ".join([", ".join(told), *self.by_hand()])

    def readings(self) -> dict[str, str]:
        """The readings by name."""
        return {name: getattr(self, name) for name in READINGS}

    def told(self) -> documents.Told:
        """The readings and what is set by hand, as every result has them."""
        readings = cast("documents.Readings", self.readings())
        return {"readings": readings, "by_hand": self.by_hand()}

    def as_json(self) -> documents.Assumptions:
        """Plain values."""
        readings = cast("documents.Readings", self.readings())
        parameters: list[list[str | float | None]] = [list(row) for row in self.parameters]
        return {**readings, "parameters": parameters, "switches": list(self.switches)}
