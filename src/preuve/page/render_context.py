"""One manual on one day as its pages see it: what is known of it, for one audience.

Where pages are stands in `site_map.py`, how templates are drawn in `templating.py`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from preuve.assess.flaws import is_another
from preuve.assess.labels import made_pages, page_path
from preuve.assess.session_file import SessionFile, session_files
from preuve.core.errors import PreuveError
from preuve.core.finding import Severity
from preuve.core.words import Translator, say
from preuve.core.writing import cache_folder
from preuve.cycle.agenda import agenda
from preuve.cycle.certificate import state_words
from preuve.cycle.non_conformities import follow
from preuve.history.commits import History, read_history
from preuve.history.since import changes_since
from preuve.model.link_results import BROKEN, Outcome
from preuve.model.organisation import Audience
from preuve.model.shelf_results import ShelfOutcome
from preuve.page.audit_order import AuditStep, audit_steps
from preuve.page.badges import distance
from preuve.page.site_map import (
    AUDITS_PAGE,
    CALENDAR_PAGE,
    EVIDENCE_REGISTER_PAGE,
    FORECAST_PAGE,
    SESSIONS_PAGE,
    SITES_PAGE,
    SiteMap,
)
from preuve.page.templating import Templates
from preuve.publication.audience import restrict
from preuve.publication.holding import earliest, holds_until
from preuve.publication.leaks import says_hidden
from preuve.publication.policy import DAYS, Thing, may, may_see
from preuve.publication.proof_files import preview_kind, published
from preuve.report.draft import draft_message, missing_message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from preuve.assess.assessment import AssessedEvidence, AssessedIndicator, Assessment
    from preuve.core.finding import Finding
    from preuve.cycle.agenda import AgendaEntry
    from preuve.cycle.non_conformities import TrackedNonConformity
    from preuve.gate.gate import Verdict
    from preuve.history.commits import FileChange
    from preuve.history.since import Since
    from preuve.model.audits import Audit, Certificate
    from preuve.model.evidence import Evidence
    from preuve.page.urls import PageContext


class MacroError(PreuveError):
    """A page called a macro in a way that cannot be answered; the message says what to write."""


class NotAssessed(PreuveError):  # noqa: N818 - not a fault of the page: its files could not be read, and the gate says which
    """A page asked for the assessment of a manual that could not be judged."""


_PAST = "past"
"""Where what was read of versions of before is kept, below the manual's cache."""


