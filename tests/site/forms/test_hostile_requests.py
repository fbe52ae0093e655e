"""What a page of another site, another program or a careless tab can try at the forms."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from form_browser import FORMS, HOST, ORIGIN, Browser, git, problems, target

if TYPE_CHECKING:
    from pathlib import Path


def _unchanged(root: Path) -> bool:
    return not git(root, "status", "--short").strip()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"http://{HOST}.evil.example"},
        {"origin": "http://127.0.0.1:8001"},
        {"origin": "http://127.0.0.1"},
        {"origin": f"file://{HOST}"},
        {},
        {"origin": f"http://evil.example/{HOST}"},
    ],
    ids=str,
)
def test_another_origin(root: Path, browser: Browser, headers: dict[str, str]) -> None:
    """Would catch a write that any page of the web can have a browser send."""
    given = browser.form("evidence_index.yaml", "evidence/=EV-001")
    for path, values in (
        ("form", {**given, "f.title": "Owned", "work": "write"}),
        ("step", {"token": given["token"], "id": "EV-001", "step": "withdraw"}),
        ("undo", {"token": given["token"]}),
        ("keep", {"token": given["token"], "message": "x"}),
    ):
        answer = browser.ask("POST", f"{FORMS}/{path}", data=values, headers=headers)
        assert answer.status_code == 403
    assert _unchanged(root)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8000",
        "127.0.0.1:9000",
        "127.0.0.1",
        "localhost",
        "[::1]:8000",
        "",
        "0.0.0.0:8000",
    ],
)
def test_another_name_of_this_machine(browser: Browser, host: str) -> None:
    """Would catch DNS rebinding: a stranger's name that was made to mean this machine reads the
    team's pages and forms as its own.
    """
    for path in ("/", FORMS, f"{FORMS}/list?file=evidence_index.yaml&at=evidence"):
        assert browser.ask("GET", path, headers={"host": host}).status_code == 403


def test_without_the_printed_address(root: Path) -> None:
    """Would catch forms that whoever is on this machine may use."""
    stranger = Browser(root)
    try:
        assert stranger.get(FORMS).status_code == 403
        assert stranger.get(f"{FORMS}/enter?token=").status_code == 403
        assert stranger.get(f"{FORMS}/enter?token=guess").status_code == 403
        assert stranger.post(f"{FORMS}/undo", {"token": ""}).status_code == 403
        stranger.cookies = {"preuve_edit": "x", "other": "y"}
        assert stranger.get(FORMS).status_code == 403
    finally:
        stranger.close()


def test_the_secret_stays_where_it_is(browser: Browser) -> None:
    """Would catch a cookie that scripts read or other sites send, a token that is the secret
    itself, a page that another site can frame, or an address that is handed on.
    """
    secret = browser.way_in.rpartition("=")[2]
    answer = browser.get(browser.way_in)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    page = browser.get(f"{FORMS}/form?file=evidence_index.yaml&at=evidence/0")
    assert secret not in page.text
    assert page.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("token", ["", "0" * 64, "é", None])
def test_a_form_without_its_token(root: Path, browser: Browser, token: str | None) -> None:
    """Would catch a write that no form of ours has sent."""
    given = browser.form("evidence_index.yaml", "evidence/=EV-001")
    values = {**given, "f.title": "Owned", "work": "write", "token": token}
    values = {key: value for key, value in values.items() if value is not None}
    assert browser.post(f"{FORMS}/form", values).status_code == 403
    assert _unchanged(root)


@pytest.mark.parametrize(
    "file",
    [
        "../../../etc/passwd",
        "/etc/passwd",
        "mkdocs.yml",
        "macros/__init__.py",
        ".git/config",
        "registers/../evidence_index.yaml",
        "evidence_index.yaml\0",
        "registers/unknown.yaml",
        "",
        "C:\\Windows\\win.ini",
    ],
)
def test_another_file(root: Path, browser: Browser, file: str) -> None:
    """Would catch a form for a file that is none of the manual's data."""
    for path in ("form", "list", "at"):
        answer = browser.ask("GET", f"{FORMS}/{path}", params={"file": file, "at": ""})
        assert answer.status_code == 422
    given = browser.form("evidence_index.yaml", "evidence/0")
    assert (
        browser.post(f"{FORMS}/form", {**given, "file": file, "work": "write"}).status_code == 422
    )
    assert _unchanged(root)


@pytest.mark.parametrize(
    "at",
    [
        "evidence/9999",
        "evidence/=NO",
        "nothing",
        "evidence/0/title",
        "evidence/-1",
        "../..",
        "+",
        "evidence/+/+",
        "evidence/=",
        "9" * 400,
        "evidence//%00",
    ],
)
def test_another_place(browser: Browser, at: str) -> None:
    """Would catch a traceback, or a form for something else, where an address means nothing."""
    for path in ("form", "list"):
        answer = browser.ask(
            "GET", f"{FORMS}/{path}", params={"file": "evidence_index.yaml", "at": at}
        )
        assert answer.status_code in {200, 303, 422}
        assert "Traceback" not in answer.text


