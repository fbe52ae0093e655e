"""What opening the proofs and scanning the pages take of a check. Run as a process of its own, since
it imports Preuve: `parts.py MANUAL` prints JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUNDS = 7


class Part(NamedTuple):
    """A part of a check: what it does, to how many things, in how many seconds of processor."""

    name: str
    things: int
    seconds: float


def parts(python: Path, folder: Path) -> list[Part]:
    """Measure the parts of the check of a manual."""
    output = subprocess.run(  # noqa: S603 - this very file
        [python, __file__, folder], check=True, capture_output=True, text=True
    ).stdout
    return [Part(*row) for row in json.loads(output)]


def table(measured: dict[str, list[Part]]) -> str:
    """Return the parts as Markdown."""
    lines = ["| Size | Part of the check | Things | Processor |", "|---|---|---:|---:|"]
    lines += [
        f"| {size} | {part.name} | {part.things} | {1000 * part.seconds:.1f} ms |"
        for size, rows in measured.items()
        for part in rows
    ]
    return "\n".join(lines)


def _least(work: Callable[[], object]) -> float:
    """Return the least of some runs: what a busy machine adds is not the work's."""
    times = []
    for _ in range(_ROUNDS):
        begin = process_time()
        work()
        times.append(process_time() - begin)
    return min(times)


def _measure(root: Path) -> list[Part]:
    from preuve.model.manual import Manual  # noqa: PLC0415 - in the process that is measured
    from preuve.model.proof_file import check_file  # noqa: PLC0415
    from preuve.model.site_pages import read_pages  # noqa: PLC0415
    from preuve.model.site_settings import config_file, read_settings  # noqa: PLC0415
    from preuve.reading import PageTexts  # noqa: PLC0415

    manual = Manual.load(root)
    index = manual.evidence_index.evidence if manual.evidence_index else ()
    files = [entry.file for entry in index if entry.file]
    config = config_file(root)
    if not files or config is None:
        message = f"{root} has no file of a proof, or no site: nothing to measure"
        raise SystemExit(message)
    settings = read_settings(config, root)
    pages = len(read_pages(root, settings, PageTexts(root)).pages)
    opening = _least(lambda: [check_file(root, file) for file in files])
    return [
        Part("opening proofs", len(files), opening),
        Part("scanning pages", pages, _least(lambda: read_pages(root, settings, PageTexts(root)))),
    ]


if __name__ == "__main__":
    json.dump(_measure(Path(sys.argv[1])), sys.stdout)
