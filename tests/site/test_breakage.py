"""`preuve serve` through forty kinds of breakage: each is answered on the page concerned,
the last good page stays, and the next good state is shown again.
"""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING, NamedTuple

from serving import live

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from copies import Copy

SECONDS = float(os.environ.get("PREUVE_ANSWERS", "0"))
"""The longest that an answer may take, where the machine is idle: `PREUVE_ANSWERS=2`."""

REGISTER, HOME = "register/", ""


class Breakage(NamedTuple):
    """One kind: what is done to which file, and the words that must then stand on which page."""

    path: str
    damage: Callable[[Path], object]
    page: str
    words: str


def added(text: str) -> Callable[[Path], object]:
    """Append to a file, as an editor does it: beside it, then in its place."""

    def damage(file: Path) -> None:
        beside = file.with_name(f"{file.name}.tmp~")
        beside.write_bytes(file.read_bytes() + text.encode("utf-8", "surrogateescape"))
        beside.replace(file)

    return damage


def swapped(old: str, new: str) -> Callable[[Path], object]:
    """Write a file anew with other words in it."""

    def damage(file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return damage


def folder_instead(file: Path) -> None:
    """Put a folder where the file was."""
    file.unlink()
    file.mkdir()


def link_instead(file: Path) -> None:
    """Put a link that leads nowhere where the file was."""
    file.unlink()
    file.symlink_to("nowhere-to-be-seen")


def gone(file: Path) -> None:
    """Take a file or a folder away."""
    shutil.rmtree(file) if file.is_dir() else file.unlink()


def gone_to_a_file(folder: Path) -> None:
    """Put a file where the folder was."""
    shutil.rmtree(folder)
    folder.write_text("x", encoding="utf-8")


PAGE = "docs/register.md"
INDEX, TEAM, CONFIG = "evidence_index.yaml", "macros/team.py", "mkdocs.yml"
BREAKAGE = [
    Breakage(PAGE, added("\n[x](gone-1.md)\n"), REGISTER, "gone-1.md"),
    Breakage(PAGE, added("\n[x](index.md#nowhere-2)\n"), REGISTER, "nowhere-2"),
    Breakage(PAGE, added("\n![x](gone-3.png)\n"), REGISTER, "gone-3.png"),
    Breakage(PAGE, added("\n[x](/absolute-4)\n"), REGISTER, "absolute-4"),
    Breakage(PAGE, added("\n[x][ref]\n\n[ref]: gone-5.md\n"), REGISTER, "gone-5.md"),
    Breakage(PAGE, added("\n{{ preuves() }}\n"), REGISTER, "Did you mean “evidence”"),
    Breakage(PAGE, added("\n{{ evidence(\n"), REGISTER, "[broken-braces]"),
    Breakage(PAGE, added("\n{% if true %}\n"), REGISTER, "[broken-braces]"),
    Breakage(PAGE, added("\n{{ evidence(1, 2, 3, 4, 5, 6, 7) }}\n"), REGISTER, "with 7 values"),
    Breakage(PAGE, added("\n{{ name_of_nothing }}\n"), REGISTER, "name_of_nothing"),
    Breakage(PAGE, added("\n{{ 1 / 0 }}\n"), REGISTER, "ZeroDivisionError"),
    Breakage(PAGE, added('\n{% include "gone-12.txt" %}\n'), REGISTER, "gone-12.txt"),
    Breakage(PAGE, added("\n{{ [1][0].nothing_13 }}\n"), REGISTER, "nothing_13"),
    Breakage(PAGE, added("\n{{ evidence(4711) }}\n"), REGISTER, "4711"),
    Breakage(PAGE, added("\n\udcff\udcfe\n"), REGISTER, "[unreadable-file]"),
    Breakage(PAGE, gone, HOME, "register.md"),
    Breakage(PAGE, folder_instead, HOME, "register.md"),
    Breakage(PAGE, link_instead, HOME, "register.md"),
    Breakage(INDEX, added("  - [\n"), HOME, f"{INDEX}:"),
    Breakage(INDEX, added("\tid: EV-900\n"), HOME, f"{INDEX}:"),
    Breakage(INDEX, added("  - id: EV-001\n"), HOME, "EV-001"),
    Breakage(INDEX, added("other_key_22: 1\n"), HOME, "other_key_22"),
    Breakage(INDEX, added("x: &a [1]\n"), HOME, f"{INDEX}:"),
    Breakage(INDEX, added("\udcff\n"), HOME, "UTF-8"),
    Breakage(INDEX, added("deep: " + "[" * 500 + "\n"), HOME, f"{INDEX}:"),
    Breakage(INDEX, gone, HOME, INDEX),
    Breakage(INDEX, folder_instead, HOME, INDEX),
    Breakage("organisation.yaml", added("language: en\n"), HOME, "[duplicate-key]"),
    Breakage("organisation.yaml", added("as_of: 2026-02-30\n"), HOME, "organisation.yaml:"),
    Breakage("organisation.yaml", gone, HOME, "organisation.yaml cannot be opened"),
    Breakage("sessions.yaml", added("  - {\n"), HOME, "sessions.yaml:"),
    Breakage("registers/complaints.yaml", added("- [\n"), HOME, "registers/complaints.yaml:"),
    Breakage("evidence", gone, HOME, "[missing-file]"),
    Breakage(CONFIG, added("nav: [\n"), HOME, f"{CONFIG}:"),
    Breakage(CONFIG, swapped("  macros:", "  nosuch-35: {}\n  macros:"), HOME, "nosuch-35"),
    Breakage(
        CONFIG,
        swapped("markdown_extensions:\n", "markdown_extensions:\n  - nosuch_36\n"),
        HOME,
        "nosuch_36",
    ),
    Breakage(CONFIG, swapped("  - register.md", "  - register-37.md"), HOME, "register-37.md"),
    Breakage(
        CONFIG, swapped("features:\n", "features:\n    - navigation.instant\n"), HOME, "instant"
    ),
    Breakage(CONFIG, gone, HOME, CONFIG),
    Breakage(TEAM, added("\nraise ValueError('ouch-40')\n"), HOME, "ouch-40"),
    Breakage(TEAM, added("\ndef broken(:\n"), HOME, "SyntaxError"),
    Breakage(TEAM, added("\nimport os; os._exit(3)\n"), HOME, "could not be drawn"),
    Breakage(TEAM, added("\ndef f(): f()\nf()\n"), HOME, "RecursionError"),
    Breakage(TEAM, added("\nimport no_such_module_44\n"), HOME, "no_such_module_44"),
    Breakage("macros", gone, HOME, "macros"),
    Breakage(TEAM, added("\nprint('noise' * 100000); raise KeyError('k-46')\n"), HOME, "k-46"),
    Breakage(TEAM, added("\nprint([1]); print('{}'); raise KeyError('k-47')\n"), HOME, "k-47"),
    Breakage(TEAM, added("\nimport sys; sys.exit('bye-48')\n"), HOME, "bye-48"),
    Breakage(INDEX, added("".join(f"  - id: EV-9{n:03}\n" for n in range(600))), HOME, "more."),
    Breakage(
        CONFIG, swapped("nav:\n", "nav:\n  - {A: {B: index.md}}\n"), HOME, "no line of a menu"
    ),
    Breakage(CONFIG, swapped("  name: material\n", "  name: nosuch_51\n"), HOME, "nosuch_51"),
    Breakage(CONFIG, swapped("docs_dir: docs", "docs_dir: gone_52"), HOME, "gone_52"),
    Breakage(PAGE, added('\n{{ "x" | nofilter_53 }}\n'), REGISTER, "nofilter_53"),
    Breakage(PAGE, added("\n[a][r]\n\n> [r]: gone-54.md\n"), REGISTER, "gone-54.md"),
    Breakage("registers", gone_to_a_file, HOME, "registers"),
    Breakage("docs", gone, HOME, "docs"),
]


def test_each_breakage_is_answered(copy: Copy, tmp_path: Path) -> None:
    """Would catch a fault that is shown nowhere, too late, or takes the last good page away;
    a server that ends or hangs; a good state that is not shown again.
    """
    whole = tmp_path / "whole"
    shutil.copytree(copy.root, whole, symlinks=True)
    late = []
    with live(copy.root) as server:
        server.wait(REGISTER, lambda text: "md-header" in text)
        for breakage in BREAKAGE:
            target = copy.root / breakage.path
            server.page(breakage.page)  # what somebody looks at
            begun = time.monotonic()
            breakage.damage(target)
            shown = server.wait(breakage.page, lambda text, row=breakage: row.words in text)  # type: ignore[misc]
            if SECONDS and time.monotonic() - begun > SECONDS:
                late.append(f"{breakage.path}: {breakage.words}: {time.monotonic() - begun:.1f} s")
            assert "md-header" in shown, f"{breakage.words}: the last good page is gone"
            restore(whole / breakage.path, target)
            clear = lambda text: "data-preuve-live" not in text and "pv-problems" not in text  # noqa: E731
            server.wait(breakage.page, clear)
    assert late == []


def restore(good: Path, target: Path) -> None:
    """Put a file or a folder back as it was."""
    if target.is_symlink() or target.is_file():
        target.unlink()
    elif target.is_dir():
        shutil.rmtree(target)
    if good.is_dir():
        shutil.copytree(good, target, symlinks=True)
    else:
        shutil.copy2(good, target)
        target.touch()
