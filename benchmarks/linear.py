"""Whether 10,000 of each of many things cost a check twice what 5,000 do: `linear.py [NUMBER]`.

Prints seconds of processor time as Markdown; ends with 1 where growth is not linear.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from manuals import ManualFolder
from many_things import THINGS

MOST = 3.0
"""How much more twice as many may cost, start-up left out, and still be called linear."""
_LEAST = 0.05
"""Seconds below which two times are as good as one."""


def main() -> int:
    """Measure and print; return 0 where all is linear."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"| Thing | {number // 2} | {number} | Growth |\n|---|---:|---:|---:|")
    worst = 0.0
    for name in THINGS:
        none, half, whole = (_seconds(name, count) for count in (0, number // 2, number))
        growth = max(whole - none, _LEAST) / max(half - none, _LEAST)
        worst = max(worst, growth)
        print(f"| {name} | {half:.2f} s | {whole:.2f} s | {growth:.1f} |", flush=True)
    return int(worst > MOST)


def _seconds(name: str, number: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        manual = ManualFolder(Path(folder))
        manual.whole()
        THINGS[name](manual, number)
        begin = process_time()
        manual.check()
        return process_time() - begin


if __name__ == "__main__":
    sys.exit(main())
