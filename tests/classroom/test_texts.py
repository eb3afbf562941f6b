"""The texts: the same in all languages but for the words, and none of them in a template."""

import re
from importlib import resources
from pathlib import Path

import pytest

from sepeace.classroom.contact_cards import chosen, fingerprint
from sepeace.classroom.pack import SHEETS
from sepeace.classroom.texts import filled, languages, texts
from sepeace.scenario import shipped

ROOM = Path(str(resources.files("sepeace.classroom")))
NAMES = sorted(path.stem for path in (ROOM / "texts" / "en").iterdir())
OTHERS = [language for language in languages() if language != "en"]
ALIKE = {"kind", "audience", "numbered", "page", "widths", "lines", "id", "run", "of"}
"""What is no text, and the same in every language."""


def shape(content, key=""):
    """The keys, lengths and names in braces of a file, and what is the same in every language."""
    if isinstance(content, dict):
        return {name: shape(value, name) for name, value in content.items()}
    if isinstance(content, list):
        return [shape(one, key) for one in content]
    if key in ALIKE:
        return content
    return sorted(re.findall(r"\{\w+\}", str(content))), str(content).count("**")


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_files(language):
    own, first = ({path.name for path in (ROOM / "texts" / one).iterdir()} for one in (language, "en"))
    assert own - first == {"package.toml", "record.toml", "told", "word_list.toml"} and not first - own
    assert {f"{name}.toml" for name in SHEETS} | {"words.toml"} <= first


# Red when a translation lacks a text, has one too many, or loses a number, a link or what is printed bold.
@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", NAMES)
def test_every_language_has_the_same_keys(language, name):
    assert shape(texts(language, name)) == shape(texts("en", name))


# Red when a text is left in English.
@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_left_untranslated(language, name):
    def long(content):
        if isinstance(content, dict):
            return [text for key, value in content.items() if key not in ALIKE for text in long(value)]
        if isinstance(content, list):
            return [text for one in content for text in long(one)]
        return [content] if len(re.findall(r"[^\W\d_]{4,}", str(content))) > 2 else []

    same = set(long(texts(language, name))) & set(long(texts("en", name)))
    # Titles of works stay as they are.
    assert not [text for text in same if not re.search(r"\((?:19|20)\d\d\)", text)]


# Red when a contact or a what-if has no translation, or the record has changed since it was translated.
@pytest.mark.parametrize("language", OTHERS)
def test_the_record_is_translated_as_it_stands(language):
    rows = texts(language, "record")["contact"]
    assert set(rows) == {row.id for row in chosen()}
    assert {row.id: fingerprint(row) for row in chosen()} == {name: row["of"] for name, row in rows.items()}
    for row in chosen():
        for name in ("title", "terms", "response", "outcome", "notes"):
            told = getattr(row, name) not in ("", "None")
            assert told or name not in rows[row.id], f"{row.id}: {name} is made up"
            if told and name != "response":
                assert rows[row.id].get(name), f"{row.id} has no {name}"
    assert set(texts(language, "record")["title"]) == set(shipped())


# Red when a word of English, or of any language, stands in a template: no translation would reach it.
@pytest.mark.parametrize(
    "path", sorted((ROOM / "templates" / "pack").glob("*.html")), ids=lambda path: path.name
)
def test_templates_have_no_prose(path):
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    labels = re.findall(r'(?:aria-label|alt|title|placeholder|content)="([^"]*)"', text)
    assert not [one for one in labels if re.search(r"[^\W\d_]", one) and "width=device-width" not in one]
    style = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    assert not re.findall(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>|&nbsp;", "", style))


@pytest.mark.parametrize("language", languages())
def test_every_kind_of_block_has_a_template(language):
    blocks = (ROOM / "templates" / "pack" / "blocks.html").read_text("utf-8")
    for name in SHEETS:
        for block in texts(language, name)["block"]:
            assert f'"{block["kind"]}"' in blocks


# Red when a text could bring HTML of its own into a sheet, or a forgotten name leaves a gap.
def test_texts_are_escaped_and_names_must_be_there():
    assert filled("<b> & **bold** {n}", {"n": "<i>"}) == "&lt;b&gt; &amp; <strong>bold</strong> &lt;i&gt;"
    with pytest.raises(KeyError, match="nobody"):
        filled("{nobody}", {})
