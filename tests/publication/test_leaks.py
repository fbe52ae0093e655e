"""What each audience may see: taken out of the data, and looked for in what was built."""

from __future__ import annotations

import gzip
import re
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from leaking import leaks
from manuals import ORGANISATION, entry, verdict
from planted import PLANTED, TITLE
from whole_files import zipped_files

from preuve.assess.assessment import IndicatorState
from preuve.model.organisation import Audience
from preuve.model.registers.catalogue import RegisterName
from preuve.publication.audience import restrict
from preuve.publication.leaks import look_through
from preuve.publication.secrets import Secret, secrets

if TYPE_CHECKING:
    from collections.abc import Callable

    from copies import Copy
    from manuals import ManualFolder


@pytest.mark.parametrize(("name", "write"), PLANTED.values(), ids=PLANTED)
def test_a_planted_secret_is_found(name: str, write: Callable[[str], bytes]) -> None:
    """Would catch a leak in a form that a plain search does not see."""
    wanted = TITLE.replace("“", '"').replace("”", '"') if b"%PDF" in write("x") else TITLE
    hidden = [Secret("title", "EV-1", one) for one in {wanted, TITLE}]
    assert list(leaks([(name, write("Minutes of the board"))], hidden)) == []
    assert {leak.file for leak in leaks([(name, write(TITLE))], hidden)} == {name}


@pytest.mark.parametrize("length", [6, 10, 11, 12, 25])
def test_a_secret_is_found_wherever_it_begins(length: int) -> None:
    """Would catch a secret that is missed where it does not begin at a piece's edge,
    or at the text's end.
    """
    text = "abcdefghijklmnopqrstuvwxyz"[:length]
    hidden = [Secret("note", "EV-1", text), Secret("note", "EV-2", text[:-1] + "é")]
    for start in range(20):
        for more in range(8):
            page = ("x.txt", (";" * start + text + "." * more).encode())
            assert [leak.secret for leak in leaks([page], hidden)] == hidden[:1], (start, more)


def test_a_file_name_is_a_leak() -> None:
    """Would catch a confidential file that was copied."""
    hidden = [Secret("file", "EV-1", "evidence/complaints-2026.pdf")]
    assert [leak.file for leak in leaks([("evidence/complaints-2026.pdf", b"%PDF")], hidden)] == [
        "evidence/complaints-2026.pdf"
    ]


def test_a_trap_is_read_to_an_end() -> None:
    """Would catch a build that a damaged, a boundless or a nested file ends or holds up."""
    nested = zipped_files({"x": "x"})
    for _ in range(9):
        nested = zipped_files({"x.zip": nested.decode("latin-1")})
    traps = {
        "x.gz": gzip.compress(bytes(10**7)),
        "y.gz": b"\x1f\x8b\x08",
        "x.zip": nested,
        "y.zip": b"PK\x03\x04",
        "x.pdf": b"%PDF-1.7 xref",
        "x.json": b"[" * 100_000,
        "x.html": b"\xff<",
        "x.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\x05iTXt\x78\x9c",
    }
    assert list(leaks(traps.items(), [Secret("title", "EV-1", TITLE)])) == []


def test_everyday_words() -> None:
    """Would catch a site refused because a page calls a document what everybody does;
    or a short secret never told.
    """
    everyday, own = (
        Secret("title", "EV-1", "Welcome booklet"),
        Secret("title", "EV-2", "Welcome booklet 2026, draft for the board"),
    )
    page = (
        "evidence/rules.txt",
        b"See the welcome booklet. Welcome booklet 2026, draft for the board. Published in Lille.",
    )
    assert [leak.secret for leak in leaks([page], [everyday, own])] == [everyday, own]
    assert everyday.everyday
    assert not own.everyday


PRIVATE = """
names_for: internal
waivers:
  - {rule: expired-evidence, indicator: 12, reason: Nobody was there to renew it, owner: quality, until: 2026-10-01}
"""
PROOFS = """
  - {id: X-1, title: "Complaint no. 4, by a learner of May", indicators: [31], stage: implemented, kind: record,
     owner: quality, file: evidence/x-complaint.txt, dated: 2026-06-01, status: approved, access: on_request,
     note: Not settled before the autumn}
  - {id: X-2, title: "Intranet page on difficult situations", indicators: [31], stage: formalised, kind: web_page,
     owner: quality, url: "https://intranet.tilleul.example/difficult", dated: 2026-06-01, status: approved, access: auditor}
  - {id: X-3, title: "Third drawer", indicators: [31], stage: formalised, kind: other, owner: quality,
     place: "Locked cupboard of the managing director", dated: 2026-06-01, status: approved, access: auditor}
"""
COMPLAINTS = """complaints:
  - {id: C-1, received: 2026-05-12, kind: complaint, by: learner, owner: quality,
     summary: The lights of room two flicker all through the afternoon,
     closed: 2026-05-20, answer: New lamps were put in at once by the firm that keeps the house}
"""
TO_AUDITORS = {"people", "waivers", "quotes", "registration", "rehearsals"}
TO_ALL = {
    *TO_AUDITORS,
    "title",
    "note",
    "file",
    "url",
    "place",
    "sha256",
    "subcontractor",
    "complaints",
}


