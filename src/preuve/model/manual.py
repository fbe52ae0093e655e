"""The manual: all that a team wrote, read once. `Manual.load(root)` is the one way in.

Reading never fails: what is wrong is in `diagnostics`, what could be read is in the other fields.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.files import Folder, Presence
from preuve.core.finding import Diagnostic, Place
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import LANGUAGES, say
from preuve.model.evidence import Access, Index, read_index
from preuve.model.link_results import FILE as LINKS_FILE
from preuve.model.link_results import read_file as read_links
from preuve.model.link_results import resource
from preuve.model.organisation import ORGANISATION, Audience, Organisation
from preuve.model.proof_file import check_file
from preuve.model.published_text import PersonalDataInFile, personal_data
from preuve.model.registers.catalogue import FOLDER as REGISTERS_FOLDER
from preuve.model.registers.catalogue import REGISTER_OF_FILE, Registers
from preuve.model.sessions import Sessions, read_sessions
from preuve.model.shelf_results import FILE as SHELVES_FILE
from preuve.model.shelf_results import read_shelves
from preuve.model.site_settings import PAGE_ENDINGS, LazySettings
from preuve.reading import Document, MapNode, PageTexts, TextNode, not_a_file, read_yaml
from preuve.schema import Choice, Guesses, Reader, says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from preuve.core.files import FileFact
    from preuve.core.words import Language
    from preuve.model.crosswalk import Crosswalk
    from preuve.model.evidence import Evidence
    from preuve.model.link_results import Seen
    from preuve.model.local_standard import LocalStandard, NewerGuide, TeamReading
    from preuve.model.person import Person
    from preuve.model.proof_places import ShelvedFile
    from preuve.model.rehearsal import Rehearsal
    from preuve.model.sessions import Session
    from preuve.model.shelf_results import ShelfSighting
    from preuve.model.standard import Edition, EditionName, IndicatorRef
    from preuve.reading import FrontMatter, Node

ORGANISATION_FILE = "organisation.yaml"
INDEX_FILE = "evidence_index.yaml"
SESSIONS_FILE = "sessions.yaml"
# Named here as well as where they are read: a manual without such a folder does not pay for its
# reader.
_CROSSWALKS, _REHEARSALS, _STANDARDS = "crosswalks", "rehearsals", "standards"
PAGES_FOLDER = "criteria"
"""Where the pages of indicators are, below the folder of all pages."""


class PageOwner(NamedTuple):
    """The role that answers for a page, and where its front matter says so."""

    role: str
    place: Place


class Page(NamedTuple):
    """A page whose front matter names an indicator."""

    path: str
    indicator: int
    place: Place
    """Where the front matter names the indicator."""
    has_text: bool
    owner: PageOwner | None = None
    """Who answers for the indicator; without it, whoever answers for its proofs."""


class Manual(NamedTuple):
    """A team's manual as read from its folder."""

    root: Path
    organisation: Organisation | None
    evidence_index: Index | None
    sessions: Sessions | None
    """None where the team keeps no `sessions.yaml`, or one that cannot be read at all."""
    registers: Registers
    crosswalks: tuple[Crosswalk, ...]
    """The team's own, read from `crosswalks/`."""
    rehearsals: tuple[Rehearsal, ...]
    """Read from `rehearsals/`, the earliest first."""
    local_standards: dict[EditionName, LocalStandard]
    """What the team has read since of an edition, read from `standards/`."""
    site_settings: LazySettings
    pages: tuple[Page, ...]
    page_texts: PageTexts
    """Those and all others, as they were when this manual was read."""
    files: dict[str, FileFact]
    """What is known of each file that an entry names, by its path and the digest it should have
    (`file_key`).
    """
    links: dict[str, Seen]
    """What `preuve links` last saw, by address: `link_seen` looks it up."""
    shelves: dict[ShelvedFile, ShelfSighting]
    """What `preuve shelves` last saw, by file."""
    links_in_docs: tuple[str, ...]
    personal_data: tuple[PersonalDataInFile, ...]
    """What seems to be personal data in texts that are published or kept in git."""
    diagnostics: tuple[Diagnostic, ...]
    language: Language
    unusable: bool
    """True when a file the whole manual rests on could not be read at all."""

    @classmethod
    def load(cls, root: Path) -> Manual:
        """Read the manual in a folder. Never raises for what the folder holds."""
        folder = Folder(root)
        organisation_document = read_yaml(root / ORGANISATION_FILE, ORGANISATION_FILE)
        organisation, organisation_faults = _organisation(organisation_document)
        index_document = read_yaml(root / INDEX_FILE, INDEX_FILE)
        index, index_faults = read_index(index_document)
        sessions, session_faults = _sessions(folder)
        registers, register_faults = _registers(folder)
        crosswalks, crosswalk_faults = _crosswalks(folder)
        rehearsals, rehearsal_faults = _rehearsals(folder)
        standards, standard_faults = _local_standards(folder)
        texts = PageTexts(root)
        site_settings = LazySettings(root)
        pages, page_faults = _pages(folder, f"{site_settings.docs}/{PAGES_FOLDER}", texts)
        docs = tuple(folder.walk(site_settings.docs))
        # The site's builder would wait for ever at a pipe.
        page_faults += [not_a_file(Place(path, 1, 1)) for path, kind in docs if kind == "other"]
        files = _files(index, folder)
        shelves, shelf_fault = read_shelves(root) if folder.holds(SHELVES_FILE) else ({}, None)
        links, link_fault = read_links(root) if folder.holds(LINKS_FILE) else ({}, None)
        return cls(
            root=root,
            organisation=organisation,
            evidence_index=index,
            sessions=sessions,
            registers=registers,
            crosswalks=crosswalks,
            rehearsals=rehearsals,
            local_standards=standards,
            site_settings=site_settings,
            pages=pages,
            page_texts=texts,
            files=files,
            links=links,
            shelves=shelves,
            links_in_docs=tuple(path for path, kind in docs if kind == "link"),
            personal_data=personal_data(
                texts,
                root,
                organisation,
                [ORGANISATION_FILE, INDEX_FILE, *_others(folder)],
                [*(path for path, kind in docs if kind == "file"), *_public(index, files)],
            ),
            diagnostics=(
                *organisation_document.diagnostics,
                *organisation_faults,
                *index_document.diagnostics,
                *index_faults,
                *session_faults,
                *register_faults,
                *crosswalk_faults,
                *rehearsal_faults,
                *standard_faults,
                *page_faults,
                *filter(None, (link_fault, shelf_fault)),
            ),
            language=asked_language(organisation_document) or "en",
            unusable=organisation_document.unusable or index_document.unusable,
        )

    @property
    def entries(self) -> tuple[Evidence, ...]:
        """The proofs that the index names; none where it cannot be read."""
        return self.evidence_index.evidence if self.evidence_index else ()

    @property
    def all_sessions(self) -> tuple[Session, ...]:
        """The sessions; none where the team keeps no `sessions.yaml`."""
        return self.sessions.sessions if self.sessions else ()

    @property
    def people(self) -> Mapping[str, Person]:
        """The roles that answer; none where the organisation cannot be read."""
        return self.organisation.people if self.organisation else {}

    @property
    def docs(self) -> str:
        """The folder of the pages, from the manual's own."""
        return self.site_settings.docs

    def page(self, uri: str) -> str:
        """Return the path of a page, given where it is below the folder of the pages."""
        return f"{self.docs}/{uri}"

    def uri(self, path: str) -> str:
        """Return where a page is below the folder of the pages, given its path."""
        return path.removeprefix(f"{self.docs}/")

    def link_seen(self, url: str | None) -> Seen | None:
        """Return what was last seen at an address; None where nobody looked, or there is none."""
        return self.links.get(resource(url)) if url and self.links else None

    def edition(self, edition: Edition) -> Edition:
        """Return an edition as the team reads it: with what it has read since laid over."""
        local = self.local_standards.get(edition.name)
        return edition if local is None else local.edition

    def team_reading(self, edition: Edition, about: IndicatorRef) -> TeamReading | None:
        """Return what the team has read of an indicator or of a clause, where it has."""
        local = self.local_standards.get(edition.name)
        return None if local is None else local.readings.get(about)

    def newer_guide(self, edition: Edition) -> NewerGuide | None:
        """Return the reading guide that the team has seen, and this tool does not know."""
        local = self.local_standards.get(edition.name)
        return None if local is None else local.guide

    def day(self, given: date | None, today: date) -> date:
        """Return the manual's day: the one asked for, else the one the team froze, else today's."""
        if given is not None:
            return given
        if self.organisation is not None and self.organisation.as_of is not None:
            return self.organisation.as_of
        return today


