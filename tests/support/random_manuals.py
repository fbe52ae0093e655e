"""Manuals made by chance, for the gate and its oracle to judge:
dates fall on and beside every limit.
"""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import oracle_clauses
import random_described
import random_registers
from whole_files import boxes, document, pdf, picture, zipped

if TYPE_CHECKING:
    from manuals import ManualFolder

_CATEGORIES = ["training", "skills_assessment", "vae", "apprenticeship"]
_CONDITIONS = [
    "certifying",
    "work_linked",
    "workplace_training",
    "subcontracting",
    "acts_as_subcontractor",
]
_ASKED = ["distance", "minors", "learners_with_disability", "cpf", "long_courses"]
_LACKS = ["missing-evidence", "missing-file", "changed-file", "expired-evidence", "draft-only"]
_RULES = [
    *_LACKS,
    "only-formalised",
    "only-implemented",
    "stale-evidence",
    "evidence-due-soon",
    "expires-before-audit",
    "evidence-for-not-applicable",
    "unknown-indicator",
    "clause-without-evidence",
    "unknown-fact",
    "unknown-threshold",
    "expired-waiver",
    "unused-waiver",
    "edition-not-in-force",
    "unjustified-decision",
    *random_registers.RULES,
    *random_described.RULES,
]
_WAIVABLE = [
    rule
    for rule in _RULES
    if rule not in {"expired-waiver", "unused-waiver", "wide-waiver", "long-waiver"}
]
_POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
_CONTENTS = {f"evidence/{name}.pdf": pdf(f"BT ({name}) Tj ET") for name in "abc"}
_FLAWED: dict[str, str | bytes] = {
    "evidence/empty.pdf": "",
    "evidence/blank.txt": " \n-\n",
    "evidence/pointer.pdf": _POINTER,
    "evidence/minutes.gdoc": "{}",
    "evidence/login.pdf": "<!DOCTYPE html><title>Sign in</title>",
    "evidence/.hidden.pdf": "%PDF-",
    "evidence/page.html": "<html><head><title>Minutes</title></head><body></body></html>",
    "evidence/later.md": "# Minutes\n\nÀ compléter\n",
    "evidence/link.txt": "https://example.org/minutes.pdf\n",
    "requirements/manual.txt": "mkdocs==1.6.1\n",
    "evidence/blank.pdf": b"%PDF-1.7\n%%EOF\n",
    "evidence/cut.pdf": pdf()[:200],
    "evidence/blank.docx": document("<w:p/>"),
    "evidence/cut.xlsx": zipped(sheet="Minutes")[:60],
    "evidence/dot.png": picture("PNG", 1, 1),
}
_LARGE = "evidence/film.mp4"
_TOO_LARGE = 100 * 1024 * 1024 + 1
_CUT_OFF = "non_conformities: [\n"  # a register that nobody can read
_FILES = {
    path: sha256(text.encode() if isinstance(text, str) else text).hexdigest()
    for path, text in (_CONTENTS | _FLAWED).items()
} | {"organisation.yaml": "", _LARGE: ""}
_PAGES = {f"https://example.org/{name}": name for name in ("there", "gone", "gone-tomorrow")}
_BROKEN = "2026-02-30"


class RandomManual(NamedTuple):
    """What the files of a manual say, the digests of the proofs that are there, and the day."""

    content: dict[str, Any]
    day: date

    def write(self, folder: ManualFolder) -> None:
        """Write it, over another one of its kind."""
        organisation = {**self.content["organisation"]}
        # Pages and what a session's file holds are not the oracle's business.
        organisation["severity"] = {**organisation["severity"], **dict.fromkeys(_ASIDE, "off")}
        folder.write("organisation.yaml", json.dumps(organisation))
        folder.write("evidence_index.yaml", json.dumps({"evidence": self.content["evidence"]}))
        files: dict[str, Any] = {
            **{name: {name: lines} for name, lines in self.content["registers"].items()},
            **self.content["described"],
        }
        for name in (*random_registers.NAMES, *random_described.NAMES):
            if name in self.content["unreadable"]:
                folder.write(f"registers/{name}.yaml", _CUT_OFF)
            elif name in files:
                folder.write(f"registers/{name}.yaml", json.dumps(files[name]))
            else:
                (folder.root / f"registers/{name}.yaml").unlink(missing_ok=True)
        if self.content["sessions"] is not None:
            folder.write("sessions.yaml", json.dumps({"sessions": self.content["sessions"]}))
        else:
            (folder.root / "sessions.yaml").unlink(missing_ok=True)
        for path, text in (_CONTENTS | _FLAWED).items():
            if not (folder.root / path).exists():
                folder.write(path, text)
        if not (folder.root / _LARGE).exists():
            film = folder.write(_LARGE, boxes((b"ftyp", 16), (b"moov", 9)) + b"\0\0\0\0mdat")
            os.truncate(film, _TOO_LARGE)
        links = [
            {"url": url, "checked": day, "outcome": "gone"}
            for url, day in self.content["gone"].items()
        ]
        rows = [
            {"shelf": "drive", "path": path.removeprefix("drive:"), **seen}
            for path, seen in self.content["shelves"].items()
        ]
        folder.write("shelves.json", json.dumps({"schema": 1, "files": rows}))
        folder.write("links.json", json.dumps({"schema": 1, "links": links}))


