"""Addresses asked at a real server of this machine:
what each answer is taken for, and what is never asked.
"""

from __future__ import annotations

import json
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import httpx
import pytest
from manuals import ManualFolder, entry

from preuve.cli import run
from preuve.links import visiting
from preuve.links.crawl import go_round
from preuve.links.visiting import MAX_BYTES, Policy, visit
from preuve.model.link_results import Outcome, Seen, read, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 11, 25)


class Host(BaseHTTPRequestHandler):
    """A web server that answers by the address it is asked for."""

    asked: ClassVar[list[tuple[str, str, str, float]]] = []

    def do_HEAD(self) -> None:
        """Answer without a page."""
        self._answer()

    def do_GET(self) -> None:
        """Answer with one."""
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"], time.monotonic()))
        name = self.path.strip("/").partition("/")[0]
        if name == "slow":
            time.sleep(1.5)
        status = (
            int(name)
            if name.isdigit()
            else {"no-head": 405 if self.command == "HEAD" else 200}.get(name, 200)
        )
        self.send_response(status)
        if 300 <= status < 400:
            to = self.path.strip("/").partition("/")[2]
            self.send_header("Location", to.replace("~", "://") if "~" in to else f"/{to}")
        self.end_headers()
        if self.command == "GET":
            self._page(name)

    def _page(self, name: str) -> None:
        pieces = 10_000 if name == "404" and "endless" in self.path else 1
        try:
            for _ in range(pieces):
                self.wfile.write(b"x" * 10_000)
        except OSError:
            self.asked.append(("CLOSED", self.path, "", 0.0))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Say nothing for each request."""


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Host.asked.clear()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Return the port of a server."""
    with serving() as number:
        yield number


OPEN = Policy(
    "Preuve/test",
    timeout=0.5,
    private=True,
    schemes=frozenset({"http"}),
    resolve=lambda *_: ["127.0.0.1"],
)

ANSWERS = {
    "there": ("200", Outcome.THERE, 200),
    "there, to whoever does not only look at the head": ("no-head", Outcome.THERE, 200),
    "for a time elsewhere": ("302/200", Outcome.THERE, 200),
    "moved for good": ("301/200", Outcome.MOVED, 200),
    "moved for good, then for a time elsewhere": ("301/302/200", Outcome.THERE, 200),
    "moved to nothing": ("301/404", Outcome.GONE, 404),
    "not there": ("404", Outcome.GONE, 404),
    "taken away": ("410", Outcome.GONE, 410),
    "for people only": ("403", Outcome.REFUSED, 403),
    "asked too often": ("429", Outcome.REFUSED, 429),
    "a host in trouble": ("503", Outcome.NO_ANSWER, 503),
    "round in circles": ("302/" * 7 + "200", Outcome.NO_ANSWER, None),
    "too slow": ("slow", Outcome.NO_ANSWER, None),
    "away from https": ("302/ftp~a.example", Outcome.UNSAFE, None),
}


@pytest.mark.parametrize(("path", "outcome", "status"), ANSWERS.values(), ids=ANSWERS)
def test_what_an_answer_is_taken_for(
    port: int, path: str, outcome: Outcome, status: int | None
) -> None:
    """Would catch a page called gone that is there, or the reverse;
    or a traceback for what a host does.
    """
    with httpx.Client(timeout=OPEN.timeout) as client:
        seen = visit(f"http://a.example:{port}/{path}", OPEN, client, DAY)
    assert (seen.outcome, seen.status) == (outcome, status)
    assert (seen.why == "") is (status is not None)


def test_head_first_then_no_more_than_needed(port: int) -> None:
    """Would catch a whole film fetched to see that it is there,
    and a check that does not say who asks.
    """
    Host.asked.clear()
    with httpx.Client(timeout=5, headers={"User-Agent": OPEN.agent}) as client:
        visit(f"http://a.example:{port}/404/endless", OPEN._replace(timeout=5), client, DAY)
        assert [one[0] for one in Host.asked[:2]] == ["HEAD", "GET"]
        assert {one[2] for one in Host.asked[:2]} == {"Preuve/test"}
    ends = time.monotonic() + 5
    while not any(one[0] == "CLOSED" for one in Host.asked) and time.monotonic() < ends:
        time.sleep(0.05)
    assert any(request[0] == "CLOSED" for request in Host.asked)
    assert MAX_BYTES * 100 < 10_000 * 10_000


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "192.168.1.1",
    "169.254.169.254",
    "172.16.0.1",
    "::1",
    "fe80::1%eth0",
    "fc00::1",
    "::ffff:127.0.0.1",
]


@pytest.mark.parametrize("place", PRIVATE)
def test_a_private_network_is_not_asked(port: int, place: str) -> None:
    """Would catch a link of a page that knocks at a door inside, by whatever name;
    also by one of two addresses.
    """
    Host.asked.clear()
    for places in ([place], ["203.0.114.1", place]):
        policy = OPEN._replace(private=False, resolve=lambda *_, places=places: places)
        with httpx.Client() as client:
            seen = visit(f"http://a.example:{port}/200", policy, client, DAY)
        assert seen.outcome is Outcome.UNSAFE
        assert place in seen.why
    assert Host.asked == []


