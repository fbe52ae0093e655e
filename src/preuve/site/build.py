"""A site for an audience: built by the road that was asked for, looked through, and only then shown to anybody."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from preuve.core.words import Translator, say
from preuve.history import git
from preuve.publication.site import may_be_shown
from preuve.reading.config_nodes import ConfigError
from preuve.report.text import plain
from preuve.site.builders import run_macros_road, run_stage
from preuve.site.order import Builder, BuilderError, Job, chosen, site_settings

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.gate.gate import Verdict
    from preuve.site.order import SiteOrder


def make_site(order: SiteOrder, target: Path, verdict: Verdict) -> bool:
    """Build a site into an empty folder, on the verdict's day; return whether it may be shown.

    What stands against it is told on standard error.
    """
    root, words = verdict.manual.root, Translator(verdict.manual.language)
    if git.refuses(root):  # else the site would be without its history, and nobody would know why
        _tell(f"preuve: {words(git.reason(root))}")
    try:
        settings = site_settings(order.form or root, offline=order.offline)
        job = Job(order, chosen(order.builder, settings), verdict)
        if order.staged or job.builder is Builder.ZENSICAL or settings.macros is None:
            failed = _staged(job, target)
        else:
            failed = run_macros_road(job, settings.file, target)
    except ConfigError as error:
        failed = f"{error.fault.place}: {words(error.fault.message)} {words(error.fault.help)}"
    except BuilderError as error:
        failed = words(error.message)
    if failed is not None:
        _tell(failed)
        return False
    return may_be_shown(target, verdict, order.audience)


def _staged(job: Job, target: Path) -> str | None:
    """Draw the pages, hand them over, add what belongs to the site; return what stands against it, or None."""
    from preuve.site.derived import left_out  # noqa: PLC0415 - MkDocs' own road needs none of this
    from preuve.site.draft import mark_pages  # noqa: PLC0415
    from preuve.site.stage import fill, stage_folder  # noqa: PLC0415

    words = Translator(job.verdict.manual.language)
    with stage_folder(job) as folder:
        try:
            stage = fill(folder, job)
        except (ConfigError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - a team's modules may raise anything
            return words(say("The macros could not be loaded: {why}", why=f"{type(error).__name__}: {error}"))
        if stage.problems and not job.order.draft:
            return "\n".join(problem.message for problem in stage.problems)
        for message in left_out(stage.settings) if job.builder is Builder.ZENSICAL else ():
            _tell(f"preuve: {words(message)}")
        failed = run_stage(job, folder, target)
        if failed is None:
            stage.finish(target)
            if job.order.draft and not job.order.live:
                mark_pages(target, job.verdict, len(stage.problems))
        return failed


def _tell(text: str) -> None:
    """Say something where errors belong, whatever the terminal can show."""
    sys.stderr.flush()
    lines = "\n".join(plain(line) for line in text.rstrip().splitlines())
    sys.stderr.buffer.write(f"{lines}\n".encode("utf-8", "replace"))
    sys.stderr.flush()
