"""What the manual's pages may call: Preuve's macros, which come with the engine,
and the team's own, in `team.py`.
"""

from __future__ import annotations

from typing import Any

from preuve.mkdocs import macros as preuve_macros

# mkdocs-macros looks for these three here, by their names.
from preuve.mkdocs.macros import on_post_build, on_post_page_macros, on_pre_page_macros

from . import team

__all__ = ["define_env", "on_post_build", "on_post_page_macros", "on_pre_page_macros"]


def define_env(env: Any) -> None:
    """Check the manual and make its macros callable from pages;
    then the team's, which may replace one of ours.
    """
    preuve_macros.define_env(env, team.define_env)
