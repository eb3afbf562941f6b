"""What the tables of this room are: heads, and rows of cells."""

from __future__ import annotations

from collections.abc import Sequence

Table = tuple[tuple[str, ...], Sequence[Sequence[object]]]
"""Heads and rows; what prints a table turns its cells into text."""
