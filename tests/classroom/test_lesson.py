"""The folder of a lesson: what its first page names is there, and the one in the repository is this one."""

import io
import re
from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
from PIL import Image

from sepeace.classroom import lesson
from sepeace.classroom.lesson_runs import LESSON
from sepeace.classroom.pack import SHEETS, sheet, sheet_file
from sepeace.classroom.page import page
from sepeace.classroom.page.packed import opened
from sepeace.classroom.texts import languages
from sepeace.figures import bearers
from tests.clocks import WHOLE
from tests.sheets import Sheet

CAMPAIGNS = 1_000
NEAR = 0.1
"""Grey levels of 255 by which a picture may differ on the mean: another library draws its edges otherwise."""
BOUND = {"debrief", "without_computer"}
"""What hangs on the numbers of the runs."""
COMMITTED = Path(__file__).parents[2] / "lesson"
PACKED = re.compile(r'(?<=id="data">)[^<]+(?=</script>)')
PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")


def unpacked(text):
    """A file with what is packed laid open, and without its pictures: both hang on versions of libraries."""
    found = PACKED.sub(lambda one: "\n".join(part.decode("latin-1") for part in opened(one[0])), text)
    return PICTURE.sub("a picture", found)


def files(place):
    return {path.relative_to(place).as_posix(): path for path in sorted(place.rglob("*")) if path.is_file()}


def equal(name, text):
    """A file of the folder in the repository is this one, its pictures to the eye."""
    there = (COMMITTED / name).read_text(encoding="utf-8")
    assert unpacked(there) == unpacked(text), f"{name} has changed: make lesson"
    for one, other in zip(pictures(there), pictures(text), strict=True):
        assert one.shape == other.shape, name
        assert np.abs(one - other).mean() < NEAR, f"a picture of {name} has changed: make lesson"


def pictures(text):
    """The pictures of a file as grey levels."""
    found = (b64decode(one.rpartition(",")[2]) for one in PICTURE.findall(text))
    return [np.asarray(Image.open(io.BytesIO(one)).convert("L"), float) for one in found]


# Red when the folder in the repository is of another package than this one: `make lesson` writes it anew.
@pytest.mark.skipif(not WHOLE, reason="takes a minute: .ci/run does it")
def test_the_folder_is_made_anew_alike(tmp_path):
    lesson.lesson(tmp_path, workers=1)
    assert list(files(tmp_path)) == list(files(COMMITTED))
    for name, path in files(tmp_path).items():
        equal(name, path.read_text(encoding="utf-8"))


# Red when a text or the look of a sheet changes and the folder does not: all of it that hangs on no long run.
def test_texts_of_the_folder_are_the_packages(runs):
    usual = replace(runs, campaigns=CAMPAIGNS)
    equal(lesson.INDEX, lesson.first_page(usual))
    for language in languages():
        for name in set(SHEETS) - BOUND:
            equal(f"{language}/{sheet_file(language, name)}", sheet(language, name, usual))


# Red when the page grows beyond what is mailed and kept.
def test_the_page_stays_small():
    for language in languages():
        assert (COMMITTED / page.file_of(language)).stat().st_size <= 400_000, language


# Red when the first page names what is not there, leaves a file out, or a language has no part of its own.
def test_the_first_page_leads_to_every_file():
    text = (COMMITTED / lesson.INDEX).read_text(encoding="utf-8")
    links = [unquote(one) for one in re.findall(r'href="([^"]+)"', text)]
    anchors = {one[1:] for one in links if one.startswith("#")}
    assert anchors == set(languages()) and all(f'id="{one}"' in text for one in anchors)
    named = {one.split("#")[0] for one in links} - {""}
    assert named == set(files(COMMITTED)) - {lesson.INDEX}
    assert len(named) == len(LESSON) + len(languages()) * (len(SHEETS) + 2)
    assert bearers.SHORT in Sheet(text).text and text.count("<h1>") == 1


# Red when a file of the folder asks a network for anything, or leads out of the folder.
def test_no_file_asks_for_anything():
    for name, path in files(COMMITTED).items():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'(?:src|href)="(?:https?:)?//', re.sub(r"<a [^>]*>", "", text)), name
        for link in re.findall(r'<a [^>]*href="([^"#:]+)(?:#[^"]*)?"', text):
            assert (path.parent / unquote(link)).is_file(), (name, link)
