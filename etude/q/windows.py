"""Moving windows, weighted and paired statistics, search in sorted lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from etude.q.aggregates import _over, _simple, total
from etude.q.arithmetic import multiply
from etude.q.atomic import convert
from etude.q.containers import as_list, collect, count, items
from etude.q.errors import QError
from etude.q.ordering import order
from etude.q.registry import dyad, monad
from etude.q.values import (
    BOOL,
    BYTE,
    FLOAT,
    FLOATS,
    GUID,
    INT,
    LONG,
    NAN,
    SHORT,
    SYM,
    Dict,
    Table,
    Value,
    Vec,
    is_atom,
    raw,
    type_of,
)


def _floats(x: Value) -> Any:
    source = as_list(x)
    return np.asarray(convert(source.t or FLOAT, FLOAT, source.a if source.t else np.zeros(0)), dtype=float)


def _paired(x: Value, y: Value) -> tuple[Any, Any]:
    a, b = np.broadcast_arrays(_floats(x), _floats(y)) if is_atom(x) or is_atom(y) else (_floats(x), _floats(y))
    if len(a) != len(b):
        raise QError("length")
    return a, b


@dyad("wsum")
def wsum(x: Value, y: Value) -> Value:
    """The weighted sum (https://code.kx.com/q/ref/sum/#wsum)."""
    if isinstance(y, Vec) and y.t == 0:
        return total(multiply(x, y))
    if is_atom(x) and abs(type_of(x)) not in FLOATS and abs(type_of(y)) not in FLOATS:
        return total(multiply(x, y))
    a, b = _paired(x, y)
    return float(np.nansum(a * b))


@dyad("wavg")
def wavg(x: Value, y: Value) -> Value:
    """The weighted mean (https://code.kx.com/q/ref/avg/#wavg)."""
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


def _moving(name: str, f: Callable[[Any], float], whole: bool) -> None:
    def moving(x: Value, y: Value) -> Value:
        if isinstance(y, Dict):
            return Dict(y.k, moving(x, y.v))
        if isinstance(y, Table):
            return Table(y.cols, [moving(x, column) for column in y.data])
        source, n = as_list(y), int(raw(x))
        if source.t == 0:
            from etude.q.shaping import flip

            return flip(collect([moving(x, item) for item in items(flip(source))]))
        values = np.asarray(convert(source.t, FLOAT, source.a), dtype=float)
        out = []
        for i in range(len(values)):
            window = values[max(0, i - n + 1) : i + 1]
            window = window[~np.isnan(window)]
            out.append(f(window) if len(window) else (0.0 if name in ("msum", "mcount") else NAN))
        if name == "mcount":
            return Vec(INT, np.array(out, dtype=np.int32))
        kind = source.t if whole else FLOAT
        if kind in (BOOL, BYTE, SHORT) and name == "msum":
            kind = INT
        return Vec(kind, np.asarray(convert(FLOAT, kind, np.array(out, dtype=float))))

    dyad(name)(moving)


@dyad("ema")
def ema(x: Value, y: Value) -> Value:
    """The exponential moving average (https://code.kx.com/q/ref/ema/)."""
    values = _floats(y)
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


def _search(x: Value, y: Value, side: str, shift: int) -> Value:
    if not isinstance(x, Vec) or x.t == 0:
        raise QError("type")
    wanted = as_list(y)
    left, right = x.a, wanted.a
    if x.t in (SYM, GUID):
        import bisect

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
        if len(values) <= ddof:
            return NAN
        found = float(values.var(ddof=ddof))
        return float(np.sqrt(found)) if root else found

    monad(name)(f)


for _name, _ddof, _root in (("var", 0, False), ("dev", 0, True), ("svar", 1, False), ("sdev", 1, True)):
    _spread(_name, _ddof, _root)


for _name, _f, _whole in (
    ("mavg", np.mean, False),
    ("msum", np.sum, True),
    ("mmax", np.max, True),
    ("mmin", np.min, True),
    ("mdev", np.std, False),
    ("mcount", len, False),
):
    _moving(_name, _f, _whole)
