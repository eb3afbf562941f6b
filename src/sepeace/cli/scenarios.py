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
    from sepeace.scenario.library import load, shipped

    found = [load(name) for name in shipped()]
    if json:
        keys = ("name", "title", "question", "branch")
        emit_json({"scenarios": [{key: getattr(item, key) for key in keys} for item in found]})
        return
    say(table([(item.name, item.branch, item.question) for item in found], ("name", "branch", "question")))
