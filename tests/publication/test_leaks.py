"""What each audience may see: taken out of the data, and looked for in what was built."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from manuals import verdict

from preuve.assessment import IndicatorState
from preuve.publication.audience import Audience, restrict
from preuve.publication.leaks import Secret, leaks, secrets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copies import Copy


TITLE = "Minutes of the “board” & its guests"


def escaped(text: str) -> str:
    """Return a text as HTML has it."""
    return text.replace("&", "&amp;").replace("“", "&ldquo;").replace("”", "&#8221;")


PLANTED: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "in a page": ("index.html", lambda text: f"<p>{escaped(text)}</p>".encode()),
    "in capitals, on two lines": ("index.html", lambda text: f"<p>{text.upper()}</p>".replace(" OF ", "\n  OF ").encode()),
    "broken by tags": ("index.html", lambda text: escaped(text).replace("board", "b<em>oar</em>d").encode()),
    "in an attribute": ("x/index.html", lambda text: f'<a title="{escaped(text)}">x</a>'.encode()),
    "in an address": ("x/index.html", lambda text: f'<a href="{quote(text)}">x</a>'.encode()),
    "in the search index": ("search/search_index.json", lambda text: json.dumps({"docs": [{"text": escaped(text)}]}).encode()),
    "in a script": ("assets/x.js", lambda text: f"var x = '{text}'".encode()),
    "in a packed site map": ("sitemap.xml.gz", lambda text: gzip.compress(escaped(text).encode())),
    "in a picture's metadata": ("x.png", lambda text: b"\x89PNG\x00\xff" + text.encode() + b"\xff"),
    "in a document's metadata": ("x.pdf", lambda text: b"%PDF-1.4 /Title (" + text.encode("utf-16-be") + b")"),
    "folded in a calendar": (
        "calendar.ics", lambda text: f"SUMMARY:EV-1\\, {text[:9]}\r\n {text[9:]} to renew".encode(),
    ),
    "in a calendar": ("calendar.ics", lambda text: f"SUMMARY:{text}".encode()),
}  # fmt: skip


@pytest.mark.parametrize(("name", "write"), PLANTED.values(), ids=PLANTED)
def test_a_planted_secret_is_found(tmp_path: Path, name: str, write: Callable[[str], bytes]) -> None:
    """Would catch a leak in a form that a plain search does not see."""
    hidden = [Secret("title", "EV-1", TITLE)]
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_bytes(write("Minutes of the board"))
    assert list(leaks(tmp_path, hidden)) == []
    file.write_bytes(write(TITLE))
    assert [one.file for one in leaks(tmp_path, hidden)] == [name]


def test_a_file_name_is_a_leak(tmp_path: Path) -> None:
    """Would catch a confidential file that was copied."""
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "complaints-2026.pdf").write_bytes(b"%PDF")
    hidden = [Secret("file", "EV-1", "evidence/complaints-2026.pdf")]
    assert [one.file for one in leaks(tmp_path, hidden)] == ["evidence/complaints-2026.pdf"]


@pytest.mark.parametrize("audience", Audience)
def test_what_is_hidden_is_in_nothing_that_is_given(audience: Audience) -> None:
    """Would catch a field of the assessment that still carries what was taken out elsewhere."""
    whole = verdict()
    seen = restrict(whole, audience)
    hidden = {one.text for one in secrets(whole, seen)}
    kinds = {one.kind for one in secrets(whole, seen)} - {"quotes", "waivers"}
    assert kinds == ({"title", "note", "file", "place"} if audience is Audience.PUBLIC else set())
    assert seen.assessment is not None
    told = repr([[item.evidence._replace(origin=None) for item in one.evidence] for one in seen.assessment.indicators])  # type: ignore[arg-type]
    assert not [text for text in hidden if text in told]
    assert (seen.findings == ()) is (audience is not Audience.INTERNAL)


def test_states_are_those_of_all_proofs(copy: Copy) -> None:
    """Would catch an indicator shown as missing because its proofs are not for this reader; or a waiver shown to him."""
    copy.index.write_text(
        copy.index.read_text(encoding="utf-8").replace("access: public", "access: on_request"), encoding="utf-8"
    )
    whole = verdict(copy.root)
    seen = restrict(whole, Audience.PUBLIC)
    assert whole.assessment is not None
    assert seen.assessment is not None
    assert seen.assessment.evidence == ()
    states = [one.state for one in whole.assessment.indicators]
    assert [one.state for one in seen.assessment.indicators] == states
    assert IndicatorState.COVERED in states


def test_a_page_that_names_a_hidden_proof_stops_the_build(copy: Copy) -> None:
    """Would catch a leak by the team's own hand, and a good site lost for it; the auditor may see the same."""
    hidden = next(item.evidence for item in verdict().assessment.evidence if item.evidence.access == "auditor")  # type: ignore[union-attr]
    done = copy.run("preuve", "build", "--for", "public")
    assert done.returncode == 0, done.stderr
    before = (copy.root / "site" / "index.html").read_bytes()
    page = copy.root / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + f"\n\nSee {hidden.title.replace(' ', '  ')}.\n", encoding="utf-8")
    done = copy.run("preuve", "build", "--for", "public")
    assert done.returncode == 1
    assert f"index.html says what is not for this audience: the title of {hidden.id}" in done.stderr
    assert (copy.root / "site" / "index.html").read_bytes() == before
    done = copy.run("preuve", "build", "--for", "auditor")
    assert done.returncode == 0, done.stderr
    published = {file.name for file in (copy.root / "site" / "evidence").iterdir()}
    assert hidden.file is None or hidden.file.rpartition("/")[2] in published
