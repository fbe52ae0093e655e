"""A page a role: what it answers for, what is due, what is missing. For the team alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.model.manual import ORGANISATION_FILE
from preuve.page.attention import attention
from preuve.page.render_context import MacroError
from preuve.page.site_map import CALENDAR_PAGE, PEOPLE_PAGE
from preuve.publication.policy import Thing
from preuve.schema import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import AssessedEvidence
    from preuve.cycle.agenda import AgendaEntry
    from preuve.page.attention import ToDo
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext

_MOST = 8
"""Dates shown at once: the others are folded."""


class PersonCard(NamedTuple):
    """What a role has to do, and what it answers for."""

    role: str
    proofs: tuple[AssessedEvidence, ...]
    cares: tuple[ToDo, ...]
    """What is missing or wrong, the most urgent first."""
    due: tuple[AgendaEntry, ...]
    """What falls on the manual's day or later, in the order of the days."""


def _card(view: RenderContext, role: str) -> PersonCard:
    return PersonCard(
        role,
        tuple(item for item in view.assessment.evidence if item.evidence.owner == role),
        tuple(care for care in attention(view) if role in care.owners),
        tuple(
            entry
            for entry in view.agenda
            if entry.owner == role and entry.last >= view.assessment.on
        ),
    )


def people(view: RenderContext, here: PageContext) -> str:
    """Return every role with how much it answers for, what is missing and what is due first."""
    roles = view.assessment.organisation.people
    return view.render("people.html", here, cards=[_card(view, role) for role in roles])


def person(view: RenderContext, here: PageContext, role: str) -> str:
    """Return what a role answers for, what is due, what is missing.

    Args:
        view: what macros may know.
        here: the page that calls.
        role: the role, as `people` of `organisation.yaml` names it.

    Raises:
        MacroError: the page asks for what there is not, or in a wrong way.

    """
    organisation = view.assessment.organisation
    if role not in organisation.people:
        advice = did_you_mean(
            role, organisation.people, say("Add it to people in organisation.yaml.")
        )
        raise MacroError(say("There is no role {role}. {help}", role=role, help=advice))
    card = _card(view, role)
    return view.render(
        "person.html",
        here,
        proofs=card.proofs,
        cares=card.cares,
        due=card.due,
        most=_MOST,
        indicators=[
            indicator for indicator in view.assessment.indicators if role in indicator.owners()
        ],
        audit=organisation.next_audit(view.assessment.on),
        proof=view.proof,
        calendar_href=view.site_map.page_href(here, CALENDAR_PAGE),
    )


def pages_to_make(view: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield the path and the Markdown of the page of each role, and of that of all.

    What a team calls a role is the only text of theirs in them: as a heading that holds nothing for
    Markdown or Jinja to read.
    """
    if view.verdict.assessment is None or not view.allows(Thing.INTERNAL):
        return
    matter = (
        f"hide: [toc]\nprint: false\nsearch: {{exclude: true}}\nmade_from: {ORGANISATION_FILE}\n"
    )
    title = view.words(say("Who has what to do"))
    yield PEOPLE_PAGE, f"---\n{matter}---\n# {title}\n\n{{{{ people() }}}}\n"
    organisation = view.assessment.organisation
    for role in view.site_map.roles:
        heading, call = _as_heading(organisation.answers(role)), f'{{{{ person("{role}") }}}}'
        yield view.site_map.person_page(role), f"---\n{matter}---\n# {heading}\n\n{call}\n"


def _as_heading(text: str) -> str:
    """Return what a team calls a role as a heading that holds neither Markdown nor a macro."""
    return "".join(f"&#{ord(sign)};" if sign in _READ else sign for sign in " ".join(text.split()))


_READ = frozenset("\\`*_{}[]<>()#+-.!|&%~^=:\"'$")


MACROS = {people: Thing.INTERNAL, person: Thing.INTERNAL}
