"""What the gate says of a site's pages, compared with what their builder says:
over a corpus, each line of which is a page.
"""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import jinja2
import markdown
import pytest
import yaml
from helpers import said
from link_corpus import MORE
from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import Nav

from preuve.core import synonyms
from preuve.model.site_names import BUILT_IN_NAMES, MACROS
from preuve.page.macros import _SUBJECTS
from preuve.reading.braces import read_braces
from preuve.reading.markdown_links import BLOCKS

if TYPE_CHECKING:
    from pathlib import Path

    from manuals import ManualFolder

CONFIG = """\
site_name: Corpus
plugins: []
markdown_extensions:
  [tables, abbr, attr_list, admonition, footnotes, md_in_html, def_list, pymdownx.superfences, pymdownx.details,
   pymdownx.tasklist, pymdownx.tabbed: {alternate_style: true}, toc: {permalink: true}]
validation:
  nav: {omitted_files: ignore}
  links: {not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}
"""

CORPUS = [
    "[good](other.md)",
    "[good](other.md#a-heading)",
    "[bad](gone.md)",
    "[bad](other.md#nowhere)",
    "![bad](gone.png)",
    "![good](picture.png)",
    "[good](other.md 'with a title')",
    '[bad](gone.md "with a title")',
    "[good](<spaced name.md>)",
    "[good](spaced%20name.md)",
    "[bad](/other.md)",
    "[bad](other)",
    "[bad](other/)",
    "[good](https://example.org/x)",
    "[good](mailto:a@example.org)",
    "[good](#here)\n\n## Here",
    "[bad](#there)\n\n## Here",
    "`[code](gone.md)`",
    "``[code](gone.md) ` ``",
    "```\n[code](gone.md)\n```",
    "~~~\n[code](gone.md)\n~~~",
    "Text.\n\n    [code](gone.md)",
    "- item\n\n    [bad](gone.md)",
    "1. item\n\n    [bad](gone.md)",
    "!!! note\n    [bad](gone.md)",
    "> [bad](gone.md)",
    "<!-- [hidden](gone.md) -->",
    "<div>\n[raw](gone.md)\n</div>",
    '<div markdown="1">\n[bad](gone.md)\n</div>',
    '<a href="gone.md">raw</a>',
    "[bad][ref]\n\n[ref]: gone.md",
    "[good][ref]\n\n[ref]: other.md",
    "[ref]\n\n[ref]: gone.md",
    "[unused]: gone.md",
    "\\[escaped](gone.md)",
    "[a [nested] text](gone.md)",
    "[two](other.md) and [bad](gone.md)",
    "| a | b |\n|---|---|\n| [bad](gone.md) | x |",
    "[![bad](gone.png)](other.md)",
    "[![good](picture.png)](gone.md)",
    "[good](other.md#with-accents-etc)",
    "[good](other.md#marked)",
    "[good](other.md#a-heading_1)",
    "[bad](other.md#a-heading_2)",
    "[good](other.md#raw-id)",
    "[good](other.md?x=1#a-heading)",
    "[bad](OTHER.md)",
    "[good](./other.md)",
    "[bad](../outside.md)",
    "[good](sub/deep.md)",
    "[bad](sub/gone.md)",
    "## [bad](gone.md)",
    "Term\n:   [bad](gone.md)",
    "Note[^1]\n\n[^1]: [bad](gone.md)",
    "[x](  other.md  )",
    "[x]()",
    "[not a link] (gone.md)",
    "??? note\n    - [bad](gone.md)",
    "*[bad](gone.md)*",
    "[good](other.md#setext)",
    "[bad](other.md#in-code)",
    "[paren](gone(1).md)",
    "[a](b\n",
    "[" * 50,
    "![alt]",
    "[good](other.md#code-and-bold)",
    "<other.md>",
    "[x](page@example)",
    "- a\n    - [bad](gone.md)",
    "\t[code](gone.md)",
    "Text\n    [lazy](gone.md)",
    "<p>[raw](gone.md)</p>",
    "[mixed](other.md)\n```\n[code](gone.md)\n",
    "[x](gone.md){: .button }",
    "[x](other.md){ .button }",
    # Tabs, lists of tasks, footnotes, abbreviations, HTML with Markdown in it, ids of every kind.
    '=== "One"\n\n    [bad](gone.md)\n\n=== "Two"\n\n    [good](other.md)',
    '=== "One"\n\n    ```\n    [code](gone.md)\n    ```',
    '!!! note "A [bad](gone.md) title"\n    Text',
    "???+ tip\n    ```md\n    [code](gone.md)\n    ```\n    [bad](gone.md)",
    "- [ ] [bad](gone.md)",
    "- item\n\n    ```\n    [code](gone.md)\n    ```",
    "- item\n\n        [code in a list](gone.md)",
    "1. a\n\n    - b\n\n        [bad](gone.md)",
    "*[good]: other\n\n[good](other.md)",
    "[^1]: [bad](gone.md)\n\nText[^1]",
    "Text[^2]\n\n[^2]:\n    Para\n\n    [bad](gone.md)",
    "[bad]: gone.md 'Title'\n\nSee [bad].",
    "[bad]:\n    gone.md\n\nSee [bad].",
    "[x][BAD]\n\n[bad]: gone.md",
    "[x][]\n\n[x]: gone.md",
    "[x] [y]\n\n[y]: gone.md",
    "[good](other.md#étc)",
    "[good](#é)\n\n## Été {#é}",
    "[bad](#ete)\n\n## Été à Angers",
    "[good](#ete-a-angers)\n\n## Été à Angers",
    "[good](#same_1)\n\n## Same\n\n## Same",
    "[bad](#same_2)\n\n## Same\n\n## Same",
    "[good](#same_1_1)\n\n## Same\n\n## Same\n\n## Same_1",
    "[good](#p)\n\nA paragraph.\n{: #p }",
    "[good](#p)\n\nA *word*{#p} here.",
    "[good](#d)\n\n<div id='d'></div>",
    "[good](#d)\n\n<span id=d>x</span>",
    '[good](#n)\n\n<a name="n"></a>',
    '[bad](#c)\n\n<!-- <a id="c"></a> -->',
    '[bad](#c)\n\n`<a id="c"></a>`',
    "[good](#fn:1)\n\nText[^1]\n\n[^1]: note",
    "<details>\n<summary>x</summary>\n\n[bad](gone.md)\n\n</details>",
    "<details markdown>\n<summary>x</summary>\n\n[bad](gone.md)\n\n</details>",
    '<section markdown="block">\n[bad](gone.md)\n</section>',
    '<p markdown="1">[bad](gone.md)</p>',
    '<div markdown="0">\n[raw](gone.md)\n</div>',
    "<pre>\n[raw](gone.md)\n</pre>",
    "Text <code>[bad](gone.md)</code>",
    "Text <span>[bad](gone.md)</span>",
    "<!-- a\n\n[hidden](gone.md)\n\n-->\n\n[good](other.md)",
    "<!-- open [x](gone.md)",
    "````\n```\n[code](gone.md)\n```\n````",
    "```\n[code](gone.md)\n~~~\n[code](gone.md)\n```",
    "> ```\n> [code](gone.md)\n> ```",
    "> > [bad](gone.md)",
    "> - [bad](gone.md)",
    '[bad](gone.md\n"title")',
    "[bad\ntext](gone.md)",
    '![a](picture.png "x" ){ width=3 }',
    "![bad](gone.svg#light)",
    "[good](picture.png#x)",
    "[x](other.md#)",
    "[x](?q=1)",
    "[bad](other.md/)",
    "[bad](sub)",
    "[bad](sub/)",
    "[good](sub/../other.md)",
    "[bad](..)",
    "[good](.)",
    "[bad](%67one.md)",
    "[good](other%2Emd)",
    "[x](javascript:alert(1))",
    "[x](//example.org/x)",
    "[x](file.pdf)",
    "[x](tel:+33123456789)",
    "[x](C:\\x.md)",
    "[bad](gone.md)[also](gone2.md)",
    "**[bad](gone.md)**",
    "~~[bad](gone.md)~~",
    "A \\`[bad](gone.md)\\` word",
    "A `` ` [code](gone.md) `` word",
    "Line  \n[bad](gone.md)",
    "# [bad](gone.md) {#x}",
    "Term\n\n:   para\n\n    [bad](gone.md)",
    "| a |\n|---|\n| `[code](gone.md)` |",
    "| a |\n|---|\n| x \\| [bad](gone.md) |",
    "&#91;entity](gone.md)",
    "[a]( other.md )",
    "[a](<gone.md>)",
    "[a](<gone.md> 'x')",
    "[x](gone.md 'a' b)",
    "[![x](picture.png)][r]\n\n[r]: gone.md",
    "![x][r]\n\n[r]: gone.png",
    "---\n[bad](gone.md)",
    "Setext [bad](gone.md)\n===",
    "    [code](gone.md)\n[bad](gone2.md)",
    "* a\n* b\n\n[bad](gone.md)",
    "<a id='q'/>\n\n[good](#q)",
    '<h2 id="hh">x</h2>\n\n[good](#hh)',
    "[good](#h2-x)\n\n## H2 &amp; x",
    "[good](#a-b)\n\n## a <em>b</em>",
    "[good](#link)\n\n## [link](other.md)",
    "[good](#_1)\n\n## ???",
    "[bad](#toc)\n\n[TOC]",
    "[x](other.md#a%20heading)",
    '[good](other.md#a-heading "t")',
    "[bad](other.md#A-heading)",
]

