"""The options that verbs which run campaigns have in common, and the one object that a verb gets of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, TypedDict, get_type_hints

import typer

from sepeace.cli.options import (
    Campaigns,
    Cluster,
    Csv,
    Given,
    Json,
    Numbers,
    OutFolder,
    Quiet,
    ScenarioName,
    Seed,
    Settings,
    WindowDays,
    Workers,
    processes,
    scenario_from,
)
from sepeace.cli.output import progress

if TYPE_CHECKING:
    from sepeace.execution.options import Progress
    from sepeace.scenario import Scenario

Verb = Callable[..., None]


class RunArguments(TypedDict):
    """What every function that runs campaigns takes, as for ``sepeace.batch``."""

    campaigns: int
    seed: int
    workers: int
    given: str | None
    progress: Progress | None
    cluster: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked of a verb, in the options that ``with_options`` gives to it; the others are as here.

    Attributes:
        verb: its name.
        kind: what it keeps in a folder, in a word such as batch.
    """

    verb: str
    kind: str
    scenario: ScenarioName = ""
    campaigns: Campaigns = 10_000
    seed: Seed = 1
    workers: Workers = None
    cluster: Cluster = None
    given: Given = None
    set_: Settings = None
    numbers: Numbers = None
    window_days: WindowDays = 1
    resume: bool = False
    csv: Csv = False
    out: OutFolder = None
    quiet: Quiet = False
    json: Json = False

    def chosen(self) -> Scenario:
        """The scenario with the ``--set`` options on top; warns of far-off values."""
        return scenario_from(self.scenario, self.set_)

    def arguments(self) -> RunArguments:
        """These options by the names that a function which runs campaigns has for them."""
        return {
            "campaigns": self.campaigns,
            "seed": self.seed,
            "workers": processes(self.workers),
            "given": self.given,
            "progress": progress(self.quiet),
            "cluster": self.cluster,
        }


def with_options(names: str, kind: str = "", **defaults: object) -> Callable[[Verb], Verb]:
    """Give a verb, whose first argument is a ``Request``, the options of it that are named.

    Args:
        names: these options and those in the verb's own signature, in the order in which help tells them;
            ``set_`` brings ``numbers`` with it, which is a setting like others.
        kind: what the verb keeps in a folder.
        defaults: of options that have another default with this verb.
    """
    hints = get_type_hints(Request, include_extras=True)
    go_on = f"Go on with the {kind.rpartition(' ')[2]} in the folder of -o."
    hints["resume"] = Annotated[bool, typer.Option("--resume", help=go_on)]
    usual = {row.name: row.default for row in fields(Request)} | {"scenario": inspect.Parameter.empty}

    def taking(verb: Verb) -> Verb:
        own = parameters(verb)
        every = names.replace("set_", "set_ numbers").split()
        shared = [name for name in every if name not in own]

        @wraps(verb)
        def called(**words: Any) -> None:
            common = {name: words.pop(name) for name in shared}
            if common.get("numbers") is not None:
                common["set_"] = [*(common["set_"] or ()), f"numbers={common['numbers']}"]
            verb(Request(verb=verb.__name__, kind=kind, **common), **words)

        rows = (own.get(name) or _row(name, hints[name], (usual | defaults)[name]) for name in every)
        return signed(called, rows)

    return taking


def _row(name: str, annotation: Any, default: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def parameters(verb: Verb) -> dict[str, inspect.Parameter]:
    """A verb's parameters by name, each with its annotation resolved."""
    hints = get_type_hints(verb, include_extras=True)
    rows = inspect.signature(verb).parameters.items()
    return {
        name: row.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY) for name, row in rows
    }


def signed(verb: Verb, rows: Iterable[inspect.Parameter]) -> Verb:
    """The verb, with these parameters for its signature."""
    signature = inspect.Signature(list(rows))
    verb.__signature__ = signature  # type: ignore[attr-defined]
    verb.__annotations__ = {name: row.annotation for name, row in signature.parameters.items()}
    return verb
