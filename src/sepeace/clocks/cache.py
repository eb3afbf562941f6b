"""Where compiled code is kept between runs: one folder for each state of the kernel's sources.

The folder is named after a hash of all the kernel's sources, of what joins them, of numba and of the
processor, so that no code outlives what it was made from.
"""

from __future__ import annotations

import atexit
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from sepeace.files import replacing

VARIABLE = "SEPEACE_CACHE"
MARK = "complete"
KEPT_DAYS = 30.0
ENDING = ".o"
_SOURCES = (
    *("kernel", "clocks/compiled.py", "clocks/linked.py", "clocks/object_code.py", "clocks/records.py"),
    *("clocks/storage.py", "clocks/twins.py"),
)


def home() -> Path:
    """The folder for all states, where the system keeps such things; ``SEPEACE_CACHE`` names another."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "sepeace" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "sepeace"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sepeace"


def sources_hash(package: Path | None = None) -> str:
    """Hash of every source that compiled code is made from."""
    package = package or Path(__file__).resolve().parents[1]
    found = sha256()
    for name in _SOURCES:
        path = package / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            found.update(file.relative_to(package).as_posix().encode())
            found.update(file.read_bytes())
    return found.hexdigest()


@cache
def key() -> str:
    """Name of the folder of these sources, this numba, this Python and this processor."""
    parts = (
        sources_hash(),
        metadata.version("numba"),
        metadata.version("llvmlite"),
        metadata.version("numpy"),
        platform.python_version(),
        platform.machine(),
        _processor(),
    )
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _processor() -> str:
    """What code is compiled for: the processor's name and features."""
    from llvmlite import binding

    return f"{binding.get_host_cpu_name()} {binding.get_host_cpu_features().flatten()}"


@cache
def folder() -> Path:
    """The folder of this state, which can be written; a temporary one where the usual cannot."""
    path = home() / key()
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError:
        path = Path(tempfile.mkdtemp(prefix="sepeace-")) / key()
        path.mkdir()
        atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    return path


_sound: dict[Path, bool] = {}
"""Folders whose files were found as they were written, in this process: they need not be read again."""


def complete() -> bool:
    """Whether compiled code for this state is at hand, every file of it as it was written.

    A file that is gone, emptied or cut makes a miss of the whole: it is compiled anew.
    """
    place = folder()
    if place not in _sound:
        listed = _listed(place)
        if listed is None or listed != _files(place, listed):
            return False
        _sound[place] = True
    return True


def damaged() -> bool:
    """Whether all was written once, and is no longer as it was."""
    return (folder() / MARK).exists() and not complete()


def _listed(place: Path) -> dict[str, str] | None:
    """Name and checksum of each file, as noted when all was written; None where nothing of use is."""
    try:
        told = json.loads((place / MARK).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) and told else None


def _files(place: Path, names: Iterable[str]) -> dict[str, str]:
    """Checksums of files by name; those that cannot be read are left out."""
    found = {}
    for name in names:
        try:
            found[name] = sha256((place / name).read_bytes()).hexdigest()
        except OSError:
            continue
    return found


def clear() -> None:
    """Remove what lies in the folder of this state: nothing says that it is whole."""
    _sound.pop(folder(), None)
    for entry in list(folder().iterdir()):
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)


def kept(name: str) -> bytes:
    """The code that was kept under a name."""
    return (folder() / f"{name}{ENDING}").read_bytes()


def keep(code: Mapping[str, bytes]) -> None:
    """Keep code by name, note that all is written, and let go of states that nobody has used for a month.

    Raises:
        CannotWrite: there is no room for it.
    """
    place = folder()
    names = [f"{name}{ENDING}" for name in code]
    for name, content in zip(names, code.values(), strict=True):
        with replacing(place / name) as temporary:
            temporary.write_bytes(content)
    with replacing(place / MARK) as temporary:
        temporary.write_text(json.dumps(_files(place, names)), encoding="ascii")
    for other in place.parent.glob("*/" + MARK):
        if other.parent != place and time.time() - other.stat().st_mtime > KEPT_DAYS * 86400.0:
            shutil.rmtree(other.parent, ignore_errors=True)


def touch() -> None:
    """Say that this state is in use."""
    try:
        os.utime(folder() / MARK)
    except OSError:
        return  # a cache that only others may write still serves
