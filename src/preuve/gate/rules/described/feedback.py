"""Feedback: each stakeholder is asked, reminded,
and what is said leads to something whose effect is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.gate.rules.described import YEAR
from preuve.model.registers.described.feedback import STAKEHOLDERS
from preuve.schema import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.finding import Diagnostic
    from preuve.gate.rules.described import JudgedRegister

_SHARED_WITHIN = Period(2, 0)


def stakeholder_not_asked(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A stakeholder whom nobody asked for the time that the team set itself, else twelve months."""
    every = register.head("ask_every") or YEAR
    for name, words in STAKEHOLDERS.items():
        asked = [line.day("asked_on") for line in register.lines() if line.text("from") == name]
        last = max((day for day in asked if day is not None and day <= register.on), default=None)
        if register.shows(f"30.{name}") and (last is None or every.after(last) < register.on):
            yield register.found_missing(
                RuleName.STAKEHOLDER_NOT_ASKED,
                say("Not asked lately: {who} (30.{clause}).", who=words, clause=name),
                clause=f"30.{name}",
            )


def few_answers(register: JudgedRegister) -> Iterator[Diagnostic]:
    """Fewer answers than the team wants; or some missing, and nobody was reminded."""
    wanted = register.assessment.manual.registers.by_name[register.name].head.get("wanted_return")
    for line in register.lines():
        asked, answered = line.number("asked") or 0, line.number("answered") or 0
        if wanted is not None and asked and 100 * answered < wanted * asked:
            yield register.found(
                RuleName.RETURN_LOW,
                line,
                "answered",
                say(
                    "{id}: {answered} of {asked} answered; you want {wanted} %.",
                    id=line.id,
                    answered=answered,
                    asked=asked,
                    wanted=wanted,
                ),
            )
        if (
            answered < asked
            and line.day("reminded_on") is None
            and line.text("kind") not in {"meeting", "webinar"}
        ):
            yield register.found(
                RuleName.NO_REMINDER,
                line,
                "answered",
                say("{id}: not all answered, and nobody was reminded.", id=line.id),
            )


def not_shared(register: JudgedRegister) -> Iterator[Diagnostic]:
    """An evaluation of contents and teaching that the teaching team has
    not seen after two months.
    """
    for line in register.lines():
        asked, shared = line.day("asked_on"), line.day("shared_on")
        if (
            line.text("kind") == "teaching"
            and asked is not None
            and shared is None
            and _SHARED_WITHIN.after(asked) < register.on
        ):
            yield register.found(
                RuleName.EVALUATION_NOT_SHARED,
                line,
                "kind",
                say(
                    "{id}, asked on {day}, was not shown to the teaching team.",
                    id=line.id,
                    day=asked,
                ),
                clause="33.shared",
            )


def without_use(register: JudgedRegister) -> Iterator[Diagnostic]:
    """Something was said and nothing came of it;
    or something did, and nobody looked whether it worked.
    """
    improvements = {
        improvement.id: improvement
        for improvement in register.assessment.manual.registers.improvements
    }
    for line in register.lines():
        name = line.text("improvement")
        if line.text("summary") and not name:
            yield register.found(
                RuleName.FEEDBACK_WITHOUT_USE,
                line,
                "summary",
                say("{id}: something is said, and no improvement is named.", id=line.id),
            )
        improvement = improvements.get(name)
        if (
            improvement is not None
            and improvement.effect is None
            and YEAR.after(improvement.dated) < register.on
        ):
            yield register.found(
                RuleName.EFFECT_NOT_CHECKED,
                line,
                "improvement",
                say(
                    "{id} led to {improvement} of {day}, whose effect nobody looked at.",
                    id=line.id,
                    improvement=name,
                    day=improvement.dated,
                ),
            )


ALL = (stakeholder_not_asked, few_answers, not_shared, without_use)
