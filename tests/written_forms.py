"""Ways to write a right answer, and answers near it that are wrong."""

from __future__ import annotations

import random
import re
from fractions import Fraction

from etude.q.kinds import unpacked
from etude.task import Task
from etude.theory.groups.notation import notation_of
from tests import rewriting

ALGEBRAIC = ("expression", "expressions", "solutions", "assignments", "matrix", "reals")
"""Verifiers whose answers are rewritten at random."""


def places(answer: str) -> list[str]:
    """The answer in every place that counts."""
    return [
        rf"\boxed{{{answer}}}",
        f"<answer>{answer}</answer>",
        f"Some work.\n\nAnswer: {answer}",
        f"<think>First 1, then 2.</think>**Final answer:** {answer}",
    ]


def forms(task: Task) -> list[str]:
    """The reference answer in at least three forms."""
    if task.domain == "q":
        return _programs(task)
    if task.verifier == "choice":
        text = task.choices["ABCD".index(task.answer)]
        boxed = [] if "|" in text else [rf"\boxed{{\text{{{task.answer}) {text}}}}}"]
        return [
            *places(task.answer),
            f"({task.answer})",
            f"The answer is ({task.answer}).",
            f"{task.answer}. {text}",
            *boxed,
        ]
    written = (task.answer, *_NOTATIONS[task.verifier](task))
    return [form for text in written for form in places(text)[: 2 if "\n" in text else None]] + [task.answer]


def _programs(task: Task) -> list[str]:
    """A program, or console output, in the places where it is looked for."""
    bare = task.answer.removeprefix("```\n").removesuffix("\n```")
    if task.verifier == "q_output":
        lines = "\n".join(f"{line}  " for line in bare.split("\n"))
        return [
            task.answer,
            f"<answer>{bare}</answer>",
            f"It prints:\n\n```q\n{lines}\n\n```\nThat is all.",
            f"<think>```\n5\n```</think>\n```text\n{bare}\n```",
        ]
    own, other = ("python", "q") if task.verifier == "python_program" else ("q", "python")
    written = [
        bare,
        f"```{own}\n{bare}\n```",
        f"<answer>\n{bare}\n</answer>",
        f"First:\n```{other}\nx = 1\n```\nso\n\n```{own}\n{bare}\n```\nDone.",
        f"<reasoning>2</reasoning><answer>```{own}\n{bare}\n```</answer>",
    ]
    if own == "python":
        written.append('"""A comment."""\nunused = 5\n' + bare)
    elif "longest" not in task.spec:
        written.append("/ a comment\nunused:5\n" + bare)
    return written


def _wrong_programs(task: Task) -> list[str]:
    if task.verifier == "q_output":
        bare = task.answer.removeprefix("```\n").removesuffix("\n```")
        return [
            "",
            "```\n```",
            f"```\n{bare} 1\n```",
            "```\n'type\n```",
            f"```\n{bare}\n{bare}\n```",
            task.prompt,
            f"<think>{task.answer}",
        ]
    shown = unpacked(task.spec).shown[0][1]
    return [
        "",
        "```q\n```",
        "solve",
        "solve:{'`wrong}",
        "solve:{[x]}",
        f"solve:{{{shown!r}}}" if isinstance(shown, int) else "solve:5",
        task.prompt,
        f"<think>{task.answer}",
        f"show {shown!r}",
        "exit 0",
        "solve:{while[1b;x]}",
    ]


def _number(task: Task) -> list[str]:
    value = Fraction(task.spec["value"]) * (100 if task.spec.get("percent") else 1)
    tail = r"\%" if task.spec.get("percent") else ""
    above, below = value.numerator, value.denominator
    written = [rf"$\frac{{{above}}}{{{below}}}${tail}" if not tail else rf"\frac{{{above}}}{{{below}}}{tail}"]
    if below == 1:
        written += [f"{above:,}{tail}", f"{above}.0{tail}".replace("-", "−")]
    elif not tail:
        written += [f"{2 * above}/{2 * below}", rf"x = \dfrac{{{above}}}{{{below}}}"]
    if task.spec.get("digits"):
        written.append(task.meta["decimal"])
    return written


