"""A manual's verdict as rows, from its JSON report. That is a stranger's file:
bounded, and every value is looked at.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from preuve.assess.assessment import IndicatorState
from preuve.core import clock
from preuve.core.errors import PreuveError
from preuve.core.finding import SHOWN
from preuve.core.harmless import harmless
from preuve.core.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")

MAX_BYTES = 32 * 1024 * 1024
"""A report of 10,000 proofs is some 3 MB."""
MAX_VALUES = 1_000_000
"""A report of 10,000 proofs has some 300,000; 32 MB of empty lists would take a gigabyte."""
MAX_ROWS = 100_000
MAX_TEXT = 4_000
SCHEMAS = (1, 2)

LACKS = {1: ("provider", "certificate", "next_audit", "version", "weakened", "clauses", "until")}
"""What a report of an older form cannot say, by its `schema`."""


class ReportError(PreuveError):
    """A report that cannot be used. `message` says why."""


class ManualRow(NamedTuple):
    """A manual as a whole, on the day it was judged."""

    provider: str | None
    language: str
    edition: str | None
    as_of: str
    ok: bool
    version: str | None
    """Of Preuve, which judged it."""
    report_schema: int
    certificate_obtained: str | None
    certificate_expires: str | None
    next_audit: str | None
    next_audit_type: str | None
    covered: int
    partial: int
    missing: int
    not_applicable: int
    waived: int
    errors: int
    warnings: int
    notes: int
    weakened: str | None
    """Names of coverage rules that are off or lighter, with commas between."""
    lacks: str | None
    """What a report of an older form does not say, with commas between."""


class IndicatorRow(NamedTuple):
    """An indicator's state."""

    number: int
    criterion: int
    applies: bool
    state: str
    reason: str
    proofs: int


class ClauseRow(NamedTuple):
    """A clause's state."""

    indicator: int
    clause: str
    """Its whole name: `12.violence`."""
    applies: bool | None
    state: str


class FindingRow(NamedTuple):
    """A finding."""

    rule: str
    severity: str
    message: str
    help: str
    file: str
    line: int
    column: int
    indicator: int | None
    clause: str | None
    evidence: str | None
    accepted_until: str | None
    known: bool
    fingerprint: str


class EvidenceRow(NamedTuple):
    """A proof's state. Its title stays in its manual."""

    id: str
    state: str
    indicators: str
    """As JSON: `["12", "12.violence"]`."""
    until: str | None


class Report(NamedTuple):
    """All rows of one manual."""

    manual: ManualRow
    indicators: list[IndicatorRow]
    clauses: list[ClauseRow]
    findings: list[FindingRow]
    evidence: list[EvidenceRow]


def parse(data: bytes) -> Report:
    """Return the rows of a report.

    Args:
        data: the JSON that `preuve check --format json` printed, of `schema` 1 or 2.

    Raises:
        ReportError: it is no such report, or says what none can say.

    """
    if len(data) > MAX_BYTES:
        raise ReportError(
            say(
                "The report has {size} MB; {limit} are the most.",
                size=len(data) >> 20,
                limit=MAX_BYTES >> 20,
            )
        )
    if sum(map(data.count, (b",", b"[", b"{"))) > MAX_VALUES:
        raise ReportError(say("The report has more than {limit} values.", limit=MAX_VALUES))
    try:
        document = json.loads(data, object_pairs_hook=_object)
    except (ValueError, RecursionError):
        raise ReportError(say("It is not a report of preuve check --format json.")) from None
    return _report(_Values(document))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object. Raises ValueError where a key stands twice: it would say two things."""
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError
    return values


class _Values:
    """The values of one JSON object, each of the type it must have."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise ReportError(say("It is not a report of preuve check --format json."))
        self._values = value

    def _wrong(self, key: str) -> ReportError:
        return ReportError(say("Its key “{key}” holds what no report holds.", key=key))

    def text(self, key: str) -> str:
        value = self._values.get(key)
        if not isinstance(value, str) or len(value) > MAX_TEXT:
            raise self._wrong(key)
        return _storable(value)

    def prose(self, key: str) -> str:
        """Return a text for people, cut where it has no end."""
        value = self._values.get(key)
        if not isinstance(value, str):
            raise self._wrong(key)
        return _storable(value if len(value) <= MAX_TEXT else f"{value[: MAX_TEXT - 1]}…")

    def choice(self, key: str, choices: Iterable[str]) -> str:
        if (value := self.text(key)) not in choices:
            raise self._wrong(key)
        return value

    def day(self, key: str) -> str:
        text = self.text(key)
        try:
            return clock.day(text).isoformat()
        except ValueError:
            raise self._wrong(key) from None

    def number(self, key: str, most: int = 1_000_000_000) -> int:
        value = self._values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            raise self._wrong(key)
        return value

    def flag(self, key: str) -> bool:
        value = self._values.get(key)
        if not isinstance(value, bool):
            raise self._wrong(key)
        return value

    def maybe(self, read: Callable[[str], T], key: str) -> T | None:
        """Return a value as it is read; None where the report says none."""
        return None if self._values.get(key) is None else read(key)

    def object(self, key: str) -> _Values:
        return _Values(self._values.get(key) or {})

    def objects(self, key: str) -> list[_Values]:
        return [_Values(value) for value in self.items(key)]

    def items(self, key: str) -> list[Any]:
        value = self._values.get(key, [])
        if not isinstance(value, list) or len(value) > MAX_ROWS:
            raise self._wrong(key)
        return value

    def names(self, key: str) -> list[str]:
        names = [_storable(str(value)) for value in self.items(key) if isinstance(value, str | int)]
        if any(len(name) > MAX_TEXT for name in names):
            raise self._wrong(key)
        return names


