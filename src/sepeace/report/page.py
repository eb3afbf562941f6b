"""The report as one HTML page: sections in their order, style inside, nothing fetched from anywhere.

First the reader's part, four pages at most on paper; then an appendix on method, on pages of its own.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from sepeace.errors import CannotWrite, takes
from sepeace.files import replacing
from sepeace.report.material import gather
from sepeace.report.rendering import rendered

if TYPE_CHECKING:
    from sepeace.figures.drawn import Drawn
    from sepeace.runs.batch import Batch
    from sepeace.runs.compare import Comparison

READER = (
    ("answer", "The answer"),
    ("ladder", "From a wish to a signature"),
    ("why", "Why"),
    ("two-wars", "Two wars told"),
    ("who-bears-it", "Who bears it"),
    ("numbers", "The numbers"),
)
"""Anchors and titles of the reader's part; the words that it uses are explained after the answer."""
APPENDIX = (
    ("question", "The question in full"),
    ("exact", "The exact form"),
    ("causes", "Where the effect comes from"),
    ("windows", "The two windows"),
    ("outcomes", "Outcomes beside history"),
    ("why-not", "Why not"),
    ("willingness", "Where willingness stood"),
    ("west-and-finland", "The West and Finland"),
    ("people-behind", "The people behind each line"),
    ("at-length", "Two wars at length"),
    ("card", "Is the supposition admissible"),
    ("assumptions", "Assumptions in force"),
    ("limits", "What the model cannot say"),
    ("method", "For readers of method"),
    ("made", "How it was made"),
)
"""The same of the appendix. The text of a section is the template of its name, in the folder of its part."""
CONTENTS = READER + APPENDIX
OF_TWO_WORLDS = {"causes", "card", "method"}
"""Sections that a report of one world leaves out."""


@takes(("sepeace.runs.compare", "Comparison"), ("sepeace.runs.batch", "Batch"))
def html(result: Comparison | Batch, drawn: Drawn | None = None) -> str:
    """The report of two worlds, or of one, as HTML text. Runs a campaign again.

    ``result`` is a ``Comparison``, or the ``Batch`` of the recorded war; BadValue for anything else.
    Figures that were ``drawn`` before are taken; others are drawn here.

    ``sepeace.report.html(sepeace.batch("historical"))`` is the text that ``write`` puts into a file.

    >>> sp.report.html(sp.load("historical"))
    Traceback (most recent call last):
    sepeace.errors.BadValue: html: html takes a Comparison or a Batch, not Scenario; ...
    """
    material = gather(result, drawn)
    appendix = [row for row in APPENDIX if material.paired or row[0] not in OF_TWO_WORLDS]
    style = resources.files("sepeace.report").joinpath("page.css").read_text(encoding="utf-8")
    page = rendered("report.html", report=material, reader=READER, appendix=appendix, style=style)
    return page.strip() + "\n"


@takes(("sepeace.runs.compare", "Comparison"), ("sepeace.runs.batch", "Batch"))
def write(result: Comparison | Batch, path: str | Path, drawn: Drawn | None = None) -> Path:
    """Write a report as one self-contained HTML file, whole or not at all.

    Args:
        result: two worlds with shared luck, or the campaigns of one.
        path: the file to write.
        drawn: as for ``html``.

    Returns:
        The path of the file.

    Raises:
        BadValue: the result is none of the two.
        CannotWrite: the file cannot be written there.

    >>> sp.report.write(sp.batch("historical", campaigns=20), "report.html").name
    'report.html'
    """
    target = Path(path)
    if not target.name or target.is_dir():
        raise CannotWrite("a file is needed, not a folder", file=str(path))
    text = html(result, drawn)
    with replacing(target) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return target
