"""The form of an answer: expanded, factored, in lowest terms, ...: what was asked beyond the value.

Each check takes the tree as it was written; the value is checked elsewhere. A check is lenient about notation (order,
fractions or decimals, where a minus sign stands) and strict about work that was left to do.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from fractions import Fraction

from etude.theory.algebra.normal import ONE, Monomial, Sum, TooLarge, Undefined, Work, multiply, normal, power
from etude.theory.algebra.tree import IMAGINARY, Minus, Num, Op, Sym, Tree, factors, terms, walk, whole

Key = frozenset[tuple[Monomial, Fraction]]


def expanded(tree: Tree, truth: Tree) -> bool:
    """A sum of terms without brackets, like terms collected; all of it may stand over one number."""
    if isinstance(tree, Op) and tree.sign == "/" and isinstance(tree.right, Num):
        tree = tree.left
    seen = set()
    for _, term in terms(tree):
        letters = _monomial(term)
        if letters is None or letters in seen or any(exponent < 0 for _, exponent in letters):
            return False
        seen.add(letters)
    return True


def monomial(tree: Tree, truth: Tree) -> bool:
    """One term, each letter once, no exponent written as a negative number."""
    negative = any(isinstance(n, Op) and n.sign == "^" and isinstance(n.right, Minus) for n in walk(tree))
    return not negative and _monomial(tree, roots=True) is not None


def _monomial(term: Tree, roots: bool = False) -> tuple[tuple[str, Fraction], ...] | None:
    """The letters of a term with their exponents; None if it is no product of one number and different letters."""
    numbers: list[int] = []
    letters: dict[str, Fraction] = {}
    for base, exponent in factors(term):
        name, power_ = _letter(base, roots)
        if name is not None and name not in letters:
            letters[name] = power_ * exponent
        elif isinstance(base, Num) and abs(exponent) == 1 and (base.value == -1 or exponent not in numbers):
            numbers += [exponent] if base.value != -1 else []
        else:
            return None
    return tuple(sorted(letters.items()))


def _letter(base: Tree, roots: bool) -> tuple[str | None, Fraction]:
    """A letter, or with ``roots`` a letter to a fraction as its power."""
    if isinstance(base, Sym):
        return base.name, Fraction(1)
    if roots and isinstance(base, Op) and isinstance(base.left, Sym) and isinstance(base.right, Num):
        return base.left.name, 1 / Fraction(base.right.value) if base.sign == "root" else Fraction(base.right.value)
    if (
        roots
        and isinstance(base, Op)
        and base.sign == "^"
        and isinstance(base.left, Sym)
        and isinstance(base.right, Op)
    ):
        above, below = whole(base.right.left), whole(base.right.right)
        if base.right.sign == "/" and above and below:
            return base.left.name, Fraction(above, below)
    return None, Fraction(0)


def _polynomial(tree: Tree, work: Work) -> Sum | None:
    """A polynomial as a sum; None for anything else."""
    try:
        above, below = normal(tree, work)
    except (Undefined, TooLarge):
        return None
    polynomial = below == ONE and all(exponent > 0 for monomial in above for _, exponent in monomial)
    return above if polynomial else None


def _key(total: Sum) -> Key:
    """A polynomial up to a constant factor."""
    lead = Fraction(total[max(total)])
    return frozenset((monomial, value / lead) for monomial, value in total.items())


def keys(tree: Tree, work: Work | None = None) -> Counter[Key] | None:
    """The factors of a product of polynomials up to constants, with their exponents (negative below the line)."""
    work = work or Work()
    found: Counter[Key] = Counter()
    for base, exponent in factors(tree):
        total = _polynomial(base, work)
        if not total:
            return None
        if total.keys() != {()}:
            found[_key(total)] += exponent
    return Counter({key: exponent for key, exponent in found.items() if exponent})


def factored(tree: Tree, truth: Tree) -> bool:
    """The same factors as the reference, up to order and constants."""
    return keys(tree) == keys(truth)


def associate(tree: Tree, truth: Tree) -> bool:
    """The same polynomial as the reference up to a constant."""
    work = Work()
    mine, wanted = _polynomial(tree, work), _polynomial(truth, work)
    return bool(mine) and bool(wanted) and _key(mine or ONE) == _key(wanted or ONE)


def lowest(tree: Tree, truth: Tree) -> bool:
    """One fraction of polynomials, neither of a higher degree than need be, without a common whole factor."""
    mine, wanted = _over(tree), _over(truth)
    if mine is None or wanted is None:
        return False
    if any(value.denominator != 1 for part in mine for value in part.values()):
        return False
    if any(_degree(part) != _degree(other) for part, other in zip(mine, wanted, strict=True)):
        return False
    return math.gcd(*map(_content, mine)) <= 1


def _over(tree: Tree) -> tuple[Sum, Sum] | None:
    """Numerator and denominator, multiplied out as they are written."""
    work = Work()
    parts = {1: ONE, -1: ONE}
    try:
        for base, exponent in factors(tree):
            total = _polynomial(base, work)
            if total is None:
                return None
            side = 1 if exponent > 0 else -1
            parts[side] = multiply(parts[side], power(total, abs(exponent), work), work)
    except TooLarge:
        return None
    return parts[1], parts[-1]


def _degree(total: Sum) -> Fraction:
    return max((sum((Fraction(e) for _, e in monomial), Fraction(0)) for monomial in total), default=Fraction(0))


def _content(total: Sum) -> int:
    """The greatest whole number that divides all coefficients; 1 if they are not whole."""
    if any(value.denominator != 1 for value in total.values()):
        return 1
    return math.gcd(*(value.numerator for value in total.values()))


def vertex(tree: Tree, truth: Tree) -> bool:
    """``a (x - h)^2 + k``: one square of something linear, and at most one constant."""
    squares = constants = 0
    work = Work()
    for _, term in terms(tree):
        bases = [(base, exponent) for base, exponent in factors(term) if not isinstance(base, Num)]
        if not bases:
            constants += 1
        elif len(bases) == 1 and bases[0][1] == 2:
            total = _polynomial(bases[0][0], work)
            squares += 1 if total and _degree(total) == 1 else 2
        else:
            return False
    return squares == 1 and constants <= 1


def partial(tree: Tree, truth: Tree) -> bool:
    """A sum of proper fractions over powers of the reference's own denominators, each power once."""
    allowed = {key for _, term in terms(truth) for key, exponent in (keys(term) or {}).items() if exponent < 0}
    seen = set()
    work = Work()
    for _, term in terms(tree):
        parts = keys(term, work)
        below = [(key, exponent) for key, exponent in (parts or {}).items() if exponent < 0]
        if parts is None or len(below) != 1 or below[0] in seen or below[0][0] not in allowed:
            return False
        above = sum(_degree(dict(key)) * exponent for key, exponent in parts.items() if exponent > 0)
        if above >= _degree(dict(below[0][0])):
            return False
        seen.add(below[0])
    return True


