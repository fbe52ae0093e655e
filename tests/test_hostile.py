"""Hostile and clumsy input: each gives a clean finding or works;
none a traceback, a hang or 300 MiB.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

import pytest
from helpers import said
from manuals import ORGANISATION, ManualFolder, entry
from whole_files import pdf

from preuve import schema
from preuve.gate import gate
from preuve.reading import MAX_BYTES
from preuve.report import OF_A_VERDICT, Format, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ORG, INDEX, PAGE = (
    "organisation.yaml",
    "evidence_index.yaml",
    "docs/criteria/criterion-2/indicator-04.md",
)
SHOWN = "rehearsals/2026-09-22.yaml"
HEAD = b"---\nindicator: 4\n---\n"
BOM = "\ufeff".encode()


def proof(**changes: object) -> str:
    """Return one more entry, for indicator 4, with some keys changed;
    a key `file` takes the place of `place`.
    """
    if "file" in changes:
        changes["place"] = None
    return entry("x", indicators=changes.pop("indicators", "[4]"), **changes)


class Case(NamedTuple):
    """What is done to a whole manual, and all that must be found then."""

    found: list[str]
    files: dict[str, str | bytes | None] = {}  # noqa: RUF012 - never changed; None: the file is taken away
    entry: str = ""
    links: dict[str, str] = {}  # noqa: RUF012 - as above


def org(more: str, *found: str) -> Case:
    """Return a case of an organisation with more lines."""
    return Case([f"{result} {ORG}" for result in found], {ORG: ORGANISATION + more})


def added(text: str, *found: str) -> Case:
    """Return a case of an index with one more entry."""
    return Case([f"{result} {INDEX}" for result in found], entry=text)


def put(path: str, data: str | bytes | None, *found: str) -> Case:
    """Return a case of a file put in a file's place."""
    return Case([result if " " in result else f"{result} {path}" for result in found], {path: data})


NFC, NFD = normalize("NFC", "evidence/règlement.pdf"), normalize("NFD", "evidence/règlement.pdf")
A_PROOF = {"evidence/a.pdf": pdf("(A) Tj"), NFD: pdf("(B) Tj")}
ALIAS_BOMB = "a0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)
MERGE_BOMB = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 10)
)