def _organisation(document: Document) -> tuple[Organisation | None, list[Diagnostic]]:
    if document.unusable:
        return None, []
    reader = Reader(document.file)
    node = document.root if document.root is not None else MapNode({}, {}, 1, 1)
    return ORGANISATION.read(node, reader), reader.diagnostics


def _sessions(folder: Folder) -> tuple[Sessions | None, list[Diagnostic]]:
    if not folder.holds(SESSIONS_FILE):
        return None, []
    document = read_yaml(folder.root / SESSIONS_FILE, SESSIONS_FILE)
    sessions, diagnostics = read_sessions(document)
    return sessions, [*document.diagnostics, *diagnostics]


def _registers(folder: Folder) -> tuple[Registers, list[Diagnostic]]:
    if not folder.holds(REGISTERS_FOLDER):
        return Registers(), []
    from preuve.model.registers.loading import read_registers  # noqa: PLC0415 - a manual without registers does not pay for them

    return read_registers(folder)


def _crosswalks(folder: Folder) -> tuple[tuple[Crosswalk, ...], list[Diagnostic]]:
    if not folder.holds(_CROSSWALKS):
        return (), []
    from preuve.model.crosswalk import read_crosswalks  # noqa: PLC0415 - as above

    return read_crosswalks(folder)


