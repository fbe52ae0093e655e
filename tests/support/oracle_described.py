"""What the ten registers beyond the five find, worked out a second time for the oracle: from their
description, with plain dicts. Nothing here knows Preuve.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from oracle_registers import after, on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

Line = dict[str, Any]
Kept = dict[str, Line]

SEVERITIES = {
    **dict.fromkeys(
        (
            "check-old", "untrained", "review-old", "rate-old", "too-few", "results-differ",
            "no-reminder", "return-low", "feedback-without-use", "effect-not-checked",
            "checked-late", "contact-without-trace", "network-unused", "cause-unknown",
            "drop-outs-differ", "cause-repeated", "decision-without-action", "steering-not-seen",
        ),
        "info",
    ),
    **dict.fromkeys(
        (
            "contributor-unchecked", "authorisation-ends", "contributors-beyond-threshold",
            "share-beyond-threshold", "subcontractor-unknown", "contract-ended",
            "contract-without-clause", "certificate-ends", "rate-without-method", "rate-differs",
            "award-without-presentation", "stakeholder-not-asked", "evaluation-not-shared",
            "reports-not-counted", "reports-open", "procedure-not-in-force",
            "distance-without-trace", "distance-not-followed", "network-silent",
            "received-without-measure", "registration-ends", "offer-without-authorisation",
            "drop-out-without-follow-up", "council-not-held", "governance-incomplete",
        ),
        "warning",
    ),
}  # fmt: skip
_PARTS = ("violence", "sexual", "harassment", "discrimination", "other")
_NOTHING = {"", "-", "–", "?"}


class Told(NamedTuple):
    """Something found: its rule, what it is about, and the clause whose own finding it replaces."""

    rule: str
    indicator: int | None = None
    clause: str = ""
    proof: str | None = None
    instead: str = ""


def _of(name: str) -> Callable[..., Told]:
    """Return a maker of what is found of a clause, such as 30.funders."""
    return lambda rule, **more: Told(rule, int(name.partition(".")[0]), name, **more)


class Described:
    """The ten registers on a day, with what they are compared with."""

    def __init__(
        self,
        kept: Kept,
        manual: Line,
        day: date,
        edition: str,
        shows: Callable[[str], bool],
        state: Callable[[str], str],
    ) -> None:
        self.kept, self.day, self.edition = kept, day, edition
        self.shows, self.state = shows, state
        self.organisation = manual["organisation"]
        self.sessions: list[Line] = manual["sessions"] or []
        self.listed = manual["sessions"] is not None
        self.proofs = {proof["id"]: proof for proof in manual["evidence"]}
        self.better = {line["id"]: line for line in manual["registers"].get("improvements", ())}
        ahead = [
            audit["date"]
            for audit in self.organisation["audits"]
            if audit["type"] != "mock" and audit["date"] >= day.isoformat()
        ]
        self.audit = min(ahead, default="")

    def lines(self, name: str, below: str = "") -> list[Line]:
        """Return the lines of a register."""
        lines: list[Line] = self.kept.get(name, {}).get(below or name, [])
        return lines

    def past(self, day: str | None, span: str | None) -> bool:
        """Return whether a time since a day is over; a time that nobody set never is."""
        return day is not None and span is not None and after(on(day), span) < self.day

    def found(self) -> Iterator[Told]:
        """Yield everything that is found."""
        for name in self.kept:
            yield from getattr(self, f"_{name}")()

    def _there(self) -> list[Line]:
        today = self.day.isoformat()
        return [
            line
            for line in self.lines("contributors")
            if line["since"] <= today <= line.get("until", "9")
        ]

    def facts(self) -> Line:
        """Return what registers and sessions say of the provider."""
        facts: Line = {}
        if any(session.get("distance") for session in self.sessions) or self.lines("distance"):
            facts["distance"] = True
        held = [
            int(audit["date"][:4])
            for audit in self.organisation["audits"]
            if audit["type"] != "mock" and audit["date"] <= self.day.isoformat()
        ]
        first = max(held, default=self.day.year)
        received = [
            line
            for line in self.lines("disability_network", "received")
            if not held or line["year"] >= first
        ]
        if any(line["people"] for line in received):
            facts["learners_with_disability"] = True
        elif {line["year"] for line in received} >= set(range(first, self.day.year + 1)):
            facts["learners_with_disability"] = False
        offers = Counter(offer for line in self._there() for offer in line["offers"])
        if offers:
            facts["contributors_per_course"] = max(offers.values())
        hours = sum(line.get("hours", 0) for line in self._there())
        if hours:
            own = sum(line.get("hours", 0) for line in self._there() if line.get("permanent"))
            facts["permanent_share"] = 100 * own // hours
        longer = [
            session
            for session in self.sessions
            if (on(session["ends"]) - on(session["starts"])).days > 1
        ]
        if longer and self.organisation["conditions"].get("long_courses") is None:
            facts["long_courses"] = True
        return facts

    def _last(self, names: Callable[[Line], Any], code: str) -> str:
        return max((one["ends"] for one in self.sessions if code in names(one)), default="")

    def _contributors(self) -> Iterator[Told]:  # noqa: C901 - a rule a line
        head = self.kept["contributors"]
        codes = {line["id"] for line in self.lines("contributors")}

        def taught(session: Line) -> set[str | None]:
            named = codes & {*session.get("contributors", ()), session.get("subcontractor")}
            return named or {session.get("offer")}

        there = self._there()
        for line in there:
            checked = line.get("checked_on")
            if checked is None or checked > self.day.isoformat():
                if line["offers"]:
                    yield Told("contributor-unchecked")
            elif self.past(checked, head.get("check_every")):
                yield Told("check-old")
            needed = [self._last(taught, name) for name in (line["id"], *line["offers"])]
            if line.get("valid_until", "9") < max(*needed, self.audit, self.day.isoformat()):
                yield Told("authorisation-ends")
            own = line["link"] == "employee" or len(there) == 1
            if own and self.past(line.get("trained_on", line["since"]), head.get("train_every")):
                yield Told("untrained")
        yield from self._beyond(there)
        for session in self.sessions:
            for name in session.get("contributors", ()):
                if name not in codes:
                    yield Told("unknown-reference")
            lead = session.get("lead_teacher")
            if lead is not None and lead not in {*codes, *self.organisation["people"]}:
                yield Told("unknown-reference")

    def _beyond(self, there: list[Line]) -> Iterator[Told]:
        values = {
            name: one["value"] for name, one in self.organisation.get("thresholds", {}).items()
        }
        led = {one.get("offer") for one in self.sessions if one.get("lead_teacher")}
        lead = "19.lead-teacher"
        if "contributors" in values and self.state(lead) != "not_applicable":
            for offer, number in Counter(x for line in there for x in line["offers"]).items():
                if number > values["contributors"] and offer not in led:
                    instead = lead if self.state(lead) == "missing" else ""
                    yield Told("contributors-beyond-threshold", instead=instead)
        share = self.facts().get("permanent_share")
        if "permanent_share" in values and share is not None and share < values["permanent_share"]:
            state = self.state("20.supervision")
            ours = "apprenticeship" in self.organisation["categories"]
            if ours and (state in {"", "missing"} or state.startswith("partial")):
                instead = "20.supervision" if state == "missing" else ""
                yield Told("share-beyond-threshold", instead=instead)

    def _subcontractors(self) -> Iterator[Told]:
        lines, today = self.lines("subcontractors"), self.day.isoformat()
        known = {line["id"].casefold() for line in lines}
        for session in self.sessions:
            if session.get("subcontractor") and session["subcontractor"].casefold() not in known:
                yield Told("subcontractor-unknown")
        for line in lines:
            last = self._last(
                lambda one: {one.get("subcontractor", "").casefold()}, line["id"].casefold()
            )
            until = line.get("until", "9")
            if last > until:
                yield Told("contract-ended")
            asked = self.edition != "rnq-2019" and line["kind"] != "umbrella"
            if asked and until >= today < line.get("clause_since", "9"):
                yield Told("contract-without-clause")
            bare = line.get("certified_until", "") < (last or today)
            if line.get("cpf") and not line.get("exempt") and bare:
                yield Told("certificate-ends")
            reviewed = line.get("reviewed_on", line["contract"])
            every = self.kept["subcontractors"].get("review_every")
            if self.past(reviewed, every) and until >= today:
                yield Told("review-old")

    def _results(self) -> Iterator[Told]:  # noqa: C901 - a rule a line
        lines = self.lines("results")
        for line in lines:
            part, whole = line.get("numerator"), line.get("denominator")
            published = line.get("published")
            if "method" not in line and "source" not in line:
                yield Told("rate-without-method")
            if part is not None and whole:
                off = published is not None and abs(published - 100 * part / whole) > 0.5
                if part > whole or off:
                    yield Told("rate-differs")
            if whole is not None and whole < 5 and published is not None:
                yield Told("too-few")
            if line["measure"] == "award":
                if not all(self._presented(line, offer) for offer in _offers(line)):
                    yield Told("award-without-presentation")
                yield from self._counted(line)
        newest: dict[tuple[str, ...], Line] = {}
        for line in sorted(lines, key=lambda one: str(one["to"])):
            newest[(line["measure"], *_offers(line))] = line
        for line in newest.values():
            time = "18 months" if line["measure"] == "employment" else "12 months"
            if line.get("published") is not None and self.past(line["to"], time):
                yield Told("rate-old")

    def _presented(self, award: Line, offer: str) -> bool:
        return any(
            line["measure"] == "presentation"
            and {offer, "all"} & set(_offers(line))
            and award["from"] <= line["to"]
            and line["from"] <= award["to"]
            for line in self.lines("results")
        )

    def _counted(self, award: Line) -> Iterator[Told]:
        held = [
            one
            for one in self.sessions
            if award["from"] <= one["ends"] <= award["to"]
            and {"all", one.get("offer")} & set(_offers(award))
        ]
        for key, name in (("numerator", "passed"), ("denominator", "presented")):
            if key in award and sum(one.get(name, 0) for one in held) > award[key]:
                yield Told("results-differ")

    def _feedback(self) -> Iterator[Told]:
        head, today = self.kept["feedback"], self.day.isoformat()
        for who in ("learners", "companies", "funders", "teachers", "client"):
            asked = [
                line["asked_on"]
                for line in self.lines("feedback")
                if line["from"] == who and line["asked_on"] <= today
            ]
            late = not asked or self.past(max(asked), head.get("ask_every", "12 months"))
            if late and self.shows(f"30.{who}"):
                yield _of(f"30.{who}")("stakeholder-not-asked")
        for line in self.lines("feedback"):
            if (
                line["asked"]
                and line["answered"] * 100 < head.get("wanted_return", 0) * line["asked"]
            ):
                yield Told("return-low")
            few = line["answered"] < line["asked"] and "reminded_on" not in line
            if few and line["kind"] not in {"meeting", "webinar"}:
                yield Told("no-reminder")
            kept_back = line["kind"] == "teaching" and "shared_on" not in line
            if kept_back and self.past(line["asked_on"], "2 months"):
                yield _of("33.shared")("evaluation-not-shared")
            if "summary" in line and "improvement" not in line:
                yield Told("feedback-without-use")
            better = self.better.get(line.get("improvement", ""))
            if better and "effect" not in better and self.past(better["date"], "12 months"):
                yield Told("effect-not-checked")

    def _reports(self) -> Iterator[Told]:
        lines = self.lines("reports")
        last = max((line["to"] for line in lines), default=None)
        if (last is None or self.past(last, "12 months")) and self.shows("12.violence"):
            yield _of("12.violence")("reports-not-counted")
        for line in lines:
            if line["received"] > line["dealt_with"] and self.past(line["to"], "6 months"):
                yield Told("reports-open")
            if line["received"] < 5 and set(_PARTS) & set(line):
                yield Told("counts-identify")
            for name in line["procedure"]:
                proof = self.proofs.get(name)
                known = proof is not None and proof["dated"] != "2026-02-30"
                if known and not _in_force(proof, line["to"]):
                    yield Told("procedure-not-in-force", proof=name)

    def _distance(self) -> Iterator[Told]:
        told = {line["session"] for line in self.lines("distance")}
        wait = self.kept["distance"].get("call_back_after")
        ends = {session["id"]: session["ends"] for session in self.sessions}
        for session in self.sessions:
            due = on(session["ends"])
            if wait is not None:
                due = min(due, after(on(session["starts"]), wait))
            if session.get("distance") and session["id"] not in told and due < self.day:
                yield _of("19.distance")("distance-without-trace")
        for line in self.lines("distance"):
            if line["done"] < line["expected"] and not line["called_back"]:
                yield Told("distance-not-followed")
            if line["checked_on"] > ends.get(line["session"], "9"):
                yield Told("checked-late")

    def _disability_network(self) -> Iterator[Told]:
        partners = self.lines("disability_network", "partners")
        alive = [
            line
            for line in partners
            if line["last_contact"] <= self.day.isoformat()
            and not self.past(line["last_contact"], "12 months")
        ]
        if not alive and self.shows("26.network"):
            yield _of("26.network")("network-silent")
        for line in partners:
            if "trace" not in line:
                yield Told("contact-without-trace")
        for line in self.lines("disability_network", "received"):
            if line["people"] and "measures" not in line:
                yield _of("26.use")("received-without-measure")
            if line["people"] and "network" not in line:
                yield Told("network-unused")

    def _authorisations(self) -> Iterator[Told]:
        lines = self.lines("authorisations")
        longest: dict[str, Line] = {}
        for line in lines:
            for offer in line["offers"]:
                if line.get("until", "9") >= longest.get(offer, {"until": ""}).get("until", "9"):
                    longest[offer] = line
        for line in lines:
            mine = [offer for offer, one in longest.items() if one is line]
            needed = [self._last(lambda one: {one.get("offer")}, offer) for offer in mine]
            last = max((*needed, self.audit if mine else ""), default="")
            if line.get("until", "9") < last:
                yield Told("authorisation-ends")
            if line.get("registration_until", "9") < last:
                yield Told("registration-ends")
            if self.past(line["checked_on"], self.kept["authorisations"].get("check_every")):
                yield Told("check-old")
        entitled = {offer for line in lines for offer in line["offers"]}
        usual = bool(self.organisation["conditions"].get("certifying"))
        for session in self.sessions:
            certifying = session.get("certifying", usual)
            if certifying and session.get("offer") and session["offer"] not in entitled:
                yield _of("7.capacity")("offer-without-authorisation")

    def _drop_outs(self) -> Iterator[Told]:
        lines, today = self.lines("drop_outs"), self.day.isoformat()
        for line in lines:
            if line["follow_up"] in _NOTHING:
                yield _of("12.drop-outs")("drop-out-without-follow-up")
        year = [
            line
            for line in lines
            if line["noticed_on"] <= today and not self.past(line["noticed_on"], "12 months")
        ]
        unknown = sum(line["count"] for line in year if line["cause"] == "unknown")
        if 2 * unknown > sum(line["count"] for line in year):
            yield Told("cause-unknown")
        for cause in {line["cause"] for line in lines} - {"unknown"}:
            same = [line for line in lines if line["cause"] == cause]
            often = len({line["session"] for line in same}) >= 3
            if often and not any("improvement" in line for line in same):
                yield Told("cause-repeated", 32)
        for session in self.sessions:
            counted = sum(line["count"] for line in lines if line["session"] == session["id"])
            if session.get("dropped", counted) != counted:
                yield Told("drop-outs-differ")

    def _meetings(self) -> Iterator[Told]:
        def held(span: str, *bodies: str) -> list[Line]:
            return [
                line
                for line in self.lines("meetings")
                if line["body"] in bodies
                and line["date"] <= self.day.isoformat()
                and not self.past(line["date"], span)
            ]

        three = ("apprentices", "trainers", "companies")
        council = held(self.kept["meetings"].get("council_every", "12 months"), "council")
        both = held("12 months", "council", "steering")
        if not council and self.shows("20.council"):
            yield _of("20.council")("council-not-held")
        whole = any(all(line[key] for key in three) for line in both)
        if not whole and self.shows("20.governance"):
            yield _of("20.governance")("governance-incomplete")
        if not held("12 months", "steering") and self.shows("20.steering"):
            yield _of("20.steering")("steering-not-seen")
        for line in self.lines("meetings"):
            idle = "improvements" not in line and line["decisions"] not in _NOTHING
            if idle and self.past(line["date"], "3 months"):
                yield Told("decision-without-action")

    def unknown(self, *, better: bool) -> Iterator[Told]:
        """Yield what lines name and is nowhere; improvements where their register can be read."""
        held = {session["id"] for session in self.sessions}
        about = {"all", *held, *(session.get("offer", "") for session in self.sessions)}
        partners = {line["id"] for line in self.lines("disability_network", "partners")}
        known: dict[str, set[str]] = {
            "proof": set(self.proofs), "procedure": set(self.proofs), "trace": set(self.proofs),
            "improvement": set(self.better), "improvements": set(self.better), "session": held,
            "about": about, "network": {*partners, *self._years()},
        }  # fmt: skip
        for name, register in self.kept.items():
            for below, lines in register.items():
                for line in lines if isinstance(lines, list) else ():
                    for key, value in line.items():
                        if not self._refers(name, below, key, value, better=better):
                            continue
                        if key == "about" and not self.listed:
                            continue
                        for named in value if isinstance(value, list) else [value]:
                            if named not in known[key]:
                                yield Told("unknown-reference")

    def _years(self) -> list[str]:
        received = self.lines("disability_network", "received")
        return [f"received-{line['year']}" for line in received]

    @staticmethod
    def _refers(name: str, below: str, key: str, value: object, *, better: bool) -> bool:
        """Return whether a value names something that must be somewhere."""
        if key in {"improvement", "improvements"}:
            return better
        if key in {"about", "trace"}:
            wanted = str if name == "feedback" else list
            return below in {"feedback", "partners"} and isinstance(value, wanted) and (
                key == "trace" or name == "feedback"
            )  # fmt: skip
        return key in {"proof", "procedure", "session"} or (
            key == "network" and below == "received"
        )


def _in_force(proof: Line | None, day: str) -> bool:
    if proof is None:
        return False
    until = proof.get("valid_until", "9")
    if until == "9" and "review_every" in proof:
        until = after(on(proof["dated"]), proof["review_every"]).isoformat()
    held = proof["status"] in {"approved", "withdrawn"}
    return bool(held and proof["dated"] <= day <= until)


def _offers(line: Line) -> list[str]:
    return line["offers"] if isinstance(line["offers"], list) else [line["offers"]]
