"""The audit pack: what it holds for whom, the same bytes twice, and every damaged byte found."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from browsing import chromium
from copies import made_once
from leaking import leaks
from manuals import ORGANISATION, entry, verdict
from printed import texts_of
from pypdf import PdfReader

from preuve.core.words import Translator, say
from preuve.history.commits import CommitVersion, History, Memory
from preuve.model.evidence import Access
from preuve.model.organisation import Audience
from preuve.model.proof_places import ShelvedFile
from preuve.pdf.browser import find
from preuve.publication.archive import SUMS, verify, with_checksums, written
from preuve.publication.leaks import files_below
from preuve.publication.pack import Provenance, copies, manifest
from preuve.publication.secrets import Secret, secrets

if TYPE_CHECKING:
    from pathlib import Path

    from copies import Copy
    from manuals import ManualFolder

    from preuve.assess.assessment import Assessment
    from preuve.core.words import Message

MEMBERS = {
    "README.txt": b"Open me.\n",
    "evidence/Café 1.pdf": bytes(range(256)) * 20,
    "site/index.html": b"<p>x</p>" * 100,
}


def unseen(whole: bytes, *, flips: int) -> list[tuple[int, int]]:
    """Return the bits of an archive that can be turned without being found,
    of those drawn one by one.
    """
    assert list(verify(whole)) == []
    draw = random.Random(2026)  # noqa: S311 - a test, the same each time
    found = []
    for _ in range(flips):
        place, bit = draw.randrange(len(whole)), draw.randrange(8)
        changed = bytearray(whole)
        changed[place] ^= 1 << bit
        if not list(verify(bytes(changed))):
            found.append((place, bit))
    return found


def test_every_flipped_bit_is_found() -> None:
    """Would catch a byte of an archive that nobody looks at:
    a date, a flag, a length, a name, a digest.
    """
    assert unseen(written(with_checksums(MEMBERS)), flips=1_000) == []


def test_every_byte_of_a_small_archive_is_found() -> None:
    """Would catch the one place that a random draw misses."""
    whole = written(with_checksums({"a.txt": b"a"}))
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 0x40
        assert list(verify(bytes(changed))), place
    for cut in range(len(whole)):
        assert list(verify(whole[:cut])), cut
    assert list(verify(whole + b"\0"))
    assert list(verify(b"x" + whole))


def test_what_was_changed_added_or_lost_is_named() -> None:
    """Would catch a damage told without its file."""
    members = with_checksums(MEMBERS)
    changed = {**members, "site/index.html": b"<p>y</p>", "new.txt": b"new"}
    del changed["README.txt"]
    assert [one.member for one in verify(written(changed))] == [
        "README.txt",
        "new.txt",
        "site/index.html",
    ]


def test_sha256sum_agrees(tmp_path: Path) -> None:
    """Would catch a list of digests that the usual command cannot read."""
    with zipfile.ZipFile(io.BytesIO(written(with_checksums(MEMBERS)))) as archive:
        archive.extractall(tmp_path)
    assert shutil.which("sha256sum"), "the command is part of every Linux"
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", SUMS],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": OK") == len(MEMBERS)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[Audience, Path]:
    """Return a pack for each audience, made once by the first worker that needs them.

    The auditor's is printed too, where there is a browser; for the public's none is found; the
    team's is not to be printed. What was said of the public's is kept beside it.
    """

    def make(manual: Copy) -> Path:
        folder = manual.root / "packs"
        folder.mkdir()
        for audience in Audience:
            more = (
                ["--no-pdf"]
                if audience is Audience.INTERNAL or (audience is Audience.AUDITOR and not find())
                else []
            )
            none = (
                {"PREUVE_CHROMIUM": str(manual.root / "no-such-browser")}
                if audience is Audience.PUBLIC
                else {}
            )
            done = manual.run(
                "preuve", "pack", "--for", audience, f"packs/{audience}.zip", *more, env=none
            )
            assert done.returncode == 0, done.stderr
            (folder / f"{audience}.log").write_text(done.stderr, encoding="utf-8")
        return folder

    folder = made_once(tmp_path_factory, "packs", make)
    return {audience: folder / f"{audience}.zip" for audience in Audience}


def names(pack: Path) -> set[str]:
    """Return what a pack holds."""
    with zipfile.ZipFile(pack) as archive:
        return set(archive.namelist())


def test_a_pack_holds_what_its_audience_may_see(packs: dict[Audience, Path]) -> None:
    """Would catch a proof that an auditor is not given, or one given to the public."""
    proofs = {
        audience: {name for name in names(pack) if name.startswith("evidence/")}
        for audience, pack in packs.items()
    }
    assert proofs[Audience.PUBLIC] < proofs[Audience.AUDITOR] < proofs[Audience.INTERNAL]
    # The registers' own files hold what rehearsals noted: for an auditor they are tables.
    assert all(
        name.endswith(".yaml") for name in proofs[Audience.INTERNAL] - proofs[Audience.AUDITOR]
    )
    assert any(
        name.startswith("evidence/criterion-1/indicator-01/EV-001 Course catalogue")
        for name in proofs[Audience.PUBLIC]
    )
    for pack in packs.values():
        assert {"README.txt", "MANIFEST.json", SUMS, "register.xlsx", "site/index.html"} <= names(
            pack
        )


def test_a_manifest_says_what_is_left_out_and_why(packs: dict[Audience, Path]) -> None:
    """Would catch a proof that is neither in the pack nor told as left out;
    or a hidden title told to the public.
    """
    for audience, pack in packs.items():
        with zipfile.ZipFile(pack) as archive:
            told = json.loads(archive.read("MANIFEST.json"))
        given = {file["evidence"] for file in told["files"]} - {None}
        left = {entry["evidence"] for entry in told["left_out"]}
        assert given.isdisjoint(left)
        assert len(given | left) + told["not_named"] >= 97
        assert (told["not_named"] > 0) is (audience is Audience.PUBLIC)
        assert (told["day"], told["edition"], told["audience"]) == (
            "2026-09-30",
            "rnq-2019",
            audience,
        )


def test_no_pack_says_what_is_hidden(packs: dict[Audience, Path], tmp_path: Path) -> None:
    """Would catch a leak beside the site: in the manifest, the register, a file's name."""
    from sheets import texts  # noqa: PLC0415

    from preuve.publication.audience import restrict  # noqa: PLC0415

    whole = verdict()
    for audience, pack in packs.items():
        folder = tmp_path / audience
        with zipfile.ZipFile(pack) as archive:
            archive.extractall(folder)
        rows = texts(folder / "register.xlsx")
        (folder / "register.txt").write_text(
            "\n".join(cell for row in rows for cell in row), encoding="utf-8"
        )
        hidden: list[Secret] = secrets(whole, restrict(whole, audience))
        # A short note may well stand in the proof that it is about: it is told, and stops nothing
        # (test_names.py).
        found = leaks(files_below(folder), hidden)
        assert [
            leak for leak in found if leak.secret.stops(in_a_proof="evidence/" in leak.file)
        ] == []


