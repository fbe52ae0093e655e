"""States and choices of the model in words and signs: never by colour alone."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.assessment import (
    CATEGORY_WORDS,
    CONDITION_WORDS,
    ClauseState,
    EvidenceState,
    IndicatorState,
)
from preuve.assess.labels import CLAUSE_WORDS, EVIDENCE_WORDS, INDICATOR_WORDS
from preuve.assess.session_file import StepState
from preuve.core.words import say, say_count
from preuve.cycle.agenda import AUDIT_WORDS
from preuve.cycle.agenda import AgendaKind as EntryKind
from preuve.cycle.non_conformities import NonConformityState
from preuve.model.evidence import Access, Kind, Stage
from preuve.model.registers.complaints import MATTER_WORDS, Party
from preuve.model.registers.improvements import WORKED_WORDS, Worked
from preuve.model.registers.non_conformities import GRADE_WORDS
from preuve.model.registers.watch import Watch
from preuve.model.sessions import Phase
from preuve.model.standard import Grading, Review

if TYPE_CHECKING:
    from datetime import date
    from enum import StrEnum

    from preuve.core.words import Message


class Badge(NamedTuple):
    """How a state is shown: a name for the style sheet, a sign and a word."""

    style: str
    sign: str
    word: Message


_INDICATOR_SIGNS = {
    IndicatorState.COVERED: "●",
    IndicatorState.PARTIAL: "◐",
    IndicatorState.MISSING: "✕",
    IndicatorState.NOT_APPLICABLE: "–",
    IndicatorState.WAIVED: "◇",
}
_EVIDENCE_SIGNS = {
    EvidenceState.CURRENT: "●",
    EvidenceState.DUE_SOON: "◔",
    EvidenceState.EXPIRED: "✕",
    EvidenceState.NOT_YET: "◌",
    EvidenceState.DRAFT: "✎",
    EvidenceState.UNUSABLE: "!",
    EvidenceState.CHANGED: "≠",
    EvidenceState.MISSING_FILE: "?",
    EvidenceState.WITHDRAWN: "–",
}
_STEP_SIGNS = {
    StepState.SHOWN: "●",
    StepState.TOGETHER: "◎",
    StepState.HOLE: "✕",
    StepState.LATER: "◌",
    StepState.IF_ANY: "○",
    StepState.NOT_APPLICABLE: "–",
}

_STANDING_SIGNS = {
    NonConformityState.OPEN: "○",
    NonConformityState.LATE: "✕",
    NonConformityState.UNPROVEN: "?",
    NonConformityState.CORRECTED: "◐",
    NonConformityState.VERIFIED: "●",
}
_ENTRY_SIGNS = {
    EntryKind.AUDIT: "◆",
    EntryKind.WINDOW: "▭",
    EntryKind.DEADLINE: "⚑",
    EntryKind.CORRECTION: "✕",
    EntryKind.ACTION: "▸",
    EntryKind.PROOF: "↻",
    EntryKind.REVIEW: "◔",
    EntryKind.WAIVER: "◇",
}

# An effect, or a clause of which nobody knows whether it applies: the style, the sign, and the
# word.
_EFFECTS: dict[StrEnum, tuple[str, str, Message]] = {
    Worked.YES: ("current", "●", WORKED_WORDS[Worked.YES]),
    Worked.PARTLY: ("due-soon", "◐", WORKED_WORDS[Worked.PARTLY]),
    Worked.NO: ("expired", "✕", WORKED_WORDS[Worked.NO]),
    ClauseState.UNKNOWN: ("unknown", "?", CLAUSE_WORDS[ClauseState.UNKNOWN]),
}

_WORDS: dict[StrEnum, Message] = {
    **GRADE_WORDS,
    NonConformityState.OPEN: say("open"),
    NonConformityState.LATE: say("overdue"),
    NonConformityState.UNPROVEN: say("closed without proof"),
    NonConformityState.CORRECTED: say("corrected"),
    NonConformityState.VERIFIED: say("verified by the body"),
    Watch.REGULATORY: say("Laws and rules of training"),
    Watch.SKILLS: say("Skills, trades and jobs"),
    Watch.TEACHING: say("Teaching and technology"),
    **MATTER_WORDS,
    Party.LEARNER: say("learner"),
    Party.COMPANY: say("company"),
    Party.FINANCER: say("financer"),
    Party.TRAINER: say("trainer"),
    Party.FAMILY: say("family"),
    Party.STAFF: say("staff"),
    Party.PARTNER: say("partner"),
    # Party.OTHER has the word of Kind.OTHER: members of these classes are equal when their texts
    # are.
    EntryKind.AUDIT: say("audit"),
    EntryKind.WINDOW: say("window"),
    EntryKind.DEADLINE: say("deadline"),
    EntryKind.CORRECTION: say("correction"),
    EntryKind.ACTION: say("action"),
    EntryKind.PROOF: say("proof to renew"),
    EntryKind.REVIEW: say("proof to review"),
    EntryKind.WAIVER: say("waiver ends"),
    Stage.FORMALISED: say("How we do it"),
    Stage.IMPLEMENTED: say("That we do it"),
    Kind.DOCUMENT: say("document"),
    Kind.PROCEDURE: say("procedure"),
    Kind.RECORD: say("record"),
    Kind.REGISTER: say("register"),
    Kind.WEB_PAGE: say("web page"),
    Kind.OTHER: say("other"),
    Access.PUBLIC: say("public"),
    Access.AUDITOR: say("shown to the auditor"),
    Access.ON_REQUEST: say("shown on request"),
    Grading.MINOR_OR_MAJOR: say("A non-conformity can be minor or major."),
    Grading.MAJOR_ONLY: say("A non-conformity is always major."),
    StepState.SHOWN: say("in the file"),
    StepState.TOGETHER: say("kept with others"),
    StepState.HOLE: say("nothing yet"),
    StepState.LATER: say("later"),
    StepState.IF_ANY: say("only if any"),
    StepState.NOT_APPLICABLE: say("not applicable"),
    Phase.PLANNED: say("planned"),
    Phase.RUNNING: say("under way"),
    Phase.OVER: say("over"),
    Review.ALWAYS: say("Always reviewed at a surveillance audit."),
    Review.IF_APPLICABLE: say("Reviewed at a surveillance audit when it applies."),
    Review.OPTIONAL: say(
        "Reviewed at a surveillance audit if it had a non-conformity or was not audited yet."
    ),
}

_STAGES = {Stage.FORMALISED: say("formalised"), Stage.IMPLEMENTED: say("implemented")}


def stage_word(stage: Stage) -> Message:
    """Return the stage of a proof in one word, for a table; headings say what it means."""
    return _STAGES[stage]


@lru_cache(typed=True)  # members of two of these classes are equal when their texts are
def badge(state: StrEnum) -> Badge:
    """Return how the state of an indicator, of a proof or of a step of a session's file,
    or a sort of date, is shown.
    """
    style = f"pv-{state.value.replace('_', '-')}"
    if state in _EFFECTS:
        like, sign, word = _EFFECTS[state]
        return Badge(f"pv-{like}", sign, word)
    if isinstance(state, ClauseState):
        state = IndicatorState(state.value)  # but for what is not known, shown alike
    if isinstance(state, IndicatorState):
        return Badge(style, _INDICATOR_SIGNS[state], INDICATOR_WORDS[state])
    if isinstance(state, EvidenceState):
        return Badge(style, _EVIDENCE_SIGNS[state], EVIDENCE_WORDS[state])
    if isinstance(state, StepState):
        return Badge(style, _STEP_SIGNS[state], _WORDS[state])
    if isinstance(state, EntryKind):
        return Badge(style, _ENTRY_SIGNS[state], _WORDS[state])
    if isinstance(state, NonConformityState):
        return Badge(f"pv-nc-{state.value}", _STANDING_SIGNS[state], _WORDS[state])
    message = f"not a state: {state!r}"
    raise TypeError(message)


def word(value: StrEnum) -> Message:
    """Return a choice of the model in words."""
    return (
        CATEGORY_WORDS.get(value)
        or CONDITION_WORDS.get(value)
        or AUDIT_WORDS.get(value)
        or _WORDS[value]
    )


def distance(day: date, on: date) -> Message:
    """Return how far a day is from another, in words."""
    days = (day - on).days
    if days == 0:
        return say("today")
    return (
        say_count("in {count} day", "in {count} days", days)
        if days > 0
        else say_count("{count} day ago", "{count} days ago", -days)
    )
