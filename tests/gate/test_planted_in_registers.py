"""Each finding that the ten registers' description names, planted in a copy of each showcase: it is
found, alone; taken out again, nothing is.
"""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from copies import MANUAL
from manuals import ROOT

from preuve.core.rule_name import RuleName
from preuve.core.words import Translator
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.rulebook.described import RULES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.template  # a team that begins from it may keep other registers
SHOWCASES = {"root": ROOT, "cfa": ROOT / "examples" / "cfa"}
Line = dict[str, Any]


class Showcase:
    """A copy of a showcase that keeps all ten registers, one file of which a fault changes."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        for part in MANUAL:
            source = SHOWCASES[name] / part
            if source.is_dir():
                shutil.copytree(source, folder / part)
            elif source.exists():
                shutil.copy(source, folder / part)
        manual = Manual.load(folder)
        self.day = manual.day(None, date(2026, 12, 4))
        assert manual.organisation is not None
        audit = manual.organisation.next_audit(self.day)
        assert audit is not None
        self.audit = audit.date
        self.files: dict[str, Any] = {}

    def file(self, path: str) -> Any:  # noqa: ANN401 - what a file holds
        """Return what a file holds, to be changed; `write` writes it."""
        if path not in self.files:
            text = (self.folder / path).read_text("utf-8") if (self.folder / path).exists() else ""
            self.files[path] = _with_on(yaml.safe_load(text)) or {}
        return self.files[path]

    def lines(self, register: str, below: str = "") -> list[Line]:
        """Return the lines of a register, to be changed."""
        lines: list[Line] = self.file(f"registers/{register}.yaml").setdefault(
            below or register, []
        )
        return lines

    def head(self, register: str, key: str, value: object) -> None:
        """Give a register's file a key at its head."""
        self.file(f"registers/{register}.yaml")[key] = value

    @property
    def sessions(self) -> list[Line]:
        """Return the sessions."""
        sessions: list[Line] = self.file("sessions.yaml")["sessions"]
        return sessions

    def session(self, *keys: str) -> Line:
        """Return the first session that has some keys."""
        return next(one for one in self.sessions if all(one.get(key) for key in keys))

    def over(self) -> Line:
        """Return the session that ended last."""
        return max((one for one in self.sessions if one["ends"] < self.day), key=_ends)

    def ago(self, days: int) -> date:
        """Return a day before the manual's."""
        return self.day - timedelta(days)

    def threshold(self, name: str, value: int) -> None:
        """Type what an order fixes."""
        values = self.file("organisation.yaml").setdefault("thresholds", {})
        values[name] = {"value": value, "source": "an order", "on": self.ago(30)}

    def write(self) -> None:
        """Write the files that were changed, and forget them."""
        for path, values in self.files.items():
            file = self.folder / path
            file.parent.mkdir(exist_ok=True)
            text = yaml.dump(values, Dumper=_Plain, allow_unicode=True, sort_keys=False)
            file.write_text(text, "utf-8")
        self.files.clear()

    def found(self) -> Counter[tuple[str, str, str]]:
        """Return what the gate finds: rules, files and words, since lines move."""
        words = Translator("en")
        return Counter(
            (finding.rule.value, finding.place.file, words(finding.message))
            for finding in gate.check(Manual.load(self.folder), self.day).findings
        )


