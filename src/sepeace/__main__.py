"""`python -m sepeace` and `sepeace`: the command line, from the first moment on deaf to nothing but Ctrl-C.

What is imported here comes before anything that takes time, so that an interrupt while the rest is read
ends with one line and not with the place where it happened to strike.
"""

from __future__ import annotations

import os
import signal
from types import FrameType

INTERRUPTED = 130
STOPPED = b"stopped; nothing was written\n"


def _leave(number: int, frame: FrameType | None) -> None:
    try:
        os.write(2, STOPPED)
    finally:
        os._exit(INTERRUPTED)  # nothing has begun, so there is nothing to put in order


def main() -> None:
    """Run one verb and leave with its exit status."""
    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if ours:
        signal.signal(signal.SIGINT, _leave)
    from sepeace.cli.app import main as run

    run(listen=ours)


if __name__ == "__main__":
    main()
