"""Child processes for programs that a model wrote: nothing of theirs runs anywhere else.

``python_programs`` runs Python, ``kdb`` runs q on a licensed kdb+, ``children`` starts and ends the processes,
``inside`` holds what runs in them. Guaranteed on Linux (x86-64, arm64), before the first line of a program is read:

- it can open no file and start or signal no process; it has no network, no environment and an empty folder (q: reads
  its own installation, writes in that folder alone);
- its CPU time, memory and output are limited, and it leaves nothing behind: nothing runs once there is a verdict;
- it is given inputs, never what is expected of them; what it gives back is compared outside.

Where the system has no such jail, BackendError says so, unless the user allows it (``allow_unsafe``).
"""

from etude.sandbox.policy import allow_unsafe, unsafe_allowed

__all__ = ["allow_unsafe", "unsafe_allowed"]
