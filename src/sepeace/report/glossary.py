"""The glossary: what each term means in plain words, and those that a report explains."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
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
        report: its place among the words that a report explains beside its answer; 0 if it does not.
        appendix: whether it is explained at the end of a report that uses it.
    """

    word: str
    meaning: str
    group: str
    also: tuple[str, ...] = ()
    report: int = 0
    appendix: bool = False


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


@cache
def linkable() -> dict[str, str]:
    """Words that a report may link to their meanings: those that it explains."""
    return explained() | {term.word: term.meaning for term in terms() if term.appendix}


def anchor(word: str) -> str:
    """Where a word is explained in a report."""
    return f"word-{word.replace(' ', '-')}"


def linked_in(page: str) -> dict[str, str]:
    """Words to which a part of a report leads, in alphabetical order."""
    return {
        word: meaning for word, meaning in sorted(linkable().items()) if f'href="#{anchor(word)}"' in page
    }


def used(text: str) -> dict[str, str]:
    """Words that are explained at the end of a report, those of them that stand in its text, in order."""
    found = (term for term in terms() if term.appendix)
    return {
        term.word: term.meaning
        for term in sorted(found, key=lambda term: term.word.lower())
        if any(re.search(rf"\b{name}(s|es)?\b", text, re.IGNORECASE) for name in (term.word, *term.also))
    }


def at_end(page: str, beside: Iterable[str]) -> dict[str, str]:
    """Words that a part of a report uses or leads to, without those that are explained ``beside`` another."""
    return {word: text for word, text in sorted((linked_in(page) | used(page)).items()) if word not in beside}
