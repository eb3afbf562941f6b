"""`figure --json`."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from sepeace.shapes import Said


class FigureDocument(TypedDict):
    """A figure that was written, and what stands in it."""

    schema: Literal[1]
    """Of this format."""
    figure: Said
    """Its name."""
    file: Said
    """Where it was written."""
    title: Said
    """Its title."""
    caption: Said
    """How to read it, and who bears a settlement."""
