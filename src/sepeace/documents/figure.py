"""`figure --json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sepeace.shapes import Document, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDocument(Document):
    """A figure that was written, and what stands in it."""

    schema: Literal[1] = 1
    """Of this format."""
    figure: Said
    """Its name."""
    file: Said
    """Where it was written."""
    title: Said
    """Its title."""
    caption: Said
    """How to read it, and who bears a settlement."""
