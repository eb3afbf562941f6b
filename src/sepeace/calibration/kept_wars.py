"""Wars of a calibration that are kept in its folder: a run that was broken off goes on where it stood.

Each file says which model, prior and record, and what design, its wars are of; others are run again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile
from zlib import error

import numpy as np

from sepeace.files import replacing

FOLDER = "wars"
BROKEN = (OSError, ValueError, KeyError, EOFError, BadZipFile, error)
"""What a file of wars that is not there, or not whole, raises."""
STAMP = "stamp"
Wars = TypeVar("Wars")


def kept(path: Path, stamp: str, run: Callable[[], Wars], read: Callable[..., Wars]) -> tuple[Wars, bool]:
    """Wars as they lie in a file; or run now, and kept there. Second, whether they lay there.

    Args:
        stamp: what they must be of.
        run: gives them, in a class whose arrays are kept.
        read: makes the same of its arrays, given by name.
    """
    if lies_there(path, stamp):
        try:
            with open(path, "rb") as file, np.load(file, allow_pickle=False) as arrays:
                return read(**{name: arrays[name] for name in arrays.files if name != STAMP}), True
        except BROKEN:
            pass  # damaged: run again
    made = run()
    values = {one.name: getattr(made, one.name) for one in fields(made)}  # type: ignore[arg-type]
    filled: dict[str, Any] = {name: one for name, one in values.items() if isinstance(one, np.ndarray)}
    with replacing(path) as temporary, open(temporary, "wb") as new:
        np.savez(new, allow_pickle=False, **{STAMP: np.array(stamp), **filled})
    return made, False


def lies_there(path: Path, stamp: str) -> bool:
    """Whether a file has wars of this stamp."""
    try:
        # Opened here: numpy leaves a damaged file open.
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as arrays:
            return str(arrays[STAMP]) == stamp
    except BROKEN:
        return False
