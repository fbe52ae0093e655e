"""Proofs proposed by an issue on GitHub: the forms that ask, made from the index's own fields, and
what comes back.

An issue's text is anybody's. It is read from the event's file and never by a shell; what names no
field, or names one twice, is refused: a text can pretend to be the answer to another question.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml

from preuve.core.errors import PreuveError
from preuve.core.words import LabelledEnum, Translator, say
from preuve.editing.answers import refusal
from preuve.intake.understanding import understood
from preuve.model.evidence import EVIDENCE
from preuve.model.personal_data import KIND_WORDS, find_personal_data
from preuve.schema import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preuve.core.words import Language, Message
    from preuve.model.personal_data import Allowlist

FOLDER: Final = ".github/ISSUE_TEMPLATE"
PREFIX: Final = "[preuve]"
"""How the title of such an issue begins: the workflow looks at no other."""
MEMBERS: Final = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
_MOST_CHARACTERS = 20_000
_NOTHING = "_No response_"
_HEADING = re.compile(r"^### (.+?)\s*$", re.MULTILINE)
_ATTACHED = re.compile(r"user-attachments|user-images|/assets/|!\[|<img|data:", re.IGNORECASE)


class IssueFormKind(StrEnum):
    """What an issue proposes."""

    NEW = "new"
    RENEWED = "renewed"


_KEYS: Final[dict[IssueFormKind, tuple[str, ...]]] = {
    IssueFormKind.NEW: (
        "title",
        "indicators",
        "stage",
        "kind",
        "url",
        "place",
        "owner",
        "dated",
        "review_every",
        "access",
        "note",
    ),
    IssueFormKind.RENEWED: ("id", "dated", "valid_until", "url", "place"),
}
_NEEDED: Final[dict[IssueFormKind, frozenset[str]]] = {
    IssueFormKind.NEW: frozenset({"title", "indicators", "kind", "owner"}),
    IssueFormKind.RENEWED: frozenset({"id", "dated"}),
}
_TITLES: Final[dict[IssueFormKind, tuple[Message, Message]]] = {
    IssueFormKind.NEW: (
        say("A new proof"),
        say("A proof that lies on the web or elsewhere; a draft entry is proposed."),
    ),
    IssueFormKind.RENEWED: (
        say("A proof renewed"),
        say("A proof of the index that has a new date; the change is proposed."),
    ),
}
_WARNING: Final = say(
    "Whoever can read this repository reads this issue. Write no name, address or number of a "
    "person, and attach no file: say where it is kept. Files about people never go through here."
)


class IssueError(PreuveError):
    """Why an issue is not taken."""


class ProposedProof(NamedTuple):
    """What an issue proposes, in the index's words."""

    kind: IssueFormKind
    values: Mapping[str, str]


def issue_forms(language: Language) -> dict[str, bytes]:
    """Return the files that have GitHub ask, by their path, in a language."""
    words = Translator(language)
    config = {"blank_issues_enabled": True}
    return {
        f"{FOLDER}/config.yml": _yaml(config),
        **{f"{FOLDER}/preuve-{kind}.yml": _yaml(_form(kind, words)) for kind in IssueFormKind},
    }


def _yaml(value: dict[str, Any]) -> bytes:
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100)
    return text.encode()


def _form(kind: IssueFormKind, words: Translator) -> dict[str, Any]:
    name, about = _TITLES[kind]
    warning = {"type": "markdown", "attributes": {"value": words(_WARNING)}}
    return {
        "name": words(name),
        "description": words(about),
        "title": f"{PREFIX} ",
        "body": [warning, *(_control(key, kind, words) for key in _KEYS[kind])],
    }


def _control(key: str, kind: IssueFormKind, words: Translator) -> dict[str, Any]:
    field = EVIDENCE.fields[key]
    attributes: dict[str, Any] = {"label": label(key, words), "description": words(field.about)}
    shape, control = field.shape, "textarea" if key == "note" else "input"
    if isinstance(shape, Choice):
        control = "dropdown"
        attributes["options"] = _options(shape, words)
    needed = {"validations": {"required": True}} if key in _NEEDED[kind] else {}
    return {"type": control, "id": key, "attributes": attributes, **needed}


