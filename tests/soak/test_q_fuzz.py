"""A million random inputs to the embedded q: no escape, none over a second, no more than 256 MB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.soak
SCALE = float(os.environ.get("ETUDE_SOAK", "1"))
ROOT = Path(__file__).parents[2]
PARTS = 10


@pytest.mark.parametrize("part", range(PARTS))
def test_1_000_000_fuzz_inputs(part: int) -> None:
    count = max(100, round(1_000_000 * SCALE / PARTS))
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak.q_fuzz", str(100 + part), str(count)],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    report = json.loads(done.stdout)
    assert report["inputs"] == count
    assert report["escapes"] == []
    assert report["slow"] == []
    assert report["peak_mb"] <= 256
