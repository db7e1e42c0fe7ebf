"""A program in a child process: a private empty directory, a bare environment, limits, no network, and an end.

The whole process group is killed at the wall clock and once the child is gone; output is cut at a limit.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Limits:
    """Of one run. seconds: wall clock. memory: bytes of address space. output: characters."""

    seconds: float = 10.0
    memory: int = 2 * 2**30
    output: int = 4_000_000


class Ended(NamedTuple):
    """What a child printed, what it said on standard error, how it was ended (``timeout flood crash``) if it was."""

    shown: str
    error: str
    how: str


def run(command: Sequence[str], text: str, limits: Limits, files: Mapping[str, str], keep: Sequence[str] = ()) -> Ended:
    """Run a command on a text as its standard input. keep: variables that it may see. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix="etude-") as place:
        for name, content in files.items():
            Path(place, name).write_text(content, encoding="utf-8")
        kept = {name: os.environ[name] for name in keep if name in os.environ}
        child = subprocess.Popen(
            [*no_network(), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=place,
            env={**kept, "PATH": os.environ.get("PATH", ""), "HOME": place},
            start_new_session=True,
        )
        _limit(child.pid, limits)
        return Ended(*_talk(child, text, limits))


def _talk(child: subprocess.Popen[bytes], text: str, limits: Limits) -> tuple[str, str, str]:
    parts: dict[str, bytearray] = {"out": bytearray(), "err": bytearray()}
    ended: list[str] = []

    def kill(reason: str) -> None:
        if not ended:
            ended.append(reason)
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            child.kill()

    def listen(name: str, stream: Any) -> None:
        while chunk := stream.read1(65_536):
            parts[name] += chunk
            if len(parts[name]) > limits.output:
                kill("flood")
                return

    def speak() -> None:
        try:
            child.stdin.write(text.encode())  # type: ignore[union-attr]
            child.stdin.close()  # type: ignore[union-attr]
        except (BrokenPipeError, OSError):
            return

    threads = [
        threading.Thread(target=listen, args=("out", child.stdout), daemon=True),
        threading.Thread(target=listen, args=("err", child.stderr), daemon=True),
        threading.Thread(target=speak, daemon=True),
    ]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + limits.seconds
    try:
        code = child.wait(timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        kill("timeout")
        code = child.wait()
    _sweep(child.pid)
    for thread in threads:
        thread.join(max(0.5, deadline - time.monotonic()))
    for stream in (child.stdout, child.stderr):
        if stream:
            stream.close()
    if not ended and code < 0:
        ended.append("crash")
    shown = bytes(parts["out"]).decode("utf-8", "replace")
    return shown, bytes(parts["err"]).decode("utf-8", "replace"), ended[0] if ended else ""


def _sweep(pid: int) -> None:
    """Kill what a child has left behind in its process group."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _limit(pid: int, limits: Limits) -> None:
    if not sys.platform.startswith("linux"):
        return
    seconds = int(limits.seconds) + 1
    for what, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, 1 << 20),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 4096),
    ):
        try:
            resource.prlimit(pid, what, (value, value))
        except (OSError, ValueError):
            continue


@cache
def no_network() -> tuple[str, ...]:
    """A prefix that takes the network away, empty where the system does not let us."""
    unshare = shutil.which("unshare")
    if not unshare:
        return ()
    prefix = (unshare, "--net", "--map-current-user")
    try:
        done = subprocess.run([*prefix, "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return prefix if done.returncode == 0 else ()