def _rehearsals(folder: Folder) -> tuple[tuple[Rehearsal, ...], list[Diagnostic]]:
    if not folder.holds(_REHEARSALS):
        return (), []
    from preuve.model.rehearsal import read_rehearsals  # noqa: PLC0415 - as above

    return read_rehearsals(folder)


def _local_standards(folder: Folder) -> tuple[dict[EditionName, LocalStandard], list[Diagnostic]]:
    if not folder.holds(_STANDARDS):
        return {}, []
    from preuve.model.local_standard_file import read_local_standards  # noqa: PLC0415 - as above

    return read_local_standards(folder)


def asked_language(document: Document) -> Language | None:
    """Return the language asked for, even of a file that is faulty elsewhere;
    None where it says none.
    """
    node = document.root.entries.get("language") if isinstance(document.root, MapNode) else None
    text = node.text.strip() if isinstance(node, TextNode) else ""
    return next((language for language in LANGUAGES if language == text), None)


def _files(index: Index | None, folder: Folder) -> dict[str, FileFact]:
    """Return what is known of the files named;
    an entry's key is its file and the digest it was approved with.
    """
    named = (
        {(entry.file, entry.sha256): None for entry in index.evidence if entry.file}
        if index
        else {}
    )
    guesses = Guesses()
    facts: dict[str, FileFact] = {}
    for file, digest in named:
        if file:
            fact = folder.fact(file, digest)
            if fact.presence is Presence.ABSENT and fact.case_variant is None:
                fact = fact._replace(
                    near=guesses.nearest(file, folder.names(file.rpartition("/")[0]))
                )
            elif (
                fact.presence in {Presence.PRESENT, Presence.CHANGED}
                and file not in REGISTER_OF_FILE
            ):
                fact = _opened(fact, folder.root, file)
            facts[file_key(file, digest)] = fact
    return facts


def _opened(fact: FileFact, root: Path, file: str) -> FileFact:
    """Return what is known of a file once it was looked into."""
    check = check_file(root, file)
    if not check.readable:
        return fact._replace(presence=Presence.UNREADABLE)
    return fact._replace(flaw=check.flaw, large=check.large)


def _others(folder: Folder) -> Iterator[str]:
    """Yield the files of the team that need not be there:
    the sessions, the registers, the crosswalks, the rehearsals.
    """
    if folder.holds(SESSIONS_FILE):
        yield SESSIONS_FILE
    for name in (REGISTERS_FOLDER, _CROSSWALKS, _REHEARSALS, _STANDARDS):
        yield from (
            path for path, kind in folder.walk(name) if kind == "file" and path.endswith(".yaml")
        )


def _public(index: Index | None, files: dict[str, FileFact]) -> Iterator[str]:
    """Yield the files of public proofs that are there; one that a link leads to is never opened."""
    for entry in index.evidence if index else ():
        if entry.file is not None and entry.access is Access.PUBLIC:
            fact = files[file_key(entry.file, entry.sha256)]
            if fact.presence in {Presence.PRESENT, Presence.CHANGED}:
                yield entry.file


