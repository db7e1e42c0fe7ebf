"""docs/verifier-card.md: right forms accepted and wrong answers paid, by kind, beside math-verify on the same rows.

    python -m perf.verifier_card [--rows FILE ...] [--out docs/verifier-card.md]

Rows are JSON lines {verifier, spec, response, expected}: by default those in tests/answers/outsiders, which were written and
judged by people who saw only questions and right answers. math-verify is asked where it has a way to read the key.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import etude

ROOT = Path(__file__).resolve().parents[1]
DEFAULT = sorted((ROOT / "tests" / "answers" / "outsiders").glob("*.jsonl"))
_SECONDS = 10
_PROVENANCE = (
    "They are by outsiders who saw only questions and right answers. Etude was mended on these very rows, so they say where it",
    "stands, not how it does on rows it has not seen: before it was, it agreed with 95.6 % of `algebra.jsonl`.",
)


def gold(verifier: str, spec: dict[str, Any]) -> str | None:
    """The key as LaTeX that math-verify reads; None where it has no such answers."""
    if verifier in ("number", "expression"):
        return str(spec["value"])
    if verifier == "solutions":
        return r"\{" + ", ".join(spec["values"]) + r"\}"
    if verifier == "assignments":
        return "(" + ", ".join(spec["values"]) + ")"
    if verifier == "matrix":
        body = r" \\ ".join(" & ".join(row) for row in spec["rows"])
        return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"
    return None


def peer(job: tuple[str, str]) -> bool:
    """Whether math-verify takes a response for right."""
    import math_verify

    logging.disable(logging.CRITICAL)
    try:
        key = math_verify.parse(f"${job[0]}$", parsing_timeout=_SECONDS)
        said = math_verify.parse(job[1], parsing_timeout=_SECONDS)
        return bool(math_verify.verify(key, said, timeout_seconds=_SECONDS))
    except Exception:  # a peer that fails on a row has not accepted it
        return False


def rows_of(paths: list[Path]) -> Iterator[dict[str, Any]]:
    """The rows of some files."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)


def card(paths: list[Path]) -> str:
    """The page."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    rows = list(rows_of(paths))
    asked = [(i, key) for i, row in enumerate(rows) if (key := gold(row["verifier"], row["spec"])) is not None]
    with multiprocessing.Pool(1) as pool:
        theirs = dict(
            zip((i for i, _ in asked), pool.map(peer, [(k, rows[i]["response"]) for i, k in asked], 4), strict=True)
        )
    for i, row in enumerate(rows):
        side = "right" if row["expected"] else "wrong"
        cell = count[row["verifier"]]
        cell[side] += 1
        cell[f"ours {side}"] += etude.verify(
            {"verifier": row["verifier"], "spec": row["spec"]}, row["response"]
        ).correct
        if i in theirs:
            cell[f"peer {side}"] += theirs[i]
            cell["peer"] += 1
    lines = [
        "# The verifier card",
        "",
        "Made by `python -m perf.verifier_card`. For each kind of answer: how many of the right responses are accepted, and how",
        "many of the wrong ones are paid, by Etude and by math-verify 0.9.0 on the same rows (a dash: it has no such answers).",
        "",
        f"Rows: {', '.join(path.name for path in paths)} ({len(rows):,} in all). math-verify does not check the form that a prompt",
        "asks for.",
        *(_PROVENANCE if paths == DEFAULT else ()),
        "",
        "| kind | right, accepted by Etude | by math-verify | wrong, paid by Etude | by math-verify |",
        "|---|---:|---:|---:|---:|",
    ]
    for kind, cell in sorted(count.items()):
        right, wrong = cell["right"], cell["wrong"]
        has = bool(cell["peer"])
        lines.append(
            f"| `{kind}` | {cell['ours right']} of {right} | {cell['peer right'] if has else '–'} "
            f"| {cell['ours wrong']} of {wrong} | {cell['peer wrong'] if has else '–'} |"
        )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the card."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=Path, nargs="+", default=DEFAULT, help="files of rows")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "verifier-card.md")
    options = parser.parse_args()
    options.out.write_text(card(options.rows), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