OTHER = """\
# A heading

## A heading

## With *accents*, étc.

## Fourth {#marked}

Setext
------

## `Code` and **bold**

<a id="raw-id"></a>

```
## In code
```
"""


def told_by_mkdocs(root: Path) -> str:
    """Return what MkDocs' own strict build says of a manual."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    ).stderr


@pytest.mark.whole
def test_links_are_judged_as_mkdocs_judges_them(whole: ManualFolder) -> None:
    """Would catch a broken link that passes the check and ends the build,
    and a good one that the gate refuses.
    """
    whole.write("mkdocs.yml", CONFIG)
    whole.write("docs/other.md", OTHER)
    whole.write("docs/spaced name.md", "# Spaced\n")
    whole.write("docs/sub/deep.md", "# Deep\n")
    whole.write("docs/picture.png", b"\x89PNG")
    whole.write("docs/é.md", "# É\n")
    corpus = [*CORPUS, *MORE]
    for number, text in enumerate(corpus):
        whole.write(f"docs/c{number:03}.md", f"# Page\n\n{text}\n")
    ours = {
        finding.place.file[5:]
        for finding in whole.check().findings
        if finding.rule == "broken-link"
    }
    told = told_by_mkdocs(whole.root)
    theirs = set(re.findall(r"Doc file '(c\d+\.md)' contains", told))
    assert len(theirs) > 20, told
    names = {f"c{number:03}.md": text for number, text in enumerate(corpus)}
    assert {names[name] for name in ours} == {names[name] for name in theirs}


BRACES = [
    "{{ evidence() }}",
    "{{ evidence( }}",
    "{{ evidence() }",
    "{{ evidence()",
    "{{ 'a' }}",
    "{{ 'a }}",
    '{{ "}}" }}',
    "{{ {'a': {'b': 1}}['a'] }}",
    "{{ [1, 2][0] }}",
    "{{ (1 }}",
    "{% if true %}a{% endif %}",
    "{% if true %}a",
    "{% endif %}",
    "{% for x in (1, 2) %}{{ x }}{% endfor %}",
    "{% for x in y %}{% if x %}{% endfor %}{% endif %}",
    "{# a comment #}",
    "{# open",
    "{% raw %}{{ {% endraw %}",
    "{% raw %}{{",
    "{{ }}",
    "{% nothing %}",
    "{%- if a -%}b{%- endif -%}",
    "{{- a -}}",
    "}} alone",
    "%} alone",
    "{ single }",
    "{{ a | upper }}",
    "{{ a if b }}",
    "{{ a if b else c }}",
    "{% set a = 1 %}",
    "{% set a %}b{% endset %}",
    "{% macro m(x) %}{{ x }}{% endmacro %}",
    "${{ secrets.X }}",
    "{{ a ~ b }}",
    "{{ a is defined }}",
    "{%",
    "{{",
    "text { { a } }",
    "{% include 'x' %}",
    "{{ a }} {{ b",
    "{% if a %}{% else %}{% endif %}",
]


@pytest.mark.parametrize("text", BRACES)
def test_braces_are_read_as_jinja_reads_them(text: str) -> None:
    """Would catch a page that Jinja cannot read and the gate passes, and the other way round."""
    try:
        jinja2.Environment().parse(text)  # noqa: S701 - nothing is rendered
        broken = False
    except jinja2.TemplateSyntaxError:
        broken = True
    assert bool(read_braces(text).errors) == broken


@pytest.mark.parametrize("name", ["register", "true", "none", "if", "None", "a_1", "é"])
@pytest.mark.parametrize(
    "value", ['"watch"', "'x y'", '"a|b"', "' '", '"{"', '"a\\\\"', '""', '"\'"']
)
def test_a_call_with_a_text_is_read_as_python_reads_it(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a quick reading that knows other names than Python's own parser."""
    text = f"Text {{{{ {name}( {value}) }}}} and {{{{{name}({value})}}}}.\n"
    quickly = read_braces(text)
    monkeypatch.setattr("preuve.reading.braces._CALL_WITH_TEXT", re.compile("(?!)"))
    assert quickly == read_braces(text)


