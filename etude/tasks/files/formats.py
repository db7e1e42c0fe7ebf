"""Reading and writing tasks as JSONL or Parquet.

Parquet keeps the scalar fields and lists as columns; ``spec`` and ``meta``, whose shape differs from
family to family, are JSON text in theirs. Pictures are embedded as the bytes of their files, in the form
that Hugging Face ``datasets`` shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etude.task import EtudeError, Json, Task, TaskError

if TYPE_CHECKING:
    import pyarrow as pa

_TEXT_COLUMNS = ("spec", "meta")
_ROWS = 5000


def format_of(path: Path) -> str:
    """The format that a file name asks for: Parquet for ``.parquet``, else JSONL."""
    return "parquet" if path.suffix.lower() == ".parquet" else "jsonl"


def require_parquet() -> Any:
    """pyarrow's Parquet module. Raises EtudeError that says what to install."""
    try:
        from pyarrow import parquet
    except ImportError:
        raise EtudeError('Parquet needs pyarrow: pip install "etude[parquet]"') from None
    return parquet


def _schema() -> pa.Schema:
    import pyarrow as pa

    picture = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    kinds = {
        **dict.fromkeys(("level", "seed", "index", "version"), pa.int64()),
        "choices": pa.list_(pa.string()),
        "images": pa.list_(picture),
    }
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in Task.__dataclass_fields__])
    return schema.with_metadata({"huggingface": json.dumps({"info": {"features": _features(schema)}})})


def _features(schema: pa.Schema) -> dict[str, Json]:
    """What ``datasets`` reads each column as."""
    features: dict[str, Json] = {}
    for column in schema:
        kind = "int64" if str(column.type) == "int64" else "string"
        features[column.name] = {"dtype": kind, "_type": "Value"}
    features["choices"] = {"feature": {"dtype": "string", "_type": "Value"}, "_type": "List"}
    features["images"] = {"feature": {"_type": "Image"}, "_type": "List"}
    return features


def to_parquet(lines: Path, target: Path, pictures: Path) -> None:
    """Rewrite a JSONL file as Parquet, a few thousand rows at a time. Raises OSError, EtudeError.

    ``pictures``: the folder that holds the pictures the tasks name.
    """
    parquet = require_parquet()
    import pyarrow as pa

    schema = _schema()
    with lines.open("rb") as source, parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        rows: list[dict[str, Json]] = []
        for line in source:
            rows.append(_row(json.loads(line), pictures))
            if len(rows) == _ROWS:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                rows = []
        writer.write_table(pa.Table.from_pylist(rows, schema))


def _row(task: dict[str, Json], pictures: Path) -> dict[str, Json]:
    texts = {name: _compact(task[name]) for name in _TEXT_COLUMNS}
    images = [{"bytes": (pictures / name).read_bytes(), "path": name} for name in task["images"]]
    return {**task, **texts, "images": images}


def _compact(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_lines(path: Path) -> Iterator[bytes]:
    """The tasks of a file, each as one line of JSON. Raises EtudeError that names the file."""
    try:
        if format_of(path) == "parquet":
            yield from _parquet_lines(path)
        else:
            with path.open("rb") as file:
                yield from (line for line in file if line.strip())
    except OSError as error:
        raise EtudeError(f"cannot read {path}: {error.strerror or error}") from None


def _parquet_lines(path: Path) -> Iterator[bytes]:
    parquet = require_parquet()
    import pyarrow as pa

    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(_ROWS):
                for row in batch.to_pylist():
                    texts = {name: json.loads(row[name]) for name in _TEXT_COLUMNS}
                    images = [picture["path"] for picture in row["images"]]
                    yield _compact({**row, **texts, "images": images}).encode()
    except (pa.ArrowInvalid, KeyError, TypeError, ValueError) as error:
        raise EtudeError(f"{path} is not a Parquet file of tasks: {error}") from None


def read_tasks(path: Path) -> Iterator[Task]:
    """The tasks of a JSONL or Parquet file. Raises EtudeError that names the file and the row."""
    for number, line in enumerate(read_lines(path), 1):
        try:
            yield Task.from_json(line)
        except TaskError as error:
            raise EtudeError(f"{path}, row {number}: {error}") from None
