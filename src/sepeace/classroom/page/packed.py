"""What a page carries, as one text: several parts, compressed together, five characters for four bytes.

Five for four is what signs that stand in a page as they are can do; base64 takes a twentieth more.
"""

from __future__ import annotations

import gzip
import json
from base64 import b85decode, b85encode
from collections.abc import Sequence

IN_MARKUP, INSTEAD = b"<", b","
"""The one sign of the 85 that means something in a page, and what stands for it."""


def packed(parts: Sequence[bytes]) -> str:
    """Parts as one text; the same parts give the same text.

    >>> from sepeace.classroom.page.packed import opened, packed
    >>> opened(packed([b"one", b"", b"other"]))
    [b'one', b'', b'other']
    """
    head = json.dumps([len(one) for one in parts], separators=(",", ":")).encode()
    whole = gzip.compress(b"\n".join([head, b"".join(parts)]), 9, mtime=0)
    return b85encode(whole).replace(IN_MARKUP, INSTEAD).decode("ascii")


def opened(text: str) -> list[bytes]:
    """The parts of such a text."""
    whole = gzip.decompress(b85decode(text.encode("ascii").replace(INSTEAD, IN_MARKUP)))
    head, _, rest = whole.partition(b"\n")
    found = []
    for length in json.loads(head):
        found.append(rest[:length])
        rest = rest[length:]
    return found
