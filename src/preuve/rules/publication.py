"""Could something be published that should not be?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.evidence import Access
from preuve.finding import Fault, Place
from preuve.manual import DOCS_FOLDER
from preuve.rulebook import RuleName
from preuve.shape import shorten
from preuve.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assessment import Assessment


def confidential_file_in_docs(assessment: Assessment) -> Iterator[Fault]:
    """A proof that is not public, where everything is published."""
    for item in assessment.evidence:
        entry = item.evidence
        if entry.file is not None and entry.access is not Access.PUBLIC and entry.file.startswith(f"{DOCS_FOLDER}/"):
            yield Fault(
                RuleName.CONFIDENTIAL_FILE_IN_DOCS,
                say("{id} is not public, and {file} would be published.", id=entry.id, file=shorten(entry.file)),
                entry.origin.at("file"),
                say("Move the file into evidence/ and correct this line. If it was ever pushed, it is in the history too."),
                evidence=entry.id,
            )


def link_in_docs(assessment: Assessment) -> Iterator[Fault]:
    """A symbolic link that the site's builder would follow."""
    for path in assessment.manual.links_in_docs:
        yield Fault(
            RuleName.LINK_IN_DOCS,
            say("{path} is a symbolic link: what it points to would be published.", path=shorten(path)),
            Place(path, 1, 1),
            say("Replace the link by the file itself, or delete it."),
        )


ALL = (confidential_file_in_docs, link_in_docs)
