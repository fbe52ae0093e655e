"""Whether the look before publication grows with the site and no faster: `look.py SITE [ROOT]`.

SITE is what `preuve build --for public` made of the manual in ROOT. Its pages are looked through as
they are, four and sixteen times over, least of three, in seconds of processor time; ends with 1
where sixteen times the site cost more than twenty-four times as much.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from preuve.core import clock
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.publication.explained import unexplained
from preuve.publication.leaks import files_below, look_through

if TYPE_CHECKING:
    from collections.abc import Callable

_TIMES = (1, 4, 16)
MOST = 24.0


def main(site: str, root: str = ".") -> int:
    """Measure and print; return 0 where it is linear."""
    manual = Manual.load(Path(root).resolve())
    verdict = gate.check(manual, manual.day(None, clock.today()))
    pages = [file for file in files_below(Path(site)) if file[0].endswith((".html", ".json"))]
    print("| Site | MB | Seconds |\n|---|---:|---:|")
    seconds = []
    for times in _TIMES:
        files = {f"{number}/{name}": data for number in range(times) for name, data in pages}

        def look(files: dict[str, bytes] = files) -> None:
            unexplained(files, files.__getitem__, files, ())
            look_through(files.items(), verdict, Audience.PUBLIC)

        seconds.append(min(_seconds(look) for _ in range(3)))
        megabytes = sum(map(len, files.values())) / 1e6
        print(f"| {times} × | {megabytes:.1f} | {seconds[-1]:.2f} |", flush=True)
    return int(seconds[-1] > MOST * seconds[0])


def _seconds(action: Callable[[], None]) -> float:
    begin = process_time()
    action()
    return process_time() - begin


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
