"""The kernel's jails for a process that runs what a model wrote: seccomp and Landlock, on Linux for x86-64 and arm64.

``lock`` is for a program that only computes (Python, in its driver); ``fence`` is for a foreign interpreter, which has
still to start and to use files (q). Loaded by the child process alone, which has no package around it: nothing of
etude may be imported here.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Sequence

_COMPUTING = """
write 1 64          close 3 57           fstat 5 80            lseek 8 62           munmap 11 215
brk 12 214          rt_sigprocmask 14 135  rt_sigreturn 15 139  sched_yield 24 124   mremap 25 216
madvise 28 233      getpid 39 172        exit 60 93            sigaltstack 131 132  gettid 186 178
clock_gettime 228 113  exit_group 231 94  getrandom 318 278
"""
"""All that a locked process may call: name, number on x86-64, number on arm64 (asm/unistd.h).

Nothing here waits, so a locked process is either at work, and the limit of CPU time ends it, or has ended. ``read`` is
left out (a read from a pipe waits), and so is ``futex`` (a lock taken twice waits).
"""
_MAPPING = "mmap 9 222 mprotect 10 226"
"""Let through unless what they map can be executed: no native code can be brought in."""
_FENCED = """
fork 57 -           vfork 58 -           kill 62 129           tkill 200 130        tgkill 234 131
rt_sigqueueinfo 129 138  rt_tgsigqueueinfo 297 240  pidfd_open 434 434  pidfd_send_signal 424 424
pidfd_getfd 438 438 ptrace 101 117       process_vm_readv 310 270  process_vm_writev 311 271
socket 41 198       socketpair 53 199    io_uring_setup 425 425  setrlimit 160 164   unshare 272 97
setns 308 268       mount 165 40         umount2 166 39        pivot_root 155 41    chroot 161 51
bpf 321 280         perf_event_open 298 241  keyctl 250 219    add_key 248 217      request_key 249 218
userfaultfd 323 282 init_module 175 105  finit_module 313 273  kexec_load 246 104   kexec_file_load 320 294
reboot 169 142      swapon 167 224       swapoff 168 225       setpriority 141 140  sched_setaffinity 203 122
chmod 90 -          fchmod 91 52         fchmodat 268 53       fchmodat2 452 452    chown 92 -
lchown 94 -         fchown 93 55         fchownat 260 54       utimensat 280 88     utime 132 -
utimes 235 -        futimesat 261 -      setxattr 188 5        lsetxattr 189 6      fsetxattr 190 7
removexattr 197 14  lremovexattr 198 15  fremovexattr 199 16  truncate 76 45
"""
"""What a fenced process may not call: other processes, signals, the network, the machine's settings, and those changes
of files that Landlock does not know. No thread is meant: ``clone`` is let through for threads and for nothing else."""
_CLONE, _CLONE3, _PRLIMIT = "clone 56 220", "clone3 435 435", "prlimit64 302 261"
_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""The kernel's name of each machine (linux/audit.h) and its column in the tables."""
_LOAD, _EQUAL, _NOT_BELOW, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
"""Actions of a filter (linux/seccomp.h); a refused call fails with EPERM, an unknown one with ENOSYS."""
_DEATH_SIGNAL, _NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 1, 38, 22, 2
_FOREIGN = 0x40000000
"""Calls of the x32 interface begin here."""
_EXECUTE, _THREAD = 4, 0x10000
_NUMBER, _MACHINE = 0, 4

_Step = tuple[int, int, str, str]
"""An instruction: what, its operand, the label to go to if so and if not (empty: the next instruction)."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


def lock() -> bool:
    """Let this process compute, write to what it has open, and end; every other call of the kernel fails.

    Holds for good. The process also ends when its parent does. False where the system has no such jail.
    """
    column = _column()
    if column is None:
        return False
    program: list[str | _Step] = [
        *[(_EQUAL, number, "mapping", "") for number in _numbers(_MAPPING, column)],
        *[(_EQUAL, number, "allow", "") for number in _numbers(_COMPUTING, column)],
        (_RETURN, _REFUSE, "", ""),
        "mapping",
        (_LOAD, _argument(2), "", ""),
        (_ANY_BIT, _EXECUTE, "refuse", "allow"),
    ]
    return not _prctl(_DEATH_SIGNAL, 9, 0) and _loaded(program)


def fence(folder: str, readable: Sequence[str]) -> bool:
    """Keep a foreign interpreter, which this process is about to become, in one folder and without company.

    It can write in its folder, read and execute there and beneath the readable places, and start threads; it can start
    no process, reach no other one, no network and no other file. Holds for good. False where the system cannot.
    """
    column = _column()
    if column is None or not _landlocked(folder, readable):
        return False
    [clone], [clone3], [prlimit] = (_numbers(text, column) for text in (_CLONE, _CLONE3, _PRLIMIT))
    program: list[str | _Step] = [
        (_EQUAL, clone, "clone", ""),
        (_EQUAL, clone3, "unknown", ""),
        (_EQUAL, prlimit, "prlimit", ""),
        *[(_EQUAL, number, "refuse", "") for number in _numbers(_FENCED, column)],
        (_RETURN, _ALLOW, "", ""),
        "clone",
        (_LOAD, _argument(0), "", ""),
        (_ANY_BIT, _THREAD, "allow", "refuse"),
        "prlimit",
        (_LOAD, _argument(2), "", ""),
        (_EQUAL, 0, "", "refuse"),
        (_LOAD, _argument(2) + 4, "", ""),
        (_EQUAL, 0, "", "refuse"),
        (_LOAD, _argument(0), "", ""),
        (_EQUAL, 0, "allow", "refuse"),
    ]
    return _loaded(program)


def _column() -> int | None:
    """Where this machine's numbers stand in the tables; None for a system that we have no jail for."""
    known = _MACHINES.get(os.uname().machine)
    if not sys.platform.startswith("linux") or known is None or struct.calcsize("P") != 8:
        return None
    return known[1]


