"""`preuve portfolio check FILE`: many manuals at once, joined in one SQLite file and,
if asked for, drawn as a page.
"""

from __future__ import annotations

import os
import sqlite3
from argparse import ArgumentTypeError
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from preuve import __version__
from preuve.console import terminal
from preuve.console.arguments import Parser, check_day
from preuve.core import clock
from preuve.core.digest import digest_of
from preuve.core.system_reasons import system_reason
from preuve.core.words import Translator, say, say_count
from preuve.core.writing import scratch
from preuve.portfolio.database import TABLES, VERSION, Database, read_only, write_csv
from preuve.portfolio.listing import read_portfolio
from preuve.portfolio.reports import MAX_BYTES
from preuve.portfolio.running import run, task
from preuve.publication.ownership import OwnershipError, claim_file, claim_folder, mark_folder

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from preuve.core.finding import Diagnostic
    from preuve.core.words import Message
    from preuve.portfolio.listing import Member

_SKIPPED = frozenset({".git", ".cache", ".venv", "site", "offline", "draft", "node_modules"})
_MAX_WALKED = 20_000


class Shard(NamedTuple):
    """One part of several that a portfolio is cut into."""

    number: int
    of: int


def _shard(text: str) -> Shard:
    number, slash, of = text.partition("/")
    if not (slash and number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of)):
        message = f"{text}: 3/8 is the third of eight parts"
        raise ArgumentTypeError(message)
    return Shard(int(number), int(of))


def main(arguments: list[str]) -> int:
    """Run one of the verb's two actions; return the exit status."""
    verb = Parser(
        "portfolio",
        say("Many manuals at once, joined in one SQLite file and, if asked for, drawn as a page."),
    )
    actions = verb.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser(
        "check", help=" ", about=say("check or read every manual of a portfolio")
    )
    check.set_defaults(action=_check)
    check.add("file", type=Path, metavar="FILE", about=say("portfolio.yaml"))
    check.add_as_of()
    check.add(
        "--processes",
        type=check.number,
        metavar="N",
        about=say("how many manuals at a time (default: one a processor)"),
    )
    check.add(
        "--timeout",
        type=float,
        default=60.0,
        metavar="SECONDS",
        about=say("for one manual (default: 60)"),
    )
    check.add(
        "--fetch",
        action="store_true",
        about=say("ask the addresses that the portfolio names for their reports"),
    )
    check.add(
        "--shard",
        type=_shard,
        metavar="N/OF",
        about=say("only this part, such as 3/8; `join` puts parts together"),
    )
    join = actions.add_parser("join", help=" ", about=say("put the parts of a portfolio together"))
    join.set_defaults(action=_join)
    join.add(
        "parts", nargs="+", type=Path, metavar="PART", about=say("files that check --shard wrote")
    )
    join.add("--title", default="Portfolio", about=say("the heading of the page"))
    join.add(
        "--language",
        type=join.one_of(("en", "fr")),
        default="fr",
        about=say("of the page (default: fr)"),
    )
    for action in (check, join):
        action.add(
            "--output",
            type=Path,
            metavar="FILE",
            about=say("the SQLite file (default: portfolio.sqlite beside FILE)"),
        )
        action.add("--html", type=Path, metavar="DIR", about=say("also draw it as static pages"))
        action.add(
            "--csv", type=Path, metavar="DIR", about=say("also write each table as CSV, for DuckDB")
        )
        action.add(
            "--parquet",
            type=Path,
            metavar="DIR",
            about=say("also write each table as Parquet (needs duckdb)"),
        )
        action.add_force()
    options = verb.parse_args(arguments)
    perform: Callable[[Namespace], int] = options.action
    return perform(options)


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
    copies = base / ".cache" / "portfolio"
    try:
        _claim(options, output, base)
    except OwnershipError as error:
        terminal.error(words(error.message))
        return 2
    if options.fetch and (status := _fetch(members, copies, words)):
        return status
    try:
        _look_at_all(options, members, output, copies, words)
    except (OSError, sqlite3.Error) as error:
        terminal.error(
            words(say("{file} cannot be written: {why}", file=str(output), why=str(error)))
        )
        return 2
    return _finish(options, output, portfolio.title, words)


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
        marks = {member.key: _mark(member, base, copies) for member in members}
        known = database.marks()
        waiting = [member for member in members if known.get(member.key) != marks[member.key]]
        if done := len(members) - len(waiting):
            terminal.error(words(_taken_up(done)))
        database.keep_only(marks)
        tasks = ((member, task(member, base, copies, on, today)) for member in waiting)
        with ExitStack() as stack:
            advance = _progress(stack, len(waiting), words)
            for outcome in run(tasks, options.processes, options.timeout):
                database.add(outcome, marks[outcome.member.key], words)
                advance()
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


