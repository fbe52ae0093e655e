"""The evidence: `evidence_index.yaml`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from preuve.core import synonyms
from preuve.core.digest import SHA256
from preuve.core.finding import Place
from preuve.core.record import NamedTuple
from preuve.core.words import LabelledEnum, say
from preuve.model.indicator_names import CATEGORY, IndicatorName
from preuve.model.person import ROLE
from preuve.model.proof_places import FileOrShelf, ShelvedFile, WebAddress
from preuve.model.sessions import CODE_FORM, Step
from preuve.model.sites import SITE_ID
from preuve.reading import ListNode, MapNode, Node, Origin, TextNode
from preuve.schema import (
    Choice,
    Day,
    Field,
    ListOf,
    Reader,
    Record,
    Schema,
    Span,
    Text,
    Whole,
    is_empty,
)

if TYPE_CHECKING:
    from preuve.core.finding import Diagnostic
    from preuve.model.standard import Category, IndicatorRef
    from preuve.reading import Document
    from preuve.schema import Period


class Stage(LabelledEnum):
    """The pair in every auditor's grid: written down how we do it, and dated proof that we did."""

    FORMALISED = "formalised", say("How we do it")
    IMPLEMENTED = "implemented", say("That we do it")


class Kind(LabelledEnum):
    """What sort of thing a proof is."""

    DOCUMENT = "document", say("document")
    PROCEDURE = "procedure", say("procedure")
    RECORD = "record", say("record")
    REGISTER = "register", say("register")
    WEB_PAGE = "web_page", say("web page")
    OTHER = "other", say("other")


class Status(StrEnum):
    """Where a proof stands in its life."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Access(LabelledEnum):
    """Who may see the thing itself: everyone, the auditor, or whoever asks on the spot."""

    PUBLIC = "public", say("public")
    AUDITOR = "auditor", say("shown to the auditor")
    ON_REQUEST = "on_request", say("shown on request")


class Evidence(NamedTuple):
    """One proof: what it is, where it is, whom it serves and how long it is good for."""

    id: str
    title: str
    kind: Kind
    owner: str
    status: Status
    access: Access
    origin: Origin
    indicators: tuple[int, ...] = ()
    """None only for what is not approved yet, as with the stage, the day and the place."""
    stage: Stage | None = None
    dated: date | None = None
    file: str | None = None
    url: str | None = None
    place: str | None = None
    review_every: Period | None = None
    valid_until: date | None = None
    session: str | None = None
    steps: tuple[Step, ...] = ()
    approved_by: str | None = None
    """The role that said that this is the document in force."""
    approved_on: date | None = None
    sha256: str | None = None
    note: str | None = None
    named: tuple[IndicatorRef, ...] = ()
    """The indicators and clauses it names, as they are written."""
    shelf: ShelvedFile | None = None
    """Where it lies outside the repository, on a shelf that organisation.yaml declares."""
    site: str | None = None
    """The site that it is of; None: of all of them, or of its session's."""
    categories: tuple[Category, ...] = ()
    """The categories of action that it shows; none: its session's, or not said."""

    @property
    def counts_from(self) -> date:
        """Return the day from which it can count: its own; never, for a draft that has none."""
        return date.max if self.dated is None else self.dated

    def good_until(self) -> date | None:
        """Return the last day it is in date; None when it does not age."""
        if self.valid_until is not None:
            return self.valid_until
        return self.review_every.after(self.dated) if self.review_every and self.dated else None

    def lacks(self) -> tuple[str, ...]:
        """Return the keys that it needs before it can be approved;
        the place stands for file, url and place together.
        """
        needed = {
            "indicators": self.indicators,
            "stage": self.stage,
            "dated": self.dated,
            PLACE: self.file or self.shelf or self.url or self.place,
        }
        return tuple(key for key, value in needed.items() if not value)

    def names(self) -> tuple[int | str, ...]:
        """Return what it serves as files and reports say it:
        numbers of indicators, names of clauses.
        """
        return tuple(dict.fromkeys(ref.as_written for ref in self.named)) or self.indicators


PLACE = "place"


class Unreadable(NamedTuple):
    """An entry with faults. It counts for nothing;
    what can be read of it keeps faults from multiplying.
    """

    id: str | None
    indicators: tuple[int, ...]
    place: Place
    named: tuple[IndicatorRef, ...] = ()


class Index(NamedTuple):
    """The evidence index as read."""

    evidence: tuple[Evidence, ...]
    unreadable: tuple[Unreadable, ...]


_NAME = Text(CODE_FORM, say("Use letters, digits, dots and dashes, such as EV-001."))
# What editors show beside each word.
_STAGES = {
    Stage.FORMALISED: say("how we do it: a procedure, a form, a policy"),
    Stage.IMPLEMENTED: say("a dated record that we did it"),
}
_STATUSES = {
    Status.DRAFT: say("being written"),
    Status.IN_REVIEW: say("written, not yet approved"),
    Status.APPROVED: say("approved: it counts"),
    Status.WITHDRAWN: say("no longer in use; kept for the record"),
}
_ACCESSES = {
    Access.PUBLIC: say("copied into the site, for everyone"),
    Access.AUDITOR: say("shown to the auditor, in the pack; never on the public site"),
    Access.ON_REQUEST: say("named only: whoever asks sees it on the spot"),
}
_NOT_APPROVED = frozenset(status.value for status in Status if status is not Status.APPROVED)


def _evidence(
    *,
    indicators: tuple[IndicatorRef, ...] = (),
    file: str | ShelvedFile | None = None,
    **values: Any,  # noqa: ANN401 - what the record read
) -> Evidence:
    return Evidence(
        file=file if isinstance(file, str) else None,
        shelf=file if isinstance(file, ShelvedFile) else None,
        indicators=tuple(dict.fromkeys(ref.number for ref in indicators)),
        named=indicators,
        **values,
    )


