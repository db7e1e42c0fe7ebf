"""Random q expressions that exercise its traps: no precedence, right to left, nulls, overloads."""

from __future__ import annotations

from etude.rng import Stream

_PREFIX = (
    "neg ",
    "reverse ",
    "sums ",
    "deltas ",
    "desc ",
    "asc ",
    "distinct ",
    "iasc ",
    "maxs ",
    "mins ",
    "1+",
    "2*",
    "10-",
    "1_",
    "2#",
    "-1_",
    "-2#",
    "3#",
    "2 rotate ",
    "abs ",
    "signum ",
    "next ",
    "prev ",
    "0|",
    "5&",
    "3 mod ",
    "not 0=",
    "-1+",
    "100-",
    "2 xprev ",
    "fills ",
    "0^",
    "ratios ",
    "rank ",
    "differ ",
)
_REDUCE = (
    "sum ",
    "max ",
    "min ",
    "count ",
    "first ",
    "last ",
    "avg ",
    "prd ",
    "med ",
    "all 0<",
    "any 5<",
    "type ",
    "count distinct ",
    "sum 3<",
)
_SHAPES = (
    "group ",
    "string ",
    "2 cut ",
    "0 2 cut ",
    "enlist ",
    "1 2 in ",
    "where 2<",
    "where ",
    "2 3#",
    "flip 2#enlist ",
    "count each group ",
    "{x*x}",
    "{x+1}each ",
    "neg[2]#",
    "10 vs sum ",
    "(+/)",
    "(+\\)",
    "(,)over enlist each ",
    "raze 2#'",
    "1 2+\\:2#",
    "2 sublist ",
    "til first ",
    "{x,x}",
    "differ ",
)
_TEXT = (
    "reverse ",
    "upper ",
    "distinct ",
    "asc ",
    "count ",
    "group ",
    "2#",
    "-3#",
    "1_",
    "first ",
    "enlist first ",
    "type ",
    "string ",
    "`$",
    '"l"=',
    'where "l"=',
    "{x,x}",
    '"-",',
    "raze 2#'",
    '"lo"in ',
    'ssr[;"l";"L"]',
    '" "vs ',
    "10$",
    "-8$",
    "`long$3#",
    "3 cut ",
)
_ATOMS = (
    "A-B-C",
    "A*B+C",
    "A-B*C",
    "A+B-C*D",
    "(A-B)*C-D",
    "neg A-B",
    "A-neg B",
    "A mod B+C",
    "A div B",
    "A%B",
    "A=B-C",
    "A<B+C",
    "A&B|C",
    "A|B&C",
    "not A=B",
    "A xexp B",
    "A-(B-C)-D",
    "neg[A]div B",
    "neg[A]mod B",
    "A-B-C-D",
    "A*B-C",
    "(A+B)mod C",
    "A-B+C-D",
)
_OPERATORS = ("+", "-", "*")


def arithmetic(stream: Stream, size: int) -> str:
    """Operators on numbers, with and without parentheses."""
    if size == 1:
        text = stream.choice(_ATOMS)
        for letter in "ABCD":
            text = text.replace(letter, str(stream.between(1, 12)))
        return text
    parts = [str(stream.between(1, 9)) for _ in range(size + 1)]
    text = parts[-1]
    for part in parts[-2::-1]:
        sign = stream.choice(_OPERATORS)
        text = f"{part}{sign}{text}"
        if stream.chance(1, 4):
            text = f"({text})"
    return text


def listing(stream: Stream, size: int) -> str:
    """Functions of a list, applied from the right."""
    values = [stream.between(-5, 12) for _ in range(stream.between(3, 6))]
    text = " ".join("0N" if stream.chance(1, 25) else str(v) for v in values)
    for i in range(size):
        last = i == size - 1
        pool = _REDUCE if last and stream.chance(1, 3) else _SHAPES if last and stream.chance(1, 2) else _PREFIX
        text = stream.choice(pool) + text
    return text


def texting(stream: Stream, size: int) -> str:
    """Functions of a string, applied from the right."""
    text = (
        '"'
        + stream.choice(("hello", "hello world", "kdb", "level", "q lang", "banana", "mississippi", "abc", "a b c"))
        + '"'
    )
    for _ in range(size):
        text = stream.choice(_TEXT) + text
    return text


def querying(stream: Stream, size: int) -> str:
    """A query on a small table."""
    n = stream.between(3, 5)
    keys = "".join(f"`{stream.choice('abc')}" for _ in range(n))
    values = " ".join(str(stream.between(1, 30)) for _ in range(n))
    table = f"([]k:{keys};v:{values})"
    k = stream.between(2, 20)
    forms = (
        f"select from {table} where v>{k}", f"exec v from {table}", f"select sum v by k from {table}", f"exec max v by k from {table}", f"update v:v-{k} from {table} where k=`a", f"select n:count i by k from {table}",
        f"select[2]from {table}", f"`v xdesc {table}", f"delete from {table} where v<{k}", f"select last v by k from {table}", f"1!{table}", f"select v,w:sums v from {table}", f"exec k!v from {table}", f"select from {table} where v=(max;v)fby k",
        f"count select from {table} where v within {k} 30", f"exec sum v from {table} where k in`a`b", f"select avg v by big:v>{k} from {table}", f"first {table}", f"{table}`v", f"update s:sum v by k from {table}", f"flip {table}", f"meta {table}",
    )  # fmt: skip
    return stream.choice(forms[: 8 + 3 * size])


KINDS = (arithmetic, listing, texting, querying)
