"""The roads to a site: mkdocs-macros as ever, pages that Preuve draws itself, other builders.
They must give the same pages.
"""

from __future__ import annotations

import json
import re
import shutil
from base64 import b64decode
from html import unescape
from posixpath import normpath
from typing import TYPE_CHECKING

import pytest
from copies import Copy, contents, made_once
from crawling import goals

from preuve.core.words import Translator
from preuve.site.order import BuilderError, SiteBuilder
from preuve.site.stage import refuse_other_endings

if TYPE_CHECKING:
    from pathlib import Path

    from crawling import Goal

DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)

TEAM = """
from preuve_team_words import GREETING


def define_env(env):
    env.macro(lambda: "**nine to five**", "hours")
    env.macro(lambda: "nine to five", "office_hours")
    env.macro(shout)
    env.filter(lambda text: text[::-1], "backwards")
    env.variables["motto"] = "Measure twice"
    env.variables.slogan = "cut once"
    env.macro(lambda: env.conf.site_name == env.conf["site_name"] and env.conf["nav"] is not None, "conf")
    env.macro(lambda: [str(getattr(env.page, name)) for name in ("title", "url", "is_homepage", "canonical_url", "edit_url")], "of_page")
    env.macro(lambda: [str(getattr(env.page.file, name)) for name in ("name", "src_path", "dest_uri", "url")], "of_file")
    env.macro(lambda: sum(file.src_uri.startswith("criteria/") for file in env.variables["files"]), "criteria")
    env.macro(lambda: env.render("{{ motto }}, again"), "again")
    env.macro(lambda: env.page.title, "own_title")
    env.macro(lambda: GREETING, "greeting")


def shout(text, times=1):
    return text.upper() * times
"""

EXTENSION = """
from markdown import Extension
from markdown.preprocessors import Preprocessor


class _Marks(Preprocessor):
    def run(self, lines):
        return [line.replace("==year==", "<mark>year of 2026</mark>") for line in lines]


class Marks(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(_Marks(md), "team_marks", 100)


def makeExtension(**options):
    return Marks(**options)
"""

PAGE = """\
---
title: Ours
answer: 42
---
# Ours

{{ hours() }} {{ shout("so", times=2) }} {{ "abc" | backwards }} {{ motto }} {{ answer }} {{ own_title() }} {{ greeting() }}
{{ extra.town }} {{ town }} {{ prices.hour }} {{ slogan }} {{ conf() }} {{ of_page() }} {{ of_file() }} {{ criteria() }}
{{ again() }} {{ config.theme.name }} {{ config.repo_url }} {{ page.url | relative_url }} {{ now().year > 2000 }}

--8<-- "words.txt"

The HTML of the ==year==.

{% for number in (1, 2) %}
- line {{ number }}
{% endfor %}
{% include "parts/notice.txt" %}

{# nothing of this is seen #}

| Verb | Says |
|---|---|
| `a` | {{ evidence(4) if false else "–" }} |

{% raw %}{{ left as it is }}{% endraw %}
"""


