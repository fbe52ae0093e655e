"""Drafts: a site, a pack and a print of a manual whose gate is closed, each marked as such."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers import preuve

if TYPE_CHECKING:
    from copies import Copy

TOOL = Path(sys.executable).parent / "mkdocs"


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Return a manual on its first day, in French."""
    root = tmp_path / "manuel"
    done = preuve(
        "new",
        root,
        "--language",
        "fr",
        "--name",
        "Atelier Démo",
        "--categories",
        "training",
        "--conditions",
        "subcontracting",
        "--audit",
        "2027-02-10",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    return root


def test_a_new_manual_can_be_seen_on_its_first_day(fresh: Path) -> None:
    """Would catch a first day with nothing to look at; a draft that could be taken for the site;
    errors on every page.
    """
    done = preuve("build", "--draft", cwd=fresh)
    assert done.returncode == 1
    draft = fresh / "draft"
    pages = list(draft.rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        assert "pas pour publication" in page.read_text(encoding="utf-8"), page
    home = (draft / "index.html").read_text(encoding="utf-8")
    assert home.count("[missing-evidence]") == 0
    begin = home[home.index('id="first-steps"') :].partition("</section>")[0]
    numbers = [int(number) for number in re.findall(r"<b>(\d+)</b>", begin)]
    assert numbers[:4] == [4, 5, 6, 10], "those that are always major come first"
    assert len(numbers) == len(set(numbers)) == 23
    assert (
        "0 indicateur couvert sur 23. Le prochain\N{NO-BREAK SPACE}: <a "
        'href="criteria/criterion-2/indicator-04.html">' in begin
    )
    assert "aucune preuve prise en compte" not in home, "an indicator is told once"
    indicator = (draft / "criteria/criterion-2/indicator-04.html").read_text(encoding="utf-8")
    assert "[missing-evidence]" in indicator
    other = (draft / "criteria/criterion-2/index.html").read_text(encoding="utf-8")
    assert "pv-problems" not in other
    assert not (fresh / "site").exists()
    index = draft / "search/search_index.js"
    assert index.is_file(), "a draft opens from disk, search included"


def test_a_draft_is_never_for_the_public(fresh: Path) -> None:
    """Would catch a draft that goes to whoever reads the web."""
    for verb in (["build"], ["pack", "x.zip"], ["print"]):
        done = preuve(*verb, "--draft", "--for", "public", cwd=fresh)
        assert done.returncode == 2
        assert "jamais pour le public" in done.stderr.decode()


def test_a_draft_of_an_open_gate_is_fine(copy: Copy) -> None:
    """Would catch a draft that calls a whole manual refused,
    and a page's own fault that stops a look.
    """
    done = copy.run("preuve", "build", "--draft")
    assert done.returncode == 0, done.stderr
    assert "Draft: the gate is open; not for publication." in (
        copy.root / "draft/index.html"
    ).read_text(encoding="utf-8")
    with (copy.root / "docs/register.md").open("a", encoding="utf-8") as page:
        page.write("\n{{ criterion_overview(9) }}\n\n{{ nowhere() }}\n")
    copy.run("preuve", "build", "--draft")
    register = (copy.root / "draft/register.html").read_text(encoding="utf-8")
    assert "nowhere" in register
    assert "pv-problems" in register
    assert "pv-problems" not in (copy.root / "draft/reuse.html").read_text(encoding="utf-8")


def test_a_draft_of_a_pack_says_what_is_missing(fresh: Path) -> None:
    """Would catch a day of the audit without a pack for one bare indicator;
    and a draft that hides what is missing.
    """
    assert preuve("pack", "out.zip", "--for", "auditor", "--no-pdf", cwd=fresh).returncode == 1
    assert not (fresh / "out.zip").exists()
    done = preuve("pack", "out.zip", "--for", "auditor", "--no-pdf", "--draft", cwd=fresh)
    assert done.returncode == 1, done.stderr
    with zipfile.ZipFile(fresh / "out.zip") as archive:
        manifest = json.loads(archive.read("MANIFEST.json"))
        assert "23" not in manifest["draft"][0] or manifest["draft"][0]
        assert manifest["draft"][1].startswith("Sans preuve")
        assert archive.read("README.txt").decode().startswith("Brouillon")
    assert preuve("verify", "out.zip", cwd=fresh).returncode == 0


def test_a_baseline_opens_the_build_for_what_was_known(fresh: Path) -> None:
    """Would catch a build that refuses what the check let pass."""
    report = preuve("check", "--format", "json", cwd=fresh).stdout
    (fresh / "known.json").write_bytes(report)
    assert preuve("check", "--baseline", "known.json", cwd=fresh).returncode == 0
    done = preuve("build", "--baseline", "known.json", cwd=fresh)
    assert done.returncode == 0, done.stderr
    assert preuve("build", "--baseline", "gone.json", cwd=fresh).returncode == 2


def test_a_manual_of_another_day_takes_todays_form(copy: Copy) -> None:
    """Would catch a past manual that cannot be built because macros,
    menu or configuration were others then.
    """
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    whole = (copy.root / "mkdocs.yml").read_text(encoding="utf-8")
    module = (copy.root / "macros/__init__.py").read_text(encoding="utf-8")
    (copy.root / "macros/__init__.py").write_text(
        "def define_env(env, gone):\n    raise TypeError\n", encoding="utf-8"
    )
    (copy.root / "mkdocs.yml").write_text(
        "site_name: then\nplugins: [gone-plugin]\n", encoding="utf-8"
    )
    (copy.root / "docs/then.md").write_text(
        "# Only then\n\n{{ no_longer_there() }}\n", encoding="utf-8"
    )
    (copy.root / "docs/reuse.md").unlink()
    for page in (copy.root / "docs").rglob("*.md"):
        page.write_text(
            page.read_text(encoding="utf-8").replace("](reuse.md)", "](index.md)"), encoding="utf-8"
        )
    for command in (
        ["init", "-q", "-b", "main"],
        ["add", "-A"],
        ["commit", "-qm", "then"],
        ["tag", "then"],
    ):
        subprocess.run([*git, *command], cwd=copy.root, check=True)
    (copy.root / "mkdocs.yml").write_text(whole, encoding="utf-8")
    (copy.root / "macros/__init__.py").write_text(module, encoding="utf-8")
    done = copy.run("preuve", "build", "--at", "then", "--site", "past")
    assert "Traceback" not in done.stderr
    assert done.returncode == 1, "a page calls what there is no more"
    assert "it is built as a draft" in done.stderr
    assert "no_longer_there" in (copy.root / "past/then.html").read_text(encoding="utf-8")
    (copy.root / "docs/then.md").write_text("# Only then\n", encoding="utf-8")
    copy.change("mkdocs.yml", "reuse.md", "then.md")
    for command in (["add", "-A"], ["commit", "-qm", "now"]):
        subprocess.run([*git, *command], cwd=copy.root, check=True)
    (copy.root / "mkdocs.yml").write_text(whole, encoding="utf-8")
    done = copy.run("preuve", "build", "--at", "HEAD", "--site", "past")
    assert done.returncode == 0, done.stderr
    assert "Only then" in (copy.root / "past/then/index.html").read_text(encoding="utf-8")
    copy.index.write_text("evidence: []\n", encoding="utf-8")
    for command in (["add", "-A"], ["commit", "-qm", "bare"]):
        subprocess.run([*git, *command], cwd=copy.root, check=True)
    done = copy.run("preuve", "build", "--at", "HEAD")
    assert done.returncode == 1
    assert "it is built as a draft" in done.stderr
    assert "not for publication" in (copy.root / "draft/index.html").read_text(encoding="utf-8")


def test_a_manual_whose_configuration_no_longer_names_the_macros(fresh: Path) -> None:
    """Would catch a `KeyError: 'macros'` of a team that took the plugin out:
    Preuve builds it, MkDocs says why not.
    """
    config = fresh / "mkdocs.yml"
    whole = config.read_text(encoding="utf-8")
    begin, rest = whole.index("  macros:\n"), whole.index("  preuve: {}")
    config.write_text(whole[:begin] + whole[rest:], encoding="utf-8")
    done = preuve("build", "--draft", cwd=fresh)
    assert (fresh / "draft/index.html").is_file(), done.stderr
    assert b"Traceback" not in done.stderr
    mkdocs = subprocess.run(
        [TOOL, "build", "--site-dir", fresh / "other"], cwd=fresh, capture_output=True, check=False
    )
    assert b"the plugin macros" in mkdocs.stderr
    assert b"Traceback" not in mkdocs.stderr


def test_what_a_page_cannot_draw_is_told_and_is_no_open_gate(copy: Copy) -> None:
    """Would catch a draft that ends with 0 while a page of it shows a fault; a fault that is told
    on the page alone, without its line, or in Python's words where a sentence is meant.
    """
    copy.change(
        "macros/team.py",
        "    env.macro(office_hours)\n",
        "    env.macro(office_hours)\n"
        '    env.macro(lambda: len(env.variables["navigation"].pages), "how_many")\n'
        '    env.macro(lambda: env.page.toc, "contents")\n',
    )
    for number, call in enumerate(("how_many()", "contents()", "1 / 0"), 1):
        (copy.root / f"docs/{number}.md").write_text(
            f"---\ntags: []\n---\n# Page {number}\n\n{{{{ {call} }}}}\n", encoding="utf-8"
        )
    copy.change(
        "mkdocs.yml", "  - Overview: index.md\n", "  - index.md\n  - 1.md\n  - 2.md\n  - 3.md\n"
    )
    assert copy.run("preuve", "check").returncode == 0
    done = copy.run("preuve", "build", "--draft")
    assert done.returncode == 1
    assert "the gate is closed, 3 errors" in (copy.root / "draft/index.html").read_text("utf-8")
    for place in (
        "docs/1.md:6:1: What stands here cannot be drawn (navigation.pages is known to the builder",
        "docs/2.md:6:1: What stands here cannot be drawn (page.toc is known to the builder only",
        "docs/3.md:6:1: What stands here cannot be drawn (ZeroDivisionError: division by zero)",
    ):
        assert place in done.stderr


def test_pages_that_opt_in_are_drawn(copy: Copy) -> None:
    """Would catch an option of mkdocs-macros that works with MkDocs only: pages that are drawn
    where their path, or they themselves, ask for it.
    """
    copy.change(
        "mkdocs.yml",
        "    module_name: macros\n",
        "    module_name: macros\n    render_by_default: false\n"
        "    force_render_paths: |\n      *\n      !plain.md\n      !asked.md\n",
    )
    (copy.root / "docs/plain.md").write_text("# Plain\n\n{{ office_hours() }}\n", "utf-8")
    (copy.root / "docs/asked.md").write_text(
        '---\nrender_macros: true\ntitle: "{{ 1 + 1 }} pages"\n---\n\n{{ office_hours() }}\n',
        "utf-8",
    )
    copy.change(
        "mkdocs.yml", "  - Overview: index.md\n", "  - index.md\n  - plain.md\n  - asked.md\n"
    )
    copy.succeed("preuve", "build", "--draft", "--site", "drafted")
    copy.succeed("preuve", "build", "--offline", "--site", "made")
    for site in ("drafted", "made"):
        assert "{{ office_hours() }}" in (copy.root / site / "plain.html").read_text("utf-8")
        asked = (copy.root / site / "asked.html").read_text("utf-8")
        assert "Monday" in asked
        assert "2 pages" in asked


EARLY = """
from mkdocs.plugins import BasePlugin, event_priority


class Early(BasePlugin):
    @event_priority(50)
    def on_page_markdown(self, markdown, **_):
        return markdown


class Plain(BasePlugin):
    def on_page_markdown(self, markdown, **_):
        return markdown


class Late(BasePlugin):
    def on_page_content(self, html, **_):
        return html
"""


def test_a_plugin_whose_turn_is_another_is_named(copy: Copy) -> None:
    """Would catch a draft in which a plugin gets pages drawn that it was to change before, and
    nobody is told; and a name in the telling that does not belong there.
    """
    lib = copy.root / "lib"
    names = {"early-bird": "Early", "above": "Plain", "below": "Plain", "late": "Late"}
    entries = "".join(f"{name} = bird_plugins:{kind}\n" for name, kind in names.items())
    info = lib / "bird_plugins-1.0.dist-info"
    info.mkdir(parents=True)
    (lib / "bird_plugins.py").write_text(EARLY, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bird-plugins\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[mkdocs.plugins]\n{entries}", encoding="utf-8")
    copy.change("mkdocs.yml", "  macros:\n", "  above: {}\n  late: {}\n  macros:\n")
    copy.change("mkdocs.yml", "  preuve: {}", "  below: {}\n  early-bird: {}\n  preuve: {}")
    done = copy.run("preuve", "build", "--draft", env={"PYTHONPATH": str(lib)})
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stderr.splitlines() if "before its macros are drawn" in line]
    assert len(told) == 1
    assert "above" in told[0]
    assert "early-bird" in told[0]
    assert "late" not in told[0].partition("Macros")[0].replace("macros are", "")
    assert "below" not in told[0]
