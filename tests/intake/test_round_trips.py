"""Whatever a list of the manual may hold goes out into a workbook or a text, and comes back as it was."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from helpers import preuve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from manuals import ORGANISATION, ManualFolder

from preuve.intake.own import find_own, own_table, read_own
from preuve.intake.phrases import normalized
from preuve.intake.records import as_node, as_value, list_kinds
from preuve.intake.results import Holds
from preuve.model.indicator_names import IndicatorName
from preuve.model.proof_places import FileOrShelf, WebAddress
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.description import describe
from preuve.schema import Choice, Day, Flag, Integer, ListOf, ListOr, Record, Span
from preuve.spreadsheets.column_names import heading, sheet_title
from preuve.spreadsheets.opening import read_workbook
from preuve.spreadsheets.register_tables import line
from preuve.spreadsheets.tables import Table
from preuve.spreadsheets.workbook import to_csv, to_xlsx

if TYPE_CHECKING:
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
    if isinstance(shape, ListOr):
        codes = st.lists(WORDS, min_size=1, max_size=3)
        return codes | (TEXTS.filter(_is_words) if shape.free else st.just(shape.word))
    if isinstance(shape, ListOf):
        return st.lists(values(shape.shape), min_size=0, max_size=3)
    if isinstance(shape, Record):
        fields = {key: values(field.shape) for key, field in shape.fields.items()}
        return st.fixed_dictionaries({}, optional=fields).filter(bool)
    if isinstance(shape, Choice):
        return st.sampled_from([str(word.value) for word in shape.words])
    if type(shape) in _SIMPLE:
        return _SIMPLE[type(shape)]
    return WORDS if getattr(shape, "pattern", None) else TEXTS


def _is_words(text: str) -> bool:
    """Return whether a text is none that would be taken for a list, for nothing or for all."""
    return not re.search(r"[,;\[/\n]", text) and normalized(text) not in {"", "none", "all"}


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
    if isinstance(value, bool):
        return str(value).lower()
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
        sheet_title(name, language),
        above,
        [line(as_node(entry), kind.record.fields) for entry in out],
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


def as_texts(text: str) -> object:
    """Return what a file of YAML holds, its leaves as they are written."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes texts alone


DESCRIBED = Path(__file__).parents[1] / "model" / "registers" / "described"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_becomes_a_manual_and_a_workbook_again(tmp_path: Path, language: str) -> None:
    """Would catch a line of a register, or a column of a session, that an import of an export
    loses, doubles or words otherwise.
    """
    first, second = ManualFolder(tmp_path / "a"), ManualFolder(tmp_path / "b")
    for folder in (first, second):
        folder.write(
            "organisation.yaml", ORGANISATION.replace("language: en", f"language: {language}")
        )
        folder.index()
    for name in RegisterName:
        if describe(name).by_columns:
            folder_of = (DESCRIBED / f"{name}.yaml").read_text(encoding="utf-8")
            first.write(name.file, folder_of.replace("owner: disability", "owner: quality"))
    first.write(
        "sessions.yaml",
        "sessions:\n  - {id: 2026-A12, title: T, category: training, starts: 2026-05-18, "
        "ends: 2026-05-26, headcount: 7, distance: true, dropped: 1, presented: 6, passed: 5, "
        "contributors: [E1, S2], lead_teacher: E1, funded: true, agreed_on: 2026-04-01, "
        "site: angers, subcontractor: S2}\n"
        "  - {id: 2026-A13, title: T, category: training, starts: 2026-05-18, "
        "ends: 2026-05-26, headcount: 7, distance: false, contributors: []}\n",
    )
    books = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    assert preuve("export", str(books[0]), "--root", str(first.root)).returncode == 0
    taken = preuve("import", str(books[0]), "--write", "--root", str(second.root))
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert preuve("export", str(books[1]), "--root", str(second.root)).returncode == 0
    sheets = [
        {sheet.title: [[cell.text for cell in row] for row in sheet.rows] for sheet in book.sheets}
        for book in map(read_workbook, books)
    ]
    assert sheets[0] == sheets[1]
    for file in sorted((first.root / "registers").iterdir()):
        again = (second.root / "registers" / file.name).read_text(encoding="utf-8")
        assert as_texts(again) == as_texts(file.read_text(encoding="utf-8"))
    before = {file.name: file.read_bytes() for file in (second.root / "registers").iterdir()}
    same = preuve("import", str(books[0]), "--write", "--root", str(second.root))
    assert same.returncode == 0
    assert before == {
        file.name: file.read_bytes() for file in (second.root / "registers").iterdir()
    }
