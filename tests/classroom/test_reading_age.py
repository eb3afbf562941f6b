"""The reading age is a figure by published formulas; that it is low is asserted nowhere."""

import doctest

import pytest

from sepeace.classroom import reading_age, wording_check
from sepeace.classroom.pack import SHEETS, sheet_file
from sepeace.classroom.reading_age import reading, sentences_of, syllables
from sepeace.classroom.texts import languages


@pytest.mark.parametrize("module", [reading_age, wording_check])
def test_the_examples_run(module):
    assert doctest.testmod(module).failed == 0


# Red when a formula is mistyped. Six words, two sentences, eight syllables, counted by hand.
def test_the_english_formula_is_that_of_flesch_and_kincaid():
    found = reading(["Nobody plays a part", "We judge"], "en")
    assert (found.words, found.sentences) == (6, 2)
    assert found.grade == pytest.approx(0.39 * 3 + 11.8 * 8 / 6 - 15.59)
    assert found.ease == pytest.approx(206.835 - 1.015 * 3 - 84.6 * 8 / 6)
    assert found.age == pytest.approx(found.grade + 5)


# Five words: Voraussage and Gesandtschaft are long and have three syllables or more; der, ist, da have one.
def test_the_german_formulas_are_those_of_vienna_and_of_amstad():
    found = reading(["Der Gesandtschaft ist Voraussage da"], "de")
    assert found.grade == pytest.approx(0.1935 * 40 + 0.1672 * 5 + 0.1297 * 40 - 0.0327 * 60 - 0.875)
    assert found.ease == pytest.approx(180 - 5 - 58.5 * (3 + 3 + 4) / 5)


@pytest.mark.parametrize(
    "language, words",
    [
        (
            "en",
            {"peace": 1, "sources": 2, "makes": 1, "wanted": 2, "asked": 1, "extermination": 5, "people": 2},
        ),
        (
            "de",
            {"Frieden": 2, "Mauer": 2, "Europa": 3, "Historikerinnen": 6, "Mord": 1, "Ukraine": 3, "zwei": 1},
        ),
    ],
)
def test_syllables_are_counted(language, words):
    assert {word: syllables(word, language) for word in words} == words


# Red when a sheet is left out of the table, or read without its sentences.
def test_every_sheet_has_a_row(capsys):
    reading_age.main()
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 1 + len(SHEETS) * len(languages())
    for language in languages():
        for name in SHEETS:
            assert any(sheet_file(language, name) in line for line in printed)
            assert len(sentences_of(name, language)) > 10
