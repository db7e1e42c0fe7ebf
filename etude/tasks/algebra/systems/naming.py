"""Fresh names and signs for a group, its laws in words, and the notation of its elements.

Three ways of naming: ``usual`` symbols; an invented ``operator`` whose product has a twist, on usual elements; an
invented ``alphabet`` for the generators, points or elements.
"""

from __future__ import annotations

from typing import NamedTuple

from etude.rng import Stream
from etude.theory.groups.notation import Cycles, Names, Notation, Numbers, Pairs, Units, Words
from etude.theory.groups.structure import Cyclic, Dicyclic, Dihedral, Element, Group, Permutations, Product

NAMINGS = ("usual", "operator", "alphabet")

_REAL = frozenset(
    """
    bad bag bar bat bed beg bet big bin bit bob bog bus but dad dam den did dig dim dip dog dot dub dug
    fad fag fan fat fed fin fit fog fun fur gag gap gas get god gum gun gut kid kin kit kon kok lad lag
    lap led leg let lid lip lit lot mad man map mat men met mob mom mud mug mum nag nap net nig nip nod
    not nun nut pad pan pap pat pen pet pig pin pip pis pit pod pop pot pub pup rag ran rap rat red rib
    rid rig rim rip rob rod rot rub rug run sad sap sat set sin sip sir sit sob sod son sub sum sun tab
    tag tan tap tar ten tin tip tit top tub tug van vat vet zap zip zen fuk kuk dik mod sup lob log lug
    bun pun gig gel lab nob nub rep sag fig fib dab gab tor nor for her his mid
    """.split()  # noqa: SIM905
)
_WORDS = tuple(
    word
    for word in (a + b + c for a in "bdfgklmnprstvz" for b in "aeiou" for c in "bdfgklmnprstz")
    if word not in _REAL
)
"""Words that mean nothing, all of one length, so that none begins with another."""

_JOINED = "Here x {} y is the word x followed by the word y, reduced by"
_SIGNS = ("@", "#", "&", "~", "<>", "><", "|>", "<|", "::", "%%", "=+", "^^")


def sign(stream: Stream) -> str:
    """An invented operator: a sign or a word."""
    return stream.choice(_SIGNS) if stream.chance(1, 2) else stream.choice(_WORDS)


class Letters:
    """Gives out symbols: the usual ones, or words that no one has used."""

    def __init__(self, stream: Stream, fresh: bool) -> None:
        self._stream = stream if fresh else None
        self._used: set[str] = set()

    def take(self, usual: str) -> tuple[str, ...]:
        """A symbol in place of each usual one (given with spaces between)."""
        symbols = usual.split()
        return tuple(self._word() for _ in symbols) if self._stream else tuple(symbols)

    def _word(self) -> str:
        assert self._stream is not None
        while (word := self._stream.choice(_WORDS)) in self._used:
            pass
        self._used.add(word)
        return word


class Presented(NamedTuple):
    """The notation of a group; its laws in words; how an element is written; which of some elements is first."""

    notation: Notation
    text: str
    form: str
    first: str


def table(group: Group, names: list[str], order: list[Element], symbol: str) -> Presented:
    """A Cayley table in a given order, under names."""
    place = {element: i for i, element in enumerate(group.elements)}
    columns = [place[element] for element in order]
    shown = [""] * len(order)
    for name, column in zip(names, columns, strict=True):
        shown[column] = name
    cells = group.table
    head = [f"| {symbol.replace('|', chr(92) + '|')} | {' | '.join(names)} |", "|---" * (len(order) + 1) + "|"]
    rows = [
        f"| {name} | {' | '.join([shown[cells[row][column]] for column in columns])} |"
        for name, row in zip(names, columns, strict=True)
    ]
    text = f"The row x and the column y of this table meet at x {symbol} y:\n\n" + "\n".join(head + rows) + "\n"
    return Presented(Names(names, order), text, "as it stands in the table", "comes first in the table")


def present(group: Group, letters: Letters, relations: bool, symbol: str) -> Presented:
    """A group by its generators and relations, or by the rule of its product, under the operation ``symbol``."""
    if isinstance(group, Cyclic):
        return _cyclic(group, letters, relations, symbol)
    if isinstance(group, Dihedral):
        return _dihedral(group, letters, relations, symbol)
    if isinstance(group, Dicyclic):
        return _quaternion(group, letters, symbol) if group.half == 2 else _dicyclic(group, letters, relations, symbol)
    if isinstance(group, Permutations):
        return _permutations(group, letters, symbol)
    assert isinstance(group, Product)
    return _product(group, letters, relations, symbol)


def _cyclic(group: Cyclic, letters: Letters, relations: bool, symbol: str) -> Presented:
    n = group.n
    usual = letters.take("a")
    if not relations and usual == ("a",):
        text = f"The elements are the integers from 0 to {n - 1}, and x {symbol} y is x + y modulo {n}."
        form = f"as an integer from 0 to {n - 1}"
        return Presented(Numbers(n), text, form, "is the smallest number")
    g, e = usual[0], letters.take("e")[0]
    law = f"Here {g}^i {symbol} {g}^j is {g}^k with k = i + j modulo {n}."
    if relations:
        law = f"{_JOINED.format(symbol)} {g}^{n} = {e}."
    text = f"The elements are {g}^i with 0 <= i < {n}; the power {g}^0 is written {e}. {law}"
    form = f"as {g}^i with 0 <= i < {n} ({e} for {g}^0)"
    return Presented(Words(n, (g,), e), text, form, f"has the smallest exponent of {g}")