@pytest.mark.filterwarnings("error")
def test_what_python_thinks_of_a_call_is_kept_for_itself() -> None:
    """Would catch “SyntaxWarning: invalid decimal literal” on the team's screen."""
    assert not read_braces("{{ register(4if x else 5) }}\n").errors


def test_the_macros_are_those_that_pages_may_call() -> None:
    """Would catch a macro that was added, renamed or given another value,
    and that the gate does not know so.
    """
    real = {}
    for subject in _SUBJECTS:
        for macro in subject.MACROS:
            given = list(inspect.signature(macro).parameters.values())[2:]
            real[macro.__name__] = (
                sum(one.default is inspect.Parameter.empty for one in given),
                len(given),
            )
    assert real == MACROS
    assert set(synonyms.MACROS.values()) <= set(MACROS)


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        ("{{ preuves() }}", "There is no macro “preuves”.", "Did you mean “evidence”?"),
        ("{{ evidnce() }}", "There is no macro “evidnce”.", "Did you mean “evidence”?"),
        ("{{ hours() }} {{ shout('a') }} {{ town }} {{ 'a' | loud }}", "", ""),
        (
            "{{ criterion_overview() }}",
            "criterion_overview is called with 0 values; it takes 1 to 1.",
            "Compare with the page on editing, which shows each macro.",
        ),
        (
            "{{ dashboard(1, 2) }}",
            "dashboard is called with 2 values; it takes 0 to 0.",
            "Compare with the page on editing, which shows each macro.",
        ),
    ],
)
def test_names_between_braces(whole: ManualFolder, text: str, message: str, advice: str) -> None:
    """Would catch a misspelt macro without a proposal, and a team's own that is called unknown."""
    whole.write(
        "mkdocs.yml",
        "site_name: x\nextra: {town: Rennes}\nplugins: [macros: {module_name: macros}]\n",
    )
    whole.write(
        "macros/__init__.py",
        "from . import team\n\ndef define_env(env):\n    team.define_env(env)\n",
    )
    whole.write(
        "macros/team.py",
        "def define_env(env):\n    env.macro(hours)\n    @env.macro\n    def shout(a): ...\n"
        "    env.filter(str, 'loud')\n\ndef hours(): raise SystemExit('run')\n",
    )
    whole.write("docs/index.md", f"---\ntitle: x\n---\n# Home\n\n{text}\n")
    found = [finding for finding in whole.check().findings if finding.rule == "unknown-macro"]
    assert [(said(result.message), said(result.help), str(result.place)) for result in found] == (
        [(message, advice, "docs/index.md:6:4")] if message else []
    )


