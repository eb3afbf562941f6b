"""The lesson page as the server hands it out: the same page, which may ask its own server and nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import resources

from sepeace.classroom.page.page import Extra, Gathered, gathered_in, put_together, trimmed
from sepeace.classroom.serve.offered import Offered, offered
from sepeace.classroom.texts import FIRST, languages, texts
from sepeace.scenario.checks.accepted import Given

SCRIPTS = ("server", "join", "class_figures", "class")
"""Scripts that the page has on top, in their order."""
POLICY = re.compile(r'Content-Security-Policy" content="([^"]+)"')
OWN_SERVER = " connect-src 'self';"
NOT_FRAMED = "; frame-ancestors 'none'"
"""What a policy can ask for in a header alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedPage:
    """The page's bytes, its policy as a header, and what it offers; ``others``: bytes of the same page in
    other languages, by their paths."""

    body: bytes
    policy: str
    offered: Offered
    others: Mapping[str, bytes] = field(default_factory=dict)


def served_page(scenarios: Iterable[Given]) -> ServedPage:
    """The page of some questions in every language, for the server. Raises SepeaceError as the page."""
    made = gathered_in(scenarios, languages())
    pages = {language: "/" if language == FIRST else f"/{language}" for language in made}
    first = served(made[FIRST], pages)
    others = {pages[language]: served(one, pages).body for language, one in made.items() if language != FIRST}
    return replace(first, others=others)


def served(made: Gathered, pages: Mapping[str, str] | None = None) -> ServedPage:
    """A page for the server, from what it is put together from."""
    text = put_together(made, extra(), pages)
    policy = POLICY.search(text)
    assert policy is not None
    return ServedPage(body=text.encode(), policy=policy[1] + NOT_FRAMED, offered=offered(made.data))


def extra() -> Extra:
    """What the page has on top of its own: the room, for pupils and for the teacher."""
    return Extra(
        script="".join(trimmed(own(f"script/{name}.js")) for name in SCRIPTS),
        texts={language: dict(texts(language, "room")) for language in languages()},
        style=own("room.css"),
        policy=OWN_SERVER,
    )


def own(name: str) -> str:
    """A file of this room."""
    return resources.files("sepeace.classroom.serve").joinpath(name).read_text(encoding="utf-8")
