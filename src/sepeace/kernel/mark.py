"""The mark that tells which functions of the kernel are meant to be compiled.

The mark changes nothing: it writes the function down under its name and hands it back, so a
debugger, coverage and the type checker see ordinary Python.
"""

from collections.abc import Callable
from typing import Any, TypeVar

AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])

REGISTRY: dict[str, Callable[..., Any]] = {}


def kernel(function: AnyFunction) -> AnyFunction:
    """Enter ``function`` in ``REGISTRY`` under its name and return it unchanged.

    Raises RuntimeError when another module has taken the name: the compiled twins are looked up
    by name, so two functions of one name would be one function after compiling.
    """
    name = function.__name__
    known = REGISTRY.get(name)
    if known is not None and known.__module__ != function.__module__:
        raise RuntimeError(f"kernel name {name} is taken by {known.__module__}")
    REGISTRY[name] = function
    return function
