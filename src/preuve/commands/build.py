"""`preuve build`: check, build the site beside the last one, swap the two.

MkDocs empties the site before it writes a new one, so a build that fails or is killed would leave
half a site. Here the last good site stays until the new one is whole. With `--offline` the same
site opens from disk.
"""

from __future__ import annotations

import ctypes
import os
from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.console.arguments import Parser, check_day
from preuve.console.baselines import against_baseline
from preuve.console.outcome import note_held_day, status
from preuve.core import clock
from preuve.core.words import Translator, say
from preuve.core.writing import scratch
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.publication import hosting, ownership
from preuve.publication.policy import Thing, may
from preuve.report import Format, render
from preuve.site.build import make_site
from preuve.site.order import SiteBuilder, SiteOrder

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date
    from pathlib import Path

    from preuve.gate.gate import Verdict


def main(arguments: list[str]) -> int:
    """Check, build and swap; return the exit status."""
    options = _options(arguments)
    root: Path = options.root.resolve()
    audience = hosting.audience(options.audience, "preuve build")
    ownership.claim_folder(_target(options, root), root)
    hosting.refuse_draft(options.draft, audience)
    order = SiteOrder(audience, options.offline or options.draft, options.builder, options.draft)
    asked = check_day(options.as_of)
    if options.at is None:
        manual = Manual.load(root)
        return _build(manual, manual.day(asked, clock.today()), order, options, root)
    from preuve.history.versions import find, remember, written_out  # noqa: PLC0415 - few builds look back

    version = find(root, options.at)
    with written_out(root, version) as folder:
        remember(folder, root, version)
        manual = Manual.load(folder)
        # Content from then, form from now: today's configuration, macros and theme, whatever they
        # were.
        on = manual.day(asked, version.day)
        return _build(manual, on, order._replace(form=root), options, root)


def _options(arguments: list[str]) -> Namespace:
    parser = Parser("build")
    parser.add_root()
    parser.add_as_of()
    parser.add_at()
    parser.flag("--offline", say("build a folder that opens from disk, without a server"))
    parser.add_draft()
    parser.add(
        "--with",
        say("BUILDER"),
        say("mkdocs, properdocs or zensical (default: as mkdocs.yml says, or what is installed)"),
        dest="builder",
        type=parser.one_of(SiteBuilder),
    )
    parser.add("--site", say("FOLDER"), say("where it goes (default: ROOT/site, offline or draft)"))
    parser.add_audience(Audience, Audience.INTERNAL)
    parser.set_defaults(audience=None)  # what PREUVE_FOR says comes before the default
    parser.add_baseline()
    return parser.parse_args(arguments)


def _build(manual: Manual, on: date, order: SiteOrder, options: Namespace, root: Path) -> int:
    verdict = against_baseline(gate.check(manual, on), options.baseline)
    note_held_day(manual, on)
    colour = terminal.wants_colour()
    terminal.out(render(verdict, Format.TEXT, colour=colour), colour=colour)
    if order.draft:
        return 0 if _built(order, options, root, verdict) and verdict.ok else 1
    if verdict.ok and _built(order, options, root, verdict):
        return 0
    if order.form is not None and may(order.audience, Thing.DRAFT):
        # Today's rules look at a day that did not know them: it can be seen, and not published.
        words = Translator(manual.language)
        terminal.error(
            words(
                say("By today's rules the manual of that day is refused: it is built as a draft.")
            )
        )
        _built(order._replace(draft=True, offline=True), options, root, verdict)
    return status(verdict) or 1


def _built(order: SiteOrder, options: Namespace, root: Path, verdict: Verdict) -> bool:
    """Build a site beside the last one and swap the two;
    return whether there is a new one, all of it drawn.
    """
    words = Translator(verdict.manual.language)
    site = _target(options, root, draft=order.draft)
    ownership.claim_folder(site, root)
    site.parent.mkdir(parents=True, exist_ok=True)
    with scratch("build", beside=site.parent) as beside:
        made = make_site(order, beside, verdict)
        terminal.notes(made.lines)
        if not made.fit:
            terminal.error(
                words(say("The site was not built; {site} is as it was.", site=f"{site.name}/"))
            )
            return False
        ownership.mark_folder(beside)
        _swap(beside, site)
    terminal.out(f"{site}\n")
    return not made.undrawn


def _target(options: Namespace, root: Path, *, draft: bool = False) -> Path:
    """Return where a site goes."""
    kind = "draft" if draft or options.draft else "offline" if options.offline else "site"
    site: Path = options.site or root / kind
    return site.resolve()


def _swap(new: Path, site: Path) -> None:
    """Put a whole new site in the place of the last one.
    Where the system can, in one step: nobody sees neither.
    """
    new.chmod(0o755)  # a temporary folder is its owner's alone; a web server reads as somebody else
    if site.exists() and not _exchange(new, site):
        new.rename(site.with_name(f"{new.name}-new"))
        site.rename(new)
        site.with_name(f"{new.name}-new").rename(site)
    elif not site.exists():
        new.rename(site)


_HERE = -100  # AT_FDCWD: paths as they are given
_EXCHANGE = 2  # RENAME_EXCHANGE


def _exchange(path: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system has no
    such call (all but Linux).
    """
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    done: int = rename(_HERE, os.fsencode(path), _HERE, os.fsencode(other), _EXCHANGE)
    return done == 0
