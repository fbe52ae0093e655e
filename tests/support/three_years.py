"""The fixed history of an invented provider over one cycle, from initial audit to renewal, day by
day as git keeps it.

What a test expects of it is written by hand from the law's delays, never computed: see
test_three_years.py.

    2024-03-12  initial audit: a major non-conformity (indicator 4), a minor one (12)
    2024-04-02  the major one corrected, and verified on the 10th: the certificate can be given
    2024-04-15  certificate obtained, to 2027-04-14
    2024-05-30  the minor one corrected
    2025-02-03  indicator 28 applies by decision; this year's records
    2025-10-07  surveillance audit: two minor non-conformities (12 again, and 30)
    2026-02-09  the one on 30 corrected; the other left open
                beside them: a watch, two improvements (the second late), a complaint, a risk
                weighed twice
    2026-12-01  renewal audit planned, on the edition of 2026
"""

from __future__ import annotations

import os
import subprocess
from datetime import date
from typing import TYPE_CHECKING

from manuals import ManualFolder, entry, naming

if TYPE_CHECKING:
    from pathlib import Path

(
    FIRST,
    CERTIFIED,
    CORRECTED,
    SECOND_YEAR,
    BEFORE_SURVEILLANCE,
    AFTER_SURVEILLANCE,
    THIRD_YEAR,
    BEFORE_RENEWAL,
) = DAYS = (
    date(2024, 3, 1),
    date(2024, 4, 20),
    date(2024, 6, 3),
    date(2025, 2, 3),
    date(2025, 9, 29),
    date(2025, 10, 20),
    date(2026, 2, 16),
    date(2026, 11, 16),
)

INITIAL, SURVEILLANCE, RENEWAL = date(2024, 3, 12), date(2025, 10, 7), date(2026, 12, 1)

# Training and VAE, some of it certifying, some of it subcontracted: 26 indicators, and 28 by
# decision from 2025 on.
BY_RULE = (*range(1, 13), *range(16, 20), *range(21, 28), 30, 31, 32)
RECORDS = (date(2024, 2, 1), date(2025, 1, 20), date(2026, 1, 19))
"""The days on which each indicator's record was made anew; each is good for twelve months."""

_ORGANISATION = """\
name: Ateliers des Trois Vallées
language: en
categories: [training, vae]
conditions: {certifying: true, subcontracting: true, acts_as_subcontractor: true}
sites: 6
turnover: 480000
people: {quality: Quality lead}
audits:
  - {type: initial, date: 2024-03-12}
  - {type: surveillance, date: 2025-10-07, days: 1.5}
  - {type: renewal, date: 2026-12-01}
"""
_CERTIFICATE = """\
certificate: {obtained: 2024-04-15, expires: 2027-04-14, categories: [training, vae]}
"""
_DECISION = """\
applicability:
  - {indicator: 28, applies: true, reason: Two courses end at the workplace., decided_by: quality, on: 2025-02-03}
"""

_NON_CONFORMITIES = (
    (
        CERTIFIED,
        """\
  - id: NC-2024-01
    audit: 2024-03-12
    indicator: 4
    grade: major
    finding: No written way of analysing needs.
    cause: The form was never made a procedure.
    actions: [{action: Write the procedure, owner: quality, due: 2024-04-05, done: 2024-04-02}]
""",
    ),
    (
        CERTIFIED,
        """\
  - id: NC-2024-02
    audit: 2024-03-12
    indicator: 12
    grade: minor
    finding: Drop-outs are not followed up in writing.
    cause: Nobody was named for it.
    actions: [{action: Keep a register of absences, owner: quality, due: 2024-08-31, done: 2024-05-30}]
""",
    ),
    (
        AFTER_SURVEILLANCE,
        """\
  - id: NC-2025-01
    audit: 2025-10-07
    indicator: 12
    grade: minor
    finding: The register of absences stops in June.
    actions: [{action: Give the register a deputy, owner: quality, due: 2026-01-31}]
""",
    ),
    (
        AFTER_SURVEILLANCE,
        """\
  - id: NC-2025-02
    audit: 2025-10-07
    indicator: 30
    grade: minor
    finding: Companies are not asked for their opinion.
""",
    ),
)
_CLOSING = (
    (
        CERTIFIED,
        "NC-2024-01",
        "    proof: [EV-4]\n    closed: 2024-04-02\n    verified: 2024-04-10\n",
    ),
    (CORRECTED, "NC-2024-02", "    proof: [EV-12-I]\n    closed: 2024-05-30\n"),
    (AFTER_SURVEILLANCE, "NC-2024-02", "    verified: 2025-10-07\n"),
    (THIRD_YEAR, "NC-2025-02", "    proof: [EV-30-I]\n    closed: 2026-02-09\n"),
)

