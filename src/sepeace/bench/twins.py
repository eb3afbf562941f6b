"""The same campaign written in the ordinary ways, to be timed beside the clocks.

These models are no part of the package's own code: they lie in ``benchmarks/`` of a checkout, and beside
this file in an installed package.
"""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from sepeace.errors import SepeaceError
from sepeace.kernel.fields import Parameters
from sepeace.scenario.plan import Plan

Twin = Callable[[Plan, random.Random, list[Parameters]], Any]
"""Runs one campaign of a plan with this chance and these parameters."""
Integral = Callable[[float, float, float, float], tuple[float, float]]
"""Chance and length of a war: see ``kernel.leaders.bargaining.war_terms``."""

NATURAL, MESA = "natural_simpy.py", "mesa_model.py"


def natural(integral: Integral | None = None) -> Twin:
    """The campaign as a SimPy model of the usual kind.

    Args:
        integral: what it is to call in place of the kernel's belief integral as plain Python.

    Raises:
        SepeaceError: its file is missing.
    """
    path = find(NATURAL)
    if path is None:
        message = "the campaign in ordinary SimPy is missing from this installation; install sepeace again"
        raise SepeaceError(message, file=NATURAL)
    module = _loaded(path)
    if integral is not None:
        module.natural_leaders.war_terms = integral
    twin: Twin = module.run_natural
    return twin


def mesa() -> Twin | None:
    """The campaign as a Mesa model; None where its file or Mesa is missing."""
    path = find(MESA)
    if path is None or importlib.util.find_spec("mesa") is None:
        return None
    twin: Twin = _loaded(path).run_mesa
    return twin


def find(name: str) -> Path | None:
    """Where such a model lies: in the installed package, else in the checkout; None if in neither."""
    here = Path(__file__).resolve()
    for folder in (here.parent, here.parents[3] / "benchmarks"):
        if (folder / name).is_file():
            return folder / name
    return None


def _loaded(path: Path) -> ModuleType:
    """The module in a file, loaded anew; not entered among the imported ones."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
