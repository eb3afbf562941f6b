"""sepeace: what, if anything, would have made a separate peace acceptable to both sides at once, 1941-43.

Public names stand in ``__init__.pyi`` and are loaded when they are first used (Scientific Python SPEC 1), so
that `import sepeace` stays quick:

    load, shipped            scenarios by name or path
    run, beside              one campaign told; one campaign in two worlds
    batch, compare, sweep    many campaigns; two worlds that share their luck; a grid
    sensitivity, invert      what the chances depend on; the smallest change that opens a window
    read, audit              a results folder back as its result; is it what the model gives
    figures, report          modules: pictures; one HTML file a teacher can print
    model, record            modules: equations, the recorded war
    SepeaceError             base of every mistake a user can make

>>> import sepeace as sp
>>> kursk = sp.load("germany_wins_at_kursk")
>>> kursk.branch
datetime.date(1943, 7, 5)
"""

from typing import Any

import lazy_loader

from sepeace import display
from sepeace.version import __version__ as __version__

__getattr__, _, _names = lazy_loader.attach_stub(__name__, __file__)
__all__ = [*_names, "__version__"]


@display.by
def _in_a_notebook(result: Any) -> str:
    """HTML of a result; no room knows those above it, so the facade says who makes it."""
    from sepeace.report import notebook

    return notebook(result)


def __dir__() -> list[str]:
    """Public names, loaded or not."""
    return __all__
