"""What the design promises of speed and memory, and whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from measure import Series

Results = dict[str, dict[str, "Series"]]
"""By size, then by tool."""

PREUVE = "preuve"
WHOLE, PLAIN = "everything on", "plain Markdown"
PROOFS = "everything on, and a page for each proof"
"""What the promise leaves out: plain Markdown has no such pages."""

CHECK_SECONDS = {"S": 0.15}
CHECK_RATIOS = (
    ("S", "doorstop", 2),
    ("M", "doorstop", 5),
    ("L", "doorstop", 10),
    ("L", "sphinx-needs", 10),
)
CHECK_PEAK = {"L": 200}
BUILD_RATIOS = {"S": 1.00, "M": 1.05, "L": 1.10}
LINEAR = 1.25
"""How much more a further proof may cost between M and L than between S and M,
and the growth still be called linear.
"""


class Promise(NamedTuple):
    """A promise and what was measured."""

    words: str
    measured: str
    held: bool


def promises(checks: Results, builds: Results) -> Iterator[Promise]:
    """Yield the promises that the results speak of."""
    ours = {size: tools[PREUVE] for size, tools in checks.items()}
    for size, limit in CHECK_SECONDS.items():
        if size in ours:
            seconds = ours[size].processor
            yield Promise(
                f"check, {size}: at most {limit} s of processor time",
                f"{seconds:.3f} s",
                seconds <= limit,
            )
    for size, peer, least in CHECK_RATIOS:
        if size in ours and peer in checks[size]:
            times = checks[size][peer].times(ours[size])
            yield Promise(
                f"check, {size}: at most 1/{least} of {peer}'s", f"1/{times:.1f}", times >= least
            )
    for size, limit in CHECK_PEAK.items():
        if size in ours:
            yield Promise(
                f"check, {size}: at most {limit} MiB",
                f"{ours[size].peak:.0f} MiB",
                ours[size].peak <= limit,
            )
    if len(ours) == len(SIZES):
        growth = _growth(ours)
        yield Promise(
            f"check: linear growth (a proof of L costs at most {LINEAR} × one of M)",
            f"{growth:.2f} ×",
            growth <= LINEAR,
        )
    for size, most in BUILD_RATIOS.items():
        if size in builds:
            ratio = builds[size][WHOLE].work(builds[size][PLAIN])
            yield Promise(
                f"build without proofs' pages, {size}: at most {most:.2f} × plain Markdown",
                f"{ratio:.2f} ×",
                ratio <= most,
            )


def _growth(ours: Mapping[str, Series]) -> float:
    """Return what a further proof costs from M to L over what it costs from S to M, in processor
    time.

    Start-up is not in it; and sizes are measured minutes apart, while the time of day is also that
    of the machine's guests.
    """
    small, middle, large = (SIZES[name] for name in ("S", "M", "L"))
    early = (ours["M"].processor - ours["S"].processor) / (middle.proofs - small.proofs)
    late = (ours["L"].processor - ours["M"].processor) / (large.proofs - middle.proofs)
    return late / early


def table(title: str, results: Results, base: str) -> str:
    """Return results as Markdown, each tool beside the one it is compared with."""
    lines = [
        f"| Size | {title} | Time | Processor | Peak | Ratio |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for size, tools in results.items():
        for tool, series in tools.items():
            ratio = "1" if tool == base else f"{series.work(tools[base]):.2f}"
            spent = f"{series.seconds:.3f} s | {series.processor:.3f} s | {series.peak:.0f} MiB"
            lines.append(f"| {size} | {tool} | {spent} | {ratio} |")
    return "\n".join(lines)


def verdicts(found: list[Promise]) -> str:
    """Return the promises as Markdown."""
    lines = ["| Promise | Measured | |", "|---|---:|---|"]
    lines += [
        f"| {one.words} | {one.measured} | {'held' if one.held else '**not held**'} |"
        for one in found
    ]
    return "\n".join(lines)
