"""What an audience may not see, as texts to look for:
what stands in a verdict and not in what is left of it for them. Pure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.model.evidence import EVIDENCE
from preuve.model.registers.description import Line
from preuve.model.registers.register_evidence import is_register
from preuve.model.sessions import SESSION
from preuve.publication.folding import listed, small
from preuve.publication.names import names_in
from preuve.schema import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.gate.gate import Verdict
    from preuve.model.evidence import Evidence
    from preuve.model.organisation import Organisation
    from preuve.model.sessions import Session
    from preuve.schema import Record

_SHORT = 6
"""Texts of fewer letters are not looked for: they stand in every other word."""
_SHORTEST_NAME = 3
"""Letters of the shortest name: initials are none."""
_EVERYDAY_WORDS = 3
"""A title, a place, a note or a reason of so few words may well be what
everybody calls such a thing.
"""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_SENTENCE_WORDS, _SENTENCE_LETTERS = 5, 24
_TOLD_ANYWAY = frozenset(
    listed(
        "authorisations contributors disability_network distance feedback improvements meetings "
        "reports results watch"
    )
)
"""Registers of which a manual's pages tell, in the same words where these are few."""
_FEW_OF_THOSE, _FEW_IN_A_PROOF = 8, 12
_SURE = frozenset({"people", "subcontractor", "file", "url", "sha256"})
"""Kinds that are nobody's everyday words."""


class Secret(NamedTuple):
    """A text that the audience may not see, and where it comes from."""

    kind: str
    owner: str
    """The entry or the session it belongs to, or the key of organisation.yaml."""
    text: str

    @property
    def everyday(self) -> bool:
        """Whether it may be what anybody calls such a thing, “Welcome booklet”, “SharePoint”:
        it is told, and stops nothing.
        """
        words = len(self.text.split())
        return self.kind not in _SURE and (
            words <= _EVERYDAY_WORDS or (self.kind in _TOLD_ANYWAY and words < _FEW_OF_THOSE)
        )

    def stops(self, *, in_a_proof: bool) -> bool:
        """Return whether it may not go out: of few words,
        what a note says may well stand in the proof that it is about.
        """
        few = len(self.text.split()) < _FEW_IN_A_PROOF
        return not self.everyday and not (
            in_a_proof and few and (self.kind == "note" or self.kind in _TOLD_ANYWAY)
        )

    @property
    def is_name(self) -> bool:
        """Whether it is a person's name, which is written in many ways and with a capital."""
        return self.kind == "people"

    def passages(self) -> Iterator[str]:
        """Yield the text and, of a longer one, each of its sentences."""
        yield self.text
        if self.kind not in _SURE:
            for sentence in _SENTENCE.split(self.text):
                if (
                    len(sentence.split()) >= _SENTENCE_WORDS
                    and len(sentence) >= _SENTENCE_LETTERS
                    and sentence != self.text
                ):
                    yield sentence


def secrets(whole: Verdict, seen: Verdict) -> list[Secret]:
    """Return what stands in a verdict and neither in what an audience may see of it nor in the
    standard's own words.
    """
    organisation, index = seen.manual.organisation, seen.manual.evidence_index
    own = [organisation.name] if organisation is not None else []
    told = [*_texts(seen)]
    # A name is hidden wherever it stands: a proof called by it, for all to see, excuses nothing.
    names = [*own, *(secret.text for secret in told if secret.is_name)]
    shown = [*own, *(secret.text for secret in told), *_standard(seen)]
    shown += [entry.id for entry in (index.evidence if index else ())]
    visible = {True: "".join(map(small, names)), False: "".join(map(small, shown))}
    by_text: dict[tuple[bool, str], Secret] = {}
    for secret in _texts(whole):
        text = small(secret.text)
        long_enough = len(text) - 2 >= (_SHORTEST_NAME if secret.is_name else _SHORT)
        # “EV-055, evidence/chart.pdf”: of what is seen, a list of it tells nothing more.
        if long_enough and not all(
            small(part) in visible[secret.is_name] for part in secret.text.split(",")
        ):
            by_text.setdefault((secret.is_name, text), secret)
    return list(by_text.values())


