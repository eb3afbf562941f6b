"""Plain definitions of eight words that a report cannot do without, and links to them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sepeace.report.markup import Html, escaped, joined, tag

WORDS = {
    "campaign": "One simulated war, from the attack of 22 June 1941 to its end. A share of campaigns says in "
    "how many of a hundred such wars a thing happens.",
    "branch": "The day from which the war may go another way. Until then every campaign follows the record.",
    "reading": "One of several answers that historians give to the same question. The runs take one of them, "
    "and say which.",
    "stake": "All that the two sides fight over, counted as 1: land, and what lies on it. Half of the stake "
    "is not half of the map.",
    "window": "A time in which the least that Germany would take is no more than the most that the Soviet "
    "Union would give. It counts from one day. Nobody need notice it.",
    "premium": "What the German leader asks for on top while the war goes badly for him, in the reading "
    "document: he wants to settle from strength, not from weakness.",
    "fortune": "How the last battles went, seen from the German side: won ones count for it, lost ones "
    "against it, and old ones fade.",
    "channel": "A road by which a message can reach the other side, such as a legation in a neutral capital.",
}
"""In the order in which a reader meets them."""


def box() -> Html:
    """The definitions, to be linked to."""
    rows = (joined((tag("dt", word, id=f"word-{word}"), tag("dd", text)), "") for word, text in WORDS.items())
    return tag(
        "aside",
        tag("h3", "Eight words"),
        tag("dl", *rows),
        class_="words",
        aria_label="Eight words explained",
    )


def linked(text: str, but: Iterable[str] = ()) -> Html:
    """A text in which the first use of each word leads to its definition.

    Args:
        but: words that stand for something else here.
    """
    left = [word for word in WORDS if word not in but]
    parts: list[object] = []
    place = 0
    for found in re.finditer(rf"\b({'|'.join(left)})s?\b", text) if left else ():
        word = found[1]
        if word in left:
            left.remove(word)
            parts += [text[place : found.start()], tag("a", found[0], href=f"#word-{word}")]
            place = found.end()
    return joined((escaped(part) for part in (*parts, text[place:])), "")
