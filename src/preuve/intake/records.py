"""Values of any record of the manual as the texts of a table's cells: written out, read back, and
checked by the record's own shapes.

One description serves all: the fields of the record. A register that is added needs nothing here.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.intake.phrases import normalized
from preuve.intake.statuses import is_cross
from preuve.intake.written_days import read_day, read_span
from preuve.model.evidence import EVIDENCE
from preuve.model.indicator_names import IndicatorName
from preuve.model.manual import INDEX_FILE, SESSIONS_FILE
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.described.results import Rate
from preuve.model.registers.description import describe
from preuve.model.sessions import SESSION
from preuve.reading import ListNode, MapNode, TextNode
from preuve.schema import Choice, Day, Flag, Integer, ListOf, ListOr, Reader, Record, Span, Text
from preuve.spreadsheets.register_tables import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preuve.core.words import Message
    from preuve.editing.splice import Value
    from preuve.reading import Node

_BESIDE = {
    "evidence": ("state", "good_until"),
    "non_conformities": ("counts_as", "standing", "correct_by", "verify_by"),
}
"""Columns that an export adds: what was made of the lines on a day."""


_NO = frozenset({"non", "no", "faux", "0", "n", "false"})
_CROSSED = frozenset("✗✘❌✕×")
_NONE = frozenset({"aucun", "aucune", "neant", "none", "non", "sans"})
"""What stands in a cell where a list has nothing in it."""
_ALL = frozenset({"tous", "toutes", "all", "ensemble", "toutes formations", "tout", "global"})
"""What stands in a cell where every offer is meant."""


class ListKind(NamedTuple):
    """One list of the manual that a table may hold:
    its name, its file, and the record of each of its lines.
    """

    name: str
    file: str
    key: str
    record: Record[Any]
    named_by: str = "id"
    """The key by which a line is told from the others."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of a line, in the order in which they are written."""
        return tuple(self.record.fields)

    @property
    def beside(self) -> tuple[str, ...]:
        """Return the columns that our own export adds."""
        return _BESIDE.get(self.name, ())


def list_kinds() -> dict[str, ListKind]:
    """Return every list that comes in from a table, by name:
    the evidence, the sessions, each register.
    """
    from preuve.model.registers.loading import records_of  # noqa: PLC0415 - only who imports pays for the registers

    kinds = [
        ListKind("evidence", INDEX_FILE, "evidence", EVIDENCE),
        ListKind("sessions", SESSIONS_FILE, "sessions", SESSION),
    ]
    for name in RegisterName:
        lists = describe(name).lists
        kinds += [
            ListKind(
                list_name,
                name.file,
                list_name,
                record,
                lists[list_name].key,
            )
            for list_name, record in records_of(name).items()
        ]
    return {kind.name: kind for kind in kinds}


def texts_of(node: Node, record: Record[Any]) -> dict[str, str]:
    """Return the keys of a line as it is written, each as one text;
    what is not given is not there.
    """
    entries = node.entries if isinstance(node, MapNode) else {}
    fields = record.fields.items()
    return {key: text for key, field in fields if (text := as_text(entries.get(key), field.shape))}


def as_value(shape: object, text: str) -> Value:
    """Return a text as it is written into the file:
    a list, a map or a plain value, as its shape wants it.
    """
    if isinstance(shape, ListOf | ListOr | Record) and text[:1] in {"[", "{"}:
        try:
            return _of_json(shape, json.loads(text))
        except (ValueError, RecursionError):
            pass  # a text of the person's own
    if isinstance(shape, ListOr):
        return shape.given(text)
    if isinstance(shape, ListOf):
        if isinstance(shape.shape, Record):
            return [_map(shape.shape, part) for part in _maps(shape.shape, text)]
        numbers = isinstance(shape.shape, Integer | IndicatorName)
        parts = re.split(r"[,;]\s*|\s+(?=\d+$)" if numbers else r"[,;]\s*", text)
        return [
            int(part) if numbers and part.isdecimal() else part
            for part in map(str.strip, parts)
            if part
        ]
    if isinstance(shape, Record):
        return _map(shape, text)
    if isinstance(shape, Integer) and text.isdecimal() and str(int(text)) == text:
        return int(text)
    if isinstance(shape, Flag) and text in {"true", "false"}:
        return text == "true"
    if isinstance(shape, Rate) and re.fullmatch(r"[0-9]+\.[0-9]*[1-9]|[0-9]+\.0", text):
        return float(text)
    return text


def _of_json(shape: object, value: Any) -> Value:  # noqa: ANN401 - what a cell holds
    """Return what an export wrote as JSON, in the shape that it stands under."""
    shape = shape.items if isinstance(shape, ListOr) else shape
    if isinstance(shape, ListOf) and isinstance(value, list):
        return [_of_json(shape.shape, child) for child in value]  # type: ignore[return-value]
    if isinstance(shape, Record) and isinstance(value, dict):
        fields = shape.fields
        return {key: _of_json(fields[key].shape, value[key]) for key in value if key in fields}
    if isinstance(value, str):
        return int(value) if isinstance(shape, Integer) and value.isdecimal() else value
    raise ValueError(value)


