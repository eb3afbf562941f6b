"""`sepeace warm-up`: compile the model once, so that later runs start at full speed."""

from __future__ import annotations

import time

from sepeace.cli.options import Json, Quiet
from sepeace.cli.output import emit_json, note, say
from sepeace.errors import SepeaceError


def warm_up(quiet: Quiet = False, json: Json = False) -> None:
    """Compile the model once.

    Large batches do this by themselves, in the background. Here it is done now, and kept for later runs:
    in the folder for caches of the system, or in the one that SEPEACE_CACHE names.

    \b
    Example:
      sepeace warm-up
    """
    from sepeace.clocks import cache, clock_choice

    reason = clock_choice.cannot_compile()
    if reason is not None:
        message = f"nothing can be compiled, and all else works without; numba: {reason}"
        raise SepeaceError(message, allowed="numba, installed and not turned off")
    known = cache.complete()
    if not known:
        note("compiling the model, once: about half a minute ...", quiet or json)
    start = time.perf_counter()
    clock_choice.load()
    seconds = time.perf_counter() - start
    if json:
        from sepeace.documents.bench import WarmUpDocument

        emit_json(WarmUpDocument(compiled=not known, seconds=seconds, folder=str(cache.folder())))
    elif not quiet:
        did = "was compiled before; loaded" if known else "compiled"
        say(f"The model {did} in {seconds:.1f} s. Kept in {cache.folder()}")