def file_key(file: str, digest: str | None) -> str:
    """Return the key of `Manual.files` for a file and the digest it was approved with."""
    return f"{file}#{digest}" if digest else file


def _pages(folder: Folder, top: str, texts: PageTexts) -> tuple[tuple[Page, ...], list[Diagnostic]]:
    pages: list[Page] = []
    diagnostics: list[Diagnostic] = []
    for path, kind in folder.walk(top):
        if kind == "file" and path.endswith(PAGE_ENDINGS):
            page, page_faults = _page(texts.page(path), path)
            diagnostics += page_faults
            if page is not None:
                pages.append(page)
    return tuple(sorted(pages, key=lambda page: page.path)), diagnostics


def _page(head: FrontMatter, path: str) -> tuple[Page | None, list[Diagnostic]]:
    diagnostics = list(head.document.diagnostics)
    root = head.document.root
    if not isinstance(root, MapNode):
        return None, diagnostics
    if (audience := root.entries.get("audience")) is not None:
        diagnostics += _unknown_audience(audience, path)
    if "indicator" not in root.entries:
        return None, diagnostics
    node = root.entries["indicator"]
    text = node.text.strip() if isinstance(node, TextNode) else ""
    place = Place(path, root.keys["indicator"].line, root.keys["indicator"].column)
    if re.fullmatch(r"[1-9][0-9]{0,5}", text) is None:
        advice = say("Write the indicator's number, such as indicator: 4.")
        if (
            zeros := re.fullmatch(r"0+([1-9][0-9]?)", text)
        ) is not None:  # ten, to other readers of YAML, where it is 012
            advice = say("Write {number}, without a zero in front.", number=zeros[1])
        diagnostics.append(
            Diagnostic(
                RuleName.UNKNOWN_INDICATOR_PAGE,
                say("The page's indicator is not a number."),
                Place(path, node.line, node.column),
                advice,
            )
        )
        return None, diagnostics
    owner = _owner(root, path, diagnostics)
    return Page(path, int(text), place, _has_text(head.body), owner), diagnostics


def _unknown_audience(node: Node, path: str) -> list[Diagnostic]:
    """A page for somebody that there is not is made for the team alone, and nobody sees why."""
    if isinstance(node, TextNode) and node.text.strip().casefold() in set(Audience):
        return []
    reader = Reader(path)
    Choice(Audience).read(node, reader)
    return reader.diagnostics


def page_indicator(root: Path, path: str) -> int | None:
    """Return the indicator that a page's front matter names, wherever the page lies; None where it
    names none.

    The one reader of that number: what builds the site asks here, and not its own reader of YAML,
    to which 012 is ten.
    """
    page, _ = _page(PageTexts(root).page(path), path)
    return None if page is None else page.indicator


def _owner(root: MapNode, path: str, diagnostics: list[Diagnostic]) -> PageOwner | None:
    node = root.entries.get("owner")
    if node is None:
        return None
    place = Place(path, node.line, node.column)
    role = node.text.strip() if isinstance(node, TextNode) else ""
    if not role:
        diagnostics.append(
            Diagnostic(
                RuleName.WRONG_TYPE,
                say("The page's owner is not a role."),
                place,
                say(
                    "Write one role of {file}, such as owner: quality, or delete the line.",
                    file=ORGANISATION_FILE,
                ),
            )
        )
        return None
    return PageOwner(role, place)


_SILENT = (("<!--", "-->"), ("{#", "#}"), ("{{", "}}"), ("{%", "%}"))
_SHORT = 40  # signs: what only fills its place is no longer
_HEADING = re.compile(r"^ {0,3}#.*$", re.MULTILINE)


def _has_text(body: str) -> bool:
    """Return whether a page says anything besides its headings, comments and macros."""
    for opening, closing in _SILENT:
        body = "".join(_outside(body, opening, closing))
    text = _HEADING.sub("", body).strip()
    return re.search(r"\w", text) is not None and not (len(text) < _SHORT and says_nothing(text))


def _outside(text: str, opening: str, closing: str) -> Iterator[str]:
    """Yield what is not between two marks. No pattern:
    one would look for each missing end through the whole text.
    """
    start = 0
    while (opens := text.find(opening, start)) >= 0 and (
        end := text.find(closing, opens + len(opening))
    ) >= 0:
        yield text[start:opens]
        start = end + len(closing)
    yield text[start:]
