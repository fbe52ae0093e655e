"""The evidence index: paths, addresses, entries, and what remains of an index with faults."""

from __future__ import annotations

from datetime import date
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from helpers import node, places, said
from manuals import entry

from preuve.core.finding import MAX_DIAGNOSTICS
from preuve.model.evidence import EVIDENCE, Index, read_index
from preuve.model.proof_places import FilePath, WebAddress, renamed_for_all
from preuve.reading import parse_yaml
from preuve.schema import Reader

if TYPE_CHECKING:
    from preuve.core.finding import Diagnostic


def _index(text: str) -> tuple[Index | None, list[Diagnostic]]:
    return read_index(parse_yaml(dedent(text), "evidence_index.yaml"))


PATHS: dict[str, str | None] = {
    "evidence/a.pdf": None,
    "a.pdf": None,
    "evidence/Été 2026/règlement intérieur.pdf": None,
    "evidence/.hidden/a..b.pdf": None,
    "evidence/console.pdf": None,
    "evidence/100% (v2), n°3; l'été & co.pdf": None,
    "'../a.pdf'": "file-outside-repository",
    "evidence/../../a.pdf": "file-outside-repository",
    "evidence/..": "file-outside-repository",
    "/etc/passwd": "file-outside-repository",
    "//server/share/a.pdf": "file-outside-repository",
    "~/a.pdf": "file-outside-repository",
    "~root/a.pdf": "file-outside-repository",
    "C:/a.pdf": "file-outside-repository",
    "c:a.pdf": "file-outside-repository",
    "evidence\\a.pdf": "file-outside-repository",
    "'\\\\server\\a.pdf'": "file-outside-repository",
    "..\\a.pdf": "file-outside-repository",
    "./a.pdf": "invalid-value",
    "evidence//a.pdf": "invalid-value",
    "evidence/": "invalid-value",
    "evidence/.": "invalid-value",
    "evidence/a.pdf.": "invalid-value",
    "evidence /a.pdf": "invalid-value",
    "evidence/ a.pdf": "invalid-value",
    "evidence/a?.pdf": "invalid-value",
    "evidence/a*.pdf": "invalid-value",
    "evidence/<a>.pdf": "invalid-value",
    "evidence/a|b.pdf": "invalid-value",
    "evidence/a:b.pdf": "invalid-value",
    "evidence/CON": "invalid-value",
    "evidence/con.pdf": "invalid-value",
    "NUL/a.pdf": "invalid-value",
    "evidence/Lpt1.tar.gz": "invalid-value",
    '"evidence/a\\0.pdf"': "invalid-value",
    '"evidence/a\\nb.pdf"': "invalid-value",
    "evidence/" + "é" * 101: "invalid-value",
    "": "invalid-value",
    "[a.pdf]": "wrong-type",
    "https://example.org/a.pdf": "invalid-value",
}


ADVICE = {
    "evidence/a.pdf": "",
    "evidence/aux.pdf": "Windows keeps the name aux.pdf for itself: rename it.",
    "evidence/" + "é" * 101: (
        "Shorten it: 200 characters at most, with its folders; Windows keeps no longer one."
    ),
    "a/" * 99 + "bc": "",
    "a/" * 99 + "bcd": (
        "Shorten it: 200 characters at most, with its folders; Windows keeps no longer one."
    ),
    "evidence/a ": (
        'Rename it without any of < > : " | ? *, a space or dot at the end, or an empty part '
        "between slashes."
    ),
}


@pytest.mark.parametrize(("path", "advice"), ADVICE.items())
def test_what_to_do_about_a_path(path: str, advice: str) -> None:
    """Would catch advice that does not help, or a path of just the longest length refused."""
    message = renamed_for_all(path)
    assert ("" if message is None else said(message).replace("\xa0", " ")) == advice


@pytest.mark.parametrize(("text", "rule"), PATHS.items())
def test_paths(text: str, rule: str | None) -> None:
    """Would catch a path out of the folder, or one that another system cannot keep;
    and a harmless one refused.
    """
    reader = Reader("f.yaml")
    path = FilePath().read(node(text), reader)
    assert [diagnostic.rule for diagnostic in reader.diagnostics] == ([rule] if rule else [])
    assert path == (None if rule else text)


ADDRESSES = {
    "https://example.org": True,
    "https://example.org/": True,
    "https://www.example-1.co.uk:8443/a/b%20c?d=e&f=[g]#h": True,
    "https://xn--caf-dma.fr/": True,
    "https://example.org?q=1": True,
    "http://example.org/": False,
    "HTTPS://example.org/": False,
    "ftp://example.org/": False,
    "//example.org/": False,
    "example.org": False,
    "javascript:alert(1)": False,
    "'data:text/html,x'": False,
    "https://user@example.org/": False,
    "https://user:secret@example.org/": False,
    "https://example.org@evil.example/": False,
    "https://": False,
    "https:///a": False,
    "https://localhost/": False,
    "https://127.0.0.1/": False,
    "https://-a.org/": False,
    "https://a-.org/": False,
    "https://a..org/": False,
    "https://café.fr/": False,
    "https://example.org/é": False,
    "'https://example.org/a b'": False,
    '"https://example.org/\\njavascript:x"': False,
    "'https://example.org/\"onclick=x'": False,
    "https://example.org/<b>": False,
    "https://example.org\\@evil.example/": False,
    "https://example.org:port/": False,
    "https://" + "a" * 64 + ".org/": False,
}


