"""A rehearsal as a sheet to print, as text and as JSON."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from preuve.core.words import Translator, say, say_count
from preuve.model.rehearsal import Found
from preuve.report.json_text import as_json
from preuve.report.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment
    from preuve.core.words import Message
    from preuve.cycle.readiness import Lacking, Readiness
    from preuve.model.registers.described.improvements import Improvement
    from preuve.model.rehearsal import Question, Rehearsal

SCHEMA = 1


def counted(readiness: Readiness) -> list[Message]:
    """Return how many questions were asked, and what became of them,
    in words that agree with their numbers.
    """
    number = readiness.count
    messages = [
        (say_count("{count} found", "{count} found", number(Found.FOUND)), number(Found.FOUND)),
        (
            say_count("{count} found in part", "{count} found in part", number(Found.PARTLY)),
            number(Found.PARTLY),
        ),
        (
            say_count("{count} not found", "{count} not found", number(Found.NOT_FOUND)),
            number(Found.NOT_FOUND),
        ),
        (
            say_count("{count} skipped", "{count} skipped", number(Found.SKIPPED)),
            number(Found.SKIPPED),
        ),
    ]
    left = len(readiness.rehearsal.waiting)
    if left:
        messages.append((say_count("{count} not asked yet", "{count} not asked yet", left), left))
    return [message for message, many in messages if many]


def heading(rehearsal: Rehearsal) -> Message:
    """Return which rehearsal it is."""
    questions = say_count("{count} question", "{count} questions", len(rehearsal.questions))
    return say(
        "Mock audit of {day}, edition {edition}, draw {seed}: {questions}",
        day=rehearsal.dated,
        edition=rehearsal.edition,
        seed=rehearsal.seed,
        questions=questions,
    )


ADVICE = say("Take the time it takes to open each proof. Bring the answers back with --answers.")
"""What stands below the heading of every sheet: by it a sheet of ours is told."""


def sheet(rehearsal: Rehearsal, assessment: Assessment) -> str:
    """Return the questions as Markdown to print, with room for answers,
    and what the manual has for each indicator.
    """
    words = Translator(assessment.manual.language)
    lines = [f"# {_flat(words(heading(rehearsal)))}", "", _flat(assessment.organisation.name), ""]
    lines += [
        words(ADVICE),
        "",
    ]
    for number, questions in groupby(rehearsal.questions, key=lambda question: question.indicator):
        indicator = assessment.indicator(number)
        title = (
            f"{number}. {words.localized(indicator.indicator.title)}" if indicator else str(number)
        )
        lines += [f"## {_flat(title)}", ""]
        for question in questions:
            lines += [*_asked(question, words), ""]
        if indicator:
            known = ", ".join(
                f"{proof.evidence.id} {proof.evidence.title}" for proof in indicator.counting
            )
            lines += [
                words(
                    say(
                        "In the manual: {proofs}", proofs=_flat(known) or say("nothing that counts")
                    )
                ),
                "",
            ]
    return "\n".join(lines).rstrip() + "\n"


def _asked(question: Question, words: Translator) -> Iterator[str]:
    mark = (
        words(say("(provisional: the reading guide that Preuve knows does not cover it)"))
        if question.provisional
        else ""
    )
    yield f"**{question.id}** {_flat(question.asked)} {mark}".rstrip()
    yield ""
    for outcome in Found:
        yield f"- [{'x' if question.found is outcome else ' '}] {words(outcome.label)}"
    yield ""
    yield words(
        say(
            "Seconds: {seconds}",
            seconds=question.seconds if question.seconds is not None else "______",
        )
    )
    yield words(
        say("Note: {note}", note=_flat(question.note or "") or "______________________________")
    )


def _flat(text: str) -> str:
    """Return a text as one line that Markdown takes as it is."""
    line = printable(" ".join(text.split()))
    return "".join(f"\\{one}" if one in "\\`*_{}[]<>#|" else one for one in line)


def rehearsal_text(readiness: Readiness, assessment: Assessment) -> str:
    """Return what a rehearsal found, for people."""
    words = Translator(assessment.manual.language)
    lines = [
        words(heading(readiness.rehearsal)),
        words(say("{counts}.", counts=counted(readiness))),
    ]
    if (seconds := readiness.seconds) is not None:
        lines.append(
            words(
                say_count(
                    "Half of the proofs were open within {count} second.",
                    "Half of the proofs were open within {count} seconds.",
                    seconds,
                )
            )
        )
    for lacking in readiness.lacking:
        lines += ["", *_lacking(lacking, words)]
    if readiness.untouched:
        message = say_count(
            "{count} finding is in no improvement yet: preuve rehearse --improve {name}",
            "{count} findings are in no improvement yet: preuve rehearse --improve {name}",
            len(readiness.untouched),
            name=readiness.rehearsal.name,
        )
        lines += ["", words(message)]
    return "".join(f"{printable(line)}\n" for line in lines)


def _lacking(lacking: Lacking, words: Translator) -> Iterator[str]:
    question = lacking.question
    yield words(
        say(
            "{id}, {found}: {asked}",
            id=question.id,
            found=(question.found or Found.SKIPPED).label,
            asked=question.asked,
        )
    )
    if question.note:
        yield f"  {question.note}"
    messages = [improved(line) for line in lacking.improvements]
    messages += [
        say("since then: {id} {title}", id=proof.evidence.id, title=proof.evidence.title)
        for proof in lacking.proofs
    ]
    yield from (f"  {words(message)}" for message in messages)


def improved(line: Improvement) -> Message:
    """Return an improvement and how far it is."""
    if line.done is not None:
        return say(
            "{id}: {action} (done on {day})",
            id=line.id,
            action=line.action.rstrip("."),
            day=line.done,
        )
    return say(
        "{id}: {action} (due on {day})", id=line.id, action=line.action.rstrip("."), day=line.due
    )


def rehearsal_json(readiness: Readiness, assessment: Assessment) -> str:
    """Return what a rehearsal found as one JSON object, indented, its keys in a fixed order."""
    rehearsal = readiness.rehearsal
    lacking = {lacking.question.id: lacking for lacking in readiness.lacking}
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "as_of": assessment.on,
        "language": assessment.manual.language,
        "rehearsal": rehearsal.name,
        "date": rehearsal.dated,
        "seed": rehearsal.seed,
        "edition": rehearsal.edition,
        "counts": {outcome: readiness.count(outcome) for outcome in Found}
        | {"waiting": len(rehearsal.waiting)},
        "median_seconds": readiness.seconds,
        "not_drawn": [indicator.number for indicator in readiness.never],
        "questions": [
            {
                "id": question.id,
                "indicator": question.indicator,
                "session": question.session,
                "asked": question.asked,
                "provisional": question.provisional,
                "found": question.found,
                "seconds": question.seconds,
                "evidence": list(question.evidence),
                "note": question.note,
                "improvements": [line.id for line in lacking[question.id].improvements]
                if question.id in lacking
                else [],
                "evidence_since": [proof.evidence.id for proof in lacking[question.id].proofs]
                if question.id in lacking
                else [],
            }
            for question in rehearsal.questions
        ],
    }
    return as_json(document)