def test_a_redirect_into_a_private_network_is_not_followed(port: int) -> None:
    """Would catch a check that looks at the first address only."""
    known = {"a.example": "127.0.0.1", "inside.example": "10.0.0.1"}
    policy = OPEN._replace(private=False, resolve=lambda host, _: [known[host]])
    Host.asked.clear()
    from ipaddress import IPv4Address  # noqa: PLC0415 - as the module sees it

    with pytest.MonkeyPatch.context() as patch, httpx.Client() as client:
        patch.setattr(IPv4Address, "is_global", property(lambda self: str(self) == "127.0.0.1"))
        seen = visit(f"http://a.example:{port}/302/http~inside.example", policy, client, DAY)
    assert seen.outcome is Outcome.UNSAFE
    assert "inside.example is in a private network (10.0.0.1)" in seen.why


def test_plain_http_and_unknown_hosts_are_told() -> None:
    """Would catch an address without https asked all the same,
    or a name that means nothing told as a traceback.
    """

    def nobody(*_: object) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with httpx.Client() as client:
        assert visit("http://a.example/", Policy("x"), client, DAY).outcome is Outcome.UNSAFE
        assert visit("https://u:p@a.example/", Policy("x"), client, DAY).outcome is Outcome.UNSAFE
        seen = visit("https://a.example/", Policy("x", resolve=nobody), client, DAY)
    assert (seen.outcome, seen.why) == (Outcome.NO_ANSWER, "[Errno -2] Name or service not known")


def test_one_host_is_asked_one_thing_at_a_time(port: int) -> None:
    """Would catch a check that a host takes for an attack;
    and one that waits for a host that is down, again and again.
    """
    Host.asked.clear()
    urls = [f"http://a.example:{port}/200/{number}" for number in range(4)]
    assert [one.outcome for one in go_round(urls, OPEN, DAY, 0.2)] == [Outcome.THERE] * 4
    moments = [request[3] for request in Host.asked]
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(moments))
    seen = list(
        go_round([f"http://b.example:{port}/slow/{number}" for number in range(6)], OPEN, DAY, 0.0)
    )
    assert [one.why.startswith("not asked") for one in seen] == [False] * 3 + [True] * 3


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate of our own for quality.example, its key in the same file."""
    file = tmp_path_factory.mktemp("tls") / "own.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-keyout",
            file.with_suffix(".key"),
            "-out",
            file,
            "-subj",
            "/CN=quality.example",
            "-addext",
            "subjectAltName=DNS:quality.example",
        ],
        check=True,
        capture_output=True,
    )
    return file


def test_the_verb_over_https(
    tmp_path: Path,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Would catch a certificate that nobody vouches for taken as good,
    or results without their day.
    """
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, certificate.with_suffix(".key"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795600000")
    monkeypatch.setattr(visiting, "resolved", lambda *_: ["127.0.0.1"])
    monkeypatch.delenv("HTTPS_PROXY", raising=False)
    monkeypatch.delenv("https_proxy", raising=False)
    folder = ManualFolder(tmp_path)
    with serving(tls) as number:
        base = f"https://quality.example:{number}"
        folder.index(
            *(
                entry(one, place=None, url=f"{base}/{path}")
                for one, path in enumerate(("200", "404", "301/200"), 1)
            )
        )
        folder.write("links.json", written([Seen("https://old.example/", DAY, Outcome.THERE, 200)]))
        words = ["links", str(tmp_path), "--pause", "0", "--private"]
        assert run(words) == 1
        assert capsys.readouterr().out.count("certificate verify failed") == 3
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert run(words) == 1
        said = capsys.readouterr().out
        assert f"✓ evidence_index.yaml:11 {base}/200: there (200)" in said
        assert "gone (404)" in said
        assert f"moved for good (200). Write {base}/200" in said
        assert "3 addresses asked, 1 that does not answer; noted in links.json." in said
        assert {url: (seen.outcome, seen.checked) for url, seen in read(tmp_path).items()} == {
            f"{base}/200": (Outcome.THERE, date(2026, 11, 25)),
            f"{base}/301/200": (Outcome.MOVED, date(2026, 11, 25)),
            f"{base}/404": (Outcome.GONE, date(2026, 11, 25)),
        }
        first = (tmp_path / "links.json").read_bytes()
        assert run(words) == 1
        assert (tmp_path / "links.json").read_bytes() == first
        assert run(words[:-1]) == 1  # without --private this machine is not asked
        assert "is in a private network (127.0.0.1)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"schema": 1, "links": [{"url": 3}]}',
        b'{"schema": 2, "links": []}',
        b"\xff",
    ],
)
def test_a_file_that_is_not_ours_is_passed_over(tmp_path: Path, data: bytes) -> None:
    """Would catch a traceback in a build for a file that a merge left in pieces."""
    (tmp_path / "links.json").write_bytes(data)
    assert read(tmp_path) == {}


def test_a_manual_without_addresses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Would catch a file written for nothing; and a pause that no one meant."""
    organisation = tmp_path / "organisation.yaml"
    organisation.write_text("name: A\nlanguage: en\n", encoding="utf-8")
    assert run(["links", str(tmp_path)]) == 0
    assert "no web address" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [organisation]
    assert run(["links", str(tmp_path), "--pause", "-1"]) == 2


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """Would catch a result that does not come back as it was."""
    seen = [
        Seen("https://b.example/", DAY, Outcome.NO_ANSWER, None, None, "why"),
        Seen("https://a.example/", DAY, Outcome.MOVED, 200, "x"),
    ]
    (tmp_path / "links.json").write_bytes(written(seen))
    assert read(tmp_path) == {one.url: one for one in seen}
    assert [load["url"] for load in json.loads(written(seen))["links"]] == [
        "https://a.example/",
        "https://b.example/",
    ]
