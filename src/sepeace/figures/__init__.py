"""Pictures of batches and comparisons: each takes data and, if wanted, axes, and returns its figure.

    windows(batch)          the two lines, the front, the feelers, and where a window stands open
    outcomes(comparison)    endings and barriers beside the recorded war
    willingness(batch)      willingness to talk against the position on the battlefield
    anatomy(batch)          what kept the lines apart
    phase(sweep)            chances over what was varied
    sensitivity(result)     what the chances depend on, and the disagreement budget
    frontier(inversion)     what a window with a wanted probability would take
    wish_map(day)           willingness to talk over front and believed drift, as of one day
    save(figure, path)      PNG and SVG
    title(figure)           its title
    caption(figure)         its caption: how to read it, and who bears a settlement

matplotlib is loaded when a figure is drawn; pyplot never is.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from sepeace.errors import guarded_against

if TYPE_CHECKING:
    from sepeace.figures.files import save as save
    from sepeace.figures.plot_anatomy import anatomy as anatomy
    from sepeace.figures.plot_frontier import frontier as frontier
    from sepeace.figures.plot_outcomes import outcomes as outcomes
    from sepeace.figures.plot_phase import phase as phase
    from sepeace.figures.plot_sensitivity import sensitivity as sensitivity
    from sepeace.figures.plot_willingness import willingness as willingness
    from sepeace.figures.plot_windows import windows as windows
    from sepeace.figures.plot_wish_map import wish_map as wish_map
    from sepeace.figures.style import caption as caption
    from sepeace.figures.style import title as title

_HOMES = {
    "anatomy": "plot_anatomy",
    "caption": "style",
    "frontier": "plot_frontier",
    "outcomes": "plot_outcomes",
    "phase": "plot_phase",
    "save": "files",
    "sensitivity": "plot_sensitivity",
    "title": "style",
    "willingness": "plot_willingness",
    "windows": "plot_windows",
    "wish_map": "plot_wish_map",
}

_FIGURE = ("matplotlib.figure", "Figure")
_TAKES = {
    "anatomy": ("sepeace.runs.batch", "Batch"),
    "caption": _FIGURE,
    "frontier": ("sepeace.inverse.inversion", "Inversion"),
    "outcomes": ("sepeace.runs.compare", "Comparison"),
    "phase": ("sepeace.runs.sweep", "Sweep"),
    "save": _FIGURE,
    "sensitivity": ("sepeace.uncertainty.sensitivity", "Sensitivity"),
    "title": _FIGURE,
    "willingness": ("sepeace.runs.batch", "Batch"),
    "windows": ("sepeace.runs.batch", "Batch"),
    "wish_map": ("datetime", "date"),
}
"""What each takes first."""

__all__ = [
    "anatomy",
    "caption",
    "frontier",
    "outcomes",
    "phase",
    "save",
    "sensitivity",
    "title",
    "willingness",
    "windows",
    "wish_map",
]


def __getattr__(name: str) -> Any:
    """A figure's function, imported on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sepeace.figures' has no attribute {name!r}")
    function = getattr(importlib.import_module(f"sepeace.figures.{_HOMES[name]}"), name)
    value = guarded_against(function, _TAKES[name])
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Public names, loaded or not."""
    return sorted({*globals(), *__all__})
