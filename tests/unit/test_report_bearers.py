"""Who bears a settlement, in the report: people alone, and where the numbers are from."""

import re

import pytest

import sepeace
from sepeace.figures import bearers
from tests import reports


@pytest.fixture(scope="module")
def said():
    """The words of the section, and of that on the people behind each line."""
    page = reports.text()
    found = (page.split(f'<section id="{name}"')[1] for name in ("who-bears-it", "people-behind"))
    return re.sub(r"<[^>]+>", " ", " ".join(part.split("</section>")[0] for part in found))


# Red when the people behind a line stand beside goods, a line keeps "only" some people, or the source of the
# numbers is told again at every line.
def test_it_speaks_of_people_and_names_its_source_once(said):
    assert set(bearers.PEOPLE_OF) == {line.id for line in sepeace.record.load().ruler().named_lines}
    assert not re.search(r"\b(coal|iron|oil|grain|Donbas|Krivoy)\b|only eastern Galicia", said)
    assert said.count("Statistical Year-Book") == 1 == said.count("census of 1931")
    assert "rest of pre-war Poland, never under Soviet rule" in said
