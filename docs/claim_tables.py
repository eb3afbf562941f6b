"""Tables on the claims of the source document, each as its heads and rows: homes, parameters, sentences."""

from __future__ import annotations

from sepeace import record
from sepeace.model.parameters import PARAMETERS
from sepeace.validation.claim_homes import homes as found
from sepeace.validation.document import PAGE, DocumentSentence
from sepeace.validation.document import sentences as told

Table = tuple[tuple[str, ...], list[tuple[object, ...]]]


def homes() -> Table:
    """Each statement of the source document, and what stands for it."""
    rows: list[tuple[object, ...]] = []
    for row in record.load().claims:
        home = found()[row.id]
        named = f"{home.home} `{home.name}`" if home.name else home.home
        rows.append((row.id, f"{row.actor}: {row.statement}", named, home.why))
    return ("", "the document states", "home", "how, or why not"), rows


def parameters() -> Table:
    """The parameters that carry each claim."""
    carried: dict[str, list[str]] = {}
    for row in PARAMETERS:
        if row.claim:
            carried.setdefault(row.claim, []).append(f"`{row.key}`")
    numbers = sorted(carried, key=lambda claim: int(claim[1:]))
    return ("claim", "parameters"), [(claim, carried[claim]) for claim in numbers]


def sentences() -> Table:
    """Every sentence of the source document, and where it has its home."""
    heads = ("", "under", "the document says", "home", "how, or why not", "corrected")
    rows: list[tuple[object, ...]] = []
    for row in told():
        fixed = ", ".join(f"`{name}`" for name in row.slips)
        rows.append((row.number, row.section, row.says, _home(row), _why(row), fixed))
    return heads, rows


def _home(row: DocumentSentence) -> str:
    """Statements with their homes, or the sentence's own."""
    if row.statements:
        homes = (found()[name] for name in row.statements)
        return "; ".join(f"{home.claim}: {_named(home.home, home.name)}" for home in homes)
    return f"[{row.name}]({row.name}.md)" if row.home == PAGE else _named(row.home, row.name)


def _named(home: str, name: str) -> str:
    return f"{home} `{name}`" if name else home


def _why(row: DocumentSentence) -> str:
    """What the row says of itself, or the statements of theirs."""
    return row.why or " ".join(dict.fromkeys(found()[name].why for name in row.statements))
