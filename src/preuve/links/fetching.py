"""Fetches one report from an address that somebody configured: https only, no redirect, bounded in
size and time.

A token goes to the host it is meant for and nowhere else, so a redirect is refused rather than
followed.
"""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import httpx

from preuve import __version__
from preuve.core.errors import PreuveError
from preuve.core.words import say

TIMEOUT = 30.0
"""Seconds for the whole answer."""
_OK = 200


class FetchError(PreuveError):
    """Nothing came that can be used. `message` says why; it never holds the token."""


def fetch(
    url: str, token: str | None, limit: int, transport: httpx.BaseTransport | None = None
) -> bytes:
    """Return what is at an address.

    Args:
        url: an https address.
        token: sent as a bearer token, if there is one.
        limit: how many bytes are the most.
        transport: how it is asked; the network's own, if None.

    Raises:
        FetchError: it is not https, does not answer with 200, or sends too much or too slowly.

    """
    if urlsplit(url).scheme != "https":
        raise FetchError(say("{url} is not asked: only https is.", url=url))
    headers = {
        "User-Agent": f"Preuve/{__version__} (portfolio)",
        **({"Authorization": f"Bearer {token}"} if token else {}),
    }
    ends = time.monotonic() + TIMEOUT
    data = bytearray()
    try:
        with (
            httpx.Client(transport=transport, timeout=10.0, follow_redirects=False) as client,
            client.stream("GET", url, headers=headers) as answer,
        ):
            if answer.status_code != _OK:
                raise FetchError(say("{url} answers {status}.", url=url, status=answer.status_code))
            for piece in answer.iter_bytes(65_536):
                data += piece
                if len(data) > limit:
                    raise FetchError(
                        say("{url} sends more than {limit} MB.", url=url, limit=limit >> 20)
                    )
                if time.monotonic() > ends:
                    raise FetchError(say("{url} does not end its answer in time.", url=url))
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise FetchError(
            say("{url} does not answer ({why}).", url=url, why=type(error).__name__)
        ) from None
    return bytes(data)
