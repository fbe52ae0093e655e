"""`preuve build`: check, build the site beside the last one, swap the two.

MkDocs empties the site before it writes a new one, so a build that fails or is killed would leave half a site.
Here the last good site stays until the new one is whole. With `--offline` the same site opens from disk.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from preuve.console.arguments import check_day, day
from preuve.console.terminal import exit_no_version, show, status, wants_colour
from preuve.core import clock
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.publication.site import OFFLINE, ONLINE, make_site
from preuve.report import Format, render

if TYPE_CHECKING:
    from datetime import date


def main(arguments: list[str]) -> int:
    """Check, build and swap; return the exit status."""
    parser = ArgumentParser(prog="preuve build", description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("root", nargs="?", type=Path, default=Path(), metavar="ROOT", help="the manual's folder")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="build the manual of this day")
    parser.add_argument("--at", metavar="REF|DATE", help="build the manual as it was at a tag, a commit or a day")
    parser.add_argument("--offline", action="store_true", help="build a folder that opens from disk, without a server")
    parser.add_argument("--site", type=Path, metavar="FOLDER", help="where the site goes (default: ROOT/site or ROOT/offline)")
    parser.add_argument(
        "--for", dest="audience", type=Audience, choices=list(Audience), default=Audience.INTERNAL, metavar="AUDIENCE",
        help="internal (default), auditor or public: what they may not see is left out, and looked for afterwards",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    root: Path = options.root.resolve()
    site: Path = (options.site or root / ("offline" if options.offline else "site")).resolve()
    order = _BuildOptions(OFFLINE if options.offline else ONLINE, options.audience, site)
    asked = check_day(options.as_of)
    if options.at is None:
        manual = Manual.load(root)
        return _build(manual, manual.day(asked, clock.today()), order)
    from preuve.history.versions import PastError, find, remember, written_out  # noqa: PLC0415 - few builds look back

    try:
        version = find(root, options.at)
        with written_out(root, version) as folder:
            remember(folder, root, version)
            manual = Manual.load(folder)
            return _build(manual, manual.day(asked, version.day), order)
    except PastError as error:
        return exit_no_version(error.said, root)


class _BuildOptions(NamedTuple):
    """What was asked for."""

    configuration: str
    audience: Audience
    site: Path


def _build(manual: Manual, on: date, order: _BuildOptions) -> int:
    verdict, site = gate.check(manual, on), order.site
    show(render(verdict, Format.TEXT, colour=wants_colour()))
    if not verdict.ok:
        return status(verdict)
    site.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".site-", dir=site.parent))
    try:
        if not make_site(manual.root, order.configuration, beside, verdict, order.audience):
            print(f"preuve: the site was not built; {site.name}/ is as it was.", file=sys.stderr)
            return 1
        _swap(beside, site)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    show(f"{site}\n")
    return 0


def _swap(new: Path, site: Path) -> None:
    """Put a whole new site in the place of the last one. Where the system can, in one step: nobody sees neither."""
    new.chmod(0o755)  # a temporary folder is its owner's alone; a web server reads as somebody else
    if site.exists() and not _exchange(new, site):
        new.rename(site.with_name(f"{new.name}-new"))
        site.rename(new)
        site.with_name(f"{new.name}-new").rename(site)
    elif not site.exists():
        new.rename(site)
    shutil.rmtree(new, ignore_errors=True)


_HERE = -100  # AT_FDCWD: paths as they are given
_EXCHANGE = 2  # RENAME_EXCHANGE


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system has no such call (all but Linux)."""
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    done: int = rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return done == 0
