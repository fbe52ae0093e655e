"""`preuve serve`: the manual in a browser while it is written."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.core.errors import PreuveError
from preuve.core.words import Translator, say
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp

_HOST = "127.0.0.1"


def _listen(listener: socket.socket, port: int) -> None:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_HOST, port))
        listener.listen()  # whoever opens the address at once is kept waiting, not refused
    except OSError:
        raise PreuveError(
            say("Port {port} is taken or cannot be used: choose another with --port.", port=port)
        ) from None


def main(arguments: list[str]) -> int:
    """Serve until it is stopped; return the exit status."""
    parser = Parser("serve")
    parser.add_root()
    parser.add(
        "--port",
        say("N"),
        say("the port on this machine (default: 8000)"),
        type=parser.whole_number(0, 65_535),
        default=8000,
    )
    parser.flag(
        "--edit", say("with forms beside the site, for whoever opens the address that is printed")
    )
    options = parser.parse_args(arguments)
    root: Path = options.root.resolve()
    words = Translator(Manual.load(root).language)
    with socket.socket() as listener:
        _listen(listener, options.port)
        if options.edit:  # first, since its extra brings the rest too
            import python_multipart  # noqa: F401, PLC0415 - forms that carry a file need it
        import uvicorn  # noqa: PLC0415 - a manual that is only checked does without

        from preuve.site.live import LiveSite, create_app  # noqa: PLC0415

        port = listener.getsockname()[1]
        live = LiveSite(root)
        app: ASGIApp = create_app(live)
        address = f"http://{_HOST}:{port}/"
        if options.edit:
            from preuve.site.forms.app import with_forms  # noqa: PLC0415 - as above

            live.words = words
            app, path = with_forms(live, port)
            address = f"http://{_HOST}:{port}{path}"
        terminal.line(words(say("The manual is at {address} – Ctrl+C stops.", address=address)))
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1)
        )
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    return 0
