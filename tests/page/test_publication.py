"""Which files go into the site: public, approved and there; whoever asks for more care wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from manuals import entry
from whole_files import pdf

from preuve.model.organisation import Audience
from preuve.publication.proof_files import publish, published

_B = pdf("(B) Tj")

if TYPE_CHECKING:
    from manuals import ManualFolder

    from preuve.assess.assessment import Assessment

SECRET = "f" * 64


def _proof(name: str, file: str = "evidence/a.pdf", **changes: object) -> str:
    return entry(
        name, **{"indicators": "[4]", "place": None, "file": file, "access": "public", **changes}
    )


def _assessment(folder: ManualFolder, *entries: str) -> Assessment:
    folder.whole(*entries)
    folder.write("evidence/a.pdf", pdf())
    folder.write("evidence/Été 1/b.pdf", _B)
    (folder.root / "evidence" / "link.pdf").symlink_to("a.pdf")
    assessment = folder.check().assessment
    assert assessment is not None
    return assessment


PUBLISHED: dict[str, tuple[list[str], list[str]]] = {
    "public": ([_proof("x")], ["evidence/a.pdf"]),
    "for the auditor": ([_proof("x", access="auditor")], []),
    "on request": ([_proof("x", access="on_request")], []),
    "draft": ([_proof("x", status="draft")], []),
    "in review": ([_proof("x", status="in_review")], []),
    "withdrawn": ([_proof("x", status="withdrawn")], []),
    "not yet": ([_proof("x", dated="2026-10-01")], []),
    "today": ([_proof("x", dated="2026-09-30")], ["evidence/a.pdf"]),
    "due soon": ([_proof("x", valid_until="2026-10-01")], ["evidence/a.pdf"]),
    "expired": ([_proof("x", valid_until="2026-09-01")], ["evidence/a.pdf"]),
    "absent": ([_proof("x", "evidence/none.pdf")], []),
    "in other capitals": ([_proof("x", "evidence/A.pdf")], []),
    "a folder": ([_proof("x", "evidence")], []),
    "a link": ([_proof("x", "evidence/link.pdf")], []),
    "changed": ([_proof("x", sha256=SECRET)], []),
    "a page on the web": ([_proof("x", file=None, url="https://example.org/")], []),  # type: ignore[arg-type]
    "faulty": ([_proof("x", onwer="quality")], []),
    "twice": ([_proof("x"), _proof("y", stage="implemented")], ["evidence/a.pdf"]),
    "two, in the index's order": (
        [_proof("x", "evidence/Été 1/b.pdf"), _proof("y")],
        ["evidence/Été 1/b.pdf", "evidence/a.pdf"],
    ),
    "for an indicator that does not apply": ([_proof("x", indicators="[3]")], ["evidence/a.pdf"]),
    "public and for the auditor": ([_proof("x"), _proof("y", access="auditor")], []),
    "on request and public": ([_proof("x", access="on_request"), _proof("y")], []),
    "public, and withdrawn on request": (
        [_proof("x"), _proof("y", access="on_request", status="withdrawn")],
        [],
    ),
    "public, and a draft for the auditor": (
        [_proof("x"), _proof("y", access="auditor", status="draft")],
        [],
    ),
    "public and draft": ([_proof("x", status="draft"), _proof("y")], ["evidence/a.pdf"]),
    "another file is withheld": (
        [_proof("x"), _proof("y", "evidence/Été 1/b.pdf", access="auditor")],
        ["evidence/a.pdf"],
    ),
}


@pytest.mark.parametrize(("entries", "files"), PUBLISHED.values(), ids=PUBLISHED)
def test_published(folder: ManualFolder, entries: list[str], files: list[str]) -> None:
    """Would catch a file on the site that somebody meant to keep, or a public one that is lost."""
    assert list(published(_assessment(folder, *entries), Audience.PUBLIC)) == files


def test_the_team_has_all_that_lies_there(folder: ManualFolder) -> None:
    """Would catch a site of the team, or one for the day without a network,
    that holds less than the auditor's.
    """
    entries = [
        _proof("x", access="on_request"),
        _proof("y", "evidence/Été 1/b.pdf", status="draft"),
    ]
    assert list(published(_assessment(folder, *entries), Audience.INTERNAL)) == [
        "evidence/a.pdf",
        "evidence/Été 1/b.pdf",
    ]


def test_publish(folder: ManualFolder) -> None:
    """Would catch a file copied beside its path, changed on its way,
    or one more than those named.
    """
    assessment = _assessment(
        folder, _proof("x", "evidence/Été 1/b.pdf"), _proof("y", access="auditor")
    )
    site = folder.root / "site"
    publish(assessment, site, Audience.PUBLIC)
    publish(assessment, site, Audience.PUBLIC)
    files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    assert files == ["evidence/Été 1/b.pdf"]
    assert (site / files[0]).read_bytes() == _B


def test_nothing_to_publish(folder: ManualFolder) -> None:
    """Would catch an empty folder left in a site that has no files."""
    publish(_assessment(folder), folder.root / "site", Audience.PUBLIC)
    assert not (folder.root / "site").exists()
