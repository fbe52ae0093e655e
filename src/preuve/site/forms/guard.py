"""Who may use the forms: whoever started the server, from a page of this server, on this machine.

A page of another site can make a browser send requests here, and a name of its own can be made to
mean this machine (DNS rebinding). So a request is answered only under a name of ours, with the
cookie that the printed address sets; one that writes also has to come from a page of ours (Origin)
and carry that page's own token.
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse

from preuve.core.digest import digest_of
from preuve.core.words import say
from preuve.model.proof_file import LARGE
from preuve.site.forms.ways import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from preuve.core.words import Message as Text

ENTER: Final = f"{FORMS}/enter"
UPLOAD: Final = f"{FORMS}/drop"
MOST_BYTES: Final = 1_000_000
_HEADERS: Final = {
    "cache-control": "no-store",
    "content-security-policy": "frame-ancestors 'none'",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


def form_token(token: str) -> str:
    """Return what each form carries: the secret cannot be told from it."""
    return hmac.new(token.encode(), b"form", "sha256").hexdigest()


class Guard:
    """Lets requests through to the application, or refuses them."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: Iterable[str],
        words: Callable[[Text], str],
        token: str,
    ) -> None:
        """Guard an application.

        Args:
            app: the application.
            hosts: the names, with their ports, under which it may be asked.
            words: turns what is refused into the manual's language.
            token: the secret that the printed address carries.

        """
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._words = words
        self._token = token
        # Browsers send cookies to every port of a host: another manual's server has another name.
        self._cookie = f"preuve_edit_{digest_of(self._token.encode())[:8]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers, path, method = Headers(scope=scope), scope["path"], scope["method"]
        sender = _with_headers(send)
        if headers.get("host", "").lower() not in self._hosts:
            await self._refuse(say("This server has another name."), scope, receive, sender)
        elif path == ENTER:
            await self._enter(scope, receive, sender)
        elif not path.startswith(FORMS):
            await self._app(scope, receive, sender)
        elif not self._knows(headers):
            why = say("Open the address that preuve serve --edit has printed.")
            await self._refuse(why, scope, receive, sender)
        elif method not in {"GET", "HEAD"} and not self._ours(headers):
            why = say("This came from a page of another site.")
            await self._refuse(why, scope, receive, sender)
        else:
            limit = LARGE if path == UPLOAD else MOST_BYTES
            await self._bounded(limit, scope, receive, sender)

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = scope["query_string"].decode("latin-1").removeprefix("token=")
        if not hmac.compare_digest(given, self._token):
            why = say("The address is not the one that was printed.")
            await self._refuse(why, scope, receive, send)
            return
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        await answer(scope, receive, send)

    def _knows(self, headers: Headers) -> bool:
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return False
        value = cookie.value if cookie else ""
        return hmac.compare_digest(value.encode("utf-8", "replace"), self._token.encode())

    def _ours(self, headers: Headers) -> bool:
        scheme, separator, host = headers.get("origin", "").lower().partition("://")
        return bool(separator) and scheme in {"http", "https"} and host in self._hosts

    async def _refuse(
        self, why: Text, scope: Scope, receive: Receive, send: Send, status: int = 403
    ) -> None:
        answer = PlainTextResponse(f"{self._words(why)}\n", status_code=status)
        await answer(scope, receive, send)

    async def _bounded(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request whose body is not longer than it may be."""
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length[:18]) > limit:
            why = say("This is more than a form may send.")
            await self._refuse(why, scope, receive, send, status=413)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:  # a body that is sent in pieces does not tell its length
                return {"type": "http.disconnect"}
            return message

        await self._app(scope, counted, send)


def _with_headers(send: Send) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name for name, _ in message["headers"]}
            message["headers"] = [
                *message["headers"],
                *(
                    (name.encode(), value.encode())
                    for name, value in _HEADERS.items()
                    if name.encode() not in names
                ),
            ]
        await send(message)

    return sender
