"""Compiled functions as files of object code: written by numba, bound without it.

Numba's own cache gives nothing back before numba is loaded, which takes as long as thousands of campaigns.
The entries into the kernel call nothing of numba's, so their object code is kept as it is, and LLVM binds it.
"""

from __future__ import annotations

import ctypes
import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

HELPERS = {"numba_frexp": "frexp", "numba_ldexp": "ldexp"}
"""What numba calls by a name of its own, and what the C library calls it."""
Word = ctypes.c_int64 | ctypes.c_double


def object_code(entries: Iterable[tuple[Any, tuple[Any, ...]]]) -> bytes:
    """Dispatchers of numba's for ``Linked``, compiled for the types of arguments: their symbols, their code.

    The symbols are the first line, with blanks between them, in the order of the entries.
    """
    import numba

    from sepeace.clocks.linked import emitted

    typeof: Callable[[Any], Any] = numba.typeof
    made = []
    with _no_collection():
        for function, arguments in entries:
            function.compile(tuple(map(typeof, arguments)))
            made.extend(function.overloads.values())
        code = emitted([one.library for one in made])
    symbols = [one.fndesc.llvm_func_name for one in made]
    return " ".join(symbols).encode("ascii") + b"\n" + code


@contextmanager
def _no_collection() -> Iterator[None]:
    """A compiler makes many objects and hardly a cycle: looking for those takes a tenth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def bound(kept: bytes) -> tuple[BoundFunction, ...]:
    """What ``object_code`` gave, as functions of this process, in the same order."""
    from llvmlite import binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    library = ctypes.cdll.msvcrt if os.name == "nt" else ctypes.CDLL(None)
    for name, its_name in HELPERS.items():
        llvm.add_symbol(name, ctypes.cast(getattr(library, its_name), ctypes.c_void_p).value)
    symbols, _, code = kept.partition(b"\n")
    machine = llvm.Target.from_default_triple().create_target_machine()
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    return tuple(BoundFunction(engine, symbol) for symbol in symbols.decode("ascii").split())


class BoundFunction:
    """A function of object code. Arguments are what it was compiled for: nothing looks whether they are.

    It runs without the interpreter's lock.
    """

    def __init__(self, engine: Any, symbol: str) -> None:
        self._engine = engine  # as long as the function: its code is the engine's
        self._call = ctypes.CFUNCTYPE(ctypes.c_int32)(engine.get_function_address(symbol))

    def __call__(self, *arguments: Any) -> None:
        """Call it. Numba's functions first take where a result and an error would go; neither is looked at.

        Raises:
            RuntimeError: it ended with an error, as only code that checks every index can.
        """
        result, error = ctypes.c_void_p(), ctypes.c_void_p()
        status = self._call(ctypes.byref(result), ctypes.byref(error), *_words(arguments))
        if status:
            raise RuntimeError(f"compiled code ended with status {status}")


def _words(arguments: tuple[Any, ...]) -> Iterator[Word]:
    """Arguments as numba hands them on: tuples part by part, an array as what describes it."""
    for argument in arguments:
        if isinstance(argument, tuple):
            yield from _words(argument)
        elif isinstance(argument, np.ndarray):
            assert argument.flags.c_contiguous
            about = (0, 0, argument.size, argument.itemsize, argument.ctypes.data)
            yield from map(ctypes.c_int64, (*about, *argument.shape, *argument.strides))
        elif isinstance(argument, float):
            yield ctypes.c_double(argument)
        else:
            yield ctypes.c_int64(argument)
