"""How group elements are written and read: numbers, words in generators, quaternion units, cycles, pairs, names.

An element has one normal form, which ``show`` writes, and other right names, which ``read`` takes: the factors
of a word in another order, cycles in any order and rotation, one-line and two-line notation. A word that still has to
be multiplied out (``r r^2``, an exponent out of range) is no name of an element: else the question, copied,
would be its own answer. ``signed`` allows exponents and numbers down to -(n - 1).
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from etude.task import Json
from etude.theory.groups.structure import Element

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2010\u2011\u2012\u2013", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f", " "),
        **dict.fromkeys("·∘∗×⋅⋆", "*"),
    }
)
_SUPER = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_RAISED = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6}")
_CYCLE = re.compile(r"\\begin\{[pb]?matrix\}([^\\;]{1,200})\\end\{[pb]?matrix\}")
"""A matrix of one row, which is how some write a cycle."""
_LONE = re.compile(r"\{ ?([A-Za-z]{1,8}) ?\}")
_SPELLINGS = ((r"\ast", "*"), (r"\star", "*"), (r"\times", "*"), (r"\bullet", "*"), (r"\langle", "("),
              (r"\rangle", ")"),
              (r"\\", ";"), (r"\left", ""), (r"\right", ""), (r"\cdot", "*"), (r"\circ", "*"), (r"\,", " "),
              (r"\;", " "), (r"\!", ""), (r"\ ", " "), ("**", "^"), ("~", " "))  # fmt: skip
_CLASS = re.compile(
    r"(?:\\(?:overline|bar) ?\{? ?([0-9]{1,6}) ?\}?|\[ ?([0-9]{1,6}) ?\](?: ?_ ?\{? ?[0-9]{1,6} ?\}?)?)\Z"
)
r"""A residue class: ``\overline{25}``, ``[25]``."""
_INTEGER = re.compile(r"-?[0-9]{1,6}\Z")
_DIGITS_APART = re.compile("[0-9]{2}[ ,]|[ ,][0-9]{2}")
_POINT = re.compile("[0-9]{1,3}")
_IS_CYCLES = re.compile(r"(?:\([0-9]{1,3}(?:[ ,]{1,2}[0-9]{1,3}){0,20}\)){1,10}\Z|\(\)\Z")
_LONGEST_NAME = 200
_EXPONENT = re.compile(r"\^ ?(?:\{ ?(-?[0-9]{1,6}) ?\}|\((-?[0-9]{1,6})\)|(-?[0-9]{1,6}))")
_IDENTITIES = ("e", "1", "id", "identity", "the identity", r"\mathrm{id}", r"\text{id}")
_TWO_LINE = re.compile(r"\\begin\{[pb]?matrix\}([^\\;]{1,400});([^\\;]{1,400});? ?\\end\{[pb]?matrix\}\Z")


def plain(text: str) -> str:
    """The text in ASCII, single spaces, LaTeX spacing and superscripts undone."""
    if not text.isascii():
        text = _RAISED.sub(lambda found: "^{" + found[0].translate(_SUPER) + "}", text.translate(_PLAIN))
    if "\\" in text or "*" in text or "~" in text:
        if "matrix" in text:
            text = _CYCLE.sub(lambda found: f"({found[1].replace('&', ' ').strip()})", text)
        for spelling, meaning in _SPELLINGS:
            text = text.replace(spelling, meaning)
    if "{" in text and "\\begin" not in text:
        text = _LONE.sub(r"\1", text)
    return " ".join(text.split())


class Notation(ABC):
    """A way of writing the elements of a group. Raises nothing: what cannot be read is None."""

    @abstractmethod
    def show(self, element: Element) -> str:
        """The normal form."""

    @abstractmethod
    def read(self, text: str, signed: bool) -> Element | None:
        """The element of a name in ``plain`` form."""

    @abstractmethod
    def record(self) -> Json:
        """What ``notation_of`` makes this notation of."""


class Numbers(Notation):
    """The integers modulo n, written 0..n-1."""

    def __init__(self, n: int) -> None:
        self.n = n

    def show(self, element: Element) -> str:
        """The least residue."""
        return str(element)

    def read(self, text: str, signed: bool) -> Element | None:
        """``4``, also ``4 mod 7`` and ``4 (mod 7)``."""
        for tail in (rf"\pmod{{{self.n}}}", rf"\bmod {self.n}", rf"\mod {self.n}", f"(mod {self.n})", f"mod {self.n}"):
            text = text.removesuffix(tail).strip(" ,")
        text = text.removesuffix(".0")
        wrapped = _CLASS.match(text)
        text = wrapped[1] or wrapped[2] if wrapped else text
        if not _INTEGER.match(text):
            return None
        value = int(text)
        return value % self.n if (-self.n if signed else -1) < value < self.n else None

    def record(self) -> Json:
        """The modulus."""
        return {"kind": "numbers", "n": self.n}


class Words(Notation):
    """Words ``r^k s`` over one generator or two, of which the second inverts the first: s r = r^-1 s."""

    def __init__(self, n: int, letters: Sequence[str], identity: str = "e") -> None:
        self.n, self.letters, self.identity = n, tuple(letters), identity
        ordered = sorted(self.letters, key=len, reverse=True)
        self._token = re.compile("|".join(map(re.escape, ordered)))

    def show(self, element: Element) -> str:
        """First the power of the first generator, then the second."""
        flag, k = element if len(self.letters) == 2 else (0, element)
        rotation = "" if k == 0 else self.letters[0] if k == 1 else f"{self.letters[0]}^{k}"
        if not flag:
            return rotation or self.identity
        return f"{rotation} {self.letters[1]}" if rotation else self.letters[1]

    def read(self, text: str, signed: bool) -> Element | None:
        """Each generator at most once, in either order, with an exponent in range."""
        usual = self.identity == "e" and text not in self.letters and text.lower() in _IDENTITIES
        if text == self.identity or usual:
            return 0 if len(self.letters) == 1 else (0, 0)
        powers: list[tuple[str, int]] = []
        at = 0
        while at < len(text):
            found = self._token.match(text, at)
            if not found or any(letter == found[0] for letter, _ in powers):
                return None
            at = found.end()
            exponent = _EXPONENT.match(text, at)
            powers.append((found[0], int(exponent[1] or exponent[2] or exponent[3]) if exponent else 1))
            at = exponent.end() if exponent else at
            while at < len(text) - 1 and text[at] in " *":
                at += 1
        return self._element(powers, signed)

    def _element(self, powers: list[tuple[str, int]], signed: bool) -> Element | None:
        exponents = dict(powers)
        k, flag = exponents.get(self.letters[0], 0), exponents.get(self.letters[-1], 0) if len(self.letters) == 2 else 0
        if not powers or not (-self.n if signed else -1) < k < self.n or flag not in (0, 1):
            return None
        if len(self.letters) == 1:
            return k % self.n
        return (flag, (-k if flag and powers[0][0] == self.letters[1] else k) % self.n)

    def record(self) -> Json:
        """The generators and their orders."""
        return {"kind": "words", "n": self.n, "letters": list(self.letters), "identity": self.identity}


class Units(Notation):
    """The quaternion units 1, -1, i, -i, ...: (f, k) is i^k j^f; the letters may be others than i, j, k."""

    _ORDER = ((0, 1), (1, 0), (1, 1))

    def __init__(self, letters: Sequence[str], one: str = "1") -> None:
        self.letters, self.one = tuple(letters), one
        self._units = {one: (0, 0), f"-{one}": (0, 2)}
        for letter, (flag, k) in zip(self.letters, self._ORDER, strict=True):
            self._units |= {letter: (flag, k), f"-{letter}": (flag, k + 2)}
        self._names = {unit: name for name, unit in self._units.items()}

    def show(self, element: Element) -> str:
        """A unit with its sign."""
        return self._names[element]

    def read(self, text: str, signed: bool) -> Element | None:
        """A unit with its sign, one pair of brackets around either."""
        name = text.replace(" ", "").replace("(", "").replace(")", "") if len(text) < 16 else text
        return self._units.get(name.removeprefix("+"))

    def record(self) -> Json:
        """The letters."""
        return {"kind": "units", "letters": list(self.letters), "one": self.one}


class Cycles(Notation):
    """Permutations of named points as products of disjoint cycles; the identity is e or ()."""

    def __init__(self, points: Sequence[str]) -> None:
        self.points = tuple(points)
        self._place = {point: i for i, point in enumerate(self.points)}
        self._short = all(len(point) == 1 for point in self.points)

    def show(self, element: Element) -> str:
        """Each cycle from its first point, the cycles in the order of their first points, no fixed points."""
        parts, seen = [], set()
        for start in range(len(element)):
            if start in seen or element[start] == start:
                continue
            cycle = [start]
            while element[cycle[-1]] != start:
                cycle.append(element[cycle[-1]])
            seen.update(cycle)
            parts.append(f"({' '.join([self.points[i] for i in cycle])})")
        return "".join(parts) or "e"

    def read(self, text: str, signed: bool) -> Element | None:
        """Disjoint cycles in any order and rotation, with or without fixed points; or the list of images."""
        if text in ("()", "( )") or (text.lower() if text not in self.points else "") in _IDENTITIES:
            return tuple(range(len(self.points)))
        if len(text) > 40 * len(self.points):
            return None
        if text[:1] + text[-1:] == "[]":
            return self._images(self._split(text[1:-1]))
        two = _TWO_LINE.match(text)
        if two:
            above, below = (self._split(line.replace("&", " ")) for line in two.groups())
            if above is None or below is None or len(above) != len(below):
                return None
            return self._images([image for _, image in sorted(zip(above, below, strict=True))]) if above else None
        return self._cycles(text)

    def _split(self, text: str) -> list[int] | None:
        items = text.replace(",", " ").split()
        if self._short and len(items) == 1:
            items = list(items[0])
        places = [self._place.get(item) for item in items]
        return None if None in places else [place for place in places if place is not None]

    def _images(self, images: list[int] | None) -> Element | None:
        whole = images is not None and sorted(images) == list(range(len(self.points)))
        return tuple(images) if images is not None and whole else None

    def _cycles(self, text: str) -> Element | None:
        images: dict[int, int] = {}
        for part in text.replace("*", " ").replace(") (", ")(").split(")")[:-1]:
            cycle = self._split(part.strip()[1:]) if part.strip().startswith("(") else None
            if not cycle or len(set(cycle)) != len(cycle) or any(point in images for point in cycle):
                return None
            images.update(zip(cycle, [*cycle[1:], cycle[0]], strict=True))
        if not images or not text.endswith(")"):
            return None
        return tuple([images.get(i, i) for i in range(len(self.points))])

    def record(self) -> Json:
        """The points in order."""
        return {"kind": "cycles", "points": list(self.points)}


class Pairs(Notation):
    """Pairs ``(x, y)`` of elements of two groups."""

    def __init__(self, first: Notation, second: Notation) -> None:
        self.first, self.second = first, second

    def show(self, element: Element) -> str:
        """Both, in round brackets."""
        return f"({self.first.show(element[0])}, {self.second.show(element[1])})"

    def read(self, text: str, signed: bool) -> Element | None:
        """Round, pointed or square brackets; divided at the one comma outside inner brackets."""
        text = text.replace(r"\langle", "(").replace(r"\rangle", ")")
        if len(text) < 5 or text[0] + text[-1] not in ("()", "[]", "<>"):
            return None
        depth, cuts = 0, []
        for i, character in enumerate(text[1:-1], 1):
            depth += (character in "([{") - (character in ")]}")
            if character in ",;" and depth == 0:
                cuts.append(i)
        if len(cuts) != 1:
            return None
        left = self.first.read(text[1 : cuts[0]].strip(), signed)
        right = self.second.read(text[cuts[0] + 1 : -1].strip(), signed)
        return None if left is None or right is None else (left, right)

    def record(self) -> Json:
        """Those of both components."""
        return {"kind": "pairs", "parts": [self.first.record(), self.second.record()]}


class Names(Notation):
    """A name for every element, as in a table; ``elements`` are in the order of the names."""

    def __init__(self, names: Sequence[str], elements: Sequence[Element] | None = None) -> None:
        self.names = tuple(names)
        self._elements = dict(zip(self.names, elements or range(len(names)), strict=True))
        self._names = {element: name for name, element in self._elements.items()}

    def show(self, element: Element) -> str:
        """The name."""
        return self._names[element]

    def read(self, text: str, signed: bool) -> Element | None:
        """A name as it stands in the table, in other case, or with other spaces and signs between its parts."""
        element = self._elements.get(text, self._elements.get(text.lower()))
        if element is not None or len(text) > _LONGEST_NAME:
            return element
        if self._cycles:
            notation, elements = self._cycles
            return elements.get(notation.read(text, signed))
        return self._loose.get(_loosened(text)) if self._loose else None

    @cached_property
    def _cycles(self) -> tuple[Cycles, dict[Element, Element]] | None:
        """The notation of names that are all cycles of points, so that they may be turned; None for other names."""
        points = sorted({point for name in self.names for point in _POINT.findall(name)}, key=lambda p: (len(p), p))
        if not points or not all(name in _IDENTITIES or _IS_CYCLES.match(name) for name in self.names):
            return None
        notation = Cycles(points)
        elements = {notation.read(name, True): element for name, element in self._elements.items()}
        return (notation, elements) if None not in elements and len(elements) == len(self._elements) else None

    @cached_property
    def _loose(self) -> dict[str, Element]:
        """Elements by name without spaces and commas, unless that makes two names one, or points run together."""
        loose = {_loosened(name): element for name, element in self._elements.items()}
        return loose if len(loose) == len(self._elements) else {}

    def record(self) -> Json:
        """The names."""
        return {"kind": "names", "names": list(self.names)}


def _loosened(name: str) -> str:
    """``(1,3,5)(2,4)`` and ``(135)(24)`` alike: spaces, commas, signs and braces left out."""
    if _DIGITS_APART.search(name):
        return " ".join(name.replace(",", " ").replace(") (", ")(").split())
    return name.replace(" ", "").replace(",", "").replace("{", "").replace("}", "").replace("*", "")


def notation_of(record: Mapping[str, Json]) -> Notation:
    """The notation of a record. Raises KeyError, TypeError or ValueError for anything else."""
    kind = record["kind"]
    if kind == "numbers":
        return Numbers(record["n"])
    if kind == "words":
        return _words(record["n"], tuple(record["letters"]), record["identity"])
    if kind == "units":
        return Units(record["letters"], record["one"])
    if kind == "cycles":
        return _cycles(tuple(record["points"]))
    if kind == "pairs":
        first, second = record["parts"]
        return Pairs(notation_of(first), notation_of(second))
    if kind == "names":
        return Names(record["names"])
    raise ValueError(f"no notation {kind!r}")


@lru_cache(maxsize=1024)
def _words(n: int, letters: tuple[str, ...], identity: str) -> Words:
    return Words(n, letters, identity)


@lru_cache(maxsize=256)
def _cycles(points: tuple[str, ...]) -> Cycles:
    return Cycles(points)
