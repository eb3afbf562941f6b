"""The contact sheet has what the record has: every contact that belongs there, with grade and source."""

import re

import pytest

from sepeace.classroom.contact_cards import IN_THE_LESSON, cards, chosen, grades
from sepeace.classroom.texts import languages, texts
from sepeace.record import load
from sepeace.record.types import GRADE_CHANCE

RECORD = {row.id: row for row in load().contacts}


# Red when a contact between the two sides before 1944 is left out, or one of another pair gets in.
def test_the_sheet_has_every_contact_of_the_two_sides_before_1944():
    expected = {row.id for row in RECORD.values() if row.pair == "main" and row.start.year < 1944}
    assert {row.id for row in chosen()} == expected
    assert len(expected) > 30
    assert [row.start for row in chosen()] == sorted(row.start for row in chosen())


@pytest.mark.parametrize("language", languages())
def test_every_contact_stands_on_the_printed_sheet_once(language, pages):
    printed = [
        attrs["data-contact"] for _, attrs in pages[language]["contacts"].tags if "data-contact" in attrs
    ]
    assert sorted(printed) == sorted(row.id for row in chosen())


# Red when a card loses its source or grade, or shows other words than the record's.
@pytest.mark.parametrize("language", languages())
def test_a_card_has_date_place_sender_grade_and_source(language, pages):
    words, shown = texts(language, "words"), pages[language]["contacts"].text
    for card in cards(language):
        row = RECORD[card.id]
        assert card.grade == words["grade"][row.grade]
        assert str(row.start.day) in card.when and str(row.start.year) in card.when
        assert card.source and card.where and card.who and card.title
        for text in (
            card.title,
            card.when,
            card.where,
            card.who,
            card.grade,
            card.source,
            card.notes,
            card.terms,
            card.below,
        ):
            assert " ".join(text.split()) in shown


def test_the_english_cards_are_the_records_own_words():
    for card in cards("en"):
        row = RECORD[card.id]
        covered = texts("en", "contacts")["card"].get(card.id, {})
        for name in ("title", "terms", "response", "outcome", "source", "notes"):
            if name in covered or "instead_of_terms" in covered:
                continue
            assert getattr(card, name) in (getattr(row, name), "")
            assert getattr(card, name) or getattr(row, name) in ("", "None")


# Red when a word of source or note is lost on the way from above the covered line to below it.
@pytest.mark.parametrize("language", languages())
def test_what_is_covered_stands_below_the_line(language):
    own = {row.id: row for row in chosen()}
    told = texts(language, "record")["contact"] if language != "en" else {}
    for card in cards(language):
        if card.id not in IN_THE_LESSON:
            assert not card.below
            continue
        row = told.get(card.id, {})
        words = f"{row.get('source', own[card.id].source)} {row.get('notes', own[card.id].notes)}"
        assert words_of(words) <= words_of(f"{card.source} {card.notes} {card.below}")


def words_of(text):
    return set(re.findall(r"\w+", text.lower()))


# Red when the part of a card that is read first gives its grade away: covering the rest hides nothing.
@pytest.mark.parametrize("language", languages())
def test_nothing_above_the_covered_line_gives_the_grade_away(language, made):
    names = [grade.name for grade in grades(language) if " " not in grade.name]
    verdict = re.compile("|".join([*GIVES_AWAY[language], *names]), re.IGNORECASE)
    for name in IN_THE_LESSON:
        (article,) = re.findall(
            rf'<article class="card" data-contact="{name}">(.*?)</article>', made[language]["contacts"], re.S
        )
        open_part, covered = article.split('<p class="evidence">')
        assert not verdict.search(open_part), (name, verdict.search(open_part))
        assert texts(language, "words")["card"]["grade"] in covered


GIVES_AWAY = {
    "en": [
        "forge",
        "fable",
        "legend",
        "alleged",
        "hearsay",
        "unconfirmed",
        "evidence",
        "antisemitic forgery",
    ],
    "de": ["fälsch", "legend", "angeblich", "hörensagen", "unbestätigt", "beleg", "behauptung"],
}


# Red when eight groups have no longer every grade before them.
def test_the_lesson_has_a_contact_of_every_grade():
    assert len(IN_THE_LESSON) == 8
    assert {RECORD[name].grade for name in IN_THE_LESSON} == set(GRADE_CHANCE)


# Red when the meaning of a grade says another chance than the model has.
@pytest.mark.parametrize("language", languages())
def test_grades_are_told_with_the_chance_that_the_model_gives_them(language):
    assert [grade.of_100 for grade in grades(language)] == [round(100 * one) for one in GRADE_CHANCE.values()]
    assert [grade.name for grade in grades(language)] == list(texts(language, "words")["grade"].values())


# Red when the forgery stands on a card that does not call it one, or prints its terms as if offered.
@pytest.mark.parametrize("language", languages())
def test_the_forgery_is_called_one(language):
    (card,) = (card for card in cards(language) if card.id == "mtsensk_1942")
    word = {"en": "antisemitic forgery", "de": "antisemitische Fälschung"}[language]
    assert (
        word in card.below and texts(language, "contacts")["card"][card.id]["instead_of_terms"] in card.below
    )
    assert not (card.terms or card.response) and "1942" in card.below


# Red when a doubtful date looks like a sure one, or a disputed sender like an undisputed one.
def test_doubt_is_told():
    found = {card.id: card for card in cards("en")}
    assert (
        found["sofia_1941"].when.endswith("(roughly)") and "roughly" not in found["sato_september_1943"].when
    )
    assert "Fleischhauer" in found["stockholm_june_1943"].who
    assert "Fleischhauer" not in found["sato_september_1943"].who
