"""What was said in a room as a table: to be saved from the page, or in a file if the teacher asked for one.

Every cell is a number, or a word that the page offers: nothing that was typed, and so nothing that a program
for tables would take for a formula.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import TextIO

from sepeace.classroom.prediction_table import PREDICTION, WAYS, columns
from sepeace.classroom.serve.offered import Offered
from sepeace.classroom.serve.rooms import ClassRoom, Row
from sepeace.errors import CannotWrite

KEY = "--keep"


def heads(offered: Offered) -> list[str]:
    """Names of the columns: those of all tables of predictions, then how likely each way was."""
    return [*columns(), *(f"way_{name}" for name in offered.way_names())]


def cells(room: int, row: Row, offered: Offered) -> list[str]:
    """One thing that was said, as cells; what does not belong to its kind is empty."""
    told: dict[str, str] = {"room": str(room), "pupil": str(row.pupil), "kind": WAYS}
    if row.asked is not None:
        told |= {"scenario": row.asked.scenario, "changed": row.asked.text}
    if row.prediction is not None:
        said = zip(offered.rungs, row.prediction.said, strict=True)
        told |= {"kind": PREDICTION, "reason": row.prediction.reason}
        told |= {name: _number(value) for name, value in said}
    told |= {f"way_{name}": _number(value) for name, value in (row.ways or {}).items()}
    return [told.get(name, "") for name in heads(offered)]


def table(room: ClassRoom, offered: Offered) -> str:
    """All that was said in a room, as CSV."""
    text = StringIO()
    _write(text, [heads(offered), *(cells(room.number, row, offered) for row in room.rows())])
    return text.getvalue()


def can_be_new(file: str) -> None:
    """Refuse at once what a ``Keeper`` will refuse, before anything is made. Raises CannotWrite."""
    if not file.strip() or Path(file).exists():
        raise _taken(file)
    if not Path(file).absolute().parent.is_dir():
        raise CannotWrite("there is no such folder", given=file, allowed="a folder that is there", key=KEY)


def _taken(file: str) -> CannotWrite:
    message = "predictions are written to a new file, and nothing is written over"
    return CannotWrite(message, given=file, allowed="a name that is not taken", key=KEY)


class Keeper:
    """A file to which each thing that is said is added at once.

    Args:
        failed: is told when it can be written no more.

    Raises:
        CannotWrite: the file is there already, or cannot be made.
    """

    def __init__(self, file: str, offered: Offered, failed: Callable[[str], None]) -> None:
        self._offered, self._failed, self._told = offered, failed, False
        try:
            self._file = Path(file).open("x", encoding="utf-8", newline="")  # noqa: SIM115
        except FileExistsError:
            raise _taken(file) from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise CannotWrite(f"this file cannot be made: {reason}", given=file, key=KEY) from None
        _write(self._file, [heads(offered)])

    def add(self, room: ClassRoom, row: Row) -> None:
        """Add one thing that was said; where the disk is full the lesson goes on, and that is told once."""
        try:
            _write(self._file, [cells(room.number, row, self._offered)])
        except OSError as error:
            if not self._told:
                self._failed(f"nothing more can be written to the file: {error.strerror}")
            self._told = True

    def close(self) -> None:
        """Write no more."""
        with suppress(OSError):
            self._file.close()


def _write(file: TextIO, rows: Iterable[Sequence[str]]) -> None:
    csv.writer(file, lineterminator="\n").writerows(rows)
    file.flush()


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
