"""The builders, run as their own programs: what each is told, and what it says when it fails."""

from __future__ import annotations

import copyreg
import os
import pickle
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from preuve.publication.site_review import LOOKED_AT_AFTER
from preuve.site.order import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.site.order import Job

_MOST_SECONDS = 3600

_NOISE = re.compile(r"\x1b\[[0-9;]*m")


def _proxy(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


copyreg.pickle(MappingProxyType, lambda proxy: (_proxy, (dict(proxy),)))  # verdicts hold some


def environment(job: Job) -> dict[str, str]:
    """Return the environment of a build: the same commit on the same day gives the same bytes."""
    midnight = datetime.combine(job.verdict.on, time(), UTC)
    return {
        "SOURCE_DATE_EPOCH": str(max(0, int(midnight.timestamp()))),
        **{
            name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")
        },
        "PREUVE_FOR": job.order.audience.value,
        "PREUVE_AS_OF": job.verdict.on.isoformat(),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1",  # a manual's own folder may be one that nobody writes to
    }


def run_macros_road(job: Job, config: str, target: Path) -> str | None:
    """Let a builder with mkdocs-macros build a manual as it is;
    return what it said if it failed, else None.
    """
    # Not -q: it hides the warnings that --strict counts, and the build would pass.
    arguments = ["build", "--strict", "--config-file", config, "--site-dir", str(target)]
    command = [sys.executable, "-m", "preuve.mkdocs.run", job.builder.value, *arguments]
    variables = {**environment(job), LOOKED_AT_AFTER: str(target.resolve())}
    return _run(command, job.form, variables, pickle.dumps(job.verdict))


def run_stage(job: Job, stage: Path, target: Path) -> str | None:
    """Let a builder build a stage; return what it said if it failed, else None."""
    config = str(stage / "mkdocs.yml")
    strict = [] if job.order.draft else ["--strict"]
    if job.builder is not SiteBuilder.ZENSICAL:
        command = [sys.executable, "-m", job.builder.value, "build", *strict]
        command += ["--config-file", config, "--site-dir", str(target)]
        return _run(command, job.form, environment(job))
    shutil.rmtree(stage / "site", ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        job.builder.value,
        "build",
        "--clean",
        *strict,
        "--config-file",
        config,
    ]
    failed = _run(command, job.form, environment(job))
    if failed is None:
        shutil.copytree(stage / "site", target, dirs_exist_ok=True)
    return failed


def _run(
    command: list[str], folder: Path, variables: dict[str, str], given: bytes = b""
) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603 - fixed words
            command,
            cwd=folder,
            env=variables,
            input=given,
            capture_output=True,
            check=False,
            timeout=_MOST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return f"{command[2]}: still at it after {_MOST_SECONDS} s"
    output = _NOISE.sub("", (done.stdout + done.stderr).decode("utf-8", "replace"))
    return None if done.returncode == 0 else output
