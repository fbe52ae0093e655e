"""A new manual's devcontainer: what it runs is what the workflow runs, and the forms are there."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import yaml

from preuve.cli import run
from preuve.commands.given import given_files
from preuve.core.words import LANGUAGES
from preuve.site.forms.app import HOST_VARIABLE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_with_the_forms(
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Would catch a container that installs otherwise than the workflow, whose steps are run
    literally by the test of the five steps, or that starts what there is not.
    """
    monkeypatch.chdir(tmp_path)
    given = given_files(language)  # type: ignore[arg-type] # one of the two
    text = given[".devcontainer/devcontainer.json"].decode()
    container = json.loads(re.sub(r"(?m)^\s*//.*$", "", text))
    steps = yaml.safe_load(given[".github/actions/preuve/action.yml"])["runs"]["steps"]
    installs = next(step["run"] for step in steps if "requirements-lock.txt" in step.get("run", ""))
    lines = [line.strip() for line in installs.partition("else\n")[2].splitlines()]
    wanted = [line for line in lines if line.startswith("pip install")]
    assert container["onCreateCommand"] == " && ".join(wanted)
    program, verb, *options = container["postAttachCommand"].split()
    assert (program, verb) == ("preuve", "serve")
    assert run([verb, "--help"]) == 0
    known = capsys.readouterr().out
    assert all(option in known for option in options)
    assert list(container["remoteEnv"]) == [HOST_VARIABLE]
    port = re.search(r"default: (\d+)", known) or re.search(r"(\d{4})", known)
    assert port is not None
    assert container["forwardPorts"] == [int(port[1])]
    assert b"python-multipart==" in given["requirements-lock.txt"]
