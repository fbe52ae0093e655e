"""Where a build runs: on a host that puts what it builds on the web,
somebody has to say for whom the site is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from preuve.core.errors import PreuveError
from preuve.core.words import say
from preuve.model.organisation import Audience

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "PREUVE_FOR"
"""The variable of the environment that says for whom a site is built."""

# What each sets in its builds, as its documentation says (looked at on 29 November 2026). GitHub
# Actions is not here: its workflows name the steps that publish.
HOSTS = {
    "READTHEDOCS": "Read the Docs",
    "NETLIFY": "Netlify",
    "CF_PAGES": "Cloudflare Pages",
    "VERCEL": "Vercel",
}
_NO = {"", "0", "false", "no"}


class HostingError(PreuveError):
    """A build that would publish the team's own site."""


def host(environment: Mapping[str, str]) -> str | None:
    """Return the name of the host that a build runs on and that publishes it;
    None on any other machine.
    """
    for variable, name in HOSTS.items():
        if environment.get(variable, "").strip().lower() not in _NO:
            return name
    # GitLab publishes what a job of this name, and no other, leaves in `public`.
    if (
        environment.get("CI_JOB_NAME") == "pages"
        and environment.get("GITLAB_CI", "").lower() not in _NO
    ):
        return "GitLab Pages"
    return None


def audience(given: Audience | None, command: str, *, publishes: bool = False) -> Audience:
    """Return for whom a site is built: as given, as the environment says, else the team itself.

    Args:
        given: what was asked for on the command line, if anything.
        command: what the person typed, to be given once more.
        publishes: whether the command itself puts the site on the web.

    Raises:
        HostingError: the site would be on the web, and nobody has said for whom it is.
        ValueError: the environment names no audience; the text says which there are.

    """
    asked = os.environ.get(VARIABLE, "")
    if given is None and asked:
        try:
            given = Audience(asked)
        except ValueError:
            message = f"{VARIABLE}: “{asked}” is none of {', '.join(Audience)}"
            raise ValueError(message) from None
    if given is not None:
        return given
    where = host(os.environ) or (command if publishes else None)
    if where is None:
        return Audience.INTERNAL
    raise HostingError(
        say(
            "{command} puts the site on the web, and nobody has said for whom it is. Type: {line}",
            command=where,
            line=f"{VARIABLE}={Audience.PUBLIC} {command}",
        )
    )
