"""Shapes: what a value must look like, what is said when it does not, and spans of time."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from helpers import node, places, said

from preuve.core.words import say
from preuve.schema import (
    Choice,
    Day,
    Field,
    Flag,
    HalfDays,
    Integer,
    ListOf,
    MapOf,
    Period,
    Reader,
    Record,
    Shape,
    Span,
    Text,
    nearest,
    shorten,
)

if TYPE_CHECKING:
    from preuve.reading import Origin


class Colour(StrEnum):
    """A few words to choose from."""

    RED = "red"
    DARK_GREEN = "dark_green"


class Thing(NamedTuple):
    """An object that a record makes."""

    name: str
    origin: Origin
    size: int = 7
    left: str = ""
    right: str = ""


THING = Record(
    Thing,
    {
        "name": Field(Text(), say("what it is called"), required=True),
        "size": Field(Integer(0, 9), say("how large it is")),
        "left": Field(Text(), say("one side")),
        "right": Field(Text(), say("the other side")),
    },
    at_most_one=("left", "right"),
)
CODE = Text(r"[a-z]{2}", say("Write two letters."))

GOOD: list[tuple[Shape[Any], str, object]] = [
    (Text(), "a text", "a text"),
    (Text(), "'  spaces  '", "spaces"),
    (Text(), "2026-02-30", "2026-02-30"),
    (Text(), "no", "no"),
    (Text(), "'~'", "~"),
    (Text(), "'null'", "null"),
    (Text(), '"{name} %s {0}"', "{name} %s {0}"),
    (Text(optional=True), "", ""),
    (Text(optional=True), "~", ""),
    (CODE, "ab", "ab"),
    (Integer(0, 99), "0", 0),
    (Integer(0, 99), "99", 99),
    (Integer(-5, 5), "-5", -5),
    (Flag(), "true", True),
    (Flag(), "false", False),
    (Day(), "2026-03-01", date(2026, 3, 1)),
    (Day(), "2024-02-29", date(2024, 2, 29)),
    (Day(), "'2026-03-01'", date(2026, 3, 1)),
    (Span(), "12 months", Period(12, 0)),
    (Span(), "1 month", Period(1, 0)),
    (Span(), "2 years", Period(24, 0)),
    (Span(), "6 weeks", Period(0, 42)),
    (Span(), "90  days", Period(0, 90)),
    (Choice(Colour), "dark_green", Colour.DARK_GREEN),
    (ListOf(Integer(1, 9)), "[1, 2]", (1, 2)),
    (ListOf(Integer(1, 9)), "", ()),
    (ListOf(Integer(1, 9)), "[]", ()),
    (MapOf(Text(optional=True)), "{a: b, no: ~}", {"a": "b", "no": ""}),
]


@pytest.mark.parametrize(("shape", "text", "value"), GOOD)
def test_good(shape: Shape[Any], text: str, value: object) -> None:
    """Would catch a right value refused, or read as another one."""
    reader = Reader("file.yaml")
    assert shape.read(node(text), reader) == value
    assert reader.diagnostics == []


# Shape, what is written, the rule and the place of the one fault, words that must stand in message
# or advice.
BAD: list[tuple[Shape[Any], str, str, str]] = [
    (Text(), "", "invalid-value 1:5", "The value is empty."),
    (Text(), "''", "invalid-value 1:6", "The value is empty."),
    (Text(), "~", "invalid-value 1:6", "The value is empty."),
    (Text(), "null", "invalid-value 1:6", "The value is empty."),
    (Text(), "[a]", "wrong-type 1:6", "A text is needed here, not a list."),
    (Text(), "[a]", "wrong-type 1:6", "Write a single value, without brackets"),
    (Text(optional=True), "{a: b}", "wrong-type 1:6", "A text is needed here, not a map."),
    (CODE, "abc", "invalid-value 1:6", "Write two letters."),
    (CODE, '"ab\\ncd"', "invalid-value 1:6", "Write two letters."),
    (Integer(1, 99), "012", "wrong-type 1:6", "Write 12, without a zero in front."),
    (Integer(1, 99), "0o14", "wrong-type 1:6", "“0o14” is not a whole number."),
    (Integer(1, 99), "0x1F", "wrong-type 1:6", "Write digits only"),
    (Integer(1, 99), "1:30", "wrong-type 1:6", "“1:30” is not a whole number."),
    (Integer(1, 99), "1_000", "wrong-type 1:6", "Write it in digits alone: 1000."),
    (Integer(1, 99), "210 000 €", "wrong-type 1:6", "Write it in digits alone: 210000."),
    (
        Integer(1, 99),
        "210\u202f000\u00a0EUR",
        "wrong-type 1:6",
        "Write it in digits alone: 210000.",
    ),
    (Integer(1, 99), "2,5", "wrong-type 1:6", "Write digits only"),
    (Integer(1, 99), "1 2", "wrong-type 1:6", "Write one number."),
    (Integer(1, 99), "1e3", "wrong-type 1:6", "Write digits only"),
    (Integer(1, 99), "4.0", "wrong-type 1:6", "Write digits only"),
    (Integer(1, 99), "+4", "wrong-type 1:6", "Write digits only"),
    (Integer(1, 99), "٤", "wrong-type 1:6", "Write digits only"),
    (Integer(1, 99), "４", "wrong-type 1:6", "Write digits only"),
    (Integer(1, 99), "", "wrong-type 1:5", "is not a whole number"),
    (Integer(1, 99), "four", "wrong-type 1:6", "“four” is not a whole number."),
    (Integer(1, 99), "9" * 5000, "wrong-type 1:6", "…"),
    (Integer(1, 99), "0", "invalid-value 1:6", "Write a number from 1 to 99."),
    (Integer(1, 99), "100", "invalid-value 1:6", "100 cannot stand here."),
    (Integer(1, 99), "-1", "invalid-value 1:6", "Write a number from 1 to 99."),
    (Integer(1, 99), "[4]", "wrong-type 1:6", "A whole number is needed here, not a list."),
    (HalfDays(), "0", "invalid-value 1:6", "is not a number of days"),
    (HalfDays(), "0.0", "invalid-value 1:6", "half-days, such as 0.5"),
    (HalfDays(), "1.25", "invalid-value 1:6", "half-days"),
    (HalfDays(), "1,5", "invalid-value 1:6", "1.5"),
    (HalfDays(), "100", "invalid-value 1:6", "is not a number of days"),
    (HalfDays(), "[1]", "wrong-type 1:6", "A number of days is needed here"),
    (Flag(), "yes", "wrong-type 1:6", "true or false is needed here, not “yes”."),
    (Flag(), "yes", "wrong-type 1:6", "Write true."),
    (Flag(), "Oui", "wrong-type 1:6", "Write true."),
    (Flag(), "no", "wrong-type 1:6", "not “no”"),
    (Flag(), "no", "wrong-type 1:6", "Write false."),
    (Flag(), "Faux", "wrong-type 1:6", "Write false."),
    (Flag(), "perhaps", "wrong-type 1:6", "Write true for yes, false for no."),
    (Flag(), "[true]", "wrong-type 1:6", "without brackets"),
    (Flag(), "True", "wrong-type 1:6", "not “True”"),
    (Flag(), "on", "wrong-type 1:6", "true or false"),
    (Flag(), "1", "wrong-type 1:6", "true or false"),
    (Flag(), "", "wrong-type 1:5", "not nothing"),
    (Day(), "2026-02-30", "invalid-date 1:6", "2026-02-30 is not a day of the calendar."),
    (Day(), "2026-13-01", "invalid-date 1:6", "Check the day and the month."),
    (Day(), "0000-01-01", "invalid-date 1:6", "is not a day of the calendar"),
    (Day(), "2025-02-29", "invalid-date 1:6", "is not a day of the calendar"),
    (Day(), "28/02/2026", "invalid-date 1:6", "Write year-month-day: 2026-02-28."),
    (Day(), "1.3.2026", "invalid-date 1:6", "Write year-month-day: 2026-03-01."),
    (Day(), "15/02/26", "invalid-date 1:6", "Write year-month-day: 2026-02-15."),
    (Day(), "1er mars 2026", "invalid-date 1:6", "Write year-month-day: 2026-03-01."),
    (Day(), "15 Février 2026", "invalid-date 1:6", "Write year-month-day: 2026-02-15."),
    (Day(), "2nd March 2026", "invalid-date 1:6", "Write year-month-day: 2026-03-02."),
    (Day(), "15 brumaire 2026", "invalid-date 1:6", "such as 2026-03-01"),
    (Day(), "31 avril 2026", "invalid-date 1:6", "such as 2026-03-01"),
    (Day(), "2026–03–01", "invalid-date 1:6", "Write year-month-day: 2026-03-01."),
    (Day(), "“2026-03-01”", "invalid-date 1:6", "Write year-month-day: 2026-03-01."),
    (Day(), "2026-03-01;", "invalid-date 1:6", "Write year-month-day: 2026-03-01."),
    (Integer(1, 33), "“4”", "wrong-type 1:6", "Write 4."),
    (Integer(1, 33), "I4", "wrong-type 1:6", "Write 4."),
    (Integer(1, 33), "n° 4", "wrong-type 1:6", "Write 4."),
    (Integer(1, 33), "4 5", "wrong-type 1:6", "put a comma between numbers: 4, 5."),
    (Integer(1, 33), "4; 5 et 6", "wrong-type 1:6", "put a comma between numbers: 4, 5, 6."),
    (Integer(1, 33), "4-6", "wrong-type 1:6", "between numbers: 4, 5, 6."),
    (Text("[A-Z]+"), "“AB”", "invalid-value 1:6", "Write AB, without quotation marks"),
    (Text("[A-Z]+"), "“ab”", "invalid-value 1:6", "Choose another text."),
    (Day(), "20260301", "invalid-date 1:6", "“20260301” is not a date."),
    (Day(), "2026-W09-7", "invalid-date 1:6", "such as 2026-03-01"),
    (Day(), "2026-3-1", "invalid-date 1:6", "Write year-month-day: 2026-03-01."),
    (Day(), "2026/03/01", "invalid-date 1:6", "Write year-month-day: 2026-03-01."),
    (Day(), "31/02/2026", "invalid-date 1:6", "such as 2026-03-01"),
    (Day(), "2026/02/31", "invalid-date 1:6", "such as 2026-03-01"),
    (Day(), "00/00/0000", "invalid-date 1:6", "such as 2026-03-01"),
    (Day(), "2026-03-01T10:00", "invalid-date 1:6", "such as 2026-03-01"),
    (Day(), "٢٠٢٦-٠٣-٠١", "invalid-date 1:6", "such as 2026-03-01"),
    (Day(), "", "invalid-date 1:5", "“” is not a date."),
    (
        Day(),
        "{year: 2026}",
        "wrong-type 1:6",
        "A date such as 2026-03-01 is needed here, not a map.",
    ),
    (Span(), "12", "invalid-value 1:6", "such as 12 months"),
    (Span(), "a year", "invalid-value 1:6", "“a year” is not a length of time."),
    (Span(), "0 days", "invalid-value 1:6", "such as 12 months"),
    (Span(), "-1 month", "invalid-value 1:6", "such as 12 months"),
    (Span(), "10000 years", "invalid-value 1:6", "such as 12 months"),
    (Span(), "1.5 years", "invalid-value 1:6", "such as 12 months"),
    (Span(), "12 mois", "invalid-value 1:6", "Write 12 months."),
    (Span(), "2 Ans", "invalid-value 1:6", "Write 2 years."),
    (Span(), "90j", "invalid-value 1:6", "Write 90 days."),
    (Span(), "6weeks", "invalid-value 1:6", "Write 6 weeks."),
    (Span(), "12 Months", "invalid-value 1:6", "Write 12 months."),
    (Span(), "12 moons", "invalid-value 1:6", "such as 12 months"),
    (Span(), "٤ months", "invalid-value 1:6", "such as 12 months"),
    (Span(), "[12, months]", "wrong-type 1:6", "A length of time"),
    (Choice(Colour), "rde", "invalid-value 1:6", "Did you mean “red”?"),
    (
        Choice(Colour),
        "r\u00aded",
        "invalid-value 1:6",
        "type “red” anew: a sign stands in it that cannot be seen",
    ),
    (Choice(Colour), "“red”", "invalid-value 1:6", "Did you mean “red”?"),
    (ListOf(Integer(1, 9)), "(1; 2)", "wrong-type 1:6", "such as [1, 2]."),
    (Choice(Colour), "Dark-Green", "invalid-value 1:6", "Did you mean “dark_green”?"),
    (
        Choice(Colour, called={"rouge": "red", "bleu": "blue"}),
        "Rouge",
        "invalid-value 1:6",
        "Did you mean “red”?",
    ),
    (
        Choice(Colour, called={"rouge": "red", "bleu": "blue"}),
        "bleu",
        "invalid-value 1:6",
        "Choose one of these words.",
    ),
    (
        Choice(Colour),
        "ultramarine",
        "invalid-value 1:6",
        "“ultramarine” is not one of: red, dark_green.",
    ),
    (Choice(Colour), "", "invalid-value 1:5", "Choose one of these words."),
    (
        Choice(Colour),
        "[red]",
        "wrong-type 1:6",
        "One of red, dark_green is needed here, not a list.",
    ),
    (ListOf(Integer(1, 9)), "4", "wrong-type 1:6", "such as [4]."),
    (ListOf(Integer(1, 9)), "{4: 4}", "wrong-type 1:6", "A list is needed here, not a map."),
    (ListOf(Integer(1, 9)), "''", "wrong-type 1:6", "A list is needed here"),
    (ListOf(Integer(1, 9), at_least=1), "[]", "invalid-value 1:6", "Give at least one value."),
    (ListOf(Integer(1, 9), at_least=1), "", "invalid-value 1:5", "Give at least one value."),
    (ListOf(Integer(1, 9)), "[1, x, 2]", "wrong-type 1:10", "“x” is not a whole number."),
    (
        MapOf(Flag()),
        "[a]",
        "wrong-type 1:6",
        "A map (lines of “name: value”) is needed here, not a list.",
    ),
    (MapOf(Flag()), "{a: true, b: yes}", "wrong-type 1:19", "not “yes”"),
    (MapOf(Flag(), known=("first",)), "{fist: true}", "unknown-key 1:7", "Did you mean “first”?"),
    (THING, "4", "wrong-type 1:6", "A map (lines of “key: value”) is needed here, not “4”."),
    (THING, "{size: 1}", "missing-key 1:6", "Add a line “name: …”: what it is called."),
    (THING, "", "wrong-type 1:5", "is needed here, not nothing."),
    (THING, "{nmae: x}", "unknown-key 1:7", "Did you mean “name”?"),
    (THING, "{Nom: x}", "unknown-key 1:7", "Did you mean “name”?"),
    (THING, "{na\u00ad\u200bme: x}", "unknown-key 1:7", "type “name” anew"),
    (THING, "{name: x, titre: y}", "unknown-key 1:16", "Known keys: left"),
    (THING, "{name: x, wings: 2}", "unknown-key 1:16", "Known keys: left, name, right, size."),
    (
        THING,
        "{name: x, left: a, right: b}",
        "invalid-value 1:25",
        "Only one of these keys may be given: left, right.",
    ),
    (
        THING,
        "{name: x, size: {a: b}}",
        "wrong-type 1:22",
        "A whole number is needed here, not a map.",
    ),
]


@pytest.mark.parametrize(
    ("shape", "text", "place", "words"),
    BAD,
    ids=[f"{type(one[0]).__name__} {one[1][:20]}" for one in BAD],
)
def test_bad(shape: Shape[Any], text: str, place: str, words: str) -> None:
    """Would catch a value that is guessed at, one mistake told twice or elsewhere,
    and words that do not help.
    """
    reader = Reader("file.yaml")
    shape.read(node(text), reader)
    assert places(reader.diagnostics) == [place]
    (fault,) = reader.diagnostics
    told = f"{said(fault.message)}\n{said(fault.help)}"
    assert words in told
    assert len(told) < 500


def test_one_fault_does_not_hide_the_others() -> None:
    """Would catch a team that fixes one fault only to be told of the next."""
    reader = Reader("file.yaml")
    assert ListOf(Integer(1, 9)).read(node("[1, x, 3, 40]"), reader) == (1, 3)
    assert THING.read(node("{size: many, colour: red, left: [], right: a}"), reader) is None
    assert [diagnostic.rule for diagnostic in reader.diagnostics] == [
        "wrong-type",
        "invalid-value",
        "wrong-type",
        "unknown-key",
        "wrong-type",
        "missing-key",
        "invalid-value",
    ]


def test_a_record_leaves_what_is_not_given_to_its_object() -> None:
    """Would catch a default that is lost, and an object that forgets where it was read."""
    thing = THING.read(node("{name: x}"), Reader("file.yaml"))
    assert thing is not None
    assert (thing.name, thing.size, thing.left) == ("x", 7, "")
    assert str(thing.origin.at("name")) == "file.yaml:1:13"


# A day, months and days → the day after that.
AFTER = [
    ("2026-01-31", 1, 0, "2026-02-28"),
    ("2024-01-31", 1, 0, "2024-02-29"),
    ("2026-03-31", 1, 0, "2026-04-30"),
    ("2026-01-30", 1, 0, "2026-02-28"),
    ("2026-02-28", 1, 0, "2026-03-28"),
    ("2024-02-29", 12, 0, "2025-02-28"),
    ("2024-02-29", 48, 0, "2028-02-29"),
    ("2026-11-30", 1, 0, "2026-12-30"),
    ("2026-11-30", 2, 0, "2027-01-30"),
    ("2026-12-31", 12, 0, "2027-12-31"),
    ("2026-01-31", -1, 0, "2025-12-31"),
    ("2026-03-31", -1, 0, "2026-02-28"),
    ("2026-03-15", -4, 0, "2025-11-15"),
    ("2026-03-31", -13, 0, "2025-02-28"),
    ("2026-02-28", 0, 1, "2026-03-01"),
    ("2024-02-28", 0, 1, "2024-02-29"),
    ("2026-12-31", 0, 1, "2027-01-01"),
    ("2026-09-30", 0, 0, "2026-09-30"),
    ("2026-01-31", 1, 1, "2026-03-01"),
    ("9998-12-31", 1, 0, "9999-01-31"),
    ("9999-12-31", 1, 0, "9999-12-31"),
    ("9999-12-31", -1, 0, "9999-11-30"),
    ("9999-12-31", 0, 1, "9999-12-31"),
    ("0001-01-01", -4, 0, "0001-01-01"),
    ("2026-01-01", 12 * 9999, 0, "9999-12-31"),
    ("2026-01-01", 0, 7 * 9999, "2217-08-21"),
]


@pytest.mark.parametrize(("day", "months", "days", "after"), AFTER)
def test_periods(day: str, months: int, days: int, after: str) -> None:
    """Would catch a month counted as 30 days, 31 January plus a month in March,
    and a year past the calendar's.
    """
    assert Period(months, days).after(date.fromisoformat(day)) == date.fromisoformat(after)


NEAREST = [
    ("onwer", "owner"),
    ("Owner", "owner"),
    ("valid-until", "valid_until"),
    ("VALID_UNTIL", "valid_until"),
    ("xyz", None),
    ("", None),
    ("x" * 100_000, None),
    ("own\x1b[31mer", "owner"),
]


@pytest.mark.parametrize(("word", "near"), NEAREST)
def test_nearest(word: str, near: str | None) -> None:
    """Would catch a proposal that is far off, none where one is plain,
    and minutes spent on a hostile key.
    """
    assert nearest(word, ["owner", "valid_until", "title"]) == near


def test_the_nearest_is_the_same_on_each_run() -> None:
    """Would catch a proposal that depends on the order of a set:
    the same manual would give other bytes.
    """
    for known in (["EV-1", "ev-1"], ["ev-1", "EV-1"]):
        assert nearest("ev-11", known) == "EV-1"


def test_shorten() -> None:
    """Would catch a message of several lines or of a megabyte."""
    assert shorten(" a\n b\t\u2028c ") == "a b c"
    assert shorten("x" * 60) == "x" * 60
    assert shorten("x" * 61) == "x" * 59 + "…"
