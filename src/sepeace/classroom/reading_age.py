"""How hard the sheets are to read: a figure for each sheet and language, printed and never asserted.

English: the grade of Flesch and Kincaid (1975). German: the first of the Vienna formulas of Bamberger and
Vanecek (1984), and Amstad's form of Flesch's reading ease (1978). An age is the grade plus five in English,
plus six in German. The formulas count letters, syllables and the length of sentences; they know nothing of
sense. Syllables are counted by rule, as groups of vowels; names of places and people count as words.

    python -m sepeace.classroom.reading_age
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sepeace.classroom import contact_cards
from sepeace.classroom.pack import SHEETS, sheet_file
from sepeace.classroom.texts import FIRST, languages, texts

WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
SENTENCE = re.compile(r"(?<=[.!?:])[\"”“’)*]*\s+")
NAMES = re.compile(r"\{\w+\}")
PROSE = ("texts", "text", "happens", "signed", "hangs", "readings_note", "bears", "before_ideology", "rows")
"""Keys of a block whose texts are read; captions and heads of tables are not."""
WITH_RUNS = ("debrief", "without_computer")
"""Sheets that tell of runs in words that they share."""
SHORTEST = 4
"""Words from which a text counts: less is a label and no sentence."""
LONG_WORD, MANY_SYLLABLES = 6, 3
VOWELS = {
    "en": re.compile(r"[aeiouy]+"),
    "de": re.compile(r"ie(?!n\b)|aa|ee|oo|ai|au|ei|eu|äu|[aeiouyäöü]"),
}
SILENT = re.compile(r"(?:[^laeiouyscgzxh]es|[^aeioudty]ed|[^laeiouy]e|[aeiouy]le)$")
"""English endings whose e is not heard: makes, asked, side, while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """How hard a text is to read.

    Attributes:
        words, sentences: counted.
        grade: the school year in which it should be readable, by the language's formula.
        age: of pupils in that year.
        ease: Flesch's reading ease, or Amstad's form of it, from 0 (hard) to 100 (easy).
    """

    words: int
    sentences: int
    grade: float
    age: float
    ease: float


def syllables(word: str, language: str) -> int:
    """Syllables of a word, by rule; at least one.

    >>> from sepeace.classroom.reading_age import syllables
    >>> [syllables(word, "en") for word in ("peace", "evidence", "believed", "table")]
    [1, 3, 2, 2]
    >>> [syllables(word, "de") for word in ("Frieden", "Gesandtschaft", "Voraussage")]
    [2, 3, 4]
    """
    small = word.lower()
    count = len(VOWELS.get(language, VOWELS["de"]).findall(small))
    if language == "en" and count > 1 and SILENT.search(small):
        count -= 1
    return max(1, count)


def reading(sentences: Iterable[str], language: str) -> SheetReading:
    """The figures of sentences in a language; English has its own formula, all others have the German one."""
    words = [WORD.findall(sentence) for sentence in sentences]
    words = [found for found in words if found]
    flat = [word for found in words for word in found]
    n, per_sentence = len(flat), len(flat) / len(words)
    counts = [syllables(word, language) for word in flat]
    per_word = sum(counts) / n
    if language == FIRST:
        grade, years = 0.39 * per_sentence + 11.8 * per_word - 15.59, 5.0
        ease = 206.835 - 1.015 * per_sentence - 84.6 * per_word
    else:
        many = 100.0 * sum(count >= MANY_SYLLABLES for count in counts) / n
        one = 100.0 * sum(count == 1 for count in counts) / n
        long = 100.0 * sum(len(word) > LONG_WORD for word in flat) / n
        grade, years = 0.1935 * many + 0.1672 * per_sentence + 0.1297 * long - 0.0327 * one - 0.875, 6.0
        ease = 180.0 - per_sentence - 58.5 * per_word
    return SheetReading(words=n, sentences=len(words), grade=grade, age=grade + years, ease=ease)


def sentences_of(sheet: str, language: str) -> list[str]:
    """The sentences of a sheet: its paragraphs, items and cells of a few words or more."""
    found = [text for block in texts(language, sheet)["block"] for text in _prose(block)]
    if sheet == "contacts":
        for card in contact_cards.cards(language):
            found += [card.title, card.terms, card.response, card.outcome, card.notes, card.below]
    if sheet == "prediction":
        found += [row["text"] for row in texts(language, sheet)["statement"]]
        found += texts(language, "words")["rung"].values()
    words = texts(language, "words")
    if sheet in WITH_RUNS:
        found += [*words["rung_hangs"].values(), *words["answer"].values(), *words["bears"]["texts"]]
    if sheet == "debrief":
        found += words["home"].values()
    if sheet == "without_computer":
        found += _flat(words["day"].values())
    plain = (NAMES.sub("X", text).replace("**", "") for text in found)
    parts = (part for text in plain for part in SENTENCE.split(text))
    return [part for part in parts if len(WORD.findall(part)) >= SHORTEST]


def table() -> Iterator[tuple[str, str, str, SheetReading]]:
    """Language, audience, file and figures of every sheet."""
    for language in languages():
        for sheet in SHEETS:
            audience = texts(language, sheet)["audience"]
            found = reading(sentences_of(sheet, language), language)
            yield language, audience, sheet_file(language, sheet), found


def _prose(block: Mapping[str, Any]) -> Iterator[str]:
    """The texts of a block, nested ones too."""
    for key in PROSE:
        if key in block:
            yield from _flat(block[key])


def _flat(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    else:
        for part in content:
            yield from _flat(part)


def main() -> None:
    """Print the table."""
    print(f"{'':3}{'for':9}{'sheet':32}{'words':>7}{'a sentence':>12}{'grade':>7}{'age':>6}{'ease':>6}")
    for language, audience, file, found in table():
        length = found.words / found.sentences
        print(
            f"{language:3}{audience:9}{file:32}{found.words:7}{length:12.1f}{found.grade:7.1f}"
            f"{found.age:6.1f}{found.ease:6.0f}"
        )


if __name__ == "__main__":
    main()
