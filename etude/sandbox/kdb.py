"""Real kdb+ where it is licensed: a program is run in a child process of its own and its typed results are read back.

Each run has a private directory with nothing but the program, an environment of ``QHOME``, ``QLIC`` and ``PATH`` only,
limits on CPU time, memory, files and output, and the kernel's fence (``inside.jail.fence``): no network, no other
process, no file beyond its directory and its own installation. Its process group is killed at the wall clock. A ``q``
that is a shell script has to ``exec`` the real one, for it cannot start another process.
Expected values never enter the process; results come back on lines with a tag that is made anew for each run. What
goes wrong with the installation or the licence raises ``KdbUnavailable``: it is never a mark.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from etude.q.callables import NULL
from etude.q.containers import collect
from etude.q.errors import QError
from etude.q.values import CHAR, DTYPE, FLOATS, GUID, SYM, Atom, Char, Dict, Sym, Table, Value, Vec, box, vec
from etude.sandbox.children import Limits, run_fenced
from etude.task import BackendError

_LICENCE = re.compile(r"k[c4]\.lic|licen[cs]e|'lic\b|expired|\bwha\b", re.I)
_SPEAK = (
    ".etude.p:{$[10h=abs t:type x;`int$(),x;11h=abs t;`int$/:string(),x;0h=t;.etude.w each x;"
    "99h=t;.etude.w each(key x;value x);"
    "98h=t;(`int$/:string cols x;.etude.w each value flip x);t<100h;string(),x;()]};"
    ".etude.w:{(`int$type x;count x;.etude.p x)};"
)


class KdbUnavailable(Exception):
    """No licensed q can be run here; the text says why."""


@dataclass(frozen=True)
class Outcome:
    """The result of one call: a value, or the word of an error (``timeout crash flood exit`` among them)."""

    value: Value = None
    error: str = ""


def executable() -> str | None:
    """The q to run: ``Q_EXECUTABLE_PATH``, else ``q`` on the path."""
    given = os.environ.get("Q_EXECUTABLE_PATH")
    return given if given else shutil.which("q")


def probe(limits: Limits | None = None) -> str:
    """The version of a licensed q. Raises KdbUnavailable."""
    path = executable()
    if not path:
        raise KdbUnavailable("no q on the path and no Q_EXECUTABLE_PATH")
    shown, error, ended = _run(path, ["-1 .Q.s1(.z.K;1+1);", "exit 0"], limits or Limits(seconds=15.0))
    found = re.search(r"\(([0-9.]+f?);2\)", shown)
    if found:
        return found[1].rstrip("f")
    if _LICENCE.search(shown + error):
        raise KdbUnavailable(f"{path} has no valid licence: {_first(error or shown)}")
    raise KdbUnavailable(
        f"{path} does not answer 1+1 ({ended or 'ended'}): {_first(error or shown) or 'it prints nothing'}"
    )


def _first(text: str) -> str:
    return " ".join(text.strip().split("\n")[0].split())[:200]


def calls(program: str, entry: str, inputs: Sequence[str], limits: Limits | None = None) -> list[Outcome]:
    """Define a program, then call a function on arguments written in q (``1 2;`a``); an outcome for each call.

    The inputs are sent after the program is defined. Raises KdbUnavailable for an installation that cannot mark.
    """
    path = executable()
    if not path:
        raise KdbUnavailable("no q on the path and no Q_EXECUTABLE_PATH")
    limits = limits or Limits()
    tag = secrets.token_hex(12)
    load = f'system"l candidate.q";-1"{tag} ready";'
    lines = ["\\P 0", _SPEAK, load]
    for i, arguments in enumerate(inputs):
        lines.append(f'-1"{tag} {i} ",.j.j @[{{(1b;.etude.w .[get x 0;1_x])}};(`{entry};{arguments});{{(0b;x)}}];')
    lines += [f'-1"{tag} done";', "exit 0"]
    shown, error, ended = _run(path, lines, limits, program)
    if not ended and _LICENCE.search(error) and f"{tag} ready" not in shown:
        raise KdbUnavailable(f"{path} has no valid licence: {_first(error)}")
    return _outcomes(shown, tag, len(inputs), ended)


def _outcomes(shown: str, tag: str, n: int, ended: str) -> list[Outcome]:
    found: dict[int, Outcome] = {}
    for line in shown.split("\n"):
        if not line.startswith(f"{tag} "):
            continue
        number, _, rest = line[len(tag) + 1 :].partition(" ")
        if number.isdigit() and int(number) < n and int(number) not in found:
            found[int(number)] = _outcome(rest)
    missing = Outcome(error=ended or ("exit" if f"{tag} done" not in shown else "lost"))
    return [found.get(i, missing) for i in range(n)]


def _outcome(text: str) -> Outcome:
    try:
        good, rest = json.loads(text)
        return Outcome(decode(rest)) if good else Outcome(error=str(rest) or "error")
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, QError):
        return Outcome(error="unreadable")


def decode(record: Any) -> Value:
    """A value as the child writes it: its type code, its count, its items. Raises ValueError for anything else."""
    code, _, items = record
    t = abs(int(code))
    if t == 98:
        names = ["".join(map(chr, name)) for name in items[0]]
        return Table(names, [decode(column) for column in items[1]])
    if t == 99:
        return Dict(decode(items[0]), decode(items[1]))
    if t >= 100:
        return NULL
    if t == 0:
        return collect([decode(item) for item in items])
    if t == CHAR:
        return Char(chr(items[0])) if code < 0 else Vec(CHAR, vec(4, items).a)
    values = [_item(t, item) for item in items]
    if code < 0:
        return box(t, values[0]) if t != SYM else values[0]
    return vec(t, values)


def _item(t: int, item: Any) -> Any:
    if t == SYM:
        return Sym("".join(map(chr, item)))
    if t == GUID:
        return str(item)
    text = str(item)
    if t in FLOATS:
        return float({"": "nan", "0n": "nan", "0w": "inf", "-0w": "-inf"}.get(text, text))
    from etude.q.tok import read
    from etude.q.values import null_raw, raw

    if t == 1:
        return text == "1"
    if t == 4:
        return int(text, 16)
    if not text:
        return null_raw(t)
    value = read(t, text)
    return raw(value) if isinstance(value, Atom | int) else DTYPE[t](0)


def _run(path: str, lines: Sequence[str], limits: Limits, program: str = "") -> tuple[str, str, str]:
    """What a q prints for lines on its standard input; what it says on standard error; how it was ended, if it was."""
    try:
        return run_fenced(
            [path, "-q", "-w", str(limits.memory >> 20)],
            "\n".join(lines) + "\n",
            limits,
            {"candidate.q": program},
            readable(path),
            keep=("QHOME", "QLIC"),
        )
    except OSError as error:
        raise KdbUnavailable(f"{path}: {error.strerror or error}") from None
    except BackendError as error:
        raise KdbUnavailable(f"{path}: {error}") from None


def readable(path: str) -> list[str]:
    """The places that a q may read besides the system's: where it lies, ``QHOME`` and ``QLIC``."""
    places = [os.path.dirname(path), os.path.dirname(os.path.realpath(path))]
    return [*places, *filter(None, (os.environ.get("QHOME"), os.environ.get("QLIC")))]