_LINES: dict[str, tuple[dict[date, str], ...]] = {
    "improvements": (
        {
            CERTIFIED: (
                "id: IM-1, date: 2024-04-18, origin: NC-2024-02, action: Absences, owner: "
                "quality, due: 2024-08-31"
            ),
            CORRECTED: "done: 2024-05-30",
            SECOND_YEAR: "effect: {worked: effective, checked: 2025-01-20}",
        },
        {
            AFTER_SURVEILLANCE: (
                "id: IM-2, date: 2025-10-13, origin: A survey, action: Ask, owner: quality, due: "
                "2025-12-31"
            )
        },
    ),
    "watch": (
        {
            FIRST: (
                "id: W-1, date: 2024-02-12, kind: regulatory, source: S, summary: A decree, "
                "owner: quality"
            ),
            CERTIFIED: "done: The terms were changed, done_on: 2024-03-26",
        },
        {
            AFTER_SURVEILLANCE: (
                "id: W-2, date: 2025-09-15, kind: skills, source: S, summary: A study, owner: "
                "quality"
            ),
            THIRD_YEAR: "no_impact: Another trade, done_on: 2025-11-03",
        },
        {
            AFTER_SURVEILLANCE: (
                "id: W-3, date: 2025-10-14, kind: teaching, source: S, summary: A tool, owner: "
                "quality"
            ),
            BEFORE_RENEWAL: "done: Tried in two courses, done_on: 2026-04-20",
        },
    ),
    "complaints": (
        {
            THIRD_YEAR: (
                "id: R-1, received: 2025-11-17, kind: complaint, summary: The heating failed, "
                "answered: 2025-11-24"
            ),
            BEFORE_RENEWAL: "closed: 2026-03-09",
        },
    ),
    "risks": (
        {
            BEFORE_SURVEILLANCE: "id: RK-1, date: 2025-09-01, risk: One trainer alone, gravity: 3, probability: 3, "
            "measure: A deputy, owner: quality",
            THIRD_YEAR: "reviewed: 2026-02-02",
        },
    ),
}
"""The other registers, line by line: what each says, from which day on.
That of complaints is there, and empty, at first.
"""


_REWRITTEN = {12: CORRECTED, 31: BEFORE_SURVEILLANCE, 1: BEFORE_RENEWAL}
"""Pages, and the day from which they say something else."""


def applying(day: date) -> tuple[int, ...]:
    """Return the indicators that apply on a day, by rule or by decision."""
    return tuple(sorted((*BY_RULE, 28))) if day >= SECOND_YEAR else BY_RULE


def write(root: Path, day: date) -> ManualFolder:
    """Write the manual as the provider had it on one of the days."""
    folder = ManualFolder(root)
    certificate = _CERTIFICATE if day >= CERTIFIED else ""
    folder.write(
        "organisation.yaml", _ORGANISATION + certificate + (_DECISION if day >= SECOND_YEAR else "")
    )
    folder.index(*(text for number in applying(day) for text in _entries(number, day)))
    for number in applying(day):
        folder.page(
            number,
            "We do this better.\n" if day >= _REWRITTEN.get(number, date.max) else "We do this.\n",
        )
    lines = [_line(text, day) for since, text in _NON_CONFORMITIES if day >= since]
    if lines:
        folder.write("registers/non_conformities.yaml", "non_conformities:\n" + "".join(lines))
    for name, wanted in _LINES.items():
        text = "".join(_pieces(line, day) for line in wanted)
        if day >= THIRD_YEAR:
            text = text.replace("gravity: 3", "gravity: 2")
        if text or name == "complaints":
            folder.write(f"registers/{name}.yaml", f"{name}:\n{text}" if text else f"{name}: []\n")
    return folder


def _pieces(line: dict[date, str], day: date) -> str:
    pieces = [piece for since, piece in line.items() if day >= since]
    return f"  - {{{', '.join(pieces)}}}\n" if pieces else ""


def _line(text: str, day: date) -> str:
    name = text.split("\n", 1)[0].partition("id: ")[2]
    return text + "".join(
        closing for since, closed, closing in _CLOSING if closed == name and day >= since
    )


def _entries(number: int, day: date) -> list[str]:
    """Return an indicator's proofs: what the two first non-conformities are
    about is not there at first.
    """
    written, first = date(2024, 1, 15), RECORDS[0]
    if number == 4:
        written = date(2024, 4, 2)
    if number == 12:
        first = date(2024, 5, 30)
    if number == 28:
        written = first = date(2025, 2, 3)
    entries = []
    clauses = naming(number)  # these years are not about what the law of 2026 adds
    if written <= day:
        entries.append(entry(number, dated=written, **clauses))
    made = max((one for one in (first, *RECORDS[1:]) if first <= one <= day), default=None)
    if made is not None:
        entries.append(
            entry(
                number,
                id=f"EV-{number}-I",
                stage="implemented",
                dated=made,
                review_every="12 months",
                **clauses,
            )
        )
    return entries


def repository(root: Path) -> ManualFolder:
    """Make a repository of it: a commit for each day, a tag for each audit."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    for day in DAYS:
        folder = write(root, day)
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "-m", f"The manual on {day}", day=day)
        if day in {FIRST, BEFORE_SURVEILLANCE}:
            git(root, "tag", "initial" if day == FIRST else "surveillance")
    return folder


def git(root: Path, *arguments: str, day: date = FIRST) -> str:
    """Run git as nobody in particular, on a day."""
    environment = {
        **os.environ,
        "GIT_AUTHOR_DATE": f"{day}T12:00:00+0000",
        "GIT_COMMITTER_DATE": f"{day}T12:00:00+0000",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    command = ["git", "-c", "user.name=A Person", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, check=True, capture_output=True, text=True
    ).stdout
