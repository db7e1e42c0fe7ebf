"""Files of responses: JSONL rows with ``id`` and ``response``, a text or a list of texts (several samples)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

Problems = dict[str, list[str]]
"""What is wrong with a file, by kind; each entry is an id or the number of a line."""
MISSING = "tasks without a response"


class Responses:
    """Reads rows once, in order. ``problems`` and ``seen`` grow as it goes."""

    def __init__(self, rows: Iterable[bytes], known: Collection[str]) -> None:
        self._rows = rows
        self._known = known
        self.problems: Problems = defaultdict(list)
        self.seen: set[str] = set()

    def __iter__(self) -> Iterator[tuple[str, list[str]]]:
        """Id and samples of every row that can be used; the others are noted as problems."""
        for number, line in enumerate(self._rows, 1):
            if not line.strip():
                continue
            row = _row(line)
            if row is None:
                self.problems["malformed rows"].append(f"line {number}")
            elif row[0] not in self._known:
                self.problems["unknown ids"].append(row[0])
            elif row[0] in self.seen:
                self.problems["ids given twice"].append(row[0])
            else:
                self.seen.add(row[0])
                yield row

    def finish(self) -> Problems:
        """All problems, with the ids that had no row."""
        missing = [name for name in self._known if name not in self.seen]
        if missing:
            self.problems[MISSING] = missing
        return dict(self.problems)


def in_words(problems: Problems, most: int = 5) -> Iterator[str]:
    """One line a kind of problem, naming the first few."""
    for problem, names in problems.items():
        more = f" and {len(names) - most:,} more" if len(names) > most else ""
        yield f"{len(names):,} {problem}: {', '.join(names[:most])}{more}"


def _row(line: bytes) -> tuple[str, list[str]] | None:
    try:
        row = json.loads(line)
        name, response = row["id"], row["response"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    samples = response if isinstance(response, list) else [response]
    usable = isinstance(name, str) and samples and all(isinstance(sample, str) for sample in samples)
    return (name, samples) if usable else None
