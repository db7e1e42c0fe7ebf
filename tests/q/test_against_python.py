"""Lists, strings, numbers in bases, dates: the same work done by Python, on random values."""

from __future__ import annotations

import datetime
import itertools
import math
import random
import statistics
from itertools import accumulate

import pytest

from etude.q import Session

SEEDS = range(12)


def run(source: str, **names: object) -> object:
    session = Session()
    for name, value in names.items():
        session.set(name, value)
    session.run(f"result:{source}")
    return session.get("result")


def numbers(seed: int, least: int = 1, low: int = -9, high: int = 9) -> list[int]:
    chance = random.Random(seed)
    return [chance.randint(low, high) for _ in range(chance.randint(least, 12))]


def shifted(x: list[int], by: int) -> list[int]:
    return [x[(i + by) % len(x)] for i in range(len(x))]


LISTS = {
    "reverse x": lambda x, n: x[::-1],
    "asc x": lambda x, n: sorted(x),
    "desc x": lambda x, n: sorted(x, reverse=True),
    "iasc x": lambda x, n: sorted(range(len(x)), key=lambda i: x[i]),
    "idesc x": lambda x, n: sorted(range(len(x)), key=lambda i: -x[i]),
    "rank x": lambda x, n: [sorted(range(len(x)), key=lambda i: x[i]).index(i) for i in range(len(x))],
    "distinct x": lambda x, n: list(dict.fromkeys(x)),
    "n#x": lambda x, n: [x[i % len(x)] for i in range(n)],
    "(neg n)#x": lambda x, n: [x[(i - n) % len(x)] for i in range(n)],
    "n _ x": lambda x, n: x[n:],
    "(neg n)_ x": lambda x, n: x[: max(0, len(x) - n)],
    "n sublist x": lambda x, n: x[:n],
    "n rotate x": shifted,
    "sums x": lambda x, n: list(accumulate(x)),
    "maxs x": lambda x, n: list(accumulate(x, max)),
    "mins x": lambda x, n: list(accumulate(x, min)),
    "prds x": lambda x, n: list(accumulate(x, lambda a, b: a * b)),
    "deltas x": lambda x, n: [b - a for a, b in itertools.pairwise([0, *x])],
    "sum x": lambda x, n: sum(x),
    "prd x": lambda x, n: math.prod(x),
    "max x": lambda x, n: max(x),
    "min x": lambda x, n: min(x),
    "avg x": lambda x, n: pytest.approx(statistics.fmean(x)),
    "med x": lambda x, n: pytest.approx(statistics.median(x)),
    "var x": lambda x, n: pytest.approx(statistics.pvariance(x)),
    "dev x": lambda x, n: pytest.approx(statistics.pstdev(x)),
    "where x>n": lambda x, n: [i for i, v in enumerate(x) if v > n],
    "x?n": lambda x, n: x.index(n) if n in x else len(x),
    "n in x": lambda x, n: n in x,
    "x except n": lambda x, n: [v for v in x if v != n],
    "x inter til n": lambda x, n: [v for v in x if 0 <= v < n],
    "x union til n": lambda x, n: list(dict.fromkeys([*x, *range(n)])),
    "group x": lambda x, n: {v: [i for i, w in enumerate(x) if w == v] for v in dict.fromkeys(x)},
    "count each group x": lambda x, n: {v: x.count(v) for v in dict.fromkeys(x)},
    "n cut x": lambda x, n: [x[i : i + n] for i in range(0, len(x), n)],
    "raze n cut x": lambda x, n: x,
    "x div n": lambda x, n: [v // n for v in x],
    "x mod n": lambda x, n: [v % n for v in x],
    "n xbar x": lambda x, n: [v // n * n for v in x],
    "signum x": lambda x, n: [(v > 0) - (v < 0) for v in x],
    "differ x": lambda x, n: [i == 0 or x[i] != x[i - 1] for i in range(len(x))],
    "n mmax x": lambda x, n: [max(x[max(0, i - n + 1) : i + 1]) for i in range(len(x))],
    "n mmin x": lambda x, n: [min(x[max(0, i - n + 1) : i + 1]) for i in range(len(x))],
    "n msum x": lambda x, n: [sum(x[max(0, i - n + 1) : i + 1]) for i in range(len(x))],
    "n mavg x": lambda x, n: pytest.approx([statistics.fmean(x[max(0, i - n + 1) : i + 1]) for i in range(len(x))]),
    "(asc x)bin n": lambda x, n: sum(v <= n for v in x) - 1,
    "(asc x)binr n": lambda x, n: sum(v < n for v in x),
    "x within 0,n": lambda x, n: [0 <= v <= n for v in x],
    "{x+y}/[n;x]": lambda x, n: n + sum(x),
    "{x-y}\\[n;x]": lambda x, n: list(accumulate(x, lambda a, b: a - b, initial=n))[1:],
    "x+/:til n": lambda x, n: [[v + i for v in x] for i in range(n)],
    "x,\\:n": lambda x, n: [[v, n] for v in x],
    "flip 2#enlist x": lambda x, n: [[v, v] for v in x],
    "x cross til 2": lambda x, n: [[v, i] for v in x for i in range(2)],
    "n xprev x,til n": lambda x, n: [-(2**63)] * n + x,
    "ratios 1+abs x": lambda x, n: pytest.approx([1 + abs(x[0]), *((1 + abs(b)) / (1 + abs(a)) for a, b in itertools.pairwise(x))]),
    "fills 0N,x": lambda x, n: [-(2**63), *x],
    "x wsum til count x": lambda x, n: sum(i * v for i, v in enumerate(x)),
    "{$[x;.z.s[x-1]+x;0]}n": lambda x, n: n * (n + 1) // 2,
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("source", LISTS)
def test_lists(source: str, seed: int) -> None:
    x, n = numbers(seed), 1 + seed % 5
    assert run(source, x=x, n=n) == LISTS[source](x, n)


def texts(seed: int) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice("abcXY ,12") for _ in range(chance.randint(2, 14)))


TEXTS = {
    "upper s": str.upper,
    "lower s": str.lower,
    "reverse s": lambda s: s[::-1],
    "trim s": lambda s: s.strip(" "),
    "ltrim s": lambda s: s.lstrip(" "),
    "rtrim s": lambda s: s.rstrip(" "),
    '","vs s': lambda s: s.split(","),
    '","sv","vs s': lambda s: s,
    '"-"sv","vs s': lambda s: s.replace(",", "-"),
    'ssr[s;"a";"zz"]': lambda s: s.replace("a", "zz"),
    's ss"a"': lambda s: [i for i, c in enumerate(s) if c == "a"],
    "distinct s": lambda s: "".join(dict.fromkeys(s)),
    "asc s": lambda s: "".join(sorted(s)),
    "count s": len,
    'sum s="a"': lambda s: s.count("a"),
    's like"*a*"': lambda s: "a" in s,
    's like"?a*"': lambda s: s[1] == "a",
    's in"abc"': lambda s: [c in "abc" for c in s],
    'raze string`long$s': lambda s: "".join(str(ord(c)) for c in s),
    '"J"$raze string count s': len,
    "`$s": lambda s: s.strip(" "),
    "string`$s": lambda s: s.strip(" "),
    "20$s": lambda s: s.ljust(20),
    "-20$s": lambda s: s.rjust(20),
    "s where s in .Q.n": lambda s: "".join(c for c in s if c.isdigit()),
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("source", TEXTS)
def test_texts(source: str, seed: int) -> None:
    assert run(source, s=texts(seed)) == TEXTS[source](texts(seed))


def digits(number: int, base: int) -> list[int]:
    found: list[int] = []
    while number:
        number, digit = divmod(number, base)
        found.append(digit)
    return found[::-1]


@pytest.mark.parametrize("base", [2, 3, 7, 10, 16, 60])
@pytest.mark.parametrize("seed", SEEDS)
def test_bases(base: int, seed: int) -> None:
    number = random.Random(seed).randint(1, 10**9)
    assert run("b vs n", b=base, n=number) == digits(number, base)
    assert run("b sv b vs n", b=base, n=number) == number
    assert run("0b sv 0b vs n", n=number) == number


@pytest.mark.parametrize("seed", range(40))
def test_dates(seed: int) -> None:
    chance = random.Random(seed)
    day = datetime.date(1970, 1, 1) + datetime.timedelta(days=chance.randint(0, 40_000))
    step = chance.randint(-4000, 4000)
    written, later = day.strftime("%Y.%m.%d"), (day + datetime.timedelta(days=step)).strftime("%Y.%m.%d")
    session = Session()
    assert session.console(f"{written}+{step}").strip() == later
    assert session.console(f"`long${written}").strip() == str((day - datetime.date(2000, 1, 1)).days)
    assert session.console(f"(`year;`mm;`dd)$\\:{written}").split() == [f"{day.year}", f"{day.month}", f"{day.day}i"]
    assert session.console(f"({written} mod 7)").strip() == f"{((day - datetime.date(2000, 1, 1)).days) % 7}i"
    assert session.console(f"`month${written}").strip() == day.strftime("%Y.%mm")
    assert session.console(f'"D"$"{day.isoformat()}"').strip() == written
    assert session.console(f"`week${written}").strip() == (day - datetime.timedelta(days=day.weekday())).strftime(
        "%Y.%m.%d"
    )


def shown(value: float) -> str:
    """A float as q prints it with seven digits."""
    text = f"{value:.7g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        return f"{mantissa}e{exponent[0]}{int(exponent[1:]):02d}"
    return text + "f" if "." not in text else text


@pytest.mark.parametrize("seed", range(120))
def test_floats_print_seven_digits(seed: int) -> None:
    chance = random.Random(seed)
    value = round(chance.uniform(-10, 10) * 10 ** chance.randint(-6, 9), chance.randint(0, 12))
    session = Session()
    session.set("x", float(value))
    assert session.console("x").strip() == shown(float(value))
    assert session.console('x="F"$string x').strip() in ("1b", "0b")
    session.console("\\P 0")
    assert float(session.console("x").strip().rstrip("f")) == value


@pytest.mark.parametrize("seed", SEEDS)
def test_loops_and_vectors_agree(seed: int) -> None:
    x = numbers(seed)
    session = Session()
    session.set("x", x)
    session.run("i:0;s:0;\nwhile[i<count x;s:s+x[i];i:i+1];\nf:{[v]t:0;do[count v;t+:first v;v:1_v];t}\n")
    assert session.get("s") == sum(x)
    assert session.call("f", x) == sum(x)
