"""An indicator's page, clause by clause:
the law's words, what is to be shown, its proofs, its mark.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from manuals import ANSWERS, ORGANISATION, entry

from preuve.model.organisation import Audience
from preuve.model.standard import EditionName, load_edition
from preuve.page.indicator import indicator_card
from preuve.page.palette import entries
from preuve.page.render_context import RenderContext
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from manuals import ManualFolder

ON_2026 = ORGANISATION + "edition: rnq-2026\n"


def card(folder: ManualFolder, number: int, audience: Audience = Audience.INTERNAL) -> str:
    """Return an indicator's card on its own page."""
    return drawn(RenderContext(folder.check(), audience=audience), number)


def drawn(view: RenderContext, number: int) -> str:
    """Return an indicator's card as one reader sees it."""
    here = PageContext(f"docs/criteria/{number}.md", Site(), indicator=number)
    return indicator_card(view, here)


def plain(html: str) -> str:
    """Return what a reader reads."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rows(html: str) -> dict[str, str]:
    """Return each clause's part of a page, by its anchor."""
    return dict(
        re.findall(
            r'<li id="clause-([a-z-]+)">(.*?)(?=<li id="clause-|</section>)', html, re.DOTALL
        )
    )


def test_a_page_shows_the_laws_words_of_each_clause(folder: ManualFolder) -> None:
    """Would catch words that are not the law's, or ours within its quotation marks."""
    folder.whole(organisation=ON_2026)
    view = RenderContext(folder.check())
    for indicator in load_edition(EditionName.RNQ_2026).indicators:
        shown = rows(drawn(view, indicator.number))
        if not shown:
            continue
        assert list(shown) or not indicator.clauses
        for name, html in shown.items():
            clause = indicator.clause(name)
            assert clause is not None
            assert (
                tuple(unescape(words) for words in re.findall(r'<q lang="fr">(.*?)</q>', html))
                == clause.words
            )
            assert all(words in indicator.statement["fr"] for words in clause.words)


def test_a_clause_has_its_proofs_and_its_mark(folder: ManualFolder) -> None:
    """Would catch a clause without evidence shown as its indicator is,
    or a proof shown where it serves nothing.
    """
    folder.whole(organisation=ON_2026)
    folder.index(
        entry(12),
        entry(12, id="EV-12-I", stage="implemented"),
        entry(13, id="EV-V", indicators="[12.violence]"),
    )
    shown = rows(card(folder, 12))
    # The third proof is of January 2026, older than the decree: it is named, and shown to be older.
    assert "✕" in shown["violence"]
    assert "older than the text" in shown["violence"]
    assert "last looked on" in plain(shown["violence"])
    assert "●" in shown["engagement"]
    assert "EV-V" not in shown["engagement"]
    assert "EV-12-I" in shown["drop-outs"]


def test_what_nobody_said_is_a_question(folder: ManualFolder) -> None:
    """Would catch a fact that is not known shown as “does not apply”."""
    folder.whole(organisation=ON_2026.replace("distance: false, ", ""))
    shown = rows(card(folder, 19))
    assert "Is any part of a course held at a distance?" in plain(shown["distance"])
    folder.whole(
        organisation=ON_2026.replace(
            ANSWERS, ANSWERS.replace("distance: false", "distance: true", 1)
        )
    )
    assert "a question" not in plain(rows(card(folder, 19))["distance"])


def test_who_sees_which_proof_of_a_clause(folder: ManualFolder) -> None:
    """Would catch a proof that the public may not see named under a clause,
    or its lack told beside what is hidden.
    """
    folder.whole(organisation=ON_2026)
    folder.index(entry(12, id="EV-SECRET", indicators="[12, 12.violence]", access="auditor"))
    assert "EV-SECRET" in card(folder, 12)
    public = card(folder, 12, Audience.PUBLIC)
    assert "EV-SECRET" not in public
    assert "No proof names it" not in public


def test_the_palette_finds_clauses(folder: ManualFolder) -> None:
    """Would catch a clause that cannot be found by its name, or a way that leads nowhere."""
    folder.whole(organisation=ON_2026)
    found = {
        row.names.split()[0]: row
        for row in entries(RenderContext(folder.check()), Site())
        if row.kind == "clause"
    }
    assert found["12.violence"].href.endswith("#clause-violence")
    assert 'id="clause-violence"' in card(folder, 12)
    assert "12.violence" in found["12.violence"].about