EVIDENCE: Record[Evidence] = Record(
    _evidence,
    {
        "id": Field(_NAME, say("unique and stable: it is what people cite"), required=True),
        "title": Field(Text(), say("what it is, as an auditor would write it down"), required=True),
        "indicators": Field(
            ListOf(IndicatorName(), at_least=1),
            say("the indicators it serves, and clauses of them: [12, 12.violence]"),
        ),
        "stage": Field(
            Choice(Stage, _STAGES, synonyms.VALUES),
            say("formalised: how we do it; implemented: that we did it"),
        ),
        "kind": Field(
            Choice(Kind, called=synonyms.VALUES), say("what sort of thing it is"), required=True
        ),
        "file": Field(
            FileOrShelf(),
            say("a file in this repository; or on a shelf, such as drive:Minutes.pdf"),
        ),
        "url": Field(WebAddress(), say("a page on the web, https only")),
        "place": Field(Text(), say("where it is kept, in words")),
        "owner": Field(
            ROLE,
            say("the role that answers for it: one of the people in organisation.yaml"),
            required=True,
        ),
        "dated": Field(Day(), say("the proof's own date")),
        "review_every": Field(Span(), say("how long it is good for after its date")),
        "valid_until": Field(Day(), say("the last day it is good")),
        "status": Field(
            Choice(Status, _STATUSES, synonyms.VALUES),
            say("where it stands; only approved counts"),
            required=True,
        ),
        "access": Field(
            Choice(Access, _ACCESSES, synonyms.VALUES),
            say("who may see the thing itself"),
            required=True,
        ),
        "session": Field(_NAME, say("the training session it belongs to")),
        "site": Field(SITE_ID, say("the site it is of, where there are several")),
        "categories": Field(
            ListOf(CATEGORY, distinct=True),
            say("the categories of action it shows, where that is not its session's"),
        ),
        "steps": Field(
            ListOf(Choice(Step)),
            say("the steps of its session's file it fills, where its indicators do not tell"),
        ),
        "approved_by": Field(ROLE, say("the role that said that this is the document in force")),
        "approved_on": Field(Day(), say("the day it said so")),
        "sha256": Field(
            Text(SHA256, say("Write 64 hexadecimal digits, lower case.")),
            say("the file's digest as it was approved"),
        ),
        "note": Field(Text(), say("for the auditor")),
    },
    exactly_one=("file", "url", "place"),
    one_needed=say(
        "Say where the proof is: file (in this repository), url (on the web) or place (in words)."
    ),
    at_most_one=("review_every", "valid_until"),
    whole=Whole("status", _NOT_APPROVED, ("indicators", "stage", "dated")),
)


class _Entry:
    """An entry as it stands: entries are read one by one,
    so that one fault does not lose the others.
    """

    def read(self, node: Node, reader: Reader) -> Node:  # noqa: ARG002 - the protocol of shapes
        return node

    def schema(self) -> Schema:
        return EVIDENCE.schema()


INDEX: Record[dict[str, Any]] = Record(
    dict, {"evidence": Field(ListOf(_Entry()), say("the list of proofs"), required=True)}
)


def read_index(document: Document) -> tuple[Index | None, list[Diagnostic]]:
    """Return the index of a document, or None when not even its list of entries can be read."""
    if document.unusable:
        return None, []
    if document.root is None or is_empty(document.root):
        # An empty file is a manual that has no evidence yet: the gate will say what is missing.
        return Index((), ()), []
    reader = Reader(document.file)
    INDEX.read(document.root, reader)
    entries = document.root.entries.get("evidence") if isinstance(document.root, MapNode) else None
    if reader.diagnostics and not isinstance(entries, ListNode):
        return None, reader.diagnostics
    evidence: list[Evidence] = []
    unreadable: list[Unreadable] = []
    for node in entries.items if isinstance(entries, ListNode) else ():
        if reader.full:
            break
        before = len(reader.diagnostics)
        if (entry := EVIDENCE.read(node, reader)) is not None:
            evidence.append(entry)
        else:
            lost = _unreadable(node, document.file)
            unreadable.append(lost)
            reader.diagnostics[before:] = [
                _of_entry(diagnostic, lost) for diagnostic in reader.diagnostics[before:]
            ]
    # What was not read to its end is not judged.
    return None if reader.full else Index(tuple(evidence), tuple(unreadable)), reader.diagnostics


def _of_entry(diagnostic: Diagnostic, entry: Unreadable) -> Diagnostic:
    """Return a fault of an entry, which also says which indicators lose it:
    they need no finding of their own.
    """
    advice = diagnostic.help
    if entry.indicators:
        numbers = [say("indicator {number}", number=number) for number in entry.indicators]
        advice = say(
            "{help} Until then the entry does not count for: {numbers}.",
            help=diagnostic.help,
            numbers=numbers,
        )
    return diagnostic._replace(help=advice, evidence=entry.id, uncovers=entry.indicators)


def _unreadable(node: Node, file: str) -> Unreadable:
    """Return what can still be read of a faulty entry:
    nothing is reported twice on this second look.
    """
    place = Place(file, node.line, node.column)
    if not isinstance(node, MapNode):
        return Unreadable(None, (), place)
    name, written = node.entries.get("id"), node.entries.get("indicators")
    named = (
        ListOf(IndicatorName()).read(written, Reader(file)) if written is not None else None
    ) or ()
    numbers = tuple(dict.fromkeys(ref.number for ref in named))
    return Unreadable(name.text if isinstance(name, TextNode) else None, numbers, place, named)
