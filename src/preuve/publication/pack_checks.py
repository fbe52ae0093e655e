"""A pack against more than itself: its manifest against its files, its names, and its proofs
against git.

Whoever can write a pack can write another whole one with new digests. So each proof can be compared
with the very file that the manifest's commit holds, and the pack can carry a signature (SSH's,
`ssh-keygen -Y`): neither can be made by whoever merely writes packs.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from preuve.core.digest import digest_of
from preuve.core.errors import PreuveError
from preuve.core.words import say
from preuve.history.versions import PastError, find, written_out
from preuve.model.manual import Manual
from preuve.model.proof_places import is_unportable
from preuve.publication.archive import SUMS, Damage
from preuve.publication.cleaning import cleaned_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from preuve.model.evidence import Evidence

MANIFEST = "MANIFEST.json"
NAMESPACE = "preuve-pack"
"""What a signature is for: one made for anything else does not count."""
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\n"
)
_TURNED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows: “gpj.exe” is then shown as “exe.jpg”."""
_SIGNATURE = b"-----BEGIN SSH SIGNATURE-----"
_TIMEOUT = 60


class SignatureError(PreuveError):
    """A signature that could not be made or asked for. `message` says why."""


def unsafe_names(members: Mapping[str, bytes]) -> Iterator[Damage]:
    """Yield members that would be unpacked outside the folder, or that no system unpacks alike.

    Args:
        members: the pack's files, by name.

    """
    names: set[str] = set()
    for name in members:
        path = PurePosixPath(name)
        outside = path.is_absolute() or ".." in path.parts or name[1:2] == ":"
        alike = normalize("NFC", name).casefold()
        if outside or "\\" in name or "\0" in name or name != str(path):
            yield Damage(name, say("Its name leads out of the folder it is unpacked into."))
        elif (
            any(is_unportable(part) for part in path.parts)
            or alike in names
            or not _TURNED.isdisjoint(name)
        ):
            yield Damage(name, say("Not every system can unpack a file of this name."))
        names.add(alike)


def against_manifest(members: Mapping[str, bytes]) -> Iterator[Damage]:
    """Yield where MANIFEST.json and the files do not agree. A pack without one is a pack of another
    kind: nothing is said.

    Args:
        members: the pack's files, by name.

    """
    if MANIFEST not in members:
        yield Damage(MANIFEST, say("The manifest is missing."))
        return
    document = _manifest(members[MANIFEST])
    listed_files = document.get("files") if document is not None else None
    if document is None or listed_files != (files_read := _files(document)):
        yield Damage(MANIFEST, say("The manifest cannot be read."))
        return
    files = [(str(file.get("name")), file) for file in files_read]
    listed = {name for name, _ in files}
    wrong = {name for name, file in files if name in members and not _tells(file, members[name])}
    for name in sorted({*listed, *members} - {MANIFEST, SUMS}):
        if name not in members:
            yield Damage(name, say("The manifest names it, and the pack does not hold it."))
        elif name not in listed:
            yield Damage(name, say("The manifest does not name it."))
        elif name in wrong:
            yield Damage(name, say("The manifest gives it another digest."))


