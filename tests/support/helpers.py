"""How tests of reading and reporting look at one value, at faults,
and at what the command printed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from preuve import cli
from preuve.core.words import Translator
from preuve.model.organisation import ORGANISATION
from preuve.reading import MapNode, parse_yaml
from preuve.schema import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preuve.core.finding import Diagnostic, Finding
    from preuve.core.words import Message
    from preuve.model.organisation import Organisation
    from preuve.reading import Node


def said(message: Message) -> str:
    """Return a message in English."""
    return Translator("en")(message)


def places(faults: Iterable[Diagnostic | Finding]) -> list[str]:
    """Return faults as `rule line:column`."""
    return [f"{fault.rule} {fault.place.line}:{fault.place.column}" for fault in faults]


def node(text: str) -> Node:
    """Return the node of a value written after a key."""
    document = parse_yaml(f"key: {text}\n", "file.yaml")
    assert document.diagnostics == []
    assert isinstance(document.root, MapNode)
    return document.root.entries["key"]


def organisation(text: str) -> Organisation:
    """Read a provider from the lines that tell it from others."""
    document = parse_yaml("name: x\nlanguage: en\n" + text, "organisation.yaml")
    reader = Reader("organisation.yaml")
    assert document.root is not None
    read = ORGANISATION.read(document.root, reader)
    assert reader.diagnostics == []
    assert read is not None
    return read


def preuve(
    *arguments: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command that a user types; a command that hangs is a failure."""
    command = Path(sys.executable).parent / "preuve"
    return subprocess.run(
        [command, *arguments],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        check=False,
        timeout=60,
    )


def preuve_here(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run the command in this process: the same without a Python that starts,
    for tests that give it several times.
    """
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = cli.run([str(word) for word in arguments])
        except SystemExit as end:  # how argparse refuses
            status = end.code if isinstance(end.code, int) else 1
    outputs = (stream.buffer.getvalue() for stream in (out, err))
    return subprocess.CompletedProcess(arguments, status, *outputs)