CASES: dict[str, Case] = {
    "a duplicate key": org("name: Another\n", "duplicate-key"),
    "a duplicate key in an entry": added(proof() + "    id: EV-y\n", "duplicate-key"),
    "a duplicate key on a page": put(
        PAGE, "---\nindicator: 4\nindicator: 5\n---\nText.\n", "duplicate-key"
    ),
    "a tab": org("conditions:\n\tcertifying: true\n", "yaml-syntax"),
    "a tab in an entry": added("  -\tid: EV-x\n", "yaml-syntax"),
    "a tab on a page": put(PAGE, "---\nindicator:\n\t4\n---\nText.\n", "yaml-syntax"),
    "a byte order mark": put(ORG, BOM + ORGANISATION.encode()),
    "a byte order mark inside": put(
        ORG, ORGANISATION.encode() + BOM + b"sites: 2\n", "yaml-syntax"
    ),
    "a byte order mark twice": put(ORG, BOM + BOM + ORGANISATION.encode(), "yaml-syntax"),
    "a byte order mark on a page": put(PAGE, BOM + HEAD + b"Text.\n"),
    "CRLF": put(ORG, ORGANISATION.replace("\n", "\r\n").encode()),
    "CRLF on a page": put(PAGE, (HEAD + b"Text.\n").replace(b"\n", b"\r\n")),
    "Latin-1": put(ORG, ORGANISATION.replace("Test", "Été").encode("latin-1"), "unreadable-file"),
    "Latin-1 on a page": put(PAGE, HEAD + "Déjà.\n".encode("latin-1"), "unreadable-file"),
    "UTF-16": put(ORG, ORGANISATION.encode("utf-16"), "unreadable-file"),
    "UTF-16 without a mark": put(ORG, ORGANISATION.encode("utf-16-be"), "yaml-syntax"),
    "UTF-32": put(ORG, ORGANISATION.encode("utf-32"), "unreadable-file"),
    "a merge conflict": org(
        "<<<<<<< HEAD\nsites: 1\n=======\nsites: 2\n>>>>>>> theirs\n", "yaml-syntax"
    ),
    "a merge conflict in the index": added(
        "<<<<<<< HEAD\n" + proof() + "=======\n>>>>>>> theirs\n", "yaml-syntax"
    ),
    "a merge conflict on a page": put(
        PAGE, "---\n<<<<<<< x\nindicator: 4\n=======\n>>>>>>> x\n---\nText.\n", "yaml-syntax"
    ),
    "an alias bomb": put(ORG, ALIAS_BOMB, "yaml-syntax"),
    "a merge key bomb": put(INDEX, MERGE_BOMB, "yaml-syntax"),
    "an alias bomb on a page": put(PAGE, f"---\n{ALIAS_BOMB}---\nText.\n", "yaml-syntax"),
    "a tag that runs code": org("sites: !!python/object/apply:os.getcwd []\n", "yaml-syntax"),
    "no for a flag": put(
        ORG, ORGANISATION.replace("conditions: {", "conditions: {certifying: no, "), "wrong-type"
    ),
    "no for a number": org("sites: no\n", "wrong-type"),
    "no for a text": added(proof(title="no", note="no")),
    "Norway": org("people: {no: no}\n", "duplicate-key"),
    "012 for a number": org("sites: 012\n", "wrong-type"),
    "012 for an indicator": added(proof(indicators="[012]"), "wrong-type"),
    "012 for a text": added(proof(session="012")),
    "1:30 for a number": org("sites: 1:30\n", "wrong-type"),
    "1:30 for an indicator": added(proof(indicators="[1:30]"), "wrong-type"),
    "1:30 for a text": added(proof(note="1:30")),
    "2026-02-30": added(proof(dated="2026-02-30"), "invalid-date"),
    "2026-02-30 in the organisation": org("as_of: 2026-02-30\n", "duplicate-key"),
    "2026-13-01": org("audits: [{type: mock, date: 2026-13-01}]\n", "invalid-date"),
    "a time for a date": added(proof(dated="2026-02-03T10:00:00Z"), "invalid-date"),
    "a year for a date": added(proof(dated="2026"), "invalid-date"),
    "the last day there is": added(
        proof(dated="9999-12-31", review_every="9999 years"), "impossible-date"
    ),
    "the first day there is": added(
        proof(dated="0001-01-01", review_every="1 day"), "impossible-date"
    ),
    "a number as id": added(proof(id="2026")),
    "an octal number as id": added(proof(id="012")),
    "numbers as ids that YAML takes for one": added(
        proof(id="012") + proof(id="10") + proof(id="1e1")
    ),
    "a date as id": added(proof(id="2026-02-30")),
    "a list as id": added(proof(id="[1]"), "wrong-type"),
    "nothing as id": added(proof(id=""), "invalid-value"),
    "a look-alike id": added(proof(id="\u0415V-4"), "invalid-value"),
    "a look-alike key": added(proof(owner=None) + "    \u043ewner: quality\n", "unknown-key"),
    "a look-alike word": added(proof(status="\u0430pproved"), "invalid-value"),
    "a look-alike role": added(proof(owner="qu\u0430lity"), "invalid-value"),
    "a look-alike digit": added(proof(indicators="[\uff14]"), "wrong-type"),
    "a look-alike date": added(proof(dated="\uff12026-01-01"), "invalid-date"),
    "a look-alike dash": added(proof(dated="2026\u201101\u201101"), "invalid-date"),
    "a look-alike file": Case(
        [f"missing-file {INDEX}"], {**A_PROOF}, proof(file="evidence/\u0430.pdf")
    ),
    "text from right to left": added(proof(title='"a \\u202E b"')),
    "a name stored as NFD": Case([], {**A_PROOF}, proof(file=NFD)),
    "a name stored as NFD, written as NFC": Case(
        [f"missing-file {INDEX}"], {**A_PROOF}, proof(file=NFC)
    ),
    "a name in other capitals": Case(
        [f"missing-file {INDEX}"], {**A_PROOF}, proof(file="evidence/A.pdf")
    ),
    "a folder in other capitals": Case(
        [f"missing-file {INDEX}"], {**A_PROOF}, proof(file="Evidence/a.pdf")
    ),
    "../": added(proof(file="../a.pdf"), "file-outside-repository"),
    "../ inside": added(proof(file="evidence/../../a.pdf"), "file-outside-repository"),
    "an absolute path": added(proof(file="/etc/passwd"), "file-outside-repository"),
    "a home folder": added(proof(file="~/a.pdf"), "file-outside-repository"),
    "Windows separators": Case(
        [f"file-outside-repository {INDEX}"], {**A_PROOF}, proof(file="evidence\\a.pdf")
    ),
    "a Windows way up": added(proof(file="..\\a.pdf"), "file-outside-repository"),
    "an address for a file": added(proof(file="https://example.org/a.pdf"), "invalid-value"),
    "a drive": added(proof(file="C:/a.pdf"), "file-outside-repository"),
    "a share": added(proof(file="'\\\\server\\a.pdf'"), "file-outside-repository"),
    "CON.pdf": added(proof(file="evidence/CON.pdf"), "invalid-value"),
    "a folder named aux": added(proof(file="aux/a.pdf"), "invalid-value"),
    "COM¹": added(proof(file="evidence/COM¹.pdf"), "invalid-value"),
    "a name that ends in a dot": added(proof(file="evidence/a.pdf."), "invalid-value"),
    "a stream": added(proof(file="evidence/a.pdf:x"), "invalid-value"),
    "a proof that is a link out": Case(
        [f"file-outside-repository {INDEX}"],
        links={"evidence/a.pdf": "{out}/secret.pdf"},
        entry=proof(file="evidence/a.pdf"),
    ),
    "a proof in a folder that is a link out": Case(
        [f"file-outside-repository {INDEX}"],
        links={"evidence": "{out}"},
        entry=proof(file="evidence/secret.pdf"),
    ),
    "a page that is a link out": Case(
        ["link-in-docs docs/criteria/a.md"], links={"docs/criteria/a.md": "{out}/secret.pdf"}
    ),
    "a folder of docs that is a link out": Case(
        ["link-in-docs docs/more"], links={"docs/more": "{out}"}
    ),
    "docs that is a link out": Case(
        ["link-in-docs docs", "22 missing-page"], {"docs": None}, links={"docs": "{out}"}
    ),
    "docs/criteria that is a link out": Case(
        ["link-in-docs docs/criteria", "22 missing-page"],
        {"docs/criteria": None},
        links={"docs/criteria": "{out}"},
    ),
    "a link to itself": Case(["link-in-docs docs/loop"], links={"docs/loop": "loop"}),
    "an empty organisation": put(ORG, b"", *["missing-key"] * 3),
    "an empty index": put(INDEX, b"", "22 missing-evidence"),
    "an index of white space": put(INDEX, b" \n\n  ", "22 missing-evidence"),
    "an empty page": put(PAGE, b"", "missing-page"),
    "a list for the organisation": put(ORG, "- name: x\n", "wrong-type"),
    "a list for the index": put(INDEX, "- id: EV-1\n", "wrong-type"),
    "a list for a map": put(
        ORG, ORGANISATION.partition("conditions:")[0] + "conditions: [certifying]\n", "wrong-type"
    ),
    "a map for a list": org("audits: {type: initial, date: 2026-01-01}\n", "wrong-type"),
    "a list for an entry": added("  - [EV-x, Proof, 4]\n", "wrong-type"),
    "a list for a text": added(proof(title="[a, b]"), "wrong-type"),
    "a map for a text": added(proof(title="{a: b}"), "wrong-type"),
    "a map for the entries": put(INDEX, "evidence: {EV-1: {title: x}}\n", "wrong-type"),
    "a text for a map": org("certificate: CL-2025\n", "wrong-type"),
    "a list on a page": put(PAGE, "---\n- indicator: 4\n---\nText.\n", "missing-page"),
    "a NUL": put(ORG, ORGANISATION.encode() + b"sites: \0\n", "yaml-syntax"),
    "nothing but NULs": put(INDEX, bytes(1000), "yaml-syntax"),
    "a NUL in a path": added(proof(file='"evidence/a.pdf\\0.txt"'), "invalid-value"),
    "a NUL on a page": put(PAGE, HEAD + b"Text\0.\n"),
    "a folder for the organisation": Case([f"unreadable-file {ORG}"], {ORG: None, f"{ORG}/x": b""}),
    "a folder for the index": Case([f"unreadable-file {INDEX}"], {INDEX: None, f"{INDEX}/x": b""}),
    "a folder for a proof": Case(
        [f"missing-file {INDEX}"], {"evidence/a.pdf/x": b""}, proof(file="evidence/a.pdf")
    ),
    "a folder for a page": Case([f"missing-page {PAGE}"], {PAGE: None, f"{PAGE}/x": b""}),
    "a file for a folder": Case(
        [f"missing-file {INDEX}"], {"evidence": b""}, proof(file="evidence/a.pdf")
    ),
    "a file for docs": Case(["22 missing-page"], {"docs": b""}),
    "a device for the index": Case(
        [f"unreadable-file {INDEX}"], {INDEX: None}, links={INDEX: "/dev/zero"}
    ),
    "a file that cannot be read": Case(
        [f"unreadable-file {ORG}"], {ORG: None}, links={ORG: "/proc/self/mem"}
    ),
    "a line separator of Unicode": put(
        ORG, ORGANISATION.replace("Test", "Te\u2028st").encode(), "yaml-syntax"
    ),
    "too many indicators": added(proof(indicators=f"[{'4, ' * 5_000}4]")),
    "a text of a book": added(proof(note="a " * 2_500), "invalid-value"),
    "an integer of a book": org(f"sites: {'9' * 5_000}\n", "wrong-type"),
    "front matter opened by dashes and a blank": put(PAGE, b"--- \nindicator: 4\n---\nText.\n"),
    "a page of marks never closed": put(PAGE, HEAD + b"Text. " + b"{{<!--{%{#" * 50_000),
}


