"""How this Preuve came to be installed: what a new manual has to say,
so that everybody's pip can install the same.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from preuve import __version__
from preuve.core.extras import origin
from preuve.core.writing import scratch

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = "vendor"


class Requirement(NamedTuple):
    """The line of requirements.txt; and the package itself, by its path,
    where no index of packages has it.
    """

    line: str
    files: Mapping[str, bytes]


def requirement(clone: Path | None) -> Requirement:
    """Return what installs this very Preuve.

    One that came from an index of packages is named by its version, one from git by its commit (PEP
    610 says which). One that came from a file, or stands in a *clone*, is given along: pip would
    look for it in vain, or find another's.
    """
    noted = origin()
    address = str(noted.get("url", ""))
    vcs = noted.get("vcs_info")
    if isinstance(vcs, dict):
        return Requirement(f"preuve[site] @ {vcs['vcs']}+{address}@{vcs['commit_id']}", {})
    if address.startswith("https://"):
        return Requirement(f"preuve[site] @ {address}", {})
    wheel = _wheel(address, clone)
    if wheel is None:
        return Requirement(f"preuve[site]=={__version__}", {})
    name, data = wheel
    return Requirement(f"./{FOLDER}/{name}[site]", {f"{FOLDER}/{name}": data})


def _wheel(address: str, clone: Path | None) -> tuple[str, bytes] | None:
    """Return the package's name and bytes:
    the file it was installed from, or one made of the clone.
    """
    if address.startswith("file:") and address.endswith(".whl"):
        file = Path(url2pathname(urlsplit(address).path))
        with suppress(OSError):
            return file.name, file.read_bytes()
    if clone is not None:
        with scratch("wheel") as folder:
            command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
            subprocess.run(command, cwd=clone, capture_output=True, check=False)  # noqa: S603 - fixed words
            for made in folder.glob("*.whl"):
                return made.name, made.read_bytes()
    return None
