"""What the forms work on: the manual as it is now, what is entered into a form, and what becomes of
it. Nothing here knows of the web.
"""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.core import clock
from preuve.core.errors import PreuveError
from preuve.core.words import Message, Translator, say
from preuve.core.writing import one_writer, write_whole
from preuve.editing.editable import editable
from preuve.editing.proof_steps import approval, renewal
from preuve.editing.proposals import date_of, next_id, portable, title_of
from preuve.editing.team_file import EditError
from preuve.gate import gate
from preuve.intake.statuses import read_kind, stage_in
from preuve.model.evidence import EVIDENCE, PLACE, Status
from preuve.model.manual import INDEX_FILE, ORGANISATION_FILE, Manual, asked_language
from preuve.model.person import PERSON
from preuve.reading import ListNode, MapNode
from preuve.schema import ListOf, Reader, Record
from preuve.site.forms.form_fields import Entered, FormField, Input, answer, fields_of, named_field
from preuve.site.forms.journal import Journal, WrittenChange
from preuve.site.forms.spots import NEW, Spot, at_place, id_of, locate, map_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from preuve.core.words import Language
    from preuve.editing.splice import Value
    from preuve.editing.team_file import DiffLine, TeamFile
    from preuve.gate.gate import Verdict
    from preuve.model.evidence import Evidence
    from preuve.reading import Document


class ChangedMeanwhileError(PreuveError):
    """What a form shows is not what the file holds any more."""


class Upload(NamedTuple):
    """A file that was dropped, and is written once its entry is."""

    name: str
    data: bytes


class ShownField(NamedTuple):
    """A field with what was entered, and what is wrong with it."""

    field: FormField
    text: str
    problems: tuple[Message, ...] = ()
    meaning: str = ""

    @property
    def chosen(self) -> frozenset[str]:
        """Return the words chosen."""
        return self.field._replace(text=self.text).chosen


class EntryForm(NamedTuple):
    """A form as it is shown."""

    spot: Spot
    at: str
    fields: tuple[ShownField, ...]
    problems: tuple[Message, ...] = ()
    diff: tuple[DiffLine, ...] = ()
    upload: str = ""