@pytest.mark.parametrize(("text", "good"), ADDRESSES.items())
def test_addresses(text: str, good: bool) -> None:  # noqa: FBT001
    """Would catch an address that becomes a script, or a link elsewhere than it shows."""
    reader = Reader("f.yaml")
    address = WebAddress().read(node(text), reader)
    assert [diagnostic.rule for diagnostic in reader.diagnostics] == (
        [] if good else ["unsafe-url"]
    )
    assert address == (text if good else None)


def test_a_hostile_address_is_refused_at_once() -> None:
    """Would catch a pattern that takes minutes on a long text."""
    for text in (
        "https://" + "a." * 50_000,
        "https://" + "a-" * 50_000,
        "https://" + "a" * 100_000 + "!",
    ):
        reader = Reader("f.yaml")
        assert WebAddress().read(node(text), reader) is None
        assert len(said(reader.diagnostics[0].message)) < 150


IDS = {
    "EV-001": True,
    "a": True,
    "2026.1_b": True,
    "x" * 40: True,
    "x" * 41: False,
    "-a": False,
    "a b": False,
    "é": False,
    "a/b": False,
    "'a\"b'": False,
    "'<b>'": False,
}


@pytest.mark.parametrize(("name", "good"), IDS.items())
def test_ids(name: str, good: bool) -> None:  # noqa: FBT001
    """Would catch an id that breaks an address or an HTML attribute."""
    index, faults = _index("evidence:\n" + entry(1, id=name))
    assert index is not None
    assert len(index.evidence) == good
    assert [fault.rule for fault in faults] == ([] if good else ["invalid-value"])


GOOD_UNTIL = {
    "dated: 2026-01-31, review_every: 1 month": "2026-02-28",
    "dated: 2024-02-29, review_every: 12 months": "2025-02-28",
    "dated: 2026-01-31, review_every: 6 weeks": "2026-03-14",
    "dated: 2026-01-31, valid_until: 2026-02-01": "2026-02-01",
    "dated: 2026-01-31, review_every: 9999 years": "9999-12-31",
    "dated: 2026-01-31": None,
}


@pytest.mark.parametrize(("keys", "until"), GOOD_UNTIL.items())
def test_good_until(keys: str, until: str | None) -> None:
    """Would catch a proof that ages a day early or late, or that ages though it does not."""
    written = dict(key.split(": ") for key in keys.split(", "))
    entry_read = EVIDENCE.read(
        node("\n" + entry(1, **written).replace("  - ", "    ", 1)), Reader("f.yaml")
    )
    assert entry_read is not None
    assert entry_read.good_until() == (date.fromisoformat(until) if until else None)


def test_a_faulty_entry_does_not_lose_the_others() -> None:
    """Would catch an index of which one comma hides all proofs,
    and an entry half read that counts.
    """
    index, faults = _index(
        "evidence:\n"
        + entry(1)
        + entry(2, dated="soon", stage="later")
        + "  - just a text\n"
        + entry(4)
    )
    assert index is not None
    assert [proof.id for proof in index.evidence] == ["EV-1", "EV-4"]
    assert [(one.id, one.indicators) for one in index.unreadable] == [("EV-2", (2,)), (None, ())]
    assert places(faults) == ["invalid-value 15:12", "invalid-date 19:12", "wrong-type 22:5"]


def test_what_can_be_read_of_a_faulty_entry() -> None:
    """Would catch a second report of one fault, and numbers guessed at."""
    index, faults = _index("evidence:\n" + entry("x", indicators="[4, 04, x, 200, 5]"))
    assert index is not None
    assert [one.indicators for one in index.unreadable] == [(4, 5)]
    assert [fault.rule for fault in faults] == ["wrong-type", "wrong-type", "invalid-value"]


def test_an_index_full_of_faults_is_read_as_far_as_it_is_told() -> None:
    """Would catch a traceback, or a manual judged by half its entries, where reading stops since
    nobody would read more faults.
    """
    many = "  - word\n" * (MAX_DIAGNOSTICS + 9)
    index, faults = _index(f"evidence:\n{entry('first')}{many}{entry('last')}")
    assert index is None
    assert len(faults) == MAX_DIAGNOSTICS + 1
    assert faults[-1].rule == "too-large"


# An index → how many proofs it has, or None where its list cannot be read; and the rules broken.
INDEXES: dict[str, tuple[str, int | None, list[str]]] = {
    "empty": ("", 0, []),
    "only comments": ("# nothing yet\n", 0, []),
    "an empty list": ("evidence: []\n", 0, []),
    "nothing after the key": ("evidence:\n", 0, []),
    "a list at the top": ("- id: EV-1\n", None, ["wrong-type"]),
    "a text at the top": ("evidence\n", None, ["wrong-type"]),
    "a map for a list": ("evidence: {id: EV-1}\n", None, ["wrong-type"]),
    "a number for a list": ("evidence: 4\n", None, ["wrong-type"]),
    "another key": ("evidense: []\n", None, ["unknown-key"]),
    "one more key": ("evidence: []\nregisters: []\n", 0, ["unknown-key"]),
    "not YAML": ("evidence: [\n", None, []),
}


@pytest.mark.parametrize(("text", "count", "rules"), INDEXES.values(), ids=INDEXES)
def test_indexes(text: str, count: int | None, rules: list[str]) -> None:
    """Would catch an index that cannot be read taken for one without proofs,
    and the other way round.
    """
    index, faults = _index(text)
    assert (len(index.evidence) if index else None) == count
    assert [fault.rule for fault in faults] == rules
