"""Querysets whose SQL is made once: to build and compile a query costs several times what it costs to run it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators

_FIRST_NUMBER = 8_000_000_000_000_000_000
_FIRST_MOMENT = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)

KEPT_ROWS = 200  # enough for a query of lists: the front page shows sixty stories, some 15 KB each
# A value of a query, or several for an IN.
Value = int | str | dt.datetime | Sequence[int]
Row = tuple[Any, ...]


class CompiledQuery:
    """A queryset that depends on nothing but named values. Call it with them to get its rows as a list.

        NEWEST = CompiledQuery(lambda at: Article.objects.published(at)[:20])
        NEWEST(at=timezone.now())

    `build` is called once for each set of names and lengths of lists, with stand-ins for the values; the SQL is kept
    and run with the values themselves. So `build` must not look at the values, nor at anything that changes. A stand-in
    for a time is later than those named before it. Lists are for IN: they are padded to a power of two by repeating
    their last number. One query, or none if a list is empty.

    With `keep`, so many rows are kept with what was made of them, for each set of names and lengths: a row that is
    read again, with all its columns as they were, gives the same object. It is shared by all threads and must not be
    changed.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], keep: int = 0) -> None:
        self._build = build
        self._keep = keep
        self._compiled: dict[Any, _Compiled] = {}

    def __call__(self, **values: Value) -> list[Any]:
        padded = {name: _padded(value) for name, value in values.items()}
        if [] in padded.values():
            return []
        key = tuple((name, len(value) if isinstance(value, list) else 0) for name, value in padded.items())
        if key not in self._compiled:
            self._compiled[key] = _compile(self._build, padded, self._keep)
        return self._compiled[key].run(padded)


@dataclass(frozen=True)
class _Compiled:
    """`places` says for each parameter what it is, or which value, and of a list which number. `make` makes of a row
    what the queryset would have made."""

    sql: str
    places: list[tuple[str, Any]]
    make: Callable[[Row], Any]

    def run(self, values: dict[str, Any]) -> list[Any]:
        adapted = {name: _adapted(value) for name, value in values.items()}
        parameters = [(adapted[name] if at is None else adapted[name][at]) if name else at for name, at in self.places]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows = cursor.fetchall()
        return [self.make(row) for row in rows]


def _compile(build: Callable[..., QuerySet[Any, Any]], values: dict[str, Any], keep: int) -> _Compiled:
    stand_ins = _stand_ins(values)
    queryset = build(**stand_ins)
    compiler = queryset.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    named: dict[Any, tuple[str, int | None]] = {}
    for name, value in stand_ins.items():
        numbers = enumerate(value) if isinstance(value, list) else [(None, _adapted(value))]
        named |= {number: (name, at) for at, number in numbers}
    places = [_place(parameter, named) for parameter in parameters]
    if missing := stand_ins.keys() - {name for name, _at in places}:
        raise ValueError(f"the query does not depend on {', '.join(missing)}")
    make = _instances(compiler) if queryset._iterable_class is ModelIterable else _tuples(compiler)
    return _Compiled(sql, places, lru_cache(keep)(make) if keep else make)


def _instances(compiler: Any) -> Callable[[Row], Any]:
    """Return what makes a model's instance of a row, as Django's ModelIterable does, with what it is joined with."""
    convert, info, using = _tuples(compiler), compiler.klass_info, compiler.using
    model, start, end = info["model"], info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[start:end]]
    populators = get_related_populators(info, compiler.select, using)  # type: ignore[call-arg]
    annotations = list((compiler.annotation_col_map or {}).items())

    def make(row: Row) -> Any:
        values = convert(row)
        instance = model.from_db(using, names, values[start:end])
        for populator in populators:
            populator.populate(values, instance)
        for name, place in annotations:
            setattr(instance, name, values[place])
        return instance

    return make


def _tuples(compiler: Any) -> Callable[[Row], Row]:
    """Return what converts a row's values as the compiler does, which is not kept: it holds the whole query."""
    converters = list(compiler.get_converters([column[0] for column in compiler.select]).items())

    def convert(row: Row) -> Row:
        values = list(row)
        for place, (functions, expression) in converters:
            for function in functions:
                values[place] = function(values[place], expression, connection)
        return tuple(values)

    return convert if converters else tuple


def _place(parameter: Any, named: dict[Any, tuple[str, int | None]]) -> tuple[str, Any]:
    is_known = isinstance(parameter, int | str | dt.datetime) and not isinstance(parameter, bool)
    return named.get(parameter, ("", parameter)) if is_known else ("", parameter)


def _stand_ins(values: dict[str, Any]) -> dict[str, Any]:
    """Return values of the same kinds that occur nowhere else in the query."""
    found: dict[str, Any] = {}
    number = _FIRST_NUMBER
    for name, value in values.items():
        number += 1
        if isinstance(value, list):
            found[name] = list(range(number, number + len(value)))
            number += len(value)
        elif isinstance(value, dt.datetime):
            found[name] = _FIRST_MOMENT + (number - _FIRST_NUMBER) * _MICROSECOND
        else:
            found[name] = f"\ue000{name}" if isinstance(value, str) else number
    return found


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, dt.datetime) else value


def _padded(value: Value) -> Any:
    """Return a list with as many numbers as a power of two, or a single value as it is."""
    if isinstance(value, int | str | dt.datetime):
        return value
    wanted = 1 << (len(value) - 1).bit_length() if value else 0
    return [*value, *[value[-1]] * (wanted - len(value))] if value else []
