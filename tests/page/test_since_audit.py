"""What changed since the last audit, on a page:
what git remembers, what the index itself says, and who is told.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
import three_years
from manuals import EXAMPLE, entry
from three_years import BEFORE_RENEWAL, SURVEILLANCE, THIRD_YEAR, git

from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.page.macros import callable_from_pages
from preuve.page.render_context import RenderContext
from preuve.page.since_audit import evidence_since, since_audit
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from pathlib import Path

HERE = PageContext("docs/changes.md", Site())


def seen(
    root: Path, day: date = THIRD_YEAR, audience: Audience = Audience.INTERNAL
) -> RenderContext:
    """Return the manual as it is in a folder."""
    return RenderContext(gate.check(Manual.load(root), day), audience=audience)


def said(html: str) -> str:
    """Return what a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).replace("\u00a0", " ")


@pytest.fixture
def provider(tmp_path: Path) -> Path:
    """Return the provider's repository, as it was in its third year."""
    root = tmp_path / "repository"
    three_years.repository(root)
    git(root, "checkout", "--quiet", "HEAD~1")
    return root


def test_what_changed_since_the_surveillance_audit(provider: Path) -> None:
    """Would catch a change not told, told of the wrong version, or that leads nowhere."""
    html = since_audit(seen(provider), HERE)
    text = said(html)
    assert "The last audit was on 7 October 2025." in text
    assert (
        "27 proofs that count are dated after 7 October 2025. Every indicator that applies has "
        "one of them." in text
    )
    assert "Proofs renewed (27)" in text
    assert (
        '<a href="../proofs/EV-1-I/">EV-1-I</a> “Proof 1”: dated 19\u00a0January\u00a02026, before'
        in html
    )
    assert "27 proofs are the same." in text
    assert "27 pages have the same text." in text


def test_a_page_leads_to_itself_and_a_moved_indicator_too(provider: Path) -> None:
    """Would catch paths of files where readers expect the name of a page,
    and links to pages that are not there.
    """
    html = since_audit(seen(provider), HERE, "initial")
    assert 'criteria/criterion-3/indicator-12/">Indicator 12 (' in html
    assert re.search(r'Indicator <a href="../criteria/criterion-2/indicator-04/">4</a>', html)


def test_lines_of_registers_lead_to_themselves(provider: Path) -> None:
    """Would catch a change of a register that an auditor is not told,
    that leads nowhere, or to a page that is not there.
    """
    lines = ("NC-2025-02", "IM-2", "R-1", "RK-1")
    for audience in (Audience.INTERNAL, Audience.AUDITOR):
        html = since_audit(seen(provider, audience=audience), HERE)
        assert "#NC-2025-02" not in html  # without a page of the register there is no way
        assert "NC-2025-02, indicator 30, is corrected since 9 February 2026." in said(html)
    for name in ("non-conformities", "improvements", "complaints", "risks"):
        (provider / "docs" / "registers").mkdir(exist_ok=True)
        (provider / "docs" / "registers" / f"{name}.md").write_text(
            "# A register\n", encoding="utf-8"
        )
    html = since_audit(seen(provider), HERE)
    pages = dict(
        zip(lines, ("non-conformities", "improvements", "complaints", "risks"), strict=True)
    )
    for line, page in pages.items():
        assert f'<a href="../registers/{page}/#{line}">{line}</a>' in html
    assert "Actions for non-conformities (2)" in said(html)
    assert "5 lines of the registers are as they were." in said(html)
    assert "The heating failed" not in html
    public = callable_from_pages(seen(provider, audience=Audience.PUBLIC))
    assert public["since_audit"](HERE) == ""


LACKS = {
    "no git": "Git cannot tell: this manual is in no git repository.",
    "shallow": "Only the last commits were fetched (a shallow clone)",
}


