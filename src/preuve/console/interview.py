"""A rehearsal at the terminal: a question at a time, the time taken,
each answer kept as soon as it is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.core import clock
from preuve.core.words import say
from preuve.editing.rehearsal_file import Answer
from preuve.model.rehearsal import Found
from preuve.report.text import printable

if TYPE_CHECKING:
    from preuve.assess.assessment import AssessedIndicator, Assessment
    from preuve.core.words import Message, Translator
    from preuve.editing.rehearsal_file import RehearsalFile

# The first letters of the answers in both languages: trouvé, en partie, non trouvé, sauter; no
# letter means two things.
_LETTERS = {
    "f": Found.FOUND,
    "t": Found.FOUND,
    "p": Found.PARTLY,
    "n": Found.NOT_FOUND,
    "s": Found.SKIPPED,
}
_QUIT = "q"


def interview(file: RehearsalFile, assessment: Assessment, words: Translator) -> None:
    """Ask what was not asked yet, until all is answered or the person stops. Every answer is
    written at once.

    Raises:
        EditError: an answer could not be written; those before it are.

    """
    waiting = file.rehearsal.waiting
    for position, question in enumerate(waiting, 1):
        indicator = assessment.indicator(question.indicator)
        _tell("")
        _tell(
            words(say("{position} of {total}", position=position, total=len(waiting)))
            + f"  ·  {_title(indicator, words)}"
        )
        _tell(f"{question.id}  {question.asked}")
        if question.provisional:
            _tell(
                words(say("(provisional: the reading guide that Preuve knows does not cover it)"))
            )
        try:
            answer = _answer(indicator, assessment, words)
        except (EOFError, KeyboardInterrupt):
            answer = None
        if answer is None:
            _tell("")
            _tell(words(say("Stopped. What was answered is kept; go on with preuve rehearse.")))
            return
        file.answer(question.id, answer)
        file.save()


def _title(indicator: AssessedIndicator | None, words: Translator) -> str:
    return words.localized(indicator.indicator.title) if indicator else ""


def _answer(
    indicator: AssessedIndicator | None, assessment: Assessment, words: Translator
) -> Answer | None:
    """Return what was found; None when the person stops."""
    started = clock.stopwatch()
    outcome = _outcome(words)
    taken = round(clock.stopwatch() - started)
    if outcome is None:
        return None
    if outcome is Found.SKIPPED:
        return Answer(outcome)
    seconds = _seconds(taken, words)
    if indicator:
        for proof in indicator.counting:
            _tell(f"    {proof.evidence.id}  {proof.evidence.title}")
    evidence = _evidence(assessment, words) if outcome is not Found.NOT_FOUND else ()
    return Answer(outcome, seconds, _ask(words(say("Note (or nothing)"))) or None, evidence)


def _outcome(words: Translator) -> Found | None:
    while True:
        letter = _ask(
            words(say("Show it. [f] found, [p] in part, [n] not found, [s] skip, [q] stop"))
        )[:1].casefold()
        if letter == _QUIT:
            return None
        if letter in _LETTERS:
            return _LETTERS[letter]
        _tell(words(say("Type one of the letters.")))


def _seconds(taken: int, words: Translator) -> int:
    while True:
        answer = _ask(words(say("Seconds to open it [{seconds}]", seconds=taken)))
        if not answer:
            return min(taken, 86_400)
        if answer.isascii() and answer.isdigit() and len(answer) <= 5 and int(answer) <= 86_400:  # noqa: PLR2004 - a day
            return int(answer)
        _tell(words(say("Write digits only, such as {example}.", example=40)))


def _evidence(assessment: Assessment, words: Translator) -> tuple[str, ...]:
    known = {
        assessed.evidence.id.casefold(): assessed.evidence.id for assessed in assessment.evidence
    }
    while True:
        given = (
            _ask(words(say("Proofs shown, by their ids (or nothing)"))).replace(",", " ").split()
        )
        strange = [name for name in given if name.casefold() not in known]
        if not strange:
            return tuple(dict.fromkeys(known[name.casefold()] for name in given))
        _tell(words(say("Not in the index: {ids}.", ids=strange)))


def _ask(text: str) -> str:
    return terminal.prompt(f"  {printable(text)}: ")


def _tell(text: str) -> None:
    terminal.note(printable(text))


def confirm(prompt: Message, proposal: str, words: Translator) -> str:
    """Ask for a value, with one proposed; an empty answer takes it.
    Raises EOFError at the end of input.
    """
    return _ask(f"{words(prompt)} [{proposal}]") or proposal