def _maps(record: Record[Any], text: str) -> list[str]:
    """Return the texts of several maps that stand in one cell:
    each begins with a key, after a semicolon.
    """
    keys = "|".join(map(re.escape, record.fields))
    return [part.strip() for part in re.split(rf";\s+(?=(?:{keys}): )", text) if part.strip()]


def _map(record: Record[Any], text: str) -> dict[str, Value]:
    keys = "|".join(map(re.escape, record.fields))
    heads = list(re.finditer(rf"(?:^|,\s+)({keys}): ", text))
    values: dict[str, Value] = {}
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        values[head[1]] = as_value(record.fields[head[1]].shape, text[head.end() : end])
    return values


def as_node(value: Any) -> Node:  # noqa: ANN401 - a value of a file
    """Return a value as if it had been read from a file."""
    if isinstance(value, dict):
        return MapNode(
            {key: as_node(child) for key, child in value.items()},
            {key: TextNode(key, plain=True, line=1, column=1) for key in value},
            1,
            1,
        )
    if isinstance(value, list):
        return ListNode([as_node(child) for child in value], 1, 1)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return TextNode(text, isinstance(value, int), 1, 1)


def problem(record: Record[Any], key: str, text: str) -> Message | None:
    """Return why a text cannot stand under a key of a record; None when it can."""
    reader = Reader("")
    shape = record.fields[key].shape
    shape.read(as_node(as_value(shape, text)), reader)
    return _first(reader)


def line_problem(record: Record[Any], values: Mapping[str, str]) -> Message | None:
    """Return why values cannot make a line of a record; None when they can."""
    reader = Reader("")
    node = as_node({key: as_value(record.fields[key].shape, text) for key, text in values.items()})
    record.read(node, reader)
    return _first(reader)


def _first(reader: Reader) -> Message | None:
    from preuve.core.words import say  # noqa: PLC0415 - beside its one use

    if not reader.diagnostics:
        return None
    return say(
        "{message} {help}", message=reader.diagnostics[0].message, help=reader.diagnostics[0].help
    )


def understood(record: Record[Any], key: str, text: str) -> str:
    """Return a cell's text in the words of a key:
    days, lengths of time, numbers and choices as people write them.
    """
    shape = record.fields[key].shape
    if _takes_codes(shape) and (listed := _listed(shape, text)):
        return listed
    if problem(record, key, text) is None:
        return text
    if isinstance(shape, Day):
        day = read_day(text).day
        return day.isoformat() if day else text
    if isinstance(shape, Span):
        return read_span(text) or text
    if isinstance(shape, Integer):
        joined = re.sub(r"(?<=\d)\s(?=\d{3}\b)", "", text)
        match = re.fullmatch(r"\D*(\d{1,6})\D*", joined)
        return match[1] if match else text
    if isinstance(shape, Flag):
        refused = normalized(text) in _NO or text.strip() in _CROSSED
        return "false" if refused else "true" if is_cross(text) else text
    if isinstance(shape, Rate):
        rate = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%?", text)
        return rate[1].replace(",", ".") if rate else text
    if _takes_codes(shape):
        parts = re.split(r"\s*(?:[,;\n/]|\s(?:et|and|&)\s)\s*", text.strip())
        joined = ", ".join(filter(None, parts))
        return joined if problem(record, key, joined) is None else text
    if isinstance(shape, Choice):
        return choice(shape, text) or text
    return text


def _takes_codes(shape: object) -> bool:
    """Return whether a shape is a list of codes or ids, in which commas are the only signs."""
    inside = shape.items if isinstance(shape, ListOr) else shape
    below = inside.shape if isinstance(inside, ListOf) else None
    return isinstance(below, Text) and below.pattern is not None


def _listed(shape: object, text: str) -> str:
    """Return how a list is written of which a cell says in a word that it has nothing in it, or
    all that there are; nothing for any other text.
    """
    word = shape.word if isinstance(shape, ListOr) else ""
    if word and normalized(text) in _ALL:
        return word
    return "[]" if normalized(text) in _NONE or text.strip() in {"-", "–", "—", "/"} else ""


def choice(shape: Choice[Any], text: str) -> str | None:
    """Return the word of a choice that a text means, by its own words,
    its synonyms, or its beginning.
    """
    wanted = normalized(text)
    known = {normalized(str(word.value)): str(word.value) for word in shape.words} | {
        normalized(name): str(word) for name, word in shape.called.items()
    }
    return known.get(wanted) or next(
        (
            word
            for name, word in known.items()
            if wanted and (wanted.startswith(name) or name.startswith(wanted))
        ),
        None,
    )
