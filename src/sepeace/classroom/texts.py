"""The texts of the classroom: TOML files in ``texts/``, one folder a language, that anybody can translate.

A text may hold names in braces, which stand for numbers and for other sheets, and ``**words**`` that are
printed bold. Nothing else in it is code. A name in braces that nobody gives is an error, never a gap.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from sepeace.errors import require_known

if TYPE_CHECKING:
    from markupsafe import Markup

FIRST = "en"
"""The language that the others are translations of."""
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


@cache
def languages() -> tuple[str, ...]:
    """Languages that there are texts in, the first one first."""
    found = {folder.name for folder in resources.files("sepeace.classroom").joinpath("texts").iterdir()}
    return (FIRST, *sorted(found - {FIRST}))


def known(language: str) -> str:
    """The language, if there are texts in it.

    Raises:
        UnknownName: there are none.
    """
    return require_known(language, languages(), "there is no lesson in this language", key="language")


@cache
def texts(language: str, name: str) -> Mapping[str, Any]:
    """One file of texts.

    >>> from sepeace.classroom.texts import texts
    >>> texts("de", "words")["language"]
    'Deutsch'
    """
    folder = resources.files("sepeace.classroom").joinpath("texts", known(language))
    return tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def has(language: str, name: str) -> bool:
    """Whether a language has a file of this name."""
    return resources.files("sepeace.classroom").joinpath("texts", language, f"{name}.toml").is_file()


def filled(text: str, values: Mapping[str, object]) -> Markup:
    """A text as HTML: escaped, names in braces replaced, bold words marked."""
    from markupsafe import Markup, escape

    # What stands for a name is escaped as it is put in; the text itself before.
    return Markup(BOLD.sub(r"<strong>\1</strong>", str(escape(text)))).format_map(values)


def day(language: str, value: date) -> str:
    """A date as the language writes it, such as "5 July 1943"."""
    words = texts(language, "words")["date"]
    return str(words["day"]).format(day=value.day, month=words["months"][value.month - 1], year=value.year)


def span(language: str, start: date, end: date) -> str:
    """Two dates as the language writes them; one date if they are the same."""
    if start == end:
        return day(language, start)
    words = texts(language, "words")["date"]
    return str(words["span"]).format(start=day(language, start), end=day(language, end))


def percent(language: str, share: float) -> str:
    """A share as a percentage with one decimal place."""
    words = texts(language, "words")["number"]
    return str(words["percent"]).format(number=f"{100.0 * share:.1f}".replace(".", words["decimal"]))


def thousands(language: str, number: int) -> str:
    """A whole number with its thousands marked."""
    return f"{number:,}".replace(",", texts(language, "words")["number"]["thousands"])


def count(language: str, said: str | None) -> str:
    """In how many of 100 wars, from the words of ``runs.answer.of_100_wars``, such as "about 13"."""
    words = texts(language, "words")
    if said is None:
        return str(words["count"]["untold"])
    word, number = said.rsplit(" ", 1)
    pattern = str(words["count"][word.replace(" ", "_")])
    return pattern.format(number=number.replace(".", words["number"]["decimal"]))
