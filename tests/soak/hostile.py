"""Responses that try a marker's patience, and mutations of right answers that are known to be wrong."""

from __future__ import annotations

import json
import os
import random
import re
from fractions import Fraction
from itertools import combinations

from etude.task import Task
from tests import rewriting
from tests.written_forms import ALGEBRAIC

_BOX = r"\boxed{%s}"
_NEST = (
    (r"\frac{", "}{1}"),
    (r"\sqrt{", "}"),
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    (r"\boxed{", "}"),
    ("<answer>", "</answer>"),
)
_CONTENTS = (
    "9**9**9**9", "9^{9^{9^{9}}}", "10^{10^{10}}", "1e999999999", "-1E-999999999", "1e", "nan", "inf", "-inf", "NaN", "0/0", "1/0",
    "99999999!", "factorial(10**8)", "__import__('os').abort()", "().__class__.__mro__", "lambda: 0", "{0.__class__}", "%n%s%x",
    "٣", "１２", "Ⅳ", "½", "10²", "-0", "0x10", "1_000", "1,2,3", "1;2;3", "1 2 3", "True", "None", "''", "x", "?", "…", "\u202e7", "a\u0301",
    "(x+1)**100000", "(x+1)^{100000}", "x^x^x^x", "2^{100000000}", "\\sqrt{" * 40 + "2" + "}" * 40, "sqrt(" * 30, "x" * 900, "1/0", "1/(x-x)",
    "(a+b+c+d)^{60}", "((x+1)^{60})^{60}", "\\sqrt{99999999999999999999}", "((((((((((x+1)^9)^9)^9)^9)^9)^9)^9)^9)^9)^9", "x^{-1/0}",
    "(1 2)(2 3)(3 4)" * 50, "(" + "1 " * 500 + ")", "r^99999999 s", "r^{-1}" * 200, "[" + "[1]," * 300 + "]", "(1,2)" * 300, "(((e, e), e), e)",
    "A or B", "A B C D", "(A)(B)", "C# or Db", "Bb/A#", "m3/M3", "3/4 or 6/8", "C major or A minor", "|:|:|:", "zzzz|zzzz", "^^^^C",
)  # fmt: skip


_PLAIN = re.compile(r"-?[0-9]{1,60}(?:\.[0-9]{1,60}|/[1-9][0-9]{0,59})?")


