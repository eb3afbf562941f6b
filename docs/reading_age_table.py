"""The table of how hard the sheets of the lesson pack are to read."""

from __future__ import annotations

from collections.abc import Callable

from sepeace.classroom.reading_age import table as figures


def made(table: Callable[..., str]) -> dict[str, Callable[[], str]]:
    """The tables by name; ``table`` writes one of heads and rows."""
    return {"reading_age": lambda: reading_age(table)}


def reading_age(table: Callable[..., str]) -> str:
    """Words, length of sentences, grade and age of every sheet."""
    heads = ("language", "for", "sheet", "words", "words in a sentence", "grade", "age", "reading ease")
    return table(
        heads,
        (
            (
                language,
                audience,
                f"`{file}`",
                found.words,
                f"{found.words / found.sentences:.1f}",
                f"{found.grade:.1f}",
                f"{found.age:.0f}",
                f"{found.ease:.0f}",
            )
            for language, audience, file, found in figures()
        ),
    )
