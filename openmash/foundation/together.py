"""Several questions put to the database in one: one way there and back, whatever a page is made of.

Each is the queryset that would have been asked alone, so the database's policies cut its rows just the
same, and a test holds that the rows come back the same for every table. A question that nobody put
together with others is asked when its answer is wanted.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import F, Func, JSONField, QuerySet

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
    """The rows themselves, with what `select_related` names."""

    def __init__(self, rows: QuerySet[M]) -> None:
        self._rows = rows
        self._shape = _Shape(rows.model, rows.query.select_related, rows.query.annotation_select)

    def sql(self) -> Sql:
        """Each row as a list of its values, all in one list."""
        return _listed(self._rows.values_list(self._shape.expression("")))

    def _read(self, said: Any) -> list[M]:
        found: list[M] = [self._shape.row(values) for values in said or ()]
        rows: Any = self._rows  # what follows is what Django does with the rows of one owner
        for field, owners in rows._known_related_objects.items():
            for row in found:
                setattr(row, field.name, owners[getattr(row, field.attname)])
        models.prefetch_related_objects(found, *rows._prefetch_related_lookups)
        return found


class _Shape:
    """How the values of one table's row, and of the rows beside it, lie in a list."""

    def __init__(
        self, model: type[models.Model], beside: Any, annotated: Mapping[str, Any] | None = None
    ) -> None:
        if beside is True:
            raise ValueError("name what select_related is to bring")
        self._model = model
        self._fields = model._meta.concrete_fields
        self._readers = [_reader(field) for field in self._fields]
        # A row that a policy hides has its key all the same, in the row that points to it: only
        # another column that is never empty tells that it is not there.
        self._always = next(
            number
            for number, field in enumerate(self._fields)
            if not field.null and not field.primary_key
        )
        self._annotated = dict(annotated or {})
        fields = {name: model._meta.get_field(name) for name in beside or {}}
        self._beside = {
            name: (field, _Shape(field.related_model, beside[name]))  # type: ignore[arg-type]  # a key leads to a table
            for name, field in fields.items()
        }

    def expression(self, path: str) -> Func:
        """The list, as the database makes it."""
        own = [F(f"{path}{field.attname}") for field in self._fields]
        annotated = [F(name) for name in self._annotated]
        beside = [shape.expression(f"{path}{name}__") for name, (_, shape) in self._beside.items()]
        return Func(
            *own, *annotated, *beside, function="json_build_array", output_field=JSONField()
        )

    def row(self, values: list[Any]) -> Any:
        """The row, as Django would have made it; None where there is none beside another."""
        count = len(self._fields)
        own = [read(value) for read, value in zip(self._readers, values, strict=False)]
        if own[self._always] is None:
            return None
        made = self._model.from_db("default", [field.attname for field in self._fields], own)
        rest: Iterator[Any] = iter(values[count:])
        for name, expression in self._annotated.items():
            setattr(made, name, _reader(expression.output_field)(next(rest)))
        for field, shape in self._beside.values():
            field.set_cached_value(made, shape.row(next(rest)))  # type: ignore[union-attr]  # a key’s field
        return made


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