def static() -> list[str]:
    """Fixed hostile responses, boxed and bare, small and huge."""
    texts = [text for content in _CONTENTS for text in (content, _BOX % content, f"Answer: {content}")]
    for depth in (10, 300, 5000, 50_000):
        texts += [opening * depth for opening, _ in _NEST]
        texts += [opening * depth + "1" + closing * depth for opening, closing in _NEST]
        texts += [_BOX % (opening * depth + "1" + closing * depth) for opening, closing in _NEST]
    for piece in (
        "7",
        "x",
        ".",
        ",",
        "-",
        " ",
        "\n",
        "answer ",
        "Answer: 1\n",
        "```\n",
        "**",
        "$",
        "A#bb",
        "[CEG]",
        "\\",
        "\x00",
        "é",
        "|",
        "/",
    ):
        for size in (1000, 100_000, 1_000_000):
            texts += [piece * (size // len(piece)), _BOX % (piece * (size // len(piece)))]
    extra = os.environ.get("ETUDE_HOSTILE")
    if extra:
        with open(extra, encoding="utf-8") as file:
            texts += [json.loads(line)["text"] for line in file]
    return texts


_PIECES = (
    r"\boxed{", "}", "{", "<answer>", "</answer>", "Answer:", "The answer is ", "final answer", "\n", " ", "```", "$", "**", "<think>",
    "</think>", r"\frac", r"\text{", "/", ".", ",", "-", "−", "e", "^", r"\times", "%", r"\sqrt{", r"\pm", "x", "(x+1)", "^{9}", "**", "i", "y", r"\begin{pmatrix}", r"\\", "&", "√", "²", "∪", "oo", "r^2 s", "#", "b", "♭", " flat", " minor", " major", "m",
    "dim", "third", "or", "and", ";", "|", "[", "]", "(", ")", "0", "1", "7", "42", "A", "B", "C", "D", "E", "G", "=", "<", ">", "x", "é", "٣",
)  # fmt: skip


def soup(chance: random.Random) -> str:
    """A random run of the pieces that answers are made of."""
    return "".join(chance.choice(_PIECES) for _ in range(chance.randrange(40)))


def mutated(chance: random.Random, task: Task) -> tuple[str, bool]:
    """A right answer with a random change, and whether the result is known to be wrong."""
    answer = task.answer
    kind = chance.randrange(5)
    if kind == 0:
        at = chance.randrange(len(answer) + 1)
        changed = answer[:at] + chance.choice(_PIECES) + answer[at:]
    elif kind == 1:
        at = chance.randrange(len(answer))
        changed = answer[:at] + answer[at + 1 :]
    elif kind == 2:
        at = chance.randrange(len(answer))
        changed = answer[:at] + chance.choice("0123456789ABCDEFGabcdefg#+-/ ") + answer[at + 1 :]
    elif kind == 3:
        return f"{_BOX % answer} or {_BOX % other(chance, task)}", True
    else:
        return chance.choice((_BOX, "Answer: %s", "%s", "The answer is %s.")) % other(chance, task), True
    text = chance.choice((_BOX, "Answer: %s", "%s", "<answer>%s</answer>")) % changed
    return text, _known_wrong(task, changed)


CODE = ("q_program", "q_output", "python_program")


def other(chance: random.Random, task: Task) -> str:
    """An answer of the right form that is wrong."""
    if task.verifier == "choice":
        return chance.choice([letter for letter in "ABCD" if letter != task.answer])
    if task.verifier == "number":
        return str(
            Fraction(task.spec["value"]) * 100 + chance.randrange(1, 9) * Fraction(1, chance.randrange(1, 4)) + 1000
        )
    if task.verifier == "comparison":
        return chance.choice([sign for sign in "<>=" if sign != task.answer])
    if task.verifier == "base_number":
        return task.answer + chance.choice("01")
    if task.verifier == "steps":
        return task.answer + f"; {chance.randrange(99)}"
    if task.verifier in ("element", "element_steps"):
        return (
            _element(chance, task) if task.verifier == "element" else f"{task.answer}; {task.answer.partition('; ')[0]}"
        )
    if task.verifier in ALGEBRAIC:
        return rewriting.wrong(chance, task)
    if task.verifier in ("bars", "beams"):
        return f"{task.answer} | C"
    if task.verifier == "notes":
        return task.answer + " " + chance.choice("CDEFGAB")
    if task.verifier in CODE:
        return "nothing: there" if task.verifier == "q_output" else "def solve(x): return solve"
    pool = {
        "roman": ("I6/4", "vi7", "V4/2", "iio6"),
        "term": ("second inversion", "mediant", "half note", "root position"), "seventh": ("C major", "F#", "Ab minor"),
        "note": ("C", "D#", "Eb", "F#", "Bb", "Cb"), "interval": ("m2", "P4", "A5", "M9"), "chord": ("C major", "F# minor", "Bdim"),
        "key": ("C major", "F# melodic minor", "Ab major"), "time_signature": ("4/8", "11/16", "1/4"),
    }[task.verifier]  # fmt: skip
    return chance.choice(
        [text for text in pool if text != task.answer and text != task.spec.get("interval")][:2] or ["?"]
    )


def _element(chance: random.Random, task: Task) -> str:
    """Another element of the group, or a name of nothing."""
    record = task.spec["notation"]
    if record["kind"] == "names":
        pool = record["names"]
    elif record["kind"] == "numbers":
        pool = [str(n) for n in range(record["n"])]
    elif record["kind"] == "words":
        pool = [f"{record['letters'][0]}^{n}" for n in range(2, record["n"])]
    elif record["kind"] == "cycles":
        pool = [f"({a} {b})" for a, b in combinations(record["points"], 2)]
    else:
        pool = ["zz^2 qq", "(zz, 1)"]
    return chance.choice([name for name in pool if name != task.answer] or ["zz"])


def _known_wrong(task: Task, changed: str) -> bool:
    """Numbers far from the truth and single other letters; anything else may be another way to write it."""
    if task.verifier == "choice":
        return changed in "ABCD" and len(changed) == 1 and changed != task.answer
    if task.verifier == "number" and not task.spec.get("percent"):
        truth = Fraction(task.spec["value"])
        return bool(_PLAIN.fullmatch(changed)) and abs(Fraction(changed) - truth) > abs(truth) / 10**8
    return False
