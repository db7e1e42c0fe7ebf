"""Weighted and paired statistics, search in sorted lists."""

from __future__ import annotations

import bisect
from typing import Any

import numpy as np

from etude.q.aggregates import _over, _simple, total
from etude.q.arithmetic import divide, multiply
from etude.q.atomic import convert
from etude.q.containers import as_list, collect, count, enlist, items, keyed
from etude.q.context import scan, work
from etude.q.errors import QError
from etude.q.lists import index
from etude.q.ordering import order, rank_key
from etude.q.registry import dyad, monad
from etude.q.shaping import flip
from etude.q.values import (
    CHAR,
    FLOAT,
    FLOATS,
    GUID,
    LONG,
    NAN,
    NL,
    SYM,
    Dict,
    Table,
    Value,
    Vec,
    is_atom,
    raw,
    symbols,
    type_of,
)


def _floats(x: Value) -> Any:
    work(12)
    source = as_list(x)
    scan(len(source), 4)
    return np.asarray(convert(source.t or FLOAT, FLOAT, source.a if source.t else np.zeros(0)), dtype=float)


def _paired(x: Value, y: Value) -> tuple[Any, Any]:
    a, b = np.broadcast_arrays(_floats(x), _floats(y)) if is_atom(x) or is_atom(y) else (_floats(x), _floats(y))
    if len(a) != len(b):
        raise QError("length")
    return a, b


@dyad("wsum")
def wsum(x: Value, y: Value) -> Value:
    """The weighted sum (https://code.kx.com/q/ref/sum/#wsum)."""
    if isinstance(y, Dict):
        return wsum(x, y.v)
    if isinstance(y, Table):
        return Dict(symbols(y.cols), collect([wsum(x, column) for column in y.data]))
    if isinstance(y, Vec) and y.t == 0:
        return total(multiply(x, y))
    if is_atom(x) and abs(type_of(x)) not in FLOATS and abs(type_of(y)) not in FLOATS:
        return total(multiply(x, y))
    a, b = _paired(x, y)
    return float(np.nansum(a * b))


@dyad("wavg")
def wavg(x: Value, y: Value) -> Value:
    """The weighted mean (https://code.kx.com/q/ref/avg/#wavg)."""
    if isinstance(y, Dict):
        return wavg(x, y.v)
    if isinstance(y, Table):
        return Dict(symbols(y.cols), collect([wavg(x, column) for column in y.data]))
    if isinstance(x, Vec) and x.t == 0 and isinstance(y, Vec) and y.t == 0 and x.a:
        return divide(total(multiply(x, y)), total(x))
    a, b = _paired(x, y)
    known = ~np.isnan(b) & ~np.isnan(a)
    weight = a[known].sum()
    return float((a[known] * b[known]).sum() / weight) if weight else NAN


@dyad("cov")
def cov(x: Value, y: Value) -> Value:
    """Covariance (https://code.kx.com/q/ref/cov/)."""
    a, b = _paired(x, y)
    return float((a * b).mean() - a.mean() * b.mean())


@dyad("scov")
def scov(x: Value, y: Value) -> Value:
    """Sample covariance (https://code.kx.com/q/ref/cov/#scov)."""
    a, b = _paired(x, y)
    return float(np.cov(a, b, ddof=1)[0, 1])


@dyad("cor")
def cor(x: Value, y: Value) -> Value:
    """Correlation (https://code.kx.com/q/ref/cor/)."""
    a, b = _paired(x, y)
    with np.errstate(all="ignore"):
        return float(((a * b).mean() - a.mean() * b.mean()) / (a.std() * b.std()))


@dyad("ema")
def ema(x: Value, y: Value) -> Value:
    """The exponential moving average (https://code.kx.com/q/ref/ema/)."""
    values = _floats(y)
    work(len(values) >> 2)
    alpha = float(raw(x))
    out: list[float] = []
    for v in values.tolist():
        out.append(v if not out else out[-1] + alpha * (v - out[-1]))
    return Vec(FLOAT, np.array(out, dtype=float))


