"""A register by its description: what its file, its page, its table and its lines are made from.

Each is a file below `described/`. What such a file names, the loader, the schemas, the pages, the
tables and the rules read; another register is another description, and its rules beside those of
the others (CONTRIBUTING says how). Of the first five (non-conformities …) a line has a class of its
own, since more is made of it than columns say.
"""

from __future__ import annotations

from datetime import date
from enum import Enum, StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from preuve.core.record import NamedTuple
from preuve.core.words import say
from preuve.model.person import ROLE
from preuve.model.registers.fields import ENTRY_ID, PROOF_ID, UNIQUE
from preuve.model.sessions import CODE
from preuve.reading import TextNode
from preuve.schema import Choice, Day, Field, Flag, Integer, ListOf, Record, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from preuve.core.words import Message
    from preuve.model.registers.catalogue import Entry, RegisterName
    from preuve.model.standard import IndicatorRef
    from preuve.reading import Origin
    from preuve.schema import Shape

COUNT = Integer(0, 99_999)
ALL_OFFERS = "all"
"""What stands instead of a list of offers where all are meant."""


class ColumnKind(Enum):
    """What a column holds: how it is read, shown, and what it refers to."""

    ID = "id"
    DAY = "day"
    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    ROLE = "role"
    OFFERS = "offers"
    SESSION = "session"
    SESSION_OR_OFFERS = "session or offers"
    """A session's id; or offers in a list, or all of them."""
    PROOFS = "proofs"
    IMPROVEMENT = "improvement"
    IMPROVEMENTS = "improvements"
    LINES = "lines"
    """Ids of lines of the same register."""


_SHAPES: dict[ColumnKind, Shape[Any]] = {
    ColumnKind.ID: ENTRY_ID,
    ColumnKind.DAY: Day(),
    ColumnKind.TEXT: Text(),
    ColumnKind.COUNT: COUNT,
    ColumnKind.NUMBER: COUNT,
    ColumnKind.FLAG: Flag(),
    ColumnKind.ROLE: ROLE,
    ColumnKind.OFFERS: ListOf(CODE, at_most=100),
    ColumnKind.SESSION: CODE,
    ColumnKind.PROOFS: ListOf(PROOF_ID, at_most=50),
    ColumnKind.IMPROVEMENT: ENTRY_ID,
    ColumnKind.IMPROVEMENTS: ListOf(ENTRY_ID, at_most=50),
    ColumnKind.LINES: ListOf(ENTRY_ID, at_most=50),
}


class RegisterColumn(NamedTuple):
    """A key of a line."""

    title: Message
    """The heading of its column on the page."""
    about: Message
    """What it is for, as the schema and a missing key say it."""
    kind: ColumnKind = ColumnKind.TEXT
    required: bool = False
    work_day: bool = False
    """Whether it is a day on which the line was worked on, or the year that it is about:
    the register is as new as the newest of them.
    """
    words: Mapping[str, Message] | None = None
    """Of a choice: its words, and how each is said."""
    shape: Shape[Any] | None = None
    """Where the kind alone does not say how it is read."""
    behind: str = ""
    """The key that counts the people behind it, where a page shows nothing of fewer than five;
    `.` is its own.
    """
    on_page: bool = True
    """Whether the page has it."""

    @property
    def field(self) -> Field:
        """Return how the key is read."""
        shape = self.shape
        if shape is None:
            shape = _SHAPES[self.kind] if self.words is None else _choice(self.words)
        return Field(shape, self.about, required=self.required)


def _choice(words: Mapping[str, Message]) -> Shape[Any]:
    members: Any = StrEnum("Words", {word: word for word in words})  # type: ignore[misc] # the words are data
    return Choice(members, {members(word): label for word, label in words.items()})


class Line(NamedTuple):
    """A line made of columns."""

    id: str
    list: str
    """The list of the file that it stands in."""
    values: Mapping[str, Any]
    work_days: tuple[date, ...]
    """The days on which it was worked on."""
    origin: Origin

    def days(self) -> tuple[date, ...]:
        """Return the days on which it was worked on."""
        return self.work_days

    def day(self, key: str) -> date | None:
        """Return a day; None where it is not given."""
        value: date | None = self.values.get(key)
        return value

    def number(self, key: str) -> int | None:
        """Return a number; None where it is not given."""
        value: int | None = self.values.get(key)
        return value

    def text(self, key: str) -> str:
        """Return a text, a choice's word or an id; empty where it is not given."""
        return str(self.values.get(key, ""))

    def flag(self, key: str) -> bool | None:
        """Return yes or no; None where it is not given."""
        value: bool | None = self.values.get(key)
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of codes or ids."""
        value: tuple[str, ...] = self.values.get(key, ())
        return value

    def is_alone(self, key: str) -> bool:
        """Return whether one value is written under a key, not a list of them."""
        entries = getattr(self.origin.node, "entries", {})
        return isinstance(entries.get(key), TextNode)

    def few(self, key: str, behind: str) -> bool:
        """Return whether the people behind a value are some, and too few for a page to show it."""
        return bool(behind) and 0 < (self.number(key if behind == "." else behind) or 0) < ENOUGH


def _days(worked: date | int) -> tuple[date, ...]:
    """Return the days of what says when a line was worked on: of a year, its first and last."""
    return (date(worked, 1, 1), date(worked, 12, 31)) if isinstance(worked, int) else (worked,)


class LineList(NamedTuple):
    """A list of a register's file: its name there, and its columns."""

    about: Message
    columns: Mapping[str, RegisterColumn]
    key: str = "id"
    """The key by which a line is cited."""
    needed: Callable[[Line], tuple[str, ...]] | None = None
    """The keys that a line needs because of what else it says."""
    own: Record[Any] | None = None
    """How a line is read that has a class of its own, and so no columns here."""
    references: Mapping[str, ColumnKind] = {}
    """Of such a line, the keys under which it names something, and what."""

    def record(self, name: str) -> Record[Any]:
        """Return how a line of the list is read."""
        if self.own is not None:
            return self.own
        work_days = [key for key, column in self.columns.items() if column.work_day]

        def make(origin: Origin, **values: Any) -> Line:  # noqa: ANN401 - whatever the columns hold
            # A choice is kept as its word: its class was made for reading, here and nowhere else.
            values = {
                key: value.value if isinstance(value, StrEnum) else value
                for key, value in values.items()
            }
            given = str(values.get(self.key, ""))
            days = tuple(day for key in work_days if key in values for day in _days(values[key]))
            return Line(
                given if self.key == "id" else f"{name}-{given}", name, values, days, origin
            )

        fields = {key: column.field for key, column in self.columns.items()}
        return Record(make, fields, needed=self.needed)


