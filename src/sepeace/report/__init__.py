"""The report: a comparison, or one world alone, as one HTML file that a teacher can print or mail.

`write` is loaded on first use, with the figures it needs.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
