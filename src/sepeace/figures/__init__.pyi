"""The public names of sepeace.figures: written here once, for lazy loading as for type checkers."""

from .chances.plot_frontier import frontier as frontier
from .chances.plot_phase import phase as phase
from .files import save as save
from .maps.film import map_film as map_film
from .maps.plot_map import map as map
from .plot_anatomy import anatomy as anatomy
from .plot_calibration import calibration as calibration
from .plot_fears import fears as fears
from .plot_finland import finland as finland
from .plot_leverage import leverage as leverage
from .plot_outcomes import outcomes as outcomes
from .plot_sensitivity import sensitivity as sensitivity
from .plot_what_ifs import what_ifs as what_ifs
from .plot_willingness import willingness as willingness
from .plot_windows import windows as windows
from .plot_wish_map import wish_map as wish_map
from .style import banner as banner
from .style import caption as caption
from .style import title as title

__all__: list[str]
