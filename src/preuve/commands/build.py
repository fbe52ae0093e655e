"""`preuve build`: check, build the site beside the last one, swap the two.

MkDocs empties the site before it writes a new one, so a build that fails or is killed would leave
half a site. Here the last good site stays until the new one is whole. With `--offline` the same
site opens from disk.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.console.arguments import Parser, check_day
from preuve.console.baselines import against_baseline
from preuve.console.outcome import exit_no_version, note_held_day, status
from preuve.core import clock
from preuve.core.system_reasons import refused_file
from preuve.core.words import Translator, say
from preuve.core.writing import scratch
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.publication import hosting, ownership
from preuve.report import Format, render
from preuve.site.build import make_site
from preuve.site.order import SiteBuilder, SiteOrder

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date

    from preuve.gate.gate import Verdict


def main(arguments: list[str]) -> int:
    """Check, build and swap; return the exit status."""
    options = _options(arguments)
    root: Path = options.root.resolve()
    words = Translator(Manual.load(root).language)
    try:
        return _run(options, root, words)
    except (hosting.HostingError, ownership.OwnershipError) as error:
        terminal.error(words(error.message))
    except OSError as error:
        terminal.error(words(refused_file(_target(options, root), error)))
    except ValueError as error:
        terminal.error(str(error))
    return 2


def _run(options: Namespace, root: Path, words: Translator) -> int:
    """Check, build and swap.

    Raises:
        HostingError: nobody said for whom a site is that goes on the web.
        OwnershipError: the folder for the site is not ours to empty.
        OSError: it cannot be written.
        ValueError: the environment names no audience.

    """
    audience = hosting.audience(options.audience, "preuve build")
    ownership.claim_folder(_target(options, root), root)
    if options.draft and audience is Audience.PUBLIC:
        terminal.error(
            words(say("A draft is never for the public: name another audience with --for."))
        )
        return 2
    order = SiteOrder(audience, options.offline or options.draft, options.builder, options.draft)
    asked = check_day(options.as_of)
    if options.at is None:
        manual = Manual.load(root)
        return _build(manual, manual.day(asked, clock.today()), order, options, root)
    from preuve.history.versions import PastError, find, remember, written_out  # noqa: PLC0415 - few builds look back

    try:
        version = find(root, options.at)
        with written_out(root, version) as folder:
            remember(folder, root, version)
            manual = Manual.load(folder)
            # Content from then, form from now: today's configuration, macros and theme, whatever
            # they were.
            return _build(
                manual, manual.day(asked, version.day), order._replace(form=root), options, root
            )
    except PastError as error:
        return exit_no_version(error.message, root)


def _options(arguments: list[str]) -> Namespace:
    parser = Parser("build", say("Check, build the site beside the last one, swap the two."))
    parser.add_root()
    parser.add_as_of()
    parser.add_at()
    parser.add(
        "--offline",
        action="store_true",
        about=say("build a folder that opens from disk, without a server"),
    )
    parser.add(
        "--draft",
        action="store_true",
        about=say("build it although the gate is closed, for a look: each page says so"),
    )
    parser.add(
        "--with",
        dest="builder",
        type=parser.one_of(SiteBuilder),
        metavar="BUILDER",
        about=say(
            "mkdocs, properdocs or zensical (default: as mkdocs.yml says, or what is installed)"
        ),
    )
    parser.add(
        "--site",
        type=Path,
        metavar="FOLDER",
        about=say("where it goes (default: ROOT/site, offline or draft)"),
    )
    parser.add_audience(Audience, Audience.INTERNAL)
    parser.set_defaults(audience=None)  # what PREUVE_FOR says comes before the default
    parser.add(
        "--baseline",
        type=Path,
        metavar="FILE",
        about=say("an earlier report (--format json): only what is new closes the gate"),
    )
    return parser.parse_args(arguments)


def _build(manual: Manual, on: date, order: SiteOrder, options: Namespace, root: Path) -> int:
    verdict = against_baseline(gate.check(manual, on), options.baseline)
    if verdict is None:
        return 2
    note_held_day(manual, on)
    colour = terminal.wants_colour()
    terminal.out(render(verdict, Format.TEXT, colour=colour), colour=colour)
    if order.draft:
        return 0 if _built(order, options, root, verdict) and verdict.ok else 1
    if verdict.ok and _built(order, options, root, verdict):
        return 0
    if order.form is not None and order.audience is not Audience.PUBLIC:
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
