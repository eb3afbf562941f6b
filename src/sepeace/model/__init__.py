"""The equations of the model for people: floats, sequences or arrays in, the same shape out.

Modules: ``first_passage``, ``bargaining``, ``beliefs``, ``choice``, ``signals``, ``hazards``,
``attrition``, ``counterfactual``, ``draws`` (equations), ``sensitivity`` (what an outcome depends on) and
``parameters`` (the numbers, with sources).
Each function broadcasts one scalar equation of ``sepeace.kernel``; scalars give floats, anything else
gives numpy arrays. Nothing is clipped: a share above 1 or below 0 means what it says. Input that has
no meaning raises ``sepeace.errors.BadValue``.
"""

from importlib import import_module
from types import ModuleType

EQUATIONS = (
    "attrition",
    "bargaining",
    "beliefs",
    "choice",
    "counterfactual",
    "draws",
    "first_passage",
    "hazards",
    "sensitivity",
    "signals",
)


def __getattr__(name: str) -> ModuleType:
    """Import a module of equations when it is first asked for; naming the package costs no numpy."""
    if name in EQUATIONS or name == "parameters":
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__} has no attribute {name}")


def __dir__() -> list[str]:
    return sorted([*globals(), *EQUATIONS, "parameters"])
