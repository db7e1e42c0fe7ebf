"""Progress bars with rate and time left, on a terminal; nothing in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int], None]
"""Called with how many are done so far."""
_REFRESH = 64
"""Items from one movement of a bar to the next."""


@contextmanager
def bars(n: int, *names: str, quiet: bool = False) -> Iterator[list[Progress]]:
    """A bar of ``n`` items for each name, shown as soon as it moves."""
    if quiet or not sys.stderr.isatty():
        yield [lambda done: None for _ in names]
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Bars(*columns, console=Console(stderr=True), transient=True) as page:

        def show(what: str) -> Progress:
            shown = page.add_task(what, total=n, rate="", visible=False)
            started, first, last = 0.0, -1, -1

            def update(done: int) -> None:
                nonlocal started, first, last
                if first < 0:
                    started, first = time.monotonic(), done
                if last < 0 or done - last >= min(_REFRESH, n // 20 + 1) or done == n:
                    last = done
                    rate = (done - first) / max(time.monotonic() - started, 1e-9)
                    page.update(shown, completed=done, rate=f"{rate:,.0f}/s", visible=True)

            return update

        yield [show(name) for name in names]
