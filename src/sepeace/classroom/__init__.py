"""What a class gets: the printed pack of a lesson, and the checks of its wording and of how hard it is to read.

`pack` is loaded on first use, with the runs it needs.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
