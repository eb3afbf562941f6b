"""Where scenarios come from: the shipped ones by name, any other by its path.

Shipped files lie in the installed package at `data/scenarios`, or, when the package runs from a
checkout, in `scenarios/` beside `src/`. Reading is all that happens here.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from sepeace.errors import BadScenario, BadValue, SepeaceError, UnknownName, nearest, printable
from sepeace.scenario.scenario import Scenario

LARGEST_FILE = 1_000_000
SUFFIX = ".toml"
SHORTEST_TELLING, MOST_SHARED = 5, 3
"""Letters of a word, and scenarios that may have it, for it to say which scenario is meant."""


def shipped() -> tuple[str, ...]:
    """Names of the shipped scenarios, `historical` first, the rest by the alphabet.

    >>> sp.shipped()[0], "germany_wins_at_kursk" in sp.shipped()
    ('historical', True)
    """
    names = sorted(
        entry.name.removesuffix(SUFFIX) for entry in _folder().iterdir() if entry.name.endswith(SUFFIX)
    )
    return tuple(sorted(names, key=lambda name: (name != "historical", name)))


def load(name_or_path: str | os.PathLike[str]) -> Scenario:
    """A scenario by its shipped name, or from a TOML file.

    ``name_or_path``: a text that ends in `.toml` or holds a path separator is a path; any other text is a
    shipped name first, and a path only where such a file exists.

    Raises:
        SepeaceError: no such name or file, not readable, or not a scenario.

    >>> sp.load("uranus_fails").changes[0].target
    'uranus'
    """
    given = _named(name_or_path)
    looks_like_path = not isinstance(name_or_path, str) or given.endswith(SUFFIX) or _has_separator(given)
    if not looks_like_path:
        if given in shipped():
            return _load_shipped(given)
        if not _exists(given):
            raise UnknownName(
                "there is no such scenario",
                given=given,
                allowed=[*shipped(), "the path of a TOML file"],
                nearest=nearest(given, shipped()) or _about(given),
                key="SCENARIO",
            )
    return _load_file(given)


def _named(given: object) -> str:
    """A name or a path as text."""
    if not isinstance(given, (str, os.PathLike)):
        message = f"the name or path of a scenario is needed, not {type(given).__name__}"
        raise BadValue(message, given=given, allowed="such as germany_wins_at_kursk", key="SCENARIO")
    named: object = os.fspath(given)
    if not isinstance(named, str):
        raise BadValue("a path is text, not bytes", given=repr(named), key="SCENARIO")
    return named


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a list of scenarios says of one.

    Attributes:
        name: as it is loaded by.
        title, question: what it is about, and what is asked, in words.
        branch: the day on which the worlds may first differ; None for the recorded war.
        banner: a warning that stands above all that is said of it; None where there is none.
        counted: whether it is one of the what-ifs that tables, sums, maps and lessons go through.
    """

    name: str
    title: str
    question: str
    branch: date | None
    banner: str | None = None
    counted: bool = True


def headings() -> tuple[Heading, ...]:
    """The headings of the shipped scenarios, in the order of `shipped`; nothing else is read of them."""
    found = []
    for name in shipped():
        content = tomllib.loads(shipped_text(name))
        found.append(
            Heading(
                name=name,
                title=content["title"],
                question=content["question"],
                branch=content.get("branch"),
                banner=content.get("banner"),
                counted=content.get("counted", True),
            )
        )
    return tuple(found)


def counted() -> tuple[str, ...]:
    """Names of the shipped what-ifs that tables, sums, maps and lessons go through, by the alphabet.

    >>> from sepeace.scenario import counted
    >>> "germany_wins_at_kursk" in counted(), "historical" in counted()
    (True, False)
    """
    return tuple(row.name for row in headings() if row.counted and row.name != "historical")


def historical() -> Scenario:
    """The recorded war, unchanged.

    >>> from sepeace.scenario import historical
    >>> historical().changes
    ()
    """
    return load("historical")


def shipped_text(name: str) -> str:
    """The file of a shipped scenario as it stands, with its comment for teachers."""
    return (_folder() / f"{name}{SUFFIX}").read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def _load_shipped(name: str) -> Scenario:
    from sepeace.scenario.schema import read

    return read(shipped_text(name), name=name, file=f"{name}{SUFFIX}")


def _load_file(given: str) -> Scenario:
    from sepeace.scenario.schema import read

    text = _decoded(_content(given), given)
    return read(text, name=printable(Path(given).name.removesuffix(SUFFIX)), file=given)


def _content(given: str) -> bytes:
    try:
        status = os.stat(given)
        if stat.S_ISDIR(status.st_mode):
            raise BadScenario("this is a folder, not a scenario file", file=given)
        if not stat.S_ISREG(status.st_mode):
            raise BadScenario("this is not an ordinary file", file=given)
        if status.st_size > LARGEST_FILE:
            raise _too_big(given, status.st_size)
        with open(given, "rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise _missing(given) from None
    except PermissionError:
        raise BadScenario("this file may not be read by you", file=given) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadScenario(f"this file cannot be read: {reason}", file=given) from None
    if len(content) > LARGEST_FILE:
        raise _too_big(given, len(content))
    return content


def _decoded(content: bytes, given: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadScenario("this file is UTF-16 text; save it as UTF-8", file=given)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"this is not UTF-8 text (byte {error.start + 1})"
        raise BadScenario(message, allowed="a TOML file saved as UTF-8", file=given) from None
    if "\0" in text:
        raise BadScenario("this is a binary file, not text", allowed="a TOML file saved as UTF-8", file=given)
    return text


def _too_big(given: str, size: int) -> SepeaceError:
    allowed = f"at most {LARGEST_FILE} bytes"
    return BadScenario(
        "this file is too big for a scenario", given=f"{size} bytes", allowed=allowed, file=given
    )


def _missing(given: str) -> SepeaceError:
    stem = Path(given).name.removesuffix(SUFFIX)
    beside = {Path(path).name.removesuffix(SUFFIX): path for path in _toml_files_beside(given)}
    # Names alone are compared: a folder in common makes no two files alike.
    near = nearest(stem, beside)
    meant = beside[near] if near is not None else nearest(stem, shipped()) or _about(stem)
    return UnknownName("there is no such file", file=given, nearest=meant)


def _about(text: str) -> str | None:
    """The shipped scenario whose title or question has most of the words of a text; None without one.

    Short words count nothing, nor do words that stand in more than a few scenarios.
    """
    asked = {word for word in _words(text) if len(word) >= SHORTEST_TELLING}
    found = {row.name: _words(f"{row.title} {row.question}") & asked for row in headings()}
    telling = {word for word in asked if sum(word in words for words in found.values()) <= MOST_SHARED}
    best = max(found, key=lambda name: len(found[name] & telling))
    return best if found[best] & telling else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))


def _toml_files_beside(given: str) -> list[str]:
    folder = Path(given).parent
    try:
        return sorted(str(path) for path in folder.glob(f"*{SUFFIX}"))[:200]
    except OSError:
        return []


def _exists(given: str) -> bool:
    try:
        return os.path.lexists(given)
    except ValueError:
        return False


def _has_separator(given: str) -> bool:
    return "/" in given or "\\" in given or given in (".", "..")


@lru_cache(maxsize=1)
def _folder() -> Traversable:
    installed = resources.files("sepeace") / "data" / "scenarios"
    if installed.is_dir():
        return installed
    checkout = Path(__file__).resolve().parents[3] / "scenarios"
    if checkout.is_dir():
        return checkout
    raise BadScenario(
        "the shipped scenarios are missing from this installation; install sepeace again",
        file=str(checkout),
    )
