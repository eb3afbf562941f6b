"""How a result shows itself, on one line and in a notebook, and when two results are the same one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable
from typing import Any, ClassVar

from sepeace.shapes import Document

LONGEST = 118
"""Letters of the one line."""


def by(renderer: Callable[[Displayed], str]) -> Callable[[Displayed], str]:
    """From now on ``renderer`` makes the HTML; the rooms that can lie above those of the results."""
    Displayed.renderer = staticmethod(renderer)
    return renderer


class Displayed(ABC):
    """Has a ``repr`` of one line, and HTML that stands alone for a notebook."""

    __slots__ = ()
    renderer: ClassVar[Callable[[Displayed], str]]

    @property
    @abstractmethod
    def one_line(self) -> str:
        """What it is and what came out, on one line."""

    @property
    def banner(self) -> str | None:
        """The warning of its scenario, which stands above all that is said of it; None without one."""
        scenario: Any = getattr(self, "scenario", None)
        return getattr(scenario, "banner", None) or None

    def __repr__(self) -> str:
        line = f"{type(self).__name__} {f'[{self.banner}] ' if self.banner else ''}{self.one_line}"
        return f"<{line if len(line) <= LONGEST - 2 else line[: LONGEST - 5] + '...'}>"

    def _repr_html_(self) -> str:
        """A headline, a small table and a small figure."""
        return Displayed.renderer(self)


class Identified(Displayed):
    """Is equal to what has the same identity: what was asked of which model, whatever else it holds."""

    __slots__ = ()

    @property
    @abstractmethod
    def identity(self) -> tuple[Hashable, ...]:
        """What says which result this is."""

    @property
    @abstractmethod
    def document(self) -> Document:
        """What its verb prints with ``--json``."""

    def to_json(self) -> dict[str, Any]:
        """The keys of ``--json`` of its verb: numbers finite or null, dates ISO."""
        return self.document.to_json()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Identified) or type(self) is not type(other):
            return NotImplemented
        return self.identity == other.identity

    def __hash__(self) -> int:
        return hash((type(self), self.identity))
