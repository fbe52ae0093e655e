"""Whatever a list of the manual may hold goes out into a workbook or a text, and comes back as it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from preuve.intake.own import find_own, own_table, read_own
from preuve.intake.records import as_node, as_value, list_kinds
from preuve.intake.results import Holds
from preuve.model.indicator_names import IndicatorName
from preuve.model.proof_places import FileOrShelf, WebAddress
from preuve.schema import Choice, Day, Flag, Integer, ListOf, Record, Span
from preuve.spreadsheets.column_names import heading, sheet_title
from preuve.spreadsheets.opening import read_workbook
from preuve.spreadsheets.register_tables import line
from preuve.spreadsheets.tables import Table
from preuve.spreadsheets.workbook import to_csv, to_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from hypothesis.strategies import DrawFn, SearchStrategy

    from preuve.core.words import Language
    from preuve.intake.records import ListKind

KINDS = list_kinds()
LANGUAGES: tuple[Language, ...] = ("en", "fr")
_SIGNS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"])
_NASTY = st.sampled_from(
    [
        "a, b; c",
        "x, due: 2026-01-01, done: y",
        "z; action: b",
        "a, on: b",
        "=1+1",
        "'=x",
        "12",
        "9 10",
        "1;2",
        '"',
        "a\nb",
        "{",
        "[1]",
        "é’«",
        "-",
        "true",
    ]
)
TEXTS = (_NASTY | st.text(_SIGNS, min_size=1, max_size=30) | _NASTY).map(
    lambda text: " ".join(text.split(" ")).strip()
)
WORDS = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}-[0-9]{1,4}", fullmatch=True)


_SIMPLE: dict[type, SearchStrategy[object]] = {
    Day: st.dates(date(2000, 1, 1), date(2090, 1, 1)).map(str),
    Span: st.sampled_from(["12 months", "3 weeks", "1 days"]),
    Flag: st.sampled_from(["true", "false"]),
    Integer: st.integers(1, 33).map(str),
    IndicatorName: st.integers(1, 33).map(str) | st.just("12.violence"),
    FileOrShelf: st.sampled_from(["evidence/a b.pdf", "drive:Sessions 2026/A12/émargement 2.pdf"]),
    WebAddress: st.just("https://example.org/a?b=1,2"),
}


def values(shape: object) -> SearchStrategy[object]:
    """Return values that a shape takes, as they stand in a file."""
    if isinstance(shape, ListOf):
        return st.lists(values(shape.shape), min_size=1, max_size=3)
    if isinstance(shape, Record):
        fields = {key: values(field.shape) for key, field in shape.fields.items()}
        return st.fixed_dictionaries({}, optional=fields).filter(bool)
    if isinstance(shape, Choice):
        return st.sampled_from([str(word.value) for word in shape.words])
    if type(shape) in _SIMPLE:
        return _SIMPLE[type(shape)]
    return WORDS if getattr(shape, "pattern", None) else TEXTS


@st.composite
def lines(draw: DrawFn, kind: ListKind) -> dict[str, object]:
    """Return a line of a list, its id among its values."""
    made = draw(values(kind.record))
    assert isinstance(made, dict)
    return {**made, "id": draw(WORDS)} if "id" in kind.keys else made


def texts(value: object) -> object:
    """Return a value with its leaves as texts."""
    if isinstance(value, dict):
        return {key: texts(below) for key, below in value.items()}
    return [texts(below) for below in value] if isinstance(value, list) else str(value)


def back(kind: ListKind, file: Path) -> list[dict[str, object]]:
    """Return the lines that a file gives, as they would be written."""
    (sheet,) = read_workbook(file).sheets
    own = find_own(sheet if not sheet.alone else sheet._replace(title=f"{kind.name}.csv"), KINDS)
    assert own is not None
    assert own[0] == kind
    reading = read_own(own_table(sheet, kind, own[1]), kind, Holds.REGISTER, {})
    assert not reading.left
    return [
        {key: as_value(kind.record.fields[key].shape, text) for key, text in draft.values.items()}
        for draft in reading.drafts
    ]


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_goes_out_comes_back(tmp_path: Path, name: str, data: st.DataObject) -> None:
    """Would catch a text that a cell cuts, a list or a map that falls apart at its commas,
    a value that a reader improves.
    """
    kind = KINDS[name]
    out = data.draw(st.lists(lines(kind), min_size=1, max_size=3))
    empty = {"", "~", "null"}
    assume(all(str(text) not in empty for entry in out for text in leaves(entry)))
    language = data.draw(st.sampled_from(LANGUAGES))
    above = tuple(heading(key, language) for key in kind.keys)
    table = Table(
        sheet_title(name, language), above, [line(as_node(entry), kind.keys) for entry in out]
    )
    for ending, made in (
        ("xlsx", to_xlsx([table], date(2026, 11, 30))),
        ("csv", to_csv(table, ";")),
    ):
        file = tmp_path / f"x.{ending}"
        file.write_bytes(made)
        assert texts(back(kind, file)) == texts(out)


def leaves(value: object) -> list[object]:
    """Return the texts in a value."""
    if isinstance(value, dict):
        return [leaf for below in value.values() for leaf in leaves(below)]
    return (
        [leaf for below in value for leaf in leaves(below)] if isinstance(value, list) else [value]
    )
