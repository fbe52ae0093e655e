"""What clauses ask and what shows them, worked out a second time:
from their table, knowing nothing of Preuve.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# The clause, the edition that brought it, whether only a proof that names it counts (N) or one of
# its number too (I), what shows it (Both stages, Implemented, Formalised, Either), when it applies,
# ! where its lack is an error, and whether a new entrant's is looked at later.
_TABLE = """
    1.items 19 I I
    1.certification-details 19 I I certifying
    1.recognition 26 N I
    1.teaching-modes 26 N I
    1.financing 26 N I
    1.no-misleading 26 N I
    2.apprenticeship-results 19 I I CFA
    2.method 26 N I
    3.award-rate 19 I I ! later
    3.presentation-rate 19 I I later
    3.blocks 19 I I
    3.pathways 19 I I
    3.openings 19 I I
    3.further-study 26 N I
    4.compensation-needs 19 I I learners_with_disability
    4.before-contract 19 I B work_linked
    7.capacity 26 N I
    9.guardians 19 I I minors
    9.distance-information 19 I I distance
    9.consent 19 I I BC
    10.adaptation 19 I I
    10.apprentice-missions 19 I I CFA
    12.engagement 19 I B long_courses
    12.drop-outs 19 I B long_courses
    12.apprentice-help 19 I B CFA
    12.violence 26 N B
    14.social-educational 19 I B
    14.citizenship 19 I B
    14.breakdown-procedure 26 N F
    15.rights-duties 19 I I !
    15.health-safety 19 I I !
    15.minors 26 N I minors
    15.reporting-schemes 26 N I
    15.reporting-contacts 26 N I
    15.mediator 26 N I
    15.labour-inspection 26 N F
    17.people 19 I I
    17.equipment 19 I I
    17.premises 19 I I
    17.confidentiality 19 I I BC
    19.resources 19 I I
    19.appropriation 19 I B
    19.distance-support 19 I I distance
    19.distance 26 N B distance
    19.lead-teacher 26 N E >contributors
    20.mobility 19 I B !
    20.disability-officer 19 I B !
    20.council 19 I I !
    20.steering 26 N B
    20.governance 26 N I
    20.supervision 26 N B >permanent_share
    21.defined 19 I F !
    21.verified 19 I I !
    23.use 19 I I
    23.told 19 I I
    24.use 19 I I later
    25.use 19 I I later
    26.network 19 I B !
    26.use 19 I I learners_with_disability later
    27.certificate 19 I I cpf
    27.traceability 26 N I
    30.learners 19 I I
    30.funders 19 I I AF VAE CFA
    30.teachers 19 I I
    30.companies 19 I I AF VAE CFA
    30.client 19 I I acts_as_subcontractor
    32.process 26 N B
    32.risks 26 N I
    33.evaluation 26 I B
    33.distinct 26 I E
    33.shared 26 I I
    33.improvement 26 I I
    33.effectiveness 26 I I
