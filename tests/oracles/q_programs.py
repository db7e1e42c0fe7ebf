"""Mutants and rewritings of q programs, and what they really do, judged on many more inputs than a task has."""

from __future__ import annotations

import random
import re

import etude
from etude.q import Budget, QError, Session
from etude.q.exchange import to_q
from etude.q.kinds import unpacked
from etude.q.matching import matches
from etude.rng import Stream
from etude.task import Task

_SWAPS = (
    ("+", "-"), ("-", "+"), ("*", "+"), ("<", ">"), (">", "<"), ("=", "<>"), ("sum", "max"), ("max", "min"), ("min", "max"), ("asc", "desc"), ("desc", "asc"), ("sums", "maxs"), ("reverse ", ""), ("distinct ", ""), ("abs", "neg"), ("mod", "div"), ("div", "mod"),
    ("first", "last"), ("last", "first"), ("count each", "count"), ("where ", ""), ("til", "neg til"), ("0=", "1="), ("prev", "next"), ("sublist", "rotate"), ("upper", "lower"), ("lower", "upper"), ("iasc", "idesc"), ("differ", "not differ"), ("raze", "first"), ("except", "inter"), ("each", ""), ("avg", "sum"), ("px", "sz"), ("by sym", ""), ("xbar", "mod"),
)  # fmt: skip


def mutants(task: Task, chance: random.Random, n: int) -> list[str]:
    """Up to n programs that differ from the reference in one place."""
    code = task.answer
    start = code.index("]") + 1 if "[" in code[:9] else 7
    found: list[str] = []
    for _ in range(20 * n):
        if len(found) == n:
            break
        how = chance.random()
        if how < 0.6:
            old, new = chance.choice(_SWAPS)
            at = [m.start() for m in re.finditer(re.escape(old), code) if m.start() >= start]
            if not at:
                continue
            place = chance.choice(at)
            made = code[:place] + new + code[place + len(old) :]
        elif how < 0.85:
            at = [m for m in re.finditer(r"(?<![\w.])\d+(?![\w.])", code) if m.start() >= start]
            if not at:
                continue
            m = chance.choice(at)
            made = code[: m.start()] + str(int(m[0]) + chance.choice((1, 2, -1))) + code[m.end() :]
        else:
            lines = code.split("\n")
            if len(lines) < 4:
                continue
            del lines[chance.randrange(1, len(lines) - 2)]
            made = "\n".join(lines)
        if made != code and made not in found:
            found.append(made)
    return found


def inputs_of(task: Task, n: int) -> list[list[object]]:
    """Further inputs of a task, drawn apart from its own."""
    from etude.tasks.q.plans import arguments

    given = tuple(_plan(task, kind) for kind in task.spec["arguments"])
    return arguments(given, Stream("q oracle", task.fingerprint), n)


def _plan(task: Task, kind: str) -> str:
    if kind == "symbols":
        return "symbols@names"
    if kind.startswith("table"):
        return f"{kind}@{'quotes' if 'bid' in kind else 'trades'}"
    return kind


def outputs(code: str, task: Task, rows: list[list[object]]) -> list[object]:
    """What a program gives for inputs: a value, or the word of its error."""
    session = Session(budget=Budget(steps=400_000))
    try:
        session.run(code)
    except QError as error:
        return [error.word] * len(rows)
    found: list[object] = []
    for row in rows:
        try:
            found.append(
                session.invoke("solve", *(to_q(k, v) for k, v in zip(task.spec["arguments"], row, strict=True)))
            )
        except QError as error:
            found.append(f"'{error.word}")
    return found


def differs(code: str, task: Task) -> bool:
    """Whether a program gives a wrong result on an input of the task or on one of 150 more."""
    own = [r for r, _ in zip(unpacked(task.spec).inputs, range(100), strict=False)]
    results = outputs(code, task, own)
    for value, wanted in zip(results, unpacked(task.spec).expected, strict=True):
        if isinstance(value, str) or not matches(task.spec["result"], wanted, value):
            return True
    rows = inputs_of(task, 150)
    for ours, theirs in zip(outputs(task.answer, task, rows), outputs(code, task, rows), strict=True):
        if isinstance(ours, str):
            continue
        if isinstance(theirs, str) or not _alike(task, ours, theirs):
            return True
    return False


def _alike(task: Task, a: object, b: object) -> bool:
    from etude.q.containers import keyed, unkeyed
    from etude.q.display import plain
    from etude.q.lists import match

    a, b = (unkeyed(v) if keyed(v) else v for v in (a, b))
    return (
        match(a, b)
        or plain(a, 12) == plain(b, 12)
        or ("s#" in plain(a) + plain(b) and plain(a).replace("`s#", "") == plain(b).replace("`s#", ""))
    )


def rewritings(task: Task) -> list[str]:
    """Programs that do the same: other names, other spacing, comments, another shape."""
    code = task.answer
    renamed = re.sub(r"(?<![A-Za-z.`\"])x(?![\w\"])", "items", code)
    in_lines = code.replace(";\n", " ;\n").replace("\n  ", "\n      ")
    wrapped = "helper:" + code.removeprefix("solve:") + "\nsolve:helper"
    commented = "/ a program\n" + code + "\n/ the end"
    made = [in_lines, wrapped, commented, code + "\n\nunused:til 10"]
    if '"' not in code and "`" not in code and "from x" not in code and code.count("{") == 1:
        made.append(renamed)
    if "sums x" in code:
        made.append(code.replace("sums x", "(+\\)x"))
    if re.search(r"(?<![a-z] )(?<![a-z])sum x(;|\n)", code):
        for other in ("{r:0;i:0;while[i<count x;r+:x i;i+:1];r}x", "0+/x"):
            made.append(re.sub(r"(?<![a-z] )(?<![a-z])sum x(?=;|\n)", lambda m, other=other: other, code))
    if "reverse x" in code:
        made.append(code.replace("reverse x", "x neg[1]+count[x]-til count x"))
    return made


def coding(name: str, n: int, seed: int) -> list[Task]:
    """Tasks of a coding family at all levels in turn."""
    return [etude.make_task(name, seed, i, 1 + i % 5) for i in range(n)]
