"""The look itself: what it says of each file, to whom it matters, and what a team may let through."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from manuals import ORGANISATION, entry
from readable import picture

from preuve.core.words import Translator
from preuve.model.organisation import Audience
from preuve.publication.leaks import look_through, says_hidden

if TYPE_CHECKING:
    from manuals import ManualFolder

    from preuve.gate.gate import Verdict

HIDDEN = b"Complaint of May, by a learner"
NAMED = ORGANISATION.replace("quality: Quality lead", "quality: Quality lead, head: Karim Benali")
LEARNER = "learner@la-digue.fr"


@pytest.fixture
def manual(folder: ManualFolder) -> ManualFolder:
    """Return a manual with a secret of each sort: a name, a title, a place of few words, a file."""
    folder.write("evidence/complaint.txt", HIDDEN)
    folder.write("evidence/empty.txt", " \n")
    folder.write("registers/watch.yaml", "watch: []\n")
    folder.whole(
        entry("A", indicators="[4]", place=None, file="evidence/complaint.txt", access="auditor"),
        entry(
            "B", indicators="[4]", title="Letters that the board wrote in spring", place="Blue safe"
        ),
        entry("C", indicators="[4]", place=None, file="evidence/empty.txt"),
        entry("D", indicators="[4]", place=None, file="evidence/open.txt", access="public"),
        organisation=f"{NAMED}names_for: auditor\n",
    )
    folder.write("evidence/open.txt", "Open to all")
    return folder


def _told(
    verdict: Verdict, name: str, data: bytes, audience: Audience = Audience.PUBLIC
) -> list[tuple[bool, str]]:
    return [
        (notice.stops, Translator("en")(notice.message))
        for notice in look_through([(name, data)], verdict, audience)
    ]


def test_what_each_audience_may_not_be_told(manual: ManualFolder) -> None:
    """Would catch a leak told of another entry, in words that do not help, or to the team itself;
    and an everyday word that stops a site.
    """
    verdict = manual.check()
    title = b"<p>Letters that the board wrote in spring</p>"
    assert _told(verdict, "x.html", title) == [
        (
            True,
            (
                "x.html says what is not for this audience: the title of EV-B, “Letters that the board "
                "wrote in spring”. Take it out of the page or the file that says it; or list the words "
                "under allow in organisation.yaml."
            ),
        )
    ]
    assert _told(verdict, "x.html", b"<p>In the blue safe.</p>") == [
        (
            False,
            (
                "x.html says what is not for this audience: the place of EV-B, “Blue safe”. These may be "
                "everyday words: it stops nothing. If they are, list them under allow in "
                "organisation.yaml."
            ),
        )
    ]
    ((stops, told),) = _told(verdict, "x.html", b"<p>Ask Mr Benali.</p>")
    assert stops
    assert "the people of head, “Karim Benali”" in told
    for audience in (Audience.AUDITOR, Audience.INTERNAL):
        assert _told(verdict, "x.html", title + b"<p>Karim Benali</p>", audience) == []


def test_a_withheld_file_is_known_wherever_it_lies(manual: ManualFolder) -> None:
    """Would catch a withheld proof, or a file of the team's own, that goes out under another name;
    and an empty or a public one taken for it.
    """
    verdict = manual.check()
    told = (True, "x.dat is, or holds, the file of EV-A, which is not for this audience.")
    assert told in _told(verdict, "x.dat", HIDDEN)
    assert _told(verdict, "x.dat", HIDDEN, Audience.AUDITOR) == []
    index = (manual.root / "evidence_index.yaml").read_bytes()
    for audience in (Audience.AUDITOR, Audience.PUBLIC):
        own = (
            "x.yaml is, or holds, the file of evidence_index.yaml, which is not for this audience."
        )
        assert (True, own) in _told(verdict, "x.yaml", index, audience)
        own = own.replace("evidence_index", "watch")
        assert (True, own) in _told(verdict, "x.yaml", b"watch: []\n", audience)
    assert _told(verdict, "x.txt", b" \n") == []
    assert _told(verdict, "x.txt", b"Open to all") == []
    notices = look_through(
        [("x.dat", b"x")], verdict, Audience.PUBLIC, before={"x.dat": sha256(HIDDEN).hexdigest()}
    )
    assert [notice.stops for notice in notices] == [True]


def test_what_looks_personal_stops_what_everybody_sees(manual: ManualFolder) -> None:
    """Would catch a learner's address that an auditor may not be shown, or one that the public is."""
    page = f"<p>{LEARNER}</p>".encode()
    words = (
        "x.html: This looks like a person's e-mail address. Take it out; if it is the organisation's "
        "own, list it under contacts in organisation.yaml."
    )
    verdict = manual.check()
    assert _told(verdict, "x.html", page) == [(True, words)]
    assert _told(verdict, "x.html", page, Audience.AUDITOR) == [(False, words)]
    assert _told(verdict, "x.html", b"<p>head@la-digue.fr</p>") == []
    manual.write("organisation.yaml", f"{NAMED}names_for: auditor\ncontacts: [{LEARNER}]\n")
    assert _told(manual.check(), "x.html", page) == []


