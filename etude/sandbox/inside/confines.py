"""The limits of a child process, set by the process itself before it runs what a model wrote."""

from __future__ import annotations

import resource


def confine(cpu: int, memory: int, file: int, processes: int | None = None) -> bool:
    """Limit this process's CPU time (seconds), memory and files (bytes), for good; whether all limits hold.

    At ``cpu`` seconds the process is told (SIGXCPU, which ends it), a second later it is killed.
    """
    wanted = {"RLIMIT_CPU": (cpu, cpu + 1), "RLIMIT_AS": (memory, memory), "RLIMIT_FSIZE": (file, file)}
    wanted["RLIMIT_CORE"] = (0, 0)
    if processes is not None:
        wanted["RLIMIT_NPROC"] = (processes, processes)
    held = [_set(name, *pair) for name, pair in wanted.items()]  # all are tried, whichever fails
    return all(held)


def _set(name: str, soft: int, hard: int) -> bool:
    what = getattr(resource, name, None)
    if what is None:
        return False
    _, most = resource.getrlimit(what)
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    try:
        resource.setrlimit(what, (soft, hard))
    except (OSError, ValueError):
        return False
    return True
