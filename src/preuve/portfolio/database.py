"""The joined verdicts as one SQLite file, which Datasette, DuckDB or a spreadsheet open as it is.

The tables are those of the rows (`reports.py`), each with the manual's key in front; `manuals` says
besides where a verdict came from, and why there is none. It is written under another name and put
in place when whole; what an interrupted run left there is taken up again.
"""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from types import NoneType, UnionType
from typing import TYPE_CHECKING, NamedTuple, get_args, get_type_hints

from preuve.core.extras import NotInstalledError
from preuve.core.writing import scratch
from preuve.portfolio.reports import ClauseRow, EvidenceRow, FindingRow, IndicatorRow, ManualRow
from preuve.spreadsheets.workbook import disarmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from preuve.core.words import Translator
    from preuve.portfolio.running import RunOutcome

VERSION = 1
"""Rises when a table or a column changes its meaning or goes; `PRAGMA user_version` holds it."""


class _WhereClause(NamedTuple):
    """What `manuals` holds of each, its rows or not."""

    key: str
    source: str
    site: str | None
    problem: str | None
    mark: str
    """What the source looked like when it was read: size and time of its files."""


_BELOW: dict[str, type] = {
    "indicators": IndicatorRow,
    "clauses": ClauseRow,
    "findings": FindingRow,
    "evidence": EvidenceRow,
}
TABLES: dict[str, tuple[str, ...]] = {
    "manuals": (*_WhereClause._fields, *ManualRow._fields),
    **{name: ("manual", *get_type_hints(row)) for name, row in _BELOW.items()},
}
"""Every table's columns, in order."""

_AT_ONCE = 50
"""Manuals saved in one step: what an interruption may lose."""
_INDEXES = (
    "CREATE INDEX indicators_by_state ON indicators (state, number)",
    "CREATE INDEX findings_by_rule ON findings (rule, indicator)",
    "CREATE INDEX evidence_by_day ON evidence (until)",
    "CREATE INDEX manuals_by_audit ON manuals (next_audit)",
)
_TYPES = {int: "INTEGER", bool: "INTEGER", float: "REAL", str: "TEXT"}


def _columns(row: type) -> Iterator[str]:
    for name, hint in get_type_hints(row).items():
        kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
        kind = next(kind for kind in kinds if kind is not NoneType)
        yield f'"{name}" {_TYPES[kind]}{"" if NoneType in kinds else " NOT NULL"}'


def _tables() -> Iterator[str]:
    # What is known of a manual that could not be read is where it was looked for: all else is NULL.
    whole = ", ".join(column.removesuffix(" NOT NULL") for column in _columns(ManualRow))
    yield (
        f"CREATE TABLE manuals ({', '.join(_columns(_WhereClause))}, {whole}, PRIMARY KEY (key)) "
        "WITHOUT ROWID"
    )
    for name, row in _BELOW.items():
        yield (
            f"CREATE TABLE {name} (manual TEXT NOT NULL REFERENCES manuals (key), "
            f"{', '.join(_columns(row))})"
        )
        # From the start: a manual's rows are replaced and drawn by it.
        yield f"CREATE INDEX {name}_by_manual ON {name} (manual)"


