"""Tasks from records in the schema of arXiv 2508.06813, from files of the user's own; nothing is downloaded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from etude.task import EtudeError, Json, Task, fingerprint, split_of

KINDS = ("description-to-q", "python-to-q", "q-to-python")
_NEEDS = ("problem_name", "problem_description", "python_solution", "q_solution", "test_cases")
_LEVELS = {"easy": 2, "medium": 3, "hard": 5}


def paper_tasks(path: Path | str, kinds: tuple[str, ...] = KINDS) -> Iterator[Task]:
    """The tasks of a file of records (JSONL, or Parquet with the extra ``parquet``), of each kind in turn.

    Raises EtudeError for a file that cannot be read and for a record without what it needs.
    """
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise EtudeError(f"no kind {unknown[0]!r}: there are {', '.join(KINDS)}")
    for number, record in enumerate(_records(Path(path)), 1):
        missing = [name for name in _NEEDS if name not in record]
        if missing:
            raise EtudeError(f"{path}, record {number}: it has no {missing[0]!r}")
        for kind in kinds:
            yield _task(record, kind, number)


def _records(path: Path) -> Iterator[Mapping[str, Json]]:
    if not path.exists():
        raise EtudeError(f"cannot read {path}: there is no such file")
    if path.suffix.lower() == ".parquet":
        from etude.tasks.files.formats import require_parquet

        yield from require_parquet().read_table(path).to_pylist()
        return
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise EtudeError(f"{path}, line {number}: is no JSON ({error})") from None
        if not isinstance(record, Mapping):
            raise EtudeError(f"{path}, line {number}: is no JSON object")
        yield record


def _task(record: Mapping[str, Json], kind: str, number: int) -> Task:
    to_python = kind == "q-to-python"
    side = "python" if to_python else "q"
    checks = [
        [str(case[f"{side}_test_code"]), str(case.get(f"{side}_expected_output") or case.get("correct_answer") or "")]
        for case in record["test_cases"]
    ]
    if not checks:
        raise EtudeError(f"record {number} ({record['problem_name']}) has no test cases")
    content = ["paper", kind, str(record["problem_name"]), checks]
    mark = fingerprint(content)
    level = _LEVELS.get(str(record.get("difficulty", "")).lower(), 3)
    return Task(
        id=f"q.paper.{kind}/{record.get('problem_id', number)}",
        domain="q",
        family=f"q.paper.{kind.replace('-', '_')}",
        level=level,
        prompt=_prompt(record, kind),
        answer=str(record["python_solution" if to_python else "q_solution"]),
        choices=(),
        images=(),
        verifier="printed_tests",
        spec={"language": side, "checks": json.dumps(checks, ensure_ascii=False)},
        seed=0,
        index=number,
        version=1,
        fingerprint=mark,
        meta={"problem": str(record["problem_name"]), "split": split_of(mark)},
    )


def _prompt(record: Mapping[str, Json], kind: str) -> str:
    if kind == "description-to-q":
        return f"{record['problem_description']}\n\nWrite a q function `solve` for this."
    if kind == "python-to-q":
        return (
            f"Write this Python program in q, with a function `solve`:\n\n```python\n{record['python_solution']}\n```"
        )
    return f"Write this q program in Python, with a function `solve`:\n\n```q\n{record['q_solution']}\n```"
