"""Statistics of samples: estimates with intervals, Sobol indices, replications, means over cells."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
