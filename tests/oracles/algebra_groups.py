"""A second solver for tasks in declared groups: it reads the prompt alone.

A declaration becomes a set of elements and a product: from the table; by addition; by the stated rule; or, for relations and
permutations, with sympy.combinatorics. Every question is then answered by trying all elements.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from sympy.combinatorics import Permutation

Element = Any


class Read(NamedTuple):
    """A declared group: elements in their order, product, reader of names."""

    elements: list[Element]
    times: Callable[[Element, Element], Element]
    name: Callable[[str], Element]


def _table(text: str) -> Read:
    rows = [
        [cell.strip() for cell in row[1:-1].replace("\\|", "").split("|")][1:]
        for row in text.split("\n")
        if row.startswith("|")
    ]
    heads = [row.replace("\\|", "").split("|")[1].strip() for row in text.split("\n") if row.startswith("|")]
    columns, body = rows[0], rows[2:]
    assert heads[2:] == columns
    cells = {
        (row, column): cell
        for row, line in zip(columns, body, strict=True)
        for column, cell in zip(columns, line, strict=True)
    }

    def name(shown: str) -> str:
        assert shown in columns, shown
        return shown

    return Read(columns, lambda a, b: cells[a, b], name)


def _numbers(n: int, shift: int) -> Read:
    return Read(list(range(n)), lambda a, b: (a + b + shift) % n, int)


def _word(text: str, letters: tuple[str, ...], identity: str) -> list[tuple[str, int]]:
    if text == identity:
        return []
    parts = [part.partition("^") for part in text.split()]
    assert all(letter in letters for letter, _, _ in parts), text
    return [(letter, int(power or 1)) for letter, _, power in parts]


def _words(text: str) -> Read:
    """Words over one or two letters, by relations (as permutations) or by a rule (as pairs of exponents)."""
    one = re.search(r"elements are (\S+)\^i with 0 <= i < (\d+); the power \S+ is written (\S+)\.", text)
    two = re.search(
        r"elements are the words (\S+)\^i (\S+)\^j with 0 <= i < (\d+) and j = 0 or 1; the empty word is (?:written )?(\S+)\.",
        text,
    )
    found = one or two
    assert found, text
    letters = found.groups()[: 1 if one else 2]
    n, identity = int(found[2 if one else 3]), found[3 if one else 4]
    if "reduced by" in text:
        return _by_relations(text, letters, n, identity)
    half = re.search(r"i - j \+ (\d+) if f = g = 1", text)

    def times(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
        k = a[0] - b[0] if a[1] else a[0] + b[0]
        return (k + (int(half[1]) if half and a[1] and b[1] else 0)) % n, (a[1] + b[1]) % 2

    def name(shown: str) -> tuple[int, int]:
        powers = dict(_word(shown, letters, identity))
        return powers.get(letters[0], 0), powers.get(letters[-1], 0) if two else 0

    elements = [(k, f) for f in range(2 if two else 1) for k in range(n)]
    return Read(elements, times, name)


def _by_relations(text: str, letters: tuple[str, ...], n: int, identity: str) -> Read:
    """A permutation for each generator, chosen so that all relations hold and no more elements than declared coincide."""
    if len(letters) == 1:
        images = [Permutation([*range(1, n), 0])]
    elif re.search(rf"{letters[1]}\^2 = {identity}\b", text):
        images = [Permutation([*range(1, n), 0]), Permutation([-i % n for i in range(n)])]
    else:
        turn = [(i + 1) % n for i in range(n)] + [n + (i - 1) % n for i in range(n)]
        swap = [n + i for i in range(n)] + [(i + n // 2) % n for i in range(n)]
        images = [Permutation(turn), Permutation(swap)]
    meaning = dict(zip(letters, images, strict=True))
    size = images[0].size

    def name(shown: str) -> Permutation:
        product = Permutation(range(size))
        for letter, power in _word(shown.replace(identity, identity), letters, identity):
            product = product * meaning[letter] ** power
        return product

    relations = re.search(r"reduced by (.*?)\.(?:\s|$)", text)
    assert relations
    for relation in re.split(r", | and ", relations[1]):
        left, right = relation.split(" = ")
        assert name(left) == name(right), relation
    shown = [f"{letters[0]}^{k}" + (f" {letters[1]}" if f else "") for f in range(len(letters)) for k in range(n)]
    elements = [name(word) for word in shown]
    assert len({tuple(p.array_form) for p in elements}) == n * len(letters)
    return Read(elements, lambda a, b: a * b, name)


_UNITS = {("i", "j"): "k", ("j", "k"): "i", ("k", "i"): "j"}


def _quaternions(text: str) -> Read:
    found = re.search(r"elements are 1, -1, (\w+), -\w+, (\w+), -\w+, (\w+), -\w+\.", text)
    assert found
    plain = {**dict(zip(found.groups(), "ijk", strict=True)), "1": "1"}
    for a, b in _UNITS:
        shown = {value: key for key, value in plain.items()}
        assert re.search(rf"{shown[a]} \S+ {shown[b]} = {shown[_UNITS[a, b]]}\b", text)

    def times(a: tuple[int, str], b: tuple[int, str]) -> tuple[int, str]:
        sign = a[0] * b[0]
        if "1" in (a[1], b[1]):
            return sign, b[1] if a[1] == "1" else a[1]
        if a[1] == b[1]:
            return -sign, "1"
        if (a[1], b[1]) in _UNITS:
            return sign, _UNITS[a[1], b[1]]
        return -sign, _UNITS[b[1], a[1]]

    def name(shown: str) -> tuple[int, str]:
        return (-1, plain[shown[1:]]) if shown[0] == "-" else (1, plain[shown])

    order = ["1", "i", "-1", "-i", "j", "k", "-j", "-k"]
    return Read([(-1, u[1]) if u[0] == "-" else (1, u) for u in order], times, name)


def _permutations(text: str) -> Read:
    found = re.search(r"permutations of ([\w, ]+?)(?: generated by (.*?))?, in cycle notation", text)
    assert found, text
    points = found[1].split(", ")
    right = "y acts first" in text

    def name(shown: str) -> Permutation:
        if shown == "e":
            return Permutation(range(len(points)))
        cycles = [[points.index(p) for p in cycle.split()] for cycle in re.findall(r"\(([^()]*)\)", shown)]
        return Permutation(cycles, size=len(points))

    def times(a: Permutation, b: Permutation) -> Permutation:
        return b * a if right else a * b

    if found[2]:
        seen = {tuple(range(len(points))): Permutation(range(len(points)))}
        fresh = list(seen.values())
        generators = [name(g) for g in found[2].split(" and ")]
        while fresh:
            products = {tuple((a * g).array_form): a * g for a in fresh for g in generators}
            fresh = [p for key, p in products.items() if key not in seen]
            seen |= products
        elements = [seen[key] for key in sorted(seen)]
    else:
        elements = [Permutation(list(images)) for images in itertools.permutations(range(len(points)))]
        if "even permutations" in text:
            elements = [p for p in elements if p.is_even]
    return Read(elements, times, name)


def _pairs(text: str) -> Read:
    first, second = re.search(r"For the first component: (.*?) For the second component: (.*)", text, re.S).groups()  # type: ignore[union-attr]
    one, two = _declared(f"T{first[1:]}"), _declared(f"T{second[1:]}")

    def name(shown: str) -> tuple[Element, Element]:
        left, right = shown[1:-1].split(", ")
        return one.name(left), two.name(right)

    def times(a: tuple[Element, Element], b: tuple[Element, Element]) -> tuple[Element, Element]:
        return one.times(a[0], b[0]), two.times(a[1], b[1])

    return Read([(a, b) for a in one.elements for b in two.elements], times, name)


def _declared(text: str) -> Read:
    if "elements are pairs" in text:
        return _pairs(text)
    if "permutations of" in text:
        return _permutations(text)
    if "elements are 1, -1" in text:
        return _quaternions(text)
    if "the integers from 0" in text:
        found = re.search(r"is x \+ y(?: \+ (\d+))? modulo (\d+)", text)
        assert found
        return _numbers(int(found[2]), int(found[1] or 0))
    return _words(text)


def read_group(text: str) -> Read:
    """The group of a declaration, with its twist."""
    if "The row x and the column y" in text:
        return _table(text)
    twist = re.search(r" Now x \S+ y is x \* u \* y, where u = (.*)\.$", text.strip())
    group = _declared(text[: twist.start()] if twist else text)
    if not twist:
        return group
    u = group.name(twist[1])
    return group._replace(times=lambda a, b: group.times(group.times(a, u), b))


class Solver:
    """Answers questions about a group by trying all its elements."""

    def __init__(self, group: Read, extra: str) -> None:
        self.group = group
        self.one = next(
            e for e in group.elements if all(group.times(e, x) == x == group.times(x, e) for x in group.elements[:9])
        )
        chosen = re.search(r"H is the subgroup generated by (.*?)\.(?: |$|\n)", extra)
        self.subgroup = self.closure([group.name(chosen[1])]) if chosen else []
        given = re.search(r"phi is the homomorphism of the group to itself with (.*?)\.(?: |$|\n)", extra)
        self.phi = self._map(re.findall(r"phi\((.*?)\) = (.*?)(?= and phi|$)", given[1])) if given else []

    def _map(self, given: list[tuple[str, str]]) -> list[tuple[Element, Element]]:
        pairs = [(self.group.name(a), self.group.name(b)) for a, b in given]
        known = [(self.one, self.one)]
        for a, b in known:
            for g, h in pairs:
                product, image = self.group.times(a, g), self.group.times(b, h)
                seen = [value for key, value in known if key == product]
                assert all(value == image for value in seen), "no homomorphism"
                if not seen:
                    known.append((product, image))
        assert len(known) == len(self.group.elements), "the generators do not generate"
        return known

    def closure(self, generators: list[Element]) -> list[Element]:
        found = [self.one]
        for a in found:
            for g in generators:
                product = self.group.times(a, g)
                if product not in found:
                    found.append(product)
        return found

    def find(self, fits: Callable[[Element], bool]) -> Element:
        return next(x for x in self.group.elements if fits(x))

    def call(self, name: str, args: list[Any]) -> Any:
        times = self.group.times
        if name == "mul":
            return times(*args)
        if name == "one":
            return self.one
        if name == "inv":
            return self.find(lambda z: times(args[0], z) == self.one)
        if name == "pow":
            base = args[0] if args[1] >= 0 else self.call("inv", args[:1])
            result = self.one
            for _ in range(abs(args[1])):
                result = times(result, base)
            return result
        if name == "ord":
            return next(n for n in itertools.count(1) if self.call("pow", [args[0], n]) == self.one)
        if name == "conj":
            return times(args[1], times(args[0], self.call("inv", args[1:])))
        if name == "comm":
            a, b = args
            return self.find(lambda z: times(z, times(b, a)) == times(a, b))
        if name == "ldiv":
            return self.find(lambda z: times(args[0], z) == args[1])
        if name == "rdiv":
            return self.find(lambda z: times(z, args[0]) == args[1])
        if name == "rep":
            coset = [times(args[0], h) for h in self.subgroup]
            return self.find(lambda z: z in coset)
        if name == "phi":
            return next(value for key, value in self.phi if key == args[0])
        assert name == "size", name
        return len(self.closure(args))

    def evaluate(self, text: str) -> Any:
        """The value of a call, an element or an exponent."""
        found = re.match(r"(mul|inv|pow|ord|conj|comm|ldiv|rdiv|one|rep|phi|size)\((.*)\)$", text)
        if not found:
            return self.group.name(text)
        return self.call(
            found[1],
            [self.exponent(a) if found[1] == "pow" and i else self.evaluate(a) for i, a in enumerate(_split(found[2]))],
        )

    def exponent(self, text: str) -> int:
        return int(text) if re.fullmatch(r"-?\d+", text) else self.evaluate(text)


def _split(text: str) -> list[str]:
    """Arguments divided at commas outside brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