"""
CLAUSES = {name: rest for name, *rest in (line.split() for line in _TABLE.strip().splitlines())}
_CATEGORIES = {"AF": "training", "BC": "skills_assessment", "VAE": "vae", "CFA": "apprenticeship"}
# What is left of their sentence besides their clauses.
_RESTING = {2, 4, 7, 9, 10, 23, 24, 25, 27, 32}
_IMPLIED = {"certifying", "work_linked", "workplace_training"}
_ASKED = {"distance", "minors", "learners_with_disability", "cpf", "long_courses"}
_THRESHOLDS = {"contributors": "contributors_per_course", "permanent_share": "permanent_share"}
_TEXT = "2026-08-04"  # the Official Journal's day

Manual = dict[str, Any]
Gap = tuple[str, str, str, str | None]
"""A clause, the rule that tells of it, its weight, and the proof that is named."""


def numbers_of(named: list[int | str]) -> list[int]:
    """Return the indicators that a list of numbers and clauses is about, each once."""
    return list(dict.fromkeys(int(str(one).split(".")[0]) for one in named))


def fact(name: str, organisation: Manual) -> bool | None:
    """Return whether a fact is true; what is asked of nobody before is
    false where it is not said.
    """
    said: bool | None = organisation["conditions"].get(name)
    if name in _IMPLIED and "apprenticeship" in organisation["categories"]:
        return True
    return said if name in _ASKED else bool(said)


def is_unconditional(name: str, edition: str) -> bool:
    """Return whether a clause of an edition is asked of whoever its indicator is asked of."""
    row = CLAUSES.get(name)
    return (
        row is not None
        and (row[0] == "19" or edition == "rnq-2026")
        and not {*row[3:]} - {"!", "later"}
    )


def contradictions(organisation: Manual) -> int:
    """Return how many conditions deny what apprenticeship implies."""
    denied = [name for name in _IMPLIED if organisation["conditions"].get(name) is False]
    return len(denied) if "apprenticeship" in organisation["categories"] else 0


class Clauses:
    """The clauses of one indicator that applies."""

    def __init__(
        self,
        number: int,
        organisation: Manual,
        edition: str,
        new: Callable[[int], bool],
        proofs: list[Manual],
        states: Manual,
        against: Callable[[Manual], list[str]],
        day: date,
    ) -> None:
        self.number, self.organisation, self.states = number, organisation, states
        self.day = day
        self.against = against
        self.edition, self.new, self.proofs = edition, new, proofs
        self.mine = {
            name: row
            for name, row in CLAUSES.items()
            if name.split(".")[0] == str(number) and (row[0] == "19" or edition == "rnq-2026")
        }
        self.questions: dict[str, str] = {}
        self.applying = {name: self._applies(name, row) for name, row in self.mine.items()}
        ours = [name for name, row in self.mine.items() if row[1] == "I"]
        self.finer = any(self._counts(proof) for name in ours for proof in self._naming(name))
        kept = [name for name in ours if self.applying[name] is not False] or ours
        names = {number} if not self.mine or number in _RESTING else {number, *kept}
        self.base = [proof for proof in proofs if names & set(proof["named"])]

    def _counts(self, proof: Manual) -> bool:
        return self.states[proof["id"]] in {"current", "due_soon"}

    def _naming(self, name: int | str) -> list[Manual]:
        return [proof for proof in self.proofs if name in proof["named"]]

    def _applies(self, name: str, row: list[str]) -> bool | None:
        for decision in self.organisation["applicability"]:
            if decision["indicator"] == name:
                return bool(decision["applies"])
        when = [word for word in row[3:] if word not in {"!", "later"}]
        categories = {_CATEGORIES[word] for word in when if word in _CATEGORIES}
        if categories and categories.isdisjoint(self.organisation["categories"]):
            return False
        if "later" in row and self.new(self.number):
            return False
        facts = {
            word: fact(word, self.organisation)
            for word in when
            if word not in _CATEGORIES and word[0] != ">"
        }
        if False in facts.values():
            return False
        if None in facts.values():
            self.questions[name] = next(word for word, value in facts.items() if value is None)
            return None
        threshold = next((word[1:] for word in when if word[0] == ">"), None)
        return self._beyond(name, threshold) if threshold else True

    def _beyond(self, name: str, threshold: str) -> bool | None:
        said: int | None = self.organisation["conditions"].get(_THRESHOLDS[threshold])
        known: int | None = self.organisation.get("thresholds", {}).get(threshold, {}).get("value")
        above = threshold == "contributors"
        if said is not None and (said <= 1 if above else said >= 100):
            return False
        if known is None:
            self.questions[name] = f">{threshold}"
            return None
        if not above and known == 0:
            return False
        if said is None:
            self.questions[name] = _THRESHOLDS[threshold]
            return None
        return said > known if above else said < known

    def gaps(self) -> list[Gap]:
        """Return the clauses that apply and are not shown;
        of an indicator whose base has nothing, nothing is told.
        """
        return [
            gap
            for name, row in self.mine.items()
            if self.applying[name]
            for gap in self._gap(name, row)
        ]

    def state(self, name: str) -> str:
        """Return how far a clause is shown; of a partial one, with the stage that it lacks."""
        if name not in self.mine:
            return ""
        if not self.applying[name]:
            return "unknown" if self.applying[name] is None else "not_applicable"
        row = self.mine[name]
        _serving, counting, fresh = self._served(name, row)
        if not fresh:
            return "missing"
        staged = counting if row[1] == "I" and not self.finer else fresh
        lacking = self._lacking(row, {proof["stage"] for proof in staged})
        return f"partial: {min(lacking)}" if lacking else "covered"  # formalised comes first

    def _served(self, name: str, row: list[str]) -> tuple[list[Manual], list[Manual], list[Manual]]:
        """Return the proofs that may show a clause, those that count, those new enough for it."""
        by_number = row[1] == "I" and not self.finer
        serving = self._naming(name) + (self._naming(self.number) if by_number else [])
        counting = [proof for proof in serving if self._counts(proof)]
        fresh = [proof for proof in counting if row[0] == "19" or self._is_fresh(proof)]
        return serving, counting, fresh

    def _lacking(self, row: list[str], stages: set[str]) -> set[str]:
        wanted = {"B": {"formalised", "implemented"}, "I": {"implemented"}, "F": {"formalised"}}
        lacking = wanted.get(row[2], set()) - stages
        return set() if self.new(self.number) and lacking == {"implemented"} else lacking

    def _gap(self, name: str, row: list[str]) -> list[Gap]:
        weight = "error" if "!" in row else "warning"
        by_number = row[1] == "I" and not self.finer
        serving, counting, fresh = self._served(name, row)
        if not fresh:
            return [(name, *self._cause(serving, weight, old=bool(counting)))]
        stages = {proof["stage"] for proof in fresh}
        lacking = set() if by_number else self._lacking(row, stages)
        if not lacking:
            return []
        stage = "formalised" if "formalised" in lacking else "implemented"
        told = row[1] == "I" and stage not in {
            proof["stage"] for proof in self.base if self._counts(proof)
        }
        rule = "" if told else "only-implemented" if stage == "formalised" else "only-formalised"
        return [(name, rule, "warning", None)]

    def _is_fresh(self, proof: Manual) -> bool:
        made = proof["made"] or date.fromisoformat(proof["dated"])
        again = proof.get("approved_on", "")
        ahead = _TEXT <= self.day.isoformat() < again  # once the text is out
        return bool(made.isoformat() >= _TEXT or (again >= _TEXT and not ahead))

    def _cause(
        self, serving: list[Manual], weight: str, *, old: bool
    ) -> tuple[str, str, str | None]:
        if not old:
            for state, rule in (("missing_file", "missing-file"), ("changed", "changed-file")):
                if any(self.states[proof["id"]] == state for proof in serving):
                    return rule, weight, None
            unusable = [proof for proof in serving if self.states[proof["id"]] == "unusable"]
            if unusable:
                return self.against(unusable[0])[0], weight, None
            expired = [proof for proof in serving if self.states[proof["id"]] == "expired"]
            if expired:
                return (
                    "expired-evidence",
                    weight,
                    max(expired, key=lambda proof: proof["until"])["id"],
                )
        return "clause-without-evidence", weight, None
