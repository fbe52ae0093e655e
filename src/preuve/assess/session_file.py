"""The file of a sampled session, step by step: what applies, what is expected, which proofs are
there, what is missing.

Pure: what is due follows from the day of the assessment. A proof in its place says that it is
there; whether it shows what the indicator asks for is for people to judge. The order of the steps
is that in which auditors go through the file of a session they picked; which steps apply follows
from the indicators each step shows, by the edition's rules.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import LabelledEnum, say
from preuve.model.evidence import Stage
from preuve.model.sessions import Sessions, Step
from preuve.model.standard import Category

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preuve.assess.assessment import AssessedEvidence, Assessment
    from preuve.core.words import Message
    from preuve.model.sessions import Phase, Session
    from preuve.schema import Period


class Due(StrEnum):
    """From when a step can be missed. No text gives days:
    only the session's own dates and the team's own rule count.
    """

    FIRST_DAY = "first_day"
    AFTER_THE_END = "after_the_end"
    LATER = "later"
    """Some time after the end; missed only after the time that the team gave itself, if it did."""
    IF_ANY = "if_any"
    """Only where something happened: never missed."""


class StepKind(NamedTuple):
    """What is known of a step whatever the session."""

    indicators: tuple[int, ...]
    due: Due
    per_learner: bool = False
    """Whether one proof is expected for each learner."""


STEPS = MappingProxyType(
    {
        Step.NEEDS: StepKind((4,), Due.FIRST_DAY),
        Step.POSITIONING: StepKind((8,), Due.FIRST_DAY, per_learner=True),
        Step.PROGRAMME: StepKind((5, 6), Due.FIRST_DAY),
        Step.CONTRACT: StepKind((5, 9), Due.FIRST_DAY),
        Step.SUBCONTRACT: StepKind((27,), Due.FIRST_DAY),
        Step.WELCOME: StepKind((9, 15), Due.FIRST_DAY, per_learner=True),
        Step.COMPANY: StepKind((13, 28), Due.AFTER_THE_END, per_learner=True),
        Step.ATTENDANCE: StepKind((10, 12, 19), Due.AFTER_THE_END, per_learner=True),
        Step.ADAPTATIONS: StepKind((10, 26), Due.IF_ANY),
        Step.ASSESSMENTS: StepKind((11,), Due.AFTER_THE_END, per_learner=True),
        Step.CERTIFICATION: StepKind((16,), Due.LATER, per_learner=True),
        Step.COMPLETION: StepKind((11,), Due.AFTER_THE_END, per_learner=True),
        Step.SURVEY: StepKind((30,), Due.AFTER_THE_END, per_learner=True),
        Step.LATER_SURVEY: StepKind((30,), Due.LATER, per_learner=True),
        Step.INCIDENTS: StepKind((31,), Due.IF_ANY),
        Step.IMPROVEMENT: StepKind((32,), Due.IF_ANY),
    }
)


class StepState(LabelledEnum):
    """How a step of a session's file stands on the day."""

    SHOWN = "shown", say("in the file")
    TOGETHER = "together", say("kept with others")
    """A proof kept for many sessions at once holds it."""
    HOLE = "hole", say("nothing yet")
    LATER = "later", say("later")
    IF_ANY = "if_any", say("only if any")
    NOT_APPLICABLE = "not_applicable", say("not applicable")


class FileStep(NamedTuple):
    """One step of one session's file."""

    step: Step
    state: StepState
    title: Message
    indicators: tuple[int, ...]
    """Those it shows for this session."""
    proofs: tuple[AssessedEvidence, ...]
    together: tuple[AssessedEvidence, ...]
    expected: int | None
    """How many proofs are expected, where each learner has one."""
    when: Message
    until: date | None
    """The last day on which nobody misses it; None where no day is set."""