class _Plain(yaml.SafeDumper):
    """Writes what stands at two places twice."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - as the library calls it
        return True


def _with_on(value: Any) -> Any:  # noqa: ANN401 - as above
    """Return values whose keys are texts: YAML 1.1 reads `on` as true."""
    if isinstance(value, dict):
        return {"on" if key is True else key: _with_on(below) for key, below in value.items()}
    return [_with_on(below) for below in value] if isinstance(value, list) else value


def _ends(session: Line) -> date:
    ends: date = session["ends"]
    return ends


def complete(show: Showcase) -> None:
    """Let a showcase keep every register, with a threshold typed that nothing passes."""
    over = show.over()
    offers = sorted({one["offer"] for one in show.sessions if one.get("offer")})
    seeds: dict[str, Line] = {
        "distance": {
            "id": "FD-0", "session": over["id"], "module": "m", "expected": 5, "done": 5,
            "activities": "a", "called_back": 0, "checked_on": over["starts"], "support": "s",
        },
        "authorisations": {
            "id": "HB-0", "certification": "c", "code": "RNCP1", "certifier": "c", "right": "train",
            "offers": offers, "from": date(2020, 1, 1), "checked_on": show.ago(9),
        },
        "drop_outs": {
            "id": "AB-0", "session": over["id"], "count": 1, "cause": "personal", "reminded": 1,
            "noticed_on": over["starts"], "follow_up": "Another session",
        },
    }  # fmt: skip
    for register, seed in seeds.items():
        if not show.lines(register):
            show.lines(register).append(seed)
    show.head("authorisations", "check_every", "12 months")
    entries = show.file("evidence_index.yaml")["evidence"]
    shown: Line = {
        "id": "ZZ-1", "title": "Minutes", "indicators": ["20.governance", "20.steering"],
        "stage": "implemented", "kind": "record", "place": "Binder 1", "owner": entries[0]["owner"],
        "dated": show.ago(40), "status": "approved", "access": "on_request",
    }  # fmt: skip
    if show.name == "cfa":
        entries.append(shown)
    for name, value in (("contributors", 900), ("permanent_share", 1)):
        show.threshold(name, value)


def _first(lines: list[Line], *keys: str, **values: object) -> Line:
    """Return the first line that has some keys and some values."""
    return next(
        line
        for line in lines
        if all(line.get(key) for key in keys)
        and all(line.get(key) == value for key, value in values.items())
    )


def _unchecked(show: Showcase) -> None:
    line = _first(show.lines("contributors"), "offers", "checked_on")
    del line["checked_on"]


def _check_old(show: Showcase) -> None:
    _first(show.lines("contributors"), "checked_on")["checked_on"] = show.ago(400)


def _authorisation_of_a_contributor(show: Showcase) -> None:
    _first(show.lines("contributors"), "offers")["valid_until"] = show.day


def _untrained(show: Showcase) -> None:
    line = _first(show.lines("contributors"), link="employee")
    line |= {"trained_on": show.ago(800), "since": show.ago(4000)}


def _many_contributors(show: Showcase) -> None:
    """Leave one offer with two, and the value below it."""
    lines = show.lines("contributors")
    for line in lines:
        line["offers"] = line["offers"][:1]
    offers = Counter(offer for line in lines for offer in line["offers"])
    most = offers.most_common(1)[0][0]
    for line in lines:
        line["offers"] = [offer for offer in line["offers"] if offer == most]
    show.threshold("contributors", 1)


def _few_permanent(show: Showcase) -> None:
    show.threshold("permanent_share", 100)


def _subcontractor_unknown(show: Showcase) -> None:
    show.session("subcontractor")["subcontractor"] = "S99"


def _contract_ended(show: Showcase) -> None:
    session = show.session("subcontractor")
    line = _first(show.lines("subcontractors"), id=session["subcontractor"])
    last = max(one["ends"] for one in show.sessions if one.get("subcontractor") == line["id"])
    line["until"] = last - timedelta(1)


def _without_clause(show: Showcase) -> None:
    del _first(show.lines("subcontractors"), "clause_since")["clause_since"]


def _certificate_ends(show: Showcase) -> None:
    show.lines("subcontractors")[0]["cpf"] = True


def _review_old(show: Showcase) -> None:
    show.lines("subcontractors")[0] |= {
        "contract": show.ago(2000),
        "reviewed_on": show.ago(1000),
    }


def _result(show: Showcase, **keys: object) -> Line:
    """Add a figure in which nothing is wrong."""
    line: Line = {
        "id": "RS-0", "measure": "other", "offers": "all", "from": show.ago(300), "to": show.ago(60),
        "population": "p", "numerator": 9, "denominator": 10, "method": "m", "published": 90,
        "published_on": show.ago(30), **keys,
    }  # fmt: skip
    show.lines("results").append(line)
    return line


def _without_method(show: Showcase) -> None:
    del _result(show)["method"]


def _rate_differs(show: Showcase) -> None:
    _first(show.lines("results"), "published", "numerator")["published"] += 0.6


def _award_alone(show: Showcase) -> None:
    lines = show.lines("results")
    lines[:] = [line for line in lines if line["measure"] != "presentation"]
    if not any(line["measure"] == "award" for line in lines):
        _result(show, measure="award")


def _rate_old(show: Showcase) -> None:
    _result(show, to=show.ago(370), **{"from": show.ago(600), "published_on": show.ago(300)})


def _too_few(show: Showcase) -> None:
    _result(show, numerator=3, denominator=4, published=75)


def _not_asked(show: Showcase) -> None:
    lines = show.lines("feedback")
    lines[:] = [line for line in lines if line["from"] != "teachers"]


def _asked(show: Showcase, **keys: object) -> None:
    """Add a survey in which nothing is wrong, with some keys of it changed; None takes one out."""
    line: Line = {
        "id": "AV-0", "from": "learners", "kind": "end", "about": "all", "asked_on": show.ago(100),
        "asked": 10, "answered": 9, "reminded_on": show.ago(90), **keys,
    }  # fmt: skip
    show.lines("feedback").append({key: value for key, value in line.items() if value is not None})


def _no_reminder(show: Showcase) -> None:
    _asked(show, reminded_on=None)


def _return_low(show: Showcase) -> None:
    _asked(show, answered=1)


def _not_shared(show: Showcase) -> None:
    _asked(show, kind="teaching")


def _without_use(show: Showcase) -> None:
    _asked(show, summary="Too fast")


def _effect_not_checked(show: Showcase) -> None:
    show.lines("improvements").append(
        {
            "id": "IM-0", "date": show.ago(500), "origin": "a survey", "action": "a",
            "owner": next(iter(show.file("organisation.yaml")["people"])),
            "due": show.ago(450), "done": show.ago(460),
        }
    )  # fmt: skip
    _asked(show, summary="Too fast", improvement="IM-0")


def _not_counted(show: Showcase) -> None:
    lines = show.lines("reports")
    del lines[1:]
    lines[0] |= {
        "from": show.ago(600), "to": show.ago(380), "reviewed_on": show.ago(370), "procedure": [],
    }  # fmt: skip


def _still_open(show: Showcase) -> None:
    first: Line = {
        "id": "SV-0", "from": show.ago(400), "to": show.ago(200), "received": 2, "dealt_with": 1,
        "procedure": [], "reviewed_on": show.ago(190),
    }  # fmt: skip
    show.lines("reports").append(first)


def _not_in_force(show: Showcase) -> None:
    proofs = show.file("evidence_index.yaml")["evidence"]
    draft = _first(proofs, status="draft")
    show.lines("reports")[-1]["procedure"] = [draft["id"]]


def _identifies(show: Showcase) -> None:
    show.lines("reports")[-1] |= {"received": 1, "dealt_with": 1, "harassment": 1}


def _without_trace(show: Showcase) -> None:
    told = {line["session"] for line in show.lines("distance")}
    next(one for one in show.sessions if one["ends"] < show.day and one["id"] not in told)[
        "distance"
    ] = True


def _not_followed(show: Showcase) -> None:
    show.lines("distance")[0] |= {"expected": 9, "done": 8, "called_back": 0}


def _checked_late(show: Showcase) -> None:
    over = show.over()
    show.lines("distance")[0] |= {
        "session": over["id"],
        "checked_on": over["ends"] + timedelta(1),
    }


def _silent(show: Showcase) -> None:
    for line in show.lines("disability_network", "partners"):
        line["last_contact"] = show.ago(370)


def _no_trace(show: Showcase) -> None:
    del _first(show.lines("disability_network", "partners"), "trace")["trace"]


def _no_measure(show: Showcase) -> None:
    del show.lines("disability_network", "received")[0]["measures"]


def _unused(show: Showcase) -> None:
    del show.lines("disability_network", "received")[0]["network"]


def _authorisation_ends(show: Showcase) -> None:
    show.lines("authorisations")[0]["until"] = show.day


def _registration_ends(show: Showcase) -> None:
    show.lines("authorisations")[0]["registration_until"] = show.day


def _no_authorisation(show: Showcase) -> None:
    certifying = [one for one in show.sessions if one.get("certifying") is not False]
    offer = certifying[-1]["offer"]
    for line in show.lines("authorisations"):
        line["offers"] = [one for one in line["offers"] if one != offer]


def _record_old(show: Showcase) -> None:
    show.lines("authorisations")[0]["checked_on"] = show.ago(400)


def _no_follow_up(show: Showcase) -> None:
    show.lines("drop_outs")[0]["follow_up"] = "–"


def _cause_unknown(show: Showcase) -> None:
    for line in show.lines("drop_outs"):
        line["cause"] = "unknown"


def _drop_outs_differ(show: Showcase) -> None:
    name = show.lines("drop_outs")[0]["session"]
    counted = sum(one["count"] for one in show.lines("drop_outs") if one["session"] == name)
    _first(show.sessions, id=name)["dropped"] = counted + 1


def _cause_repeated(show: Showcase) -> None:
    line = show.lines("drop_outs")[0]
    show.lines("drop_outs")[:] = [
        {**line, "id": f"AB-{number}", "session": session["id"], "cause": "level"}
        for number, session in enumerate(show.sessions[:3])
    ]


def _council_not_held(show: Showcase) -> None:
    better = _first(show.lines("meetings"), "improvements")["improvements"]
    for line in show.lines("meetings"):
        if line["body"] == "council":
            line |= {"date": show.ago(400), "next": show.ago(200), "improvements": better}


def _incomplete(show: Showcase) -> None:
    for line in show.lines("meetings"):
        if line["body"] in {"council", "steering"}:
            line["apprentices"] = 0


def _no_action(show: Showcase) -> None:
    show.lines("meetings").append(
        {
            "id": "EQ-0", "body": "teaching_team", "date": show.ago(100), "agenda": "a",
            "decisions": "Half a day more",
        }
    )  # fmt: skip


def _no_steering(show: Showcase) -> None:
    lines = show.lines("meetings")
    lines[:] = [line for line in lines if line["body"] != "steering"]


# In the order of the description; those of one showcase alone rest on clauses that apply there.
PLANTED: tuple[tuple[str, Callable[[Showcase], None], str], ...] = (
    ("contributor-unchecked", _unchecked, ""),
    ("check-old", _check_old, ""),
    ("authorisation-ends", _authorisation_of_a_contributor, ""),
    ("untrained", _untrained, ""),
    ("contributors-beyond-threshold", _many_contributors, ""),
    ("share-beyond-threshold", _few_permanent, "cfa"),
    ("subcontractor-unknown", _subcontractor_unknown, ""),
    ("contract-ended", _contract_ended, ""),
    ("contract-without-clause", _without_clause, ""),
    ("certificate-ends", _certificate_ends, ""),
    ("review-old", _review_old, ""),
    ("rate-without-method", _without_method, ""),
    ("rate-differs", _rate_differs, ""),
    ("award-without-presentation", _award_alone, ""),
    ("rate-old", _rate_old, ""),
    ("too-few", _too_few, ""),
    ("stakeholder-not-asked", _not_asked, ""),
    ("no-reminder", _no_reminder, ""),
    ("return-low", _return_low, ""),
    ("evaluation-not-shared", _not_shared, ""),
    ("feedback-without-use", _without_use, ""),
    ("effect-not-checked", _effect_not_checked, ""),
    ("reports-not-counted", _not_counted, ""),
    ("reports-open", _still_open, ""),
    ("procedure-not-in-force", _not_in_force, ""),
    ("counts-identify", _identifies, ""),
    ("distance-without-trace", _without_trace, ""),
    ("distance-not-followed", _not_followed, ""),
    ("checked-late", _checked_late, ""),
    ("network-silent", _silent, ""),
    ("contact-without-trace", _no_trace, ""),
    ("received-without-measure", _no_measure, ""),
    ("network-unused", _unused, ""),
    ("authorisation-ends", _authorisation_ends, ""),
    ("registration-ends", _registration_ends, ""),
    ("offer-without-authorisation", _no_authorisation, "cfa"),
    ("check-old", _record_old, ""),
    ("drop-out-without-follow-up", _no_follow_up, ""),
    ("cause-unknown", _cause_unknown, ""),
    ("drop-outs-differ", _drop_outs_differ, ""),
    ("cause-repeated", _cause_repeated, ""),
    ("council-not-held", _council_not_held, "cfa"),
    ("governance-incomplete", _incomplete, "cfa"),
    ("decision-without-action", _no_action, ""),
    ("steering-not-seen", _no_steering, "cfa"),
)


@pytest.mark.parametrize("name", SHOWCASES)
def test_each_fault_is_found_and_no_other(tmp_path: Path, name: str) -> None:
    """Would catch a rule that is silent where a team forgot something, a fault told twice, and a
    finding out of thin air; in both showcases, with all ten registers.
    """
    show = Showcase(name, tmp_path / name)
    before = show.found()
    complete(show)
    show.write()
    base = show.found()
    assert {rule for rule, *_ in base - before} <= {"missing-page"}  # nobody asked for theirs
    kept = {path: path.read_bytes() for path in show.folder.rglob("*.yaml")}
    wrong = {}
    for rule, plant, only in PLANTED:
        if only not in {"", name}:
            continue
        plant(show)
        show.write()
        new = sorted((show.found() - base).elements())
        if [found[0] for found in new] != [rule]:
            wrong[plant.__name__] = new
        for path in show.folder.rglob("*.yaml"):
            if path in kept:
                path.write_bytes(kept[path])
            else:
                path.unlink()
    assert wrong == {}
    assert show.found() == base


def test_every_rule_of_the_registers_is_planted() -> None:
    """Would catch a rule of theirs that no showcase was ever given."""
    planted = {rule for rule, *_ in PLANTED}
    assert {rule.name.value for rule in RULES} - planted == {RuleName.RESULTS_DIFFER}
