"""Does everything that an entry names exist?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import EvidenceState
from preuve.core.files import Presence
from preuve.core.finding import Diagnostic
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.manual import ORGANISATION_FILE, file_key
from preuve.model.registers.description import Line
from preuve.model.standard import EditionName, IndicatorRef, load_edition, newest_edition
from preuve.schema import Guesses, did_you_mean, shorten

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from preuve.assess.assessment import AssessedEvidence, Assessment
    from preuve.core.files import FileFact
    from preuve.core.finding import Place
    from preuve.core.words import Message
    from preuve.model.organisation import Decision, Waiver
    from preuve.model.standard import Edition


_SHOWN = 20  # roles named in a message


def _numbers(assessed: AssessedEvidence) -> list[tuple[int, int]]:
    """Return where an entry names each indicator, or a clause of it,
    for the first time, and the indicator.
    """
    numbers = [ref.number for ref in assessed.evidence.named]
    return [(numbers.index(number), number) for number in dict.fromkeys(numbers)]


class _FreeIds:
    """Ids that no entry has: looked for only where one is needed, a different one each time."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._last: dict[str, int] = {}

    def like(self, name: str) -> str:
        """Return a free id with the same beginning: `EV-031` → `EV-107`."""
        if not self._last:
            index = self._assessment.manual.evidence_index
            taken = [assessed.evidence.id for assessed in self._assessment.evidence]
            for other in [
                *taken,
                *(
                    unreadable.id
                    for unreadable in (index.unreadable if index else ())
                    if unreadable.id
                ),
            ]:
                head, number = _parted(other)
                self._last[head.casefold()] = max(self._last.get(head.casefold(), 0), number)
        head, _ = _parted(name)
        self._last[head.casefold()] += 1
        digits = max(1, len(name) - len(head))
        return f"{head}{self._last[head.casefold()]:0{digits}}"


def _parted(name: str) -> tuple[str, int]:
    """Return an id's beginning and the number at its end, 0 where there is none: `EV-` and 31."""
    head = name.rstrip("0123456789")
    return (head, int(name[len(head) :])) if head != name else (f"{name}-", 0)


def duplicate_id(assessment: Assessment) -> Iterator[Diagnostic]:
    """Two entries with one id; capitals do not make an id another."""
    first: dict[str, Place] = {}
    free = _FreeIds(assessment)
    for assessed in assessment.evidence:
        entry = assessed.evidence
        place = entry.origin.at("id")
        if (other := first.setdefault(entry.id.casefold(), place)) != place:
            yield Diagnostic(
                RuleName.DUPLICATE_ID,
                say("The id {id} is already used in line {line}.", id=entry.id, line=other.line),
                place,
                say("Give this entry the next free id, {id}.", id=free.like(entry.id)),
                evidence=entry.id,
            )


def unknown_indicator(assessment: Assessment) -> Iterator[Diagnostic]:
    """A number that the edition does not have:
    in an entry, a decision, a waiver or the plan of the next audit.
    """
    known = assessment.edition.by_number()
    last = max(known)
    instead = _Instead(assessment.edition)
    for assessed in assessment.evidence:
        for position, number in _numbers(assessed):
            if number not in known:
                yield Diagnostic(
                    RuleName.UNKNOWN_INDICATOR,
                    say(
                        "{id} names indicator {number}; edition {edition} has 1 to {last}.",
                        id=assessed.evidence.id,
                        number=number,
                        edition=assessment.edition.name,
                        last=last,
                    ),
                    assessed.evidence.origin.at("indicators", position),
                    instead.of(number),
                    evidence=assessed.evidence.id,
                )
    organisation = assessment.organisation
    choices: tuple[Decision | Waiver, ...] = (*organisation.applicability, *organisation.waivers)
    for choice in choices:
        if choice.indicator is not None and choice.indicator not in known:
            yield Diagnostic(
                RuleName.UNKNOWN_INDICATOR,
                say(
                    "Indicator {number} is named; edition {edition} has 1 to {last}.",
                    number=choice.indicator,
                    edition=assessment.edition.name,
                    last=last,
                ),
                choice.origin.at("indicator"),
                instead.of(choice.indicator),
            )
    yield from _unknown_clauses(assessment, choices)
    yield from _unknown_in_plan(assessment)


