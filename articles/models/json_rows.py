"""Rows of another table in a column: so what belongs to a row comes in the same query."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models


class JsonRows(models.Subquery):
    """The columns of a queryset's rows as a list of lists, in no order; empty or None if there are no rows.

    Times arrive as text: see `moment`.
    """

    _TEMPLATE = "(SELECT {}({}({})) FROM (%(subquery)s) AS json_rows)"

    def __init__(self, rows: models.QuerySet[Any, Any], *columns: str) -> None:
        self._columns = ", ".join(columns)
        super().__init__(rows.order_by().values(*columns), output_field=models.JSONField())

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        template = self._TEMPLATE.format("json_group_array", "json_array", self._columns)
        return self.as_sql(compiler, connection, template)

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, self._TEMPLATE.format("jsonb_agg", "jsonb_build_array", self._columns))


def moment(time: str) -> dt.datetime:
    """Return a time as the database writes it in JSON; SQLite leaves out that it is UTC."""
    parsed = dt.datetime.fromisoformat(time)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=dt.UTC)
