"""The names that a page may use between braces: Preuve's macros, what mkdocs-macros gives, what a
team defines.

A team's modules are read, never run. What they make by other means than plain calls cannot be
known: then nothing is unknown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from preuve.core import synonyms
from preuve.reading.config_nodes import ConfigError, entries, read_config

if TYPE_CHECKING:
    import ast
    from pathlib import Path

    from preuve.model.site_settings import SiteSettings

# Each macro with the fewest and the most arguments that it takes; a test compares with the macros
# themselves.
MACROS: dict[str, tuple[int, int]] = {
    "applicability_statement": (0, 0),
    "audit": (1, 1),
    "audits": (0, 0),
    "calendar": (0, 0),
    "criterion_overview": (1, 1),
    "crosswalk": (1, 1),
    "dashboard": (0, 0),
    "edition_changes": (0, 0),
    "evidence": (0, 1),
    "evidence_register": (0, 0),
    "forecast": (0, 0),
    "history": (0, 1),
    "indicator_card": (0, 1),
    "manual_facts": (0, 0),
    "people": (0, 0),
    "person": (1, 1),
    "presentation": (0, 0),
    "quotes": (0, 0),
    "register": (1, 1),
    "rehearsal": (0, 1),
    "results": (0, 0),
    "reuse_matrix": (0, 0),
    "rule_book": (0, 0),
    "session": (1, 1),
    "sessions": (0, 0),
    "sites": (0, 0),
    "since_audit": (0, 1),
    "upkeep": (0, 1),
}


BUILT_IN_NAMES = frozenset(
    (  # noqa: SIM905 - one a line they would fill a page
        "config context cycler dict environment extra files filters filters_builtin fix_url git "
        "joiner lipsum macros macros_info namespace navigation now page plugin range preuve "
        "preuve_serving preuve_made_pages"
    ).split()
)
"""What Jinja and mkdocs-macros give to every page."""

_CALLS = {"macro", "filter"}
_MAX_FILES = 60
_MAX_BYTES = 400_000


def team_names(root: Path, settings: SiteSettings) -> frozenset[str] | None:
    """Return the names that a team defines for its pages;
    None where they cannot be known without running code.
    """
    options: dict[str, Any] = settings.macros or {}
    if options.get("modules"):
        return None
    names = {str(name) for name in settings.get("extra", default={})}
    for written in options.get("include_yaml") or []:
        read = _variables(root, written)
        if read is None:
            return None
        names |= read
    module = _modules(root, str(options.get("module_name") or "main"))
    for file in module:
        defined = _defined(file)
        if defined is None:
            return None
        names |= defined
    return frozenset(names)


def _variables(root: Path, written: object) -> set[str] | None:
    if isinstance(written, dict):
        return {str(name) for name in written}
    try:
        return set(entries(read_config(root / str(written), root)))
    except ConfigError:
        return None


def _modules(root: Path, name: str) -> list[Path]:
    """Return the files of a team's module,
    and those beside the configuration that they may import.
    """
    top = root / name
    files = [top.with_name(f"{top.name}.py")] if not top.is_dir() else sorted(top.rglob("*.py"))
    files += sorted(root.glob("*.py"))
    return [file for file in dict.fromkeys(files) if file.is_file() and not file.is_symlink()][
        :_MAX_FILES
    ]


def _defined(file: Path) -> set[str] | None:
    """Return what a module registers; None where that cannot be read off its text."""
    import ast  # noqa: PLC0415 - only a page with a name that is not ours asks
    from warnings import catch_warnings  # noqa: PLC0415 - as above

    try:
        with catch_warnings(action="ignore"):  # what Python thinks of a team's text is no finding
            tree = ast.parse(file.read_bytes()[:_MAX_BYTES])
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    names: set[str] = set()
    for node in ast.walk(tree):
        registered = _registered(node)
        if registered is None:
            return None
        names |= registered
    return names


def _registered(node: ast.AST) -> set[str] | None:  # noqa: PLR0911 - one return a way to register
    import ast  # noqa: PLC0415 - as above

    if isinstance(node, ast.FunctionDef):
        return {node.name} if any(_is_registration(mark) for mark in node.decorator_list) else set()
    if isinstance(node, ast.Call) and _is_registration(node.func):
        named = [*node.args[1:], *(given.value for given in node.keywords if given.arg == "name")]
        if named:
            return {str(named[0].value)} if isinstance(named[0], ast.Constant) else None
        first = node.args[0] if node.args else None
        return (
            {first.id}
            if isinstance(first, ast.Name)
            else {first.attr}
            if isinstance(first, ast.Attribute)
            else None
        )
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    if isinstance(target, ast.Subscript) and _attribute(target.value) in {
        "variables",
        "macros",
        "filters",
    }:
        return {str(target.slice.value)} if isinstance(target.slice, ast.Constant) else None
    if isinstance(target, ast.Attribute) and _attribute(target.value) == "variables":
        return {target.attr}
    if (
        isinstance(node, ast.Call)
        and _attribute(node.func) == "update"
        and isinstance(node.func, ast.Attribute)
    ):
        if _attribute(node.func.value) not in {"variables", "macros", "filters"}:
            return set()
        keys: list[object] = [given.arg for given in node.keywords]
        keys += [
            key.value if isinstance(key, ast.Constant) else None
            for given in node.args
            for key in (given.keys if isinstance(given, ast.Dict) else [None])
        ]
        return None if None in keys else {str(key) for key in keys}
    return set()


def _attribute(node: ast.AST) -> str:
    return str(getattr(node, "attr", ""))


def _is_registration(node: ast.AST) -> bool:
    return _attribute(node) in _CALLS and getattr(getattr(node, "value", None), "id", "") == "env"


def meant(name: str) -> str | None:
    """Return the macro that a French word stands for."""
    return synonyms.MACROS.get(re.sub(r"\W", "", name.lower()))