def test_the_same_commit_gives_the_same_pack_elsewhere(
    packs: dict[Audience, Path], copy: Copy
) -> None:
    """Would catch a path, a time or an order of files in the bytes;
    the printed pages included, where there is a browser.
    """
    again = copy.root / "again.zip"
    copy.succeed(
        "preuve", "pack", "--for", "auditor", str(again), *([] if find() else ["--no-pdf"])
    )
    assert again.read_bytes() == packs[Audience.AUDITOR].read_bytes()
    done = copy.run("preuve", "verify", str(again))
    assert done.returncode == 0, done.stderr
    again.write_bytes(again.read_bytes()[:-1])
    done = copy.run("preuve", "verify", str(again))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


def test_a_bit_flipped_anywhere_in_a_whole_pack_is_found(packs: dict[Audience, Path]) -> None:
    """Would catch a place of a real pack that nobody looks at.
    `PREUVE_FLIPS=1000` looks at as many as was promised.
    """
    assert (
        unseen(
            packs[Audience.AUDITOR].read_bytes(), flips=int(os.environ.get("PREUVE_FLIPS", "20"))
        )
        == []
    )


def test_the_manual_and_the_register_are_printed(packs: dict[Audience, Path]) -> None:
    """Would catch a pack without paper where there is a browser,
    or paper that does not say what it should.
    """
    chromium()
    with zipfile.ZipFile(packs[Audience.AUDITOR]) as archive:
        told = json.loads(archive.read("MANIFEST.json"))
        manual, register = (
            PdfReader(io.BytesIO(archive.read(name))) for name in ("manual.pdf", "register.pdf")
        )
    assert told["printed_by"]
    assert told["not_printed"] == []
    assert "Quality manual" in texts_of(manual)[0]
    assert len(manual.pages) > 30
    said = " ".join(texts_of(register))
    assert "EV-001" in said
    assert "Who answers" in said
    assert len(register.pages) < 15


