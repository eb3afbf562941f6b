"""The folder of a lesson: everything that its first page names is there, and the one in the repository is this."""

import gzip
import re
from base64 import b64decode
from pathlib import Path
from urllib.parse import unquote

import pytest

from sepeace.classroom import lesson
from sepeace.classroom.lesson_runs import LESSON
from sepeace.classroom.pack import SHEETS
from sepeace.classroom.texts import languages
from sepeace.clocks import clock_choice
from sepeace.figures import bearers
from tests.sheets import Sheet

COMMITTED = Path(__file__).parents[2] / "lesson"
PACKED = re.compile(r"H4sI[A-Za-z0-9+/]{40,}={0,2}")
PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The lesson as the repository has it, made anew."""
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed: on the plain clock this would take minutes")
    place = tmp_path_factory.mktemp("lesson")
    lesson.lesson(place, workers=1)
    return place


def unpacked(text):
    """A file with what is packed in it laid open, and without its pictures: both hang on libraries' versions."""
    found = PACKED.sub(lambda one: unpacked(gzip.decompress(b64decode(one[0])).decode("latin-1")), text)
    return PICTURE.sub("a picture", found)


def files(place):
    return {path.relative_to(place).as_posix(): path for path in sorted(place.rglob("*")) if path.is_file()}


# Red when the folder in the repository is of another package than this one: `make lesson` writes it anew.
def test_the_folder_in_the_repository_is_this_packages(folder):
    there, here = files(COMMITTED), files(folder)
    assert list(there) == list(here)
    for name, path in here.items():
        own, other = (unpacked(one.read_text(encoding="utf-8")) for one in (path, there[name]))
        assert own == other, f"{name} has changed: make lesson"


# Red when the page grows beyond what is mailed and kept: 400 kB, of which 40 are kept for later numbers.
def test_the_page_stays_small(folder):
    assert (folder / lesson.PAGE).stat().st_size <= 360_000


# Red when the first page names what is not there, leaves a file out, or a language has no part of its own.
def test_the_first_page_leads_to_every_file(folder):
    text = (folder / lesson.INDEX).read_text(encoding="utf-8")
    links = [unquote(one) for one in re.findall(r'href="([^"]+)"', text)]
    anchors = {one[1:] for one in links if one.startswith("#")}
    assert anchors == set(languages()) and all(f'id="{one}"' in text for one in anchors)
    named = {one.split("#")[0] for one in links} - {""}
    assert named == set(files(folder)) - {lesson.INDEX}
    assert len(named) == 1 + len(LESSON) + len(languages()) * (len(SHEETS) + 1)
    assert bearers.SHORT in Sheet(text).text and text.count("<h1>") == 1


# Red when a file of the folder asks a network for anything, or leads out of the folder.
def test_no_file_asks_for_anything(folder):
    for name, path in files(folder).items():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'(?:src|href)="(?:https?:)?//', re.sub(r"<a [^>]*>", "", text)), name
        for link in re.findall(r'<a [^>]*href="([^"#:]+)(?:#[^"]*)?"', text):
            assert (path.parent / unquote(link)).is_file(), (name, link)
