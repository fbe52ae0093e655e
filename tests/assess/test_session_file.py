"""The file of a session, step by step: what applies by category,
what is due by the day, what fills a step.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manuals import ORGANISATION, ManualFolder, entry

from preuve.assess.session_file import STEPS, Due, StepState, session_files, steps_of, title
from preuve.model.sessions import Step
from preuve.model.standard import Category

if TYPE_CHECKING:
    from preuve.assess.session_file import SessionFile

EVERYTHING = ORGANISATION.replace(
    "[training]", "[training, skills_assessment, vae, apprenticeship]"
).replace(
    "conditions: {",
    (
        "conditions: {certifying: true, work_linked: true, workplace_training: true, "
        "subcontracting: true, "
    ),
)
COMMON = {
    Step.NEEDS,
    Step.PROGRAMME,
    Step.CONTRACT,
    Step.WELCOME,
    Step.ATTENDANCE,
    Step.ADAPTATIONS,
    Step.ASSESSMENTS,
    Step.COMPLETION,
    Step.SURVEY,
    Step.LATER_SURVEY,
    Step.INCIDENTS,
    Step.IMPROVEMENT,
}


def session(category: str = "training", more: str = "", name: str = "2026-A1") -> str:
    """Return a `sessions.yaml` with one session, from 18 to 26 May 2026."""
    days = "starts: 2026-05-18, ends: 2026-05-26"
    return (
        f"sessions:\n  - {{id: {name}, title: T, category: {category}, {days}, headcount: "
        f"7{more}}}\n"
    )


def file_of(
    folder: ManualFolder,
    *entries: str,
    sessions: str,
    on: str = "2026-09-30",
    organisation: str = EVERYTHING,
) -> SessionFile:
    """Return the file of the one session, with these proofs and no others."""
    folder.write("organisation.yaml", organisation)
    folder.index(*entries)
    folder.write("sessions.yaml", sessions)
    assessment = folder.check(date.fromisoformat(on)).assessment
    assert assessment is not None
    (file,) = session_files(assessment)
    return file


def proof(name: str, indicators: str, **changes: object) -> str:
    """Return an entry of the session."""
    return entry(
        name, **{"indicators": indicators, "stage": "implemented", "session": "2026-A1", **changes}
    )


def state(file: SessionFile, step: Step) -> StepState:
    """Return the state of a step."""
    return next(one.state for one in file.steps if one.step is step)


def filled(file: SessionFile) -> set[Step]:
    """Return the steps that are filled."""
    return {step.step for step in file.steps if step.state is StepState.SHOWN}


# A category and what is true of the session → the steps of its file. What the provider does besides
# is another matter.
APPLY: dict[str, tuple[str, str, set[Step]]] = {
    "training": (
        "training",
        ", certifying: false, work_linked: false, workplace_training: false",
        {Step.POSITIONING},
    ),
    "certifying": (
        "training",
        ", work_linked: false, workplace_training: false",
        {Step.POSITIONING, Step.CERTIFICATION},
    ),
    "subcontracted": (
        "training",
        ", certifying: false, work_linked: false, workplace_training: false, subcontractor: S1",
        {Step.POSITIONING, Step.SUBCONTRACT},
    ),
    "at the workplace": (
        "training",
        ", certifying: false, work_linked: false",
        {Step.POSITIONING, Step.COMPANY},
    ),
    "skills assessment": ("skills_assessment", "", set()),
    "vae": ("vae", "", {Step.CERTIFICATION}),
    "apprenticeship": ("apprenticeship", "", {Step.POSITIONING, Step.CERTIFICATION, Step.COMPANY}),
}


@pytest.mark.parametrize(("category", "more", "steps"), APPLY.values(), ids=APPLY)
def test_what_applies(folder: ManualFolder, category: str, more: str, steps: set[Step]) -> None:
    """Would catch a step asked of a category that the standard does not ask it of,
    or one that is forgotten.
    """
    file = file_of(folder, sessions=session(category, more))
    assert {
        step.step for step in file.steps if step.state is not StepState.NOT_APPLICABLE
    } == COMMON | steps


def test_the_safety_of_apprentices(folder: ManualFolder) -> None:
    """Would catch indicator 15 shown for a course, or forgotten for apprentices:
    the booklet tells it.
    """
    shown = {}
    for category in Category:
        file = file_of(folder, sessions=session(category))
        shown[category] = next(step.indicators for step in file.steps if step.step is Step.WELCOME)
    assert shown == {
        Category.TRAINING: (9,),
        Category.SKILLS_ASSESSMENT: (9,),
        Category.VAE: (9,),
        Category.APPRENTICESHIP: (9, 15),
    }


# A day → the steps of an empty file that are missed by then.
BEFORE = {Step.NEEDS, Step.POSITIONING, Step.PROGRAMME, Step.CONTRACT, Step.WELCOME}
AFTER = BEFORE | {Step.ATTENDANCE, Step.ASSESSMENTS, Step.COMPLETION, Step.SURVEY}
DUE: dict[str, set[Step]] = {
    "2026-05-17": set(),
    "2026-05-18": BEFORE,
    "2026-05-26": BEFORE,
    "2026-05-27": AFTER,
    "2026-08-26": AFTER,
    "2026-08-27": AFTER | {Step.LATER_SURVEY},
    "2036-01-01": AFTER | {Step.LATER_SURVEY},
}


@pytest.mark.parametrize(("on", "missed"), DUE.items())
def test_what_is_due(folder: ManualFolder, on: str, missed: set[Step]) -> None:
    """Would catch a hole told before its day;
    and one of what only exists where something happened.
    """
    file = file_of(
        folder,
        sessions=session() + "later_survey_after: {training: 3 months}\n",
        on=on,
        organisation=ORGANISATION,
    )
    assert {hole.step for hole in file.holes} == missed
    assert state(file, Step.INCIDENTS) is StepState.IF_ANY


def test_no_threshold_is_invented(folder: ManualFolder) -> None:
    """Would catch a delay that no text and no team gave:
    without one, the later survey is never missed.
    """
    for rule in ("", "later_survey_after: {vae: 3 months}\n"):
        file = file_of(folder, sessions=session() + rule, on="2036-01-01")
        assert state(file, Step.LATER_SURVEY) is StepState.LATER
        assert state(file, Step.CERTIFICATION) is StepState.LATER


# A proof → the steps that it fills.
FILLS: dict[str, tuple[str, set[Step]]] = {
    "an indicator of one step": (proof("x", "[4]"), {Step.NEEDS}),
    "two of one step": (proof("x", "[10, 12, 19]"), {Step.ATTENDANCE}),
    "several": (
        proof("x", "[4, 6, 8, 31]"),
        {Step.NEEDS, Step.PROGRAMME, Step.POSITIONING, Step.INCIDENTS},
    ),
    "one that tells and one that does not": (proof("x", "[4, 30]"), {Step.NEEDS}),
    "none that tells": (proof("x", "[11, 30]"), set()),
    "said": (proof("x", "[11]", steps="[completion]"), {Step.COMPLETION}),
    "said otherwise than told": (proof("x", "[4]", steps="[contract]"), {Step.CONTRACT}),
    "how we do it": (proof("x", "[4]", stage="formalised"), set()),
    "a draft": (proof("x", "[4]", status="draft"), set()),
    "of tomorrow": (proof("x", "[4]", dated="2026-10-01"), set()),
    "expired": (proof("x", "[4]", valid_until="2026-09-29"), set()),
    "of another session": (proof("x", "[4]", session="2026-A2"), set()),
    "of an indicator that no step shows": (proof("x", "[17]"), set()),
    "of a step that does not apply": (proof("x", "[27]"), {Step.SUBCONTRACT}),
}


@pytest.mark.parametrize(("one", "steps"), FILLS.values(), ids=FILLS)
def test_what_fills_a_step(folder: ManualFolder, one: str, steps: set[Step]) -> None:
    """Would catch a proof shown under a step that it says nothing of,
    or one that counts and is nowhere.
    """
    assert filled(file_of(folder, one, sessions=session())) == steps


def test_every_proof_of_a_session_is_on_its_page(folder: ManualFolder) -> None:
    """Would catch a proof that the register links to a session and the session does not show."""
    names = ["a", "b", "c", "d"]
    entries = [
        proof("a", "[4]"),
        proof("b", "[17]"),
        proof("c", "[11]"),
        proof("d", "[4]", status="draft"),
    ]
    file = file_of(folder, *entries, sessions=session())
    shown = {item.evidence.id for step in file.steps for item in step.proofs} | {
        other.evidence.id for other in file.others
    }
    assert shown == {f"EV-{name}" for name in names}
    assert state(file, Step.NEEDS) is StepState.SHOWN


TOGETHER = {
    "for all": ("", StepState.TOGETHER),
    "for its category": (", categories: [vae, training]", StepState.TOGETHER),
    "for another category": (", categories: [vae]", StepState.HOLE),
    "for its offer": (", offers: [TIL-01]", StepState.TOGETHER),
    "for another offer": (", offers: [TIL-02]", StepState.HOLE),
    "from its first day": (", since: 2026-05-18", StepState.TOGETHER),
    "from the day after": (", since: 2026-05-19", StepState.HOLE),
    "until its first day": (", until: 2026-05-18", StepState.TOGETHER),
    "until the day before": (", until: 2026-05-17", StepState.HOLE),
}


@pytest.mark.parametrize(("scope", "expected"), TOGETHER.values(), ids=TOGETHER)
def test_kept_together(folder: ManualFolder, scope: str, expected: StepState) -> None:
    """Would catch a folder of all sessions said to hold one that it does not,
    and one that is passed over.
    """
    kept = f"kept_together:\n  - {{evidence: EV-x, steps: [needs]{scope}}}\n"
    file = file_of(
        folder, proof("x", "[4]", session=None), sessions=session(more=", offer: TIL-01") + kept
    )
    assert state(file, Step.NEEDS) is expected
    assert state(file, Step.PROGRAMME) is StepState.HOLE


def test_kept_together_must_count(folder: ManualFolder) -> None:
    """Would catch a hole hidden by a folder that is a draft, or is named by a list only."""
    kept = "kept_together:\n  - {evidence: EV-x, steps: [needs]}\n"
    file = file_of(
        folder, proof("x", "[4]", session=None, status="draft"), sessions=session() + kept
    )
    assert state(file, Step.NEEDS) is StepState.HOLE
    assert state(file_of(folder, sessions=session() + kept), Step.NEEDS) is StepState.HOLE


def test_proofs_per_learner_are_counted(folder: ManualFolder) -> None:
    """Would catch a needs analysis expected of each learner, or one certificate for all."""
    expected = {one.step: one.expected for one in file_of(folder, sessions=session()).steps}
    assert {step for step, number in expected.items() if number == 7} == {
        Step.POSITIONING,
        Step.WELCOME,
        Step.COMPANY,
        Step.ATTENDANCE,
        Step.ASSESSMENTS,
        Step.CERTIFICATION,
        Step.COMPLETION,
        Step.SURVEY,
        Step.LATER_SURVEY,
    }
    assert {number for number in expected.values() if number != 7} == {None}


def test_the_steps_of_domain_are_all_there() -> None:
    """Would catch a step without its facts or its name, in any category."""
    assert list(STEPS) == list(Step)
    assert [step for step in Step if STEPS[step].due is Due.IF_ANY] == [
        Step.ADAPTATIONS,
        Step.INCIDENTS,
        Step.IMPROVEMENT,
    ]
    for category in Category:
        assert len({title(step, category).text for step in Step}) == len(Step)


@given(
    st.sets(st.integers(1, 33), min_size=1),
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.integers(0, 400),
)
def test_a_day_later_nothing_becomes_not_due(
    tmp_path_factory: pytest.TempPathFactory, numbers: set[int], on: date, later: int
) -> None:
    """Would catch a hole that closes by waiting: without new proofs, only time passes."""
    folder = ManualFolder(tmp_path_factory.mktemp("manual"))
    one = proof("x", str(sorted(numbers)), dated="2025-01-01")
    text = session() + "later_survey_after: {training: 3 months}\n"
    before = {step.step for step in file_of(folder, one, sessions=text, on=on.isoformat()).holes}
    after = {
        step.step
        for step in file_of(
            folder, one, sessions=text, on=(on + timedelta(later)).isoformat()
        ).holes
    }
    assert before <= after


def test_a_number_that_tells_is_of_one_step(folder: ManualFolder) -> None:
    """Would catch two steps that claim the same proof by the same indicator."""
    folder.write("organisation.yaml", EVERYTHING)
    folder.index(*[proof(str(number), f"[{number}]") for number in range(1, 33)])
    assessment = folder.check().assessment
    assert assessment is not None
    for item in assessment.evidence:
        (number,) = item.evidence.indicators
        having = {step for step, kind in STEPS.items() if number in kind.indicators}
        assert steps_of(item) == (having if len(having) == 1 else set())
