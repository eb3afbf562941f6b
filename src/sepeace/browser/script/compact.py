"""JavaScript without comments and without blanks that mean nothing.

Ends of lines stay, so that no rule about missing semicolons can change what is meant. Regular expressions
written as such are refused: whether a slash begins one is not told from the slash alone.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<blank>[ \t]+)
      | (?P<end>\n)
      | (?P<word>[A-Za-z0-9_$]+)
      | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_VALUE_ENDS = re.compile(r"[A-Za-z0-9_$)\]]")


def compact(script: str) -> str:
    """The same script, shorter.

    Raises:
        ValueError: a template or a regular expression stands in it as such.
    """
    made: list[str] = []
    blank = False
    for found in _TOKEN.finditer(script):
        token = found.group()
        if found["comment"] is not None or found["blank"] is not None:
            blank = True
            continue
        before = made[-1] if made else "\n"
        if token == "`" or (token == "/" and not _VALUE_ENDS.fullmatch(before[-1])):
            raise ValueError(f"a template or a regular expression at place {found.start()}")
        if found["end"] is not None:
            if before != "\n":
                made.append("\n")
        elif blank and _apart(before[-1], token[0]):
            made += [" ", token]
        else:
            made.append(token)
        blank = False
    return "".join(made).removeprefix("\n")


def _apart(one: str, other: str) -> bool:
    """Whether a blank between two signs means something."""
    words = all(sign.isalnum() or sign in "_$" for sign in (one, other))
    return words or (one == other and one in "+-")
