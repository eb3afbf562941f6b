"""Figures as files: whole or not at all, PNG for a page and SVG for print, both with their caption inside."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sepeace.errors import CannotWrite, printable, takes
from sepeace.files import replacing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 150


def png(figure: Figure, dpi: int = DPI) -> bytes:
    """The figure as PNG, its title and caption in the file's text fields."""
    from sepeace.figures.style import caption, ensure, named

    ensure(figure)
    memory = io.BytesIO()
    metadata = {"Title": named(figure), "Description": caption(figure), "Software": "sepeace"}
    figure.savefig(memory, format="png", dpi=dpi, metadata=metadata)
    return memory.getvalue()


def compact(drawn: bytes) -> bytes:
    """A picture in 256 colours, a quarter as long, for a page that holds it: the eye sees no difference."""
    from PIL import Image

    few = Image.open(io.BytesIO(drawn)).convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE)
    memory = io.BytesIO()
    few.save(memory, "png", optimize=True)
    return memory.getvalue()


def svg(figure: Figure) -> str:
    """The figure as SVG that a screen reader can name: its title and caption are <title> and <desc>."""
    from matplotlib import rc_context

    from sepeace.figures.style import caption, ensure, named

    ensure(figure)
    memory = io.StringIO()
    with rc_context({"svg.hashsalt": "sepeace", "svg.fonttype": "path"}):
        figure.savefig(memory, format="svg", metadata={"Date": None, "Creator": "sepeace"})
    head, told = (html.escape(printable(text, "\n")) for text in (named(figure), caption(figure)))
    words = f'<title id="title">{head}</title><desc id="desc">{told}</desc>'
    role = 'role="img" aria-labelledby="title desc"'
    return re.sub(
        r"<svg ([^>]*)>", lambda found: f"<svg {role} {found[1]}>{words}", memory.getvalue(), count=1
    )


@takes(("matplotlib.figure", "Figure"))
def save(figure: Figure, path: str | Path, drawn: bytes | None = None) -> tuple[Path, Path]:
    """Write a ``figure`` as `path`.png and `path`.svg; an ending .png or .svg in `path` is taken off first.

    Args:
        drawn: what ``png`` gives for the figure, where it is at hand.

    Returns:
        The paths of the PNG and the SVG.

    Raises:
        BadValue: no matplotlib ``Figure``.
        CannotWrite: one of them cannot be written.

    >>> figure = sp.figures.anatomy(sp.batch("historical", campaigns=20))
    >>> [path.name for path in sp.figures.save(figure, "anatomy.png")]
    ['anatomy.png', 'anatomy.svg']
    """
    stem = Path(path)
    if stem.suffix.lower() in (".png", ".svg"):
        stem = stem.with_suffix("")
    if not stem.name:
        raise CannotWrite("a file is needed, not a folder", file=str(path))
    picture, drawing = (stem.with_name(f"{stem.name}.{kind}") for kind in ("png", "svg"))
    with replacing(picture) as temporary:
        temporary.write_bytes(png(figure) if drawn is None else drawn)
    with replacing(drawing) as temporary:
        temporary.write_text(svg(figure), encoding="utf-8", newline="\n")
    return picture, drawing
