"""What only the builder sees: told at the line of the team's file, in the manual's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import said
from hypothesis import given
from hypothesis import strategies as st
from manuals import EXAMPLE

from preuve.model.site_settings import read_settings
from preuve.site.builder_faults import complaints
from preuve.site.order import SiteBuilder

if TYPE_CHECKING:
    from copies import Copy

BOUM = """
_first = define_env


def define_env(env):
    _first(env)
    env.macro(boum)


def boum():
    return {}["x"]
"""


def test_a_failed_build_names_the_line(copy: Copy) -> None:
    """Would catch a build that ends in a screen of the builder's own English, without a line."""
    page, team = copy.root / "docs/presentation.md", copy.root / "macros/team.py"
    config = copy.root / "mkdocs.yml"
    whole = {file: file.read_text(encoding="utf-8") for file in (page, team, config)}
    lines = whole[page].count("\n")
    line = whole[team].count("\n") + BOUM[: BOUM.index("return {}")].count("\n") + 1
    cases = [
        ({page: "\n{{ 1 / 0 }}\n"}, f"docs/presentation.md:{lines + 2}:1: ", "division by zero"),
        (
            {page: "\n{{ boum() }}\n", team: BOUM},
            f"docs/presentation.md:{lines + 2}:1: ",
            f"It happens in macros/team.py, line {line}.",
        ),
        ({team: "\nraise ValueError('ouch')\n"}, "macros/team.py:", "ValueError: ouch"),
        ({config: "hooks: [gone.py]\n"}, "mkdocs.yml:", "hooks: the builder refuses it"),
    ]
    for changes, place, words in cases:
        for file, added in changes.items():
            file.write_text(whole[file] + added, encoding="utf-8")
        for options in ([], ["--draft"]) if place.startswith("macros") else ([],):
            done = copy.run("preuve", "build", "--site", "other", *options)
            assert done.returncode == 1
            placed = [line for line in done.stderr.splitlines() if line.startswith(place)]
            assert len(placed) == 1, done.stderr
            assert words in placed[0]
            assert "Traceback" not in done.stderr
        for file, text in whole.items():
            file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (
            "WARNING -  Doc file 'index.md' contains a link 'gone.md', but the target is not found",
            "docs/index.md:1:1: The builder does not follow the link gone.md.",
        ),
        (
            "INFO    -  Cleaning\nERROR   -  Error reading page 'index.md': 'ascii' codec\nmore",
            "docs/index.md:1:1: The builder cannot build this page ('ascii' codec).",
        ),
        ("ERROR   -  Config value 'nav': x", "mkdocs.yml:64:3: nav: the builder refuses it (x)."),
        (
            """Build started
Warning: page does not exist
    ╭─[ index.md:12:7 ]
    │
 12 │ See [x](gone.md)
    │         ───┬───
    │            ╰── page does not exist
""",
            "docs/index.md:1:1: The builder does not follow the link gone.md.",
        ),
        ("INFO    -  Error reading page 'index.md': no error", ""),
        ('Traceback (most recent call last):\n  File "/usr/x.py", line 3\nValueError: y', ""),
        ("", ""),
    ],
)
def test_what_a_builder_says_is_understood(output: str, expected: str) -> None:
    """Would catch a place that is not the team's, a note taken for a fault,
    a refusal without its reason.
    """
    settings = read_settings(EXAMPLE / "mkdocs.yml", EXAMPLE)
    understood = complaints(output, EXAMPLE, settings)
    lines = [f"{diagnostic.place}: {said(diagnostic.message)}" for diagnostic in understood]
    assert lines == ([expected] if expected else [])


@given(st.text(), st.sampled_from(["WARNING -  ", "ERROR   -  _File_: `", 'File "', "x.Error: "]))
def test_any_output_is_taken(text: str, begun: str) -> None:
    """Would catch a traceback of ours over what a plugin of somebody's prints."""
    settings = read_settings(EXAMPLE / "mkdocs.yml", EXAMPLE)
    complaints(f"{begun}{text}", EXAMPLE, settings)


@pytest.mark.skipif(not SiteBuilder.ZENSICAL.installed, reason="Zensical is not installed here")
def test_what_zensical_alone_refuses_has_its_line(copy: Copy) -> None:
    """Would catch a link that Zensical looks up and MkDocs does not, told in a picture of English
    without the team's line; also below a table that macros drew on many lines.
    """
    copy.change(
        "docs/register.md", "{{", "{% for _ in (1, 2, 3) %}\n\nOne more.\n{% endfor %}\n\n{{"
    )
    page = copy.root / "docs/register.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(
        f'{text}\n[unused]: gone-1.md\n\n<a href="gone-2.md">raw</a>\n', encoding="utf-8"
    )
    assert copy.run("preuve", "check").returncode == 0
    done = copy.run("preuve", "build", "--with", "zensical")
    assert done.returncode == 1
    for words in ("gone-1.md", "gone-2.md"):
        line = copy.line("docs/register.md", words)
        column = page.read_text(encoding="utf-8").splitlines()[line - 1].index(words) + 1
        place = f"docs/register.md:{line}:{column}: The builder does not follow the link {words}."
        assert place in done.stderr
    assert "╭" not in done.stderr
