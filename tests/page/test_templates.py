"""Templates and the code that renders them name the same values."""

from __future__ import annotations

import ast
from collections import defaultdict

from jinja2 import Environment, meta
from manuals import PACKAGE, verdict

from preuve.core.words import Translator
from preuve.cycle.crosswalk import Reach
from preuve.model.rehearsal import Found
from preuve.page.render_context import RenderContext
from preuve.page.templating import Templates

PAGE = PACKAGE / "page"
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def given() -> tuple[dict[str, set[str]], set[str]]:
    """Return what each template is rendered with, and what all are given."""
    values: dict[str, set[str]] = defaultdict(set)
    everywhere = {"here", "_", "ngettext"}
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            names = {keyword.arg or "**" for keyword in node.keywords}
            if (
                node.args
                and isinstance(node.args[0], ast.Constant)
                and str(node.args[0].value).endswith(".html")
            ):
                values[str(node.args[0].value)] |= names
    return values, everywhere | {*RenderContext(verdict())._templates._environment.globals}  # noqa: SLF001


def test_a_template_asks_for_nothing_that_it_is_not_given() -> None:
    """Would catch a value renamed in the code and not in the template,
    on a branch that no page of a test takes.
    """
    values, everywhere = given()
    texts = {
        path.name: path.read_text(encoding="utf-8") for path in (PAGE / "templates").glob("*.html")
    }
    missing = {}
    for name, names in values.items():
        if name in texts and "**" not in names:
            asked = meta.find_undeclared_variables(ENVIRONMENT.parse(texts[name]))
            # A name set in a loop is unknown after it to jinja2.meta, and set all the same where it
            # is used.
            set_there = {
                word
                for word in asked
                if f"set {word} " in texts[name]
                or f"set {word}," in texts[name]
                or f" {word} in " in texts[name]
            }
            if unknown := asked - names - everywhere - set_there:
                missing[name] = sorted(unknown)
    assert missing == {}


def test_choices_of_one_value_keep_their_own_words() -> None:
    """Would catch a cache that takes an answer “in part” for an item “partly served”: members of
    two enumerations are equal when their values are.
    """
    templates = Templates(Translator("en"), None, {})
    assert Found.PARTLY.value == Reach.PARTLY.value
    words = [templates._word(choice) for choice in (Reach.PARTLY, Found.PARTLY)]  # noqa: SLF001
    assert words == ["partly served", "found in part"]