def test_what_is_not_printed_is_told(packs: dict[Audience, Path]) -> None:
    """Would catch a pack that is silent about what it lacks:
    where it was asked for so, and where there is no browser.
    """
    for audience, complains in (Audience.INTERNAL, False), (Audience.PUBLIC, True):
        with zipfile.ZipFile(packs[audience]) as archive:
            told = json.loads(archive.read("MANIFEST.json"))
        assert [one["name"] for one in told["not_printed"]] == ["manual.pdf", "register.pdf"]
        said = packs[audience].with_suffix(".log").read_text(encoding="utf-8")
        assert ("manual.pdf is not in the pack. It could not be printed" in said) is complains
        assert list(verify(packs[audience].read_bytes())) == []


def _of_every_kind(folder: ManualFolder) -> Assessment:
    """Return what is assessed of a manual with a proof for each way in and out of a pack."""
    for name in ("open.txt", "b.old.TXT", "c.txt", "g.txt"):
        folder.write(f"evidence/{name}", f"This is {name}")
    folder.write("registers/watch.yaml", "watch: []\n")
    everybody = {"indicators": "[4]", "place": None, "access": "public"}
    folder.whole(
        entry(
            "A",
            **{**everybody, "indicators": "[4, 5]", "file": "evidence/open.txt"},
            title='"Letters: the board\'s / spring"',
        ),
        entry("B", **{**everybody, "access": "auditor", "file": "evidence/b.old.TXT"}),
        entry("C", **{**everybody, "access": "on_request", "file": "evidence/c.txt"}),
        entry("D", **{**everybody, "file": "evidence/c.txt"}),
        entry("E", **everybody, url="https://example.org/x"),
        entry("F", **{**everybody, "place": "Binder 7"}),
        entry("G", **everybody, file="evidence/g.txt", status="draft"),
        entry("H", **everybody, file="registers/watch.yaml"),
        entry("I", **everybody, file="drive:Sessions/a.PDF"),
        entry("J", **everybody, file="drive:Sessions/gone"),
        organisation=f"{ORGANISATION}shelves: {{drive: {{label: Drive, env: PREUVE_DRIVE}}}}\n",
    )
    assessment = folder.check().assessment
    assert assessment is not None
    return assessment


ON_REQUEST = "It is shown on request only."
FOR_THE_AUDITOR = "It is shown to the auditor only."
LEFT_OUT = {
    "EV-D": "Another entry names the same file, and is not for this reader.",
    "EV-E": "It is a page on the web: https://example.org/x",
    "EV-F": "It is kept elsewhere: Binder 7",
    "EV-G": "Its state is: draft.",
    "EV-H": "It is a table of register.xlsx.",
    "EV-J": "It was not there.",
}
TOLD: dict[Audience, dict[str, str]] = {
    Audience.PUBLIC: LEFT_OUT,  # nor is it told that there are others
    Audience.AUDITOR: {"EV-C": ON_REQUEST, **LEFT_OUT},
    Audience.INTERNAL: {"EV-C": ON_REQUEST, **LEFT_OUT, "EV-H": "Its state is: not yet."},
}


