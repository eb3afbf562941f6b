"""A few functions that write HTML. Text is escaped here and nowhere else: what is not `Html` is text."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable, Sequence

from sepeace.errors import printable
from sepeace.report.contents import CONTENTS


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def escaped(content: object) -> Html:
    """The content as HTML; `Html` stays as it is."""
    return content if isinstance(content, Html) else Html(html.escape(printable(str(content), keep="\n")))


def joined(parts: Iterable[object], between: str = "\n") -> Html:
    """Parts one after the other."""
    return Html(between.join(escaped(part) for part in parts))


def tag(name: str, *content: object, **attributes: str | None) -> Html:
    """An element. A trailing underscore in an attribute's name is dropped; None leaves it out."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{pairs}>{joined(content, '')}</{name}>")


def paragraph(*content: object, class_: str | None = None) -> Html:
    """A paragraph."""
    return tag("p", *content, class_=class_)


def items(rows: Iterable[object], ordered: bool = False) -> Html:
    """A list."""
    return tag("ol" if ordered else "ul", *(tag("li", row) for row in rows))


def terms(rows: Iterable[tuple[object, object]]) -> Html:
    """A list of terms and what is said of each."""
    return tag("dl", *(joined((tag("dt", name), tag("dd", text)), "") for name, text in rows))


def table(
    caption: object, heads: Sequence[object], rows: Iterable[Sequence[object]], class_: str | None = None
) -> Html:
    """A table with a caption; the first cell of each row is its heading, the other cells may hold numbers."""
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    body = [tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:])) for row in rows]
    whole = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body), class_=class_)
    return tag("div", whole, class_="table", role="region", tabindex="0", aria_label=_plain(caption))


def _plain(caption: object) -> str:
    """A caption without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", "", caption)) if isinstance(caption, Html) else str(caption)


def section(anchor: str, *content: object) -> Html:
    """A section with its number and title."""
    number = [name for name, _ in CONTENTS].index(anchor) + 1
    title = dict(CONTENTS)[anchor]
    heading = tag("h2", f"{number}. {title}", id=f"{anchor}-title")
    return tag("section", heading, *content, id=anchor, aria_labelledby=f"{anchor}-title")


def picture(png: bytes, alternative: str, caption: object) -> Html:
    """A figure inside the page, with a text for those who do not see it."""
    source = "data:image/png;base64," + base64.b64encode(png).decode("ascii")
    image = Html(f'<img src="{source}" alt="{html.escape(alternative)}">')
    return tag("figure", image, tag("figcaption", caption))


def details(summary: object, *content: object) -> Html:
    """A part that stays folded until it is asked for."""
    return tag("details", tag("summary", summary), *content)
