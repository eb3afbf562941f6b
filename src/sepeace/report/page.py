"""The report as one HTML page: sections in their order, style inside, nothing fetched from anywhere."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from sepeace.errors import CannotWrite
from sepeace.files import replacing
from sepeace.report import basis, card, causes, findings, method, reasons
from sepeace.report.contents import CONTENTS
from sepeace.report.markup import Html, items, joined, tag
from sepeace.report.material import Material, gather

if TYPE_CHECKING:
    from sepeace.runs.compare import Comparison


def html(comparison: Comparison) -> str:
    """The report as HTML text. Draws five figures and runs one campaign again."""
    material = gather(comparison)
    sections = (
        findings.question(material),
        findings.answer(material),
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
    body = joined(
        (
            tag("a", "Skip to the answer", href="#answer", class_="skip"),
            _header(material),
            tag("main", joined(sections)),
        )
    )
    style = resources.files("sepeace.report").joinpath("page.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{tag('title', f'{material.scenario.title}: a what-if report')}\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _header(material: Material) -> Html:
    links = items((tag("a", title, href=f"#{anchor}") for anchor, title in CONTENTS), ordered=True)
    kicker = tag(
        "p", "sepeace: simulated peace feelers between Germany and the Soviet Union", class_="kicker"
    )
    return tag("header", kicker, tag("h1", material.scenario.title), tag("nav", links, aria_label="Contents"))


def write(comparison: Comparison, path: str | Path) -> Path:
    """Write the report of a comparison as one self-contained HTML file, whole or not at all.

    Args:
        comparison: two worlds with shared luck.
        path: the file to write.

    Returns:
        The path of the file.

    Raises:
        CannotWrite: the file cannot be written there.
    """
    target = Path(path)
    if not target.name or target.is_dir():
        raise CannotWrite("a file is needed, not a folder", file=str(path))
    text = html(comparison)
    with replacing(target) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return target
