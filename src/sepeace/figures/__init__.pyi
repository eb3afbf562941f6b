"""The public names of sepeace.figures: written here once, for lazy loading as for type checkers."""

from .files import save as save
from .plot_anatomy import anatomy as anatomy
from .plot_finland import finland as finland
from .plot_frontier import frontier as frontier
from .plot_outcomes import outcomes as outcomes
from .plot_phase import phase as phase
from .plot_sensitivity import sensitivity as sensitivity
from .plot_willingness import willingness as willingness
from .plot_windows import windows as windows
from .plot_wish_map import wish_map as wish_map
from .style import caption as caption
from .style import title as title

__all__: list[str]
