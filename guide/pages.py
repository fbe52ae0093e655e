"""Pages of the guide that are kept elsewhere in the repository, or made while it is built.

The decisions, CONTRIBUTING and the changelog keep their places; the reference of functions is drawn
by mkdocstrings from the docstrings, a page for each room. MkDocs calls the functions below.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "preuve"
_KEPT = {"CONTRIBUTING.md": "engine/contributing.md", "CHANGELOG.md": "changelog.md"}
_DECISIONS, _FUNCTIONS = "engine/decisions/", "engine/api/"
_NOT_ROOMS = {"starter", "theme", "locale", "standards"}


def rooms() -> dict[str, list[str]]:
    """Return the modules of each room, by their whole names."""
    modules: dict[str, list[str]] = {}
    for file in sorted(SOURCE.rglob("*.py")):
        room, *rest = file.relative_to(SOURCE).with_suffix("").parts
        if rest and room not in _NOT_ROOMS and not file.name.startswith("_"):
            modules.setdefault(room, []).append(".".join(("preuve", room, *rest)))
    return modules


def _functions() -> Iterator[tuple[str, str]]:
    """Yield the page of each room: where it goes, and its text."""
    for room, modules in rooms().items():
        blocks = "\n\n".join(f"::: {module}" for module in modules)
        package = f"::: preuve.{room}\n    options:\n      show_root_heading: false"
        yield f"{_FUNCTIONS}{room}.md", f"# {room}\n\n{package}\n\n{blocks}\n"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """List in the menu what no file of the guide's folders is."""
    decisions = [f"{_DECISIONS}{file.name}" for file in sorted((ROOT / "decisions").glob("*.md"))]
    functions = [path for path, _ in _functions()]
    nav = config.nav or []
    for section in nav[-1]["Build on Preuve"]:
        if isinstance(section, dict):
            section.get("Decisions", []).extend(decisions)
            section.get("Functions", []).extend(functions)
    nav.append({"Changelog": "changelog.md"})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are kept or made elsewhere."""
    for name, path in _KEPT.items():
        files.append(File.generated(config, path, abs_src_path=str(ROOT / name)))
    for file in sorted((ROOT / "decisions").glob("*.md")):
        files.append(File.generated(config, f"{_DECISIONS}{file.name}", abs_src_path=str(file)))
    # What is in English in the French guide would be found there by English words alone.
    unsearched = "" if config.theme["language"] == "en" else "---\nsearch: {exclude: true}\n---\n"
    for path, text in _functions():
        files.append(File.generated(config, path, content=unsearched + text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say which pages are in English alone; turn the links of a page that is kept elsewhere to
    where its neighbours are in the guide.
    """
    uri = page.file.src_uri
    if page.file.generated_by is not None and (note := config.extra["in_english"]):
        markdown = re.sub(r"(?m)^# .+$", lambda title: f"{title[0]}\n\n{note}", markdown, count=1)
    name = next((name for name, path in _KEPT.items() if path == uri), None)
    if name is None:
        return markdown
    back = "../" * uri.count("/")

    def turned(link: re.Match[str]) -> str:
        place = link[2].removeprefix(f"guide/{Path(config.docs_dir).name}/")
        place = place.removeprefix("guide/en/")
        place = re.sub(r"^decisions/$", "decisions/index.md", place)
        place = f"engine/{place}" if place.startswith("decisions/") else place
        return f"[{link[1]}]({back}{place})" if files.get_file_from_path(place) else link[1]

    return re.sub(r"\[([^\]]+)\]\((?!https?:|#)([^)\s]+)\)", turned, markdown)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001 - MkDocs's names
    """Name what the menu names itself in the guide's language."""
    for item in nav:
        _named(item, config.extra["sections"])
    return nav


def _named(item: object, names: dict[str, str]) -> None:
    if (title := getattr(item, "title", None)) in names:
        item.title = names[title]  # type: ignore[attr-defined] # what has a title keeps one
    for child in getattr(item, "children", None) or ():
        _named(child, names)
