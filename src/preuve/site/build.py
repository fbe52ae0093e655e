"""A site for an audience: built by the road that was asked for,
looked through, and only then shown to anybody.
"""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import Translator
from preuve.history import git
from preuve.publication.site_review import Inspection, inspect_site
from preuve.reading.config_nodes import ConfigError
from preuve.site.builder_faults import as_line, complaints
from preuve.site.builders import environment, run_macros_road, run_stage
from preuve.site.one_page import build_page
from preuve.site.order import (
    CONFIG,
    BuilderError,
    Job,
    SiteBuilder,
    chosen,
    site_settings,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preuve.gate.gate import Verdict
    from preuve.site.order import SiteOrder


class FirstPage(NamedTuple):
    """A page that somebody waits for while a site is built."""

    address: str
    """Where it is in the site, such as `register/`."""
    folder: Path
    """Where it is to be built."""
    show: Callable[[Path], None]
    """Called with its file, once it is there."""


def make_site(
    order: SiteOrder, target: Path, verdict: Verdict, first: FirstPage | None = None
) -> Inspection:
    """Build a site into an empty folder, on the verdict's day, and look it through.

    Args:
        order: what is asked for.
        target: an empty folder.
        verdict: that of the manual, nothing taken out of it.
        first: the page to show before the others are built, if somebody waits for one.

    Returns:
        Whether it may be shown, and what is to be told of it; a builder that failed says why in its
        own words.

    Raises:
        NotInstalledError: the builder is not installed.

    """
    root, words = verdict.manual.root, Translator(verdict.manual.language)
    notes: list[str] = []
    undrawn = 0
    if git.refuses(root):  # else the site would be without its history, and nobody would know why
        notes.append(f"preuve: {words(git.reason(root))}")
    try:
        settings = site_settings(order.form or root, offline=order.offline)
        job = Job(order, chosen(order.builder, settings), verdict)
        if order.staged or job.builder is SiteBuilder.ZENSICAL or settings.macros is None:
            failed, undrawn = _staged(job, target, notes, first)
        else:
            failed = run_macros_road(job, settings.file, target)
        if failed is not None:
            understood = complaints(failed, root, settings)
            failed = "\n".join(as_line(diagnostic, words) for diagnostic in understood) or failed
    except ConfigError as error:
        failed = as_line(error.diagnostic, words)
    except BuilderError as error:
        failed = words(error.message)
    if failed is not None:
        return Inspection(fit=False, lines=(*notes, *failed.rstrip().splitlines()))
    inspection = inspect_site(target, verdict, order.audience)
    return inspection._replace(lines=(*notes, *inspection.lines), undrawn=undrawn)


def _staged(
    job: Job, target: Path, notes: list[str], first: FirstPage | None
) -> tuple[str | None, int]:
    """Draw the pages, hand them over, add what belongs to the site; return what stands against it,
    or None, and what could not be drawn on a draft's pages.

    What a builder leaves out of the configuration is added to *notes*, and what a draft's pages
    say instead of what could not be drawn.
    """
    from preuve.site.derived import left_out  # noqa: PLC0415 - MkDocs' own road needs none of this
    from preuve.site.draft import mark_pages  # noqa: PLC0415
    from preuve.site.plugin_order import drawn_too_early  # noqa: PLC0415
    from preuve.site.stage import fill, stage_folder  # noqa: PLC0415

    words = Translator(job.verdict.manual.language)
    with stage_folder(job) as folder:
        try:
            stage = fill(folder, job, *_ahead(job, folder, first))
        except (ConfigError, OSError):
            raise
        except BuilderError as error:
            return words(error.message), 0
        except Exception:  # noqa: BLE001 - a team's modules may raise anything
            return traceback.format_exc(), 0
        if stage.problems and not job.order.draft:
            return "\n".join(stage.problems), 0
        notes += stage.problems
        unlike = left_out if job.builder is SiteBuilder.ZENSICAL else drawn_too_early
        notes += [f"preuve: {words(message)}" for message in unlike(stage.settings)]
        failed = run_stage(job, folder, target)
        if failed is None:
            stage.finish(target)
            if job.order.draft and not job.order.live:
                mark_pages(target, job.verdict, len(stage.problems))
        return failed, len(stage.problems)


def _ahead(
    job: Job, folder: Path, first: FirstPage | None
) -> tuple[str | None, Callable[[str], None]]:
    """Return the page that is drawn first, and what then builds it."""
    if first is None or job.builder is SiteBuilder.ZENSICAL:
        return None, lambda _: None

    def ready(uri: str) -> None:
        os.environ.update(environment(job))
        built = build_page(job.builder.value, folder / CONFIG, uri, first.folder)
        if built is not None:
            first.show(built)

    return first.address, ready
