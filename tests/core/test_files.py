"""Files that the index names: by the exact name they have on disk, never through a link."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

import pytest

from preuve.core.files import FileFact, Folder, Presence

NFC, NFD = normalize("NFC", "règlement é.pdf"), normalize("NFD", "règlement é.pdf")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with files, links, a pipe and odd names."""
    evidence = tmp_path / "evidence"
    (evidence / "Sub dir").mkdir(parents=True)
    (evidence / "a.pdf").write_bytes(b"A")
    (evidence / "Sub dir" / "ça va.pdf").write_bytes(b"B")
    (evidence / NFD).touch()
    (evidence / "100% #1?.pdf").touch()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.pdf").touch()
    (evidence / "link.pdf").symlink_to("a.pdf")
    (evidence / "broken.pdf").symlink_to("nowhere.pdf")
    (evidence / "linked").symlink_to("../outside")
    os.mkfifo(evidence / "pipe")
    return tmp_path


FACTS = {
    "evidence/a.pdf": FileFact(Presence.PRESENT),
    "evidence/Sub dir/ça va.pdf": FileFact(Presence.PRESENT),
    "evidence/100% #1?.pdf": FileFact(Presence.PRESENT),
    f"evidence/{NFD}": FileFact(Presence.PRESENT),
    f"evidence/{NFC}": FileFact(Presence.ABSENT, f"evidence/{NFD}"),
    f"evidence/{NFC.upper()}": FileFact(Presence.ABSENT, f"evidence/{NFD}"),
    "evidence/A.pdf": FileFact(Presence.ABSENT, "evidence/a.pdf"),
    "evidence/a.PDF": FileFact(Presence.ABSENT, "evidence/a.pdf"),
    "Evidence/a.pdf": FileFact(Presence.ABSENT, "evidence/a.pdf"),
    "evidence/sub dir/ça va.pdf": FileFact(Presence.ABSENT, "evidence/Sub dir/ça va.pdf"),
    "evidence/b.pdf": FileFact(Presence.ABSENT),
    "evidence/none/a.pdf": FileFact(Presence.ABSENT),
    "evidence/a.pdf/b.pdf": FileFact(Presence.ABSENT),
    "evidence": FileFact(Presence.NOT_A_FILE),
    "evidence/Sub dir": FileFact(Presence.NOT_A_FILE),
    "evidence/pipe": FileFact(Presence.NOT_A_FILE),
    "evidence/link.pdf": FileFact(Presence.THROUGH_LINK),
    "evidence/broken.pdf": FileFact(Presence.THROUGH_LINK),
    "evidence/linked": FileFact(Presence.THROUGH_LINK),
    "evidence/linked/secret.pdf": FileFact(Presence.THROUGH_LINK),
    "evidence/linked/none.pdf": FileFact(Presence.THROUGH_LINK),
}


@pytest.mark.parametrize(("path", "fact"), FACTS.items())
def test_facts(folder: Path, path: str, fact: FileFact) -> None:
    """Would catch a name that only a laptop finds, a folder or a link taken for the file,
    and a wrong proposal.
    """
    assert Folder(folder).fact(path) == fact


def test_digests(folder: Path) -> None:
    """Would catch a file that changed after it was approved,
    and a digest asked of what is not there.
    """
    digest, other = sha256(b"A").hexdigest(), sha256(b"B").hexdigest()
    files = Folder(folder)
    assert files.fact("evidence/a.pdf", digest).presence is Presence.PRESENT
    assert files.fact("evidence/a.pdf", other).presence is Presence.CHANGED
    assert files.fact("evidence/b.pdf", digest).presence is Presence.ABSENT
    assert files.fact("evidence/link.pdf", digest).presence is Presence.THROUGH_LINK
    (folder / "evidence" / "large.bin").write_bytes(b"x" * ((2 << 20) + 1))
    assert (
        Folder(folder)
        .fact("evidence/large.bin", sha256(b"x" * ((2 << 20) + 1)).hexdigest())
        .presence
        is Presence.PRESENT
    )


def test_a_walk_names_links_and_does_not_follow_them(folder: Path) -> None:
    """Would catch a walk out of the manual, or one that never ends,
    or that differs from run to run.
    """
    (folder / "evidence" / "Sub dir" / "loop").symlink_to("..")
    walked = list(Folder(folder).walk("evidence"))
    assert walked == list(Folder(folder).walk("evidence"))
    assert ("evidence/linked", "link") in walked
    assert ("evidence/Sub dir/loop", "link") in walked
    assert ("evidence/pipe", "other") in walked
    assert not any("secret" in path or "loop/" in path for path, _ in walked)
    assert list(Folder(folder).walk("absent")) == []


def test_names_for_proposals(folder: Path) -> None:
    """Would catch a link or a folder proposed as the file that was meant."""
    assert sorted(Folder(folder).names("evidence")) == sorted(
        ["evidence/a.pdf", f"evidence/{NFD}", "evidence/100% #1?.pdf"]
    )
    assert Folder(folder).names("absent") == ()
    (folder / "top.pdf").touch()
    assert Folder(folder).names("") == ("top.pdf",)


def test_a_folder_is_listed_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a check whose time grows with entries times files."""
    listed: list[str] = []
    scandir = os.scandir

    def counted(path: Path) -> object:
        listed.append(Path(path).name)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", counted)
    files = Folder(folder)
    for number in range(50):
        files.fact(f"evidence/{number}.pdf")
        files.fact("evidence/Sub dir/ça va.pdf")
    assert listed == [folder.name, "evidence", "Sub dir"]
