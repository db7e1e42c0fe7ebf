"""The README.md of a benchmark: a dataset card that ``datasets`` and the Hugging Face hub read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from etude.benchmarks.chance import in_words
from etude.benchmarks.records import ANSWER, QUESTION
from etude.task import Json

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_LISTS = ("choices", "images")
_NUMBERS = ("level", "version")


def card(manifest: Mapping[str, Any]) -> str:
    """The text of the card. The header is YAML; the rest is for people."""
    import yaml

    suite = manifest["suite"]
    configs = [_config("questions", QUESTION, default=True)]
    if not manifest["public"]:
        configs.append(_config("answers", ANSWER))
    header = {
        "pretty_name": suite["title"],
        "license": suite["license"],
        "language": ["en"],
        "tags": ["etude", "benchmark", "contamination-free", "procedurally-generated"],
        "size_categories": [_size(manifest["questions"])],
        "configs": [{name: value for name, value in config.items() if name != "features"} for config in configs],
        "dataset_info": [{name: config[name] for name in ("config_name", "features")} for config in configs],
    }
    return f"---\n{yaml.safe_dump(header, sort_keys=False, allow_unicode=True)}---\n{_text(manifest)}"


def _config(name: str, fields: tuple[str, ...], default: bool = False) -> dict[str, Json]:
    return {
        "config_name": name,
        **({"default": True} if default else {}),
        "data_files": [{"split": "test", "path": f"{name}.jsonl"}],
        "features": [_feature(field) for field in fields],
    }


def _feature(field: str) -> dict[str, Json]:
    if field in _LISTS:
        return {"name": field, "list": "string"}
    return {"name": field, "dtype": "int64" if field in _NUMBERS else "string"}


def _size(n: int) -> str:
    return next((text for limit, text in _SIZES if n < limit), "n>1M")


def _text(manifest: Mapping[str, Any]) -> str:
    suite = manifest["suite"]
    counts: dict[str, dict[str, int]] = manifest["counts"]
    levels = sorted({level for by_level in counts.values() for level in by_level})
    kind = (
        "The answers are kept apart."
        if manifest["public"]
        else "The answers, in answers.jsonl, are to be kept private."
    )
    rows = "\n".join(
        f"| {family} | {' | '.join(str(by_level.get(level, 0)) for level in levels)} |"
        for family, by_level in counts.items()
    )
    return f"""
# {suite["title"]}

{suite["summary"]}

{manifest["questions"]:,} questions, drawn by Etude {manifest["etude"]} from a secret salt of {manifest["salt_bits"]} \
bits: before it was built nobody could have seen them, and without the salt nobody can draw them again. All \
of them belong to the split `test`, of which `--split train` gives none. {kind} Source: {suite["source"]}.

**Do not train on this.** Every row holds the canary GUID {manifest["canary"]}; filter it out of training data.

## Use

```python
from datasets import load_dataset

questions = load_dataset("path/to/this/folder", "questions", split="test")
```

A question has {", ".join(f"`{field}`" for field in QUESTION)}. Scores go with \
`etude bench score DIR predictions.jsonl`; a row is `{{"id": ..., "response": ...}}` and the response is a text \
or a list of texts (samples). `etude bench check DIR` proves that nothing was changed since `commitment.txt`.

## What guessing earns

{chr(10).join(f"- {line}" for line in in_words(manifest["chance"]))}

## Questions by family and level

| family | {" | ".join(f"level {level}" for level in levels)} |
|---{"|---:" * len(levels)}|
{rows}
"""
