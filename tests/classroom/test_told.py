"""What a page says in another language: whole, with the fields of the English, of the record as it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from sepeace.browser.script.page_script import page_script
from sepeace.browser.script.tongue import Tongue, alike, checked
from sepeace.chronicle.sentences import TABLES, TITLES
from sepeace.classroom.texts import languages, texts
from sepeace.classroom.told import scenario_in, shipped_record, told, tongue
from sepeace.classroom.told_card import card_in
from sepeace.record import load
from sepeace.scenario import shipped
from sepeace.scenario.checks.admissibility import card, card_lines
from sepeace.scenario.library import load as scenario_of
from sepeace.scenario.vocabulary import SWITCHES
from tests.pages import parts, parts_in
from tests.scripts import Blob, asked, cases, plans, world_bytes

OTHERS = [language for language in languages() if language != "en"]
TEXTS = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
NAMES = ("germany_wins_at_kursk", "hitler_dies_march_1943", "finland_accepts_1941")
SIGNS = ("{title} {begins}.", "{title} {off}.{supposed}")
TELL = """
const bytes = fs.readFileSync(given.blob), data = api.opened(given.data);
const part = ([start, length]) => new Uint8Array(bytes.buffer, bytes.byteOffset + start, length);
return given.cases.map((one) => api.tell(data, one.name, one.world,
  Object.fromEntries(Object.entries(one.bytes).map(([name, place]) => [name, part(place)]))));