def random_manual(number: int) -> RandomManual:
    """Return the manual of a number."""
    chance = Random(number)  # noqa: S311 - chance that can be had again
    day = date(2026, 10, 31) + timedelta(chance.choice((0, 1, chance.randint(-700, 700))))
    evidence = [_proof(f"EV-{n}", day, chance) for n in range(chance.choice((0, 5, 20, 60)))]
    names = [proof["id"] for proof in evidence] or ["EV-0"]
    if chance.random() < 0.4:
        evidence += random_described.shown(day, chance)
    organisation: dict[str, Any] = {
        "name": "Random provider",
        "language": chance.choice(("en", "fr")),
        "categories": _some(_CATEGORIES, chance) or [chance.choice(_CATEGORIES)],
        "conditions": _conditions(chance),
        "thresholds": _thresholds(chance),
        "new_entrant": _some(_CATEGORIES, chance) if chance.random() < 0.5 else [],
        "people": {"quality": "Quality lead"},
        "audits": [
            {
                "type": chance.choice(("initial", "light", "surveillance", "renewal", "mock")),
                "date": _near(day, chance),
            }
            for _ in range(chance.randrange(4))
        ]
        + random_registers.audits(day, chance),
        "applicability": [
            _decision(_number(chance), day, chance) for _ in range(chance.choice((0, 0, 1, 3)))
        ],
        "waivers": [_waiver(day, names, chance) for _ in range(chance.choice((0, 1, 4)))],
        "severity": {
            rule: chance.choice(("error", "warning", "info", "off"))
            for rule in _some(_RULES, chance, 0.1)
        },
    }
    if chance.random() < 0.3:
        organisation["edition"] = chance.choice(("rnq-2019", "rnq-2026"))
    registers = random_registers.registers(day, organisation["audits"], evidence, chance)
    unreadable = _some([*random_registers.NAMES, *random_described.NAMES], chance, 0.06)
    registers = {name: lines for name, lines in registers.items() if name not in unreadable}
    gone = {
        url: (day + timedelta(name == "gone-tomorrow")).isoformat()
        for url, name in _PAGES.items()
        if name != "there"
    }
    if chance.random() < 0.3:
        names = ["angers", "cholet", "saumur"][: chance.randint(1, 3)]
        organisation["sites"] = [{"id": name, "name": name.capitalize()} for name in names]
        for proof in evidence:
            if chance.random() < 0.3:
                proof["site"] = chance.choice(names)
    sites = [site["id"] for site in organisation.get("sites", ())]
    sessions = random_described.sessions(day, sites, chance) if chance.random() < 0.7 else None
    described = random_described.registers(
        day, sessions or [], evidence, registers.get("improvements", []), chance
    )
    organisation["shelves"] = {"drive": {"label": "Drive"}}
    shelves = {
        f"drive:{name}.pdf": _sighting(name, day, chance) for name in _SHELVED if name != "never"
    }
    content = {
        "shelves": shelves,
        "organisation": organisation,
        "evidence": evidence,
        "files": _FILES,
        "registers": registers,
        "described": {name: file for name, file in described.items() if name not in unreadable},
        "sessions": sessions,
        "unreadable": unreadable,
        "gone": gone,
    }
    return RandomManual(content, day)


