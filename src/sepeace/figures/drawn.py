"""Figures of one result, each drawn once: a report, and the files beside it, show the same ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sepeace import figures
from sepeace.figures import files

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(slots=True)
class Drawn:
    """Figures by what they show; what they show is held, so that no other takes its number."""

    figures: dict[tuple[str, int], tuple[Figure, object]] = field(default_factory=dict)
    pictures: dict[tuple[str, int], bytes] = field(default_factory=dict)

    def figure(self, name: str, shown: object) -> Figure:
        """A figure of ``sepeace.figures`` by its name, of what it takes first."""
        place = (name, id(shown))
        if place not in self.figures:
            self.figures[place] = (getattr(figures, name)(shown), shown)
        return self.figures[place][0]

    def png(self, name: str, shown: object) -> bytes:
        """The same as PNG."""
        figure, place = self.figure(name, shown), (name, id(shown))
        if place not in self.pictures:
            self.pictures[place] = files.png(figure)
        return self.pictures[place]

    def save(self, name: str, shown: object, path: Path) -> tuple[Path, Path]:
        """The same as files; see ``figures.save``."""
        return files.save(self.figure(name, shown), path, self.png(name, shown))
