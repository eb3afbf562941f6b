"""The report as one HTML page: sections in their order, style inside, nothing fetched from anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from sepeace.errors import CannotWrite, takes
from sepeace.files import replacing
from sepeace.report import alone, answer, basis, card, causes, findings, method, reasons
from sepeace.report.contents import CONTENTS
from sepeace.report.markup import Html, items, joined, tag
from sepeace.report.material import gather, gather_alone

if TYPE_CHECKING:
    from sepeace.figures.drawn import Drawn
    from sepeace.runs.batch import Batch
    from sepeace.runs.compare import Comparison
    from sepeace.scenario import Scenario


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
    from sepeace.runs.batch import Batch

    if isinstance(result, Batch):
        one = gather_alone(result, drawn)
        return _page(_titled(one.scenario), _renumbered(alone.sections(one)))
    material = gather(result, drawn)
    sections = (
        answer.answer(material),
        findings.question(material),
        causes.causes(material),
        findings.windows(material),
        findings.outcomes(material),
        reasons.why_not(material),
        reasons.willingness(material),
        reasons.who_bears_it(material),
        reasons.one_campaign(material),
        card.admissibility(material),
        basis.assumptions(material),
        basis.limits(material),
        method.method(material),
        basis.made(material),
    )
    return _page(_titled(material.scenario), sections)


def _renumbered(sections: Sequence[Html]) -> tuple[Html, ...]:
    """Sections of a report that leaves some out, numbered by their place."""
    return tuple(
        Html(re.sub(r"(<h2 [^>]*>)\d+\.", rf"\g<1>{place}.", part, count=1))
        for place, part in enumerate(sections, 1)
    )


def _titled(scenario: Scenario) -> str:
    """The scenario's title, and what was set by hand: two reports of one question must not look alike."""
    by_hand = scenario.assumptions.by_hand()
    return f"{scenario.title}, with {', '.join(by_hand)}" if by_hand else scenario.title


def _page(title: str, sections: Sequence[Html]) -> str:
    anchors = [found[1] for part in sections if (found := re.match(r'<section id="([^"]*)"', part))]
    body = joined(
        (
            tag("a", "Skip to the answer", href="#answer", class_="skip"),
            _header(title, anchors),
            tag("main", joined(sections)),
        )
    )
    style = resources.files("sepeace.report").joinpath("page.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{tag('title', f'{title}: a what-if report')}\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _header(title: str, anchors: Sequence[str]) -> Html:
    names = dict(CONTENTS)
    links = items((tag("a", names[anchor], href=f"#{anchor}") for anchor in anchors), ordered=True)
    kicker = tag(
        "p", "sepeace: simulated peace feelers between Germany and the Soviet Union", class_="kicker"
    )
    return tag("header", kicker, tag("h1", title), tag("nav", links, aria_label="Contents"))


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
