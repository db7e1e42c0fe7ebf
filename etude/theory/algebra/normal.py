"""An exact normal form of algebra over the rationals, with roots and the imaginary unit.

A sum is a dict from monomials to rational coefficients; a monomial is a sorted tuple of (symbol, exponent), where a
letter's exponent may be negative or a fraction. The root of a prime is the symbol ``#p`` with an exponent between 0 and
1, the imaginary unit is ``#i`` with exponent 1. Such monomials are linearly independent over the rationals (Besicovitch
1940), so two values are equal just if their difference has no terms. A quotient is a pair of sums and need not be in
lowest terms.

Letters stand for positive numbers where a root of them is taken. Work is counted, not timed: TooLarge ends it.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import isqrt
from typing import NamedTuple

from etude.theory.algebra.tree import IMAGINARY, Minus, Num, Op, Sym, Tree, factors, terms

Exponent = int | Fraction
Monomial = tuple[tuple[str, Exponent], ...]
Sum = dict[Monomial, int | Fraction]

MAX_WORK = 3_000
"""Products of two terms in the normal form of one tree."""
MAX_POWER, MAX_MONOMIAL_POWER = 60, 10_000
MAX_BITS = 2_000
_MAX_PRIME = 3_000
_FEW = 9
"""Powers of numbers that need no care."""


class Undefined(ValueError):
    """A division by zero, or an operation with no exact value here (the root of a sum, a letter as an exponent)."""


class TooLarge(ValueError):
    """More work than an answer can need."""


class Quotient(NamedTuple):
    """One sum over another that is not zero."""

    above: Sum
    below: Sum


ONE: Sum = {(): 1}
_IMAGINARY: Monomial = (("#i", 1),)


class Work:
    """Counts the products of terms that are left."""

    def __init__(self, limit: int = MAX_WORK) -> None:
        self.left = limit

    def spend(self, amount: int) -> None:
        """Raise TooLarge when nothing is left."""
        self.left -= amount
        if self.left < 0:
            raise TooLarge("too much work")


def constant(value: int | Fraction) -> Sum:
    """A number as a sum."""
    return {(): value} if value else {}


def add(a: Sum, b: Sum, sign: int = 1) -> Sum:
    """``a + sign b``."""
    total = dict(a)
    _accumulate(total, b, sign)
    return total


def _accumulate(total: Sum, b: Sum, sign: int) -> None:
    """Add ``sign b`` to a sum in place."""
    for monomial, coefficient in b.items():
        value = total.get(monomial, 0) + sign * coefficient
        if value:
            total[monomial] = value
        else:
            total.pop(monomial, None)


def multiply(a: Sum, b: Sum, work: Work) -> Sum:
    """The product. Raises TooLarge."""
    if a == ONE:
        return b
    if b == ONE:
        return a
    work.spend(len(a) * len(b) * (4 + _weight(a) + _weight(b)) // 4)
    total: Sum = {}
    for left, x in a.items():
        for right, y in b.items():
            monomial, factor = _join(left, right) if left and right else (left or right, 1)
            value = total.get(monomial, 0) + x * y * factor
            if value:
                total[monomial] = value
            else:
                total.pop(monomial, None)
    for value in total.values():
        if value.numerator.bit_length() > MAX_BITS or value.denominator.bit_length() > MAX_BITS:
            raise TooLarge("numbers of too many digits")
    return total


def _weight(total: Sum) -> int:
    """What a product with a sum costs for each term, beyond the usual: roots, long monomials and numbers."""
    longest = bits = 0
    for monomial, value in total.items():
        size = len(monomial)
        if size and monomial[0][0][0] == "#":
            size = 3 * size + 1
        longest = max(longest, size)
        bits = max(bits, value.numerator.bit_length() + value.denominator.bit_length())
    return max(0, longest - 2) + bits // 48


def _join(a: Monomial, b: Monomial) -> tuple[Monomial, int | Fraction]:
    """The product of two monomials, and the number that comes out of their roots."""
    exponents = dict(a)
    factor: int | Fraction = 1
    for symbol, exponent in b:
        total = exponents.get(symbol, 0) + exponent
        if symbol[0] == "#":
            if symbol == "#i":
                factor, total = (-factor, 0) if total == 2 else (factor, total)
            elif total >= 1:
                factor, total = factor * int(symbol[1:]), total - 1
        if total:
            exponents[symbol] = total
        else:
            exponents.pop(symbol, None)
    return tuple(sorted(exponents.items())), factor


def power(base: Sum, exponent: int, work: Work) -> Sum:
    """A whole power, not negative. Raises TooLarge."""
    if exponent > (MAX_POWER if len(base) > 1 else MAX_MONOMIAL_POWER):
        raise TooLarge("too high a power")
    result = ONE
    for bit in bin(exponent)[2:]:
        result = multiply(result, result, work)
        if bit == "1":
            result = multiply(result, base, work)
    return result


def root_of(value: int | Fraction, degree: int, work: Work) -> Sum:
    """The real root of a number, or i times it for a square root of a negative one. Raises Undefined, TooLarge."""
    if value == 0:
        return {}
    sign: Sum = ONE
    if value < 0:
        if degree % 2 == 0 and degree != 2:
            raise Undefined("a root of a negative number")
        sign = {_IMAGINARY: 1} if degree == 2 else {(): -1}
    magnitude = abs(Fraction(value))
    outside, inside = Fraction(1), []
    for number, direction in ((magnitude.numerator, 1), (magnitude.denominator, -1)):
        for prime, exponent in _prime_powers(number, work):
            whole, rest = divmod(direction * exponent, degree)
            outside *= Fraction(prime) ** whole
            if rest:
                inside.append((f"#{prime}", Fraction(rest, degree)))
    return multiply(sign, {tuple(sorted(inside)): outside}, work)


def _prime_powers(number: int, work: Work) -> list[tuple[int, int]]:
    """The prime factors of a number with their exponents. Raises TooLarge if it has two large ones."""
    found = []
    for count, prime in enumerate(_primes()):
        if prime * prime > number:
            break
        if count % 32 == 0:
            work.spend(2 + number.bit_length() // 16)
        exponent = 0
        while number % prime == 0:
            number //= prime
            exponent += 1
        if exponent:
            found.append((prime, exponent))
    else:
        if number > _MAX_PRIME**2:
            raise TooLarge("a number too large to take a root of")
    return [*found, (number, 1)] if number > 1 else found


@cache
def _primes() -> tuple[int, ...]:
    """The primes up to the largest that is tried."""
    return tuple(n for n in range(2, _MAX_PRIME) if all(n % d for d in range(2, isqrt(n) + 1)))


def normal(tree: Tree, work: Work | None = None) -> Quotient:
    """The normal form of a tree. Raises Undefined, TooLarge."""
    work = work or Work()
    if isinstance(tree, Num):
        return Quotient(constant(tree.value), ONE)
    if isinstance(tree, Sym):
        if tree.name == "oo":
            raise Undefined("infinity is no number")
        return Quotient({_IMAGINARY: 1} if tree == IMAGINARY else {((tree.name, 1),): 1}, ONE)
    if isinstance(tree, Minus):
        above, below = normal(tree.of, work)
        return Quotient({monomial: -value for monomial, value in above.items()}, below)
    if not isinstance(tree, Op) or tree.sign == "pm":
        raise Undefined("not one expression")
    if tree.sign in "+-":
        return _added(tree, work)
    if (plain := _monomial(tree)) is not None:
        return Quotient(plain, ONE)
    if tree.sign in ("^", "root"):
        return _raised(tree, work)
    return _combined(tree.sign, normal(tree.left, work), normal(tree.right, work), work)


def _added(tree: Tree, work: Work) -> Quotient:
    """A sum: its plain terms in one go, then the others."""
    total: Sum = {}
    rest = Quotient(total, ONE)
    others = []
    for sign, term in terms(tree):
        plain = _monomial(term)
        if plain is None:
            others.append((sign, term))
            continue
        _accumulate(total, plain, sign)
        work.spend(1)
    for sign, term in others:
        rest = _combined("+" if sign > 0 else "-", rest, normal(term, work), work)
    return rest


def _monomial(tree: Tree) -> Sum | None:
    """A product of numbers and powers of letters, as a sum of one term; None for anything else."""
    number: int | Fraction = 1
    exponents: dict[str, Exponent] = {}
    for base, exponent in factors(tree):
        if isinstance(base, Num) and -_FEW <= exponent <= _FEW and (exponent > 0 or base.value):
            number = number * base.value**exponent if exponent > 0 else Fraction(number) / base.value**-exponent
            if number.numerator.bit_length() > MAX_BITS or number.denominator.bit_length() > MAX_BITS:
                raise TooLarge("numbers of too many digits")
        elif isinstance(base, Sym) and 0 < abs(exponent) <= MAX_MONOMIAL_POWER and base.name not in ("i", "oo"):
            exponents[base.name] = exponents.get(base.name, 0) + exponent
        else:
            return None
    return {tuple(sorted(item for item in exponents.items() if item[1])): number} if number else {}


def _combined(sign: str, a: Quotient, b: Quotient, work: Work) -> Quotient:
    if sign == "*":
        return Quotient(multiply(a.above, b.above, work), multiply(a.below, b.below, work))
    if sign == "/":
        if not b.above:
            raise Undefined("a division by zero")
        if b.below == ONE and (inverse := _inverse(b.above)) is not None:
            return Quotient(multiply(a.above, inverse, work), a.below)
        return Quotient(multiply(a.above, b.below, work), multiply(a.below, b.above, work))
    signed = 1 if sign == "+" else -1
    work.spend(len(a.above) + len(b.above))
    if a.below == b.below:
        return Quotient(add(a.above, b.above, signed), a.below)
    left, right = multiply(a.above, b.below, work), multiply(b.above, a.below, work)
    return Quotient(add(left, right, signed), multiply(a.below, b.below, work))


def _inverse(total: Sum) -> Sum | None:
    """One over a sum of one term without roots; None for others."""
    if len(total) != 1:
        return None
    [(monomial, value)] = total.items()
    if any(symbol[0] == "#" for symbol, _ in monomial):
        return None
    return {tuple((symbol, -exponent) for symbol, exponent in monomial): Fraction(1) / value}


def _raised(tree: Op, work: Work) -> Quotient:
    base = normal(tree.left, work)
    exponent = rational(normal(tree.right, work))
    if exponent is None:
        raise Undefined("an exponent that is no number")
    if tree.sign == "root":
        if exponent.denominator != 1 or not 2 <= exponent <= 12:
            raise Undefined("not a root")
        exponent = Fraction(1, exponent.numerator)
    if exponent < 0:
        if not base.above:
            raise Undefined("a division by zero")
        base, exponent = Quotient(base.below, base.above), -exponent
    if exponent.denominator != 1:
        if exponent.denominator > 12:
            raise TooLarge("too high a root")
        base = Quotient(_root(base.above, exponent.denominator, work), _root(base.below, exponent.denominator, work))
    times = exponent.numerator
    return Quotient(power(base.above, times, work), power(base.below, times, work))


def _root(total: Sum, degree: int, work: Work) -> Sum:
    """The root of a sum of one term. Raises Undefined for more."""
    if len(total) > 1:
        raise Undefined("a root of a sum")
    result = ONE
    for monomial, value in total.items():
        if any(symbol[0] == "#" for symbol, _ in monomial):
            raise Undefined("a root of a root")
        parts = tuple((symbol, _slim(Fraction(exponent, degree))) for symbol, exponent in monomial)
        result = multiply(root_of(value, degree, work), {parts: 1}, work)
    return result if total else {}


def _slim(value: Fraction) -> Exponent:
    return value.numerator if value.denominator == 1 else value


def rational(value: Quotient) -> Fraction | None:
    """The rational number that a quotient is, if it is plainly one."""
    if value.above.keys() <= {()} and value.below.keys() == {()}:
        return Fraction(value.above.get((), 0)) / value.below[()]
    return None


def equal(a: Quotient, b: Quotient, work: Work) -> bool:
    """Whether two quotients are the same function, or the same number. Raises TooLarge."""
    if a.below == b.below:
        return a.above == b.above
    return multiply(a.above, b.below, work) == multiply(b.above, a.below, work)


def derivative(total: Sum, letter: str) -> Sum:
    """The derivative by a letter."""
    result: Sum = {}
    for monomial, value in total.items():
        exponents = dict(monomial)
        exponent = exponents.get(letter, 0)
        if exponent:
            exponents[letter] = exponent - 1
            rest = tuple(sorted((symbol, n) for symbol, n in exponents.items() if n))
            _accumulate(result, {rest: value * exponent}, 1)
    return result


def is_constant(value: Quotient, letter: str, work: Work) -> bool:
    """Whether a quotient does not depend on a letter: its derivative is zero. Raises TooLarge."""
    if value.below == ONE:
        return not any(symbol == letter for monomial in value.above for symbol, _ in monomial)
    up = multiply(derivative(value.above, letter), value.below, work)
    return up == multiply(value.above, derivative(value.below, letter), work)


def difference(a: Quotient, b: Quotient, work: Work) -> Quotient:
    """``a - b``. Raises TooLarge."""
    return _combined("-", a, b, work)
