"""What an import would do to a list of the manual:
new lines, values that differ, what is the same, what cannot stand. Pure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.editing.people import role_of
from preuve.editing.proposals import IdSequence
from preuve.intake.phrases import cut, normalized
from preuve.intake.records import line_problem, problem
from preuve.intake.results import Left
from preuve.model.evidence import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from preuve.core.words import Translator
    from preuve.intake.records import ListKind
    from preuve.intake.results import At, Draft, TableReading
    from preuve.model.person import Person


class PlannedEntry(NamedTuple):
    """A line that the manual does not have yet."""

    values: dict[str, str]
    at: At


class Difference(NamedTuple):
    """A value of a known line that the source gives otherwise."""

    id: str
    key: str
    old: str
    new: str


class ImportPlan(NamedTuple):
    """What an import would do to one list."""

    kind: ListKind
    added: list[PlannedEntry]
    differences: list[Difference]
    unchanged: int
    left: list[Left]
    roles: dict[str, str]
    """Roles that the organisation does not have yet, and the source's words for each."""


class Context(NamedTuple):
    """What the plan has to know of the manual."""

    known: Mapping[str, dict[str, str]]
    """The lines of the list, by id, as texts."""
    taken: tuple[str, ...]
    """Ids that are taken, readable or not."""
    people: Mapping[str, Person]
    owner: str
    """The role that answers where the source says nobody."""
    words: Translator


def make_plan(kind: ListKind, readings: Iterable[TableReading], context: Context) -> ImportPlan:
    """Return what taking what was read would do to a list."""
    planner = _Planner(kind, context)
    for reading in readings:
        for draft in reading.drafts:
            planner.take(draft)
    return planner.plan


class _Planner:
    def __init__(self, kind: ListKind, context: Context) -> None:
        self._kind, self._context = kind, context
        self.plan = ImportPlan(kind, [], [], 0, [], {})
        self._ids = {name.casefold(): name for name in context.known}
        self._taken = {name.casefold() for name in context.taken} | set(self._ids)
        self._met: set[str] = set()
        self._roles: dict[str, str] = {}
        self._alike = (
            {_likeness(values): name for name, values in context.known.items()}
            if kind.name == "evidence"
            else {}
        )
        self._next = IdSequence(
            [*context.known, *context.taken],
            "EV-" if kind.name == "evidence" else f"{kind.name[:2].upper()}-",
        )

    def take(self, draft: Draft) -> None:
        values = self._values(draft)
        name = values.get(self._kind.named_by, "")
        known = self._ids.get(name.casefold()) if name else self._alike.get(_likeness(values))
        if name and name.casefold() in self._met:
            self._leave(draft, say("{id} stands in two rows.", id=name))
        elif known is not None:
            self._met.add(known.casefold())
            self._compare(draft, known, values, by_id=bool(name))
        elif name and name.casefold() in self._taken:
            self._leave(draft, say("{id} is an entry that cannot be read: fix it first.", id=name))
        else:
            self._add(draft, values)

    def _values(self, draft: Draft) -> dict[str, str]:
        """Return a draft's values by the keys of the list, with what it has to note."""
        values = {
            key: text
            for key, text in draft.values.items()
            if key in self._kind.record.fields and text
        }
        if "owner" in values:
            values["owner"] = self._role(values["owner"])
        notes = [self._context.words(note) for note in draft.notes]
        if notes:
            values["note"] = " · ".join(
                ([values["note"]] if values.get("note") else [])
                + [_without_place(note) for note in notes]
            )[:3900]
        return values

    def _leave(self, draft: Draft, why: object) -> None:
        text = (
            draft.values.get("title") or draft.values.get("summary") or draft.values.get("id", "")
        )
        self.plan.left.append(Left(draft.at, cut(text), why))  # type: ignore[arg-type]

    def _role(self, text: str) -> str:
        """Return the role that a text means;
        one that the organisation does not have is remembered.
        """
        role = self._roles.get(text)
        if role is None:
            role = self._roles[text] = role_of(text, self._context.people)
        if role not in self._context.people:
            self.plan.roles.setdefault(role, text)
        return role

    def _add(self, draft: Draft, values: dict[str, str]) -> None:
        fields = self._kind.record.fields
        if "owner" in fields and fields["owner"].required and not values.get("owner"):
            values["owner"] = self._context.owner
        if self._kind.name == "evidence":
            values = {"kind": "document", "access": "on_request", "status": "draft", **values}
        name = values.get(self._kind.named_by, "")
        if not name and self._kind.named_by == "id":  # a year cannot be made up
            name = self._next.next()
        values |= {self._kind.named_by: name}
        entry = {key: value for key in fields if (value := values.get(key))}
        why = line_problem(self._kind.record, entry)
        if why is not None:
            self._leave(draft, why)
            return
        self._taken.add(name.casefold())
        self._met.add(name.casefold())
        self._next.use(name)
        self.plan.added.append(PlannedEntry(entry, draft.at))

    def _compare(self, draft: Draft, name: str, values: dict[str, str], *, by_id: bool) -> None:
        known = self._context.known[name]
        # A source that has no ids tells the same proof again: only what it says more surely than
        # words around it counts.
        own = self._kind.named_by
        keys = [key for key in values if key != own and (by_id or key in {"dated", "valid_until"})]
        differing = [
            Difference(name, key, known.get(key, ""), values[key])
            for key in keys
            if not _same(known.get(key, ""), values[key])
        ]
        for difference in differing:
            if (why := problem(self._kind.record, difference.key, difference.new)) is not None:
                self._leave(draft, say("{key}: {why}", key=difference.key, why=why))
                return
        if differing:
            self.plan.differences.extend(differing)
        else:
            self.plan = self.plan._replace(unchanged=self.plan.unchanged + 1)


def _same(old: str, new: str) -> bool:
    return " ".join(old.split()) == " ".join(new.split())


def _without_place(note: str) -> str:
    return re.sub(r"^[^!]{1,120}![A-Z]{1,3}\d+\s*:\s*", "", note)


def _likeness(values: Mapping[str, str]) -> tuple[str, ...]:
    where = next((values[key] for key in EVIDENCE.exactly_one if values.get(key)), "")
    return (
        normalized(values.get("title", "")),
        re.sub(r"\s", "", values.get("indicators", "")),
        where,
        values.get("session", ""),
    )
