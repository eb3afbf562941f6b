"""The page itself: template, style, scripts and data in one file that asks nothing of any network."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from sepeace.browser.export import exported
from sepeace.browser.tables import from_text
from sepeace.classroom.page.packed import packed
from sepeace.classroom.page.page_data import page_data
from sepeace.classroom.page.questions import on_page
from sepeace.classroom.texts import FIRST, known, languages, texts
from sepeace.files import replacing
from sepeace.scenario.checks.accepted import Given, accepted
from sepeace.version import __version__

FOLDER = "sepeace.classroom.page"
SCRIPTS = (
    *("dom", "texts", "settings", "blobs", "worker", "engine", "sums", "statistics", "charts", "ladder"),
    *("windows", "outcomes", "story", "map", "bears", "contacts", "predict", "assume", "keep", "profiles"),
    *("desk_file", "desk_code", "desk_debrief", "desk", "main"),
)
"""The page's own scripts, in the order in which they stand in it."""
SIX = (
    *("germany_wins_at_kursk", "citadel_in_may", "uranus_fails", "second_front_in_1943"),
    *("stockholm_meeting_held_1943", "hitler_dies_march_1943"),
)
"""The questions of a page where none are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What a page has on top of its own when a server hands it out; a page in a file has nothing of it.

    Attributes:
        script: runs before the page opens, in a block of its own: it sees all that the page's own scripts
            see, and its names are nobody else's.
        texts: more texts, by language and key.
        style: more rules.
        policy: what the page's policy allows besides, each part with its semicolon.
    """

    script: str = ""
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    style: str = ""
    policy: str = ""


ALONE = Extra()


class Gathered(NamedTuple):
    """What a page is put together from: see ``page_data``."""

    data: dict[str, Any]
    script: str
    story: dict[str, Any]


def html(scenarios: Iterable[Given] = SIX, language: str = FIRST) -> str:
    """The page of some questions in a language, as HTML text.

    Raises:
        SepeaceError: a scenario that there is not, that cannot be run, or that stays outside a class; a
            language that there is not.
    """
    return put_together(gathered(scenarios, language))


def gathered(scenarios: Iterable[Given], language: str = FIRST) -> Gathered:
    """What the page of some questions is put together from. Raises SepeaceError as ``html``."""
    return gathered_in(scenarios, (known(language),))[language]


def gathered_in(scenarios: Iterable[Given], wanted: Iterable[str]) -> dict[str, Gathered]:
    """The same in several languages; the worlds are made once. Raises SepeaceError as ``html``."""
    asked = [accepted(one) for one in scenarios]
    on_page(asked)
    kernel = exported(asked)
    return {language: Gathered(*page_data(asked, language, kernel)) for language in map(known, wanted)}


def put_together(made: Gathered, extra: Extra = ALONE, pages: Mapping[str, str] | None = None) -> str:
    """A page as HTML text.

    Args:
        pages: where the same page lies in each language, seen from this one; none where it is alone.
    """
    own = made.data["texts"]
    texts = {language: {**texts, **extra.texts.get(language, {})} for language, texts in own.items()}
    boot, style = trimmed(_own("script/boot.js")), tight(_own("page.css") + extra.style)
    kernel, blobs = _blobs(made.data["kernel"])
    own_data = {**made.data, "kernel": kernel, "texts": texts, "pages": dict(pages or {})}
    inside = _json({"data": own_data, "story": made.story})
    data = packed([inside.encode(), _script(made.script, extra.script).encode(), *blobs])
    text = _own("page.html")
    for name, value in (
        ("also_allowed", extra.policy),
        ("boot_hash", _hash(boot)),
        ("style_hash", _hash(style)),
        ("title", "sepeace"),
        ("version", __version__),
        ("language", made.data["language"]),
        ("style", style),
        ("data", data),
        ("boot", boot),
    ):
        text = text.replace(f"{{{{ {name} }}}}", value)
    return text


def _blobs(kernel: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """An export without its texts of bytes, and these as bytes: module, first world, patches, sets."""
    texts = (kernel["module"], kernel["first"], kernel["patches"]["data"], kernel["sets"]["data"])
    left = {name: value for name, value in kernel.items() if name not in ("module", "first")}
    for name in ("patches", "sets"):
        left[name] = {key: value for key, value in kernel[name].items() if key != "data"}
    return left, [from_text(text) for text in texts]


def write(file: Path, scenarios: Iterable[Given] = SIX, language: str = FIRST) -> None:
    """Write the page of some questions in a language to a file."""
    _write(file, html(scenarios, language))


def write_all(folder: Path, scenarios: Iterable[Given] = SIX) -> tuple[Path, ...]:
    """Write the page of some questions in every language into a folder; each leads to the others."""
    made = gathered_in(scenarios, languages())
    pages = {language: file_of(language) for language in made}
    for language, one in made.items():
        _write(folder / pages[language], put_together(one, pages=pages))
    return tuple(folder / name for name in pages.values())


def file_of(language: str) -> str:
    """What the page is called in a folder of a lesson."""
    return str(texts(language, "lesson")["page_file"])


def _write(file: Path, text: str) -> None:
    with replacing(file) as target:
        target.write_text(text, encoding="utf-8")


def _script(translated: str, more: str) -> str:
    """All scripts in one, of which nothing is seen from outside; the last one opens the page."""
    *before, last = (_own(f"script/{name}.js") for name in SCRIPTS)
    block = f"{{\n{more}}}\n" if more else ""
    own = "".join([*before, block, last])
    opened = "const { data: DATA, story: TOLD, blobs: BLOBS, kept: KEPT } = globalThis.sepeacePage;\n"
    story = "let opened = null;const STORY = () => (opened ??= sepeaceScript.opened(TOLD));\n"
    return f'"use strict";(() => {{\n{opened}{translated}{story}{trimmed(own)}}})();\n'


def trimmed(script: str) -> str:
    """A script without its indents and its lines of comment: no text in it goes over several lines."""
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def tight(style: str) -> str:
    """A style without comments and without the blanks around its braces, commas and semicolons."""
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)).strip()


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}"


def _own(name: str) -> str:
    return resources.files(FOLDER).joinpath(name).read_text(encoding="utf-8")
