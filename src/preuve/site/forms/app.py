"""The live site with its forms, as one application."""

from __future__ import annotations

import os
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Final

from preuve.site.forms.bar import EditBar
from preuve.site.forms.desk import Desk
from preuve.site.forms.guard import ENTER, Guard, form_token
from preuve.site.forms.routes import Counter
from preuve.site.live import create_app

if TYPE_CHECKING:
    from preuve.site.live import LiveSite

HOST_VARIABLE: Final = "PREUVE_EDIT_HOST"
"""Another name under which the server may be asked, as a forwarded port has, with its port."""


def with_forms(live: LiveSite, port: int) -> tuple[Guard, str]:
    """Return the application of a live site that can be changed, and the way in, which carries the
    secret.

    Args:
        live: the site.
        port: the port that it is served on.

    """
    hosts = [f"127.0.0.1:{port}", f"localhost:{port}"]
    if named := os.environ.get(HOST_VARIABLE, "").strip():
        hosts.append(named)
    token = token_urlsafe(24)
    counter = Counter(Desk(live.root), lambda: live.words, form_token(token))
    live.editor = EditBar(live, counter)
    return Guard(
        create_app(live, counter.routes()), hosts, live.words, token
    ), f"{ENTER}?token={token}"
