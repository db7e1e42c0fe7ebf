"""What all tests of training share."""

from __future__ import annotations

from importlib.util import find_spec

# Not importorskip: the libraries take 600 MB, and other tests measure the memory of processes started from here.
collect_ignore_glob = [] if find_spec("trl") else ["test_*.py"]
