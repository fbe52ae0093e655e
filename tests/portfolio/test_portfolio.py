"""Many manuals at once: what comes into the database,
what never stops the rest, what the pages say.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import duckdb
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manuals import EXAMPLE, ROOT

from preuve.core import clock
from preuve.core.words import Translator
from preuve.links.fetching import FetchError, fetch
from preuve.portfolio import running
from preuve.portfolio.database import TABLES, _WhereClause, read_only
from preuve.portfolio.html_pages import LACKS_WORDS
from preuve.portfolio.listing import MAX_MANUALS, Member, read_portfolio
from preuve.portfolio.reports import LACKS, MAX_BYTES, SCHEMAS, ReportError, parse

if TYPE_CHECKING:
    from pathlib import Path

LISTING_FILE = "portfolio.yaml"


def preuve(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would."""
    command = [
        sys.executable,
        "-c",
        "import sys; from preuve.cli import run; sys.exit(run(sys.argv[1:]))",
        *arguments,
    ]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def report(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any value of a report, wrong ones too
    """Return a report of the newest form, small."""
    return {
        "schema": 2,
        "provider": "Atelier Exemple",
        "version": "1.0",
        "weakened": [],
        "certificate": {"obtained": "2025-03-01", "expires": "2028-02-29"},
        "next_audit": {"date": "2026-12-15", "type": "surveillance"},
        "as_of": "2026-12-01",
        "edition": "rnq-2026",
        "language": "fr",
        "ok": False,
        "counts": {"covered": 0, "partial": 1, "missing": 1, "not_applicable": 0, "waived": 0},
        "indicators": [
            {
                "number": number,
                "criterion": 1,
                "applies": True,
                "reason": "S’applique.",
                "state": state,
                "evidence": ["EV-1"],
                "clauses": [{"id": f"{number}.method", "applies": True, "state": "missing"}],
            }
            for number, state in ((1, "missing"), (2, "partial"))
        ],
        "evidence": [
            {"id": "EV-1", "state": "current", "indicators": [1, "2.method"], "until": "2027-01-31"}
        ],
        "non_conformities": [],
        "findings": [finding()],
        "fixed": [],
        **changes,
    }


def finding(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Return one finding of a report."""
    return {
        "rule": "missing-evidence",
        "severity": "error",
        "message": "Rien ne prouve l’indicateur 1.",
        "help": "Ajoutez une preuve.",
        "file": "evidence_index.yaml",
        "line": 3,
        "column": 1,
        "indicator": 1,
        "clause": None,
        "evidence": None,
        "accepted_until": None,
        "known": False,
        "fingerprint": "0123456789abcdef",
        **changes,
    }


def portfolio(folder: Path, **reports: Any) -> Path:  # noqa: ANN401 - as above
    """Write reports and the portfolio that names them."""
    lines = ["language: en", "manuals:"]
    for key, content in reports.items():
        (folder / f"{key}.json").write_text(
            content if isinstance(content, str) else json.dumps(content), encoding="utf-8"
        )
        lines.append(f"  - {{key: {key}, report: {key}.json}}")
    (folder / LISTING_FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / LISTING_FILE


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the database."""
    with closing(read_only(database)) as whole:
        return [tuple(row) for row in whole.execute(query)]


def test_reports_become_rows_and_pages(tmp_path: Path) -> None:
    """Would catch a value in another column, a manual left out, a page that is not drawn."""
    file = portfolio(
        tmp_path, a=report(), b=report(ok=True, provider="Boréal", findings=[finding(known=True)])
    )
    done = preuve(
        "portfolio",
        "check",
        file,
        "--html",
        tmp_path / "pages",
        "--csv",
        tmp_path / "csv",
        "--processes",
        "1",
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("2 manuals: 1 gate open, 1 closed, 0 not read; in ")
    database = tmp_path / "portfolio.sqlite"
    assert rows(
        database, "SELECT key, provider, ok, next_audit, missing, errors, lacks FROM manuals"
    ) == [
        ("a", "Atelier Exemple", 0, "2026-12-15", 1, 1, None),
        ("b", "Boréal", 1, "2026-12-15", 1, 1, None),
    ]
    assert rows(database, "SELECT * FROM clauses WHERE manual = 'a'")[0] == (
        "a",
        1,
        "1.method",
        1,
        "missing",
    )
    assert rows(database, "SELECT indicators, until FROM evidence WHERE manual = 'a'") == [
        ('["1", "2.method"]', "2027-01-31")
    ]
    assert rows(database, "SELECT rule, line, known FROM findings") == [
        ("missing-evidence", 3, 0),
        ("missing-evidence", 3, 1),
    ]
    assert {file.name for file in (tmp_path / "pages").iterdir()} >= {
        "index.html",
        "audits.html",
        "ends.html",
        "findings.html",
    }
    index = (tmp_path / "pages/index.html").read_text(encoding="utf-8")
    assert 'content="noindex, nofollow"' in index
    assert 'href="manuals/b.html">Boréal' in index
    with (tmp_path / "csv/indicators.csv").open(encoding="utf-8", newline="") as stream:
        assert tuple(next(csv.reader(stream))) == TABLES["indicators"]


def test_a_folder_gives_what_its_report_gives(tmp_path: Path) -> None:
    """Would catch two ways to a verdict that differ: a manual checked here, and its report read."""
    manual = tmp_path / "manual"
    shutil.copytree(EXAMPLE, manual)
    told = preuve("check", manual, "--format", "json").stdout
    file = portfolio(tmp_path, read=told)
    with file.open("a", encoding="utf-8") as stream:
        stream.write("  - {key: checked, folder: manual}\n")
    preuve("portfolio", "check", file)
    # The form itself: what is written is what is read, key by key, or a column would be empty for
    # ever.
    (written,) = rows(tmp_path / "portfolio.sqlite", "SELECT * FROM manuals WHERE key = 'read'")
    document = json.loads(told)
    said = dict(zip(TABLES["manuals"], written, strict=True))
    assert document["schema"] == SCHEMAS[-1]
    assert said["lacks"] is None
    assert (
        said
        | {
            "provider": document["provider"],
            "version": document["version"],
            "certificate_obtained": document["certificate"]["obtained"],
            "certificate_expires": document["certificate"]["expires"],
            "next_audit": document["next_audit"]["date"],
            "next_audit_type": document["next_audit"]["type"],
        }
        == said
    )
    assert {key for lacked in LACKS.values() for key in lacked} <= {
        *document,
        *document["indicators"][0],
        *document["evidence"][0],
    }
    for table in ("manuals", "indicators", "clauses", "findings", "evidence"):
        own = slice(len(_WhereClause._fields), None) if table == "manuals" else slice(1, None)
        read, checked = (
            [
                row[own]
                for row in rows(tmp_path / "portfolio.sqlite", f"SELECT * FROM {table}")  # noqa: S608
                if row[0] == key
            ]
            for key in ("read", "checked")
        )
        assert read == checked
        assert read


def test_an_older_report_says_what_it_lacks(tmp_path: Path) -> None:
    """Would catch a report of schema 1 refused, or its silence taken for a fact."""
    old = {
        key: value
        for key, value in report(schema=1).items()
        if key not in {"provider", "certificate", "next_audit", "weakened"}
    }
    file = portfolio(tmp_path, old=old)
    preuve("portfolio", "check", file, "--html", tmp_path / "pages")
    ((lacks, audit),) = rows(tmp_path / "portfolio.sqlite", "SELECT lacks, next_audit FROM manuals")
    assert "next_audit" in lacks
    assert audit is None
    page = (tmp_path / "pages/manuals/old.html").read_text(encoding="utf-8")
    assert "It is of an older form (schema 1): the provider’s name, " in page
    assert set(LACKS_WORDS) == {key for lacked in LACKS.values() for key in lacked}


NASTY: dict[str, Any] = {
    "text": "<!doctype html>Sign in",
    "nothing": "",
    "nested": "[" * 100_000,
    "number": "12",
    "later": report(schema=3),
    "lists": report(findings={}),
    "negative": report(counts={"covered": -1}),
    "giant": report(
        counts={"covered": 10**30, "partial": 0, "missing": 0, "not_applicable": 0, "waived": 0}
    ),
    "booleans": report(ok="yes"),
    "days": report(as_of="2026-02-30"),
    "twice": report(indicators=[*report()["indicators"], *report()["indicators"]]),
    "long": report(provider="x" * 100_000),
    "not_a_number": json.dumps(report(counts="COUNTS")).replace('"COUNTS"', '{"covered": NaN}'),
    "infinite": json.dumps(report(schema="SCHEMA")).replace('"SCHEMA"', "1e999"),
    "digits": json.dumps(report(schema="SCHEMA")).replace('"SCHEMA"', "9" * 5_000),
    "much_later": report(schema=99),
    "two_verdicts": json.dumps(report(findings=[])).replace(
        '"ok": false', '"ok": false, "ok": true'
    ),
    "says_open": report(ok=True),
    "counts_more": report(counts=report()["counts"] | {"covered": 30}),
    "no_state": report(indicators=[report()["indicators"][0] | {"state": "compliant"}]),
    "no_weight": report(findings=[finding(severity="catastrophe")]),
    "endless": "[" + "[]," * 2_000_000 + "[]]",
    "below": report(certificate={"obtained": [[[[{}]]]]}),
}


def test_no_report_stops_the_rest(tmp_path: Path) -> None:
    """Would catch a broken, giant, endless or hostile report that ends the
    run or writes half of itself.
    """
    file = portfolio(tmp_path, good=report(), **NASTY)
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "huge.json").write_bytes(b" " * (33 * 1024 * 1024))
    with file.open("a", encoding="utf-8") as stream:
        stream.write("  - {key: pipe, report: pipe.json}\n  - {key: huge, report: huge.json}\n")
        stream.write(
            "  - {key: gone, folder: nowhere}\n  - {key: asked, url: "
            "'https://reports.example/a.json'}\n"
        )
    done = preuve("portfolio", "check", file)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    read = rows(tmp_path / "portfolio.sqlite", "SELECT key FROM manuals WHERE problem IS NULL")
    assert read == [("good",)]
    assert len(rows(tmp_path / "portfolio.sqlite", "SELECT key FROM manuals")) == len(NASTY) + 5
    assert {
        key
        for (key,) in rows(tmp_path / "portfolio.sqlite", "SELECT DISTINCT manual FROM findings")
    } == {"good"}


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    """Would catch a report that runs a script on the page, commands the terminal, turns a line,
    or is computed in a cell.
    """
    bad = "=HYPERLINK(1)</title><script>alert(1)</script>{{ 7 * 7 }}\x1b[31m\u202e\ud800"
    words = {
        key: bad for key, value in finding().items() if isinstance(value, str) and key != "severity"
    }
    proof, indicator = report()["evidence"][0], report()["indicators"][0]
    content = report(
        provider=bad,
        version=bad,
        edition=bad,
        weakened=[bad],
        next_audit={"date": "2026-12-15", "type": bad},
        counts=report()["counts"] | {"partial": 0},
        indicators=[
            indicator | {"reason": bad, "clauses": [{"id": bad, "applies": True, "state": bad}]}
        ],
        evidence=[proof | {"id": bad, "indicators": [bad], "state": "current"}],
        findings=[finding(**words)],
    )
    file = portfolio(tmp_path, bad=content, **{"=1+1": content})
    file.write_text(
        file.read_text(encoding="utf-8").replace("key: =1+1", "key: m1"), encoding="utf-8"
    )
    done = preuve(
        "portfolio", "check", file, "--html", tmp_path / "pages", "--csv", tmp_path / "csv"
    )
    assert done.returncode == 1, done.stderr
    assert rows(
        tmp_path / "portfolio.sqlite", "SELECT count(*) FROM manuals WHERE problem IS NULL"
    ) == [(2,)]
    pages = list((tmp_path / "pages").rglob("*.html"))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "49" not in text
        assert not {"\x1b", "\u202e", "\ud800"} & set(text)
    assert any("HYPERLINK" in page.read_text(encoding="utf-8") for page in pages)
    for table in TABLES:
        with (tmp_path / f"csv/{table}.csv").open(encoding="utf-8", newline="") as stream:
            assert not [
                cell
                for row in csv.reader(stream)
                for cell in row
                if cell.startswith(("=", "+", "-", "@"))
            ]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda below: st.lists(below) | st.dictionaries(st.text(), below),
    )
)
def test_any_json_is_read_or_refused(value: object) -> None:
    """Would catch a shape of JSON that ends in a traceback."""
    for document in (
        value,
        report(findings=[value]),
        report(indicators=[value]),
        report(certificate=value),
    ):
        try:
            parse(json.dumps(document).encode())
        except ReportError:
            continue


