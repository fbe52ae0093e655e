"""`mkdocs serve`: shows what the gate refuses on the pages, goes on, and follows every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from serving import served

if TYPE_CHECKING:
    from copies import Copy


def test_serve_shows_refusals_and_follows_changes(copy: Copy) -> None:
    """Would catch a server that ends at the first fault, hides it,
    or keeps showing it once it is fixed.
    """
    index = copy.index.read_text(encoding="utf-8")
    organisation = copy.organisation.read_text(encoding="utf-8")
    copy.index.write_text("evidence:\n", encoding="utf-8")
    indicator = "criteria/criterion-2/indicator-04/"
    with served(copy.root) as server:
        shown = server.wait(indicator, lambda text: "pv-problems" in text)
        assert "Indicator 4" in shown
        assert "indicators: [4]" in shown
        copy.index.write_text(index, encoding="utf-8")
        server.wait(indicator, lambda text: "pv-problems" not in text)
        copy.index.write_text(index + "  - [", encoding="utf-8")
        shown = server.wait("", lambda text: "pv-problems" in text)
        assert "evidence_index.yaml:" in shown
        copy.index.write_text(index, encoding="utf-8")
        server.wait("", lambda text: "pv-problems" not in text)
        copy.organisation.write_text(
            organisation.replace("Quality lead", "Head of quality"), encoding="utf-8"
        )
        server.wait("register/", lambda text: "Head of quality" in text)
        home = copy.root / "docs" / "index.md"
        home.write_text(
            home.read_text(encoding="utf-8") + "\n{{ no_such_macro() }}\n", encoding="utf-8"
        )
        shown = server.wait("", lambda text: "no_such_macro" in text)


def test_a_closed_gate_leaves_the_titles(copy: Copy) -> None:
    """Would catch the menu naming pages by their files, in English,
    as long as the gate is closed.
    """
    copy.index.write_text("evidence:\n", encoding="utf-8")
    with served(copy.root) as server:
        shown = server.wait(
            "criteria/criterion-2/indicator-04/", lambda text: "pv-problems" in text
        )
        assert "<title>4. Needs analysis" in shown
        assert shown.index("<h1") < shown.index("pv-problems")


def test_the_teams_macros_are_read_again(copy: Copy) -> None:
    """Would catch a server that shows what a macro said before it was changed."""
    with served(copy.root) as server:
        server.wait("editing/", lambda text: "Monday to Friday" in text)
        copy.change("macros/team.py", "Monday to Friday", "Monday to Thursday")
        server.wait("editing/", lambda text: "Monday to Thursday" in text)
