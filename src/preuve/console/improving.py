"""Findings of a rehearsal put into the register of improvements:
each linked to its question, and never twice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from preuve.console import terminal
from preuve.core.words import say
from preuve.editing.improvements_file import ImprovementsFile
from preuve.editing.team_file import EditError
from preuve.model.rehearsal import LACKING
from preuve.reading import TextNode
from preuve.schema import Day, Reader

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.core.words import Translator
    from preuve.editing.splice import Value
    from preuve.model.rehearsal import Found, Question, Rehearsal


class _Proposal(NamedTuple):
    """What is proposed for a finding."""

    action: str
    owner: str
    due: str


def improve(
    rehearsal: Rehearsal, assessment: Assessment, options: Namespace, words: Translator
) -> None:
    """Add a line for each question whose proof was lacking and that no line names yet; ask at a
    terminal.

    Raises:
        EditError: the register cannot be read or written, or an owner or a day is needed that
            nobody gave.

    """
    file = ImprovementsFile(options.root)
    wanting = [
        question
        for question in rehearsal.of(*LACKING)
        if rehearsal.reference(question) not in file.origins
    ]
    lines: list[str] = []
    for question in wanting:
        line: dict[str, Value] = {
            "date": assessment.on.isoformat(),
            "origin": rehearsal.reference(question),
            "finding": _finding(question, words),
        }
        proposal = _proposal(question, assessment, options, words)
        if terminal.can_ask():
            proposal = _asked(question, proposal, words)
        _judge(proposal, assessment)
        line |= proposal._asdict()
        lines.append(words(say("Added {id}: {title}", id=file.add(line), title=proposal.action)))
    file.save()
    lines += [] if lines else [words(say("Nothing to add: no finding is without its improvement."))]
    terminal.line("\n".join(lines))


def _finding(question: Question, words: Translator) -> str:
    outcome: Found = question.found  # type: ignore[assignment] # it is one of LACKING
    sentence = words(say("Mock audit, {found}: {asked}", found=outcome.label, asked=question.asked))
    return f"{sentence} {question.note}" if question.note else sentence


def _proposal(
    question: Question, assessment: Assessment, options: Namespace, words: Translator
) -> _Proposal:
    one = assessment.indicator(question.indicator)
    named = (
        [assessed.evidence.owner for assessed in one.evidence] if one else []
    )  # where no proof counts, who answered for one
    owner = options.owner or next(iter([*(one.owners() if one else ()), *named]), "")
    audit = assessment.organisation.next_audit(assessment.on)
    due: date | None = options.due
    if due is None and audit is not None and audit.date > assessment.on:
        due = audit.date - timedelta(days=1)
    title = words.localized(one.indicator.title) if one else ""
    action = words(
        say(
            "Find or make the proof that was asked for: indicator {number}, {title}",
            number=question.indicator,
            title=title,
        )
    )
    return _Proposal(action, owner, due.isoformat() if due else "")


def _asked(question: Question, proposal: _Proposal, words: Translator) -> _Proposal:
    from preuve.console.interview import confirm  # noqa: PLC0415 - only at a terminal

    terminal.note(f"\n{question.id}  {question.asked}")
    try:
        return _Proposal(
            confirm(say("What is to be done"), proposal.action, words),
            confirm(say("Who does it, by role"), proposal.owner, words),
            confirm(say("By when"), proposal.due, words),
        )
    except (EOFError, KeyboardInterrupt):
        raise EditError(say("Nothing was changed.")) from None


def _judge(proposal: _Proposal, assessment: Assessment) -> None:
    """Refuse what the gate would refuse, with what to type."""
    roles = list(assessment.organisation.people)
    if proposal.owner not in roles:
        raise EditError(
            say("Who does it? Give one of these roles with --owner: {roles}.", roles=roles)
        )
    reader = Reader("")
    if not proposal.due or Day().read(TextNode(proposal.due, True, 1, 1), reader) is None:  # noqa: FBT003 - plain
        raise EditError(say("By when? Give a day with --due, such as 2026-03-01."))