def _unknown_clauses(
    assessment: Assessment, choices: tuple[Decision | Waiver, ...]
) -> Iterator[Diagnostic]:
    """A clause that no edition's indicator has;
    one that a later edition brings is named in good time.
    """
    places: list[tuple[IndicatorRef, Place, str | None]] = [
        (ref, assessed.evidence.origin.at("indicators", position), assessed.evidence.id)
        for assessed in assessment.evidence
        for position, ref in enumerate(assessed.evidence.named)
        if ref.clause
    ]
    places += [
        (IndicatorRef(choice.indicator, choice.clause), choice.origin.at("indicator"), None)
        for choice in choices
        if choice.indicator is not None and choice.clause
    ]
    newest = newest_edition() if places else assessment.edition
    for ref, place, name in places:
        indicator = newest.indicator(ref.number)
        if indicator is not None and indicator.clause(ref.clause) is None:
            known = [clause.name for clause in indicator.clauses]
            yield Diagnostic(
                RuleName.UNKNOWN_INDICATOR,
                say(
                    "Indicator {number} has no clause “{clause}”.",
                    number=ref.number,
                    clause=ref.clause,
                ),
                place,
                did_you_mean(
                    str(ref),
                    known,
                    say("Its clauses: {clauses}.", clauses=known)
                    if known
                    else say("It has no clauses: write the number alone."),
                ),
                evidence=name,
            )


class _Instead:
    """What to do about numbers that an edition does not have."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._found: dict[int, Message] = {}

    def of(self, number: int) -> Message:
        """Return the advice for a number: another edition has it,
        its digits were swapped or lack a comma, or none of these.
        """
        if number not in self._found:
            self._found[number] = self._advice(number)
        return self._found[number]

    def _advice(self, number: int) -> Message:
        for name in EditionName:
            if (other := load_edition(name)).indicator(
                number
            ) is not None and other.audits_from is not None:
                return say(
                    "Correct the number. Edition {edition} has this indicator: it is for "
                    "audits from {day} on.",
                    edition=name,
                    day=other.audits_from,
                )
        known, digits = self._edition.by_number(), str(number)
        if (turned := int(digits[::-1])) in known:
            return say("Did you mean “{word}”?", word=turned)
        apart = dict.fromkeys(int(digit) for digit in digits)
        if len(apart) > 1 and all(one in known for one in apart):
            return say("Did you mean “{word}”?", word=list(apart))
        return say("Correct the number.")


def _unknown_in_plan(assessment: Assessment) -> Iterator[Diagnostic]:
    """Only the next audit's plan: an earlier one may have been on another edition."""
    audit = assessment.organisation.next_audit(assessment.on)
    known = assessment.edition.by_number()
    for position, number in enumerate(audit.plan if audit else ()):
        if audit and number not in known:
            yield Diagnostic(
                RuleName.UNKNOWN_INDICATOR,
                say(
                    "The plan of the next audit names indicator {number}; edition {edition} "
                    "has 1 to {last}.",
                    number=number,
                    edition=assessment.edition.name,
                    last=max(known),
                ),
                audit.origin.at("plan", position),
                say(
                    "Correct the number, or ask the certification body which edition the audit "
                    "is on."
                ),
            )


def unknown_owner(assessment: Assessment) -> Iterator[Diagnostic]:
    """A role that is none of the organisation's people."""
    people = assessment.organisation.people
    guesses = Guesses()
    choose = say(
        "Add it under people in {file}, or choose: {roles}.",
        file=ORGANISATION_FILE,
        roles=sorted(people)[:_SHOWN],
    )
    for role, place, entry in _roles_named(assessment):
        if role not in people:
            yield Diagnostic(
                RuleName.UNKNOWN_OWNER,
                say(
                    "The role “{role}” is none of the people in {file}.",
                    role=role,
                    file=ORGANISATION_FILE,
                ),
                place,
                did_you_mean(role, people, choose, guesses),
                evidence=entry,
            )