def test_what_a_team_makes_by_other_means_is_left_alone(whole: ManualFolder) -> None:
    """Would catch a good macro called unknown because its name is worked out when it runs."""
    whole.write("mkdocs.yml", "site_name: x\nplugins: [macros: {module_name: macros}]\n")
    whole.write(
        "macros.py",
        "def define_env(env):\n    for name in ('a', 'b'):\n        env.macro(lambda: 1, name)\n",
    )
    whole.write("docs/index.md", "# Home\n\n{{ a() }}\n")
    assert [finding for finding in whole.check().findings if finding.rule == "unknown-macro"] == []


@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.yaml"])
def test_configurations_are_understood(
    whole: ManualFolder, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a check that runs or refuses what MkDocs' configurations may hold,
    or looks into the wrong folder.
    """
    monkeypatch.setenv("MANUAL_PAGES", "pages")
    whole.write(
        "base.yml",
        "site_name: x\nvalidation: {links: {not_found: warn}}\nnav: [index.md, gone.md]\n",
    )
    whole.write(
        name,
        "INHERIT: base.yml\ndocs_dir: !ENV [MANUAL_PAGES, docs]\nmarkdown_extensions:\n"
        "  - pymdownx.emoji: {emoji_index: !!python/name:os.system ''}\n",
    )
    whole.write("pages/index.md", "# Home\n\n[x](nowhere.md)\n")
    found = [
        f"{finding.rule} {finding.place}"
        for finding in whole.check().findings
        if finding.rule in {"broken-link", "menu-differs"}
    ]
    assert found == ["menu-differs base.yml:3:17", "broken-link pages/index.md:3:5"]


@pytest.mark.parametrize(
    "text",
    [
        "nav: [",
        "INHERIT: mkdocs.yml\n",
        "- a\n- b\n",
        "a: *b\n",
        "a: &x [*x]\nnav: *y\n",
        "a: " + "[" * 400 + "\n",
        "\x00",
        "a: !!map [",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\nnav: *d\n",
        "nav: {a: {b: {c: 1}}}\nplugins: 3\ntheme: [a]\n",
        "extra: 5\nvalidation: x\nplugins: [{macros: 5}, 7]\ndocs_dir: 12\n",
    ],
)
def test_hostile_configurations(whole: ManualFolder, text: str) -> None:
    """Would catch a traceback, or a check that never ends."""
    whole.write("mkdocs.yml", text)
    whole.check()


def test_without_a_site_these_rules_are_silent(whole: ManualFolder) -> None:
    """Would catch a folder of two files that is asked for a menu."""
    whole.write("docs/index.md", "[x](gone.md) {{ nowhere() }} {{\n")
    assert whole.findings() == []


def test_standard_names_are_those_of_mkdocs_macros() -> None:
    """Would catch a page refused for what mkdocs-macros gives it."""
    from mkdocs_macros import context  # noqa: PLC0415 - only here

    names = set(re.findall(r"env\.variables\['(\w+)'\]", inspect.getsource(context)))
    assert names <= BUILT_IN_NAMES


def test_a_bracket_too_many_hides_no_fault_below_it(whole: ManualFolder) -> None:
    """Would catch a page whose faults are told one at a time, each after the last is fixed."""
    page = whole.root / "docs/criteria/criterion-2/indicator-04.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\n{{ evidence( }}\n\n{{ preuves() }} {{ 1 + }}\n",
        encoding="utf-8",
    )
    whole.write("mkdocs.yml", "site_name: x\nplugins:\n  macros: {module_name: macros}\n")
    (whole.root / "macros").mkdir(exist_ok=True)
    (whole.root / "macros/__init__.py").write_text("", encoding="utf-8")
    faults = [
        one for one in whole.check().findings if one.rule in {"broken-braces", "unknown-macro"}
    ]
    lines = sorted({one.place.line for one in faults})
    assert len(lines) == 2
    assert any("preuves" in str(one.message) for one in faults)


def test_a_footnote_that_no_text_names_is_told(whole: ManualFolder) -> None:
    """Would catch a build that ends with a link back which nobody wrote."""
    whole.write("mkdocs.yml", CONFIG)
    whole.write("docs/index.md", "# Home\n\nText[^1]\n\n[^1]: named\n[^2]: not\n")
    messages = [
        (said(one.message), str(one.place))
        for one in whole.check().findings
        if one.rule == "broken-link"
    ]
    assert messages == [("No text names the footnote 2.", "docs/index.md:6:1")]


def test_blocks_are_those_of_python_markdown() -> None:
    """Would catch an element that Python-Markdown takes for HTML, and the gate for text."""
    assert set(markdown.Markdown().block_level_elements) == BLOCKS


MENU = [
    "a.md",
    "./b.md",
    "gone.md",
    "gone.csv",
    "data.csv",
    "m.markdown",
    "n.markdown",
    "http://example.org/x",
    "mailto:a@example.org",
    "/a/",
    "'#x'",
    "sub/",
    "sub",
    "sub/../sub/c.md",
    "../x.md",
    "a.md#t",
    "a.md?x",
    "'gone file.md'",
    "é.md",
    "//example.org/x",
    "A.md",
    "people.md.md",
]


@pytest.mark.parametrize(
    "menu",
    [
        "[{S: {D: [a.md]}}]",
        "{A: a.md}",
        "a.md",
        "[3]",
        "[~]",
        "[{A: a.md, B: a.md}]",
        "[]",
        "",
        "[{1: a.md}]",
        "[{A: ~}]",
        "[[a.md]]",
        "[{A: 3}]",
        "[{A: []}]",
        "[true]",
        "[a.md, {A: [a.md, {B: a.md}]}]",
        "[{A: [{B: [{C: {}}]}]}]",
    ],
)
def test_what_is_no_menu_is_told_at_its_line(whole: ManualFolder, menu: str) -> None:
    """Would catch a menu that MkDocs does not read as one, and the gate does."""
    whole.write("mkdocs.yml", f"site_name: x\nnav: {menu}\n")
    option = Nav()
    try:
        option.validate(yaml.safe_load(menu) or None)  # type: ignore[no-untyped-call] # as MkDocs has it
        refused = bool(option.warnings)
    except ValidationError:
        refused = True
    told = [one for one in whole.check().findings if one.rule == "site-configuration"]
    assert bool(told) == refused
    assert all(one.place.line == 2 and one.place.column > 5 for one in told)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files here")
def test_a_pipe_among_the_pages_is_not_waited_for(folder: ManualFolder) -> None:
    """Would catch a check that waits for ever, or ends in a traceback."""
    folder.whole()
    folder.write("mkdocs.yml", "site_name: x\nplugins:\n  macros: {}\n")
    folder.write("docs/index.md", "# Home\n\n[x](pipe.md)\n")
    os.mkfifo(folder.root / "docs/pipe.md")
    assert not [finding for finding in folder.check().findings if finding.rule == "unknown-macro"]


def test_headings_by_a_function_of_the_teams_are_not_judged(folder: ManualFolder) -> None:
    """Would catch a good link to a heading called broken, since a team names headings its own way."""
    folder.whole()
    folder.write("docs/index.md", "# Home\n\n[x](#le-titre)\n\n## Titre\n")
    extensions = "  - toc: {slugify: !!python/name:x.y }\n", "  - toc: {permalink: true}\n"
    for extension, rules in zip(extensions, ([], ["broken-link"]), strict=True):
        text = f"site_name: x\nvalidation: {{links: {{anchors: warn}}}}\nmarkdown_extensions:\n{extension}"
        folder.write("mkdocs.yml", text)
        found = [
            finding.rule
            for finding in folder.check().findings
            if finding.place.file == "docs/index.md"
        ]
        assert [rule for rule in found if rule == "broken-link"] == rules


@pytest.mark.whole
def test_the_menu_is_judged_as_mkdocs_judges_it(whole: ManualFolder) -> None:
    """Would catch a line of the menu that passes the check and ends the build, and a good one that
    the gate refuses.
    """
    lines = "".join(f"  - L{number}: {target}\n" for number, target in enumerate(MENU))
    validation = "validation: {nav: {omitted_files: ignore, absolute_links: warn}}\n"
    whole.write("mkdocs.yml", f"{CONFIG.partition('validation:')[0]}{validation}nav:\n{lines}")
    for name in ("a.md", "b.md", "sub/c.md", "m.markdown"):
        whole.write(f"docs/{name}", "# T\n")
    whole.write("docs/data.csv", "x\n")
    first = CONFIG.partition("validation:")[0].count("\n") + 3
    ours = {
        MENU[finding.place.line - first].strip("'")
        for finding in whole.check().findings
        if finding.rule == "menu-differs"
    }
    told = told_by_mkdocs(whole.root)
    theirs = set(re.findall(r"(?:A reference|An absolute path) to '([^']*)' is included", told))
    assert len(theirs) > 10, told
    assert ours == theirs
