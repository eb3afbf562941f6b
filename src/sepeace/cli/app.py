"""`sepeace VERB`: the verbs, and how a mistake becomes one message and an exit status.

A verb leaves with 0 when it is done, with 2 when it was asked wrongly, with 130 after Ctrl-C, and with 1
in every other case.
Under `--json` a mistake is one JSON line on stderr. `SEPEACE_DEBUG=1` lets tracebacks through.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import select
import signal
import sys
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sepeace.cli.folder import INTERRUPTED
from sepeace.cli.own_record import with_record
from sepeace.cli.verbs.audit import audit
from sepeace.cli.verbs.batch import batch
from sepeace.cli.verbs.bench import bench
from sepeace.cli.verbs.calibrate import calibrate
from sepeace.cli.verbs.check import check
from sepeace.cli.verbs.compare import compare
from sepeace.cli.verbs.figure import figure
from sepeace.cli.verbs.invert import invert
from sepeace.cli.verbs.lesson import lesson
from sepeace.cli.verbs.page import page
from sepeace.cli.verbs.record import record
from sepeace.cli.verbs.report import report
from sepeace.cli.verbs.run import run
from sepeace.cli.verbs.scenarios import scenarios
from sepeace.cli.verbs.schema import schema
from sepeace.cli.verbs.sensitivity import sensitivity
from sepeace.cli.verbs.serve import serve
from sepeace.cli.verbs.show import show
from sepeace.cli.verbs.sweep import sweep
from sepeace.cli.verbs.warm_up import warm_up
from sepeace.errors import BadUsage, SepeaceError, nearest, require_known
from sepeace.shapes import Mistake
from sepeace.version import __version__

LITTER = 100_000
"""Objects that may pile up before Python looks for circles of unused ones, of which a command makes few."""
STOPPED = "stopped; nothing was written"
_USAGE_ERRORS = typer.BadParameter.__mro__[2]  # the base of all of them, wherever typer keeps its click


class Verbs(TyperGroup):
    """The verbs; a misspelt one is told its nearest."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The verb of that name; UnknownName where there is none."""
        command = super().get_command(ctx, cmd_name)
        if command is None:
            require_known(cmd_name, self.list_commands(ctx), "there is no such verb")
        return command


app = typer.Typer(
    cls=Verbs,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Would anything have made a separate peace of Germany and the Soviet Union acceptable to both?",
    epilog="What the words mean: docs/reference/glossary.md, and the box of words in a report.",
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"sepeace {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")


for _verb in (
    scenarios,
    with_record(show),
    with_record(record),
    with_record(run),
    with_record(batch),
    with_record(compare),
    with_record(sweep),
    with_record(sensitivity),
    with_record(invert),
    calibrate,
    with_record(check),
    with_record(audit),
    with_record(report),
    with_record(figure),
    page,
    lesson,
    serve,
    bench,
    warm_up,
    schema,
):
    app.command(_verb.__name__.replace("_", "-"))(_verb)


def main(arguments: Sequence[str] | None = None, listen: bool = False) -> None:
    """Run one verb and leave with its exit status.

    Args:
        arguments: what follows the program's name; by default those of this process.
        listen: whether somebody waits for Ctrl-C until the verb itself does.
    """
    leave(_command(), sys.argv[1:] if arguments is None else list(arguments), "sepeace", listen=listen)


def leave(
    command: Callable[..., Any],
    arguments: Sequence[str],
    program: str,
    stopped: str = STOPPED,
    listen: bool = False,
) -> None:
    """End this process with the status of a command; on the way out nothing is interrupted any more.

    Args:
        listen: whether Ctrl-C is somebody else's until now; the process is ours alone then.
    """
    try:
        if listen:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            gc.set_threshold(LITTER)
        status = guarded(command, arguments, program, stopped)
    except KeyboardInterrupt:
        _tell(stopped)
        status = INTERRUPTED
    if listen:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # Interrupted inside an exec, as of a dataclass, Python kills itself at its end; this forgets it.
        exec("")
    sys.exit(status)


def _command() -> Callable[..., Any]:
    return typer.main.get_command(app).main


