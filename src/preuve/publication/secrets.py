"""What an audience may not see, as texts to look for: what stands in a verdict and not in what is left of it for them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.model.registers.register_evidence import is_register
from preuve.publication.extract_texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.gate.gate import Verdict
    from preuve.model.evidence import Evidence
    from preuve.model.organisation import Organisation
    from preuve.model.sessions import Session

_SHORT = 6
"""Texts of fewer letters are not looked for: they stand in every other word."""
_SHORTEST_NAME = 3
"""A person's name is looked for as a whole word, however short; initials are not."""
_EVERYDAY_WORDS = 3
"""A title of so few words, without a number, may well be what everybody calls such a document."""


class Secret(NamedTuple):
    """A text that the audience may not see, and where it comes from."""

    kind: str
    owner: str
    """The entry or the session it belongs to, or the key of organisation.yaml."""
    text: str

    @property
    def everyday(self) -> bool:
        """Whether it may be what anybody calls a document: “Welcome booklet”."""
        return self.kind == "title" and len(self.text.split()) <= _EVERYDAY_WORDS and not any(map(str.isdigit, self.text))

    @property
    def whole_words(self) -> bool:
        """Whether it is a name, which may stand within another word by chance."""
        return self.kind in {"people", "subcontractor"}


def secrets(whole: Verdict, seen: Verdict) -> list[Secret]:
    """Return what stands in a verdict and neither in what an audience may see of it nor in the standard's own words."""
    visible = "\n".join(plain(text) for text in (*(secret.text for secret in _texts(seen)), *_standard(seen)))
    found: dict[str, Secret] = {}
    for secret in _texts(whole):
        text = plain(secret.text)
        if len(text) >= (_SHORTEST_NAME if secret.kind == "people" else _SHORT) and text not in visible:
            found.setdefault(text, secret)
    return list(found.values())


def _texts(verdict: Verdict) -> Iterator[Secret]:
    manual = verdict.manual
    for entry in manual.evidence_index.evidence if manual.evidence_index else ():
        yield from _of_entry(entry)
    for session in manual.sessions.sessions if manual.sessions else ():
        yield from _of_session(session)
    for register, line in manual.registers.all():
        yield from _of_line(register, line.id, line)
    for rehearsal in manual.rehearsals:
        for said in (rehearsal.note, *(question.note for question in rehearsal.questions)):
            if said:
                yield Secret("rehearsals", rehearsal.file, said)
    if manual.organisation is not None:
        yield from _of_organisation(manual.organisation)


def _of_entry(entry: Evidence) -> Iterator[Secret]:
    own = not is_register(entry.file)  # a register's file has the same name in every manual
    for kind in ("title", "note", "file", "place", "url", "sha256"):
        if (text := getattr(entry, kind)) and (own or kind != "file"):
            yield Secret(kind, entry.id, text)
    if own and entry.file and "/" in entry.file:
        yield Secret("file", entry.id, entry.file.rpartition("/")[2])


def _of_session(session: Session) -> Iterator[Secret]:
    """Yield what is a session's own. Its title is that of the course, which is in the catalogue; its code says nothing."""
    for kind in ("place", "note", "subcontractor"):
        if text := getattr(session, kind):
            yield Secret(kind, session.id, text)


def _of_line(register: str, name: str, told: object) -> Iterator[Secret]:
    """Yield what a line of a register says in words, what it holds in its turn included."""
    for key, value in told._asdict().items() if hasattr(told, "_asdict") else ():
        if key in _CODES:
            continue
        if type(value) is str and len(value) >= _A_SENTENCE:
            yield Secret(register, name, value)
        for below in value if type(value) is tuple else (value,):
            yield from _of_line(register, name, below)


_A_SENTENCE = 45
"""Letters. What a register says in fewer, such as “Workload” or “All trainers”, stands on pages that never heard of it."""
_CODES = frozenset({"id", "owner", "origin", "improvement", "came_from", "proof", "review", "url", "source", "told"})
"""Keys of lines that hold no words of the team's own: codes, roles, what others published."""


def _of_organisation(organisation: Organisation) -> Iterator[Secret]:
    for role, person in organisation.people.items():
        for text in (person.text, person.name, person.github):
            if text:
                yield Secret("people", role, text)
    for waiver in organisation.waivers:
        yield Secret("waivers", str(waiver.rule), waiver.reason)
    for quote in organisation.quotes:
        yield Secret("quotes", quote.body, quote.note)
    if (told := organisation.registration) is not None:
        for kind in ("site_list", "organisation_chart", "sworn_statement", "labels", "wished_period", "income_by_funder"):
            yield Secret("registration", kind, getattr(told, kind))
        place = told.report.place if told.report else told.annual_return
        yield Secret("registration", "annual_return", str(place))
        for change in told.changes:
            yield Secret("registration", "changes", change.what)


def _standard(verdict: Verdict) -> Iterator[str]:
    """Yield the words of the standard that pages show to everybody: a proof named with the same words gives nothing away."""
    for indicator in verdict.assessment.edition.indicators if verdict.assessment else ():
        for language in ("en", "fr"):
            yield indicator.title[language]
            yield indicator.statement[language]
            yield indicator.expected[language]
            yield from indicator.proofs[language]
