"""select, exec, update, delete."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import numpy as np

from etude.q.casting import dollar
from etude.q.containers import collect, count, items, keyed, null_like, unkeyed
from etude.q.enumerations import follow
from etude.q.errors import QError
from etude.q.lists import index
from etude.q.ordering import order
from etude.q.phrases import unique
from etude.q.sets import distinct as distinct_items
from etude.q.sets import group
from etude.q.shaping import drop, take
from etude.q.values import BOOL, LONG, Dict, Sym, Table, Value, Vec, is_atom, raw, symbols

if TYPE_CHECKING:
    from etude.q.compiler import Code, Compiler
    from etude.q.phrases import Node


def compile_query(compiler: Compiler, node: Node) -> Code:
    """The code of a query."""
    _, kind, limit, columns, by, source, wheres, distinct = node
    if any(_conditional(part) for part in (*wheres, *(part for _, part in (*columns, *(by or ()))))):
        raise QError("rank")
    table_code = compiler(source)
    sized = [part for part in limit if part[0] != "elide" and not _ordering(part)]
    limit_codes = [compiler(part) for part in sized]
    ordering = next((part for part in limit if _ordering(part)), None)
    outer = compiler.locals
    columns_of = {name for _, part in (*columns, *(by or ())) for name in _used(part)} | {
        name for part in wheres for name in _used(part)
    }
    compiler.locals = columns_of | (outer or set())
    column_codes = [(name, compiler(part)) for name, part in columns]
    by_codes = [(name, compiler(part)) for name, part in by] if by is not None else None
    where_codes = [compiler(part) for part in wheres]
    compiler.locals = outer
    session = compiler.session
    names_of = columns_of | (_used(ordering) if ordering else set())
    compiler.locals = names_of | (outer or set())
    order_code = compiler(ordering[2]) if ordering else None
    grade_code = compiler(ordering[1]) if ordering else None
    compiler.locals = outer

    def run(frame: Any) -> Value:
        session.budget.step(80)
        given = table_code(frame)
        name = session.qualified(str(given)) if isinstance(given, Sym) else ""
        if kind == "delete" and name and (name == "." or session.globals.get(name) is None):
            return _delete_names(session, given, [n for n, _ in columns])
        target = session.get_global(name) if name else given
        query = _Query(session, frame, names_of)
        if order_code is not None and grade_code is not None:
            query.ordering = (grade_code(frame), order_code)
        result = query.run(kind, target, column_codes, by_codes, where_codes, [code(frame) for code in limit_codes])
        if distinct:
            result = distinct_items(result)
        if name and kind in ("update", "delete"):
            session.set_global(name, result)
            return given
        return result

    return run


def _conditional(node: Any) -> bool:
    """Whether a phrase holds ``$[c;a;b]``, which queries do not take (outside lambdas)."""
    if not isinstance(node, tuple) or not node or node[0] == "lambda":
        return False
    if node[:2] == ("apply", ("verb", "$")) and len(node) > 4:
        return True
    return any(_conditional(part) for part in node)


def _ordering(node: Node) -> bool:
    """Whether a part of ``select[...]`` gives the order: ``<column``, ``>column``, any function that grades."""
    return bool(node[0] == "order")


def _delete_names(session: Any, given: Value, names: list[str]) -> Value:
    """Names removed from a namespace."""
    for name in names or session.names("" if given == "." else str(given)):
        session.forget(name if given == "." else f"{given}.{name}")
    return given


def _used(node: Any) -> set[str]:
    if not isinstance(node, tuple | list) or not node or node[0] == "lambda":
        return set()
    if node[0] == "name":
        head = node[1].partition(".")[0]
        return {head, node[1]} if head else {node[1]}
    return {name for part in node for name in _used(part)}


class _Query:
    ordering: tuple[Value, Any] | None = None

    def __init__(self, session: Any, frame: Any, names: set[str]) -> None:
        self.session, self.frame, self.names = session, frame, names
        self.every: Any = None

    def scope(self, table: Table, rows: Any) -> dict[str, Value]:
        """What names mean among some rows: columns, then locals, then globals."""
        known: dict[str, Value] = dict(self.frame or {})
        for name in self.names:
            if name in table.cols:
                column = table.data[table.cols.index(name)]
                known[name] = column if rows is self.every else index(column, Vec(LONG, rows))
            elif name == "i":
                known["i"] = Vec(LONG, rows)
            elif "." in name and name.partition(".")[0] in table.cols:
                head, _, path = name.partition(".")
                found: Value = index(table.data[table.cols.index(head)], Vec(LONG, rows))
                for part in path.split("."):
                    linked = follow(found, part)
                    found = dollar(Sym(part), found) if linked is None else linked
                known[name] = found
            elif name not in known:
                try:
                    known[name] = self.session.get_global(self.session.qualified(name))
                except QError:
                    continue
        return _Scope(known)

    def run(self, kind: str, target: Value, columns: Any, by: Any, wheres: Any, limit: list[Value]) -> Value:
        if isinstance(target, Dict) and not keyed(target):
            return self.on_dictionary(kind, target, columns, by, wheres)
        table = unkeyed(target)
        rows = self.every = np.arange(len(table), dtype=np.int64)
        for code in wheres:
            found = code(self.scope(table, rows))
            rows = rows[self._kept(found, len(rows))]
        if self.ordering and kind in ("select", "exec"):
            grade, code = self.ordering
            places = self.session.apply(grade, code(self.scope(table, rows)))
            if not isinstance(places, Vec) or places.t != LONG or len(places) != len(rows):
                raise QError("type")
            rows = rows[places.a]
        if kind == "delete":
            if columns and wheres:
                raise QError("nyi")
            return self.delete(target, table, columns, rows, bool(wheres))
        if kind == "update":
            return self.update(target, table, columns, by, rows)
        if by is not None and kind in ("select", "exec"):
            grouped = self.grouped(kind, table, columns, by, rows)
            return grouped if not limit else take(limit[0], grouped)
        if kind == "exec":
            return self.as_values(table, columns, rows)
        result = self.select(table, columns, rows)
        if keyed(target) and not columns:
            n = len(target.k.cols)
            return Dict(Table(result.cols[:n], result.data[:n]), Table(result.cols[n:], result.data[n:]))
        return _limited(result, limit)

    def on_dictionary(self, kind: str, target: Dict, columns: Any, by: Any, wheres: Any) -> Value:
        """A query on a dictionary of columns: exec, update and delete of whole columns."""
        if by is not None or wheres or not isinstance(target.k, Vec):
            raise QError("type")
        if kind == "delete" and columns:
            return drop(symbols([name for name, _ in columns]), target)
        known = dict(zip([str(k) for k in items(target.k)], items(target.v), strict=True))
        scope = _Scope({**(self.frame or {}), **{n: v for n, v in known.items() if n in self.names}})
        for name in self.names - set(scope):
            with contextlib.suppress(QError):
                scope[name] = self.session.get_global(self.session.qualified(name))
        values = [(name, code(scope)) for name, code in columns]
        if kind == "exec":
            if len(values) == 1:
                return values[0][1]
            return Dict(symbols([n for n, _ in values]), collect([v for _, v in values])) if values else target
        if kind == "update":
            known.update(values)
            return Dict(symbols(list(known)), collect(list(known.values())))
        raise QError("type")

    @staticmethod
    def _kept(found: Value, n: int) -> Any:
        if isinstance(found, Vec) and found.t == BOOL:
            if len(found) != n:
                raise QError("length")
            return np.nonzero(found.a)[0]
        if isinstance(found, bool):
            return np.arange(n) if found else np.zeros(0, dtype=np.int64)
        if isinstance(found, Vec) and found.t in (4, 5, 6, 7):
            return np.nonzero(found.a)[0]
        raise QError("type")

    def select(self, table: Table, columns: Any, rows: Any) -> Any:
        if not columns:
            return index(table, Vec(LONG, rows))
        scope = self.scope(table, rows)
        values = [(name, code(scope)) for name, code in columns]
        sizes = [count(v) for _, v in values if isinstance(v, Vec)]
        n = max(sizes) if sizes else 1
        return Table(unique([name for name, _ in values]), [v if isinstance(v, Vec) else take(n, v) for _, v in values])

    def as_values(self, table: Table, columns: Any, rows: Any) -> Value:
        scope = self.scope(table, rows)
        if not columns:
            part = index(table, Vec(LONG, rows))
            return Dict(symbols(part.cols), Vec(0, list(part.data)))
        values = [(name, code(scope)) for name, code in columns]
        if len(values) == 1:
            return values[0][1]
        return Dict(symbols(unique([name for name, _ in values])), collect([v for _, v in values]))

    def grouped(self, kind: str, table: Table, columns: Any, by: Any, rows: Any) -> Value:
        scope = self.scope(table, rows)
        keys = [(name, code(scope)) for name, code in by]
        n = len(rows)
        data = [v if isinstance(v, Vec) else take(n, v) for _, v in keys]
        single = (kind == "exec" and len(keys) == 1 and keys[0][0] == "x") or (kind == "exec" and len(keys) == 1)
        whole: Value = data[0] if single or len(data) == 1 else Table([name for name, _ in keys], data)
        groups = group(whole)
        places = order(groups.k)
        ordered = [items(groups.v)[int(i)] for i in places]
        key = index(groups.k, Vec(LONG, np.asarray(places, dtype=np.int64)))
        if not columns:
            rest = [name for name in table.cols if name not in {name for name, _ in keys}]
            part = Table(rest, [index(table, Sym(name)) for name in rest])
            found = [
                (name, [index(index(column, Vec(LONG, rows)), Vec(LONG, g.a[-1:])) for g in ordered])
                for name, column in zip(part.cols, part.data, strict=True)
            ]
            values = Table(rest, [collect([items(v)[0] for v in vs]) for _, vs in found])
        else:
            results: list[list[Value]] = [[] for _ in columns]
            for g in ordered:
                inner = self.scope(table, rows[g.a])
                for place, (_, code) in enumerate(columns):
                    results[place].append(code(inner))
            values = Table(unique([name for name, _ in columns]), [collect(r) if r else Vec(0, []) for r in results])
        if kind == "exec":
            return Dict(key, values.data[0] if len(values.cols) == 1 else values)
        key_table = key if isinstance(key, Table) else Table([keys[0][0]], [Vec(key.t, key.a)])
        return Dict(key_table, values)

    def update(self, target: Value, table: Table, columns: Any, by: Any, rows: Any) -> Value:
        result = Table(table.cols, table.data)
        groups = [rows]
        if by is not None:
            scope = self.scope(table, rows)
            keys = [code(scope) for _, code in by]
            n = len(rows)
            data = [v if isinstance(v, Vec) else take(n, v) for v in keys]
            whole: Value = data[0] if len(data) == 1 else Table([str(i) for i in range(len(data))], data)
            groups = [rows[g.a] for g in items(group(whole).v)]
        for name, code in columns:
            if by is None and len(rows) == len(table):
                column = self.whole(code(self.scope(table, rows)), len(rows))
                result = _with_column(result, name, column)
                continue
            known = result.data[result.cols.index(name)] if name in result.cols else None
            values: list[Value] = [None] * len(table) if known is None else items(known)
            example: Value = None
            for part in groups:
                found = code(self.scope(table, part))
                if isinstance(found, Vec) and len(found) != len(part):
                    raise QError("length")
                for place, value in zip(
                    part, items(found) if isinstance(found, Vec) else [found] * len(part), strict=True
                ):
                    values[int(place)] = value
                    example = value
            blank = null_like(example) if example is not None else Vec(0, [])
            column = collect([blank if v is None else v for v in values])
            if known is not None and known.t and len(rows) < len(table) and column.t != known.t:
                raise QError("type")
            result = _with_column(result, name, column)
        if keyed(target):
            n = len(target.k.cols)
            return Dict(Table(result.cols[:n], result.data[:n]), Table(result.cols[n:], result.data[n:]))
        return result

    @staticmethod
    def whole(found: Value, n: int) -> Vec:
        """A new column. Raises QError length."""
        if not isinstance(found, Vec):
            return take(n, found) if is_atom(found) else Vec(0, [found] * n)
        if len(found) != n:
            raise QError("length")
        return found

    def delete(self, target: Value, table: Table, columns: Any, rows: Any, filtered: bool) -> Value:
        if columns:
            gone = {name for name, _ in columns}
            kept = [(name, column) for name, column in zip(table.cols, table.data, strict=True) if name not in gone]
            result = Table([name for name, _ in kept], [column for _, column in kept])
        else:
            left = np.setdiff1d(np.arange(len(table)), rows) if filtered else np.zeros(0, dtype=np.int64)
            result = index(table, Vec(LONG, left.astype(np.int64)))
        if keyed(target):
            n = sum(1 for name in target.k.cols if name in result.cols)
            return Dict(Table(result.cols[:n], result.data[:n]), Table(result.cols[n:], result.data[n:]))
        return result


def _with_column(table: Table, name: str, column: Vec) -> Table:
    if name not in table.cols:
        return Table([*table.cols, name], [*table.data, column])
    at = table.cols.index(name)
    return Table(table.cols, [*table.data[:at], column, *table.data[at + 1 :]])


class _Scope(dict[str, Value]):
    """A frame of columns; a name that nothing gives signals itself."""

    def get(self, name: str, default: Value = None) -> Value:
        if name not in self:
            raise QError(name)
        return self[name]


def _limited(table: Table, limit: list[Value]) -> Value:
    if not limit:
        return table
    n = limit[0]
    if isinstance(n, Vec):
        start, size = (int(v) for v in n.a.tolist())
        places = np.arange(start, min(len(table), start + size), dtype=np.int64)
        return index(table, Vec(LONG, places))
    return take(max(-len(table), min(int(raw(n)), len(table))), table)