def _numbers(table: str, column: int) -> list[int]:
    words = table.split()
    return [int(n) for n in words[1 + column :: 3] if n != "-"]


def _argument(n: int) -> int:
    """Where the low word of a call's argument lies (struct seccomp_data)."""
    return 16 + 8 * n


def _loaded(program: list[str | _Step]) -> bool:
    """Put a filter on this process, after the checks that begin every one."""
    machine, _ = _MACHINES[os.uname().machine]
    whole: list[str | _Step] = [
        (_LOAD, _MACHINE, "", ""),
        (_EQUAL, machine, "", "kill"),
        (_LOAD, _NUMBER, "", ""),
        (_NOT_BELOW, _FOREIGN, "refuse", ""),
        *program,
        "allow",
        (_RETURN, _ALLOW, "", ""),
        "refuse",
        (_RETURN, _REFUSE, "", ""),
        "unknown",
        (_RETURN, _UNKNOWN, "", ""),
        "kill",
        (_RETURN, _KILL, "", ""),
    ]
    code = _assembled(whole)
    buffer = ctypes.create_string_buffer(code, len(code))
    filter_ = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    if _prctl(_NO_NEW_PRIVILEGES, 1, 0):
        return False
    return not _prctl(_SECCOMP, _FILTER, ctypes.addressof(filter_))


def _assembled(program: list[str | _Step]) -> bytes:
    """The filter's instructions (linux/filter.h), labels turned into distances."""
    places: dict[str, int] = {}
    steps: list[_Step] = []
    for item in program:
        if isinstance(item, str):
            places[item] = len(steps)
        else:
            steps.append(item)
    away = [[places[label] - i - 1 if label else 0 for label in step[2:]] for i, step in enumerate(steps)]
    return b"".join(struct.pack("<HBBI", what, *to, k) for (what, k, *_), to in zip(steps, away, strict=True))


def _prctl(what: int, first: int, second: int) -> int:
    call = ctypes.CDLL(None, use_errno=True).prctl
    call.argtypes = (ctypes.c_int, *(ctypes.c_ulong,) * 4)
    return int(call(what, first, second, 0, 0))


_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""Landlock's calls, the same numbers on all machines (linux/landlock.h)."""
_FILE_RIGHTS = {1: 0b111, 3: 1 << 14, 5: 1 << 15}
"""Rights on files (execute, write, read; truncate; device control), by the version that brought them."""
_ALL_RIGHTS = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_READING = 0b1101
"""Execute, read files, list folders."""


def _landlocked(folder: str, readable: Sequence[str]) -> bool:
    call = ctypes.CDLL(None, use_errno=True).syscall
    call.restype = ctypes.c_long
    call.argtypes = (ctypes.c_long, *(ctypes.c_void_p,) * 4)
    version = call(_CREATE, None, None, 1, None)
    if version < 1:
        return False
    known = sum(bits for since, bits in _ALL_RIGHTS.items() if since <= version)
    on_files = sum(bits for since, bits in _FILE_RIGHTS.items() if since <= version)
    handled = ctypes.c_uint64(known)
    rules = call(_CREATE, ctypes.addressof(handled), 8, None, None)
    if rules < 0:
        return False
    for place, rights in ((folder, known), *((place, _READING) for place in readable)):
        try:
            opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        rule = struct.pack("<Qi", rights if os.path.isdir(place) else rights & on_files, opened)
        failed = call(_ADD, rules, 1, ctypes.cast(ctypes.c_char_p(rule), ctypes.c_void_p), None)
        os.close(opened)
        if failed:
            return False
    if _prctl(_NO_NEW_PRIVILEGES, 1, 0):
        return False
    done = not call(_RESTRICT, rules, None, None, None)
    os.close(rules)
    return done
