"""A child process with a private empty directory and a bare environment, from its start to its certain end.

Its whole process group is killed at the wall clock, at too much output, and once the child itself has ended.
"""

from __future__ import annotations

import json
import os
import secrets
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from etude.sandbox import inside
from etude.sandbox.policy import NO_JAIL, unsafe_allowed
from etude.task import BackendError

_INSIDE = Path(inside.__file__).parent
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); import {0}; {0}.main()"
_FILE = 1 << 20
"""Bytes of a file that a foreign program may write."""
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc", "/dev/null", "/dev/zero", "/dev/urandom", "/proc/cpuinfo",
    "/proc/meminfo", "/sys/devices/system/cpu",
)  # fmt: skip
"""What every program may read and execute."""
_LOOK, _SOON, _GRACE = 0.05, 0.001, 0.5


@dataclass(frozen=True)
class Limits:
    """Of one child. seconds: wall clock. memory: bytes of address space. output: bytes. cpu: seconds, None: wall's."""

    seconds: float = 10.0
    memory: int = 2 * 2**30
    output: int = 4_000_000
    cpu: int | None = None


class Ended(NamedTuple):
    """What a child printed, what it said on standard error, how it was ended (``timeout flood crash``) if it was."""

    shown: str
    error: str
    how: str


def own_python(module: str) -> list[str]:
    """The command that runs ``main`` of a module of ``inside`` in a bare Python."""
    flags = ["-I", "-S", "-W", "ignore", "-X", "utf8"]
    return [sys.executable, *flags, "-c", _START.format(module), str(_INSIDE)]


def run(command: Sequence[str], text: str, limits: Limits, keep: Sequence[str] = ()) -> Ended:
    """Run a command of ours on a text as its standard input, until it ends or the wall clock does. Raises OSError.

    keep: variables of the environment that it may see. What it runs it confines itself, as ``inside.driver`` does.
    """
    with tempfile.TemporaryDirectory(prefix="etude-") as place:
        return _run(command, text, limits, place, keep)


def run_fenced(
    command: Sequence[str],
    text: str,
    limits: Limits,
    files: Mapping[str, str],
    readable: Sequence[str] = (),
    keep: Sequence[str] = (),
) -> Ended:
    """Run a foreign program behind the kernel's fence (``inside.jail``), with files in its directory.

    readable: places that it may read and execute besides the system's. Raises OSError where it cannot be started,
    BackendError where the system has no fence and the user has not allowed to do without.
    """
    token, unsafe = secrets.token_hex(12), unsafe_allowed()
    asked = {
        "cpu": int(limits.seconds) + 1 if limits.cpu is None else limits.cpu, "memory": limits.memory, "file": _FILE,
        "readable": [*_SYSTEM, *readable], "unsafe": unsafe, "token": token,
    }  # fmt: skip
    if not os.access(command[0], os.X_OK):
        raise FileNotFoundError(2, "No such file or directory")
    with tempfile.TemporaryDirectory(prefix="etude-") as place:
        for name, content in files.items():
            Path(place, name).write_text(content, encoding="utf-8")
        prefix = no_network() if unsafe else ()
        whole = [*prefix, *own_python("launcher"), json.dumps(asked), *command]
        ended = _run(whole, text, limits, place, keep)
    if token in ended.error:
        raise BackendError(f"programs cannot be run: {NO_JAIL}")
    return ended


def _run(command: Sequence[str], text: str, limits: Limits, place: str, keep: Sequence[str]) -> Ended:
    if os.name != "posix":
        raise BackendError("programs cannot be run: there are no limits for processes on this system, and no jail")
    kept = {name: os.environ[name] for name in keep if name in os.environ}
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=place,
        env={**kept, "PATH": os.environ.get("PATH", ""), "HOME": place},
        start_new_session=True,
    )
    with child:
        try:
            return _Talk(child, text.encode("utf-8", "surrogatepass"), limits).held()
        finally:
            if child.returncode is None:
                _sweep(child.pid)


class _Talk:
    """What goes into a child and comes out of it, within limits."""

    def __init__(self, child: subprocess.Popen[bytes], text: bytes, limits: Limits) -> None:
        self._child, self._text, self._limits = child, memoryview(text), limits
        self._out, self._err = bytearray(), bytearray()
        self._how = ""

    def held(self) -> Ended:
        """Talk until the child has ended or is ended."""
        child, deadline = self._child, time.monotonic() + self._limits.seconds
        with selectors.DefaultSelector() as places:
            for stream, data in ((child.stdin, None), (child.stdout, self._out), (child.stderr, self._err)):
                if stream is not None:
                    os.set_blocking(stream.fileno(), False)
                    places.register(stream, selectors.EVENT_WRITE if data is None else selectors.EVENT_READ, data)
            while not self._how and not _has_ended(child):
                left = deadline - time.monotonic()
                if left <= 0:
                    self._how = "timeout"
                elif places.get_map():
                    self._serve_all(places, min(left, _LOOK))
                else:
                    time.sleep(_SOON)
            _sweep(child.pid)
            code = child.wait()
            end = time.monotonic() + _GRACE
            while places.get_map() and time.monotonic() < end:
                self._serve_all(places, _LOOK)
        how = self._how or ("crash" if code < 0 else "")
        return Ended(self._out.decode("utf-8", "replace"), self._err.decode("utf-8", "replace"), how)

    def _serve_all(self, places: selectors.BaseSelector, seconds: float) -> None:
        for key, _ in places.select(seconds):
            self._serve(places, key)

    def _serve(self, places: selectors.BaseSelector, key: selectors.SelectorKey) -> None:
        if key.data is None:
            try:
                self._text = self._text[os.write(key.fd, self._text[:65_536]) :]
            except BlockingIOError:
                return
            except OSError:
                self._text = self._text[:0]
            if not self._text:
                places.unregister(key.fileobj)
                self._child.stdin.close()  # type: ignore[union-attr]
            return
        try:
            chunk = os.read(key.fd, 65_536)
        except BlockingIOError:
            return
        key.data.extend(chunk)
        if not chunk:
            places.unregister(key.fileobj)
        elif len(key.data) > self._limits.output:
            self._how = self._how or "flood"
            del key.data[self._limits.output :]


def _has_ended(child: subprocess.Popen[bytes]) -> bool:
    """Whether a child has ended; where the system can say so without it, its number is not yet free for another."""
    if not hasattr(os, "waitid"):
        return child.poll() is not None
    return os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _sweep(pid: int) -> None:
    """Kill a child and what it has left behind in its process group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


@cache
def no_network() -> tuple[str, ...]:
    """A prefix that takes the network away where there is no fence, empty where the system does not let us."""
    unshare = shutil.which("unshare")
    if not unshare:
        return ()
    prefix = (unshare, "--net", "--map-current-user")
    try:
        done = subprocess.run([*prefix, "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return prefix if done.returncode == 0 else ()
