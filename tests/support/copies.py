"""Whole sites, built for real: the example copied to a folder of its own and built
by MkDocs in its own process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock
from manuals import EXAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

MANUAL = [
    "docs",
    "evidence",
    "macros",
    "mkdocs.yml",
    "mkdocs.offline.yml",
    "organisation.yaml",
    "evidence_index.yaml",
    "sessions.yaml",
    "registers",
    "rehearsals",
]


@dataclass
class Copy:
    """A copy of the example that a test may change."""

    root: Path

    @property
    def index(self) -> Path:
        """Return the evidence index."""
        return self.root / "evidence_index.yaml"

    @property
    def organisation(self) -> Path:
        """Return the organisation's file."""
        return self.root / "organisation.yaml"

    def change(self, path: str, old: str, new: str, *, count: int = 1) -> None:
        """Replace text in a file; the text must be there."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{path} does not hold {old!r}"
        file.write_text(text.replace(old, new, count), encoding="utf-8")

    def run(
        self, *command: str, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one of the installed commands in the manual's folder."""
        tool = Path(sys.executable).parent / command[0]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **(env or {})}
        return subprocess.run(
            [tool, *command[1:]],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
            timeout=400,
            env=environment,
        )

    def succeed(self, *command: str) -> None:
        """Run a command that must succeed."""
        done = self.run(*command)
        assert done.returncode == 0, done.stdout + done.stderr

    def line(self, path: str, text: str) -> int:
        """Return the number of the first line of a file that holds a text."""
        lines = (self.root / path).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)


def copied(target: Path) -> Path:
    """Copy the example."""
    target.mkdir()
    for name in MANUAL:
        source = EXAMPLE / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / name)
    return target


def built_once(
    factory: pytest.TempPathFactory, name: str, *options: str, example: str = ""
) -> Path:
    """Return the site of the manual, or of an example that stands in it;
    built by the first worker that needs it.
    """

    def build(manual: Copy) -> Path:
        if example:
            shutil.copytree(
                EXAMPLE / example,
                manual.root / example,
                ignore=shutil.ignore_patterns("site", "offline", ".cache"),
            )
        manual.succeed("preuve", "build", example or ".", "--site", "built", *options)
        return manual.root / "built"

    return made_once(factory, name, build)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Copy], Path]) -> Path:
    """Return what is made of a copy of the manual,
    made by the first of pytest's workers that needs it.
    """
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    target = shared / f"{name}-made"
    with FileLock(shared / f"{name}.lock"):
        if not target.exists():
            make(Copy(copied(shared / f"{name}-manual"))).rename(target)
    return target


NOT_COMPARED = {"sitemap.xml", "sitemap.xml.gz", ".nojekyll"}
"""MkDocs writes the day of the build into the first two, unless SOURCE_DATE_EPOCH says another;
only `preuve` the last.
"""


def contents(site: Path) -> dict[str, bytes]:
    """Return every file of a site but those that no two builders write alike."""
    files = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    return {name: file.read_bytes() for name, file in files.items() if name not in NOT_COMPARED}
