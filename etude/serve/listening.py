"""Where a server listens, which hosts it answers to, and running it until Ctrl-C."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from importlib.util import find_spec
from ipaddress import ip_address
from typing import TYPE_CHECKING

from etude.task import EtudeError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PATIENCE = 5
"""Seconds that a response under way is waited for when the server stops."""


def require_server() -> None:
    """Check that the server's libraries are installed.

    Raises:
        EtudeError: they are not; the line says what to install.

    """
    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise EtudeError('serving needs Starlette and uvicorn: pip install "etude[serve]"')


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Args:
        host: a name or address of this machine; ``0.0.0.0`` or ``::`` for all its addresses.
        port: 0 for one that is free.

    Raises:
        EtudeError: the host is not known, the port is in use or not allowed.

    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except (socket.gaierror, UnicodeError) as error:  # UnicodeError: a name that cannot be a host's
        said = error.strerror if isinstance(error, socket.gaierror) else None
        raise _not_listening(host, port, said or "not the name of a host") from None
    except OSError as error:  # its own text repeats the address
        raise _not_listening(host, port, os.strerror(error.errno) if error.errno else str(error)) from None


def _not_listening(host: str, port: int, why: str) -> EtudeError:
    return EtudeError(f"cannot listen on {host} port {port}: {why[:1].lower()}{why[1:]}")


def url_of(listening: socket.socket) -> str:
    """The address to open in a browser on this machine."""
    host, port = listening.getsockname()[:2]
    if ip_address(host).is_unspecified:
        host = "::1" if ":" in host else "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def is_local(listening: socket.socket) -> bool:
    """Whether only this machine can connect."""
    return ip_address(listening.getsockname()[0]).is_loopback


def allowed_hosts(host: str, listening: socket.socket) -> list[str]:
    """The ``Host`` headers that are answered: this machine's names and addresses as far as they are meant.

    A page of another site that points its own name at this machine (DNS rebinding) sends that name, and is refused.
    """
    hosts = {*_LOOPBACK, host, listening.getsockname()[0]}
    if ip_address(listening.getsockname()[0]).is_unspecified:
        hosts.add(socket.gethostname())
        with suppress(OSError):
            hosts |= {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None)}
    names = {name.lower().strip("[]").partition("%")[0] for name in hosts} - {"0.0.0.0", "::", "*", ""}  # noqa: S104
    return sorted(names | {f"[{name}]" for name in names if ":" in name})


def serve(app: ASGIApp, listening: socket.socket) -> None:
    """Answer requests until Ctrl-C; responses under way are finished first."""
    import uvicorn

    config = uvicorn.Config(
        app,
        access_log=False,
        lifespan="off",
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
        ws="none",
    )
    with listening, suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])