def test_giant_bodies(root: Path, browser: Browser) -> None:
    """Would catch a body that fills the memory, whether it tells its length or not."""
    given = browser.form("evidence_index.yaml", "evidence/0")
    answer = browser.post(f"{FORMS}/form", {**given, "f.title": "x" * 2_000_000, "work": "write"})
    assert answer.status_code == 413

    sent = 0

    async def receive() -> dict[str, Any]:
        nonlocal sent
        sent += 1
        return {"type": "http.request", "body": b"x" * 500_000, "more_body": True}

    statuses: list[int] = []

    async def send(message: Any) -> None:  # noqa: ANN401 - ASGI's own
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    headers = {
        "host": HOST,
        **ORIGIN,
        "cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items()),
        "content-type": "application/x-www-form-urlencoded",
        "transfer-encoding": "chunked",
    }
    scope = {
        "type": "http",
        "method": "POST",
        "path": f"{FORMS}/form",
        "raw_path": f"{FORMS}/form".encode(),
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 1),
        "root_path": "",
    }
    asyncio.run(browser.app(scope, receive, send))
    assert sent < 10
    assert statuses == [413]
    assert _unchanged(root)


def test_two_tabs(root: Path, browser: Browser) -> None:
    """Would catch the second tab that overwrites what the first has written: the same entry is
    refused, another one is not in the way.
    """
    first = browser.form("evidence_index.yaml", "evidence/=EV-001")
    second = browser.form("evidence_index.yaml", "evidence/=EV-001")
    other = browser.form("evidence_index.yaml", "evidence/=EV-002")
    assert browser.write(first, title="From the first tab").status_code == 303
    answer = browser.post(f"{FORMS}/form", {**second, "f.note": "From the second", "work": "write"})
    assert answer.status_code == 409
    assert "was changed meanwhile" in problems(answer.text)[0]
    assert browser.write(other, note="From a third").status_code == 303
    text = (root / "evidence_index.yaml").read_text(encoding="utf-8")
    assert "From the first tab" in text
    assert "From the second" not in text


def test_a_file_changed_in_an_editor_meanwhile(root: Path, browser: Browser) -> None:
    """Would catch an entry that moved, or was changed by hand, and is written over."""
    index = root / "evidence_index.yaml"
    given = browser.form("evidence_index.yaml", "evidence/=EV-002")
    text = index.read_text(encoding="utf-8")
    index.write_text(text.replace("evidence:\n", "evidence:\n# moved down\n", 1), encoding="utf-8")
    assert browser.write(given, note="Still the same entry").status_code == 303
    given = browser.form("evidence_index.yaml", "evidence/=EV-002")
    text = index.read_text(encoding="utf-8")
    index.write_text(text.replace("Still the same entry", "By hand"), encoding="utf-8")
    answer = browser.post(f"{FORMS}/form", {**given, "f.note": "By form", "work": "write"})
    assert answer.status_code == 409
    assert "By hand" in index.read_text(encoding="utf-8")
    index.write_text("evidence: [", encoding="utf-8")
    broken = browser.ask(
        "GET", f"{FORMS}/list", params={"file": "evidence_index.yaml", "at": "evidence"}
    )
    assert broken.status_code == 422
    assert problems(broken.text)


@pytest.mark.parametrize(
    "name",
    [
        "../../mkdocs.yml",
        "/etc/cron.d/x",
        "..\\..\\x.pdf",
        ".git/hooks/post-commit",
        "con.txt",
        "a\0b.pdf",
        "é ?.pdf",
        "x" * 300 + ".pdf",
        "",
    ],
)
def test_the_name_of_a_dropped_file(root: Path, browser: Browser, name: str) -> None:
    """Would catch a dropped file that is written elsewhere than into evidence/."""
    token = browser.form("evidence_index.yaml", "evidence/0")["token"]
    answer = browser.post(
        f"{FORMS}/drop", {"token": token}, files={"document": (name, b"# A procedure\n")}
    )
    assert _unchanged(root)  # nothing is written before it was seen
    if answer.status_code == 303:
        shown = browser.get(answer.headers["location"])
        assert shown.status_code == 200
        path, asked = target(answer)
        assert path == f"{FORMS}/form"
        assert asked["at"] == "evidence/+"


def test_an_answer_leads_nowhere_else(browser: Browser) -> None:
    """Would catch an open redirect: a link to this server that ends on a stranger's."""
    given = browser.form("evidence_index.yaml", "evidence/=EV-001")
    for back in (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ):
        answer = browser.post(
            f"{FORMS}/step",
            {"token": given["token"], "id": "EV-001", "step": "approve", "back": back},
        )
        assert answer.headers["location"] == FORMS


def test_what_stands_in_a_file_is_text(root: Path, browser: Browser) -> None:
    """Would catch a title that becomes markup in a form or a list."""
    given = browser.form("evidence_index.yaml", "evidence/=EV-001")
    title = '"><script>alert(1)</script>'
    assert browser.write(given, title=title).status_code == 303
    for path in (
        "form?file=evidence_index.yaml&at=evidence/=EV-001",
        "list?file=evidence_index.yaml&at=evidence",
    ):
        page = browser.get(f"{FORMS}/{path}").text
        assert "<script>alert" not in page
    assert browser.form("evidence_index.yaml", "evidence/=EV-001")["f.title"] == title
    assert root.exists()
