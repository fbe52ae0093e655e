"""What each kind of mistake gives, by the table in `kinds.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from helpers import said
from manuals import ORGANISATION, ManualFolder, entry, naming
from whole_files import BLANK, UNUSUAL, WHOLE

from preuve.gate.weakened import weakened_words
from preuve.report import Format, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.gate.gate import Verdict

# Every value is the text that stands there: what it becomes is the gate's to say.
KINDS: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "kinds.yaml").read_text(encoding="utf-8"),
    Loader=yaml.BaseLoader,  # noqa: S506 - it makes texts, lists and maps, and no objects
)
PAGE = "docs/criteria/criterion-2/indicator-04.md"
REGISTER = "registers/watch.yaml"
_DONE = entry(4, id="EV-4-I", stage="implemented", **naming(4))
_WAYS = ("file", "path", "register", "entry", "number", "page", "organisation", "configuration")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of a whole manual, in which EV-x shows what was done for indicator 4."""
    folder = ManualFolder(tmp_path_factory.mktemp("kinds"))
    folder.whole(entry("x", indicators="[4]", stage="implemented"))
    index = folder.root / "evidence_index.yaml"
    index.write_text(index.read_text(encoding="utf-8").replace(_DONE, ""), encoding="utf-8")
    assert folder.findings() == []
    return {
        file.relative_to(folder.root).as_posix(): file.read_bytes()
        for file in folder.root.rglob("*")
        if file.is_file()
    }


def _variants(kind: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the variants of a kind: one at a time of what it gives in several."""
    several = next((way for way in _WAYS if len(kind.get(way, ())) > 1), None)
    if several is None and len(kind.get("instead", ())) > 1 and not {*_WAYS} & {*kind}:
        several = "instead"
    for number in range(len(kind[several]) if several else 1):
        yield {
            **kind,
            **({several: [kind[several][number]]} if several else {}),
            "gives": kind.get("but", {}).get(str(number), kind["gives"]),
        }


def _bytes(content: str) -> bytes:
    """Return what the table means by a file's content."""
    if not content.startswith("="):
        return content.encode("latin-1")
    name = content.removeprefix("=")
    if name in BLANK or name in UNUSUAL:
        return {**BLANK, **UNUSUAL}[name][1]()
    ending, _, share = name.partition(" ")
    data = WHOLE[ending]()
    return data[: len(data) * int(share or 100) // 100]


def _proof(variant: dict[str, Any], base: dict[str, bytes], folder: ManualFolder) -> dict[str, Any]:
    """Write the file that EV-x is; return what its entry says."""
    if "file" in variant:
        name, content = variant["file"][0]
        folder.write(f"evidence/{name}", _bytes(content))
        return {"place": None, "file": f'"evidence/{name}"'}
    if "path" in variant:
        (path,) = variant["path"]
        if path not in base:
            site = path == "mkdocs.yml"
            folder.write(path, "site_name: x\nplugins: []\n" if site else "Minutes.\n")
        return {"place": None, "file": f'"{path}"'}
    if "register" in variant:
        folder.write(REGISTER, _bytes(variant["register"][0]))
        return {"place": None, "file": REGISTER}
    said_of_it = variant.get("entry", [{}])[0]
    return {**({"place": None} if {"file", "url"} & {*said_of_it} else {}), **said_of_it}


def _write(variant: dict[str, Any], base: dict[str, bytes], root: Path) -> ManualFolder:
    folder = ManualFolder(root)
    for path, data in base.items():
        folder.write(path, data)
    before = {"indicators": "[4]", "stage": "implemented"}
    after = {**before, **_proof(variant, base, folder)}
    index = base["evidence_index.yaml"].decode()
    index = index.replace(entry("x", **before), entry("x", **after))
    folder.write("evidence_index.yaml", index.encode())
    organisation = ORGANISATION + "".join(f"{line}\n" for line in variant.get("organisation", ()))
    for old, new in variant.get("instead", ()):
        assert old in organisation
        organisation = organisation.replace(old, new)
    folder.write("organisation.yaml", organisation.encode())
    for number in variant.get("number", ()):
        folder.write(PAGE, f"---\nindicator: {number}\n---\n# 4\n\nWe do this.\n".encode())
    for page in variant.get("page", ()):
        folder.write(PAGE, page.encode())
    for lines in variant.get("configuration", ()):
        plugins = "" if lines.startswith("plugins") else "plugins: []\n"
        folder.write("mkdocs.yml", f"site_name: x\n{plugins}{lines}\n".encode())
    for path, content in variant.get("holds", {}).items():
        folder.write(path, _bytes(content))
    return folder


def _given(verdict: Verdict) -> str:
    """Return what a manual gives, as the table has it."""
    gate = "open" if verdict.ok else "closed"
    fate = ""
    if verdict.assessment is not None:
        states = {one.evidence.id: one.counts for one in verdict.assessment.evidence}
        fate = {True: ", counts", False: ", does not count", None: ", lost"}[states.get("EV-x")]
    weights = ("error", "warning", "info")
    found = sorted((weights.index(one.severity.value), one.rule.value) for one in verdict.findings)
    findings = ", ".join(f"{weights[weight]} {rule}" for weight, rule in found)
    return f"{gate}{fate}" + (f"; {findings}" if findings else "")


@pytest.mark.parametrize("kind", KINDS, ids=[kind["kind"] for kind in KINDS])
def test_what_each_kind_gives(kind: dict[str, Any], base: dict[str, bytes], tmp_path: Path) -> None:
    """Would catch a kind of which one writing is judged and another is not, a proof that is none
    and counts, a gate that opens on it, and one that closes on what is right.
    """
    for number, variant in enumerate(_variants(kind)):
        folder = _write(variant, base, tmp_path / str(number))
        verdict = folder.check()
        shown = {way: variant[way] for way in (*_WAYS, "instead") if way in variant}
        assert _given(verdict) == variant["gives"], shown
        weak = weakened_words(verdict.manual.organisation)
        assert (weak is not None) == ("weakened" in variant), shown
        if weak is not None:
            last = render(verdict, Format.TEXT).rstrip("\n").rpartition("\n")[2]
            assert last.endswith(said(weak))


def test_the_table_is_large() -> None:
    """Would catch a table that lost its rows, or a kind that is tried in one way only and need not
    be.
    """
    variants = [len([*_variants(kind)]) for kind in KINDS]
    assert len(KINDS) >= 88
    assert sum(variants) >= 400
