"""Runs a command as a process of its own; measures its time and its peak memory,
as the kernel counts them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

# A process is charged with the memory of the one that started it until it begins its own program.
# This one starts it, and is small: what is measured is then never less than about 9 MiB, and never
# ours.
_LAUNCH = """
import os, sys, time
begin = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - begin
peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
told = seconds, usage.ru_utime + usage.ru_stime, peak, os.waitstatus_to_exitcode(status)
os.write(int(sys.argv[1]), " ".join(map(str, told)).encode())
"""


class Run(NamedTuple):
    """One run of one command."""

    seconds: float
    processor: float
    """Seconds of processor time, with those of the processes it started and waited for."""
    peak: float
    """MiB resident at most, of the largest single process."""
    status: int
    output: str
    """What it wrote on both its streams."""


def run(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None
) -> Run:
    """Run a command in a folder, to its end."""
    reader, writer = os.pipe()
    with tempfile.TemporaryFile() as output:
        subprocess.run(  # noqa: S603 - commands of this folder only
            [sys.executable, "-I", "-S", "-c", _LAUNCH, str(writer), *map(str, command)],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=[writer],
            check=False,
        )
        os.close(writer)
        with os.fdopen(reader) as result:
            told = result.read().split()
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    if len(told) != 4:  # noqa: PLR2004 - seconds, processor, peak, status
        message = f"{command[0]} could not be started:\n{text}"
        raise SystemExit(message)
    return Run(float(told[0]), float(told[1]), float(told[2]), int(told[3]), text)


class Series(NamedTuple):
    """Several runs of one tool, each beside a run of the others."""

    runs: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        """Return the median time."""
        return median(one.seconds for one in self.runs)

    @property
    def processor(self) -> float:
        """Return the median of the processor time:
        what is left of the time when the machine is busy with others.
        """
        return median(one.processor for one in self.runs)

    @property
    def peak(self) -> float:
        """Return the highest peak."""
        return max(one.peak for one in self.runs)

    def times(self, other: Series) -> float:
        """Return the median, over the rounds, of how many times as long as the other it took."""
        return median(
            one.seconds / beside.seconds for one, beside in zip(self.runs, other.runs, strict=True)
        )

    def work(self, other: Series) -> float:
        """Return the same of processor time: what counts where the machine is busy with others."""
        return median(
            one.processor / beside.processor
            for one, beside in zip(self.runs, other.runs, strict=True)
        )


def series(rounds: Iterable[Mapping[str, Run]]) -> dict[str, Series]:
    """Return the runs of each tool, from rounds in which each ran once."""
    told = list(rounds)
    return {name: Series(tuple(one[name] for one in told)) for name in told[0]} if told else {}