def _change(folder: ManualFolder, case: Case, outside: Path) -> None:
    for path, data in case.files.items():
        target = folder.root / path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
        if data is not None:
            folder.write(path, data.encode() if isinstance(data, str) else data)
    if case.entry:
        with (folder.root / INDEX).open("ab") as stream:
            stream.write(case.entry.encode())
    for path, where in case.links.items():
        (folder.root / path).parent.mkdir(exist_ok=True)
        (folder.root / path).symlink_to(where.format(out=outside))


def _summary(verdict: gate.Verdict) -> list[str]:
    """Return what was found as `rule file`;
    what was found of every indicator as a number and the rule.
    """
    rules = Counter(str(one.rule) for one in verdict.findings)
    found = [
        f"{finding.rule} {finding.place.file}"
        if rules[finding.rule] < 20
        else f"{rules[finding.rule]} {finding.rule}"
        for finding in verdict.findings
    ]
    return sorted(set(found), key=found.index) if len(found) > 20 else found


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_is_told_or_works(
    folder: ManualFolder, case: Case, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Would catch a traceback in a reader, a rule or a report,
    a fault told twice, and one not told at all.
    """
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.pdf").write_bytes(HEAD + b"Secret.\n")
    folder.whole()
    _change(folder, case, outside)
    verdict = folder.check()
    assert _summary(verdict) == case.found
    for form in OF_A_VERDICT:
        text = render(verdict, form)
        assert "ecret" not in text.replace("secret.pdf", "")
    assert json.loads(render(verdict, Format.JSON))["ok"] is verdict.ok


class Measured(NamedTuple):
    """What a whole process of the command cost and said."""

    status: int
    mebibytes: float
    seconds: float
    said: str


_MEASURE = """
import json, resource, subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], capture_output=True, timeout=60)
cost = resource.getrusage(resource.RUSAGE_CHILDREN)
said = done.stdout[:20_000] + done.stdout[-1_000:] + done.stderr
print(json.dumps([done.returncode, cost.ru_maxrss / 1024, time.monotonic() - start, said.decode("utf-8", "replace")]))
"""


def measured(root: Path, *options: str) -> Measured:
    """Run `preuve check` in a process of its own;
    the one that starts it is small, since a child is counted as large.
    """
    command = Path(sys.executable).parent / "preuve"
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, command, "check", root, *options],
        capture_output=True,
        check=True,
    )
    return Measured(*json.loads(done.stdout))


def _giant(size: int) -> Callable[[Path], None]:
    return lambda file: os.truncate(file, size)


def _bytes(make: Callable[[], bytes]) -> Callable[[Path], None]:
    def write(file: Path) -> None:
        file.write_bytes(make())

    return write


def _owners() -> bytes:
    return b"evidence:\n" + b"".join(
        proof(id=f"EV-{n}", owner=f"role{n}").encode() for n in range(5_000)
    )


def _rehearsal() -> bytes:
    shown = "  - {{id: '{}.{}', indicator: 4, asked: q, evidence: [{}]}}\n"
    numbers = [(one, two) for one in range(1, 34) for two in range(1, 16)]
    asked = (
        shown.format(*pair, ", ".join(f"E-{n}-{k}" for k in range(20)))
        for n, pair in enumerate(numbers)
    )
    return b"date: 2026-09-22\nseed: 1\nedition: rnq-2019\nquestions:\n" + "".join(asked).encode()


def _many_proofs() -> bytes:
    return b"evidence:\n" + b"".join(
        proof(id=f"EV-{n:05}", place="Binder 1").encode() for n in range(5_000)
    )


def _waivers() -> bytes:
    waiver = (
        "  - {{rule: unknown-owner, evidence: E{}, reason: r, owner: quality, until: 2027-01-01}}\n"
    )
    return (ORGANISATION + "waivers:\n" + "".join(map(waiver.format, range(5_000)))).encode()


def _people() -> bytes:
    people = ", ".join(f"person{n}: x" for n in range(5_000))
    return ORGANISATION.replace("quality: Quality lead", people).encode()


FULL = MAX_BYTES - 100
MiB = 1024 * 1024
# What is written → the rule that says so. Each would take minutes, or gigabytes, or end the
# process, if it were let.
BOMBS: dict[str, tuple[dict[str, Callable[[Path], None]], str]] = {
    "an index of 100 MB": ({INDEX: _giant(100 * MiB)}, "too-large"),
    "an organisation of 100 MB": ({ORG: _giant(100 * MiB)}, "too-large"),
    "a page of 100 MB": ({PAGE: _giant(100 * MiB)}, "too-large"),
    "lists 10,000 deep": ({INDEX: _bytes(lambda: b"[" * 10_000)}, "yaml-syntax"),
    "lists 100,000 deep": ({INDEX: _bytes(lambda: b"[" * 100_000 + b"]" * 100_000)}, "yaml-syntax"),
    "maps 100,000 deep": ({ORG: _bytes(lambda: b"{a: " * 100_000)}, "yaml-syntax"),
    "dashes 100,000 deep": ({INDEX: _bytes(lambda: b"- " * 100_000)}, "yaml-syntax"),
    "blocks 10,000 deep": (
        {INDEX: _bytes(lambda: b"".join(b" " * n + b"a:\n" for n in range(10_000)))},
        "too-large",
    ),
    "a page 100,000 deep": (
        {PAGE: _bytes(lambda: b"---\n" + b"[{a: " * 100_000 + b"\n---\n")},
        "yaml-syntax",
    ),
    "an alias bomb": ({INDEX: _bytes(ALIAS_BOMB.encode)}, "yaml-syntax"),
    "a merge key bomb": ({INDEX: _bytes(MERGE_BOMB.encode)}, "yaml-syntax"),
    "ten million values": (
        {INDEX: _bytes(lambda: b"evidence: [" + b"a," * (FULL // 2))},
        "too-large",
    ),
    "a hundred thousand keys": ({ORG: _bytes(lambda: b"a: 1\n" * 100_000)}, "too-large"),
    "twenty thousand unknown keys": (
        {ORG: _bytes(lambda: b"".join(b"k%d: 1\n" % n for n in range(20_000)))},
        "too-large",
    ),
    "a hundred thousand faults": (
        {INDEX: _bytes(lambda: b"evidence: [" + b"a," * 100_000 + b"]")},
        "too-large",
    ),
    "a text of 20 MB": (
        {ORG: _bytes(lambda: "name: 😀{}\n".format("a" * FULL).encode()[:FULL])},
        "invalid-value",
    ),
    "a page of 20 MB": (
        {PAGE: _bytes(lambda: HEAD + b"{{<!--" * (FULL // 6))},
        "page-without-text",
    ),
    "a file of %TAG": (
        {ORG: _bytes(lambda: b"".join(b"%%TAG !a%d! b\n" % n for n in range(100_000)))},
        "yaml-syntax",
    ),
    "many owners, many people": ({INDEX: _bytes(_owners), ORG: _bytes(_people)}, "unknown-owner"),
    "many proofs, many others shown": (
        {INDEX: _bytes(_many_proofs), SHOWN: _bytes(_rehearsal)},
        "unknown-reference",
    ),
    "many owners, many waivers": ({INDEX: _bytes(_owners), ORG: _bytes(_waivers)}, "unknown-owner"),
}


@pytest.mark.parametrize(("files", "rule"), BOMBS.values(), ids=BOMBS)
def test_bombs(folder: ManualFolder, files: dict[str, Callable[[Path], None]], rule: str) -> None:
    """Would catch a check that hangs, that takes the machine's memory,
    or whose process is gone without a word.
    """
    folder.whole()
    for path, make in files.items():
        make(folder.write(path, b""))
    check = measured(folder.root)
    assert check.status in {1, 2}, check.said
    assert f"[{rule}]" in check.said
    assert "Traceback" not in check.said
    assert check.mebibytes < 300
    assert check.seconds < 20


def test_a_pipe_is_not_waited_for(folder: ManualFolder) -> None:
    """Would catch a check, or a build after it, that waits for ever for somebody to write."""
    folder.whole(proof(file="evidence/pipe", sha256="0" * 64))
    (folder.root / "evidence").mkdir()
    for path in (ORG, INDEX, PAGE):
        (folder.root / path).rename(folder.root / "kept")
        os.mkfifo(folder.root / path)
        assert f"{path}:1:1: error [unreadable-file]" in measured(folder.root).said
        (folder.root / "kept").rename(folder.root / path)
    os.mkfifo(folder.root / "evidence" / "pipe")
    os.mkfifo(folder.root / "docs" / "pipe.md")
    assert _summary(folder.check()) == ["unreadable-file docs/pipe.md", f"missing-file {INDEX}"]


@pytest.fixture
def unprivileged() -> Iterator[ManualFolder]:
    """Return a folder that a user without rights can go into,
    where the tests are run by one who may read everything.
    """
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield ManualFolder(Path(name))


# What nobody may read → what is found.
FORBIDDEN = {
    "the organisation": (ORG, [f"unreadable-file {ORG}"]),
    "the index": (INDEX, [f"unreadable-file {INDEX}"]),
    "a page": (PAGE, [f"unreadable-file {PAGE}"]),
    "a proof": ("evidence/a.pdf", ["1 missing-file"]),
    "the folder of a page": ("docs/criteria/criterion-2", ["4 missing-page"]),
    "the folder of a proof": ("evidence", [f"missing-file {INDEX}"]),
    "everything": (".", [f"unreadable-file {INDEX}", f"unreadable-file {ORG}"]),
}


@pytest.mark.parametrize(("path", "found"), FORBIDDEN.values(), ids=FORBIDDEN)
@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="no such rights here")
def test_what_may_not_be_read(unprivileged: ManualFolder, path: str, found: list[str]) -> None:
    """Would catch a traceback, and a manual that passes because part of it was not looked at."""
    unprivileged.whole(proof(file="evidence/a.pdf"))
    unprivileged.write("evidence/a.pdf", pdf())
    target = unprivileged.root / path
    mode, user = target.stat().st_mode, os.geteuid()
    target.chmod(0)
    if user == 0:
        os.seteuid(65534)
    try:
        verdict = unprivileged.check()
    finally:
        os.seteuid(user)
        target.chmod(mode)
    rules = [str(finding.rule) for finding in verdict.findings]
    assert found in (_summary(verdict), [f"{len(rules)} {rules[0]}"] if rules else [])


def test_a_folder_of_files_renamed(folder: ManualFolder) -> None:
    """Would catch minutes spent on proposing a name for each of a thousand files."""
    folder.whole(*[proof(id=f"EV-{n}", file=f"evidence/proof-{n:04}.pdf") for n in range(1_000)])
    for n in range(1_000):
        folder.write(f"evidence/file-{n:04}.pdf", b"")
    check = measured(folder.root)
    assert check.said.count("[missing-file]") > 20
    assert check.seconds < 20


def test_a_name_nearly_written_is_proposed(folder: ManualFolder) -> None:
    """Would catch a person left to look for the file:
    the nearest name in its folder is told, in each folder.
    """
    folder.whole(
        proof(file="evidence/catalog.pdf"),
        proof(id="EV-y", file="a.pdf"),
        proof(id="EV-z", file="evidence/none/b.pdf"),
    )
    folder.write("evidence/catalogue.pdf", pdf())
    folder.write("b.pdf", b"A")
    helps = [said(finding.help) for finding in folder.check().findings]
    assert helps[:2] == ["Did you mean “evidence/catalogue.pdf”?", "Did you mean “b.pdf”?"]
    assert helps[2].startswith("Add the file at this place")


def test_too_many_faults_of_one_kind(folder: ManualFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a gate that opens, or a report of a gigabyte,
    where one thing is wrong everywhere.
    """
    monkeypatch.setattr(gate, "MAX_DIAGNOSTICS", 10)
    monkeypatch.setattr(schema.reader, "MAX_DIAGNOSTICS", 20)
    for count, rules in (
        (10, {"evidence-for-not-applicable": 10}),
        (15, {"evidence-for-not-applicable": 10, "too-large": 1}),
    ):
        folder.whole(*[proof(id=f"X-{n}", indicators="[3]") for n in range(count)])
        verdict = folder.check()
        assert Counter(str(one.rule) for one in verdict.findings) == rules
        assert verdict.ok is (count == 10)
    folder.whole(
        *[
            proof(id=f"X-{n}", indicators="[3]", owner="x" if n > 9 else "quality")
            for n in range(15)
        ]
    )
    found = [str(finding.rule) for finding in folder.check().findings]
    assert found == [*["unknown-owner"] * 5, *["evidence-for-not-applicable"] * 5, "too-large"], (
        "the gravest are told"
    )
    for text in (
        "".join(f"key{n}: 1\n" for n in range(25)),
        "evidence:\n" + "".join(proof(id=f"EV-{n}", dated="soon") for n in range(25)),
        f"evidence: [{'a, ' * 25}]\n",
        "evidence:\n" + proof(indicators=f"[{'x, ' * 25}4]"),
    ):
        folder.write(INDEX, text)
        verdict = folder.check()
        assert verdict.assessment is None, "what was not read is not judged"
        assert [str(one.rule) for one in verdict.findings].count("too-large") == 1
        assert len(verdict.findings) == 11
