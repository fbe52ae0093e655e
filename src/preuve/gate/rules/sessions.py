"""Do sessions, their proofs and the provider's profile fit together,
and what does a session's file lack?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import EvidenceState
from preuve.assess.session_file import applying, candidates, session_files, title
from preuve.core.finding import Diagnostic
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.cycle.certificate import CertificateState, certificate_state
from preuve.model.manual import INDEX_FILE, ORGANISATION_FILE, SESSIONS_FILE
from preuve.model.repeated_ids import repeated_ids
from preuve.schema import Guesses, did_you_mean, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment


def duplicate_session(assessment: Assessment) -> Iterator[Diagnostic]:
    """Two sessions with one id; capitals do not make an id another."""
    entries = ((session.id, session.origin) for session in assessment.manual.all_sessions)
    yield from repeated_ids(entries, say("Give this session an id of its own."))


def unknown_session(assessment: Assessment) -> Iterator[Diagnostic]:
    """A proof of a session that is not in the list; nothing is said where no list is kept."""
    sessions = assessment.manual.sessions
    if sessions is None:
        return
    known = {session.id for session in sessions.sessions} | sessions.unreadable
    add, guesses = (
        say("Add the session to {file}, or correct its id.", file=SESSIONS_FILE),
        Guesses(),
    )
    for assessed in assessment.evidence:
        name = assessed.evidence.session
        if name is not None and name not in known:
            yield Diagnostic(
                RuleName.UNKNOWN_SESSION,
                say(
                    "{id} belongs to session {session}, which is not in {file}.",
                    id=assessed.evidence.id,
                    session=shorten(name),
                    file=SESSIONS_FILE,
                ),
                assessed.evidence.origin.at("session"),
                did_you_mean(name, known, add, guesses),
                evidence=assessed.evidence.id,
            )


def unknown_proof(assessment: Assessment) -> Iterator[Diagnostic]:
    """A proof said to be kept for many sessions that the index does not have."""
    sessions, index = assessment.manual.sessions, assessment.manual.evidence_index
    if sessions is None or index is None:
        return
    known = {entry.id for entry in index.evidence} | {
        unreadable.id for unreadable in index.unreadable if unreadable.id
    }
    add, guesses = say("Add the entry to {file}, or correct its id.", file=INDEX_FILE), Guesses()
    for kept_together in sessions.kept_together:
        if kept_together.evidence not in known:
            yield Diagnostic(
                RuleName.UNKNOWN_REFERENCE,
                say("{id} is not in {file}.", id=kept_together.evidence, file=INDEX_FILE),
                kept_together.origin.at("evidence"),
                did_you_mean(kept_together.evidence, known, add, guesses),
            )


def dates_reversed(assessment: Assessment) -> Iterator[Diagnostic]:
    """A session that ends before it begins, or proofs kept until before they are kept from."""
    for session in assessment.manual.all_sessions:
        if session.ends < session.starts:
            yield Diagnostic(
                RuleName.DATES_REVERSED,
                say(
                    "{id} ends on {end}, before it starts on {start}.",
                    id=session.id,
                    end=session.ends,
                    start=session.starts,
                ),
                session.origin.at("ends"),
                say("Correct the date that is wrong."),
            )
    for kept_together in (
        assessment.manual.sessions.kept_together if assessment.manual.sessions else ()
    ):
        if (
            kept_together.since is not None
            and kept_together.until is not None
            and kept_together.until < kept_together.since
        ):
            yield Diagnostic(
                RuleName.DATES_REVERSED,
                say(
                    "{id} is kept until {end}, before {start}.",
                    id=kept_together.evidence,
                    end=kept_together.until,
                    start=kept_together.since,
                ),
                kept_together.origin.at("until"),
                say("Correct the date that is wrong."),
            )


def outside_profile(assessment: Assessment) -> Iterator[Diagnostic]:
    """A session that calls for what organisation.yaml says the provider does not do."""
    held = set(assessment.organisation.categories)
    apply = assessment.applying_numbers()
    for session in assessment.manual.all_sessions:
        if session.category not in held:
            yield Diagnostic(
                RuleName.SESSION_OUTSIDE_PROFILE,
                say(
                    "{id} is of a category that the provider does not have: {category}.",
                    id=session.id,
                    category=session.category.label,
                ),
                session.origin.at("category"),
                say(
                    "Correct the category, or add it under categories in {file}.",
                    file=ORGANISATION_FILE,
                ),
            )
        elif beyond := sorted(applying(session, assessment) - apply):
            yield Diagnostic(
                RuleName.SESSION_OUTSIDE_PROFILE,
                say(
                    "{id} calls for indicators that do not apply here: {numbers}.",
                    id=session.id,
                    numbers=beyond,
                ),
                session.origin.at("id"),
                say(
                    "Correct the session, or conditions or applicability in {file}.",
                    file=ORGANISATION_FILE,
                ),
            )


def unclear_step(assessment: Assessment) -> Iterator[Diagnostic]:
    """A session's proof of which nobody can tell the step that it fills."""
    sessions = assessment.manual.sessions
    for assessed in assessment.evidence if sessions is not None else ():
        entry = assessed.evidence
        if assessed.state is EvidenceState.WITHDRAWN:
            continue
        if entry.steps and entry.session is None:
            yield Diagnostic(
                RuleName.UNCLEAR_STEP,
                say("{id} names steps and no session.", id=entry.id),
                entry.origin.at("steps"),
                say(
                    "Add session: with its id; or name the entry under kept_together in {file}.",
                    file=SESSIONS_FILE,
                ),
                evidence=entry.id,
            )
        elif entry.session is not None and (possible := candidates(assessed)):
            yield Diagnostic(
                RuleName.UNCLEAR_STEP,
                say(
                    "{id} could belong to several steps of session {session}: {steps}.",
                    id=entry.id,
                    session=entry.session,
                    steps=[title(step) for step in possible],
                ),
                entry.origin.at("indicators"),
                say(
                    "Say which, with a line steps: {steps} (one of them, or several).",
                    steps=f"[{', '.join(possible)}]",
                ),
                evidence=entry.id,
            )