class SessionFile(NamedTuple):
    """The file of a session on a day."""

    session: Session
    phase: Phase
    steps: tuple[FileStep, ...]
    others: tuple[AssessedEvidence, ...]
    """Proofs of the session that belong to no step."""

    @property
    def holes(self) -> tuple[FileStep, ...]:
        """Return the steps that are due and have nothing."""
        return tuple(file_step for file_step in self.steps if file_step.state is StepState.HOLE)

    def count(self, *states: StepState) -> int:
        """Return how many steps are in one of these states."""
        return sum(file_step.state in states for file_step in self.steps)


def session_files(assessment: Assessment) -> tuple[SessionFile, ...]:
    """Return the file of each session, in the order of `sessions.yaml`."""
    sessions = assessment.manual.sessions or Sessions()
    own: dict[str, list[AssessedEvidence]] = {}
    for assessed in assessment.evidence:
        if assessed.evidence.session is not None:
            own.setdefault(assessed.evidence.session, []).append(assessed)
    known = {assessed.evidence.id: assessed for assessed in assessment.evidence}
    return tuple(
        _file(session, assessment, own.get(session.id, []), sessions, known)
        for session in sessions.sessions
    )


def applying(session: Session, assessment: Assessment) -> frozenset[int]:
    """Return the indicators that a session calls for:
    its category has them and their condition, if any, is met.
    """
    met = session.conditions(assessment.organisation.conditions_met())
    return frozenset(
        indicator.number
        for indicator in assessment.edition.indicators
        if indicator.applies_to([session.category], met)
    )


@cache
def _telling() -> dict[int, Step]:
    """Return the indicators that belong to one step only:
    such a number tells the step of a proof.
    """
    named = Counter(number for kind in STEPS.values() for number in kind.indicators)
    return {
        number: step
        for step, kind in STEPS.items()
        for number in kind.indicators
        if named[number] == 1
    }


def steps_of(assessed: AssessedEvidence) -> frozenset[Step]:
    """Return the steps that a session's proof fills:
    those it names, else those its indicators tell.
    """
    if assessed.evidence.stage is not Stage.IMPLEMENTED:
        return frozenset()  # how something is done is no record of a session
    if assessed.evidence.steps:
        return frozenset(assessed.evidence.steps)
    return frozenset(
        _telling()[number] for number in assessed.evidence.indicators if number in _telling()
    )


def candidates(assessed: AssessedEvidence) -> tuple[Step, ...]:
    """Return the steps that a proof's indicators leave open, where none of them tells one."""
    if assessed.evidence.stage is not Stage.IMPLEMENTED or steps_of(assessed):
        return ()
    return tuple(
        step
        for step, kind in STEPS.items()
        if not set(kind.indicators).isdisjoint(assessed.evidence.indicators)
    )


def _file(
    session: Session,
    assessment: Assessment,
    own: Iterable[AssessedEvidence],
    sessions: Sessions,
    known: dict[str, AssessedEvidence],
) -> SessionFile:
    called = applying(session, assessment)
    placed = [(assessed, steps_of(assessed)) for assessed in own]
    kept = [
        (known[kept_together.evidence], kept_together)
        for kept_together in sessions.kept_together
        if kept_together.evidence in known and kept_together.concerns(session)
    ]
    steps = tuple(
        _step(
            step,
            _Facts(
                session,
                tuple(number for number in STEPS[step].indicators if number in called),
                assessment.on,
            ),
            tuple(assessed for assessed, steps in placed if step in steps),
            tuple(kept_together for kept_together, one in kept if step in one.steps),
            sessions.later_survey_after.get(session.category)
            if step is Step.LATER_SURVEY
            else None,
        )
        for step in Step
    )
    shown = {assessed.evidence.id for file_step in steps for assessed in file_step.proofs}
    others = tuple(assessed for assessed, _ in placed if assessed.evidence.id not in shown)
    return SessionFile(session, session.phase(assessment.on), steps, others)


class _Facts(NamedTuple):
    session: Session
    indicators: tuple[int, ...]
    on: date


