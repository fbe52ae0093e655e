"""What stands in for mkdocs-macros where another builder takes the pages: a team's modules are
called the same way.

It offers what that plugin documents: `env.macro`, `env.filter`, `env.variables`, `env.conf`,
`env.page`, the hooks, modules that are installed, files of variables, other braces. A test holds
that both give the same pages.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import yaml

from preuve.console import terminal
from preuve.reading.ignore_globs import read_globs, taken_by

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from preuve.site.sources import SourcePage

_UNDEFINED = {
    "keep": jinja2.DebugUndefined,
    "silent": jinja2.Undefined,
    "strict": jinja2.StrictUndefined,
    "lax": jinja2.ChainableUndefined,
}
_CONFIGURATION: dict[str, Any] = {
    **dict.fromkeys(
        ("edit_uri", "nav", "repo_name", "repo_url", "site_author", "site_description", "site_url")
    ),
    **{name: [] for name in ("extra_css", "extra_javascript", "extra_templates")},
}
"""What a builder puts where a configuration says nothing."""
_HOOKS = ("on_pre_page_macros", "on_post_page_macros", "on_post_build")


class Names(dict[str, Any]):
    """Names for pages, or a configuration; macros may use them with a dot too."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever was put in
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__


class MacrosEnvironment:
    """The `env` that a team's `define_env` and hooks are given."""

    def __init__(self, root: Path, options: dict[str, Any], conf: dict[str, Any]) -> None:
        """Take the folder of the configuration, the options of mkdocs-macros in it,
        and the whole of it.
        """
        self.project_dir = str(root)
        self.config = {"verbose": False, **options}
        theme = conf.get("theme") or {}
        theme = {"name": theme} if isinstance(theme, str) else {"name": None, **theme}
        self.conf = Names({**_CONFIGURATION, **conf, "theme": Names(theme)})
        self.variables = Names(extra=dict(conf["extra"]), config=self.conf)
        self._forced = read_globs(str(self.config.get("force_render_paths") or "").splitlines())
        self.macros: dict[str, Callable[..., Any]] = {}
        self.filters: dict[str, Callable[..., Any]] = {}
        self.page: SourcePage
        self.markdown = ""
        self._hooks: dict[str, list[Callable[[Any], None]]] = {name: [] for name in _HOOKS}

    def load(self) -> None:
        """Read the files of variables and run the modules, the team's own last;
        then make the templates' environment.
        """
        self._read_variables()
        _standard_names(self)
        self.variables.update(self.conf["extra"])
        for name in self.config.get("modules") or []:
            self._take(importlib.import_module(str(name).rpartition(":")[2]))
        local = str(self.config.get("module_name") or "main")
        module = _local_module(Path(self.project_dir), local)
        if module is not None:
            self._take(module)
        elif "module_name" in self.config:
            message = f"the macros' module “{local}” is not in {self.project_dir}"
            raise ImportError(message)
        self.variables["macros"], self.variables["filters"] = dict(self.macros), dict(self.filters)
        self.env = self._templates()

    def macro(self, function: Callable[..., Any], name: str = "") -> Callable[..., Any]:
        """Make a function callable from pages; also as a decorator."""
        self.macros[name or function.__name__] = function
        return function

    def filter(self, function: Callable[..., Any], name: str = "") -> Callable[..., Any]:
        """Make a function a filter of pages; also as a decorator."""
        self.filters[name or function.__name__] = function
        return function

    def start_chatting(self, prefix: str, _colour: str = "") -> Callable[..., None]:
        """Return a function that says something where `verbose` asks for it."""

        def chat(*words: object) -> None:
            if self.config["verbose"]:
                terminal.note(f"[{prefix}] {' '.join(map(str, words))}")

        return chat

    def draw(self, page: SourcePage) -> str:
        """Return a page's text with what its macros return. Raises what they raise."""
        self.page, self.markdown = page, page.markdown
        self.variables["page"] = page
        self.run("on_pre_page_macros")
        forced = taken_by(self._forced, page.file.src_uri) is not None
        self.markdown = self.render(self.markdown, forced)
        if any(mark in page.title for mark in self._marks):
            page.menu_title = self.render(page.title, forced)
        self.run("on_post_page_macros")
        return self.markdown

    @property
    def _marks(self) -> tuple[str, ...]:
        env = self.env
        return env.variable_start_string, env.block_start_string, env.comment_start_string

    def render(self, text: str, force_rendering: bool = False) -> str:  # noqa: FBT001, FBT002 - the plugin's own call
        """Return a text with what its macros return, as a macro of a team may ask for it; as it is,
        where its page wants none drawn.
        """
        asked = self.page.meta.get("render_macros")
        by_default = self.config.get("render_by_default", True) is not False
        if asked == False or not (by_default or force_rendering or asked == True):  # noqa: E712 - as mkdocs-macros asks: 0 is false too
            return text
        return self.env.from_string(text).render(**{**self.variables, **self.page.meta})

    def run(self, hook: str) -> None:
        """Call what the modules have of a hook."""
        for function in self._hooks[hook]:
            function(self)

    def _take(self, module: ModuleType) -> None:
        if hasattr(module, "define_env"):
            module.define_env(self)
        for name, functions in self._hooks.items():
            if hasattr(module, name):
                functions.append(getattr(module, name))

    def _read_variables(self) -> None:
        for written in self.config.get("include_yaml") or []:
            key, name = (
                next(iter(written.items())) if isinstance(written, dict) else (None, written)
            )
            file = Path(self.project_dir, str(name))
            if file.is_file():
                content = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
                self.variables.update({key: content} if key is not None else content)

    def _templates(self) -> jinja2.Environment:
        marks = {
            name.removeprefix("j2_"): value
            for name, value in self.config.items()
            if name.startswith("j2_") and value
        }
        environment = jinja2.Environment(  # noqa: S701 - what is made is Markdown; what macros return was escaped by them
            loader=jinja2.FileSystemLoader(
                [
                    str(
                        Path(
                            self.project_dir,
                            str(self.config.get("include_dir") or self.conf["docs_dir"]),
                        )
                    )
                ]
            ),
            undefined=_UNDEFINED.get(
                str(self.config.get("on_undefined", "keep")), jinja2.DebugUndefined
            ),
            **marks,
        )
        self.variables["filters_builtin"] = dict(environment.filters)
        environment.globals.update(self.macros)
        environment.filters.update(self.filters)
        return environment


def _standard_names(env: MacrosEnvironment) -> None:
    """Add the names that mkdocs-macros gives to every page, where it is installed."""
    try:
        from mkdocs_macros import context  # noqa: PLC0415 - another builder does without
    except ImportError:
        return
    context.define_env(env)  # type: ignore[no-untyped-call] # as above


def _local_module(root: Path, name: str) -> ModuleType | None:
    """Import a module or a package by its path below the configuration's folder, as a fresh one."""
    top = (root / name).resolve()
    file = next(
        (path for path in (top / "__init__.py", top.with_name(f"{top.name}.py")) if path.is_file()),
        None,
    )
    if file is None:
        return None
    for known in [
        known for known in sys.modules if known == top.name or known.startswith(f"{top.name}.")
    ]:
        del sys.modules[known]
    folder = [str(top)] if file.name == "__init__.py" else None
    spec = importlib.util.spec_from_file_location(top.name, file, submodule_search_locations=folder)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    sys.modules[top.name] = module
    if (
        str(top.parent) not in sys.path
    ):  # a team's module may import its neighbours, also later, when a macro is called
        sys.path.insert(0, str(top.parent))
    spec.loader.exec_module(module)
    return module
