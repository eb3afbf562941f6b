"""The wording check: no reader is a leader, nobody wins, and no word covers a crime unless it says so.

What is looked for stands in ``wording_rules.toml``, with the passages in which the words mean something else.
A euphemism may stand in quotation marks if its passage says what was done. This finds words and no thoughts:
a text that passes can still be indecent, and is read by people.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

LEFT, RIGHT, LOW = "\u2018", "\u2019", "\u201a"
"""Single quotation marks."""
QUOTED = re.compile(
    r"[\"“„][^\"“”„\n]{0,120}[\"”“]|[«»][^«»\n]{0,120}[«»]"
    rf"|(?<!\w)['{LEFT}{LOW}][^'{LEFT}{RIGHT}\n]{{0,120}}['{LEFT}{RIGHT}](?!\w)"
)
"""Words between quotation marks."""
STRINGS = {
    ".toml": (re.compile(r'(?<!\\)"'), re.compile(r'\\"')),
    ".py": (re.compile(r'(?<!\\)"'), re.compile(r'\\"')),
    ".csv": (re.compile(r'(?<!")"(?!")'), re.compile(r'""')),
}
"""By the kind of file: marks that bound a string of the file and quote nothing, and those that do quote."""
TAGS = re.compile(r"<[^<>]*>|\{[{%#].*?[}%#]\}", re.DOTALL)
"""In a page or a template: what is no text."""
OUTSIDE_A_PASSAGE = re.compile(r"[.!?][\"'”“’)*]*\s|\n\s*\n|\n(?=[|#\-\[])|(?<=\|)\n")
"""Where one passage ends and another begins: sentences, paragraphs, rows and items."""


class WordingFinding(NamedTuple):
    """Words that may not stand there: where, what they break, and the passage they stand in."""

    file: str
    line: int
    kind: str
    words: str
    passage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is looked for, and a sentence in which it must be found."""

    kind: str
    pattern: re.Pattern[str]
    accepted: tuple[re.Pattern[str], ...]
    tried: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules, and the words that deny and that gloss."""

    rules: tuple[Rule, ...]
    denials: re.Pattern[str]
    glosses: re.Pattern[str]


@cache
def rules() -> Rules:
    """The rules of the table."""
    text = resources.files("sepeace.classroom").joinpath("wording_rules.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    return Rules(
        rules=tuple(
            Rule(
                kind=row["kind"],
                pattern=_pattern(row["pattern"]),
                accepted=tuple(map(_pattern, row.get("accepted", ()))),
                tried=row["try"],
            )
            for row in found["rule"]
        ),
        denials=_pattern(found["denials"]),
        glosses=_pattern(found["glosses"]),
    )


def findings(text: str, file: str = "") -> tuple[WordingFinding, ...]:
    """What a text may not say, in the order of its lines.

    Args:
        text: of any kind: prose, markup, a table, a data file.
        file: how the place is called.

    >>> from sepeace.classroom.wording_check import findings
    >>> [found.kind for found in findings("One pupil plays" + " Hitler.")]
    ['game']
    >>> findings("Nobody plays" + " Hitler.")
    ()
    """
    small = text.lower()
    if len(small) != len(text):  # A few letters have a longer small form, and places must stay.
        small = text
    quoting = _quoting(small, file)
    found = []
    for rule in rules().rules:
        for match in rule.pattern.finditer(small):
            around = _passage(small, match)
            if not _accepted(rule, match, small[around], quoting):
                line = text.count("\n", 0, match.start()) + 1
                words, passage = text[slice(*match.span())], " ".join(text[around].split())
                found.append(WordingFinding(file, line, rule.kind, words, passage))
    return tuple(sorted(found, key=lambda row: (row.line, row.words)))


def findings_in(paths: Iterable[Path], root: Path) -> tuple[WordingFinding, ...]:
    """What files may not say; places are named from ``root`` on."""
    return tuple(
        row
        for path in paths
        for row in findings(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
    )


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern of small letters, for a text in small letters."""
    return re.compile(re.sub(r" (?!\?)", r"\\s+", text).replace(r" ?", r"\s*"))


def _quoting(text: str, file: str) -> str:
    """A text of the same length in which the only quotation marks left are those that quote."""
    kind = Path(file).suffix
    if kind == ".html":
        return TAGS.sub(lambda tag: " " * len(tag[0]), text)
    bounds, inner = STRINGS.get(kind, (None, None))
    if bounds is None or inner is None:
        return text
    return "".join(
        line if line.lstrip().startswith("#") else inner.sub(' "', bounds.sub(" ", line))
        for line in text.splitlines(keepends=True)
    )


def _passage(text: str, match: re.Match[str]) -> slice:
    """The sentence, row or item around a match."""
    before = [end.end() for end in OUTSIDE_A_PASSAGE.finditer(text, 0, match.start())]
    after = [end.start() + 1 for end in OUTSIDE_A_PASSAGE.finditer(text, match.end())][:1]
    return slice(before[-1] if before else 0, after[0] if after else len(text))


def _accepted(rule: Rule, match: re.Match[str], passage: str, quoting: str) -> bool:
    """Whether words may stand in a passage."""
    known = rules()
    if any(one.search(passage) for one in rule.accepted):
        return True
    if rule.kind != "euphemism":
        return bool(known.denials.search(passage))
    start, end = match.span()
    first = max(0, start - 120)
    inside = any(
        first + found.start() < start and end < first + found.end()
        for found in QUOTED.finditer(quoting[first : end + 120])
    )
    return inside and bool(known.glosses.search(passage))
