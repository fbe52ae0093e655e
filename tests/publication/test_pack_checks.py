"""A pack against more than itself: its manifest, its names, git, and a signature."""

from __future__ import annotations

import json
import shutil
import subprocess
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from preuve.core.words import Translator
from preuve.publication.archive import SUMS, verify, with_checksums, written
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

PROOF = "evidence/criterion-1/indicator-01/EV-1 Catalogue.txt"


def pack(proof: bytes = b"Catalogue 2026", **changes: Any) -> dict[str, bytes]:  # noqa: ANN401 - any value of a manifest
    """Return a small pack's members, the manifest included."""
    members = {"README.txt": b"Open me.\n", PROOF: proof}
    listed = [{"name": name, "sha256": sha256(data).hexdigest()} for name, data in members.items()]
    listed[1]["evidence"] = "EV-1"
    return {**members, MANIFEST: json.dumps({"schema": 1, "files": listed, **changes}).encode()}


def test_a_pack_agrees_with_its_manifest() -> None:
    """Would catch a check that finds fault with what `preuve pack` writes."""
    members = with_checksums(pack())
    assert list(verify(written(members))) == []
    assert list(against_manifest(members)) == []


@pytest.mark.parametrize(
    "change", ["another proof", "one more", "one less", "none", "no list", "no JSON"]
)
def test_a_pack_made_whole_again_is_found_by_its_manifest(change: str) -> None:
    """Would catch a proof exchanged by somebody who wrote the digests anew,
    and forgot the manifest.
    """
    members = pack()
    if change == "another proof":
        members[PROOF] = b"Another catalogue"
    elif change == "one more":
        members["evidence/new.txt"] = b"new"
    elif change == "one less":
        del members[PROOF]
    elif change == "none":
        del members[MANIFEST]
    else:
        members[MANIFEST] = b'{"files": "all"}' if change == "no list" else b"<!doctype html>"
    whole = with_checksums(members)
    assert list(verify(written(whole))) == []
    assert len(list(against_manifest(whole))) == 1


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/evil", "a/../../evil", "C:\\evil", "C:evil", "a\\b", "a//b", "./a", "a/."],
)
def test_a_name_that_leads_out_is_found(name: str) -> None:
    """Would catch a pack that writes beside the folder it is unpacked into."""
    assert [
        damage.member for damage in unsafe_names({name: b"", "evidence/Café 1.pdf": b"", SUMS: b""})
    ] == [name]


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
            ["git", "-c", "user.name=A team", "-c", "user.email=team@example.org", *command],
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
    for strange in (None, "0" * 40, "--upload-pack=evil"):
        (damage,) = against_git(pack(commit=strange), repository)
        assert damage.member is None
        assert Translator("fr")(damage.message)


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
    with pytest.raises(SignatureError):
        signer(data + b"\0", signature, signers)
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
