"""Runs that are killed, whose disk is full, or that are shared: in processes of their own, so beside the fast tests."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etude.train.metrics import read_metrics
from etude.train.recipes import read
from etude.train.running import resume, train

pytestmark = [pytest.mark.learns, pytest.mark.filterwarnings("ignore")]
CHANGES = [
    "tiny_layers=1", "tiny_width=32", "warm_up_steps=5", "warm_up_tasks=50", "warm_up_until=1.0", "tasks=50",
    "eval_tasks=10", "eval_samples=2", "per_device_train_batch_size=16", "max_steps=80", "save_steps=20",
]  # fmt: skip
COMMAND = [sys.executable, "-m", "etude", "train", "tiny-sums", *(word for key in CHANGES for word in ("--set", key))]


def _rows(folder: Path) -> list[dict[str, object]]:
    """All that is written a step, without the clock."""
    clock = ("time", "seconds", "runtime", "per_second")
    return [{k: v for k, v in row.items() if not any(word in k for word in clock)} for row in read_metrics(folder)]


def test_a_killed_run_goes_on(tmp_path: Path) -> None:
    """SIGKILL between two checkpoints: afterwards the same steps, metrics and answers as without it."""
    train(read("tiny-sums", CHANGES), tmp_path / "whole")
    killed = tmp_path / "killed"
    process = subprocess.Popen([*COMMAND, "--out", str(killed)], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    while process.poll() is None and len(read_metrics(killed)) < 27:
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert 27 <= len(read_metrics(killed)) < 80
    resume(killed)
    assert [row["step"] for row in _rows(killed)] == list(range(1, 81))
    assert _rows(killed) == _rows(tmp_path / "whole")
    assert (killed / "after.jsonl").read_bytes() == (tmp_path / "whole" / "after.jsonl").read_bytes()
    assert json.loads((killed / "run.json").read_text())["done"]["steps"] == 80


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits of processes")
@pytest.mark.parametrize(("room", "why"), [(1_000, "File too large"), (100_000, "is the disk full?")])
def test_a_full_disk_is_one_line(room: int, why: str, tmp_path: Path) -> None:
    """No file may grow beyond some bytes: the first one that is written, or the first checkpoint's weights."""
    import resource

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run(
        [*COMMAND, "--out", str(tmp_path / "r")], preexec_fn=full, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("etude: error: cannot go on in ") and "Traceback" not in done.stderr
    assert why in last


def test_two_processes_share_a_run(tmp_path: Path) -> None:
    """As with one GPU each: one of them writes, both train, with a reference model that one of them saved."""
    folder = tmp_path / "r"
    launcher = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2"]
    given = [*COMMAND[1:], "--set", "max_steps=4", "--set", "save_steps=2", "--set", "beta=0.1", "--out", str(folder)]
    done = subprocess.run([*launcher, *given], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr.count("before:") == 1
    rows = read_metrics(folder)
    assert [row["step"] for row in rows] == [1, 2, 3, 4]
    assert rows[-1]["num_tokens"] >= 2 * 4 * 16 * 4
    assert all("kl" in row for row in rows)
    assert json.loads((folder / "run.json").read_text())["done"]["steps"] == 4
    assert {"before.jsonl", "after.jsonl", "model", "start", "report.html"} <= {path.name for path in folder.iterdir()}
