"""The rows of a benchmark: what is asked, and what marking needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from etude.task import Json, Task, TaskError

QUESTION = ("id", "family", "level", "prompt", "choices", "images")
"""The fields of a public question: nothing else is given away."""
ANSWER = ("id", "answer", "verifier", "spec", "meta", "version", "fingerprint")
"""The fields of an answer. ``spec`` and ``meta``, whose shape differs from family to family, are JSON text."""


def encoded(row: Mapping[str, Json]) -> bytes:
    """A row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def question_of(task: Mapping[str, Json], name: str, images: list[str]) -> dict[str, Json]:
    """The public row of a task's JSON dict, under its id in the benchmark."""
    return {**{field: task[field] for field in QUESTION}, "id": name, "images": images}


def answer_of(task: Mapping[str, Json], name: str) -> dict[str, Json]:
    """The row that stays secret."""
    texts = {field: json.dumps(task[field], ensure_ascii=False, separators=(",", ":")) for field in ("spec", "meta")}
    return {**{field: task[field] for field in ANSWER}, "id": name, **texts}


def task_of(question: Mapping[str, Any], answer: Mapping[str, Any]) -> Task:
    """The task of a question and its answer, without the place it was drawn from. Raises TaskError."""
    try:
        record = {
            **question,
            **answer,
            "domain": question["family"].split(".")[0],
            "spec": json.loads(answer["spec"]),
            "meta": json.loads(answer["meta"]),
            "seed": 0,
            "index": 0,
        }
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise TaskError(f"not a question and its answer: {error}") from None
    return Task.from_dict(record)


def bare(question: Mapping[str, Any]) -> Task:
    """A public question as a task that cannot be marked. Raises TaskError."""
    unknown = {
        "answer": "",
        "verifier": "",
        "spec": "{}",
        "meta": "{}",
        "version": 0,
        "fingerprint": question.get("id"),
    }
    return task_of(question, unknown)
