"""The pages of sessions: one for each, made or written, linked from their proofs;
none where no list is kept.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from manuals import EXAMPLE

from preuve.model.manual import Manual

if TYPE_CHECKING:
    from pathlib import Path

    from copies import Copy


def test_each_session_has_its_page(site: Path) -> None:
    """Would catch a session without a page, a page without its steps,
    or a proof that does not lead to its session.
    """
    manual = Manual.load(EXAMPLE)
    assert manual.sessions is not None
    assert manual.evidence_index is not None
    register = (site / "register" / "index.html").read_text(encoding="utf-8")
    index = (site / "sessions" / "index.html").read_text(encoding="utf-8")
    for session in manual.sessions.sessions:
        page = (site / "sessions" / session.id / "index.html").read_text(encoding="utf-8")
        assert session.title in page
        assert page.count('class="pv-step ') >= 12
        assert f'href="{session.id}/"' in index
        for entry in manual.evidence_index.evidence:
            if entry.session == session.id:
                assert f"/proofs/{entry.id}/" in page
                assert f'href="../sessions/{session.id}/"' in register


def test_holes_are_shown_where_they_are(site: Path) -> None:
    """Would catch a page that hides what is missing, or calls missing what is not due."""
    over = (site / "sessions" / "2026-A31" / "index.html").read_text(encoding="utf-8")
    assert over.count('class="pv-step pv-hole"') == 2
    planned = (site / "sessions" / "2026-A33" / "index.html").read_text(encoding="utf-8")
    assert "pv-step pv-hole" not in planned
    assert "by the first day, 5\u00a0October\u00a02026" in planned


def test_a_page_of_the_team_stays(copy: Copy) -> None:
    """Would catch words of the team replaced by the page that is made."""
    page = copy.root / "docs" / "sessions" / "2026-A12.md"
    page.parent.mkdir()
    page.write_text(
        '# The potters\n\nThey wrote four pages.\n\n{{ session("2026-A12") }}\n', encoding="utf-8"
    )
    copy.change(
        "mkdocs.yml",
        "  - Sessions: sessions.md\n",
        "  - Sessions: [sessions.md, sessions/2026-A12.md]\n",
    )
    done = copy.run("mkdocs", "build")
    assert done.returncode == 0, done.stderr
    built = (copy.root / "site" / "sessions" / "2026-A12" / "index.html").read_text(
        encoding="utf-8"
    )
    assert "They wrote four pages." in built
    assert "Needs analysis" in built


def test_without_the_plugin_links_lead_to_the_list(copy: Copy) -> None:
    """Would catch dead links under a builder that knows no plugin of ours."""
    copy.change("mkdocs.yml", "\n  preuve: {}", "\n")
    done = copy.run("mkdocs", "build")
    assert done.returncode == 0, done.stderr
    assert not (copy.root / "site" / "sessions" / "2026-A12").exists()
    register = (copy.root / "site" / "register" / "index.html").read_text(encoding="utf-8")
    assert 'href="../sessions/#2026-A12"' in register
    assert 'id="2026-A12"' in (copy.root / "site" / "sessions" / "index.html").read_text(
        encoding="utf-8"
    )


def test_an_empty_list_is_said(copy: Copy) -> None:
    """Would catch an empty table; and a misspelt id on a page that stops the
    build without a sentence.
    """
    (copy.root / "sessions.yaml").write_text("sessions:\n", encoding="utf-8")
    shutil.rmtree(copy.root / "rehearsals")  # its questions name sessions
    copy.index.write_text(
        "\n".join(
            line
            for line in copy.index.read_text(encoding="utf-8").splitlines()
            if "    session:" not in line and "    steps:" not in line
        )
        + "\n",
        encoding="utf-8",
    )
    done = copy.run("mkdocs", "build")
    assert done.returncode == 0, done.stderr
    assert "No session is listed yet" in (copy.root / "site" / "sessions" / "index.html").read_text(
        encoding="utf-8"
    )
    page = copy.root / "docs" / "register.md"
    page.write_text(
        page.read_text(encoding="utf-8") + '\n{{ session("2026-A12") }}\n', encoding="utf-8"
    )
    done = copy.run("mkdocs", "build")
    assert done.returncode == 1
    assert (
        "docs/register.md: session: There is no session 2026-A12. Add it to sessions.yaml"
        in done.stderr
    )


def test_the_public_sees_no_session(copy: Copy) -> None:
    """Would catch a subcontractor, a folder or a hole of a session's file
    on a site for everybody.
    """
    done = copy.run("preuve", "build", "--for", "public")
    assert done.returncode == 0, done.stderr
    assert not (copy.root / "site" / "sessions").exists()
