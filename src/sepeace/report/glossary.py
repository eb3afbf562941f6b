"""The glossary: what each term means in plain words; the few that a report explains, and links to them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sepeace.files import data_text
from sepeace.kernel.terms import GAP
from sepeace.report.markup import Html, escaped, joined, tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of the interface.

    Attributes:
        group: the heading it stands under.
        also: other spellings, in keys and tables.
        report: its place among the words that a report explains; 0 if it does not.
    """

    word: str
    meaning: str
    group: str
    also: tuple[str, ...] = ()
    report: int = 0


@cache
def terms() -> tuple[Term, ...]:
    """All terms, in the order of the page."""
    text = data_text("glossary.toml")
    spelled = {"gap term": GAP.names}
    return tuple(
        Term(**{**row, "also": tuple(row.get("also", spelled.get(row["word"], ())))}, group=group["title"])
        for group in tomllib.loads(text)["group"]
        for row in group["term"]
    )


@cache
def explained() -> dict[str, str]:
    """Words that a report explains, with their meanings."""
    found = sorted((term for term in terms() if term.report), key=lambda term: term.report)
    return {term.word: term.meaning for term in found}


def box() -> Html:
    """The definitions, to be linked to."""
    rows = (
        joined((tag("dt", word, id=f"word-{word}"), tag("dd", text)), "")
        for word, text in explained().items()
    )
    return tag(
        "aside",
        tag("h3", "Eight words"),
        tag("dl", *rows),
        class_="words",
        aria_label="Eight words explained",
    )


def linked(text: str, but: Iterable[str] = ()) -> Html:
    """A text in which the first use of each word leads to its definition.

    Args:
        but: words that stand for something else here.
    """
    left = [word for word in explained() if word not in but]
    parts: list[object] = []
    place = 0
    for found in re.finditer(rf"\b({'|'.join(left)})s?\b", text) if left else ():
        word = found[1]
        if word in left:
            left.remove(word)
            parts += [text[place : found.start()], tag("a", found[0], href=f"#word-{word}")]
            place = found.end()
    return joined((escaped(part) for part in (*parts, text[place:])), "")
