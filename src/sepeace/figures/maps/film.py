"""The map as a film: a GIF of one campaign, of a batch or of the record, from the first day to the last.

Always as many frames, at equal steps of time. What does not move is drawn once, the front and the day anew on
each frame. The sites of crimes stand in all of them, hollow until their day: a war that ends early ends none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sepeace.errors import CannotWrite, takes
from sepeace.figures import bearers, style, wording
from sepeace.figures.maps import fronts, parts
from sepeace.figures.maps.plot_map import KINDS, ROWS, how_to_read, sheet, stressed
from sepeace.figures.maps.sites import lines_named, sites
from sepeace.figures.maps.told import Told, front_on, recorded, told_of
from sepeace.files import replacing
from sepeace.record import load

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from PIL.Image import Image as Picture

    from sepeace.record import Record
    from sepeace.runs.batch import Batch
    from sepeace.runs.run import Run

FRAMES = 96
DPI = 80
FRAME_MS, LAST_MS = 150, 5_000
"""How long a frame stands, and the last one, in thousandths of a second."""
COLOURS, TRIED = 160, 12
"""Colours of a film; of so many frames one tells where names are in the way of the front."""

Pixels = NDArray[np.uint8]


@takes(*KINDS)
def map_film(shown: Record | Run | Batch, path: str | Path, lines: Sequence[str] | None = None) -> Path:
    """Write the map as a film: the front of each day, and the sites of crimes, hollow until their day.

    Args:
        shown: the record, one campaign, or a batch, of which each sector's median is drawn.
        path: a file that ends in .gif.
        lines: ids of named lines; by default all, none if empty.

    Returns:
        The path of the GIF. Its caption, who bears a settlement included, stands in each frame, and in the
        file's comment.

    Raises:
        BadValue: something else to draw.
        CannotWrite: another kind of file, or one that cannot be written.
        UnknownName: a line that there is not.

    >>> sp.figures.map_film(sp.record.load(), "war.gif").name
    'war.gif'
    """
    film(shown, Path(path), lines)
    return Path(path)


def film(shown: Record | Run | Batch, path: Path, lines: Sequence[str] | None) -> Figure:
    """The same; gives the figure that the frames were drawn on, with title and caption."""
    if path.suffix.lower() != ".gif":
        raise CannotWrite("a film is a GIF file", given=str(path), allowed="a name that ends in .gif")
    told = told_of(shown)
    scene = Scene(told, lines)
    pictures = [scene.frame(day) for day in days_of_frames(told)]
    with replacing(path) as temporary:
        write(pictures, style.caption(scene.figure), temporary)
    return scene.figure


def days_of_frames(told: Told) -> list[date]:
    """The day of each frame: equal steps from the first day to the last."""
    long = (told.last - told.first).days
    return [told.first + timedelta(days=round(long * number / (FRAMES - 1))) for number in range(FRAMES)]


def write(pictures: Sequence[Pixels], comment: str, path: Path) -> None:
    """Frames as a GIF that runs for ever, in the colours of its last frame."""
    from PIL import Image

    last = Image.fromarray(pictures[-1]).quantize(COLOURS)

    def few(picture: Pixels) -> Picture:
        return Image.fromarray(picture).quantize(palette=last, dither=Image.Dither.NONE)

    first, *rest = (few(picture) for picture in pictures)
    waits = [FRAME_MS] * (len(pictures) - 1) + [LAST_MS]
    words = comment.encode()
    first.save(path, format="GIF", save_all=True, append_images=rest, duration=waits, loop=0, comment=words)


class Scene:
    """The map of one war, drawn but for what moves."""

    def __init__(self, told: Told, lines: Sequence[str] | None) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        self.told = told
        reading, bearing = how_to_read(told), bearers.caption(told.ruler)
        self.figure, self.board, key = sheet(None, told.under, f"{reading} {bearing}")
        self.figure.set_dpi(DPI)
        named = lines_named(lines)
        parts.ground(self.board)
        parts.named_lines(self.board, named, stressed(told))
        # Names keep away from where the front will be, as far as some of its days tell.
        fields = [told.on(day) for day in days_of_frames(told)[::TRIED]]
        busy = parts.busy_points([*(line for _, line in named), *(fronts.line(km) for km in fields)])
        parts.site_marks(self.board, sites(), "white")
        parts.names(self.board, sites(), busy, np.vstack([fronts.marks(km) for km in fields]))
        parts.key_axes(key, ROWS)
        self.moving = self._moving()
        parts.site_rows(key, parts.key_rows(key, (), told, named))
        style.head(self.figure, self.board, told.title, told.under)
        style.warn(self.figure, told.banner)
        style.foot(self.figure, reading, bearing)
        canvas: Any = FigureCanvasAgg(self.figure)  # has no types of its own
        self.canvas = canvas
        self.canvas.draw()
        self.ground = self.canvas.copy_from_bbox(self.figure.bbox)

    def _moving(self) -> dict[str, Any]:
        """What moves: the front, its marks, the recorded front, the day and what has become of the war."""
        ax, colour = self.board, style.INK
        look: dict[str, Any] = {"animated": True, "zorder": 3.0}
        beside = {"color": style.SOVIET, "linestyle": (0, (4, 2)), "linewidth": 1.2, **look}
        rim = {"path_effects": style.halo(4.0), **look}
        corner: dict[str, Any] = {"transform": ax.transAxes, "va": "top", "animated": True, "zorder": 8.0}
        made = {
            "front": ax.plot([], [], color=colour, linewidth=2.8, gid="front", **rim)[0],
            "marks": ax.plot([], [], animated=True, **style.point("o", 7.0, colour, clip_on=True))[0],
            "sites": ax.plot([], [], animated=True, **style.point("s", 6.0, "black", clip_on=True))[0],
            "day": ax.text(0.018, 0.982, "", fontsize=style.LARGE, weight="bold", gid="day", **corner),
            "news": ax.text(0.018, 0.925, "", fontsize=style.SMALL, gid="news", **corner),
        }
        for words in (made["day"], made["news"]):
            words.set_path_effects(style.halo(4.0))
        if not self.told.recorded:
            made = {"recorded": ax.plot([], [], gid="recorded", **beside)[0], **made}
        return made

    def frame(self, day: date) -> Pixels:
        """The picture of a day, of shape (height, width, 3)."""
        told, moving = self.told, self.moving
        km = told.on(day)
        moving["front"].set_data(*fronts.line(km).T)
        moving["marks"].set_data(*fronts.marks(km).T)
        if "recorded" in moving:
            moving["recorded"].set_data(*fronts.line(front_on(*recorded(load()), day)).T)
        moving["sites"].set_data(*np.array([site.at for site in sites() if site.day <= day]).T)
        moving["day"].set_text(wording.day(day))
        moving["news"].set_text(self._news(day))
        self.canvas.restore_region(self.ground)
        for one in moving.values():
            one.axes.draw_artist(one)
        return np.array(self.canvas.buffer_rgba())[:, :, :3]

    def _news(self, day: date) -> str:
        """What has become of the war by then, under the day."""
        told = self.told
        settled = told.settled is not None and told.settled[0] <= day
        parted = told.branch is not None and day < told.branch
        if settled or day >= told.last:
            return "a separate peace is signed" if settled else told.ending
        return "until the branch held to the record" if parted and told.held else ""
