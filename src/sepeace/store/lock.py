"""One process at a time writes into a results folder.

The lock is the operating system's: it goes with the process that holds it, however that ends, and is not
handed on to worker processes. The file says who holds it. Where a file system has no locks nothing is locked;
files are written whole under their own names, so two writers of one run do no harm but work twice.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

from sepeace.errors import CannotWrite

NAME = ".lock"
_HELD_ELSEWHERE = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_mine: set[str] = set()
_guard = threading.Lock()


class FolderLock:
    """The lock of a folder, held until ``release`` or the end of a ``with`` block.

    Raises:
        CannotWrite: another writer holds it, or the folder takes no file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / NAME
        self._key = os.path.realpath(folder)
        with _guard:
            if self._key in _mine:
                raise self._busy("this process")
            _mine.add(self._key)
        self._handle: int | None = None
        try:
            self._handle = self._acquire()
        except BaseException:
            self._forget()
            raise

    def _acquire(self) -> int:
        while True:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
            except OSError as error:
                raise self._unwritten(error) from error
            try:
                _take(handle)
                # Whoever held it before may have removed the file that was opened here.
                if _same_file(handle, self.path):
                    os.ftruncate(handle, 0)
                    os.write(handle, f"{os.getpid()}\n".encode())
                    return handle
            except OSError as error:
                holder = _holder(handle)
                os.close(handle)
                if error.errno in _HELD_ELSEWHERE:
                    raise self._busy(holder) from None
                raise self._unwritten(error) from error
            os.close(handle)

    def _unwritten(self, error: OSError) -> CannotWrite:
        return CannotWrite(f"this could not be written: {error.strerror}", file=str(self.path))

    def _busy(self, holder: str) -> CannotWrite:
        message = f"{holder} is writing into this folder; wait for it to end, or choose another folder"
        return CannotWrite(message, file=str(self.folder))

    def _forget(self) -> None:
        with _guard:
            _mine.discard(self._key)

    def release(self) -> None:
        """Let others in; does nothing the second time."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        if sys.platform != "win32":
            with suppress(OSError):
                self.path.unlink()
        os.close(handle)
        if sys.platform == "win32":
            with suppress(OSError):
                self.path.unlink()
        self._forget()

    def __enter__(self) -> FolderLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _same_file(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False


def _holder(handle: int) -> str:
    with suppress(OSError, ValueError):
        os.lseek(handle, 0, os.SEEK_SET)
        return f"process {int(os.read(handle, 20))}"
    return "another process"


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        """Lock a byte far behind the text, so that others can read who holds it."""
        os.lseek(handle, 1000, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _take(handle: int) -> None:
        """Lock the file, unless its file system has no locks."""
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS):
                raise
