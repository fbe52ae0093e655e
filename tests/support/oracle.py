"""What the gate must say, worked out a second time: from the standard's table, with plain dicts,
knowing nothing of Preuve.

A manual here is what its files hold, as dicts; `Judgement(manual, day)` holds what must come out.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import oracle_clauses
import oracle_described
import oracle_registers as told
import oracle_shown

# The number, the categories that have it, the condition if there is one, and whether its
# implementation waits until surveillance for a new entrant (NE). AF training, BC skills assessment,
# VAE, CFA apprenticeship.
_TABLE = """
 1 AF BC VAE CFA -                   | 12 AF BC VAE CFA -                   | 23 AF BC VAE CFA -
 2 AF BC VAE CFA -                NE | 13 AF        CFA work_linked      NE | 24 AF BC VAE CFA -                  NE
 3 AF    VAE CFA certifying       NE | 14           CFA -                NE | 25 AF BC VAE CFA -                  NE
 4 AF BC VAE CFA -                   | 15           CFA -                   | 26 AF BC VAE CFA -                  NE
 5 AF BC VAE CFA -                   | 16 AF    VAE CFA certifying          | 27 AF BC VAE CFA subcontracting
 6 AF BC VAE CFA -                   | 17 AF BC VAE CFA -                   | 28 AF        CFA workplace_training
 7 AF        CFA certifying          | 18 AF BC VAE CFA -                   | 29           CFA -
 8 AF        CFA -                   | 19 AF BC VAE CFA -                NE | 30 AF BC VAE CFA -
 9 AF BC VAE CFA -                   | 20           CFA -                   | 31 AF BC VAE CFA -
