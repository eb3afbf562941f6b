"""What the verbs print and write: tables, JSON, files under a temporary name, progress.

Names and numbers are never cut or broken; on a terminal text wraps at blanks, elsewhere nothing does.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import textwrap
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from sepeace.errors import CannotWrite, printable
from sepeace.files import replacing
from sepeace.shapes import json_text

GAP = "  "
FURTHER = "    "
HANGING = "   "
"""Between two columns of a table; before what does not fit beside them; before the rest of a row's name."""
NARROWEST_TEXT = 16
"""Letters that a column of text keeps."""
_NARROWEST = 24
_RECENT, _BLINK = 5.0, 0.1
"""Seconds over which a rate is taken, and between two lines of progress."""
_SETTLED, _SETTLED_SHARE = 2.0, 0.01
"""Seconds, or the share of campaigns, from which a rate says something of the time left."""


def say(text: str = "") -> None:
    """One piece of text and a line end on stdout; on a terminal no line is wider than it, if blanks allow."""
    columns = width()
    if columns is not None:
        text = "\n".join(_folded(line, columns) for line in text.split("\n"))
    sys.stdout.write(printable(text, keep="\n") + "\n")


def _folded(line: str, columns: int) -> str:
    """A line that is too wide, broken at blanks; what follows hangs in a little further."""
    if len(line) <= columns:
        return line
    lead = min(len(line) - len(line.lstrip()), columns // 2)
    later = " " * min(lead + len(GAP), columns // 2)
    return textwrap.fill(
        line.strip(), columns, initial_indent=" " * lead, subsequent_indent=later,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def note(text: str, quiet: bool = False) -> None:
    """One line on stderr, unless quiet."""
    if not quiet:
        sys.stderr.write(printable(text, keep="\n") + "\n")


def emit_json(content: object) -> None:
    """`content` as JSON on stdout and nothing else; numbers are finite or null."""
    sys.stdout.write(json_text(content) + "\n")


def tell(content: object, json: bool, lines: Callable[[], Iterable[str]]) -> None:
    """`content` as JSON where that is wanted, else the lines, which are made only then."""
    if json:
        emit_json(content)
        return
    for line in [*banner_lines(content), *lines()]:
        say(line)


def banner_lines(content: object) -> list[str]:
    """The warning that a document has, with an empty line after it; none where it has none."""
    banner = getattr(content, "banner", None)
    return [wrapped(str(banner)), ""] if banner else []


# --- on a terminal and off it -------------------------------------------------------------------------


def width() -> int | None:
    """Columns of the terminal, or None where stdout is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def usual_width() -> int:
    """Columns of the terminal; off one those that the variable COLUMNS names, or 80."""
    return shutil.get_terminal_size().columns


def wrapped(text: str, indent: int = 0, columns: int | None = None) -> str:
    """`text` broken at blanks to fit the terminal; later lines indented. Unchanged off a terminal, unless so
    many `columns` are named.

    Text of several lines has its form already and is left alone.
    """
    columns = columns or width()
    if columns is None or "\n" in text:
        return text
    indent = min(indent, columns // 2)
    fit = max(columns, NARROWEST_TEXT)
    return textwrap.fill(
        text, fit, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )


def left_out(battles: Iterable[bool]) -> str:
    """How many battles a short chronicle leaves out."""
    number = sum(battles)
    told = "one battle that went" if number == 1 else f"{number or 'no'} battles that went"
    return f"Left out: {told} as recorded."


def table(rows: Sequence[Sequence[object]], heads: Sequence[str]) -> str:
    """Aligned columns.

    Too wide for a terminal, the widest columns of text wrap at blanks; where that is not enough, each row
    goes on below, indented, with the columns that are left. Off a terminal neither happens.
    """
    cells = [[str(head) for head in heads]] + [[_cell(value) for value in row] for row in rows]
    columns = list(zip(*cells, strict=True))
    widths = [max(map(len, column)) for column in columns]
    room = width()
    bands = [(0, len(widths))]
    if room is not None:
        least = [_least(column, size) for column, size in zip(columns, widths, strict=True)]
        bands = _bands(least, room)
        for start, end in bands:
            free = room - (len(FURTHER) if start else 0)
            widths[start:end] = _fitted(widths[start:end], least[start:end], free)
    return "\n".join(
        (FURTHER if start else "") + line
        for row in cells
        for start, end in bands
        for line in _lines(row[start:end], widths[start:end])
    )


def _least(column: Sequence[str], size: int) -> int:
    """Letters that a column cannot do without: all of them, but for text, which needs its longest word."""
    head, *body = column
    prose = any(sum(word.isalpha() and word != "to" for word in cell.split()) > 1 for cell in body)
    if not prose:
        return max(map(len, (*head.split(), *body)), default=0)
    words = (word for cell in column for word in cell.split())
    return min(size, max(max(map(len, words)) + len(HANGING), NARROWEST_TEXT))


def _bands(least: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Columns that stand side by side: the place of the first, and that after the last."""
    bands, start, taken = [], 0, least[0]
    for place, size in enumerate(least[1:], start=1):
        taken += len(GAP) + size
        if taken > room:
            bands.append((start, place))
            start, taken = place, len(FURTHER) + size
    return [*bands, (start, len(least))]


def _fitted(widths: list[int], least: Sequence[int], room: int) -> list[int]:
    """Widths of columns side by side, the widest made smaller until all fit, or none can be."""
    while sum(widths) + len(GAP) * (len(widths) - 1) > room:
        wide = [place for place, size in enumerate(widths) if size > least[place]]
        if not wide:
            break
        widths[max(wide, key=lambda place: widths[place])] -= 1
    return widths


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """A row of a table as the lines that it takes."""
    cells = [
        _broken(cell, size, "" if place else HANGING)
        for place, (cell, size) in enumerate(zip(row, widths, strict=True))
    ]
    return [
        GAP.join(part.ljust(size) for part, size in zip(parts, widths, strict=True)).rstrip()
        for parts in zip_longest(*cells, fillvalue="")
    ]


def _broken(cell: str, size: int, hanging: str) -> list[str]:
    """A cell in lines of at most so many letters; the later ones hang in, so that they look like no row."""
    if len(cell) <= size:
        return [cell]
    return textwrap.wrap(
        cell, size, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, (tuple, list)):
        return ", ".join(str(item) for item in value)
    return " ".join(
        line.strip() if number else line for number, line in enumerate(str(value).split("\n"))
    ).rstrip()


def progress(quiet: bool = False) -> Callable[[int, int], None] | None:
    """A line on stderr that counts campaigns, with rate and time left, or None where nobody would see it.

    The rate is that of the last seconds: a batch may change over to a faster clock. The very first campaigns
    tell nothing of it.
    """
    if quiet or not sys.stderr.isatty():
        return None
    start = time.monotonic()
    seen: deque[tuple[float, int]] = deque([(start, 0)])
    shown = 0.0

    def show(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        seen.append((now, done))
        while len(seen) > 2 and now - seen[0][0] > _RECENT:
            seen.popleft()
        if now - shown < _BLINK and done < total:
            return
        shown = now
        settled = now - start >= _SETTLED or done >= _SETTLED_SHARE * total
        lately = done - seen[0][1] if settled else 0
        line = f"\r{progress_line(done, total, now - seen[0][0], lately)}"
        sys.stderr.write(line.ljust(_NARROWEST) + "\x1b[K" + ("\n" if done >= total else ""))
        sys.stderr.flush()

    return show


def tenths(quiet: bool = False) -> Callable[[int, int], None] | None:
    """A plain line on stderr for each tenth of the campaigns; None where it is a terminal, or quiet.

    For long runs whose stderr goes to a file: nothing there is ever written over.
    """
    if quiet or sys.stderr.isatty():
        return None
    told = 0

    def show(done: int, total: int) -> None:
        nonlocal told
        if 10 * done // total > told:
            told = 10 * done // total
            note(progress_line(done, total, 0.0, 0))
            sys.stderr.flush()

    return show


def progress_line(done: int, total: int, seconds: float, lately: int) -> str:
    """How far a run is; `lately` campaigns were done in the last `seconds`."""
    line = f"{done:,} of {total:,} campaigns"
    if done >= total or lately <= 0 or seconds <= 0.0:
        return line
    rate = lately / seconds
    left = (total - done) / rate
    told = (
        f"{left:.0f} s" if left < 100 else f"{left / 60:.0f} min" if left < 6000 else f"{left / 3600:.1f} h"
    )
    return f"{line}, {rate:,.0f} a second, {told} left"


@contextmanager
def advising(quiet: bool = False) -> Iterator[None]:
    """Say after a long run on the plain clock that there is a faster one."""
    start = time.monotonic()
    yield
    from sepeace.clocks.clock_choice import advice

    word = advice(time.monotonic() - start)
    if word is not None and sys.stderr.isatty():
        note(f"sepeace: {word}", quiet)


# --- files ------------------------------------------------------------------------------------------------


def check_folder(folder: str | Path) -> Path:
    """The folder, if files can be written there; it is made only when the first one is.

    Raises:
        CannotWrite: it is a file, or it or the nearest folder above it takes no file.
    """
    path = Path(folder)
    if not str(folder).strip():
        raise CannotWrite("a folder is needed", given=str(folder), key="-o/--out")
    try:
        _check_writable(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotWrite(
            f"nothing can be written here: {reason}", file=str(folder), key="-o/--out"
        ) from None
    return path


def _check_writable(path: Path) -> None:
    if "\0" in str(path):
        raise ValueError("the name holds a null byte")
    existing = path
    while not os.path.lexists(existing) and existing.parent != existing:
        existing = existing.parent
    if not existing.is_dir():
        raise NotADirectoryError(20, f"{existing} is not a folder")
    handle, name = tempfile.mkstemp(prefix=".sepeace-", dir=existing)
    os.close(handle)
    os.unlink(name)


def check_file(file: str) -> Path:
    """The file's path, if it can be written.

    Raises:
        CannotWrite: it is a folder, or its folder takes no file.
    """
    path = Path(file)
    if not file.strip() or os.path.isdir(file):
        raise CannotWrite("a file is needed, not a folder", file=file or None, key="-o/--out")
    if os.path.lexists(path) and not path.is_file():
        raise CannotWrite("this is not an ordinary file", file=file, key="-o/--out")
    check_folder(path.parent)
    return path


def write_text(path: Path, text: str) -> None:
    """`text` as UTF-8, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def write_json(path: Path, content: object) -> None:
    """`content` as JSON, whole or not at all."""
    write_text(path, json_text(content) + "\n")
