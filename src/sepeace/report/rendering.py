"""How the templates become HTML. All prose stands in ``templates/``; what is printed there is escaped here.

A name that a template uses and nobody gave is an error, never a gap in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from sepeace.errors import printable
from sepeace.figures import bearers, wording
from sepeace.model.parameters import PARAMETERS
from sepeace.report import abroad, again, glossary, why
from sepeace.scenario.checks import admissibility
from sepeace.scenario.tables import departures
from sepeace.scenario.timeline import timeline
from sepeace.scenario.vocabulary import READINGS
from sepeace.wording import assumed, gap, outcomes

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

NAMES = {
    "abroad": abroad,
    "again": again,
    "assumed": assumed,
    "bearers": bearers,
    "departures": departures,
    "gap": gap,
    "glossary": glossary,
    "outcomes": outcomes,
    "timeline": timeline,
    "PARAMETERS": PARAMETERS,
    "READINGS": READINGS,
    "admissibility": admissibility,
    "wording": wording,
    "why": why,
}
"""What every template knows: the words that the report shares with figures and the command line."""


def rendered(template: str, **given: object) -> str:
    """A template with what it is given, by name, as HTML."""
    return _environment().get_template(template).render(**given)


@cache
def _environment() -> Environment:
    """The templates, with filters for numbers and dates."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.PackageLoader("sepeace.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(NAMES)
    made.filters.update(
        day=wording.day,
        month=lambda value: f"{wording.MONTHS[value.month - 1][:3]} {value.year}",
        percent=wording.percent,
        percent_interval=wording.percent_interval,
        points=wording.points,
        points_interval=wording.points_interval,
        thousands="{:,}".format,
        general=_general,
        signed=lambda value: f"{value:+.2f}".replace("-", "−"),
        linked=linked,
    )
    return made


def _printable(content: object) -> object:
    """Text in which control characters are written out; HTML stays as it is."""
    return content if hasattr(content, "__html__") else printable(str(content), keep="\n")


def linked(text: str, but: Iterable[str] = ()) -> Markup:
    """A text in which the first use of each word of the glossary leads to its definition.

    Args:
        text: without links or other tags.
        but: words that stand for something else here.
    """
    from markupsafe import Markup, escape

    left = set(glossary.linkable()).difference(but)

    def link(found: re.Match[str]) -> str:
        if found[1] not in left:
            return found[0]
        left.remove(found[1])
        return f'<a href="#{glossary.anchor(found[1])}">{found[0]}</a>'

    words = "|".join(sorted(glossary.linkable(), key=len, reverse=True))
    return Markup(re.sub(rf"\b({words})s?\b", link, escape(_printable(text))))


def _general(value: float | str) -> str:
    """A number in at most six digits; a text, such as a reading's name, as it is."""
    return value if isinstance(value, str) else f"{value:g}"