def incomplete_file(assessment: Assessment) -> Iterator[Diagnostic]:
    """A session whose file lacks steps that are due."""
    for file in session_files(assessment):
        if file.holes:
            yield Diagnostic(
                RuleName.INCOMPLETE_SESSION_FILE,
                say(
                    "The file of session {id} has nothing for: {steps}.",
                    id=file.session.id,
                    steps=[file_step.title for file_step in file.holes],
                ),
                file.session.origin.at("id"),
                say(
                    "Add proofs with session: {id}; or name under kept_together in {file} "
                    "what is kept for many sessions.",
                    id=file.session.id,
                    file=SESSIONS_FILE,
                ),
            )


def agreed_without_certificate(assessment: Assessment) -> Iterator[Diagnostic]:
    """A session for public or pooled money, agreed on a day without a valid certificate (R.
    6316-8).
    """
    certificate = assessment.organisation.certificate
    if certificate is None:
        return
    for session in assessment.manual.all_sessions:
        day = session.agreed_on
        if (
            not session.funded
            or day is None
            or certificate_state(certificate, day) in _NOTHING_TO_SAY
        ):
            continue
        yield Diagnostic(
            RuleName.AGREED_WITHOUT_CERTIFICATE,
            say(
                "Session {id} was agreed on {day}, a day without a valid certificate.",
                id=session.id,
                day=day,
            ),
            session.origin.at("agreed_on"),
            say(
                "Public or pooled money needs the certificate on the day of the agreement: "
                "check it, and tell the funder."
            ),
        )


_NOTHING_TO_SAY = frozenset({CertificateState.VALID, CertificateState.TO_COME})
"""Before the certificate held there may have been another, of which nothing is written."""


ALL = (
    duplicate_session,
    unknown_session,
    unknown_proof,
    dates_reversed,
    outside_profile,
    unclear_step,
    incomplete_file,
    agreed_without_certificate,
)