def test_what_cannot_be_read_stops_until_somebody_vouches(manual: ManualFolder) -> None:
    """Would catch a scan or a broken file that goes out unread, or one that nobody can let out."""
    scan, broken = picture(300), b"%PDF-1.7\n%%EOF"
    verdict = manual.check()
    digest = sha256(scan).hexdigest()
    advice = (
        "Leave it out; or, once somebody has looked at it, list it under allow in organisation.yaml, "
        "sha256: {}."
    )
    seen = "x.png holds a picture, and what is written in it nobody has read. " + advice.format(
        digest
    )
    assert _told(verdict, "x.png", scan) == [(True, seen)]
    ((stops, told),) = _told(verdict, "x.pdf", broken)
    assert stops
    assert told.startswith("x.pdf cannot be read wholly: it is damaged (")
    assert told.endswith(advice.format(sha256(broken).hexdigest()))
    allow = "allow:\n" + "".join(
        f"  - {{file: evidence/x, sha256: {sha256(data).hexdigest()}, by: quality, on: 2026-09-01, reason: Seen by us}}\n"
        for data in (scan, broken)
    )
    manual.write("organisation.yaml", f"{NAMED}names_for: auditor\n{allow}")
    verdict = manual.check()
    assert _told(verdict, "x.png", scan) == _told(verdict, "x.pdf", broken) == []
    cleaned = look_through(
        [("x.png", picture(301))], verdict, Audience.PUBLIC, before={"x.png": digest}
    )
    assert list(cleaned) == []
    assert [stops for stops, _ in _told(verdict, "x.png", picture(302))] == [True]


def test_words_that_are_let_through(manual: ManualFolder) -> None:
    """Would catch a team's own word for it that nobody heeds, or that lets through more."""
    allow = "allow: [{text: letters that the BOARD wrote in spring, by: quality, on: 2026-09-01, reason: Known to all}]\n"
    manual.write("organisation.yaml", f"{NAMED}names_for: auditor\n{allow}")
    page = b"<p>Letters that the board wrote in spring, to Karim Benali</p>"
    ((stops, told),) = _told(manual.check(), "x.html", page)
    assert stops
    assert "people of head" in told


def test_a_note_may_stand_in_the_proof_it_is_about(manual: ManualFolder) -> None:
    """Would catch a public proof stopped by the few words that a note says of it; a page is."""
    text = (manual.root / "evidence_index.yaml").read_text(encoding="utf-8")
    manual.write(
        "evidence_index.yaml",
        text.replace(
            "title: Letters", "note: Renewed after the talk with them\n    title: Letters"
        ),
    )
    verdict = manual.check()
    page = b"Renewed after the talk with them."
    assert [stops for stops, _ in _told(verdict, "x.html", page)] == [True]
    for name in ("evidence/open.txt", "evidence/criterion-1/indicator-04/EV-D.txt"):
        assert [stops for stops, _ in _told(verdict, name, page)] == [False]


def test_a_subject_that_may_not_be_shown(manual: ManualFolder) -> None:
    """Would catch a commit's subject that names somebody, or every subject left out."""
    says = says_hidden(manual.check(), Audience.PUBLIC)
    assert says("Karim Benali takes over")
    assert says("Letters that the board wrote in spring")
    assert says(f"Answer {LEARNER}")
    assert says("Call 02 41 00 00 01")
    assert not says("The catalogue of 2026")
    assert not says_hidden(manual.check(), Audience.INTERNAL)("Karim Benali")
    assert not says_hidden(manual.check(), Audience.AUDITOR)("Karim Benali")
