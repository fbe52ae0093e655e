"""The evidence register: every proof of the index in one table, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.by_site import session_sites, site_of
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext


def evidence_register(view: RenderContext, here: PageContext) -> str:
    """Return every proof of the index in one table."""
    evidence = view.assessment.evidence
    return view.render("evidence_register.html", here, evidence=evidence, at=_sites(view))


def _sites(view: RenderContext) -> dict[str, str]:
    """Return the site of each proof that is of one, where sites have names."""
    if not view.assessment.organisation.sites.named:
        return {}
    by_session = session_sites(view.assessment.manual)
    return {
        item.evidence.id: site
        for item in view.assessment.evidence
        if (site := site_of(item.evidence, by_session)) is not None
    }


MACROS = {evidence_register: Thing.MANUAL}
