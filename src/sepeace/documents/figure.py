"""`figure --json`."""

from __future__ import annotations

from dataclasses import dataclass

from sepeace.shapes import Numbered, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDocument(Numbered):
    """A figure that was written, and what stands in it."""

    figure: Said
    """Its name."""
    file: Said
    """Where it was written."""
    title: Said
    """Its title."""
    caption: Said
    """How to read it, and who bears a settlement."""
    banner: Said | None = None
    """A warning that stands above the title; null where there is none."""
