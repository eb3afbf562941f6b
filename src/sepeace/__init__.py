"""sepeace: what, if anything, would have made a separate peace acceptable to both sides at once, 1941-43.

Public names are loaded when they are first used, so that `import sepeace` stays quick:

    load, shipped            scenarios by name or path
    run, batch, compare      one campaign; many; two worlds that share their luck
    figures, model, record   modules: pictures, equations, the recorded war
    SepeaceError             base of every mistake a user can make
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from sepeace.version import __version__

if TYPE_CHECKING:
    from sepeace import figures as figures
    from sepeace import model as model
    from sepeace import record as record
    from sepeace.documents.audit import Audit as Audit
    from sepeace.errors import SepeaceError as SepeaceError
    from sepeace.inverse.inversion import Inversion as Inversion
    from sepeace.inverse.invert import invert as invert
    from sepeace.runs.audit import audit as audit
    from sepeace.runs.batch import Batch as Batch
    from sepeace.runs.batch import batch as batch
    from sepeace.runs.compare import Comparison as Comparison
    from sepeace.runs.compare import compare as compare
    from sepeace.runs.paired_run import Beside as Beside
    from sepeace.runs.paired_run import beside as beside
    from sepeace.runs.run import Event as Event
    from sepeace.runs.run import Run as Run
    from sepeace.runs.run import run as run
    from sepeace.runs.sweep import Sweep as Sweep
    from sepeace.runs.sweep import sweep as sweep
    from sepeace.scenario import Assumptions as Assumptions
    from sepeace.scenario import Change as Change
    from sepeace.scenario import Scenario as Scenario
    from sepeace.scenario import load as load
    from sepeace.scenario import shipped as shipped
    from sepeace.uncertainty.sensitivity import Sensitivity as Sensitivity
    from sepeace.uncertainty.sensitivity import sensitivity as sensitivity

_MODULES = ("figures", "model", "record")
_NAMES = {
    "Assumptions": "sepeace.scenario",
    "Audit": "sepeace.documents.audit",
    "Batch": "sepeace.runs.batch",
    "Beside": "sepeace.runs.paired_run",
    "Change": "sepeace.scenario",
    "Comparison": "sepeace.runs.compare",
    "Event": "sepeace.runs.run",
    "Inversion": "sepeace.inverse.inversion",
    "Run": "sepeace.runs.run",
    "Scenario": "sepeace.scenario",
    "Sensitivity": "sepeace.uncertainty.sensitivity",
    "SepeaceError": "sepeace.errors",
    "Sweep": "sepeace.runs.sweep",
    "audit": "sepeace.runs.audit",
    "batch": "sepeace.runs.batch",
    "beside": "sepeace.runs.paired_run",
    "compare": "sepeace.runs.compare",
    "invert": "sepeace.inverse.invert",
    "load": "sepeace.scenario",
    "run": "sepeace.runs.run",
    "sensitivity": "sepeace.uncertainty.sensitivity",
    "shipped": "sepeace.scenario",
    "sweep": "sepeace.runs.sweep",
}

__all__ = [
    "Assumptions",
    "Audit",
    "Batch",
    "Beside",
    "Change",
    "Comparison",
    "Event",
    "Inversion",
    "Run",
    "Scenario",
    "Sensitivity",
    "SepeaceError",
    "Sweep",
    "__version__",
    "audit",
    "batch",
    "beside",
    "compare",
    "figures",
    "invert",
    "load",
    "model",
    "record",
    "run",
    "sensitivity",
    "shipped",
    "sweep",
]


def __getattr__(name: str) -> Any:
    """A public name, imported on first use (PEP 562)."""
    if name in _MODULES:
        return importlib.import_module(f"sepeace.{name}")
    if name in _NAMES:
        value = getattr(importlib.import_module(_NAMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'sepeace' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Public names, loaded or not."""
    return sorted({*globals(), *__all__})
