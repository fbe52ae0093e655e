"""`preuve portfolio check FILE`: many manuals at once, joined in one SQLite file and,
if asked for, drawn as a page.
"""

from __future__ import annotations

import os
import sqlite3
from argparse import ArgumentTypeError
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from preuve import __version__
from preuve.console import terminal
from preuve.console.arguments import Parser, check_day
from preuve.console.progress import busy
from preuve.core import clock
from preuve.core.errors import PreuveError
from preuve.core.words import Translator, say, say_count
from preuve.core.writing import CACHE
from preuve.portfolio.database import TABLES, VERSION, Database, read_only, write_csv, write_parquet
from preuve.portfolio.listing import read_portfolio
from preuve.portfolio.reports import MAX_BYTES
from preuve.portfolio.running import run, task
from preuve.portfolio.source_marks import mark
from preuve.publication.ownership import claim_file, claim_folder, mark_folder

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from preuve.core.finding import Diagnostic
    from preuve.core.words import Message
    from preuve.portfolio.listing import Member


class Shard(NamedTuple):
    """One part of several that a portfolio is cut into."""

    number: int
    of: int


def _shard(text: str, words: Translator) -> Shard:
    number, slash, of = text.partition("/")
    if not (slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        message = say("“{text}”: write a part such as 3/8, the third of eight", text=text[:40])
        raise ArgumentTypeError(words(message))
    return Shard(int(number), int(of))


def main(arguments: list[str]) -> int:
    """Run one of the verb's two actions; return the exit status."""
    verb = Parser("portfolio")
    actions = verb.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser(
        "check", help=" ", about=say("check or read every manual of a portfolio")
    )
    _add_check(check)
    join = actions.add_parser("join", help=" ", about=say("put the parts of a portfolio together"))
    _add_join(join)
    for action in (check, join):
        action.add(
            "--output", say("FILE"), say("the SQLite file (default: portfolio.sqlite beside FILE)")
        )
        action.add("--html", say("DIR"), say("also draw it as static pages"))
        action.add("--csv", say("DIR"), say("also write each table as CSV, for DuckDB"))
        action.add("--parquet", say("DIR"), say("also write each table as Parquet (needs duckdb)"))
        action.add_force()
    options = verb.parse_args(arguments)
    perform: Callable[[Namespace], int] = options.action
    return perform(options)


def _add_check(check: Parser) -> None:
    check.set_defaults(action=_check)
    check.add("file", say("FILE"), say("portfolio.yaml"))
    check.add_as_of()
    check.add(
        "--processes",
        say("N"),
        say("how many manuals at a time (default: one a processor)"),
        type=check.whole_number(1, 999),
    )
    check.add(
        "--timeout",
        say("SECONDS"),
        say("for one manual (default: 60)"),
        type=check.seconds(0, 86_400),
        default=60.0,
    )
    check.flag("--fetch", say("ask the addresses that the portfolio names for their reports"))
    check.add(
        "--shard",
        say("N/OF"),
        say("only this part, such as 3/8; `join` puts parts together"),
        type=lambda text: _shard(text, check.words),
    )


def _add_join(join: Parser) -> None:
    join.set_defaults(action=_join)
    join.add("parts", say("PART"), say("files that check --shard wrote"), nargs="+")
    join.add("--title", about=say("the heading of the page"), default="Portfolio")
    join.add(
        "--language",
        about=say("of the page (default: fr)"),
        type=join.one_of(("en", "fr")),
        default="fr",
    )


def _check(options: Namespace) -> int:
    portfolio, diagnostics = read_portfolio(options.file)
    words = Translator(portfolio.language if portfolio and portfolio.language else "fr")
    if portfolio is None:
        for diagnostic in diagnostics:
            terminal.error(_line(diagnostic, words))
        return 2
    base = options.file.resolve().parent
    members = (
        portfolio.members[options.shard.number - 1 :: options.shard.of]
        if options.shard
        else portfolio.members
    )
    output: Path = options.output or base / "portfolio.sqlite"
    copies = base / CACHE / "portfolio"
    _claim(options, output, base)
    if options.fetch:
        _fetch(members, copies, words)
    with _database_refuses(output):
        _look_at_all(options, members, output, copies, words)
    return _finish(options, output, portfolio.title, words)


@contextmanager
def _database_refuses(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        why = say("the database says “{error}”", error=str(error))
        raise PreuveError(say("{file}: {why}", file=str(file), why=why)) from error


def _claim(options: Namespace, output: Path, base: Path) -> None:
    """Make sure that all that is to be written is ours to write.
    Raises OwnershipError where it is not.
    """
    claim_file(output, _is_portfolio, base, force=options.force)
    for folder in filter(None, (options.html, options.csv, options.parquet)):
        claim_folder(folder, base)


def _is_portfolio(data: bytes) -> bool:
    """Return whether a file is a database as we write it: any other may be somebody's work."""
    tables = all(b"CREATE TABLE %s (" % table.encode() in data for table in TABLES)
    return data.startswith(b"SQLite format 3\0") and tables


def _look_at_all(
    options: Namespace, members: tuple[Member, ...], output: Path, copies: Path, words: Translator
) -> None:
    """Look at every manual that an interrupted run has not looked at already,
    and write the file.
    """
    on, today, base = check_day(options.as_of), clock.today(), options.file.resolve().parent
    database = Database(output, f"{__version__} {VERSION} {on or today} {words.language}")
    try:
        marks = {member.key: mark(member, base, copies) for member in members}
        known = database.marks()
        waiting = [member for member in members if known.get(member.key) != marks[member.key]]
        if done := len(members) - len(waiting):
            terminal.error(words(_taken_up(done)))
        database.keep_only(marks)
        tasks = ((member, task(member, base, copies, on, today)) for member in waiting)
        with busy(words(say("Manuals"))) as show:
            for number, outcome in enumerate(run(tasks, options.processes, options.timeout), 1):
                database.add(outcome, marks[outcome.member.key], words)
                show(words(say("Manuals: {done} of {total}", done=number, total=len(waiting))))
        database.finish()
    except BaseException:
        database.close()
        raise


def _taken_up(done: int) -> Message:
    return say_count(
        "{count} manual was looked at already, by a run that was interrupted.",
        "{count} manuals were looked at already, by a run that was interrupted.",
        done,
    )


def _fetch(members: tuple[Member, ...], copies: Path, words: Translator) -> None:
    """Ask the addresses that members name for their reports; what does not come is told."""
    from preuve.links.fetching import FetchError, fetch  # noqa: PLC0415 - httpx need not be there for other portfolios

    copies.mkdir(parents=True, exist_ok=True)
    for member in members:
        if member.url is None:
            continue
        try:
            token = os.environ.get(member.token) if member.token else None
            (copies / f"{member.key}.json").write_bytes(fetch(member.url, token, MAX_BYTES))
        except FetchError as error:
            message = say(
                "{key}: {why} What was fetched last stays.", key=member.key, why=error.message
            )
            terminal.error(words(message))


def _join(options: Namespace) -> int:
    output: Path = options.output or Path("portfolio.sqlite")
    _claim(options, output, Path.cwd())
    with _database_refuses(output):
        database = Database(output, f"join {os.getpid()}")
    for part in options.parts:
        with _database_refuses(part):
            database.join(part)
    database.finish()
    return _finish(options, output, options.title, Translator(options.language))


def _finish(options: Namespace, output: Path, title: str, words: Translator) -> int:
    """Write what else was asked for, say what there is; return the exit status."""
    if options.csv:
        write_csv(output, options.csv)
    if options.parquet:
        write_parquet(output, options.parquet)
    if options.html:
        _draw(output, options.html, title, words)
    for folder in filter(None, (options.html, options.csv, options.parquet)):
        mark_folder(folder)
    with closing(read_only(output)) as whole:
        manuals, is_open, unread = whole.execute(
            "SELECT count(*), coalesce(sum(ok), 0), count(problem) FROM manuals"
        ).fetchone()
        for key, problem in whole.execute(
            "SELECT key, problem FROM manuals WHERE problem IS NOT NULL LIMIT 20"
        ):
            terminal.error(f"{key}: {problem}")
    terminal.out(words(_summary(manuals, is_open, unread, output)) + "\n")
    return 0 if is_open == manuals else 1


def _summary(manuals: int, is_open: int, unread: int, output: Path) -> Message:
    return say(
        "{manuals}: {open}, {closed}, {unread}; in {file}.",
        manuals=say_count("{count} manual", "{count} manuals", manuals),
        open=say_count("{count} gate open", "{count} gates open", is_open),
        closed=say_count("{count} closed", "{count} closed", manuals - unread - is_open),
        unread=say_count("{count} not read", "{count} not read", unread),
        file=str(output),
    )


def _line(diagnostic: Diagnostic, words: Translator) -> str:
    return f"{diagnostic.place}: {words(diagnostic.message)} {words(diagnostic.help)}"


def _draw(output: Path, folder: Path, title: str, words: Translator) -> None:
    from preuve.portfolio.html_pages import ASSETS, draw  # noqa: PLC0415 - Jinja only where pages are drawn

    (folder / "manuals").mkdir(parents=True, exist_ok=True)
    for asset in ASSETS:
        (folder / asset.name).write_bytes(asset.read_bytes())
    for name, text in draw(output, title, words):
        (folder / name).write_text(text, encoding="utf-8")
