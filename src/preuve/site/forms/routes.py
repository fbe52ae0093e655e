"""The addresses of the forms: what a browser asks, and what it is shown."""

from __future__ import annotations

from hmac import compare_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from preuve.core.errors import PreuveError
from preuve.core.system_reasons import system_reason
from preuve.core.words import Message, say
from preuve.history.keeping import has_repository, keep
from preuve.model.manual import INDEX_FILE, ORGANISATION_FILE, SESSIONS_FILE
from preuve.model.registers.catalogue import REGISTER_OF_FILE, RegisterName
from preuve.model.registers.description import describe
from preuve.model.registers.loading import records_of
from preuve.page.templating import Templates
from preuve.schema import ListOf
from preuve.site.forms.desk import ChangedMeanwhileError, Desk, EntryForm
from preuve.site.forms.form_fields import text_of
from preuve.site.forms.spots import NEW, address, at_place, id_of, map_of, record_of
from preuve.site.forms.ways import FORMS, form_link, list_link

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.datastructures import FormData
    from starlette.routing import BaseRoute

    from preuve.core.words import Translator
    from preuve.reading import Node

_HERE = Path(__file__).parent
_MOST_ROWS = 300


class Row(NamedTuple):
    """An entry of a list, as the list shows it."""

    address: str
    name: str
    text: str
    more: str


