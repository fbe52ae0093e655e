"""The JSON Schema of `preuve check --format json`: every key, its type and what it says.

A new key or a new rule does not raise `schema`: programs pass over what they do not know. A key
that goes, or means something else, does.
"""

from __future__ import annotations

from typing import Any

from preuve.assess.assessment import ClauseState, EvidenceState, IndicatorState
from preuve.core.finding import Severity
from preuve.core.words import LANGUAGES
from preuve.cycle.non_conformities import NonConformityState
from preuve.model.audits import AuditType
from preuve.model.registers.described.non_conformities import Grade
from preuve.model.standard import EditionName
from preuve.report.json import SCHEMA

Schema = dict[str, Any]


def report_schema() -> Schema:
    """Return the schema of a whole report."""
    return {
        "description": (
            "Keys and rules may be added; pass over those you do not know. `schema` rises when "
            "one changes or goes."
        ),
        **_REPORT,
    }


def _object(**keys: tuple[Schema, str]) -> Schema:
    """Return the schema of an object whose keys are all given, each with what it says."""
    return {
        "type": "object",
        "properties": {
            name: {**schema, "description": about} for name, (schema, about) in keys.items()
        },
        "required": list(keys),
    }


def _or_none(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_FROM_ONE: Schema = {"type": "integer", "minimum": 1}
_DAY: Schema = {"type": "string", "format": "date"}
_RULE: Schema = {"type": "string", "pattern": "^[a-z]+(-[a-z]+)*$"}
_CLAUSE: Schema = {"type": "string", "pattern": r"^[1-9][0-9]?\.[a-z][a-z-]*$"}
_INDICATOR_OR_NONE: Schema = {"type": ["integer", "null"]}
_GRADE: Schema = {"enum": [grade.value for grade in Grade]}
_TEXT_OR_NONE: Schema = {"type": ["string", "null"]}

_CERTIFICATE = _object(
    obtained=(_DAY, "The day it was obtained."),
    expires=(_DAY, "Its last day, a prolongation included."),
)
_ALLOWED: Schema = {
    **_object(
        by=(_TEXT, "The role that looked at it."),
        on=(_DAY, "The day it did."),
        reason=(_TEXT, "Why it may be found."),
    ),
    "oneOf": [{"required": ["text"]}, {"required": ["file", "sha256"]}],
}
_NEXT_AUDIT = _object(
    date=(_DAY, "Its first day."),
    type=(
        {"enum": [kind.value for kind in AuditType if kind is not AuditType.MOCK]},
        "What sort of audit it is.",
    ),
)
_COUNTS = _object(
    covered=(_COUNT, "Evidence of both stages counts: how it is done, and that it was done."),
    partial=(_COUNT, "Evidence of one stage only counts, or a clause that applies has none."),
    missing=(_COUNT, "Nothing counts."),
    not_applicable=(
        _COUNT,
        "The indicator does not apply to this provider, by rule or by decision.",
    ),
    waived=(_COUNT, "Nothing counts, and a waiver accepts it for now."),
)
_CLAUSE_OF_INDICATOR = _object(
    id=(_CLAUSE, "Its whole name, as proofs, waivers and findings call it: `12.violence`."),
    applies=(
        {"type": ["boolean", "null"]},
        "Whether it applies; null where that depends on what the team has not said.",
    ),
    state=(
        {"enum": [clause_state.value for clause_state in ClauseState]},
        "What is shown of it on the day; `unknown` where `applies` is null.",
    ),
)
_INDICATOR = _object(
    number=(_FROM_ONE, "The indicator's number in the edition."),
    criterion=({"type": "integer", "minimum": 1, "maximum": 7}, "The criterion it belongs to."),
    applies=({"type": "boolean"}, "Whether it applies to this provider."),
    reason=(_TEXT, "Why it applies or does not, in the manual's language."),
    state=({"enum": [state.value for state in IndicatorState]}, "One of the states of `counts`."),
    evidence=(
        _list(_TEXT),
        "The ids of the proofs that name it or a clause of it, those that do not count included.",
    ),
    clauses=(
        _list(_CLAUSE_OF_INDICATOR),
        "The duties named inside it, in the standard's order; empty where it does not apply.",
    ),
)
_EVIDENCE = _object(
    id=(_TEXT, "Its id in the index."),
    state=(
        {"enum": [state.value for state in EvidenceState]},
        "What it is worth on the day; only `current` and `due_soon` (30 days) count.",
    ),
    indicators=(
        _list({"anyOf": [_FROM_ONE, _CLAUSE]}),
        "The indicators it names; a clause of one by its name, such as `12.violence`.",
    ),
    until=(
        {"type": ["string", "null"], "format": "date"},
        "The last day on which it is good; null where none is known.",
    ),
    site=(_TEXT_OR_NONE, "The site that it, or its session, is of; null where it holds for all."),
)
_SITE = _object(
    id=(_TEXT, "Its id in `organisation.yaml`."),
    name=(_TEXT, "What people call it."),
    counts=(_COUNTS, "As those of the whole: by its own proofs, and those that hold for all."),
    lacks=(
        _list({"anyOf": [_FROM_ONE, _CLAUSE]}),
        "The indicators and clauses that are less well shown here than in the whole.",
    ),
)
_NON_CONFORMITY = _object(
    id=(_TEXT, "Its id in the register."),
    audit=(_DAY, "The day of the audit that found it."),
    indicator=(_FROM_ONE, "The indicator it is about."),
    grade=(_GRADE, "As the audit's report says."),
    counts_as=(
        _GRADE,
        (
            "As it counts on the day: a minor one that was still open at the next audit is a "
            "major one."
        ),
    ),
    state=(
        {"enum": [non_conformity_state.value for non_conformity_state in NonConformityState]},
        (
            "Where it stands: `unproven` is closed by the team, and nothing shows it; it is as "
            "open as `open` and `late`, "
            "which is past its delay. `corrected` is shown, `verified` is lifted by the "
            "certification body."
        ),
    ),
    due=(
        {"type": ["string", "null"], "format": "date"},
        (
            "The day by which it is to be corrected or, once a major one is, verified; null when "
            "nothing is due."
        ),
    ),
)
_FINDING = _object(
    rule=(_RULE, "The rule's name; `preuve explain NAME` tells about it."),
    severity=(
        {"enum": [severity.value for severity in Severity if severity is not Severity.OFF]},
        "Its weight in this manual, after the team's severities and waivers.",
    ),
    message=(_TEXT, "What was found, in the manual's language."),
    help=(_TEXT, "What to do about it."),
    file=(
        _TEXT,
        "The file to fix, with forward slashes, below the manual's folder. It may not exist yet.",
    ),
    line=(_FROM_ONE, "The line, counted from 1."),
    column=(_FROM_ONE, "The column in characters, counted from 1."),
    indicator=(_INDICATOR_OR_NONE, "The indicator it is about, if it is about one."),
    evidence=(_TEXT_OR_NONE, "The id of the proof it is about, if it is about one."),
    clause=(
        {"anyOf": [_CLAUSE, {"type": "null"}]},
        "The clause of the indicator that it is about, if it is about one.",
    ),
    accepted_until=(
        {"type": ["string", "null"], "format": "date"},
        "The last day of the waiver that accepts it, if one does.",
    ),
    known=(
        {"type": "boolean"},
        "Whether the baseline had it: it does not close the gate. Always false without --baseline.",
    ),
    fingerprint=(
        {"type": "string", "pattern": "^[0-9a-f]{16}$"},
        (
            "The same for the same finding on another day, in another language, or after lines "
            "have moved; findings of "
            "one rule about one thing share it."
        ),
    ),
)
_FIXED = _object(
    rule=(_RULE, "As in the baseline."),
    file=(_TEXT, "As in the baseline."),
    indicator=(_INDICATOR_OR_NONE, "As in the baseline."),
    evidence=(_TEXT_OR_NONE, "As in the baseline."),
    message=(_TEXT, "As it was worded then."),
)
_REPORT = _object(
    schema=({"const": SCHEMA}, "The version of this form."),
    version=(_TEXT, "The version of Preuve that judged the manual."),
    provider=(
        _TEXT_OR_NONE,
        "The provider's name; null when `organisation.yaml` could not be read.",
    ),
    certificate=(_or_none(_CERTIFICATE), "The certificate held; null without one."),
    next_audit=(
        _or_none(_NEXT_AUDIT),
        "The next real audit that is planned, on the day or after; null without one.",
    ),
    as_of=(_DAY, "The day the manual was judged on."),
    edition=(
        {"enum": [*(name.value for name in EditionName), None]},
        "The edition of the standard; null when the manual could not be judged.",
    ),
    language=(
        {"enum": list(LANGUAGES)},
        "The language of messages, reasons and help: the manual's.",
    ),
    ok=(
        {"type": "boolean"},
        (
            "Whether the gate is open: the manual could be judged, and every error is "
            "known from a baseline. "
            "It never says whether a provider is compliant."
        ),
    ),
    weakened=(
        _list(_RULE),
        (
            "The rules that the team switched off or made lighter than they usually are, "
            "in the rulebook's order."
        ),
    ),
    allowed=(
        _list(_ALLOWED),
        "What the look for leaks may find, as `allow` of `organisation.yaml` lists it.",
    ),
    counts=(
        _COUNTS,
        (
            "How many indicators of the edition are in each state; all 0 when it could "
            "not be judged."
        ),
    ),
    indicators=(
        _list(_INDICATOR),
        "Every indicator of the edition, in order; empty when it could not be judged.",
    ),
    sites=(
        _list(_SITE),
        "Every site that has a name, in the manual's order; empty where they have none.",
    ),
    evidence=(
        _list(_EVIDENCE),
        "Every proof that could be read, in the order of the index.",
    ),
    non_conformities=(
        _list(_NON_CONFORMITY),
        (
            "What audits found wanting up to the day, by the register: the newest audit "
            "first; empty where none is kept."
        ),
    ),
    findings=(
        _list(_FINDING),
        (
            "What was found: what is new before what a baseline knew, errors first, then "
            "by file and line."
        ),
    ),
    fixed=(
        _list(_FIXED),
        "What the baseline had and is found no more; empty without --baseline.",
    ),
)
