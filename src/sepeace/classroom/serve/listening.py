"""Where the server listens: on this machine alone, or on its address in the network; that as a picture."""

from __future__ import annotations

import errno
import io
import os
import socket
from functools import lru_cache
from ipaddress import IPv4Address

from sepeace.errors import BadValue, SepeaceError

LOOPBACK = "127.0.0.1"
NOWHERE = ("192.0.2.1", 9)
"""An address of no machine (RFC 5737). A datagram socket set on it sends nothing, and knows its way out."""
TRIED = 20
"""Ports above a busy one among which a free one is looked for."""
WAITING = 128


def addresses() -> list[str]:
    """This machine's own addresses in networks, the one that its way out takes first."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way_out:
        try:
            way_out.connect(NOWHERE)
            found.append(way_out.getsockname()[0])
        except OSError:
            pass
    try:
        rows = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        found += [str(row[4][0]) for row in rows]
    except OSError:
        pass
    return [one for one in dict.fromkeys(found) if _in_a_network(one)]


def _in_a_network(address: str) -> bool:
    number = IPv4Address(address)
    return not (number.is_loopback or number.is_unspecified or number.is_multicast)


def lan_address(wanted: str | None) -> str:
    """The machine's address in the network; the wanted one, if it is one of its own.

    Raises:
        SepeaceError: it has none, or not this one.
    """
    own = addresses()
    if not own:
        raise SepeaceError(
            "this machine is in no network", allowed="connect it to one, or leave out --lan", key="--lan"
        )
    if wanted is None:
        return own[0]
    if wanted not in own:
        raise BadValue("this machine does not have this address", given=wanted, allowed=own, key="--address")
    return wanted


def socket_at(address: str, port: int) -> socket.socket:
    """A socket that listens. Raises BadValue where the port is taken or not for us."""
    try:
        return _bound(address, port)
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", None)):
            free = _free_above(address, port)
            allowed = "another port" if free is None else f"a free port: --port {free}"
            raise BadValue(
                "another program listens on this port", given=port, allowed=allowed, key="--port"
            ) from None
        if error.errno in (errno.EACCES, errno.EPERM, getattr(errno, "WSAEACCES", None)):
            allowed = "a port from 1024 on"
            raise BadValue(
                "this port is kept for others", given=port, allowed=allowed, key="--port"
            ) from None
        raise BadValue(
            f"nothing can listen here: {error.strerror}",
            given=f"{address}:{port}",
            allowed="another port",
            key="--port",
        ) from None


def _bound(address: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere this would let two programs share a port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((address, port))
        made.listen(WAITING)
    except OSError:
        made.close()
        raise
    return made


def _free_above(address: str, port: int) -> int | None:
    for other in range(max(port + 1, 1024), min(port + TRIED, 65536)):
        try:
            _bound(address, other).close()
        except OSError:
            continue
        return other
    return None


def hosts_of(address: str, port: int) -> set[str]:
    """Names with their port by which the server may be called."""
    names = {address, "localhost"} if address == LOOPBACK else {address}
    return {f"{name}:{port}" for name in names} | (names if port == 80 else set())


def link(address: str, port: int) -> str:
    """The page's address."""
    return f"http://{address}/" if port == 80 else f"http://{address}:{port}/"


@lru_cache(maxsize=64)
def modules(text: str) -> list[str]:
    """A text as a QR code: a row of 0 and 1 for each of its lines, with the quiet border around it."""
    import segno

    rows = segno.make(text, micro=False, error="m").matrix_iter(border=4)
    return ["".join("1" if dark else "0" for dark in row) for row in rows]


def in_letters(text: str) -> str:
    """A text as a QR code for a terminal."""
    import segno

    out = io.StringIO()
    segno.make(text, micro=False).terminal(out=out, compact=True)
    return out.getvalue()
