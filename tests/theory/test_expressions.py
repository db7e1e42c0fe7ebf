from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from etude.theory.expressions import Expression, combine, decimal, fraction, integer, power
from tests.oracles.arithmetic import value_of

ATOMS = st.one_of(
    st.integers(-50, 50).map(integer),
    st.tuples(st.integers(0, 50), st.integers(2, 50)).map(lambda pair: fraction(*pair)),
    st.tuples(st.integers(0, 20), st.integers(2, 3)).map(lambda pair: power(*pair)),
)
TREES = st.recursive(ATOMS, lambda inner: st.tuples(st.sampled_from("+-*/"), inner, inner), max_leaves=12)


def build(tree: object) -> Expression:
    if isinstance(tree, Expression):
        return tree
    sign, left, right = tree
    made_left, made_right = build(left), build(right)
    if sign == "/" and made_right.value == 0:
        sign = "+"
    return combine(sign, made_left, made_right)


def mirrored(tree: object) -> object:
    """The tree with the sides of every + and x swapped."""
    if isinstance(tree, Expression):
        return tree
    sign, left, right = tree
    divides_by_zero = sign == "/" and build(right).value == 0
    sides = (mirrored(right), mirrored(left)) if sign in "+*" or divides_by_zero else (mirrored(left), mirrored(right))
    return ("+" if divides_by_zero else sign, *sides)


@given(TREES)
def test_the_text_has_the_value(tree: object) -> None:
    made = build(tree)
    assert value_of(made.text) == made.value


@given(TREES)
def test_commuted_expressions_are_one_question(tree: object) -> None:
    assert build(mirrored(tree)).key == build(tree).key


@given(st.lists(ATOMS, min_size=3, max_size=3), st.sampled_from("+*"))
def test_grouping_does_not_matter(atoms: list[Expression], sign: str) -> None:
    a, b, c = atoms
    assert combine(sign, combine(sign, a, b), c).key == combine(sign, a, combine(sign, b, c)).key


def test_notation_does_not_matter_but_numbers_do() -> None:
    quotient = combine("/", integer(3), integer(4))
    assert quotient.key == fraction(3, 4).key == decimal(Fraction(3, 4)).key
    assert combine("+", quotient, integer(1)).key == combine("+", integer(1), fraction(3, 4)).key
    assert combine("-", integer(3), integer(5)).key != combine("-", integer(5), integer(3)).key
    assert combine("/", integer(3), integer(5)).key != combine("/", integer(5), integer(3)).key
    assert power(5, 2).key != integer(25).key
    assert decimal(Fraction(3)).key == integer(3).key
    assert combine("+", integer(12), integer(3)).key != combine("+", integer(1), integer(23)).key
