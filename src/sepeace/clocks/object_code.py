"""Compiled functions as files of object code: written by numba, bound without it.

Numba's own cache gives nothing back before numba is loaded, which takes as long as thousands of campaigns.
The entries into the kernel call nothing of numba's, so their object code is kept as it is, and LLVM binds it.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

HELPERS = {"numba_frexp": "frexp", "numba_ldexp": "ldexp"}
"""What numba calls by a name of its own, and what the C library calls it."""
Word = ctypes.c_int64 | ctypes.c_double


def object_code(function: Any, arguments: tuple[Any, ...]) -> bytes:
    """A dispatcher of numba's, compiled for the types of some arguments: its symbol, a line end, its code."""
    import numba

    typeof: Callable[[Any], Any] = numba.typeof
    function.compile(tuple(map(typeof, arguments)))
    (made,) = function.overloads.values()
    _, _, (code, _) = made.library.serialize_using_object_code()
    symbol: str = made.fndesc.llvm_func_name
    return symbol.encode("ascii") + b"\n" + bytes(code)


class BoundCode:
    """A function of object code. Arguments are what it was compiled for: nothing looks whether they are.

    It runs without the interpreter's lock.
    """

    def __init__(self, kept: bytes) -> None:
        from llvmlite import binding as llvm

        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        library = ctypes.cdll.msvcrt if os.name == "nt" else ctypes.CDLL(None)
        for name, its_name in HELPERS.items():
            llvm.add_symbol(name, ctypes.cast(getattr(library, its_name), ctypes.c_void_p).value)
        symbol, _, code = kept.partition(b"\n")
        machine = llvm.Target.from_default_triple().create_target_machine()
        self._engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)  # as long as its code
        self._engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        self._engine.finalize_object()
        address = self._engine.get_function_address(symbol.decode("ascii"))
        self._call = ctypes.CFUNCTYPE(ctypes.c_int32)(address)

    def __call__(self, *arguments: Any) -> None:
        """Call it. Numba's functions first take where a result and an error would go; it has neither."""
        result, error = ctypes.c_void_p(), ctypes.c_void_p()
        status = self._call(ctypes.byref(result), ctypes.byref(error), *_words(arguments))
        assert status == 0, status


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
