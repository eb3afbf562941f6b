"""`sepeace serve`: the lesson page from a teacher's laptop, and a room for the predictions of a class."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from sepeace.cli.options import scenarios_from, whole_option
from sepeace.cli.output import note, say
from sepeace.cli.request import Request, with_options
from sepeace.errors import BadUsage, SepeaceError

NEEDED = ("starlette", "uvicorn", "segno")
PORT = 8000


@with_options("scenarios port lan address keep set_ quiet")
def serve(
    asked: Request,
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SCENARIO ...]", help="Names or files; by default six what-ifs."),
    ] = None,
    *,
    port: Annotated[int, whole_option("--port", "N", "Where to listen.", 1, 65535)] = PORT,
    lan: Annotated[
        bool,
        typer.Option("--lan", help="Let other devices of the network in; without it this machine alone."),
    ] = False,
    address: Annotated[
        str | None,
        typer.Option("--address", metavar="IP", help="With --lan: which of the machine's own addresses."),
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option(
            "--keep", metavar="FILE.csv", help="Write predictions to a new file; without it none is written."
        ),
    ] = None,
) -> None:
    """The lesson page, and a room for a class.

    The terminal shows two addresses: one for the class, and one with a key for the teacher, who opens a room
    on the page. Pupils come in by a code or a QR code; no names, no accounts, no cookies, and nothing is
    written unless asked. Ctrl-C ends it, and all rooms are forgotten.

    \b
    Example:
      sepeace serve germany_wins_at_kursk --lan
    """
    if any(find_spec(name) is None for name in NEEDED):
        raise SepeaceError("the server needs more packages; pip install 'sepeace[web]'")
    if address is not None and not lan:
        raise BadUsage(
            "an address is chosen for the network alone", given=address, allowed="--lan", key="--address"
        )
    from sepeace.classroom.page import page as lesson
    from sepeace.classroom.serve import kept, listening

    if keep is not None:
        kept.can_be_new(keep)
    chosen = scenarios_from(scenarios or lesson.SIX, asked.set_)
    where = listening.lan_address(address) if lan else listening.LOOPBACK
    with listening.socket_at(where, port) as socket:
        note("sepeace: making the page; this can take half a minute ...", asked.quiet)
        from sepeace.classroom.serve import app, server
        from sepeace.classroom.serve.rooms import unheard
        from sepeace.classroom.serve.served_page import served_page

        page, key, link = served_page(chosen), app.new_key(), listening.link(where, port)
        keeper = None if keep is None else kept.Keeper(keep, page.offered, _failed)
        made = app.app(
            page,
            link,
            hosts=listening.hosts_of(where, port),
            key=key,
            heard=unheard if keeper is None else keeper.add,
            failed=_failed,
        )
        say(f"For the class:    {link}")
        say(f"For the teacher:  {link}#teacher={key}")
        if lan and _draws():
            sys.stdout.write(f"{listening.in_letters(link)}\n")
        say("Ctrl-C ends it." if keep is None else f"Predictions are written to {keep}. Ctrl-C ends it.")
        sys.stdout.flush()
        server.run(made, socket)
        if keeper is not None:
            keeper.close()
    note("sepeace: ended; all rooms are forgotten", asked.quiet)


def _failed(what: str) -> None:
    note(f"sepeace: {what}")


def _draws() -> bool:
    """Whether the terminal has the letters of which a QR code is drawn."""
    try:
        "█▀▄".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