"""


HEARD: set[str] = set()


class Listening(Tongue):
    """A language that keeps in ``HEARD`` what it was asked for."""

    def said(self, text: str, case: str = "") -> str:
        HEARD.add(text)
        return Tongue.said(self, text, case)


@cache
def script_in(language):
    """The script and the data of a page of ``NAMES``, made once in a process; fills ``HEARD``."""
    own = tongue(language)
    return page_script(
        NAMES, tongue=Listening(**{name: getattr(own, name) for name in Tongue.__dataclass_fields__})
    )


# Red when words of the script have no German, when a German text is of words that nobody says any more, or
# when a sentence is put together from English pieces: only errors, keys and titles of works may stay.
@pytest.mark.parametrize("language", OTHERS)
def test_a_script_says_nothing_in_english(language):
    own, _ = script_in(language)
    assert not set(told(language, "patterns")) - HEARD
    same = set(TEXTS.findall(own)) & set(TEXTS.findall(parts().script))
    left = {text for text in same if re.search(r"[a-z]{2} [a-z]{2}", text) and text not in SIGNS}
    errors = set(TEXTS.findall(page_script_of_its_own())) | {
        "a day must be finite, got ",
        "no data has been opened",
    }
    sources = {text for text in left if re.search(r"\d{4}", text)}
    keys = {text for text in left if re.fullmatch(r"(?:read|press|exposed|told) \w+", text)}
    others = {"fewer than", "more than", "more successes than trials", "one is not None", "not a count:"}
    assert left - errors - sources - keys - others <= {"the frontier's share must lie between 0 and 1, got "}


def page_script_of_its_own():
    from sepeace.browser.script.page_script import own_script

    return own_script("runtime.js") + own_script("page.js")


# Red when a translation has other fields or keys than the English, or the check of that lets one through.
def test_a_translation_has_the_form_of_the_english():
    assert alike({True: "a {x}", "b": ("c",)}, {"True": "{x} d", "b": ["e"]}) == {True: "{x} d", "b": ("e",)}
    for other in ({"True": "d", "b": ["e"]}, {"True": "{x}"}, {"True": "{x}", "b": []}):
        with pytest.raises(ValueError, match="differ"):
            alike({True: "a {x}", "b": ("c",)}, other)
    with pytest.raises(ValueError, match="fields differ"):
        checked("{a} and {b}", "{a} und {c}")


# Red when something of the record, or a shipped scenario, has no words in a language, or one too many.
@pytest.mark.parametrize("language", OTHERS)
def test_all_of_the_record_and_the_scenarios_has_words(language):
    record, rows = load(), told(language, "events")
    assert set(rows["event"]) == {row.id for row in record.events}
    assert set(rows["lock"]) == {row.id for row in record.locks}
    assert set(rows["person"]) == {row.id for row in record.people}
    assert set(rows["line"]) == {line.id for line in record.ruler().named_lines}
    assert set(rows["place"]) <= {row.name for row in record.cities}
    assert set(told(language, "finland")) == {row.id for row in record.finland}
    contacts = {**told(language, "contacts"), **texts(language, "record")["contact"]}
    assert set(contacts) == {row.id for row in record.contacts}
    assert set(told(language, "scenarios")) == set(shipped())
    assert set(texts(language, "package")["operations"]) == set(TITLES)
    assert set(told(language, "tables")["runs.answer.plain_answer:SWITCH_WORDS"]) == set(SWITCHES)
    assert {name for name in TABLES if name != "TITLES"} == set(told(language, "sentences"))
    for name in shipped():
        own, english = scenario_in(language, scenario_of(name)), scenario_of(name)
        assert len(own.bears) == len(english.bears) and bool(own.banner) == bool(english.banner)
        assert own.title != english.title and own.question != english.question
    mine = replace(scenario_of(NAMES[0]), name="of_my_own")
    assert scenario_in(language, mine) == mine
    assert [row.source for row in shipped_record("en").events] == [row.source for row in record.events]


# Red when a place of the front loses its name: the record's points are found by the names of towns.
@pytest.mark.parametrize("language", OTHERS)
def test_every_point_of_the_front_lies_at_a_town(language):
    record = shipped_record(language)
    towns = {row.name for row in record.cities}
    assert {row.anchor for row in record.front} <= towns


# Red when a line of a card has no German, or a key, a date or a number stays as English has it.
@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", [name for name in shipped() if scenario_of(name).changes])
def test_every_line_of_a_card_is_told(language, name):
    made = card_lines(card(scenario_of(name)), plain=True)
    for (head, lines), (own_head, own) in zip(made, card_in(language, made), strict=True):
        assert own_head != head
        for line, words in zip(lines, own, strict=True):
            assert words != line.strip() and not re.search(r"\d{4}-\d\d-\d\d|\b(?:the|of|is|and)\b", words), (
                line
            )


# Red when a page's data stay in English where they have German, or lose what they have in English.
@pytest.mark.parametrize("language", OTHERS)
def test_a_page_has_one_language(language):
    own, english = parts_in(language).data, parts().data
    assert own.keys() == english.keys() and set(own["texts"]) == {language} and own["language"] == language
    for name in ("scenarios", "words", "contacts", "lines"):
        assert len(own[name]) == len(english[name])
    for one, other in zip(own["scenarios"], english["scenarios"], strict=True):
        for key in ("title", "question", "antecedent", "card"):
            assert one[key] != other[key], key
        assert one["choices"] == other["choices"] and len(one["notes"]) == len(other["notes"])
    assert all(
        row["meaning"] != first["meaning"] for row, first in zip(own["words"], english["words"], strict=True)
    )
    assert [row["people"] for row in own["bears"]["lines"]][1] == "–"
    assert not any(row["people"] == "0" for row in own["bears"]["lines"])


# Red when an event is told with a field left open, with an English number or date, or is lost on the way.
@pytest.mark.parametrize("language", OTHERS)
def test_a_war_is_told_whole(language, tmp_path):
    script, data = script_in(language)
    blob, jobs, english = Blob(), [], []
    for name in NAMES:
        for world, made in plans(name).items():
            tables = blob.add(world_bytes(made))
            for case in cases(name, world, range(2)):
                bytes_ = {"world": tables, **{key: blob.add(part) for key, part in case.bytes_.items()}}
                jobs.append({"name": name, "world": world, "bytes": bytes_})
                english.append(case.told())
    blob.write(tmp_path / "blob")
    found = asked(tmp_path, script, TELL, blob=str(tmp_path / "blob"), data=data, cases=jobs)
    for own, first in zip(found, english, strict=True):
        assert [(one["date"], one["kind"], one["parent"]) for one in own] == [
            (one["date"], one["kind"], one["parent"]) for one in first
        ]
        for one, other in zip(own, first, strict=True):
            words = f"{one['text']} | {one['because']}"
            assert not re.search(
                r"[{}]|undefined|\d\.\d{1,2}\b|\b(?:the|million|per cent)\b(?! [A-Z])", unsourced(words)
            ), words
            assert one["text"] != other["text"] or one["text"].startswith("Pearl"), words


def unsourced(words):
    """Without what stands in brackets: titles of works are in their own language."""
    while re.search(r"\([^()]*\)", words):
        words = re.sub(r"\([^()]*\)", "", words)
    return words
