"""Corrected rows of one's own: a folder of CSV files, each in place of the shipped file of its name.

A file has the columns and the rows of the shipped one, each with its keys, in their order: the number of a
row is the address of its luck. All other cells may be corrected, within reason. The folder is named once a
process, before anything is run, by ``use`` or in the environment, which worker processes inherit.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from sepeace.errors import BadUsage, SepeaceError, UnknownName, nearest
from sepeace.quantities import parse_date

VARIABLE = "SEPEACE_RECORD"
SUFFIX = ".csv"
KEYS = ("number", "id", "sector", "order")
"""Columns that say which row it is; the first column of a file does too."""
CODES = ("channel", "nested_in", "presupposes", "kind", "sides")
"""Columns in which only words of the shipped file make sense."""
PAIRS = (("start", "end"), ("date", "end"), ("opens", "closes"))
SHARES = ("leak", "interception", "gate_germany", "gate_soviet")

Cells = dict[str, str]


class BadRecord(SepeaceError):
    """A record of one's own that cannot stand in for the shipped one."""


def folder() -> str | None:
    """The folder with the user's own files, as it was named; None where the record is the shipped one."""
    return os.environ.get(VARIABLE) or None


def own_files() -> tuple[str, ...]:
    """Files of the record that are the user's own.

    Raises:
        BadRecord: no folder, none of the record's files in it.
        UnknownName: a CSV file in it that the record does not have.

    >>> sp.record.own_files()
    ()
    """
    named = folder()
    if named is None:
        return ()
    try:
        found = sorted(name for name in os.listdir(named) if name.lower().endswith(SUFFIX))
    except OSError as error:
        raise BadRecord(f"this folder cannot be read: {error.strerror}", file=named, key="--record") from None
    known = sorted(entry.name for entry in files("sepeace.record").joinpath("data").iterdir())
    for name in found:
        if name not in known:
            message, near = "the record has no such file", nearest(name, known)
            raise UnknownName(message, given=name, allowed=known, nearest=near, file=named, key="--record")
    if not found:
        raise BadRecord("no file of the record lies here", allowed=known, file=named, key="--record")
    return tuple(found)


def lines_of(text: str) -> list[tuple[int, Cells]]:
    """The rows of a CSV file, each with its number of line.

    Raises:
        ValueError: a row with more or fewer cells than the first line.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    heads = next(reader, [])
    found = []
    for cells in reader:
        if len(cells) != len(heads):
            raise ValueError(
                f"line {reader.line_num}: {len(cells)} cells where there are {len(heads)} columns"
            )
        found.append((reader.line_num, {head: cell.strip() for head, cell in zip(heads, cells, strict=True)}))
    return found


def corrected(name: str, shipped: Sequence[Cells]) -> list[tuple[int, Cells]]:
    """The rows of the user's own file of that name, held against the shipped ones.

    Raises:
        BadRecord: it is no such file, with its line.
    """
    path = Path(folder() or "") / name
    try:
        found = lines_of(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, csv.Error) as error:
        raise BadRecord(f"this cannot be read: {error}", file=str(path)) from None
    heads = list(shipped[0])
    if found and list(found[0][1]) != heads:
        given = ",".join(found[0][1])
        raise BadRecord("other columns than the shipped file", given=given, allowed=heads, file=str(path))
    if len(found) != len(shipped):
        given, allowed = f"{len(found)} rows", f"{len(shipped)} rows, as the shipped file has"
        raise BadRecord(
            "rows may be corrected, not added or left out", given=given, allowed=allowed, file=str(path)
        )
    fixed = _fixed(heads)
    for (line, row), old in zip(found, shipped, strict=True):
        for column in heads:
            reason = _fault(column, row, old, shipped, column in fixed)
            if reason:
                key = f"line {line}, column {column}"
                raise BadRecord(reason[0], given=row[column], allowed=reason[1], file=str(path), key=key)
    return found


def _fixed(heads: Sequence[str]) -> tuple[str, ...]:
    """Columns that must be as shipped: keys, and all dates where rows have no id."""
    dates = () if "id" in heads else ("date", "start", "end")
    return (heads[0], *KEYS, *dates)


def _fault(
    column: str, row: Mapping[str, str], old: Mapping[str, str], shipped: Sequence[Cells], fixed: bool
) -> tuple[str, str] | None:
    """What is wrong with a cell, and what would be right; None where it will do."""
    text = row[column]
    if text == old[column]:
        return None
    if fixed:
        return "this says which row it is", old[column]
    known = [one[column] for one in shipped if one[column]]
    if column in CODES and text and text not in known:
        return "the record has no such word here", ", ".join(dict.fromkeys(known))
    if column in ("start", "end", "date", "opens", "closes"):
        return _fault_of_date(row, text, min(known), max(known))
    try:
        numbers = [float(one) for one in known]
        value = float(text) if text else numbers[0]
    except ValueError:
        return None  # a text, or the reader of the file says what is needed
    low, high = _limits(column, min(numbers), max(numbers))
    return None if low <= value <= high else ("this is out of range", f"{low:g} to {high:g}")


def _fault_of_date(row: Mapping[str, str], text: str, first: str, last: str) -> tuple[str, str] | None:
    """A date lies within those of its column, and no end before its beginning; dates are ISO text."""
    try:
        parse_date(text)
    except ValueError as error:
        return str(error), f"{first} to {last}"
    if not first <= text <= last:
        return "this day is out of range", f"{first} to {last}"
    wrong = any(one in row and two in row and row[one] > row[two] for one, two in PAIRS)
    return ("it ends before it begins", "the earlier day first") if wrong else None


def _limits(column: str, low: float, high: float) -> tuple[float, float]:
    """How far a number may be corrected: as far again as those of its column reach, never across nought."""
    if column.startswith("score"):
        return -2.0, 2.0
    if column in SHARES:
        return 0.0, 1.0
    span = high - low or abs(high)
    above = 100.0 if column.endswith("_percent") else high + span
    return (max(low - span, 0.0) if low >= 0.0 else low - span), above


def use(path: str | os.PathLike[str] | None) -> None:
    """From here on the record has the CSV files of a folder in place of its own files of those names.

    ``path`` is the folder; None for the shipped record. It must be said before anything has been loaded or
    run; worker processes inherit it. Every result names the files, and has another digest.

    Raises:
        BadUsage: the record was read already.
        SepeaceError: no folder, or a file in it that cannot stand in for the shipped one, with its line.

    >>> record = sp.record.load()
    >>> sp.record.use("mine")
    Traceback (most recent call last):
    sepeace.errors.BadUsage: --record: the record has been read already; ...
    """
    from sepeace.record.load import load

    if load.cache_info().currsize:
        message = "the record has been read already; a record of one's own is named before anything is run"
        raise BadUsage(message, given=path, key="--record")
    before = folder()
    os.environ[VARIABLE] = "" if path is None else os.fspath(path)
    try:
        load()
    except BaseException:
        os.environ[VARIABLE] = before or ""
        raise
