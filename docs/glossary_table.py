"""The table of the glossary: every term of the interface with its meaning, under the headings of the data."""

from __future__ import annotations

from collections.abc import Callable


def made(table: Callable[..., str]) -> dict[str, Callable[[], str]]:
    """The tables by name; ``table`` writes one of heads and rows."""
    return {
        "glossary": lambda: glossary(table),
        "gap_terms": lambda: gap_terms(table),
        "week_columns": lambda: week_columns(table),
    }


def gap_terms(table: Callable[..., str]) -> str:
    """The terms of the gap."""
    from sepeace.kernel.terms import GAP

    return table(("term", "what it is", "in figures"), ((f"`{t.name}`", t.meaning, t.label) for t in GAP))


def week_columns(table: Callable[..., str]) -> str:
    """The weekly values of a campaign; the terms of the gap come last."""
    from sepeace.kernel.weekly import BANDS, WEEK

    rows = (
        (f"`{column.name}`", column.unit, column.meaning, place < len(BANDS))
        for place, column in enumerate(WEEK)
    )
    return table(("column", "unit", "what it is", "has bands"), rows)


def glossary(table: Callable[..., str]) -> str:
    """Headings and tables of the glossary."""
    from sepeace.report.glossary import terms

    made = []
    for group in dict.fromkeys(term.group for term in terms()):
        rows = [
            (term.word, ", ".join(f"`{name}`" for name in term.also), term.meaning)
            for term in terms()
            if term.group == group
        ]
        made.append(f"## {group}\n\n{table(('term', 'in keys', 'meaning'), rows)}")
    return "\n".join(made)
