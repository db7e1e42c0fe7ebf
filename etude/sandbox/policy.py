"""Whether programs may run where the system cannot jail them: no, unless the user says so."""

from __future__ import annotations

import os

_VARIABLE = "ETUDE_SANDBOX"
_chosen: bool | None = None


def allow_unsafe(allowed: bool | None = True) -> None:
    """Let programs run without the kernel's jail where there is none; None leaves it to ETUDE_SANDBOX again.

    Limits of memory and CPU time and Python's audit hook stay, as far as the system has them. They keep out accidents
    and no attacker: allow this for programs that you trust, or in a machine that you can throw away.
    """
    global _chosen  # noqa: PLW0603 - one setting of the process, as the environment variable is
    _chosen = allowed


def unsafe_allowed() -> bool:
    """Whether the user has said so: by ``allow_unsafe``, else by ``ETUDE_SANDBOX=unsafe`` in the environment."""
    return os.environ.get(_VARIABLE) == "unsafe" if _chosen is None else _chosen


NO_JAIL = (
    "this system cannot jail them (that takes Linux on x86-64 or arm64, with seccomp); "
    "ETUDE_SANDBOX=unsafe or etude.sandbox.allow_unsafe() runs them without, at your own risk"
)
"""What to say after "... cannot be run: "."""
