"""Files as they are on disk: encodings, ends of lines, what is no file at all,
and the front matter of pages.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from helpers import places, said

from preuve.reading import MAX_BYTES, MapNode, Origin, PageTexts, TextNode, read_page, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.reading import Document


def _read(tmp_path: Path, data: bytes) -> Document:
    file = tmp_path / "file.yaml"
    file.write_bytes(data)
    return read_yaml(file, "file.yaml")


# The bytes of a file → the one fault that they must give.
BYTES: dict[str, tuple[bytes, str]] = {
    "Latin-1": ("name: Café\n".encode("latin-1"), "unreadable-file 1:10"),
    "Latin-1 after UTF-8": ("é: 1\nü: '😀".encode() + b"\xe9'\n", "unreadable-file 2:6"),
    "Latin-1 after CRLF": (b"a: 1\r\nb: 2\r\nc: \xe9\r\n", "unreadable-file 3:4"),
    "Latin-1 after CR": (b"a: 1\rb: \xe9\r", "unreadable-file 2:4"),
    "UTF-16": ("name: x\n".encode("utf-16"), "unreadable-file 1:1"),
    "UTF-16 without a mark": ("name: x\n".encode("utf-16-le"), "yaml-syntax 1:2"),
    "cut in a character": ("a: é".encode()[:-1], "unreadable-file 1:4"),
    "an overlong character": (b"a: \xc0\xaf\n", "unreadable-file 1:4"),
    "half a pair": (b"a: \xed\xa0\x80\n", "unreadable-file 1:4"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "unreadable-file 1:1"),
    "CRLF": (b"a: 1\r\nb:\r\n  c: *x\r\n", "yaml-syntax 3:6"),
    "CR alone": (b"a: 1\rb:\r  c: *x\r", "yaml-syntax 3:6"),
    "CRLF and a tab": (b"a:\r\n\tb: 1\r\n", "yaml-syntax 2:1"),
    "CRLF and a conflict": (b"a: 1\r\n=======\r\nb: 1\r\n", "yaml-syntax 2:1"),
    "a byte order mark": (b"\xef\xbb\xbfa: *x\n", "yaml-syntax 1:4"),
}


@pytest.mark.parametrize(("data", "fault"), BYTES.values(), ids=BYTES)
def test_bytes(tmp_path: Path, data: bytes, fault: str) -> None:
    """Would catch text that is guessed at,
    and places that count bytes or the two ends of a CRLF line.
    """
    document = _read(tmp_path, data)
    assert places(document.diagnostics) == [fault]
    assert document.unusable


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbfa: 1\nb: 2\n", b"a: 1\r\nb: 2\r\n", b"a: 1\rb: 2\r", b"a: 1\nb: 2"]
)
def test_a_mark_and_ends_of_lines_change_nothing(tmp_path: Path, data: bytes) -> None:
    """Would catch a key that begins with an invisible mark, and a value that ends in a return."""
    document = _read(tmp_path, data)
    assert document.diagnostics == []
    assert isinstance(document.root, MapNode)
    assert document.root.entries == {"a": TextNode("1", True, 1, 4), "b": TextNode("2", True, 2, 4)}  # noqa: FBT003


def test_too_large(tmp_path: Path) -> None:
    """Would catch a file read whole before its size is known, and a limit off by one."""
    document = _read(tmp_path, b"#" * MAX_BYTES)
    assert document.diagnostics == []
    with (tmp_path / "file.yaml").open("ab") as stream:
        stream.truncate(MAX_BYTES + 1)
    (fault,) = read_yaml(tmp_path / "file.yaml", "file.yaml").diagnostics
    assert places([fault]) == ["too-large 1:1"]
    assert "20 MB" in said(fault.message)


def test_a_sparse_giant(tmp_path: Path) -> None:
    """Would catch memory spent on what will be refused: the file says it holds a terabyte."""
    file = tmp_path / "file.yaml"
    file.touch()
    os.truncate(file, 1 << 40)
    assert places(read_yaml(file, "file.yaml").diagnostics) == ["too-large 1:1"]


def test_no_file(tmp_path: Path) -> None:
    """Would catch a traceback where nothing, a folder,
    a folder of a file's name or a broken link is found.
    """
    (tmp_path / "file").touch()
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path, words in {
        "absent.yaml": "file.yaml cannot be opened: it does not exist.",
        ".": "file.yaml is not a file.",
        "file/below": "file.yaml cannot be opened",
        "broken": "file.yaml cannot be opened: it does not exist.",
        "loop": "file.yaml cannot be opened",
        "x" * 300: "file.yaml cannot be opened",
        "nul\0": "file.yaml cannot be opened",
    }.items():
        document = read_yaml(tmp_path / path, "file.yaml")
        assert places(document.diagnostics) == ["unreadable-file 1:1"], path
        assert document.unusable
        assert said(document.diagnostics[0].message).startswith(words)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_not_allowed(tmp_path: Path) -> None:
    """Would catch a traceback where reading is not allowed."""
    file = tmp_path / "file.yaml"
    file.touch(mode=0)
    (fault,) = read_yaml(file, "file.yaml").diagnostics
    assert places([fault]) == ["unreadable-file 1:1"]
    assert "not allowed" in said(fault.message)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("reader", ["read_yaml", "read_page"])
def test_a_pipe_does_not_hang(tmp_path: Path, reader: str) -> None:
    """Would catch a check that waits for ever for somebody to write."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    program = (
        f"import sys; from pathlib import Path; from preuve.reading import {reader} as r; "
        "print(r(Path(sys.argv[1]), 'f'))"
    )
    for name in ("pipe", "link", "/dev/zero"):
        command = [sys.executable, "-c", program, str(tmp_path / name)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
        assert "unreadable-file" in done.stdout


# A page → the faults of its front matter, the text of its `indicator`, its body, the line on which
# the body begins.
Case = tuple[str, list[str], str | None, str, int]
PAGES: dict[str, Case] = {
    "front matter": ("---\nindicator: 4\n---\nText.\n", [], "4", "\nText.\n", 3),
    "closed by dots": ("---\nindicator: 4\n...\nText.\n", [], "4", "\nText.\n", 3),
    "opened with spaces": ("--- \t\nindicator: 4\n---\nText.\n", [], "4", "\nText.\n", 3),
    "opened with a word": ("---x\nindicator: 4\n---\n", [], None, "---x\nindicator: 4\n---\n", 1),
    "closed with spaces": ("---\nindicator: 4\n--- \t\nText.\n", [], "4", "\nText.\n", 3),
    "nothing but front matter": ("---\nindicator: 4\n---", [], "4", "", 3),
    "CRLF": ("---\r\nindicator: 4\r\n---\r\nText.\r\n", [], "4", "\nText.\n", 3),
    "a byte order mark": ("\ufeff---\nindicator: 4\n---\nText.\n", [], "4", "\nText.\n", 3),
    "none": ("# Title\n\nText.\n", [], None, "# Title\n\nText.\n", 1),
    "an empty page": ("", [], None, "", 1),
    "empty": ("---\n---\nText.\n", [], None, "\nText.\n", 2),
    "only a comment": ("---\n# later\n---\nText.\n", [], None, "\nText.\n", 3),
    "a rule further down": (
        "Text.\n\n---\n\nindicator: 4\n---\n",
        [],
        None,
        "Text.\n\n---\n\nindicator: 4\n---\n",
        1,
    ),
    "four dashes": ("----\nindicator: 4\n----\n", [], None, "----\nindicator: 4\n----\n", 1),
    "a rule in the body": ("---\nindicator: 4\n---\nText.\n---\n", [], "4", "\nText.\n---\n", 3),
    "never closed": (
        "---\nindicator: 4\nText.\n",
        ["yaml-syntax 1:1"],
        None,
        "---\nindicator: 4\nText.\n",
        1,
    ),
    "never closed, CRLF": (
        "---\r\nindicator: 4\r\n",
        ["yaml-syntax 1:1"],
        None,
        "---\nindicator: 4\n",
        1,
    ),
    "only opened": ("---\n", ["yaml-syntax 1:1"], None, "---\n", 1),
    "a tab": ("---\nindicator:\n\t4\n---\nText.\n", ["yaml-syntax 3:1"], None, "\nText.\n", 4),
    "a tag": ("---\ntitle: é\nindicator: !!int 4\n---\n", ["yaml-syntax 3:12"], None, "\n", 4),
    "a key twice": ("---\nindicator: 4\nindicator: 5\n---\n", ["duplicate-key 3:1"], "4", "\n", 4),
    "a tab in the body": ("---\nindicator: 4\n---\n\tcode\n", [], "4", "\n\tcode\n", 3),
}


@pytest.mark.parametrize("case", PAGES.values(), ids=PAGES)
def test_pages(tmp_path: Path, case: Case) -> None:
    """Would catch front matter that becomes text on the page, without a word,
    and places counted from its own top.
    """
    page, faults, indicator, body, line = case
    file = tmp_path / "page.md"
    file.write_bytes(page.encode())
    read = read_page(file, "page.md")
    assert places(read.document.diagnostics) == faults
    assert (read.body, read.body_line) == (body, line)
    root = read.document.root
    value = root.entries.get("indicator") if isinstance(root, MapNode) else None
    assert (value.text if isinstance(value, TextNode) else None) == indicator
    if root is not None:
        assert Origin("page.md", root).key("indicator").line == 2


def test_a_page_that_is_not_utf_8(tmp_path: Path) -> None:
    """Would catch a traceback, and a page taken for one without front matter."""
    file = tmp_path / "page.md"
    file.write_bytes("---\nindicator: 4\n---\nDépôt.\n".encode("latin-1"))
    read = read_page(file, "page.md")
    assert places(read.document.diagnostics) == ["unreadable-file 4:2"]
    assert read.document.unusable


def test_a_page_is_read_once(tmp_path: Path) -> None:
    """Would catch a rule that judges another text of a page than the rule before it."""
    file = tmp_path / "page.md"
    file.write_text("---\nindicator: 4\n---\nText.\n", encoding="utf-8")
    texts = PageTexts(tmp_path)
    before = texts.page("page.md")
    file.write_text("Another.\n", encoding="utf-8")
    assert texts.page("page.md") is before
    assert PageTexts(tmp_path).page("page.md").body == "Another.\n"


def test_a_file_that_is_larger_than_its_size_says(tmp_path: Path) -> None:
    """Would catch a text cut off where the system told another size than it has, as for a file that
    is written to just now.
    """
    file = tmp_path / "page.md"
    file.write_bytes(b"x" * 100_000)
    status = file.stat()
    told = os.stat_result((*status[:6], 10, *status[7:]))
    with mock.patch("preuve.reading.decoding.os.stat", return_value=told):
        assert len(read_page(file, "page.md").text) == 100_000


def test_pyyaml_is_whole_for_whoever_uses_it_beside_us() -> None:
    """Would catch patterns of PyYAML that were put off and never made, or `re.compile` left changed
    for the modules that are imported after it.
    """
    program = (
        "import re; before = re.compile; import preuve.reading, yaml; assert re.compile is before; "
        "print(yaml.load('{a: 2026-01-02, b: 0x1f, c: 1.5, d: ~}', Loader=yaml.SafeLoader));"
        "print(list(yaml.scan('a: \\u00e9')) != [], yaml.dump({'a': '012', 'b': 'no'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=20
    )
    assert done.stdout.splitlines() == [
        "{'a': datetime.date(2026, 1, 2), 'b': 31, 'c': 1.5, 'd': None}",
        "True a: '012'",
        "b: 'no'",
        "",
    ]
