"""What each register is called and kept for: said once, for pages, reports and schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.description import describe

if TYPE_CHECKING:
    from preuve.core.words import Message

_FIRST: dict[RegisterName, tuple[Message, Message]] = {
    RegisterName.NON_CONFORMITIES: (
        say("Non-conformities"),
        say("what auditors found wanting, and what became of it"),
    ),
    RegisterName.IMPROVEMENTS: (say("Improvements"), say("what was made better, or will be")),
    RegisterName.WATCH: (
        say("Watch"),
        say("what was read of law, trades and teaching, and what was made of it"),
    ),
    RegisterName.COMPLAINTS: (
        say("Complaints, difficulties and contingencies"),
        say("complaints, difficulties and contingencies"),
    ),
    RegisterName.RISKS: (say("Risks"), say("risks to the quality of the services")),
}
"""Those that have classes of their own; of the others their descriptions tell."""


def title_of(name: RegisterName) -> Message:
    """Return what a register is called."""
    return describe(name).title if name.described else _FIRST[name][0]


def about_of(name: RegisterName) -> Message:
    """Return what a register is kept for."""
    return describe(name).about if name.described else _FIRST[name][1]
