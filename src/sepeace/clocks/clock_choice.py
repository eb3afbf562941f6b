"""Whether the compiled clock is at hand, and how it comes to be.

Compiling takes half a minute, loading what was compiled before a fifth of a second. So compiling is left to
a process of its own, and campaigns run on the plain clock until it is done; both clocks give the same.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sepeace.errors import BadValue, nearest

if TYPE_CHECKING:
    from sepeace.clocks.compiled import Compiled

VARIABLE = "SEPEACE_CLOCK"
DISABLED = "NUMBA_DISABLE_JIT"
"""Numba's own switch, for those who look for a fault in their code: then the plain clock is meant."""
CHOICES = ("auto", "plain", "compiled")
PLAIN_SECONDS = 0.04
"""A campaign of the plain clock, roughly; only used to choose between the clocks."""
WORTH_LOADING, WORTH_COMPILING = 0.3, 20.0
"""Seconds of plain work from which it pays to load compiled code, or to make it."""
WORTH_A_WORD = 5.0
"""Seconds of plain work after which somebody might like to know that it can be had faster."""


@dataclass(slots=True)
class _Compilation:
    """The compiled clock of this process, or the process that makes it."""

    made: Compiled | None = None
    process: subprocess.Popen[bytes] | None = None
    failed: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


_compilation = _Compilation()


def chosen() -> str:
    """What the environment asks for: auto, plain or compiled.

    Raises:
        BadValue: anything else, or compiled without numba.
    """
    choice = os.environ.get(VARIABLE, "auto")
    if choice not in CHOICES:
        message = "unknown clock"
        raise BadValue(message, given=choice, allowed=CHOICES, nearest=nearest(choice, CHOICES), key=VARIABLE)
    if choice == "compiled" and not can_compile():
        message = f"the compiled clock needs numba; {cannot_compile()}"
        raise BadValue(message, given=choice, allowed=("auto", "plain"), key=VARIABLE)
    return choice


def can_compile() -> bool:
    """Whether numba is installed and may compile."""
    return cannot_compile() is None


def cannot_compile() -> str | None:
    """Why nothing can be compiled, and what would mend it; None where it can."""
    if find_spec("numba") is None:
        return "it is not installed: pip install numba"
    if os.environ.get(DISABLED, "").strip() not in ("", "0"):
        return f"{DISABLED} turns it off: unset it"
    return None


def at_hand() -> bool:
    """Whether the compiled clock can be had at once: it is loaded, or was compiled before."""
    if chosen() == "plain" or not can_compile():
        return False
    from sepeace.clocks import cache

    return _compilation.made is not None or cache.complete()


def prepare(campaigns: int, workers: int) -> bool:
    """Get the compiled clock ready if so many campaigns are worth it.

    Loads it where it was compiled before; else starts a process that compiles it. Returns whether campaigns
    should be shared out to threads: then ``current`` gives the compiled clock now or later.
    """
    choice = chosen()
    if choice == "plain" or not can_compile():
        return False
    if _compilation.made is not None:
        return True
    seconds = campaigns * PLAIN_SECONDS / workers
    if choice == "auto" and seconds < WORTH_LOADING:
        return False
    from sepeace.clocks import cache

    if choice == "compiled" or cache.complete():
        load()
        return True
    if seconds < WORTH_COMPILING or _compilation.failed:
        return False
    with _compilation.lock:
        if _compilation.process is None:
            _compilation.process = _start()
    return True


def advice(seconds: float) -> str | None:
    """What to say after so many seconds on the plain clock, or None where the compiled one is at hand."""
    if seconds < WORTH_A_WORD or chosen() != "auto" or not can_compile() or _compilation.made is not None:
        return None
    return "this ran on the plain clock; sepeace warm-up, once, makes later runs many times as fast"


def load() -> Compiled:
    """The compiled clock, compiled here and now if need be."""
    from sepeace.clocks.compiled import compile_all

    with _compilation.lock:
        if _compilation.made is None:
            _compilation.made = compile_all()
        return _compilation.made


def current() -> Compiled | None:
    """The compiled clock if it is at hand and not turned off, else None."""
    if chosen() == "plain":
        return None
    process = _compilation.process
    if _compilation.made is None and process is not None and process.poll() is not None:
        with _compilation.lock:
            _compilation.process = None
            _compilation.failed = process.returncode != 0
        if process.returncode == 0:
            load()
    return _compilation.made


def _start() -> subprocess.Popen[bytes]:
    """Compile in a process of its own, which ends with this one."""
    from sepeace.clocks import cache

    environment = {**os.environ, cache.VARIABLE: str(cache.folder().parent)}
    process = subprocess.Popen(
        [sys.executable, "-m", "sepeace", "warm-up", "--quiet"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    atexit.register(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        process.wait()