def _roles_named(assessment: Assessment) -> Iterator[tuple[str, Place, str | None]]:
    """Yield each role that something names, where, and the proof that does."""
    organisation = assessment.organisation
    entries = [assessed.evidence for assessed in assessment.evidence]
    for key in ("owner", "approved_by"):
        for entry in entries:
            if role := getattr(entry, key):
                yield role, entry.origin.at(key), entry.id
    others = [
        *((waiver.owner, waiver.origin.at("owner")) for waiver in organisation.waivers),
        *((allowance.by, allowance.origin.at("by")) for allowance in organisation.allow),
        *(
            (decision.decided_by, decision.origin.at("decided_by"))
            for decision in organisation.applicability
        ),
        *((page.owner.role, page.owner.place) for page in assessment.manual.pages if page.owner),
        *_owners_in_registers(assessment),
    ]
    if (registration := organisation.registration) is not None:
        others.append((registration.head, registration.origin.at("head")))
    yield from ((role, place, None) for role, place in others if role)


def _owners_in_registers(assessment: Assessment) -> Iterator[tuple[str, Place]]:
    """Yield the roles that the registers name, and where."""
    for _name, line in assessment.manual.registers.all():
        for one in (line, *getattr(line, "actions", ())):
            role = (
                getattr(one, "owner", None)
                if not isinstance(one, Line)
                else one.values.get("owner")
            )
            if role is not None:
                yield role, one.origin.at("owner")


def file_missing(assessment: Assessment) -> Iterator[Diagnostic]:
    """A file that is not there, or not there under this name, or is no file;
    that of a withdrawn proof may be gone.
    """
    for assessed in assessment.evidence:
        entry = assessed.evidence
        if entry.file is None or assessed.state is EvidenceState.WITHDRAWN:
            continue
        fact = assessment.manual.files[file_key(entry.file, entry.sha256)]
        if fact.presence in {Presence.PRESENT, Presence.CHANGED}:
            continue
        facts = {"id": entry.id, "file": shorten(entry.file)}
        if fact.presence is Presence.THROUGH_LINK:
            rule = RuleName.FILE_OUTSIDE_REPOSITORY
            message = say("{id}: {file} is reached through a symbolic link.", **facts)
            advice = say("Put the file itself into the repository.")
        else:
            rule, advice = RuleName.MISSING_FILE, _file_advice(entry.file, fact)
            if fact.presence is Presence.NOT_A_FILE:
                message = say("{id}: {file} is not a file.", **facts)
            elif fact.presence is Presence.UNREADABLE:
                message = say("{id}: {file} cannot be opened.", **facts)
            else:
                message = say("{id}: the file {file} does not exist.", **facts)
        yield _file_fault(assessment, assessed, rule, message, advice)


def files_alike(assessment: Assessment) -> Iterator[Diagnostic]:
    """Two files that capitals alone tell apart: here both are there, elsewhere one."""
    first: dict[str, str] = {}
    for assessed in assessment.evidence:
        entry = assessed.evidence
        if entry.file is None or assessed.state is EvidenceState.WITHDRAWN:
            continue
        fact = assessment.manual.files[file_key(entry.file, entry.sha256)]
        if fact.presence not in {Presence.PRESENT, Presence.CHANGED}:
            continue
        other = first.setdefault(entry.file.casefold(), entry.file)
        if other != entry.file:
            yield Diagnostic(
                RuleName.MISSING_FILE,
                say(
                    "{id}: capitals alone tell {file} from {other}: Windows and macOS keep one "
                    "of them.",
                    id=entry.id,
                    file=shorten(entry.file),
                    other=shorten(other),
                ),
                entry.origin.at("file"),
                say("Rename one of them."),
                evidence=entry.id,
            )


