"""A page for each proof that its reader may open: what is known of it, and what its file holds, to
be read there.

They are written into the built site, whichever builder made it: they need no menu, no search and
none of the theme's frame, and thousands of them cost what their content costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preuve.assess.assessment import EvidenceState
from preuve.assess.flaws import is_another
from preuve.contents.showing import Shown, forget_unused, show
from preuve.core.words import say
from preuve.history.commits import Memory
from preuve.model.shelf_results import ShelfOutcome
from preuve.page.site_map import page_of_proof
from preuve.page.urls import PageContext
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.assess.assessment import AssessedClause, AssessedEvidence, AssessedIndicator
    from preuve.core.words import Message
    from preuve.history.commits import FileChange
    from preuve.model.evidence import Evidence
    from preuve.model.shelf_results import ShelfSighting
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import Site

_MARK = "preuve-content-stands-here"
"""What stands in the template for the content, which is no template's to escape:
it was made harmless where it was made.
"""


def publish_proofs(view: RenderContext, folder: Path, site: Site, pieces: dict[str, Any]) -> None:
    """Write a page for each proof into a built site; one that the team wrote itself stays.

    Args:
        view: what pages are drawn from.
        folder: the built site.
        site: how the site names its pages.
        pieces: what stands around every page: its foot, and what the script needs.

    """
    if view.verdict.assessment is None:
        return
    root = view.verdict.manual.root
    for item in view.assessment.evidence:
        name = item.evidence.id
        page = page_of_proof(name)
        if name not in view.site_map.opened or (root / page).is_file():
            continue
        address = site.address(page)
        target = folder / (f"{address}index.html" if address.endswith("/") else address)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = proof_page(view, PageContext(page, site), item, pieces)
        target.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    if view.cache:
        forget_unused(_drawings(view.cache))


def proof_page(
    view: RenderContext, here: PageContext, item: AssessedEvidence, pieces: dict[str, Any]
) -> str:
    """Return the whole HTML of a proof's page."""
    entry = item.evidence
    file = entry.file if entry.file in view.published_files else None
    shown = _shown(view, file) if file else Shown()
    indicators = [
        one for number in entry.indicators if (one := view.assessment.indicator(number)) is not None
    ]
    text = view.document(
        "proof.html",
        here=here,
        item=item,
        shown=shown,
        name=(entry.file or "").rpartition("/")[2],
        original=here.to_file(file) if file else None,
        register=view.site_map.register_href(here, entry.file),
        served=indicators,
        clauses=_clauses(item, indicators),
        unchanged=_unchanged(item, _last_seen(view, entry)),
        change=_change(view, entry.file),
        organisation=view.assessment.organisation,
        sheet_heads=pieces.get("sheet_heads", ""),
        foot=pieces.get("foot", ""),
        base=here.to_file("").removesuffix("/"),
        mark=_MARK,
    )
    before, _, after = text.partition(_MARK)
    return f"{before}{shown.html}{after}"


def _shown(view: RenderContext, file: str) -> Shown:
    root = view.verdict.manual.root
    return show(root / file, view.words, _drawings(view.cache) if view.cache else None)


def _drawings(cache: Path) -> Path:
    """Return where the contents that were drawn are kept."""
    return cache.parent / "contents"


def _clauses(item: AssessedEvidence, indicators: list[AssessedIndicator]) -> list[AssessedClause]:
    """Return the clauses that a proof names, in its own order."""
    named = {str(ref) for ref in item.evidence.named if ref.clause}
    return [clause for one in indicators for clause in one.clauses if clause.name in named]


def _last_seen(view: RenderContext, entry: Evidence) -> ShelfSighting | None:
    """Return what was last seen of a proof on its shelf, up to the manual's day."""
    sighting = view.verdict.manual.shelves.get(entry.shelf) if entry.shelf else None
    return sighting if sighting is not None and sighting.seen <= view.verdict.on else None


def _unchanged(item: AssessedEvidence, sighting: ShelfSighting | None) -> Message:
    """Return, in words, whether the file is the one that was approved."""
    entry = item.evidence
    if entry.shelf is not None and sighting is not None:
        return _unchanged_on_shelf(entry, sighting)
    if entry.file is None:
        return say("It is no file of this manual: whether it changed cannot be told here.")
    if item.state is EvidenceState.CHANGED:
        return say("No: the file is another than the one that was approved.")
    if entry.sha256 is None:
        return say("Cannot be told: no digest was kept when it was approved.")
    if entry.approved_on is None:
        return say("Yes: the file is, byte for byte, the one whose digest was kept.")
    return say(
        "Yes: the file is, byte for byte, the one that was approved on {day}.",
        day=entry.approved_on,
    )


def _unchanged_on_shelf(entry: Evidence, sighting: ShelfSighting) -> Message:
    day = sighting.seen
    if is_another(entry, sighting):
        return say("No: on {day} a look saw another content than was approved.", day=day)
    if sighting.outcome is not ShelfOutcome.THERE:
        return say(
            "Cannot be told: on {day} a look did not see it at its place.", day=sighting.seen
        )
    return say("As of {day}, nothing seen on its shelf says otherwise.", day=day)


def _change(view: RenderContext, file: str | None) -> FileChange | None:
    """Return the file's last change in git, for those who may see commits."""
    if file is None or not view.allows(Thing.COMMITS) or view.history.memory is not Memory.FULL:
        return None
    return view.last_changes.get(file)
