"""Where a build runs: on a host that puts what it builds on the web,
somebody has to say for whom the site is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from preuve.core.errors import PreuveError
from preuve.core.words import say
from preuve.model.organisation import Audience
from preuve.publication.policy import Thing, may

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
    """Nobody has said in a way that can be used for whom a site is, or not for these."""


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
        HostingError: the site would be on the web, and nobody has said for whom it is; or the
            environment names no audience.

    """
    asked = os.environ.get(VARIABLE, "")
    if given is None and asked:
        if asked not in set(Audience):
            raise HostingError(
                say(
                    "{variable}: “{text}” is none of: {choices}",
                    variable=VARIABLE,
                    text=asked[:40],
                    choices=list(Audience),
                )
            )
        given = Audience(asked)
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


def refuse_draft(asked: bool, audience: Audience) -> None:  # noqa: FBT001 - as the option is
    """Make sure that no draft is asked for those for whom there is none.

    Raises:
        HostingError: it is.

    """
    if asked and not may(audience, Thing.DRAFT):
        raise HostingError(
            say("A draft is never for the public: name another audience with --for.")
        )
