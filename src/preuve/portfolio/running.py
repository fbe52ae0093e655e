"""Judges or reads each manual in processes of their own: a broken, slow or giant one never stops
the rest.

A worker that takes too long for one manual is ended, and another begun in its place; a pool of
`concurrent.futures` cannot end one of its workers, so the few lines that can are here.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.system_reasons import system_reason
from preuve.core.words import Message, say
from preuve.portfolio.reports import MAX_BYTES, Report, ReportError, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from multiprocessing.context import SpawnProcess

    from preuve.portfolio.listing import Member


_DEATH = 5.0
"""Seconds that a killed process may take to go."""


class RunOutcome(NamedTuple):
    """What became of one manual: its rows, or why there are none."""

    member: Member
    report: Report | None
    problem: Message | None
    seconds: float


class Task(NamedTuple):
    """One manual to be looked at, with all that a worker needs."""

    key: str
    folder: str | None
    report: str | None
    """A file: the one that the portfolio names, or the copy of what an address gave."""
    on: date | None
    today: date


def task(member: Member, base: Path, copies: Path, on: date | None, today: date) -> Task:
    """Return what is to be done for a member.

    Args:
        member: the manual.
        base: the portfolio's folder, which paths are relative to.
        copies: where answers of addresses are kept.
        on: the day asked for; else each manual's own.
        today: the clock's day.

    """
    if member.folder is not None:
        return Task(member.key, str(base / member.folder), None, on, today)
    report = base / member.report if member.report is not None else copies / f"{member.key}.json"
    return Task(member.key, None, str(report), on, today)


def look_at(job: Task) -> Report:
    """Return a manual's rows.

    Raises:
        ReportError: there is no manual, or no report that can be read.

    """
    return parse(_checked(job) if job.folder is not None else _bytes(Path(job.report or "")))


def _checked(job: Task) -> bytes:
    from preuve.gate import gate  # noqa: PLC0415 - a portfolio of reports needs none of it
    from preuve.model.manual import Manual  # noqa: PLC0415
    from preuve.report.json import render_json  # noqa: PLC0415

    root = Path(job.folder or "")
    if not (root / "organisation.yaml").is_file():
        raise ReportError(
            say("There is no manual in {folder}: it holds no organisation.yaml.", folder=job.folder)
        )
    manual = Manual.load(root)
    return render_json(gate.check(manual, manual.day(job.on, job.today))).encode("utf-8", "replace")


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():  # a pipe or a device would be read for ever
            raise ReportError(say("There is no report {file}.", file=str(path)))
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReportError(
            say("{file} cannot be read: {why}.", file=str(path), why=system_reason(error))
        ) from None


def _work(pipe: Connection) -> None:
    """Do what comes through a pipe until nothing more comes. Runs in a process of its own."""
    pipe.send("ready")
    while (job := pipe.recv()) is not None:
        try:
            pipe.send((look_at(job), None))
        except ReportError as error:
            pipe.send((None, error.message))
        except Exception as error:  # noqa: BLE001 - a diagnostic of ours in one manual must not lose the others
            pipe.send(
                (
                    None,
                    say(
                        "Preuve failed on it: {why}.", why=f"{type(error).__name__}: {error}"[:300]
                    ),
                )
            )


class _Worker:
    """A process, and what it is at."""

    def __init__(self, context: multiprocessing.context.SpawnContext) -> None:
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_work, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.member: Member | None = None
        self.began = 0.0
        self._ready = False

    def give(self, member: Member, job: Task) -> None:
        if not self._ready:  # how long Python takes to start is no manual's diagnostic
            self.pipe.recv()
            self._ready = True
        self.member, self.began = member, time.monotonic()
        self.pipe.send(job)

    def take(self) -> RunOutcome:
        """Return what came back: also where the process died over it."""
        assert self.member is not None  # noqa: S101 - only asked of one that is at work
        try:
            report, problem = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join(_DEATH)
            report, problem = (
                None,
                say(
                    "The process that looked at it died; the manual may be too large for this "
                    "machine."
                ),
            )
        return self._outcome(report, problem)

    def end_slow(self, limit: float) -> RunOutcome:
        """End the process in the middle of a manual."""
        self.process.kill()
        self.process.join(_DEATH)
        return self._outcome(
            None, say("It took more than {seconds} seconds, and was left.", seconds=limit)
        )

    def _outcome(self, report: Report | None, problem: Message | None) -> RunOutcome:
        assert self.member is not None  # noqa: S101 - as above
        outcome = RunOutcome(self.member, report, problem, time.monotonic() - self.began)
        self.member = None
        return outcome

    def close(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def run(
    tasks: Iterable[tuple[Member, Task]], processes: int | None = None, limit: float = 60.0
) -> Iterator[RunOutcome]:
    """Look at each manual, several at a time; yield each as it is done.

    Args:
        tasks: the manuals.
        processes: how many at a time; as many as the machine has processors, if None.
        limit: seconds for one manual.

    Yields:
        What became of each, in no set order.

    """
    context = multiprocessing.get_context("spawn")
    waiting = iter(tasks)
    workers = [_Worker(context) for _ in range(processes or os.cpu_count() or 1)]
    try:
        busy = [worker for worker in workers if _next(worker, waiting)]
        while busy:
            ends = min(worker.began for worker in busy) + limit
            ready = wait(
                [worker.pipe for worker in busy], timeout=max(0.0, ends - time.monotonic())
            )
            for number, worker in enumerate(busy):
                if worker.pipe in ready:
                    yield worker.take()
                elif time.monotonic() - worker.began >= limit:
                    yield worker.end_slow(limit)
                else:
                    continue
                if not worker.process.is_alive():
                    worker.close()
                    worker = busy[number] = _Worker(context)  # noqa: PLW2901 - another takes its place
                    workers.append(worker)
                _next(worker, waiting)
            busy = [worker for worker in busy if worker.member is not None]
    finally:
        for worker in workers:
            worker.close()


def _next(worker: _Worker, waiting: Iterator[tuple[Member, Task]]) -> bool:
    """Give a worker the next manual; return whether there was one."""
    following = next(waiting, None)
    if following is None:
        return False
    worker.give(*following)
    return True
