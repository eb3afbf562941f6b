"""What a measurement was made on."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from importlib.util import find_spec

from sepeace.documents.bench import Machine

LIBRARIES = ("numpy", "numba", "llvmlite", "simpy", "mesa")


def machine() -> Machine:
    """System, processor and cores."""
    processor = platform.processor() or platform.machine()
    if find_spec("llvmlite") is not None:
        from llvmlite import binding

        processor = binding.get_host_cpu_name()
    return Machine(
        system=platform.system(),
        architecture=platform.machine(),
        processor=processor,
        cores=os.cpu_count(),
    )


def versions() -> dict[str, str | None]:
    """Python and the libraries that matter for speed; None for one that is not installed."""
    found: dict[str, str | None] = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    return found
