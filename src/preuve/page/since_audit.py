"""Since the last audit: what changed and what did not,
in sentences that lead to what they are about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import Message, say
from preuve.history.changes import compare
from preuve.history.compare_page import comparison
from preuve.history.since import LAST_AUDIT, Since
from preuve.history.versions import PastError
from preuve.model.evidence import Access
from preuve.model.manual import ORGANISATION_FILE, PAGES_FOLDER
from preuve.model.registers.catalogue import REGISTER_OF_FILE
from preuve.model.registers.description import describe
from preuve.page.urls import without_ending
from preuve.publication.audience import shown_state
from preuve.publication.policy import SHELF_PATHS, Thing
from preuve.report.changes import groups, heading, unchanged

if TYPE_CHECKING:
    from datetime import date

    from preuve.assess.assessment import AssessedEvidence, AssessedIndicator, Assessment
    from preuve.history.snapshot import Snapshot
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext
    from preuve.report.sentences import SentenceLine

_LONG = 12
"""A longer list is folded."""
_HERE = "\ue000"
"""Stands in a sentence where the link goes; a sign that no text has."""
_TEAMS_OWN = frozenset({"waivers", "severity", "quotes", "registration", "turnover"})


class Sentence(NamedTuple):
    """A sentence that holds a link, or none."""

    before: str
    label: str = ""
    href: str = ""
    after: str = ""


class ToldLine(NamedTuple):
    """One sort of changes."""

    title: Message
    lines: list[Sentence]
    folded: bool
    loud: bool = False
    """Whether it is what nobody should pass over."""
    whole: bool = True
    """Whether these are all that there are: else nothing says how many."""


class EvidenceSince(NamedTuple):
    """What the index itself says of the time since a day:
    what was made since, and of what nothing was.
    """

    day: date
    proofs: tuple[AssessedEvidence, ...]
    """Those that count and are dated later."""
    without: tuple[AssessedIndicator, ...]
    """The indicators that apply and have none of these."""


def since_audit(view: RenderContext, here: PageContext, ref: str = LAST_AUDIT) -> str:
    """Return what changed since the last audit, or since a tag, a commit or a day.

    Args:
        view: what macros may know.
        here: the page that calls.
        ref: a tag, a commit or a day; without it, the last audit.

    """
    assessment = view.assessment
    since, reason = _changes(view, str(ref))
    numbers = _numbers(view, since) if since else {}
    same = [*unchanged(since.changes)] if since else []
    if since is not None and not view.allows(Thing.INTERNAL):
        since = since._replace(
            changes=compare(
                *(
                    _as_told(view, here, snapshot)
                    for snapshot in (since.changes.before, since.changes.after)
                )
            )
        )
    internal = view.allows(Thing.INTERNAL)
    audit = assessment.organisation.last_audit(assessment.on)
    return view.render(
        "since_audit.html",
        here,
        reason=reason,
        heading=heading(since) if since else (),
        comparison=comparison(assessment.manual.root, since.version.commit)
        if since and internal
        else None,
        groups=_groups(view, here, since, numbers) if since else [],
        # How many lines are as they were is told as it is for all, or not.
        unchanged=[
            _in_words(view, message) for message in unchanged(since.changes) if message in same
        ]
        if since
        else (),
        audit=audit,
        alive=evidence_since(view.assessment, audit.date) if audit else None,
    )


def _changes(view: RenderContext, ref: str) -> tuple[Since | None, Message | None]:
    """Return what changed, or why that is not known."""
    assessment = view.assessment
    try:
        return view.changes_since(ref), None
    except PastError as error:
        if ref != LAST_AUDIT or assessment.organisation.last_audit(assessment.on) is not None:
            return None, error.message
    return None, say(
        "No audit before {day} is noted in {file}: once one is, this page tells what changed "
        "since.",
        day=assessment.on,
        file=ORGANISATION_FILE,
    )


def evidence_since(assessment: Assessment, day: date) -> EvidenceSince:
    """Return which proofs that count were made after a day,
    and the indicators that have none of them.
    """
    proofs = tuple(
        assessed
        for assessed in assessment.evidence
        if assessed.counts and assessed.evidence.counts_from > day
    )
    served = {number for assessed in proofs for number in assessed.evidence.indicators}
    applying = assessment.applying
    return EvidenceSince(
        day, proofs, tuple(indicator for indicator in applying if indicator.number not in served)
    )


def _as_told(view: RenderContext, here: PageContext, snapshot: Snapshot) -> Snapshot:
    """Return a snapshot of the whole manual as all but the team may know it: without what is
    accepted for a time and what is paid, without the places of what is shown on request and lies on
    a shelf, without the pages of others. Of those that nobody has any more, an indicator's was
    everybody's.
    """
    organisation, uri = view.assessment.organisation, view.verdict.manual.uri
    hidden = _TEAMS_OWN if any(organisation.people.values()) else {*_TEAMS_OWN, "people"}
    shelves = tuple(f"{name}:" for name in organisation.shelves)
    return snapshot._replace(
        indicators={
            number: shown_state(state, view.audience)
            for number, state in snapshot.indicators.items()
        },
        organisation={
            key: value for key, value in snapshot.organisation.items() if key not in hidden
        },
        proofs={
            name: entry._replace(where=entry.where.partition(":")[0])
            if entry.where.startswith(shelves)
            and Access(entry.access) not in SHELF_PATHS[view.audience]
            else entry
            for name, entry in snapshot.proofs.items()
        },
        pages={
            path: digest
            for path, digest in snapshot.pages.items()
            if view.site_map.page_href(here, path) or uri(path).startswith(f"{PAGES_FOLDER}/")
        },
    )


def _numbers(view: RenderContext, since: Since) -> dict[str, int]:
    """Return how many changes there are of each sort, by its title, those for the team included."""
    return {
        group.title.text: len(group.lines) for group in groups(since.changes, view.words.language)
    }


def _groups(
    view: RenderContext, here: PageContext, since: Since, numbers: dict[str, int]
) -> list[ToldLine]:
    return [
        ToldLine(
            group.title,
            [
                _linked(view, here, line._replace(message=_in_words(view, line.message)))
                for line in group.lines
            ],
            len(group.lines) > _LONG and not group.loud,
            group.loud,
            len(group.lines) == numbers[group.title.text],
        )
        for group in groups(since.changes, view.words.language)
    ]


def _in_words(view: RenderContext, message: Message) -> Message:
    """Return a sentence without the names of the team's files and keys,
    for whoever does not work with them.
    """
    if view.allows(Thing.INTERNAL):
        return message
    if message.text.startswith(ORGANISATION_FILE):
        return say("What the manual says of the provider changed.")
    values = {key: _named(value) for key, value in message.values.items()}
    return message._replace(values=values)


def _named(value: object) -> object:
    if isinstance(value, list):
        return [_named(below) for below in value]
    if not isinstance(value, str) or value not in REGISTER_OF_FILE:
        return value
    return describe(REGISTER_OF_FILE[value]).title


def _linked(view: RenderContext, here: PageContext, line: SentenceLine) -> Sentence:
    """Return a sentence in which what it is about is a link."""
    name, label, href = _target(view, here, line)
    if href is None:
        return Sentence(view.words(line.message))
    sentence = view.words(line.message._replace(values={**line.message.values, name: _HERE}))
    before, _, after = sentence.partition(_HERE)
    return Sentence(before, label, href, after)


def _target(
    view: RenderContext, here: PageContext, line: SentenceLine
) -> tuple[str, str, str | None]:
    """Return which word of a sentence is a link, what it is called on the page,
    and where it leads.
    """
    if line.page is not None:
        one = next(
            (
                indicator
                for indicator in view.assessment.indicators
                if indicator.page and indicator.page.path == line.page
            ),
            None,
        )
        title = view.words.localized(one.indicator.title) if one else ""
        path = without_ending(view.verdict.manual.uri(line.page))
        label = (
            view.words(say("Indicator {number} ({title})", number=one.number, title=title))
            if one
            else path
        )
        return "page", label, here.to_page(line.page)
    if line.indicator is not None:
        one = view.assessment.indicator(line.indicator)
        return (
            "number",
            str(line.indicator),
            here.to_page(one.page.path) if one and one.page else None,
        )
    if line.proof is not None:
        return "id", line.proof, view.site_map.proof_href(here, line.proof)
    if line.entry is not None:
        return "id", line.entry, view.site_map.row_href(here, line.entry)
    return "", "", None


MACROS = {since_audit: Thing.AUDIT}
