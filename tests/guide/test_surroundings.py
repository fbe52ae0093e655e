"""What is read besides the manual's files: each key of a page's head and each variable of the
environment stands in the reference, found in the code that reads them.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest
from manuals import PACKAGE, ROOT
from reference_pages.surroundings import ENVIRONMENT, HEAD, SITE

from preuve.mkdocs.plugin import PreuvePlugin
from preuve.page.page_settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((PACKAGE / "theme").rglob("*.html"))

READ_OF_A_HEAD = re.compile(
    r"\.meta(?:\.(?:get|pop|setdefault))?[\[(]\s*\"(\w+)\"|\"(\w+)\" (?:not )?in \w+(?:\.\w+)*\.meta\b(?!\.)"
    r"|\w\.meta\.(?!get\b|keys\b|items\b|pop\b|setdefault\b)([a-z]\w+)"
)
"""How the builders' halves read a page's head, in Python and in templates."""
BETWEEN_OURSELVES = {"PREUVE_LOOK_AFTER", "LANGUAGE"}
"""What one part of the program tells another, or takes back at once: nobody sets it."""
NAMED_BY_A_TEAM = {
    "reading/config_nodes.py": "`!ENV` of mkdocs.yml",
    "links/shelf_stores.py": "`env` of a shelf",
    "commands/portfolio.py": "`token` of a portfolio",
}
"""Files that read a variable whose name a team has chosen: the reference has the key that names it."""


def keys_of_heads(texts: dict[str, str]) -> set[str]:
    """Return each key that is read of a page's head, by these files' texts."""
    keys = {
        next(filter(None, match.groups()))
        for text in texts.values()
        for match in READ_OF_A_HEAD.finditer(text)
    }
    # The gate reads the same head with a reader of its own.
    for name in ("model/manual.py", "model/site_pages.py"):
        reads = (
            r"(?:(?<!document\.)root\.entries|nodes)\.get\(\"(\w+)\"|\"(\w+)\" not in root\.entries"
        )
        keys |= {a or b for a, b in re.findall(reads, texts[name])}
    keys |= set(
        re.findall(r"\?([a-z]+)\[\\\"'\]\?\[ \\t\]\*:", texts["publication/page_audience.py"])
    )
    keys |= {key for settings in SETTINGS.values() for key in settings}
    return {key for key in keys if not key.startswith("preuve_")}  # told the theme by ourselves


def texts_of(files: list[Path]) -> dict[str, str]:
    """Return the files' texts, by their path below the package."""
    top = PACKAGE
    return {file.relative_to(top).as_posix(): file.read_text(encoding="utf-8") for file in files}


def constants(trees: list[ast.Module]) -> dict[str, list[str]]:
    """Return the texts of each module's constants by their names: one, those of a tuple, keys of a
    map.
    """
    values: dict[str, list[str]] = {}
    for tree in trees:
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", 0)]
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(targets[0], ast.Name):
                values[targets[0].id] = words(node.value)
    return values


def words(node: ast.AST | None) -> list[str]:
    """Return the texts that a literal holds."""
    if isinstance(node, ast.Dict):
        return [text for key in node.keys for text in words(key)]
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return [text for part in node.elts for text in words(part)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def variables(tree: ast.Module, known: dict[str, list[str]]) -> Iterator[str]:
    """Yield each variable of the environment that a module reads; "" where its name is no text."""
    loops: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension):
            over = node.iter.func if isinstance(node.iter, ast.Call) else node.iter
            named = over.value if isinstance(over, ast.Attribute) else over  # `.items()`
            values = words(named) or known.get(ast.unparse(named), [])
            for target in ast.walk(node.target):
                if isinstance(target, ast.Name):
                    loops.setdefault(target.id, []).extend(values)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr not in {"get", "pop", "getenv"} or not node.args:
                continue
            source, name = node.func.value, node.args[0]
        elif isinstance(node, ast.Subscript):
            source, name = node.value, node.slice
        else:
            continue
        if re.fullmatch(r"(?:os\.)?environ|environment|os", ast.unparse(source)) is None:
            continue
        text = ast.unparse(name)
        yield from words(name) or loops.get(text) or known.get(text) or [""]


def environment(files: dict[str, ast.Module]) -> set[str]:
    """Return all variables that the program, the action or GitLab's jobs read."""
    known = constants(list(files.values()))
    read: set[str] = set()
    for name, tree in files.items():
        for variable in variables(tree, known):
            assert variable or name in NAMED_BY_A_TEAM, f"{name}: which variable is read?"
            read.add(variable)
    forges = (ROOT / "action.yml", ROOT / "ci" / "gitlab.yml")
    for file in forges:
        read |= set(re.findall(r"\bPREUVE_[A-Z_]+", file.read_text(encoding="utf-8")))
    return read - {""}


def parsed() -> dict[str, ast.Module]:
    """Return the modules that speak of the environment."""
    texts = texts_of([file for file in SOURCES if "starter" not in file.parts])
    return {
        name: ast.parse(text) for name, text in texts.items() if re.search("environ|PREUVE_", text)
    }


def test_each_key_of_a_page_s_head_stands_in_the_reference() -> None:
    """Would catch a key that a page may have and nobody describes, and one that nothing reads."""
    assert keys_of_heads(texts_of([*SOURCES, *TEMPLATES])) == set(HEAD)


def test_each_key_of_the_configuration_stands_in_the_reference() -> None:
    """Would catch a key below `extra.preuve`, or of the plugin, that nobody describes."""
    text = "".join(texts_of(SOURCES).values())
    read = set(re.findall(r'settings\.get\("extra", "preuve", "(\w+)"\)', text))
    options = [option for option, _ in getattr(PreuvePlugin, "config_scheme", ())]
    assert options == []
    assert {f"extra.preuve.{key}" for key in read} | {"plugins.preuve"} == set(SITE)


def test_each_variable_of_the_environment_stands_in_the_reference() -> None:
    """Would catch a variable that changes what happens and that no page tells."""
    assert environment(parsed()) - BETWEEN_OURSELVES == set(ENVIRONMENT)


class TestTheNextOne:
    """A key or a variable that is added and not described."""

    @pytest.mark.parametrize(
        "line",
        [
            "x = page.meta.get('mood')",
            "y = env.page.meta['mood']",
            "z = 'mood' in page.meta",
            "{% if page.meta.mood %}",
        ],
    )
    def test_a_key(self, line: str) -> None:
        """Would catch a look that does not see one of the ways in which a head is read."""
        texts = texts_of([*SOURCES, *TEMPLATES])
        assert "mood" in keys_of_heads({**texts, "new.py": line.replace("'", '"')})

    @pytest.mark.parametrize(
        "line",
        [
            "os.environ.get('PREUVE_MOOD')",
            "os.environ['PREUVE_MOOD']",
            "os.getenv('PREUVE_MOOD')",
            "MOOD = 'PREUVE_MOOD'\nenvironment.get(MOOD, '')",
            "[os.environ[name] for name in ('A', 'PREUVE_MOOD')]",
            "MOODS = {'PREUVE_MOOD': 1}\nfor name, _ in MOODS.items():\n    environ.get(name)",
        ],
    )
    def test_a_variable(self, line: str) -> None:
        """Would catch the same of the environment."""
        assert "PREUVE_MOOD" in environment({**parsed(), "new.py": ast.parse(line)})

    def test_a_variable_without_a_name(self) -> None:
        """Would catch a variable whose name is put together, which no look can find."""
        with pytest.raises(AssertionError, match="which variable"):
            environment({"new.py": ast.parse("os.environ.get('PREUVE_' + x)")})