_ASIDE = (
    "missing-page",
    "incomplete-session-file",
    "session-outside-profile",
    "unknown-session",
    "category-without-action",
)
_SHELVED = ("there", "gone", "moved", "changed", "changed", "empty", "never", "tomorrow")


def _sighting(name: str, day: date, chance: Random) -> dict[str, Any]:
    """Return what a look saw on a shelf, on the day or before, or on the next."""
    ago = -1 if name == "tomorrow" else chance.choice((0, 1, 40, 400))
    seen = {
        "seen": (day - timedelta(ago)).isoformat(),
        "outcome": name if name in {"gone", "moved"} else "there",
        "size": 0 if name == "empty" else 7,
    }
    if name == "changed":
        seen["changed"] = (day - timedelta(ago + chance.choice((0, 1, 200)))).isoformat()
    return seen


def _conditions(chance: Random) -> dict[str, Any]:
    """Return what a provider says of itself: now and then what apprenticeship denies,
    often nothing where it is asked.
    """
    conditions: dict[str, Any] = dict.fromkeys(_some(_CONDITIONS, chance), True)
    conditions |= {
        name: False for name in _CONDITIONS if name not in conditions and chance.random() < 0.1
    }
    conditions |= {name: chance.choice((True, False)) for name in _ASKED if chance.random() < 0.7}
    if chance.random() < 0.6:
        conditions["contributors_per_course"] = chance.choice((0, 1, 4, 5, 6))
    if chance.random() < 0.6:
        conditions["permanent_share"] = chance.choice((0, 59, 60, 61, 100))
    return conditions


def _thresholds(chance: Random) -> dict[str, Any]:
    """Return what orders fix, beside what the provider says of itself."""
    values = {
        "contributors": chance.choice((1, 1, 4, 5)),
        "permanent_share": chance.choice((0, 60, 90, 90)),
    }
    return {
        name: {"value": value, "source": "an order", "on": "2026-09-01"}
        for name, value in values.items()
        if chance.random() < 0.5
    }


def _named(numbers: list[int], chance: Random) -> list[int | str]:
    """Return numbers of indicators, some of them with clauses beside or instead."""
    named: list[int | str] = []
    for number in numbers:
        clauses = [name for name in oracle_clauses.CLAUSES if name.split(".")[0] == str(number)]
        picked = chance.sample(clauses, min(len(clauses), chance.choice((0, 0, 1, 2, 9))))
        named += [*([number] if not picked or chance.random() < 0.7 else []), *picked]
    return named


def _some(words: list[str], chance: Random, share: float = 0.5) -> list[str]:
    return [word for word in words if chance.random() < share]


def _near(day: date, chance: Random) -> str:
    """Return a day on or beside a limit, or any."""
    return (
        day + timedelta(chance.choice((-31, -1, 0, 1, 29, 30, 31, chance.randint(-500, 500))))
    ).isoformat()


