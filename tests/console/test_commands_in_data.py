"""What comes with data commands neither a terminal nor a CI: no verb shows it as it came."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from manuals import ORGANISATION, ManualFolder, entry

from preuve import cli

if TYPE_CHECKING:
    from pathlib import Path

RAW = "a\x1b[31m\n::error::b\r::stop-commands::c\n##[error]d\x07"
WRITTEN = '"' + RAW.encode("unicode_escape").decode() + '"'  # YAML knows the same escapes
PROOF = [
    *("--indicators", "4", "--stage", "formalised", "--kind", "document", "--owner", "quality"),
    *("--dated", "2026-09-01"),
]

VERBS = {
    "check": ["check"],
    "summary": ["check", "--format", "summary"],
    "GitHub": ["check", "--format", "github"],
    "owners": ["owners"],
    "owners, as a list": ["owners", "--markdown"],
    "forecast": ["forecast", "--months", "6"],
    "forecast, as a list": ["forecast", "--months", "6", "--format", "markdown"],
    "crosswalk": ["crosswalk", "datadock"],
    "crosswalk, as CSV": ["crosswalk", "datadock", "--format", "csv"],
    "editions": ["editions", "diff"],
    "rehearse": ["rehearse", "--seed", "7"],
    "changes": ["changes", "--since", "start"],
    "add": ["add", "--title", RAW, "--place", RAW, *PROOF],
    "set": ["set", "EV-4", f"title={RAW}"],
    "set, no such entry": ["set", RAW, "title=x"],
    "approve": ["approve", "EV-4"],
    "renew": ["renew", "EV-4", "--dated", "2026-09-02"],
    "import": ["import", "sheet.csv"],
    "import, written": ["import", "sheet.csv", "--write"],
    "export": ["export", "out.xlsx"],
    "a template": ["export", "--template", "out.xlsx"],
    "export to nowhere": ["export", f"{RAW}/out.xlsx"],
    "a folder": ["build", "--site", RAW],
    "no such verb": [RAW],
    "no such rule": ["explain", RAW],
    "no day": ["check", "--as-of", RAW],
    "no version": ["check", "--at", RAW],
    "no manual": ["check", f"/{RAW}"],
    "new": ["new", RAW, "--name", RAW, "--categories", "training"],
}


@pytest.mark.parametrize("words", VERBS.values(), ids=VERBS)
def test_no_verb_passes_a_command_on(
    tmp_path: Path,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Would catch a title that writes an annotation of its own, silences those of the gate, or
    colours and moves a terminal; and a traceback where a format cannot hold such signs.
    """
    folder = ManualFolder(tmp_path / "manual")
    named = ORGANISATION.replace("Test provider", WRITTEN).replace("Quality lead", WRITTEN)
    folder.root.mkdir()
    folder.whole(
        entry("x", indicators="[4]", title=WRITTEN, valid_until="2026-10-15", note=WRITTEN),
        entry("y", indicators="[4]", title=WRITTEN, status="draft", place=WRITTEN),
        organisation=named,
    )
    folder.write("sheet.csv", f'id;title;indicators;stage;place\nA;"{RAW}";4;formalised;"{RAW}"\n')
    folder.write("crosswalks/own.yaml", f"title: {WRITTEN}\n")
    theirs = folder.root / RAW
    theirs.mkdir()
    (theirs / RAW.replace("\n", "")).touch()
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", RAW], ["tag", "start"]):
        subprocess.run([*git, *command], cwd=folder.root, check=True, capture_output=True)
    monkeypatch.chdir(folder.root)
    try:
        status = cli.run(words)
    except SystemExit as end:
        status = int(end.code or 0)
    assert status in {0, 1, 2}
    shown = b"\n".join(capfdbinary.readouterr()).decode("utf-8")
    if words != VERBS["GitHub"]:  # there they are ours, and data in them are encoded
        assert [line for line in shown.splitlines() if line.lstrip().startswith("::")] == []
        assert "##[" not in shown
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f]", shown) == []
