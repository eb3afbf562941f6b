"""Pictures of batches and comparisons: each takes data and, if wanted, axes, and returns its figure.

    windows(batch)          the two lines, the front, the feelers, and where a window stands open
    outcomes(comparison)    endings and barriers beside the recorded war
    willingness(batch)      willingness to talk against the position on the battlefield
    anatomy(batch)          what kept the lines apart
    finland(batch)          what Finland would take, what Soviet terms would leave her, when she signs
    fears(fears)            what the West believes beside the model's own danger of a settlement
    leverage(leverage)      what leaks and unmeant feelers bring Moscow in the West
    phase(sweep)            chances over what was varied
    sensitivity(result)     what the chances depend on, and the disagreement budget
    calibration(found)      ranks of the truth, what was learned, readings compared, reports foretold
    what_ifs(comparisons)   every what-if beside the war without it, rung by rung
    frontier(inversion)     what a window with a wanted probability would take
    wish_map(day)           willingness to talk over front and believed drift, as of one day
    map(run)                fronts by date and named lines on the map, of the record, a run or a batch
    map_film(run, path)     the same as a GIF
    save(figure, path)      PNG and SVG
    title(figure)           its title
    banner(figure)          the warning above it, if its scenario has one
    caption(figure)         its caption: how to read it, and who bears a settlement

matplotlib is loaded when a figure is drawn; pyplot never is. The names stand in ``__init__.pyi``, and
are loaded when they are first used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
