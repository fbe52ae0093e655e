"""Text in YAML that tries to bring HTML, Markdown, Jinja or a script onto a page, and stays text."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from copies import Copy

PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "attribute": 'x" onmouseover="alert(1)" \'',
    "closing tags": "</p></li></ul></div><h1>Owned</h1>",
    "comment": "<!-- --> <!--",
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

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.text.append(data)


def poison(copy: Copy, text: str) -> None:
    """Put a text wherever the index and the organisation take free text."""
    copy.change("evidence_index.yaml", "evidence:\n", ENTRY.replace("TEXT", text))
    copy.change("organisation.yaml", "name: Atelier du Tilleul", f'name: "{text}"')
    copy.change("organisation.yaml", "  quality: Quality lead", f'  quality: "{text}"')
    copy.change("sessions.yaml", "sessions:\n", SESSION.replace("TEXT", text))
    copy.change("organisation.yaml", "    decided_by: quality", f'    decided_by: "quality"  # {"x" * 3}')


ENTRY = """evidence:
  - id: EV-900
    title: "TEXT"
    indicators: [4]
    stage: implemented
    kind: record
    place: "TEXT"
    owner: quality
    dated: 2026-01-01
    valid_until: 2026-10-12
    status: approved
    access: on_request
    session: 2026-X1
    note: "TEXT"
"""
SESSION = """sessions:
  - id: 2026-X1
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
    "sessions/2026-X1/index.html",
    "register/index.html",
    "applicability/index.html",
    "criteria/criterion-2/indicator-04/index.html",
]


def test_text_from_yaml_stays_text(copy: Copy) -> None:
    """Would catch any text of a title, note, place, role or name that becomes an element, an attribute or code.

    One build with a harmless text in every place, one with each payload: the elements must be the same, in the
    same order, with the same attributes, and the payload must be readable on the page as it was written.
    """
    poison(copy, "harmless")
    assert copy.run("mkdocs", "build").returncode == 0
    shapes = {page: Shape(copy.root / "site" / page).elements for page in PAGES}
    texts = {name: payload.replace("\\n", "\n").replace("\\u001b", "\x1b") for name, payload in PAYLOADS.items()}
    previous = "harmless"
    for name, payload in PAYLOADS.items():
        written = payload if "\\" in payload else payload.replace('"', '\\"')
        for file in (copy.index, copy.organisation, copy.root / "sessions.yaml"):
            text = file.read_text(encoding="utf-8").replace(f'"{previous}"', f'"{written}"')
            file.write_text(text, encoding="utf-8")
        previous = written
        done = copy.run("mkdocs", "build")
        assert done.returncode == 0, name + done.stderr
        for page in PAGES:
            shape = Shape(copy.root / "site" / page)
            assert shape.elements == shapes[page], f"{name} on {page}"
        shown = " ".join("".join(Shape(copy.root / "site" / PAGES[-1]).text).split())
        assert " ".join(texts[name].split()) in shown, name


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a@b.example/"])
def test_an_unsafe_address_stops_the_build(copy: Copy, address: str) -> None:
    """Would catch a link that runs code or hides where it leads."""
    entry = ENTRY.replace("TEXT", "x").replace('place: "x"', f'url: "{address}"')
    copy.change("evidence_index.yaml", "evidence:\n", entry)
    done = copy.run("mkdocs", "build")
    assert done.returncode == 1
    assert "unsafe-url" in done.stderr