def _note(task: Task) -> list[str]:
    name = task.answer
    long = name[0] + {"": "", "#": "-sharp", "b": "-flat", "##": " double sharp", "bb": " double flat"}[name[1:]]
    return [long, name.replace("b", "♭").replace("#", "♯"), rf"\text{{{name}}}", f"{name}4"]


def _key(task: Task) -> list[str]:
    tonic, mode = task.answer.split(" ", 1)
    return [f"the {task.answer} scale", f"{tonic.replace('b', '♭')} {mode.title()}", rf"\text{{{task.answer}}}"]


def _abc(names: str) -> str:
    """The notes as a line of ABC."""
    signs = {"": "", "#": "^", "##": "^^", "b": "_", "bb": "__"}
    return " ".join(signs[name[1:]] + name[0] + "2" for name in names.split()) + " |]"


def _element(task: Task) -> list[str]:
    """Other names of a group element: factors in another order or joined, cycles turned, LaTeX."""
    name, kind = task.answer, task.spec["notation"]["kind"]
    if kind == "cycles":
        cycles = re.findall(r"\(([^()]*)\)", name)
        turned = [" ".join([*cycle.split()[1:], cycle.split()[0]]) for cycle in reversed(cycles)]
        return (
            ["".join(f"({cycle})" for cycle in turned), name.replace(" ", ", "), f"${name}$"]
            if cycles
            else ["()", "id", "$e$"]
        )
    if kind == "words":
        return [name.replace("^", "^{").replace(" ", "} ") + "}" if re.fullmatch(r"\S+\^\d+( \w+)?", name) and " " not in name else name,
                name.replace(" ", " * "), rf"\mathrm{{{name}}}" if name.isalpha() else f"x = {name}", f"${name}$"]  # fmt: skip
    if kind == "numbers":
        return [f"{name} \\pmod{{{task.spec['notation']['n']}}}", f"z = {name}", f"${name}$"]
    return [f"${name}$", f"z = {name}", f" {name} "]


_NOTATIONS = {
    "number": _number,
    "steps": lambda task: [task.answer.replace("; ", ", "), task.answer.replace("; ", "\n"), f"[{task.answer}]"],
    "base_number": lambda task: [task.answer.upper(), "0" + task.answer, f"{task.answer}_{{{task.spec['base']}}}"],
    "comparison": lambda task: [{"<": r"\lt", ">": "greater than", "=": "equal"}[task.answer], f"${task.answer}$"],
    "interval": lambda task: [task.spec["interval"], task.answer.title(), f"a {task.answer}"],
    "chord": lambda task: [f"{task.answer} triad", task.answer.replace("b", "♭", 1) if task.answer[1] == "b" else task.answer],
    "note": _note,
    "term": lambda task: [task.answer.title(), f"the {task.answer}", rf"\text{{{task.answer}}}"],
    "seventh": lambda task: [f"{task.answer} chord", task.answer.replace("seventh", "7th"), rf"\text{{{task.answer}}}"],
    "notes": lambda task: [task.answer.replace(" ", " – "), task.answer.lower(), task.answer.replace(" ", ", ")]
    if task.spec.get("names") == "german"
    else [_abc(task.answer), task.answer.replace(" ", ", "), task.answer.replace(" ", "-"), task.answer.replace("b", "♭")],
    "key": _key,
    "time_signature": lambda task: [r"\frac{" + task.answer.replace("/", "}{") + "}", f"M:{task.answer}"],
    "beams": lambda task: [task.answer.replace("|]", "|"), f"| {task.answer}", task.answer.replace(" ", "  ")],
    "roman": lambda task: [
        task.answer.replace("o", "°"),
        re.sub(r"([65432])/([2345])", r"\1\2", task.answer),
        re.sub(r"([65432])/([2345])", r"^{\1}_{\2}", task.answer),
    ],
    "bars": lambda task: [task.answer.replace(" ", ""), task.answer.replace("|]", "|"), f"| {task.answer}"],
    "element": _element,
    "element_steps": lambda task: [task.answer.replace("; ", "\n"), task.answer.replace("; ", ";")],
    **dict.fromkeys(ALGEBRAIC, lambda task: [rewriting.right(random.Random(f"{task.id}{n}"), task) for n in range(3)]),
}  # fmt: skip


