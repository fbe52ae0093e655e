"""`preuve serve`: the manual in a browser while it is written."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.core.words import Translator, say
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from pathlib import Path

_HOST = "127.0.0.1"


def main(arguments: list[str]) -> int:
    """Serve until it is stopped; return the exit status."""
    parser = Parser(
        "serve",
        say("Show the manual in a browser while it is written; each change is drawn at once."),
    )
    parser.add_root()
    parser.add(
        "--port",
        type=int,
        default=8000,
        metavar="N",
        about=say("the port on this machine (default: 8000)"),
    )
    options = parser.parse_args(arguments)
    root: Path = options.root.resolve()
    words = Translator(Manual.load(root).language)
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((_HOST, options.port))
        except (OSError, OverflowError):
            message = say(
                "Port {port} is taken or cannot be used: choose another with --port.",
                port=options.port,
            )
            terminal.error(words(message))
            return 2
        try:
            import uvicorn  # noqa: PLC0415 - a manual that is only checked does without

            from preuve.site.live import LiveSite, create_app  # noqa: PLC0415
        except ImportError:
            terminal.error(
                words(
                    say(
                        "The server is not installed. Type: {command}",
                        command="pip install 'preuve[site]'",
                    )
                )
            )
            return 2
        address = f"http://{_HOST}:{listener.getsockname()[1]}/"
        terminal.line(words(say("The manual is at {address} – Ctrl+C stops.", address=address)))
        app = create_app(LiveSite(root))
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1)
        )
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    return 0
