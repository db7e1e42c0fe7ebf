"""``etude list``: the families, what their levels mean, and the presets."""

from __future__ import annotations

import json

import click


@click.command("list", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("family", required=False)
@click.option("--domain", metavar="D", help="Only this domain.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(family: str | None, domain: str | None, as_json: bool) -> None:
    """List all families, or show one FAMILY with its levels and knobs."""
    from etude.cli.summary import console, table
    from etude.tasks import families, find_family
    from etude.tasks.presets import preset, preset_names

    cards = [find_family(family)] if family else families(domain)
    out = console()
    if as_json:
        for card in cards:
            record = {
                "name": card.name, "domain": card.domain, "summary": card.summary, "version": card.version,
                "verifier": card.verifier, "source": card.source, "measure": card.measure,
                "levels": {str(level): text for level, text in card.levels.items()},
                "knobs": {name: list(knob.values) for name, knob in card.knobs.items()},
            }  # fmt: skip
            click.echo(json.dumps(record, ensure_ascii=False))
        return
    if family:
        card = cards[0]
        out.print(f"[bold]{card.name}[/] (version {card.version})\n{card.summary}\nMarked by: {card.verifier}")
        out.print(f"Source: {card.source}\nLevels, measured in {card.measure}:", highlight=False)
        for level, text in card.levels.items():
            out.print(f"  {level}  {text}")
        for name, knob in card.knobs.items():
            out.print(f"Knob {name}: {knob.summary} ({knob.describe()})")
        return
    rows = table("family", "marked by", "asks")
    for card in cards:
        rows.add_row(card.name, card.verifier, card.summary)
    out.print(rows)
    out.print(f"\n{len(cards)} families, five levels each. etude list FAMILY shows one whole.")
    for name in preset_names():
        out.print(f"--preset {name}: {preset(name).summary}", soft_wrap=True)
