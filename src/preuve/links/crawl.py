"""Asks every address of a manual, politely: hosts side by side,
a host's own addresses one after another with a pause.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from preuve.links.visiting import Policy, visit
from preuve.model.link_results import Outcome, Seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

HOSTS_AT_ONCE = 4
MAX_ADDRESSES = 2_000
_LOST = 3
"""Addresses of one host that give no answer before the rest are not asked any more."""


def go_round(urls: Iterable[str], policy: Policy, day: date, pause: float) -> Iterator[Seen]:
    """Yield what is seen at each address, host by host.

    Args:
        urls: addresses, each asked once.
        policy: what may be asked.
        day: of the look.
        pause: seconds between two questions to one host.

    """
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault((urlsplit(url).hostname or "").casefold(), []).append(url)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        for seen in pool.map(lambda urls: _one_host(urls, policy, day, pause), by_host.values()):
            yield from seen


def _one_host(urls: list[str], policy: Policy, day: date, pause: float) -> list[Seen]:
    seen: list[Seen] = []
    silent = 0
    # No cookies are kept, no redirect is followed unseen: each is looked at first.
    with httpx.Client(
        timeout=policy.timeout,
        headers={"User-Agent": policy.agent, "Accept": "*/*"},
        trust_env=True,
        follow_redirects=False,
    ) as client:
        for number, url in enumerate(urls):
            if silent >= _LOST:
                seen.append(
                    Seen(
                        url,
                        day,
                        Outcome.NO_ANSWER,
                        why=f"not asked: {silent} others of this host did not answer",
                    )
                )
                continue
            if number:
                time.sleep(pause)
            seen.append(visit(url, policy, client, day))
            client.cookies.clear()
            silent = (
                silent + 1
                if seen[-1].outcome is Outcome.NO_ANSWER and seen[-1].status is None
                else 0
            )
    return seen