def _proof(name: str, day: date, chance: Random) -> dict[str, Any]:  # noqa: C901, PLR0912 - chance has many ways
    proof: dict[str, Any] = {
        "id": name,
        "title": "A proof",
        "indicators": sorted(chance.sample(range(1, 34), chance.choice((1, 1, 2, 5)))),
        "stage": chance.choice(("formalised", "implemented")),
        "kind": "document",
        "owner": "quality",
        "dated": (day - timedelta(chance.choice((0, 1, chance.randint(-1, 900))))).isoformat(),
        "status": chance.choice(
            ("approved", "approved", "approved", "approved", "draft", "in_review", "withdrawn")
        ),
        "access": chance.choice(("public", "auditor", "on_request")),
    }
    if chance.random() < 0.5:
        proof["place"] = chance.choice(
            (*["Binder 1"] * 12, "?", "-", "TODO", "\u200b", "à  renseigner", "nowhere")
        )
    elif chance.random() < 0.1:
        # A place on a page, or its host in capitals, is no other page.
        proof["url"] = chance.choice(
            [*_PAGES, "https://example.org/gone#part", "https://Example.ORG/gone"]
        )
    elif chance.random() < 0.2:
        proof["file"] = f"drive:{chance.choice(_SHELVED)}.pdf"
    elif chance.random() < 0.2:
        name = chance.choice(random_described.NAMES)
        proof["file"] = f"registers/{name}.yaml"
        if chance.random() < 0.8:
            shown = random_described.SHOWN[name]
            proof["indicators"] = chance.sample(shown, chance.choice((1, 1, 2)))
            proof["dated"] = (day - timedelta(chance.randint(0, 900))).isoformat()
    elif chance.random() < 0.3:
        proof["file"] = f"registers/{chance.choice(random_registers.NAMES)}.yaml"
        if chance.random() < 0.7:
            proof["indicators"] = sorted(
                chance.sample(random_registers.SHOWN[proof["file"]], chance.choice((1, 1, 2)))
            )
            proof["dated"] = (day - timedelta(chance.randint(0, 900))).isoformat()
    else:
        proof["file"] = chance.choice(
            (*[*_CONTENTS] * 8, *_FLAWED, "organisation.yaml", "evidence/none.pdf", _LARGE)
        )
        if chance.random() < 0.5 and proof["file"] not in {"organisation.yaml", _LARGE}:
            proof["sha256"] = chance.choice(
                (_FILES.get(proof["file"], "0" * 64), *filter(None, _FILES.values()))
            )
    if chance.random() < 0.3:
        proof["valid_until"] = _near(day, chance)
    elif chance.random() < 0.5:
        _age(proof, day, chance)
    if chance.random() < 0.04:
        wrong = chance.choice(("dated", "valid_until"))
        years = (day.replace(year=day.year + 10, day=1), day.replace(year=day.year + 11, day=1))
        proof[wrong] = chance.choice(
            ("0206-05-01", "1999-12-31", "2000-01-01", "2206-05-01", *map(date.isoformat, years))
        )
        if wrong == "valid_until":
            proof.pop("review_every", None)
    if chance.random() < 0.02:
        proof["dated"] = _BROKEN
    if all(isinstance(name, int) for name in proof["indicators"]):
        proof["indicators"] = _named(proof["indicators"], chance)
    if proof["status"] == "approved" and chance.random() < 0.3:
        proof["approved_on"] = chance.choice(
            ("2026-08-03", "2026-08-04", "2026-10-01", day.isoformat(), _near(day, chance))
        )
        if chance.random() < 0.03:
            proof["approved_on"] = chance.choice(("1999-12-31", "2206-05-01"))
    return proof


def _age(proof: dict[str, Any], day: date, chance: Random) -> None:
    """Give a time between reviews; often one that ends on a limit,
    at the end of a month as likely as elsewhere.
    """
    unit, days = chance.choice((("day", 1), ("week", 7), ("month", 30), ("year", 365)))
    count = chance.choice((1, 1, 6, 12, 18, 36))
    proof["review_every"] = f"{count} {unit}{'s' if count > 1 or chance.random() < 0.5 else ''}"
    if chance.random() < 0.7:
        proof["dated"] = (day - timedelta(count * days + chance.randint(-35, 5))).isoformat()


def _number(chance: Random) -> int:
    """Return an indicator; some come again and again, so that there are two decisions on one."""
    return chance.choice((1, 4, 27, 28, chance.randint(1, 33)))


def _decision(number: int, day: date, chance: Random) -> dict[str, Any]:
    decision = {
        "reason": chance.choice(("Ours.", "Ours.", "Ours.", "?", "TODO")),
        "decided_by": "quality",
        "on": "2024-02-02",
    }
    if chance.random() < 0.2:
        decision["on"] = (day + timedelta(chance.choice((-1, 0, 1, 400)))).isoformat()
    if chance.random() < 0.2:
        del decision[chance.choice(list(decision))]
    about: int | str = number
    if chance.random() < 0.4:
        about = next((one for one in _named([number], chance) if isinstance(one, str)), number)
    return {"indicator": about, "applies": chance.random() < 0.5, **decision}


def _waiver(day: date, names: list[str], chance: Random) -> dict[str, Any]:
    waiver = {
        "rule": chance.choice(chance.choice((_WAIVABLE, _LACKS))),
        "reason": "Asked for.",
        "owner": "quality",
    }
    scope: dict[str, Any] = {"indicator": chance.randint(1, 33)} if chance.random() < 0.5 else {}
    if scope and chance.random() < 0.3:
        scope["indicator"] = chance.choice(list(oracle_clauses.CLAUSES))
    if chance.random() < 0.3:
        scope["evidence"] = chance.choice(names)
    return {
        **waiver,
        **scope,
        "until": (
            day + timedelta(chance.choice((-1, 0, 1, 100, 100, 364, 365, 366, 700)))
        ).isoformat(),
    }
