"""What of a verdict an audience may see. Pure; who may see what is `policy.py`'s to say.

What a reader may not see is taken out of the assessment before any page is drawn: a page cannot
show what it never had. States are not judged anew: an indicator is as well evidenced as it is,
whoever looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import AssessedIndicator, IndicatorState, decided_beside_rule
from preuve.assess.clauses import decided_by
from preuve.model.evidence import Index
from preuve.model.registers.catalogue import RegisterName, Registers
from preuve.model.registers.described.improvements import Improvement
from preuve.model.registers.described.results import is_published
from preuve.model.registers.description import ENOUGH, NOTE, KeptRegister, Line, describe
from preuve.model.rehearsal import REHEARSALS_FOLDER
from preuve.publication.policy import (
    NAMES,
    SHELF_PATHS,
    Thing,
    may,
    may_see,
    sees_all,
    within,
)
from preuve.reading import MapNode, TextNode

if TYPE_CHECKING:
    from datetime import date

    from preuve.assess.assessment import AssessedClause, AssessedEvidence, Assessment
    from preuve.gate.gate import Verdict
    from preuve.model.evidence import Evidence
    from preuve.model.manual import Manual
    from preuve.model.organisation import Audience, Organisation
    from preuve.model.person import Person
    from preuve.model.registers.catalogue import Entry
    from preuve.reading.nodes import Origin


def restrict(verdict: Verdict, audience: Audience) -> Verdict:
    """Return what the audience may see of a verdict:
    without findings, waivers and quotes for all but the team.
    """
    if sees_all(audience):
        return verdict
    manual = _manual(verdict.manual, audience, verdict.on)
    assessment = verdict.assessment and _assessment(verdict.assessment, manual, audience)
    return verdict._replace(manual=manual, assessment=assessment, findings=(), fixed=())


def _entry(entry: Evidence, audience: Audience) -> Evidence:
    """Return an entry as the audience sees it: a note is written for the auditor, and where a file
    lies on a shelf is told as the policy says.
    """
    if entry.shelf is not None and entry.access not in SHELF_PATHS[audience]:
        entry = _without_path(entry, audience)
    return entry._replace(note=None) if not may(audience, Thing.AUDIT) else entry


def _without_path(entry: Evidence, audience: Audience) -> Evidence:
    """Return an entry without its path on a shelf, in its values and in what they were read from,
    which tables are made of.
    """
    assert entry.shelf is not None  # noqa: S101 - asked of those alone
    shelf = entry.shelf._replace(path="") if may(audience, Thing.AUDIT) else None
    return entry._replace(shelf=shelf, origin=_without_keys(entry.origin, "file"))


def _without_keys(origin: Origin, *hidden: str) -> Origin:
    """Return from what a record was read, without the values of some keys."""
    if not isinstance(node := origin.node, MapNode):
        return origin
    entries = {key: value for key, value in node.entries.items() if key not in hidden}
    return origin._replace(node=node._replace(entries=entries))


def _manual(manual: Manual, audience: Audience, on: date) -> Manual:
    index = manual.evidence_index
    if index is not None:
        index = Index(
            tuple(_entry(entry, audience) for entry in index.evidence if may_see(entry, audience)),
            (),
        )
    organisation = manual.organisation and _organisation(manual.organisation, audience)
    shown = manual._replace(
        organisation=organisation, evidence_index=index, rehearsals=(), diagnostics=()
    )
    if index is not None:  # what was seen on shelves is told of the paths that are told
        paths = {entry.shelf for entry in index.evidence}
        seen = {file: sighting for file, sighting in manual.shelves.items() if file in paths}
        shown = shown._replace(shelves=seen)
    shown = shown._replace(registers=_registers(shown.registers))
    if may(audience, Thing.AUDIT):
        return shown
    # Sessions and registers tell of people, if never by name: they are for those who come to look
    # at them.
    return shown._replace(sessions=None, registers=_results(manual.registers, on))


def _results(registers: Registers, on: date) -> Registers:
    """Return of the registers what everybody may see:
    the results that are published, without notes and proofs.
    """
    lines = tuple(
        _without(line, frozenset(NOTE))
        for line in registers.lines(RegisterName.RESULTS)
        if is_published(line, on)
    )
    return Registers({RegisterName.RESULTS: KeptRegister({}, lines)} if lines else {})


def _registers(registers: Registers) -> Registers:
    """Return the registers without what rehearsals noted: an action that came of one is shown, what
    was found is the team's; and without what would tell who: tables are made of what is written.
    """
    by_name = {
        name: register._replace(lines=tuple(_line(name, line) for line in register.lines))
        for name, register in registers.by_name.items()
    }
    return registers._replace(by_name=by_name)


def _line(name: RegisterName, line: Entry) -> Entry:
    if isinstance(line, Improvement) and line.came_from.startswith(f"{REHEARSALS_FOLDER}/"):
        return _without_rehearsal(line)
    return _of_enough(name, line) if isinstance(line, Line) else line


def _of_enough(name: RegisterName, line: Line) -> Line:
    """Return a line without what no page shows of it, its figures of few people as such."""
    columns = describe(name).columns(line.list)
    hidden = frozenset(key for key, column in columns.items() if not column.on_page)
    few = [key for key, column in columns.items() if line.few(key, column.behind)]
    line = _without(line, hidden)
    node = line.origin.node
    if few and isinstance(node, MapNode):
        few_of = {key: TextNode(f"< {ENOUGH}", True, 1, 1) for key in few if key in node.entries}  # noqa: FBT003 - plain
        node = node._replace(entries={**node.entries, **few_of})
    return line._replace(origin=line.origin._replace(node=node))


def _without(line: Line, keys: frozenset[str]) -> Line:
    """Return a line without some keys, in its values and in what they were read from."""
    node = line.origin.node
    if isinstance(node, MapNode):
        kept = {key: value for key, value in node.entries.items() if key not in keys}
        node = node._replace(entries=kept)
    values = {key: value for key, value in line.values.items() if key not in keys}
    return line._replace(values=values, origin=line.origin._replace(node=node))


def _without_rehearsal(line: Improvement) -> Improvement:
    """Return an action without what was found, in its values and in what they were read from,
    which tables are made of.
    """
    origin = _without_keys(line.origin, "origin", "finding")
    return line._replace(came_from="", finding="", origin=origin)


def _organisation(organisation: Organisation, audience: Audience) -> Organisation:
    shown = organisation if may(audience, Thing.AUDIT) else organisation._replace(audits=())
    shown = shown._replace(waivers=(), severity={}, quotes=(), registration=None, turnover=None)
    return shown._replace(people=people_for(organisation, audience))


def people_for(organisation: Organisation, audience: Audience) -> dict[str, Person]:
    """Return the people as an audience may see them."""

    def sees(part: str) -> bool:
        asked = organisation.names_for if part != "github" else None
        return within(audience, asked or NAMES[part])

    return {
        role: person._replace(
            text=person.text if sees("text") else "",
            name=person.name if sees("name") else "",
            github=person.github if sees("github") else "",
        )
        for role, person in organisation.people.items()
    }


def _assessment(assessment: Assessment, manual: Manual, audience: Audience) -> Assessment:
    organisation = _organisation(assessment.organisation, audience)
    return assessment._replace(
        manual=manual,
        organisation=organisation,
        indicators=tuple(
            _indicator(indicator, organisation, audience) for indicator in assessment.indicators
        ),
        evidence=_seen(assessment.evidence, audience),
    )


def shown_state(state: IndicatorState, audience: Audience) -> IndicatorState:
    """Return a state as an audience is told it:
    what is accepted for a time is missing all the same.
    """
    return (
        IndicatorState.MISSING
        if state is IndicatorState.WAIVED and not may(audience, Thing.INTERNAL)
        else state
    )


def _indicator(
    indicator: AssessedIndicator, organisation: Organisation, audience: Audience
) -> AssessedIndicator:
    """Return an indicator without the team's waiver:
    what is accepted for a time is missing all the same.
    """
    applies = indicator.applicability
    if applies.decision is not None:  # it names who decided as the audience may call him
        decided = decided_beside_rule(applies.decision, organisation, applies.rule)
        applies = applies._replace(reason=decided)
    return indicator._replace(
        evidence=_seen(indicator.evidence, audience),
        applicability=applies,
        unreadable=(),
        waiver=None,
        state=shown_state(indicator.state, audience),
        clauses=tuple(_clause(clause, organisation, audience) for clause in indicator.clauses),
    )


def _clause(
    clause: AssessedClause, organisation: Organisation, audience: Audience
) -> AssessedClause:
    """Return a clause with the proofs that the audience may see;
    who decided on it by hand is named as the audience may.
    """
    return clause._replace(
        evidence=_seen(clause.evidence, audience),
        too_old=_seen(clause.too_old, audience),
        reason=decided_by(clause.decision, organisation) if clause.decision else clause.reason,
    )


def _seen(
    evidence: tuple[AssessedEvidence, ...], audience: Audience
) -> tuple[AssessedEvidence, ...]:
    return tuple(
        _item(assessed, audience) for assessed in evidence if may_see(assessed.evidence, audience)
    )


def _item(assessed: AssessedEvidence, audience: Audience) -> AssessedEvidence:
    """Return a proof without, for the public, the line of the watch that puts it up for review."""
    review = None if not may(audience, Thing.AUDIT) else assessed.review
    return assessed._replace(evidence=_entry(assessed.evidence, audience), review=review)
