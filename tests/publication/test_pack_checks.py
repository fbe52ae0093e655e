"""A pack against more than itself: its manifest, its names, git, and a signature."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from preuve.core.words import Translator
from preuve.publication.archive import SUMS, verify, with_checksums, written
from preuve.publication.cleaning import cleaned_file
from preuve.publication.pack_checks import (
    MANIFEST,
    SignatureError,
    against_git,
    against_manifest,
    sign,
    signer,
    unsafe_names,
)

if TYPE_CHECKING:
    from pathlib import Path

AUTHOR = ["-c", "user.name=A team", "-c", "user.email=team@example.org"]
PROOF = "evidence/criterion-1/indicator-01/EV-1 Catalogue.txt"


def pack(proof: bytes = b"Catalogue 2026", **changes: Any) -> dict[str, bytes]:  # noqa: ANN401 - any value of a manifest
    """Return a small pack's members, the manifest included."""
    members = {"README.txt": b"Open me.\n", PROOF: proof}
    listed = [
        {"name": name, "bytes": len(data), "sha256": sha256(data).hexdigest()}
        for name, data in members.items()
    ]
    listed[1]["evidence"] = "EV-1"
    return {**members, MANIFEST: json.dumps({"schema": 1, "files": listed, **changes}).encode()}


def test_a_pack_agrees_with_its_manifest() -> None:
    """Would catch a check that finds fault with what `preuve pack` writes."""
    members = with_checksums(pack())
    assert list(verify(written(members))) == []
    assert list(against_manifest(members)) == []


AGAINST_MANIFEST = {
    "another proof": (PROOF, "The manifest gives it another digest."),
    "one more": ("evidence/new.txt", "The manifest does not name it."),
    "another size": (PROOF, "The manifest gives it another digest."),
    "named twice": (PROOF, "The manifest gives it another digest."),
    "one less": (PROOF, "The manifest names it, and the pack does not hold it."),
    "none": (MANIFEST, "The manifest is missing."),
    "no list": (MANIFEST, "The manifest cannot be read."),
    "a file that is none": (MANIFEST, "The manifest cannot be read."),
    "no JSON": (MANIFEST, "The manifest cannot be read."),
    "no object": (MANIFEST, "The manifest cannot be read."),
    "too deep": (MANIFEST, "The manifest cannot be read."),
}


@pytest.mark.parametrize("change", AGAINST_MANIFEST)
def test_a_pack_made_whole_again_is_found_by_its_manifest(change: str) -> None:
    """Would catch a proof exchanged by somebody who wrote the digests anew, and forgot the
    manifest; or a damage told of another file, or in other words.
    """
    members = pack()
    if change == "another proof":
        members[PROOF] = b"Another catalogue"
    elif change == "one more":
        members["evidence/new.txt"] = b"new"
    elif change == "one less":
        del members[PROOF]
    elif change in {"another size", "named twice"}:
        manifest = json.loads(members[MANIFEST])
        if change == "another size":
            manifest["files"][1]["bytes"] += 1
        else:
            manifest["files"].insert(0, {"name": PROOF, "sha256": "0" * 64})
        members[MANIFEST] = json.dumps(manifest).encode()
    elif change == "none":
        del members[MANIFEST]
    else:
        texts = {
            "no list": b'{"files": "all"}',
            "a file that is none": members[MANIFEST].replace(b'"files": [', b'"files": ["x", '),
            "no JSON": b"<!doctype html>",
            "no object": b"[]",
        }
        members[MANIFEST] = texts.get(change, b"[" * 100_000)
    whole = with_checksums(members)
    assert list(verify(written(whole))) == []
    assert [(damage.member, damage.message.text) for damage in against_manifest(whole)] == [
        AGAINST_MANIFEST[change]
    ]


