"""What changed, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import Translator, say, say_count
from preuve.cycle.agenda import AUDIT_TITLES
from preuve.history.changes import PageChange, ProofChange
from preuve.history.dates_back import THE_CERTIFICATE
from preuve.model.audits import AuditType
from preuve.model.standard import EditionName, load_edition
from preuve.report.register_changes import lines_back, register_groups, registers_unchanged
from preuve.report.sentences import Group, SentenceLine
from preuve.report.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.core.words import Language, Message
    from preuve.history.changes import ChangedProof, Changes, Moved, MovedClause
    from preuve.history.since import Since


def heading(since: Since) -> tuple[Message, ...]:
    """Return what is compared with what."""
    version, changes = since.version, since.changes
    message = say(
        "The manual as it is on {now}, beside what it was on {then} (version {commit}).",
        now=changes.after.on,
        then=changes.before.on,
        commit=version.short,
    )
    if changes.after.on == changes.before.on:
        message = say(
            "The manual as it is, beside what it was in version {commit}: both as they stand "
            "on {now}.",
            commit=version.short,
            now=changes.after.on,
        )
    if since.audit is None:
        return (message,)
    if since.too_late:
        late = say(
            "The last audit was on {day}; git remembers this manual since {first} only, and "
            "that first version stands for it.",
            day=since.audit.date,
            first=version.day,
        )
        return (message, late)
    return (message, say("The last audit was on {day}.", day=since.audit.date))


def groups(changes: Changes, language: Language) -> tuple[Group, ...]:
    """Return what changed, sort by sort; a sort in which nothing changed is left out."""
    edition = load_edition(EditionName(changes.after.edition))
    titles = {indicator.number: indicator.title[language] for indicator in edition.indicators}
    clauses = {
        clause.name: clause.title[language]
        for indicator in edition.indicators
        for clause in indicator.clauses
    }
    all_groups = (
        Group(say("The rules"), tuple(_rules(changes))),
        Group(say("Dates that went back"), tuple(_went_back(changes)), loud=True),
        Group(
            say("States that moved"),
            tuple(_moved(moved, titles.get(moved.number, "")) for moved in changes.moved),
        ),
        Group(
            say("Parts of indicators that moved"),
            tuple(_moved_clause(moved, clauses) for moved in changes.moved_clauses),
        ),
        *(
            Group(title, tuple(_proof(proof) for proof in changes.of(change)))
            for change, title in _PROOF_TITLES.items()
        ),
        *register_groups(changes.registers, changes.after.on),
        Group(
            say("Pages"),
            tuple(
                SentenceLine(
                    _PAGE_WORDS[change]._replace(values={"page": path}),
                    path if change is not PageChange.REMOVED else None,
                )
                for change, path in changes.pages
            ),
        ),
    )
    there = (group for group in all_groups if group.lines)
    return tuple(sorted(there, key=lambda group: not group.loud))  # what is loud comes first


_PROOF_TITLES: dict[ProofChange, Message] = {
    ProofChange.ADDED: say("Proofs added"),
    ProofChange.RENEWED: say("Proofs renewed"),
    ProofChange.APPROVED: say("Proofs approved"),
    ProofChange.WITHDRAWN: say("Proofs withdrawn"),
    ProofChange.REMOVED: say("Proofs taken out of the index"),
    ProofChange.REVISED: say("Proofs of which the index says something else"),
    ProofChange.AGED: say("Proofs that only time has changed"),
}
_PAGE_WORDS: dict[PageChange, Message] = {
    PageChange.ADDED: say("{page} is new."),
    PageChange.REWRITTEN: say("The text of {page} is another."),
    PageChange.REMOVED: say("{page} was taken out."),
}


def _rules(changes: Changes) -> list[SentenceLine]:
    lines = []
    if changes.before.edition != changes.after.edition:
        sentence = say(
            "Edition {after} is in use; it was {before}.",
            before=changes.before.edition,
            after=changes.after.edition,
        )
        lines.append(SentenceLine(sentence))
    lines += [
        SentenceLine(ORGANISATION_WORDS[key])
        for key in changes.organisation
        if key in ORGANISATION_WORDS
    ]
    keys = [key for key in changes.organisation if key not in ORGANISATION_WORDS]
    if keys:
        lines.append(
            SentenceLine(say("organisation.yaml says something else of: {keys}.", keys=keys))
        )
    return lines


# What became of the provider's own file, as people say it.
ORGANISATION_WORDS: dict[str, Message] = {
    "name": say("The provider has another name."),
    "language": say("The manual is in another language."),
    "categories": say("The categories of action are others."),
    "conditions": say("What is true of the provider (its conditions) is something else."),
    "new_entrant": say("The categories in their first year are others."),
    "sites": say("The sites are others."),
    "shelves": say("The shelves outside this repository are others."),
    "calendar_id": say("The calendar of dates has another identity."),
    "turnover": say("The turnover is another."),
    "as_of": say("The day on which the manual stands still is another."),
    "certificate": say("What is said of the certificate is something else."),
    "audits": say("The audits, or what is recorded of them, are others."),
    "quotes": say("The quotes of certification bodies are others."),
    "registration": say("What is sent to the certification body is something else."),
    "people": say("Who stands behind the roles is another."),
    "names_for": say("Names are shown to others than before."),
    "applicability": say("The decisions on applicability are others."),
    "waivers": say("What is accepted for a time is something else."),
    "severity": say("Rules weigh more or less than before."),
    "site_url": say("The manual has another address."),
    "thresholds": say("What is known of the numbers that orders fix is something else."),
    "frozen": say("Whether the manual stands still on purpose is something else."),
    "edition": say("The edition is fixed otherwise."),
    "first_apprenticeship": say("What is said of the first apprenticeship is something else."),
    "not_publicly_funded": say("The categories without public money are others."),
    "allow": say("What the look for leaks may find is something else."),
    "publish": say("Other files are published without a link."),
    "contacts": say("The organisation's own addresses and numbers are others."),
}


def _moved(move: Moved, title: str) -> SentenceLine:
    names = {"number": move.number, "title": title}
    if move.before is None and move.after is not None:
        sentence = say(
            "Indicator {number} ({title}) is new in this edition, and {after}.",
            after=move.after.label,
            **names,
        )
    elif move.after is None:
        sentence = say("Indicator {number} is no more in this edition.", **names)
    else:
        assert move.before is not None  # noqa: S101 - a move has one side at least
        before, after = move.before.label, move.after.label
        sentence = say(
            "Indicator {number} ({title}) was {before}, and is {after}.",
            before=before,
            after=after,
            **names,
        )
    return SentenceLine(sentence, indicator=move.number)


def _moved_clause(move: MovedClause, titles: Mapping[str, str]) -> SentenceLine:
    names = {
        "number": move.name,
        "title": titles.get(move.name, ""),
        "after": move.after.label,
    }
    message = say("{number} ({title}) is looked at since, and is {after}.", **names)
    if move.before is not None:
        message = say(
            "{number} ({title}) was {before}, and is {after}.",
            before=move.before.label,
            **names,
        )
    return SentenceLine(message, indicator=int(move.name.partition(".")[0]))


def _went_back(changes: Changes) -> Iterator[SentenceLine]:
    """Yield the days that went back: of audits and of the certificate,
    of proofs, of lines of registers.
    """
    for back in changes.dates_back:
        names = {"before": back.before, "after": back.after, "key": DAY_WORDS[back.key]}
        if back.of == THE_CERTIFICATE:
            message = say(
                "The certificate: {key} is {after}, and was {before} before. It went back.", **names
            )
        else:
            message = say(
                "{audit} of {day}: {key} is {after}, and was {before} before. It went back.",
                audit=AUDIT_TITLES[AuditType(back.of)],
                day=back.audit,
                **names,
            )
        yield SentenceLine(message)
    yield from (_proof(proof) for proof in changes.of(ProofChange.BACKDATED))
    yield from lines_back(changes.registers)


DAY_WORDS: dict[str, Message] = {
    "date": say("its day"),
    "until": say("its last day"),
    "contract_sent": say("the day the body had the contract"),
    "notified": say("the day its report came"),
    "decided": say("the day of the decision"),
    "refused": say("the day of the refusal"),
    "contested": say("the day its decision was contested"),
    "obtained": say("the day it was obtained"),
    "expires": say("its last day"),
    "withdrawn": say("the day it was withdrawn"),
}

# What of a proof is something else, as people say it.
_KEY_WORDS: dict[str, Message] = {
    "title": say("its title"),
    "indicators": say("its indicators"),
    "stage": say("its stage"),
    "kind": say("its kind"),
    "where": say("where it is"),
    "owner": say("who answers for it"),
    "access": say("who may see it"),
    "session": say("its session"),
    "note": say("its note"),
    "status": say("its status"),
    "dated": say("its date"),
    "good_until": say("how long it is good"),
}


def _proof(changed_proof: ChangedProof) -> SentenceLine:
    then, now = changed_proof.before, changed_proof.after
    names = {"id": changed_proof.proof.id, "title": changed_proof.proof.title}
    if (
        then is None
        or now is None
        or changed_proof.change in {ProofChange.APPROVED, ProofChange.WITHDRAWN}
    ):
        numbers = changed_proof.proof.indicators
        serves = say_count(
            "indicator {numbers}", "indicators {numbers}", len(numbers), numbers=list(numbers)
        )
        sentence = say(
            "{id} “{title}” ({serves}, {state})",
            serves=serves,
            state=changed_proof.proof.state.label,
            **names,
        )
    elif changed_proof.change is ProofChange.RENEWED:
        sentence = say(
            "{id} “{title}”: dated {after}, before {before}",
            before=then.dated,
            after=now.dated,
            **names,
        )
        if then.dated == now.dated:
            sentence = say("{id} “{title}”: its file was replaced", **names)
            if then.good_until != now.good_until and now.good_until is not None:
                sentence = say("{id} “{title}”: good until {after}", after=now.good_until, **names)
        elif then.dated is not None and now.dated is not None and now.dated < then.dated:
            # It was moved, as a log into a register: a day of its own follows from where it is.
            sentence = say("{id} “{title}”: another file stands for it", **names)
    elif changed_proof.change is ProofChange.REVISED:
        sentence = say(
            "{id} “{title}” has changed in: {keys}",
            keys=[_KEY_WORDS.get(key, key) for key in changed_proof.keys],
            **names,
        )
    elif changed_proof.change is ProofChange.BACKDATED:
        sentence = say(
            "{id} “{title}”: dated {after}, and {before} before. Its date went back: say why "
            "in its note.",
            before=then.dated,
            after=now.dated,
            **names,
        )
    else:
        states = {"before": then.state.label, "after": now.state.label}
        sentence = say("{id} “{title}” was {before}, and is {after}", **states, **names)
    return SentenceLine(sentence, proof=changed_proof.proof.id if now is not None else None)


def unchanged(changes: Changes) -> tuple[Message, ...]:
    """Return what did not change."""
    return (
        say_count(
            "{count} indicator is in the state it was in.",
            "{count} indicators are in the state they were in.",
            len(changes.still),
        ),
        say_count(
            "{count} proof is the same.", "{count} proofs are the same.", len(changes.same_proofs)
        ),
        say_count(
            "{count} page has the same text.",
            "{count} pages have the same text.",
            changes.same_pages,
        ),
        *registers_unchanged(changes.registers),
    )


def changes_text(since: Since, language: Language) -> str:
    """Return what changed for people."""
    words = Translator(language)
    lines = [words(message) for message in heading(since)]
    for group in groups(since.changes, language):
        lines += [
            "",
            words(group.title),
            *(f"  {printable(words(line.message))}" for line in group.lines),
        ]
    lines += [
        "",
        words(say("What did not change")),
        *(f"  {words(message)}" for message in unchanged(since.changes)),
    ]
    return "\n".join(lines) + "\n"
