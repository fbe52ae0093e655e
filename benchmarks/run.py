"""The speed benchmarks: `scripts/bench`.
README.md beside this file says what is measured and how.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import sys
import tempfile
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from corpus import INDICATORS, SIZES, Size
from measure import Run, Series, run, series
from parts import Part, parts
from parts import table as table_of_parts
from peers import PEERS, PINNED, Peer, home
from preuve_manuals import (
    PYTHON,
    build_command,
    check,
    gaps,
    write_manual,
    write_plain,
    write_without_proofs,
)
from promises import PLAIN, PREUVE, PROOFS, WHOLE, Results, promises, table, verdicts

from preuve.page.squeezing import squeezed

ROUNDS = {"S": 15, "M": 7, "L": 3}


def main() -> int:
    """Measure and print; return 0 when every promise that was measured held."""
    options = _arguments()
    peers = [peer for peer in PEERS if peer.name in options.peers]
    home().mkdir(parents=True, exist_ok=True)
    checks: Results = {}
    measured: dict[str, list[Part]] = {}
    builds: Results = {}
    with tempfile.TemporaryDirectory(dir=home(), prefix="run-") as folder:
        if options.only != "builds":
            for peer in peers:
                peer.install()
            for name in options.sizes:
                checks[name], measured[name] = _checks(
                    Path(folder), SIZES[name], peers, options.rounds[name]
                )
        if options.only != "checks":
            for name in options.sizes:
                if name != "L" or options.build_l:
                    builds[name] = _builds(Path(folder), SIZES[name], options.rounds[name])
    found = list(promises(checks, builds))
    print(_machine(options.rounds), end="\n\n")
    if checks:
        print(table("Check", checks, PREUVE), end="\n\n")
        print(table_of_parts(measured), end="\n\n")
        print(
            "\n".join(f"- {peer.name} {PINNED[peer.name]}: {peer.check}" for peer in peers),
            end="\n\n",
        )
    if builds:
        print(table("`mkdocs build`", builds, PLAIN), end="\n\n")
    print(verdicts(found))
    return 0 if all(one.held for one in found) else 1


def _checks(
    folder: Path, size: Size, peers: list[Peer], rounds: int
) -> tuple[dict[str, Series], list[Part]]:
    """Write the size for every tool, see that the gates agree, and run them in turn."""
    _tell(f"{size.name}: writing for the check …")
    for gap, name in ((True, "gap"), (False, "whole")):
        write_manual(folder / size.name / name / PREUVE, size, gap=gap)
        for peer in peers:
            peer.write(folder / size.name / name / peer.name, size, gap)
    _tell(
        f"{size.name}: do all gates see the gap, and no other?"
    )  # also warms the disk cache and compiles what is not yet
    for name, bare in (("gap", [str(INDICATORS)]), ("whole", [])):
        _same(PREUVE, gaps(folder / size.name / name / PREUVE), bare)
    _check_round(folder / size.name / "gap", peers, str(size.requirements))
    done = []
    for number in range(1, rounds + 1):
        _tell(f"{size.name}: check, round {number} of {rounds}")
        done.append(_check_round(folder / size.name / "whole", peers))
    measured = parts(PYTHON, folder / size.name / "whole" / PREUVE)
    shutil.rmtree(folder / size.name)
    return series(done), measured


def _check_round(folder: Path, peers: list[Peer], *bare: str) -> dict[str, Run]:
    """Run each tool's check once, and hold each to the requirements that are bare."""
    done = {PREUVE: check(folder / PREUVE)}
    _same(f"{PREUVE}, by its exit status", done[PREUVE].status, int(bool(bare)))
    for peer in peers:
        done[peer.name] = peer.run(folder / peer.name)
        _same(peer.name, peer.gaps(folder / peer.name, done[peer.name].output), list(bare))
        _same(
            f"{peer.name}, by its exit status",
            done[peer.name].status,
            int(peer.exits and bool(bare)),
        )
    return done


def _same(tool: str, found: list[str] | int, expected: list[str] | int) -> None:
    """Stop when a gate did not say just what it should."""
    if found != expected:
        message = (
            f"The gates disagree: {tool}, says {str(found)[:500]} where {expected} was expected."
        )
        raise SystemExit(message)