10 AF BC VAE CFA -                   | 21 AF BC VAE CFA -                   | 32 AF BC VAE CFA -                  NE
11 AF BC VAE CFA -                NE | 22 AF BC VAE CFA -                NE | 33           CFA -
"""
# Of the indicators without a condition, those that the reading guide leaves to the client or to the
# contract.
_LEFT_TO_THE_CLIENT = {1, 2, 9}
_CATEGORIES = {"AF": "training", "BC": "skills_assessment", "VAE": "vae", "CFA": "apprenticeship"}
# From the reading guide, which does not speak of 33: no rule for new entrants is known.
_ROWS = {
    int(cell.split()[0]): cell.split()[1:]
    for line in _TABLE.strip().splitlines()
    for cell in line.split("|")
}

_SEVERITIES = {
    **oracle_described.SEVERITIES,
    **dict.fromkeys(
        (
            "evidence-due-soon",
            "one-sheet",
            "audit-incomplete",
            "unknown-fact",
            "unknown-threshold",
            "no-clause-applies",
            "shelf-not-seen",
        ),
        "info",
    ),
    **dict.fromkeys(
        (
            "link-file",
            "wrong-content",
            "vague-place",
            "dead-link",
            "impossible-date",
            "dated-ahead",
            "large-file",
            "shelf-changed",
            "site-without-evidence",
        ),
        "warning",
    ),
    **dict.fromkeys(
        (
            "only-formalised",
            "only-implemented",
            "stale-evidence",
            "expires-before-audit",
            "evidence-for-not-applicable",
            "expired-waiver",
            "unused-waiver",
            "wide-waiver",
            "long-waiver",
            "edition-not-in-force",
            "correction-overdue",
            "five-minors-open",
            "grade-differs",
            "action-overdue",
            "watch-without-use",
            "review-due",
            "empty-register",
            "clause-without-evidence",
        ),
        "warning",
    ),
}

_OF_EVIDENCE = {
    "missing-evidence",
    "expired-evidence",
    "draft-only",
    "only-formalised",
    "only-implemented",
    "stale-evidence",
    "evidence-due-soon",
    "expires-before-audit",
    "missing-file",
    "changed-file",
    "clause-without-evidence",
    "unknown-fact",
    "unknown-threshold",
    "no-clause-applies",
    "empty-file",
    "file-not-fetched",
    "link-file",
    "wrong-content",
    "not-evidence",
    "vague-place",
    "dead-link",
    "impossible-date",
    "dated-ahead",
    "large-file",
    "unreadable-register",
    "not-on-shelf",
    "shelf-changed",
    "shelf-not-seen",
    "site-without-evidence",
}
# Files that are there and are no proof, by what their first bytes or their names say.
_FLAWED_FILES = {
    "evidence/empty.pdf": "empty-file",
    "evidence/blank.txt": "empty-file",
    "evidence/pointer.pdf": "file-not-fetched",
    "evidence/minutes.gdoc": "link-file",
    "evidence/login.pdf": "wrong-content",
    "organisation.yaml": "not-evidence",
    "evidence/.hidden.pdf": "not-evidence",
    "evidence/page.html": "empty-file",
    "evidence/later.md": "empty-file",
    "evidence/link.txt": "link-file",
    "evidence/blank.pdf": "empty-file",
    "evidence/cut.pdf": "wrong-content",
    "evidence/blank.docx": "empty-file",
    "evidence/cut.xlsx": "wrong-content",
    "evidence/dot.png": "empty-file",
    "requirements/manual.txt": "not-evidence",
}
_DAYS = ("dated", "valid_until", "approved_on")
_FLAWS = {
    *_FLAWED_FILES.values(),
    "vague-place",
    "dead-link",
    "impossible-date",
    "unreadable-register",
    "not-on-shelf",
    "shelf-changed",
}
_LARGE = "evidence/film.mp4"
_NOWHERE = {"?", "-", "TODO", "\u200b", "à  renseigner", "nowhere"}
Manual = dict[str, Any]
Found = tuple[str, int | None, str | None]  # a rule, the indicator and the proof it is about


def _edition(organisation: Manual, day: date) -> tuple[str, str]:
    """Return the edition used, and the one that must be:
    no transition, the audit's date decides.
    """
    ahead = [
        audit["date"]
        for audit in organisation["audits"]
        if audit["type"] != "mock" and audit["date"] >= day.isoformat()
    ]
    due = "rnq-2026" if min(ahead, default=day.isoformat()) >= "2026-11-01" else "rnq-2019"
    return organisation.get("edition") or due, due


def _by_rule(number: int, organisation: Manual) -> bool:
    row = _ROWS[number]
    mine = any(_CATEGORIES.get(word) in organisation["categories"] for word in row)
    condition = next(word for word in row if word not in {*_CATEGORIES, "NE"})
    return mine and (condition == "-" or bool(oracle_clauses.fact(condition, organisation)))


def _is_short(organisation: Manual) -> bool:
    """Return whether no duty of indicator 12 of rnq-2019 is this provider's:
    no apprentices, nothing of over two days.
    """
    return (
        organisation["conditions"].get("long_courses") is False
        and "apprenticeship" not in organisation["categories"]
    )


def _applies(number: int, organisation: Manual, edition: str) -> bool:
    for decision in organisation["applicability"]:
        if decision["indicator"] == number:
            return bool(decision["applies"]) or _untouchable(number, organisation, edition)
    return _by_rule(number, organisation)


def _untouchable(number: int, organisation: Manual, edition: str) -> bool:
    """Return whether no decision can take an indicator away:
    it has no condition, and no client answers for it.
    """
    row = _ROWS[number]
    # Guide V9 keeps 12 to courses of over two days, the care of apprentices apart; 2026 added words
    # that hold for all.
    short = _is_short(organisation)
    if number == 12 and edition == "rnq-2019" and short:
        return False
    mine = any(_CATEGORIES.get(word) in organisation["categories"] for word in row)
    left_to_the_client = (
        organisation["conditions"].get("acts_as_subcontractor", False)
        and number in _LEFT_TO_THE_CLIENT
    )
    return mine and "-" in row and not left_to_the_client


def _good_until(proof: Manual) -> date | None:
    if "valid_until" in proof:
        return date.fromisoformat(proof["valid_until"])
    return (
        told.after(date.fromisoformat(proof["dated"]), proof["review_every"])
        if "review_every" in proof
        else None
    )


def _number(waiver: Manual) -> int | None:
    return oracle_clauses.numbers_of([waiver["indicator"]])[0] if "indicator" in waiver else None


def _scope(waiver: Manual) -> int:
    """Return how wide a waiver is: of a clause, of an indicator, of all."""
    return 2 if "indicator" not in waiver else int(isinstance(waiver["indicator"], int))


def _sessions_of(line: Manual) -> list[str]:
    """Return what a line of a register names where a session may stand."""
    about = line["about"] if "asked_on" in line else []
    return [line.get("session", ""), *(about if isinstance(about, list) else [about])]


def _is_shelved(proof: Manual) -> bool:
    return bool(proof.get("file", "").startswith("drive:"))


class Judgement:
    """Every state, and everything found."""

    def __init__(self, manual: Manual, day: date) -> None:
        self.organisation, self.files, self.day = manual["organisation"], manual["files"], day
        self.registers: told.Registers = manual["registers"]
        self.unreadable = {f"registers/{name}.yaml" for name in manual["unreadable"]}
        self._manual = manual
        self.gone: dict[str, str] = manual["gone"]
        self.shelves: dict[str, Manual] = manual["shelves"]
        self.broken = [one for one in manual["evidence"] if one["dated"] == "2026-02-30"]
        self.broken = [self._read(entry) for entry in self.broken]
        self.proofs = [
            self._read(one) for one in manual["evidence"] if one["dated"] != "2026-02-30"
        ]
        self.edition, self.due = _edition(self.organisation, day)
        self.described = oracle_described.Described(
            manual["described"], manual, day, self.edition, self._shows, self._clause_state
        )
        self.numbers = range(1, 34 if self.edition == "rnq-2026" else 33)
        self.applies = {
            number: _applies(number, self.organisation, self.edition) for number in self.numbers
        }
        self.states = {one["id"]: self._state(one) for one in self.proofs}
        for proof in self.proofs:
            proof["until"] = self._until(proof) or day
            proof["made"] = self._newest(proof) if self._register_of(proof) else None
        conditions = {**self.organisation["conditions"], **self.described.facts()}
        self.clauses = {
            number: oracle_clauses.Clauses(
                number,
                {**self.organisation, "conditions": conditions},
                self.edition,
                self._new,
                self._naming(number),
                self.states,
                self._against,
                day,
            )
            for number in self.numbers
            if self.applies[number]
        }
        self.gaps = {
            number: clauses.gaps()
            for number, clauses in self.clauses.items()
            if any(self.states[one["id"]] in {"current", "due_soon"} for one in clauses.base)
        }
        self.waivers: list[Manual] = [
            one for one in self.organisation["waivers"] if one["until"] >= day.isoformat()
        ]
        self.found: Counter[tuple[str, str, int | None, str | None]] = Counter()
        self.errors: Counter[tuple[str, int | None, str | None, str]] = Counter()
        """With the clause that one is about."""
        self.instead: set[str] = set()
        """The clauses whose lack a register tells."""
        self.uncovered: set[int] = set()
        """The indicators that an error leaves without evidence: what weighs less closes no gate."""
        self.lacks = {number: self._lack(number) for number in self.numbers}
        self.accepted = {number: self._accepted(number) for number in self.numbers}
        self.used = {id(waiver) for waiver in self.accepted.values()}
        self.indicators = {number: self._indicator(number) for number in self.numbers}
        self._tell()

    @property
    def ok(self) -> bool:
        """Return whether the gate is open."""
        return not any(severity == "error" for _, severity, _, _ in self.found)

    def is_open_beside(self, then: Judgement) -> bool:
        """Return whether the gate is open for what was known then: no error is new, and nothing
        lost its evidence since.
        """
        bare, bare_then = (
            {number for number, state in judged.indicators.items() if state == "missing"}
            for judged in (self, then)
        )
        return not self.errors - then.errors and not (bare - bare_then) & self.uncovered

    def _shows(self, name: str) -> bool:
        """Return whether a clause applies and is shown as done."""
        return self._clause_state(name) in {"covered", "partial: formalised"}

    def _clause_state(self, name: str) -> str:
        clauses = self.clauses.get(int(name.partition(".")[0]))
        return clauses.state(name) if clauses is not None else ""

    def _register_of(self, proof: Manual) -> str | None:
        """Return the register that a proof names as its file, where it is kept."""
        return told.name_of(proof, self.registers | {name: [] for name in self.described.kept})

    def _newest(self, proof: Manual) -> date | None:
        """Return the newest day that a register shows for all that its entry names."""
        name = self._register_of(proof)
        if name not in self.described.kept:
            return told.newest(proof, self.registers, self.day)
        days = [
            [
                day
                for day in oracle_shown.days(name, self.described.kept[name], ref)
                if day <= self.day
            ]
            for ref in proof["named"]
        ]
        return min(map(max, days)) if all(days) else None

    def _until(self, proof: Manual) -> date | None:
        """Return the last day a proof is good; a register speaks for twelve months, or the team's
        own time, or to its own end.
        """
        if not self._register_of(proof):
            return _good_until(proof)
        last = self._newest(proof)
        if last is None:
            return None
        span = proof.get("review_every", "12 months")
        return min(told.after(last, span), told.on(proof.get("valid_until")))

    def _state(self, proof: Manual) -> str:  # noqa: PLR0911 - a word a line
        if proof["status"] != "approved":
            return "withdrawn" if proof["status"] == "withdrawn" else "draft"
        if self._gone(proof):
            return "missing_file"
        if self._against(proof):
            return "unusable"
        if "sha256" in proof and proof["sha256"] != self.files[proof["file"]]:
            return "changed"
        if date.fromisoformat(proof["dated"]) > self.day or self._silent(proof):
            return "not_yet"
        until = self._until(proof)
        if until is not None and until < self.day:
            return "expired"
        soon = until is not None and until <= self.day + timedelta(days=30)
        return (
            "due_soon" if soon or told.under_review(proof, self.registers, self.day) else "current"
        )

    def _is_impossible(self, day: date) -> bool:
        return day.year < 2000 or day > told.after(self.day, "10 years")

    def _against(self, proof: Manual) -> list[str]:
        """Return what speaks against a proof, besides its age:
        its file, and once it is approved what its entry says.
        """
        against = (
            [_FLAWED_FILES[proof["file"]]]
            if proof.get("file") in _FLAWED_FILES and not self._gone(proof)
            else ["unreadable-register"]
            if proof.get("file") in self.unreadable
            else []
        )
        days = (
            date.fromisoformat(proof["dated"]),
            self._until(proof) if "file" not in proof else _good_until(proof),
            date.fromisoformat(proof["approved_on"]) if "approved_on" in proof else None,
        )
        impossible = (
            ["impossible-date"]
            if any(day is not None and self._is_impossible(day) for day in days)
            else []
        )
        if proof["status"] != "approved":
            return against + impossible
        if proof.get("place") in _NOWHERE:
            against.append("vague-place")
        page = proof.get("url", "").replace("Example.ORG", "example.org").partition("#")[0]
        if page in self.gone and self.gone[page] <= self.day.isoformat():
            against.append("dead-link")
        return against + self._on_shelf(proof) + impossible

    def _on_shelf(self, proof: Manual) -> list[str]:
        """Return what the last look says against a proof that lies on a shelf."""
        seen = self.shelves.get(proof.get("file", ""))
        if seen is None or seen["seen"] > self.day.isoformat():
            return []
        if seen["outcome"] != "there":
            return ["not-on-shelf"]
        if seen.get("size") == 0:
            return ["empty-file"]
        known = max(proof["dated"], proof.get("approved_on", ""))
        return ["shelf-changed"] if seen.get("changed", "") > known else []

    def _not_seen(self, proof: Manual) -> bool:
        """Return whether nobody has looked since an approved proof on a shelf was made."""
        if not _is_shelved(proof) or proof["status"] != "approved":
            return False
        seen = self.shelves.get(proof["file"], {}).get("seen", "9")
        return bool(seen > self.day.isoformat() or seen < proof["dated"])

    def _elsewhere(self) -> None:
        """Tell of proofs on shelves that nobody has looked for, and of each site at which less is
        shown than in the whole: judged by its proofs alone.
        """
        for proof in self.proofs:
            if self._not_seen(proof):
                self._add("shelf-not-seen", None, proof["id"])
        for site in self.organisation.get("sites", ()):
            mine = [
                one for one in self._manual["evidence"] if one.get("site", site["id"]) == site["id"]
            ]
            alone = {key: below for key, below in self.organisation.items() if key != "sites"}
            here = Judgement(
                {
                    **self._manual,
                    "organisation": alone,
                    "evidence": mine,
                    "described": self._lines_at(site["id"]),
                },
                self.day,
            )
            if any(self._is_less(here, number) for number in self.numbers):
                self._add("site-without-evidence", None, None)

    def _lines_at(self, site: str) -> Manual:
        """Return the registers without what is of other sites' sessions, where a proof is a
        register that has some.
        """
        held = self._manual["sessions"] or []
        elsewhere = {one["id"] for one in held if one.get("site", site) != site}
        kept: Manual = self.described.kept
        here = {
            name: {
                below: [one for one in lines if not {*_sessions_of(one)} & elsewhere]
                if isinstance(lines, list)
                else lines
                for below, lines in register.items()
            }
            for name, register in kept.items()
        }
        named = {proof.get("file") for proof in self.proofs}
        changed = [name for name in kept if here[name] != kept[name]]
        return here if any(f"registers/{name}.yaml" in named for name in changed) else kept

    def _is_less(self, here: Judgement, number: int) -> bool:
        rank = {"covered": 2, "partial": 1}
        if not self.applies[number]:
            return False
        return (
            rank.get(here.indicators[number], 0) < rank.get(self.indicators[number], 0)
            or len(here._stages(number)) < len(self._stages(number))
            or len(here.clauses[number].gaps()) > len(self.clauses[number].gaps())
        )

    def _gone(self, proof: Manual) -> bool:
        return (
            "file" in proof
            and not _is_shelved(proof)
            and proof["file"] not in {*self.files, *self.unreadable}
            and not self._register_of(proof)
        )

    def _silent(self, proof: Manual) -> bool:
        """Return whether a proof is a register that has nothing yet on which
        its indicators can rest.
        """
        return bool(self._register_of(proof)) and not self._newest(proof)

    def _naming(self, number: int, *states: str) -> list[Manual]:
        return [
            proof
            for proof in self.proofs
            if number in proof["indicators"] and (not states or self.states[proof["id"]] in states)
        ]

    @staticmethod
    def _read(proof: Manual) -> Manual:
        """Return a proof with the indicators that it names, wholly or by a clause,
        apart from the names as written.
        """
        return {
            **proof,
            "named": proof["indicators"],
            "indicators": oracle_clauses.numbers_of(proof["indicators"]),
        }

    def _base(self, number: int, *states: str) -> list[Manual]:
        """Return the proofs over which an indicator's own stages are judged."""
        base = self.clauses[number].base if number in self.clauses else []
        return [proof for proof in base if not states or self.states[proof["id"]] in states]

    def _stages(self, number: int) -> set[str]:
        return {proof["stage"] for proof in self._base(number, "current", "due_soon")}

    def _new(self, number: int) -> bool:
        """Return whether writing is enough for an indicator,
        since all categories that have it are in their first year.
        """
        mine = {_CATEGORIES.get(word) for word in _ROWS[number]} & set(
            self.organisation["categories"]
        )
        return "NE" in _ROWS[number] and bool(mine) and mine <= self._new_entrants()

    def _lack(self, number: int) -> str | None:
        """Return why an indicator that applies has nothing that counts."""
        if not self.applies[number] or self._stages(number):
            return None
        for state, rule in (
            ("missing_file", "missing-file"),
            ("changed", "changed-file"),
            ("unusable", ""),
            ("expired", "expired-evidence"),
        ):
            if naming := self._base(number, state):
                return rule or self._against(naming[0])[0]
        alive = [proof for proof in self._base(number) if self.states[proof["id"]] != "withdrawn"]
        return (
            "draft-only"
            if alive and all(self.states[one["id"]] == "draft" for one in alive)
            else "missing-evidence"
        )

    def _accepted(self, number: int) -> Manual | None:
        """Return the waiver that accepts that an indicator has nothing that counts."""
        names = [proof["id"] for proof in self._base(number)]
        mine = [
            waiver
            for waiver in self.waivers
            if waiver["rule"] == self.lacks[number]
            and waiver.get("indicator", number) == number
            and waiver.get("evidence") in [None, *names]
        ]
        return mine[0] if mine else None

    def _indicator(self, number: int) -> str:
        if not self.applies[number]:
            return "not_applicable"
        if self.lacks[number]:
            return "waived" if self.accepted[number] else "missing"
        return "covered" if len(self._stages(number)) > 1 and not self.gaps[number] else "partial"

    def _tell(self) -> None:
        known = self._causes()
        for number in self.numbers:
            if self.lacks[number] and number not in known:
                self._add("missing-evidence", number, None, bare=[number])
        for _ in self.unreadable:
            self._count("yaml-syntax", None, None)
        for proof in self.proofs:
            if proof.get("file") == _LARGE:
                self._add("large-file", None, proof["id"])
            self._ageing(proof)
            for number in proof["indicators"]:
                if number not in self.numbers:
                    self._add("unknown-indicator", None, proof["id"])
                elif not self.applies[number] and self.states[proof["id"]] != "withdrawn":
                    self._add("evidence-for-not-applicable", number, proof["id"])
        for number in self.numbers:
            self._one_stage(number)
        self._of_described()
        self._of_clauses()
        self._elsewhere()
        self._of_registers()
        self._organisation()

    def _causes(self) -> set[int]:
        """Tell the nearest causes; return the indicators whose lack is told by one,
        as an error or as accepted.
        """
        known: set[int] = set()
        for proof in self.broken:
            self._count("invalid-date", None, proof["id"])
            known |= set(proof["indicators"])
            self.uncovered |= set(proof["indicators"])
        for proof in self.proofs:
            state = self.states[proof["id"]]
            gone = self._gone(proof) and state != "withdrawn"
            rule = "missing-file" if gone else "changed-file" if state == "changed" else None
            bare = [
                number
                for number in proof["indicators"]
                if self.lacks.get(number) in {"missing-file", "changed-file"}
                and proof in self._base(number)
            ]
            known |= self._flaws(proof)
            if rule and self._add(
                rule, bare[0] if len(bare) == 1 else None, proof["id"], bare=bare
            ):
                known |= set(bare)
        for number in self.numbers:
            if self.lacks[number] == "expired-evidence":
                latest = max(
                    self._base(number, "expired"), key=lambda one: self._until(one) or self.day
                )
                known |= (
                    {number}
                    if self._add("expired-evidence", number, latest["id"], bare=[number])
                    else set()
                )
            if self.lacks[number] == "draft-only":
                first = self._base(number, "draft")[0]
                known |= (
                    {number}
                    if self._add("draft-only", number, first["id"], bare=[number])
                    else set()
                )
        return known

    def _flaws(self, proof: Manual) -> set[int]:
        """Tell what speaks against a proof; return the indicators whose lack is told by it."""
        known: set[int] = set()
        if self.states[proof["id"]] == "withdrawn":
            return known
        against = self._against(proof)
        bare = [
            number
            for number in proof["indicators"]
            if self.lacks.get(number) in against and proof in self._base(number)
        ]
        days = [date.fromisoformat(proof[key]) for key in _DAYS if key in proof]
        wrong = sum(map(self._is_impossible, days))
        for rule in (*against, *["impossible-date"] * (wrong - 1)):
            if self._add(rule, bare[0] if len(bare) == 1 else None, proof["id"], bare=bare):
                known |= set(bare)
        for day in (
            date.fromisoformat(proof[key]) for key in ("dated", "approved_on") if key in proof
        ):
            if proof["status"] == "approved" and self.day < day <= told.after(self.day, "10 years"):
                self._add("dated-ahead", None, proof["id"])
        return known

    def _ageing(self, proof: Manual) -> None:
        until, state = self._until(proof), self.states[proof["id"]]
        audits = [one["date"] for one in self.organisation["audits"] if one["type"] != "mock"]
        audit = min((one for one in audits if one >= self.day.isoformat()), default=None)
        if until is None or not any(self.applies.get(number) for number in proof["indicators"]):
            return
        if state == "expired":
            if not any(
                self.lacks.get(number) == "expired-evidence" for number in proof["indicators"]
            ):
                self._add("stale-evidence", None, proof["id"])
        elif state in {"current", "due_soon"} and audit and until.isoformat() < audit:
            self._add("expires-before-audit", None, proof["id"])
        elif state == "due_soon" and until <= self.day + timedelta(days=30):
            self._add("evidence-due-soon", None, proof["id"])

    def _one_stage(self, number: int) -> None:
        stages = self._stages(number)
        if (
            not self.applies[number]
            or len(stages) != 1
            or any(number in entry["indicators"] for entry in self.broken)
        ):
            return
        new = self._new(number)
        if stages == {"implemented"}:
            self._add("only-implemented", number, None)
        elif not new:
            self._add("only-formalised", number, None)

    def _new_entrants(self) -> set[str]:
        """Return the categories of which writing is enough:
        until the first audit, of which the organisation's key speaks.
        """
        firsts = sorted(
            audit["date"]
            for audit in self.organisation["audits"]
            if audit["type"] in {"initial", "light"}
        )
        ahead = not firsts or firsts[0] >= self.day.isoformat()
        return set(self.organisation["new_entrant"]) if ahead else set()

    def _of_described(self) -> None:
        """Tell what the registers beyond the five find, some of it instead of a clause's lack."""
        better = "registers/improvements.yaml" not in self.unreadable
        for one in (*self.described.found(), *self.described.unknown(better=better)):
            about = (one.rule, one.indicator, one.proof)
            accepted = any(self._covers(waiver, about, one.clause) for waiver in self.waivers)
            if accepted or self._weight(one.rule, "") != "off":
                self.instead.add(one.instead)
            self._add(one.rule, one.indicator, one.proof, clause=one.clause)

    def _of_clauses(self) -> None:
        """Tell of the clauses that are without, each by its nearest cause,
        and ask what nobody has said.
        """
        for number, gaps in self.gaps.items():
            for name, rule, weight, proof in gaps:
                if any(name in entry["named"] for entry in self.broken) or not rule:
                    continue
                if rule in {"missing-file", "changed-file", *_FLAWS}:
                    if self._weight(rule, "error") == "off":
                        self._add_clause(name, "clause-without-evidence", number, None, weight)
                elif rule != "expired-evidence" or not self._add_clause(
                    name, rule, number, proof, weight
                ):
                    again = rule if rule != "expired-evidence" else "clause-without-evidence"
                    self._add_clause(name, again, number, None, weight)
        asked = {
            question for clauses in self.clauses.values() for question in clauses.questions.values()
        }
        for question in asked:
            self._add("unknown-threshold" if question[0] == ">" else "unknown-fact", None, None)
        decided = {choice["indicator"] for choice in self.organisation["applicability"]}
        if (
            self.edition == "rnq-2019"
            and self.applies[12]
            and 12 not in decided
            and _is_short(self.organisation)
        ):
            self._add("no-clause-applies", 12, None)
        for _ in range(oracle_clauses.contradictions(self.organisation)):
            self._add("contradictory-condition", None, None)

    def _weight(self, rule: str, otherwise: str) -> str:
        return str(self.organisation["severity"].get(rule, otherwise))

    def _add_clause(
        self, name: str, rule: str, number: int, proof: str | None, weight: str
    ) -> bool:
        """Tell of a clause, with its own weight unless the team has one;
        return whether anything was told.
        """
        if rule == "clause-without-evidence" and name in self.instead:
            return True
        mine = [
            waiver for waiver in self.waivers if self._covers(waiver, (rule, number, proof), name)
        ]
        if mine:
            self.used.add(id(min(mine, key=lambda one: (_scope(one), "evidence" not in one))))
        severity = "info" if mine else self._weight(rule, weight)
        if severity != "off":
            self.found[rule, severity, number, proof] += 1
            self.errors[rule, number, proof, name] += severity == "error"
        return severity != "off"

    def _of_registers(self) -> None:
        for proof in self.proofs:
            self._register(proof)
        self._non_conformities()
        for rule, count in (
            ("action-overdue", told.overdue_elsewhere),
            ("watch-without-use", told.unused),
        ):
            for _ in range(count(self.registers, self.day)):
                self._add(rule, None, None)

    def _register(self, proof: Manual) -> None:
        """Tell of a proof that is an empty register, unless an indicator is bare for it,
        and of one that is up for review.
        """
        mine = proof["indicators"]
        waits = (
            self.states[proof["id"]] == "not_yet" and date.fromisoformat(proof["dated"]) > self.day
        )
        bare = any(self.lacks.get(number) for number in mine)
        if (
            self.states[proof["id"]] == "not_yet"
            and not waits
            and not bare
            and any(self.applies.get(n) for n in mine)
        ):
            self._add("empty-register", None, proof["id"])
        if self.states[proof["id"]] != "withdrawn" and told.under_review(
            proof, self.registers, self.day
        ):
            self._add("review-due", None, proof["id"])

    def _non_conformities(self) -> None:
        audits = [
            date.fromisoformat(audit["date"])
            for audit in self.organisation["audits"]
            if audit["type"] != "mock"
        ]
        minors: dict[str, set[int]] = {}  # by audit: an auditor writes one sheet for each indicator
        sheets = set()
        for line in self.registers.get("non_conformities", ()):
            self._references(line, audits)
            if (sheet := (line["audit"], line["indicator"])) in sheets:
                self._add("one-sheet", line["indicator"], None)
            sheets.add(sheet)
            if told.on(line["audit"]) > self.day:
                continue
            one = told.Finding(line, audits, self.day)
            shown = one.closed and self._is_shown(line)
            is_open = not one.verified and not shown
            if is_open and not one.major:
                minors.setdefault(line["audit"], set()).add(line["indicator"])
            if is_open and one.closed:
                # An indicator with nothing that counts is told already, by its cause.
                if self.indicators.get(line["indicator"]) != "missing":
                    self._add("correction-without-evidence", line["indicator"], None)
            elif (is_open and one.late()) or (
                not is_open and not one.verified and one.unverified()
            ):
                self._add("correction-overdue", line["indicator"], None)
        if any(len(numbers) >= 5 for numbers in minors.values()):
            self._add("five-minors-open", None, None)

    def _is_shown(self, line: Manual) -> bool:
        """Return whether a closing holds: a proof that is there and newer than the finding,
        and a covered indicator.
        """
        number = line["indicator"]
        covered = not self.applies.get(number) or len(self._stages(number)) > 1
        return covered and any(
            self._is_newer(proof, told.on(line["audit"]))
            for proof in self.proofs
            if proof["id"] in line["proof"]
        )

    def _is_newer(self, proof: Manual, found: date) -> bool:
        made: date | None = date.fromisoformat(proof["dated"])
        if self._register_of(proof):
            made = self._newest(proof)
        return (
            self.states[proof["id"]] in {"current", "due_soon", "expired"}
            and made is not None
            and made > found
        )

    def _references(self, line: Manual, audits: list[date]) -> None:
        number, found = line["indicator"], told.on(line["audit"])
        if found not in audits:
            self._add("unknown-reference", number, None)
        for name in line["proof"]:
            if name not in {one["id"] for one in (*self.proofs, *self.broken)}:
                self._add("unknown-reference", None, None)
        if number not in self.numbers and found < date(2026, 11, 1):
            self._add("unknown-indicator", None, None)
        if number in self.numbers and number in told.MAJOR_ONLY and line["grade"] == "minor":
            self._add("grade-differs", number, None)

    def _organisation(self) -> None:
        for audit in self.organisation["audits"]:
            if audit["type"] == "light":  # none of these manuals names the label that it needs
                self._add("audit-incomplete", None, None)
        if self.edition != self.due:
            ahead = any(
                one["type"] != "mock" and one["date"] >= self.day.isoformat()
                for one in self.organisation["audits"]
            )
            self._add("edition-not-in-force", None, None, weight="error" if ahead else None)
        self._decisions()
        for choice in (*self.organisation["applicability"], *self.organisation["waivers"]):
            if oracle_clauses.numbers_of([choice.get("indicator", 1)])[0] not in self.numbers:
                self._add("unknown-indicator", None, None)
        for waiver in self.organisation["waivers"]:
            self._weakening(waiver)
            if waiver not in self.waivers:
                self._add("expired-waiver", _number(waiver), None)
        for waiver in self.waivers:
            if id(waiver) not in self.used:
                self._count("unused-waiver", _number(waiver), None)

    def _decisions(self) -> None:
        decided = set()
        for choice in self.organisation["applicability"]:
            about = choice["indicator"]
            number, clause = (
                oracle_clauses.numbers_of([about])[0],
                about if isinstance(about, str) else "",
            )
            if not all(choice.get(key) for key in ("reason", "decided_by", "on")) or choice.get(
                "reason"
            ) in {"?", "TODO"}:
                self._add("unjustified-decision", number, None, clause=clause)
            if date.fromisoformat(choice.get("on", "0001-01-01")) > self.day:
                self._add("unjustified-decision", number, None, clause=clause)
            if (
                number in self.numbers
                and not clause
                and not choice["applies"]
                and _untouchable(number, self.organisation, self.edition)
            ):
                self._count("unconditional-indicator", number, None)
            if (
                number in self.numbers
                and oracle_clauses.is_unconditional(clause, self.edition)
                and not choice["applies"]
                and _untouchable(number, self.organisation, self.edition)
            ):
                self._count("unconditional-indicator", number, None, clause, weight="warning")
            if (
                number in self.numbers
                and not clause
                and about not in decided
                and not choice["applies"]
                and _by_rule(number, self.organisation)
                and any(self.organisation["conditions"].get(word) for word in _ROWS[number])
                and not self.organisation["conditions"].get("acts_as_subcontractor")
            ):
                self._count("contradictory-condition", number, None, weight="warning")
            if about in decided:
                self._add("duplicate-decision", number, None, clause=clause)
            decided.add(about)

    def _weakening(self, waiver: Manual) -> None:
        """Tell of a waiver that is wider or longer than a gap in the evidence may be."""
        if waiver["rule"] not in _OF_EVIDENCE:
            return
        if "indicator" not in waiver and "evidence" not in waiver:
            self._count("wide-waiver", None, None)
        ahead = [one["date"] for one in self.organisation["audits"] if one["type"] != "mock"]
        audit = min((day for day in ahead if day >= self.day.isoformat()), default="9999-12-31")
        if (
            waiver["until"] >= audit
            or waiver["until"] > told.after(self.day, "12 months").isoformat()
        ):
            self._count("long-waiver", _number(waiver), None)

    def _add(
        self,
        rule: str,
        indicator: int | None,
        proof: str | None,
        bare: list[int] | None = None,
        clause: str = "",
        weight: str | None = None,
    ) -> bool:
        """Tell one thing; return whether it weighs as an error, or is accepted."""
        if bare:
            accepted = all(self.accepted[number] for number in bare)
        else:
            mine = [
                waiver
                for waiver in self.waivers
                if self._covers(waiver, (rule, indicator, proof), clause)
            ]
            accepted = bool(mine)
            if mine:
                self.used.add(id(min(mine, key=lambda one: (_scope(one), "evidence" not in one))))
        severity = self._count(rule, indicator, proof, clause, accepted=accepted, weight=weight)
        self.uncovered.update(bare or () if severity == "error" else ())
        return severity == "error" or accepted

    @staticmethod
    def _covers(waiver: Manual, found: Found, clause: str = "") -> bool:
        return (
            waiver["rule"] == found[0]
            and waiver.get("indicator") in {None, found[1], clause or None}
            and waiver.get("evidence") in {None, found[2]}
        )

    def _count(
        self,
        rule: str,
        indicator: int | None,
        proof: str | None,
        clause: str = "",
        *,
        accepted: bool = False,
        weight: str | None = None,
    ) -> str:
        usual = weight or _SEVERITIES.get(rule, "error")
        severity = "info" if accepted else self.organisation["severity"].get(rule, usual)
        if severity != "off":
            self.found[rule, severity, indicator, proof] += 1
            self.errors[rule, indicator, proof, clause] += severity == "error"
        return str(severity)