def _storable(text: str) -> str:
    # A lone surrogate is legal in JSON and cannot be stored.
    return harmless(text.encode("utf-8", "replace").decode("utf-8"))


def _report(values: _Values) -> Report:
    schema = values.number("schema")
    if schema not in SCHEMAS:
        raise ReportError(
            say(
                "Its schema is {schema}; this Preuve reads {known}.",
                schema=schema,
                known=list(SCHEMAS),
            )
        )
    findings = [_finding(finding) for finding in values.objects("findings")]
    indicators = [_indicator(indicator) for indicator in values.objects("indicators")]
    manual = _manual(values, schema, findings)
    _check(manual, indicators, findings)
    return Report(
        manual,
        indicators,
        [
            _clause(clause, indicator.number("number"))
            for indicator in values.objects("indicators")
            for clause in indicator.objects("clauses")
        ],
        findings,
        [_evidence(evidence) for evidence in values.objects("evidence")],
    )


def _check(manual: ManualRow, indicators: list[IndicatorRow], findings: list[FindingRow]) -> None:
    """Raise ReportError where a report says two things of the same."""
    counts = Counter(indicator.state for indicator in indicators)
    for key, fits in (
        ("indicators", len({indicator.number for indicator in indicators}) == len(indicators)),
        (
            "counts",
            all(getattr(manual, state.value) == counts[state.value] for state in IndicatorState),
        ),
        (
            "ok",
            not (
                manual.ok
                and any(finding.severity == "error" and not finding.known for finding in findings)
            ),
        ),
    ):
        if not fits:
            raise ReportError(say("Its key “{key}” holds what no report holds.", key=key))


def _manual(values: _Values, schema: int, findings: list[FindingRow]) -> ManualRow:
    counts, certificate, audit = (
        values.object("counts"),
        values.object("certificate"),
        values.object("next_audit"),
    )
    weights = [finding.severity for finding in findings]
    lacks = LACKS.get(schema, ())
    return ManualRow(
        provider=values.maybe(values.text, "provider"),
        language=values.text("language"),
        edition=values.maybe(values.text, "edition"),
        as_of=values.day("as_of"),
        ok=values.flag("ok"),
        version=values.maybe(values.text, "version"),
        report_schema=schema,
        certificate_obtained=certificate.maybe(certificate.day, "obtained"),
        certificate_expires=certificate.maybe(certificate.day, "expires"),
        next_audit=audit.maybe(audit.day, "date"),
        next_audit_type=audit.maybe(audit.text, "type"),
        covered=counts.number("covered"),
        partial=counts.number("partial"),
        missing=counts.number("missing"),
        not_applicable=counts.number("not_applicable"),
        waived=counts.number("waived"),
        errors=weights.count("error"),
        warnings=weights.count("warning"),
        notes=weights.count("info"),
        weakened=", ".join(values.names("weakened")) or None,
        lacks=", ".join(lacks) or None,
    )


def _indicator(values: _Values) -> IndicatorRow:
    return IndicatorRow(
        values.number("number", 999),
        values.number("criterion", 99),
        values.flag("applies"),
        values.choice("state", [state.value for state in IndicatorState]),
        values.prose("reason"),
        len(values.items("evidence")),
    )


def _clause(values: _Values, indicator: int) -> ClauseRow:
    return ClauseRow(
        indicator, values.text("id"), values.maybe(values.flag, "applies"), values.text("state")
    )


def _finding(values: _Values) -> FindingRow:
    return FindingRow(
        values.text("rule"),
        values.choice("severity", [severity.value for severity in SHOWN]),
        values.prose("message"),
        values.prose("help"),
        values.text("file"),
        values.number("line"),
        values.number("column"),
        values.maybe(values.number, "indicator"),
        values.maybe(values.text, "clause"),
        values.maybe(values.text, "evidence"),
        values.maybe(values.day, "accepted_until"),
        values.flag("known"),
        values.text("fingerprint"),
    )


def _evidence(values: _Values) -> EvidenceRow:
    names = json.dumps(values.names("indicators"))
    return EvidenceRow(
        values.text("id"), values.text("state"), names, values.maybe(values.day, "until")
    )