def label(key: str, words: Translator) -> str:
    """Return the question of a key, which stands above its answer in the issue."""
    return words(_LABELS[key])


_LABELS: Final[dict[str, Message]] = {
    "id": say("Id of the proof"),
    "title": say("Title"),
    "indicators": say("Indicators"),
    "stage": say("Stage"),
    "kind": say("Kind"),
    "url": say("Web address"),
    "place": say("Where it is kept"),
    "owner": say("Who answers for it (a role)"),
    "dated": say("Date of the proof"),
    "review_every": say("To be reviewed every"),
    "valid_until": say("Good until"),
    "access": say("Who may see it"),
    "note": say("Note"),
}


def _options(shape: Choice[Any], words: Translator) -> list[str]:
    """Return the words of a choice as they are offered; each begins with the index's own."""
    options = []
    members: Any = shape.words
    for member in members:
        meaning = member.label if isinstance(member, LabelledEnum) else shape.about[member]
        options.append(f"{member.value} – {words(meaning)}")
    return options


def read_issue(event: bytes, language: Language, allowed: Allowlist) -> ProposedProof:
    """Return what an issue proposes.

    Args:
        event: the bytes of GitHub's event file.
        language: the manual's, in which the form asked.
        allowed: what is no personal data of anybody.

    Raises:
        IssueError: it is none of our forms, not from a member, holds what has no place in it, or an
            answer that cannot stand.

    """
    issue = _issue(event)
    if issue.get("author_association") not in MEMBERS:
        raise IssueError(say("Only members of the repository propose proofs by an issue."))
    body = issue.get("body")
    if not isinstance(body, str) or len(body) > _MOST_CHARACTERS:
        raise IssueError(say("The issue holds nothing that can be read, or too much."))
    answers = _answers(body.replace("\r\n", "\n"), Translator(language))
    kind = IssueFormKind.RENEWED if "id" in answers else IssueFormKind.NEW
    if strange := [key for key in answers if key not in _KEYS[kind]]:
        raise IssueError(say("This form does not ask for: {keys}.", keys=strange))
    return ProposedProof(kind, _read(kind, answers, allowed))


def _issue(event: bytes) -> dict[str, Any]:
    try:
        values = json.loads(event)
    except (ValueError, RecursionError):
        values = None
    issue = values.get("issue") if isinstance(values, dict) else None
    if not isinstance(issue, dict) or not str(issue.get("title", "")).startswith(PREFIX):
        raise IssueError(say("This is no issue that was made with one of the forms."))
    return issue


def _answers(body: str, words: Translator) -> dict[str, str]:
    """Return what stands below each question."""
    keys = {label(key, words): key for key in _LABELS}
    parts = _HEADING.split(body)
    answers: dict[str, str] = {}
    if parts[0].strip():
        raise IssueError(say("Something stands above the first question of the form."))
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        key = keys.get(heading)
        if key is None or key in answers:
            raise IssueError(
                say(
                    "“{heading}” is no question of the form, or stands there twice.",
                    heading=heading[:60],
                )
            )
        answers[key] = "" if text.strip() == _NOTHING else text.strip()
    return answers


def _read(kind: IssueFormKind, answers: Mapping[str, str], allowed: Allowlist) -> dict[str, str]:
    values: dict[str, str] = {}
    for key, answer in answers.items():
        if not answer:
            continue
        text = answer if key == "note" else " ".join(answer.split())
        if _ATTACHED.search(text):
            raise IssueError(
                say("An issue carries no file. Say where it is kept, or add it in the repository.")
            )
        if isinstance(EVIDENCE.fields[key].shape, Choice):
            text = text.partition(" – ")[0]
        if datum := next(iter(find_personal_data(text, allowed, fixed_lines=True)), None):
            raise IssueError(
                say(
                    "{key}: {what} Files and facts about people do not go through an issue.",
                    key=key,
                    what=KIND_WORDS[datum.kind],
                )
            )
        text = understood(key, text)
        if (wrong := refusal(key, text)) is not None:
            raise IssueError(wrong)
        values[key] = text
    if lacking := sorted(_NEEDED[kind] - values.keys()):
        raise IssueError(say("The form lacks an answer: {keys}.", keys=lacking))
    return values