def _file_advice(file: str, fact: FileFact) -> Message:
    if (case_variant := fact.case_variant) is not None:
        if case_variant.casefold() == file.casefold():
            return say("It is named {nearly}: write capitals the same way.", nearly=case_variant)
        return say(
            "{nearly} looks the same but its accents are stored in another way: rename the "
            "file, typing its name anew.",
            nearly=case_variant,
        )
    if fact.near is not None:
        return say("Did you mean “{word}”?", word=fact.near)
    return say(
        "Add the file at this place, correct its name, or use place: to say where it is kept."
    )


def file_changed(assessment: Assessment) -> Iterator[Diagnostic]:
    """A file that differs from the one approved."""
    for assessed in assessment.evidence:
        if assessed.state is EvidenceState.CHANGED and assessed.evidence.file is not None:
            yield _file_fault(
                assessment,
                assessed,
                RuleName.CHANGED_FILE,
                say(
                    "{id}: {file} is no longer the file that was approved.",
                    id=assessed.evidence.id,
                    file=shorten(assessed.evidence.file),
                ),
                say(
                    "Review it; then give its date and its new SHA-256, or bring the approved "
                    "file back."
                ),
            )


def _file_fault(
    assessment: Assessment,
    assessed: AssessedEvidence,
    rule: RuleName,
    message: Message,
    advice: Message,
) -> Diagnostic:
    lacks = frozenset({RuleName.MISSING_FILE, RuleName.CHANGED_FILE})
    place = assessed.evidence.origin.at("file")
    return evidence_fault(assessment, assessed, Diagnostic(rule, message, place, advice), lacks)


def evidence_fault(
    assessment: Assessment,
    assessed: AssessedEvidence,
    diagnostic: Diagnostic,
    gaps: Container[RuleName | None],
) -> Diagnostic:
    """Return a fault of a proof with what nothing else evidences: one lack is one finding.

    Args:
        assessment: the day's.
        assessed: the proof.
        diagnostic: what is wrong with it.
        gaps: the rules by which an indicator or a clause lacks evidence for this cause.

    """
    served = [
        indicator
        for indicator in assessment.indicators
        if indicator.number in assessed.evidence.indicators
    ]
    uncovered = tuple(
        indicator.number
        for indicator in served
        if indicator.gap in gaps and assessed in indicator.base
    )
    # Of an indicator with nothing at all nothing is told clause by clause.
    without = tuple(
        clause.name
        for indicator in served
        if indicator.gap is None
        for clause in indicator.gaps
        if clause.gap in gaps and assessed in clause.evidence
    )
    message = diagnostic.message
    if uncovered or without:
        message = say(
            "{message} No other evidence counts for: {numbers}.",
            message=message,
            numbers=_named(uncovered, without),
        )
    return diagnostic._replace(
        message=message,
        indicator=uncovered[0] if len(uncovered) == 1 else None,
        evidence=assessed.evidence.id,
        uncovers=uncovered,
        without=without,
    )


def _named(numbers: tuple[int, ...], clauses: tuple[str, ...]) -> list[Message]:
    indicators = [say("indicator {number}", number=number) for number in numbers]
    return [*indicators, *(say("clause {name}", name=name) for name in clauses)]


def not_applicable(assessment: Assessment) -> Iterator[Diagnostic]:
    """A proof for an indicator that does not apply."""
    for assessed in assessment.evidence:
        if assessed.state is EvidenceState.WITHDRAWN:
            continue
        for position, number in _numbers(assessed):
            one = assessment.indicator(number)
            if one is not None and not one.applicability.applies:
                yield Diagnostic(
                    RuleName.EVIDENCE_FOR_NOT_APPLICABLE,
                    say(
                        "{id} is given for indicator {number}. {reason}",
                        id=assessed.evidence.id,
                        number=number,
                        reason=one.applicability.reason,
                    ),
                    assessed.evidence.origin.at("indicators", position),
                    say(
                        "Take the number out, or correct categories and conditions in {file}.",
                        file=ORGANISATION_FILE,
                    ),
                    indicator=number,
                    evidence=assessed.evidence.id,
                )


ALL = (
    duplicate_id,
    unknown_indicator,
    unknown_owner,
    file_missing,
    files_alike,
    file_changed,
    not_applicable,
)
