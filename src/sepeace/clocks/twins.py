"""Compiled twins of the kernel: the same code objects, in a namespace where every kernel name is its twin.

Nothing under ``kernel`` knows of this. A twin is made with explicit types, read off the function's own
annotations, callees first; so each function is compiled once.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from types import FunctionType, ModuleType
from typing import Any, get_type_hints

import numpy as np

from sepeace.clocks.records import dtype_of, parameters_dtype
from sepeace.kernel.fields import Numbers, Parameters, State
from sepeace.kernel.mark import REGISTRY
from sepeace.kernel.world import Entry, Log, Tally, Track, WestTrack, World

Twins = Mapping[str, Any]


SETTINGS = {"nogil": True, "error_model": "numpy"}
"""For numba: no lock of the interpreter; a division by zero gives what IEEE 754 says."""


def build(compiled: bool = True, **options: Any) -> Twins:
    """Twins of all kernel functions by name, for the records of ``records``.

    Args:
        compiled: whether to compile them now; else they are when first called.
        options: for numba, such as boundscheck=True.

    Raises:
        ImportError: numba is not installed.
    """
    import numba

    import sepeace.kernel.campaign
    import sepeace.kernel.draws.sampled
    import sepeace.kernel.leaders.replay
    import sepeace.kernel.pairing
    import sepeace.kernel.tally  # noqa: F401

    inner = {**SETTINGS, **options, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    homes = {function.__module__: inspect.getmodule(function) for function in REGISTRY.values()}
    spaces = {name: dict(vars(home)) for name, home in homes.items() if home is not None}
    twins: dict[str, Any] = {}
    modules = {name: ModuleType(name) for name in spaces}
    for name, function in REGISTRY.items():
        copy = FunctionType(function.__code__, spaces[function.__module__], name)
        twins[name] = numba.njit(**inner)(copy)
    for name, space in spaces.items():
        for key, value in list(space.items()):
            if isinstance(value, FunctionType) and REGISTRY.get(value.__name__) is value:
                space[key] = twins[value.__name__]
            elif isinstance(value, ModuleType) and value.__name__ in modules:
                space[key] = modules[value.__name__]
            elif isinstance(value, tuple) and all(isinstance(item, float) for item in value):
                space[key] = np.array(value)  # one table in memory; of a tuple each user has a copy
        vars(modules[name]).update({k: v for k, v in space.items() if not k.startswith("__")})
    if compiled:
        _compile(twins)
    return twins


def _compile(twins: Twins) -> None:
    """Compile each twin once, for the types of its annotations, callees first.

    Left to itself numba would compile a function anew for each constant that it is called with.
    """
    types = _types()
    for name in _callees_first():
        signature = _signature(REGISTRY[name], types)
        if signature is not None:
            twins[name].compile(signature)
            twins[name].disable_compile()


def _types() -> dict[Any, Any]:
    """Numba's type for each annotation of the kernel."""
    import numba
    from numba import types

    def record(declaration: type) -> Any:
        return numba.from_dtype(dtype_of(declaration))

    declared = {kind: record(kind) for kind in (State, World, Numbers, Entry, Log, Tally, Track, WestTrack)}
    scalars = {int: types.int64, float: types.float64, bool: types.boolean}
    return {**scalars, **declared, Parameters: numba.from_dtype(parameters_dtype())}


def _signature(function: Callable[..., Any], types: dict[Any, Any]) -> tuple[Any, ...] | None:
    """Argument types of a kernel function, or None where one is a list: those are found at the call."""
    hints = get_type_hints(function)
    arguments = [hints[name] for name in inspect.signature(function).parameters]
    if not all(hint in types for hint in arguments):
        return None
    return tuple(types[hint] for hint in arguments)


def _callees_first() -> Iterator[str]:
    """Names of the kernel's functions, each after those that its code names."""
    seen: set[str] = set()

    def visit(name: str) -> Iterator[str]:
        seen.add(name)
        for other in REGISTRY[name].__code__.co_names:
            if other in REGISTRY and other not in seen:
                yield from visit(other)
        yield name

    for name in tuple(REGISTRY):
        if name not in seen:
            yield from visit(name)