def number(tree: Tree, truth: Tree) -> bool:
    """A number with nothing left to add: ``3/4``, ``(1 + sqrt 5)/2``, ``2 - 3i``."""
    return _collected(tree, free=False)


def radical(tree: Tree, truth: Tree) -> bool:
    """As ``number``; besides, no root of something that a power divides, and none below a line."""
    return _collected(tree, free=True)


def _collected(tree: Tree, *, free: bool) -> bool:
    if isinstance(tree, Op) and tree.sign == "/" and isinstance(tree.right, Num):
        tree = tree.left
    elif isinstance(tree, Minus) and isinstance(tree.of, Op) and tree.of.sign == "/":
        return _collected(tree.of, free=free)
    inner = _bracket(tree)
    if inner is not None:
        tree = inner
    seen = set()
    for _, term in terms(tree):
        kind = _radical_kind(term, free)
        if kind is None or kind in seen:
            return False
        seen.add(kind)
    return True


def _bracket(tree: Tree) -> Tree | None:
    """The sum in brackets of a number times a sum: a common factor may stand outside; None for anything else."""
    sums = []
    for base, exponent in factors(tree):
        if isinstance(base, Op) and base.sign in "+-" and exponent == 1:
            sums.append(base)
        elif not isinstance(base, Num) or abs(exponent) != 1:
            return None
    return sums[0] if len(sums) == 1 else None


def _radical_kind(term: Tree, free: bool) -> tuple[object, ...] | None:
    """What a term is a multiple of: a root, i, both, or 1; None if it is not simplified."""
    numbers: list[int] = []
    roots: list[tuple[int | Fraction, int]] = []
    imaginary = 0
    for base, exponent in factors(term):
        if isinstance(base, Num) and abs(exponent) == 1 and (base.value == -1 or exponent not in numbers):
            numbers += [exponent] if base.value != -1 else []
        elif base == IMAGINARY and exponent == 1 and not imaginary:
            imaginary = 1
        elif isinstance(base, Op) and base.sign == "root" and exponent in (1, -1) and not roots:
            root = _plain_root(base, free and exponent == 1)
            if root is None or (free and exponent == -1):
                return None
            roots.append(root)
        else:
            return None
    return (*roots, imaginary)


def _plain_root(base: Op, free: bool) -> tuple[int | Fraction, int] | None:
    """The radicand and degree of a root of a number."""
    radicand, degree = base.left, whole(base.right)
    value: int | Fraction | None = radicand.value if isinstance(radicand, Num) else None
    if isinstance(radicand, Op) and radicand.sign == "/" and not free:
        above, below = whole(radicand.left), whole(radicand.right)
        value = Fraction(above, below) if above and below else None
    if value is None or degree is None or not 2 <= degree <= 12 or value <= 1 - (not free):
        return None
    if free and (value.denominator != 1 or value > 10**9 or _has_power(value.numerator, degree)):
        return None
    return value, degree


def _has_power(value: int, degree: int) -> bool:
    """Whether a whole number up to 10^9 has a factor that is a power: primes up to 1000, then what is left."""
    for prime in range(2, 1001):
        if prime**3 > value:
            break
        exponent = 0
        while value % prime == 0:
            value //= prime
            exponent += 1
        if exponent >= degree:
            return True
    return degree == 2 and value > 1 and math.isqrt(value) ** 2 == value


FORMS: dict[str, Callable[[Tree, Tree], bool]] = {
    "expanded": expanded,
    "monomial": monomial,
    "factored": factored,
    "associate": associate,
    "lowest": lowest,
    "vertex": vertex,
    "partial": partial,
    "number": number,
    "radical": radical,
}
"""The forms by name: each takes the answer's tree and the reference's."""