def of_a_team(copy: Copy) -> None:
    """Give the example a team's own macros, variables, filters, files, includes and overrides."""
    copy.change("macros/__init__.py", "from . import team", "import team_of_ours as team")
    (copy.root / "team_of_ours.py").write_text(TEAM, encoding="utf-8")
    (copy.root / "preuve_team_words.py").write_text(
        'GREETING = "Bonjour à tous"\n', encoding="utf-8"
    )
    (copy.root / "prices.yaml").write_text("hour: 60 €\n", encoding="utf-8")
    (copy.root / "docs/parts").mkdir()
    (copy.root / "docs/parts/notice.txt").write_text(
        "A *notice* of {{ motto }}.\n", encoding="utf-8"
    )
    (copy.root / "docs/ours.md").write_text(PAGE, encoding="utf-8")
    (copy.root / "docs/opted.md").write_text("# {{ motto }}\n", encoding="utf-8")
    (copy.root / "snippets").mkdir()
    (copy.root / "snippets/words.txt").write_text("*[HTML]: Hyper text\n", encoding="utf-8")
    (copy.root / "team_marks.py").write_text(EXTENSION, encoding="utf-8")
    (copy.root / "overrides").mkdir()
    (copy.root / "overrides/main.html").write_text(
        '{% extends "preuve.html" %}{% block announce %}Open day on Friday{% endblock %}',
        encoding="utf-8",
    )
    copy.change(
        "mkdocs.yml",
        "    module_name: macros\n",
        "    module_name: macros\n    include_yaml: [{prices: prices.yaml}]\n",
    )
    copy.change("mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: overrides\n")
    copy.change("mkdocs.yml", "extra:\n", "extra:\n  town: Rennes\n")
    copy.change(
        "mkdocs.yml",
        "  - Overview: index.md\n",
        "  - Overview: index.md\n  - Named in the menu: ours.md\n  - opted.md\n",
    )
    copy.change(
        "mkdocs.yml",
        "  - attr_list\n",
        "  - attr_list\n  - abbr\n  - team_marks\n  - pymdownx.snippets: {base_path: [snippets]}\n",
    )


def compare(one: Path, other: Path) -> None:
    """Two sites hold the same bytes; the search's records may stand in another order."""
    left, right = contents(one), contents(other)
    assert set(left) == set(right)
    for name, data in left.items():
        if name.startswith("search/search_index."):
            indexes = [
                json.loads(text.removeprefix(b"var __index = ")) for text in (data, right[name])
            ]
            records = [sorted(map(json.dumps, index["docs"])) for index in indexes]
            assert records[0] == records[1]
        else:
            assert data == right[name], name


@pytest.mark.parametrize("offline", [False, True], ids=["online", "offline"])
def test_the_macros_road_and_the_stage_give_the_same_bytes(copy: Copy, offline: bool) -> None:  # noqa: FBT001 - a row
    """Would catch a team's macro, variable, filter,
    include or override that works on one road only.
    """
    of_a_team(copy)
    options = ["--offline"] if offline else []
    copy.succeed("preuve", "build", "--site", "macros-road", *options)
    subject = (
        "import sys; from pathlib import Path\n"
        "from preuve.core import clock; from preuve.gate import gate; from preuve.model.manual "
        "import Manual\n"
        "from preuve.site.build import make_site; from preuve.site.order import SiteOrder\n"
        "root = Path().resolve(); manual = Manual.load(root); verdict = gate.check(manual, "
        "manual.day(None, clock.today()))\n"
        f"sys.exit(not make_site(SiteOrder(offline={offline}, form=root), root / 'staged', "
        "verdict).fit)\n"
    )
    copy.succeed("python", "-c", subject)
    page = (copy.root / "staged" / ("ours.html" if offline else "ours/index.html")).read_text(
        encoding="utf-8"
    )
    for text in (
        "<strong>nine to five</strong>",
        "SOSO",
        "cba",
        "Measure twice",
        "42",
        "Rennes Rennes",
        "60 €",
        "Bonjour à tous",
        "<em>notice</em>",
        "{{ left as it is }}",
        "Open day on Friday",
        "cut once",
        "Named in the menu",
        "ours/index.html" if not offline else "ours.html",
        "Measure twice, again",
        "<abbr title",
        "<mark>year of 2026</mark>",
    ):
        assert text in page
    compare(copy.root / "macros-road", copy.root / "staged")


_STEPS = re.compile(r'href="([^"]*)" class="md-footer__link')
_TRAIL = re.compile(r'href="([^"]*)" class="md-path__link')
_IN_MENU = re.compile(r'md-nav__link--active"|md-nav__item--active"><a ')
"""Where one is: the page itself, or the one above it."""


def visible(page: str) -> str:
    """Return what a page's article says, without the space between."""
    article = re.search(r"<article\b.*?</article>", page, re.DOTALL)
    assert article is not None
    return "".join(unescape(re.sub(r"<[^>]+>|¶", "", article[0])).split())


