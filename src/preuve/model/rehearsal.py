"""Rehearsals: what was asked in a mock audit and what was found, one file each in `rehearsals/`,
such as `2026-09-22.yaml`.

The file is the rehearsal: it holds every question from the start, in the order drawn, and its
answers as they come. One that was interrupted goes on where it stopped. It is the team's own
affair, and is shown to nobody else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic, Place
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import LabelledEnum, say
from preuve.model.file_sets import NamingRule, read_each
from preuve.model.indicator_names import INDICATOR_NUMBER
from preuve.model.person import ROLE
from preuve.model.repeated_ids import repeated_ids
from preuve.model.sessions import CODE_FORM
from preuve.model.standard import EditionName
from preuve.schema import Choice, Day, Field, Flag, Integer, ListOf, Reader, Record, Text, is_empty

if TYPE_CHECKING:
    from datetime import date

    from preuve.core.files import Folder
    from preuve.reading import Document, Origin

REHEARSALS_FOLDER = "rehearsals"
MOST_QUESTIONS = 500


class Found(LabelledEnum):
    """What became of a question."""

    FOUND = "found", say("found")
    PARTLY = "partly", say("found in part")
    NOT_FOUND = "not_found", say("not found")
    SKIPPED = "skipped", say("skipped")


LACKING = frozenset({Found.PARTLY, Found.NOT_FOUND})
"""What calls for something to be done."""


class Question(NamedTuple):
    """One question that was drawn and, once it was answered, what was found."""

    id: str
    indicator: int
    asked: str
    """The question in the words in which it was asked."""
    origin: Origin
    session: str | None = None
    """The session it was asked for."""
    found: Found | None = None
    """None: not asked yet."""
    seconds: int | None = None
    """How long it took to open the proof."""
    evidence: tuple[str, ...] = ()
    """The proofs that were shown."""
    note: str | None = None
    provisional: bool = False
    """About words of the law that the reading guide known to Preuve does not cover."""


class Rehearsal(NamedTuple):
    """One mock audit."""

    dated: date
    seed: int
    edition: EditionName
    questions: tuple[Question, ...]
    origin: Origin
    held_by: str | None = None
    """The role that asked."""
    note: str | None = None
    name: str = ""
    """Its file's name without the ending."""

    @property
    def file(self) -> str:
        """Return its file, by its path below the manual's root."""
        return file_of(self.name)

    @property
    def waiting(self) -> tuple[Question, ...]:
        """Return the questions not asked yet."""
        return tuple(question for question in self.questions if question.found is None)

    def of(self, *founds: Found) -> tuple[Question, ...]:
        """Return the questions answered in one of these ways."""
        return tuple(question for question in self.questions if question.found in founds)

    def reference(self, question: Question) -> str:
        """Return what an improvement names as its origin:
        the rehearsal's file and the question in it.
        """
        return f"{self.file}#{question.id}"


def file_of(name: str) -> str:
    """Return a rehearsal's file by its name, as a path below the manual's root."""
    return f"{REHEARSALS_FOLDER}/{name}.yaml"


