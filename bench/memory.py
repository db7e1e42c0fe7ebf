"""The memory of a process and all it has started, measured while something runs (Linux)."""

from __future__ import annotations

import os
import threading
from pathlib import Path


def _tree(pid: int) -> list[int]:
    found = [pid]
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in thread.read_text().split():
            found += _tree(int(child))
    return found


def _proportional(pid: int) -> int:
    """KiB of a process; what several share counts in parts."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


class Peak:
    """``with Peak() as peak: ...``, then ``peak.mebibytes``: the most that all processes had together."""

    def __enter__(self) -> Peak:
        self.mebibytes = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.3):
            now = 0
            try:
                for pid in _tree(os.getpid()):
                    now += _proportional(pid)
            except OSError:
                continue  # a process ended meanwhile
            self.mebibytes = max(self.mebibytes, now / 1024)
