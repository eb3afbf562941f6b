"""Run the main what-if of sepeace, or the scenarios named: python run_sim.py [SCENARIO ...]

Prints the answer, and leaves figures and an HTML report in `out/`. All of it is done by the
package; this file only calls it.
"""

import os
import signal
import sys


def main() -> None:
    """Call the package, or say how to install it."""
    # Until the job itself listens, Ctrl-C ends with one line and not with the place where it struck.
    signal.signal(signal.SIGINT, lambda *_: (os.write(2, b"stopped; nothing was written\n"), os._exit(130)))
    try:
        from sepeace.cli.demo import main as run_demo
    except ModuleNotFoundError as missing:
        sys.exit(_how_to_install(missing.name))
    run_demo(listen=True)


def _how_to_install(missing: str | None) -> str:
    if os.name == "nt":
        lines = [
            "py -m venv .venv",
            r".venv\Scripts\python -m pip install .",
            r".venv\Scripts\python run_sim.py",
        ]
    else:
        lines = ["python3 -m venv .venv && .venv/bin/python -m pip install . && .venv/bin/python run_sim.py"]
    lines = ["make demo", "", "or, without make:", "", *lines]
    commands = "\n".join(f"  {line}".rstrip() for line in lines)
    return f"{missing} is not installed for this Python. In the folder of this file:\n\n{commands}"


if __name__ == "__main__":
    main()
