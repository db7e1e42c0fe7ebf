from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etude.rng import Stream
from etude.tasks.algebra.systems.catalogue import build, keys
from etude.tasks.algebra.systems.naming import Letters, present
from etude.theory.groups import calls
from etude.theory.groups.notation import Cycles, Numbers, Pairs, Units, Words, notation_of, plain
from etude.theory.groups.structure import (
    Cyclic,
    Dicyclic,
    Dihedral,
    Product,
    Twisted,
    closure,
    commutator,
    conjugate,
    order_of,
    power,
)

SMALL = [
    build(key, right)
    for level in (1, 2)
    for groups in keys(level).values()
    for key in groups
    for right in (True, False)
]
TWISTED = [Twisted(group, group.elements[-1]) for group in SMALL[::3]]


@pytest.mark.parametrize("group", [*SMALL, *TWISTED], ids=lambda group: str(group.key)[:60])
def test_the_axioms_hold(group) -> None:
    elements = group.elements
    assert len(set(elements)) == group.order
    for a, b in itertools.product(elements, repeat=2):
        assert group.times(a, b) in elements
        for c in elements[::3]:
            assert group.times(group.times(a, b), c) == group.times(a, group.times(b, c))
    for a in elements:
        assert group.times(a, group.one) == a == group.times(group.one, a)
        assert group.times(a, group.inverse(a)) == group.one
        assert group.order % order_of(group, a) == 0
        assert power(group, a, -2) == group.inverse(group.times(a, a))
    assert closure(group, group.generators) == set(elements)
    table = [[elements.index(group.times(a, b)) for b in elements] for a in elements]
    assert [list(row) for row in group.table] == table
    assert group.abelian == all(table[i][j] == table[j][i] for i in range(len(table)) for j in range(len(table)))


def test_derived_operations() -> None:
    group = Dihedral(5)
    for a, b in itertools.product(group.elements, repeat=2):
        moved = conjugate(group, a, b)
        assert group.times(moved, b) == group.times(b, a)
        assert group.times(commutator(group, a, b), group.times(b, a)) == group.times(a, b)


@pytest.mark.parametrize("relations", [True, False])
@pytest.mark.parametrize("fresh", [True, False])
def test_every_element_is_shown_and_read_back(relations: bool, fresh: bool) -> None:
    for group in SMALL:
        letters = Letters(Stream("letters", str(group.key)), fresh)
        notation = present(group, letters, relations, "*").notation
        again = notation_of(notation.record())
        shown = [notation.show(element) for element in group.elements]
        assert len(set(shown)) == len(shown)
        for element, text in zip(group.elements, shown, strict=True):
            assert notation.read(plain(text), False) == element
            assert again.read(plain(f" {text} "), False) == element


def test_other_names_of_a_word() -> None:
    notation = Words(5, ("r", "s"))
    for text in ("r^3 s", "r^{3}s", "r³s", "r**3 * s", r"r^{3} \cdot s", "s r^2", "s r^{2}", "r^(3) s"):
        assert notation.read(plain(text), False) == (1, 3), text
    assert notation.read("s r^-3", True) == (1, 3)
    for text in ("e", "1", "id", "r^0", "r^0 s^0"):
        assert notation.read(text, False) == (0, 0), text
    for text in (
        "r^5",
        "r r",
        "r^2 r",
        "s s",
        "s^2",
        "r^-1",
        "t",
        "",
        "r^",
        "r s r",
        "r^2 s r",
        "^2",
        "r^99999999",
        "rs2",
    ):
        assert notation.read(text, False) is None, text
    quaternions = Words(8, ("a", "b"))
    assert quaternions.read("b a^3", False) == (1, 5)


def test_other_names_of_a_permutation() -> None:
    notation = Cycles("12345")
    wanted = (1, 2, 0, 4, 3)
    for text in ("(1 2 3)(4 5)", "(4 5)(1 2 3)", "(2 3 1)(5 4)", "(123)(45)", "(1,2,3)(4,5)", "(1, 2, 3) (4, 5)", "[2, 3, 1, 5, 4]",
                 "[2 3 1 5 4]", r"\begin{pmatrix}1&2&3&4&5\\2&3&1&5&4\end{pmatrix}", r"\left(1\ 2\ 3\right)\left(4\ 5\right)"):  # fmt: skip
        assert notation.read(plain(text), False) == wanted, text
    for text in ("e", "()", "id", "(1)", "(1)(2)(3)"):
        assert notation.read(plain(text), False) == (0, 1, 2, 3, 4), text
    for text in (
        "(1 2)(2 3)",
        "(1 1)",
        "(1 6)",
        "1 2 3",
        "(1 2",
        "[1, 2, 3]",
        "[1, 1, 2, 3, 4]",
        "(1 2)x",
        "",
        "(",
        "(1 2))",
    ):
        assert notation.read(plain(text), False) is None, text


def test_numbers_units_and_pairs() -> None:
    numbers = Numbers(7)
    assert [numbers.read(t, True) for t in ("3", "-4", "3 (mod 7)", r"3 \pmod{7}", "7", "10", "x", "3.5", "-7")] == [
        3,
        3,
        3,
        3,
        None,
        None,
        None,
        None,
        None,
    ]
    assert numbers.read("-4", False) is None
    units = Units(("i", "j", "k"))
    assert [units.read(t, False) for t in ("-k", "k", "1", "-1", "(-j)", "+i", "ij", "2")] == [
        (1, 3),
        (1, 1),
        (0, 0),
        (0, 2),
        (1, 2),
        (0, 1),
        None,
        None,
    ]
    pairs = Pairs(numbers, Cycles("123"))
    for text in ("(3, (1 2 3))", "(3,(1,2,3))", "[3, (2 3 1)]", r"\langle 3, (1 2 3)\rangle"):
        assert pairs.read(plain(text), False) == (3, (1, 2, 0)), text
    for text in ("3, (1 2 3)", "(3)", "(3, 4, 5)", "(9, e)", "(3, (1 2 3)", ""):
        assert pairs.read(plain(text), False) is None, text
    nested = Product(Cyclic(2), Product(Cyclic(3), Dicyclic(2)))
    assert nested.order == 48


@given(st.text(max_size=60), st.booleans())
def test_reading_never_fails(text: str, signed: bool) -> None:
    for notation in (
        Words(5, ("r", "s")),
        Cycles("12345"),
        Numbers(5),
        Units(("i", "j", "k")),
        Pairs(Numbers(3), Cycles("123")),
    ):
        notation.read(plain(text), signed)


def test_a_notation_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no notation"):
        notation_of({"kind": "runes"})


def test_calls_are_read_and_worked_off() -> None:
    text = "mul(inv((1 2)(3 4)), pow((e, r^2), ord(one())))"
    tree = calls.parse(text)
    assert calls.show(tree) == text
    assert calls.count(tree) == 5
    assert calls.ready(tree) == ["inv((1 2)(3 4))", "one()"]
    tree = calls.replace(tree, "one()", "(e, e)")
    assert calls.ready(tree) == ["inv((1 2)(3 4))", "ord((e, e))"]
    assert calls.parse("(1 2)(3 4)") == "(1 2)(3 4)"
    assert calls.replace("x", "inv(x)", "y") == "x"
    twice = calls.parse("mul(inv(r), inv(r))")
    assert calls.show(calls.replace(twice, "inv(r)", "r^4")) == "mul(r^4, inv(r))"
