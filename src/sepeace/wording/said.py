"""Words that a reader gets in their own language, marked where they stand.

Python says them as they stand, in English. A page in another language has its own words for each of them:
``browser.script`` puts those in when it translates the function, and refuses what has none.
"""

from __future__ import annotations


def said(text: str, case: str = "") -> str:
    """The text itself.

    Args:
        text: words, or a pattern with names in braces; written out, or a constant of a module.
        case: tells two uses of one text apart, where another language has two forms of it.

    >>> from sepeace.wording.said import said
    >>> said("near {place}").format(place="Orel")
    'near Orel'
    """
    return text
