"""Asks a person for the values of an entry, one question a key,
each answer read by the key's own shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.core.words import say
from preuve.editing.answers import refusal
from preuve.model.evidence import EVIDENCE
from preuve.model.manual import ORGANISATION_FILE
from preuve.schema import Choice, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from preuve.core.words import Message, Translator


def ask(
    key: str,
    words: Translator,
    proposal: str = "",
    people: Sequence[str] = (),
    understood: Callable[[str, str], str] = lambda _key, text: text,
) -> str:
    """Ask for a key until the answer can stand; an empty answer takes the proposal. Raises EOFError
    at the end of input.

    Where there is a choice, of words or of the organisation's people, it is numbered, and its
    number is an answer. What is *understood* is taken for what was typed.
    """
    field = EVIDENCE.fields[key]
    choices = (
        [str(member.value) for member in field.shape.words]
        if isinstance(field.shape, Choice)
        else []
    )
    if key == "owner":
        choices = list(people)
    hint = ", ".join(f"{number} {choice}" for number, choice in enumerate(choices, 1)) or words(
        field.about
    )
    prompt = (
        say("{key} ({hint}) [{proposal}]:", key=key, hint=hint, proposal=proposal)
        if proposal
        else say("{key} ({hint}):", key=key, hint=hint)
    )
    while True:
        answer = terminal.prompt(f"{words(prompt)} ") or proposal
        if not answer and not field.required:
            return ""
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            return choices[int(answer) - 1]
        answer = understood(key, answer)
        wrong = _refusal(key, answer, people)
        if wrong is None:
            return answer
        terminal.note(f"  {words(wrong)}")


def _refusal(key: str, answer: str, people: Sequence[str]) -> Message | None:
    if key == "owner" and people and answer not in people:
        message = say(
            "The role “{role}” is none of the people in {file}.",
            role=answer,
            file=ORGANISATION_FILE,
        )
        help_ = did_you_mean(
            answer, people, say("Choose one of these: {roles}.", roles=list(people))
        )
        return say("{key}: {message} {help}", key=key, message=message, help=help_)
    return refusal(key, answer)