_QUESTIONS = {
    r"Compute x \S+ y for x = (.*) and y = (.*)\.": "mul",
    r"What is x \S+ y if x is (.*) and y is (.*)\?": "mul",
    r"(?:What is|Find) the inverse of (.*)[.?]": "inv",
    r"(?:What is|Find) the order of (.*)[.?]": "ord",
    r"Compute pow\(x, (?P<n>-?\d+)\) for x = (.*)\.": "pow",
    r"What is pow\(x, (?P<n>-?\d+)\) if x is (.*)\?": "pow",
    r"(?:What is|Find) the conjugate of (.*) by (.*)[.?]": "conj",
    r"(?:What is|Find) the commutator of (.*) and (.*)[.?]": "comm",
    r"Solve x \S+ z = y for z, where x = (.*) and y = (.*)\.": "ldiv",
    r"Which z has x \S+ z = y, if x is (.*) and y is (.*)\?": "ldiv",
    r"Solve z \S+ x = y for z, where x = (.*) and y = (.*)\.": "rdiv",
    r"Which z has z \S+ x = y, if x is (.*) and y is (.*)\?": "rdiv",
    r"Which element is the identity\?|Find the identity\.": "one",
    r"(?:What is|Find) the representative of the left coset of (.*)[.?]": "rep",
    r"Compute phi\((.*)\)\.": "phi",
    r"What is the image of (.*) under phi\?": "phi",
    r"How many elements does the subgroup generated by (.*) and (.*) have\?": "size",
    r"What is the size of the smallest subgroup that contains (.*) and (.*)\?": "size",
}


def solve(prompt: str) -> tuple[Solver, Any]:
    """The solver of a prompt's group and the value that the prompt asks for (an element or a number)."""
    declaration, _, rest = prompt.partition("\n\n")
    if "The row x" in declaration:
        table, _, rest = rest.partition("\n\n")
        declaration += "\n\n" + table
    solver = Solver(read_group(declaration), rest)
    asked = rest.rpartition("\n\n")[2].partition(" Give the ")[0]
    for pattern, call in _QUESTIONS.items():
        found = re.fullmatch(pattern, asked)
        if found and call == "pow":
            return solver, solver.call("pow", [solver.group.name(found[2]), int(found["n"])])
        if found:
            return solver, solver.call(call, [solver.evaluate(part) for part in found.groups()])
    found = re.fullmatch(r"(?:Compute|Evaluate|What is) (.*)[.?]", asked)
    assert found, asked
    return solver, solver.evaluate(found[1])


def agrees(prompt: str, answer: str) -> bool:
    """Whether an answer in normal form is what the second solver finds."""
    solver, value = solve(prompt)
    return value == (
        int(answer) if isinstance(value, int) and "as an integer, in" in prompt else solver.group.name(answer)
    )