def test_what_is_wrong_with_an_archive_is_told() -> None:
    """Would catch a damage told of another file, or in words that say nothing."""
    members = with_checksums(pack())
    swapped = dict(reversed(list(members.items())))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in swapped.items():
            archive.writestr(name, data)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", b"Open me.")
    unreadable = "The archive cannot be read: {why}."
    cases = [
        (b"no zip", None, unreadable),
        (packed.getvalue(), None, unreadable),
        (written({"a": b"a"}), SUMS, "The list of digests is missing."),
        (written({"a": b"a", SUMS: b"\xff"}), SUMS, "The list of digests cannot be read."),
        (written({"a": b"a", SUMS: b"abc a\n"}), SUMS, "The list of digests cannot be read."),
        (written({**members, "README.txt": b"x"}), "README.txt", "The file was changed."),
        (written({**members, "x": b"x"}), "x", "The file was added."),
        (
            written({SUMS: members[SUMS], PROOF: members[PROOF], MANIFEST: members[MANIFEST]}),
            "README.txt",
            "The file is missing.",
        ),
        (out.getvalue(), None, "The archive was changed beside its files."),
    ]
    for data, member, text in cases:
        (damage,) = verify(data)
        assert (damage.member, damage.message.text) == (member, text)
    reasons = [Translator("en")(next(iter(verify(data))).message) for data, _, _ in cases[:2]]
    assert reasons[0] == "The archive cannot be read: it is no zip archive, or not a whole one."
    assert "README.txt is not as it was written" in reasons[1]


