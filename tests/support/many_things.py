"""Things of which a manual may hold many: each as lines or files that *n* of them add.

`tests/gate/test_linear.py` counts the steps of a check over them, `benchmarks/linear.py` its time at
10,000.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from manuals import ORGANISATION, entry
from whole_files import document, pdf, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from manuals import ManualFolder

    Maker = Callable[[ManualFolder, int], None]

INDEX, ORG = "evidence_index.yaml", "organisation.yaml"
_SITE = "site_name: x\nplugins: [macros: {module_name: macros}]\n"


def _append(folder: ManualFolder, path: str, lines: Iterable[str]) -> None:
    with (folder.root / path).open("a", encoding="utf-8") as stream:
        stream.writelines(lines)


def _proofs(**changes: object) -> Maker:
    """Return a maker of proofs; {} in a value stands for their number."""

    def make(folder: ManualFolder, n: int) -> None:
        def written(number: int) -> dict[str, object]:
            return {
                key: value.format(number) if isinstance(value, str) else value
                for key, value in changes.items()
            }

        _append(folder, INDEX, (entry(4, **{"id": f"EV-m{i}", **written(i)}) for i in range(n)))

    return make


def _with_files(content: bytes, ending: str = "txt") -> Maker:
    def make(folder: ManualFolder, n: int) -> None:
        for i in range(n):
            folder.write(f"evidence/{i}.{ending}", content)
        _proofs(place=None, file=f"evidence/{{}}.{ending}")(folder, n)

    return make


def _organisation(key: str, line: str) -> Maker:
    def make(folder: ManualFolder, n: int) -> None:
        rows = "".join(f"  - {line.format(i)}\n" for i in range(n))
        folder.write(ORG, f"{ORGANISATION}{key}:\n{rows}")

    return make


def _page(line: str, *, site: bool = True) -> Maker:
    def make(folder: ManualFolder, n: int) -> None:
        if site:
            folder.write("mkdocs.yml", _SITE)
        folder.write("docs/many.md", "# Many\n\n" + "".join(line.format(i) for i in range(n)))

    return make


def _pages(folder: ManualFolder, n: int) -> None:
    folder.write("mkdocs.yml", _SITE)
    for i in range(n):
        folder.write(f"docs/many/{i}.md", f"# Page {i}\n\n[next]({(i + 1) % n}.md)\n")


def _globs(folder: ManualFolder, n: int) -> None:
    lines = "".join(f"  drafts/{i}/\n" for i in range(n))
    folder.write("mkdocs.yml", f"{_SITE}exclude_docs: |\n{lines}")


def _menu(folder: ManualFolder, n: int) -> None:
    folder.write("mkdocs.yml", _SITE + "nav:\n" + "".join(f"  - gone-{i}.md\n" for i in range(n)))


def _sessions(folder: ManualFolder, n: int) -> None:
    rows = "".join(
        f"  - {{id: S-{i}, title: Session {i}, category: training, starts: 2026-03-01, "
        "ends: 2026-03-02, headcount: 8}\n"
        for i in range(n)
    )
    folder.write("sessions.yaml", f"sessions:\n{rows}")


def _lines_of(name: str, line: str) -> Maker:
    """Return a maker of lines of a register; {} stands for their number."""

    def make(folder: ManualFolder, n: int) -> None:
        rows = "".join(f"  - {line.format(i)}\n" for i in range(n))
        folder.write(f"registers/{name}.yaml", f"{name}:\n{rows}")

    return make


def _links(folder: ManualFolder, n: int) -> None:
    _proofs(place=None, url="https://example.org/{}")(folder, n)
    rows = ", ".join(
        f'{{"url": "https://example.org/{i}", "checked": "2026-09-20", "outcome": "gone"}}'
        for i in range(n)
    )
    folder.write("links.json", f'{{"schema": 1, "links": [{rows}]}}')


_DESCRIBED = Path(__file__).parent.parent / "model" / "registers" / "described"


def _register(name: str) -> Maker:
    """Return a maker of the lines that a provider wrote as examples, again and again."""

    def make(folder: ManualFolder, n: int) -> None:
        head, *lines = (_DESCRIBED / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
        lines = [line for line in lines if line.startswith("  - {id: ")]
        rows = "".join(
            lines[i % len(lines)].replace("{id: ", f"{{id: N{i}-", 1) + "\n" for i in range(n)
        )
        beginning = head if head.startswith(name) or name == "disability_network" else f"{name}:"
        folder.write(f"registers/{name}.yaml", f"{beginning}\n{rows}")

    return make


def _on_shelf(folder: ManualFolder, n: int) -> None:
    _append(folder, ORG, ["shelves: {drive: {label: Drive}}\n"])
    _proofs(place=None, file="drive:s/{}.pdf")(folder, n)
    rows = ", ".join(
        f'{{"shelf": "drive", "path": "s/{i}.pdf", "seen": "2026-09-20", "outcome": "gone"}}'
        for i in range(n)
    )
    folder.write("shelves.json", f'{{"schema": 1, "files": [{rows}]}}')


def _people(folder: ManualFolder, n: int) -> None:
    rows = "".join(f"  role{i}: {{title: Trainer {i}, name: A. Name}}\n" for i in range(n))
    text = ORGANISATION.replace("people: {quality: Quality lead}", f"people:\n  quality: Q\n{rows}")
    folder.write(ORG, text.encode())


def _of_unknown_sessions(folder: ManualFolder, n: int) -> None:
    _sessions(folder, 1)
    _proofs(session="S-gone-{}")(folder, n)


def _of_sites(folder: ManualFolder, n: int) -> None:
    _append(folder, ORG, ["sites: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]\n"])
    _proofs(site="a")(folder, n)


THINGS: dict[str, Maker] = {
    **{f"lines of {file.stem}": _register(file.stem) for file in sorted(_DESCRIBED.glob("*.yaml"))},
    "proofs on a shelf": _on_shelf,
    "proofs of a site": _of_sites,
    "good proofs": _proofs(),
    "drafts": _proofs(status="draft"),
    "withdrawn proofs": _proofs(status="withdrawn"),
    "expired proofs": _proofs(valid_until="2026-02-01"),
    "proofs of one id": _proofs(id="EV-same"),
    "proofs of owners nobody knows": _proofs(owner="role{}"),
    "proofs of sessions nobody knows": _of_unknown_sessions,
    "proofs of no indicator": _proofs(indicators="[77]"),
    "proofs that are nowhere": _proofs(place='"?"'),
    "proofs of years that cannot be": _proofs(dated="0206-05-01"),
    "proofs dated ahead": _proofs(dated="2027-05-01"),
    "pages that are gone": _links,
    "files": _with_files(b"Minutes"),
    "empty files": _with_files(b""),
    "pointers": _with_files(b"version https://git-lfs.github.com/spec/v1\noid x\n", "pdf"),
    "documents": _with_files(pdf(), "pdf"),
    "documents cut off": _with_files(document()[:-30], "docx"),
    "workbooks without a value": _with_files(workbook(), "xlsx"),
    "missing files": _proofs(place=None, file="evidence/missing-{}.pdf"),
    "decisions": _organisation(
        "applicability",
        "{{indicator: 3, applies: false, reason: r{}, decided_by: quality, on: 2026-01-01}}",
    ),
    "waivers": _organisation(
        "waivers",
        "{{rule: missing-file, evidence: EV-{}, until: 2026-12-01, reason: r, owner: quality}}",
    ),
    "people": _people,
    "texts that are let through": _organisation(
        "allow", "{{text: Text {}, reason: r, by: quality, on: 2026-01-01}}"
    ),
    "mock audits": _organisation("audits", "{{type: mock, date: 2026-03-01, body: b{}}}"),
    "sessions": _sessions,
    "complaints": _lines_of(
        "complaints",
        "{{id: CP-{}, received: 2026-03-01, kind: complaint, by: learner, summary: Late, "
        "answered: 2026-02-05}}",
    ),
    "lines of the watch": _lines_of(
        "watch",
        "{{id: W-{0}, date: 2026-03-01, kind: skills, source: s, summary: t, owner: quality, "
        "review: [EV-{0}], from: 2026-04-01}}",
    ),
    "improvements": _lines_of(
        "improvements",
        "{{id: IM-{}, date: 2026-03-01, origin: NC-gone, action: a, owner: quality, "
        "due: 2026-06-30}}",
    ),
    "risks": _lines_of(
        "risks",
        "{{id: RK-{}, date: 2026-03-01, risk: r, gravity: 3, probability: 3, measure: m, "
        "owner: quality, due: 2026-05-31}}",
    ),
    "non-conformities": _lines_of(
        "non_conformities",
        "{{id: NC-{}, audit: 2026-03-01, indicator: 4, grade: minor, finding: f, "
        "notified: 2026-03-02, proof: [EV-gone]}}",
    ),
    "pages": _pages,
    "links on a page": _page("[a](gone-{}.md)\n\n"),
    "macros on a page": _page("{{{{{{{{ nothing{}() }}}}}}}}\n"),
    "brackets on a page": _page("["),
    "patterns of pages": _globs,
    "lines of a menu": _menu,
}
