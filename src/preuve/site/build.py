"""A site for an audience: built by the road that was asked for,
looked through, and only then shown to anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import Translator, say
from preuve.history import git
from preuve.publication.site_review import Inspection, inspect_site
from preuve.reading.config_nodes import ConfigError
from preuve.site.builders import run_macros_road, run_stage
from preuve.site.order import BuilderError, Job, SiteBuilder, chosen, site_settings

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.gate.gate import Verdict
    from preuve.site.order import SiteOrder


def make_site(order: SiteOrder, target: Path, verdict: Verdict) -> Inspection:
    """Build a site into an empty folder, on the verdict's day, and look it through.

    Args:
        order: what is asked for.
        target: an empty folder.
        verdict: that of the manual, nothing taken out of it.

    Returns:
        Whether it may be shown, and what is to be told of it; a builder that failed says why in its
        own words.

    """
    root, words = verdict.manual.root, Translator(verdict.manual.language)
    notes: list[str] = []
    if git.refuses(root):  # else the site would be without its history, and nobody would know why
        notes.append(f"preuve: {words(git.reason(root))}")
    try:
        settings = site_settings(order.form or root, offline=order.offline)
        job = Job(order, chosen(order.builder, settings), verdict)
        if order.staged or job.builder is SiteBuilder.ZENSICAL or settings.macros is None:
            failed = _staged(job, target, notes)
        else:
            failed = run_macros_road(job, settings.file, target)
    except ConfigError as error:
        diagnostic = error.diagnostic
        failed = f"{diagnostic.place}: {words(diagnostic.message)} {words(diagnostic.help)}"
    except BuilderError as error:
        failed = words(error.message)
    if failed is not None:
        return Inspection(fit=False, lines=(*notes, *failed.rstrip().splitlines()))
    inspection = inspect_site(target, verdict, order.audience)
    return inspection._replace(lines=(*notes, *inspection.lines))


def _staged(job: Job, target: Path, notes: list[str]) -> str | None:
    """Draw the pages, hand them over, add what belongs to the site; return what stands against it,
    or None.

    What a builder leaves out of the configuration is added to *notes*.
    """
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
            return words(
                say("The macros could not be loaded: {why}", why=f"{type(error).__name__}: {error}")
            )
        if stage.problems and not job.order.draft:
            return "\n".join(problem.message for problem in stage.problems)
        if job.builder is SiteBuilder.ZENSICAL:
            notes += [f"preuve: {words(message)}" for message in left_out(stage.settings)]
        failed = run_stage(job, folder, target)
        if failed is None:
            stage.finish(target)
            if job.order.draft and not job.order.live:
                mark_pages(target, job.verdict, len(stage.problems))
        return failed
