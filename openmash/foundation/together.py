"""Several questions put to the database in one: one way there and back, whatever a page is made of.

Each is the queryset that would have been asked alone, so the database's policies cut its rows just the
same, and a test holds that the rows come back the same for every table. A question that nobody put
together with others is asked when its answer is wanted.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cache
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import JSONField, QuerySet
from django.db.models.expressions import RawSQL

T = TypeVar("T")
M = TypeVar("M", bound=models.Model)
Sql = tuple[str, tuple[Any, ...]]


class Question(ABC, Generic[T]):
    """One question, and its answer once it was asked."""

    _answer: T

    @property
    def answer(self) -> T:
        """What the database said; asked now if it was not asked before."""
        ask(self)
        return self._answer

    @property
    def is_answered(self) -> bool:
        """Whether it was asked already."""
        return hasattr(self, "_answer")

    def hear(self, said: Any) -> None:
        """Keep what the database said."""
        self._answer = self._read(said)

    @abstractmethod
    def sql(self) -> Sql:
        """The question as one value of a row."""

    @abstractmethod
    def _read(self, said: Any) -> T:
        """The answer in our words; `said` is None where the question could find nothing."""


def ask(*questions: Question[Any]) -> None:
    """Ask in one statement whatever of these was not asked before."""
    values: list[tuple[Question[Any], Sql]] = []
    for question in dict.fromkeys(questions):
        if question.is_answered:
            continue
        try:
            values.append((question, question.sql()))
        except EmptyResultSet:  # Django knows without asking that there is nothing
            question.hear(None)
    if not values:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(sql for _, (sql, _) in values),
            [value for _, (_, given) in values for value in given],
        )
        for (question, _), said in zip(values, cursor.fetchone(), strict=True):
            question.hear(said)


class Count(Question[int]):
    """How many rows there are."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self._rows = rows

    def sql(self) -> Sql:
        """The count, without the order and the columns nobody needs."""
        rows: Any = self._rows if self._rows.query.is_sliced else self._rows.order_by()
        sql, given = (rows if rows._fields else rows.values("pk")).query.sql_with_params()
        return f"(SELECT COUNT(*) FROM ({sql}) counted)", given  # noqa: S608  # Django’s own SQL

    def _read(self, said: Any) -> int:
        return said or 0


class Column(Question[list[T]]):
    """One column of the rows."""

    def __init__(self, rows: QuerySet[Any], name: str) -> None:
        self._rows, self._name = rows, name

    def sql(self) -> Sql:
        """The column as one list."""
        return _listed(self._rows.values_list(self._name))

    def _read(self, said: Any) -> list[T]:
        read = _reader(self._rows.model._meta.get_field(self._name))
        return [read(value) for value in said or ()]


class Rows(Question[list[M]]):
    """The rows of one table, and nothing beside them."""

    def __init__(self, rows: QuerySet[M]) -> None:
        asked: Any = rows
        if asked.query.select_related or asked.query.annotations or asked._prefetch_related_lookups:
            raise ValueError("what stands beside a row is asked for alone")
        self._rows = rows
        self._names = [field.attname for field in rows.model._meta.concrete_fields]
        self._readers = [_reader(field) for field in rows.model._meta.concrete_fields]

    def sql(self) -> Sql:
        """Each row as a list of its values, all in one list."""
        return _listed(self._rows.values_list(_row_of(self._rows.model)))

    def _read(self, said: Any) -> list[M]:
        return [self._made(values) for values in said or ()]

    def _made(self, values: list[Any]) -> M:
        """The row, as Django would have made it."""
        own = [read(value) for read, value in zip(self._readers, values, strict=True)]
        return self._rows.model.from_db("default", self._names, own)


@cache
def _row_of(model: type[models.Model]) -> RawSQL:
    """All columns of a table's row as one list; written once, for Django would compile each every time."""
    table, quoted = model._meta.db_table, connection.ops.quote_name
    columns = (f"{quoted(table)}.{quoted(str(one.column))}" for one in model._meta.concrete_fields)
    return RawSQL(f"json_build_array({', '.join(columns)})", (), output_field=JSONField())  # noqa: S611  # our own names


def _reader(field: Any) -> Callable[[Any], Any]:
    """From JSON to what the field holds; a generated column holds what its expression gives."""
    if isinstance(field, models.BinaryField):
        raise TypeError("the bytes of a file are read alone")
    read: Callable[[Any], Any] = getattr(field, "output_field", field).to_python
    return lambda value: None if value is None else read(value)


def _listed(rows: QuerySet[Any, Any]) -> Sql:
    """In the order of the rows, which an array of a subquery keeps."""
    sql, given = rows.query.sql_with_params()
    return f"array_to_json(ARRAY({sql}))", given
