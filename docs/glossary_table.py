"""The table of the glossary: every term of the interface with its meaning, under the headings of the data."""

from __future__ import annotations

from collections.abc import Callable


def glossary(table: Callable[..., str]) -> str:
    """Headings and tables; ``table`` writes a table of heads and rows."""
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
