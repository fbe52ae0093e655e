"""`preuve rehearse`: a mock audit drawn by lot, asked at the terminal or on paper, kept in a file;
its findings improved.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from preuve.assess.assessment import assess
from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.console.judging import assessed
from preuve.core.words import Translator, say
from preuve.cycle.readiness import readiness
from preuve.cycle.rehearsing import plan
from preuve.editing.rehearsal_file import Head, RehearsalFile
from preuve.editing.team_file import EditError
from preuve.model.manual import Manual
from preuve.model.rehearsal import file_of, may_be_called
from preuve.publication.ownership import claim_file, is_text_with, write_file
from preuve.report import Format
from preuve.report.rehearsal import ADVICE, rehearsal_json, rehearsal_text, sheet
from preuve.schema import did_you_mean, nearest

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment
    from preuve.cycle.rehearsing import SampledQuestion
    from preuve.editing.splice import Value
    from preuve.model.rehearsal import Rehearsal


def parser() -> Parser:
    """Return the parser of this verb's arguments."""
    verb = Parser("rehearse")
    verb.add_root()
    verb.add(
        "--seed", say("N"), say("any number: the same one draws the same; not needed to go on")
    )
    verb.flag(
        "--all", say("every indicator that applies, not only what the next audit must review")
    )
    verb.add("--most", say("N"), say("no more than this many indicators"), default=0)
    verb.add_hidden("--indicators", dest="most", type=verb.number)
    verb.add("--held-by", say("ROLE"), say("the role that asks"))
    verb.add(
        "--letter",
        say("LETTER"),
        say("to tell a second rehearsal of one day from the first"),
        default="",
    )
    verb.add_hidden("--name", dest="letter")
    verb.add("--questions", say("FILE"), say("write the questions to a Markdown file, to print"))
    verb.add_hidden("--sheet", dest="questions", type=Path)
    verb.add_force()
    verb.add(
        "--answers",
        say("FILE"),
        say("take answers from a YAML file, each under its question's number"),
    )
    verb.add(
        "--show", say("DATE"), say("tell what a rehearsal found, such as 2026-09-22"), type=str
    )
    verb.add_format(Format.TEXT, Format.JSON)
    verb.add(
        "--improve",
        say("DATE"),
        say("put a rehearsal's findings into registers/improvements.yaml"),
        type=str,
    )
    verb.add(
        "--owner",
        say("ROLE"),
        say("with --improve: who does it (default: who answers for the indicator)"),
    )
    verb.add(
        "--due",
        say("DATE"),
        say("with --improve: by when (default: the day before the next audit)"),
    )
    verb.add_as_of()
    return verb


def main(arguments: list[str]) -> int:
    """Rehearse, show or improve; return the exit status:
    0, or 2 when something cannot be read or written.
    """
    options = parser().parse_args(arguments)
    manual = Manual.load(options.root)
    words, assessment = Translator(manual.language), assessed(manual, options)
    if options.improve is not None:
        from preuve.console.improving import improve  # noqa: PLC0415 - only this way of calling needs it

        improve(_kept(manual, options.improve), assessment, options, words)
    elif options.show is not None:
        readiness_now = readiness(_kept(manual, options.show), assessment)
        telling = rehearsal_json if options.format is Format.JSON else rehearsal_text
        terminal.out(telling(readiness_now, assessment))
    else:
        _rehearse(assessment, options, words)
    return 0


def _kept(manual: Manual, name: str) -> Rehearsal:
    """Return a rehearsal by its date, its file's name or its path.
    Raises EditError where there is none.
    """
    known = {rehearsal.name: rehearsal for rehearsal in manual.rehearsals}
    wanted = Path(name).stem
    if wanted not in known:
        near = nearest(wanted, known) or next(reversed(known), None)
        if near is None:
            raise EditError(say("There is no rehearsal that can be read in rehearsals/."))
        raise EditError(
            say("There is no rehearsal {name}. Did you mean “{word}”?", name=wanted, word=near)
        )
    return known[wanted]


def _rehearse(assessment: Assessment, options: Namespace, words: Translator) -> None:
    root: Path = options.root
    kind = is_text_with(words(ADVICE))
    if options.questions is not None:  # before anything is drawn and kept
        claim_file(options.questions, kind, root, force=options.force)
    file = _opened(assessment, options)
    if options.questions is not None:
        data = sheet(file.rehearsal, assessment).encode("utf-8", "replace")
        write_file(options.questions, data, kind, root, force=options.force)
    if options.answers is not None:
        from preuve.editing.answering import answer_from  # noqa: PLC0415 - only this way of calling needs it

        answer_from(options.answers, file)
    if options.questions is None and options.answers is None:
        if terminal.can_ask():
            from preuve.console.interview import interview  # noqa: PLC0415 - as above

            interview(file, assessment, words)
        else:
            terminal.out(sheet(file.rehearsal, assessment))
    again = assess(Manual.load(root), assessment.on) or assessment
    terminal.note(words(say("Kept in {file}.", file=file.file)))
    if options.questions is not None or terminal.can_ask() or options.answers is not None:
        terminal.out(rehearsal_text(readiness(file.rehearsal, again), again))


def _opened(assessment: Assessment, options: Namespace) -> RehearsalFile:
    """Return the rehearsal to go on with, or a new one with its questions drawn and written."""
    name = assessment.on.isoformat() + (f"-{options.letter}" if options.letter else "")
    root: Path = options.root
    if not may_be_called(name):
        raise EditError(
            say(
                "“{name}” cannot be a name: use small letters and digits, such as b.",
                name=options.letter,
            )
        )
    known = {rehearsal.name: rehearsal for rehearsal in assessment.manual.rehearsals}
    if options.seed is None:
        unfinished = [
            rehearsal
            for rehearsal in known.values()
            if rehearsal.waiting and (not options.letter or rehearsal.name == name)
        ]
        if not unfinished:
            raise EditError(
                say("No rehearsal is unfinished. Begin one with --seed and any number.")
            )
        return RehearsalFile(root, unfinished[-1].name)
    if (root / file_of(name)).exists():
        file = RehearsalFile(root, name)
        if file.rehearsal.seed != options.seed:
            message = say(
                "{file} was drawn with {seed}. Go on with --seed {seed}, or call this one "
                "otherwise: --letter b.",
                file=file.file,
                seed=file.rehearsal.seed,
            )
            raise EditError(message)
        return file
    return _begun(assessment, options, name)


def _begun(assessment: Assessment, options: Namespace, name: str) -> RehearsalFile:
    drawn = plan(assessment, options.seed, everything=options.all, count=max(options.most, 0))
    if not drawn.questions:
        raise EditError(say("There is nothing to ask: no indicator applies."))
    people = assessment.organisation.people
    if options.held_by is not None and options.held_by not in people:
        advice = did_you_mean(
            options.held_by, people, say("Give one of these roles: {roles}.", roles=list(people))
        )
        raise EditError(
            say(
                "“{role}” is none of the people in organisation.yaml. {help}",
                role=options.held_by,
                help=advice,
            )
        )
    head = Head(assessment.on, options.seed, assessment.edition.name, options.held_by)
    file = RehearsalFile(options.root, name, head)
    file.ask(_lines(drawn.questions))
    file.save()
    return file


def _lines(questions: tuple[SampledQuestion, ...]) -> Iterator[dict[str, Value]]:
    for question in questions:
        line: dict[str, Value] = {
            "id": question.id,
            "indicator": question.indicator.number,
            "asked": question.asked,
        }
        if question.session is not None:
            line["session"] = question.session.id
        if question.provisional:
            line["provisional"] = True
        yield line
