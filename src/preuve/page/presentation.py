"""Who we are and who does what: the page that opens an audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.cycle.certificate import certificate_cycle
from preuve.model.standard import Condition
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from preuve.assess.assessment import AssessedIndicator, Assessment
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext


class RoleCard(NamedTuple):
    """What a role answers for: the proofs that count, and the indicators they serve."""

    name: str
    proofs: int
    indicators: tuple[AssessedIndicator, ...]


def presentation(view: RenderContext, here: PageContext) -> str:
    """Return the organisation, its categories and conditions, its certificate,
    and what each role answers for.
    """
    organisation = view.assessment.organisation
    certificate = organisation.certificate
    return view.render(
        "presentation.html",
        here,
        organisation=organisation,
        conditions=[
            (condition, condition in organisation.conditions_met()) for condition in Condition
        ],
        certificate=certificate,
        new_entrants=set(organisation.new_entrant).union(
            *(audit.new_entrant for audit in organisation.audits)
        ),
        cycle=certificate_cycle(certificate) if certificate else None,
        audit=organisation.next_audit(view.assessment.on),
        roles=_roles(view.assessment),
    )


def _roles(assessment: Assessment) -> list[RoleCard]:
    """Return every role of the organisation, in its order; then those that only a proof names."""
    counting = [assessed.evidence for assessed in assessment.evidence if assessed.counts]
    names = dict.fromkeys([*assessment.organisation.people, *(entry.owner for entry in counting)])
    return [
        RoleCard(
            name,
            sum(entry.owner == name for entry in counting),
            tuple(indicator for indicator in assessment.applying if name in indicator.owners()),
        )
        for name in names
    ]


MACROS = {presentation: Thing.MANUAL}
