"""What every command shares: one-line errors with an exit code, and the console."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from etude.task import EtudeError

USAGE, FAILED, EXHAUSTED = 2, 1, 3
"""Exit codes: wrong arguments, a problem on the way, fewer tasks than asked for."""


def run(command: click.Command, name: str, arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and exit; every expected problem is one line on standard error."""
    try:
        code = command.main(args=arguments, prog_name=name, standalone_mode=False)
        _flush()
    except click.UsageError as error:
        fail(name, f"{error.format_message()} (see {name} --help)", USAGE)
    except click.ClickException as error:
        fail(name, error.format_message(), error.exit_code)
    except EtudeError as error:
        fail(name, str(error), FAILED)
    except (click.Abort, KeyboardInterrupt):
        fail(name, "interrupted", 130)
    except BrokenPipeError:
        _silence()
        os._exit(141)
    except OSError as error:
        _silence()
        fail(name, f"cannot write the output: {error.strerror or error}", FAILED)
    sys.exit(code if isinstance(code, int) else 0)


def _flush() -> None:
    sys.stdout.flush()


def _silence() -> None:
    """Keep the interpreter from complaining once more about a standard output that is gone."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())


def fail(name: str, message: str, code: int) -> NoReturn:
    """One line on standard error, then exit."""
    print(f"{name}: error: {' '.join(message.split())}", file=sys.stderr)
    sys.exit(code)
