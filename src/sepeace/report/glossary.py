"""The glossary: what each term means in plain words, and the few that a report explains."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from sepeace.files import data_text
from sepeace.kernel.terms import GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm:
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
def terms() -> tuple[GlossaryTerm, ...]:
    """All terms, in the order of the page."""
    text = data_text("glossary.toml")
    spelled = {"gap term": GAP.names}
    return tuple(
        GlossaryTerm(
            **{**row, "also": tuple(row.get("also", spelled.get(row["word"], ())))}, group=group["title"]
        )
        for group in tomllib.loads(text)["group"]
        for row in group["term"]
    )


@cache
def explained() -> dict[str, str]:
    """Words that a report explains, with their meanings."""
    found = sorted((term for term in terms() if term.report), key=lambda term: term.report)
    return {term.word: term.meaning for term in found}
