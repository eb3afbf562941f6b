"""Named columns: the one declaration behind each row of numbers that kernel code writes by place.

A compiler reads whole numbers from a module and no names of fields, so a place has to be a number. It is
handed out here, in the order of the declarations, together with name, unit and words: readers, schemas,
figures and tables of the documentation follow from the same lines.
"""

from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One place in a row of numbers.

    Attributes:
        unit: as for the fields of the state; "" for a code or a count.
    """

    name: str
    unit: str
    meaning: str


Kind = TypeVar("Kind", bound=Column)


class Columns(list[Kind]):
    """The columns of a row, in their order."""

    def add(self, column: Kind) -> int:
        """Declare the next column; returns its place."""
        self.append(column)
        return len(self) - 1

    def column(self: "Columns[Column]", name: str, unit: str, meaning: str) -> int:
        """Declare the next column, one without more facts."""
        return self.add(Column(name=name, unit=unit, meaning=meaning))

    @property
    def names(self) -> tuple[str, ...]:
        """What readers call the columns."""
        return tuple(column.name for column in self)
