"""What a process that is the program's alone need not load.

Before its first call numba looks for the BLAS of scipy, for products of matrices. No kernel has any, and
finding it takes as long as many campaigns. Numba does without where there is none.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType

ASKING, SPARED = "numba.np.arraymath", "scipy.linalg"


class _Spared(MetaPathFinder):
    """Finds nothing, and says so at once while numba asks."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        """Raise ImportError for what numba asks for; leave all else to others."""
        asking = sys.modules.get(ASKING)
        if name == SPARED and getattr(getattr(asking, "__spec__", None), "_initializing", False):
            raise ModuleNotFoundError(f"{name} is not loaded for {ASKING}", name=name)


def spare_blas() -> None:
    """From now on numba is not given scipy's BLAS; to be called where nobody else uses numba."""
    sys.meta_path.insert(0, _Spared())
