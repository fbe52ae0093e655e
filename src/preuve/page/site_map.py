"""Where each page of the site is, and the way to it from the page that speaks."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from preuve.core.files import Folder
from preuve.model.proof_places import is_unportable
from preuve.model.registers.catalogue import REGISTER_OF_FILE
from preuve.model.site_settings import DOCS_FOLDER, PAGE_ENDINGS
from preuve.publication.page_audience import MacroMarks, PageText, is_for
from preuve.publication.policy import COPIED_ACCESS, Thing, may, sees_all
from preuve.report.repository_paths import from_here

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from preuve.core.finding import Place
    from preuve.gate.gate import Verdict
    from preuve.model.audits import Audit
    from preuve.model.evidence import Evidence
    from preuve.model.organisation import Audience
    from preuve.model.registers.catalogue import RegisterName
    from preuve.page.urls import PageContext

EVIDENCE_REGISTER_PAGE = "docs/register.md"
SESSIONS_PAGE = "docs/sessions.md"
SITES_PAGE = "docs/sites.md"
REGISTERS_PAGES = "docs/registers"
AUDITS_PAGE = "docs/audits.md"
CALENDAR_PAGE = "docs/calendar.md"
FORECAST_PAGE = "docs/forecast.md"
CHANGES_PAGE = "docs/changes.md"
PROOFS_PAGES = "docs/proofs"
QUOTES_PAGE = "docs/quotes.md"
REHEARSAL_PAGE = "docs/rehearsal.md"
PEOPLE_PAGE = "docs/people.md"


def register_page(name: RegisterName) -> str:
    """Return where the page of a register belongs."""
    return f"{DOCS_FOLDER}/{name.page}"


def page_of_session(name: str) -> str:
    """Return where the page of a session is, or is made when the site is built."""
    return f"{SESSIONS_PAGE.removesuffix('.md')}/{name}.md"


def page_of_proof(name: str) -> str:
    """Return where the page of a proof is made when the site is built."""
    return f"{PROOFS_PAGES}/{name}.md"


_OF_A_PAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def can_name_page(name: str) -> bool:
    """Return whether an id or a role can be the name of a page of its own: on every system, in
    every address, and in the call of its macro.
    """
    return (
        _OF_A_PAGE.fullmatch(name) is not None
        and name.casefold() not in {"index", "readme"}
        and not is_unportable(name)
    )


class SiteMap:
    """The pages that there are for an audience. A way (`…_href`) begins at the page given first."""

    def __init__(self, verdict: Verdict, audience: Audience, published: Collection[str]) -> None:
        """Take what the audience may see, and the files that are published for it."""
        self._verdict = verdict
        self._audience = audience
        self._published = published
        self.repository = ""
        """Where the repository is seen on the web, if that is known."""
        self.branch = ""
        """The branch that is edited there, if that is known."""
        self.form_href: Callable[[Place], str | None] | None = None
        """The way to a form in which a place of the team's files can be put right, where one runs:
        it comes before the repository's editor.
        """
        self.makes_pages = False
        """Whether the builder of the site makes a page for each session and each audit that has
        none of the team's own.
        """
        self.made: frozenset[str] = frozenset()
        """The pages that are made for the team, by their path below the docs folder."""
        self._there: dict[str, bool] = {}

    @cached_property
    def _sessions(self) -> frozenset[str]:
        return frozenset(session.id for session in self._verdict.manual.all_sessions)

    @cached_property
    def _proofs(self) -> frozenset[str]:
        assessment = self._verdict.assessment
        return (
            frozenset(one.evidence.id for one in assessment.evidence) if assessment else frozenset()
        )

    def session_href(self, here: PageContext, name: str) -> str | None:
        """Return the way to a session: to its page or, where none is made, to its line among all;
        None if unknown.
        """
        if name not in self._sessions:
            return None
        page = page_of_session(name)
        if (self.makes_pages and can_name_page(name)) or self._is_there(page):
            return here.to_page(page)
        return here.to_page(SESSIONS_PAGE, name)

    def audit_page(self, audit: Audit) -> str:
        """Return where the page of an audit is, or is made when the site is built."""
        return f"{AUDITS_PAGE.removesuffix('.md')}/{audit.name}.md"

    def audit_href(self, here: PageContext, audit: Audit) -> str | None:
        """Return the way to an audit: to its page or, where none is made, to its line among all;
        None without either.
        """
        if not may(self._audience, Thing.AUDIT):
            return None
        page = self.audit_page(audit)
        if self.makes_pages or self._is_there(page):
            return here.to_page(page)
        return here.to_page(AUDITS_PAGE, audit.name) if self._is_there(AUDITS_PAGE) else None

    @cached_property
    def _lines(self) -> Mapping[str, RegisterName]:
        """The register of each line, by the line's id."""
        return {line.id: name for name, line in self._verdict.manual.registers.all()}

    def register_href(self, here: PageContext, file: str | None) -> str | None:
        """Return the way to the page of a register, given its file;
        None for another file, or where there is no such page.
        """
        name = REGISTER_OF_FILE.get(file or "")
        if (
            name is None or name not in self._verdict.manual.registers.kept
        ):  # nearly every proof is another file
            return None
        return self.page_href(here, register_page(name))

    def row_href(self, here: PageContext, name: str) -> str | None:
        """Return the way to a line of a register or, where none has that id, to a proof;
        None if unknown.
        """
        if name in self._lines:
            page = register_page(self._lines[name])
            return here.to_page(page, name) if self._is_there(page) else None
        return self.proof_href(here, name) if name in self._proofs else None

    def proof_href(self, here: PageContext, name: str) -> str:
        """Return the way to a proof: to its page or, where the audience may not open it,
        to its line of the register.
        """
        return (
            here.to_page(page_of_proof(name))
            if name in self.opened
            else here.to_page(EVIDENCE_REGISTER_PAGE, name)
        )

    @cached_property
    def opened(self) -> frozenset[str]:
        """The proofs that the audience may open, by their ids: each has its page."""
        if self._verdict.assessment is None:
            return frozenset()
        return frozenset(
            assessed.evidence.id
            for assessed in self._verdict.assessment.evidence
            if self._may_open(assessed.evidence)
        )

    def _may_open(self, entry: Evidence) -> bool:
        if entry.access not in COPIED_ACCESS[self._audience] or not can_name_page(entry.id):
            return False
        if entry.file is None or entry.file in self._published:
            return True
        name = REGISTER_OF_FILE.get(entry.file)
        return (
            name is not None
            and name in self._verdict.manual.registers.kept
            and self._is_there(register_page(name))
        )

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The roles that have a page each: of two that only capitals tell apart, the first."""
        known = self._verdict.manual.organisation
        roles = [*known.people] if known is not None else []
        first = {role.casefold(): role for role in reversed(roles)}
        return tuple(
            role for role in roles if first[role.casefold()] == role and can_name_page(role)
        )

    def person_page(self, role: str) -> str:
        """Return where the page of a role is, or is made when the site is built."""
        return f"{PEOPLE_PAGE.removesuffix('.md')}/{role}.md"

    def person_href(self, here: PageContext, role: str) -> str | None:
        """Return the way to what a role answers for; None for all but the team."""
        page = self.person_page(role)
        if not may(self._audience, Thing.INTERNAL) or role not in self.roles:
            return None
        return here.to_page(page) if self.makes_pages or self._is_there(page) else None

    def page_href(self, here: PageContext, page: str) -> str | None:
        """Return the way to a page that a manual need not have; None where it is not there."""
        organisation = self._verdict.manual.organisation
        named = organisation is not None and organisation.sites.named
        made = (
            self.makes_pages
            and (page == AUDITS_PAGE or (page == SITES_PAGE and named))
            and may(self._audience, Thing.AUDIT)
        )
        return here.to_page(page) if made or self._is_there(page) else None

    def _is_there(self, page: str) -> bool:
        if page not in self._there:
            manual = self._verdict.manual
            own = page.startswith(f"{manual.docs}/")
            uri = manual.uri(page) if own else page.removeprefix(f"{DOCS_FOLDER}/")
            there = (manual.root / manual.page(uri)).is_file()
            self._there[page] = there and uri not in self.left_out
        return self._there[page]

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The pages that are not made for this audience, by their path below the docs folder."""
        from preuve.page.macros import things  # noqa: PLC0415 - the macros know the context

        if sees_all(self._audience):
            return frozenset()
        manual, known = self._verdict.manual, things()
        pages = (
            manual.uri(path)
            for path, kind in Folder(manual.root).walk(manual.docs)
            if kind == "file" and path.endswith(PAGE_ENDINGS)
        )
        docs = manual.root / manual.docs
        marks = MacroMarks.of(manual)
        texts = (
            PageText(
                f"{DOCS_FOLDER}/{uri}",
                (docs / uri).read_text(encoding="utf-8-sig", errors="replace"),
                _above(docs / uri, docs),
            )
            for uri in pages
        )
        return frozenset(
            page.path.removeprefix(f"{DOCS_FOLDER}/")
            for page in texts
            if not is_for(page, self._audience, known, marks)
        )

    @cached_property
    def not_linked(self) -> frozenset[str]:
        """The pages to which no link leads for this audience: those left out, and those that are
        made for others only.
        """
        if sees_all(self._audience):
            return frozenset()
        for_others = {
            uri
            for uri in self.made
            if not is_for(PageText(f"{DOCS_FOLDER}/{uri}", ""), self._audience, {})
        }
        manual = self._verdict.manual
        written = {uri for uri in for_others if (manual.root / manual.page(uri)).is_file()}
        return self.left_out | (for_others - written)

    def fix_href(self, place: Place) -> str | None:
        """Return where a line of the team's files is put right: in a form, where one runs, else in
        the repository's own editor; None for other readers, and where neither is known.
        """
        if not may(self._audience, Thing.INTERNAL):
            return None
        if self.form_href is not None and (href := self.form_href(place)):
            return href
        top = self._repository
        if not top or not (self._verdict.manual.root / place.file).is_file():
            return None
        file = quote(f"{from_here(self._verdict.manual.root)}{place.file}")
        host, branch = top.split("/")[2], quote(self.branch)
        if "bitbucket" in host:
            return f"{top}/src/{branch or 'HEAD'}/{file}?mode=edit#lines-{place.line}"
        between = "/-/" if "gitlab" in host else "/"
        # Without a branch there is nothing to write to: the line is shown, to be edited from there.
        return f"{top}{between}{f'edit/{branch}' if branch else 'blob/HEAD'}/{file}#L{place.line}"

    @property
    def _repository(self) -> str:
        """The repository's address without its ending; empty where it is none that we know."""
        top = self.repository.strip().removesuffix("/").removesuffix(".git")
        known = re.fullmatch(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~-]+)+", top)
        return top if known else ""

    def commit_href(self, commit: str) -> str | None:
        """Return where a commit is seen on the web;
        None where no repository is known, or its kind is not.
        """
        top = self._repository
        if not top or not may(self._audience, Thing.COMMITS):
            return None
        host = top.split("/")[2]
        middle = (
            "/-/commit/" if "gitlab" in host else "/commits/" if "bitbucket" in host else "/commit/"
        )
        return f"{top}{middle}{commit}"


def _above(page: Path, docs: Path) -> str:
    """Return the nearest text above a page that gives all pages of its folder a head."""
    for folder in page.parents:
        if (file := folder / ".meta.yml").is_file():
            return file.read_text(encoding="utf-8-sig", errors="replace")
        if folder == docs:
            break
    return ""
