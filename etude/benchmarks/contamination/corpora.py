"""Reading corpora of any size in blocks: text, JSONL and Parquet, plain or compressed by gzip or zstandard."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from etude.task import EtudeError

SIZE = 1 << 19
"""Bytes of a block."""
_LONGEST = 1 << 25
"""Bytes of a line that is still read as one JSON record; a longer one is read as text."""
_JSON = (".jsonl", ".ndjson", ".json")
_PACKED = (".gz", ".zst", ".zstd")
_RECORD = b"\n\0\n"
_DEEPEST = 100
_ESCAPE = re.compile(rb"\\(u[0-9A-Fa-f]{4}|.)", re.S)
_ESCAPED = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"b": b" ", b"f": b" "}


class CorpusProblem(EtudeError):
    """A corpus that cannot be read."""


class Raw(NamedTuple):
    """A piece of a file as it was read. overlap: how much of it was in the piece before. line: the number of its first.

    kind: ``text``, or ``json`` (whole lines of JSON), or ``rows`` (texts of a table, one a record).
    """

    path: str
    kind: str
    content: bytes
    line: int
    overlap: int


class Block(NamedTuple):
    """A piece of text to search. records: where each record begins, None where lines are what counts."""

    path: str
    text: bytes
    line: int
    overlap: int
    records: NDArray[np.intp] | None

    def line_of(self, place: int) -> int:
        """The number of the line or row that a place of the text belongs to, from 1."""
        if self.records is None:
            return self.line + self.text.count(b"\n", 0, place)
        return self.line + int(np.searchsorted(self.records, place, side="right")) - 1


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files that some paths stand for; a folder stands for all in it. Raises CorpusProblem."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            if not inside:
                raise CorpusProblem(f"cannot read {path}: the folder is empty")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise CorpusProblem(f"cannot read {path}: there is no such file or folder")
    return list(dict.fromkeys(found))


def read(path: Path, reach: int) -> Iterator[Raw]:
    """The pieces of a file. reach: how many bytes of a text two neighbouring pieces share. Raises CorpusProblem."""
    name = path.name.lower()
    packed = next((suffix for suffix in _PACKED if name.endswith(suffix)), "")
    inner = name.removesuffix(packed)
    try:
        if inner.endswith(".parquet"):
            yield from _rows(path, packed)
            return
        with _opened(path, packed) as file:
            if inner.endswith(_JSON):
                yield from _lines(file, str(path))
            else:
                yield from _pieces(file, str(path), reach)
    except (OSError, EOFError) as error:
        raise CorpusProblem(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from None


@contextmanager
def _opened(path: Path, packed: str) -> Iterator[IO[bytes]]:
    if packed == ".gz":
        with gzip.open(path, "rb") as file:
            yield file  # type: ignore[misc]
    elif packed:
        try:
            import zstandard
        except ImportError:
            raise CorpusProblem('.zst files need zstandard: pip install "etude[benchmarks]"') from None
        with (
            path.open("rb") as source,
            zstandard.ZstdDecompressor().stream_reader(source, read_across_frames=True) as s,
        ):
            try:
                yield io.BufferedReader(s, SIZE)
            except zstandard.ZstdError as error:
                raise CorpusProblem(f"cannot read {path}: {error}") from None
    else:
        with path.open("rb") as file:
            yield file


def _pieces(file: IO[bytes], path: str, reach: int) -> Iterator[Raw]:
    """A text, each piece with the end of the one before."""
    line, tail = 1, b""
    while content := file.read(SIZE):
        yield Raw(path, "text", tail + content, line, len(tail))
        whole = tail + content
        tail = whole[-reach:] if reach else b""
        line += whole.count(b"\n", 0, len(whole) - len(tail))


def _lines(file: IO[bytes], path: str) -> Iterator[Raw]:
    """JSONL, in whole lines; what is too long for a record is passed on as text, in pieces."""
    line, rest = 1, b""
    while content := file.read(SIZE):
        whole = rest + content
        end = whole.rfind(b"\n") + 1
        if end:
            yield Raw(path, "json", whole[:end], line, 0)
            line += whole.count(b"\n", 0, end)
            rest = whole[end:]
        elif len(whole) > _LONGEST:
            yield Raw(path, "text", whole, line, 0)
            rest = b""
        else:
            rest = whole
    if rest:
        yield Raw(path, "json", rest, line, 0)


def _rows(path: Path, packed: str) -> Iterator[Raw]:
    """The texts of a Parquet file, a record a row; columns of texts and lists of texts are searched."""
    if packed:
        raise CorpusProblem(f"cannot read {path}: Parquet is compressed inside; unpack the file first")
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise CorpusProblem('Parquet needs pyarrow: pip install "etude[benchmarks]"') from None
    try:
        with parquet.ParquetFile(path) as file:
            line, texts, size = 1, [], 0
            for batch in file.iter_batches(256):
                for row in batch.to_pylist():
                    texts.append(b"\n".join(_texts(row)).replace(b"\0", b" "))
                    size += len(texts[-1])
                if size >= SIZE:
                    yield Raw(str(path), "rows", _RECORD.join(texts), line, 0)
                    line, texts, size = line + len(texts), [], 0
            if texts:
                yield Raw(str(path), "rows", _RECORD.join(texts), line, 0)
    except pa.ArrowException as error:
        raise CorpusProblem(f"cannot read {path}: {' '.join(str(error).split())}") from None


def block_of(raw: Raw) -> Block:
    """A piece ready to be searched: JSON records as the texts they hold."""
    if raw.kind == "text":
        return Block(raw.path, raw.content, raw.line, raw.overlap, None)
    if raw.kind == "rows":
        records = raw.content.split(_RECORD)
    else:
        lines = raw.content.split(b"\n")
        records = [_record(line) for line in (lines if lines[-1] else lines[:-1])]
    sizes = np.fromiter((len(record) + len(_RECORD) for record in records), dtype=np.intp, count=len(records))
    return Block(raw.path, _RECORD.join(records), raw.line, 0, np.concatenate(([0], np.cumsum(sizes)[:-1])))


def _record(line: bytes) -> bytes:
    """All texts of a JSON record; a line that is no JSON as it stands, with its escapes undone."""
    try:
        return b"\n".join(_texts(_parsed(line)))
    except (ValueError, RecursionError):
        return _ESCAPE.sub(_unescaped, line)


def _parsed(line: bytes) -> object:
    import orjson

    try:
        return orjson.loads(line)
    except ValueError:
        return json.loads(line)  # which is slower, but takes NaN and half surrogates


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code.startswith(b"u"):
        return chr(int(code[1:], 16)).encode("utf-8", "replace")
    return _ESCAPED.get(code, code)


def _texts(value: object, depth: int = 0) -> Iterator[bytes]:
    if isinstance(value, str):
        yield value.encode("utf-8", "replace")
    elif isinstance(value, bytes):
        yield value
    elif depth < _DEEPEST and isinstance(value, dict):
        for part in value.values():
            yield from _texts(part, depth + 1)
    elif depth < _DEEPEST and isinstance(value, list):
        for part in value:
            yield from _texts(part, depth + 1)


def size_of(files: Iterable[Path]) -> int:
    """The bytes of some files on disk."""
    return sum(os.path.getsize(path) for path in files)
