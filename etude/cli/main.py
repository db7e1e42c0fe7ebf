"""``etude``: the commands by name."""

from __future__ import annotations

import click

from etude.cli import evaluating, gen, listing, marking, q_console, training, viewing
from etude.cli.bench import group
from etude.cli.frame import run
from etude.version import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="etude")
def command() -> None:
    """An endless book of exercises with an exact marker."""


command.add_command(gen.command, "gen")
command.add_command(listing.command, "list")
command.add_command(marking.command, "verify")
command.add_command(viewing.command, "view")
command.add_command(q_console.command, "q")
command.add_command(group.command, "bench")
command.add_command(training.command, "train")
command.add_command(evaluating.command, "eval")


def main() -> None:
    """The entry point of ``etude``."""
    run(command, "etude")
