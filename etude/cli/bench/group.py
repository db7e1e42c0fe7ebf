"""``etude bench``: freeze a test nobody has seen, prove it, score it, and see whether it has leaked."""

from __future__ import annotations

import click

from etude.cli.bench import audit, build, check, export, probe, score


@click.group("bench", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def command() -> None:
    """Benchmarks that nobody has seen: build, check, score, audit, probe, export."""


for one in (build, check, score, audit, probe, export):
    command.add_command(one.command)