@pytest.fixture
def secretive(copy: Copy) -> Copy:
    """Return a manual that has something to hide of each kind.
    Of its people, only one has a name.
    """
    text = copy.organisation.read_text(encoding="utf-8")
    head, people, rest = text.partition("\npeople:\n")
    roles, more, tail = rest.partition("\napplicability:")
    roles = re.sub(r":.*", ":", roles).replace("quality:", "quality: Camille Lenoir")
    copy.organisation.write_text(head + people + roles + more + tail + PRIVATE, encoding="utf-8")
    copy.index.write_text(
        copy.index.read_text(encoding="utf-8").rstrip("\n") + PROOFS, encoding="utf-8"
    )
    (copy.root / "evidence" / "x-complaint.txt").write_text("x", encoding="utf-8")
    for name in RegisterName:  # the example's own lines would hide among them
        if (copy.root / name.file).is_file():
            (copy.root / name.file).write_text(f"{name.value}: []\n", encoding="utf-8")
    (copy.root / "registers" / "complaints.yaml").write_text(COMPLAINTS, encoding="utf-8")
    copy.change(
        "evidence_index.yaml",
        "note: Not settled",
        f"sha256: {sha256(b'x').hexdigest()}, note: Not settled",
    )
    return copy


@pytest.mark.parametrize(
    ("audience", "kinds"), [("internal", set()), ("auditor", TO_AUDITORS), ("public", TO_ALL)]
)
def test_every_kind_of_secret_stops_the_site_of_each_audience(
    secretive: Copy, audience: str, kinds: set[str]
) -> None:
    """Would catch a kind of secret that nobody looks for, or one shown by Preuve itself;
    or a site of the team refused.
    """
    secretive.succeed("preuve", "build", "--for", audience)  # Preuve itself shows none of them
    whole = verdict(secretive.root)
    hidden = secrets(whole, restrict(whole, Audience(audience)))
    assert {one.kind for one in hidden} == kinds
    planted = {kind: next(one for one in hidden if one.kind == kind) for kind in kinds}
    # All in one look, as at a site: each kind in each form.
    files = {
        f"{kind}/{form}/{name}": (secret, write(secret.text))
        for kind, secret in planted.items()
        for form, (name, write) in PLANTED.items()
        if "document" not in form
        or secret.text.isascii()  # the fonts of these PDFs know Western letters only
    }
    found = {
        (leak.file, leak.secret)
        for leak in leaks(((name, data) for name, (_, data) in files.items()), hidden)
    }
    assert {(name, secret) for name, (secret, _) in files.items()} - found == set()
    page = secretive.root / "docs" / "index.md"
    told = "\n".join(f"- `{secret.text}`" for secret in planted.values())
    page.write_text(f"{page.read_text(encoding='utf-8')}\n\n{told}\n", encoding="utf-8")
    done = secretive.run("preuve", "build", "--for", audience)
    assert done.returncode == (1 if kinds else 0), done.stderr
    for kind, secret in planted.items():
        for file in ("index.html", "search/search_index.json"):
            assert (
                f"{file} says what is not for this audience: the {kind} of {secret.owner}"
                in done.stderr
            )


@pytest.mark.parametrize("audience", Audience)
def test_what_is_hidden_is_in_nothing_that_is_given(audience: Audience) -> None:
    """Would catch a field of the assessment that still carries what was taken out elsewhere."""
    whole = verdict()
    seen = restrict(whole, audience)
    hidden = {secret.text for secret in secrets(whole, seen)}
    kinds = {one.kind for one in secrets(whole, seen)} - {"quotes", "registration", "rehearsals"}
    of_proofs = {"title", "note", "file", "place", "subcontractor"}
    if audience is Audience.AUDITOR:
        kinds -= {
            RegisterName.IMPROVEMENTS
        }  # what a rehearsal found, told by the action that came of it
    assert kinds == (
        {*of_proofs, *whole.manual.registers.kept} if audience is Audience.PUBLIC else set()
    )
    assert seen.assessment is not None
    items = [proof for indicator in seen.assessment.indicators for proof in indicator.evidence] + [
        *seen.assessment.evidence
    ]
    lines = [
        one for manual in (seen.manual, seen.assessment.manual) for _, one in manual.registers.all()
    ]
    lines += [item.review for item in items if item.review]
    told = repr([one._replace(origin=None) for one in (*lines, *(item.evidence for item in items))])  # type: ignore[arg-type]
    assert not [text for text in hidden if text in told]
    assert (seen.findings == ()) is (audience is not Audience.INTERNAL)


