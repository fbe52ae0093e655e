"""What an edition changes, as text and as JSON; and the sentences that the page says too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preuve.assess.assessment import ClauseState
from preuve.core.words import Translator, say, say_count
from preuve.cycle.text_diff import Fate
from preuve.report.json_text import as_json
from preuve.report.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import AssessedClause, Assessment
    from preuve.core.words import Language, Message
    from preuve.cycle.editions import ChangedIndicator, EditionChanges, InForce

SCHEMA = 1

_MARKS = {Fate.KEPT: "{}", Fate.REMOVED: "[-{}-]", Fate.ADDED: "[+{}+]"}


def edition_in_force(
    force: InForce, changes: EditionChanges, language: Language
) -> tuple[Message, ...]:
    """Return which edition the next audit is on, and why; then when another one comes.

    Args:
        force: the edition of the next audit and why.
        changes: what the next edition changes.
        language: of the reader.

    """
    before, after = changes.before, changes.after
    if force.audit is None:
        first = say(
            "No audit is planned. An audit on {day} would be on {edition}.",
            day=force.day,
            edition=force.edition.name,
        )
    else:
        first = say(
            "The next audit is on {day} ({audit}): it is on {edition}.",
            day=force.day,
            audit=force.audit.type.label,
            edition=force.edition.name,
        )
    messages = [
        first,
        say(
            "The audit's date decides: {before} up to {until}, {after} from {start}, without "
            "transition: {text}.",
            until=before.audits_until,
            before=before.name,
            start=after.audits_from,
            after=after.name,
            text=after.text[language],
        ),
    ]
    if (coming := force.following) is not None:
        names = {
            "day": coming.day,
            "edition": coming.edition.name,
            "audit": coming.type.label,
        }
        if coming.planned:
            messages.append(say("The audit of {day} ({audit}) will be on {edition}.", **names))
        else:
            messages.append(
                say("The renewal audit, to be held by {day}, will be on {edition}.", **names)
            )
    if force.fixed:
        messages.append(
            say(
                "organisation.yaml fixes an edition: the manual is shown in that one, whatever "
                "the date."
            )
        )
    return tuple(messages)


def counted(changes: EditionChanges) -> tuple[Message, ...]:
    """Return how many indicators change, how many of them apply, and how many stay as they are."""
    return (
        say_count("{count} indicator changes", "{count} indicators change", len(changes.changed)),
        say_count(
            "{count} of them applies here", "{count} of them apply here", len(changes.applying)
        ),
        say_count("{count} keeps its words", "{count} keep their words", len(changes.unchanged)),
    )


def editions_text(assessment: Assessment, changes: EditionChanges, force: InForce) -> str:
    """Return what an edition changes, for people."""
    words = Translator(assessment.manual.language)
    heading = say(
        "{name}: what {after} changes in {before}",
        name=assessment.organisation.name,
        after=changes.after.name,
        before=changes.before.name,
    )
    lines = [
        words(heading),
        *(words(message) for message in edition_in_force(force, changes, words.language)),
    ]
    lines += [words(say("{counts}.", counts=list(counted(changes)))), words(changes.practice)]
    lines.append(words(say("In the law's words, [+…+] is new and [-…-] is gone.")))
    for changed_indicator in changes.applying:
        lines += ["", *_indicator(changed_indicator, words)]
    if changes.idle:
        lines += ["", words(say("Changed, and not for this provider:"))]
        lines += [
            (
                f"  {words(_titled(changed_indicator, words))} "
                f"{words(changed_indicator.applies.reason)}"
            )
            for changed_indicator in changes.idle
        ]
    return "".join(f"{printable(line)}\n" for line in lines)


def _titled(changed_indicator: ChangedIndicator, words: Translator) -> Message:
    return say(
        "{number}. {title} ({change}).",
        number=changed_indicator.number,
        title=changed_indicator.after.title[words.language],
        change=changed_indicator.change.label,
    )


def _indicator(changed_indicator: ChangedIndicator, words: Translator) -> Iterator[str]:
    yield words(_titled(changed_indicator, words))
    yield "  " + "".join(
        _MARKS[piece.fate].format(piece.text) for piece in changed_indicator.wording
    )
    yield "  " + words(changed_indicator.applies.reason)
    for sentence in changed_indicator.expected[words.language]:
        yield f"  {sentence}"
    if changed_indicator.proofs[words.language]:
        yield "  " + words(say("Typical proofs that are new:"))
        yield from (f"    - {proof}" for proof in changed_indicator.proofs[words.language])
    yield "  " + words(serving(changed_indicator))
    dated = [
        say(
            "{id} {title}, {day}",
            id=assessed.evidence.id,
            title=assessed.evidence.title,
            day=assessed.evidence.dated,
        )
        for assessed in changed_indicator.serving
    ]
    yield from (f"    - {words(proof)}" for proof in dated)
    if changed_indicator.open:
        yield "  " + words(say("New parts that nothing shows yet:"))
        yield from (f"    - {words(open_clause(clause))}" for clause in changed_indicator.open)
    for mark in changed_indicator.provisional:
        yield "  " + words(
            say(
                "Provisional: {note} ({source}; last looked on {day})",
                note=mark.note[words.language],
                source=mark.source[words.language],
                day=mark.checked,
            )
        )


def open_clause(clause: AssessedClause) -> Message:
    """Return a clause that is open in one line: its name, its title, what is lacking."""
    values = {"name": clause.name, "title": clause.clause.title}
    if clause.state is ClauseState.UNKNOWN:
        return say("{name} ({title}): {reason}", **values, reason=clause.reason)
    if clause.too_old:
        return say(
            "{name} ({title}): older than the text: {proofs}",
            **values,
            proofs=[assessed.evidence.id for assessed in clause.too_old],
        )
    if clause.state is ClauseState.PARTIAL:
        return say("{name} ({title}): shown by half", **values)
    return say("{name} ({title}): no proof that counts", **values)


def serving(changed_indicator: ChangedIndicator) -> Message:
    """Return how many proofs name an indicator,
    and how many of them can have been made with its new words in mind.
    """
    if not changed_indicator.serving:
        return say("No proof that counts names it.")
    many = say_count(
        "{count} proof that counts names it",
        "{count} proofs that count name it",
        len(changed_indicator.serving),
    )
    if not changed_indicator.since:
        return say("{proofs}, none of them dated after the new text.", proofs=many)
    since = say_count(
        "{count} dated after the new text",
        "{count} dated after the new text",
        len(changed_indicator.since),
    )
    return say("{proofs}, {since}.", proofs=many, since=since)


def editions_json(assessment: Assessment, changes: EditionChanges, force: InForce) -> str:
    """Return what an edition changes as one JSON object, indented, its keys in a fixed order."""
    words = Translator(assessment.manual.language)
    following = force.following and {
        "audit": force.following.type,
        "date": force.following.day,
        "planned": force.following.planned,
        "edition": force.following.edition.name,
    }
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "as_of": assessment.on,
        "language": words.language,
        "from": changes.before.name,
        "to": changes.after.name,
        "source": words.localized(changes.after.text),
        "in_force": {
            "edition": force.edition.name,
            "date": force.day,
            "audit": force.audit.type if force.audit else None,
            "fixed": force.fixed,
            "following": following,
        },
        "unchanged": list(changes.unchanged),
        "changed": [_object(changed_indicator, words) for changed_indicator in changes.changed],
    }
    return as_json(document)


def _object(changed_indicator: ChangedIndicator, words: Translator) -> dict[str, Any]:
    return {
        "number": changed_indicator.number,
        "title": words.localized(changed_indicator.after.title),
        "change": changed_indicator.change,
        "applies": changed_indicator.applies.applies,
        "reason": words(changed_indicator.applies.reason),
        "law": {
            "before": changed_indicator.before.statement["fr"]
            if changed_indicator.before
            else None,
            "after": changed_indicator.after.statement["fr"],
            "pieces": [
                {"fate": piece.fate, "text": piece.text} for piece in changed_indicator.wording
            ],
        },
        "expected": list(changed_indicator.expected[words.language]),
        "proofs": list(changed_indicator.proofs[words.language]),
        "evidence": [
            {"id": assessed.evidence.id, "after_the_text": assessed in changed_indicator.since}
            for assessed in changed_indicator.serving
        ],
        "clauses": [
            {"id": clause.name, "state": clause.state} for clause in changed_indicator.open
        ],
        "provisional": [
            {
                "on": mark.about,
                "note": words.localized(mark.note),
                "source": words.localized(mark.source),
                "date": mark.date,
                "checked": mark.checked,
            }
            for mark in changed_indicator.provisional
        ],
    }
