"""Is each proof what its entry says: a document that is there, with a date that can be?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from preuve.assess.assessment import EvidenceState
from preuve.assess.flaws import is_impossible
from preuve.core.finding import Diagnostic
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.gate.rules.references import evidence_fault
from preuve.model.evidence import Status
from preuve.model.manual import file_key
from preuve.model.proof_file import LARGE
from preuve.model.registers.description import Line
from preuve.model.shelf_results import ShelfOutcome
from preuve.schema import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import AssessedEvidence, Assessment
    from preuve.core.finding import Place
    from preuve.core.words import Message


def unusable_evidence(assessment: Assessment) -> Iterator[Diagnostic]:
    """What speaks against a proof, each at its own key; a withdrawn proof may be anything."""
    for assessed in assessment.evidence:
        if assessed.flaws and assessed.state is not EvidenceState.WITHDRAWN:
            for rule in assessed.flaws:
                for notice in _notices(rule, assessed, assessment):
                    yield _diagnostic(rule, notice, assessed, assessment)


_BLANK_SIGNS = " \u034f\u115f\u1160\u2800\u3164\ufe0f\uffa0"


class _EvidenceNotice(NamedTuple):
    """What is told of a flaw: the key it stands at, what is wrong, what to do."""

    key: str
    message: Message
    help: Message


def _diagnostic(
    rule: RuleName, notice: _EvidenceNotice, assessed: AssessedEvidence, assessment: Assessment
) -> Diagnostic:
    place = assessed.evidence.origin.at(notice.key)
    fault = Diagnostic(rule, notice.message, place, notice.help)
    return evidence_fault(assessment, assessed, fault, frozenset(assessed.flaws))


def _notices(
    rule: RuleName, assessed: AssessedEvidence, assessment: Assessment
) -> Iterator[_EvidenceNotice]:
    if rule is RuleName.IMPOSSIBLE_DATE:
        yield from _impossible(assessed, assessment)
    else:
        yield _notice(rule, assessed, assessment)


def _notice(rule: RuleName, assessed: AssessedEvidence, assessment: Assessment) -> _EvidenceNotice:
    entry = assessed.evidence
    if rule is RuleName.VAGUE_PLACE:
        place = shorten(entry.place or "")
        message = say("{id}: “{place}” says nowhere.", id=entry.id, place=place)
        if not any(sign.isprintable() and sign not in _BLANK_SIGNS for sign in place):
            message = say("{id}: nothing of its place can be seen.", id=entry.id)
        return _EvidenceNotice(
            "place",
            message,
            say("Say where it is kept, so that a colleague finds it: which binder, which folder."),
        )
    if rule is RuleName.DEAD_LINK:
        link = assessment.manual.link_seen(entry.url)
        assert link is not None  # noqa: S101 - the rule is of what was seen
        return _EvidenceNotice(
            "url",
            say("{id}: the page was gone on {day}.", id=entry.id, day=link.checked),
            say("Give its new address, or a copy as a file; then run preuve links."),
        )
    if rule in {RuleName.NOT_ON_SHELF, RuleName.SHELF_CHANGED}:
        return _of_shelf(rule, assessed, assessment)
    file = shorten(str(entry.file or entry.shelf))
    message, advice = _OF_FILES[rule]
    return _EvidenceNotice(
        "file", message._replace(values={**message.values, "id": entry.id, "file": file}), advice
    )


_OF_FILES: dict[RuleName, tuple[Message, Message]] = {
    RuleName.EMPTY_FILE: (
        say("{id}: {file} is empty, or shows nothing."),
        say("Put the document itself at this place."),
    ),
    RuleName.FILE_NOT_FETCHED: (
        say("{id}: {file} holds only a pointer to the document, which was not fetched."),
        say(
            "Fetch it (git lfs pull, git annex get); in a workflow give actions/checkout lfs: true."
        ),
    ),
    RuleName.LINK_FILE: (
        say("{id}: {file} is only a link to a document."),
        say("Save the document itself as a PDF and name that; or give its address with url:."),
    ),
    RuleName.WRONG_CONTENT: (
        say("{id}: {file} is not what its ending says, or only a part of it."),
        say("Open it on your computer: save the document again, or correct the ending."),
    ),
    RuleName.NOT_EVIDENCE: (
        say("{id}: {file} is a file of the manual itself or of a program, and proves nothing."),
        say("Name the document that shows what was done."),
    ),
    RuleName.UNREADABLE_REGISTER: (
        say("{id}: {file} cannot be read, so it shows nothing."),
        say("Correct what is found in that file."),
    ),
}


def _of_shelf(
    rule: RuleName, assessed: AssessedEvidence, assessment: Assessment
) -> _EvidenceNotice:
    entry = assessed.evidence
    assert entry.shelf is not None  # noqa: S101 - the rule is of those alone
    sighting = assessment.manual.shelves[entry.shelf]
    shelf = assessment.organisation.shelves.get(entry.shelf.shelf)
    facts = {
        "id": entry.id,
        "file": shorten(entry.shelf.path),
        "shelf": shelf.label if shelf else entry.shelf.shelf,
        "day": sighting.seen,
    }
    if rule is RuleName.SHELF_CHANGED:
        return _EvidenceNotice(
            "file",
            say("{id}: {file} on {shelf} is no longer what was approved, seen on {day}.", **facts),
            say("Look at it, then approve it anew: preuve approve {id}", id=entry.id),
        )
    message = say("{id}: {file} was not on {shelf} on {day}.", **facts)
    if not sighting.to:
        return _EvidenceNotice(
            "file", message, say("Put it back or correct its path; then run preuve shelves.")
        )
    to = f"{entry.shelf.shelf}:{sighting.to}"
    if sighting.outcome is ShelfOutcome.MOVED:
        advice = say("The same content lies elsewhere. Write file: {to}", to=to)
    else:
        advice = say("Did you mean “{word}”?", word=to)
    return _EvidenceNotice("file", message, advice)


def _impossible(assessed: AssessedEvidence, assessment: Assessment) -> Iterator[_EvidenceNotice]:
    """Yield each day of an entry that cannot be; else the time that makes it good until such a
    day.
    """
    entry, on = assessed.evidence, assessment.on
    written = {
        "dated": entry.dated,
        "valid_until": entry.valid_until,
        "approved_on": entry.approved_on,
    }
    days = {key: day for key, day in written.items() if day and is_impossible(day, on)}
    for key, day in days.items():
        message = say("{id}: {day} cannot be right.", id=entry.id, day=day)
        yield _EvidenceNotice(key, message, _CORRECT)
    if not days:
        yield _EvidenceNotice(
            "review_every",
            say(
                "{id}: by this it is good until {day}, which cannot be right.",
                id=entry.id,
                day=assessed.good_until,
            ),
            say("Give a shorter time, such as 12 months."),
        )


_CORRECT = say("Correct the year: it is before 2000, or more than ten years ahead.")


def dated_ahead(assessment: Assessment) -> Iterator[Diagnostic]:
    """An approved proof, or the approval of one, that is still to come."""
    for assessed in assessment.evidence:
        entry = assessed.evidence
        if entry.status is not Status.APPROVED:
            continue
        for key, day in (("dated", entry.dated), ("approved_on", entry.approved_on)):
            if day is not None and day > assessment.on and not is_impossible(day, assessment.on):
                yield Diagnostic(
                    RuleName.DATED_AHEAD,
                    say(
                        "{id} is approved, and {key} is {day}: after the manual's day.",
                        id=entry.id,
                        key=key,
                        day=day,
                    ),
                    entry.origin.at(key),
                    say("Correct the date, or write status: draft until then."),
                    evidence=entry.id,
                )


def large_file(assessment: Assessment) -> Iterator[Diagnostic]:
    """A file that GitHub refuses."""
    for assessed in assessment.evidence:
        entry = assessed.evidence
        if (
            entry.file is not None
            and assessment.manual.files[file_key(entry.file, entry.sha256)].large
        ):
            yield Diagnostic(
                RuleName.LARGE_FILE,
                say(
                    "{id}: {file} is larger than {limit} MB.",
                    id=entry.id,
                    file=shorten(entry.file),
                    limit=LARGE >> 20,
                ),
                entry.origin.at("file"),
                say(
                    "GitHub refuses a push that holds it: make it smaller, or keep it "
                    "elsewhere and say where."
                ),
                evidence=entry.id,
            )


def impossible_date(assessment: Assessment) -> Iterator[Diagnostic]:
    """A year that cannot be, anywhere but in the index:
    the organisation, its audits and decisions, sessions, registers.
    """
    organisation, manual = assessment.organisation, assessment.manual
    lines = (line for _name, line in manual.registers.all())
    for place, day in _days((organisation, *manual.all_sessions, *lines)):
        if is_impossible(day, assessment.on):
            message = say("The date {day} cannot be right.", day=day)
            yield Diagnostic(RuleName.IMPOSSIBLE_DATE, message, place, _CORRECT)


def _days(records: tuple[Any, ...]) -> Iterator[tuple[Place, date]]:
    """Yield each day that records say, and those within them, with the place of its key."""
    for record in records:
        origin = getattr(record, "origin", None)
        if origin is not None:
            values = record.values if isinstance(record, Line) else record._asdict()
            for key, value in values.items():
                if isinstance(value, date):
                    yield origin.at_or_holding(key, value.isoformat()), value
        if isinstance(record, tuple):
            yield from _days(record)


ALL = (unusable_evidence, dated_ahead, large_file, impossible_date)
