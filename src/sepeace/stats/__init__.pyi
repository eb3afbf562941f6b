"""The modules of sepeace.stats: written here once, for lazy loading as for type checkers."""

from . import sobol as sobol

__all__: list[str]
