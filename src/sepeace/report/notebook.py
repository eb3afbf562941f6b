"""A result in a notebook: what it says in plain words, a small table, a small figure with who bears it.

The HTML stands alone: its picture is inside, nothing is fetched. What is said of each kind of result
stands in the template of its name, in ``templates/notebook/``. Of what is no material for a class no
picture is drawn, and what has to be said beside its numbers is.
"""

from __future__ import annotations

from sepeace import figures
from sepeace.documents.audit import Audit
from sepeace.errors import BadValue
from sepeace.figures.chances.plot_phase import MOST_AXES
from sepeace.figures.files import png
from sepeace.inverse.inversion import Inversion
from sepeace.report.material import picture
from sepeace.report.rendering import rendered
from sepeace.runs.batch import Batch
from sepeace.runs.compare import Comparison
from sepeace.runs.many.compare_many import Comparisons
from sepeace.runs.many.fears import Fears
from sepeace.runs.many.leverage import Leverage
from sepeace.runs.paired_run import Beside
from sepeace.runs.run import Run
from sepeace.runs.sweep import Sweep
from sepeace.scenario.checks.leaders import is_for_class
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.departures import notes
from sepeace.uncertainty.sensitivity import Sensitivity

DPI = 60
FIGURES: dict[type, str | None] = {
    Scenario: None,
    Run: None,
    Beside: None,
    Batch: "windows",
    Comparison: "outcomes",
    Comparisons: "what_ifs",
    Fears: "fears",
    Leverage: "leverage",
    Sweep: "phase",
    Sensitivity: "sensitivity",
    Inversion: "frontier",
    Audit: None,
}
"""Every kind of result with its figure, of those of ``sepeace.figures``."""


def notebook(result: object) -> str:
    """A result as a few lines of HTML that stand alone: plain words, a small table, a small figure.

    Notebooks call it by themselves. A figure's caption says who bears a settlement. Raises BadValue unless
    ``result`` is one of ``Scenario``, ``Run``, ``Beside``, ``Batch``, ``Comparison``, ``Comparisons``,
    ``Fears``, ``Leverage``, ``Sweep``, ``Sensitivity``, ``Inversion`` and ``Audit``.

    >>> sp.report.notebook(sp.load("uranus_fails")).startswith("<div")
    True
    """
    for kind, name in FIGURES.items():
        if isinstance(result, kind):
            scenario = _scenario(result)
            plain = isinstance(result, Sweep) and len(result.axes) > MOST_AXES
            plain = plain or (scenario is not None and not is_for_class(scenario))
            figure = None if name is None or plain else getattr(figures, name)(result)
            shown = None if figure is None else picture(figure, png(figure, DPI))
            said = () if scenario is None else notes(scenario.changes)
            given = {"result": result, "picture": shown, "notes": said, "bears": name is not None}
            return rendered("notebook.html", kind=kind.__name__, **given)
    raise BadValue(
        "a notebook shows results", given=type(result).__name__, allowed="a result of this package"
    )


def _scenario(result: object) -> Scenario | None:
    """What was asked; None where a result is of several scenarios, or of a folder."""
    if isinstance(result, Comparison):
        return result.counterfactual.scenario
    if isinstance(result, Beside):
        return result.one.scenario
    found = result if isinstance(result, Scenario) else getattr(result, "scenario", None)
    return found if isinstance(found, Scenario) else None
