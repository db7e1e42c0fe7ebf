"""Becomes a foreign program (q) once the limits and the fence around this process are up.

Arguments: one of JSON (``cpu``, ``memory``, ``file``, ``readable``, ``unsafe``, ``token``), then the command. Where the
fence cannot be put up and ``unsafe`` is not set, it writes the token to standard error and ends without running it.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module


def main() -> None:
    """Confine this process and become the command."""
    asked, command = json.loads(sys.argv[1]), sys.argv[2:]
    closed = import_module("confines").confine(asked["cpu"], asked["memory"], asked["file"])
    closed = import_module("jail").fence(os.getcwd(), asked["readable"]) and closed
    if not closed and not asked["unsafe"]:
        sys.stderr.write(asked["token"])
        sys.exit(1)
    try:
        os.execv(command[0], command)  # noqa: S606 - what this is for
    except OSError as error:
        sys.stderr.write(f"{command[0]}: {error.strerror}")
        sys.exit(1)
