"""`sepeace scenarios`: what ships with the package."""

from __future__ import annotations

from sepeace.cli.options import Json
from sepeace.cli.output import emit_json, say, table


def scenarios(json: Json = False) -> None:
    """The shipped scenarios: name, branch, question.

    \b
    Example:
      sepeace scenarios
    """
    from sepeace.scenario.library import headings

    found = headings()
    if json:
        from sepeace.documents.facts import ScenariosDocument

        emit_json(ScenariosDocument(scenarios=found))
        return
    heads = ("name", "branch", "question")
    say(table([(item.name, item.branch, item.question) for item in found if item.counted], heads))
    apart = [(item.name, item.branch, item.banner or item.question) for item in found if not item.counted]
    if apart:
        say("\nNot one of the what-ifs that tables, sums, maps and lessons go through:")
        say(table(apart, ("name", "branch", "")))
