"""What a user can get wrong, and how it is told.

One family of exceptions. One message names the place, the value, the values that would have passed
and, where there is one, the likeliest spelling. The command line prints the message, or `as_json()` as one
line, and leaves with status 2. Nothing here reads files or knows the model.
"""

from __future__ import annotations

import importlib
import math
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import date, datetime
from difflib import SequenceMatcher, get_close_matches
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sepeace.shapes import Mistake

__all__ = [
    "BadResults",
    "BadScenario",
    "BadUsage",
    "BadValue",
    "CannotWrite",
    "Contradiction",
    "NotYet",
    "SepeaceError",
    "UnknownName",
    "nearest",
    "printable",
    "require_known",
    "takes",
    "unprintable",
]

P = ParamSpec("P")
R = TypeVar("R")

_SHOWN_LENGTH = 80
_SHOWN_NAMES = 20
_LONGEST_WHOLE_NUMBER = 10**40  # Python refuses to print numbers of thousands of digits


_HARMLESS = "\u00ad\u200c\u200d"
"""A soft hyphen, and what joins or parts letters and signs of many scripts: these steer nothing."""


def unprintable(text: str) -> str | None:
    """The first letter of a text that no page may hold, as `U+001B`; None where all can be printed.

    That are control characters, what turns the direction of writing, ends of lines, halves of letters and
    what Unicode keeps from being one: a terminal obeys them, HTML and SVG break over them.
    """
    for letter in text:
        if letter.isprintable() or letter in _HARMLESS:
            continue
        kind, number = unicodedata.category(letter), ord(letter)
        never = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF
        if kind in ("Cc", "Cf", "Cs", "Zl", "Zp") or never:
            return f"U+{number:04X}"
    return None


def printable(text: str, keep: str = "") -> str:
    r"""`text` with all that cannot be printed written out, such as `\x1b`; letters of `keep` stay."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter in keep or unprintable(letter) is None else ascii(letter)[1:-1] for letter in text
    )


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name in `names` that `name` was probably meant to be, or None when nothing is close.

    Case, hyphens and blanks do not count against a likeness: "Germany-wins at Kursk" finds
    "germany_wins_at_kursk". Ties go to the name that comes first.
    """
    plain = {candidate: _plain(candidate) for candidate in names}
    wanted = _plain(name)
    if not wanted:
        return None
    for candidate, simple in plain.items():
        if simple == wanted:
            return candidate
    found = get_close_matches(wanted, plain.values(), n=1, cutoff=0.6)
    if found:
        return next(candidate for candidate, simple in plain.items() if simple == found[0])
    inside = [candidate for candidate, simple in plain.items() if len(wanted) > 3 and wanted in simple]
    if not inside:
        return None
    return max(inside, key=lambda candidate: SequenceMatcher(None, wanted, plain[candidate]).ratio())


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")


class SepeaceError(Exception):
    """A mistake of the user. `str(error)` is the whole message.

    Args:
        message: the first sentence, without what follows.
        given: the value the user gave, if one value is at fault.
        allowed: the values or the rule that would have passed: a list of names, or one phrase.
        nearest: the valid spelling that was probably meant.
        file: the file, as the user named it.
        key: the place in that file or on the command line, such as `change[2].outcome`.

    The reason alone is ``reason``. All of it crosses the borders of processes.

    >>> try:
    ...     sp.load("germany_wins_at_kurks")
    ... except sp.SepeaceError as found:
    ...     error = found
    >>> error.nearest, error.key
    ('germany_wins_at_kursk', 'SCENARIO')
    >>> error.message
    'SCENARIO: there is no such scenario; given: "germany_wins_at_kurks"; ...'
    >>> error.as_json()["error"], error.keyed("FILE").key, error.located(file="a.toml").file
    ('UnknownName', 'FILE', 'a.toml')
    >>> error.reworded("nobody knows it").reason
    'nobody knows it'
    """

    def __init__(
        self,
        message: str,
        *,
        given: object = None,
        allowed: Sequence[object] | str | None = None,
        nearest: str | None = None,
        file: str | None = None,
        key: str | None = None,
    ) -> None:
        self.reason = message
        self.given = given
        self.allowed: list[object] | None = _as_list(allowed)
        self.nearest = nearest
        self.file = file
        self.key = key
        super().__init__(message)

    @property
    def message(self) -> str:
        """The one clear message: where, what is wrong, given, allowed, nearest."""
        place = ", ".join(part for part in (self.file, self.key) if part)
        parts = [f"{place}: {self.reason}" if place else self.reason]
        if self.given is not None:
            parts.append(f"given: {_shown(self.given)}")
        if self.allowed:
            parts.append(f"allowed: {_listed(self.allowed)}")
        if self.nearest is not None:
            parts.append(f"did you mean {self.nearest}?")
        return printable("; ".join(parts))

    def __str__(self) -> str:
        return self.message

    def located(self, *, file: str | None = None, key: str | None = None) -> SepeaceError:
        """The same error with its place filled in where it was unknown."""
        return self._with(file=self.file or file, key=self.key or key)

    def keyed(self, key: str) -> SepeaceError:
        """The same error under another key."""
        return self._with(key=key)

    def reworded(self, message: str) -> SepeaceError:
        """The same error with another first sentence."""
        return self._with(reason=message)

    def _with(self, **changed: str | None) -> SepeaceError:
        other = copy(self)
        vars(other).update(changed)
        return other

    def as_json(self) -> dict[str, Any]:
        """Plain values for one JSON line: finite numbers, strings, lists or null."""
        return Mistake(
            error=type(self).__name__,
            message=self.message,
            file=self.file,
            key=self.key,
            given=_json_value(self.given),
            allowed=None if self.allowed is None else tuple(_json_value(item) for item in self.allowed),
            nearest=self.nearest,
        ).to_json()


