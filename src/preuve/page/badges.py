"""States and choices of the model in words and signs: never by colour alone."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.assess.assessment import (
    ClauseState,
    EvidenceState,
    IndicatorState,
)
from preuve.assess.labels import INDICATOR_SIGNS
from preuve.assess.session_file import StepState
from preuve.core.words import LabelledEnum, say, say_count, verbatim
from preuve.cycle.agenda import AgendaKind as EntryKind
from preuve.cycle.non_conformities import NonConformityState
from preuve.model.evidence import Stage
from preuve.model.registers.described.improvements import Worked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from enum import StrEnum

    from preuve.core.words import Message


class Badge(NamedTuple):
    """How a state is shown: a name for the style sheet, a sign and a word."""

    style: str
    sign: str
    word: Message


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

_EFFECT_SIGNS = {Worked.YES: "●", Worked.PARTLY: "◐", Worked.NO: "✕"}
_EFFECT_STYLES = {
    Worked.YES: "pv-current",
    Worked.PARTLY: "pv-due-soon",
    Worked.NO: "pv-expired",
}
# Members of two of these classes are equal when their texts are: each class has its own table.
_SIGNS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    IndicatorState: INDICATOR_SIGNS,
    EvidenceState: _EVIDENCE_SIGNS,
    StepState: _STEP_SIGNS,
    NonConformityState: _STANDING_SIGNS,
    EntryKind: _ENTRY_SIGNS,
    Worked: _EFFECT_SIGNS,
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
    if state is ClauseState.UNKNOWN:  # nobody knows whether it applies
        return Badge("pv-unknown", "?", state.label)
    if isinstance(state, ClauseState):
        state = IndicatorState(state.value)  # but for what is not known, shown alike
    style = f"pv-{state.value.replace('_', '-')}"
    if isinstance(state, NonConformityState):
        style = f"pv-nc-{state.value}"
    elif isinstance(state, Worked):
        style = _EFFECT_STYLES[state]
    return Badge(style, _SIGNS[type(state)][state], word(state))


def word(value: StrEnum) -> Message:
    """Return a choice of the model in words: its own label, else its value."""
    return value.label if isinstance(value, LabelledEnum) else verbatim(value.value)


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
