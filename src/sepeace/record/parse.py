"""Reading the record's CSV files: text into typed fields, with the place of any fault.

A fault in the package's own data is a ValueError, one in the user's own a SepeaceError.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from importlib.resources import files
from typing import TypeVar, cast

from sepeace.quantities import parse_date
from sepeace.record.own import BadRecord, corrected, folder, lines_of, own_files
from sepeace.record.types import Confidence

__all__ = ["Row", "read"]

T = TypeVar("T")
_CONFIDENCES = ("high", "medium", "low")


class Row:
    """One line of a CSV file; each method reads one column as one type."""

    def __init__(self, cells: dict[str, str], where: str) -> None:
        self._cells = cells
        self._where = where

    def _fault(self, column: str, what: str) -> ValueError:
        return ValueError(f"{self._where}, column {column!r}: {what}, got {self._cells.get(column)!r}")

    def text(self, column: str) -> str:
        """The cell as it is; may be empty."""
        if column not in self._cells:
            raise self._fault(column, "the column is missing")
        return self._cells[column]

    def name(self, column: str) -> str:
        """The cell, which must not be empty."""
        text = self.text(column)
        if not text:
            raise self._fault(column, "a text is needed")
        return text

    def maybe_text(self, column: str) -> str | None:
        """The cell, or None when blank."""
        return self.text(column) or None

    def number(self, column: str) -> float:
        """The cell as a finite number."""
        try:
            value = float(self.name(column))
        except ValueError as error:
            raise self._fault(column, "a number is needed") from error
        if not math.isfinite(value):
            raise self._fault(column, "a finite number is needed")
        return value

    def maybe_number(self, column: str) -> float | None:
        """The cell as a number, or None when blank: unknown is not zero."""
        return self.number(column) if self.text(column) else None

    def whole(self, column: str) -> int:
        """The cell as a whole number."""
        value = self.number(column)
        if value != int(value):
            raise self._fault(column, "a whole number is needed")
        return int(value)

    def share(self, column: str) -> float:
        """A cell in percent as a share from 0 to 1."""
        return self.number(column) / 100.0

    def date(self, column: str) -> date:
        """The cell as a date."""
        try:
            return parse_date(self.text(column))
        except ValueError as error:
            raise self._fault(column, "a date is needed") from error

    def flag(self, column: str) -> bool:
        """The cell as yes or no."""
        return self.choice(column, ("yes", "no")) == "yes"

    def items(self, column: str) -> tuple[str, ...]:
        """The cell as items parted by blanks."""
        return tuple(self.text(column).split())

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        """The cell, which must be one of `allowed`."""
        text = self.text(column)
        if text not in allowed:
            raise self._fault(column, f"one of {', '.join(allowed)} is needed")
        return text

    def maybe_choice(self, column: str, allowed: Sequence[str]) -> str | None:
        """The cell, which must be one of `allowed`, or None when blank."""
        return self.choice(column, allowed) if self.text(column) else None

    def confidence(self, column: str = "confidence") -> Confidence:
        """The cell as a confidence."""
        return cast(Confidence, self.choice(column, _CONFIDENCES))


def read(file: str, make: Callable[[Row], T]) -> tuple[T, ...]:
    """Every line of a file of the record, or of the user's own, made into a row by `make`, in file order.

    Raises:
        ValueError: a cell of the shipped file does not fit its column.
        SepeaceError: the same of the user's own.
    """
    text = files("sepeace.record").joinpath("data", file).read_text(encoding="utf-8")
    shipped = lines_of(text)
    if file not in own_files():
        return tuple(make(Row(cells, f"{file}, line {line}")) for line, cells in shipped)
    made = []
    for line, cells in corrected(file, [cells for _, cells in shipped]):
        try:
            made.append(make(Row(cells, "this row")))
        except ValueError as error:
            raise BadRecord(str(error), file=f"{folder()}/{file}", key=f"line {line}") from None
    return tuple(made)