class Description(NamedTuple):
    """What a register is."""

    title: Message
    about: Message
    """What it is kept for, in a sentence: for its page, its schema and its beginning."""
    lists: Mapping[str, LineList]
    proves: tuple[str, ...] = ()
    """The indicators and clauses that its lines can show, as the index names them; where there is
    none, whatever it is named for.
    """
    when: Callable[[Any, str], bool] | None = None
    """Whether a line shows one of them; each does, where it is not given."""
    head: Mapping[str, Field] = {}
    """Keys at the head of the file, for the time or the number that the team set itself."""
    orders: tuple[tuple[str, str], ...] = ()
    """Keys of a line: the earlier day and the later one."""
    example: str = ""
    """A line, for who begins."""

    def record(self) -> Record[dict[str, Any]]:
        """Return how the whole file is read."""
        lists = {
            name: Field(ListOf(lines.record(name)), lines.about, required=not place)
            for place, (name, lines) in enumerate(self.lists.items())
        }
        return Record(dict, {**self.head, **lists})

    def serves(self, line: Entry, ref: IndicatorRef) -> bool:
        """Return whether an indicator or a clause can rest on a line."""
        name = str(ref)
        # The number alone stands for whatever of it the register serves.
        shown = (
            proved
            for proved in self.proves
            if proved == name or (not ref.clause and proved.partition(".")[0] == name)
        )
        return not self.proves or any(self.when is None or self.when(line, own) for own in shown)

    @property
    def by_columns(self) -> bool:
        """Return whether its lines are made of columns alone."""
        return all(lines.own is None for lines in self.lists.values())

    def columns(self, name: str) -> Mapping[str, RegisterColumn]:
        """Return the columns of a list, by the keys of its lines."""
        return self.lists[name].columns


class KeptRegister(NamedTuple):
    """A register, as far as it could be read."""

    head: Mapping[str, Any]
    lines: tuple[Entry, ...]

    def of(self, name: str) -> tuple[Any, ...]:
        """Return the lines of one of its lists; those with a class of their own stand in one."""
        return tuple(line for line in self.lines if getattr(line, "list", name) == name)


def describe(name: RegisterName) -> Description:
    """Return the description of a register; it is read when it is asked for,
    since few manuals keep them all.
    """
    module = import_module(f"preuve.model.registers.described.{name.value}")
    description: Description = module.DESCRIPTION
    return description


def sessions_of(name: RegisterName, line: Entry) -> frozenset[str]:
    """Return what a line names where a session may stand: of a column that takes offers too, they
    are among it.
    """
    if not isinstance(line, Line):
        return frozenset()
    kinds = (ColumnKind.SESSION, ColumnKind.SESSION_OR_OFFERS)
    columns = describe(name).columns(line.list)
    values = [line.values.get(key, ()) for key, column in columns.items() if column.kind in kinds]
    return frozenset(
        text for value in values for text in ((value,) if isinstance(value, str) else value)
    )


def text(title: Message, about: Message, *, required: bool = False) -> RegisterColumn:
    """Return a column of words."""
    return RegisterColumn(title, about, ColumnKind.TEXT, required)


def day(
    title: Message, about: Message, *, required: bool = False, work_day: bool = False
) -> RegisterColumn:
    """Return a column of days; *work_day*: on such a day the line was worked on."""
    return RegisterColumn(title, about, ColumnKind.DAY, required, work_day)


def people(
    title: Message, about: Message, *, required: bool = False, behind: str = "."
) -> RegisterColumn:
    """Return a column that counts people; *behind*:
    the key that counts those behind it, where that is another.
    """
    return RegisterColumn(title, about, ColumnKind.COUNT, required, behind=behind)


def number(title: Message, about: Message, *, required: bool = False) -> RegisterColumn:
    """Return a column of numbers that count no people."""
    return RegisterColumn(title, about, ColumnKind.NUMBER, required)


def flag(title: Message, about: Message) -> RegisterColumn:
    """Return a column of yes and no."""
    return RegisterColumn(title, about, ColumnKind.FLAG)


def choice(title: Message, about: Message, words: Mapping[str, Message]) -> RegisterColumn:
    """Return a column that takes one of a few words."""
    return RegisterColumn(title, about, ColumnKind.CHOICE, required=True, words=words)


ID = RegisterColumn(say("Id"), UNIQUE, ColumnKind.ID, required=True)
ENOUGH = 5
"""People behind a figure that is shown: L. 6111-8 says “quand les effectifs concernés sont
suffisants”; five is a custom.
"""
NOTE = {
    "note": RegisterColumn(say("Note"), say("for the auditor; nothing about a person")),
    "proof": RegisterColumn(say("Proof"), say("the ids of proofs in the index"), ColumnKind.PROOFS),
}
"""What every line may have."""
