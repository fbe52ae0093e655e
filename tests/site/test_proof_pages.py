"""A page for each proof that its reader may open, on sites built for real."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from manuals import EXAMPLE

from preuve.model.evidence import Access
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from pathlib import Path

    from copies import Copy

_MOST = 12 * 1024


@pytest.mark.parametrize(
    ("manual", "built"), [("", "site"), ("examples/cfa", "french_site")], ids=["en", "fr"]
)
def test_each_proof_has_its_page(manual: str, built: str, request: pytest.FixtureRequest) -> None:
    """Would catch a proof without a page, a page over its bound,
    one that asks another host, or that nothing leads to.
    """
    site: Path = request.getfixturevalue(built)
    index = Manual.load(EXAMPLE / manual).evidence_index
    assert index is not None
    register = (site / "register" / "index.html").read_text(encoding="utf-8")
    palette = (site / "assets" / "palette" / "data.js").read_text(encoding="utf-8")
    for entry in index.evidence:
        page = (site / "proofs" / entry.id / "index.html").read_text(encoding="utf-8")
        assert f'href="../proofs/{entry.id}/"' in register
        assert f'"proofs/{entry.id}/"' in palette
        content = re.search(r'<div class="pp-content">(.*)</div>\n</section>', page, re.DOTALL)
        assert len(page.encode()) - (len(content[1].encode()) if content else 0) <= _MOST
        assert not re.search(r'(?:src|data)="(?:https?:)?//', page)
        if entry.file and entry.file.endswith(".csv"):
            assert "<table>" in page


def test_every_link_of_a_proofs_page_leads_somewhere(site: Path) -> None:
    """Would catch a page whose original, session, style or way back is not there."""
    for page in (site / "proofs").rglob("index.html"):
        for href in re.findall(
            r'(?:href|src|data)="([^"#:]+)(?:#[^"]*)?"', page.read_text(encoding="utf-8")
        ):
            goal = (page.parent / href).resolve()
            assert goal.is_file() or (goal / "index.html").is_file(), f"{page}: {href}"


def test_an_audience_gets_the_pages_that_it_may_open(copy: Copy) -> None:
    """Would catch a page for what the public or an auditor may not open, or none for what they
    may; and a name shown to the public, or only the function to the auditor.
    """
    named = "{title: Disability officer, name: Camille Vasseur}"
    copy.change("organisation.yaml", "disability: Disability officer", f"disability: {named}")
    index = Manual.load(copy.root).evidence_index
    assert index is not None
    by_access = {
        access: {entry.id for entry in index.evidence if entry.access is access}
        for access in Access
    }
    for audience, open_to in (
        ("public", {Access.PUBLIC}),
        ("auditor", {Access.PUBLIC, Access.AUDITOR}),
    ):
        copy.succeed("preuve", "build", "--for", audience, "--site", f"for-{audience}")
        made = {
            page.parent.name
            for page in (copy.root / f"for-{audience}" / "proofs").glob("*/index.html")
        }
        for access, names in by_access.items():
            assert not names & made if access not in open_to else made & names
        texts = "".join(
            page.read_text(encoding="utf-8")
            for page in (copy.root / f"for-{audience}").rglob("*.html")
        )
        assert "Disability officer" in texts
        assert ("Disability officer – Camille Vasseur" in texts) is (audience == "auditor")
        assert ("Vasseur" in texts) is (audience == "auditor")
    public = "".join(
        page.read_text(encoding="utf-8")
        for page in (copy.root / "for-public" / "proofs").rglob("*.html")
    )
    assert "noindex" not in public


def test_what_was_approved_and_whether_it_changed(copy: Copy) -> None:
    """Would catch a page that does not say who approved, or that calls a changed file unchanged."""
    entry = copy.index.read_text(encoding="utf-8").split("  - id: ")[2]
    name = entry.split("\n")[0]
    copy.succeed("preuve", "approve", name, "--by", "teaching", "--as-of", "2026-09-30")
    copy.succeed("preuve", "build", "--site", "before")
    page = (copy.root / "before" / "proofs" / name / "index.html").read_text(encoding="utf-8")
    assert "one that was approved on 30\u00a0September\u00a02026" in page
    assert "by Head of teaching on 30\u00a0September\u00a02026" in page
    register = (copy.root / "before" / "register" / "index.html").read_text(encoding="utf-8")
    assert "approved by Head of teaching on 30\u00a0September\u00a02026" in register
    file = copy.root / re.findall(r"file: (\S+)", entry)[0]
    file.write_bytes(file.read_bytes() + b"\nAdded later.\n")
    copy.run("preuve", "build", "--draft", "--site", "after")
    page = (copy.root / "after" / "proofs" / f"{name}.html").read_text(encoding="utf-8")
    assert "No: the file is another than the one that was approved." in page


def test_a_hostile_proof_stays_text(copy: Copy) -> None:
    """Would catch a title, a note or a file of the team's that becomes part of the page."""
    harm = "</title></script><script>alert(1)</script>"
    first = copy.index.read_text(encoding="utf-8").split("title: ")[1].split("\n")[0]
    copy.change("evidence_index.yaml", f"title: {first}", f'title: "{harm}"')
    copy.change("evidence_index.yaml", "    note: ", f"    note: {harm} ")
    markdown = next((copy.root / "evidence").glob("*.md"))
    markdown.write_text(f"# {harm}\n\n{harm}\n\n![x](https://evil.example/x.png)", encoding="utf-8")
    copy.succeed("preuve", "build", "--site", "built")
    for page in (copy.root / "built" / "proofs").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "evil.example" not in text