@pytest.mark.parametrize(("case", "says"), LACKS.items(), ids=LACKS)
def test_what_git_cannot_tell_is_said(tmp_path: Path, case: str, says: str) -> None:
    """Would catch a build stopped, or a page that says nothing changed, where git has no memory."""
    root = tmp_path / "manual"
    if case == "shallow":
        three_years.repository(tmp_path / "whole")
        git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path / 'whole'}", str(root))
    else:
        three_years.write(root, BEFORE_RENEWAL)
    text = said(since_audit(seen(root, BEFORE_RENEWAL), HERE))
    assert says in text
    assert "What changed" not in text
    assert (
        "27 proofs that count are dated after 7 October 2025." in text
    )  # the index remembers what git does not


def test_without_an_audit_there_is_nothing_to_be_since(tmp_path: Path) -> None:
    """Would catch a build stopped before the first audit."""
    three_years.write(tmp_path, three_years.FIRST)
    assert "No audit before 1 March 2024 is noted in organisation.yaml" in said(
        since_audit(seen(tmp_path, three_years.FIRST), HERE)
    )


def test_what_was_made_since(provider: Path) -> None:
    """Would catch an indicator taken for alive that rests on what the last audit already saw."""
    found = evidence_since(seen(provider).assessment, date(2026, 1, 19))
    assert found.proofs == ()
    assert len(found.without) == 27
    assert evidence_since(seen(provider).assessment, SURVEILLANCE).without == ()


def test_who_is_told(provider: Path) -> None:
    """Would catch the title of a proof that was taken out on a site for everybody,
    or what is accepted on an auditor's.
    """
    with (provider / "organisation.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "waivers: [{rule: stale-evidence, reason: Moving, owner: quality, until: 2026-11-01}]\n"
        )
    assert "What is accepted for a time" in said(since_audit(seen(provider), HERE))
    auditor = said(since_audit(seen(provider, audience=Audience.AUDITOR), HERE))
    assert "Proofs renewed (27)" in auditor
    assert "What is accepted for a time" not in auditor
    assert "organisation.yaml" not in auditor


def test_what_did_not_change_is_not_told(tmp_path: Path) -> None:
    """Would catch a change told to the auditor of what only he may not know: a rehearsal's finding,
    a place on a shelf, a waiver; and a page of the team's that is named to him.
    """
    root = tmp_path / "manual"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("examples"))
    with (root / "evidence_index.yaml").open("a", encoding="utf-8") as file:
        shelf = {"file": "drive:A/list.pdf", "place": None, "access": "on_request"}
        file.write(entry("s", indicators="[4]", **shelf))
    with (root / "organisation.yaml").open("a", encoding="utf-8") as file:
        file.write("shelves: {drive: {label: Drive}}\n")
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "All")):
        git(root, *command)
    for name, who in {"plans": "audience: internal", "words": "title: Words"}.items():
        text = f"---\n{who}\n---\n# {name}\n"
        (root / f"docs/{name}.md").write_text(text, encoding="utf-8")
    (root / "docs/rules.md").unlink()
    auditor, team = (
        said(since_audit(seen(root, date(2026, 9, 30), audience), HERE, "HEAD"))
        for audience in (Audience.AUDITOR, Audience.INTERNAL)
    )
    assert "Pages words is new. What did not change" in auditor
    for page in ("plans is new", "docs/rules.md was taken out", "words is new"):
        assert page in team
    assert "rules" not in auditor
    assert "plans" not in auditor


def test_what_was_read_once_is_kept(provider: Path) -> None:
    """Would catch a page that writes the past out of git at each build,
    or that differs the second time.
    """
    first = since_audit(seen(provider), HERE)
    kept = list((provider / ".cache" / "past").iterdir())
    assert len(kept) == 1
    stamp = kept[0].stat().st_mtime_ns
    assert since_audit(seen(provider), HERE) == first
    assert kept[0].stat().st_mtime_ns == stamp
    kept[0].write_text("half a fi", encoding="utf-8")
    assert since_audit(seen(provider), HERE) == first
