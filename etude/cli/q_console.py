"""``etude q``: a console of the embedded q, and q scripts."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from etude.q import Session

_HISTORY_LINES = 10_000
_STEPS = 200_000_000


@click.command()
@click.argument("script", required=False, type=click.Path(dir_okay=False))
@click.option("--seed", default=0, show_default=True, help="Seed of random numbers and clocks.")
@click.option(
    "--console",
    nargs=2,
    type=click.IntRange(10, 2000),
    metavar="ROWS COLUMNS",
    help="Size of the screen [the terminal's].",
)
@click.option(
    "--precision", default=7, show_default=True, type=click.IntRange(0, 17), help="Digits of floats; 0 is all."
)
@click.option(
    "--steps", default=_STEPS, show_default=True, type=click.IntRange(1), help="Steps that one line may take."
)
@click.option("-i", "--interactive", is_flag=True, help="Go on with the console after the script.")
def command(
    script: str | None, seed: int, console: tuple[int, int] | None, precision: int, steps: int, interactive: bool
) -> None:
    r"""Type q, or run SCRIPT (- is standard input). \\ or Ctrl-D ends.

    "etude q doctor" says which q would mark coding tasks, and why.
    """
    if script == "doctor":
        _diagnose()
        return
    from etude.q import Session
    from etude.q.budget import Budget

    terminal = shutil.get_terminal_size((80, 25))
    size = console or (max(10, terminal.lines), max(10, terminal.columns))
    budget = Budget(steps=steps, elements=100_000_000, output=1_000_000_000)
    session = Session(seed=seed, console=size, precision=precision, budget=budget)
    if script is not None:
        _run(session, script)
        if not interactive:
            return
    if sys.stdin.isatty():
        _talk(session)
    else:
        _answer_lines(session)


def _diagnose() -> None:
    """Say what is there to mark with."""
    from etude.sandbox import kdb
    from etude.version import __version__

    click.echo(f"embedded: etude {__version__}, used unless kdb+ is asked for")
    try:
        click.echo(f"kdb+:     version {kdb.probe()} at {kdb.executable()}, licensed: etude verify --backend kdb")
    except kdb.KdbUnavailable as error:
        click.echo(f"kdb+:     not usable: {error}")


def _run(session: Session, script: str) -> None:
    """Run a script. Raises click.ClickException with the place of an error."""
    from etude.q import QError

    name = "standard input" if script == "-" else script
    try:
        text = sys.stdin.read() if script == "-" else Path(script).read_text(encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{name}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise click.ClickException(f"{name}: is no UTF-8 text; save it as UTF-8") from None
    try:
        session.run(text, lambda shown: click.echo(shown, nl=False))
    except QError as error:
        raise click.ClickException(f"{name}, line {error.line}: '{error.word}") from None


def _answer_lines(session: Session) -> None:
    for line in sys.stdin:
        if line.strip() == "\\\\":
            return
        click.echo(session.console(line.rstrip("\n")), nl=False)


def _talk(session: Session) -> None:
    with _history():
        while True:
            try:
                line = input(f"q{session.namespace})")
            except EOFError:
                click.echo()
                return
            except KeyboardInterrupt:
                click.echo()
                continue
            if line.strip() == "\\\\":
                return
            try:
                click.echo(session.console(line), nl=False)
            except KeyboardInterrupt:
                click.echo("'stop")


@contextlib.contextmanager
def _history():  # type: ignore[no-untyped-def]
    """Lines of earlier consoles, where the system can keep them."""
    try:
        import readline
    except ImportError:
        yield
        return
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "etude"
    path = state / "q_history"
    with contextlib.suppress(OSError):
        readline.read_history_file(path)
    readline.set_history_length(_HISTORY_LINES)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            state.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(path)