class Database:
    """The file while it is written, beside the last whole one."""

    def __init__(self, path: Path, signature: str) -> None:
        """Open or take up again.

        Args:
            path: where the whole file is to be.
            signature: what the run depends on besides the manuals: version and day. Another one
                begins anew.

        """
        self.path = path
        self._part = path.with_name(f".{path.name}.part")
        if not self._resumable(signature):
            self._part.unlink(missing_ok=True)
            with closing(sqlite3.connect(self._part)) as begun:
                for statement in (*_tables(), "CREATE TABLE run (signature TEXT NOT NULL)"):
                    begun.execute(statement)
                begun.execute("INSERT INTO run VALUES (?)", (signature,))
                begun.execute(f"PRAGMA user_version = {VERSION}")
                begun.commit()
        self._open = sqlite3.connect(self._part.resolve().as_uri(), uri=True)
        self._open.execute("PRAGMA synchronous = OFF")  # a torn .part is begun anew
        self._unsaved = 0

    def _resumable(self, signature: str) -> bool:
        if not self._part.is_file():
            return False
        try:
            with closing(sqlite3.connect(self._part)) as last:
                return last.execute("SELECT signature FROM run").fetchall() == [(signature,)]
        except sqlite3.DatabaseError:
            return False

    def marks(self) -> dict[str, str]:
        """Return what was read already, by key, and what its source looked like then."""
        return dict(self._open.execute("SELECT key, mark FROM manuals WHERE problem IS NULL"))

    def add(self, outcome: RunOutcome, mark: str, words: Translator) -> None:
        """Add one manual's rows, in the place of those an interrupted run left."""
        member, report = outcome.member, outcome.report
        self._forget(member.key)
        problem = words(outcome.problem) if outcome.problem is not None else None
        where = _WhereClause(member.key, member.source, member.site, problem, mark)
        row = report.manual if report else (None,) * len(ManualRow._fields)
        self._insert("manuals", [(*where, *row)])
        if report is not None:
            below: tuple[Sequence[tuple[object, ...]], ...] = (
                report.indicators,
                report.clauses,
                report.findings,
                report.evidence,
            )
            for table, rows in zip(_BELOW, below, strict=True):
                self._insert(table, ((member.key, *values) for values in rows))
        self._unsaved += 1
        if self._unsaved >= _AT_ONCE:
            self._save()

    def _save(self) -> None:
        self._open.commit()
        self._unsaved = 0

    def _forget(self, key: str) -> None:
        for table in _BELOW:
            self._open.execute(f"DELETE FROM {table} WHERE manual = ?", (key,))  # noqa: S608 - our own names
        self._open.execute("DELETE FROM manuals WHERE key = ?", (key,))

    def _insert(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        marks = ", ".join("?" * len(TABLES[table]))
        self._open.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - our own names

    def keep_only(self, keys: Iterable[str]) -> None:
        """Forget manuals that the portfolio no longer names."""
        known = {key for (key,) in self._open.execute("SELECT key FROM manuals")}
        for key in known - set(keys):
            self._forget(key)

    def join(self, part: Path) -> None:
        """Add all rows of another such file: a shard of the same portfolio.

        Raises:
            sqlite3.Error: it is no such file, or has a manual that stands here already.

        """
        self._open.execute(
            "ATTACH ? AS part", (f"{part.resolve().as_uri()}?mode=ro",)
        )  # never makes a file
        try:
            with self._open:
                for table in TABLES:
                    self._open.execute(f"INSERT INTO main.{table} SELECT * FROM part.{table}")  # noqa: S608 - our own names
        finally:
            self._open.execute("DETACH part")

    def finish(self) -> None:
        """Make the file whole and put it in place, in one step."""
        for statement in _INDEXES:
            self._open.execute(statement)
        self._open.execute("DROP TABLE run")
        self._save()
        self._open.execute("VACUUM")
        self._open.close()
        self._part.replace(self.path)

    def close(self) -> None:
        """Leave what was written for the next run."""
        self._save()
        self._open.close()


def read_only(path: Path) -> sqlite3.Connection:
    """Open a whole file to ask it."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def write_csv(path: Path, folder: Path, text: Callable[[str], str] = disarmed) -> list[Path]:
    """Write each table as a CSV file.

    Args:
        path: the whole SQLite file.
        folder: where they are to be.
        text: what is done to texts, so that no spreadsheet takes one for a formula.

    Returns:
        The files, one a table.

    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    with closing(read_only(path)) as whole:
        for table, columns in TABLES.items():
            files.append(folder / f"{table}.csv")
            with files[-1].open("w", encoding="utf-8", newline="") as stream:
                lines = csv.writer(stream)
                lines.writerow(columns)
                rows = whole.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own names
                lines.writerows(
                    [text(value) if isinstance(value, str) else value for value in row]
                    for row in rows
                )
    return files


def write_parquet(output: Path, folder: Path) -> None:
    """Write each table as a Parquet file, by way of DuckDB.

    Args:
        output: the portfolio's file.
        folder: where they are written.

    Raises:
        NotInstalledError: DuckDB is not there.
        OSError: they cannot be written.

    """
    try:
        import duckdb  # noqa: PLC0415 - only where it was asked for
    except ModuleNotFoundError:
        package = "duckdb"
        raise NotInstalledError(package) from None
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
