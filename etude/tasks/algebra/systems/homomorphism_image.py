"""The image of an element under a homomorphism of the group to itself, which is given on generators."""

from __future__ import annotations

from collections.abc import Callable

from etude.rng import Stream
from etude.tasks.algebra.systems.declare import System, listed
from etude.tasks.algebra.systems.operations import Operation, Setting, atomic
from etude.theory.groups.structure import Cyclic, Dicyclic, Dihedral, Element, Group, Product, Twisted, conjugate

Map = Callable[[Element], Element]


def endomorphism(stream: Stream, group: Group) -> Map:
    """A homomorphism of a group to itself.

    Cyclic: x -> u x. Dihedral and dicyclic: r -> r^u, s -> r^v s (u odd for the dicyclic, so that s^2 = r^n is kept).
    Permutations: conjugation with a member. Products and twists: from those of their parts.
    """
    if isinstance(group, Cyclic):
        factor = stream.between(2, group.n - 1) if group.n > 2 else 1
        return lambda x: factor * x % group.n
    if isinstance(group, Dihedral | Dicyclic):
        u = stream.between(1, group.n - 1)
        u += isinstance(group, Dicyclic) and u % 2 == 0
        v = stream.below(group.n)
        return lambda x: (x[0], (u * x[1] + v * x[0]) % group.n)
    if isinstance(group, Product):
        one, two = endomorphism(stream, group.first), endomorphism(stream, group.second)
        return lambda x: (one(x[0]), two(x[1]))
    if isinstance(group, Twisted):
        inner = endomorphism(stream, group.base)
        return lambda x: group.base.times(inner(group.base.times(x, group.middle)), group.one)
    by = stream.choice(group.elements)
    return lambda x: conjugate(group, x, by)


def homomorphism(stream: Stream, system: System) -> Setting:
    """A homomorphism that moves some generator, given by the images of the generators."""
    generators = system.generators()
    for _ in range(20):
        image = endomorphism(stream, system.group)
        images = [image(g) for g in generators]
        if images != generators:
            break
    listing = " and ".join(
        f"phi({system.show(g)}) = {system.show(h)}" for g, h in zip(generators, images, strict=True)
    )  # fmt: skip
    text = f"phi is the homomorphism of the group to itself with {listing}."
    return Setting(text, ["homomorphism", listed(tuple(images))], image)


atomic(
    Operation(
        name="homomorphism_image",
        summary="Map an element by a homomorphism.",
        call="phi",
        means="",
        takes=("element",),
        ask=("Compute phi({0}).", "What is the image of {0} under phi?"),
        value=lambda system, setting, args: setting.data(args[0]),
        settle=homomorphism,
    )
)
