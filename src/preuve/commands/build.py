"""`preuve build`: check, build the site beside the last one, swap the two.

MkDocs empties the site before it writes a new one, so a build that fails or is killed would leave half a site.
Here the last good site stays until the new one is whole. With `--offline` the same site opens from disk.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from preuve import clock, gate
from preuve.commands.check import check_day, day, show, status, wants_colour
from preuve.manual import Manual
from preuve.report import Format, render

ONLINE, OFFLINE = "mkdocs.yml", "mkdocs.offline.yml"
"""MkDocs' configurations, in the manual's folder."""


def main(arguments: list[str]) -> int:
    """Check, build and swap; return the exit status."""
    parser = ArgumentParser(prog="preuve build", description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("root", nargs="?", type=Path, default=Path(), metavar="ROOT", help="the manual's folder")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="build the manual of this day")
    parser.add_argument("--offline", action="store_true", help="build a folder that opens from disk, without a server")
    parser.add_argument("--site", type=Path, metavar="FOLDER", help="where the site goes (default: ROOT/site or ROOT/offline)")
    options = parser.parse_args(arguments)
    root: Path = options.root.resolve()
    site: Path = (options.site or root / ("offline" if options.offline else "site")).resolve()
    manual = Manual.load(root)
    verdict = gate.check(manual, manual.day(check_day(options.as_of), clock.today()))
    show(render(verdict, Format.TEXT, colour=wants_colour()))
    if not verdict.ok:
        return status(verdict)
    site.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".site-", dir=site.parent))
    try:
        configuration = OFFLINE if options.offline else ONLINE
        if (failed := _mkdocs(root, configuration, beside, options.as_of and verdict.on.isoformat())) != 0:
            print(f"preuve: the site was not built; {site.name}/ is as it was.", file=sys.stderr)
            return failed
        _swap(beside, site)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    show(f"{site}\n")
    return 0


def _mkdocs(root: Path, configuration: str, target: Path, as_of: str | None) -> int:
    """Run MkDocs; its log is shown only when it fails. Returns 0, or 1 when the site was not built."""
    environment = dict(os.environ)
    if as_of is not None:
        environment["PREUVE_AS_OF"] = as_of
    # Not -q: it hides the warnings that --strict counts, and the build would pass.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", configuration, "--site-dir", str(target)]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False)  # noqa: S603 - fixed words
    if done.returncode != 0:
        sys.stderr.buffer.write(done.stdout + done.stderr)
        return 1
    return 0


def _swap(new: Path, site: Path) -> None:
    """Put a whole new site in the place of the last one: two renames, nothing in between but the names."""
    new.chmod(0o755)  # a temporary folder is its owner's alone; a web server reads as somebody else
    old = new.with_name(f"{new.name}-old")
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
