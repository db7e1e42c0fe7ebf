"""Task and Verdict: the two records everything else passes around."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from typing import Any, NamedTuple

Json = Any
"""What ``json`` writes and reads back unchanged: None, bool, int, str, lists and dicts of these."""

TEST_SHARE = 20
"""Percent of all possible questions that belong to the ``test`` split."""


class EtudeError(Exception):
    """A problem the user can mend; its text is one line that says how."""


class TaskError(EtudeError):
    """A task record that cannot be read or marked."""


class BackendError(EtudeError):
    """What marking needs outside this process could not be had: never a mark, never the answer's fault."""


class Verdict(NamedTuple):
    """The mark for one answer.

    reward: 0..1. ``correct``: whether the answer is right. ``extracted``: the final answer as it
    was found in the response, None if there was none. ``reason``: a short code (see
    docs/verifiers.md). ``parts``: named components of the reward, each 0..1.
    """

    reward: float
    correct: bool
    extracted: str | None
    reason: str
    parts: Mapping[str, float]

    def __bool__(self) -> bool:
        """Whether the answer is right: a verdict is a tuple, which would be true in any case."""
        return self.correct

    def to_dict(self) -> dict[str, Json]:
        """The verdict as a JSON-ready dict."""
        return {**self._asdict(), "parts": dict(self.parts)}


@dataclass(frozen=True, slots=True)
class Task:
    """One exercise, with all that is needed to mark an answer to it.

    ``answer`` is a canonical right answer (the option letter for multiple choice), ``choices`` the
    options in order (empty for a free answer), ``images`` the names of its pictures, ``verifier``
    and ``spec`` say how to mark. ``fingerprint`` identifies the question up to wording, order of
    options and equivalent notation. ``meta`` holds facts for analysis: nothing there is needed to mark.
    """

    id: str
    domain: str
    family: str
    level: int
    prompt: str
    answer: str
    choices: tuple[str, ...]
    images: tuple[str, ...]
    verifier: str
    spec: Mapping[str, Json]
    seed: int
    index: int
    version: int
    fingerprint: str
    meta: Mapping[str, Json] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Json]:
        """The task as a JSON-ready dict, fields in the order of the class."""
        record = {name: getattr(self, name) for name in FIELDS}
        record["choices"] = list(self.choices)
        record["images"] = list(self.images)
        return record

    def to_json(self) -> str:
        """One line of JSON; the same bytes wherever the task is made."""
        return _encode(self.to_dict())

    @classmethod
    def from_dict(cls, record: Mapping[str, Json]) -> Task:
        """The task of a dict as ``to_dict`` wrote it. Raises TaskError for anything else."""
        if not isinstance(record, Mapping):
            raise TaskError(f"a task is a JSON object, not {type(record).__name__}")
        missing = [name for name in FIELDS if name not in record]
        if missing:
            raise TaskError(f"not a task: no field {missing[0]!r}")
        for name, kind in _KINDS.items():
            if not isinstance(record[name], kind) or isinstance(record[name], bool):
                raise TaskError(f"not a task: field {name!r} is {type(record[name]).__name__}")
        values = {name: record[name] for name in FIELDS}
        values["choices"] = tuple(record["choices"])
        values["images"] = tuple(record["images"])
        return cls(**values)

    @classmethod
    def from_json(cls, line: str | bytes) -> Task:
        """The task of one line of JSON. Raises TaskError."""
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise TaskError(f"not JSON: {error}") from None
        return cls.from_dict(record)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_canonical = json.JSONEncoder(separators=(",", ":"), sort_keys=True).encode
FIELDS = tuple(item.name for item in fields(Task))
_KINDS: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("id", "domain", "family", "prompt", "answer", "verifier", "fingerprint"), str),
    **dict.fromkeys(("level", "seed", "index", "version"), int),
    **dict.fromkeys(("choices", "images"), (list, tuple)),
    **dict.fromkeys(("spec", "meta"), Mapping),
}


def fingerprint(content: Json) -> str:
    """The hash (32 hex digits) of a question's canonical content, a nest of str, int and lists."""
    return blake2b(_canonical(content).encode(), digest_size=16, person=b"etude content").hexdigest()


def split_of(content_fingerprint: str) -> str:
    """The split, ``train`` or ``test``, that a question belongs to for ever, whatever seed made it."""
    keyed = blake2b(content_fingerprint.encode(), digest_size=8, key=b"etude split 1").digest()
    return "test" if int.from_bytes(keyed, "big") % 100 < TEST_SHARE else "train"
