"""A built site before anybody sees it: cleaned, each file explained, looked through, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from manuals import ORGANISATION, PACKAGE, entry

from preuve.model.evidence import Access
from preuve.model.organisation import Audience
from preuve.publication.audience import restrict
from preuve.publication.ownership import MARKER, mark_folder
from preuve.publication.site_review import inspect_files, inspect_site

if TYPE_CHECKING:
    from pathlib import Path

    from manuals import ManualFolder

    from preuve.gate.gate import Verdict

TITLE = "Letters that the board wrote in spring"
ADVICE = (
    "Take it out of docs/, link to it from a page, or name it under publish in organisation.yaml."
)
FILES = {
    "index.html": b"<p>Home<!-- a note --></p><a href='linked.txt'>x</a>",
    "linked.txt": b"Linked to",
    "evidence/open.txt": b"Open to all",
    "evidence/auditor.txt": b"For who audits",
    "CNAME": b"quality.example.org",
    "stray.txt": b"Forgotten",
    "rehearsed.txt": b"Of a page of the team's",
    "assets/unused.js": b"x = 1",
}
OF_DOCS = ("linked.txt", "CNAME", "stray.txt", "rehearsed.txt")


@pytest.fixture
def verdict(folder: ManualFolder) -> Verdict:
    """Return the verdict on a manual whose `docs/` hold more than its pages lead to."""
    folder.write("evidence/open.txt", FILES["evidence/open.txt"])
    folder.write("evidence/auditor.txt", FILES["evidence/auditor.txt"])
    for name in OF_DOCS:
        folder.write(f"docs/{name}", FILES[name])
    folder.write("docs/rehearsal.md", "See [the list](rehearsed.txt).\n")
    folder.whole(
        entry("A", indicators="[4]", place=None, file="evidence/open.txt", access="public"),
        entry("B", indicators="[4]", place=None, file="evidence/auditor.txt", access="auditor"),
        entry("C", indicators="[4]", title=TITLE),
        organisation=f"{ORGANISATION}publish: [CNAME]\n",
    )
    return folder.check()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder as a builder leaves it."""
    for name, data in FILES.items():
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    mark_folder(tmp_path / "site")
    return tmp_path / "site"


def _names(site: Path) -> set[str]:
    return {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}


STRAY = f"Nothing explains why stray.txt is on the site. {ADVICE}"
LEFT = {
    Audience.PUBLIC: {"assets/unused.js", "evidence/auditor.txt", "rehearsed.txt"},
    Audience.AUDITOR: {"assets/unused.js", "rehearsed.txt"},
    Audience.INTERNAL: {"assets/unused.js"},
}
"""What goes: what the theme brought and nothing uses, proofs of others, what only hidden pages have."""


@pytest.mark.parametrize("audience", Audience)
def test_each_file_of_a_site_is_explained(verdict: Verdict, site: Path, audience: Audience) -> None:
    """Would catch a forgotten file that goes out, a public proof or a linked file that does not; a
    stop for the team; a comment, or a marker of an earlier site, that stays.
    """
    inspection = inspect_site(site, verdict, audience)
    assert _names(site) == FILES.keys() - LEFT[audience]
    assert (site / "index.html").read_bytes() == b"<p>Home</p><a href='linked.txt'>x</a>"
    assert not (site / MARKER).exists()
    if audience is Audience.INTERNAL:
        rehearsed = STRAY.replace("stray.txt", "rehearsed.txt")
        told = (f"preuve: warning: {rehearsed}", f"preuve: warning: {STRAY}")
        assert inspection == (True, told, 0)
    else:
        assert inspection == (False, (f"preuve: {STRAY}",), 0)


def test_a_path_on_a_shelf_is_in_nothing_that_others_see(folder: ManualFolder) -> None:
    """Would catch a path, which holds people's names, in what tables are made of: the public sees
    none, and the auditor none of what is shown on request.
    """
    keys = {"indicators": "[4]", "place": None, "file": '"drive:Dossier Durand/x.txt"'}
    folder.whole(
        *(entry(access, **keys, access=access) for access in Access),
        organisation=f"{ORGANISATION}shelves: {{drive: {{label: Drive, env: PREUVE_DRIVE}}}}\n",
    )
    verdict = folder.check()
    told = {
        Audience.PUBLIC: {Access.PUBLIC: False},
        Audience.AUDITOR: {Access.PUBLIC: True, Access.AUDITOR: True, Access.ON_REQUEST: False},
        Audience.INTERNAL: dict.fromkeys(Access, True),
    }
    for audience, shown in told.items():
        index = restrict(verdict, audience).manual.evidence_index
        assert index is not None
        proofs = {proof.id: "Durand" in repr(proof) for proof in index.evidence}
        assert {
            access: proofs[f"EV-{access}"] for access in Access if f"EV-{access}" in proofs
        } == shown


def test_what_stops_is_told_first_and_the_rest_counted(verdict: Verdict) -> None:
    """Would catch a leak below forty warnings, where nobody reads; or one that stops nothing."""
    place = [(f"{number:02}.html", b"<p>In binder 1.</p>") for number in range(50)]
    few = inspect_files(place[:2], verdict, Audience.PUBLIC)
    assert few.fit
    assert [line.split(" says ")[0] for line in few.lines] == [
        "preuve: warning: 00.html",
        "preuve: warning: 01.html",
    ]
    many = inspect_files([*place, ("z.html", TITLE.encode())], verdict, Audience.PUBLIC)
    assert not many.fit
    assert many.lines[0].startswith("preuve: z.html says ")
    assert (len(many.lines), many.lines[40]) == (41, "preuve: … and 11 more.")
    assert inspect_files(place, verdict, Audience.INTERNAL) == (True, (), 0)


def test_the_themes_own_files_are_left_out(folder: ManualFolder) -> None:
    """Would catch a site stopped by words of its own style sheet; or a leak in one that was changed."""
    name = "assets/preuve.css"
    sheet = (PACKAGE / "theme" / name).read_bytes()
    words = next(
        line.strip(b" */").decode()
        for line in sheet.splitlines()
        if line.startswith(b"/*") and len(line.split()) > 6 and b"'" not in line
    )
    folder.whole(entry("C", indicators="[4]", title=f'"{words}"'))
    folder.write("site/index.html", f'<link href="{name}">')
    for data, fit in ((sheet, True), (sheet + b"\n", False)):
        folder.write(f"site/{name}", data)
        assert inspect_site(folder.root / "site", folder.check(), Audience.PUBLIC).fit is fit