def _texts(verdict: Verdict) -> Iterator[Secret]:
    manual = verdict.manual
    for entry in manual.entries:
        yield from _of_entry(entry)
    for session in manual.all_sessions:
        yield from _of_session(session)
    for register, line in manual.registers.all():
        yield from _of_line(register, line.id, line)
    for rehearsal in manual.rehearsals:
        for note in (rehearsal.note, *(question.note for question in rehearsal.questions)):
            if note:
                yield Secret("rehearsals", rehearsal.file, note)
    if manual.organisation is not None:
        yield from _of_organisation(manual.organisation)


def _of_entry(entry: Evidence) -> Iterator[Secret]:
    own = not is_register(entry.file)  # a register's file has the same name in every manual
    for kind in (*_texts_of(EVIDENCE), "file", "url", "sha256"):
        if (text := getattr(entry, kind)) and (own or kind != "file"):
            yield Secret(kind, entry.id, text)
    if entry.shelf is not None:
        yield Secret("file", entry.id, entry.shelf.path)
        yield Secret("file", entry.id, entry.shelf.name)
    if own and entry.file and "/" in entry.file:
        yield Secret("file", entry.id, entry.file.rpartition("/")[2])


def _of_session(session: Session) -> Iterator[Secret]:
    """Yield what is a session's own. Its title is that of the course, which is in the catalogue;
    its code and that of its site say nothing.
    """
    for kind in _texts_of(SESSION):
        if kind not in {"title", "site"} and (text := getattr(session, kind)):
            yield Secret(kind, session.id, text)


def _texts_of(record: Record[Any]) -> list[str]:
    """Return the keys whose values are a team's own words: a new one is looked for at once."""
    return [
        key
        for key, field in record.fields.items()
        if isinstance(field.shape, Text) and field.shape.pattern is None
    ]


def _of_line(register: str, name: str, line: object) -> Iterator[Secret]:
    """Yield what a line of a register says in words, what it holds in its turn included."""
    own = line._asdict() if hasattr(line, "_asdict") else {}
    for key, value in (line.values if isinstance(line, Line) else own).items():
        if key in _CODES:
            continue
        if type(value) is str and len(value.split()) > _FEW_WORDS:
            yield Secret(register, name, value)
        for below in value if type(value) is tuple else (value,):
            yield from _of_line(register, name, below)


_FEW_WORDS = 3
"""What a register says in so few words, such as “Workload” or “All trainers”,
stands on pages that never heard of it.
"""
_CODES = frozenset(listed("id owner origin improvement came_from proof review url source told"))
"""Keys of lines that hold no words of the team's own: codes, roles, what others published."""


def _of_organisation(organisation: Organisation) -> Iterator[Secret]:
    for role, person in organisation.people.items():
        for text in (person.text, person.name):
            yield from (Secret("people", role, name) for name in names_in(text))
        if person.github:
            yield Secret("people", role, person.github)
    for waiver in organisation.waivers:
        yield Secret("waivers", str(waiver.rule), waiver.reason)
    for quote in organisation.quotes:
        yield Secret("quotes", quote.body, quote.note)
    if (registration := organisation.registration) is not None:
        for kind in listed(
            "site_list organisation_chart sworn_statement labels wished_period income_by_funder"
        ):
            yield Secret("registration", kind, getattr(registration, kind))
        place = registration.report.place if registration.report else registration.annual_return
        yield Secret("registration", "annual_return", str(place or ""))
        for change in registration.changes:
            yield Secret("registration", "changes", change.what)


def _standard(verdict: Verdict) -> Iterator[str]:
    """Yield the words of the standard that pages show to everybody:
    a proof named with the same words gives nothing away.
    """
    for one in verdict.assessment.edition.indicators if verdict.assessment else ():
        for language in ("en", "fr"):
            yield one.title[language]
            yield one.statement[language]
            yield one.expected[language]
            yield from one.proofs[language]