def guarded(
    command: Callable[..., Any], arguments: Sequence[str], program: str, stopped: str = STOPPED
) -> int:
    """The exit status of a typer command; every mistake is told, none is raised.

    Args:
        command: the `main` of a typer command.
        arguments: what follows the program's name.
        program: the name that help and messages show.
        stopped: what to say after Ctrl-C.
    """
    sys.stdout, sys.stderr = sys.stdout or StringIO(), sys.stderr or StringIO()  # where they came closed
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    machine = "--json" in arguments
    try:
        status = command(args=list(arguments), prog_name=program, standalone_mode=False)
        sys.stdout.flush()
        if status == INTERRUPTED:  # some versions of typer turn Ctrl-C into a status
            _tell(stopped)
        return status if isinstance(status, int) else 0
    except BrokenPipeError:
        if not _unread():
            raise
        _close_stdout()
        return 0
    except SystemExit as leaving:  # typer's own word for a pipe that nobody reads
        if isinstance(leaving.__context__, BrokenPipeError) and _unread():
            _close_stdout()
            return 0
        raise
    except (KeyboardInterrupt, typer.Abort) as error:
        if isinstance(error.__cause__, EOFError):  # a file that ends too soon: typer takes it for Ctrl-D
            _tell_fault(error.__cause__, machine)
            return 1
        _tell(stopped)
        return INTERRUPTED
    except SepeaceError as error:
        _tell_mistake(error, machine)
        return 2
    except Exception as error:
        if isinstance(error, _USAGE_ERRORS):
            _tell_mistake(_as_mistake(error, program, _verb_of(command, arguments)), machine)
            return 2
        if os.environ.get("SEPEACE_DEBUG") == "1":
            raise
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            _close_stdout()
            _tell("sepeace: no space is left to write to")
        else:
            _tell_fault(error, machine)
        return 1


def _tell_mistake(error: SepeaceError, machine: bool) -> None:
    _tell(json.dumps(error.as_json(), allow_nan=False) if machine else f"sepeace: {error.message}")


def _tell_fault(error: Exception, machine: bool) -> None:
    what = " ".join(f"{type(error).__name__}: {error}".split())
    message = f"this should not have happened ({what}); SEPEACE_DEBUG=1 shows where"
    line = Mistake(error=type(error).__name__, message=message).to_json()
    _tell(json.dumps(line) if machine else f"sepeace: {message}")


def _tell(line: str) -> None:
    try:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
    except OSError:
        pass


def _verb_of(command: Callable[..., Any], arguments: Sequence[str]) -> Any:
    """The verb that the arguments begin with, or None."""
    verbs = getattr(getattr(command, "__self__", None), "commands", {})
    return verbs.get(arguments[0]) if arguments else None


def _as_mistake(error: Any, program: str, verb: Any) -> SepeaceError:
    """A mistake that typer found, in the shape of our own.

    Args:
        verb: at fault where the mistake itself does not say; None where there is none.
    """
    context = getattr(error, "ctx", None)
    at_fault = verb if context is None else context.command
    params = [] if at_fault is None else at_fault.params
    options = [name for param in params for name in param.opts if name.startswith("-")]
    given = getattr(error, "option_name", None)
    key = None
    param = getattr(error, "param", None)
    if param is not None:
        key = "/".join(param.opts) if str(param.opts[0]).startswith("-") else str(param.name).upper()
    here = program if verb is None else f"{program} {verb.name}"
    path = here if context is None else context.command_path
    unknown = given is not None and given not in options
    near = nearest(given, options) if unknown and isinstance(given, str) else None
    message = str(error.format_message()).split(" (Possible")[0].split(" Did you mean")[0].rstrip(".")
    return BadUsage(
        f"{message[:1].lower()}{message[1:]}; see: {path} --help",
        given=given,
        allowed=sorted(options) if unknown else None,
        nearest=near,
        key=key,
    )


def _unread() -> bool:
    """Whether it is stdout that nobody reads any more, as after `| head`: what was wanted has been read."""
    try:
        watch = select.poll()
        watch.register(sys.stdout.fileno(), 0)
        return any(found & (select.POLLERR | select.POLLHUP) for _, found in watch.poll(0))
    except (AttributeError, OSError, ValueError):
        return True  # this system cannot say; no other pipe is written here


def _close_stdout() -> None:
    """Nobody can read on: keep the interpreter from complaining about it while it leaves."""
    try:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