RAW = """\
# Raw links

<div>
<p><a id="r1" href="../register/">Register</a> <A HREF='../sessions/#2026-A12'>Session</A></p>
<p><a href=../criteria/criterion-1/indicator-01/>no quotation marks</a> <a href="#r1">here</a></p>
<p><a href="../">home</a> <a href=".">this</a> <a href="../register/?a=1&amp;b=2#EV-001">asked</a></p>
<p><a title="a > b" href="../%70resentation/">spelt</a> <a href="mailto:a@example.org">mail</a></p>
<p><img src="../parts/dot.png" srcset="../parts/dot.png 2x, ../parts/dot.png 3x" alt="a dot"></p>
<iframe src="../register/"></iframe>
<form action="../register/"></form>
<!-- <a href="../nowhere/"> --><textarea>&lt;a href="../nowhere/"></textarea>
</div>

Inline <a href="../register/">raw</a>, [Markdown](register.md), ![a dot](parts/dot.png), and code:
`<a href="../register/">`.

```html
<a href="../register/">fenced</a>
```

<div markdown>
Markdown inside, <a href="../register/">raw</a> and [not](register.md).
</div>
"""


def with_raw_links(copy: Copy) -> Path:
    """Build the example with pages of raw HTML at each depth, by MkDocs, for a server and for
    the disk.
    """
    of_a_team(copy)
    copy.change(
        "mkdocs.yml",
        "  - Overview: index.md\n",
        "  - Overview: index.md\n  - raw.md\n  - parts/index.md\n  - deep/er/raw.md\n",
    )
    copy.change("mkdocs.yml", "  - attr_list\n", "  - attr_list\n  - md_in_html\n")
    for name in ("raw.md", "parts/index.md", "deep/er/raw.md"):
        file = copy.root / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * name.count("/")
        text = RAW.replace('"../', f'"../{up}').replace("'../", f"'../{up}")
        text = text.replace("=../", f"=../{up}").replace(", ../", f", ../{up}")
        text = text.replace("](", f"]({up}")
        if name.endswith("index.md"):
            text = text.replace(f"../{up}", up)
        file.write_text(text, encoding="utf-8")
    (copy.root / "docs/parts/dot.png").write_bytes(DOT)
    copy.succeed("preuve", "build", "--site", "built/online")
    copy.succeed("preuve", "build", "--offline", "--site", "built/offline")
    return copy.root


@pytest.mark.parametrize("offline", [False, True], ids=["online", "offline"])
@pytest.mark.parametrize("builder", [SiteBuilder.PROPERDOCS, SiteBuilder.ZENSICAL])
def test_another_builder_gives_the_same_pages(
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
    builder: SiteBuilder,
    offline: bool,  # noqa: FBT001 - a row
) -> None:
    """Would catch a builder with which a manual cannot be built: the day MkDocs cannot be installed
    any more. And one whose links lead elsewhere: in what macros draw, in a team's raw HTML, in
    Markdown, in the menu; a page that nobody wrote without its place in menu, trail and foot.
    """
    if not builder.installed:
        pytest.skip(f"{builder} is not installed here")
    made = made_once(tmp_path_factory, "raw-links", with_raw_links)
    copy = Copy(tmp_path / "manual")
    shutil.copytree(made, copy.root, ignore=shutil.ignore_patterns(".cache", "built"))
    site = made / "built" / ("offline" if offline else "online")
    options = ["--offline"] if offline else []
    copy.succeed("preuve", "build", "--with", builder.value, "--site", "other", *options)
    pages = [path.relative_to(site) for path in site.rglob("*.html") if path.name != "404.html"]
    assert len(pages) > 60
    for page in pages:
        if page.parts[0] == "proofs":  # made beside the builder
            continue
        ours = (copy.root / "other" / page).read_text(encoding="utf-8")
        theirs = (site / page).read_text(encoding="utf-8")
        assert visible(ours) == visible(theirs), page
        for links in (_STEPS, _TRAIL):
            steps = [
                [normpath(f"{page.parent.as_posix()}/{step}") for step in links.findall(text)]
                for text in (ours, theirs)
            ]
            assert steps[0] == steps[1], page
        assert _IN_MENU.search(ours), page
    left, right = (set(filter(of_ours, goals(path))) for path in (copy.root / "other", site))
    assert sorted(right - left) == []
    assert sorted(left - right) == []
    assert offline or [goal for goal in left if not goal.there] == []