def test_states_are_those_of_all_proofs(copy: Copy) -> None:
    """Would catch an indicator shown as missing because its proofs are not for this reader;
    or a waiver shown to him.
    """
    copy.index.write_text(
        copy.index.read_text(encoding="utf-8").replace("access: public", "access: on_request"),
        encoding="utf-8",
    )
    whole = verdict(copy.root)
    seen = restrict(whole, Audience.PUBLIC)
    assert whole.assessment is not None
    assert seen.assessment is not None
    assert seen.assessment.evidence == ()
    states = [indicator.state for indicator in whole.assessment.indicators]
    assert [one.state for one in seen.assessment.indicators] == states
    assert IndicatorState.COVERED in states


def test_a_page_that_names_a_hidden_proof_stops_the_build(copy: Copy) -> None:
    """Would catch a leak by the team's own hand, and a good site lost for it;
    the auditor may see the same.
    """
    proofs = verdict().assessment.evidence  # type: ignore[union-attr]
    hidden = next(proof.evidence for proof in proofs if proof.evidence.access == "auditor")
    done = copy.run("preuve", "build", "--for", "public")
    assert done.returncode == 0, done.stderr
    before = (copy.root / "site" / "index.html").read_bytes()
    page = copy.root / "docs" / "index.md"
    page.write_text(
        page.read_text(encoding="utf-8") + f"\n\nSee {hidden.title.replace(' ', '  ')}.\n",
        encoding="utf-8",
    )
    done = copy.run("preuve", "build", "--for", "public")
    assert done.returncode == 1
    assert f"index.html says what is not for this audience: the title of {hidden.id}" in done.stderr
    assert (copy.root / "site" / "index.html").read_bytes() == before
    done = copy.run("preuve", "build", "--for", "auditor")
    assert done.returncode == 0, done.stderr
    published = {file.name for file in (copy.root / "site" / "evidence").iterdir()}
    assert hidden.file is None or hidden.file.rpartition("/")[2] in published


EXCUSES = {
    "a file": {"file": "evidence/CV Éloïse Müller.md", "place": None},
    "a title": {"title": "CV d’Éloïse Müller"},
    "a place": {"place": "Bureau d’Éloïse Müller"},
    "an address": {"url": "https://www.linkedin.example/in/eloise-muller", "place": None},
}


@pytest.mark.parametrize("public", EXCUSES.values(), ids=EXCUSES)
def test_a_name_that_a_public_proof_has_is_hidden_all_the_same(
    folder: ManualFolder, public: dict[str, str | None]
) -> None:
    """Would catch a look that one public proof called by a hidden name switches off everywhere."""
    people = (
        "people: {quality: {title: Head of quality, name: Éloïse Müller}}\nnames_for: internal\n"
    )
    organisation = ORGANISATION.replace("people: {quality: Quality lead}\n", people)
    folder.write("evidence/CV Éloïse Müller.md", "A life")
    folder.whole(entry("p", indicators="[1]", access="public", **public), organisation=organisation)
    whole = folder.check()
    for text in ("Mme Müller", "E. MÜLLER", "eloise-muller", "emuller"):
        page = ("x/index.html", f"<p>{text}</p>".encode())
        assert any(notice.stops for notice in look_through([page], whole, Audience.PUBLIC)), text


def test_what_will_be_let_through_is_not_yet(folder: ManualFolder) -> None:
    """Would catch an allowance that counts before its day."""
    page = ("x/index.html", b"<p>The minutes of the disciplinary board</p>")
    hidden = entry("p", title="Minutes of the disciplinary board", indicators="[1]")
    for day, stops in (("2026-09-30", False), ("2026-10-01", True)):
        words = f"text: Minutes of the disciplinary board, by: quality, on: {day}, reason: Ours"
        folder.whole(hidden, organisation=f"{ORGANISATION}allow: [{{{words}}}]\n")
        notices = look_through([page], folder.check(), Audience.PUBLIC)
        assert any(notice.stops for notice in notices) == stops
