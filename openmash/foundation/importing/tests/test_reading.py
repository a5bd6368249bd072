"""Whatever bytes come: rows, or one clear sentence; never an exception, never anything executed."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmash.core.text import clean
from openmash.foundation.importing.exporting import WHY, as_file
from openmash.foundation.importing.reading import Limits, Unreadable, read_table
from openmash.foundation.ui.separated import guarded

LIMITS = Limits(megabytes=1, columns=20, rows=1_000)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def rows_of(content: bytes) -> list[tuple[str, ...]]:
    table = read_table(content, LIMITS)
    return [table.headings, *(row.cells for row in table.rows())]


def rows_or_sentence(content: bytes) -> list[tuple[str, ...]] | str:
    try:
        return rows_of(content)
    except Unreadable as problem:
        return str(problem)


def a_workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    packed = io.BytesIO(content)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr(name, part)
    return packed.getvalue()


WORKBOOK = a_workbook([["Name", "Born"], ["Isla", "14/03/2019"]])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_way_a_spreadsheet_saves_text_is_read(separator: str, codec: str) -> None:
    text = f'Name{separator}Home\r\nChloë O’Neil{separator}"14, Mill Row;\nBrackenford"\r\n'
    assert rows_of(text.encode(codec)) == [
        ("Name", "Home"), ("Chloë O’Neil", "14, Mill Row;\nBrackenford")]  # fmt: skip


def test_a_workbook_is_read_and_its_dates_have_no_order_to_guess() -> None:
    found = rows_of(a_workbook([["A", "B", "C"], [date(2019, 3, 4), datetime(2019, 3, 4), 7.0]]))
    assert found[1] == ("2019-03-04", "2019-03-04", "7")


def test_a_formula_is_neither_worked_out_nor_kept_as_text() -> None:
    table = read_table(a_workbook([["Name"], ["=HYPERLINK(A1)"], ["Isla"]]), LIMITS)
    formula, isla = table.rows()
    assert (formula.cells, isla.cells) == (("",), ("Isla",))
    assert "formula" in formula.problems[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "0 bytes"),
        (b"x" * 1_000_001, "megabytes"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "password"),
        (WORKBOOK[:400], "broken"),
        (with_part(WORKBOOK, "xl/vbaProject.bin", b"x"), "macros"),
        (with_part(WORKBOOK, "xl/media/bomb.bin", b"\0" * 11_000_000), "unpacks"),
        (b"\x7fELF\0\0\0", "not a table"),
        (",".join(f"c{n}" for n in range(200)).encode(), "more than 20 columns"),
        (a_workbook([[f"c{n}" for n in range(200)]]), "more than 20 columns"),
        (b"\n\n", "first row is empty"),
        (b"Name\n" + b"Isla\n" * 1_001, "more than 1,000 rows"),
        (b'Name\n"' + b"x" * 200_000, "quotation mark"),
        (b"Name\n\x81\x8d", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_in_plain_words(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        rows_of(content)


def test_a_part_of_a_workbook_that_expands_itself_is_not_expanded() -> None:
    packed, bomb = io.BytesIO(), b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as book, zipfile.ZipFile(packed, "w") as other:
        for part in book.infolist():
            spoilt = part.filename == "xl/worksheets/sheet1.xml"
            other.writestr(part.filename, bomb if spoilt else book.read(part))
    with pytest.raises(Unreadable, match="broken"):
        rows_of(packed.getvalue())


def test_a_row_of_another_width_is_kept_with_what_is_wrong() -> None:
    long, short = read_table(b"a,b\n1,2,3\n1\n", LIMITS).rows()
    assert "3 cells, but there are 2" in long.problems[0]
    assert (short.cells, short.problems) == (("1", ""), ())


def test_rows_are_counted_as_a_spreadsheet_counts_them_and_headings_differ() -> None:
    table = read_table(b"Name,Name,\nIsla,a,b\n\n,,\nNoah,a,b\n", LIMITS)
    assert table.headings == ("Name", "Name (2)")
    assert [row.number for row in table.rows()] == [2, 5]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_a_sentence(content: bytes) -> None:
    for prefix in (b"", b"Name,Born\n", WORKBOOK[:200]):
        found = rows_or_sentence(prefix + content)
        assert found if isinstance(found, str) else len({len(row) for row in found}) == 1


@settings(max_examples=25, deadline=None)
@given(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255))
def test_a_workbook_with_a_wrong_byte_gives_rows_or_a_sentence(place: int, byte: int) -> None:
    assert rows_or_sentence(WORKBOOK[:place] + bytes([byte]) + WORKBOOK[place + 1 :])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_rejected_rows_come_back_as_they_went_out(rows: list[tuple[str, str]]) -> None:
    kept = [tuple(clean(cell) for cell in row) for row in rows]
    content = as_file(["a", "b"], ((row, "why") for row in kept))
    heading, *found = rows_of(content)
    assert heading == ("a", "b", WHY)
    assert [row[:2] for row in found] == kept


@given(TEXT)
def test_no_cell_of_the_file_is_a_formula(cell: str) -> None:
    text = as_file(["a"], [((cell,), cell)]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not [c for c in row if c.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert guarded("=1+1") == "'=1+1"
