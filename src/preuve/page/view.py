"""One manual on one day as its pages see it:
the verdict, the words of its language, the templates that draw it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from preuve.assess.labels import SEVERITY_WORDS, page_path
from preuve.assess.session_file import SessionFile, session_files
from preuve.core.errors import PreuveError
from preuve.core.files import Folder
from preuve.core.finding import Severity
from preuve.core.words import Translator, say, say_count
from preuve.cycle.agenda import agenda
from preuve.cycle.certificate import state_words
from preuve.cycle.non_conformities import follow
from preuve.history.commits import History, read_history
from preuve.model.link_results import BROKEN, Outcome, read
from preuve.model.manual import DOCS_FOLDER
from preuve.model.organisation import Audience
from preuve.model.registers.catalogue import FILES
from preuve.page.audit_order import AuditStep, steps
from preuve.page.labels import badge, distance, stage_word, word
from preuve.page.raw_blocks import MARK
from preuve.publication.audience import restrict
from preuve.publication.leaks import says_hidden
from preuve.publication.page_audience import PageText, is_for
from preuve.publication.policy import FILES as POLICY_FILES
from preuve.publication.policy import Thing, may, may_see
from preuve.publication.proof_files import preview_kind, published
from preuve.report.draft import draft_message, missing_message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from preuve.assess.assessment import AssessedEvidence, AssessedIndicator, Assessment
    from preuve.cycle.agenda import AgendaEntry
    from preuve.cycle.non_conformities import TrackedNonConformity
    from preuve.gate.gate import Verdict
    from preuve.history.commits import FileChange
    from preuve.model.audits import Audit, Certificate
    from preuve.model.evidence import Evidence
    from preuve.model.link_results import Seen
    from preuve.model.registers.catalogue import RegisterName
    from preuve.page.urls import PageContext
    from preuve.schema import Period

REGISTER_PAGE = "docs/register.md"
SESSIONS_PAGE = "docs/sessions.md"
REGISTERS_PAGES = "docs/registers"
AUDITS_PAGE = "docs/audits.md"
CALENDAR_PAGE = "docs/calendar.md"
FORECAST_PAGE = "docs/forecast.md"
CHANGES_PAGE = "docs/changes.md"
PROOFS_PAGES = "docs/proofs"
QUOTES_PAGE = "docs/quotes.md"
REHEARSAL_PAGE = "docs/rehearsal.md"

_TEMPLATES = Path(__file__).parent / "templates"


def register_page(name: RegisterName) -> str:
    """Return where the page of a register belongs."""
    return f"{REGISTERS_PAGES}/{name.value.replace('_', '-')}.md"


class MacroError(PreuveError):
    """A page called a macro in a way that cannot be answered; the message says what to write."""


class NotAssessed(PreuveError):  # noqa: N818 - not a fault of the page: its files could not be read, and the gate says which
    """A page asked for the assessment of a manual that could not be judged."""


class RenderContext:
    """What every macro is given first: what it may know, and how it draws."""

    def __init__(
        self, verdict: Verdict, cache: Path | None = None, audience: Audience = Audience.INTERNAL
    ) -> None:
        """Take a verdict, who will read it and, to build faster the next time,
        a folder for compiled templates.
        """
        self.verdict = restrict(verdict, audience)
        self.audience = audience
        # What is taken out of the verdict is not kept: only whether something was, and which files
        # are there to be opened.
        whole = verdict.assessment
        self.draft = (
            ()
            if verdict.ok
            else tuple(filter(None, (draft_message(verdict), missing_message(verdict))))
        )
        """What a draft says of itself; nothing where the gate is open."""
        self._says_hidden = says_hidden(verdict, audience)
        self.cache = cache
        self.published_files = frozenset(published(whole, audience)) if whole else frozenset()
        self._withheld = frozenset(
            one.number
            for one in (whole.indicators if whole else ())
            if any(not may_see(item.evidence, audience) for item in one.evidence)
        )
        self.words = Translator(verdict.manual.language)
        self.repository = ""
        """Where the repository is seen on the web, if that is known."""
        self.makes_pages = False
        """Whether the builder of the site makes a page for each session and each audit that has
        none of the team's own.
        """
        self.calendar_asked = False
        """Whether a page shows the calendar: its file is then made."""
        self._there: dict[str, bool] = {}
        self._labels: dict[str, str] = {}
        self._choices: dict[StrEnum, str] = {}
        self._environment = self._make_environment(cache)

    @property
    def assessment(self) -> Assessment:
        """Return the assessment, or raise NotAssessed: the page then shows why there is none."""
        if self.verdict.assessment is None:
            raise NotAssessed(say("The manual cannot be judged: its files have faults."))
        return self.verdict.assessment

    def indicator(self, here: PageContext, number: int | None = None) -> AssessedIndicator:
        """Return the indicator asked for, or the page's own.
        Raises MacroError where there is none.
        """
        wanted = here.indicator if number is None else number
        if wanted is None:
            raise MacroError(
                say(
                    "This page has no “indicator:” in its front matter. Add it, or give the "
                    "macro a number."
                )
            )
        one = self.assessment.indicator(wanted)
        if one is None:
            raise MacroError(say("There is no indicator {number} in this edition.", number=wanted))
        return one

    def proof(self, name: str | None) -> AssessedEvidence | None:
        """Return a proof by its id, if there is one."""
        return self._proofs.get(name or "")

    @cached_property
    def _proofs(self) -> dict[str, AssessedEvidence]:
        return {assessed.evidence.id: assessed for assessed in self.assessment.evidence}

    @cached_property
    def session_files(self) -> dict[str, SessionFile]:
        """The file of each session on the manual's day, by the session's id."""
        return {file.session.id: file for file in session_files(self.assessment)}

    def session_page(self, name: str) -> str:
        """Return where the page of a session is, or is made when the site is built."""
        return f"{SESSIONS_PAGE.removesuffix('.md')}/{name}.md"

    def session_href(self, here: PageContext, name: str) -> str | None:
        """Return the way to a session: to its page or, where none is made, to its line among all;
        None if unknown.
        """
        if name not in self.session_files:
            return None
        page = self.session_page(name)
        if self.makes_pages or self._is_there(page):
            return here.to_page(page)
        return here.to_page(SESSIONS_PAGE, name)

    def audit_page(self, audit: Audit) -> str:
        """Return where the page of an audit is, or is made when the site is built."""
        return f"{AUDITS_PAGE.removesuffix('.md')}/{audit.name}.md"

    def audit_href(self, here: PageContext, audit: Audit) -> str | None:
        """Return the way to an audit: to its page or, where none is made, to its line among all;
        None without either.
        """
        if not self.allows(Thing.AUDIT):
            return None
        page = self.audit_page(audit)
        if self.makes_pages or self._is_there(page):
            return here.to_page(page)
        return here.to_page(AUDITS_PAGE, audit.name) if self._is_there(AUDITS_PAGE) else None

    @cached_property
    def agenda(self) -> tuple[AgendaEntry, ...]:
        """What falls on which day, the first day first."""
        return agenda(self.assessment)

    @cached_property
    def non_conformities(self) -> Mapping[int, list[TrackedNonConformity]]:
        """The non-conformities of each indicator, the newest first."""
        by_indicator: dict[int, list[TrackedNonConformity]] = {}
        for tracked in follow(self.assessment):
            if tracked.non_conformity.indicator is not None:
                by_indicator.setdefault(tracked.non_conformity.indicator, []).append(tracked)
        return by_indicator

    @cached_property
    def _lines(self) -> Mapping[str, RegisterName]:
        """The register of each line, by the line's id."""
        return {line.id: name for name, line in self.verdict.manual.registers.all()}

    def register_href(self, here: PageContext, file: str | None) -> str | None:
        """Return the way to the page of a register, given its file;
        None for another file, or where there is no such page.
        """
        name = FILES.get(file or "")
        if (
            name is None or name not in self.verdict.manual.registers.kept
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

    def proof_page(self, name: str) -> str:
        """Return where the page of a proof is made when the site is built."""
        return f"{PROOFS_PAGES}/{name}.md"

    def proof_href(self, here: PageContext, name: str) -> str:
        """Return the way to a proof: to its page or, where the audience may not open it,
        to its line of the register.
        """
        return (
            here.to_page(self.proof_page(name))
            if name in self.opened
            else here.to_page(REGISTER_PAGE, name)
        )

    @cached_property
    def opened(self) -> frozenset[str]:
        """The proofs that the audience may open, by their ids: each has its page."""
        if self.verdict.assessment is None:
            return frozenset()
        return frozenset(
            item.evidence.id for item in self.assessment.evidence if self._may_open(item.evidence)
        )

    def _may_open(self, entry: Evidence) -> bool:
        if entry.access not in POLICY_FILES[self.audience] or entry.id in {"index", "README"}:
            return False
        if entry.file is None or entry.file in self.published_files:
            return True
        name = FILES.get(entry.file)
        return (
            name is not None
            and name in self.verdict.manual.registers.kept
            and self._is_there(register_page(name))
        )

    def page_href(self, here: PageContext, page: str) -> str | None:
        """Return the way to a page that a manual need not have; None where it is not there."""
        made = self.makes_pages and page == AUDITS_PAGE and self.allows(Thing.AUDIT)
        return here.to_page(page) if made or self._is_there(page) else None

    def _is_there(self, page: str) -> bool:
        if page not in self._there:
            self._there[page] = (
                self.verdict.manual.root / page
            ).is_file() and page not in self.left_out
        return self._there[page]

    def subject(self, text: str) -> str:
        """Return a commit's subject; nothing, where it says what the audience may not see."""
        return "" if self._says_hidden(text) else text

    def allows(self, thing: Thing) -> bool:
        """Return whether the audience may see a thing."""
        return may(self.audience, thing)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The pages that are not made for this audience, by their path below the manual's root."""
        from preuve.page.macros import things  # noqa: PLC0415 - the macros know the view

        if self.audience is Audience.INTERNAL:
            return frozenset()
        root, known = self.verdict.manual.root, things()
        pages = (
            path
            for path, kind in Folder(root).walk(DOCS_FOLDER)
            if kind == "file" and path.endswith((".md", ".markdown"))
        )
        texts = (
            PageText(path, (root / path).read_text(encoding="utf-8-sig", errors="replace"))
            for path in pages
        )
        return frozenset(page.path for page in texts if not is_for(page, self.audience, known))

    @cached_property
    def history(self) -> History:
        """What git knows of the manual's files; asked once."""
        return read_history(self.verdict.manual.root)

    @cached_property
    def seen_links(self) -> Mapping[str, Seen]:
        """What `preuve links` last saw at each address."""
        return read(self.verdict.manual.root)

    @cached_property
    def steps(self) -> dict[int, AuditStep]:
        """The step of each indicator in the audit's order;
        none in a manual that could not be judged.
        """
        return steps(self.verdict.assessment) if self.verdict.assessment else {}

    @cached_property
    def last_changes(self) -> dict[str, FileChange]:
        """The newest change of each file."""
        newest_last = reversed(self.history.changes)
        return {path: change for change in newest_last for path in change.paths}

    def errors(self) -> list[Any]:
        """Return the findings that close the gate."""
        return [finding for finding in self.verdict.findings if finding.severity is Severity.ERROR]

    def commit_href(self, commit: str) -> str | None:
        """Return where a commit is seen on the web;
        None where no repository is known, or its kind is not.
        """
        top = self.repository.strip().removesuffix("/").removesuffix(".git")
        if re.fullmatch(
            r"https://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~-]+)+", top
        ) is None or not self.allows(Thing.COMMITS):
            return None
        host = top.split("/")[2]
        middle = (
            "/-/commit/" if "gitlab" in host else "/commits/" if "bitbucket" in host else "/commit/"
        )
        return f"{top}{middle}{commit}"

    def document(self, template: str, **values: Any) -> str:
        """Return a template's HTML as it stands: a page of its own."""
        return self._environment.get_template(template).render(**values)

    def render(self, template: str, here: PageContext, **values: Any) -> str:
        """Return a template's HTML, on one line:
        Markdown takes it as one raw block, whatever stands around it.
        """
        return MARK + self.fragment(template, here=here, **values)

    def fragment(self, template: str, **values: Any) -> str:
        """Return a template's HTML, on one line, for a place that Markdown does not see."""
        text = self._environment.get_template(template).render(**values)
        return " ".join(line.strip() for line in text.splitlines() if line.strip())

    def _make_environment(self, cache: Path | None) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=FileSystemBytecodeCache(str(cache)) if cache else None,
        )
        environment.globals.update(
            _=self._said,
            count=lambda one, many, number, /, **values: self.words(
                say_count(one, many, number, **values)
            ),
            words=self._word,
            short_day=self.words.short_day,
            span=self.words.span,
            stage_word=lambda stage: self.words(stage_word(stage)),
            badge=badge,
            answers=self._answers,
            distance=lambda day: self.words(distance(day, self.verdict.on)),
            language=self.words.language,
            verdict=self.verdict,
            assessment=self.verdict.assessment,
            register_page=REGISTER_PAGE,
            proof_href=self.proof_href,
            opened=lambda name: name in self.opened,
            commit_href=self.commit_href,
            register_href=self.register_href,
            row_href=self.row_href,
            organisation_audit=self._audit_on,
            period=self._period,
            page_path=page_path,
            sessions_page=SESSIONS_PAGE,
            session_href=self.session_href,
            audit_href=self.audit_href,
            page_href=self.page_href,
            calendar_page=CALENDAR_PAGE,
            link_seen=self._link_seen,
            audits_page=AUDITS_PAGE,
            certificate_mark=self._certificate_mark,
            forecast_page=FORECAST_PAGE,
            published=lambda: self.published_files,
            withheld=lambda number: number in self._withheld,
            internal=self.allows(Thing.TEAM),
            auditing=self.allows(Thing.AUDIT),
            every_proof=self.allows(Thing.EVERY_PROOF),
            commits=self.allows(Thing.COMMITS),
            preview_kind=preview_kind,
            month=self.words.month,
            Severity=Severity,
            severity_words=SEVERITY_WORDS,
        )
        return environment

    def _said(self, text: str, /, **values: Any) -> str:
        """Word a text of a template. Most hold no value: each of those is looked up once."""
        if values:
            return self.words(say(text, **values))
        if text not in self._labels:
            self._labels[text] = self.words(say(text))
        return self._labels[text]

    def _said_of(self, choice: StrEnum) -> str:
        """Word a choice of the model, each once."""
        if choice not in self._choices:
            self._choices[choice] = self.words(word(choice))
        return self._choices[choice]

    def _word(self, value: Any) -> str:
        """Word a message, a date, a choice of the model, or a text kept in both languages."""
        if isinstance(value, dict):
            return self.words.localized(value)
        if isinstance(value, StrEnum):
            return self._said_of(value)
        return self.words.value(value)

    def _link_seen(self, url: str) -> str | None:
        """Return when an address was last asked, and whether it was there;
        None where it never was.
        """
        seen = self.seen_links.get(url.partition("#")[0])
        if seen is None or seen.outcome is Outcome.UNSAFE:
            return None
        there, lost = (
            say("there on {day}", day=seen.checked),
            say("not found on {day}", day=seen.checked),
        )
        return self.words(lost if seen.outcome in BROKEN else there)

    def _certificate_mark(self, certificate: Certificate) -> str:
        """Return in words that there is no valid certificate on the day;
        nothing, while there is.
        """
        mark = state_words(certificate, self.verdict.on)
        return self.words(mark) if mark else ""

    def _audit_on(self, day: date) -> Audit | None:
        """Return the audit that was held on a day."""
        return next(
            (audit for audit in self.assessment.organisation.audits if audit.date == day), None
        )

    def _period(self, period: Period) -> str:
        """Return a length of time in words."""
        parts = [
            *(
                [say_count("{count} month", "{count} months", period.months)]
                if period.months
                else []
            ),
            *([say_count("{count} day", "{count} days", period.days)] if period.days else []),
        ]
        return self.words.value(parts)

    def _answers(self, role: str) -> str:
        """Return who answers for a role."""
        return self.assessment.organisation.answers(role)
