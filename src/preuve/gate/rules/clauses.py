"""Is each clause of an indicator shown, and is it known whether it applies?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import ClauseState, EvidenceState, IndicatorState
from preuve.assess.clauses import is_nobodys
from preuve.assess.labels import page_path
from preuve.core.finding import Diagnostic
from preuve.core.rule_name import RuleName
from preuve.core.words import Series, say
from preuve.gate.rules.coverage import of_one_stage, out_of_date, page_place
from preuve.model.evidence import Stage
from preuve.model.manual import INDEX_FILE, ORGANISATION_FILE
from preuve.model.standard import Fact, ThresholdName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import AssessedClause, AssessedIndicator, Assessment
    from preuve.core.words import Message


def _gaps(assessment: Assessment) -> Iterator[tuple[AssessedIndicator, AssessedClause]]:
    """Yield the clauses that are without; of an indicator that has nothing at all,
    nothing is told of its clauses.
    """
    for indicator in assessment.indicators:
        if indicator.state in {IndicatorState.PARTIAL, IndicatorState.COVERED}:
            for clause in indicator.gaps:
                # An entry that cannot be read may be what is missing: its own fault is told
                # already.
                if not any(clause.name in map(str, entry.named) for entry in indicator.unreadable):
                    yield indicator, clause


def clause_name(clause: AssessedClause, assessment: Assessment) -> Message:
    """Return what a clause is called in a sentence."""
    return say(
        "{clause} ({title})",
        clause=clause.name,
        title=clause.clause.title[assessment.manual.language],
    )


def clause_without_evidence(assessment: Assessment) -> Iterator[Diagnostic]:
    """A clause that no proof shows. Told for every cause:
    the gate drops it where the nearer one was told.
    """
    for indicator, clause in _gaps(assessment):
        if clause.state is not ClauseState.MISSING:
            continue
        yield Diagnostic(
            RuleName.CLAUSE_WITHOUT_EVIDENCE,
            say(
                "{name} has no evidence that counts on {day}. {why} The law says: “{words}”",
                name=clause_name(clause, assessment),
                day=assessment.on,
                why=_why(clause, assessment),
                words=" […] ".join(clause.clause.words),
            ),
            page_place(indicator),
            _what_to_do(clause, indicator, assessment),
            indicator=indicator.number,
            clause=clause.name,
            severity=clause.clause.severity,
        )


def _what_to_do(
    clause: AssessedClause, indicator: AssessedIndicator, assessment: Assessment
) -> Message:
    """Return the advice: where a proof is there and older than the text, it is named already."""
    values = {
        "proofs": Series(clause.clause.proofs[assessment.manual.language][:2]),
        "page": page_path(indicator),
    }
    if clause.too_old:
        return say(
            "Add a proof made since, such as: {proofs}; or, if an older one shows it already, look "
            "at it and approve it again: preuve approve {id}. The page is {page}.",
            id=clause.too_old[0].evidence.id,
            **values,
        )
    return say(
        "In {index}, write indicators: [{number}, {clause}] in the entry of a proof "
        "that shows it, such as: {proofs}. "
        "The page is {page}.",
        index=INDEX_FILE,
        number=indicator.number,
        clause=clause.name,
        **values,
    )


def _why(clause: AssessedClause, assessment: Assessment) -> Message:
    """Return why nothing counts: what names it is older than the text,
    is a draft, or is not there.
    """
    if clause.too_old:
        return say(
            "{entries}: older than the text, which is of {published}, and not approved again "
            "since.",
            entries=[
                say("{id} ({day})", id=assessed.evidence.id, day=assessed.evidence.dated)
                for assessed in clause.too_old
            ],
            published=assessment.edition.published,
        )
    drafts = [
        assessed.evidence.id
        for assessed in clause.evidence
        if assessed.state is EvidenceState.DRAFT
    ]
    if drafts:
        return say("Only drafts name it: {entries}.", entries=drafts)
    if clause.evidence:
        return say(
            "What names it does not count: {entries}.",
            entries=[assessed.evidence.id for assessed in clause.evidence],
        )
    return say("No entry names it.")


def clause_expired(assessment: Assessment) -> Iterator[Diagnostic]:
    """A clause whose approved proofs are all past their date:
    the fault stands on the latest of them.
    """
    for indicator, clause in _gaps(assessment):
        if clause.gap is RuleName.EXPIRED_EVIDENCE:
            name = clause_name(clause, assessment)
            yield out_of_date(clause.evidence, name, indicator, assessment.on)._replace(
                clause=clause.name, without=(clause.name,), severity=clause.clause.severity
            )


def clause_of_one_stage(assessment: Assessment) -> Iterator[Diagnostic]:
    """A clause that is shown by half: how it is done, or that it was done."""
    lacking = {
        RuleName.ONLY_FORMALISED: Stage.IMPLEMENTED,
        RuleName.ONLY_IMPLEMENTED: Stage.FORMALISED,
    }
    for indicator, clause in _gaps(assessment):
        if clause.gap in lacking:
            yield Diagnostic(
                clause.gap,
                of_one_stage(clause.gap, clause_name(clause, assessment)),
                page_place(indicator),
                say(
                    "In {index}, add a proof with indicators: [{clause}] and stage: {stage}.",
                    index=INDEX_FILE,
                    clause=clause.name,
                    stage=lacking[clause.gap].value,
                ),
                indicator=indicator.number,
                clause=clause.name,
            )


def unknown_facts(assessment: Assessment) -> Iterator[Diagnostic]:
    """What the team has not said, and clauses depend on: one question for each."""
    asked: dict[str, list[str]] = {}
    for indicator in assessment.indicators:
        for clause in indicator.clauses:
            if clause.question is not None:
                asked.setdefault(clause.question, []).append(clause.name)
    organisation = assessment.organisation
    place = (
        organisation.conditions.origin.at()
        if organisation.conditions
        else organisation.origin.at("name")
    )
    for question, clauses in asked.items():
        threshold = assessment.edition.thresholds.get(question)
        if (
            threshold is not None
            and question in set(ThresholdName)
            and organisation.thresholds.get(question) is None
        ):
            yield Diagnostic(
                RuleName.UNKNOWN_THRESHOLD,
                say(
                    "An order fixes the threshold ({unit}), and nobody has seen it (last looked "
                    "on {checked}). On it depends: "
                    "{clauses}.",
                    unit=threshold.unit,
                    checked=_checked(clauses, assessment),
                    clauses=clauses,
                ),
                organisation.origin.at("thresholds"),
                say(
                    "The day it is out, write {name} in {file}, under thresholds, with value, "
                    "source and on.",
                    file=ORGANISATION_FILE,
                    name=question,
                ),
            )
        else:
            yield Diagnostic(
                RuleName.UNKNOWN_FACT,
                say(
                    "{question} On it depends: {clauses}.",
                    question=assessment.edition.asks[question],
                    clauses=clauses,
                ),
                place,
                _answering(question),
            )


def _answering(question: str) -> Message:
    """Return how a fact is answered: yes or no, or by a number."""
    values = {"file": ORGANISATION_FILE, "name": question}
    if question in set(Fact):
        return say("Answer in {file}, under conditions: {name}, with true or false.", **values)
    return say("Answer in {file}, under conditions: {name}, with the number.", **values)


def _checked(clauses: list[str], assessment: Assessment) -> object:
    """Return the day somebody last looked for what the first of some clauses depends on."""
    known = {
        clause.name: clause
        for indicator in assessment.edition.indicators
        for clause in indicator.clauses
    }
    return known[clauses[0]].checked


def no_clause_applies(assessment: Assessment) -> Iterator[Diagnostic]:
    """An indicator none of whose parts is the provider's, and on which nobody has decided."""
    organisation = assessment.organisation
    for indicator in assessment.indicators:
        if not indicator.applicability.applies or indicator.applicability.decision is not None:
            continue
        if is_nobodys(indicator.indicator, organisation):
            yield Diagnostic(
                RuleName.NO_CLAUSE_APPLIES,
                say(
                    "Indicator {number} ({title}): by what is said of the provider, none of "
                    "its parts applies; it is judged "
                    "all the same.",
                    number=indicator.number,
                    title=indicator.indicator.title,
                ),
                organisation.conditions.origin.at()
                if organisation.conditions
                else organisation.origin.at("categories"),
                say(
                    "If it is not for you, decide so in {file}, under applicability: "
                    "indicator: {number}, applies: false, with "
                    "reason, decided_by and on.",
                    file=ORGANISATION_FILE,
                    number=indicator.number,
                ),
                indicator=indicator.number,
            )


ALL = (
    clause_without_evidence,
    clause_expired,
    clause_of_one_stage,
    unknown_facts,
    no_clause_applies,
)
