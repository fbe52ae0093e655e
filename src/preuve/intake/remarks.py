"""What a person has to know of how a table was read, beside its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say, say_count
from preuve.intake.headings import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Message
    from preuve.intake.columns import Column
    from preuve.intake.table_layout import HeadedTable
    from preuve.spreadsheets.cells import Sheet

READ_AS: dict[Role, Message] = {
    Role.ID: say("the entry's id, where it can be one"),
    Role.INDICATOR: say("the indicators"),
    Role.CRITERION: say("the criterion, to compare with the indicator"),
    Role.TITLE: say("the proof's title"),
    Role.WHERE: say("where the proof is"),
    Role.TOOL_LINK: say("where the proof is, if nothing better says it"),
    Role.OWNER: say("who answers"),
    Role.DATED: say("the proof's date"),
    Role.UNTIL: say("the end of its validity"),
    Role.EVERY: say("how long it is good for"),
    Role.STATUS: say("its status"),
    Role.APPROVED_ON: say("the day of its approval"),
    Role.STAGE: say("its stage"),
    Role.KIND: say("its kind"),
    Role.ACCESS: say("who may see it"),
    Role.SESSION: say("the training session"),
    Role.NOTE: say("the note"),
}
"""What each column that is used is taken for."""

UNUSED: dict[Role, Message] = {
    Role.NUMBER: say("a number of order"),
    Role.WORDING: say("the indicator's own wording, no proof"),
    Role.EXPECTED: say("what is expected, not what is there"),
    Role.WRITER: say("who wrote it, where another answers for it"),
    Role.APPROVER: say("who approves: it counts only with the day of the approval"),
    Role.DEPUTY: say("a deputy"),
    Role.NEXT_REVIEW: say("the next review, neither the proof's date nor its end"),
    Role.LAST_REVIEW: say("the last review, not the proof's date"),
    Role.DEADLINE: say("a deadline, not the proof's date"),
    Role.OTHER_DATE: say("a date of something else: a mapping says if it is the proof's"),
    Role.FILED: say("the day of filing, not the proof's date"),
    Role.RECORD: say("what the tool notes of its own records"),
    Role.DONE: say("says that something was done or is there, not that it was approved"),
    Role.CONFORMITY: say("conformity approves no proof"),
    Role.ARCHIVED: say("what is archived is left out"),
    Role.VERSION: say("a version, no date"),
    Role.ACTION: say("an action to be taken, no proof"),
    Role.PEOPLE: say("people: nobody who learns is written down"),
    Role.TRAINER: say("names of people who teach"),
    Role.FIGURE: say("not kept in the manual"),
    Role.UNUSED: say("another column says it better, or says it too"),
}
"""Why each column that is known and not used is not used."""


def column_line(column: Column, used: frozenset[Role], hidden: bool) -> Message:  # noqa: FBT001 - one of two facts
    """Return how a column was read, or that it was not used and why."""
    if hidden:
        return say("not used: the column is hidden")
    if column.indicators:
        return say("a mark stands for: {numbers}", numbers=list(column.indicators))
    if column.key is not None:
        return say("{key}, as the manual calls it", key=column.key)
    role = column.role
    if role is None:
        return say("not used: its heading says nothing to Preuve")
    if role in used and role in READ_AS:
        return READ_AS[role]
    return say("not used: {why}", why=UNUSED.get(role) or say("it says nothing of a proof"))


def table_remarks(table: HeadedTable, matrix: list[Column]) -> Iterator[Message]:
    """Yield what is to be known of a table of proofs."""
    sheet = table.sheet.title
    yield from looks(table.sheet)
    for role, columns in table.ambiguous:
        yield say(
            "{sheet}: {columns} may each be {meaning}: neither was read. A mapping says which.",
            sheet=sheet,
            columns=[column.heading for column in columns],
            meaning=READ_AS.get(role) or role.value,
        )
    if matrix:
        yield say(
            "{sheet}: the crosses in the columns of indicators were read as indicators.",
            sheet=sheet,
        )
    if table.column(Role.DATED) is None:
        yield say("{sheet}: no column dates the proofs: they come in without a date.", sheet=sheet)
    if not table.having(Role.WHERE):
        yield say(
            "{sheet}: no column says where the proofs are: their place is to be given.", sheet=sheet
        )
    writer = table.column(Role.WRITER)
    if writer is not None and table.column(Role.OWNER) is None:
        yield say(
            "{sheet}: “{heading}” was taken for who answers.", sheet=sheet, heading=writer.heading
        )
    for column in table.columns:
        if column.role in {Role.DONE, Role.CONFORMITY}:
            texts = list(dict.fromkeys(text for text in table.values(column.place) if text))[:4]
            yield say(
                "{sheet}: “{heading}” ({values}) approves nothing: such proofs are drafts.",
                sheet=sheet,
                heading=column.heading,
                values=texts,
            )
    if table.repeated:
        yield say(
            "{sheet}, rows {rows}: the headings again.", sheet=sheet, rows=list(table.repeated)
        )
    for number, text in table.sections:
        yield say(
            "{sheet}, row {row}: “{text}” is a section's heading.",
            sheet=sheet,
            row=number,
            text=text,
        )


def looks(sheet: Sheet) -> Iterator[Message]:
    """Yield what is hidden, coloured, noted or struck out in a sheet:
    none of it is lost without a word.
    """
    if sheet.hidden:
        yield say("{sheet}: the sheet is hidden.", sheet=sheet.title)
    if rows := sorted(number for number in sheet.hidden_rows if number <= len(sheet.rows)):
        yield say(
            "{sheet}, rows {rows}: hidden rows were not taken.", sheet=sheet.title, rows=rows[:100]
        )
    cells = [cell for row in sheet.rows[1:] for cell in row if cell.text]
    fills = {cell.fill for cell in cells if cell.fill not in {None, "FFFFFF", "theme 0"}}
    if len(fills) > 1:
        yield say("{sheet}: colours may say something; they were not read.", sheet=sheet.title)
    noted = [cell for cell in cells if cell.note]
    for cell in noted[:20]:
        yield say(
            "{place}: a comment is not taken over: “{text}”",
            place=sheet.place(cell.row, cell.column),
            text=(cell.note or "")[:120],
        )
    if len(noted) > 20:
        yield say_count("{count} comment more.", "{count} comments more.", len(noted) - 20)
