"""What a provider has for another frame's items, as text and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from preuve.assess.labels import INDICATOR_WORDS
from preuve.core.words import Translator, say, say_count
from preuve.cycle.crosswalks import Reach
from preuve.model.crosswalk import Basis
from preuve.report.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from preuve.assess.assessment import AssessedIndicator, Assessment
    from preuve.core.words import Message
    from preuve.cycle.crosswalks import Served
    from preuve.model.crosswalk import Crosswalk

SCHEMA = 1

REACH_WORDS: dict[Reach, Message] = {
    Reach.SERVED: say("served"),
    Reach.PARTLY: say("partly served"),
    Reach.GAP: say("nothing yet"),
    Reach.LOOSE: say("no indicator asks the same"),
    Reach.NOT_APPLICABLE: say("not for this provider"),
}
BASIS_WORDS: dict[Basis, Message] = {
    Basis.OFFICIAL: say("compared with the frame's own official text"),
    Basis.SECONDARY: say("after public pages of third parties, not the official text"),
    Basis.MEMORY: say("from general knowledge, checked against nothing"),
}


def provenance(crosswalk: Crosswalk, words: Translator) -> Message:
    """Return where a crosswalk's items come from, when that was looked at, and what it is worth."""
    return say("{source}. Looked at on {day}; {basis}.", source=words.localized(crosswalk.source).rstrip("."),
               day=crosswalk.dated, basis=BASIS_WORDS[crosswalk.basis])  # fmt: skip


def counted(found: Sequence[Served]) -> list[Message]:
    """Return how many items are served, partly, not at all; a sort without an item is left out."""
    numbers = {reach: sum(one.reach is reach for one in found) for reach in Reach}
    told = {
        Reach.SERVED: say_count("{count} served", "{count} served", numbers[Reach.SERVED]),
        Reach.PARTLY: say_count("{count} partly served", "{count} partly served", numbers[Reach.PARTLY]),
        Reach.GAP: say_count("{count} with nothing yet", "{count} with nothing yet", numbers[Reach.GAP]),
        Reach.LOOSE: say_count("{count} without an indicator that asks the same",
                               "{count} without an indicator that asks the same", numbers[Reach.LOOSE]),
        Reach.NOT_APPLICABLE: say_count("{count} not for this provider", "{count} not for this provider",
                                        numbers[Reach.NOT_APPLICABLE]),
    }  # fmt: skip
    return [message for reach, message in told.items() if numbers[reach]]


def crosswalk_text(crosswalk: Crosswalk, found: Sequence[Served], assessment: Assessment) -> str:
    """Return a crosswalk for people: each item, its indicators, the proofs that serve them."""
    words = Translator(assessment.manual.language)
    lines = [words(say("{name}: {title}, on {day}", name=assessment.organisation.name, title=words.localized(crosswalk.title),
                       day=assessment.on)),
             words(provenance(crosswalk, words)), words(say("{counts}.", counts=counted(found)))]  # fmt: skip
    group = ""
    for one in found:
        heading = words.localized(one.item.group) if one.item.group else ""
        if heading != group:
            group = heading
            lines += ["", heading]
        lines += _item(one, crosswalk, words)
    return "".join(f"{plain(line)}\n" for line in lines)


def _item(one: Served, crosswalk: Crosswalk, words: Translator) -> Iterator[str]:
    mark = "" if crosswalk.basis_of(one.item) is crosswalk.basis else f" ({words(BASIS_WORDS[crosswalk.basis_of(one.item)])})"
    yield f"  {one.item.id}  {words.localized(one.item.title)}: {words(REACH_WORDS[one.reach])}{mark}"
    if one.indicators:
        yield "    " + words(say_count("indicator {numbers}", "indicators {numbers}", len(one.indicators),
                                       numbers=_stated(one.indicators)))  # fmt: skip
    if one.perhaps:
        yield "    " + words(say("worth a look: {numbers}", numbers=_stated(one.perhaps)))
    if one.idle:
        yield "    " + words(say("not for this provider: {numbers}", numbers=list(one.idle)))
    yield from (f"    - {proof.evidence.id} {proof.evidence.title}" for proof in one.proofs)


def _stated(indicators: Sequence[AssessedIndicator]) -> list[Message]:
    return [say("{number} ({state})", number=one.number, state=INDICATOR_WORDS[one.state]) for one in indicators]


def known_text(known: Mapping[str, Crosswalk], words: Translator) -> str:
    """Return the crosswalks there are."""
    return "".join(plain(f"{name:14} {words.localized(one.title)}") + "\n" for name, one in known.items())


def crosswalk_json(crosswalk: Crosswalk, found: Sequence[Served], assessment: Assessment) -> str:
    """Return a crosswalk as one JSON object, indented, its keys in a fixed order."""
    words = Translator(assessment.manual.language)
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "as_of": assessment.on.isoformat(),
        "language": words.language,
        "edition": assessment.edition.name.value,
        "crosswalk": crosswalk.name,
        "title": words.localized(crosswalk.title),
        "source": words.localized(crosswalk.source),
        "dated": crosswalk.dated.isoformat(),
        "basis": crosswalk.basis.value,
        "items": [
            {
                "id": one.item.id,
                "title": words.localized(one.item.title),
                "group": words.localized(one.item.group) if one.item.group else None,
                "basis": crosswalk.basis_of(one.item).value,
                "state": one.reach.value,
                "indicators": [{"number": each.number, "state": each.state.value} for each in one.indicators],
                "perhaps": [{"number": each.number, "state": each.state.value} for each in one.perhaps],
                "not_applicable": list(one.idle),
                "evidence": [proof.evidence.id for proof in one.proofs],
                "note": words.localized(one.item.note) if one.item.note else None,
            }
            for one in found
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
