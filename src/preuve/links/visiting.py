"""Asks one address whether it is there: HEAD, then GET if that is not understood; bounded in time
and size, https only.

An address in a manual may be anybody's, so a host that lies in a private network is not asked (a
page must not become a way to knock on doors inside), and what was looked up is what is connected
to: the name cannot mean another machine a moment later.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx

from preuve.model.link_results import Outcome, Seen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

MAX_REDIRECTS = 5
MAX_BYTES = 64 * 1024
"""What is read of a page: enough to know that it comes."""
_GONE = frozenset({404, 410})
_LETS_NO_PROGRAM_IN = frozenset({401, 402, 403, 405, 406, 407, 418, 425, 429, 451, 501, 999})
_PERMANENT = frozenset({301, 308})
_SERVER_FAULT = 500


def resolved(host: str, port: int) -> list[str]:
    """Return the addresses of a host. Raises OSError where its name means nothing."""
    return list(
        dict.fromkeys(
            str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
    )


class Policy(NamedTuple):
    """How addresses are asked."""

    agent: str
    timeout: float = 10.0
    """Seconds for each step, and for the whole of an answer that comes drop by drop."""
    private: bool = False
    """Whether hosts in private networks are asked too."""
    schemes: frozenset[str] = frozenset({"https"})
    resolve: Callable[[str, int], list[str]] = resolved
    proxied: bool = False
    """Whether a proxy of this network does the asking:
    it looks names up, and keeps its own doors.
    """


class _Unsafe(Exception):  # noqa: N818 - not a fault: a decision
    """An address that is not asked."""


def visit(url: str, policy: Policy, client: httpx.Client, day: date) -> Seen:
    """Return what is at an address. Never raises for what the network does.

    Args:
        url: the address.
        policy: what may be asked.
        client: that asks.
        day: of the look.

    """
    try:
        status, end, permanent = _followed(url, policy, client)
    except _Unsafe as unsafe:
        return Seen(url, day, Outcome.UNSAFE, why=str(unsafe))
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
        return Seen(url, day, Outcome.NO_ANSWER, why=_network_error(error))
    to = end if end != url else None
    if status in _GONE:
        return Seen(url, day, Outcome.GONE, status, to)
    if status in _LETS_NO_PROGRAM_IN:
        return Seen(url, day, Outcome.REFUSED, status, to)
    if status >= 400:  # noqa: PLR2004 - where HTTP's errors begin
        return Seen(
            url, day, Outcome.NO_ANSWER if status >= _SERVER_FAULT else Outcome.GONE, status, to
        )
    return Seen(url, day, Outcome.MOVED if to and permanent else Outcome.THERE, status, to)


def _followed(url: str, policy: Policy, client: httpx.Client) -> tuple[int, str, bool]:
    """Return the last answer's status, the address it came from,
    and whether every step there was called permanent.
    """
    permanent = True
    for _ in range(MAX_REDIRECTS + 1):
        status, location = _asked("HEAD", url, policy, client)
        if status >= 400:  # noqa: PLR2004 - many a host answers HEAD wrongly
            status, location = _asked("GET", url, policy, client)
        if location is None:
            return status, url, permanent
        permanent = permanent and status in _PERMANENT
        url = urljoin(url, location)
    message = f"more than {MAX_REDIRECTS} redirects"
    raise httpx.TooManyRedirects(message)


def _asked(method: str, url: str, policy: Policy, client: httpx.Client) -> tuple[int, str | None]:
    """Return the status, and where a redirect leads."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    if parts.scheme not in policy.schemes or parts.username or not host:
        message = f"it leads to {parts.scheme}://{host}"
        raise _Unsafe(message)
    address = httpx.URL(url)
    extensions: dict[str, str] = {}
    headers = {}
    if not policy.proxied:
        place = _safe_place(host, port, policy)
        address = address.copy_with(host=place)
        extensions, headers = {"sni_hostname": host}, {"Host": parts.netloc}
    ends = time.monotonic() + policy.timeout
    with client.stream(method, address, headers=headers, extensions=extensions) as answer:
        read = 0
        for piece in answer.iter_raw(8192) if method == "GET" else ():
            read += len(piece)
            if read >= MAX_BYTES:
                break
            if time.monotonic() > ends:
                message = "the answer did not end in time"
                raise httpx.ReadTimeout(message)
        location = answer.headers.get("location") if answer.is_redirect else None
        return answer.status_code, location


def _safe_place(host: str, port: int, policy: Policy) -> str:
    """Return the machine to connect to. Raises _Unsafe where the host,
    or one of its machines, is in a private network.
    """
    places = policy.resolve(host, port)
    if not places:
        message = f"{host} means no machine"
        raise OSError(message)
    if not policy.private:
        for place in places:
            if not ipaddress.ip_address(place.partition("%")[0]).is_global:
                message = f"{host} is in a private network ({place})"
                raise _Unsafe(message)
    return places[0]


def _network_error(error: Exception) -> str:
    """Return what the network said, on one line."""
    if isinstance(error, httpx.TimeoutException) and not str(error):
        return "no answer in time"
    return " ".join((str(error) or type(error).__name__).split())[:200]
