"""Damaged manuals, many of them, each read, judged and told in every form; and random ones, judged
by an oracle too.

A case can be had again by its number: `scripts/fuzz --replay NUMBER` leaves its files in a folder
and shows the error.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import tempfile
import time
import traceback
from argparse import ArgumentParser
from collections import Counter
from contextlib import contextmanager
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

import oracle
from damage import damaged, settle, whole
from manuals import DAY, ManualFolder
from random_manuals import RandomManual, random_manual

from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.report import OF_A_VERDICT, Format, render
from preuve.report.baseline import compare, read_baseline
from preuve.rulebook import BY_NAME, Family

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.pool import Pool

_SECONDS = 20  # for one case: they take milliseconds
_MEMORY = 1 << 30
_CHUNK = 250
_FORMS = (
    2  # for one case, drawn by lot: in a hundred thousand cases each form meets thirty thousand
)


class Outcome(NamedTuple):
    """What became of some cases."""

    tried: int = 0
    accepted: int = 0
    """Without a fault of reading: judged to the end, by every rule."""
    open: int = 0
    unclean: tuple[tuple[int, str], ...] = ()
    """Case numbers and what escaped."""

    def __add__(self, other: Outcome) -> Outcome:  # type: ignore[override] # outcomes add up, not their fields
        return Outcome(
            self.tried + other.tried,
            self.accepted + other.accepted,
            self.open + other.open,
            self.unclean + other.unclean,
        )


class UncleanError(Exception):
    """Something that must not happen, and raised nothing by itself."""


def attempt(number: int, root: Path, forms: int = _FORMS) -> Outcome:
    """Damage one of the manuals that stand in a folder;
    read it, judge it, tell it in some of the forms; fix it again.
    """
    chance = Random(number)  # noqa: S311 - chance that can be had again
    damage = damaged(chance)
    (root / damage.place).write_bytes(damage.data)
    try:
        with _limited():
            accepted, ok = _told(
                root / str(damage.example), chance, chance.sample(OF_A_VERDICT, forms)
            )
    except Exception as error:  # noqa: BLE001 - whatever escapes is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        return Outcome(
            1,
            unclean=(
                (
                    number,
                    f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})",
                ),
            ),
        )
    finally:
        (root / damage.place).write_bytes(whole(damage.example)[damage.path])
    return Outcome(1, accepted, ok)


def _told(root: Path, chance: Random, forms: list[Format]) -> tuple[bool, bool]:
    manual = Manual.load(root)
    asked = chance.choice(
        (None, None, DAY, DAY + timedelta(chance.randrange(-800, 800)), date.min, date.max)
    )
    verdict = gate.check(manual, manual.day(asked, DAY))
    read = all(BY_NAME[finding.rule].family is not Family.READING for finding in verdict.findings)
    if verdict.assessment is None and (read or verdict.ok):
        message = "nothing was judged, and nobody is told"
        raise UncleanError(message)
    for form in forms:
        text = render(verdict, form, colour=chance.random() < 0.5)
        if not text.endswith("\n") and form is not Format.GITHUB:
            message = f"{form} does not end its last line"
            raise UncleanError(message)
        if form in {Format.JSON, Format.SARIF}:
            json.loads(text)
        elif form is Format.JUNIT:
            ET.fromstring(text)  # noqa: S314 - our own
    return read, verdict.ok


@contextmanager
def _limited() -> Iterator[None]:
    """Let nothing take longer than `_SECONDS`."""

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def attempts(numbers: range) -> Outcome:
    """Try some cases in a folder of their own."""
    total = Outcome()
    with tempfile.TemporaryDirectory(prefix="preuve-fuzz-") as name:
        settle(Path(name))
        for number in numbers:
            total += attempt(number, Path(name))
    return total


def compared(number: int, folder: ManualFolder) -> list[str]:
    """Return how the gate and the oracle differ on one manual made by chance."""
    manual = random_manual(number)
    manual.write(folder)
    said = folder.check(manual.day)
    wanted = oracle.Judgement(manual.content, manual.day)
    assert said.assessment is not None
    states = {indicator.number: indicator.state.value for indicator in said.assessment.indicators}
    applying = {one.number: one.applicability.applies for one in said.assessment.indicators}
    proofs = {proof.evidence.id: proof.state.value for proof in said.assessment.evidence}
    found = Counter(
        (str(finding.rule), finding.severity.value, finding.indicator, finding.evidence)
        for finding in said.findings
    )
    pairs = {
        "edition": (said.assessment.edition.name.value, wanted.edition),
        "applies": (applying, wanted.applies),
        "indicators": (states, wanted.indicators),
        "proofs": (proofs, wanted.states),
        "open": (said.ok, wanted.ok),
    }
    differences = [
        f"{number} {name}: {mine} {theirs}"
        for name, (mine, theirs) in pairs.items()
        if mine != theirs
    ]
    differences += [f"{number}: the gate alone finds {one}" for one in found - wanted.found]
    return differences + [f"{number}: the oracle alone finds {one}" for one in wanted.found - found]


def compared_with_baseline(number: int, folder: ManualFolder) -> list[str]:
    """Return how the gate and the oracle differ on one manual after a time: proofs came and went, a
    decision or a waiver too, days passed, a rule weighs more.
    """
    then = random_manual(number)
    chance = Random(-number)  # noqa: S311 - as above
    content = json.loads(json.dumps(then.content))
    organisation = content["organisation"]
    for lists, name in ((content, "evidence"), (organisation, "waivers")):
        lists[name] = [one for one in lists[name] if chance.random() < 0.9]
    if chance.random() < 0.3:
        organisation["severity"] = {}
    if chance.random() < 0.3:
        content["unreadable"] = []
    now = RandomManual(content, then.day + timedelta(chance.choice((0, 0, 1, 30, 400))))
    judged = []
    for manual in (then, now):
        manual.write(folder)
        judged.append(folder.check(manual.day))
    report = folder.write("baseline.json", render(judged[0], Format.JSON))
    beside = compare(judged[1], read_baseline(report))
    new = [one for one in beside.findings if one.severity == "error" and not one.known]
    if any(one.indicator is None is one.evidence for one in new):
        return []  # what is about nothing in particular is told by its words: not the oracle's
    ours = beside.ok
    before, after = (oracle.Judgement(manual.content, manual.day) for manual in (then, now))
    theirs = after.is_open_beside(before)
    return [] if ours == theirs else [f"{number}, beside a baseline: open {ours}, not {theirs}"]


def comparisons(numbers: range) -> list[str]:
    """Return how the gate and the oracle differ on some manuals."""
    with tempfile.TemporaryDirectory(prefix="preuve-oracle-") as name:
        return [
            difference
            for number in numbers
            for compare_one in (compared, compared_with_baseline)
            for difference in compare_one(number, ManualFolder(Path(name)))
        ]


def main(arguments: list[str]) -> int:
    """Try as many cases as asked for, and say what came of them."""
    parser = ArgumentParser(prog="scripts/fuzz", description=__doc__)
    parser.add_argument(
        "--count", type=int, default=100_000, help="how many damaged manuals (default: 100000)"
    )
    parser.add_argument(
        "--oracle",
        type=int,
        default=10_000,
        help="how many random ones beside the oracle (default: 10000)",
    )
    parser.add_argument(
        "--first", type=int, default=0, help="the number of the first of each (default: 0)"
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time (default: 2)")
    parser.add_argument(
        "--replay",
        type=int,
        metavar="NUMBER",
        help="do one damaged manual again, and leave its files",
    )
    options = parser.parse_args(arguments)
    if options.replay is not None:
        return _replay(options.replay)
    with get_context("spawn").Pool(options.jobs, _bounded) as pool:
        clean = _all_damaged(pool, _chunks(options.first, options.count))
        agreed = _all_compared(pool, _chunks(options.first, options.oracle))
    return 0 if clean and agreed else 1


def _chunks(first: int, count: int) -> list[range]:
    return [
        range(start, min(start + _CHUNK, first + count))
        for start in range(first, first + count, _CHUNK)
    ]


def _all_damaged(pool: Pool, chunks: list[range]) -> bool:
    """Try damaged manuals; return whether none gave an error, and enough were read to say so."""
    start, total = time.monotonic(), Outcome()
    for outcome in pool.imap_unordered(attempts, chunks):
        total += outcome
        for number, error in outcome.unclean:
            print(f"case {number}: {error}\n  again: scripts/fuzz --replay {number}", flush=True)
    if not total.tried:
        return True
    print(
        f"{total.tried} damaged manuals in {time.monotonic() - start:.0f} s: {total.accepted} "
        "read without a fault "
        f"({total.accepted / total.tried:.0%}), {total.open} let through, "
        f"{len(total.unclean)} unclean errors.",
        flush=True,
    )
    enough = total.accepted >= total.tried / 10
    if not enough:
        print("Too few were read without a fault: rules and reports were hardly tried.")
    return enough and not total.unclean


def _all_compared(pool: Pool, chunks: list[range]) -> bool:
    """Judge random manuals twice; return whether the gate and the oracle agreed on all."""
    start, differing = time.monotonic(), 0
    for differences in pool.imap_unordered(comparisons, chunks):
        print(*differences, sep="\n", end="\n" if differences else "", flush=True)
        differing += len(differences)
    count = sum(map(len, chunks))
    print(
        f"{count} random manuals in {time.monotonic() - start:.0f} s: {differing} differences "
        "from the oracle."
    )
    return not differing


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _replay(number: int) -> int:
    folder = Path(tempfile.mkdtemp(prefix=f"preuve-fuzz-{number}-"))
    settle(folder)
    damage = damaged(Random(number))  # noqa: S311 - as above
    outcome = attempt(number, folder)
    (folder / damage.place).write_bytes(damage.data)
    print(
        f"Damaged is {folder / damage.place}. Look with: preuve check "
        f"{folder / str(damage.example)}"
    )
    for _, error in outcome.unclean:
        print(error)
    return 1 if outcome.unclean else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
