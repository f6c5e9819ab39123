"""Querysets whose SQL is made once: to build and compile a query costs several times what it costs to run it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

_FIRST_NUMBER = 8_000_000_000_000_000_000
_FIRST_MOMENT = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)

# A value of a query, or several for an IN.
Value = int | str | dt.datetime | Sequence[int]


class CompiledQuery:
    """A queryset that depends on nothing but named values. Call it with them to get its rows as a list.

        NEWEST = CompiledQuery(lambda at: Article.objects.published(at)[:20])
        NEWEST(at=timezone.now())

    `build` is called once for each connection and each set of names and lengths of lists, with stand-ins for the values;
    the SQL is kept and run with the values themselves. So `build` must not look at the values, nor at anything that
    changes. A stand-in for a time is later than those named before it. Lists are for IN: they are padded to a power of
    two by repeating their last number. One query, or none if a list is empty.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build

    def __call__(self, **values: Value) -> list[Any]:
        padded = {name: _padded(value) if _is_list(value) else value for name, value in values.items()}
        if [] in padded.values():
            return []
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = vars(connection).setdefault("compiled_queries", {})
        key = (self, *((name, len(value) if _is_list(value) else 0) for name, value in padded.items()))
        if key not in compiled:
            compiled[key] = _compile(self._build, padded, connection)
        return compiled[key].run(padded)


@dataclass(frozen=True)
class _Compiled:
    """The queryset with its SQL. `places` says for each parameter what it is, or which value, and of a list which."""

    queryset: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    places: list[tuple[str, Any]]

    def run(self, values: dict[str, Any]) -> list[Any]:
        adapt = self.compiler.connection.ops.adapt_datetimefield_value
        given = {name: adapt(value) if isinstance(value, dt.datetime) else value for name, value in values.items()}
        parameters = tuple(
            (given[name] if at is None else given[name][at]) if name else at for name, at in self.places
        )
        self.compiler.as_sql = lambda *_arguments, **_options: (self.sql, parameters)  # type: ignore[method-assign]
        return list(self.queryset._iterable_class(self.queryset))


def _compile(build: Callable[..., QuerySet[Any, Any]], values: dict[str, Any], connection: Any) -> _Compiled:
    stand_ins = _stand_ins(values)
    queryset = build(**stand_ins)
    compiler = queryset.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    adapt = connection.ops.adapt_datetimefield_value
    named: dict[Any, tuple[str, int | None]] = {}
    for name, value in stand_ins.items():
        if _is_list(value):
            named |= {number: (name, at) for at, number in enumerate(value)}
        else:
            named[adapt(value) if isinstance(value, dt.datetime) else value] = (name, None)
    places = [_place(parameter, named) for parameter in parameters]
    if missing := stand_ins.keys() - {name for name, _at in places}:
        raise ValueError(f"the query does not depend on {', '.join(missing)}")
    converters = compiler.get_converters([column[0] for column in compiler.select])
    compiler.get_converters = lambda _expressions: converters
    queryset.query.get_compiler = lambda *_arguments, **_options: compiler  # type: ignore[method-assign]
    return _Compiled(queryset, compiler, sql, places)


def _place(parameter: Any, named: dict[Any, tuple[str, int | None]]) -> tuple[str, Any]:
    is_known = isinstance(parameter, int | str | dt.datetime) and not isinstance(parameter, bool)
    return named.get(parameter, ("", parameter)) if is_known else ("", parameter)


def _stand_ins(values: dict[str, Any]) -> dict[str, Any]:
    """Return values of the same kinds that occur nowhere else in the query."""
    found: dict[str, Any] = {}
    number = _FIRST_NUMBER
    for name, value in values.items():
        number += 1
        if _is_list(value):
            found[name] = list(range(number, number + len(value)))
            number += len(value)
        elif isinstance(value, dt.datetime):
            found[name] = _FIRST_MOMENT + (number - _FIRST_NUMBER) * _MICROSECOND
        else:
            found[name] = f"\ue000{name}" if isinstance(value, str) else number
    return found


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _padded(numbers: Sequence[int]) -> list[int]:
    wanted = 1 << (len(numbers) - 1).bit_length() if numbers else 0
    return [*numbers, *numbers[-1:] * (wanted - len(numbers))]
