"""Proofs that lie outside git: looked at in a folder, or by a listing of a real rclone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tracemalloc
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped] # it has no types
import pytest
from helpers import preuve, said
from manuals import DAY, ORGANISATION, entry

from preuve.assess.assessment import EvidenceState, assess
from preuve.commands.schemas import schemas
from preuve.cycle.forecast import forecast
from preuve.gate import gate
from preuve.links.shelf_lending import lent
from preuve.links.shelf_looking import look
from preuve.links.shelf_stores import FolderStore, ListedStore, ShelfError, StoredFile
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.model.proof_places import ShelvedFile, is_path_on_shelf
from preuve.model.shelf_results import (
    FILE,
    Fingerprint,
    ShelfOutcome,
    ShelfSighting,
    read_shelves,
    written,
)
from preuve.publication.audience import restrict
from preuve.publication.pack import copies
from preuve.publication.secrets import secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manuals import ManualFolder

    from preuve.core.finding import Finding

SHELF = "shelves: {drive: {label: Drive Qualité, env: PREUVE_DRIVE}}\n"
PATH = "Sessions 2026/A12/émargement.txt"
_OF_SHELVES = {"not-on-shelf", "shelf-changed", "shelf-not-seen", "empty-file", "link-file"}
RCLONE = shutil.which("rclone")
with_rclone = pytest.mark.skipif(RCLONE is None, reason="rclone is not there")


class Shelved:
    """A manual with one proof on a shelf, and the shelf's folder."""

    def __init__(self, folder: ManualFolder, top: Path) -> None:
        self.folder, self.top = folder, top
        self.put(PATH, "those who were there\n")

    def put(self, path: str, text: str) -> Path:
        """Write a file of the shelf."""
        file = self.top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def write(self, organisation: str = SHELF, path: str = PATH, **changes: object) -> None:
        """Write the manual."""
        proof = {"file": f'"drive:{path}"', "place": None, "access": "auditor", **changes}
        self.folder.whole(entry(17, id="EV-S", **proof), organisation=ORGANISATION + organisation)

    def look(self, *arguments: str, stdin: bytes = b"", shelf: bool = True) -> tuple[int, str]:
        """Run the verb; return its status and what it said."""
        command = Path(sys.executable).parent / "preuve"
        done = subprocess.run(
            [command, "shelves", "--root", str(self.folder.root), *arguments],
            env={
                "PATH": "/usr/bin:/bin",
                **({"PREUVE_DRIVE": str(self.top)} if shelf else {}),
            },
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
        )
        told = (done.stdout + done.stderr).decode()
        assert "Traceback" not in told
        return done.returncode, told

    def listing(self) -> bytes:
        """Return what a real rclone lists."""
        assert RCLONE is not None
        return subprocess.run(
            [RCLONE, "lsjson", "-R", "--hash", "--files-only", f":local:{self.top}"],
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout

    def noted(self) -> dict[str, Any]:
        """Return the row of the proof in `shelves.json`."""
        rows = json.loads((self.folder.root / FILE).read_text(encoding="utf-8"))
        jsonschema.validate(rows, json.loads(schemas()["shelves.schema.json"]))
        (row,) = rows["files"]
        assert isinstance(row, dict)
        return row

    def found(self, on: date | None = None) -> list[Finding]:
        """Return what is found about shelves; looks are of today, so the day is after them."""
        return [
            one
            for one in self.folder.check(on or date.today() + timedelta(1)).findings  # noqa: DTZ011 - as the verb takes it
            if one.rule in _OF_SHELVES
        ]


@pytest.fixture
def shelved(folder: ManualFolder, tmp_path: Path) -> Shelved:
    """Give a manual with a shelf."""
    return Shelved(folder, tmp_path / "drive")


WAYS = [pytest.param("folder"), pytest.param("listing", marks=with_rclone)]


def _look(shelved: Shelved, way: str) -> tuple[int, str]:
    if way == "folder":
        return shelved.look()
    return shelved.look("--listing", "drive=-", stdin=shelved.listing(), shelf=False)


@pytest.mark.parametrize("way", WAYS)
def test_there_changed_moved_gone_and_back(shelved: Shelved, way: str) -> None:
    """Would catch a change, a move or a loss that a look does not see, or that the gate does not
    tell, in a folder or by what a real rclone lists of it.
    """
    shelved.write()
    assert [one.rule for one in shelved.found()] == ["shelf-not-seen"]
    assert _look(shelved, way)[0] == 0
    assert shelved.noted()["outcome"] == "there"
    assert shelved.found() == []

    file = shelved.put(PATH, "those who were there, and one more\n")
    status, told = _look(shelved, way)
    assert (status, "no longer what was approved" in told) == (1, True)
    assert [one.rule for one in shelved.found()] == ["shelf-changed"]

    approved = preuve("approve", "EV-S", "--root", str(shelved.folder.root))
    assert approved.returncode == 0, approved.stderr
    assert _look(shelved, way)[0] == 0
    assert shelved.found() == []

    moved = shelved.top / "Sessions 2026/A12 web/émargement signé.txt"
    moved.parent.mkdir()
    file.rename(moved)
    status, told = _look(shelved, way)
    assert (
        status,
        "moved. Write file: drive:Sessions 2026/A12 web/émargement signé.txt" in told,
    ) == (1, True)
    (finding,) = shelved.found()
    assert (finding.rule, finding.severity) == ("not-on-shelf", "error")
    assert "émargement signé.txt" in said(finding.help)

    moved.unlink()
    shelved.put("other.txt", "what keeps the folder from being empty")
    assert _look(shelved, way)[0] == 1
    assert shelved.noted()["outcome"] == "gone"
    assert [one.rule for one in shelved.found()] == ["not-on-shelf"]

    shelved.put(PATH, "those who were there, and one more\n")
    assert _look(shelved, way)[0] == 0
    assert shelved.found() == []


def test_a_digest_of_the_index_tells_a_change_at_the_first_look(shelved: Shelved) -> None:
    """Would catch a file that was changed before anybody looked, though its digest was kept."""
    shelved.write(sha256="0" * 64)
    assert shelved.look()[0] == 1
    assert [one.rule for one in shelved.found()] == ["shelf-changed"]


def test_a_proof_that_is_gone_uncovers_its_indicator(shelved: Shelved) -> None:
    """Would catch an indicator that rests on what is not there, and one lack told twice."""
    shelved.write()
    index = (shelved.folder.root / "evidence_index.yaml").read_text(encoding="utf-8")
    kept = index.replace("id: EV-17\n", "id: EV-17\n    session: x\n").replace(
        "    status: approved", "    status: approved"
    )
    for name in ("EV-17", "EV-17-I"):
        start = kept.index(f"  - id: {name}\n")
        end = kept.find("  - id:", start + 5)
        kept = kept[:start] + kept[end:]
    shelved.folder.write("evidence_index.yaml", kept)
    shelved.look()
    (shelved.top / PATH).unlink()
    shelved.put("other.txt", "x")
    shelved.look()
    found = [
        one
        for one in shelved.folder.check(date.today() + timedelta(1)).findings  # noqa: DTZ011 - as above
        if one.indicator == 17 or one.evidence == "EV-S"
    ]
    assert [one.rule for one in found] == ["not-on-shelf"]
    assert "No other evidence counts for: indicator 17" in said(found[0].message)


def test_a_look_of_a_later_day_says_nothing_yet(shelved: Shelved) -> None:
    """Would catch a manual of an old day that knows what was seen since, and a forecast that
    differs from the assessment of its days.
    """
    shelved.write()
    shelved.look()
    (shelved.top / PATH).unlink()
    shelved.put("other.txt", "x")
    shelved.look()
    manual = Manual.load(shelved.folder.root)
    seen = next(iter(manual.shelves.values())).seen
    for days, state in ((-1, EvidenceState.CURRENT), (0, EvidenceState.UNUSABLE)):
        judged = assess(manual, seen + timedelta(days))
        assert judged is not None
        assert {one.evidence.id: one.state for one in judged.evidence}["EV-S"] is state
    ahead = forecast(manual, seen - timedelta(40), seen + timedelta(40))
    assert ahead is not None
    for day in (seen - timedelta(1), seen, seen + timedelta(1)):
        judged = assess(manual, day)
        assert judged is not None
        assert [one.on(day) for one in ahead.outlooks] == [one.state for one in judged.indicators]


def test_the_age_of_a_look(shelved: Shelved) -> None:
    """Would catch an age that is judged by a rule nobody gave, or a proof newer than the look that
    is taken for seen.
    """
    shelved.write(SHELF.replace("env:", "look_every: 3 months, env:"))
    shelved.look()
    today = date.today()  # noqa: DTZ011 - as the verb takes it
    assert shelved.found(today + timedelta(80)) == []
    assert [one.rule for one in shelved.found(today + timedelta(100))] == ["shelf-not-seen"]
    shelved.write()
    assert shelved.found(today + timedelta(100)) == []
    shelved.write(dated=(today + timedelta(2)).isoformat())
    assert [one.rule for one in shelved.found(today + timedelta(3))] == ["shelf-not-seen"]


def test_nothing_is_noted_of_a_shelf_that_is_not_there(shelved: Shelved, tmp_path: Path) -> None:
    """Would catch a disk that is not connected, or a listing that failed, taken for a shelf from
    which everything is gone.
    """
    shelved.write()
    assert shelved.look()[0] == 0
    before = (shelved.folder.root / FILE).read_bytes()
    empty = tmp_path / "empty"
    empty.mkdir()
    listing = tmp_path / "listing.json"
    for content in (b"", b"[]", b"{}", b"null", b'{"a"', b"[" * 100_000, b'[{"Path": 3}]', b"[1]"):
        listing.write_bytes(content)
        status, told = shelved.look("--listing", f"drive={listing}", shelf=False)
        assert (status, "listing" in told) == (2, True), content
        assert (shelved.folder.root / FILE).read_bytes() == before
    assert shelved.look(shelf=False)[0] == 2
    shelved.top.rename(tmp_path / "away")
    empty.rename(shelved.top)
    assert shelved.look()[0] == 2
    assert (shelved.folder.root / FILE).read_bytes() == before
    for arguments in (("--listing", "drive"), ("--listing", "drve=x"), ("--listing", "drive=no")):
        status, told = shelved.look(*arguments)
        assert status == 2, told


@with_rclone
def test_both_ways_see_the_same(shelved: Shelved) -> None:
    """Would catch a folder and a listing of it that tell different digests, sizes or times: each
    change of way would look like a change of the proof.
    """
    for number in range(20):
        shelved.put(f"a/ß {number}/ü{number}.pdf", "x" * number)
    listed, there = ListedStore.read(shelved.listing()), FolderStore(shelved.top)
    assert sorted(listed.paths()) == sorted(there.paths())
    for path in there.paths():
        assert listed.get(path) == there.get(path)


def test_accents_stored_otherwise_are_the_same_file(shelved: Shelved) -> None:
    """Would catch a file called gone because a Mac stores its accents in two signs."""
    (shelved.top / PATH).unlink()
    shelved.put("Sessions 2026/A12/e\u0301margement.txt", "those who were there\n")
    shelved.write()
    assert shelved.look()[0] == 0
    shelved.write(path=PATH.replace("A12", "a12"))
    status, told = shelved.look()
    assert (status, "Did you mean drive:Sessions 2026/A12/" in told) == (1, True)


def test_links_of_a_shelf_are_not_followed(shelved: Shelved, tmp_path: Path) -> None:
    """Would catch a link on a shelf by which a pack takes a file of the system."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (shelved.top / PATH).unlink()
    (shelved.top / PATH).symlink_to(secret)
    shelved.put("other.txt", "x")
    shelved.write()
    assert shelved.look()[0] == 1
    manual = Manual.load(shelved.folder.root)
    judged = assess(manual, DAY)
    assert judged is not None
    given = lent(judged, {"PREUVE_DRIVE": str(shelved.top)})
    assert not any(isinstance(one, Path) for one in given.values())


def test_what_a_pack_takes(shelved: Shelved) -> None:
    """Would catch a pack without what lies on a shelf that is there, with what is shown on request
    only, or with another content than was approved.
    """
    shelved.write()
    manual = Manual.load(shelved.folder.root)
    judged = assess(manual, DAY)
    assert judged is not None
    there = {"PREUVE_DRIVE": str(shelved.top)}
    for environment, audience, taken in (
        (there, Audience.AUDITOR, ["EV-S"]),
        ({}, Audience.AUDITOR, []),
        (there, Audience.PUBLIC, []),
    ):
        given = lent(judged, environment)
        assert [one.evidence for one in copies(judged, audience, given)] == taken
    for changes in ({"sha256": "0" * 64}, {"access": "on_request"}, {"path": "gone.txt"}):
        shelved.write(**changes)
        again = assess(Manual.load(shelved.folder.root), DAY)
        assert again is not None
        assert list(copies(again, Audience.AUDITOR, lent(again, there))) == []


@pytest.mark.parametrize("access", ["public", "auditor", "on_request"])
def test_who_is_told_the_path(shelved: Shelved, access: str) -> None:
    """Would catch a path, which holds people's names, that the public sees, or the auditor of what
    is shown on request; in a page, in a table, or in what was seen.
    """
    path = "Sessions 2026/Dossier Durand/émargement Durand.txt"
    shelved.put(path, "x\n")
    shelved.write(path=path, access=access)
    shelved.look()
    verdict = gate.check(Manual.load(shelved.folder.root), DAY)
    told = {
        Audience.INTERNAL: True,
        Audience.AUDITOR: access != "on_request",
        Audience.PUBLIC: False,
    }
    for audience, shown in told.items():
        seen = restrict(verdict, audience)
        assert ("Durand" in repr(seen)) is shown, (audience, access)
        hidden = {secret.text for secret in secrets(verdict, seen)}
        assert (path in hidden) is not shown


PATHS = {
    "drive:a.pdf": None,
    "drive:Sessions 2026/A12/émargement.pdf": None,
    "drive:C:x.pdf": None,
    "drive:/etc/passwd": "invalid-value",
    "drive:../x.pdf": "invalid-value",
    "drive:a//b.pdf": "invalid-value",
    "drive:.ssh/id_rsa": "invalid-value",
    "drive:a/./b.pdf": "invalid-value",
    "drive:a\\b.pdf": "invalid-value",
    "drive:": "invalid-value",
    "https://example.org/a.pdf": "invalid-value",
    "d:a.pdf": "file-outside-repository",
    "C:/a.pdf": "file-outside-repository",
    "drve:a.pdf": "unknown-reference",
    "mailto:someone@example.org": "unknown-reference",
}


@pytest.mark.parametrize(("text", "rule"), PATHS.items())
def test_odd_paths(folder: ManualFolder, text: str, rule: str | None) -> None:
    """Would catch a path that leads out of a shelf, or an address taken for one."""
    folder.whole(
        entry(17, id="EV-S", file=json.dumps(text), place=None), organisation=ORGANISATION + SHELF
    )
    found = [one.rule for one in folder.check().findings if one.rule != "shelf-not-seen"]
    assert found == ([rule] if rule else [])


SHELVES = {
    "shelves: {d: {label: D}}\n": ["invalid-value"],
    "shelves: {Drive: {label: D}}\n": ["invalid-value"],
    "shelves: {drive: {label: D, env: HOME}}\n": ["invalid-value"],
    "shelves: {drive: {env: PREUVE_DRIVE}}\n": ["missing-key"],
    "shelves: [drive]\n": ["wrong-type"],
}


@pytest.mark.parametrize(("text", "rules"), SHELVES.items())
def test_odd_shelves(folder: ManualFolder, text: str, rules: list[str]) -> None:
    """Would catch a shelf that points at any folder of whoever runs a stranger's manual."""
    folder.whole()
    folder.write("organisation.yaml", ORGANISATION + text)
    assert [one.split()[0] for one in folder.findings()] == rules


ODD_RECORDS = [
    b"",
    b"{}",
    b'{"schema": 1}',
    b'{"schema": 2, "files": []}',
    b'{"schema": 1, "files": [{"shelf": "drive"}]}',
    b'{"schema": 1, "files": [{"shelf": "drive", "path": "a", "seen": "2026-02-30", "outcome": "there"}]}',
    b'{"schema": 1, "files": [{"shelf": "drive", "path": "a", "seen": "2026-02-28", "outcome": "?"}]}',
    b'{"schema": 1, "files": [{"shelf": "drive", "path": "a", "seen": "2026-02-28", "outcome": "there", "sha256": "x"}]}',
    b"[" * 100_000,
    b"\xff\xfe",
]


@pytest.mark.parametrize("data", ODD_RECORDS, ids=range(len(ODD_RECORDS)))
def test_a_record_that_cannot_be_read_is_told(folder: ManualFolder, data: bytes) -> None:
    """Would catch a traceback, or a record that is passed over without a word."""
    folder.whole()
    folder.write(FILE, data)
    assert folder.findings() == [f"unreadable-file {FILE}:1"] or folder.findings()[0].startswith(
        f"unreadable-file {FILE}:"
    )
    assert folder.check().ok


def test_ten_thousand_files(shelved: Shelved) -> None:
    """Would catch a look, or a record, that does not hold what an index may name."""
    rows = [
        {"Path": f"s/{number}.pdf", "Size": 3, "Hashes": {"md5": f"{number:032x}"}}
        for number in range(10_000)
    ]
    proofs = "".join(
        entry(17, id=f"S{number}", file=f"drive:s/{number}.pdf", place=None)
        for number in range(10_000)
    )
    shelved.folder.write("organisation.yaml", ORGANISATION + SHELF)
    shelved.folder.index(proofs)
    status, told = shelved.look(
        "--listing", "drive=-", stdin=json.dumps(rows).encode(), shelf=False
    )
    assert status == 0, told
    seen, fault = read_shelves(shelved.folder.root)
    assert (len(seen), fault) == (10_000, None)


def test_what_a_store_knows_decides() -> None:
    """Would catch a change that is told by a time where a digest says that nothing changed."""
    one = Fingerprint("a" * 64, "b" * 32, 3, "2026-01-01T00:00:00Z")
    assert not one.differs(one._replace(modified="2026-02-01T00:00:00Z"))
    assert one.differs(one._replace(sha256="c" * 64))
    bare = Fingerprint(size=3, modified="2026-01-01T00:00:00Z")
    assert not one.differs(bare)
    assert one.differs(bare._replace(size=4))
    assert bare.differs(bare._replace(modified="2026-02-01T00:00:00Z"))
    with pytest.raises(ShelfError):
        ListedStore.read(b"[]")
    listed = ListedStore.read(
        b'[{"Path":"a","Size":-1,"ModTime":"2026-11-30T01:00:00.123456789+01:00","IsDir":false,'
        b'"Hashes":{"quickxorhash":"x=","SHA256":"zz"}}]'
    ).get("a")
    assert listed is not None
    assert listed.fingerprint == Fingerprint(modified="2026-11-30T00:00:00Z")
    assert ShelvedFile("drive", "a/b.pdf").name == "b.pdf"


def test_what_was_noted_is_read_again(folder: ManualFolder) -> None:
    """Would catch a record of our own that is called unreadable, or one that loses what was seen."""
    seen = ShelfSighting(
        ShelvedFile("drive", "a/b.pdf"),
        date(2026, 9, 30),
        ShelfOutcome.THERE,
        Fingerprint("a" * 64, "b" * 32, 3, "2026-01-01T00:00:00Z"),
        date(2026, 9, 1),
        "a/c.pdf",
    )
    gone = ShelfSighting(ShelvedFile("drive", "x"), date(2026, 9, 30), ShelfOutcome.GONE)
    folder.write(FILE, written([gone, seen]))
    assert read_shelves(folder.root) == ({seen.file: seen, gone.file: gone}, None)


def _row(path: str, **more: object) -> dict[str, object]:
    return {"Path": path, "Size": 3, "ModTime": "2026-06-01T10:00:00Z", **more}


HOSTILE_LISTINGS = {
    "paths that lead elsewhere": [_row(PATH), _row("../x"), _row("/etc/passwd"), _row("a\\b")],
    "signs that are none": [_row(PATH), _row("a\x1b[31m.pdf"), _row("b\n.pdf"), _row("")],
    "hidden files": [_row(PATH), _row(".git/config"), _row("a/.ssh/id")],
    "folders": [_row("Sessions 2026", IsDir=True), _row(PATH, IsDir=False)],
    "accents in two signs": [_row(PATH.replace("é", "e\u0301"))],
    "no digests": [_row(PATH, Hashes=None)],
    "digests of other stores": [_row(PATH, Hashes={"dropbox": "ab", "quickxorhash": "x=", "sha1": "1"})],
    "numbers that are none": [_row(PATH, Size=-1, ModTime="soon", Hashes={"md5": "z" * 32})],
}  # fmt: skip


@pytest.mark.parametrize("rows", HOSTILE_LISTINGS.values(), ids=HOSTILE_LISTINGS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_listings_of_any_store(rows: list[dict[str, object]], encoding: str) -> None:
    """Would catch a path out of the shelf that is proposed, a file that is not found because its
    store has other digests, and a listing that a shell wrote in its own encoding.
    """
    store = ListedStore.read(json.dumps(rows, indent=1).encode(encoding))
    assert store.get(PATH) is not None
    assert all(is_path_on_shelf(path) for path in store.paths())
    assert len(list(store.paths())) == 1


def test_two_files_of_one_name(shelved: Shelved) -> None:
    """Would catch a change that is not seen, where a store holds two files of one name."""
    shelved.write()
    rows = [_row(PATH, Hashes={"md5": "a" * 32})]
    assert (
        shelved.look("--listing", "drive=-", stdin=json.dumps(rows).encode(), shelf=False)[0] == 0
    )
    for more in (0, 1):
        again = _row(PATH, ModTime="2026-07-01T10:00:00Z", Hashes={"md5": "b" * 32})
        both = [rows[0], again] if more else [again, rows[0]]
        seen = ListedStore.read(json.dumps(both).encode()).get(PATH)
        assert seen is not None
        assert seen.fingerprint.md5 == "b" * 32


BROKEN_LISTINGS = (
    b'[{"Path":"a"}',
    b'[{"Path":"a"},]',
    b'[{"Path":"a"}] x',
    b"[,]",
    b'[{"Path":"a"} {"Path":"b"}]',
    b'[{"Path":"a"},{"Path":"b","x":[' + b"{}," * 100_000 + b"{}]}]",
)


@pytest.mark.parametrize("data", BROKEN_LISTINGS, ids=range(len(BROKEN_LISTINGS)))
def test_a_listing_that_is_cut_or_swollen(data: bytes) -> None:
    """Would catch half a listing taken for a shelf that lost the other half, and a row that fills
    the memory.
    """
    with pytest.raises(ShelfError):
        ListedStore.read(data)


@pytest.mark.growth
def test_a_giant_listing_is_read_row_by_row() -> None:
    """Would catch memory that grows with what a listing's rows say beside names and digests."""
    row = json.dumps(_row("a.pdf", Metadata={f"k{n}": [n] * 20 for n in range(200)})).encode()
    data = b"[" + b",".join([row] * 2_000) + b"]"
    tracemalloc.start()
    ListedStore.read(data)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3 * len(data)


def test_many_that_are_gone_are_looked_for_once(shelved: Shelved) -> None:
    """Would catch a look whose time grows with what is missing times what is there."""
    asked = 0

    class Counting(ListedStore):
        def paths(self) -> Iterator[str]:
            nonlocal asked
            asked += 1
            return super().paths()

    store = Counting([StoredFile(f"b/{number}.pdf", Fingerprint()) for number in range(50)])
    shelved.folder.write("organisation.yaml", ORGANISATION + SHELF)
    shelved.folder.index(
        *(entry(17, id=f"S{n}", file=f"drive:a/{n}.pdf", place=None) for n in range(50))
    )
    index = Manual.load(shelved.folder.root).evidence_index
    assert index is not None
    seen = list(look(index.evidence, store, {}, DAY))
    assert [one.to for one in seen] == [f"b/{number}.pdf" for number in range(50)]
    assert asked == 1
