"""A second solver for symbolic algebra: it reads the prompt's LaTeX into sympy and lets sympy work it out.

LaTeX becomes text for sympy's own parser here (only what the generators write is ever read so); etude's parser and
normal form take no part. ``agrees`` compares values and forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import sympy
from sympy.parsing.sympy_parser import implicit_multiplication, parse_expr, standard_transformations

from etude.task import Task

_FRAC = re.compile(r"\\frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}")
_LETTERS = {x: sympy.Symbol(x, positive=True) for x in "abcdefghjklmnopqrstuvwxyz"} | {"i": sympy.I}


def expr(text: str) -> Any:
    """The sympy object of LaTeX, unevaluated where it can be."""
    while _FRAC.search(text):
        text = _FRAC.sub(r"((\1)/(\2))", text)
    text = re.sub(r"\\sqrt\{([^{}]*)\}", r" sqrt(\1) ", text)
    text = (
        re.sub(r"\^\{([^{}]*)\}", r"**(\1)", text)
        .replace("^", "**")
        .replace(r"\cdot", "*")
        .replace(r"\left", "")
        .replace(r"\right", "")
    )
    text = re.sub(r"(?<![a-z])([a-z])(?=[a-z])(?!qrt)", r"\1 ", text) if "sqrt" not in text else text.replace("i", " i")
    text = re.sub(r"\)\s*\(", ")*(", text)
    text = re.sub(
        r"([0-9a-z)])\s+(?=[a-z0-9(])",
        r"\1*",
        re.sub(r"(?<![a-z*(/+-])\s+(?=[+\-*/)])|(?<=[+\-*/(])\s+", "", text.strip()),
    )
    return parse_expr(
        text,
        local_dict=dict(_LETTERS),
        transformations=(*standard_transformations, implicit_multiplication),
        evaluate=True,
    )


def _shown(prompt: str) -> list[str]:
    return re.findall(r"\$([^$]*)\$", prompt)


def _matrix(text: str) -> list[sympy.Matrix]:
    found = re.findall(r"\\begin\{pmatrix\}(.*?)\\end\{pmatrix\}", text)
    return [sympy.Matrix([[expr(entry) for entry in row.split("&")] for row in body.split(r"\\")]) for body in found]


def _rows(answer: str) -> sympy.Matrix:
    return sympy.Matrix(
        [[sympy.Rational(entry) for entry in row.split(",")] for row in re.findall(r"\[([^\[\]]+)\]", answer)]
    )


def _letter(task: Task) -> sympy.Symbol:
    found = re.search(r"(?:for|to|Which|does not|numbers) \$([a-z])\$", task.prompt)
    return _LETTERS[found[1]] if found else next(iter(expr(_shown(task.prompt)[0]).free_symbols))


def _equal(a: Any, b: Any) -> bool:
    return sympy.simplify(sympy.expand(a - b)) == 0


def _is_expanded(answer: str) -> bool:
    return "(" not in answer and len(sympy.Add.make_args(expr(answer))) == len(re.split(r" [+-] ", answer))


def _expanded(task: Task) -> bool:
    return _equal(expr(_shown(task.prompt)[0]), expr(task.answer)) and _is_expanded(task.answer)


def _factor(task: Task) -> bool:
    whole = expr(_shown(task.prompt)[0])
    _, wanted = sympy.factor_list(whole)
    parts = re.findall(r"\(([^()]*)\)(?:\^\{(\d+)\})?", task.answer)
    single = re.sub(r"\([^()]*\)(?:\^\{\d+\})?", "", task.answer)
    count = sum(int(power or 1) for _, power in parts)
    letters = re.findall(r"[a-z](?:\^\{(\d+)\})?", single)
    count += sum(int(power or 1) for power in letters)
    irreducible = all(sympy.Poly(expr(part)).is_irreducible for part, _ in parts)
    return _equal(whole, expr(task.answer)) and irreducible and count == sum(power for _, power in wanted)


def _substitute(task: Task) -> bool:
    shown = _shown(task.prompt)
    if "Replace" in task.prompt:
        x, inner, outer = expr(shown[0]), expr(shown[1]), expr(shown[2])
        return _equal(outer.subs(x, inner), expr(task.answer)) and _is_expanded(task.answer)
    setting, outer = sorted(shown, key=lambda text: "=" not in text)
    x, value = map(expr, setting.split("="))
    return outer and expr(outer).subs(x, value) == sympy.Rational(task.answer)


def _fraction(task: Task) -> bool:
    """The value, and the degrees of the fraction in lowest terms."""
    whole, answer = sympy.together(expr(_shown(task.prompt)[0])), expr(task.answer)
    if not _equal(sympy.cancel(whole), sympy.cancel(answer)):
        return False
    found = re.fullmatch(r"\\frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}", task.answer)
    above, below = (expr(found[1]), expr(found[2])) if found else (answer, sympy.Integer(1))
    numerator, denominator = sympy.fraction(sympy.cancel(whole))
    return (
        all(_degree(a) == _degree(b) for a, b in ((above, numerator), (below, denominator)))
        and sympy.gcd(above, below) == 1
    )


def _degree(value: Any) -> Any:
    return sympy.Poly(value, *value.free_symbols).total_degree() if value.free_symbols else 0


def _square(task: Task) -> bool:
    shape = re.fullmatch(
        r"(?:-?\d*|-?\\frac\{\d+\}\{\d+\})(?:\([a-z] [+-] [^()]*\)|[a-z])\^\{2\}(?: [+-] [^ a-z]*(?:\\frac\{\d+\}\{\d+\})?)?",
        task.answer,
    )
    return bool(shape) and _equal(expr(_shown(task.prompt)[0]), expr(task.answer))


def _equation(task: Task) -> bool:
    shown = next(text for text in _shown(task.prompt) if "=" in text)
    left, right = map(expr, shown.split("="))
    x = sympy.Symbol(task.spec["letter"], positive=True)
    y = sympy.Symbol("Z")
    roots = sympy.roots(sympy.Poly(sympy.expand((left - right).subs(x, y)), y))
    found = [expr(part.split("=")[1]) for part in task.answer.split(", ")]
    return len(found) == len(roots) and all(any(_equal(root, value) for value in found) for root in roots)


def _derivative(task: Task) -> bool:
    shown = _shown(task.prompt)
    return _equal(sympy.cancel(sympy.diff(expr(shown[0]), expr(shown[1])) - expr(task.answer)), 0)


def _integral(task: Task) -> bool:
    shown = _shown(task.prompt)
    return _equal(sympy.cancel(sympy.diff(expr(task.answer), expr(shown[1])) - expr(shown[0])), 0)


def _powers(task: Task) -> bool:
    letters = re.findall(r"[a-z]", task.answer.replace(r"\frac", "").replace(r"\sqrt", ""))
    shaped = len(letters) == len(set(letters)) and "^{-" not in task.answer
    return shaped and sympy.simplify(sympy.powsimp(expr(_shown(task.prompt)[0]) / expr(task.answer))) == 1


def _radicals(task: Task) -> bool:
    value, answer = expr(_shown(task.prompt)[0]), expr(task.answer)
    free = all(max(sympy.factorint(int(n)).values()) == 1 for n in re.findall(r"sqrt\{(\d+)\}", task.answer))
    return sympy.radsimp(sympy.expand(sympy.radsimp(value) - answer)) == 0 and free


def _divide(task: Task) -> bool:
    above, below = map(expr, _shown(task.prompt)[:2])
    quotient, rest = map(expr, task.answer.split("; "))
    x = next(iter(above.free_symbols))
    wanted = sympy.div(above, below, x, domain="QQ")
    return _equal(quotient, wanted[0]) and _equal(rest, wanted[1])


def _partial(task: Task) -> bool:
    whole, answer = expr(_shown(task.prompt)[0]), expr(task.answer)
    apart = sympy.apart(whole)
    terms = len(re.findall(r"\\frac", task.answer))
    return _equal(sympy.cancel(whole - answer), 0) and terms == len(sympy.Add.make_args(apart))


def _matrix_product(task: Task) -> bool:
    one, two = _matrix(task.prompt)
    return one * two == _rows(task.answer)


def _system(task: Task) -> bool:
    lines = [line.split("=") for line in _shown(task.prompt)[0].split(r",\quad ")]
    values = dict(part.split(" = ") for part in task.answer.split(", "))
    letters = [_LETTERS[x] for x in values]
    solution = sympy.linsolve([expr(left) - expr(right) for left, right in lines], letters)
    return solution == sympy.FiniteSet(tuple(sympy.Rational(value) for value in values.values()))


def _complex(task: Task) -> bool:
    shaped = task.answer.count("i") <= 1 and "(" not in task.answer
    return shaped and sympy.expand_complex(expr(_shown(task.prompt)[0]) - expr(task.answer)) == 0


def _modular(task: Task) -> bool:
    numbers = [int(n) for n in re.findall(r"\d+", task.prompt.partition(" Give")[0])]
    a, m = (numbers[0], numbers[-1])
    return sympy.mod_inverse(a, m) == int(task.answer)


def _gcd(task: Task) -> bool:
    one, two = map(expr, _shown(task.prompt)[0].split(r"\text{ and }"))
    return _equal(sympy.gcd(one, two), expr(task.answer)) or _equal(sympy.gcd(one, two), -expr(task.answer))


def _inequality(task: Task) -> bool:
    shown = next(text for text in _shown(task.prompt) if re.search(r"[<>]|\\[lg]eq", text))
    left, sign, right = re.split(r"(<|>|\\leq|\\geq)", shown)
    x = sympy.Symbol(task.spec["letter"], real=True)
    relation = {"<": sympy.Lt, ">": sympy.Gt, r"\leq": sympy.Le, r"\geq": sympy.Ge}[sign]
    gap = sympy.together((expr(left) - expr(right)).subs(sympy.Symbol(task.spec["letter"], positive=True), x))
    wanted = sympy.solve_univariate_inequality(relation(gap, 0), x, relational=False)
    found = (
        sympy.Union(*(_interval(part) for part in task.answer.split(r" \cup ")))
        if task.answer != r"\emptyset"
        else sympy.S.EmptySet
    )
    return found == wanted


def _interval(text: str) -> Any:
    ends = [{r"-\infty": -sympy.oo, r"\infty": sympy.oo}.get(end.strip()) for end in text[1:-1].split(",")]
    values = [expr(end) if known is None else known for end, known in zip(text[1:-1].split(","), ends, strict=True)]
    return sympy.Interval(*values, left_open=text[0] == "(", right_open=text[-1] == ")")


def _chain(task: Task) -> bool:
    value = expr(_shown(task.prompt)[0])
    results = []
    for step in re.findall(r"^\d\. (.*)$", task.prompt, re.M):
        shown = [expr(text) if "=" not in text else text for text in _shown(step)]
        x = next(iter(value.free_symbols))
        if step.startswith("Multiply"):
            value = sympy.expand(value * shown[0])
        elif step.startswith("Add"):
            value = sympy.expand(value + shown[0])
        elif step.startswith("Differentiate"):
            value = sympy.diff(value, shown[0])
        elif step.startswith("Take"):
            value = sympy.integrate(value, shown[0]) + shown[2]
        elif step.startswith("Replace"):
            value = sympy.expand(value.subs(shown[0], shown[1]))
        elif step.startswith("Divide"):
            value = sympy.div(value, shown[0], x, domain="QQ")[0]
        elif step.startswith("Find the value"):
            value = value.subs(*(expr(side) for side in shown[0].split("=")))
        else:
            assert step.startswith("Complete the square"), step
        results.append(value)
    shown = [*task.spec.get("results", task.spec.get("values", []))]
    told = task.answer.split("; ")
    if told not in (shown, shown[-1:]):
        return False
    return len(shown) == len(results) and all(
        _equal(expr(text), result) for text, result in zip(shown, results, strict=True)
    )


_SOLVERS: dict[str, Callable[[Task], bool]] = {
    "expand": _expanded,
    "collect": _expanded,
    "factor": _factor,
    "substitute": _substitute,
    "cancel": _fraction,
    "common_denominator": _fraction,
    "complete_square": _square,
    "linear": _equation,
    "quadratic": _equation,
    "differentiate": _derivative,
    "integrate": _integral,
    "powers": _powers,
    "radicals": _radicals,
    "divide": _divide,
    "partial_fractions": _partial,
    "matrix_product": _matrix_product,
    "matrix_inverse": lambda task: _matrix(task.prompt)[0].inv() == _rows(task.answer),
    "determinant": lambda task: _matrix(task.prompt)[0].det() == sympy.Rational(task.answer),
    "linear_system": _system,
    "complex_numbers": _complex,
    "modular_inverse": _modular,
    "gcd": _gcd,
    "inequality": _inequality,
    "rewrite_chain": _chain,
}


def agrees(task: Task) -> bool:
    """Whether the reference answer is what sympy finds, in the form that is asked for."""
    return bool(_SOLVERS[task.family.rpartition(".")[2].partition(":")[0]](task))
