"""The types of results of arithmetic, from the tables "Domain and range" of the reference pages.

A table has a row for each type on the left and a column for each on the right, in the order of ``ORDER``; a dot is
'type.
"""

from __future__ import annotations

from etude.q.values import BY_LETTER

ORDER = "bgxhijefcspmdznuvt"
_NUMERIC = """
i.iiijef..pmdznuvt
..................
i.iiijef..pmdznuvt
i.iiijef..pmdznuvt
i.iiijef..pmdznuvt
j.jjjjef..pmdznuvt
e.eeeeef..pmdznuvt
f.fffffff.ffzzffff
.......f..pmdznuvt
..................
"""
"""Numbers on the left of ``+`` and ``*``."""
_SUM = (
    _NUMERIC
    + """
p.pppppfp.n...pppp
m.mmmmmfm..i..pppp
d.dddddzd...i.pppp
z.zzzzzzz....fpzzz
n.nnnnnfn.ppppnnnn
u.uuuuufu.pppznuvt
v.vvvvvfv.pppznvvt
t.tttttft.pppznttt
"""
)
_PRODUCT = (
    _NUMERIC
    + """
p.pppppfp.........
m.mmmmmfm.........
d.dddddzd.........
z.zzzzzzz.........
n.nnnnnfn.........
u.uuuuufu.........
v.vvvvvfv.........
t.tttttft.........
"""
)
_EXTREME = """
b.xhijefc.pmdznuvt
..................
x.xhijefc.pmdznuvt
h.hhijefc.pmdznuvt
i.iiijefc.pmdznuvt
j.jjjjefc.pmdznuvt
e.eeeeefc.pmdznuvt
f.ffffffc.pmdznuvt
c.ccccccc.pmdznuvt
..................
p.ppppppp.ppppnuvt
m.mmmmmmm.pmd.....
d.ddddddd.pddz....
z.zzzzzzz.p.zznuvt
n.nnnnnnn.n..nnnnn
u.uuuuuuu.u..unuvt
v.vvvvvvv.v..vnvvt
t.ttttttt.t..tnttt
"""
_QUOTIENT = dict(zip(ORDER, "i.iiijffi.pmdznuvt", strict=True))
"""``div`` has the type of its left side but for these small ones."""

Types = dict[tuple[int, int], int]


def _read(rows: str) -> Types:
    return {
        (BY_LETTER[a], BY_LETTER[b]): BY_LETTER[kind]
        for a, row in zip(ORDER, rows.split(), strict=True)
        for b, kind in zip(ORDER, row, strict=True)
        if kind != "."
    }


SUM = _read(_SUM)
"""https://code.kx.com/q/ref/add/"""
DIFFERENCE = SUM | {(BY_LETTER[a], BY_LETTER["c"]): BY_LETTER[kind] for a, kind in zip("bxhije", "iiiije", strict=True)}
"""https://code.kx.com/q/ref/subtract/"""
PRODUCT = _read(_PRODUCT)
"""https://code.kx.com/q/ref/multiply/"""
EXTREME = _read(_EXTREME)
"""https://code.kx.com/q/ref/greater/"""
QUOTIENT: Types = {
    (BY_LETTER[a], BY_LETTER[b]): BY_LETTER[kind]
    for a, kind in _QUOTIENT.items()
    for b in ORDER
    if kind != "." and b not in "gs"
}
"""https://code.kx.com/q/ref/div/"""
