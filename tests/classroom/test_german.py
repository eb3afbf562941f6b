"""German: for one thing one word, as its word list has it, and one form of address on a sheet."""

import re
import tomllib
from pathlib import Path

import pytest

from sepeace.classroom.pack import SHEETS
from sepeace.classroom.texts import texts

TEXTS = Path(__file__).parents[2] / "src" / "sepeace" / "classroom" / "texts" / "de"
WORDS = texts("de", "word_list")["word"]
OURS = {*SHEETS, "words", "lesson"}
QUOTED = re.compile(r"„[^„“]*“")
TO_ONE = re.compile(r"\b(?:du|dich|dir|dein\w*)\b")
TO_PUPILS = re.compile(r"\b(?:euch|eue?r\w*|(?!mit\b)\w+t ihr)\b")
TO_TEACHERS = re.compile(r"(?<=[a-zäöüß,;] )(?:Sie|Ihnen|Ihre[mnrs]?)\b")
"""In the middle of a sentence, where no small word gets a capital letter."""


def strings(content, place=""):
    """All texts of a file with the keys that lead to them."""
    if isinstance(content, str):
        yield place, content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from strings(value, f"{place}.{key}")
    elif isinstance(content, list):
        for one in content:
            yield from strings(one, place)


def said():
    """Every German text: its file, its place in it, and the text."""
    for path in sorted(TEXTS.rglob("*.toml")):
        if path.stem != "word_list":
            for place, text in strings(tomllib.loads(path.read_text("utf-8"))):
                yield path.stem, place, re.sub(r"\{\w+\}", "", " ".join(text.split()))


def forbidden(word, text):
    """What a word of the list forbids in a text."""
    small = text.lower()
    for allowed in word.get("accepted", ()):
        small = re.sub(allowed, "", small)
    return [found[0] for pattern in word["not"] for found in re.finditer(pattern, small)]


# Red when one thing has two words: a synonym that the list forbids stands in a German text.
@pytest.mark.parametrize("word", WORDS, ids=lambda word: word["use"])
def test_one_thing_has_one_word(word):
    found = [
        (file, place, wrong, text[:80])
        for file, place, text in said()
        if file in OURS or "only" not in word
        for wrong in forbidden(word, text)
    ]
    assert not found


# Red when the list finds nothing any more, or forbids its own words.
def test_the_list_finds_what_it_forbids():
    wrong = "Ein Separatfriede: die Belegstufe, die Voraussage, der Rechner, zwei Fenster, das Nachgespräch."
    assert sum(bool(forbidden(word, wrong)) for word in WORDS) >= 6
    assert {tuple(sorted(word)) for word in WORDS} <= {
        ("means", "not", "use"),
        ("accepted", "means", "not", "use"),
        ("means", "not", "only", "use"),
    }
    for word in WORDS:
        assert not forbidden(word, word["use"]), word["use"]


# Red when a sheet speaks to its readers in two forms; what is in quotation marks is said in class.
@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_has_one_form_of_address(name):
    sheet = texts("de", name)
    text = QUOTED.sub("", " ".join(text for _, text in strings(sheet)))
    wrong = [TO_ONE, TO_TEACHERS if sheet["audience"] == "pupils" else TO_PUPILS]
    assert not [found[0] for pattern in wrong for found in pattern.finditer(text)]
    right = TO_PUPILS if sheet["audience"] == "pupils" else TO_TEACHERS
    assert right.search(text) or name == "contacts"
