"""The evidence register: every proof of the index in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preuve.page.links import Here
    from preuve.page.view import View


def evidence_register(view: View, here: Here) -> str:
    """Return every proof of the index in one table."""
    applying = {one.number for one in view.assessment.indicators if one.applicability.applies}
    return view.render("evidence_register.html", here, evidence=view.assessment.evidence, applying=applying)


MACROS = (evidence_register,)