def test_a_slow_manual_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a run that waits for ever for one manual."""
    members = [Member(key, None, report=f"{key}.json") for key in ("slow", "good")]  # type: ignore[arg-type] # no place needed
    (tmp_path / "good.json").write_text(json.dumps(report()), encoding="utf-8")
    # A folder of this name makes the worker sleep: `site` is read by the child process at its
    # start.
    (tmp_path / "sitecustomize.py").write_text(
        "import time\nfrom preuve.portfolio import running\nreading = running.look_at\n"
        "running.look_at = lambda job: time.sleep(60) if job.key == 'slow' else reading(job)\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    tasks = [
        (
            member,
            running.Task(
                member.key, None, str(tmp_path / f"{member.key}.json"), None, clock.today()
            ),
        )
        for member in members
    ]
    outcomes = {
        outcome.member.key: outcome for outcome in running.run(tasks, processes=1, limit=4.0)
    }
    assert outcomes["slow"].report is None
    assert outcomes["slow"].problem is not None
    assert "more than 4" in Translator("en")(outcomes["slow"].problem)
    assert outcomes["good"].report is not None


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    """Would catch a second run that looks at all anew,
    or keeps rows of a report that changed since.
    """
    file = portfolio(tmp_path, a=report(), b=report())
    preuve("portfolio", "check", file)
    whole, part = tmp_path / "portfolio.sqlite", tmp_path / ".portfolio.sqlite.part"
    signature = f"{_version()} 1 {clock.today()} en"
    shutil.copy(whole, part)
    with closing(sqlite3.connect(part)) as open_part:
        open_part.execute("CREATE TABLE run (signature TEXT NOT NULL)")
        open_part.execute("INSERT INTO run VALUES (?)", (signature,))
        for name in (
            "indicators_by_state",
            "findings_by_rule",
            "evidence_by_day",
            "manuals_by_audit",
        ):
            open_part.execute(f"DROP INDEX {name}")
        open_part.execute("UPDATE manuals SET provider = 'kept'")
        open_part.commit()
    (tmp_path / "b.json").write_text(json.dumps(report(provider="Changed since")), encoding="utf-8")
    done = preuve("portfolio", "check", file)
    assert "1 manual was looked at already" in done.stderr
    assert rows(whole, "SELECT key, provider FROM manuals") == [
        ("a", "kept"),
        ("b", "Changed since"),
    ]
    assert not part.exists()


def _version() -> str:
    from preuve import __version__  # noqa: PLC0415 - for this one test

    return __version__


def test_shards_join_to_the_whole(tmp_path: Path) -> None:
    """Would catch a manual in two parts or in none, and parts that do not go together."""
    file = portfolio(
        tmp_path, **{f"m{number}": report(provider=str(number)) for number in range(7)}
    )
    parts = [tmp_path / f"part-{number}.sqlite" for number in (1, 2, 3)]
    for number, part in enumerate(parts, 1):
        preuve("portfolio", "check", file, "--shard", f"{number}/3", "--output", part)
    joined = tmp_path / "all.sqlite"
    done = preuve("portfolio", "join", *parts, "--output", joined, "--language", "en")
    assert done.stdout.startswith("7 manuals: "), done.stderr
    preuve("portfolio", "check", file)
    for table in TABLES:
        query = f"SELECT * FROM {table} ORDER BY 1, 2, 3"  # noqa: S608 - our own names
        assert rows(joined, query) == rows(tmp_path / "portfolio.sqlite", query)
    refused = preuve(
        "portfolio",
        "join",
        parts[0],
        parts[0],
        "--output",
        tmp_path / "twice.sqlite",
        "--language",
        "en",
    )
    assert refused.returncode == 2
    assert (
        preuve(
            "portfolio", "join", tmp_path / "none.sqlite", "--output", tmp_path / "x.sqlite"
        ).returncode
        == 2
    )
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("manuals: []\n", 1),
        ("", 1),
        ("manuals:\n  - {key: a}\n", 2),
        ("manuals:\n  - {key: a, folder: x, report: y}\n", 2),
        ("manuals:\n  - {key: ../a, folder: x}\n", 2),
        ("manuals:\n  - {key: a, folder: x}\n  - {key: A, folder: y}\n", 3),
        ("manuals:\n  - {key: a, url: 'http://reports.example/a'}\n", 2),
        ("manuals:\n  - {key: a, url: 'https://me:secret@reports.example/a'}\n", 2),
        ("manuals:\n  - {key: a, url: 'https://reports.example/a', token: ghp_secret}\n", 2),
    ],
)
def test_a_portfolio_that_is_wrong_is_refused(text: str, line: int, tmp_path: Path) -> None:
    """Would catch a key that leaves the folder of pages, a token written down,
    two manuals under one name.
    """
    (tmp_path / LISTING_FILE).write_text(text, encoding="utf-8")
    found, diagnostics = read_portfolio(tmp_path / LISTING_FILE)
    assert found is None
    assert diagnostics[0].place.line == line
    done = preuve("portfolio", "check", tmp_path / LISTING_FILE)
    assert done.returncode == 2
    assert f"{LISTING_FILE}:{line}:" in done.stderr
    assert not (tmp_path / "portfolio.sqlite").exists()


def test_the_most_manuals_can_be_named(tmp_path: Path) -> None:
    """Would catch a number of manuals that is promised and that the reader of YAML refuses."""
    line = (
        "  - {{key: m{number}, url: 'https://reports.example/{number}', token: TOKEN, "
        "site: 'https://m{number}.example/'}}\n"
    )
    for more in (0, 1):
        lines = (line.format(number=number) for number in range(MAX_MANUALS + more))
        (tmp_path / LISTING_FILE).write_text("manuals:\n" + "".join(lines), encoding="utf-8")
        members, diagnostics = read_portfolio(tmp_path / LISTING_FILE)
        assert (members is None) is bool(diagnostics) is bool(more)


def test_a_token_goes_to_its_host_alone() -> None:
    """Would catch a redirect followed with the token, and an answer without end."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        if request.url.path == "/moved":
            return httpx.Response(302, headers={"location": "https://elsewhere.example/"})
        return httpx.Response(
            200, content=b"{}" if request.url.path == "/small" else b" " * (33 << 20)
        )

    transport = httpx.MockTransport(answer)
    assert fetch("https://reports.example/small", "secret", MAX_BYTES, transport) == b"{}"
    assert asked[0].headers["Authorization"] == "Bearer secret"
    for url in (
        "https://reports.example/moved",
        "https://reports.example/endless",
        "http://reports.example/small",
    ):
        with pytest.raises(FetchError) as refused:
            fetch(url, "secret", MAX_BYTES, transport)
        assert "secret" not in Translator("en")(refused.value.message)
    assert {request.url.host for request in asked} == {"reports.example"}


