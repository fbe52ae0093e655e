"""The files `standards/rnq-2026.local.yaml`, in which a team writes what it has read since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.core.finding import Diagnostic, Place
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.in_languages import InLanguages
from preuve.model.indicator_names import IndicatorName
from preuve.model.local_standard import LocalStandard, NewerGuide, TeamReading, laid_over
from preuve.model.standard import EditionName, load_edition
from preuve.reading import TextNode, read_yaml
from preuve.schema import (
    Day,
    Field,
    Flag,
    ListOf,
    Reader,
    Record,
    Text,
    did_you_mean,
    is_empty,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.core.files import Folder
    from preuve.model.standard import Edition, IndicatorRef, Texts
    from preuve.reading import Document, Node, Origin
    from preuve.schema.reader import Schema

STANDARDS_FOLDER = "standards"
_ENDING = ".local.yaml"


class _UnsureMark:
    """What is unsure: `false` where nothing is any more, `true` where the marks stay,
    or what it is in words.
    """

    def read(self, node: Node, reader: Reader) -> bool | dict[Any, str] | None:
        if (
            isinstance(node, TextNode)
            and node.plain
            and node.text.strip().lower() in {"true", "false", "yes", "no"}
        ):
            return Flag().read(node, reader)
        return InLanguages(Text()).read(node, reader)

    def schema(self) -> Schema:
        return {"anyOf": [Flag().schema(), InLanguages(Text()).schema()]}


class _Law:
    """What is the law, and not a team's to replace."""

    def read(self, node: Node, reader: Reader) -> None:
        reader.report(
            RuleName.INVALID_VALUE,
            node,
            say("The law's words and its columns are not replaced here."),
            say(
                "Keep expected, proofs, provisional, source and checked. A new text of the law "
                "is an edition of its own."
            ),
        )

    def schema(self) -> Schema:
        return {"not": {}}


def _reading(
    *,
    provisional: bool | Texts | None = None,
    indicator: IndicatorRef,
    **values: Any,  # noqa: ANN401 - what the record read
) -> TeamReading:
    unsure = provisional if isinstance(provisional, dict) else None
    return TeamReading(about=indicator, unsure=unsure, settled=provisional is False, **values)


_LAW = Field(_Law(), say("the law: not replaced here"))
_READING = Record(
    _reading,
    {
        "indicator": Field(
            IndicatorName(),
            say("the indicator, or the clause of one, that was read about"),
            required=True,
        ),
        "expected": Field(
            InLanguages(Text()), say("what is expected, in place of what Preuve says")
        ),
        "proofs": Field(
            InLanguages(ListOf(Text(), at_least=1, at_most=20)),
            say("typical proofs, in place of Preuve's"),
        ),
        "provisional": Field(
            _UnsureMark(), say("false: nothing is unsure any more; or what is, in a sentence")
        ),
        "source": Field(Text(), say("the guide or the order, and where in it"), required=True),
        "checked": Field(Day(), say("the day somebody read it"), required=True),
        **dict.fromkeys(
            ("statement", "words", "title", "categories", "condition", "grading", "criterion"), _LAW
        ),
    },
)
_GUIDE = Record(
    NewerGuide,
    {
        "version": Field(
            Text("[Vv]? ?[0-9]{1,3}([.][0-9]{1,3})?", say("Write its number, such as 10.")),
            say("the guide's version"),
            required=True,
        ),
        "posted": Field(Day(), say("the day it was put online")),
        "seen": Field(Day(), say("the day somebody read it"), required=True),
    },
)


class _LocalFile(NamedTuple):
    origin: Origin
    guide: NewerGuide | None = None
    checked: date | None = None
    indicators: tuple[TeamReading, ...] = ()


LOCAL_STANDARD = Record(
    _LocalFile,
    {
        "guide": Field(_GUIDE, say("a reading guide newer than the one this tool knows")),
        "checked": Field(
            Day(), say("the day somebody last looked for a newer text: shown at marks that stay")
        ),
        "indicators": Field(ListOf(_READING), say("what was read, indicator by indicator")),
    },
)


def read_local_standards(
    folder: Folder,
) -> tuple[dict[EditionName, LocalStandard], list[Diagnostic]]:
    """Return the editions that a team has read more about, and what is wrong;
    a file with faults changes nothing.
    """
    standards: dict[EditionName, LocalStandard] = {}
    diagnostics: list[Diagnostic] = []
    files = {f"{name}{_ENDING}": name for name in EditionName}
    taken = (*(f"{name}.yaml" for name in EditionName), _ENDING, ".local.yml")
    for path, kind in folder.walk(STANDARDS_FOLDER):
        file = path.removeprefix(f"{STANDARDS_FOLDER}/")
        if kind != "file" or not file.endswith(taken):
            continue
        if file not in files:
            advice = did_you_mean(file, files, say("It can be called: {names}.", names=list(files)))
            message = say("No edition of the standard is read over by a file of this name.")
            diagnostics.append(
                Diagnostic(RuleName.INVALID_VALUE, message, Place(path, 1, 1), advice)
            )
            continue
        standard, wrong = _read(read_yaml(folder.root / path, path), load_edition(files[file]))
        diagnostics += wrong
        if standard is not None:
            standards[files[file]] = standard
    return standards, diagnostics


def _read(document: Document, edition: Edition) -> tuple[LocalStandard | None, list[Diagnostic]]:
    if document.unusable or document.root is None or is_empty(document.root):
        return None, document.diagnostics
    reader = Reader(document.file)
    file = LOCAL_STANDARD.read(document.root, reader)
    diagnostics = [*document.diagnostics, *reader.diagnostics]
    if file is None:
        return None, diagnostics
    wrong = [*_unknown(file, edition), *_twice(file)]
    if wrong or diagnostics:
        return None, [*diagnostics, *wrong]
    guide = file.guide and file.guide._replace(version=file.guide.version.lstrip("Vv "))
    readings = {reading.about: reading for reading in file.indicators}
    laid = tuple(
        laid_over(indicator, readings, guide, file.checked) for indicator in edition.indicators
    )
    return LocalStandard(edition._replace(indicators=laid), file.origin, guide, readings), []


def _unknown(file: _LocalFile, edition: Edition) -> Iterator[Diagnostic]:
    for reading in file.indicators:
        indicator = edition.indicator(reading.about.number)
        if indicator is not None and (
            not reading.about.clause or indicator.clause(reading.about.clause)
        ):
            continue
        known = [clause.name for clause in indicator.clauses] if indicator else []
        yield Diagnostic(
            RuleName.UNKNOWN_INDICATOR,
            say(
                "{name} is named; edition {edition} has no such indicator or clause.",
                name=str(reading.about),
                edition=edition.name,
            ),
            reading.origin.at("indicator"),
            did_you_mean(
                str(reading.about),
                known,
                say("Its clauses: {clauses}.", clauses=known)
                if known
                else say("Correct the number."),
            ),
        )


def _twice(file: _LocalFile) -> Iterator[Diagnostic]:
    first: dict[IndicatorRef, Place] = {}
    for reading in file.indicators:
        place = reading.origin.at("indicator")
        if (earlier := first.setdefault(reading.about, place)) is not place:
            yield Diagnostic(
                RuleName.DUPLICATE_ID,
                say(
                    "{name} stands in line {line} already.",
                    name=str(reading.about),
                    line=earlier.line,
                ),
                place,
                say("Join the two entries."),
            )