OUTSIDE = "Its name leads out of the folder it is unpacked into."
NOT_EVERYWHERE = "Not every system can unpack a file of this name."
NAMES = {
    **dict.fromkeys(("../evil", "/etc/evil", "a/../../evil", "C:\\evil", "C:evil"), OUTSIDE),
    **dict.fromkeys(("a\\b", "a//b", "./a", "a/.", "a\0b"), OUTSIDE),
    **dict.fromkeys(
        ("a\u202eb", "a/b:c", "evidence/NUL.pdf", "site/aux", "a/b ", "a./b", "a\nb"),
        NOT_EVERYWHERE,
    ),
    **dict.fromkeys(("EVIDENCE/CAFÉ 1.PDF", "evidence/Cafe\u0301 1.pdf"), NOT_EVERYWHERE),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_out_is_found(name: str) -> None:
    """Would catch a pack that writes beside the folder it is unpacked into, or a file over another
    where capitals or accents make no difference.
    """
    members = {"evidence/Café 1.pdf": b"", SUMS: b"", name: b""}
    assert [(damage.member, damage.message.text) for damage in unsafe_names(members)] == [
        (name, NAMES[name])
    ]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a manual with one proof, committed."""
    root = tmp_path / "manual"
    (root / "evidence").mkdir(parents=True)
    (root / "evidence/catalogue.txt").write_bytes(b"Catalogue 2026")
    (root / "organisation.yaml").write_text(
        "name: Essai\ncategories: [training]\n", encoding="utf-8"
    )
    (root / "evidence_index.yaml").write_text(
        "evidence:\n  - {id: EV-1, title: Catalogue, indicators: [1], stage: formalised, kind: "
        "document, owner: quality,\n"
        "     file: evidence/catalogue.txt, dated: 2026-01-01, status: approved, access: public}\n",
        encoding="utf-8",
    )
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "All"]):
        subprocess.run(
            ["git", *AUTHOR, *command],
            cwd=root,
            check=True,
        )
    return root


def commit(root: Path) -> str:
    """Return the newest commit."""
    done = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_each_proof_is_compared_with_git(repository: Path) -> None:
    """Would catch a pack, whole and with a manifest that agrees,
    whose proof is not the one of its commit.
    """
    at = commit(repository)
    assert list(against_git(pack(commit=at), repository)) == []
    (repository / "evidence/catalogue.txt").write_bytes(b"changed since, and not committed")
    assert list(against_git(pack(commit=at), repository)) == []
    (damage,) = against_git(pack(b"Forged", commit=at), repository)
    assert damage.member == PROOF
    assert Translator("en")(damage.message) == (
        f"It is not the file that git holds of EV-1 at {at[:8]}."
    )
    for strange in (None, "0" * 40, "--upload-pack=evil"):
        (damage,) = against_git(pack(commit=strange), repository)
        assert damage.member is None
        assert Translator("fr")(damage.message)
    assert damage.message.text != (
        none := "The manifest names no commit: its proofs cannot be compared with git."
    )
    assert [damage.message.text for damage in against_git({}, repository)] == [none]


@pytest.mark.parametrize("evidence", [None, 5, "EV-2", "EV-9", "EV"])
def test_a_forged_proof_cannot_hide_behind_another_name(repository: Path, evidence: Any) -> None:  # noqa: ANN401 - any value of a manifest
    """Would catch a proof that the manifest calls none, or another that git does hold."""
    (repository / "evidence/other.txt").write_bytes(b"Forged")
    index = repository / "evidence_index.yaml"
    text = index.read_text(encoding="utf-8")
    entry = text.partition("\n")[2].replace("EV-1", "EV-2").replace("catalogue.txt", "other.txt")
    index.write_text(text + entry, encoding="utf-8")
    for command in (["add", "."], ["commit", "-qm", "More"]):
        subprocess.run(["git", *AUTHOR, *command], cwd=repository, check=True)
    members = pack(b"Forged", commit=commit(repository))
    manifest = json.loads(members[MANIFEST])
    manifest["files"][1]["evidence"] = evidence
    (damage,) = against_git({**members, MANIFEST: json.dumps(manifest).encode()}, repository)
    assert damage.member == PROOF


def test_a_proof_of_the_packs_site_is_compared_too(repository: Path) -> None:
    """Would catch a site within a pack that shows another proof than the pack does."""
    members = {**pack(commit=commit(repository)), "site/evidence/catalogue.txt": b"Forged"}
    (damage,) = against_git(members, repository)
    assert damage.member == "site/evidence/catalogue.txt"


def test_a_cleaned_picture_of_the_packs_site_is_no_forgery(repository: Path) -> None:
    """Would catch a good pack called forged, since its site's pictures lost their metadata; or one
    whose site shows another picture.
    """
    picture, notes = io.BytesIO(), PngInfo()
    notes.add_text("Author", "Karim")
    Image.new("1", (1, 1)).save(picture, "PNG", pnginfo=notes)
    (repository / "evidence/hall.PNG").write_bytes(picture.getvalue())
    index = repository / "evidence_index.yaml"
    text = index.read_text(encoding="utf-8")
    entry = text.partition("\n")[2].replace("EV-1", "EV-2").replace("catalogue.txt", "hall.PNG")
    index.write_text(text + entry, encoding="utf-8")
    for command in (["add", "."], ["commit", "-qm", "More"]):
        subprocess.run(["git", *AUTHOR, *command], cwd=repository, check=True)
    cleaned = cleaned_file("hall.PNG", picture.getvalue())
    assert cleaned != picture.getvalue()
    members = {**pack(commit=commit(repository)), "site/evidence/hall.PNG": cleaned}
    assert list(against_git(members, repository)) == []
    members["site/evidence/hall.PNG"] = cleaned + b"\0"
    assert len(list(against_git(members, repository))) == 1


KEPT_ELSEWHERE = {
    "a shelf": ("file: drive:Sessions/list.txt", "", True),
    "a shelf, of another content": ("file: drive:Sessions/list.txt", "Another list", False),
    "a store of large files": ("file: evidence/list.txt", "POINTER", True),
    "a store of large files, of another content": ("file: evidence/list.txt", "ANOTHER", False),
    "a picture that a site has cleaned": ("file: evidence/drawing.svg", "", True),
    "a picture that is another": ("file: evidence/drawing.svg", "<svg/>", False),
}


@pytest.mark.parametrize(("where", "kept", "same"), KEPT_ELSEWHERE.values(), ids=KEPT_ELSEWHERE)
def test_a_proof_of_which_git_holds_less_than_its_bytes(
    repository: Path, where: str, kept: str, *, same: bool
) -> None:
    """Would catch a true proof called false, since it lies on a shelf, is kept as a pointer or has
    lost its notes in the site; and a false one that hides behind that.
    """
    index, data = repository / "evidence_index.yaml", b"Present: nobody"
    drawing = b"<svg><!-- by Karim --><path/></svg>"
    digest = sha256(b"x" if kept else data).hexdigest()
    entry = index.read_text(encoding="utf-8").partition("\n")[2].replace("EV-1", "EV-2")
    entry = entry.replace("file: evidence/catalogue.txt", f"{where}, sha256: {digest}")
    with index.open("a", encoding="utf-8") as stream:
        stream.write(entry)
    pointed = sha256(data if kept == "POINTER" else b"x").hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{pointed}\nsize 15\n"
    (repository / "evidence/list.txt").write_text(pointer, encoding="utf-8")
    (repository / "evidence/drawing.svg").write_bytes(drawing)
    for command in (["add", "."], ["commit", "-qm", "More"]):
        subprocess.run(["git", *AUTHOR, *command], cwd=repository, check=True)
    members = pack(commit=commit(repository))
    if "drawing" in where:
        members["site/evidence/drawing.svg"] = kept.encode() or b"<svg><path/></svg>"
    else:
        name = PROOF.replace("EV-1", "EV-2")
        manifest = json.loads(members[MANIFEST])
        manifest["files"].append({"name": name, "evidence": "EV-2"})
        members |= {name: data, MANIFEST: json.dumps(manifest).encode()}
    assert (list(against_git(members, repository)) == []) == same


def test_a_signature_replaces_a_signature_only(tmp_path: Path) -> None:
    """Would catch a file of somebody's that signing destroys."""
    file, taken = tmp_path / "pack.zip", tmp_path / "pack.zip.sig"
    file.write_bytes(b"x")
    taken.write_bytes(b"my notes")
    with pytest.raises(SignatureError) as error:
        sign(file, tmp_path / "no-such-key")
    assert Translator("en")(error.value.message) == (
        "pack.zip.sig is there already, and is no signature: move it away."
    )
    assert taken.read_bytes() == b"my notes"
    taken.unlink()
    taken.mkdir()
    with pytest.raises(SignatureError):
        sign(file, tmp_path / "no-such-key")


def test_what_signing_lacks_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a traceback, or silence, where there is no ssh-keygen or it cannot be asked."""

    def refused(key: str) -> str:
        with pytest.raises(SignatureError) as error:
            sign(tmp_path / "pack.zip", tmp_path / key)
        return Translator("en")(error.value.message)

    assert refused("a\0key") == "ssh-keygen failed: embedded null byte"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused("key") == "ssh-keygen is not installed: it comes with OpenSSH."


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not installed")
def test_a_signature_says_who_signed(tmp_path: Path) -> None:
    """Would catch a signature of other bytes, of another key,
    or for another purpose, taken for one of ours.
    """
    for name in ("ours", "theirs"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / name], check=True
        )
    public = (tmp_path / "ours.pub").read_text(encoding="utf-8").split(" ")
    signers = tmp_path / "signers"
    signers.write_text(f"quality@example.org {public[0]} {public[1]}\n", encoding="utf-8")
    file = tmp_path / "pack.zip"
    file.write_bytes(data := written(with_checksums(pack())))
    signature = sign(file, tmp_path / "ours")
    assert signer(data, signature, signers) == "quality@example.org"
    with pytest.raises(SignatureError) as error:
        signer(data + b"\0", signature, signers)
    assert Translator("en")(error.value.message).startswith("ssh-keygen says: ")
    with pytest.raises(SignatureError):
        signer(data, sign(file, tmp_path / "theirs"), signers)
    subprocess.run(
        [
            "ssh-keygen",
            "-q",
            "-Y",
            "sign",
            "-f",
            tmp_path / "ours",
            "-n",
            "git",
            tmp_path / "signers",
        ],
        check=True,
    )
    with pytest.raises(SignatureError):
        signer(signers.read_bytes(), tmp_path / "signers.sig", signers)
    with pytest.raises(SignatureError):
        sign(file, tmp_path / "no-such-key")
