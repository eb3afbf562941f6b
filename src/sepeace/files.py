"""Files: those of the package's data, and those that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path

from sepeace.errors import CannotWrite

__all__ = ["data_text", "replacing"]


def data_text(name: str) -> str:
    """A file of the package's data folder."""
    return resources.files("sepeace.data").joinpath(name).read_text(encoding="utf-8")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path`, renamed to it when the block ends well, removed when not.

    Raises:
        CannotWrite: the file cannot be written there.
    """
    temporary = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        os.replace(temporary, path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotWrite(f"this could not be written: {reason}", file=str(path)) from error
    finally:
        with suppress(OSError, ValueError):
            temporary.unlink(missing_ok=True)
