"""The kernel's jail for a process that runs what a model wrote: seccomp, on Linux for x86-64 and arm64.

Loaded by the child process alone, which has no package around it: nothing of etude may be imported here.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys

_CALLS = (
    ("read", 0, 63),
    ("write", 1, 64),
    ("close", 3, 57),
    ("fstat", 5, 80),
    ("lseek", 8, 62),
    ("mmap", 9, 222),
    ("mprotect", 10, 226),
    ("munmap", 11, 215),
    ("brk", 12, 214),
    ("rt_sigaction", 13, 134),
    ("rt_sigprocmask", 14, 135),
    ("rt_sigreturn", 15, 139),
    ("sched_yield", 24, 124),
    ("mremap", 25, 216),
    ("madvise", 28, 233),
    ("getpid", 39, 172),
    ("exit", 60, 93),
    ("sigaltstack", 131, 132),
    ("gettid", 186, 178),
    ("futex", 202, 98),
    ("restart_syscall", 219, 128),
    ("clock_gettime", 228, 113),
    ("exit_group", 231, 94),
    ("getrandom", 318, 278),
)
"""The calls that are let through, with their numbers on x86-64 and arm64 (asm/unistd.h)."""
_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""The kernel's name of each machine (linux/audit.h) and its column in ``_CALLS``."""
_LOAD, _EQUAL, _NOT_BELOW, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050001
"""Actions of a filter (linux/seccomp.h); a refused call fails with EPERM."""
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_FOREIGN = 0x40000000
"""Calls of the x32 interface begin here."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


def lock() -> bool:
    """Let this process compute, use the files that it has open, and end; every other call of the kernel fails.

    Holds for good and for all that the process starts. False where the system has no such jail.
    """
    known = _MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or known is None or struct.calcsize("P") != 8:
        return False
    machine, column = known
    code = _filter(machine, sorted(numbers[column] for _, *numbers in _CALLS))
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = (ctypes.c_int, *(ctypes.c_ulong,) * 4)
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return not prctl(_SECCOMP, _FILTER, ctypes.addressof(program), 0, 0)


def _filter(machine: int, numbers: list[int]) -> bytes:
    """The filter's instructions: kill on a foreign machine's call, allow what is listed, refuse the rest."""
    rows = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    rows.append((_NOT_BELOW, len(numbers), 0, _FOREIGN))
    rows += [(_EQUAL, len(numbers) - i, 0, number) for i, number in enumerate(numbers)]
    rows += [(_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("<HBBI", *row) for row in rows)
