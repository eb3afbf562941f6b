"""A page of the lesson as text, taken apart again, and its scripts run by node without a browser."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from sepeace.browser.tables import Patch, decoded, from_text
from sepeace.classroom.page import page
from sepeace.classroom.page.packed import opened
from sepeace.classroom.page.page_data import page_data
from sepeace.classroom.texts import FIRST
from sepeace.scenario.library import load
from tests.scripts import node

PAGES = {"en": "page.html", "de": "seite.html"}
ASKED = ("germany_wins_at_kursk", "hitler_dies_march_1943")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A page: its text, and what lies packed in it."""

    text: str
    data: dict[str, Any]
    story: dict[str, Any]
    script: str


@cache
def parts() -> page.Gathered:
    """What a page of two questions is put together from, made once in a process."""
    return page.gathered(ASKED)


@cache
def parts_in(language: str) -> page.Gathered:
    """The same in a language; the worlds are those of the English page."""
    if language == FIRST:
        return parts()
    scenarios = [load(name) for name in ASKED]
    return page.Gathered(*page_data(scenarios, language, parts().data["kernel"]))


def written(folder: Path) -> Path:
    """A page of two questions in every language, each beside the others; the file of the English one."""
    for language, name in PAGES.items():
        text = page.put_together(parts_in(language), pages=PAGES)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / PAGES[FIRST]


@cache
def taken() -> Taken:
    """A page of two questions, made once in a process."""
    text = page.put_together(parts())
    packed = re.search(r'id="data">([^<]+)</script>', text)
    assert packed is not None
    inside, script, *blobs = opened(packed[1])
    read, kernel = json.loads(inside), parts().data["kernel"]
    texts = (kernel["module"], kernel["first"], kernel["patches"]["data"], kernel["sets"]["data"])
    assert blobs == [from_text(one) for one in texts]
    read["data"]["kernel"] = kernel
    return Taken(text=text, data=read["data"], story=read["story"], script=script.decode())


def patch_on_page(exported: Mapping[str, Any], number: int) -> Patch:
    """One patch of an export."""
    pool, raw = exported["patches"], from_text(exported["patches"]["data"])
    start = pool["ends"][number - 1] if number else 0
    return decoded(raw[start : pool["ends"][number]])


def tables_on_page(exported: Mapping[str, Any], world: Mapping[str, Any], chosen: Collection[str]) -> bytes:
    """What a page does to have a world's tables; see the page on the browser in the documentation."""
    tables = patch_on_page(exported, world["tables"]).applied(from_text(exported["first"]))
    for name, number in world["choices"].items():
        if name in chosen:
            tables = patch_on_page(exported, number).applied(tables)
    for one, other, number in world["pairs"]:
        if one in chosen and other in chosen:
            tables = patch_on_page(exported, number).applied(tables)
    return tables


def own_script(*names: str) -> str:
    """Some of the page's own scripts."""
    folder = resources.files("sepeace.classroom.page").joinpath("script")
    return "\n".join(folder.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in names)


def by_node(
    place: Path,
    names: tuple[str, ...],
    work: str,
    given: Any,
    language: str = FIRST,
    data: Any = None,
) -> Any:
    """What JavaScript gives, at once or later, with the page's scripts around it, ``DATA``, ``given``.

    ``data`` in place of that of the page of two questions.
    """
    if data is None:
        data = taken().data if language == FIRST else parts_in(language).data
    files = {name: place / name for name in ("script.js", "data.json", "given.json", "out.json")}
    files["data.json"].write_text(json.dumps(data), encoding="utf-8")
    files["given.json"].write_text(json.dumps(given), encoding="utf-8")
    files["script.js"].write_text(
        '"use strict"; const fs = require("fs");\n'
        'const read = (name) => JSON.parse(fs.readFileSync(name, "utf8"));\n'
        f"const DATA = read({json.dumps(str(files['data.json']))});\n"
        f"const given = read({json.dumps(str(files['given.json']))});\n"
        f"{own_script(*names)}\n"
        f"Promise.resolve((() => {{ {work} }})()).then((found) =>\n"
        f"  fs.writeFileSync({json.dumps(str(files['out.json']))}, JSON.stringify(found)));\n",
        encoding="utf-8",
    )
    done = subprocess.run([node(), str(files["script.js"])], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(files["out.json"].read_text(encoding="utf-8"))
