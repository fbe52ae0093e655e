"""Ce que les pages du manuel peuvent appeler : les macros de Preuve, et celles de l’équipe, dans
`team.py`.
"""

from __future__ import annotations

from typing import Any

from preuve.mkdocs import macros as preuve_macros

# mkdocs-macros cherche ces trois noms ici.
from preuve.mkdocs.macros import on_post_build, on_post_page_macros, on_pre_page_macros

from . import team

__all__ = ["define_env", "on_post_build", "on_post_page_macros", "on_pre_page_macros"]


def define_env(env: Any) -> None:
    """Contrôler le manuel et rendre ses macros appelables ; puis celles de l’équipe, qui peuvent en
    remplacer une.
    """
    preuve_macros.define_env(env, team.define_env)