class Counter:
    """Answers the requests of the forms: between the web and the desk."""

    def __init__(self, desk: Desk, words: Callable[[], Translator], form_token: str) -> None:
        """Take the desk, the language as it is now, and what each form of ours carries."""
        self.desk, self._words, self.form_token = desk, words, form_token
        self._notice = ""

    def routes(self) -> list[BaseRoute]:
        """Return the addresses that are answered."""
        pages = {
            "": self.home,
            "/list": self.listing,
            "/form": self.form,
            "/at": self.at,
            "/keep": self.keep,
        }
        posts = {
            "/form": self.entered,
            "/step": self.step,
            "/undo": self.undo,
            "/keep": self.kept,
            "/drop": self.drop,
        }
        return [
            *(Route(f"{FORMS}{path}", self._get(work)) for path, work in pages.items()),
            *(
                Route(f"{FORMS}{path}", self._post(work), methods=["POST"])
                for path, work in posts.items()
            ),
            Route(f"{FORMS}/forms.css", self._file("forms.css")),
            Route(f"{FORMS}/forms.js", self._file("forms.js")),
        ]

    def _file(self, name: str) -> Callable[[Request], Response]:
        def answer(_: Request) -> Response:
            return FileResponse(_HERE / "assets" / name)

        return answer

    def _get(self, work: Callable[[Mapping[str, str]], Response]) -> Any:  # noqa: ANN401 - an endpoint
        async def answer(request: Request) -> Response:
            return await run_in_threadpool(self._safely, work, dict(request.query_params))

        return answer

    def _post(self, work: Callable[[Mapping[str, Any]], Response]) -> Any:  # noqa: ANN401 - an endpoint
        async def answer(request: Request) -> Response:
            try:
                async with request.form(max_files=1, max_fields=400) as form:
                    values = await _form_values(form)
            except ClientDisconnect:
                return Response(status_code=413)
            given = str(values.get("token", "")).encode("utf-8", "replace")
            if not compare_digest(given, self.form_token.encode()):
                return self._refused(say("This form is of another start of the server."), 403)
            return await run_in_threadpool(self._safely, work, values)

        return answer

    def _safely(self, work: Callable[[Any], Response], values: Mapping[str, Any]) -> Response:
        """Answer, or say why not."""
        try:
            return work(values)
        except ChangedMeanwhileError as error:
            return self._refused(error.message, 409)
        except PreuveError as error:
            return self._refused(error.message, 422)
        except OSError as error:
            name = str(error.filename or "")
            return self._refused(
                say("{file} cannot be read: {why}.", file=name, why=system_reason(error)), 422
            )

    def _refused(self, why: Message, status: int) -> Response:
        return self._page("refused.html", status, why=self._words()(why))

    def take_notice(self) -> str:
        """Return what was done last, once."""
        notice, self._notice = self._notice, ""
        return notice

    def _page(self, template: str, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - what templates show
        journal = self.desk.journal
        templates = Templates(
            self._words(), None, {"forms": FORMS, "token": self.form_token}, _HERE / "templates"
        )
        text = templates.document(
            template,
            notice=self.take_notice(),
            last=journal.last,
            uncommitted=len(journal.uncommitted),
            **values,
        )
        return HTMLResponse(text, status_code=status)

    # What is shown.

    def home(self, _: Mapping[str, str]) -> Response:
        """Show what can be changed."""
        kinds = [
            (list_link(INDEX_FILE, "evidence"), say("Proofs")),
            (list_link(SESSIONS_FILE, "sessions"), say("Sessions")),
            (form_link(ORGANISATION_FILE, ""), say("The organisation")),
            (list_link(ORGANISATION_FILE, "applicability"), say("Decisions on applicability")),
            (list_link(ORGANISATION_FILE, "waivers"), say("Findings accepted for a time")),
        ]
        kept = set(self.desk.manual().registers.kept)
        registers = [
            (list_link(name.file, list_name), title_of_list(name.file, list_name), name in kept)
            for name in RegisterName
            for list_name in records_of(name)
        ]
        return self._page("home.html", kinds=kinds, registers=registers)

    def listing(self, given: Mapping[str, str]) -> Response:
        """Show the entries of a list; those that hold a text, where one is looked for."""
        file, at, sought = given.get("file", ""), given.get("at", ""), given.get("q", "")
        document = self.desk.open(file).document
        spot = self.desk.spot(document, file, at)
        if not isinstance(spot.shape, ListOf):
            return RedirectResponse(form_link(file, at), status_code=303)
        items: list[Node] = getattr(spot.node, "items", [])
        record = record_of(spot.shape.shape)
        rows = [
            _row(position, item, record.fields if record else {})
            for position, item in enumerate(items)
        ]
        wanted = sought.casefold().split()
        rows = [
            row
            for row in rows
            if all(word in f"{row.name} {row.text} {row.more}".casefold() for word in wanted)
        ]
        return self._page(
            "list.html",
            title=title_of_list(file, at),
            file=file,
            at=at,
            sought=sought,
            rows=[(form_link(file, f"{at}/{row.address}"), row) for row in rows[:_MOST_ROWS]],
            left=len(rows) - len(rows[:_MOST_ROWS]),
            new=form_link(file, f"{at}/{NEW}"),
        )

    def form(self, given: Mapping[str, str]) -> Response:
        """Show a form."""
        keys = {key.removeprefix("f."): text for key, text in given.items() if key.startswith("f.")}
        file, at = given.get("file", ""), given.get("at", "")
        form = self.desk.form(file, at, keys, given.get("upload", ""))
        if isinstance(form.spot.shape, ListOf):
            return RedirectResponse(list_link(file, at), status_code=303)
        return self._form(form, digest=form.spot.digest(), back=given.get("back", ""))

    def _form(
        self, form: EntryForm, *, digest: str, back: str, removing: bool = False, status: int = 200
    ) -> Response:
        above, _, _last = form.at.rpartition("/")
        return self._page(
            "form.html",
            status,
            form=form,
            title=_title(form),
            digest=digest,
            back=back,
            removing=removing,
            names=(names := map_of(form.spot.shape)) is not None and not names.known,
            above=list_link(form.spot.file, above) if form.at else FORMS,
            below=lambda key: list_link(form.spot.file, f"{form.at}/{key}".strip("/")),
            item=bool(form.spot.steps) and isinstance(form.spot.steps[-1], int),
            proof=form.spot.file == INDEX_FILE and len(form.spot.steps) > 1 and not form.spot.new,
        )

    def at(self, given: Mapping[str, str]) -> Response:
        """Lead to the field that a place of a finding is about."""
        file = given.get("file", "")
        document = self.desk.open(file).document
        line, column = (
            int(text[:9]) if (text := given.get(key, "")).isdecimal() else 0
            for key in ("line", "column")
        )
        steps, key = at_place(document, line, column)
        spot = self.desk.spot(document, file, "/".join(map(str, steps)))
        return RedirectResponse(
            f"{form_link(file, address(spot, document))}{f'#{quote(key)}' if key else ''}",
            status_code=303,
        )

    def keep(self, _: Mapping[str, str]) -> Response:
        """Show what would be kept in git."""
        changes = self.desk.journal.uncommitted
        words = self._words()
        return self._page(
            "keep.html",
            lines=[words(change.what) for change in changes],
            files=sorted({change.file for change in changes}),
            message="\n".join(dict.fromkeys(words(change.what) for change in changes)),
            repository=has_repository(self.desk.root),
        )

    # What is done.

    def entered(self, given: Mapping[str, Any]) -> Response:
        """Show what a form would change; write it, once that was seen."""
        file, at, digest = (str(given.get(key, "")) for key in ("file", "at", "digest"))
        back, upload = str(given.get("back", "")), str(given.get("upload", ""))
        work = given.get("work")
        if work in {"take", "taken"}:
            form, team_file = self.desk.remove(file, at, digest)
            if work == "take":
                return self._form(form, digest=digest, back=back, removing=True)
            title = _title(form)
            self.desk.write(form, team_file, say("{what}: taken out", what=title))
            return self._done(title, list_link(file, at.rpartition("/")[0]))
        keys = {key[2:]: str(text) for key, text in given.items() if key.startswith("f.")}
        form, changed = self.desk.entered(file, at, keys, digest, upload)
        if changed is None:
            return self._form(form, digest=digest, back=back, status=422)
        if work != "write" or not form.diff:
            return self._form(form, digest=digest, back=back)
        title = _entered_title(form)
        self.desk.write(form, changed, say("{what}: changed", what=title))
        return self._done(title, back or list_link(file, at.rpartition("/")[0]))

    def _done(self, title: str, onward: str) -> Response:
        self._notice = self._words()(say("Written: {what}.", what=title))
        return RedirectResponse(_inside(onward), status_code=303)

    def step(self, given: Mapping[str, Any]) -> Response:
        """Approve, renew or withdraw a proof."""
        done = self.desk.step(str(given.get("id", "")), str(given.get("step", "")))
        self._notice = self._words()(done)
        return RedirectResponse(_inside(str(given.get("back", ""))), status_code=303)

    def undo(self, given: Mapping[str, Any]) -> Response:
        """Undo the last change."""
        done = self.desk.journal.undo()
        self._notice = self._words()(say("Undone: {what}.", what=done))
        return RedirectResponse(_inside(str(given.get("back", ""))), status_code=303)

    def kept(self, given: Mapping[str, Any]) -> Response:
        """Keep in git what was changed."""
        files = sorted({change.file for change in self.desk.journal.uncommitted})
        message = str(given.get("message", "")).strip()
        if not files or not message:
            return self._refused(say("There is nothing to keep, or no word on what it is."), 422)
        commit = keep(self.desk.root, files, message)
        self.desk.journal.committed()
        self._notice = self._words()(say("Kept in git, as {commit}.", commit=commit))
        return RedirectResponse(FORMS, status_code=303)

    def drop(self, given: Mapping[str, Any]) -> Response:
        """Take a file, and propose an entry for it."""
        file = given.get("document")
        if not isinstance(file, tuple):
            return self._refused(say("Choose a file first."), 422)
        upload = self.desk.drop(*file)
        values = {
            "file": INDEX_FILE,
            "at": f"evidence/{NEW}",
            "upload": upload,
            "back": str(given.get("back", "")),
        }
        if given.get("indicators"):
            values["f.indicators"] = str(given["indicators"])
        return RedirectResponse(f"{FORMS}/form?{urlencode(values)}", status_code=303)


async def _form_values(given: FormData) -> dict[str, Any]:
    """Return what a form sent: texts, several words of one choice joined, a file with its name."""
    values: dict[str, Any] = {}
    for key, value in given.multi_items():
        if isinstance(value, UploadFile):
            values[key] = (value.filename or "file", await value.read())
        else:
            values[key] = f"{values[key]}, {value}" if values.get(key) else value
    return values


def _inside(target: str) -> str:
    """Return an address of this server; what leads elsewhere leads to the forms."""
    safe = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if safe else FORMS


_LISTS = {
    (INDEX_FILE, "evidence"): say("Proofs"),
    (SESSIONS_FILE, "sessions"): say("Sessions"),
    (ORGANISATION_FILE, "applicability"): say("Decisions on applicability"),
    (ORGANISATION_FILE, "waivers"): say("Findings accepted for a time"),
}


def title_of_list(file: str, at: str) -> Message | str:
    """Return what a list is called."""
    if (file, at) in _LISTS:
        return _LISTS[file, at]
    if file in REGISTER_OF_FILE:
        title = describe(REGISTER_OF_FILE[file]).title
        alone = at == REGISTER_OF_FILE[file].value or len(records_of(REGISTER_OF_FILE[file])) == 1
        return title if alone else say("{register}: {list}", register=title, list=at)
    return f"{file} · {at}"


def _row(position: int, item: Node, fields: Mapping[str, Any]) -> Row:
    texts = {
        key: text_of(node, fields[key].shape)
        for key, node in getattr(item, "entries", {}).items()
        if key in fields
    }
    name = id_of(item)
    rest = [text for key, text in texts.items() if key != "id" and text]
    main = texts.get("title") or texts.get("summary") or texts.get("action") or ""
    main = main or (rest[0] if rest else "")
    more = " · ".join(text for text in rest if text != main)[:120]
    return Row(f"={quote(name)}" if name else str(position), name or str(position + 1), main, more)


def _title(form: EntryForm) -> str:
    """Return what a form is about: the entry's id and title, else the way to it."""
    texts = {shown.field.key: shown.field.text for shown in form.fields}
    way = unquote(form.at)
    return _named(form, texts) or f"{form.spot.file} · {way}" if way else form.spot.file


def _entered_title(form: EntryForm) -> str:
    entered = {shown.field.key: shown.text for shown in form.fields}
    return _named(form, entered) or _title(form)


def _named(form: EntryForm, texts: Mapping[str, str]) -> str:
    if form.spot.new and not texts.get("id"):
        return ""
    return " – ".join(filter(None, [texts.get("id"), texts.get("title")]))
