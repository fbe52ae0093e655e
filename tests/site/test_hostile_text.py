"""Text in YAML that tries to bring HTML, Markdown,
Jinja or a script onto a page, and stays text.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from copies import Copy, copied

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "attribute": 'x" onmouseover="alert(1)" \'',
    "closing tags": "</p></li></ul></div><h1>Owned</h1>",
    # with words: a proof whose place has no letter says nothing, and is not usable
    "comment": "<!-- gone --> <!-- open",
    "markdown link": "[click](javascript:alert(1))",
    "markdown image": "![x](https://evil.example/x.png)",
    "autolink": "<https://evil.example/>",
    "reference": "[x]: https://evil.example/",
    "code": "`{{ evidence() }}`",
    "attribute list": "{: onclick=alert(1) .pv-covered }",
    "jinja": "{{ 7 * 7 }}{% raw %}{# gone #}",
    "jinja attack": "{{ ''.__class__.__mro__ }}",
    "snippet": '--8<-- "organisation.yaml"',
    "table": "a | b\\nc | d",
    "entity": "&lt;b&gt; &amp;amp;",
    "emphasis": "**bold** _italic_ ~~gone~~",
    "heading": "# Owned",
    "admonition": "!!! danger",
    "html block": "<div markdown=1>\\n# Owned\\n</div>",
    "emoji": ":material-alert:",
    "format": "{name} {0} %s %(x)s",
    "control": "a\\u001b[31mred",
}


UNSAFE = ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a@b.example/"]


class Shape(HTMLParser):
    """The elements of a page and their attributes' names, and its text."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.text: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect an element."""
        self.elements.append((tag, tuple(name for name, _ in attrs)))

    @property
    def said(self) -> str:
        """Return the text, one blank between words."""
        return " ".join("".join(self.text).split())

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.text.append(data)


ENTRY = """  - id: EV-9NN
    title: "TEXT"
    indicators: [4]
    stage: implemented
    kind: record
    place: "TEXT"
    owner: role_NN
    dated: 2026-01-01
    valid_until: 2026-10-12
    status: approved
    access: on_request
    session: 2026-XNN
    note: "TEXT"
"""
SESSION = """  - id: 2026-XNN
    title: "TEXT"
    category: training
    starts: 2026-01-01
    ends: 2026-01-02
    headcount: 3
    subcontractor: "TEXT"
    site: "TEXT"
    place: "TEXT"
    note: "TEXT"
"""
PAGES = [
    "index.html",
    "sessions/index.html",
    "register/index.html",
    "applicability/index.html",
    "criteria/criterion-2/indicator-04/index.html",
]


def poison(copy: Copy, texts: Iterable[str], name: str) -> None:
    """Put each text, as YAML writes it between double quotes, wherever a proof,
    a session and a role take free text.
    """
    numbered = [(f"{number:02}", text) for number, text in enumerate(texts)]
    entries, sessions = (
        "".join(form.replace("NN", number).replace("TEXT", text) for number, text in numbered)
        for form in (ENTRY, SESSION)
    )
    people = "".join(f'\n  role_{number}: "{text}"' for number, text in numbered)
    copy.change("evidence_index.yaml", "evidence:\n", f"evidence:\n{entries}")
    copy.change("sessions.yaml", "sessions:\n", f"sessions:\n{sessions}")
    copy.change("organisation.yaml", "\npeople:", f"\npeople:{people}")
    copy.change("organisation.yaml", "name: Atelier du Tilleul", f'name: "{name}"')


def in_yaml(payload: str) -> str:
    """Return a payload as YAML writes it between double quotes."""
    return payload if "\\" in payload else payload.replace('"', '\\"')


def built(root: Path, texts: list[str], name: str) -> dict[str, Shape]:
    """Return the pages of the example with texts in every place, each text's session among them."""
    copy = Copy(copied(root))
    poison(copy, texts, name)
    done = copy.run("mkdocs", "build")
    assert done.returncode == 0, done.stderr
    pages = [*PAGES, *(f"sessions/2026-X{number:02}/index.html" for number in range(len(texts)))]
    return {page: Shape(copy.root / "site" / page) for page in pages}


def test_text_from_yaml_stays_text(tmp_path: Path) -> None:
    """Would catch any text of a title, note, place, role or name that becomes an element, an
    attribute or code.

    One build with a harmless text in every place, one with the payloads, each in a proof, a role
    and a session of its own, and all of them, a line each, in the organisation's name: the elements
    must be the same, in the same order, with the same attributes, and each payload must be readable
    on the pages as it was written.
    """
    written = [in_yaml(payload) for payload in PAYLOADS.values()]
    harmless = built(tmp_path / "harmless", ["harmless"] * len(written), "harmless")
    pages = built(tmp_path / "payloads", written, "\\n".join(written))
    for number, name in enumerate(
        PAYLOADS
    ):  # a payload's own page comes first: it says which one it was
        page = f"sessions/2026-X{number:02}/index.html"
        assert pages[page].elements == harmless[page].elements, name
    for page in PAGES:
        assert pages[page].elements == harmless[page].elements, page
    for number, (name, payload) in enumerate(PAYLOADS.items()):
        told = " ".join(payload.replace("\\n", "\n").replace("\\u001b", "\x1b").split())
        for page in ("register/index.html", PAGES[-1], f"sessions/2026-X{number:02}/index.html"):
            assert told in pages[page].said, (name, page)


def test_unsafe_addresses_stop_the_build(copy: Copy) -> None:
    """Would catch a link that runs code or hides where it leads."""
    entries = "".join(
        ENTRY.replace("NN", f"{number:02}")
        .replace('place: "TEXT"', f'url: "{address}"')
        .replace(f"owner: role_{number:02}", "owner: quality")
        for number, address in enumerate(UNSAFE)
    )
    copy.change("evidence_index.yaml", "evidence:\n", f"evidence:\n{entries.replace('TEXT', 'x')}")
    done = copy.run("mkdocs", "build")
    assert done.returncode == 1
    assert done.stderr.count("[unsafe-url]") == len(UNSAFE)