def wrong_answers(task: Task) -> list[str]:
    """Answers that must not be marked right."""
    if task.domain == "q":
        return _wrong_programs(task)
    if task.verifier == "choice":
        others = [letter for letter in "ABCD" if letter != task.answer]
        hedges = [
            f"{task.answer} or {others[0]}",
            "A B C D",
            "A, B, C, D",
            rf"\boxed{{{task.answer}}} \boxed{{{others[0]}}}",
            "Z",
            "",
        ]
        texts = [option for letter, option in zip("ABCD", task.choices, strict=True) if letter != task.answer]
        return [*others, *hedges, *places(others[1]), *texts, f"{task.answer}) {texts[0]}"]
    hedged = [rf"\boxed{{{task.answer}}} or \boxed{{{other}}}" for other in near_answers(task)]
    return [*near_answers(task), *hedged, f"I think {task.answer} is likely wrong", "", "?", f"<think>{task.answer}"]


def _unbeamed(task: Task) -> str:
    """The notes as the question has them, every one alone: wrong, since some belong together."""
    return task.meta["abc"].rpartition("\n")[2]


def _other_elements(task: Task) -> list[str]:
    """Names of other elements, and what is no name at all."""
    if task.verifier == "element_steps":
        first, _, rest = task.answer.partition("; ")
        return [rest, f"{task.answer}; {first}", task.answer.rpartition("; ")[0], "; ".join([first] * 9)]
    notation = notation_of(task.spec["notation"])
    names = [
        text
        for text in re.findall(r"[\w^ -]+|\([^()]*\)", task.prompt)[:400]
        if notation.read(text.strip(), True) is not None
    ]
    others = [name.strip() for name in names if notation.read(name.strip(), True) != notation.read(task.answer, True)]
    return [*others[:4], f"{task.answer} {task.answer}", f"{task.answer}, {task.answer}", "q^2 w", "(1 1)", "99999"]


def near_answers(task: Task) -> list[str]:
    """Answers of the right kind that are wrong, though not by much."""
    if task.verifier == "number":
        value = Fraction(task.spec["value"]) * (100 if task.spec.get("percent") else 1)
        return [
            str(value + 1),
            str(value + max(Fraction(1, 7), abs(value) / 10**6)),
            str(-value) if value else "1",
            str(value + Fraction(1, 7)),
            f"{value}0" if value else "2",
        ]
    if task.verifier == "steps":
        first, _, rest = task.answer.partition("; ")
        return [f"{int(first) + 1}; {rest}", rest, f"{task.answer}; 1", f"{first}; {first}; {rest}"]
    if task.verifier == "base_number":
        return ["1" + task.answer, task.answer + "0", task.answer[:-1] + ("0" if task.answer[-1] != "0" else "1")]
    if task.verifier == "comparison":
        return [sign for sign in "<>=" if sign != task.answer]
    if task.verifier in ALGEBRAIC:
        return [rewriting.wrong(random.Random(f"{task.id}{n}"), task) for n in range(4)]
    if task.verifier.startswith("element"):
        return _other_elements(task)
    if task.verifier == "beams":
        return [_unbeamed(task), f"{task.answer} C", "CD EF | GA Bc |]"]
    return {
        "term": [text for text in ("root position", "tonic", "half note", "mediant", "dorian") if text != task.answer],
        "seventh": [f"{task.answer[0]} major", "C7 or G7", "minor seventh", f"{task.answer} (H7)"],
        "interval": [
            text
            for text in ("minor second", "A5", "perfect octave", "d7")
            if text not in (task.answer, task.spec.get("interval"))
        ],
        "chord": [text for text in ("C major", "F# minor", "Bb augmented") if text != task.answer],
        "note": [text for text in ("C", "F#", "Bb", "E#") if text != task.answer],
        "notes": [" ".join(reversed(task.answer.split())) + " C", task.answer + " C", task.answer.rsplit(" ", 1)[0]],
        "key": [
            text
            for text in ("C major", "F# melodic minor", "Bb natural minor")
            if text not in (task.answer, task.spec.get("key"))
        ],
        "time_signature": [text for text in ("3/4", "6/8", "4/8", "11/16") if text != task.answer],
        "roman": [text for text in ("I", "vi6", "V4/2", "viio7", "V7/IV") if text != task.answer],
        "bars": [
            text
            for text in (task.answer.replace(" | ", " ", 1), f"{task.answer} C", "C D E F | G A B c |]")
            if text != task.answer
        ],
    }[task.verifier]
