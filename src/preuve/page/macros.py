"""What a page may call, and what it returns: one raw block of HTML, every text from YAML escaped."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from preuve.assessment import IndicatorState
from preuve.cycle import certificate_cycle
from preuve.evidence import Stage
from preuve.finding import Severity
from preuve.history import History, Memory, read_history
from preuve.page.labels import badge, word
from preuve.page.publication import published
from preuve.page.raw_blocks import MARK
from preuve.report.text import SEVERITY_WORDS
from preuve.rulebook import RULES, Family
from preuve.rules.coverage import page_path
from preuve.words import Words, say, say_count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from preuve.assessment import AssessedEvidence, AssessedIndicator
    from preuve.gate import Verdict
    from preuve.page.links import Here
    from preuve.standard import Criterion
    from preuve.words import Message

_TEMPLATES = Path(__file__).parent / "templates"
_REGISTER_PAGE = "docs/register.md"
_RECENT = 5


class MacroError(Exception):
    """A page called a macro in a way that cannot be answered; the message says what to write."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text)
        self.said = said


class Macros:
    """The macros of one manual on one day. Each takes the page that speaks as its first argument."""

    def __init__(self, verdict: Verdict, cache: Path | None = None) -> None:
        """Take a verdict and, to build faster the next time, a folder for compiled templates."""
        self.verdict = verdict
        self.words = Words(verdict.manual.language)
        self._environment = self._make_environment(cache)

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
            _=lambda text, **values: self.words(say(text, **values)),
            count=lambda one, many, number, **values: self.words(say_count(one, many, number, **values)),
            words=self._word,
            badge=badge,
            language=self.words.language,
            verdict=self.verdict,
            register_page=_REGISTER_PAGE,
            page_path=page_path,
            published=lambda: self._published,
            Severity=Severity,
            severity_words=SEVERITY_WORDS,
        )
        return environment

    def _word(self, value: Any) -> str:
        """Word a message, a date, a choice of the model, or a text kept in both languages."""
        if isinstance(value, dict):
            return self.words.either(value)
        if isinstance(value, StrEnum):
            return self.words(word(value))
        return self.words.value(value)

    @cached_property
    def _published(self) -> frozenset[str]:
        return frozenset(published(self.verdict.assessment)) if self.verdict.assessment else frozenset()

    @cached_property
    def _history(self) -> History:
        return read_history(self.verdict.manual.root)

    def _render(self, template: str, here: Here, **values: Any) -> str:
        text = self._environment.get_template(template).render(here=here, assessment=self.verdict.assessment, **values)
        # One line: Markdown then takes it as one raw block, whatever the page around it looks like.
        return MARK + " ".join(line.strip() for line in text.splitlines() if line.strip())

    def callable_from_pages(self) -> tuple[Callable[..., str], ...]:
        """Return the macros, by the names that pages call them."""
        return (
            self.indicator_card,
            self.evidence,
            self.history,
            self.criterion_overview,
            self.dashboard,
            self.evidence_register,
            self.applicability_statement,
            self.manual_facts,
            self.rule_book,
        )

    def refusal(self, here: Here, message: str) -> str:
        """Return a fault of the page itself, to be shown on it."""
        return self._render(
            "refusal.html", here, title=self.words(say("This page cannot be shown")), lines=message.splitlines()
        )

    def _unjudged(self, here: Here) -> str:
        return self._render("findings.html", here, findings=self._errors(), title=self.words(say("Nothing can be shown yet")))

    def _errors(self) -> list[Any]:
        return [one for one in self.verdict.findings if one.severity is Severity.ERROR]

    def _one(self, here: Here, number: int | None) -> AssessedIndicator:
        wanted = here.indicator if number is None else number
        if wanted is None:
            raise MacroError(say("This page has no “indicator:” in its front matter. Add it, or give the macro a number."))
        one = self.verdict.assessment.indicator(wanted) if self.verdict.assessment else None
        if one is None:
            raise MacroError(say("There is no indicator {number} in this edition.", number=wanted))
        return one

    def problems(self, here: Here) -> str:
        """Return the errors that close the gate, for the top of a page while the team works on it."""
        errors = self._errors()
        if not errors:
            return ""
        own = [one for one in errors if one.place.file == here.path or one.indicator == here.indicator is not None]
        title = say_count("{count} error closes the gate", "{count} errors close the gate", len(errors))
        return self._render("findings.html", here, findings=own or errors[:_RECENT], title=self.words(title))

    def indicator_card(self, here: Here, number: int | None = None) -> str:
        """Return an indicator's card: its text, whether it applies and why, its state, who answers."""
        if self.verdict.assessment is None:
            return self._unjudged(here)
        one = self._one(here, number)
        owners = dict.fromkeys(item.evidence.owner for item in one.counting)
        names = [self.verdict.assessment.organisation.answers(owner) for owner in owners]
        return self._render("indicator_card.html", here, one=one, edition=self.verdict.assessment.edition, owners=names)

    def evidence(self, here: Here, number: int | None = None) -> str:
        """Return the proofs of an indicator, by stage."""
        if self.verdict.assessment is None:
            return ""
        one = self._one(here, number)
        stages = [(stage, _best_first(item for item in one.evidence if item.evidence.stage is stage)) for stage in Stage]
        return self._render("evidence.html", here, one=one, stages=stages, answers=self.verdict.assessment.organisation.answers)

    def history(self, here: Here, number: int | None = None) -> str:
        """Return the last changes of a page and of its proofs' files."""
        if self.verdict.assessment is None:
            return ""
        paths = {here.path}
        if number is not None or here.indicator is not None:
            paths |= {item.evidence.file for item in self._one(here, number).evidence if item.evidence.file}
        changes = self._history.of(frozenset(paths))
        known = self._history.memory
        return self._render("history.html", here, changes=changes[:_RECENT], memory=known, Memory=Memory)

    def criterion_overview(self, here: Here, criterion: int) -> str:
        """Return one criterion: the law's words and its indicators."""
        if self.verdict.assessment is None:
            return self._unjudged(here)
        found = next((one for one in self.verdict.assessment.edition.criteria if one.number == criterion), None)
        if found is None:
            raise MacroError(say("There is no criterion {number}. Write a number from 1 to 7.", number=criterion))
        return self._render("criterion_overview.html", here, criterion=found, indicators=self._of(found))

    def _of(self, criterion: Criterion) -> list[AssessedIndicator]:
        indicators = self.verdict.assessment.indicators if self.verdict.assessment else ()
        return [one for one in indicators if one.indicator.criterion == criterion.number]

    def dashboard(self, here: Here) -> str:
        """Return the state of everything at a glance."""
        assessment = self.verdict.assessment
        if assessment is None:
            return self._unjudged(here)
        organisation = assessment.organisation
        return self._render(
            "dashboard.html", here,
            criteria=[(criterion, self._of(criterion)) for criterion in assessment.edition.criteria],
            counts=[pair for pair in assessment.counts().items() if pair[1] or pair[0] is IndicatorState.MISSING],
            attention=[one for one in self.verdict.findings if one.severity is not Severity.OFF],
            attention_owner=self._owner,
            organisation=organisation,
            certificate=organisation.certificate,
            cycle=certificate_cycle(organisation.certificate) if organisation.certificate else None,
            audit=organisation.next_audit(assessment.on),
        )  # fmt: skip

    def _owner(self, evidence: str | None) -> str:
        assessment = self.verdict.assessment
        if assessment is None or evidence is None:
            return ""
        owners = (item.evidence.owner for item in assessment.evidence if item.evidence.id == evidence)
        owner = next(owners, None)
        return assessment.organisation.answers(owner) if owner else ""

    def evidence_register(self, here: Here) -> str:
        """Return every proof of the index in one table."""
        assessment = self.verdict.assessment
        if assessment is None:
            return self._unjudged(here)
        return self._render(
            "evidence_register.html", here, evidence=assessment.evidence, answers=assessment.organisation.answers,
            applying={one.number for one in assessment.indicators if one.applicability.applies},
        )  # fmt: skip

    def applicability_statement(self, here: Here) -> str:
        """Return each indicator, whether it applies, and by which rule or decision."""
        assessment = self.verdict.assessment
        if assessment is None:
            return self._unjudged(here)
        met = assessment.organisation.conditions_met()
        return self._render(
            "applicability_statement.html", here, organisation=assessment.organisation, met=sorted(met),
            answers=assessment.organisation.answers,
        )  # fmt: skip

    def manual_facts(self, here: Here) -> str:
        """Return the line that dates the manual: its day, its edition, and whether the day stands still."""
        assessment = self.verdict.assessment
        if assessment is None:
            return ""
        frozen = assessment.organisation.as_of == assessment.on
        return self._render("manual_facts.html", here, frozen=frozen)

    def rule_book(self, here: Here) -> str:
        """Return every rule of the gate: what it says, why it matters, an example, the fix."""
        families = [(family, [rule for rule in RULES if rule.family is family]) for family in Family]
        severities = self.verdict.manual.organisation.severity if self.verdict.manual.organisation else {}
        return self._render("rule_book.html", here, families=families, severities=severities, family_words=_FAMILY_WORDS)


_FAMILY_WORDS: dict[Family, Message] = {
    Family.READING: say("Reading the files"),
    Family.COVERAGE: say("Coverage of the indicators"),
    Family.REFERENCES: say("References between files"),
    Family.PAGES: say("Pages"),
    Family.DECISIONS: say("Decisions and waivers"),
    Family.CYCLE: say("The certification cycle"),
    Family.PUBLICATION: say("Publication"),
}


def _best_first(items: Iterable[AssessedEvidence]) -> list[AssessedEvidence]:
    """Return proofs, those that count before those that do not; the index's order is kept within each."""
    return sorted(items, key=lambda item: not item.counts)
