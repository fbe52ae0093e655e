"""Whoever builds: what may not go out stops the build by name, and no site is left to publish."""

from __future__ import annotations

import io
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from leaking import ENTRIES
from mkdocs.exceptions import PluginError
from PIL import Image

from preuve.mkdocs.macros import define_env
from preuve.model.organisation import Audience
from preuve.site.order import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from copies import Copy
    from manuals import ManualFolder

PAGE = "\n\nSon avocat a écrit\nle 3&nbsp;mars. [Les entretiens](../../entretiens.csv)\n"
ROADS = [
    (SiteBuilder.MKDOCS, ["mkdocs", "build"]),
    (SiteBuilder.PROPERDOCS, ["properdocs", "build"]),
    (SiteBuilder.PROPERDOCS, ["preuve", "build", "--with", "properdocs"]),
    (SiteBuilder.ZENSICAL, ["preuve", "build", "--with", "zensical"]),
]


def _plant(copy: Copy) -> Path:
    """Put a sentence of a hidden note on a page, and a withheld file into docs/ under a link."""
    text = copy.index.read_text(encoding="utf-8").rstrip("\n") + ENTRIES
    copy.index.write_text(text, encoding="utf-8")
    page = copy.root / "docs/criteria/criterion-2/indicator-04.md"
    page.write_text(page.read_text(encoding="utf-8") + PAGE, encoding="utf-8")
    hidden = copy.root / "evidence/interviews-2026-b03.csv"
    (copy.root / "docs/entretiens.csv").write_bytes(hidden.read_bytes())
    (copy.root / "docs/liste.xlsx.bak").write_bytes(b"PK\3\4 half of it")
    return page


@pytest.mark.parametrize(("builder", "command"), ROADS, ids=[" ".join(row[1]) for row in ROADS])
def test_what_may_not_go_out_stops_every_builder(
    copy: Copy, builder: SiteBuilder, command: list[str]
) -> None:
    """Would catch a builder whose site nobody looks through, or that leaves half of one."""
    if not builder.installed:
        pytest.skip(f"{builder} is not installed here")
    page = _plant(copy)
    done = copy.run(*command, env={"PREUVE_FOR": "public"})
    output = done.stdout + done.stderr
    assert done.returncode != 0
    assert (
        "indicator-04/index.html says what is not for this audience: the note of EV-950" in output
    )
    assert "entretiens.csv is, or holds, the file of" in output
    assert "Nothing explains why liste.xlsx.bak is on the site" in output
    assert [*(copy.root / "site").rglob("*.html")] == []
    page.write_text(page.read_text(encoding="utf-8").removesuffix(PAGE), encoding="utf-8")
    for name in ("entretiens.csv", "liste.xlsx.bak"):
        (copy.root / "docs" / name).unlink()
    done = copy.run(*command, env={"PREUVE_FOR": "public"})
    assert done.returncode == 0, done.stdout + done.stderr
    assert len([*(copy.root / "site").rglob("*.html")]) > 30
    assert not (copy.root / "site/sessions").exists()


LINKS = """# Links

[One](secret.md) and <a href="../secret/">two</a>, <a href="https://quality.example/manual/secret/">three</a>,
{{ team_link() }}, {% include "part.md" %} <a href="../forecast/">six</a> and ![seven](shared.png)
"""


@pytest.mark.parametrize(("builder", "command"), ROADS, ids=[" ".join(row[1]) for row in ROADS])
def test_links_to_what_others_may_not_have_are_words(
    copy: Copy, builder: SiteBuilder, command: list[str]
) -> None:
    """Would catch a link that leads nowhere, whoever wrote it, a page that includes the team's
    macros, a page's picture that stays behind, or one that is shared and goes.
    """
    if not builder.installed:
        pytest.skip(f"{builder} is not installed here")
    files = {
        "docs/secret.md": "---\n{title: Salaries, audience: internal}\n---\n# Salaries\n\n"
        "![a](own.svg) <img src='../raw.svg'> ![b](shared.png)\n",
        "docs/links.md": LINKS,
        "docs/included.md": '# Months ahead\n\n{% include "team.md" %}\n',
        "parts/part.md": "[five](secret.md)\n",
        "parts/team.md": "{{ forecast() }}\n",
    }
    for name, text in files.items():
        (copy.root / name).parent.mkdir(exist_ok=True)
        (copy.root / name).write_text(text, encoding="utf-8")
    for name in ("own.svg", "raw.svg"):
        (copy.root / "docs" / name).write_text("<svg/>", encoding="utf-8")
    picture = io.BytesIO()
    Image.new("1", (1, 1)).save(picture, "PNG")
    (copy.root / "docs/shared.png").write_bytes(picture.getvalue())
    copy.change("macros/team.py", "env.macro(office", "env.macro(team_link)\n    env.macro(office")
    with (copy.root / "macros/team.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef team_link():\n    return '[four](secret.md)'\n")
    copy.change("mkdocs.yml", "module_name: macros", "module_name: macros\n    include_dir: parts")
    copy.change(
        "mkdocs.yml", "\nnav:\n", "\nnav:\n  - Wages: secret.md\n  - links.md\n  - included.md\n"
    )
    with (copy.root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nsite_url: https://quality.example/manual/\n")
    done = copy.run(*command, env={"PREUVE_FOR": "public"})
    assert done.returncode == 0, done.stdout + done.stderr
    site = copy.root / "site"
    page = (site / "links/index.html").read_text(encoding="utf-8")
    assert re.search(r"One and two, three,\s+four, five\s+six and <img", page)
    assert (site / "shared.png").is_file()
    for built in site.rglob("*"):
        assert built.name not in {"own.svg", "raw.svg", "secret", "included"}
        if built.is_file() and built.suffix in {".html", ".json", ".js", ".xml"}:
            text = built.read_text(encoding="utf-8")
            assert not re.search(r"Salaries|Wages|secret/|secret\.md|Months ahead", text), built


def test_a_builder_that_knows_no_plugin_makes_no_site_for_others(copy: Copy) -> None:
    """Would catch a site that a builder gives to everybody though nobody looks through it."""
    if not SiteBuilder.ZENSICAL.installed:
        pytest.skip("zensical is not installed here")
    copy.change("macros/__init__.py", "from . import team", "import macros.team as team")
    variables = {"PREUVE_FOR": "public", "PYTHONPATH": str(copy.root)}
    done = copy.run("zensical", "build", env=variables)
    assert done.returncode != 0
    assert "Type: preuve build --for public" in done.stdout + done.stderr
    assert not (copy.root / "site/index.html").exists()


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.AUDITOR])
def test_without_the_plugin_no_site_is_made_for_others(
    folder: ManualFolder, audience: Audience
) -> None:
    """Would catch a site that goes out unread where no page is left out for its audience: only the
    plugin looks through what MkDocs built.
    """
    folder.whole()
    environment = SimpleNamespace(
        project_dir=folder.root,
        conf={"extra": {}},
        preuve_verdict=folder.check(),
        preuve_audience=audience,
    )
    with pytest.raises(PluginError, match=f"Type: preuve build --for {audience}; or add"):
        define_env(environment, lambda _: None)