def _step(
    step: Step,
    facts: _Facts,
    proofs: tuple[AssessedEvidence, ...],
    together: tuple[AssessedEvidence, ...],
    later: Period | None,
) -> FileStep:
    session, due = facts.session, STEPS[step].due
    until = _last_day(due, session, later)
    if any(assessed.counts for assessed in proofs):
        state = StepState.SHOWN
    elif not facts.indicators:
        state = StepState.NOT_APPLICABLE
    elif due is Due.IF_ANY:
        state = StepState.IF_ANY
    elif until is None or facts.on <= until:
        state = StepState.LATER
    else:
        state = (
            StepState.TOGETHER if any(assessed.counts for assessed in together) else StepState.HOLE
        )
    expected = session.headcount if STEPS[step].per_learner and facts.indicators else None
    name = title(step, session.category)
    return FileStep(
        step,
        state,
        name,
        facts.indicators,
        proofs,
        together,
        expected,
        _when(due, session, later),
        until,
    )


def _last_day(due: Due, session: Session, later: Period | None) -> date | None:
    """Return the last day on which nobody misses a step."""
    if due is Due.FIRST_DAY:
        return session.starts - timedelta(days=1) if session.starts > date.min else session.starts
    if due is Due.AFTER_THE_END:
        return session.ends
    return later.after(session.ends) if due is Due.LATER and later is not None else None


def _when(due: Due, session: Session, later: Period | None) -> Message:
    """Return from when a step is expected, in words."""
    if due is Due.FIRST_DAY:
        return say("by the first day, {day}", day=session.starts)
    if due is Due.AFTER_THE_END:
        return say("after the end, {day}", day=session.ends)
    if due is Due.IF_ANY:
        return say("only where there was something")
    if later is not None:
        return say("by {day}, as you decided", day=later.after(session.ends))
    return say("some time after the end, {day}", day=session.ends)


_TITLES: dict[Step, Message] = {
    Step.NEEDS: say("Needs analysis"),
    Step.POSITIONING: say("Positioning on entry"),
    Step.PROGRAMME: say("Programme"),
    Step.CONTRACT: say("Agreement or contract"),
    Step.SUBCONTRACT: say("Contract with the subcontractor"),
    Step.WELCOME: say("Joining instructions and welcome booklet"),
    Step.COMPANY: say("Work with the company"),
    Step.ATTENDANCE: say("Attendance or platform log"),
    Step.ADAPTATIONS: say("Adaptations"),
    Step.ASSESSMENTS: say("Assessment of what was achieved"),
    Step.CERTIFICATION: say("Presentation to the certification"),
    Step.COMPLETION: say("Certificate of completion"),
    Step.SURVEY: say("Satisfaction at the end"),
    Step.LATER_SURVEY: say("Satisfaction some time later"),
    Step.INCIDENTS: say("Difficulties, complaints, contingencies"),
    Step.IMPROVEMENT: say("What was improved afterwards"),
}
# What a step is called where a category has a word of its own.
_OWN_TITLES: dict[tuple[Step, Category], Message] = {
    (Step.PROGRAMME, Category.SKILLS_ASSESSMENT): say("Programme agreed with the person"),
    (Step.ATTENDANCE, Category.SKILLS_ASSESSMENT): say("Record of the interviews held"),
    (Step.ASSESSMENTS, Category.SKILLS_ASSESSMENT): say("Conclusions and plan of action"),
    (Step.COMPLETION, Category.SKILLS_ASSESSMENT): say(
        "Summary document and certificate of completion"
    ),
    (Step.LATER_SURVEY, Category.SKILLS_ASSESSMENT): say(
        "Interview and satisfaction at six months"
    ),
    (Step.NEEDS, Category.VAE): say("Analysis of the request and feasibility"),
    (Step.ATTENDANCE, Category.VAE): say("Record of the support given"),
    (Step.ASSESSMENTS, Category.VAE): say("Candidate's file"),
    (Step.COMPANY, Category.APPRENTICESHIP): say("Work with the company: liaison booklet, visits"),
}


def title(step: Step, category: Category | None = None) -> Message:
    """Return what a step is called, for sessions of a category."""
    return _OWN_TITLES.get((step, category), _TITLES[step]) if category else _TITLES[step]