def _judged(assessment: Assessment | None) -> Assessment:
    if assessment is None:
        raise NotAssessed(say("The manual cannot be judged: its files have faults."))
    return assessment


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
        self.changes_since: Callable[[str], Since] = lambda ref: changes_since(
            _judged(whole), ref, cache_folder(verdict.manual.root, _PAST)
        )
        """What changed in the whole manual since a version of it."""
        self._holds_until: Callable[[], Mapping[str, date]] = lambda: holds_until(verdict, audience)
        self.cache = cache
        self.published_files = frozenset(published(whole, audience)) if whole else frozenset()
        self._withheld = frozenset(
            one.number
            for one in (whole.indicators if whole else ())
            if any(not may_see(item.evidence, audience) for item in one.evidence)
        )
        self._shelved = frozenset(
            item.evidence.id for item in (whole.evidence if whole else ()) if item.evidence.shelf
        )
        self.words = Translator(verdict.manual.language)
        self.site_map = SiteMap(self.verdict, audience, self.published_files)
        self.site_map.made = made_pages(whole) if whole else frozenset()
        self.calendar_asked = False
        """Whether a page shows the calendar: its file is then made."""
        self._templates = Templates(self.words, cache, self._names())

    @property
    def assessment(self) -> Assessment:
        """Return the assessment, or raise NotAssessed: the page then shows why there is none."""
        return _judged(self.verdict.assessment)

    def indicator(self, here: PageContext, number: int | None = None) -> AssessedIndicator:
        """Return the indicator asked for, or the page's own.

        Raises:
            MacroError: the page asks for what there is not, or in a wrong way.

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

    @cached_property
    def agenda(self) -> tuple[AgendaEntry, ...]:
        """What falls on which day, as far as the audience may know it, the first day first."""
        return tuple(entry for entry in agenda(self.assessment) if self.allows(DAYS[entry.kind]))

    @cached_property
    def non_conformities(self) -> Mapping[int, list[TrackedNonConformity]]:
        """The non-conformities of each indicator, the newest first."""
        by_indicator: dict[int, list[TrackedNonConformity]] = {}
        for tracked in follow(self.assessment):
            if tracked.non_conformity.indicator is not None:
                by_indicator.setdefault(tracked.non_conformity.indicator, []).append(tracked)
        return by_indicator

    def subject(self, text: str) -> str:
        """Return a commit's subject; nothing, where it says what the audience may not see."""
        return "" if self._says_hidden(text) else text

    @cached_property
    def _holds(self) -> Mapping[str, date]:
        """The last day of each state, as far as the audience may know it."""
        return self._holds_until()

    @property
    def counts_hold(self) -> date | None:
        """Return the last day on which it is true how many indicators are in each state."""
        return earliest(self._holds, [str(one.number) for one in self.assessment.indicators])

    def allows(self, thing: Thing) -> bool:
        """Return whether the audience may see a thing."""
        return may(self.audience, thing)

    @cached_property
    def history(self) -> History:
        """What git knows of the manual's files; asked once."""
        return read_history(self.verdict.manual.root)

    @cached_property
    def audit_steps(self) -> dict[int, AuditStep]:
        """The step of each indicator in the audit's order;
        none in a manual that could not be judged.
        """
        return audit_steps(self.verdict.assessment) if self.verdict.assessment else {}

    @cached_property
    def last_changes(self) -> dict[str, FileChange]:
        """The newest change of each file."""
        newest_last = reversed(self.history.changes)
        return {path: change for change in newest_last for path in change.paths}

    def errors(self) -> list[Finding]:
        """Return the findings that close the gate."""
        return [finding for finding in self.verdict.findings if finding.severity is Severity.ERROR]

    def document(self, template: str, **values: Any) -> str:
        """Return a template's HTML as it stands: a page of its own."""
        return self._templates.document(template, **values)

    def render(self, template: str, here: PageContext, **values: Any) -> str:
        """Return a template's HTML for a page, on one line: one raw block to Markdown."""
        return self._templates.render(template, here, **values)

    def fragment(self, template: str, **values: Any) -> str:
        """Return a template's HTML, on one line, for a place that Markdown does not see."""
        return self._templates.fragment(template, **values)

    def _names(self) -> dict[str, Any]:
        """Return what every template may name, besides the words."""
        return {
            "answers": self._answers,
            "site_name": self._site_name,
            "sites_page": SITES_PAGE,
            "holds": lambda name: self._holds.get(str(name)),
            "distance": lambda day: self.words(distance(day, self.verdict.on)),
            "verdict": self.verdict,
            "assessment": self.verdict.assessment,
            "evidence_register_page": EVIDENCE_REGISTER_PAGE,
            "proof_href": self.site_map.proof_href,
            "opened": lambda name: name in self.site_map.opened,
            "commit_href": self.site_map.commit_href,
            "fix_href": self.site_map.fix_href,
            "person_href": self.site_map.person_href,
            "register_href": self.site_map.register_href,
            "row_href": self.site_map.row_href,
            "organisation_audit": self._audit_on,
            "page_path": page_path,
            "sessions_page": SESSIONS_PAGE,
            "session_href": self.site_map.session_href,
            "audit_href": self.site_map.audit_href,
            "page_href": self.site_map.page_href,
            "calendar_page": CALENDAR_PAGE,
            "link_seen": self._link_seen,
            "shelf_seen": self._shelf_seen,
            "shelf_words": self._shelf_words,
            "public_shelf": self._is_shelved,
            "audits_page": AUDITS_PAGE,
            "certificate_mark": self._certificate_mark,
            "forecast_page": FORECAST_PAGE,
            "published": lambda: self.published_files,
            "withheld": lambda number: number in self._withheld,
            "internal": self.allows(Thing.INTERNAL),
            "auditing": self.allows(Thing.AUDIT),
            "every_proof": self.allows(Thing.EVERY_PROOF),
            "commits": self.allows(Thing.COMMITS),
            "preview_kind": preview_kind,
            "Severity": Severity,
        }

    def _link_seen(self, url: str) -> str | None:
        """Return when an address was last asked, and whether it was there;
        None where it never was.
        """
        seen = self.verdict.manual.link_seen(url)
        if seen is None or seen.outcome is Outcome.UNSAFE:
            return None
        there, lost = (
            say("there on {day}", day=seen.checked),
            say("not found on {day}", day=seen.checked),
        )
        return self.words(lost if seen.outcome in BROKEN else there)

    def _shelf_words(self, entry: Evidence) -> str:
        """Return where a proof on a shelf lies, as far as the reader is told."""
        assert entry.shelf is not None  # noqa: S101 - asked of those alone
        shelf = self.assessment.organisation.shelves.get(entry.shelf.shelf)
        label = shelf.label if shelf else entry.shelf.shelf
        if not entry.shelf.path:
            return self.words(say("on {shelf}, {access}", shelf=label, access=entry.access.label))
        return self.words(
            say(
                "on {shelf}: {path}, {access}",
                shelf=label,
                path=entry.shelf.path,
                access=entry.access.label,
            )
        )

    def _is_shelved(self, entry: Evidence) -> bool:
        """Return whether a proof without a place lies on a shelf of which the reader is told
        nothing.
        """
        return entry.id in self._shelved and entry.shelf is None

    def _shelf_seen(self, entry: Evidence) -> str | None:
        """Return when somebody last looked whether a proof is on its shelf, and what was seen."""
        sighting = self.verdict.manual.shelves.get(entry.shelf) if entry.shelf else None
        if entry.shelf is None or (sighting is None and not entry.shelf.path):
            return None
        if sighting is None or sighting.seen > self.verdict.on:
            return self.words(say("nobody has looked yet whether it is there"))
        there = say("seen there on {day}", day=sighting.seen)
        changed = say("changed since it was approved, seen on {day}", day=sighting.seen)
        gone = say("not there on {day}", day=sighting.seen)
        if sighting.outcome is not ShelfOutcome.THERE:
            return self.words(gone)
        return self.words(changed if is_another(entry, sighting) else there)

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

    def _site_name(self, site: str) -> str:
        """Return what people call a site."""
        return self.assessment.organisation.sites.name(site)

    def _answers(self, role: str) -> str:
        """Return who answers for a role."""
        return self.assessment.organisation.answers(role)
