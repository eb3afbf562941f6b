"""What holds in both worlds of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sepeace.record.own import own_files
from sepeace.scenario import posteriors
from sepeace.scenario.documents import Readings
from sepeace.scenario.vocabulary import READINGS, SWITCHES, named
from sepeace.shapes import one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions(Readings):
    """What holds in both worlds.

    A reading of each dispute of `READINGS`, where `valuation` and `hopes` are forms of the model, and what is
    set by hand, sorted.

    >>> free = sp.Assumptions(parameters=(("cost_oil", None, 0.0),))
    >>> free.by_hand(), free.readings()["strength"], free.readings_alone.strength
    (('cost_oil = 0',), 'document', 'document')
    >>> free.in_words()
    'motive sincere, ...; cost_oil = 0'
    >>> free.drawn, sp.Assumptions(numbers="default").drawn
    (True, False)
    >>> free.to_json()["parameters"]
    [['cost_oil', None, 0.0]]
    """

    parameters: tuple[tuple[str, str | None, float], ...] = ()
    """Parameters set by hand, each as name, side (null without sides) and value in the parameter's unit."""
    switches: tuple[Annotated[str, one_of(SWITCHES)], ...] = ()
    """Terms of the model that are taken out."""

    def __post_init__(self) -> None:
        """Where no posterior is shipped for these readings, campaigns draw from the prior, and stay there."""
        if self.numbers == "posterior" and posteriors.why_not(self.readings()) is not None:
            object.__setattr__(self, "numbers", "prior")

    @property
    def drawn(self) -> bool:
        """Whether each campaign draws numbers of its own, from whichever distribution."""
        return self.numbers != "default"

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

    @property
    def readings_alone(self) -> Readings:
        """The readings without what is set by hand, as every result has them."""
        return Readings(**self.readings())
