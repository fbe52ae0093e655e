"""Could something be published that should not be?"""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from preuve.assess.assessment import EvidenceState
from preuve.core.files import Folder, Presence
from preuve.core.finding import Diagnostic, Place
from preuve.core.rule_name import RuleName
from preuve.core.words import say, say_count
from preuve.model.address import is_private
from preuve.model.evidence import Access
from preuve.model.manual import INDEX_FILE, ORGANISATION_FILE
from preuve.model.personal_data import KIND_WORDS
from preuve.schema import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment


def confidential_file_in_docs(assessment: Assessment) -> Iterator[Diagnostic]:
    """A proof that is not public, where everything is published."""
    for assessed in assessment.evidence:
        entry = assessed.evidence
        if (
            entry.file is not None
            and entry.access is not Access.PUBLIC
            and entry.file.startswith(f"{assessment.manual.docs}/")
        ):
            yield Diagnostic(
                RuleName.CONFIDENTIAL_FILE_IN_DOCS,
                say(
                    "{id} is not public, and {file} would be published.",
                    id=entry.id,
                    file=shorten(entry.file),
                ),
                entry.origin.at("file"),
                say(
                    "Move the file into evidence/ and correct this line. If it was ever "
                    "pushed, it is in the history too."
                ),
                evidence=entry.id,
            )


def link_in_docs(assessment: Assessment) -> Iterator[Diagnostic]:
    """A symbolic link that the site's builder would follow."""
    for path in assessment.manual.links_in_docs:
        yield Diagnostic(
            RuleName.LINK_IN_DOCS,
            say(
                "{path} is a symbolic link: what it points to would be published.",
                path=shorten(path),
            ),
            Place(path, 1, 1),
            say("Replace the link by the file itself, or delete it."),
        )


def personal_data_suspected(assessment: Assessment) -> Iterator[Diagnostic]:
    """Something that may be a person's, where it is published or kept in git.
    What it says is never repeated.
    """
    pages = {page.path: page.indicator for page in assessment.manual.pages}
    public = {
        assessed.evidence.file: assessed.evidence.id
        for assessed in assessment.evidence
        if assessed.evidence.access is Access.PUBLIC
    }
    entries = _entries(assessment)
    for data in assessment.manual.personal_data:
        file = data.place.file
        above = (
            bisect_right(entries, data.place.line, key=itemgetter(0)) if file == INDEX_FILE else 0
        )
        message = KIND_WORDS[data.kind]
        if data.number > 1:
            message = say(
                "{what} There are {count} of the kind in this file.",
                what=message,
                count=data.number,
            )
        yield Diagnostic(
            RuleName.PERSONAL_DATA_SUSPECTED,
            message,
            data.place,
            say(
                "Write the role instead, or say with place: where it is kept. If it is the "
                "organisation's own, list it under "
                "contacts in {file}.",
                file=ORGANISATION_FILE,
            ),
            indicator=pages.get(file),
            evidence=entries[above - 1][1] if above else public.get(file),
        )


def allowance_outdated(assessment: Assessment) -> Iterator[Diagnostic]:
    """A file that somebody vouched for and that is another now, or none; or a day to come."""
    folder, docs = Folder(assessment.manual.root), assessment.manual.docs
    for entry in assessment.organisation.allow:
        # A file of docs/ may be called by its path on the site; a file in another, after that one.
        name = entry.file.partition(": ")[0]
        facts = [
            folder.fact(path, entry.sha256).presence for path in (name, f"{docs}/{name}") if name
        ]
        if facts and Presence.PRESENT not in facts:
            other = Presence.CHANGED in facts
            yield Diagnostic(
                RuleName.ALLOWANCE_OUTDATED,
                say("{file} is not the file that somebody vouched for.", file=shorten(name))
                if other
                else say("{file}, which somebody vouched for, is not there.", file=shorten(name)),
                entry.origin.at("sha256" if other else "file"),
                say("Look at the file again, and write its digest and the day.")
                if other
                else say("Correct the path, or delete the entry."),
            )
        if entry.on > assessment.on:
            yield Diagnostic(
                RuleName.ALLOWANCE_OUTDATED,
                say(
                    "What {by} let through is dated {day}, after the manual's day.",
                    by=entry.by,
                    day=entry.on,
                ),
                entry.origin.at("on"),
                say("Give the day on which it was looked at."),
            )


def repository_readers(assessment: Assessment) -> Iterator[Diagnostic]:
    """What GitHub shows of the repository, and to whom, as far as its event file tells."""
    private = is_private()
    if private:
        yield Diagnostic(
            RuleName.REPOSITORY_READERS,
            say(
                "This repository is private: on GitHub's free plan nothing of it can be published."
            ),
            Place(ORGANISATION_FILE, 1, 1),
            say(
                "Publish from a paid plan, or from another host. Do not make the repository "
                "public for it: everybody would see "
                "every file in it, whatever access: says."
            ),
        )
    there = (
        assessed.evidence
        for assessed in assessment.evidence
        if assessed.state is not EvidenceState.MISSING_FILE
    )
    kept = [entry for entry in there if entry.file and entry.access is not Access.PUBLIC]
    if private is False and kept:
        yield Diagnostic(
            RuleName.REPOSITORY_READERS,
            say_count(
                "This public repository holds {count} file that is not: that of {id}.",
                "This public repository holds {count} files that are not, the first of {id}.",
                len(kept),
                id=kept[0].id,
            ),
            kept[0].origin.at("access"),
            say(
                "Make the repository private; or keep such files elsewhere, and say with "
                "place: where."
            ),
            evidence=kept[0].id,
        )


def _entries(assessment: Assessment) -> list[tuple[int, str | None]]:
    """Return the first line and the id of each entry of the index,
    those that cannot be read included.
    """
    index = assessment.manual.evidence_index
    unread = (
        [(unreadable.place.line, unreadable.id) for unreadable in index.unreadable] if index else []
    )
    return sorted(
        [
            *(
                (assessed.evidence.origin.at().line, assessed.evidence.id)
                for assessed in assessment.evidence
            ),
            *unread,
        ],
        key=itemgetter(0),
    )


ALL = (
    confidential_file_in_docs,
    link_in_docs,
    personal_data_suspected,
    allowance_outdated,
    repository_readers,
)