def takes(*kinds: tuple[str, str]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Marks a function whose first argument is refused unless it is of one of the kinds.

    Args:
        kinds: module and name of each class, which is imported when the function is called.
    """

    def marked(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def checked(*given: P.args, **named: P.kwargs) -> R:
            classes = tuple(getattr(importlib.import_module(module), name) for module, name in kinds)
            if given and not isinstance(given[0], classes):
                taken = " or ".join(f"a {name}" for _, name in kinds)
                message = f"{function.__name__} takes {taken}, not {type(given[0]).__name__}"
                raise BadValue(message, given=given[0], allowed=taken, key=function.__name__)
            return function(*given, **named)

        return checked

    return marked


class BadValue(SepeaceError):
    """A value of the wrong type, not finite, or outside its range."""


class UnknownName(SepeaceError):
    """A name that nothing has."""


class BadScenario(SepeaceError):
    """A scenario file that cannot be read as one."""


class Contradiction(SepeaceError):
    """Two statements that cannot both hold."""


class BadUsage(SepeaceError):
    """A command line that does not fit its verb."""


class NotYet(SepeaceError):
    """A valid request that this version does not carry out."""


class CannotWrite(SepeaceError):
    """An output that cannot be written where it was asked for."""


class BadResults(SepeaceError):
    """A results folder that is not whole, or not of this run."""


def require_known(
    name: str, names: Iterable[str], message: str, file: str | None = None, key: str | None = None
) -> str:
    """``name``, which is one of ``names``. Raises UnknownName, with the nearest of them, where it is not."""
    allowed = tuple(names)
    if name not in allowed:
        raise UnknownName(
            message, given=name, allowed=allowed, nearest=nearest(str(name), allowed), file=file, key=key
        )
    return name


def _as_list(allowed: Sequence[object] | str | None) -> list[object] | None:
    if allowed is None:
        return None
    return [allowed] if isinstance(allowed, str) else list(allowed)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, str):
        text = f'"{value}"'
    elif isinstance(value, date):
        text = value.isoformat()
    elif isinstance(value, int) and abs(value) >= _LONGEST_WHOLE_NUMBER:
        text = "a whole number of more than 40 digits"
    else:
        text = _as_text(value)
    text = printable(text)
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 3] + "..."


def _as_text(value: object) -> str:
    """A value in words, whatever it is: what cannot say itself is told by its type."""
    try:
        return str(value)
    except Exception:
        return f"something of type {type(value).__name__}"


def _listed(allowed: list[object]) -> str:
    names = [item if isinstance(item, str) else _shown(item) for item in allowed]
    if len(names) <= _SHOWN_NAMES:
        return ", ".join(names)
    return ", ".join(names[:_SHOWN_NAMES]) + f" and {len(names) - _SHOWN_NAMES} more"


def _json_value(value: object) -> object:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) < _LONGEST_WHOLE_NUMBER else _shown(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_json_value(item) for item in value]
    return _as_text(value)