class Desk:
    """A manual that is changed by forms."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.journal = Journal(root)
        self._uploads: dict[str, Upload] = {}
        self._verdict: tuple[object, Verdict] | None = None

    def manual(self) -> Manual:
        """Return the manual as it is now."""
        return self._judged().manual

    def _judged(self) -> Verdict:
        """Return what the gate finds; judged again once a file was changed."""
        files = [*self.root.glob("*.yaml"), *self.root.glob("registers/*.yaml")]
        folders = [self.root / "evidence", *(self.root / "docs").rglob("*.md")]
        stamp = [
            (file, (stat := file.stat()).st_mtime_ns, stat.st_size)
            for file in sorted([*files, *folders])
            if file.exists()
        ]
        if self._verdict is None or self._verdict[0] != stamp:
            manual = Manual.load(self.root)
            self._verdict = (stamp, gate.check(manual, self.day(manual)))
        return self._verdict[1]

    def fields(self, spot: Spot) -> list[FormField]:
        """Return the fields of a form, in the manual's language and with its roles."""
        document = self.open(ORGANISATION_FILE).document
        people = document.root.entries.get("people") if isinstance(document.root, MapNode) else None
        known = people.entries if isinstance(people, MapNode) else {}
        reader = Reader(ORGANISATION_FILE)
        persons = {role: PERSON.read(node, reader) for role, node in known.items()}
        roles = {role: person.shown(role) if person else role for role, person in persons.items()}
        return fields_of(spot, Translator(asked_language(document) or "en"), roles)

    def language(self) -> Language:
        """Return the manual's language."""
        return asked_language(self.open(ORGANISATION_FILE).document) or "en"

    def open(self, file: str) -> TeamFile:
        """Read a file to be changed. Raises EditError where there is none such."""
        known = editable(file)
        if known is None:
            raise EditError(say("There is no form for {file}.", file=file))
        return known.open(self.root)

    def spot(self, document: Document, file: str, at: str) -> Spot:
        """Return the place of an address. Raises EditError where there is none such."""
        spot = locate(document, file, at)
        if spot is None:
            raise EditError(say("{file} has no such entry any more.", file=file))
        return spot

    def form(self, file: str, at: str, given: Mapping[str, str], upload: str = "") -> EntryForm:
        """Return a form as it is first shown: what stands in the file, what the gate finds in it,
        and for a new entry what is proposed.

        Args:
            file: its path below the folder of the manual.
            at: the steps to the entry, as in an address.
            given: texts that come with the address, such as the indicator of the page.
            upload: the name of a file that was dropped, and waits.

        """
        document = self.open(file).document
        spot = self.spot(document, file, at)
        if isinstance(spot.shape, ListOf):
            return EntryForm(spot, at, ())
        fields = self.fields(spot)
        proposed = self._proposed(spot, document, upload) if spot.new else {}
        findings = {} if spot.new else self._findings(spot, document)
        known = self._known() if spot.file == INDEX_FILE else {}
        shown = tuple(
            ShownField(
                field._replace(proposals=known.get(field.key, ())),
                given.get(field.key, proposed.get(field.key, field.text)),
                tuple(findings.get(field.key, ())),
            )
            for field in fields
        )
        return EntryForm(spot, at, shown, tuple(findings.get("", ())), upload=upload)

    def _known(self) -> dict[str, tuple[str, ...]]:
        """Return what may be meant under some keys: files that are there, sessions."""
        folder = self.root / "evidence"
        files = sorted(folder.iterdir())[:_MOST_PROPOSED] if folder.is_dir() else []
        kept = self.manual().sessions
        sessions = kept.sessions if kept else ()
        return {
            "file": tuple(f"evidence/{file.name}" for file in files if file.is_file()),
            "session": tuple(session.id for session in sessions[-_MOST_PROPOSED:]),
        }

    def _findings(self, spot: Spot, document: Document) -> dict[str, list[Message]]:
        """Return what the gate finds at a spot, by key."""
        found: dict[str, list[Message]] = {}
        for finding in self._judged().findings:
            if finding.place.file == spot.file:
                steps, key = at_place(document, finding.place.line, finding.place.column)
                within = (*steps, key)[: len(spot.steps)] == spot.steps
                if within:
                    rest = (*steps, key)[len(spot.steps) :]
                    found.setdefault(str(rest[0]) if rest else "", []).append(
                        say("{message} {help}", message=finding.message, help=finding.help)
                    )
        return found

    def day(self, manual: Manual) -> date:
        """Return the manual's day."""
        return manual.day(clock.asked(), clock.today())

    def _proposed(self, spot: Spot, document: Document, upload: str) -> dict[str, str]:
        """Return what is proposed for a new entry, for a person to confirm."""
        proposed: dict[str, str] = {}
        if isinstance(spot.shape, Record) and "id" in spot.shape.fields:
            proposed["id"] = next_id(_ids(spot, document))
        if spot.file == INDEX_FILE:
            proposed |= {"status": Status.DRAFT.value, "access": "on_request"}
        dropped = self._uploads.get(upload)
        if dropped is not None:
            title = title_of(self.root / dropped.name)
            kind = read_kind(title.split(" ", 1)[0]) or "document"
            day = date_of(dropped.name)
            proposed |= {
                "title": title,
                "file": self._destination(dropped),
                "kind": kind,
                "stage": stage_in(kind, title) or "",
                "dated": Translator(self.language()).short_day(day) if day else "",
            }
        return proposed

    def entered(
        self, file: str, at: str, given: Mapping[str, str], digest: str, upload: str = ""
    ) -> tuple[EntryForm, TeamFile | None]:
        """Return a form with what was entered, and the change that it makes; None where something
        entered cannot stand.

        Args:
            file: the file.
            at: the address in it.
            given: what was entered, by key.
            digest: of what stood there as the form was shown.
            upload: a dropped file that belongs to it.

        Raises:
            ChangedMeanwhileError: something else stands there now.
            EditError: the file cannot be changed.

        """
        team_file = self.open(file)
        spot = self.spot(team_file.document, file, at)
        if not spot.new and spot.digest() != digest:
            raise ChangedMeanwhileError(
                say(
                    "{file} was changed meanwhile, here where you were. Nothing was written: "
                    "look at it as it is now, and enter again what is missing.",
                    file=file,
                )
            )
        shown, answers = [], {}
        for field in self.fields(spot):
            text = given.get(field.key)
            if field.input is Input.BELOW or text is None:
                shown.append(ShownField(field, field.text))
                continue
            made = answer(field, text)
            if _same(text, field.text) and not (spot.new and text.strip()):
                made = made._replace(refusal=None)  # what stood there is the gate's to judge
            else:
                answers[field.key] = made
            wrong = (made.refusal,) if made.refusal else ()
            shown.append(ShownField(field, text, wrong, made.meaning))
        if given.get(f"{NEW}name", "").strip() and (names := map_of(spot.shape)) is not None:
            made = answer(named_field(names.shape), given.get(f"{NEW}value", ""))
            answers[given[f"{NEW}name"].strip()] = made
        form = EntryForm(spot, at, tuple(shown), upload=upload)
        if spot.new and not any(made.value is not None for made in answers.values()):
            return form._replace(problems=(say("Nothing is filled in yet."),)), None
        if any(field.problems for field in shown):
            return form, None
        self._put(team_file, spot, answers)
        return self._judge(form, team_file)

    def _put(self, team_file: TeamFile, spot: Spot, answers: Mapping[str, Entered]) -> None:
        """Make the change in the file, as it was read."""
        order = tuple(spot.shape.fields) if isinstance(spot.shape, Record) else ()
        values: dict[str, Value] = {
            key: made.value for key, made in answers.items() if made.value is not None
        }
        if spot.new:
            *path, key, _ = spot.steps
            entry = {name: values[name] for name in order if name in values}
            team_file.add_to(tuple(path), str(key), entry)
        elif spot.node is None or not getattr(spot.node, "entries", None):
            if spot.steps and values:
                team_file.set_key(spot.steps[:-1], str(spot.steps[-1]), dict(values))
        else:
            for key, made in answers.items():
                team_file.set_key(spot.steps, key, made.value, order)

    def _judge(self, form: EntryForm, team_file: TeamFile) -> tuple[EntryForm, TeamFile | None]:
        """Return the form with the faults that the change would bring, or with the change."""
        faults = team_file.new_faults()
        if not faults:
            return form._replace(diff=tuple(team_file.diff())), team_file
        by_key: dict[str, list[Message]] = {}
        keys = {shown.field.key for shown in form.fields}
        changed = team_file.changed_document()
        for fault in faults:
            _, key = at_place(changed, fault.place.line, fault.place.column)
            words = say("{message} {help}", message=fault.message, help=fault.help)
            by_key.setdefault(key if key in keys else "", []).append(words)
        shown = tuple(
            field._replace(problems=(*field.problems, *by_key.get(field.field.key, ())))
            for field in form.fields
        )
        return form._replace(fields=shown, problems=tuple(by_key.get("", ()))), None

    def write(self, form: EntryForm, team_file: TeamFile, what: Message) -> None:
        """Write a change, and the file that was dropped for it. Raises EditError."""
        changes: list[WrittenChange] = []
        texts = {shown.field.key: shown.text.strip() for shown in form.fields}
        dropped = self._uploads.get(form.upload)
        if dropped is not None and texts.get("file") != self._destination(dropped):
            dropped = None  # the entry names another file after all
        before = team_file.data if team_file.path.exists() else None
        with one_writer(self.root):
            if dropped is not None:
                changes += self._keep(dropped)
            try:
                saved = team_file.save()
            except EditError:
                for change in changes:
                    (self.root / change.file).unlink(missing_ok=True)
                raise
        if saved:
            changes.append(WrittenChange(what, team_file.file, before, team_file.data))
            self.journal.note(*changes)
        self._uploads.pop(form.upload, None)

    def remove(self, file: str, at: str, digest: str) -> tuple[EntryForm, TeamFile]:
        """Return the change that takes an entry of a list out.

        Args:
            file: its path below the folder of the manual.
            at: the steps to the entry, as in an address.
            digest: of what stood there when the form was shown.

        Raises:
            ChangedMeanwhileError: something else stands there now.
            EditError: the file cannot be changed, or it is no entry of a list.

        """
        team_file = self.open(file)
        spot = self.spot(team_file.document, file, at)
        if not spot.steps or not isinstance(spot.steps[-1], int):
            raise EditError(say("Only an entry of a list can be taken out."))
        if spot.digest() != digest:
            raise ChangedMeanwhileError(
                say("{file} was changed meanwhile. Nothing was written.", file=file)
            )
        team_file.remove(spot.steps[:-1], spot.steps[-1])
        shown = tuple(ShownField(field, field.text) for field in self.fields(spot))
        return EntryForm(spot, at, shown, diff=tuple(team_file.diff())), team_file

    def step(self, name: str, step: str) -> Message:
        """Approve, renew or withdraw a proof, in one press; return what was done.

        Raises:
            EditError: it cannot be, with the reason.

        """
        manual = self.manual()
        known = manual.entries
        entry = next((one for one in known if one.id.casefold() == name.casefold()), None)
        if entry is None:
            raise EditError(say("There is no entry {id} that can be read.", id=name))
        values = self._step_values(entry, step, manual)
        if not values:
            return say("{id}: there is nothing to change.", id=entry.id)
        team_file = self.open(INDEX_FILE)
        spot = self.spot(team_file.document, INDEX_FILE, f"evidence/={entry.id}")
        for key, value in values.items():
            team_file.set_key(spot.steps, key, value, tuple(EVIDENCE.fields))
        form = EntryForm(spot, "", ())
        done = _STEPS[step]
        what = say("{id}: {what}", id=entry.id, what=done)
        self.write(form, team_file, what)
        return what

    def _step_values(
        self, entry: Evidence, step: str, manual: Manual
    ) -> Mapping[str, Value | None]:
        day = self.day(manual)
        people = manual.people
        if step == "approve":
            if lacking := entry.lacks():
                keys = ["file" if key == PLACE else key for key in lacking]
                raise EditError(
                    say("{id} cannot be approved: it lacks {keys}.", id=entry.id, keys=keys)
                )
            return approval(entry, entry.owner, day, people, self.root)
        if step == "renew":
            if entry.valid_until is not None:
                raise EditError(
                    say("{id} has a last day of its own: give it a new one.", id=entry.id)
                )
            return renewal(entry, day, None)
        if step == "withdraw":
            return {} if entry.status is Status.WITHDRAWN else {"status": Status.WITHDRAWN.value}
        raise EditError(say("There is no such step."))

    def drop(self, name: str, data: bytes) -> str:
        """Keep a dropped file till its entry is written; return what it is called here.

        Raises:
            EditError: it is empty, or another file of its name lies in the manual.

        """
        if not data:
            raise EditError(say("{file} is empty.", file=name))
        upload = Upload(portable(name.replace("\\", "/").rpartition("/")[2]), data)
        self._destination(upload)
        while len(self._uploads) >= _MOST_UPLOADS:
            self._uploads.pop(next(iter(self._uploads)))
        key = token_hex(8)
        self._uploads[key] = upload
        return key

    def _destination(self, upload: Upload) -> str:
        path = f"evidence/{upload.name}"
        target = self.root / path
        if target.is_symlink() or (target.exists() and target.read_bytes() != upload.data):
            raise EditError(
                say(
                    "{file} exists already and is another file. Give this one another name.",
                    file=path,
                )
            )
        return path

    def _keep(self, upload: Upload) -> list[WrittenChange]:
        path = self._destination(upload)
        target = self.root / path
        if target.exists():
            return []
        target.parent.mkdir(exist_ok=True)
        write_whole(target, upload.data)
        return [WrittenChange(say("Copied to {file}.", file=path), path, None, upload.data)]


_MOST_UPLOADS = 8
_MOST_PROPOSED = 500
_STEPS: dict[str, Message] = {
    "approve": say("approved"),
    "renew": say("renewed"),
    "withdraw": say("withdrawn"),
}


def _same(entered: str, there: str) -> bool:
    """Return whether an answer is what stood there: browsers write the ends of lines otherwise."""
    return entered.replace("\r\n", "\n").strip() == there.strip()


def _ids(spot: Spot, document: Document) -> list[str]:
    """Return the ids of the list that a new entry goes to."""
    node: Any = document.root
    for step in spot.steps[:-1]:
        node = getattr(node, "entries", {}).get(step) if isinstance(step, str) else None
    return [id_of(item) for item in node.items] if isinstance(node, ListNode) else []
