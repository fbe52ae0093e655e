"""What the manual's pages may call. Thin: the work is done in `preuve.page`; a team's own macros are in `team.py`.

mkdocs-macros calls `define_env` once for each build, before the last site is touched: a manual that the gate
refuses is not built.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError

from preuve import clock, gate
from preuve.audience import Audience
from preuve.manual import Manual
from preuve.page.calls import bad_calls
from preuve.page.links import Here, Site
from preuve.page.macros import callable_from_pages
from preuve.page.publication import publish
from preuve.page.refusals import problems, refusal
from preuve.page.view import MacroError, View
from preuve.report import Format, render

from . import team

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger("mkdocs.preuve")


def define_env(env: Any) -> None:
    """Check the manual, then make its macros callable from pages."""
    root = Path(env.project_dir)
    manual = Manual.load(root)
    try:
        asked = clock.asked()
    except ValueError as error:
        message = f"PREUVE_AS_OF: {error}"
        raise PluginError(message) from None
    verdict = gate.check(manual, manual.day(asked, clock.today()))
    # `mkdocs serve` goes on with errors and shows them on the pages; anything else stops here.
    env.preuve_serving = bool(env.conf["extra"].get("preuve_serving"))
    if not verdict.ok and not env.preuve_serving:
        raise PluginError("\n" + render(verdict, Format.TEXT))
    cache = root / ".cache" / "templates"
    cache.mkdir(parents=True, exist_ok=True)
    env.preuve = View(verdict, cache, _audience())
    for name, macro in callable_from_pages(env.preuve).items():
        env.macro(_from_page(env, macro), name)
    team.define_env(env)


def _audience() -> Audience:
    """Return whom the site is for, as `preuve build --for` says it in the environment."""
    asked = os.environ.get("PREUVE_FOR", "")
    try:
        return Audience(asked) if asked else Audience.INTERNAL
    except ValueError:
        message = f"PREUVE_FOR: “{asked}” is none of {', '.join(Audience)}"
        raise PluginError(message) from None


def _from_page(env: Any, macro: Callable[..., str]) -> Callable[..., str]:
    """Return a macro that speaks of the page that calls it."""

    def call(*arguments: Any, **options: Any) -> str:
        here = _here(env)
        try:
            return macro(here, *arguments, **options)
        except MacroError as error:
            return _refuse(env, f"{here.path}: {macro.__name__}: {env.preuve.words(error.said)}")
        except TypeError as error:  # called with more, fewer or other arguments than it takes
            return _refuse(env, f"{here.path}: {error}")

    return call


def _here(env: Any) -> Here:
    number = env.page.meta.get("indicator")
    return Here(
        path=f"docs/{env.page.file.src_uri}",
        site=Site(directory_urls=env.conf["use_directory_urls"]),
        indicator=number if isinstance(number, int) else None,
    )


def _refuse(env: Any, message: str) -> str:
    """Show a fault on the page while serving; end a build with it, without the traceback that an exception would get."""
    if env.preuve_serving:
        shown: str = refusal(env.preuve, _here(env), message)
        return shown
    _log.error(message)
    raise SystemExit(1)


def on_pre_page_macros(env: Any) -> None:
    """Look at what a page calls before it is rendered: a misspelt macro is a sentence, not a traceback."""
    if env.page.meta.get("render_macros") is False:
        return
    path = f"docs/{env.page.file.src_uri}"
    above = env.page.file.content_string.count("\n") - env.markdown.count("\n")  # lines of front matter
    faults = bad_calls(env.markdown, env.env, {*env.variables, *env.macros})
    if faults:
        words = env.preuve.words
        told = [f"{path}:{one.line + above}: {words(one.message)} {words(one.help)}" for one in faults]
        env.markdown = _refuse(env, "\n".join(told)).replace("{", "&#123;")


def on_post_page_macros(env: Any) -> None:
    """Put the errors that close the gate at the top of the page, while the team works on it."""
    if env.preuve_serving:
        above = problems(env.preuve, _here(env))
        if above:
            env.markdown = f"{above}\n\n{env.markdown}"


def on_post_build(env: Any) -> None:
    """Copy the evidence files of the audience into the site, and no other."""
    view: View = env.preuve
    if view.whole.assessment is not None:
        publish(view.whole.assessment, Path(env.conf["site_dir"]), view.audience)