@dyad("xrank")
def xrank(x: Value, y: Value) -> Value:
    """Buckets of equal size by rank (https://code.kx.com/q/ref/xrank/)."""
    n = count(y)
    ranks = np.argsort(order(y), kind="stable")
    return Vec(LONG, (ranks * int(raw(x)) // max(1, n)).astype(np.int64))


@dyad("bin")
def bin_(x: Value, y: Value) -> Value:
    """The last place in x not above y (https://code.kx.com/q/ref/bin/)."""
    return _search(x, y, "right", -1)


@dyad("binr")
def binr(x: Value, y: Value) -> Value:
    """The first place in x not below y (https://code.kx.com/q/ref/bin/#binr)."""
    return _search(x, y, "left", 0)


def _search_nested(x: Vec, y: Value, side: str, shift: int) -> Value:
    """Search among lists."""
    keys = [rank_key(item) for item in x.a]
    cut = bisect.bisect_right if side == "right" else bisect.bisect_left
    if isinstance(y, Vec) and y.t == 0:
        return Vec(LONG, np.array([cut(keys, rank_key(item)) + shift for item in y.a], dtype=np.int64))
    return cut(keys, rank_key(y)) + shift


def _search_rows(x: Value, y: Value) -> Value:
    """The row that holds as of a row: all columns but the last are equal, the last is not above."""
    from etude.q.joins import as_of

    keys = x.v if isinstance(x, Dict) else x
    single = isinstance(y, Dict)
    wanted = flip(Dict(y.k, Vec(0, [enlist(v) for v in items(y.v)]))) if single else y
    if not isinstance(wanted, Table):
        raise QError("type")
    places = as_of(keys.cols, wanted, keys)
    found = Vec(LONG, np.where(places < 0, NL, places).astype(np.int64))
    result = index(x.k, Vec(LONG, places)) if isinstance(x, Dict) else found
    return index(result, 0) if single else result


def _search(x: Value, y: Value, side: str, shift: int) -> Value:
    if isinstance(x, Dict) and not keyed(x):
        return index(x.k, _search(x.v, y, side, shift))
    if isinstance(x, Table) or keyed(x):
        return _search_rows(x, y)
    if not isinstance(x, Vec):
        raise QError("type")
    if isinstance(y, Dict):
        return Dict(y.k, _search(x, y.v, side, shift))
    scan(count(y), 80)
    if x.t == 0:
        return _search_nested(x, y, side, shift)
    if isinstance(y, Vec) and y.t == 0:
        return collect([_search(x, item, side, shift) for item in y.a])
    if not is_atom(y) and not isinstance(y, Vec):
        raise QError("type")
    if (x.t in (SYM, GUID)) != (abs(type_of(y)) in (SYM, GUID)) or (x.t == CHAR) != (abs(type_of(y)) == CHAR):
        raise QError("type")
    wanted = as_list(y)
    left, right = x.a, wanted.a
    if x.t in (SYM, GUID):
        cut = bisect.bisect_right if side == "right" else bisect.bisect_left
        out = np.array([cut(list(left), v) + shift for v in right], dtype=np.int64)
    else:
        if x.t in FLOATS or wanted.t in FLOATS:
            left, right = convert(x.t, FLOAT, left), convert(wanted.t, FLOAT, right)
        out = np.searchsorted(left, right, side=side).astype(np.int64) + shift  # type: ignore[call-overload]
    return Vec(LONG, out) if isinstance(y, Vec) else int(out[0])


@monad("med")
def median(x: Value) -> Value:
    """The median (https://code.kx.com/q/ref/med/)."""
    done = _over(median, x)
    if done is not None:
        return done
    if is_atom(x):
        return float(raw(x))
    t, a = _simple(x)
    values = np.asarray(convert(t, FLOAT, a), dtype=float)
    values = values[~np.isnan(values)]
    scan(len(values), 12)
    return float(np.median(values)) if len(values) else NAN


def _spread(name: str, ddof: int, root: bool) -> None:
    def f(x: Value) -> Value:
        done = _over(f, x)
        if done is not None:
            return done
        if is_atom(x):
            return 0.0 if ddof == 0 else NAN
        t, a = _simple(x)
        values = np.asarray(convert(t, FLOAT, a), dtype=float)
        values = values[~np.isnan(values)]
        scan(len(values), 6)
        if len(values) <= ddof:
            return NAN
        found = float(values.var(ddof=ddof))
        return float(np.sqrt(found)) if root else found

    monad(name)(f)


for _name, _ddof, _root in (("var", 0, False), ("dev", 0, True), ("svar", 1, False), ("sdev", 1, True)):
    _spread(_name, _ddof, _root)
