"""A new manual's `organisation.yaml`: what its team said of itself, and what is supposed until
somebody confirms it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from preuve.core.digest import digest_of
from preuve.core.words import say
from preuve.editing.splice import written
from preuve.model.audits import AuditType
from preuve.model.organisation import FIRST_AUDITS
from preuve.model.standard import IMPLIED_BY_APPRENTICESHIP, Category, Condition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.core.words import Message, Translator


class Profile(NamedTuple):
    """What a team says of itself when it begins."""

    name: str
    categories: tuple[Category, ...]
    conditions: frozenset[Condition]
    audit: date | None = None
    """The day of the next audit; None, if none is known."""
    kind: AuditType = AuditType.INITIAL
    certificate: tuple[date, date] | None = None
    """The day it was obtained and its last one; None, if there is none or nobody said."""
    new_entrant: tuple[Category, ...] = ()
    """The categories in their first year as the next audit is held."""
    adds: tuple[Category, ...] = ()
    """For an extension: the categories that it adds."""
    alone: bool = False
    """Whether one person holds every function."""
    sites: int = 1
    distance: bool | None = None
    minors: bool | None = None
    unconfirmed: tuple[str, ...] = ()
    """The keys whose value was supposed: nobody said it."""

    @property
    def implied(self) -> tuple[Condition, ...]:
        """Return the conditions that follow from the categories: nobody need confirm them."""
        return IMPLIED_BY_APPRENTICESHIP if Category.APPRENTICESHIP in self.categories else ()

    @property
    def roles(self) -> dict[str, Message]:
        """Return who answers, by role: functions, no names. They are the team's to change."""
        if self.alone:
            return {"trainer": say("Trainer, who holds every function")}
        return {
            "direction": say("Management"),
            "quality": say("Quality lead"),
            "teaching": say("Teaching lead"),
        }

    def owner(self, criterion: int) -> str:
        """Return whom a new manual proposes for a criterion's pages, so that the work is shared out
        from the first day.
        """
        role = {2: "teaching", 3: "teaching", 4: "teaching", 5: "direction"}.get(
            criterion, "quality"
        )
        return "trainer" if self.alone else role


def organisation_file(profile: Profile, words: Translator) -> str:
    """Return organisation.yaml: what was said; what was supposed has a comment that says so."""
    supposed = words(say("to be confirmed"))
    marks = dict.fromkeys(profile.unconfirmed, f"  # {supposed}")

    def line(text: str, *keys: str) -> str:
        return text + next((marks[key] for key in keys if key in marks), "")

    roles = say(
        "The roles that answer for proofs. The title, a function, is always shown; a name beside "
        "it, as in {example}, is shown to the auditor.",
        example="{title: …, name: …}",
    )
    return "\n".join(
        [
            "# yaml-language-server: $schema=schemas/organisation.schema.json",
            f"name: {written(profile.name)}",
            f"language: {words.language}",
            f"categories: [{', '.join(profile.categories)}]",
            "conditions:",
            *(
                line(
                    f"  {condition.value}: {str(condition in profile.conditions).lower()}",
                    *(() if condition in profile.implied else ("conditions",)),
                )
                for condition in Condition
            ),
            *_facts(profile, words),
            line(f"sites: {profile.sites}", "sites"),
            *_audits(profile, words, marks),
            *_certificate(profile, words, marks),
            f"calendar_id: {calendar_id(profile.name)}  # {words(_CALENDAR)}",
            f"# {words(roles)}",
            line("people:", "people"),
            *(
                f"  {role}: {{title: {_in_braces(words(title))}}}"
                for role, title in profile.roles.items()
            ),
            "",
        ]
    )


_CALENDAR = say("by it calendars know this manual's events: it stays, whatever the name becomes")


def calendar_id(name: str) -> str:
    """Return by what calendars know the events of a manual that begins under a name: two providers'
    events stay apart in one calendar.
    """
    letters = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall("[a-z0-9]+", letters))[:40].strip("-")
    return f"{slug or 'manual'}-{digest_of(name.encode())[:8]}"


def _facts(profile: Profile, words: Translator) -> Iterator[str]:
    """Yield what decides on parts of indicators; what is not known is left open, and asked by the
    gate.
    """
    for key, value, about in (
        (
            "distance",
            profile.distance,
            say("to be confirmed: is some part of a course held at a distance?"),
        ),
        ("minors", profile.minors, say("to be confirmed: are people under 18 received?")),
    ):
        yield (
            f"  # {key}: true  # {words(about)}"
            if value is None
            else f"  {key}: {str(value).lower()}"
        )


def _audits(profile: Profile, words: Translator, marks: dict[str, str]) -> Iterator[str]:
    if profile.audit is None:
        none = say(
            "to be confirmed: none is known. The edition follows from the day of the next one:"
        )
        yield f"audits:  # {words(none)}"
        yield f"#   - {{type: {profile.kind}, date: 2027-03-15}}"
        return
    yield "audits:"
    if profile.kind not in FIRST_AUDITS:
        held = say("to be confirmed: the audits held before this one, such as these")
        yield f"  # {words(held)}"
        yield "  # - {type: initial, date: …}"
        yield "  # - {type: surveillance, date: …}"
    yield f"  - type: {profile.kind}{marks.get('audits.type', '')}"
    yield f"    date: {profile.audit}"
    if profile.adds:
        yield f"    categories: [{', '.join(profile.adds)}]"
    elif "audits.categories" in marks:
        yield f"    # categories: […]{marks['audits.categories']}"
    if profile.new_entrant:
        yield f"    new_entrant: [{', '.join(profile.new_entrant)}]"
    elif "audits.new_entrant" in marks:
        yield f"    # new_entrant: [{', '.join(profile.categories)}]{marks['audits.new_entrant']}"


def _certificate(profile: Profile, words: Translator, marks: dict[str, str]) -> Iterator[str]:
    if profile.certificate is None:
        later = say("Your certificate, once you have it: body, number, obtained, expires.")
        yield f"# {words(later)}"
        example = "{body: …, number: …, obtained: 2026-01-31, expires: 2029-01-30}"
        yield f"# certificate: {example}{marks.get('certificate', '')}"
        return
    obtained, expires = profile.certificate
    besides = say("and, as it says itself: body, number, categories")
    yield "certificate:"
    yield f"  obtained: {obtained}"
    yield f"  expires: {expires}{marks.get('certificate.expires', '')}"
    yield f"  # {words(besides)}"


def _in_braces(text: str) -> str:
    """Return a text as it is written between braces, where a comma ends what is not quoted."""
    return json.dumps(text, ensure_ascii=False) if set(text) & set(",{}[]") else written(text)
