"""Changes rooms of the engine in small ways, one at a time, and asks whether a test notices.

`scripts/mutants gate model --sample 300` tries 300 changes in each of two rooms, the same ones each
time; without a room all of `[tool.mutants]` in pyproject.toml, without --sample every change. What
was tried is kept: a run that was stopped goes on where it was. `--again` tries once more what no
test had noticed, after tests were written. `scripts/mutants survivors gate` shows each change that
no test noticed, `scripts/mutants table` counts them by room and file.

Each change meets the tests that went through its function, those that the room names first and the
fastest, until their time fills --budget. Tests that fail where mutmut copies them to, and those
that are left out of the selection, are not among them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tomllib
import traceback
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NotRequired, TypedDict

import mutmut.__main__ as mutmut
import pytest
from mutmut.configuration import reset_config
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.trampoline import get_mutant_under_test
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import mangled_name_from_mutant_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mutmut.mutation.data import SourceFileMutationData

    Mutant = tuple[SourceFileMutationData, str, int | None]

ROOT: Final = Path(__file__).resolve().parent.parent
HOME: Final = ROOT / ".cache" / "mutants" / "rooms"
STATES: Final = ("killed", "timeout", "survived", "no tests", "not checked")
LIVING: Final = ("survived", "no tests")
SEED: Final = "2026"


class Room(TypedDict):
    """Which files are changed, which tests are run."""

    mutate: list[str]
    tests: list[str]
    marks: NotRequired[str]


def rooms() -> dict[str, Room]:
    """Return the rooms that pyproject.toml names."""
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    named: dict[str, Room] = tool["mutants"]
    return named


def mtime(file: Path) -> float:
    """Return when a file was last written."""
    return file.stat().st_mtime


def mirror(source: Path, target: Path) -> None:
    """Copy what changed and delete what is gone: who works on meanwhile disturbs nothing."""
    if source.is_file():
        if not target.is_file() or source.stat().st_mtime_ns != target.stat().st_mtime_ns:
            shutil.copy2(source, target)
        return
    target.mkdir(exist_ok=True)
    there = {name: source / name for name in os.listdir(source) if name != "__pycache__"}  # noqa: PTH208
    for left in set(os.listdir(target)) - there.keys():  # noqa: PTH208 - of both only the names
        gone = target / left
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    for name, file in there.items():
        if not file.is_symlink():
            mirror(file, target / name)


def prepare(room: str) -> Path:
    """Make the folder in which a room is tried; return it."""
    folder = HOME / room
    folder.mkdir(parents=True, exist_ok=True)
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    common = tomllib.loads(text)["tool"]["mutmut"]
    for name in ("src", "tests", *common["also_copy"]):
        mirror(ROOT / name, folder / name)
    chosen = rooms()[room]
    settings = {
        **common,
        "only_mutate": chosen["mutate"],
        "pytest_add_cli_args_test_selection": chosen["tests"],
    }
    if "marks" in chosen:  # pytest goes by the last
        settings["pytest_add_cli_args"] = [*common["pytest_add_cli_args"], "-m", chosen["marks"]]
    lines = [f"{key} = {json.dumps(value)}\n" for key, value in settings.items()]
    head = text.partition("[tool.mutmut]")[0]
    (folder / "pyproject.toml").write_text(f"{head}[tool.mutmut]\n{''.join(lines)}", "utf-8")
    copied = folder / "mutants"
    # Which test goes where was noted of the code and the tests as they were.
    noted = copied / "mutmut-stats.json"
    files = (file for name in ("src", "tests") for file in (folder / name).rglob("*.py"))
    if noted.exists() and max(map(mtime, files)) > mtime(noted):
        noted.unlink()
    shutil.rmtree(copied / "tests", ignore_errors=True)  # a test that is gone goes there too
    for file in (copied / "src").rglob("*"):  # mutmut copies what is no code once, and never again
        if file.is_file() and file.suffix not in {".py", ".meta", ".spans"}:
            file.unlink()
    return folder


class Lenient:
    """While it is noted which test goes where, one that fails is left out and stops nobody."""

    def __init__(self) -> None:
        self.failed: set[str] = set()

    def pytest_configure(self, config: pytest.Config) -> None:
        """Go on after a failure, also of a file that cannot be read there."""
        config.option.maxfail = 0
        config.option.continue_on_collection_errors = True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a failure."""
        if report.failed:
            self.failed.add(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Forget what failed: it can say nothing about a change."""
        session.exitstatus = 0
        for test in self.failed:
            state().duration_by_test.pop(test, None)
        for tests in state().tests_by_mangled_function_name.values():
            tests.difference_update(self.failed)
        Path("../left_out.txt").write_text("".join(f"{test}\n" for test in sorted(self.failed)))


class Chosen:
    """Of the files that pytest reads, these tests alone, in their order: not every name of a test
    can be given as an argument.
    """

    def __init__(self, tests: list[str]) -> None:
        self.order = {test: place for place, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave the others out."""
        chosen = (test for test in items if test.nodeid in self.order)
        items[:] = sorted(chosen, key=lambda test: self.order[test.nodeid])


def within(budget: float, named: list[str]) -> None:
    """Keep of each function's tests, up to a time, those that the room names first, then the
    fastest.
    """
    durations = state().duration_by_test

    def order(test: str) -> tuple[int, float]:
        place = next((n for n, part in enumerate(named) if test.startswith(part)), len(named))
        return place, durations[test]

    for tests in state().tests_by_mangled_function_name.values():
        spent = 0.0
        kept: set[str] = set()
        for test in sorted(tests, key=order):
            spent += durations[test] + 0.01  # what stands around a test takes time too
            if spent > budget and kept:
                break
            kept.add(test)
        tests.intersection_update(kept)


def try_room(room: str, options: argparse.Namespace) -> None:
    """Try a room's changes, or a sample of them; what came of each stays in its folder."""
    os.chdir(prepare(room))
    reset_config()  # it read the settings of the folder in which it was imported
    chosen: list[str] = []
    collect, execute = mutmut.collect_source_file_mutation_data, PytestRunner.execute_pytest

    def sampled(*, mutant_names: Iterable[str]) -> tuple[list[Mutant], dict[str, Any]]:
        mutants, files = collect(mutant_names=tuple(mutant_names))
        within(options.budget, rooms()[room]["tests"])
        mutants.sort(key=lambda mutant: sha256(f"{SEED} {mutant[1]}".encode()).digest())
        mutants = mutants[: options.sample]
        chosen[:] = [name for _file, name, _code in mutants]
        Path("sample.json").write_text(json.dumps(chosen), "utf-8")
        return [
            (file, name, None if options.again and status_by_exit_code[code] in LIVING else code)
            for file, name, code in mutants
        ], files

    def execute_leniently(runner: PytestRunner, params: list[str], **others: Any) -> int:  # noqa: ANN401 - mutmut's
        plugins = [*others.pop("plugins", ())]
        if get_mutant_under_test() == "stats":
            plugins.append(Lenient())
        if tests := [word for word in params if "::" in word]:
            plugins.append(Chosen(tests))
            files = dict.fromkeys(test.partition("::")[0] for test in tests)
            params = [*(word for word in params if "::" not in word), *files]
        return int(execute(runner, params, plugins=plugins, **others))

    def tests_of_sample(_names: Iterable[str]) -> set[str]:
        # What fails unchanged was left out already: a few show that all is in place.
        known, durations = state().tests_by_mangled_function_name, state().duration_by_test
        all_of_them = set().union(*(known[mangled_name_from_mutant_name(name)] for name in chosen))
        return set(sorted(all_of_them, key=lambda test: durations[test])[:20])

    # No option of mutmut takes a sample, bounds the time or lets a failing test be: these three do.
    mutmut.collect_source_file_mutation_data = sampled
    mutmut.tests_for_mutant_names = tests_of_sample
    PytestRunner.execute_pytest = execute_leniently
    mutmut._run((), options.children)  # noqa: SLF001 - what `mutmut run` calls


def results(room: str) -> dict[str, list[tuple[str, str]]]:
    """Return what came of each change of a room's sample: file → names and states."""
    folder = HOME / room
    sample = set(json.loads((folder / "sample.json").read_text("utf-8")))
    came: dict[str, list[tuple[str, str]]] = {}
    for meta in sorted((folder / "mutants" / "src").rglob("*.py.meta")):
        file = meta.relative_to(folder / "mutants").as_posix().removesuffix(".meta")
        codes = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        states = [(name, status_by_exit_code[codes[name]]) for name in codes if name in sample]
        if states:
            came[file] = states
    return came


def print_table(tried: list[str]) -> None:
    """Print how many were noticed, by room and by file, as a table of Markdown."""
    print(f"| | {' | '.join(STATES)} | noticed |")
    print(f"|---|{'---:|' * (len(STATES) + 1)}")
    for room in tried:
        came = results(room)
        rows = {f"**{room}**": [state for states in came.values() for _name, state in states]}
        rows |= {file: [state for _name, state in states] for file, states in came.items()}
        for title, states in rows.items():
            counts = Counter(states)
            noticed = counts["killed"] + counts["timeout"]
            judged = max(len(states) - counts["not checked"], 1)
            cells = " | ".join(str(counts[name]) for name in STATES)
            print(f"| {title} | {cells} | {100 * noticed / judged:.0f} % |")


def print_survivors(room: str) -> None:
    """Print each change that no test noticed, as a difference."""
    os.chdir(HOME / room)
    reset_config()
    for file, states in results(room).items():
        for name, status in states:
            if status in LIVING:
                difference = get_diff_for_mutant(name, path=file).splitlines()[2:]
                print(f"# {name}: {status}", *difference, sep="\n", end="\n\n")


def apart(work: Any, *arguments: object) -> None:  # noqa: ANN401 - any function
    """Do it in a process apart: mutmut keeps its settings and what it imported."""
    if (child := os.fork()) == 0:
        try:
            work(*arguments)
        except BaseException:  # noqa: BLE001 - it ends here, whatever it is, and is told
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(0)
    os.waitpid(child, 0)


def main(arguments: list[str]) -> int:
    """Do what is asked; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", nargs="*", metavar="ROOM", help="or: survivors, table")
    parser.add_argument("--sample", type=int, metavar="N", help="so many changes in each room")
    parser.add_argument("--budget", type=float, default=20.0, metavar="SECONDS", help="of tests")
    parser.add_argument("--again", action="store_true", help="try the survivors once more")
    parser.add_argument("--children", type=int, default=os.cpu_count(), metavar="N")
    options = parser.parse_args(arguments)
    known = rooms()
    asked = [word for word in options.what if word not in {"survivors", "table"}]
    if unknown := [word for word in asked if word not in known]:
        parser.error(f"no room {unknown[0]}; there are: {', '.join(known)}")
    if options.what[:1] == ["survivors"] or options.what[:1] == ["table"]:
        tried = [room for room in asked or known if (HOME / room / "sample.json").exists()]
        if options.what[0] == "table":
            print_table(tried)
        else:
            for room in tried:
                apart(print_survivors, room)
        return 0
    for room in asked or known:
        apart(try_room, room, options)
    print()
    print_table([room for room in asked or known if (HOME / room / "sample.json").exists()])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