@pytest.mark.parametrize("audience", Audience)
def test_why_each_proof_is_in_the_pack_or_not(folder: ManualFolder, audience: Audience) -> None:
    """Would catch a file handed to whom it is not for, one that no reason keeps back, a name that
    some system cannot unpack, or a hidden proof that the public can count by its kind.
    """
    assessment = _of_every_kind(folder)
    shelf: dict[ShelvedFile, Path | Message] = {
        ShelvedFile("drive", "Sessions/a.PDF"): folder.root / "evidence/open.txt",
        ShelvedFile("drive", "Sessions/gone"): say("It was not there."),
    }
    inside = "evidence/criterion-2/indicator-04/EV-"
    taken = {copy.name for copy in copies(assessment, audience, shelf)}
    assert {name for name in taken if "EV-4" not in name and "/EV-A " not in name} == {
        f"{inside}I Proof I.pdf",
        *([] if audience is Audience.PUBLIC else [f"{inside}B Proof B.txt"]),
    }
    assert {name for name in taken if "/EV-A " in name} == {
        "evidence/criterion-2/indicator-04/EV-A Letters the board s spring.txt",
        "evidence/criterion-2/indicator-05/EV-A Letters the board s spring.txt",
    }
    history = History(
        Memory.FULL, (), CommitVersion("0" * 40, assessment.on), frozenset({"b.md", "a.md"})
    )
    making = Provenance(history, "Chromium 9", (("manual.pdf", say("No browser.")),), (), shelf)
    members = {f"{inside}I Proof I.pdf": b"x", "README.txt": b"Open me.\n"}
    told = json.loads(manifest(assessment, audience, members, Translator("en"), making))
    mine = {f"EV-{letter}" for letter in "ABCDEFGHIJ"}
    left = [line for line in told["left_out"] if line["evidence"] in mine]
    assert {line["evidence"]: line["reason"] for line in left} == TOLD[audience]
    assert all(line["title"] == f"Proof {line['evidence'][-1]}" for line in left)
    assert told["not_printed"] == [{"name": "manual.pdf", "reason": "No browser."}]
    assert told["printed_by"] == "Chromium 9"
    assert told["commit"] == "0" * 40
    assert told["uncommitted"] == (["a.md", "b.md"] if audience is Audience.INTERNAL else 2)
    assert [(file["name"], file["bytes"], file["evidence"]) for file in told["files"]] == [
        ("README.txt", 9, None),
        (f"{inside}I Proof I.pdf", 1, "EV-I"),
    ]
    assert "draft" not in told
    with_draft = manifest(
        assessment, audience, members, Translator("en"), making._replace(draft=(say("Red."),))
    )
    assert json.loads(with_draft)["draft"] == ["Red."]
    without = {copy.evidence for copy in copies(assessment, audience)}
    assert without.isdisjoint({"EV-I", "EV-J"})


def test_one_file_of_two_entries_is_kept_from_whom_the_stricter_keeps_it(copy: Copy) -> None:
    """Would catch a confidential file handed over because another entry of
    the index calls it public.
    """
    twice = verdict(copy.root).assessment
    assert twice is not None
    public = next(
        proof
        for proof in twice.evidence
        if proof.evidence.file and proof.evidence.access == "public"
    )
    shared = public._replace(evidence=public.evidence._replace(id="EV-X", access=Access.ON_REQUEST))
    both = twice._replace(evidence=(*twice.evidence, shared))
    assert public.evidence.file
    file = copy.root / public.evidence.file
    assert file in {one.file for one in copies(twice, Audience.AUDITOR)}
    assert file not in {one.file for one in copies(both, Audience.AUDITOR)}
