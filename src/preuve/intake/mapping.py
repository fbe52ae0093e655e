"""A mapping: which column is which key, as a file that the person gives,
or as one that Preuve proposes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.core.words import say
from preuve.editing.splice import written
from preuve.intake.columns import Column, settle
from preuve.intake.headings import Role
from preuve.intake.phrases import normalized
from preuve.model.evidence import EVIDENCE
from preuve.schema import Field, Integer, MapOf, Record, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preuve.intake.table_layout import HeadedTable

WHERE = "where"
"""A column that says where a proof is, in whatever way:
an address, a file of the manual, or a place in words.
"""
KEYS = (*EVIDENCE.fields, WHERE, "criterion")
_ROLES = dict.fromkeys((*EVIDENCE.exactly_one, WHERE), Role.WHERE) | {
    role.value: role for role in Role if role.value in KEYS
}


class ColumnMap(NamedTuple):
    """Which column of the sheet is which key, what stands where a cell is empty,
    and what the sheet's own words mean.
    """

    columns: dict[str, str]
    defaults: dict[str, str]
    values: dict[str, dict[str, str]]
    sheet: str | None = None
    header: int | None = None
    """The row of the headings; the first that looks like them, if not given."""
    origin: Any = None

    def missing(self, table: HeadedTable) -> list[str]:
        """Return the headings that the mapping names and a table does not have."""
        there = {normalized(column.heading) for column in table.columns}
        return [text for text in self.columns.values() if normalized(text) not in there]

    def apply(self, table: HeadedTable) -> HeadedTable | None:
        """Return a table with the columns as the mapping says; None where it has none of them."""
        named = {normalized(text): key for key, text in self.columns.items()}
        columns = [self._column(column, named) for column in table.columns]
        if not any(column.role is not None for column in columns):
            return None
        return settle(table._replace(columns=tuple(columns), ambiguous=()))

    @staticmethod
    def _column(column: Column, named: dict[str, str]) -> Column:
        key = named.get(normalized(column.heading))
        return column._replace(
            role=_ROLES.get(key or ""),
            rank=9,
            whole=True,
            indicators=column.indicators if key is None else (),
        )


MAPPING: Record[ColumnMap] = Record(
    lambda columns, defaults=None, values=None, sheet=None, header=None, origin=None: ColumnMap(
        columns, defaults or {}, values or {}, sheet, header, origin
    ),
    {
        "columns": Field(
            MapOf(Text(), known=KEYS), say("key → the heading of its column"), required=True
        ),
        "defaults": Field(
            MapOf(Text(), known=KEYS), say("key → the value where the cell is empty")
        ),
        "values": Field(
            MapOf(MapOf(Text()), known=KEYS), say("key → the sheet's words → the index's")
        ),
        "sheet": Field(Text(), say("the sheet of the workbook")),
        "header": Field(Integer(1, 1000), say("the row of the headings")),
    },
)


def proposal(tables: Iterable[HeadedTable]) -> str:
    """Return a mapping file to begin with, from the first table that has columns of proofs."""
    table = max(
        tables,
        key=lambda table: sum(column.role in _ROLES.values() for column in table.columns),
        default=None,
    )
    if table is None:
        return "columns:\n"
    keys = {role: key for key, role in _ROLES.items() if key not in EVIDENCE.exactly_one}
    used: dict[str, str] = {}
    for column in table.columns:
        if column.role in keys and keys[column.role] not in used:
            used[keys[column.role]] = column.heading
    lines = ["columns:", *(f"  {key}: {written(text)}" for key, text in used.items())]
    lines += [
        f"  # not used yet: {' '.join(column.heading.split())}"
        for column in table.columns
        if column.heading and column.heading not in used.values()
    ]
    lines += ["defaults:", "  owner: quality", "  status: draft", "  access: on_request"]
    if not table.sheet.alone:
        lines.append(f"sheet: {written(table.sheet.title)}")
    return "\n".join([*lines, f"header: {table.header}"]) + "\n"
