"""The public names of sepeace.report: written here once, for lazy loading as for type checkers."""

from .notebook import notebook as notebook
from .page import html as html
from .page import write as write

__all__: list[str]