def _manifest(data: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _files(document: dict[str, Any]) -> list[dict[str, Any]]:
    files = document.get("files")
    return [file for file in files if isinstance(file, dict)] if isinstance(files, list) else []


def _tells(file: dict[str, Any], data: bytes) -> bool:
    """Return whether what the manifest says of a file is true of its content."""
    return file.get("sha256") == digest_of(data) and file.get("bytes", len(data)) == len(data)


def against_git(members: Mapping[str, bytes], root: Path) -> Iterator[Damage]:
    """Yield proofs that are not the files that the manual held at the manifest's commit.

    Args:
        members: the pack's files, by name.
        root: the manual's folder, in its repository.

    Yields:
        A damage for each proof that differs; one without a member where git cannot tell.

    """
    document = _manifest(members.get(MANIFEST, b"")) or {}
    commit = document.get("commit")
    if not isinstance(commit, str):
        yield Damage(
            None, say("The manifest names no commit: its proofs cannot be compared with git.")
        )
        return
    try:
        with written_out(root, find(root, commit)) as folder:
            index = Manual.load(folder).evidence_index
            entries = {entry.id: entry for entry in index.evidence} if index else {}
            for name, proof in _proofs(document, members, entries):
                if proof is None:
                    yield Damage(name, say("The manifest does not say which proof it is."))
                elif not _same(name, members.get(name), entries.get(proof), folder):
                    yield Damage(
                        name,
                        say(
                            "It is not the file that git holds of {id} at {commit}.",
                            id=proof,
                            commit=commit[:8],
                        ),
                    )
    except PastError as error:
        yield Damage(None, error.message)


def _proofs(
    document: dict[str, Any], members: Mapping[str, bytes], entries: Mapping[str, Evidence]
) -> Iterator[tuple[str, str | None]]:
    """Yield each member that is a proof's file, and the proof's id; None where nothing, or not the
    name that people read, says which it is.
    """
    for file in _files(document):
        name, proof = str(file.get("name")), file.get("evidence")
        named = isinstance(proof, str) and PurePosixPath(name).name.startswith(f"{proof} ")
        if name.startswith("evidence/") or isinstance(proof, str):
            yield name, str(proof) if named else None
    for proof, entry in entries.items():
        if entry.file and (name := f"site/{entry.file}") in members:
            yield name, proof


def _same(name: str, data: bytes | None, entry: Evidence | None, folder: Path) -> bool:
    """Return whether a member is the file that git holds of a proof: the file itself, as a site
    shows it, or the one of which git holds the digest alone, where it lies on a shelf or in a
    store of large files.
    """
    if data is None or entry is None:
        return False
    digest = digest_of(data)
    if entry.file is None:
        return entry.shelf is not None and entry.sha256 == digest
    try:
        kept = (folder / entry.file).read_bytes()
    except (OSError, ValueError):
        return False
    pointer = _POINTER.match(kept)
    return (
        data == kept
        or (name.startswith("site/") and data == cleaned_file(entry.file, kept))
        or (pointer is not None and pointer[1].decode() == digest)
    )


def sign(pack: Path, key: Path) -> Path:
    """Sign a pack with an SSH key; return the signature's file, beside the pack.

    Raises:
        SignatureError: ssh-keygen is not there, or refuses the key; or a file that is no signature
            has its name.

    """
    signature = pack.with_name(f"{pack.name}.sig")
    if signature.exists():
        if not signature.is_file() or not signature.read_bytes().startswith(_SIGNATURE):
            raise SignatureError(
                say(
                    "{file} is there already, and is no signature: move it away.",
                    file=signature.name,
                )
            )
        signature.unlink()
    _keygen("sign", "-f", str(key), "-n", NAMESPACE, str(pack))
    return signature


def signer(data: bytes, signature: Path, signers: Path) -> str:
    """Return who signed a pack, as the list of signers calls him.

    Args:
        data: the pack's bytes.
        signature: the file that `sign` wrote.
        signers: who may sign: lines of a name and a public key (ssh-keygen's ALLOWED SIGNERS).

    Raises:
        SignatureError: nobody of the list signed these very bytes.

    """
    output = _keygen("find-principals", "-s", str(signature), "-f", str(signers))
    name = output.partition("\n")[0]
    _keygen(
        "verify", "-f", str(signers), "-I", name, "-n", NAMESPACE, "-s", str(signature), data=data
    )
    return name


def _keygen(action: str, *arguments: str, data: bytes | None = None) -> str:
    command = ["ssh-keygen", "-Y", action, *arguments]
    given: dict[str, Any] = {"input": data} if data is not None else {"stdin": subprocess.DEVNULL}
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=False, **given)  # noqa: S603 - fixed words
    except FileNotFoundError:
        raise SignatureError(say("ssh-keygen is not installed: it comes with OpenSSH.")) from None
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise SignatureError(say("ssh-keygen failed: {why}", why=str(error))) from None
    if done.returncode != 0:
        why = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()[-1:]
        raise SignatureError(say("ssh-keygen says: {why}", why=" ".join(why)))
    answer: bytes = done.stdout
    return answer.decode("utf-8", "replace").strip()
