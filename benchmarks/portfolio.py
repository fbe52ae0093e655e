"""How long many manuals take: `python benchmarks/portfolio.py --reports 10000 --manuals 1000`.

A report is the frozen example's, each a little different; a manual is its organisation and its
index, without files, as a consultant may be handed them. Each figure is of one whole process, its
workers counted in: run it on a quiet machine.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

from measure import Run, run

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "tests" / "example"
PREUVE = Path(sys.executable).parent / "preuve"
PROMISES = {"reports": (1_000, 15.0, 300.0), "manuals": (1_000, 60.0, 300.0)}
"""What is promised of each kind: how many, in how many seconds on two processors,
in how many MiB.
"""


def main() -> int:
    """Measure and print; return 0 when what was promised of the numbers measured held."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000)
    parser.add_argument("--manuals", type=int, default=1_000)
    options = parser.parse_args()
    held = True
    with tempfile.TemporaryDirectory() as name:
        for kind, count in (("reports", options.reports), ("manuals", options.manuals)):
            if count:
                held &= _measure(Path(name) / kind, kind, count)
    return 0 if held else 1


def _measure(folder: Path, kind: str, count: int) -> bool:
    folder.mkdir()
    lines = _reports(folder, count) if kind == "reports" else _manuals(folder, count)
    (folder / "portfolio.yaml").write_text("manuals:\n" + "".join(lines), encoding="utf-8")
    done = run([PREUVE, "portfolio", "check", "portfolio.yaml", "--html", "pages"], folder)
    size = (folder / "portfolio.sqlite").stat().st_size / 1e6
    print(
        f"{count} {kind}: {_told(done)}, database {size:.1f} MB, "
        f"{1_000 * done.seconds / count:.1f} ms each"
    )
    number, seconds, peak = PROMISES[kind]
    return count != number or (done.seconds <= seconds and done.peak <= peak)


def _told(done: Run) -> str:
    return (
        f"{done.seconds:.1f} s, {done.processor:.1f} s of processor, {done.peak:.0f} MiB at most "
        "in one process"
    )


def _reports(folder: Path, count: int) -> list[str]:
    text = run([PREUVE, "check", EXAMPLE, "--format", "json"], folder).output
    report = json.loads(text[text.index("{") : text.rindex("}") + 1])
    draw = random.Random(7)  # noqa: S311 - the same each time
    lines = []
    for number in range(count):
        for indicator in report["indicators"]:
            if indicator["applies"]:
                indicator["state"] = draw.choices(["covered", "partial", "missing"], [8, 2, 1])[0]
        states = Counter(indicator["state"] for indicator in report["indicators"])
        report["counts"] = {state: states[state] for state in report["counts"]}
        report["provider"] = f"Provider {number}"
        (folder / f"{number}.json").write_text(json.dumps(report), encoding="utf-8")
        lines.append(f"  - {{key: m{number}, report: {number}.json}}\n")
    return lines


def _manuals(folder: Path, count: int) -> list[str]:
    files = {
        name: (EXAMPLE / name).read_bytes() for name in ("organisation.yaml", "evidence_index.yaml")
    }
    lines = []
    for number in range(count):
        (folder / str(number)).mkdir()
        for name, data in files.items():
            (folder / str(number) / name).write_bytes(data)
        lines.append(f"  - {{key: m{number}, folder: '{number}'}}\n")
    return lines


if __name__ == "__main__":
    sys.exit(main())
