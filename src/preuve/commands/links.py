"""`preuve links`: whether the web addresses that the manual names still answer.
The only verb that asks the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.request import getproxies

from preuve import __version__
from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.core import clock
from preuve.core.words import Translator, say, say_count
from preuve.links.addresses import addresses
from preuve.model.link_results import BROKEN, FILE, Outcome, read, written
from preuve.model.manual import Manual
from preuve.publication.ownership import write_record

if TYPE_CHECKING:
    from argparse import Namespace

    from preuve.core.finding import Place
    from preuve.core.words import Message
    from preuve.model.link_results import Seen

_SIGNS = {Outcome.THERE: "✓", Outcome.MOVED: "→", Outcome.REFUSED: "?"}


def main(arguments: list[str]) -> int:
    """Ask; return the exit status: 0 all answer, 1 some do not,
    2 nothing could be asked or written.
    """
    options = _options(arguments)
    manual = Manual.load(options.root)
    words = Translator(manual.language)
    from preuve.links import visiting  # noqa: PLC0415 - httpx need not be there for other verbs
    from preuve.links.crawl import MAX_ADDRESSES, go_round  # noqa: PLC0415

    named = addresses(manual)
    if not named:
        terminal.line(words(say("The manual names no web address.")))
        return 0
    asked = list(named)[:MAX_ADDRESSES]
    site = (
        f"; +{manual.organisation.site_url}"
        if manual.organisation and manual.organisation.site_url
        else ""
    )
    policy = visiting.Policy(
        f"Preuve/{__version__} (check of a quality manual's links{site})",
        timeout=options.timeout,
        private=options.private,
        resolve=visiting.resolved,
        proxied="https" in getproxies(),
    )
    results: dict[str, Seen] = {}
    for seen in go_round(asked, policy, clock.today(), options.pause):
        results[seen.url] = seen
        terminal.line(_line(seen, named[seen.url][0], words))
    kept = {url: seen for url, seen in read(options.root).items() if url in named}
    write_record(options.root / FILE, written({**kept, **results}.values()))
    broken = sum(seen.outcome in BROKEN for seen in results.values())
    terminal.line(words(_sum(len(results), broken, len(named) - len(asked))))
    return int(broken > 0)


def _options(arguments: list[str]) -> Namespace:
    verb = Parser("links")
    verb.add_root()
    verb.add(
        "--timeout",
        say("SECONDS"),
        say("for one answer (default: 10)"),
        type=verb.seconds(0.1, 60),
        default=10.0,
    )
    verb.add(
        "--pause",
        say("SECONDS"),
        say("between two questions to one host (default: 1)"),
        type=verb.seconds(0, 60),
        default=1.0,
    )
    verb.flag("--private", say("also ask hosts of a private network, such as an intranet's"))
    return verb.parse_args(arguments)


def _line(seen: Seen, place: Place, words: Translator) -> str:
    """Return one address on one line: the sign, where it stands, what it says and what to do."""
    return (
        f"{_SIGNS.get(seen.outcome, '✗')} {place.file}:{place.line} {seen.url}: "
        f"{words(_result_message(seen))}"
    )


_SAID: dict[Outcome, Message] = {
    Outcome.THERE: say("there ({status})"),
    Outcome.MOVED: say("moved for good ({status}). Write {to}"),
    Outcome.REFUSED: say("answers, but lets no program in ({status}). Look at it yourself"),
    Outcome.GONE: say("gone ({status}). Look for the page, and correct the address"),
    Outcome.UNSAFE: say(
        "not asked: {why}. Give --private if it is your own network, or correct the address"
    ),
    Outcome.NO_ANSWER: say("no answer: {why}. Ask again another day, or correct the address"),
}
_IN_TROUBLE = say("the host is in trouble ({status}). Ask again another day")


def _result_message(seen: Seen) -> Message:
    message = (
        _IN_TROUBLE
        if seen.outcome is Outcome.NO_ANSWER and seen.status is not None
        else _SAID[seen.outcome]
    )
    return message._replace(values=seen._asdict())


def _sum(asked: int, broken: int, left: int) -> Message:
    message = say(
        "{asked} asked, {broken}; noted in {file}.",
        asked=say_count("{count} address", "{count} addresses", asked),
        broken=say_count("{count} that does not answer", "{count} that do not answer", broken),
        file=FILE,
    )
    return (
        say("{message} {left} more were not asked: it stops there.", message=message, left=left)
        if left
        else message
    )
