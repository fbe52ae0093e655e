"""What a provider has for another frame's items, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preuve.core.words import Translator, say, say_count
from preuve.cycle.crosswalk import Reach
from preuve.report.json_text import as_json
from preuve.report.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from preuve.assess.assessment import AssessedIndicator, Assessment
    from preuve.core.words import Message
    from preuve.cycle.crosswalk import ServedPoint
    from preuve.model.crosswalk import Crosswalk

SCHEMA = 1


def provenance(crosswalk: Crosswalk, words: Translator) -> Message:
    """Return where a crosswalk's items come from, when that was looked at, and what it is worth."""
    return say(
        "{source}. Looked at on {day}; {basis}.",
        source=words.localized(crosswalk.source).rstrip("."),
        day=crosswalk.dated,
        basis=crosswalk.basis.label,
    )


def counted(points: Sequence[ServedPoint]) -> list[Message]:
    """Return how many items are served, partly, not at all; a sort without an item is left out."""
    numbers = {reach: sum(served.reach is reach for served in points) for reach in Reach}
    messages = {
        Reach.SERVED: say_count("{count} served", "{count} served", numbers[Reach.SERVED]),
        Reach.PARTLY: say_count(
            "{count} partly served", "{count} partly served", numbers[Reach.PARTLY]
        ),
        Reach.GAP: say_count(
            "{count} with nothing yet", "{count} with nothing yet", numbers[Reach.GAP]
        ),
        Reach.LOOSE: say_count(
            "{count} without an indicator that asks the same",
            "{count} without an indicator that asks the same",
            numbers[Reach.LOOSE],
        ),
        Reach.NOT_APPLICABLE: say_count(
            "{count} not for this provider",
            "{count} not for this provider",
            numbers[Reach.NOT_APPLICABLE],
        ),
    }
    return [message for reach, message in messages.items() if numbers[reach]]


def crosswalk_text(
    crosswalk: Crosswalk, points: Sequence[ServedPoint], assessment: Assessment
) -> str:
    """Return a crosswalk for people: each item, its indicators, the proofs that serve them."""
    words = Translator(assessment.manual.language)
    lines = [
        words(
            say(
                "{name}: {title}, on {day}",
                name=assessment.organisation.name,
                title=words.localized(crosswalk.title),
                day=assessment.on,
            )
        ),
        words(provenance(crosswalk, words)),
        words(say("{counts}.", counts=counted(points))),
    ]
    group = ""
    for served in points:
        heading = words.localized(served.item.group) if served.item.group else ""
        if heading != group:
            group = heading
            lines += ["", heading]
        lines += _item(served, crosswalk, words)
    return "".join(f"{printable(line)}\n" for line in lines)


def _item(served: ServedPoint, crosswalk: Crosswalk, words: Translator) -> Iterator[str]:
    mark = (
        ""
        if crosswalk.basis_of(served.item) is crosswalk.basis
        else f" ({words(crosswalk.basis_of(served.item).label)})"
    )
    yield (
        f"  {served.item.id}  {words.localized(served.item.title)}: "
        f"{words(served.reach.label)}{mark}"
    )
    if served.indicators:
        yield "    " + words(
            say_count(
                "indicator {numbers}",
                "indicators {numbers}",
                len(served.indicators),
                numbers=_stated(served.indicators),
            )
        )
    if served.perhaps:
        yield "    " + words(say("worth a look: {numbers}", numbers=_stated(served.perhaps)))
    if served.idle:
        yield "    " + words(say("not for this provider: {numbers}", numbers=list(served.idle)))
    yield from (f"    - {proof.evidence.id} {proof.evidence.title}" for proof in served.proofs)


def _stated(indicators: Sequence[AssessedIndicator]) -> list[Message]:
    return [
        say("{number} ({state})", number=indicator.number, state=indicator.state.label)
        for indicator in indicators
    ]


def known_text(known: Mapping[str, Crosswalk], words: Translator) -> str:
    """Return the crosswalks there are."""
    return "".join(
        printable(f"{name:14} {words.localized(crosswalk.title)}") + "\n"
        for name, crosswalk in known.items()
    )


def crosswalk_json(
    crosswalk: Crosswalk, points: Sequence[ServedPoint], assessment: Assessment
) -> str:
    """Return a crosswalk as one JSON object, indented, its keys in a fixed order."""
    words = Translator(assessment.manual.language)
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "as_of": assessment.on,
        "language": words.language,
        "edition": assessment.edition.name,
        "crosswalk": crosswalk.name,
        "title": words.localized(crosswalk.title),
        "source": words.localized(crosswalk.source),
        "dated": crosswalk.dated,
        "basis": crosswalk.basis,
        "items": [
            {
                "id": served.item.id,
                "title": words.localized(served.item.title),
                "group": words.localized(served.item.group) if served.item.group else None,
                "basis": crosswalk.basis_of(served.item).value,
                "state": served.reach,
                "indicators": [
                    {"number": indicator.number, "state": indicator.state}
                    for indicator in served.indicators
                ],
                "perhaps": [
                    {"number": indicator.number, "state": indicator.state}
                    for indicator in served.perhaps
                ],
                "not_applicable": list(served.idle),
                "evidence": [proof.evidence.id for proof in served.proofs],
                "note": words.localized(served.item.note) if served.item.note else None,
            }
            for served in points
        ],
    }
    return as_json(document)