def _builds(folder: Path, size: Size, rounds: int) -> dict[str, Series]:
    """Build a manual and the same pages as plain Markdown, in turn."""
    _tell(f"{size.name}: writing for the build …")
    manual, plain, site = (folder / f"{size.name}-{name}" for name in ("manual", "plain", "site"))
    write_manual(manual, size, gap=False)
    write_plain(manual, plain)
    sides = {
        WHOLE: (manual, write_without_proofs(manual)),
        PROOFS: (manual, "mkdocs.yml"),
        PLAIN: (plain, "mkdocs.yml"),
    }
    done = []
    for number in range(rounds + 1):  # the first is not counted: it fills caches
        _tell(f"{size.name}: build, round {number} of {rounds}")
        one = {
            name: run(build_command(site / name, configuration), side)
            for name, (side, configuration) in sides.items()
        }
        for name, built in one.items():
            if built.status:
                message = f"{name} was not built:\n{built.output}"
                raise SystemExit(message)
        _same_files(site / WHOLE, site / PLAIN)
        _same_files(site / PROOFS, site / PLAIN)
        if number:
            done.append(one)
        shutil.rmtree(site)
    for written in (manual, plain):
        shutil.rmtree(written)
    return series(done)


_ONE_SIDED = ("sitemap.xml", "proofs/", "assets/", "calendar-", ".nojekyll", "audits/", "people/")


def _same_files(one: Path, other: Path) -> None:
    """Stop unless two sites hold the same files but for white space:
    what is compared is then the work, not the result.
    """
    names = {str(file.relative_to(one)) for file in one.rglob("*") if file.is_file()}
    others = {str(file.relative_to(other)) for file in other.rglob("*") if file.is_file()}
    differing = names ^ others | {
        name for name in names & others if _told(one / name) != _told(other / name)
    }
    # The time of the build stands in two; proofs' pages and calendars have no plain side; what no
    # page asks of the theme is left out.
    told = {name for name in differing if not name.startswith(_ONE_SIDED)}
    if told:
        message = f"The two sites differ in {len(told)} files, such as {sorted(told)[:5]}."
        raise SystemExit(message)


_STEPS = re.compile(
    rb'<link rel="(?:prev|next)"[^>]*>|<nav class="md-footer__inner.*?</nav>', re.DOTALL
)


_SHAPE = re.compile(r'<path id="(__icon\d+)" d="([^"]*)"/>')


def _written_out(page: str) -> str:
    """Return a page in which each icon is drawn where it stands, as the theme does: the plugin
    draws it once.
    """
    shapes = dict(_SHAPE.findall(page))
    page = _SHAPE.sub(r'<path d="\2"/>', page)
    return re.sub(
        r'<use href="#(__icon\d+)"/>', lambda use: f'<path d="{shapes.get(use[1])}"/>', page
    )


def _told(file: Path) -> bytes:
    """Return what a file says. Python-Markdown adds line ends around HTML that it takes in itself,
    as in the plain copy.

    The page before and after is the navigation's in the plain copy, the audit's in the manual: as
    much work, another link.
    """
    text = file.read_bytes()
    if (
        file.name == "search_index.json"
    ):  # pages that Preuve makes come last: the order is that of the files
        index = json.loads(text)
        text = json.dumps(
            {**index, "docs": sorted(index["docs"], key=lambda page: str(page["location"]))}
        ).encode()
    if file.suffix == ".html":
        text = _STEPS.sub(b"", _written_out(squeezed(text.decode())).encode())
    return b"".join(text.split()) if file.suffix in {".html", ".json"} else text


def _machine(rounds: dict[str, int]) -> str:
    """Return one line on the machine and the measurement."""
    told = ", ".join(f"{name} {count}" for name, count in rounds.items())
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    return f"{machine}, Python {platform.python_version()}; rounds: {told}"


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _rounds(text: str) -> tuple[str, int]:
    name, _, count = text.partition("=")
    if name not in SIZES or not count.isdigit() or int(count) < 1:
        message = f"“{text}” is not a size and a number, such as L=1"
        raise ArgumentTypeError(message)
    return name, int(count)


def _arguments() -> Namespace:
    arguments = ArgumentParser(
        prog="scripts/bench", description="Measure the speed promises of the design, beside peers."
    )
    arguments.add_argument(
        "--sizes", nargs="+", choices=SIZES, default=list(SIZES), help="default: all"
    )
    arguments.add_argument(
        "--rounds",
        nargs="+",
        type=_rounds,
        default=[],
        metavar="SIZE=NUMBER",
        help="how many times each runs (default: "
        + " ".join(f"{name}={count}" for name, count in ROUNDS.items())
        + ")",
    )
    arguments.add_argument(
        "--peers",
        nargs="*",
        choices=list(PINNED),
        default=list(PINNED),
        help="compare with these only (default: all)",
    )
    arguments.add_argument("--only", choices=("checks", "builds"), help="measure only these")
    arguments.add_argument(
        "--build-l", action="store_true", help="also build L, which takes minutes"
    )
    options = arguments.parse_args()
    options.sizes = [name for name in SIZES if name in options.sizes]
    options.rounds = {**ROUNDS, **dict(options.rounds)}
    return options


if __name__ == "__main__":
    sys.exit(main())
