"""How a sheet becomes HTML. All prose stands in ``texts/``; the templates have none of their own."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from sepeace.errors import printable

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def rendered(template: str = "sheet.html", **given: object) -> str:
    """A sheet, or another template of the pack, with what it is given by name, as HTML text."""
    return _environment().get_template(template).render(style=_style(), **given)


@cache
def _style() -> str:
    return resources.files("sepeace.classroom").joinpath("pack.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    """The templates; a name that nobody gave is an error."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.PackageLoader("sepeace.classroom", "templates/pack"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["css"] = _css
    return made


def _css(text: str) -> Markup:
    """A text as a string of CSS: quotes, backslashes and what could end the style are written as numbers."""
    from markupsafe import Markup

    plain = Markup(text).unescape()
    return Markup('"{}"').format(
        Markup("".join(c if c.isalnum() or c in " .,:;()-" else f"\\{ord(c):06x}" for c in plain))
    )


def _printable(content: object) -> object:
    """Text in which control characters are written out; HTML stays as it is."""
    return content if hasattr(content, "__html__") else printable(str(content), keep="\n")