def of_ours(goal: Goal) -> bool:
    """Return whether a link is no theme's own, such as those to the page's headings."""
    return goal.goal.partition("#")[0] != goal.page or goal.goal.endswith("#r1")


def test_a_builder_that_is_not_there_is_said(copy: Copy) -> None:
    """Would catch a traceback, or a build by another than the one that was named."""
    copy.change("mkdocs.yml", "extra:\n", "extra:\n  preuve: {builder: hugo}\n")
    done = copy.run("preuve", "build")
    assert done.returncode == 1
    assert "write one of mkdocs, properdocs, zensical" in done.stderr
    for builder in SiteBuilder:
        if not builder.installed:
            done = copy.run("preuve", "build", "--with", builder.value)
            assert done.returncode == 2
            assert re.search(r"pip install \S+\[site", done.stderr)


@pytest.mark.parametrize("ending", ["markdown", "mkd"])
def test_a_page_of_another_ending_is_one(copy: Copy, ending: str) -> None:
    """Would catch a page that MkDocs knows by its ending and Preuve does not: braces that a draft
    shows as they are, and what is for the team alone on the site for everybody.
    """
    page = copy.root / f"docs/other.{ending}"
    page.write_text("# Other\n\n{{ office_hours() }}\n", encoding="utf-8")
    copy.change("mkdocs.yml", "  - Overview: index.md\n", f"  - index.md\n  - other.{ending}\n")
    copy.succeed("preuve", "build", "--draft")
    drafted = (copy.root / "draft/other.html").read_text(encoding="utf-8")
    assert "Monday" in drafted
    assert "{{" not in drafted
    page.write_text("---\naudience: internal\n---\n# Other\n\nOurs alone.\n", encoding="utf-8")
    copy.succeed("preuve", "build", "--for", "public")
    assert not [path for path in (copy.root / "site").rglob("*") if "other" in path.name]


def test_another_folder_of_pages_gives_the_same_site(copy: Copy, site: Path) -> None:
    """Would catch a page that is found in docs/ only: a link, a page's own findings, the day of its
    last change, what is left out for an audience; on the macros road and in a draft.
    """
    (copy.root / "content").mkdir()
    (copy.root / "docs").rename(copy.root / "content/en")
    copy.change("mkdocs.yml", "docs_dir: docs\n", "docs_dir: content/en\n")
    copy.succeed("preuve", "build", "--site", "moved")
    compare(copy.root / "moved", site)
    copy.succeed("preuve", "build", "--for", "public", "--site", "public")
    pages = {
        path.relative_to(copy.root / "public") for path in (copy.root / "public").rglob("*.html")
    }
    assert len(pages) > 30
    assert not [
        page for page in pages if page.parts[0] in {"editing", "sessions", "registers", "audits"}
    ]
    copy.index.write_text("evidence: []\n", encoding="utf-8")
    assert copy.run("preuve", "build", "--draft").returncode == 1
    bare = (copy.root / "draft/criteria/criterion-2/indicator-04.html").read_text(encoding="utf-8")
    assert "content/en/criteria/criterion-2/indicator-04.md" in bare


def test_a_page_that_zensical_does_not_read_is_refused() -> None:
    """Would catch a page that one builder shows and another leaves out without a word."""
    refuse_other_endings(["index.md"], "docs")
    with pytest.raises(BuilderError) as refused:
        refuse_other_endings(["index.md", "more/other.markdown"], "docs")
    assert "rename docs/more/other.markdown" in Translator("en")(refused.value.message)
