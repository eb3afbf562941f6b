"""How numba compiles the kernel: with the passes that its code needs, and to machine code once, at the end.

Numba's usual way makes each function ready to be called: it links what the function calls, optimizes it all
and emits it, so that what lies deep is done again for each caller. The kernel's functions are called by
others of the kernel alone. So they stay LLVM's code, and only the whole is optimized and emitted. Their names
in that code are short: numba's own spell out every field of every record that a function takes.

This leans on the inside of numba (0.60 and newer). Where another numba has it otherwise, ``compiled`` falls
back on the usual way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from numba._dynfunc import make_function
from numba.core import typed_passes, untyped_passes
from numba.core.codegen import CPUCodeLibrary
from numba.core.compiler import CompilerBase, _LowerResult
from numba.core.compiler_lock import global_compiler_lock
from numba.core.compiler_machinery import LoweringPass, PassManager, register_pass
from numba.core.funcdesc import PythonFunctionDescriptor
from numba.core.lowering import Lower


class Part(CPUCodeLibrary):
    """One function as LLVM's code, and the libraries of what it calls; it has no address."""

    def add_llvm_module(self, module: Any) -> None:
        """Take code as it is."""
        module.data_layout = self._codegen._data_layout
        self._final_module.link_in(module)

    def add_linking_library(self, library: CPUCodeLibrary) -> None:
        """Note what is called."""
        self._linking_libraries.append(library)

    def finalize(self) -> None:
        """Nothing is linked, optimized or emitted here."""
        self._finalized = True


class LinkedCode(CPUCodeLibrary):
    """All that some functions need, optimized together; they alone can be called from outside."""

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__(parts[0].codegen, "sepeace")
        module = self._final_module
        entries = {
            one.name for part in parts for one in part._final_module.functions if not one.is_declaration
        }
        for library in reached(parts):
            own = isinstance(library, Part)
            module.link_in(library._final_module if own else library._get_module_for_linking(), preserve=True)
        for function in module.functions:
            if not function.is_declaration and function.name not in entries:
                function.linkage = "internal"

    def emitted(self) -> bytes:
        """The whole as object code."""
        self._optimize_final_module()
        self._final_module.verify()
        return bytes(self._codegen._tm.emit_object(self._final_module))


def reached(parts: Sequence[Part]) -> Iterator[CPUCodeLibrary]:
    """Libraries of some functions and of all that these call, once each."""
    waiting, seen = list(parts), set(parts)
    while waiting:
        library = waiting.pop()
        yield library
        if isinstance(library, Part):
            called = [other for other in library._linking_libraries if other not in seen]
            waiting.extend(dict.fromkeys(called))
            seen.update(called)


def emitted(parts: Sequence[Part]) -> bytes:
    """Object code of some functions, given by their libraries, and of all that they call."""
    with global_compiler_lock:
        return LinkedCode(parts).emitted()


def short_name(name: str, _: Any, *, abi_tags: Any = (), uid: int | None = None) -> str:
    """The name of a function in LLVM's code, as numba's context asks for it."""
    return f"{name}.{uid}"


@register_pass(mutates_CFG=True, analysis_only=False)
class LoweredAsPart(LoweringPass):
    """LLVM's code of a function, which callers link by a stand-in where its address would be."""

    _name = "sepeace_lowered_as_part"

    def __init__(self) -> None:
        super().__init__()

    def run_pass(self, state: Any) -> bool:
        """Lower the function of this state of numba's compiler."""
        context = state.targetctx
        about = PythonFunctionDescriptor.from_specialized_function(
            state.func_ir,
            state.typemap,
            state.return_type,
            state.calltypes,
            mangler=short_name,
            inline=False,
            noalias=False,
            abi_tags=(),
        )
        state.library = part = Part(context.codegen(), state.func_id.func_qualname)
        with context.push_code_library(part):
            lower = Lower(context, part, about, state.func_ir, metadata=state.metadata)
            lower.lower()
        stand_in = make_function(about.lookup_module(), about.qualname, "", 0, lower.env, (part,))
        context.insert_user_function(stand_in, about, [part])
        state.cr = _LowerResult(about, lower.call_helper, cfunc=stand_in, env=lower.env)
        return True


class Linked(CompilerBase):
    """The compiler for njit. It looks for nothing that the kernel has none of, such as closures."""

    def define_pipelines(self) -> list[PassManager]:
        """The one list of passes."""
        passes = PassManager("sepeace")
        for made in (
            untyped_passes.TranslateByteCode,
            untyped_passes.FixupArgs,
            untyped_passes.IRProcessing,
            untyped_passes.GenericRewrites,
            untyped_passes.ReconstructSSA,
            typed_passes.NopythonTypeInference,
            typed_passes.PreLowerStripPhis,
            typed_passes.IRLegalization,
            LoweredAsPart,
            typed_passes.NoPythonBackend,
        ):
            passes.add_pass(made, made._name)
        passes.finalize()
        return [passes]
