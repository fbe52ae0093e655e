"""What two parsers read: ours, and the builder's own reader of the same file. Each kind is named,
and either both take it for the same, or ours refuses it, so that nothing is built on two readings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from mkdocs.structure.files import File
from mkdocs.utils import meta

from preuve.model.manual import page_indicator
from preuve.reading import MapNode, read_page
from preuve.reading.config_nodes import ConfigError, builder_value, config_value, read_config

if TYPE_CHECKING:
    from pathlib import Path

    from manuals import ManualFolder

_HEADS = {
    "plain": "---\nindicator: 4\n---\nText.\n",
    "a mark before it": "\ufeff---\nindicator: 4\n---\nText.\n",
    "Windows lines": "---\r\nindicator: 4\r\n---\r\nText.\r\n",
    "old Mac lines": "---\rindicator: 4\r---\rText.\r",
    "blanks after the dashes": "---  \nindicator: 4\n--- \t\nText.\n",
    "dots at its end": "---\nindicator: 4\n...\nText.\n",
    "four dashes": "----\nindicator: 4\n----\nText.\n",
    "a blank before the dashes": " ---\nindicator: 4\n---\nText.\n",
    "an empty line before it": "\n---\nindicator: 4\n---\nText.\n",
    "a comment before it": "<!-- x -->\n---\nindicator: 4\n---\nText.\n",
    "no end": "---\nindicator: 4\nText.\n",
    "its end is the file's": "---\nindicator: 4\n---",
    "nothing in it": "---\n---\nText.\n",
    "nothing in it, and more": "---\n---\nindicator: 4\n---\nText.\n",
    "two of them": "---\nindicator: 4\n---\n---\nindicator: 5\n---\nText.\n",
    "no dashes": "indicator: 4\n\nText.\n",
    "no dashes, capitals": "Indicator: 4\nTitle: x\n\nText.\n",
    "a list": "---\n- indicator: 4\n---\nText.\n",
    "a word": "---\nindicator\n---\nText.\n",
    "a colon without a blank": "---\nindicator:4\n---\nText.\n",
    "twice": "---\nindicator: 4\nindicator: 5\n---\nText.\n",
    "twice, once in quotes": '---\nindicator: 4\n"indicator": 5\n---\nText.\n',
    "a merge": "---\nx: &a {indicator: 5}\n<<: *a\n---\nText.\n",
    "an alias": "---\nx: &a 5\nindicator: *a\n---\nText.\n",
    "a tag": "---\nindicator: !!int '4'\n---\nText.\n",
    "capitals": "---\nIndicator: 4\n---\nText.\n",
    "in quotes": "---\nindicator: '4'\n---\nText.\n",
    "a zero before it": "---\nindicator: 012\n---\nText.\n",
    "a zero before it, no octal": "---\nindicator: 08\n---\nText.\n",
    "octal": "---\nindicator: 0o11\n---\nText.\n",
    "hexadecimal": "---\nindicator: 0x4\n---\nText.\n",
    "binary": "---\nindicator: 0b100\n---\nText.\n",
    "by sixties": "---\nindicator: 1:4\n---\nText.\n",
    "a line below": "---\nindicator: 1_2\n---\nText.\n",
    "a plus": "---\nindicator: +4\n---\nText.\n",
    "a minus": "---\nindicator: -4\n---\nText.\n",
    "a fraction": "---\nindicator: 9.0\n---\nText.\n",
    "a power": "---\nindicator: 1e1\n---\nText.\n",
    "a day": "---\nindicator: 2026-01-04\n---\nText.\n",
    "yes": "---\nindicator: yes\n---\nText.\n",
    "nothing": "---\nindicator:\n---\nText.\n",
    "null": "---\nindicator: ~\n---\nText.\n",
    "in a list": "---\nindicator: [4]\n---\nText.\n",
    "a comment after it": "---\nindicator: 4 # four\n---\nText.\n",
    "a comment without a blank": "---\nindicator: 4#\n---\nText.\n",
    "figures of another script": "---\nindicator: \u0664\n---\nText.\n",
    "a blank that is none": "---\nindicator:\u00a04\n---\nText.\n",
    "many figures": "---\nindicator: 4444444444444\n---\nText.\n",
    "folded": "---\nindicator: >\n  4\n---\nText.\n",
    "a tab": "---\nindicator:\t4\n---\nText.\n",
    "a key of YAML 1.1": "---\nyes: 1\nindicator: 4\n---\nText.\n",
}  # fmt: skip


def _theirs(text: bytes) -> dict[str, Any]:
    return meta.get_data(text.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))[1]


@pytest.mark.parametrize("text", _HEADS.values(), ids=_HEADS)
def test_the_number_of_a_page(tmp_path: Path, text: str) -> None:
    """Would catch a number that we take and that MkDocs reads as another: it is its reading that a
    theme and a team's own macros would get. What only one reads, a page never shows: the macros ask
    ours, and a page that we read no number of is a missing page.
    """
    file = tmp_path / "page.md"
    file.write_bytes(text.encode())
    ours = page_indicator(tmp_path, "page.md")
    theirs = _theirs(text.encode()).get("indicator")
    refused = read_page(file, "page.md").document.diagnostics
    assert ours is None or refused or theirs in {ours, str(ours), f"{ours}\n", None}
    assert ours in {None, 4}


_SETTINGS = ["true", "false", "True", "FALSE", "yes", "no", "Yes", "NO", "on", "off", "On", "OFF", "y", "n", "0", "1", "00",
             "0.0", "0x0", "0o0", "~", "null", "'false'", '"no"', "'0'", "oui", "non", "[]", "2026-01-01", "1:00"]  # fmt: skip


@pytest.mark.parametrize("written", _SETTINGS)
def test_whether_a_page_is_drawn(tmp_path: Path, written: str) -> None:
    """Would catch braces looked at that nobody draws, or passed over and drawn."""
    text = f"---\nrender_macros: {written}\n---\nText.\n"
    file = tmp_path / "page.md"
    file.write_text(text, encoding="utf-8")
    root = read_page(file, "page.md").document.root
    ours = builder_value(root.entries["render_macros"]) if isinstance(root, MapNode) else None
    theirs = _theirs(text.encode())["render_macros"]
    assert (ours == False, ours == True) == (theirs == False, theirs == True)  # noqa: E712


_VALUES = ["docs", "'docs'", "012", "08", "0o17", "0x1f", "1:30", "1_000", "yes", "No", "on", "~", "null", "'yes'", "1.0",
           "true", "TRUE", "[a, yes, 12]", "{a: off}", "12", "-3"]  # fmt: skip


@pytest.mark.parametrize("written", _VALUES)
def test_a_value_of_the_configuration(tmp_path: Path, written: str) -> None:
    """Would catch a switch of `mkdocs.yml` that is on for its builder and off for the gate: the truth
    of each value is the same, and what is a text to one is a text to the other, or a number that no
    rule asks for.
    """
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"value: {written}\n", encoding="utf-8")
    ours = config_value(dict_of(file, tmp_path)["value"])
    theirs = yaml.safe_load(file.read_text(encoding="utf-8"))["value"]
    assert ours == theirs or (isinstance(theirs, int | float) and not isinstance(theirs, bool))
    assert bool(ours) == bool(theirs)


def dict_of(file: Path, root: Path) -> dict[str, Any]:
    """Return the nodes of a configuration by their keys."""
    return {key.value: value for key, value in read_config(file, root).value}


def test_a_key_of_the_configuration_that_stands_twice(tmp_path: Path) -> None:
    """Would catch the first of two values taken by the gate and the last by the builder."""
    file = tmp_path / "mkdocs.yml"
    file.write_text("exclude_docs: a\nexclude_docs: b\n", encoding="utf-8")
    try:
        ours = config_value(dict_of(file, tmp_path)["exclude_docs"])
    except ConfigError:  # refused: no site is built
        return
    assert ours == yaml.safe_load(file.read_text(encoding="utf-8"))["exclude_docs"]


@pytest.mark.parametrize(
    "name",
    [
        "indicator-04.md", "indicator-04.MD", "indicator-04.Md", "indicator-04.markdown", "indicator-04.mkd",
        "indicator-04.mdown", "indicator-04.mkdn", "indicator-04.txt", "Indicator-04.md", "INDICATOR-04.md", "README.md",
        "index.md", "indicateur-é.md", "indicateur-e\u0301.md", ".indicator-04.md", "indicator 04.md", "4.md",
    ],
)  # fmt: skip
def test_the_name_of_a_page(whole: ManualFolder, name: str) -> None:
    """Would catch a page that counts for the gate and is none for MkDocs. What MkDocs alone takes for
    a page closes the gate: the indicator has none.
    """
    folder = whole.root / "docs/criteria/criterion-2"
    (folder / "indicator-04.md").rename(folder / name)
    whole.write("mkdocs.yml", "site_name: x\nplugins: []\n")
    verdict = whole.check()
    pages = {page.path.rpartition("/")[2] for page in verdict.manual.pages}
    file = File(
        f"criteria/criterion-2/{name}", str(whole.root / "docs"), "site", use_directory_urls=True
    )
    theirs = file.is_documentation_page() and not name.startswith(".")
    assert verdict.ok == (name in pages and theirs)