_FOUNDS = {
    Found.FOUND: say("the proof was there"),
    Found.PARTLY: say("part of it, or not the right one"),
    Found.NOT_FOUND: say("nothing was found"),
    Found.SKIPPED: say("left out"),
}
_QUESTION_ID = Text(
    r"[1-9][0-9]?\.([1-9][0-9]?|[a-z][a-z-]{0,39})",
    say("Write the indicator, a dot and a number or a clause, such as 12.1 or 12.violence."),
)
_REFERENCE = Text(CODE_FORM, say("Write an id as it stands in its own file."))
QUESTION = Record(
    Question,
    {
        "id": Field(
            _QUESTION_ID,
            say("the indicator, a dot and the question's number or the clause"),
            required=True,
        ),
        "indicator": Field(INDICATOR_NUMBER, say("the indicator it is about"), required=True),
        "session": Field(_REFERENCE, say("the session it is asked for")),
        "asked": Field(Text(), say("the question"), required=True),
        "provisional": Field(
            Flag(),
            say("about words of the law that the reading guide known to Preuve does not cover"),
        ),
        "found": Field(
            Choice(Found, _FOUNDS), say("what was found; leave it out until it was asked")
        ),
        "seconds": Field(Integer(0, 86_400), say("how many seconds it took to open the proof")),
        "evidence": Field(
            ListOf(_REFERENCE, distinct=True, at_most=50),
            say("the ids of the proofs that were shown"),
        ),
        "note": Field(Text(), say("what was noticed; no name of a learner")),
    },
)
REHEARSAL = Record(
    Rehearsal,
    {
        "date": Field(Day(), say("the day of the rehearsal"), required=True, attribute="dated"),
        "seed": Field(Integer(0, 10**9), say("the number that decided the draw"), required=True),
        "edition": Field(Choice(EditionName), say("the edition it rehearses"), required=True),
        "held_by": Field(ROLE, say("the role that asked the questions")),
        "note": Field(Text(), say("what should be remembered of it")),
        "questions": Field(
            ListOf(QUESTION, at_least=1, at_most=MOST_QUESTIONS),
            say("the questions, in the order drawn"),
            required=True,
        ),
    },
)


def may_be_called(name: str) -> bool:
    """Return whether a rehearsal can have this name:
    its date and, to tell it from another of that day, a word.
    """
    return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(-[a-z0-9]{1,20})?", name) is not None


def read_rehearsals(folder: Folder) -> tuple[tuple[Rehearsal, ...], list[Diagnostic]]:
    """Return the rehearsals, the earliest first, and what is wrong with them;
    a fault in one does not lose the others.
    """
    rehearsals, diagnostics = read_each(folder, REHEARSALS_FOLDER, _NAMING, read_rehearsal)
    return tuple(
        sorted(rehearsals, key=lambda rehearsal: (rehearsal.dated, rehearsal.name))
    ), diagnostics


_NAMING = NamingRule(
    may_be_called,
    say("A rehearsal is called by its date."),
    say("Use its date, such as 2026-09-22.yaml or 2026-09-22-b.yaml, directly in rehearsals/."),
)


def read_rehearsal(document: Document, name: str) -> tuple[Rehearsal | None, list[Diagnostic]]:
    """Return what a rehearsal's file says, and what is wrong with it."""
    root = document.root
    if document.unusable or root is None or is_empty(root):
        return None, document.diagnostics or [_empty(document.file)]
    reader = Reader(document.file)
    rehearsal = REHEARSAL.read(root, reader)
    diagnostics = [*document.diagnostics, *reader.diagnostics]
    return (
        (None, diagnostics)
        if rehearsal is None
        else (
            rehearsal._replace(name=name),
            [*diagnostics, *_twice(rehearsal), *_misplaced(rehearsal, name)],
        )
    )


def _empty(file: str) -> Diagnostic:
    return Diagnostic(
        RuleName.MISSING_KEY,
        say("The file is empty."),
        Place(file, 1, 1),
        say("Begin one with preuve rehearse, or delete the file."),
    )


def _twice(rehearsal: Rehearsal) -> list[Diagnostic]:
    """Return a fault for each question whose id stands above it already."""
    entries = ((question.id, question.origin) for question in rehearsal.questions)
    return list(repeated_ids(entries, say("Give each question an id of its own."), fold=False))


def _misplaced(rehearsal: Rehearsal, name: str) -> list[Diagnostic]:
    """Return a fault where the file's name gives another day than its date."""
    if name.startswith(rehearsal.dated.isoformat()):
        return []
    message = say(
        "The file is called {name}, and the rehearsal is dated {day}.",
        name=name,
        day=rehearsal.dated,
    )
    return [
        Diagnostic(
            RuleName.INVALID_VALUE,
            message,
            rehearsal.origin.at("date"),
            say("Correct the date, or the file's name."),
        )
    ]
