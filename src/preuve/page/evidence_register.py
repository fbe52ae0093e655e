"""The evidence register: every proof of the index in one table, and what one may choose them by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.assessment import EvidenceState
from preuve.assess.by_site import session_sites, site_of
from preuve.core.words import say
from preuve.model.evidence import Access, Stage
from preuve.page.badges import badge, word
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from preuve.assess.assessment import AssessedEvidence
    from preuve.core.words import Message
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext


class FilterChoice(NamedTuple):
    """A field of the filter: its name in the address, its label, and each value with its words."""

    name: str
    label: Message
    values: list[tuple[str, object]]


def evidence_register(view: RenderContext, here: PageContext) -> str:
    """Return every proof of the index in one table."""
    evidence = view.assessment.evidence
    return view.render(
        "evidence_register.html",
        here,
        evidence=evidence,
        choices=_choices(view, evidence),
        at=_sites(view, evidence),
    )


def _sites(view: RenderContext, evidence: Sequence[AssessedEvidence]) -> dict[str, str]:
    """Return the site of each proof that is of one, where sites have names."""
    if not view.assessment.organisation.sites.named:
        return {}
    by_session = session_sites(view.assessment.manual)
    return {
        item.evidence.id: site
        for item in evidence
        if (site := site_of(item.evidence, by_session)) is not None
    }


def _choices(view: RenderContext, evidence: Sequence[AssessedEvidence]) -> list[FilterChoice]:
    """Return the fields of the filter, each with the values that some proof has,
    in the order of the model.
    """
    entries = [assessed.evidence for assessed in evidence]
    states = {assessed.state for assessed in evidence}
    stages, access = {entry.stage for entry in entries}, {entry.access for entry in entries}
    owners = sorted(
        {(view.assessment.organisation.answers(entry.owner), entry.owner) for entry in entries}
    )
    numbers = sorted({number for entry in entries for number in entry.indicators})
    return [
        FilterChoice(
            "state",
            say("State"),
            [
                (evidence_state.value, badge(evidence_state).word)
                for evidence_state in EvidenceState
                if evidence_state in states
            ],
        ),
        FilterChoice(
            "stage",
            say("Stage"),
            [(stage.value, word(stage)) for stage in Stage if stage in stages],
        ),
        FilterChoice("owner", say("Who answers"), [(role, name) for name, role in owners]),
        FilterChoice("indicator", say("Indicator"), [(str(number), number) for number in numbers]),
        FilterChoice(
            "access", say("Access"), [(one.value, word(one)) for one in Access if one in access]
        ),
        *_site_choice(view, evidence),
    ]


def _site_choice(
    view: RenderContext, evidence: Sequence[AssessedEvidence]
) -> Iterator[FilterChoice]:
    """Yield the field of the sites, where some proof is of one."""
    if there := set(_sites(view, evidence).values()):
        named = view.assessment.organisation.sites.named
        values: list[tuple[str, object]] = [(s.id, s.name) for s in named if s.id in there]
        yield FilterChoice("site", say("Site"), values)


MACROS = {evidence_register: Thing.MANUAL}
