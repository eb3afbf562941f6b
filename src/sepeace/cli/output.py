"""What the verbs print and write: tables, JSON, files under a temporary name, progress.

Names are never cut; on a terminal the last column of a table wraps, elsewhere nothing does.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sys
import tempfile
import textwrap
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sepeace.errors import CannotWrite
from sepeace.files import replacing

_NARROWEST = 24
_RECENT, _BLINK = 5.0, 0.1
"""Seconds over which a rate is taken, and between two lines of progress."""


def say(text: str = "") -> None:
    """One piece of text and a line end on stdout."""
    sys.stdout.write(text + "\n")


def note(text: str, quiet: bool = False) -> None:
    """One line on stderr, unless quiet."""
    if not quiet:
        sys.stderr.write(text + "\n")


def emit_json(content: object) -> None:
    """`content` as JSON on stdout and nothing else; numbers are finite or null."""
    say(json_text(content))


def json_text(content: object) -> str:
    """`content` as indented ASCII JSON. Dates become ISO text, dataclasses objects."""
    return json.dumps(content, indent=2, allow_nan=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


# --- on a terminal and off it -------------------------------------------------------------------------


def width() -> int | None:
    """Columns of the terminal, or None where stdout is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def wrapped(text: str, indent: int = 0) -> str:
    """`text` broken at blanks to fit the terminal; later lines indented. Unchanged off a terminal.

    Text of several lines has its form already and is left alone.
    """
    columns = width()
    if columns is None or "\n" in text:
        return text
    fit = max(columns, indent + _NARROWEST)
    return textwrap.fill(
        text, fit, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )


def table(rows: Sequence[Sequence[object]], heads: Sequence[str]) -> str:
    """Aligned columns. Only the last column may wrap, and only on a terminal."""
    cells = [[str(head) for head in heads]] + [[_cell(value) for value in row] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads) - 1)]
    indent = sum(widths) + 2 * len(widths)
    lines = []
    for row in cells:
        start = "".join(cell.ljust(size + 2) for cell, size in zip(row, widths, strict=False))
        lines.append(wrapped(start + row[-1], indent).rstrip())
    return "\n".join(lines)


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

    The rate is that of the last seconds: a batch may change over to a faster clock.
    """
    if quiet or not sys.stderr.isatty():
        return None
    seen: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])
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
        line = f"\r{progress_line(done, total, now - seen[0][0], done - seen[0][1])}"
        sys.stderr.write(line.ljust(_NARROWEST) + "\x1b[K" + ("\n" if done >= total else ""))
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
    from sepeace.engine.ready import advice

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
