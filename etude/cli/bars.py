"""Progress bars with rate and time left, on a terminal; nothing in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol


class Progress(Protocol):
    """Called with how many are done so far, and of how many where that is not known before."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Move the bar."""


_SLOW = 10
"""Items a second below which the rate has decimals."""
_REFRESH = 64
"""Items from one movement of a bar to the next."""


@contextmanager
def bars(n: int, *names: str, quiet: bool = False) -> Iterator[list[Progress]]:
    """A bar of ``n`` items for each name, shown as soon as it moves."""
    if quiet or not sys.stderr.isatty():
        yield [lambda done, total=None: None for _ in names]
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

            def update(done: int, total: int | None = None) -> None:
                nonlocal started, first, last
                total = total or n
                if first < 0:
                    started, first = time.monotonic(), done
                if last < 0 or done - last >= min(_REFRESH, n // 20 + 1) or done == total:
                    last = done
                    rate = (done - first) / max(time.monotonic() - started, 1e-9)
                    page.update(
                        shown,
                        completed=done,
                        total=total,
                        rate=f"{rate:,.{0 if rate >= _SLOW else 2}f}/s",
                        visible=True,
                    )

            return update

        yield [show(name) for name in names]


def only_ours() -> None:
    """Keep the bars and notes of the training libraries, which say nothing to the user, out of what is shown."""
    import os
    import warnings

    os.environ["TQDM_DISABLE"] = "1"  # read when tqdm is imported
    # Notes of libraries to each other about names that will change.
    warnings.filterwarnings("ignore", category=FutureWarning)
    with suppress(ImportError):  # what is missing is said where it is needed
        import datasets
        import transformers

        transformers.utils.logging.disable_progress_bar()
        transformers.utils.logging.set_verbosity_error()
        datasets.disable_progress_bars()