def _progress(stack: ExitStack, total: int, words: Translator) -> Callable[[], object]:
    """Return what tells that one more manual is done:
    shown on a terminal, by rich, and nowhere else.
    """
    try:
        from rich.console import Console  # noqa: PLC0415 - only here, and only where it is installed
        from rich.progress import Progress  # noqa: PLC0415
    except ModuleNotFoundError:
        return lambda: None
    console = Console(stderr=True)
    if not console.is_terminal:
        return lambda: None
    progress = stack.enter_context(Progress(console=console, transient=True))
    bar = progress.add_task(words(say("Manuals")), total=total)
    return lambda: progress.advance(bar)


def _mark(member: Member, base: Path, copies: Path) -> str:
    """Return what a source looks like now:
    an interrupted run's rows are kept where it looks the same.
    """
    if member.folder is None:
        file = base / member.report if member.report else copies / f"{member.key}.json"
        return _look(file)
    entries = [*islice(_walk(str(base / member.folder)), _MAX_WALKED + 1)]
    if len(entries) > _MAX_WALKED:
        return ""
    return digest_of("".join(entries).encode("utf-8", "surrogateescape"))


def _walk(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _SKIPPED:
                yield from _walk(entry.path)
        else:
            yield f"{entry.path} {_look(Path(entry.path))}\n"


def _look(file: Path) -> str:
    try:
        seen = file.stat()
    except OSError:
        return ""
    return f"{seen.st_size} {seen.st_mtime_ns}"


def _fetch(members: tuple[Member, ...], copies: Path, words: Translator) -> int:
    """Ask the addresses; return the exit status where none can be asked."""
    from preuve.links.fetching import FetchError, fetch  # noqa: PLC0415 - httpx need not be there for other portfolios

    copies.mkdir(parents=True, exist_ok=True)
    for member in members:
        if member.url is None:
            continue
        try:
            token = os.environ.get(member.token) if member.token else None
            (copies / f"{member.key}.json").write_bytes(fetch(member.url, token, MAX_BYTES))
        except FetchError as error:
            terminal.error(
                words(
                    say(
                        "{key}: {why} What was fetched last stays.",
                        key=member.key,
                        why=error.message,
                    )
                )
            )
    return 0


def _join(options: Namespace) -> int:
    words = Translator(options.language)
    output: Path = options.output or Path("portfolio.sqlite")
    part = output
    try:
        _claim(options, output, Path.cwd())
        database = Database(output, f"join {os.getpid()}")
        for part in options.parts:
            database.join(part)
        database.finish()
    except OwnershipError as error:
        terminal.error(words(error.message))
        return 2
    except (OSError, sqlite3.Error) as error:
        terminal.error(words(say("{file} cannot be joined: {why}", file=str(part), why=str(error))))
        return 2
    return _finish(options, output, options.title, words)


def _finish(options: Namespace, output: Path, title: str, words: Translator) -> int:
    """Write what else was asked for, say what there is; return the exit status."""
    try:
        if options.csv:
            write_csv(output, options.csv)
        if options.parquet and (status := _parquet(output, options.parquet, words)):
            return status
        if options.html:
            _draw(output, options.html, title, words)
        for folder in filter(None, (options.html, options.csv, options.parquet)):
            mark_folder(folder)
    except OSError as error:
        terminal.error(
            words(
                say(
                    "{file} cannot be written: {why}",
                    file=str(error.filename),
                    why=system_reason(error),
                )
            )
        )
        return 2
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


def _parquet(output: Path, folder: Path, words: Translator) -> int:
    """Write Parquet files by way of DuckDB; return the exit status where it is not installed."""
    try:
        import duckdb  # noqa: PLC0415 - only where it was asked for
    except ModuleNotFoundError:
        terminal.error(
            words(
                say(
                    "{package} is not installed. Type: {command}",
                    package="duckdb",
                    command="pip install duckdb",
                )
            )
        )
        return 2
    with (
        duckdb.connect() as engine,
        closing(read_only(output)) as whole,
        scratch("parquet") as tables,
    ):
        folder.mkdir(parents=True, exist_ok=True)
        for file in write_csv(output, tables, text=str):
            # Types are those of the tables, never guessed: a key such as 007 is a text.
            columns = {
                name: kind for _, name, kind, *_ in whole.execute(f"PRAGMA table_info({file.stem})")
            }
            table = engine.read_csv(
                str(file),
                header=True,
                columns=columns,
                delimiter=",",
                quotechar='"',
                escapechar='"',
            )
            table.write_parquet(str(folder / f"{file.stem}.parquet"))
    return 0


def _draw(output: Path, folder: Path, title: str, words: Translator) -> None:
    from preuve.portfolio.html_pages import ASSETS, draw  # noqa: PLC0415 - Jinja only where pages are drawn

    (folder / "manuals").mkdir(parents=True, exist_ok=True)
    for asset in ASSETS:
        (folder / asset.name).write_bytes(asset.read_bytes())
    for name, text in draw(output, title, words):
        (folder / name).write_text(text, encoding="utf-8")