def test_it_replaces_only_what_it_made(tmp_path: Path) -> None:
    """Would catch pages scattered into a folder of somebody's,
    and a file of another kind overwritten.
    """
    file = portfolio(tmp_path, a=report(ok=True, findings=[]))
    (tmp_path / "work").mkdir()
    (tmp_path / "work/notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "mine.sqlite").write_text("no database", encoding="utf-8")
    options: list[list[str | Path]] = [
        ["--html", tmp_path / "work"],
        ["--csv", tmp_path],
        ["--output", tmp_path / "mine.sqlite"],
    ]
    for option in options:
        done = preuve("portfolio", "check", file, *option)
        assert done.returncode == 2, done.stderr
        assert "Traceback" not in done.stderr
    assert (tmp_path / "mine.sqlite").read_text(encoding="utf-8") == "no database"
    for _ in range(2):  # what is ours is made anew
        assert preuve("portfolio", "check", file, "--html", tmp_path / "pages").returncode == 0


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_guide_names_every_column(language: str) -> None:
    """Would catch a column that the guide does not name, or names by another name or elsewhere."""
    text = (ROOT / f"guide/{language}/how-to/many-manuals.md").read_text(encoding="utf-8")
    documented = {}
    for line in text.splitlines():
        if match := re.match(r"\| `(\w+)` \|[^|]*\| (.*) \|", line):
            documented[match[1]] = tuple(re.findall(r"`(\w+)`", match[2]))
    assert documented == {
        table: columns if table == "manuals" else columns[1:] for table, columns in TABLES.items()
    }


# As the guide gives it.
MISSING_MOST = (
    "SELECT number, count(*) AS manuals FROM {} WHERE state = 'missing' "
    "GROUP BY number ORDER BY manuals DESC"
)


def answered(folder: Path, *options: str | Path) -> list[tuple[Any, ...]]:
    """Write a portfolio of twelve; return which of its indicators are missing most."""
    states = [
        ("missing", "partial"),
        *(("missing", "missing"), ("partial", "partial")) * 5,
        ("missing", "partial"),
    ]
    lines = ["language: en", "manuals:"]
    for number, pair in enumerate(states):
        content = report(
            provider=f"{number:03}",
            counts=report()["counts"]
            | {state: pair.count(state) for state in ("missing", "partial")},
            indicators=[
                indicator | {"state": state, "reason": 'Une "raison",\nsur deux lignes; =1+1'}
                for indicator, state in zip(report()["indicators"], pair, strict=True)
            ],
        )
        (folder / f"{number}.json").write_text(json.dumps(content), encoding="utf-8")
        lines.append(f'  - {{key: "{number:03}", report: {number}.json}}')
    (folder / LISTING_FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = preuve("portfolio", "check", folder / LISTING_FILE, *options)
    assert done.returncode == 1, done.stderr
    answer = rows(folder / "portfolio.sqlite", MISSING_MOST.format("indicators"))
    assert answer == [(1, 7), (2, 5)]
    return answer


def test_duckdb_gives_the_same_answer(tmp_path: Path) -> None:
    """Would catch files that DuckDB reads otherwise: a key 007 as 7, a text cut or split,
    a column of another type.
    """
    answer = answered(tmp_path, "--csv", tmp_path / "tables", "--parquet", tmp_path / "tables")
    with duckdb.connect() as engine:
        for kind in ("csv", "parquet"):
            assert (
                engine.sql(MISSING_MOST.format(f"'{tmp_path}/tables/indicators.{kind}'")).fetchall()
                == answer
            )
        for table in TABLES:
            query = f"SELECT * FROM {table}"  # noqa: S608 - our own names
            kept = engine.sql(
                query.replace(table, f"'{tmp_path}/tables/{table}.parquet'")
            ).fetchall()
            assert sorted(kept, key=str) == sorted(
                rows(tmp_path / "portfolio.sqlite", query), key=str
            )


@pytest.mark.skipif(shutil.which("datasette") is None, reason="Datasette is not installed")
def test_datasette_gives_the_same_answer(tmp_path: Path) -> None:
    """Would catch a file that Datasette does not open as it is."""
    answer = answered(tmp_path)
    query = urlencode({"sql": MISSING_MOST.format("indicators"), "_shape": "arrays"})
    command = ["datasette", "portfolio.sqlite", "--get", f"/portfolio.json?{query}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert [tuple(row) for row in json.loads(done.stdout)["rows"]] == answer


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_guide_asks_what_is_asked_here(language: str) -> None:
    """Would catch a query in the guide that nothing tries."""
    text = (ROOT / f"guide/{language}/how-to/many-manuals.md").read_text(encoding="utf-8")
    assert MISSING_MOST.format("indicators") in text
    assert MISSING_MOST.format("'tables/indicators.parquet'") in text