def _words(n: int, letters: tuple[str, ...], e: str) -> tuple[str, str, str]:
    r, s = letters
    elements = (
        f"The elements are the words {r}^i {s}^j with 0 <= i < {n} and j = 0 or 1; the empty word is written {e}."
    )
    form = f"as {r}^i {s}^j with 0 <= i < {n} and j = 0 or 1 ({e} for the empty word)"
    return elements, form, f"has no {s} if there is such a one, and among these the smallest exponent of {r}"


def _dihedral(group: Dihedral, letters: Letters, relations: bool, symbol: str) -> Presented:
    n = group.n
    r, s = pair = letters.take("r s")
    e = letters.take("e")[0]
    elements, form, first = _words(n, pair, e)
    if relations:
        law = f"{_JOINED.format(symbol)} {r}^{n} = {e}, {s}^2 = {e} and {s} {r} = {r}^{n - 1} {s}."
    else:
        law = (
            f"Here ({r}^i {s}^f) {symbol} ({r}^j {s}^g) is {r}^k {s}^h with h = f + g modulo 2, and with k = i + j "
            f"modulo {n} if f = 0, k = i - j modulo {n} if f = 1."
        )
    return Presented(Words(n, pair, e), f"{elements} {law}", form, first)


def _dicyclic(group: Dicyclic, letters: Letters, relations: bool, symbol: str) -> Presented:
    n, half = group.n, group.half
    a, b = pair = letters.take("a b")
    e = letters.take("e")[0]
    elements, form, first = _words(n, pair, e)
    if relations:
        law = f"{_JOINED.format(symbol)} {a}^{n} = {e}, {b}^2 = {a}^{half} and {b} {a} = {a}^{n - 1} {b}."
    else:
        law = (
            f"Here ({a}^i {b}^f) {symbol} ({a}^j {b}^g) is {a}^k {b}^h with h = f + g modulo 2, and with k modulo {n} "
            f"equal to i + j if f = 0, i - j if f = 1 and g = 0, i - j + {half} if f = g = 1."
        )
    return Presented(Words(n, pair, e), f"{elements} {law}", form, first)


def _quaternion(group: Dicyclic, letters: Letters, symbol: str) -> Presented:
    i, j, k = units = letters.take("i j k")
    notation = Units(units)
    shown = ", ".join(("1", "-1", i, f"-{i}", j, f"-{j}", k, f"-{k}"))
    text = (
        f"The elements are {shown}. The element 1 changes nothing, -1 changes the sign and commutes with all; "
        f"{i} {symbol} {i} = {j} {symbol} {j} = {k} {symbol} {k} = -1, {i} {symbol} {j} = {k}, {j} {symbol} {k} = {i}, "
        f"{k} {symbol} {i} = {j}, and exchanging two different ones of {i}, {j}, {k} changes the sign."
    )
    ranked = ", ".join(notation.show(element) for element in group.elements)
    return Presented(notation, text, f"as one of {shown}", f"comes first in {ranked}")


def _permutations(group: Permutations, letters: Letters, symbol: str) -> Presented:
    from etude.tasks.algebra.systems.catalogue import WHOLE

    points = letters.take(" ".join(map(str, range(1, group.degree + 1))))
    notation = Cycles(points)
    listed = ", ".join(points)
    whole = WHOLE.get(group.key[1])
    if whole:
        text = f"The elements are {whole} of {listed}, in cycle notation."
    else:
        shown = " and ".join(map(notation.show, group.generators))
        text = f"The elements are the permutations of {listed} generated by {shown}, in cycle notation."
    rule = f"(x {symbol} y)(p) = x(y(p))" if group.right else f"(x {symbol} y)(p) = y(x(p))"
    acts = "y acts first" if group.right else "x acts first"
    text = f"{text} In x {symbol} y, {acts}: {rule}."
    form = "in disjoint cycles, the identity permutation as e"
    first = f"has the first list of images of {listed} in lexicographic order (points in this order)"
    return Presented(notation, text, form, first)


def _product(group: Product, letters: Letters, relations: bool, symbol: str) -> Presented:
    one, two = (present(part, letters, relations, "*") for part in (group.first, group.second))
    text = (
        f"The elements are pairs (x, y), combined by component: (x, y) {symbol} (x', y') is (x * x', y * y'). "
        f"For the first component: {_lower(one.text)} For the second component: {_lower(two.text)}"
    )
    form = f"as a pair (x, y): x {one.form}, y {two.form}"
    first = f"has the first x, and among these the first y (first is the one that {one.first}; for y, that {two.first})"
    return Presented(Pairs(one.notation, two.notation), text, form, first)


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
